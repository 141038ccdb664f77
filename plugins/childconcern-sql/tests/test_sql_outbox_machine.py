"""The store against a dict, step by step, with dying workers and dropped connections."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import ExitStack
from pathlib import Path

from attrs import define
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sql_bench import START, request_for_service, submission

from childconcern.delivery import (
    END_STATES,
    Action,
    Attempt,
    Call,
    Claim,
    ConflictError,
    DeliveryPolicy,
    DeliveryState,
    NotStandingSoError,
    Situation,
    StaleLeaseError,
    after_lost_lease,
    after_outcome,
)
from childconcern.submission import (
    Accepted,
    Capabilities,
    NotSent,
    Outcome,
    Rejected,
    Submission,
    Unknown,
)
from childconcern_sql import SqlConfig, SqlOutbox, open_outbox

POLICY = DeliveryPolicy(
    attempts=3, first_wait=dt.timedelta(seconds=30), longest_wait=dt.timedelta(minutes=2)
)
REFERENCES = st.sampled_from(("R-1", "R-2", "R-3"))
WORKERS = st.sampled_from(("worker-1", "worker-2"))
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(
    (Accepted("CONTACT-7"), Rejected("no"), NotSent("refused"), Unknown("read-timeout"))
)
CAPABILITIES = st.builds(Capabilities, idempotent=st.booleans(), searchable=st.booleans())


@define
class Kept:
    """What the model knows of one submission."""

    reference: str
    body: bytes
    order: int
    next_at: dt.datetime
    state: DeliveryState = DeliveryState.WAITING
    call: Call | None = None
    attempts: int = 0
    owner: str = ""
    number: int = 0
    until: dt.datetime = START
    settled: dt.datetime | None = None
    erased: bool = False
    steps: int = 0


class OutboxMachine(RuleBasedStateMachine):
    """Whatever is done in whatever order, the store and the model agree."""

    def __init__(self) -> None:
        """Open a store in a folder of its own."""
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.config = SqlConfig(file=folder / "queue.db")
        self.outbox: SqlOutbox = open_outbox(self.config)
        self.model: dict[str, Kept] = {}
        self.claims: list[Claim] = []
        self.now = START

    def teardown(self) -> None:
        """Let go of the folder."""
        self.outbox.close()
        self.stack.close()

    @rule(reference=REFERENCES, body=st.sampled_from((b"one", b"other")))
    def put(self, reference: str, body: bytes) -> None:
        """Put a request, new or known, with the same bytes or others."""
        one = submission(reference, body=body)
        known = self.model.get(one.key)
        try:
            self.outbox.put(request_for_service(reference), (one,), now=self.now)
        except ConflictError:
            assert known is not None
            assert known.body != body
            return
        if known is None:
            order = len(self.model)
            self.model[one.key] = Kept(reference, body, order, next_at=self.now)
        else:
            assert known.body == body

    @rule(reference=REFERENCES)
    def put_and_crash(self, reference: str) -> None:
        """Put a request into a transaction, and lose the connection before it is committed."""
        one = submission(reference, body=b"crash")
        connection = self.outbox.engine.connect()
        if one.key not in self.model:
            self.outbox.put(
                request_for_service(reference), (one,), now=self.now, connection=connection
            )
        connection.invalidate()
        connection.close()

    @rule()
    def restart(self) -> None:
        """End the program and start it again; its workers are gone, their claims are not."""
        self.outbox.close()
        self.outbox = open_outbox(self.config)

    @rule(seconds=st.sampled_from((1, 30, 120, 600)))
    def time_passes(self, seconds: int) -> None:
        """Let time pass."""
        self.now += dt.timedelta(seconds=seconds)

    @rule(owner=WORKERS)
    def claim(self, owner: str) -> None:
        """Take what has been due for longest."""
        claim = self.outbox.claim(owner=owner, now=self.now, lease=POLICY.lease)
        due = [kept for kept in self.model.values() if self._is_due(kept)]
        if claim is None:
            assert due == []
            return
        first = min(due, key=lambda kept: (kept.next_at, kept.order))
        assert (claim.submission.reference, claim.submission.body) == (first.reference, first.body)
        assert (claim.state, claim.call) == (first.state, first.call)
        assert claim.submission.attempt == first.attempts + 1
        first.state, first.owner = DeliveryState.LEASED, owner
        first.number, first.until = first.number + 1, self.now + POLICY.lease
        assert (claim.number, claim.until) == (first.number, first.until)
        self.claims.append(claim)

    def _is_due(self, kept: Kept) -> bool:
        if kept.state is DeliveryState.LEASED:
            return kept.until <= self.now
        return kept.state not in END_STATES and kept.next_at <= self.now

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), outcome=OUTCOMES, capabilities=CAPABILITIES)
    def record(self, data: st.DataObject, outcome: Outcome, capabilities: Capabilities) -> None:
        """Write down what came of any claim there ever was."""
        claim = data.draw(st.sampled_from(self.claims))
        kept = self.model[claim.submission.key]
        attempt = self._attempt(claim, outcome, capabilities)
        holds = (kept.state, kept.owner, kept.number) == (
            DeliveryState.LEASED,
            claim.owner,
            claim.number,
        )
        try:
            self.outbox.record(claim, attempt)
        except StaleLeaseError:
            assert not holds
            return
        assert holds
        after = attempt.transition
        kept.state, kept.call, kept.attempts = after.state, after.call, attempt.number
        kept.steps += 1
        if after.wait:
            kept.next_at = self.now + after.wait
        if after.state is DeliveryState.ACCEPTED:
            kept.settled = self.now

    def _attempt(self, claim: Claim, outcome: Outcome, capabilities: Capabilities) -> Attempt:
        situation = Situation(
            state=claim.state,
            attempt=claim.submission.attempt,
            destination=claim.submission.destination,
            capabilities=capabilities,
            policy=POLICY,
            call=claim.call,
        )
        lost = claim.state is DeliveryState.LEASED
        return Attempt(
            key=claim.submission.key,
            reference=claim.submission.reference,
            destination=claim.submission.destination,
            adapter=claim.submission.adapter,
            action=None if lost else Action.SUBMIT,
            number=claim.submission.attempt,
            result=Unknown("lease-expired") if lost else outcome,
            transition=after_lost_lease(situation) if lost else after_outcome(outcome, situation),
            began=self.now,
            ended=self.now,
        )

    @rule(reference=REFERENCES)
    def person_sends_again(self, reference: str) -> None:
        """Let a person have it sent again."""
        key = submission(reference).key
        kept = self.model.get(key)
        try:
            self.outbox.send_again(key, by="person", now=self.now)
        except NotStandingSoError:
            assert kept is None or kept.state not in _ENDED_BADLY
            return
        assert kept is not None
        assert kept.state in _ENDED_BADLY
        kept.state, kept.call, kept.next_at = DeliveryState.WAITING, None, self.now
        kept.steps += 1

    @rule(reference=REFERENCES)
    def person_settles(self, reference: str) -> None:
        """Let a person bring a receipt."""
        key = submission(reference).key
        kept = self.model.get(key)
        try:
            self.outbox.settle(key, receipt="BY-TELEPHONE", by="person", now=self.now)
        except NotStandingSoError:
            assert kept is None or kept.state not in _ENDED_BADLY
            return
        assert kept is not None
        assert kept.state in _ENDED_BADLY
        kept.state, kept.call, kept.settled = DeliveryState.ACCEPTED, None, self.now
        kept.steps += 1

    @rule(minutes=st.integers(0, 10))
    def erase(self, minutes: int) -> None:
        """Erase what was settled long enough ago."""
        before = self.now - dt.timedelta(minutes=minutes)
        erasable = [
            kept
            for kept in self.model.values()
            if kept.settled is not None
            and kept.settled < before
            and kept.call is None
            and not kept.erased
        ]
        assert self.outbox.erase_payloads(settled_before=before) == len(erasable)
        for kept in erasable:
            kept.erased = True

    @invariant()
    def everything_stands_as_the_model_says(self) -> None:
        """Compare every submission, every call for a person, and what has no receipt."""
        for key, kept in self.model.items():
            standing = self.outbox.standing(key)
            assert standing is not None
            assert standing.sha256 == _sha256(kept)
            assert (standing.state, standing.call) == (kept.state, kept.call)
            assert (standing.attempts, standing.settled) == (kept.attempts, kept.settled)
            assert (standing.receipt is not None) == (kept.state is DeliveryState.ACCEPTED)
            ended = kept.state in END_STATES
            assert standing.next_at == (None if ended else kept.next_at)
            assert len(self.outbox.history(key)) == kept.steps
        called = {one.key for one in self.outbox.calls()}
        assert called == {key for key, kept in self.model.items() if kept.call}
        late = self.outbox.overdue(older_than=-dt.timedelta(seconds=1), now=self.now)
        assert {one.key for one in late} == {
            key for key, kept in self.model.items() if kept.state is not DeliveryState.ACCEPTED
        }


_ENDED_BADLY = END_STATES - {DeliveryState.ACCEPTED}


def _sha256(kept: Kept) -> str:
    one: Submission = submission(kept.reference, body=kept.body)
    return one.sha256


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
