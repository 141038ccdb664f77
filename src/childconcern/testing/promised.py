"""A pack's own guarantees, as properties that any implementation can be held to."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from childconcern.conditions import Level
from childconcern.explanation import Wording, condition_words, pack_wording
from childconcern.explanation.phrases import capitalised
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee, RoutingPolicy
from childconcern.testing.completing import drawn_towards, solver_is_there
from childconcern.testing.journeys import Journeys
from childconcern.testing.outcomes import Outcome
from childconcern.testing.premises import is_so
from childconcern.testing.properties import (
    KEPT,
    NOT_SUPPOSED,
    Judgement,
    Property,
    Trial,
    broken,
    trial_of,
    whole_sheets,
)
from childconcern.testing.reaching import Completer, Reach, reaching
from childconcern.testing.sheets import decision_about
from childconcern.testing.unchanged import unchanged_except

__all__ = ["guarantee", "guarantees"]


def guarantees(
    pack: Pack,
    *,
    questionnaire: str | None = None,
    baseline: Pack | None = None,
    cut_short: bool = False,
    completer: Completer | None = None,
) -> tuple[Property, ...]:
    """Return each guarantee of a pack as a property, in the order of the policy.

    Those that claim ``unchanged except`` compare two packs: without the version
    before they are left out.

    Args:
        pack: The policy.
        questionnaire: Over whose journeys; the first of the pack where it is None.
        baseline: The version before, or None.
        cut_short: Whether journeys that end early are tried too.
        completer: Completes partial answers, so that half of all trials are of the sort
            that a guarantee speaks of, however rare that is; where it is None the solver
            does, if python-sat is installed.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    journeys, found = Journeys.of(pack, questionnaire), list[Property]()
    for promise in pack.policy.guarantees:
        if promise.claim is not Claim.UNCHANGED_EXCEPT:
            found.append(guarantee(promise, journeys, cut_short=cut_short, completer=completer))
        elif baseline is not None:
            found.append(unchanged_except(promise, journeys, baseline))
    return tuple(found)


def guarantee(
    promise: Guarantee,
    journeys: Journeys,
    *,
    cut_short: bool = False,
    completer: Completer | None = None,
) -> Property:
    """Return one guarantee as a property; what it supposes is read by the pack.

    What was decided is the implementation's. It is not for ``unchanged except``.

    Args:
        promise: A guarantee of the pack.
        journeys: Of the pack and questionnaire.
        cut_short: Whether journeys that end early are tried too.
        completer: Completes partial answers; where it is None the solver does, if
            python-sat is installed.
    """
    pack, trials = journeys.pack, whole_sheets(journeys, cut_short=cut_short)
    supposed = _supposed(promise, pack.policy)
    if completer is not None:
        trials |= reaching(journeys, supposed, completer).map(trial_of)
    elif solver_is_there():
        trials |= drawn_towards(journeys, supposed).map(trial_of)
    return Property(
        name=promise.id,
        says=_says(promise, pack_wording(pack)),
        pack=pack,
        trials=trials,
        judge=_Judging(pack, promise).judge,
        claim="guaranteed",
        about=f"guarantee {promise.id}",
    )


def _supposed(promise: Guarantee, policy: RoutingPolicy) -> Reach:
    """Return what a sheet must reach, or the guarantee says nothing of it."""
    if promise.claim is not Claim.ONLY_IF:
        return Reach.condition(promise.when)
    if promise.route is not None:
        return Reach.route(promise.route)
    owed = [duty.when for duty in policy.duties if duty.id == promise.duty]
    if owed:
        return Reach.condition(owed[0])
    # What is guaranteed of neither a route nor a duty is of a level; the lowest is no test.
    level, lowest = promise.level or 0, min((one.number for one in policy.levels), default=0)
    return Reach.condition(Level(level) if level > lowest else None)


@frozen
class _Judging:
    pack: Pack
    promise: Guarantee

    def judge(self, trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
        decision = decision_about(self.pack, trial.sheets[0])
        so, spoken_of = is_so(self.promise.when, decision), tuple(self._parts(outcomes[0]))
        match self.promise.claim:
            case Claim.NEVER_BELOW:
                supposed, kept = so, self._reaches(outcomes[0])
            case Claim.ALWAYS:
                supposed, kept = so, all(spoken_of)
            case Claim.NEVER:
                supposed, kept = so, not any(spoken_of)
            case _:
                supposed, kept = any(spoken_of), so
        if not supposed:
            return NOT_SUPPOSED
        return KEPT if kept else broken(self._breach(outcomes[0]))

    def _breach(self, outcome: Outcome) -> str:
        match self.promise.claim:
            case Claim.NEVER_BELOW:
                return f"the route is {pack_wording(self.pack).route(outcome.route)}"
            case Claim.ALWAYS:
                return "it does not come to that"
            case _:
                return "it does come to that"

    def _reaches(self, outcome: Outcome) -> bool:
        return self.pack.policy.at_least_as_urgent(outcome.route, str(self.promise.route))

    def _parts(self, outcome: Outcome) -> Iterator[bool]:
        """Yield for each thing that the guarantee speaks of whether it was decided."""
        if self.promise.route is not None:
            yield outcome.route == self.promise.route
        if self.promise.duty is not None:
            yield self.promise.duty in outcome.duties
        if self.promise.level is not None:
            yield outcome.level is not None and outcome.level >= self.promise.level


def _says(promise: Guarantee, wording: Wording) -> str:
    """Return a guarantee as a sentence in the pack's words."""
    spoken_of = " and ".join(_spoken_of(promise, wording))
    when = "always" if promise.when is None else f"where {condition_words(promise.when, wording)}"
    match promise.claim:
        case Claim.NEVER_BELOW:
            said = f"{when}, the route is {spoken_of} or a more urgent one"
        case Claim.ALWAYS:
            said = f"{when}, it comes to {spoken_of}"
        case Claim.NEVER:
            said = f"{when}, it never comes to {spoken_of}"
        case _:
            said = f"it comes to {spoken_of} only {when}"
    return capitalised(said)


def _spoken_of(promise: Guarantee, wording: Wording) -> Iterator[str]:
    if promise.route is not None:
        yield wording.route(promise.route)
    if promise.duty is not None:
        yield f"the duty {promise.duty}"
    if promise.level is not None:
        yield f"level {wording.level(promise.level)}"
