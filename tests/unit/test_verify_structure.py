"""What is seen to only add, when an answer gets worse: and what a solver must look at."""

import datetime as dt
from collections.abc import Sequence

import pytest

from childconcern.conditions import parse_condition
from childconcern.facts import AnyOf, Fact, Group, OneOf, Option, Vocabulary, WholeNumber, YesNo
from childconcern.pack import Language, Pack
from childconcern.policy import Area, Duty, Indicator, NamedLevel, Route, RoutingPolicy, Rule
from childconcern.questionnaire import Question, Questionnaire, Section
from childconcern.verify import Finding, Verdict, askings_of, prove
from childconcern.verify.claims.structure import Structure

ON = dt.date(2026, 11, 24)


def fact(name: str) -> Fact:
    return Fact(id=name, kind=YesNo(), about=f"What {name} is", worse="yes")


SIGNS = AnyOf((Option("bite"), Option("burn"), Option("none", exclusive=True)))

WORDS = Vocabulary(
    facts=(
        *map(fact, ("first", "second", "third")),
        Fact(id="how", kind=OneOf(("a", "b", "c")), about="How", worse=("a", "b", "c")),
        Fact(id="weeks", kind=WholeNumber(at_most=9), about="Weeks", worse="higher"),
        Fact(id="signs", kind=SIGNS, about="Signs", worse="more"),
        Fact(id="counted", kind=YesNo(), about="Counts", worse="yes", unknown_counts_as=True),
    ),
    groups=(Group(id="people", at_most=2, facts=(fact("hurt"),)),),
)


def ask(records: str, when: str = "", *, named: str = "", again: bool = False) -> Question:
    """Return a question that is asked always, or where something is so."""
    return Question(
        id=named or records,
        text=f"Say {records}.",
        records=records,
        ask_when=parse_condition(when) if when else None,
        ask_again=again,
    )


def section(*questions: Question, when: str = "", each: str | None = None) -> Section:
    """Return a section of questions; its id is that of the first."""
    return Section(
        id=questions[0].id,
        title="Some questions",
        questions=questions,
        ask_when=parse_condition(when) if when else None,
        for_each=each,
    )


def pack_of(
    *asked: Question | Section,
    rules: Sequence[tuple[str, str]] = (("urgent", "third"),),
    indicator: str = "first",
    duty: str = "first",
    otherwise: str = "nothing",
) -> Pack:
    """Return a pack that asks these, with rules by route."""
    policy = RoutingPolicy(
        id="made",
        version="1",
        vocabulary=WORDS,
        otherwise=otherwise,
        routes=tuple(
            Route(id=one, name=one, next_step="Ring us.", destinations=("us",))
            for one in ("urgent", "soon", "nothing")
        ),
        areas=(Area(id="area", name="Area"),),
        levels=(NamedLevel(number=1, name="One"), NamedLevel(number=2, name="Two")),
        indicators=(
            Indicator(
                id="sign",
                area="area",
                level=2,
                when=parse_condition(indicator),
                because="So.",
                source="local",
            ),
        ),
        rules=tuple(
            Rule(id=f"rule-{n}", route=route, when=parse_condition(when), because="So.")
            for n, (route, when) in enumerate(rules)
        ),
        duties=(Duty(id="duty", when=parse_condition(duty), because="So.", destinations=("us",)),),
    )
    sections = [one if isinstance(one, Section) else section(one) for one in asked]
    screener = Questionnaire(id="screener", vocabulary=WORDS, sections=tuple(sections))
    return Pack(
        id="made",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=WORDS,
        questionnaires=(screener,),
        policy=policy,
    )


def findings(pack: Pack) -> tuple[Finding, ...]:
    return prove(pack, on=ON, scopes=["screener"], claims=["changing"]).findings


def violated(pack: Pack) -> list[str]:
    return [one.about for one in findings(pack) if one.verdict is Verdict.VIOLATED]


def nothing_is_seen(*_: object, **__: object) -> bool:
    return False


def sees(pack: Pack, name: str, *, unknown: bool = False) -> bool:
    """Return whether a fact is seen only to add; then the solver finds nothing either."""
    (asking,) = askings_of(pack, on=ON, scopes=["screener"])
    structure = Structure(asking.world)
    seen = structure.only_adds(WORDS.by_id[name], unknown=unknown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Structure, "only_adds", nothing_is_seen)
        solved = findings(pack)
    told = [one for one in findings(pack) if one.verdict is not Verdict.PROVED]
    assert [one.about for one in told] == [
        one.about for one in solved if one.verdict is not Verdict.PROVED
    ]
    broken = [
        one
        for one in told
        if one.about.startswith(f"screener/{name}") and ("not known" in one.about) is unknown
    ]
    assert not (seen and broken)
    return seen


FIRST = ask("first")


def test_a_fact_that_opens_a_question_is_seen_to_only_add() -> None:
    pack = pack_of(FIRST, ask("second", "first"), rules=[("urgent", "second")])

    assert sees(pack, "first")
    assert sees(pack, "second")


def test_so_is_one_that_opens_what_opens_another_whatever_is_read_of_that() -> None:
    rules = [("urgent", "not third"), ("soon", "third and not second")]
    pack = pack_of(FIRST, ask("third", "first"), ask("second", "not third"), rules=rules)

    assert sees(pack, "first")
    assert not sees(pack, "third")  # a worse answer to it ends a rule


def test_a_worse_answer_that_closes_a_question_is_left_to_the_solver() -> None:
    pack = pack_of(FIRST, ask("second", "not first"), rules=[("urgent", "second")])

    assert not sees(pack, "first")


@pytest.mark.parametrize("read", ["how in ['a', 'b']", "how == 'b'", "not (how in ['b', 'c'])"])
def test_options_in_the_middle_and_below_close_questions(read: str) -> None:
    pack = pack_of(ask("how"), ask("second", read), rules=[("urgent", "second")])

    assert not sees(pack, "how")


def test_options_from_one_on_only_open_them() -> None:
    pack = pack_of(ask("how"), ask("second", "how in ['b', 'c']"), rules=[("urgent", "second")])

    assert sees(pack, "how")


@pytest.mark.parametrize(
    ("name", "read", "opens"),
    [
        ("weeks", "weeks >= 3", True),
        ("weeks", "not (weeks < 3)", True),
        ("weeks", "3 <= weeks < 6", False),
        ("weeks", "weeks < 3", False),
        ("signs", "any_of(signs, 'bite', 'burn')", True),
        ("signs", "'none' in signs", False),
        ("signs", "none_of(signs, 'bite')", False),
    ],
)
def test_more_only_opens_where_more_is_asked_for(name: str, read: str, opens: bool) -> None:  # noqa: FBT001
    asked = pack_of(ask(name), ask("second", read), rules=[("urgent", "second")])
    decided = pack_of(ask(name), rules=[("urgent", read)])
    other = pack_of(ask(name), ask("third"), rules=[("urgent", "third"), ("soon", read)])

    assert sees(asked, name) is opens
    assert sees(decided, name) is opens
    assert sees(other, name) is opens


def test_a_fact_that_two_questions_record_is_left_to_the_solver() -> None:
    twice = (FIRST, ask("second", "first", named="at-first"), ask("second", again=True))

    assert not sees(pack_of(*twice, rules=[("urgent", "second")]), "first")
    assert not sees(pack_of(FIRST, ask("first", named="once-more", again=True)), "first")


def test_what_opens_may_ask_anew_and_lower_the_response() -> None:
    anew = (ask("how"), ask("how", "how == 'c'", named="how-exactly", again=True))
    pack = pack_of(*anew, rules=[("urgent", "how in ['b', 'c']"), ("soon", "asked(how)")])

    assert not sees(pack, "how")
    assert "screener/how: b to anything worse" in violated(pack)


def test_a_list_that_opens_is_left_to_the_solver() -> None:
    each = section(ask("hurt"), when="first", each="people")
    none_hurt = [("urgent", "not any_item(people, hurt)")]

    assert not sees(pack_of(FIRST, each, rules=none_hurt), "first")


def test_a_section_about_a_list_that_was_open_before_adds_nobody() -> None:
    people = section(ask("hurt"), each="people")
    more = section(ask("hurt", named="hurt-too"), when="first", each="people")
    rules = [("urgent", "any_item(people, hurt)")]

    # But it is asked twice who is hurt.
    assert not sees(pack_of(FIRST, people, more, rules=rules), "first")
    assert sees(pack_of(FIRST, people, ask("second", "first"), rules=rules), "first")


@pytest.mark.parametrize("rule", ["not asked(second)", "not known(second)"])
def test_what_holds_only_while_nobody_is_asked_is_left_to_the_solver(rule: str) -> None:
    opens = (FIRST, ask("second", "first"))

    assert not sees(pack_of(*opens, rules=[("urgent", rule)]), "first")
    assert not sees(pack_of(*opens, ask("third", rule)), "first")
    assert sees(pack_of(*opens, rules=[("urgent", rule.removeprefix("not "))]), "first")
    assert sees(pack_of(*opens, rules=[("urgent", f"not ({rule})")]), "first")


def test_a_question_that_opens_may_lower_the_response() -> None:
    rules = [("urgent", "not asked(second)"), ("soon", "asked(first)")]
    pack = pack_of(FIRST, ask("second", "first"), rules=rules)

    assert not sees(pack, "first")
    assert "screener/first: no to anything worse" in violated(pack)


def test_a_rule_for_the_last_rung_may_fall_silent() -> None:
    ends = [("urgent", "third"), ("nothing", "not first")]
    lowers = [("urgent", "third"), ("soon", "not first")]

    assert sees(pack_of(FIRST, ask("third"), rules=ends, otherwise="soon"), "first")
    assert not sees(pack_of(FIRST, ask("third"), rules=lowers), "first")


def test_a_duty_and_an_indicator_may_not() -> None:
    assert not sees(pack_of(FIRST, ask("second", "first"), duty="not first"), "first")
    assert not sees(pack_of(FIRST, ask("second", "first"), indicator="not first"), "first")


@pytest.mark.parametrize("rule", ["second", "level >= 2 and third"])
def test_not_knowing_may_not_open_the_way_down_from_otherwise(rule: str) -> None:
    asked = (ask("counted"), ask("second", "counted"), ask("third"), FIRST)
    down = pack_of(
        *asked,
        rules=[("urgent", "counted"), ("nothing", rule)],
        indicator="second",
        otherwise="soon",
    )
    up = pack_of(*asked, rules=[("urgent", "counted"), ("soon", rule)], indicator="second")

    assert not sees(down, "counted", unknown=True)
    assert sees(down, "counted")
    assert sees(up, "counted", unknown=True)


def test_what_is_not_known_opens_what_either_answer_would() -> None:
    either = (ask("counted"), ask("second", "counted"), ask("third", "not counted"))
    pack = pack_of(*either, rules=[("urgent", "counted or second")])

    assert sees(pack, "counted", unknown=True)
    assert not sees(pack, "counted")


def test_what_is_known_is_not_known_any_more() -> None:
    pack = pack_of(ask("counted"), ask("second", "known(counted)"), rules=[("urgent", "second")])

    assert not sees(pack, "counted", unknown=True)
    assert sees(pack, "counted")
