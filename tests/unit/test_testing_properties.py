"""Properties find planted faults in any implementation, and tell them in the pack's own words."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from attrs import evolve

import childconcern.testing
from childconcern.conditions import parse_condition
from childconcern.pack import NoQuestionnaireError, Pack
from childconcern.packfile import load_pack
from childconcern.policy import Claim, Guarantee
from childconcern.testing import (
    Implementation,
    NoDecisionError,
    Outcome,
    Property,
    Sheet,
    agrees,
    decided_by,
    guarantees,
    never_loses_a_duty,
    never_lowers,
    not_knowing_never_lowers,
    one_more_never_lowers,
    order_of_arrival_changes_nothing,
    properties_of,
    sampled,
    set_aside_changes_nothing,
)
from childconcern.testing.journeys import Journeys
from childconcern.testing.promised import guarantee
from childconcern.testing.unchanged import unchanged_except
from support.family_pack import FAMILY
from support.small_pack import SMALL_PACK, PackFolder, with_edit

PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"
RIVERBANK: Final = load_pack(PACKS / "riverbank")
Change = Callable[[Sheet, Outcome], Outcome]
DANGER: Final = parse_condition("danger")
INJURED: Final = parse_condition("injured")
BRUISED: Final = parse_condition("any_item(children, 'bruise' in hurt)")
FOUR_BABIES: Final = parse_condition("danger and count_items(children, months(age) < 1) >= 4")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, in which more injuries are worse, and a bruise brings a duty."""
    hurt = """options = ["bruise", "burn", { id = "unhurt", exclusive = true }]"""
    files = with_edit(SMALL_PACK, "facts.toml", hurt, f'{hurt}\nworse = "more"')
    burnt = "any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1"
    files = with_edit(files, "policy.toml", burnt, "any_item(children, 'bruise' in hurt)")
    pack = PackFolder(tmp_path_factory.mktemp("small")).report(files).pack
    assert pack is not None
    return pack


def with_fault(pack: Pack, change: Change) -> Implementation:
    """Return an implementation of a pack that now and then decides otherwise."""
    decide = decided_by(pack)
    return lambda sheet: change(sheet, decide(sheet))


# ------------------------------------------------------------------------- what is kept


LAWS: Final = properties_of(RIVERBANK)


@pytest.mark.parametrize("held", [*LAWS[:3], *LAWS[-6:]], ids=lambda held: held.name)
def test_riverbank_breaks_none_of_its_own_properties(held: Property) -> None:
    found = sampled(held, decided_by(RIVERBANK), examples=15)

    assert found.counterexample is None, found.message
    assert found.tried >= found.supposed


@pytest.mark.parametrize("held", properties_of(FAMILY), ids=lambda held: held.name)
def test_a_pack_in_which_people_are_related_breaks_none_of_its_properties(held: Property) -> None:
    found = sampled(held, decided_by(FAMILY), examples=150)

    assert found.kept, found.message


def test_a_pack_agrees_with_itself_and_that_is_said_to_be_no_proof() -> None:
    found = sampled(agrees(RIVERBANK, cut_short=True), decided_by(RIVERBANK), examples=30)

    assert found.kept
    assert found.message == (
        "No counterexample to agrees-with-the-pack in 30 trials. That is no proof."
    )


def test_a_property_that_nothing_was_of_is_not_kept(small: Pack) -> None:
    nobody = parse_condition("known(danger) and danger and any_item(children, known(age))")
    never = Guarantee(id="empty", claim=Claim.NEVER, when=nobody, route="consult")
    held = guarantee(never, Journeys.of(small))
    found = sampled(held, decided_by(small), examples=10)

    assert not found.kept
    assert found.counterexample is None
    assert found.message == "NOTHING WAS TRIED: empty. No sheet of 10 was of its sort."


# ----------------------------------------------------------------------- planted faults


def wrong_about_disclosure(sheet: Sheet, outcome: Outcome) -> Outcome:
    """Send a child who tells to early help."""
    told = sheet.answers.get("disclosure@child-1") == "yes"
    return evolve(outcome, route="early-help") if told else outcome


@pytest.mark.parametrize(
    "held",
    [
        agrees(RIVERBANK),
        *(one for one in guarantees(RIVERBANK) if one.name == "a-child-who-tells-is-heard-today"),
    ],
    ids=lambda held: held.name,
)
def test_a_child_who_tells_and_is_sent_to_early_help_is_found_with_few_answers(
    held: Property,
) -> None:
    found = sampled(held, with_fault(RIVERBANK, wrong_about_disclosure))

    assert not found.kept
    assert found.counterexample is not None
    [sheet] = found.counterexample.trial.sheets
    assert len(sheet.answers) == 7
    assert sheet.answers["disclosure@child-1"] == "yes"
    lines = found.message.splitlines()
    assert lines[0] == f"BROKEN: {held.name}"
    assert (
        "  Child 1: Has the child said or shown that somebody has abused or hurt them? Yes" in lines
    )
    assert lines[-1].startswith("  Decided: “Ask the family about early help” (early-help)")


def test_the_same_seed_finds_the_same_and_so_does_every_seed_in_the_end() -> None:
    def forgets_the_hurt(sheet: Sheet, outcome: Outcome) -> Outcome:
        hurt = sheet.answers.get("hurt@person-1") is True
        return evolve(outcome, route="routine") if hurt else outcome

    held, faulty = agrees(FAMILY), with_fault(FAMILY, forgets_the_hurt)
    first, again, other = (sampled(held, faulty, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first.counterexample is not None
    assert other.counterexample is not None
    assert other.counterexample.trial == first.counterexample.trial


def is_hurt_twice(sheet: Sheet) -> bool:
    """Return whether somebody said two injuries of the first child."""
    return sheet.answers.get("hurt@child-1") == ["bruise", "burn"]


def test_a_worse_answer_that_lowers_the_response_is_found_as_a_pair(small: Pack) -> None:
    def forgets(sheet: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, route="consult") if is_hurt_twice(sheet) else outcome

    found = sampled(never_lowers(small), with_fault(small, forgets))

    assert found.counterexample is not None
    first, second = found.counterexample.trial.sheets
    changed = found.counterexample.trial.changed
    assert first.answers[changed] != second.answers[changed]
    assert is_hurt_twice(second)
    assert found.counterexample.breach.endswith(" to consult")
    assert "is a worse one" in found.message
    assert "  Child 1: Is the child hurt? A bruise; A burn" in found.message.splitlines()


def test_a_fall_to_a_route_for_which_no_rule_spoke_is_not_compared(small: Pack) -> None:
    def silent(sheet: Sheet, outcome: Outcome) -> Outcome:
        fallen = evolve(outcome, route="consult", rule_spoke=False)
        return fallen if is_hurt_twice(sheet) else outcome

    def does_not_say(sheet: Sheet, outcome: Outcome) -> Outcome:
        return evolve(silent(sheet, outcome), rule_spoke=None)

    held = never_lowers(small)
    assert sampled(held, with_fault(small, silent), examples=50).counterexample is None
    assert sampled(held, with_fault(small, does_not_say)).counterexample


def test_a_duty_that_a_worse_answer_loses_is_found(small: Pack) -> None:
    def forgets(sheet: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, duties=frozenset()) if is_hurt_twice(sheet) else outcome

    found = sampled(never_loses_a_duty(small), with_fault(small, forgets))

    assert found.counterexample is not None
    assert found.counterexample.breach == "a duty is lost: tell-police"


def test_not_knowing_that_is_taken_for_an_all_clear_is_found(small: Pack) -> None:
    def trusts(sheet: Sheet, outcome: Outcome) -> Outcome:
        unknown = sheet.answers.get("moves@child-1", "") is None
        return evolve(outcome, route="consult") if unknown else outcome

    found = sampled(not_knowing_never_lowers(small), with_fault(small, trusts))

    assert found.counterexample is not None
    first, second = found.counterexample.trial.sheets
    changed = found.counterexample.trial.changed
    assert first.answers[changed] is not None
    assert second.answers[changed] is None
    assert "is not known" in found.counterexample.trial.says


def test_one_child_who_hides_another_is_found(small: Pack) -> None:
    def first_only(sheet: Sheet, outcome: Outcome) -> Outcome:
        children = sheet.answers.get("@children")
        many = isinstance(children, list) and len(children) > 1
        return evolve(outcome, route="consult") if many else outcome

    found = sampled(one_more_never_lowers(small), with_fault(small, first_only))

    assert found.counterexample is not None
    first, second = found.counterexample.trial.sheets
    assert first.answers["@children"] == ["child-1"]
    assert second.answers["@children"] == ["child-1", "child-2"]
    assert "there is one more of children" in found.message


def test_an_answer_that_was_set_aside_and_still_counts_is_found(small: Pack) -> None:
    def reads_all(sheet: Sheet, outcome: Outcome) -> Outcome:
        hurt = "hurt@child-1" in sheet.answers
        return evolve(outcome, route="emergency") if hurt else outcome

    found = sampled(set_aside_changes_nothing(small), with_fault(small, reads_all))

    assert found.counterexample is not None
    final, fresh = found.counterexample.trial.sheets
    assert "hurt@child-1" in final.answers.keys() - fresh.answers.keys()
    assert "Not asked any more: Child" in found.message


def test_a_pack_that_finishes_early_where_it_must_not_is_found(small: Pack) -> None:
    early = evolve(
        small, questionnaires=tuple(evolve(one, finish_early=True) for one in small.questionnaires)
    )
    [held] = [one for one in properties_of(early) if one.name.startswith("finishing-early")]

    def passes_over(sheet: Sheet) -> Outcome:
        said = {key: one for key, one in sheet.answers.items() if not key.startswith("hurt")}
        return decided_by(early)(evolve(sheet, answers=said))

    assert sampled(held, decided_by(early), examples=60).kept
    found = sampled(held, passes_over, examples=200)
    assert found.counterexample is not None
    assert "it decides " in found.message
    assert "finishing-early-changes-nothing" not in {one.name for one in properties_of(small)}


def test_an_implementation_that_goes_by_the_last_answer_to_arrive_is_found() -> None:
    def last_one(sheet: Sheet, outcome: Outcome) -> Outcome:
        last = [*sheet.answers][-1]
        return evolve(outcome, route="routine") if last == "worried" else outcome

    held = order_of_arrival_changes_nothing(FAMILY)
    found = sampled(held, with_fault(FAMILY, last_one))

    assert found.counterexample is not None
    assert "arrive in another order" in found.message
    one, other = found.counterexample.trial.sheets
    assert one == other
    assert [*one.answers] != [*other.answers]


def test_where_there_is_no_decision_or_no_such_route_the_property_is_broken(small: Pack) -> None:
    def refuses(_: Sheet) -> Outcome:
        raise NoDecisionError("it answers with status 500")

    def elsewhere(_: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, route="elsewhere")

    for held in (agrees(small), order_of_arrival_changes_nothing(small)):
        found = sampled(held, refuses, examples=5)
        assert found.counterexample is not None
        assert found.counterexample.outcomes[0] is None
        assert "status 500" in found.message
        assert found.message.splitlines()[-1] == "  Decided: nothing"
        found = sampled(held, with_fault(small, elsewhere), examples=5)
        assert found.counterexample is not None
        assert found.counterexample.breach == "it decides a route that the pack does not have"


def test_an_implementation_that_changes_its_mind_is_found(small: Pack) -> None:
    turn = count()

    def fickle(_: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, route="consult") if next(turn) % 7 == 6 else outcome

    found = sampled(agrees(small), with_fault(small, fickle))

    assert found.counterexample is not None


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        ("variant", {"variant": "wrong"}, "variant wrong instead of none"),
        ("duties", {"duties": frozenset({"other"})}, "duties other instead of none"),
        ("level", {"level": 9}, "level 9 instead of 1"),
        ("complete", {"complete": False}, "complete no instead of yes"),
    ],
)
def test_an_implementation_agrees_only_where_every_part_that_is_compared_is_the_same(
    small: Pack, part: str, change: dict[str, Any], says: str
) -> None:
    def otherwise(_: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, **change)

    broken = sampled(agrees(small, compared=[part]), with_fault(small, otherwise), examples=20)
    kept = sampled(agrees(small, compared=["route"]), with_fault(small, otherwise), examples=20)

    assert broken.counterexample is not None
    assert says in broken.counterexample.breach
    assert kept.kept


def test_what_an_implementation_does_not_say_of_level_and_completeness_is_not_compared(
    small: Pack,
) -> None:
    def silent(_: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, level=None, complete=None)

    assert sampled(agrees(small), with_fault(small, silent), examples=20).kept


# ------------------------------------------------------------------------------ guarantees

EMERGENCY: Final = Outcome(route="emergency", level=4)
CONSULT: Final = Outcome(route="consult", level=1)


@pytest.mark.parametrize(
    ("promise", "faulty", "says"),
    [
        (
            {"claim": Claim.NEVER_BELOW, "when": DANGER, "route": "emergency"},
            CONSULT,
            "or a more urgent one. But here the route is “Talk it over”.",
        ),
        (
            {"claim": Claim.ALWAYS, "when": BRUISED, "duty": "tell-police"},
            CONSULT,
            "it comes to the duty tell-police. But here it does not come to that.",
        ),
        (
            {"claim": Claim.ALWAYS, "when": INJURED, "level": 4},
            CONSULT,
            "Where a child who cannot move alone is hurt, it comes to level 4 (Statutory).",
        ),
        (
            {"claim": Claim.ALWAYS, "when": INJURED, "level": 4},
            evolve(CONSULT, level=None),
            "it does not come to that",
        ),
        (
            {"claim": Claim.NEVER, "when": DANGER, "route": "consult"},
            CONSULT,
            "it never comes to “Talk it over”. But here it does come to that.",
        ),
        (
            {"claim": Claim.ONLY_IF, "when": DANGER, "route": "emergency"},
            EMERGENCY,
            "It comes to “Call 999” only where a child is in danger now.",
        ),
        (
            {"claim": Claim.NEVER_BELOW, "route": "social-care"},
            CONSULT,
            "Always, the route is “Social care” or a more urgent one.",
        ),
    ],
)
def test_each_claim_is_broken_by_an_implementation_that_does_not_keep_it(
    small: Pack, promise: dict[str, Any], faulty: Outcome, says: str
) -> None:
    held = guarantee(Guarantee(id="promised", **promise), Journeys.of(small))
    found = sampled(held, lambda _: faulty)

    assert found.counterexample is not None
    assert says in found.message
    assert (held.claim, held.about) == ("guaranteed", "guarantee promised")


@pytest.mark.parametrize(
    ("exceptions", "says"),
    [
        (
            {"when": DANGER},
            "All is decided as in small 2026.1, unless a child is in danger now.",
        ),
        (
            {"facts": ("danger", "role")},
            "unless whether a child is in danger now is spoken of or the role is spoken of.",
        ),
    ],
)
def test_what_is_unchanged_but_for_exceptions_is_held_to_the_version_before(
    small: Pack, exceptions: dict[str, Any], says: str
) -> None:
    promise = Guarantee(id="promised", claim=Claim.UNCHANGED_EXCEPT, **exceptions)
    held = unchanged_except(promise, Journeys.of(small), small)

    def changes_danger(sheet: Sheet, outcome: Outcome) -> Outcome:
        worried = sheet.answers["danger"] is not False
        return evolve(outcome, route="consult") if worried else outcome

    def changes_all(_: Sheet, outcome: Outcome) -> Outcome:
        return evolve(outcome, duties=frozenset({"other"}))

    assert sampled(held, with_fault(small, changes_danger), examples=60).counterexample is None
    if promise.when is not None:
        found = sampled(held, with_fault(small, changes_all))
        assert found.counterexample is not None
        assert says in found.message
        assert "But here it decides duties other instead of" in found.message
    assert says.removesuffix(".") in held.says
    assert held.about == "guarantee promised"


def test_the_least_worrying_answer_of_a_fact_is_no_exception(small: Pack) -> None:
    promise = Guarantee(id="promised", claim=Claim.UNCHANGED_EXCEPT, facts=("hurt",))
    held = unchanged_except(promise, Journeys.of(small), small)

    def changes_the_unhurt(sheet: Sheet, outcome: Outcome) -> Outcome:
        unhurt = sheet.answers.get("hurt@child-1") == ["unhurt"]
        return evolve(outcome, route="emergency") if unhurt else outcome

    found = sampled(held, with_fault(small, changes_the_unhurt))

    assert found.counterexample is not None


def test_what_the_version_before_cannot_be_asked_about_is_passed_over(small: Pack) -> None:
    promise = Guarantee(id="promised", claim=Claim.UNCHANGED_EXCEPT, when=FOUR_BABIES)
    for other in (FAMILY, RIVERBANK):
        held = unchanged_except(promise, Journeys.of(small), other)
        assert sampled(held, decided_by(small), examples=10).supposed == 0


def test_guarantees_that_compare_two_packs_need_the_version_before(small: Pack) -> None:
    alone, both = guarantees(small), guarantees(small, baseline=small)

    assert [one.name for one in alone] == ["danger-first"]
    assert [one.name for one in both] == ["danger-first", "role-is-nothing"]


# ------------------------------------------------------------------------------- its names


@pytest.mark.parametrize("name", childconcern.testing.__all__)
def test_a_public_name_of_the_kit_is_found_and_is_no_module(name: str) -> None:
    assert not isinstance(getattr(childconcern.testing, name), ModuleType)
    assert name in dir(childconcern.testing)


def test_a_name_that_the_kit_does_not_have_is_not_found() -> None:
    with pytest.raises(AttributeError, match="no attribute 'prove_it'"):
        _ = childconcern.testing.prove_it  # type: ignore[attr-defined]  # that is the point


def test_a_questionnaire_that_a_pack_does_not_have_is_refused(small: Pack) -> None:
    with pytest.raises(NoQuestionnaireError):
        properties_of(small, questionnaire="none-such")
