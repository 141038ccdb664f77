"""What notices a mistake: cases that disagree, and answers that come to something else."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.decision import Decision
from childconcern.facts import Json, YesNo
from childconcern.journey import AnswersRefusedError
from childconcern.pack import Case, Expectation, Pack
from childconcern.packfile import load_pack
from childconcern.policy import (
    BeforeFact,
    Duty,
    Immediately,
    RespondWithin,
    Rule,
    WithinHours,
    WithinWorkingDays,
)
from childconcern.questionnaire import Question, Section
from childconcern.testing.mutation import (
    Fate,
    Mutant,
    Rehearsal,
    SampledComparer,
    chosen,
    differs_on,
    killed_by_cases,
    lowers,
    mutants,
    rehearsed,
    rehearsed_cases,
    response,
    response_changes,
    touched,
)
from childconcern.testing.mutation.responses import is_as_soon
from childconcern.testing.sheets import Sheet
from support.planting import PLANTED_PACK
from support.small_pack import SMALL_PACK

MONDAY: Final = dt.date(2026, 11, 23)
MORE: Final[tuple[dict[str, Any], ...]] = (
    {"danger": None, "again": False, "alone": False, "hobbies": ["chess"], "you": "teacher"},
    {"danger": None, "again": True, "alone": True, "you": "police"},
    {"alone": None, "hobbies": None, "you": "parent", "hurt@child-1": ["unhurt"]},
    {
        "alone": False,
        "hobbies": ["chess", "football", "music"],
        "you": "teacher",
        "hurt@child-1": ["bruise", "burn"],
        "moves@child-1": True,
        "matters": ["school"],
        "weeks": {"skipped": True},
        "@adults": ["a"],
        "harmful@a": True,
    },
    {
        "alone": True,
        "you": "teacher",
        "age@child-1": "2 years",
        "moves@child-1": None,
        "matters": ["home", "school"],
        "weeks": 5,
        "@adults": ["a"],
        "harmful@a": None,
    },
    {"age@child-1": None, "hurt@child-1": None, "matters": ["none"], "@adults": []},
)
"""Further answers, some of them to questions that are not asked then."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, with its two cases."""
    return _loaded(SMALL_PACK, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack with a place for every mistake, and what it decides as its cases."""
    pack = _loaded(PLANTED_PACK, tmp_path_factory.mktemp("grown"))
    told = (hurt_baby(), in_danger(), *(hurt_baby(**more) for more in MORE))
    cases = tuple(_case(pack, n, sheet) for n, sheet in enumerate(told))
    return evolve(pack, cases=cases)


def _loaded(files: Mapping[str, str], folder: Path) -> Pack:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_pack(folder)


def _case(pack: Pack, number: int, sheet: Sheet) -> Case:
    """Return a case of whatever a pack decides about a sheet."""
    decision = next(rehearsed(pack, [sheet])).decision
    expect = Expectation(
        route=decision.route,
        variant=decision.variant,
        duties=decision.duties,
        level=decision.level,
        complete=decision.complete,
    )
    return Case(
        id=f"case-{number}",
        story="A story",
        on=sheet.on,
        expect=expect,
        answers=sheet.answers,
        given=sheet.given,
    )


@pytest.fixture(scope="module")
def planted(small: Pack) -> dict[str, Mutant]:
    """Return all its mutants by id."""
    return {mutant.id: mutant for mutant in mutants(small)}


def in_danger(**answers: Any) -> Sheet:  # noqa: ANN401 - as JSON
    return Sheet(answers={"danger": True, **answers}, on=MONDAY, questionnaire="screener")


def hurt_baby(**answers: Any) -> Sheet:  # noqa: ANN401 - as JSON
    told: dict[str, Json] = {
        "danger": False,
        "@children": ["child-1"],
        "age@child-1": "5 months",
        "hurt@child-1": ["bruise"],
        "moves@child-1": False,
    }
    given = {"closed": False}
    return Sheet(answers={**told, **answers}, on=MONDAY, given=given, questionnaire="screener")


# ------------------------------------------------------------------------------- cases


@pytest.mark.parametrize(
    ("mutant_id", "cases"),
    [
        ("indicator hurt-and-not-mobile: indicator-dropped", ("baby",)),
        ("indicator hurt-and-not-mobile: level 4 -> 2", ("baby",)),
        ("rule in-danger: route emergency -> social-care", ("night-watch",)),
        ("variant emergency/night: variant-dropped", ("night-watch",)),
        ("fact moves: unknown_counts_as no -> yes", ("baby",)),
        ("question screener/moves: never asked", ("baby",)),
        ("section screener/each-child: never asked", ("baby",)),
        ("question screener/moves: unknown_allowed true -> false", ("baby",)),
        ("policy: social-care above emergency", ()),
        ("duty tell-police: duty-dropped", ()),
        ("route emergency: respond_within immediately -> none", ()),
        ("question screener/weeks: optional true -> false", ()),
    ],
)
def test_a_mistake_is_noticed_by_the_cases_that_depend_on_it_and_by_no_other(
    small: Pack, planted: dict[str, Mutant], mutant_id: str, cases: tuple[str, ...]
) -> None:
    assert killed_by_cases(small, planted[mutant_id]) == cases


def test_only_what_could_see_a_mistake_is_run_and_nothing_is_missed(
    small: Pack, grown: Pack
) -> None:
    for pack in (small, grown):
        rehearsals = rehearsed_cases(pack)
        agreed = {rehearsal.played for rehearsal in rehearsals}
        for mutant in chosen(pack, 99):
            results = (mutant.pack.run_case(case) for case in pack.cases)
            noticed = [one.case.id for one in results if not one.agrees and one.case in agreed]

            assert list(killed_by_cases(pack, mutant, rehearsals=rehearsals)) == noticed, mutant.id


def test_a_case_that_disagrees_with_the_pack_itself_kills_nothing(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    wrong = evolve(small.cases[1], expect=evolve(small.cases[1].expect, route="consult"))
    pack = evolve(small, cases=(small.cases[0], wrong))
    mutant = planted["rule in-danger: rule-dropped"]

    assert [one.played for one in rehearsed_cases(pack)] == [small.cases[0]]
    assert killed_by_cases(small, mutant) == ("night-watch",)
    assert killed_by_cases(pack, mutant) == ()


def test_no_more_cases_are_tried_than_are_wanted(small: Pack, planted: dict[str, Mutant]) -> None:
    twin = evolve(small.cases[1], id="twin")
    pack = evolve(small, cases=(*small.cases, twin))
    mutant = planted["rule in-danger: rule-dropped"]

    assert killed_by_cases(pack, mutant) == ("night-watch", "twin")
    assert killed_by_cases(pack, mutant, most=1) == ("night-watch",)


def test_samples_are_no_cases(small: Pack, planted: dict[str, Mutant]) -> None:
    samples = tuple(rehearsed(small, [in_danger()]))

    assert killed_by_cases(small, planted["rule in-danger: rule-dropped"], rehearsals=samples) == ()


def test_a_pack_without_questionnaires_has_cases_all_the_same(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    mutant = planted["rule in-danger: rule-dropped"]
    bare = evolve(small, questionnaires=(), cases=small.cases[1:])
    mutated = evolve(mutant, pack=evolve(mutant.pack, questionnaires=()))

    assert killed_by_cases(bare, mutated) == ("night-watch",)


# ----------------------------------------------------------------------------- samples


def test_answers_show_what_a_mutant_does_otherwise_and_that_it_is_less(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    found = differs_on(small, planted["rule in-danger: rule-dropped"], [hurt_baby(), in_danger()])

    assert found is not None
    assert found.lowers
    assert found.changes == (
        "route: emergency -> consult",
        "respond within: immediately -> none",
        "read by: police -> early-help",
        "then ask: request -> none",
    )
    assert found.rehearsal.decision.route == "emergency"
    assert repr(found).startswith("Difference(route: emergency -> consult")


def test_what_lowers_a_response_is_shown_rather_than_what_comes_before_it(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    mutant = planted["policy: otherwise consult -> social-care"]
    raised = hurt_baby(**{"hurt@child-1": ["unhurt"]})

    up = differs_on(small, mutant, [raised, hurt_baby()])
    swapped = planted["policy: social-care above emergency"]
    both = hurt_baby(danger=True)

    assert up is not None
    assert not up.lowers
    assert differs_on(small, swapped, [raised, both]) is None
    flipped = planted["rule in-danger: danger -> not danger"]
    lowered = differs_on(small, flipped, [hurt_baby(), in_danger()])
    assert lowered is not None
    assert lowered.lowers
    assert lowered.rehearsal.decision.route == "emergency"


def test_answers_that_come_to_the_same_show_nothing(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    dropped = planted["rule in-danger: rule-dropped"]
    slackened = planted["route emergency: respond_within immediately -> none"]

    assert differs_on(small, dropped, []) is None
    assert differs_on(small, dropped, [hurt_baby()]) is None
    assert differs_on(small, slackened, [hurt_baby()]) is None


def test_what_a_mutant_does_not_ask_or_take_any_more_is_not_told_to_it(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    unsure = hurt_baby(**{"moves@child-1": None, "@children": ["child-1", "child-2"]})
    no_unknown = planted["question screener/moves: unknown_allowed true -> false"]
    fewer = planted["section screener/each-child: at_most none -> 3"]
    four = hurt_baby(**{"@children": ["child-1", "c-2", "c-3", "c-4"]})

    assert differs_on(small, no_unknown, [unsure]) is None  # unanswered is as worrying
    listed = differs_on(small, fewer, [four])
    assert listed is not None
    assert listed.lowers


def test_cases_with_a_concern_can_be_samples_too(small: Pack, planted: dict[str, Mutant]) -> None:
    rehearsals = rehearsed_cases(small)
    mutant = planted["fact danger: unknown_counts_as dropped"]
    unsure = evolve(
        small.cases[1],
        concern={**(small.cases[1].concern or {}), "danger": None},
    )
    known = rehearsed_cases(evolve(small, cases=(unsure,)))

    assert differs_on(small, mutant, rehearsals) is None
    found = differs_on(small, mutant, known)
    assert found is not None
    assert found.changes[0] == "route: emergency -> consult"


def test_what_nobody_could_tell_a_mutant_shows_nothing(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    mutant = planted["fact hurt: option-made-exclusive burn"]
    both: list[Json] = [{"id": "c", "hurt": ["bruise", "burn"], "moves": False}]
    given = evolve(in_danger(), answers={"danger": False}, given={"children": both})

    assert differs_on(small, mutant, [given]) is None
    told = hurt_baby(**{"hurt@child-1": ["bruise", "burn"], "moves@child-1": True})
    assert differs_on(small, mutant, [told]) is None


def test_samples_must_fit_the_pack(small: Pack, planted: dict[str, Mutant]) -> None:
    with pytest.raises(AnswersRefusedError):
        differs_on(small, planted["rule in-danger: rule-dropped"], [in_danger(weather="fine")])


def test_a_sheet_may_be_of_a_later_questionnaire_and_a_rehearsal_shows_no_answer(
    small: Pack,
) -> None:
    sheet = Sheet(answers={"seen": "2026-11-20"}, on=MONDAY, questionnaire="request")
    rehearsal = next(rehearsed(small, [sheet]))

    assert rehearsal.walked is not None
    assert rehearsal.walked.questionnaire.id == "request"
    assert "2026" not in f"{rehearsal!r} {rehearsal.walked!r}"


def test_samples_tell_what_survivors_do_and_prove_nothing(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    comparer = SampledComparer(pack=small, rehearsals=tuple(rehearsed(small, [in_danger()])))

    shown = comparer.compare(planted["rule in-danger: rule-dropped"])
    unshown = comparer.compare(planted["rule statutory: rule-dropped"])

    assert (shown.fate, shown.lowers_response) == (Fate.SURVIVED, True)
    assert shown.example.startswith("route: emergency -> consult; ")
    assert (unshown.fate, unshown.lowers_response, unshown.example) == (Fate.UNKNOWN, None, "")


# --------------------------------------------------------------------------- responses


@pytest.mark.parametrize(
    ("now", "was", "as_soon"),
    [
        (None, None, True),
        (WithinHours(4), None, True),
        (None, WithinHours(4), False),
        (Immediately(), WithinHours(1), True),
        (WithinHours(1), Immediately(), False),
        (WithinHours(4), WithinHours(4), True),
        (WithinHours(3), WithinHours(4), True),
        (WithinHours(5), WithinHours(4), False),
        (WithinHours(24), WithinWorkingDays(1), True),
        (WithinHours(25), WithinWorkingDays(1), False),
        (WithinWorkingDays(1), WithinHours(48), False),
        (WithinWorkingDays(1), WithinWorkingDays(2), True),
        (WithinWorkingDays(3), WithinWorkingDays(2), False),
        (BeforeFact("home_time"), BeforeFact("home_time"), True),
        (BeforeFact("home_time"), WithinHours(1), False),
        (WithinHours(1), BeforeFact("home_time"), False),
    ],
)
def test_a_promise_is_as_soon_only_where_that_is_certain(
    now: RespondWithin | None,
    was: RespondWithin | None,
    as_soon: bool,  # noqa: FBT001
) -> None:
    assert is_as_soon(now, was) is as_soon


def decided(pack: Pack, sample: Sheet) -> Decision:
    return next(rehearsed(pack, [sample])).decision


def with_emergency(pack: Pack, **changes: Any) -> Pack:  # noqa: ANN401
    first, *rest = pack.policy.routes
    routes = (evolve(first, **changes), *rest)
    return evolve(pack, policy=evolve(pack.policy, routes=routes))


def with_duty(pack: Pack, **changes: Any) -> Pack:  # noqa: ANN401
    duty = Duty(
        id="tell-somebody",
        when=parse_condition("danger"),
        because="Somebody must know",
        respond_within=WithinHours(2),
        destinations=("a", "b"),
    )
    return evolve(pack, policy=evolve(pack.policy, duties=(evolve(duty, **changes),)))


def test_less_of_anything_that_people_get_to_see_lowers_a_response(small: Pack) -> None:
    before = decided(small, in_danger())
    told = decided(with_duty(small), in_danger())

    assert not lowers(before, before)
    assert not lowers(before, told)
    assert lowers(told, before)
    for pack in (
        with_emergency(small, respond_within=WithinHours(1)),
        with_emergency(small, destinations=("ambulance",)),
        with_emergency(small, then_ask=None),
    ):
        assert lowers(before, decided(pack, in_danger()))
    for pack in (
        with_duty(small, respond_within=None),
        with_duty(small, destinations=("b",)),
    ):
        assert lowers(told, decided(pack, in_danger()))
    more = with_emergency(small, destinations=("police", "ambulance"))
    assert not lowers(before, decided(more, in_danger()))


def test_a_lower_level_lowers_a_response_and_one_that_moves_to_another_area_does_not(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    sample = hurt_baby()
    before = decided(small, sample)
    lower = decided(planted["indicator hurt-and-not-mobile: level 4 -> 2"].pack, sample)
    by_areas = planted["rule statutory: areas_at(2) >= 2 -> areas_at(2) >= 1"].pack
    raised = evolve(
        by_areas, policy=evolve(by_areas.policy, indicators=by_areas.policy.indicators[:1])
    )
    (indicator,) = raised.policy.indicators
    moved = evolve(
        raised, policy=evolve(raised.policy, indicators=(evolve(indicator, area="school"),))
    )

    assert lowers(before, lower)
    assert not lowers(decided(raised, sample), decided(moved, sample))
    assert response_changes(decided(raised, sample), decided(moved, sample)) == (
        "level of harm: 4 -> 1",
        "level of school: 1 -> 4",
    )
    assert response_changes(before, lower) == (
        "route: social-care -> consult",
        "level: 4 -> 2",
        "respond within: before seen -> none",
        "read by: front-door -> early-help",
        "level of harm: 4 -> 2",
    )


def test_a_more_urgent_route_need_not_keep_the_promises_of_another(
    small: Pack, planted: dict[str, Mutant]
) -> None:
    sample = hurt_baby()
    before = decided(small, sample)
    after = decided(planted["rule statutory: route social-care -> emergency"].pack, sample)

    assert not set(before.readers) <= set(after.readers)
    assert not lowers(before, after)
    assert lowers(after, before)


def test_a_response_tells_all_that_a_mistake_can_spoil_but_the_words(small: Pack) -> None:
    assert response(decided(with_duty(small, destinations=()), in_danger())) == {
        "route": "emergency",
        "variant": "none",
        "level": "1",
        "respond within": "immediately",
        "read by": "police",
        "then ask": "request",
        "level of harm": "1",
        "level of school": "1",
        "duty tell-somebody": "2 hours; none",
    }


# ---------------------------------------------------------- differences that are not plain


def every(pack: Pack) -> list[Rehearsal]:
    return [*rehearsed_cases(pack), *rehearsed(pack, [in_danger(), hurt_baby()])]


def in_screener(pack: Pack, **changes: Any) -> Pack:  # noqa: ANN401
    first, *rest = pack.questionnaires
    return evolve(pack, questionnaires=(evolve(first, **changes), *rest))


def section(name: str) -> Section:
    question = Question(id=name, text="What else?", records="story")
    return Section(id=name, title="More", questions=(question,))


def test_whatever_is_not_plain_counts_as_a_difference_that_everything_can_see(
    small: Pack,
) -> None:
    vocabulary, policy, screener = small.vocabulary, small.policy, small.questionnaires[0]
    first, *rest = screener.sections
    more_facts = (*vocabulary.facts, evolve(vocabulary.facts[0], id="lost"))
    another = Rule(id="new", when=parse_condition("danger"), route="emergency", because="New")
    reordered = evolve(first, questions=first.questions[::-1])
    own_policy = evolve(policy, areas=policy.areas[::-1])
    ruled = evolve(policy, rules=(*policy.rules, another))
    changed = (
        evolve(small, vocabulary=evolve(vocabulary, facts=more_facts)),
        evolve(small, policy=own_policy),
        evolve(small, policy=ruled),
    )
    for mutated in changed:
        touch = touched(small, mutated)
        for rehearsal in every(small):
            assert touch.knows_otherwise(rehearsal) or touch.decides_otherwise(rehearsal)
    for mutated in (
        in_screener(small, sections=(*rest, first)),
        in_screener(small, sections=(*screener.sections, section("more"))),
        in_screener(small, sections=(reordered, *rest)),
        in_screener(small, finish_early=True),
    ):
        touch = touched(small, mutated)
        walked = [one for one in every(small) if one.walked is not None]
        assert all(touch.knows_otherwise(rehearsal) for rehearsal in walked)


def test_a_fact_that_becomes_a_safety_fact_or_something_else_counts_as_seen(small: Pack) -> None:
    vocabulary = small.vocabulary
    at = vocabulary.index["closed"]
    for other in (
        evolve(vocabulary.facts[at], unknown_counts_as=True),
        evolve(vocabulary.facts[at], about="Otherwise"),
    ):
        facts = (*vocabulary.facts[:at], other, *vocabulary.facts[at + 1 :])
        touch = touched(small, evolve(small, vocabulary=evolve(vocabulary, facts=facts)))
        assert isinstance(other.kind, YesNo)
        assert all(touch.knows_otherwise(rehearsal) for rehearsal in every(small))


def test_a_pack_sees_no_difference_from_itself(small: Pack) -> None:
    touch = touched(small, small)

    for rehearsal in every(small):
        assert not touch.knows_otherwise(rehearsal)
        assert not touch.decides_otherwise(rehearsal)
