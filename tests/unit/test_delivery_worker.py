"""One step of a worker, by example: the clock, the queue and the adapter are in memory."""

from __future__ import annotations

import datetime as dt
from typing import cast

import pytest
from attrs import define, evolve, field

from childconcern.delivery import (
    Action,
    Attempt,
    Call,
    Channel,
    Claim,
    ConflictError,
    Contact,
    DeliveryPolicy,
    DeliveryState,
    Notice,
    NotStandingSoError,
    NotUtcError,
    StaleLeaseError,
    Standing,
    Transition,
    deliver_due,
    deliver_one,
    notice_about,
)
from childconcern.problems import Problem
from childconcern.submission import (
    Absent,
    Accepted,
    CannotTell,
    Capabilities,
    Found,
    Lookup,
    NotSent,
    Outcome,
    Prepared,
    RequestForService,
    Submission,
    Unknown,
)

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
POLICY = DeliveryPolicy()
SEARCHABLE = Capabilities(searchable=True)
CONTACT_7 = Accepted("CONTACT-7")


@define
class Clock:
    """A clock that stands until somebody moves it."""

    time: dt.datetime = START

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return self.time

    def pass_by(self, length: dt.timedelta) -> None:
        """Let time pass."""
        self.time += length


@define
class Post:
    """An adapter that answers what it was told to, and keeps what it was given."""

    clock: Clock
    answers: list[Outcome | Lookup | BaseException]
    takes: dt.timedelta = dt.timedelta(0)
    sent: list[Submission] = field(factory=list[Submission])
    within: list[dt.timedelta] = field(factory=list[dt.timedelta])

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return bytes that hold no more than the two."""
        return Prepared(body=f"{request.reference} {key}".encode(), media_type="text/plain")

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Return the next answer, whatever it is."""
        self.sent.append(submission)
        return cast("Outcome", self._answer(within))

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Return the next answer, whatever it is."""
        assert submission.attempt > 1
        return cast("Lookup", self._answer(within))

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Find nothing wrong."""
        self.within.append(within)
        return ()

    def _answer(self, within: dt.timedelta) -> Outcome | Lookup:
        self.within.append(within)
        self.clock.pass_by(self.takes)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


@define
class Kept:
    """One submission in memory."""

    submission: Submission
    state: DeliveryState = DeliveryState.WAITING
    call: Call | None = None
    due: dt.datetime = START
    owner: str = ""
    number: int = 0
    until: dt.datetime = START


@define
class Memory:
    """A queue of the contract that forgets when the test ends."""

    kept: list[Kept]
    steps: list[Attempt] = field(factory=list[Attempt])

    def claim(
        self, *, owner: str, now: dt.datetime, lease: dt.timedelta, due: dt.datetime | None = None
    ) -> Claim | None:
        """Hold the first that is due."""
        for kept in self.kept:
            leased = kept.state is DeliveryState.LEASED
            waits = kept.state in {DeliveryState.WAITING, DeliveryState.UNCONFIRMED}
            if (leased and kept.until <= now) or (waits and kept.due <= (due or now)):
                return self._lease(kept, owner, now + lease)
        return None

    def _lease(self, kept: Kept, owner: str, until: dt.datetime) -> Claim:
        before, kept.state = kept.state, DeliveryState.LEASED
        kept.owner, kept.number, kept.until = owner, kept.number + 1, until
        return Claim(
            submission=kept.submission,
            state=before,
            call=kept.call,
            owner=owner,
            number=kept.number,
            until=until,
        )

    def record(self, claim: Claim, attempt: Attempt) -> None:
        """Write down a step of whoever holds the submission."""
        kept = next(k for k in self.kept if k.submission.key == claim.submission.key)
        if (kept.owner, kept.number) != (claim.owner, claim.number):
            raise StaleLeaseError(claim.submission.key)
        kept.state, kept.call = attempt.transition.state, attempt.transition.call
        kept.submission = evolve(kept.submission, attempt=attempt.number + 1)
        if attempt.transition.wait:
            kept.due = attempt.ended + attempt.transition.wait
        self.steps.append(attempt)


def submission(key: str = "k1") -> Submission:
    return Submission(
        key=key,
        reference=f"reference of {key}",
        destination="social-care",
        adapter="post",
        body=b"A worry about a child",
        media_type="text/plain",
    )


@define
class Office:
    """A queue with one submission, one adapter and a clock."""

    post: Post
    memory: Memory
    channels: dict[str, Channel]
    clock: Clock
    policy: DeliveryPolicy = POLICY

    @property
    def kept(self) -> Kept:
        """The one submission."""
        return self.memory.kept[0]

    def step(self, owner: str = "worker-1") -> Attempt | None:
        """Take one step."""
        return deliver_one(self.memory, self.channels, self.policy, owner=owner, now=self.clock)

    def steps(self) -> list[Attempt]:
        """Take every step that is due."""
        due = deliver_due(self.memory, self.channels, self.policy, owner="worker-1", now=self.clock)
        return list(due)


def office(
    *answers: Outcome | Lookup | BaseException, capabilities: Capabilities = SEARCHABLE
) -> Office:
    clock = Clock()
    post = Post(clock, list(answers))
    channel = Channel(name="post", adapter=post, capabilities=capabilities)
    return Office(post, Memory([Kept(submission())]), {"social-care": channel}, clock)


def test_a_submission_that_waits_is_sent_and_its_receipt_kept() -> None:
    here = office(CONTACT_7)

    attempt = here.step()

    assert attempt == Attempt(
        key="k1",
        reference="reference of k1",
        destination="social-care",
        adapter="post",
        action=Action.SUBMIT,
        number=1,
        result=CONTACT_7,
        transition=Transition(state=DeliveryState.ACCEPTED, receipt="CONTACT-7"),
        began=START,
        ended=START,
    )
    assert here.memory.steps == [attempt]


def test_with_nothing_due_there_is_no_step() -> None:
    here = office(CONTACT_7)
    here.steps()

    assert here.step() is None


def test_after_a_time_out_it_is_looked_up_and_not_sent_again() -> None:
    here = office(Unknown("read-timeout"), Found("CONTACT-7"))

    first = here.steps()
    here.clock.pass_by(POLICY.first_wait)
    second = here.steps()

    assert [(step.action, step.number) for step in first + second] == [
        (Action.SUBMIT, 1),
        (Action.LOOK_UP, 1),
    ]
    assert here.kept.state is DeliveryState.ACCEPTED


def test_what_is_sent_again_is_the_same_bytes_under_the_same_key_and_says_that_it_is_a_repeat() -> (
    None
):
    here = office(Unknown("read-timeout"), Absent(), CONTACT_7)

    here.steps()
    here.clock.pass_by(POLICY.first_wait)
    here.steps()

    first, second = here.post.sent
    assert second == evolve(first, attempt=2)


def test_what_was_due_is_tried_once_however_long_the_trying_takes() -> None:
    here = office(*[NotSent("connection-refused")] * 9)
    here.memory.kept += [Kept(submission(key)) for key in ("k2", "k3")]
    here.post.takes = POLICY.send_within

    assert [step.key for step in here.steps()] == ["k1", "k2", "k3"]
    assert here.kept.due < here.clock.time


@pytest.mark.parametrize("capabilities", [SEARCHABLE, Capabilities(idempotent=True)])
def test_an_adapter_that_raises_may_have_sent_and_its_words_are_not_kept(
    capabilities: Capabilities,
) -> None:
    here = office(ValueError("Mina has a bruise"), capabilities=capabilities)

    attempt = here.step()

    assert attempt is not None
    assert attempt.result == Unknown("adapter-raised")
    assert attempt.transition.state is DeliveryState.UNCONFIRMED
    assert "Mina" not in repr(here.memory)


def test_a_look_up_that_raises_says_nothing() -> None:
    here = office(Unknown("read-timeout"), ValueError("Mina has a bruise"))

    here.steps()
    here.clock.pass_by(POLICY.first_wait)
    (looked_up,) = here.steps()

    assert looked_up.result == CannotTell("adapter-raised")
    assert looked_up.transition.call is Call.POSSIBLE_DUPLICATE


def test_a_look_up_is_no_attempt_to_send() -> None:
    here = office(Unknown("read-timeout"), CannotTell("search-is-down"))
    here.policy = DeliveryPolicy(attempts=2)

    here.steps()
    here.clock.pass_by(POLICY.first_wait)
    (looked_up,) = here.steps()

    assert looked_up.transition.state is DeliveryState.WAITING


def test_a_worker_that_is_stopped_leaves_it_as_one_that_may_have_arrived() -> None:
    here = office(KeyboardInterrupt(), Found("CONTACT-7"))

    with pytest.raises(KeyboardInterrupt):
        here.step()
    assert here.step() is None
    here.clock.pass_by(POLICY.lease)
    lost, found = here.steps()

    assert (lost.action, lost.result) == (None, Unknown("lease-expired"))
    assert (found.action, found.number) == (Action.LOOK_UP, 1)
    assert here.kept.state is DeliveryState.ACCEPTED


def test_a_worker_that_lost_its_lease_writes_nothing() -> None:
    here = office(CONTACT_7)
    here.post.takes = POLICY.lease
    taken = here.memory

    class Thief(Memory):
        def record(self, claim: Claim, attempt: Attempt) -> None:
            taken.claim(owner="worker-2", now=here.clock(), lease=POLICY.lease)
            taken.record(claim, attempt)

    here.memory = Thief(taken.kept)
    attempt = here.step()

    assert attempt is not None
    assert not attempt.recorded
    assert taken.steps == []
    assert here.kept.state is DeliveryState.LEASED


def test_the_adapter_is_given_no_more_time_than_its_lease_has_left() -> None:
    here = office(NotSent("connection-refused"))
    here.step()
    assert here.post.within == [POLICY.send_within]

    late = office(NotSent("connection-refused"))
    slow = iter([dt.timedelta(0), POLICY.lease - dt.timedelta(seconds=5), POLICY.lease])
    deliver_one(
        late.memory, late.channels, POLICY, owner="worker-1", now=lambda: START + next(slow)
    )

    assert late.post.within == [dt.timedelta(seconds=5)]


def test_nothing_is_sent_once_the_lease_has_ended() -> None:
    here = office(CONTACT_7)
    slow = iter([dt.timedelta(0), POLICY.lease, POLICY.lease])

    attempt = deliver_one(
        here.memory, here.channels, POLICY, owner="worker-1", now=lambda: START + next(slow)
    )

    assert attempt is not None
    assert (attempt.action, attempt.result) == (None, NotSent("no-time-left"))
    assert here.post.sent == []


def test_a_destination_without_an_adapter_calls_a_person() -> None:
    here = office(CONTACT_7)
    here.channels.clear()

    (attempt,) = here.steps()

    assert attempt.result == NotSent("not-set-up")
    assert here.kept.call is Call.NOT_SET_UP
    assert here.kept.state is DeliveryState.WAITING


def test_bytes_made_for_one_adapter_never_leave_through_another() -> None:
    here = office(CONTACT_7)
    here.channels["social-care"] = evolve(here.channels["social-care"], name="email")

    here.steps()

    assert here.post.sent == []
    assert here.kept.call is Call.NOT_SET_UP


def test_one_that_cannot_be_sent_does_not_hold_up_the_others() -> None:
    here = office(ValueError(), CONTACT_7)
    here.memory.kept.append(Kept(submission("k2")))

    here.steps()

    assert [kept.state for kept in here.memory.kept] == [
        DeliveryState.UNCONFIRMED,
        DeliveryState.ACCEPTED,
    ]


@pytest.mark.parametrize(
    "now", [START.replace(tzinfo=None), START.astimezone(dt.timezone(dt.timedelta(hours=1)))]
)
def test_a_clock_that_is_not_in_utc_is_refused_before_anything_is_taken(now: dt.datetime) -> None:
    here = office(CONTACT_7)

    with pytest.raises(NotUtcError):
        deliver_one(here.memory, here.channels, POLICY, owner="worker-1", now=lambda: now)

    assert here.kept.state is DeliveryState.WAITING


def test_a_person_is_told_where_it_stands_and_why() -> None:
    standing = Standing(
        key="k1",
        reference="R-1",
        destination="social-care",
        adapter="post",
        sha256="0" * 64,
        media_type="text/plain",
        state=DeliveryState.REJECTED,
        attempts=1,
        put=START,
        next_at=None,
        settled=None,
        receipt=None,
        call=Call.REJECTED,
    )

    assert notice_about(standing) == Notice(
        reference="R-1", key="k1", destination="social-care", state="rejected", reason="rejected"
    )
    assert notice_about(evolve(standing, call=None)) is None


def test_no_error_or_record_shows_what_was_said() -> None:
    contact = Contact(
        reference="R-1",
        received=START,
        on=START.date(),
        pack=("riverbank", "1", "0" * 64),
        facts=b'{"story":"Mina"}',
        decision=b"{}",
        screened=None,
        route="social-care",
        sent_anyway=False,
    )

    assert repr(contact) == "Contact(reference='R-1', ...)"
    assert "k1" in str(ConflictError("submission k1"))
    assert "k1: it is accepted" in str(NotStandingSoError("k1", "it is accepted"))
