import datetime as dt
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from attrs import evolve

from childconcern.conditions import Condition, parse_condition
from childconcern.decision import Decision, decide
from childconcern.explanation import (
    DutyWords,
    Explanation,
    NotKnownWords,
    OtherPackError,
    Reader,
    ReasonWords,
    UnexplainedError,
    explain,
    explanation_text,
    pack_wording,
    promise_words,
)
from childconcern.facts import (
    Age,
    AnyOf,
    Fact,
    Group,
    OneOf,
    Option,
    Text,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.policy import (
    Area,
    BeforeFact,
    Duty,
    Immediately,
    Indicator,
    NamedLevel,
    RespondWithin,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
    WithinWorkingDays,
)
from childconcern.questionnaire import Question, Questionnaire, Section

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
Facts: TypeAlias = dict[str, object]
DAY: Final = dt.date(2026, 11, 23)


def when(text: str) -> Condition:
    return parse_condition(text)


VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo(), about="A child is in danger", unknown_counts_as=True),
        Fact(
            id="whereabouts",
            kind=OneOf(("safe", "missing")),
            about="Where the child is",
            unknown_counts_as="missing",
        ),
        Fact(
            id="weeks",
            kind=WholeNumber(unit="weeks"),
            about="Weeks out of school",
            unknown_counts_as=3,
        ),
        Fact(id="home_time", kind=Text(), about="The time when the child goes home"),
        Fact(id="closed", kind=YesNo(), about="The office is closed", set_by_service=True),
        Fact(id="agreed", kind=YesNo(), about="The family agrees"),
        Fact(id="unread", kind=YesNo(), about="Something that no rule reads"),
    ),
    groups=(
        Group(
            id="children",
            at_most=8,
            facts=(
                Fact(id="age", kind=Age(), about="The child's age"),
                Fact(
                    id="marks",
                    kind=AnyOf((Option("bruise"), Option("none", exclusive=True))),
                    about="Marks on the child",
                    unknown_counts_as=frozenset({"bruise"}),
                ),
            ),
        ),
    ),
)
POLICY: Final = RoutingPolicy(
    id="made-up",
    version="7",
    vocabulary=VOCABULARY,
    otherwise="talk",
    areas=(Area(id="harm", name="Harm"), Area(id="care", name="Care")),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=2, name="Statutory")),
    indicators=(
        Indicator(
            id="bruise",
            area="harm",
            level=2,
            when=when("any_item(children, 'bruise' in marks)"),
            because="A child has a bruise",
            source="Section 4",
        ),
        Indicator(
            id="told-twice",
            area="harm",
            level=1,
            when=when("danger"),
            because="A child may be in danger.",
            source="local",
        ),
    ),
    routes=(
        Route(
            id="now",
            name="Ring us now",
            next_step="Ring 01632 960100. Stay with the child, e.g. in the office.",
            respond_within=Immediately(),
            destinations=("social-care",),
            variants=(
                Variant(
                    id="before-home",
                    when=when("whereabouts == 'missing'"),
                    name="Ring us before home time",
                    respond_within=BeforeFact("home_time"),
                ),
            ),
        ),
        Route(
            id="talk",
            name="Talk to us",
            next_step="Ring the advice line.",
            respond_within=WithinWorkingDays(1),
            destinations=("advice-line",),
        ),
        Route(id="help", name="Ask for help", destinations=("hub",)),
        Route(id="open", name="Services for everyone", next_step="Look at our website."),
    ),
    rules=(
        Rule(id="danger", route="now", when=when("danger"), because="A child may be in danger"),
        Rule(id="closed", route="open", when=when("closed"), because="The office is closed"),
        Rule(id="agreed", route="help", when=when("agreed"), because="They agree", source="Local"),
    ),
    duties=(
        Duty(
            id="tell-lado",
            when=when("danger or agreed and weeks >= 5"),
            because="The officer must know",
            next_step="Ring the officer. Say who you are.",
            respond_within=WithinHours(4),
            destinations=("lado",),
        ),
        Duty(
            id="write-it-down",
            when=when("weeks >= 3"),
            because="Write down what you saw",
        ),
    ),
)
PACK: Final = Pack(
    id="made-up",
    version="7",
    council="Fictional Council",
    vocabulary=VOCABULARY,
    policy=POLICY,
    questionnaires=(
        Questionnaire(
            id="first",
            vocabulary=VOCABULARY,
            sections=(
                Section(
                    id="all",
                    title="All",
                    questions=(
                        Question(
                            id="whereabouts",
                            text="Where is the child?",
                            records="whereabouts",
                            option_text={"missing": "Nobody knows"},
                        ),
                    ),
                ),
            ),
        ),
    ),
)
CALM: Final[Facts] = {
    "danger": False,
    "whereabouts": "safe",
    "weeks": 0,
    "children": [{"id": "a", "age": "7", "marks": ["none"]}],
}


def decided(facts: Facts, *, pack: Pack = PACK, complete: bool | None = None) -> Decision:
    concern = read_concern(CALM | facts, pack.vocabulary)
    return decide(concern, pack.policy, on=DAY, complete=complete)


def told(
    facts: Facts, *, reader: Reader = Reader.REFERRER, complete: bool | None = None
) -> Explanation:
    return explain(decided(facts, complete=complete), PACK, reader=reader)


REFERRER_TEXT = """\
Ring us now

What to do now
- Ring 01632 960100.
- Stay with the child, e.g. in the office.

When somebody will respond
Somebody will respond straight away.

You must also
- Ring the officer. Say who you are.
  Do this within 4 hours.
  Why: The officer must know.
- Write down what you saw.

Why we say this
- A child may be in danger.

What we noted from the answers
- A child has a bruise.

What was not known
- Whether a child is in danger: not known, so to be safe it counted as yes.
- The weeks out of school: not known, so to be safe it counted as 3 weeks.
- The marks on the child: not known, so to be safe it counted as “bruise”.

What you can always do
- You can send a request whatever this says, and a person will read it.
- If your worry stays or grows, or you learn something new, tell us again.
- If a child is in immediate danger, call 999.

Who decides
This is advice, worked out from rules that Fictional Council has written.
A person decides what happens, and may decide differently.

Fictional Council, rules made-up, version 7. Worked out for 23 November 2026."""

WORKER_TEXT = f"""\
Ring us before home time

Route now, variant before-home. Read by: social care. Response: before the time when the child \
goes home.

What the referrer is told to do
- Ring 01632 960100.
- Stay with the child, e.g. in the office.

Duties
- tell-lado (within 4 hours): Ring the officer. Say who you are.
  Sent to: LADO.
- write-it-down: Write down what you saw.

Why
- Indicator bruise: Harm at level 2 (Statutory)
  A child has a bruise.
  Source: Section 4
- Indicator told-twice: Harm at level 1 (Universal)
  A child may be in danger.
  Source: local
- Rule danger: at least “Ring us now”
  A child may be in danger.
  Source: none given
- Duty tell-lado
  The officer must know.
  Source: none given
- Duty write-it-down
  Write down what you saw.
  Source: none given

Levels
- Harm: level 2 (Statutory)
- Every other area: level 1 (Universal)

Not known
- Where the child is: not known, so to be safe it counted as “Nobody knows”.
- The weeks out of school: not known, so to be safe it counted as 3 weeks.
- Whether the family agrees: not known, and not read as any answer.
- The marks on the child (child 1 and child 3): not known, so to be safe it counted as “bruise”.

Not asked
- The time when the child goes home
- Whether the office is closed; the service can set this, and did not

The questions
The questions were all answered.

What every referrer is told
- You can send a request whatever this says, and a person will read it.
- If your worry stays or grows, or you learn something new, tell us again.
- If a child is in immediate danger, call 999.

Who decides
This is advice, worked out from rules that Fictional Council has written.
You decide: confirm it, or choose another route and say why.

Fictional Council, policy made-up, version 7, digest {POLICY.digest}. \
Decided for 23 November 2026."""


def test_a_referrer_reads_what_happens_next_first_and_why() -> None:
    unsure = [{"id": "a", "marks": None}]

    found = told({"danger": None, "weeks": None, "children": unsure})

    assert explanation_text(found) == REFERRER_TEXT


def test_a_worker_reads_every_reason_with_its_source_and_what_was_not_known() -> None:
    facts: Facts = {
        "danger": True,
        "whereabouts": None,
        "weeks": None,
        "agreed": None,
        "unread": None,
        "children": [
            {"id": "a", "marks": None},
            {"id": "b", "marks": ["none"]},
            {"id": "c", "marks": None},
        ],
    }

    found = told(facts, reader=Reader.WORKER, complete=True)

    assert explanation_text(found) == WORKER_TEXT


def test_a_referrer_who_speaks_of_two_children_is_told_which() -> None:
    found = told({"children": [{"id": "x-1", "marks": ["none"]}, {"id": "x-2", "marks": None}]})

    assert found.not_known == (
        NotKnownWords(about="the marks on the child (child 2)", counted_as="“bruise”"),
    )


@pytest.mark.parametrize("reader", Reader)
def test_where_no_rule_speaks_that_is_said_and_is_not_an_all_clear(reader: Reader) -> None:
    found = told({}, reader=reader)

    assert found.route == "talk"
    assert not any(reason.kind == "rule" for reason in found.reasons)
    assert any("not an all-clear: a person" in line for line in found.no_rule_spoke)
    assert "not an all-clear: a person" in explanation_text(found)


def test_rules_for_a_less_urgent_route_are_for_the_worker_alone() -> None:
    facts: Facts = {"danger": True, "agreed": True, "closed": True}
    by_worker = told(facts, reader=Reader.WORKER).reasons

    referrer = {reason.id for reason in told(facts).reasons if reason.kind == "rule"}
    worker = {reason.id for reason in by_worker if reason.kind == "rule"}

    assert referrer == {"danger"}
    assert worker == {"danger", "closed", "agreed"}


def test_a_referrer_reads_no_level_that_no_reason_speaks_of() -> None:
    text = explanation_text(told({"children": [{"id": "a", "marks": ["bruise"]}]}))

    assert "A child has a bruise." in text
    assert "level" not in text


def test_a_reason_that_was_given_already_is_not_given_again() -> None:
    assert [reason.kind for reason in told({"danger": True}).reasons] == ["rule"]


@pytest.mark.parametrize(
    ("facts", "promise"),
    [
        ({}, "Somebody will respond within one working day of hearing from you."),
        ({"danger": True}, "Somebody will respond straight away."),
        (
            {"danger": True, "whereabouts": "missing", "home_time": "at three"},
            "Somebody will respond before the time when the child goes home.",
        ),
        (
            {"danger": True, "whereabouts": "missing", "home_time": None},
            (
                "Somebody will respond before the time when the child goes home."
                " We do not know when that is, so say it when you get in touch."
            ),
        ),
        ({"agreed": True}, "No time is promised for a response."),
        (
            {"closed": True},
            (
                "Nothing is sent to us from here, so nobody will get in touch because of it. If you"
                " want somebody to respond, ring us or send a request."
            ),
        ),
    ],
)
def test_nobody_is_promised_what_nobody_will_keep(facts: Facts, promise: str) -> None:
    assert told(facts).promise == promise


def test_a_duty_that_is_sent_somewhere_is_no_promise_that_somebody_responds() -> None:
    told_only = evolve(POLICY, duties=(evolve(POLICY.duties[0], when=when("closed")),))
    pack = evolve(PACK, policy=told_only)

    promise = explain(decided({"closed": True}, pack=pack), pack).promise

    assert promise.startswith("Nobody will get in touch with you because of this result.")


def test_a_worker_sees_that_nobody_reads_it_and_no_time_is_promised() -> None:
    found = told({"closed": True}, reader=Reader.WORKER)

    assert found.promise == "Read by: nobody. Response: no time is promised."


@pytest.mark.parametrize(
    ("complete", "reader", "words"),
    [
        (None, Reader.REFERRER, ""),
        (True, Reader.REFERRER, ""),
        (False, Reader.REFERRER, "You have not answered every question, so this is what we can"),
        (None, Reader.WORKER, "No questions were walked through: the facts were handed over."),
        (True, Reader.WORKER, "The questions were all answered."),
        (False, Reader.WORKER, "The questions were not all answered."),
    ],
)
def test_an_unfinished_journey_says_that_it_is_unfinished(
    complete: bool | None,  # noqa: FBT001 - pytest names it
    reader: Reader,
    words: str,
) -> None:
    journey = told({}, reader=reader, complete=complete).journey

    assert journey.startswith(words)
    assert bool(journey) == bool(words)


def test_a_group_that_nobody_listed_was_not_asked() -> None:
    unlisted = told({"children": {"not_asked": "age"}}, reader=Reader.WORKER)

    assert unlisted.not_asked[-1] == "who is among the children, and all that is asked of each"


def test_every_area_has_its_level() -> None:
    calm = told({}, reader=Reader.WORKER)

    assert [(one.area, one.level, one.raised) for one in calm.levels] == [
        ("Harm", 1, False),
        ("Care", 1, False),
    ]
    assert "- Every area: level 1 (Universal)" in explanation_text(calm)


def test_where_every_area_is_raised_there_is_no_other() -> None:
    one_area = evolve(POLICY, areas=POLICY.areas[:1])
    pack = evolve(PACK, policy=one_area)
    bruised = decided({"children": [{"id": "a", "marks": ["bruise"]}]}, pack=pack)

    text = explanation_text(explain(bruised, pack, reader=Reader.WORKER))

    assert "Levels\n- Harm: level 2 (Statutory)\n\n" in text


def test_a_policy_without_levels_or_a_council_is_explained_too() -> None:
    plain = evolve(POLICY, areas=(), levels=(), indicators=(), duties=())
    pack = evolve(PACK, policy=plain, council="")

    decision = decided({"danger": True}, pack=pack)

    worker = explanation_text(explain(decision, pack, reader=Reader.WORKER))
    referrer = explanation_text(explain(decision, pack))

    assert "Levels" not in worker
    assert f"\n\nPolicy made-up, version 7, digest {plain.digest}." in worker
    assert "rules that the council has written" in referrer
    assert "\n\nRules made-up, version 7." in referrer


def test_a_step_that_the_pack_leaves_out_is_left_out() -> None:
    found = told({"agreed": True})

    assert found.next_step == ()
    assert explanation_text(found).startswith("Ask for help\n\nWhen somebody will respond\n")


def test_a_duty_without_a_step_says_its_reason() -> None:
    assert told({"weeks": 3}).duties == (
        DutyWords(
            id="write-it-down",
            next_step=(),
            by_when="",
            because="Write down what you saw.",
            told="",
        ),
    )


def test_a_decision_of_another_policy_is_not_put_in_these_words() -> None:
    other = evolve(PACK, policy=evolve(POLICY, version="8"))

    with pytest.raises(OtherPackError, match="another policy"):
        explain(decided({}), other)


def test_an_equal_policy_speaks_the_same_words() -> None:
    again = evolve(PACK, policy=evolve(POLICY))

    assert explain(decided({}), again) == explain(decided({}), PACK)


def test_an_explanation_without_a_reason_cannot_be_made() -> None:
    found = told({})
    noted = ReasonWords(id="bruise", kind="indicator", because="A bruise.")

    with pytest.raises(UnexplainedError, match="no reason"):
        evolve(found, no_rule_spoke=())
    with pytest.raises(UnexplainedError):
        evolve(found, no_rule_spoke=(), reasons=(noted,))


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (Immediately(), "straight away"),
        (WithinHours(1), "within one hour"),
        (WithinHours(4), "within 4 hours"),
        (WithinWorkingDays(1), "within one working day"),
        (WithinWorkingDays(10), "within 10 working days"),
        (BeforeFact("home_time"), "before the time when the child goes home"),
    ],
)
def test_a_promise_reads_as_people_say_it(promise: RespondWithin, words: str) -> None:
    assert promise_words(promise, pack_wording(PACK)) == words


def test_every_route_and_variant_that_riverbanks_cases_reach_is_explained() -> None:
    for result in RIVERBANK.run_cases():
        assert result.decision is not None
        for reader in Reader:
            found = explain(result.decision, RIVERBANK, reader=reader)
            text = explanation_text(found)
            assert text.startswith(f"{result.decision.name}\n\n")
            assert found.next_step
            assert found.reasons or found.no_rule_spoke
            assert all(line in text for line in (*found.next_step, found.promise))
            assert all(reason.because in text for reason in found.reasons)

    assert {one.decision.route for one in RIVERBANK.run_cases() if one.decision} == set(
        RIVERBANK.policy.rungs
    )
