"""The contract of the store, by example, on real files."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve
from sql_bench import (
    DESTINATION,
    POLICY,
    START,
    STORY,
    VOCABULARY,
    Ledger,
    request_for_service,
    submission,
)
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from childconcern.decision import decide, decision_document
from childconcern.delivery import (
    Attempt,
    Call,
    Channel,
    Claim,
    ConflictError,
    DeliveryPolicy,
    DeliveryState,
    Notice,
    NotStandingSoError,
    NotUtcError,
    Outbox,
    StaleLeaseError,
    Transition,
    deliver_due,
    notice_about,
)
from childconcern.facts import canonical_json, read_concern
from childconcern.submission import (
    Accepted,
    Capabilities,
    NotSent,
    Outcome,
    Rejected,
    Submission,
    Unknown,
)
from childconcern_sql import SqlConfig, SqlOutbox, StoreFailedError, StoreRefusedError, open_outbox

MINUTE = dt.timedelta(minutes=1)
LEASE = 3 * MINUTE
KEY = submission().key
ACCEPTED = Transition(state=DeliveryState.ACCEPTED, receipt="CONTACT-7")
REJECTED = Transition(state=DeliveryState.REJECTED, call=Call.REJECTED)
UNCONFIRMED = Transition(state=DeliveryState.UNCONFIRMED, wait=MINUTE, call=Call.POSSIBLE_DUPLICATE)
RESULTS: dict[DeliveryState, Outcome] = {
    DeliveryState.ACCEPTED: Accepted("CONTACT-7"),
    DeliveryState.REJECTED: Rejected("unknown-school"),
    DeliveryState.UNCONFIRMED: Unknown("read-timeout"),
    DeliveryState.WAITING: NotSent("connection-refused"),
}


def take(outbox: SqlOutbox, now: dt.datetime = START, owner: str = "worker-1") -> Claim:
    claim = outbox.claim(owner=owner, now=now, lease=LEASE)
    assert claim is not None
    return claim


def attempt(claim: Claim, after: Transition, now: dt.datetime = START) -> Attempt:
    return Attempt(
        key=claim.submission.key,
        reference=claim.submission.reference,
        destination=claim.submission.destination,
        adapter=claim.submission.adapter,
        action=None,
        number=claim.submission.attempt,
        result=RESULTS[after.state],
        transition=after,
        began=now,
        ended=now,
    )


def put(outbox: SqlOutbox, *references: str, now: dt.datetime = START) -> None:
    for reference in references or ("R-1",):
        outbox.put(request_for_service(reference), (submission(reference),), now=now)


def bring_to(outbox: SqlOutbox, after: Transition, now: dt.datetime = START) -> None:
    put(outbox, now=now)
    claim = take(outbox, now)
    outbox.record(claim, attempt(claim, after, now))


def state(outbox: SqlOutbox, key: str = KEY) -> DeliveryState:
    standing = outbox.standing(key)
    assert standing is not None
    return standing.state


# ---------------------------------------------------------------- putting


def test_a_request_stands_in_the_queue_after_it_was_put(outbox: SqlOutbox) -> None:
    (standing,) = outbox.put(request_for_service(), (submission(),), now=START)

    assert standing == outbox.standing(KEY)
    assert (standing.state, standing.attempts) == (DeliveryState.WAITING, 0)
    assert (standing.put, standing.next_at) == (START, START)
    assert standing.sha256 == submission().sha256


def test_it_stands_there_after_the_program_ended(config: SqlConfig) -> None:
    first = open_outbox(config)
    put(first)
    first.close()
    second = open_outbox(config)

    assert take(second).submission == submission()
    second.close()


def test_the_same_again_changes_nothing_and_says_where_it_stands(outbox: SqlOutbox) -> None:
    bring_to(outbox, ACCEPTED)

    (standing,) = outbox.put(request_for_service(), (submission(),), now=START + MINUTE)

    assert (standing.state, standing.put) == (DeliveryState.ACCEPTED, START)
    assert outbox.claim(owner="worker-1", now=START + MINUTE, lease=LEASE) is None


def test_one_submission_given_twice_is_queued_once(outbox: SqlOutbox) -> None:
    outbox.put(request_for_service(), (submission(), submission()), now=START)

    assert len(outbox.standings("R-1")) == 1


@pytest.mark.parametrize(
    "other",
    [
        submission(body=b"Another story"),
        evolve(submission(), media_type="text/xml"),
        evolve(submission(), destination="early-help"),
    ],
)
def test_other_bytes_under_the_same_key_are_a_conflict(
    outbox: SqlOutbox, other: Submission
) -> None:
    put(outbox)

    with pytest.raises(ConflictError):
        outbox.put(request_for_service(), (other,), now=START)

    assert take(outbox).submission == submission()


def test_two_bodies_under_one_key_in_one_put_are_a_conflict(outbox: SqlOutbox) -> None:
    with pytest.raises(ConflictError):
        outbox.put(request_for_service(), (submission(), submission(body=b"x")), now=START)

    assert outbox.contact("R-1") is None


def test_a_submission_of_another_request_is_a_conflict(outbox: SqlOutbox) -> None:
    with pytest.raises(ConflictError):
        outbox.put(request_for_service("R-1"), (submission("R-2"),), now=START)


def test_another_concern_under_the_same_reference_is_a_conflict(outbox: SqlOutbox) -> None:
    put(outbox)

    with pytest.raises(ConflictError):
        outbox.put(request_for_service(bruise=False), (submission(),), now=START)


def test_a_conflict_anywhere_keeps_nothing_of_the_request(outbox: SqlOutbox) -> None:
    put(outbox, "R-1")
    stolen = evolve(submission("R-1", body=b"x"), reference="R-2")

    with pytest.raises(ConflictError):
        outbox.put(request_for_service("R-2"), (submission("R-2"), stolen), now=START)

    assert outbox.contact("R-2") is None
    assert outbox.standings("R-2") == ()


def test_a_destination_can_be_added_later(outbox: SqlOutbox) -> None:
    put(outbox)
    more = (submission(), submission(destination="police"))

    outbox.put(request_for_service(), more, now=START + MINUTE)

    assert [one.destination for one in outbox.standings("R-1")] == [DESTINATION, "police"]


def test_an_outcome_that_goes_nowhere_is_recorded_all_the_same(outbox: SqlOutbox) -> None:
    assert outbox.put(request_for_service(), (), now=START) == ()

    assert outbox.contact("R-1") is not None


# ---------------------------------------------------------------- a caller's own transaction


def test_a_request_put_into_a_callers_transaction_stands_when_that_is_committed(
    outbox: SqlOutbox,
) -> None:
    with outbox.engine.begin() as connection:
        outbox.put(request_for_service(), (submission(),), now=START, connection=connection)

    assert state(outbox) is DeliveryState.WAITING


def test_a_request_is_gone_with_the_callers_transaction(outbox: SqlOutbox) -> None:
    with outbox.engine.connect() as connection:
        outbox.put(request_for_service(), (submission(),), now=START, connection=connection)
        connection.rollback()

    assert outbox.standing(KEY) is None
    assert outbox.contact("R-1") is None


def test_a_conflict_leaves_nothing_in_a_transaction_that_is_committed_all_the_same(
    outbox: SqlOutbox,
) -> None:
    put(outbox, "R-1")
    stolen = evolve(submission("R-1", body=b"x"), reference="R-2")

    with outbox.engine.begin() as connection, pytest.raises(ConflictError):
        outbox.put(
            request_for_service("R-2"),
            (submission("R-2"), stolen),
            now=START,
            connection=connection,
        )

    assert outbox.contact("R-2") is None


def engine_of_a_caller(outbox: SqlOutbox, pragmas: str) -> Engine:
    def set_up(raw: sqlite3.Connection, _: object) -> None:
        raw.executescript(pragmas)

    engine = create_engine(f"sqlite:///{outbox.path}")
    event.listen(engine, "connect", set_up)
    return engine


def test_a_callers_own_engine_will_do_if_it_waits_for_the_disk(outbox: SqlOutbox) -> None:
    own = engine_of_a_caller(outbox, "PRAGMA foreign_keys=ON")

    with own.begin() as connection:
        outbox.put(request_for_service(), (submission(),), now=START, connection=connection)
    own.dispose()

    assert state(outbox) is DeliveryState.WAITING


@pytest.mark.parametrize(
    ("pragmas", "said"),
    [
        ("PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL", "wait for the disk"),
        ("PRAGMA foreign_keys=OFF", "foreign keys"),
    ],
)
def test_a_connection_through_which_a_request_could_be_lost_is_refused(
    outbox: SqlOutbox, pragmas: str, said: str
) -> None:
    own = engine_of_a_caller(outbox, pragmas)

    with own.begin() as connection, pytest.raises(StoreRefusedError, match=said):
        outbox.put(request_for_service(), (submission(),), now=START, connection=connection)
    own.dispose()


def test_a_connection_to_another_database_is_refused(outbox: SqlOutbox, tmp_path: Path) -> None:
    other = open_outbox(SqlConfig(file=tmp_path / "other.db"))

    with other.engine.begin() as connection, pytest.raises(StoreRefusedError, match="another"):
        outbox.put(request_for_service(), (submission(),), now=START, connection=connection)
    other.close()


# ---------------------------------------------------------------- holding and letting go


def test_what_was_put_is_what_is_sent(outbox: SqlOutbox) -> None:
    put(outbox)

    claim = take(outbox)

    assert claim.submission == submission()
    assert (claim.state, claim.call) == (DeliveryState.WAITING, None)
    assert (claim.owner, claim.until) == ("worker-1", START + LEASE)


def test_what_one_worker_holds_no_other_can_take(outbox: SqlOutbox) -> None:
    put(outbox)
    take(outbox)

    assert outbox.claim(owner="worker-2", now=START + LEASE - MINUTE, lease=LEASE) is None


def test_what_a_dead_worker_held_is_taken_when_its_lease_ends(outbox: SqlOutbox) -> None:
    put(outbox)
    first = take(outbox)

    second = take(outbox, START + LEASE, "worker-2")

    assert second.state is DeliveryState.LEASED
    assert second.number > first.number


@pytest.mark.parametrize("owner", ["worker-1", "worker-2"])
def test_a_worker_that_held_it_too_long_writes_nothing(outbox: SqlOutbox, owner: str) -> None:
    put(outbox)
    stale = take(outbox)
    take(outbox, START + LEASE, owner)

    with pytest.raises(StaleLeaseError):
        outbox.record(stale, attempt(stale, ACCEPTED))

    assert state(outbox) is DeliveryState.LEASED
    assert outbox.history(KEY) == ()


def test_a_worker_cannot_write_under_the_lease_of_another(outbox: SqlOutbox) -> None:
    put(outbox)
    claim = evolve(take(outbox), owner="worker-2")

    with pytest.raises(StaleLeaseError):
        outbox.record(claim, attempt(claim, ACCEPTED))


def test_a_step_cannot_be_written_down_twice(outbox: SqlOutbox) -> None:
    put(outbox)
    claim = take(outbox)
    outbox.record(claim, attempt(claim, UNCONFIRMED))

    with pytest.raises(StaleLeaseError):
        outbox.record(claim, attempt(claim, ACCEPTED))


def test_a_receipt_that_comes_late_is_kept_if_nobody_took_it_since(outbox: SqlOutbox) -> None:
    put(outbox)
    claim = take(outbox)

    outbox.record(claim, attempt(claim, ACCEPTED, START + 2 * LEASE))

    assert state(outbox) is DeliveryState.ACCEPTED


def test_a_step_is_written_down_with_its_evidence(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)

    (line,) = outbox.history(KEY)
    standing = outbox.standing(KEY)

    assert (line.result, line.evidence, line.attempt) == ("unknown", "read-timeout", 1)
    assert (line.by, line.lease_number, line.began) == ("worker-1", 1, START)
    assert standing is not None
    assert (standing.call, standing.next_at) == (Call.POSSIBLE_DUPLICATE, START + MINUTE)


def test_what_waits_is_not_taken_before_its_time(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)

    assert outbox.claim(owner="worker-1", now=START + MINUTE / 2, lease=LEASE) is None
    assert take(outbox, START + MINUTE).submission.attempt == 2


def test_what_became_due_after_the_run_began_is_left_for_the_next(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)
    later = START + 2 * MINUTE

    assert outbox.claim(owner="worker-1", now=later, lease=LEASE, due=START) is None


def test_a_step_without_a_wait_keeps_its_place_in_the_queue(outbox: SqlOutbox) -> None:
    put(outbox, "R-1", "R-2")
    claim = take(outbox)
    outbox.record(claim, attempt(claim, Transition(state=DeliveryState.WAITING), START + MINUTE))

    assert take(outbox, START + MINUTE).submission.reference == "R-1"


def test_what_has_waited_longest_comes_first(outbox: SqlOutbox) -> None:
    put(outbox, "R-2", now=START + MINUTE)
    put(outbox, "R-1", now=START)

    later = START + 2 * MINUTE
    assert [take(outbox, later).submission.reference for _ in range(2)] == ["R-1", "R-2"]


def test_a_clock_that_is_put_back_makes_no_child_wait(outbox: SqlOutbox) -> None:
    tomorrow = START + dt.timedelta(days=1)
    bring_to(outbox, UNCONFIRMED, tomorrow)
    assert take(outbox, START).submission.reference == "R-1"

    put(outbox, "R-2", now=tomorrow)
    take(outbox, tomorrow)
    assert take(outbox, START).submission.reference == "R-2"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE childconcern_payloads SET body = x'00'",
        "DELETE FROM childconcern_payloads",
    ],
)
def test_damaged_bytes_are_never_sent_and_hold_up_nobody(outbox: SqlOutbox, damage: str) -> None:
    put(outbox, "R-1")
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute(damage)
        raw.commit()
    put(outbox, "R-2")

    assert take(outbox).submission.reference == "R-2"
    assert [(one.reference, one.call) for one in outbox.calls()] == [("R-1", Call.DAMAGED)]
    assert [line.result for line in outbox.history(KEY)] == ["damaged"]


@pytest.mark.parametrize("zone", [None, dt.timezone(dt.timedelta(hours=1))])
def test_a_time_that_is_not_in_utc_is_refused(outbox: SqlOutbox, zone: dt.timezone | None) -> None:
    odd = START.replace(tzinfo=zone)

    with pytest.raises(NotUtcError):
        put(outbox, now=odd)
    with pytest.raises(NotUtcError):
        outbox.claim(owner="worker-1", now=odd, lease=LEASE)
    with pytest.raises(NotUtcError):
        outbox.overdue(older_than=MINUTE, now=odd)


# ---------------------------------------------------------------- what people see and do


def test_what_has_no_receipt_after_its_time_can_be_asked_for_by_anybody(
    outbox: SqlOutbox, config: SqlConfig
) -> None:
    put(outbox, "R-1", "R-2", "R-3")
    done = take(outbox)
    outbox.record(done, attempt(done, ACCEPTED))
    take(outbox)
    put(outbox, "R-4", now=START + 20 * MINUTE)
    other_process = open_outbox(config)

    late = other_process.overdue(older_than=15 * MINUTE, now=START + 30 * MINUTE)

    assert [one.reference for one in late] == ["R-2", "R-3"]
    other_process.close()


def test_a_person_is_told_of_a_call_once_and_of_another_one_again(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)
    (untold,) = outbox.untold()
    assert notice_about(untold) == Notice(
        reference="R-1",
        key=KEY,
        destination=DESTINATION,
        state="unconfirmed",
        reason="possible-duplicate",
    )

    outbox.told(untold, now=START)
    assert outbox.untold() == ()
    again = take(outbox, START + MINUTE)
    outbox.record(again, attempt(again, UNCONFIRMED, START + MINUTE))
    assert outbox.untold() == ()
    rejected = take(outbox, START + 2 * MINUTE)
    outbox.record(rejected, attempt(rejected, REJECTED, START + 2 * MINUTE))

    assert [one.call for one in outbox.untold()] == [Call.REJECTED]
    assert [one.call for one in outbox.calls()] == [Call.REJECTED]


def test_telling_of_a_call_that_has_changed_since_tells_nothing_of_the_new_one(
    outbox: SqlOutbox,
) -> None:
    bring_to(outbox, UNCONFIRMED)
    (before,) = outbox.untold()
    claim = take(outbox, START + MINUTE)
    outbox.record(claim, attempt(claim, REJECTED, START + MINUTE))

    outbox.told(before, now=START + MINUTE)

    assert [one.call for one in outbox.untold()] == [Call.REJECTED]


def test_where_nobody_is_called_there_is_nothing_to_tell(outbox: SqlOutbox) -> None:
    put(outbox)
    (standing,) = outbox.standings("R-1")

    outbox.told(standing, now=START)

    assert notice_about(standing) is None
    assert outbox.untold() == ()


def test_a_rejection_stays_until_a_person_has_it_sent_again(outbox: SqlOutbox) -> None:
    bring_to(outbox, REJECTED)
    assert [one.call for one in outbox.calls()] == [Call.REJECTED]

    outbox.send_again(KEY, by="worker-of-the-day", now=START + MINUTE)

    assert outbox.calls() == ()
    assert take(outbox, START + MINUTE).submission == evolve(submission(), attempt=2)
    assert [(line.action, line.by) for line in outbox.history(KEY)][1:] == [
        ("send-again", "worker-of-the-day")
    ]


def test_a_person_who_has_a_receipt_by_telephone_settles_it(outbox: SqlOutbox) -> None:
    bring_to(outbox, REJECTED)

    outbox.settle(KEY, receipt="CONTACT-9", by="worker-of-the-day", now=START + MINUTE)

    standing = outbox.standing(KEY)
    assert standing is not None
    assert (standing.state, standing.receipt) == (DeliveryState.ACCEPTED, "CONTACT-9")
    assert (standing.settled, standing.call) == (START + MINUTE, None)


def test_no_receipt_settles_nothing(outbox: SqlOutbox) -> None:
    bring_to(outbox, REJECTED)

    with pytest.raises(NotStandingSoError):
        outbox.settle(KEY, receipt=" ", by="worker-of-the-day", now=START)


def test_a_possible_second_copy_that_was_looked_for_is_answered(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)

    outbox.answer(KEY, by="worker-of-the-day", now=START)

    assert outbox.calls() == ()
    assert state(outbox) is DeliveryState.UNCONFIRMED


def test_a_call_cannot_be_answered_so_that_nobody_is_left_to_act(outbox: SqlOutbox) -> None:
    bring_to(outbox, REJECTED)

    with pytest.raises(NotStandingSoError, match="left to nobody"):
        outbox.answer(KEY, by="worker-of-the-day", now=START)


@pytest.mark.parametrize("after", [UNCONFIRMED, ACCEPTED])
def test_people_move_only_what_ended_without_a_receipt(
    outbox: SqlOutbox, after: Transition
) -> None:
    bring_to(outbox, after)

    with pytest.raises(NotStandingSoError, match=after.state.value):
        outbox.send_again(KEY, by="worker-of-the-day", now=START)
    with pytest.raises(NotStandingSoError, match=after.state.value):
        outbox.settle(KEY, receipt="CONTACT-9", by="worker-of-the-day", now=START)


def test_what_a_worker_holds_no_person_moves(outbox: SqlOutbox) -> None:
    bring_to(outbox, UNCONFIRMED)
    take(outbox, START + MINUTE)

    with pytest.raises(NotStandingSoError, match="worker holds it"):
        outbox.answer(KEY, by="worker-of-the-day", now=START)
    with pytest.raises(NotStandingSoError, match="leased"):
        outbox.settle(KEY, receipt="CONTACT-9", by="worker-of-the-day", now=START)


def test_nobody_is_called_about_what_nobody_is_called_about(outbox: SqlOutbox) -> None:
    put(outbox)

    with pytest.raises(NotStandingSoError, match="nobody is called"):
        outbox.answer(KEY, by="worker-of-the-day", now=START)
    with pytest.raises(NotStandingSoError, match="none of that key"):
        outbox.answer("no-such-key", by="worker-of-the-day", now=START)


def test_what_is_not_there_is_none(outbox: SqlOutbox) -> None:
    assert outbox.standing("no-such-key") is None
    assert outbox.contact("no-such-reference") is None


# ---------------------------------------------------------------- erasing and replaying


def test_after_the_bytes_are_erased_hash_key_times_and_receipt_stay(outbox: SqlOutbox) -> None:
    bring_to(outbox, ACCEPTED)
    before = outbox.standing(KEY)

    assert outbox.erase_payloads(settled_before=START + MINUTE) == 1

    assert outbox.standing(KEY) == before
    assert outbox.erase_payloads(settled_before=START + MINUTE) == 0


def test_erased_bytes_are_in_no_file_of_the_store(outbox: SqlOutbox, tmp_path: Path) -> None:
    canary = b"canary of the payload"
    body = submission(body=canary * 500)
    outbox.put(request_for_service(), (body,), now=START)
    claim = take(outbox)
    outbox.record(claim, attempt(claim, ACCEPTED))
    files = sorted(tmp_path.glob("queue.db*"))
    assert any(canary in file.read_bytes() for file in files)

    outbox.erase_payloads(settled_before=START + MINUTE)

    assert not any(canary in file.read_bytes() for file in files)


def test_while_somebody_reads_the_bytes_are_erased_and_the_log_is_emptied_later(
    config: SqlConfig,
) -> None:
    outbox = open_outbox(evolve(config, busy_seconds=0))
    bring_to(outbox, ACCEPTED)
    with closing(sqlite3.connect(outbox.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM childconcern_payloads").fetchall()

        assert outbox.erase_payloads(settled_before=START + MINUTE) == 1
    outbox.close()


@pytest.mark.parametrize(
    "after", [REJECTED, UNCONFIRMED, evolve(ACCEPTED, call=Call.POSSIBLE_DUPLICATE)]
)
def test_bytes_that_may_still_be_needed_are_not_erased(
    outbox: SqlOutbox, after: Transition
) -> None:
    bring_to(outbox, after)

    assert outbox.erase_payloads(settled_before=START + dt.timedelta(days=3650)) == 0


def test_what_was_settled_since_is_not_erased(outbox: SqlOutbox) -> None:
    bring_to(outbox, ACCEPTED)

    assert outbox.erase_payloads(settled_before=START) == 0


def test_the_same_put_again_after_erasing_sends_nothing(outbox: SqlOutbox) -> None:
    bring_to(outbox, ACCEPTED)
    outbox.erase_payloads(settled_before=START + MINUTE)

    put(outbox, now=START + MINUTE)

    assert outbox.claim(owner="worker-1", now=START + MINUTE, lease=LEASE) is None


def test_what_has_no_bytes_any_more_cannot_be_sent_again(outbox: SqlOutbox) -> None:
    bring_to(outbox, REJECTED)
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("DELETE FROM childconcern_payloads")
        raw.commit()

    with pytest.raises(NotStandingSoError, match="bytes"):
        outbox.send_again(KEY, by="worker-of-the-day", now=START)


@pytest.mark.parametrize("bruise", [True, False, None])
def test_a_decision_can_be_made_again_from_what_is_kept_when_the_message_is_gone(
    outbox: SqlOutbox, *, bruise: bool | None
) -> None:
    request = request_for_service(bruise=bruise)
    outbox.put(request, (submission(),), now=START)
    claim = take(outbox)
    outbox.record(claim, attempt(claim, ACCEPTED))
    outbox.erase_payloads(settled_before=START + MINUTE)

    kept = outbox.contact("R-1")

    assert kept is not None
    concern = read_concern(json.loads(kept.facts), VOCABULARY)
    again = decide(concern, POLICY, on=kept.on, complete=True)
    assert concern == request.concern
    assert canonical_json(decision_document(again)) == kept.decision
    assert kept.screened == canonical_json(decision_document(evolve(again, complete=None)))
    assert (kept.pack, kept.route, kept.received) == (request.pack, request.route, START)


def test_what_is_kept_says_which_areas_nobody_explored(outbox: SqlOutbox) -> None:
    request = request_for_service()
    area = POLICY.areas[0].id
    early = evolve(
        request,
        decision=evolve(request.decision, not_explored=(area,)),
        screened=evolve(request.decision, not_explored=(area,)),
    )
    outbox.put(early, (submission(),), now=START)
    kept = outbox.contact("R-1")

    assert kept is not None
    assert json.loads(kept.decision)["not_explored"] == [area]
    assert json.loads(kept.screened or "")["not_explored"] == [area]


# ---------------------------------------------------------------- history and silence


@pytest.mark.parametrize(
    "statement",
    ["UPDATE childconcern_attempts SET result = 'accepted'", "DELETE FROM childconcern_attempts"],
)
def test_history_is_never_rewritten(outbox: SqlOutbox, statement: str) -> None:
    bring_to(outbox, REJECTED)

    with (
        closing(sqlite3.connect(outbox.path)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="only ever added"),
    ):
        raw.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE childconcern_submissions SET state = 'accepted'",
        "UPDATE childconcern_submissions SET state = 'rejected', next_at = NULL",
        "UPDATE childconcern_submissions SET state = 'lost'",
        "UPDATE childconcern_submissions SET next_at = NULL",
        "UPDATE childconcern_submissions SET call = 'because'",
    ],
)
def test_the_tables_themselves_refuse_a_submission_that_nobody_would_see(
    outbox: SqlOutbox, statement: str
) -> None:
    put(outbox)

    with (
        closing(sqlite3.connect(outbox.path)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="CHECK"),
    ):
        raw.execute(statement)


def test_nothing_that_was_said_reaches_a_log(
    config: SqlConfig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="sqlalchemy")
    outbox = open_outbox(config)
    bring_to(outbox, ACCEPTED)
    outbox.contact("R-1")
    outbox.close()
    assert STORY not in caplog.text

    unguarded = create_engine(f"sqlite:///{outbox.path}")
    with unguarded.connect() as connection:
        connection.exec_driver_sql("SELECT facts FROM childconcern_contacts").all()
    unguarded.dispose()
    assert STORY in caplog.text


def test_nothing_that_was_said_reaches_an_error(outbox: SqlOutbox) -> None:
    put(outbox)
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("DROP TABLE childconcern_payloads")
    other = (request_for_service("R-2"), (submission("R-2"),))
    changed = request_for_service(story="Another story")

    with pytest.raises(ConflictError) as conflict:
        outbox.put(changed, (submission(),), now=START)
    with pytest.raises(StoreFailedError) as failed:
        outbox.put(*other, now=START)
    with outbox.engine.begin() as connection, pytest.raises(StoreFailedError) as inside:
        outbox.put(*other, now=START, connection=connection)

    assert failed.value.reason == "SQLITE_ERROR"
    assert [error.value.__suppress_context__ for error in (failed, inside)] == [True, True]
    assert [error.value.__cause__ for error in (failed, inside)] == [None, None]
    for caught in (conflict, failed, inside):
        shown = "".join(traceback.format_exception(caught.value))
        assert "Mina" not in shown
        assert "Another story" not in shown


def test_a_question_that_the_database_cannot_answer_is_an_error_and_never_none(
    outbox: SqlOutbox,
) -> None:
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("DROP TABLE childconcern_attempts")

    with pytest.raises(StoreFailedError, match="SQLITE_ERROR"):
        outbox.history(KEY)


def test_an_error_of_a_callers_own_statement_does_not_show_its_values(outbox: SqlOutbox) -> None:
    statement = text("INSERT INTO no_such_table VALUES (:story)")

    with pytest.raises(OperationalError) as failed, outbox.engine.begin() as connection:
        connection.execute(statement, {"story": STORY})

    assert STORY not in str(failed.value)


def test_a_store_that_is_held_by_another_program_says_so_in_time(config: SqlConfig) -> None:
    outbox = open_outbox(evolve(config, busy_seconds=0))
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreFailedError, match="SQLITE_BUSY"):
            put(outbox)
        assert outbox.standing(KEY) is None
    outbox.close()


def test_a_request_goes_from_the_store_to_the_other_side_once(
    outbox: SqlOutbox, tmp_path: Path
) -> None:
    contract: Outbox = outbox
    ledger = Ledger(file=tmp_path / "ledger", capabilities=Capabilities(searchable=True))
    channels = {
        DESTINATION: Channel(name="ledger", adapter=ledger, capabilities=ledger.capabilities)
    }
    put(outbox)

    steps = list(
        deliver_due(contract, channels, DeliveryPolicy(), owner="worker-1", now=lambda: START)
    )

    assert [step.transition.state for step in steps] == [DeliveryState.ACCEPTED]
    assert ledger.copies() == [KEY]
    assert STORY not in repr(steps)
