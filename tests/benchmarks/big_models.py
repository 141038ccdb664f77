"""Made-up packs of any size, the same in every run, with faults planted in them on request.

Without a fault everything holds that the prover looks for, but for some rules
that nothing reaches: drawn rules are not as tidy as those that people write.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from attrs import evolve
from big_questions import QUESTIONS_IN_A_SECTION, SAFETY, Asked, chance_for, drawn_section, worrying
from big_rules import (
    LEVELS,
    ROUTE_IDS,
    ROUTES,
    Shape,
    areas,
    drawn_duties,
    drawn_indicators,
    drawn_rules,
    drawn_signs,
    guarantees,
    rule,
)

from childconcern.conditions import (
    And,
    Bound,
    Compare,
    Condition,
    Has,
    Measure,
    Or,
    facts_in,
    parse_condition,
)
from childconcern.facts import AnyOf, Fact, Vocabulary, YesNo
from childconcern.pack import Language, Pack
from childconcern.policy import Duty, RoutingPolicy, Rule
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["FAULTS", "MODULAR", "SIZES", "TANGLED", "big_pack", "changed"]

SIZES: Final = ((40, 60), (80, 300), (150, 1000), (300, 3000))
"""How many questions are asked, and by how many rules is decided."""

TANGLED: Final = 0.15
"""The share of rules that join two sections, unless said otherwise."""

MODULAR: Final = 0.0

_OUT_OF_HOURS: Final = Fact(id="out_of_hours", kind=YesNo(), set_by_service=True)


def big_pack(
    questions: int,
    rules: int,
    *,
    cross: float = TANGLED,
    faults: Collection[str] | None = None,
    seed: int = 0,
) -> Pack:
    """Return a pack without an error; the questionnaire is the same whatever ``cross`` is.

    Args:
        questions: How many are asked; at least forty.
        rules: How many there are; at least forty.
        cross: The share of rules that join two sections.
        faults: Those of ``FAULTS`` that are planted; by default all.
        seed: Another one gives another pack.
    """
    asked = [*_asked(questions, seed)]
    vocabulary = Vocabulary(facts=(*(fact for one in asked for fact in one.facts), _OUT_OF_HOURS))
    signs = drawn_signs(asked, chance_for(seed, questions, "signs"))
    screener = Questionnaire(
        id="screener",
        title="Made-up questions",
        vocabulary=vocabulary,
        sections=tuple(one.section for one in asked),
        signs=signs,
    )
    pack = Pack(
        id="big",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=vocabulary,
        questionnaires=(screener,),
        policy=_policy(asked, screener, Shape(rules=rules, cross=cross), seed),
    )
    return _with_faults(pack, asked, sorted(FAULTS if faults is None else faults))


def _policy(asked: list[Asked], screener: Questionnaire, shape: Shape, seed: int) -> RoutingPolicy:
    rules = shape.rules
    return RoutingPolicy(
        id="big",
        version="1",
        vocabulary=screener.vocabulary,
        otherwise="consult",
        routes=ROUTES,
        areas=areas(asked),
        levels=LEVELS,
        signs=screener.signs,
        indicators=drawn_indicators(asked, rules // 4, chance_for(seed, rules, "indicators")),
        rules=drawn_rules(asked, shape, chance_for(seed, rules, "rules")),
        duties=drawn_duties(asked, 3 + rules // 100, chance_for(seed, rules, "duties")),
        guarantees=guarantees(),
    )


def _asked(questions: int, seed: int) -> Iterator[Asked]:
    yield SAFETY
    left = questions - len(SAFETY.facts)
    number = 1
    while left > 0:
        yield drawn_section(number, chance_for(seed, "section", number), most=left)
        left -= QUESTIONS_IN_A_SECTION
        number += 1


# --------------------------------------------------------------------- planted faults


def _rare_emergency(pack: Pack, asked: list[Asked]) -> Pack:
    """An emergency that is no danger, of a dozen answers that hardly ever come together."""
    chance = chance_for("rare")
    ordered = {fact.id for fact in pack.vocabulary.facts if fact.worse is not None}
    tests = [
        worrying(fact, chance)
        for one in asked[1:]
        for question, fact in zip(one.section.questions, one.facts, strict=True)
        if fact.id in ordered and _shown_by(question, pack) <= ordered
    ]
    rare = " and ".join(chance.sample(tests, 12))
    return _planted(pack, rule("rare-emergency", "emergency", rare))


def _shown_by(question: Question, pack: Pack) -> frozenset[str]:
    """Return the facts that decide whether a question is asked."""
    when = question.ask_when
    return frozenset() if when is None else facts_in(when, pack.policy.terms)


def _hidden_question(pack: Pack, asked: list[Asked]) -> Pack:
    """A question that is not asked any more where the answer to another gets worse."""
    gate, grave, last = (asked[1].facts[n] for n in (0, 1, -1))
    when = worrying(last, chance_for("hidden"))
    hidden = _with_question(pack, last.id, f"{gate.id} and not {grave.id}")
    return _planted(hidden, rule("hidden-question", "social-care", when))


def _rule_with_a_lid(pack: Pack, asked: list[Asked]) -> Pack:
    """A rule that speaks while something is grave, but not yet too grave."""
    fact = next(fact for one in asked[2:] for fact in one.facts if fact.worse == "higher")
    return _planted(pack, rule("rule-with-a-lid", "several-agencies", f"3 <= {fact.id} < 6"))


def _one_thing_only(pack: Pack, asked: list[Asked]) -> Pack:
    """A rule that falls silent where a second thing is wrong as well."""
    fact = next(
        fact
        for one in asked[3:]
        for fact in one.facts
        if isinstance(fact.kind, AnyOf) and fact.worse == "more"
    )
    when = f"'sign-0' in {fact.id} and 'sign-1' not in {fact.id}"
    return _planted(pack, rule("one-thing-only", "social-care", when))


def _dead_rule(pack: Pack, asked: list[Asked]) -> Pack:
    """A rule that no journey can reach, as its question is asked elsewhere only."""
    gate, _, other = (asked[2].facts[n] for n in range(3))
    when = f"{worrying(other, chance_for('dead'))} and not {gate.id}"
    return _planted(pack, rule("dead-rule", "early-help", when))


def _lost_duty(pack: Pack, asked: list[Asked]) -> Pack:
    """A duty that a graver answer takes away."""
    gate, grave = (asked[2].facts[n] for n in range(2))
    duty = Duty(
        id="lost-duty",
        when=parse_condition(f"{gate.id} and not {grave.id}"),
        because="This is the duty lost-duty.",
        destinations=("front-door",),
    )
    return evolve(pack, policy=evolve(pack.policy, duties=(*pack.policy.duties, duty)))


FAULTS: Final[Mapping[str, Callable[[Pack, list[Asked]], Pack]]] = {
    "dead-rule": _dead_rule,
    "hidden-question": _hidden_question,
    "lost-duty": _lost_duty,
    "one-thing-only": _one_thing_only,
    "rare-emergency": _rare_emergency,
    "rule-with-a-lid": _rule_with_a_lid,
}
"""What can be planted, by name; a rule that is planted has the same name."""


def _with_faults(pack: Pack, asked: list[Asked], faults: list[str]) -> Pack:
    for name in faults:
        pack = FAULTS[name](pack, asked)
    return pack


def _planted(pack: Pack, planted: Rule) -> Pack:
    """Return the pack with this in place of the last rule that was drawn."""
    drawn = [one for one in pack.policy.rules if one.id not in FAULTS]
    before = [one for one in pack.policy.rules if one.id in FAULTS]
    return evolve(pack, policy=evolve(pack.policy, rules=(*drawn[:-1], *before, planted)))


def _with_question(pack: Pack, fact_id: str, when: str) -> Pack:
    """Return the pack with another reason to ask for a fact."""
    screener = pack.questionnaire()

    def asked(question: Question) -> Question:
        if question.records != fact_id:
            return question
        return evolve(question, ask_when=parse_condition(when))

    def of(section: Section) -> Section:
        return evolve(section, questions=tuple(map(asked, section.questions)))

    sections = tuple(map(of, screener.sections))
    return evolve(pack, questionnaires=(evolve(screener, sections=sections),))


# ------------------------------------------------------------------------ the next one


def changed(pack: Pack) -> Pack:
    """Return the next version: a handful of edits to rules, a duty and what is asked when."""
    rules = [*pack.policy.rules]
    drawn = [
        n for n, one in enumerate(rules) if one.id.startswith("rule-") and one.id not in FAULTS
    ]
    third = len(drawn) // 3
    for place, lower in ((drawn[third], -1), (drawn[2 * third], 1)):
        rules[place] = evolve(rules[place], route=_rung(rules[place].route, lower))
    for edit in (_stricter, _with_fewer_options):
        place = next(n for n in drawn[third + 1 :] if edit(rules[n].when) != rules[n].when)
        rules[place] = evolve(rules[place], when=edit(rules[place].when))
    rules[drawn[-2]] = rule("rule-new", "several-agencies", "grave_1 and grave_2")
    police, *duties = pack.policy.duties
    more = evolve(police, when=Or((police.when, parse_condition("'bite' in injuries"))))
    policy = evolve(pack.policy, rules=tuple(rules), duties=(more, *duties))
    screener = pack.questionnaire()
    last = screener.sections[2].questions[-1].records
    return _with_question(evolve(pack, version="2", policy=policy), last, "worry_2")


def _rung(route: str, lower: int) -> str:
    return ROUTE_IDS[min(max(1, ROUTE_IDS.index(route) + lower), len(ROUTE_IDS) - 1)]


def _stricter(when: Condition) -> Condition:
    """Return a condition with the first threshold of a number one higher."""
    match when:
        case Compare(measure=Measure.NUMBER, low=Bound() as low, high=None):
            return evolve(when, low=evolve(low, value=low.value + 1))
        case And(parts):
            return And(tuple(map(_stricter, parts)))
        case _:
            return when


def _with_fewer_options(when: Condition) -> Condition:
    """Return a condition in which every ``any_of`` has one option fewer."""
    match when:
        case Has(fact, (_, _, *_) as options, 1):
            return Has(fact, options[1:])
        case And(parts):
            return And(tuple(map(_with_fewer_options, parts)))
        case _:
            return when
