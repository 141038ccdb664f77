"""What holds of delivery whatever happens: nothing lost, nothing silent, no needless copy."""

from __future__ import annotations

import datetime as dt

from attrs import define, evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from childconcern.delivery import (
    END_STATES,
    MOVES,
    Action,
    Call,
    DeliveryPolicy,
    DeliveryState,
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

SECONDS = st.integers(1, 100_000).map(lambda seconds: dt.timedelta(seconds=seconds))
CODES = st.one_of(st.text(max_size=80), st.just("read-timeout"))
HELD = (DeliveryState.WAITING, DeliveryState.UNCONFIRMED, DeliveryState.LEASED)


@st.composite
def policies(draw: st.DrawFn) -> DeliveryPolicy:
    first, send = draw(SECONDS), draw(SECONDS)
    return DeliveryPolicy(
        attempts=draw(st.integers(1, 6)),
        first_wait=first,
        longest_wait=first + draw(SECONDS),
        growth=draw(st.floats(1, 10)),
        lease=send + draw(SECONDS),
        send_within=send,
        when_unconfirmed=draw(st.sampled_from(WhenUnconfirmed)),
    )


CAPABILITIES = st.builds(Capabilities, idempotent=st.booleans(), searchable=st.booleans())
SITUATIONS = st.builds(
    Situation,
    state=st.sampled_from(HELD),
    attempt=st.integers(1, 12),
    destination=st.just("social-care"),
    capabilities=CAPABILITIES,
    policy=policies(),
    call=st.none() | st.sampled_from(Call),
)
OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Accepted, CODES),
    st.builds(Rejected, CODES),
    st.builds(NotSent, CODES, st.none() | st.timedeltas()),
    st.builds(Unknown, CODES),
)
LOOKUPS: st.SearchStrategy[Lookup] = st.one_of(
    st.builds(Found, CODES), st.just(Absent()), st.builds(CannotTell, CODES)
)


@st.composite
def transitions(draw: st.DrawFn) -> tuple[Situation, Transition]:
    situation = draw(SITUATIONS)
    match draw(st.sampled_from(("outcome", "lookup", "lost", "not set up"))):
        case "outcome":
            return situation, after_outcome(draw(OUTCOMES), situation)
        case "lookup":
            return situation, after_lookup(draw(LOOKUPS), situation)
        case "lost":
            return situation, after_lost_lease(situation)
        case _:
            return situation, when_not_set_up(situation)


@given(transitions())
def test_every_transition_is_a_move_of_the_table(step: tuple[Situation, Transition]) -> None:
    _, after = step

    assert after.state in MOVES[DeliveryState.LEASED] - {DeliveryState.LEASED}


@given(transitions())
def test_whatever_ends_without_a_receipt_calls_a_person(step: tuple[Situation, Transition]) -> None:
    _, after = step

    assert (after.state is DeliveryState.ACCEPTED) == (after.receipt is not None)
    assert after.receipt is None or is_receipt(after.receipt)
    assert after.state not in END_STATES or after.receipt is not None or after.call is not None


@given(transitions())
def test_no_wait_is_longer_than_the_longest(step: tuple[Situation, Transition]) -> None:
    situation, after = step

    assert dt.timedelta(0) <= after.wait <= situation.policy.longest_wait


@given(policies(), st.integers(1, 10_000), st.none() | st.timedeltas())
def test_a_later_attempt_never_waits_less(
    policy: DeliveryPolicy, attempt: int, asked: dt.timedelta | None
) -> None:
    wait = policy.wait_after(attempt, asked)

    assert policy.first_wait <= wait <= policy.wait_after(attempt + 1, asked)


@given(transitions())
def test_after_so_many_attempts_without_a_receipt_a_person_has_been_called(
    step: tuple[Situation, Transition],
) -> None:
    situation, after = step

    if situation.attempt >= situation.policy.attempts:
        assert after.call is not None or after.state is DeliveryState.ACCEPTED


@given(transitions())
def test_a_possible_second_copy_is_never_forgotten(step: tuple[Situation, Transition]) -> None:
    situation, after = step

    if situation.call is Call.POSSIBLE_DUPLICATE:
        assert after.call is not None


@given(st.one_of(OUTCOMES, LOOKUPS))
def test_what_is_kept_of_a_result_holds_no_sentence(result: Outcome | Lookup) -> None:
    if isinstance(result, Accepted | Rejected | NotSent | Unknown):
        kept = evidence_code(checked_outcome(result))
    else:
        kept = evidence_code(checked_lookup(result))

    assert kept is None or (kept.isascii() and " " not in kept and 1 <= len(kept) <= 64)


# ---------------------------------------------------------------- whole lives


@frozen
class Weather:
    """What one attempt to send, or one look-up, meets.

    Attributes:
        stores: The message gets there.
        answers: The answer gets back.
        worker_dies: Nobody is left to hear it.
    """

    stores: bool
    answers: bool
    worker_dies: bool


FAIR = Weather(stores=True, answers=True, worker_dies=False)
WEATHERS = st.lists(st.builds(Weather, st.booleans(), st.booleans(), st.booleans()), max_size=12)


@define
class Life:
    """One submission from the queue to its end, at a receiver that can do what it says."""

    capabilities: Capabilities
    policy: DeliveryPolicy
    state: DeliveryState = DeliveryState.WAITING
    sends: int = 0
    copies: int = 0
    call: Call | None = None
    calls: set[Call] = field(factory=set[Call])

    def step(self, weather: Weather) -> None:
        """Let one worker do one thing."""
        action = next_action(self.state, self.capabilities)
        assert action is not None
        if action is Action.SUBMIT:
            self.sends += 1
            self._arrive(weather)
        situation = self._situation()
        if weather.worker_dies:
            self._move(after_lost_lease(situation))
        elif action is Action.SUBMIT:
            self._move(after_outcome(self._outcome(weather), situation))
        else:
            self._move(after_lookup(self._lookup(weather), situation))

    def _arrive(self, weather: Weather) -> None:
        if weather.stores and not (self.capabilities.idempotent and self.copies):
            self.copies += 1

    def _outcome(self, weather: Weather) -> Outcome:
        if weather.answers:
            return Accepted("CONTACT-7") if weather.stores else NotSent("connection-refused")
        return Unknown("read-timeout")

    def _lookup(self, weather: Weather) -> Lookup:
        if not weather.answers:
            return CannotTell("search-is-down")
        return Found("CONTACT-7") if self.copies else Absent()

    def _situation(self) -> Situation:
        return Situation(
            state=self.state,
            attempt=self.sends,
            destination="social-care",
            capabilities=self.capabilities,
            policy=self.policy,
            call=self.call,
        )

    def _move(self, after: Transition) -> None:
        self.state, self.call = after.state, after.call
        if after.call is not None:
            self.calls.add(after.call)


def lived(capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]) -> Life:
    """Return a life that went through WEATHERS and then had nothing but fair ones."""
    life = Life(capabilities, policy)
    for weather in [*weathers, *[FAIR] * 3]:
        if life.state in END_STATES:
            break
        life.step(weather)
    return life


@given(CAPABILITIES, policies(), WEATHERS)
def test_nothing_is_lost_and_every_life_ends_once_the_weather_clears(
    capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]
) -> None:
    life = lived(capabilities, policy, weathers)

    assert life.state in END_STATES
    assert life.copies >= 1 if life.state is DeliveryState.ACCEPTED else life.call is not None


@given(CAPABILITIES, policies(), WEATHERS)
def test_a_receiver_that_keeps_a_key_once_always_gets_it_exactly_once(
    capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]
) -> None:
    life = lived(evolve(capabilities, idempotent=True), policy, weathers)

    assert (life.state, life.copies) == (DeliveryState.ACCEPTED, 1)


@given(CAPABILITIES, policies(), WEATHERS)
def test_there_is_never_a_second_copy_that_nobody_was_told_of(
    capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]
) -> None:
    life = lived(capabilities, policy, weathers)

    assert life.copies <= 1 or Call.POSSIBLE_DUPLICATE in life.calls


@given(CAPABILITIES, policies(), WEATHERS)
def test_where_a_person_decides_there_is_never_a_second_copy(
    capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]
) -> None:
    asking = DeliveryPolicy(attempts=policy.attempts, when_unconfirmed=WhenUnconfirmed.ASK_A_PERSON)

    assert lived(capabilities, asking, weathers).copies <= 1


@given(CAPABILITIES, policies(), WEATHERS)
def test_copies_are_never_more_than_the_attempts_allowed(
    capabilities: Capabilities, policy: DeliveryPolicy, weathers: list[Weather]
) -> None:
    assert lived(capabilities, policy, weathers).copies <= policy.attempts
