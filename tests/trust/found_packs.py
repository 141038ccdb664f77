"""Packs of which the prover once said something wrong, as small as they could be made.

Each was found among thousands of made-up packs, or by reading; none may come back. The
last two are what the prover must not take for granted.
"""

from typing import Final

from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.facts import (
    Age,
    AnyOf,
    Fact,
    Group,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.pack import Language, Pack
from childconcern.policy import Claim, Guarantee, NamedLevel, Route, RoutingPolicy, Rule
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["FOUND"]


def _question(records: str, when: str = "", *, name: str = "", again: bool = False) -> Question:
    return Question(
        id=name or records.replace("_", "-"),
        text="What?",
        records=records,
        ask_when=parse_condition(when) if when else None,
        ask_again=again,
    )


def _section(*questions: Question, for_each: str | None = None) -> Section:
    name = f"about-{questions[0].id}"
    return Section(id=name, title="Part", questions=questions, for_each=for_each)


def _pack(
    vocabulary: Vocabulary,
    *sections: Section,
    rules: tuple[tuple[str, str], ...],
    guarantees: tuple[Guarantee, ...] = (),
    levels: tuple[NamedLevel, ...] = (),
) -> Pack:
    """Return a pack of two routes, high and low, of which low is what is left."""
    routes = [
        Route(id=name, name=name, next_step="Wait.", destinations=("team",))
        for name in ("high", "low")
    ]
    policy = RoutingPolicy(
        id="found",
        version="1",
        vocabulary=vocabulary,
        otherwise="low",
        routes=tuple(routes),
        levels=levels,
        rules=tuple(
            Rule(id=f"rule-{n}", when=parse_condition(when), route=route, because="so")
            for n, (when, route) in enumerate(rules)
        ),
        guarantees=guarantees,
    )
    screener = Questionnaire(id="screener", vocabulary=vocabulary, sections=sections)
    return Pack(
        id="found",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=vocabulary,
        questionnaires=(screener,),
        policy=policy,
    )


def _with_request(pack: Pack, *sections: Section) -> Pack:
    """Return a pack with a request that every route asks for next."""
    request = Questionnaire(id="request", vocabulary=pack.vocabulary, sections=sections)
    routes = tuple(evolve(route, then_ask="request") for route in pack.policy.routes)
    return evolve(
        pack,
        questionnaires=(*pack.questionnaires, request),
        policy=evolve(pack.policy, routes=routes),
    )


_danger: Final = Fact(id="danger", kind=YesNo(), worse="yes")

_LEVELS_WITHOUT_AREAS: Final = _pack(
    Vocabulary(facts=(_danger,)),
    _section(_question("danger")),
    rules=(("danger", "high"),),
    levels=(NamedLevel(number=1, name="All"), NamedLevel(number=2, name="Some")),
    guarantees=(
        Guarantee(id="always-lowest", claim=Claim.ALWAYS, level=1),
        Guarantee(id="never-lowest", claim=Claim.NEVER, level=1),
    ),
)
"""The level is the lowest of the scheme, also where no area could be at it."""

_UNCUT_NUMBER: Final = _pack(
    Vocabulary(facts=(Fact(id="times", kind=WholeNumber(at_least=0, at_most=3), worse="higher"),)),
    _section(_question("times")),
    rules=(("known(times)", "high"), ("asked(times)", "low")),
)
"""No test cuts the number, and yet not knowing it lowers the response."""

_UNCUT_AGE: Final = _pack(
    Vocabulary(facts=(Fact(id="age", kind=Age(), worse="lower"),)),
    _section(_question("age")),
    rules=(("known(age)", "high"), ("asked(age)", "low")),
)
"""The same of an age."""

_NO_OPTION_WORRIES: Final = _pack(
    Vocabulary(
        facts=(
            Fact(
                id="injuries",
                kind=AnyOf((Option("bruise"), Option("none", exclusive=True))),
                worse=("none",),
                unknown_counts_as=frozenset({"none"}),
            ),
        )
    ),
    _section(_question("injuries")),
    rules=(("'bruise' in injuries", "high"), ("asked(injuries)", "low")),
)
"""An option that stands alone is never more of anything, so no answer is the most worrying."""

_hurt: Final = Fact(id="hurt", kind=YesNo(), worse="yes")
_told: Final = Fact(id="told", kind=YesNo())

_ITEMS_NOT_ALIKE: Final = _pack(
    Vocabulary(groups=(Group(id="children", at_most=2, facts=(_hurt, _told)),)),
    _section(_question("hurt"), for_each="children"),
    _section(
        _question("hurt", name="hurt-now", again=True),
        _question("told", "not any_item(children, hurt)"),
        for_each="children",
    ),
    rules=(
        ("count_items(children, asked(told)) >= 2", "high"),
        ("any_item(children, asked(told))", "low"),
        ("not any_item(children, asked(told))", "high"),
    ),
)
"""The first child is asked before anything new is known of the second, so their order matters."""

_LEVEL_THAT_NOBODY_READS: Final = _pack(
    Vocabulary(facts=(_danger,)),
    _section(_question("danger")),
    rules=(("danger", "high"), ("not danger", "low")),
    levels=(NamedLevel(number=1, name="All"), NamedLevel(number=3, name="Few")),
)
"""What an example is replayed for must not be made up after the solver has answered."""

_skippable: Final = Question(id="seen", text="When?", records="seen", optional=True)

_A_SKIP_IS_NO_ANSWER: Final = _pack(
    Vocabulary(facts=(Fact(id="seen", kind=YesNo(), worse="yes"), Fact(id="by", kind=YesNo()))),
    _section(_skippable, _question("by", "seen")),
    rules=(("known(seen)", "high"), ("not known(seen)", "low")),
)
"""Whoever passes a question by gives no worse answer to it."""

_set_by_service: Final = Fact(
    id="on_a_plan", kind=YesNo(), unknown_counts_as=True, set_by_service=True
)
_helps: Final = Fact(id="helps", kind=YesNo())
_ADULTS: Final = Vocabulary(
    facts=(_danger,), groups=(Group(id="adults", at_most=1, facts=(_set_by_service, _helps)),)
)

_SOMEBODY_NEW: Final = _with_request(
    _pack(
        _ADULTS,
        _section(
            _question("danger", "not any_item(adults, asked(on_a_plan) or not asked(on_a_plan))")
        ),
        rules=(("asked(danger) and any_item(adults, asked(helps))", "high"),),
    ),
    _section(_question("helps", "asked(on_a_plan)"), for_each="adults"),
)
"""Of somebody whom only the request lists the service has set nothing while it is asked."""

_A_SKIP_COUNTS_ONCE: Final = _pack(
    Vocabulary(facts=(Fact(id="age", kind=Age()), _danger)),
    _section(Question(id="age", text="Age?", records="age", optional=True)),
    _section(_question("danger", "months(age) < 6")),
    rules=(("months(age) < 6", "high"),),
)
"""Who passes a question by has said one thing, however many there were to say."""

_OPENS_AND_ENDS: Final = _pack(
    Vocabulary(facts=(_danger, Fact(id="seen", kind=YesNo(), worse="no"))),
    _section(_question("danger"), _question("seen", "danger")),
    rules=(("not asked(seen)", "high"), ("asked(danger)", "low")),
)
"""A worse answer opens a question, and a rule speaks only while that is not asked."""

_ASKED_ANEW: Final = _pack(
    Vocabulary(
        facts=(Fact(id="how", kind=OneOf(("a", "b", "c")), about="How", worse=("a", "b", "c")),)
    ),
    _section(_question("how"), _question("how", "how == 'c'", name="how-exactly", again=True)),
    rules=(("how in ['b', 'c']", "high"), ("asked(how)", "low")),
)
"""A worse answer opens a question that records the same fact anew."""

FOUND: Final = {
    "levels without areas": _LEVELS_WITHOUT_AREAS,
    "a number that no test cuts": _UNCUT_NUMBER,
    "an age that no test cuts": _UNCUT_AGE,
    "no option that worries": _NO_OPTION_WORRIES,
    "items that are not alike": _ITEMS_NOT_ALIKE,
    "a level that nobody reads": _LEVEL_THAT_NOBODY_READS,
    "a skip that is no answer": _A_SKIP_IS_NO_ANSWER,
    "a request that lists somebody new": _SOMEBODY_NEW,
    "a skip that counts once": _A_SKIP_COUNTS_ONCE,
    "a question that opens and ends a rule": _OPENS_AND_ENDS,
    "a question that opens and asks anew": _ASKED_ANEW,
}
"""By what was got wrong."""
