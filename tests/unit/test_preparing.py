"""Preparing decides again, and sends where any decision asked for; nothing is toned down."""

import datetime as dt
import hashlib
from typing import Final

import pytest
from attrs import evolve, frozen

from childconcern import Gathered, decide, prepare, submissions
from childconcern.decision import Decision
from childconcern.facts import Concern, Json, canonical_json, concern_document, read_concern
from childconcern.pack import Pack
from childconcern.problems import Problem
from childconcern.submission import (
    Accepted,
    Adapter,
    BadReferenceError,
    Found,
    Lookup,
    NoAdapterError,
    Outcome,
    Prepared,
    RequestForService,
    ScreenedElsewhereError,
    Submission,
    UnrepresentableError,
    submission_key,
)
from support.sample import BRUISED_BABY, POLICY, VOCABULARY

PACK: Final = Pack(id="sample", version="1", vocabulary=VOCABULARY, policy=POLICY)
DAY: Final = dt.date(2026, 11, 23)
REFERENCE: Final = "RB-2026-000001"
NOBODY_HURT: Final[list[Json]] = [
    {"id": "child-1", "age": "5", "injuries": ["none"], "moves_alone": True}
]
BROKEN: Final[list[Json]] = [
    {"id": "child-1", "age": "5 months", "injuries": ["fracture"], "moves_alone": False}
]


def concern(**changes: Json) -> Concern:
    """Return the concern about a bruised baby, with some facts changed."""
    return read_concern({**BRUISED_BABY, **changes}, VOCABULARY)


def decided(about: Concern, *, complete: bool | None = True) -> Decision:
    """Return what is decided about it."""
    return decide(about, POLICY, on=DAY, complete=complete)


@frozen
class Plain:
    """An adapter whose message is the concern; it refuses names that it cannot carry."""

    refuses: str = ""

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return the concern and the key."""
        if self.refuses:
            raise UnrepresentableError(self.refuses, "the message has no place for it")
        document = {"key": key, "concern": concern_document(request.concern)}
        return Prepared(body=canonical_json(document), media_type="application/json")

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Accept."""
        return Accepted(f"{submission.key} within {within}")

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Find."""
        return Found(f"{submission.key} within {within}")

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Find nothing wrong."""
        return () if within else (Problem(code="late", message="there was no time"),)


def everywhere(adapter: Adapter) -> dict[str, tuple[str, Adapter]]:
    """Return the adapter for every destination of the sample."""
    return dict.fromkeys(("social-care", "police", "early-help"), ("plain", adapter))


def test_the_merged_concern_is_decided_again() -> None:
    request = prepare(PACK, concern(), reference=REFERENCE, on=DAY)

    assert request.decision == decided(concern(), complete=None)
    assert request.route == "social-care"
    assert request.destinations == ("social-care",)
    assert request.screened is None
    assert request.standing is request.decision
    assert request.pack == ("sample", "1", PACK.digest)
    assert not request.sent_anyway


def test_a_less_urgent_second_decision_lowers_nothing() -> None:
    screened = decided(concern(immediate_danger=True))
    request = prepare(PACK, concern(), reference=REFERENCE, on=DAY, screened=screened)

    assert request.decision.route == "social-care"
    assert request.route == "emergency"
    assert request.standing is screened
    assert request.destinations == ("social-care",)


def test_a_more_urgent_second_decision_stands() -> None:
    screened = decided(concern())
    second = concern(immediate_danger=True)
    request = prepare(PACK, second, reference=REFERENCE, on=DAY, screened=screened)

    assert request.route == "emergency"
    assert request.standing is request.decision


def test_of_two_decisions_with_one_route_the_later_stands() -> None:
    screened = decided(concern())
    second = concern(out_of_hours=True)
    request = prepare(PACK, second, reference=REFERENCE, on=DAY, screened=screened)

    assert request.standing is request.decision
    assert request.decision.variant == "by-night"
    assert request.destinations == ("night-team",)


def test_duties_of_both_decisions_are_owed() -> None:
    screened = decided(concern(children=BROKEN))
    request = prepare(
        PACK, concern(immediate_danger=True), reference=REFERENCE, on=DAY, screened=screened
    )

    assert request.decision.duties == ()
    assert request.destinations == ("social-care", "police")


def test_a_route_that_nobody_reads_is_sent_nowhere() -> None:
    request = prepare(PACK, concern(children=NOBODY_HURT), reference=REFERENCE, on=DAY)

    assert (request.route, request.destinations) == ("universal", ())
    assert submissions(request, {}) == ()


def test_sending_anyway_reaches_whoever_reads_what_no_rule_spoke_of() -> None:
    request = prepare(
        PACK, concern(children=NOBODY_HURT), reference=REFERENCE, on=DAY, send_anyway=True
    )

    assert (request.route, request.destinations) == ("universal", ("early-help",))
    assert request.sent_anyway


def test_sending_anyway_changes_nothing_where_somebody_reads_it_already() -> None:
    request = prepare(PACK, concern(), reference=REFERENCE, on=DAY, send_anyway=True)

    assert request.destinations == ("social-care",)


@pytest.mark.parametrize("complete", [True, False, None])
def test_whether_the_journey_was_complete_is_passed_on(complete: bool | None) -> None:  # noqa: FBT001 - a case
    told = Gathered(concern=concern(), complete=complete)
    request = prepare(PACK, told, reference=REFERENCE, on=DAY)

    assert request.decision.complete is complete


def test_a_pack_that_was_read_twice_is_the_same_pack() -> None:
    again = evolve(POLICY)
    screened = decide(concern(), again, on=DAY)

    assert prepare(PACK, concern(), reference=REFERENCE, on=DAY, screened=screened).screened


def test_a_screener_that_another_policy_decided_is_refused() -> None:
    other = evolve(POLICY, version="2027.1")
    screened = decide(concern(), other, on=DAY)

    with pytest.raises(ScreenedElsewhereError, match="another policy"):
        prepare(PACK, concern(), reference=REFERENCE, on=DAY, screened=screened)


@pytest.mark.parametrize("reference", ["ABC123", "RB-2026-7K2M9Q", "a" * 64, "12345-"])
def test_a_reference_has_letters_digits_and_hyphens(reference: str) -> None:
    assert prepare(PACK, concern(), reference=reference, on=DAY).reference == reference


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "ABC12",
        "a" * 65,
        "------",
        "RB 2026 1",
        "RB/2026/1",
        "RB-2026-1\n",
        "Zoë-2026",
        "Ⅷ00000",
    ],
)
def test_a_reference_that_a_message_cannot_carry_is_refused_unseen(reference: str) -> None:
    with pytest.raises(BadReferenceError) as raised:
        prepare(PACK, concern(), reference=reference, on=DAY)

    assert not reference or reference not in str(raised.value)


def test_there_is_one_message_for_each_destination() -> None:
    request = prepare(PACK, concern(children=BROKEN), reference=REFERENCE, on=DAY)

    made = submissions(request, everywhere(Plain()))

    assert [one.destination for one in made] == ["social-care", "police"]
    assert {one.reference for one in made} == {REFERENCE}
    assert {one.adapter for one in made} == {"plain"}
    assert {one.media_type for one in made} == {"application/json"}
    assert {one.attempt for one in made} == {1}
    assert made[0].key != made[1].key
    assert made[0].key.encode() in made[0].body
    assert made[0].sha256 == hashlib.sha256(made[0].body).hexdigest()


def test_the_same_request_makes_the_same_bytes_under_the_same_keys() -> None:
    request = prepare(PACK, concern(children=BROKEN), reference=REFERENCE, on=DAY)
    again = prepare(PACK, concern(children=BROKEN), reference=REFERENCE, on=DAY)

    assert request == again
    assert submissions(request, everywhere(Plain())) == submissions(again, everywhere(Plain()))


def test_a_destination_without_an_adapter_queues_nothing() -> None:
    request = prepare(PACK, concern(children=BROKEN), reference=REFERENCE, on=DAY)

    with pytest.raises(NoAdapterError, match=r"\[destinations.police\]") as raised:
        submissions(request, {"social-care": ("plain", Plain())})

    assert raised.value.destination == "police"


def test_what_a_message_cannot_carry_is_refused_by_the_name_of_its_fact() -> None:
    request = prepare(PACK, concern(), reference=REFERENCE, on=DAY)

    with pytest.raises(UnrepresentableError, match="referrer_name cannot be put") as raised:
        submissions(request, everywhere(Plain(refuses="referrer_name")))

    assert (raised.value.where, raised.value.code) == ("referrer_name", "unrepresentable")
    assert raised.value.reason == "the message has no place for it"


def test_a_key_is_opaque_and_the_same_for_ever() -> None:
    key = submission_key(REFERENCE, "social-care")

    # Another key for what is queued already would send it twice.
    assert key == "4b0c71cdee8c43fa12a665393b2d2123"
    assert key != submission_key(REFERENCE, "police")
    assert key != submission_key("RB-2026-000002", "social-care")
    assert "RB" not in key


def test_no_noun_shows_what_a_person_said() -> None:
    told = concern(story="canary-4711 was hurt", referrer_name="Canary Example")
    request = prepare(PACK, told, reference=REFERENCE, on=DAY)
    (submission,) = submissions(request, everywhere(Plain()))
    prepared = Plain().prepare(request, submission.key)

    assert b"canary-4711" in submission.body
    for noun in (request, submission, prepared, request.decision, [request], {"x": submission}):
        assert "anary" not in f"{noun!r} {noun}"
    assert repr(request) == f"RequestForService(reference={REFERENCE!r}, ...)"
    assert repr(prepared) == f"Prepared({len(prepared.body)} bytes)"
    assert submission.key in repr(submission)
