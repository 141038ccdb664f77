import datetime as dt

import pytest

from childconcern.delivery import (
    END_STATES,
    MOVES,
    TRANSITIONS,
    Action,
    Call,
    DeliveryPolicy,
    DeliveryPolicyError,
    DeliveryState,
    Event,
    Resend,
    Row,
    Situation,
    Transition,
    WhenUnconfirmed,
    after_lookup,
    after_lost_lease,
    after_outcome,
    checked_lookup,
    checked_outcome,
    evidence_code,
    is_receipt,
    next_action,
    result_name,
    when_not_set_up,
)
from childconcern.submission import (
    Absent,
    Accepted,
    CannotTell,
    Capabilities,
    Found,
    Lookup,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)

AT_ONCE = dt.timedelta(0)
POLICY = DeliveryPolicy(attempts=3)
ASKING = DeliveryPolicy(attempts=3, when_unconfirmed=WhenUnconfirmed.ASK_A_PERSON)
KEEPS_EVERY_COPY = Capabilities()
SEARCHABLE = Capabilities(searchable=True)
IDEMPOTENT = Capabilities(idempotent=True)
TIMED_OUT = Unknown("read-timeout")


def situation(
    capabilities: Capabilities = KEEPS_EVERY_COPY,
    *,
    state: DeliveryState = DeliveryState.WAITING,
    attempt: int = 1,
    policy: DeliveryPolicy = POLICY,
    call: Call | None = None,
) -> Situation:
    return Situation(
        state=state,
        attempt=attempt,
        destination="social-care",
        capabilities=capabilities,
        policy=policy,
        call=call,
    )


def test_what_waits_is_sent() -> None:
    assert next_action(DeliveryState.WAITING, SEARCHABLE) is Action.SUBMIT


def test_what_may_have_arrived_is_looked_up_before_it_is_sent_again() -> None:
    assert next_action(DeliveryState.UNCONFIRMED, SEARCHABLE) is Action.LOOK_UP
    assert next_action(DeliveryState.UNCONFIRMED, IDEMPOTENT) is Action.SUBMIT


@pytest.mark.parametrize("state", [DeliveryState.LEASED, *sorted(END_STATES, key=str)])
def test_nothing_is_sent_while_another_holds_it_or_when_it_has_ended(state: DeliveryState) -> None:
    assert next_action(state, SEARCHABLE) is None


def test_a_receipt_is_what_makes_it_accepted() -> None:
    after = after_outcome(Accepted("CONTACT-7"), situation())

    assert after == Transition(state=DeliveryState.ACCEPTED, receipt="CONTACT-7")
    assert "CONTACT-7" not in repr(after)


@pytest.mark.parametrize("receipt", ["", "  ", "x" * 201, "<html>\n", "a\x00b"])
def test_accepted_without_a_usable_receipt_may_or_may_not_have_arrived(receipt: str) -> None:
    after = after_outcome(Accepted(receipt), situation(SEARCHABLE))

    assert after.state is DeliveryState.UNCONFIRMED


def test_what_was_found_is_accepted_under_the_receipt_that_was_found() -> None:
    after = after_lookup(Found("CONTACT-7"), situation(SEARCHABLE))

    assert after == Transition(state=DeliveryState.ACCEPTED, receipt="CONTACT-7")


def test_found_without_a_receipt_settles_nothing() -> None:
    before = situation(SEARCHABLE)

    assert after_lookup(Found(""), before) == after_lookup(CannotTell("no-receipt"), before)


def test_a_rejection_calls_a_person() -> None:
    after = after_outcome(Rejected("unknown-school"), situation())

    assert after == Transition(state=DeliveryState.REJECTED, call=Call.REJECTED)


def test_what_never_left_waits_and_is_tried_again() -> None:
    after = after_outcome(NotSent("connection-refused"), situation())

    assert after == Transition(state=DeliveryState.WAITING, wait=POLICY.first_wait)


def test_what_may_have_arrived_earlier_stays_unconfirmed_when_a_later_attempt_never_left() -> None:
    before = situation(IDEMPOTENT, state=DeliveryState.UNCONFIRMED, attempt=2)

    assert after_outcome(NotSent("no-route"), before).state is DeliveryState.UNCONFIRMED


def test_a_time_out_waits_before_it_is_looked_up_as_it_may_still_be_being_stored() -> None:
    after = after_outcome(TIMED_OUT, situation(SEARCHABLE))

    assert after == Transition(state=DeliveryState.UNCONFIRMED, wait=POLICY.first_wait)


def test_what_the_other_side_does_not_hold_is_sent_again_at_once() -> None:
    after = after_lookup(Absent(), situation(SEARCHABLE, state=DeliveryState.UNCONFIRMED))

    assert after == Transition(state=DeliveryState.WAITING, wait=AT_ONCE)


def test_a_receiver_that_keeps_a_key_once_may_be_sent_it_again_without_a_word() -> None:
    after = after_outcome(TIMED_OUT, situation(IDEMPOTENT))

    assert after == Transition(state=DeliveryState.UNCONFIRMED, wait=POLICY.first_wait)


def test_a_receiver_that_keeps_every_copy_is_sent_it_again_and_a_person_is_told() -> None:
    after = after_outcome(TIMED_OUT, situation())

    assert after.state is DeliveryState.UNCONFIRMED
    assert after.call is Call.POSSIBLE_DUPLICATE


def test_after_a_look_up_in_vain_it_is_sent_and_not_looked_up_once_more() -> None:
    before = situation(SEARCHABLE, state=DeliveryState.UNCONFIRMED)
    after = after_lookup(CannotTell("search-is-down"), before)

    assert next_action(after.state, SEARCHABLE) is Action.SUBMIT
    assert after.call is Call.POSSIBLE_DUPLICATE


@pytest.mark.parametrize(
    "after",
    [
        after_outcome(TIMED_OUT, situation(policy=ASKING)),
        after_lookup(CannotTell("search-is-down"), situation(SEARCHABLE, policy=ASKING)),
    ],
)
def test_a_council_can_choose_that_a_person_decides_about_a_second_copy(after: Transition) -> None:
    assert after == Transition(state=DeliveryState.NEEDS_PERSON, call=Call.UNCONFIRMED)


def test_the_choice_can_be_made_for_one_destination() -> None:
    policy = DeliveryPolicy(by_destination={"social-care": WhenUnconfirmed.ASK_A_PERSON})

    assert after_outcome(TIMED_OUT, situation(policy=policy)).state is DeliveryState.NEEDS_PERSON
    assert policy.for_destination("early-help") is WhenUnconfirmed.RESEND


def test_the_number_of_copies_is_bounded() -> None:
    last = situation(attempt=POLICY.attempts)

    assert after_outcome(TIMED_OUT, last).state is DeliveryState.NEEDS_PERSON


@pytest.mark.parametrize("outcome", [NotSent("connection-refused"), TIMED_OUT])
def test_where_trying_again_does_no_harm_it_goes_on_after_a_person_is_called(
    outcome: Outcome,
) -> None:
    after = after_outcome(outcome, situation(IDEMPOTENT, attempt=POLICY.attempts))

    assert after.state not in END_STATES
    assert after.call is Call.LATE


def test_a_possible_second_copy_is_still_to_be_looked_for_after_the_receipt() -> None:
    before = situation(attempt=2, call=Call.POSSIBLE_DUPLICATE)

    assert after_outcome(Accepted("CONTACT-8"), before).call is Call.POSSIBLE_DUPLICATE


def test_a_call_because_it_was_late_ends_with_the_receipt() -> None:
    before = situation(IDEMPOTENT, attempt=9, call=Call.LATE)

    assert after_outcome(Accepted("CONTACT-8"), before).call is None


def test_a_lease_that_ran_out_is_a_message_that_may_have_arrived_and_had_its_time() -> None:
    before = situation(SEARCHABLE, state=DeliveryState.LEASED)

    assert after_lost_lease(before) == Transition(state=DeliveryState.UNCONFIRMED, wait=AT_ONCE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DeliveryState.WAITING, DeliveryState.WAITING),
        (DeliveryState.UNCONFIRMED, DeliveryState.UNCONFIRMED),
        (DeliveryState.LEASED, DeliveryState.UNCONFIRMED),
    ],
)
def test_a_destination_that_nobody_set_up_calls_a_person_at_once_and_forgets_no_doubt(
    before: DeliveryState, after: DeliveryState
) -> None:
    transition = when_not_set_up(situation(state=before))

    assert transition.state is after
    assert transition.call is Call.NOT_SET_UP
    assert transition.wait > AT_ONCE


def test_the_table_has_a_row_for_everything_that_can_happen() -> None:
    assert {event: frozenset(rows) for event, rows in TRANSITIONS.items()} == dict.fromkeys(
        Event, frozenset(Resend)
    )


@pytest.mark.parametrize("row", [row for rows in TRANSITIONS.values() for row in rows.values()])
def test_every_end_in_the_table_but_acceptance_calls_a_person(row: Row) -> None:
    ends_badly = row.state in END_STATES - {DeliveryState.ACCEPTED}

    assert not ends_badly or row.call is not None


def test_what_is_accepted_never_moves_again_and_only_that_is_for_ever() -> None:
    assert [state for state, moves in MOVES.items() if not moves] == [DeliveryState.ACCEPTED]


def test_waits_grow_to_the_longest_and_no_further() -> None:
    policy = DeliveryPolicy(
        first_wait=dt.timedelta(seconds=10), longest_wait=dt.timedelta(minutes=1), growth=3
    )

    assert [policy.wait_after(n).seconds for n in (0, 1, 2, 3, 4, 10_000)] == [
        *(10, 10, 30),
        *(60, 60, 60),
    ]


def test_the_other_side_can_ask_for_more_time_but_cannot_put_off_a_child() -> None:
    assert POLICY.wait_after(1, dt.timedelta(minutes=2)) == dt.timedelta(minutes=2)
    assert POLICY.wait_after(1, dt.timedelta(seconds=1)) == POLICY.first_wait
    assert POLICY.wait_after(1, dt.timedelta(days=365)) == POLICY.longest_wait
    assert after_outcome(
        NotSent("busy", dt.timedelta(minutes=2)), situation()
    ).wait == dt.timedelta(minutes=2)


def test_a_lease_that_is_not_longer_than_sending_takes_is_refused() -> None:
    minute = dt.timedelta(minutes=1)

    with pytest.raises(DeliveryPolicyError) as refused:
        DeliveryPolicy(lease=minute, send_within=minute)

    assert [problem.code for problem in refused.value.problems] == ["delivery-lease"]


def test_a_policy_is_refused_with_everything_that_is_wrong_with_it() -> None:
    with pytest.raises(DeliveryPolicyError) as refused:
        DeliveryPolicy(
            attempts=0,
            first_wait=AT_ONCE,
            longest_wait=-dt.timedelta(seconds=1),
            growth=float("nan"),
            lease=AT_ONCE,
            send_within=AT_ONCE,
        )

    assert [str(problem.place) for problem in refused.value.problems] == [
        *("attempts", "first_wait", "longest_wait"),
        *("growth", "send_within", "lease"),
    ]


@pytest.mark.parametrize(
    ("result", "name", "code"),
    [
        (Accepted("CONTACT-7"), "accepted", None),
        (Rejected("E-42"), "rejected", "E-42"),
        (NotSent("connection-refused"), "not-sent", "connection-refused"),
        (TIMED_OUT, "unknown", "read-timeout"),
        (Found("CONTACT-7"), "found", None),
        (Absent(), "absent", None),
        (CannotTell("not-searchable"), "cannot-tell", "not-searchable"),
    ],
)
def test_every_result_has_a_stable_name_and_at_most_a_code(
    result: Outcome | Lookup, name: str, code: str | None
) -> None:
    assert (result_name(result), evidence_code(result)) == (name, code)


STORY = "could not store: Mina has a bruise on her arm"


@pytest.mark.parametrize("result", [Rejected(STORY), NotSent(STORY), Unknown(STORY)])
def test_a_code_that_tells_a_story_goes_no_further(result: Outcome) -> None:
    assert "Mina" not in repr(checked_outcome(result))
    assert evidence_code(result) == "unfit-code"


def test_a_look_ups_reason_that_tells_a_story_goes_no_further() -> None:
    assert checked_lookup(CannotTell(STORY)) == CannotTell("unfit-code")


@pytest.mark.parametrize("nonsense", [None, True, "accepted", Absent()])
def test_an_adapter_that_returns_nonsense_may_have_sent(nonsense: object) -> None:
    assert checked_outcome(nonsense) == Unknown("not-an-outcome")


@pytest.mark.parametrize("nonsense", [None, True, "absent", Accepted("CONTACT-7")])
def test_a_look_up_that_returns_nonsense_says_nothing(nonsense: object) -> None:
    assert checked_lookup(nonsense) == CannotTell("not-an-outcome")


def test_a_wait_that_is_no_length_of_time_is_passed_over() -> None:
    told = NotSent("busy", 30)  # type: ignore[arg-type]  # what a careless adapter would return

    assert checked_outcome(told) == NotSent("busy")


def test_a_receipt_is_text() -> None:
    assert is_receipt("CONTACT-7")
    assert not is_receipt(7)
