"""Sampling: a property is tried many times, and what breaks it is made as small as can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import define, field, frozen
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import Flaky

from childconcern.testing.outcomes import Implementation, Outcome
from childconcern.testing.over_http import NoServiceError
from childconcern.testing.properties import Property, Trial
from childconcern.testing.sheets import Sheet
from childconcern.testing.telling import outcome_words, sheet_lines

__all__ = ["Counterexample", "Sampled", "sampled"]

_EXAMPLES: Final = 200
_LARGE_IS_MEANT: Final = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
)


@frozen(kw_only=True)
class Counterexample:
    """What shows that a property is broken: made-up answers, and what was decided.

    Attributes:
        trial: The sheets.
        outcomes: What the implementation decided about each; None where it gave no decision.
        breach: What is wrong, in a sentence.
        message: All of it in the pack's own words, for people.
    """

    trial: Trial
    outcomes: tuple[Outcome | None, ...]
    breach: str
    message: str


@frozen(kw_only=True)
class Sampled:
    """What came of sampling. It proves nothing: it found a counterexample, or it found none.

    Attributes:
        name: Of the property.
        says: What must be so.
        tried: How often an implementation was asked until something was found, or in all.
        supposed: How many of those were of the sort that the property speaks of.
        counterexample: What breaks it, or None.
    """

    name: str
    says: str
    tried: int
    supposed: int
    counterexample: Counterexample | None = None

    @property
    def kept(self) -> bool:
        """Whether something was tried and nothing was broken."""
        return self.counterexample is None and self.supposed > 0

    @property
    def message(self) -> str:
        """What came of it, for people; a counterexample with all its answers."""
        if self.counterexample is not None:
            return self.counterexample.message
        if not self.supposed:
            return f"NOTHING WAS TRIED: {self.name}. No sheet of {self.tried} was of its sort."
        return f"No counterexample to {self.name} in {self.supposed} trials. That is no proof."


def sampled(
    held: Property, implementation: Implementation, *, examples: int = _EXAMPLES, seed: int = 0
) -> Sampled:
    """Return what comes of trying a property on an implementation.

    The same seed draws the same sheets, with the same version of Hypothesis and
    the same code. What breaks the property is made as small as it can be: few
    questions, and plain answers.

    Args:
        held: What must be so.
        implementation: What is held to it.
        examples: How many trials there are.
        seed: Where the drawing begins.

    Raises:
        NoServiceError: When a service cannot be asked at all.
    """
    trier = _Trier(held, implementation)

    def tries(trial: Trial) -> None:
        trier.tries(trial)

    try:
        seeded(seed)(_hard(examples)(given(held.trials)(tries)))()
    except _Broken:
        pass  # the trial that broke it last is the smallest
    except Flaky:
        trier.breach = f"{trier.breach}; asked once more about the same, it decides otherwise"
    if trier.silent is not None:
        raise trier.silent
    return trier.found()


def _hard(examples: int) -> settings:
    """Return how hard it is tried: nothing is remembered, and nothing is printed."""
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=_LARGE_IS_MEANT,
        verbosity=Verbosity.quiet,
    )


class _Broken(Exception):  # noqa: N818 - never seen outside
    """Tells Hypothesis to look for something smaller."""


@define(eq=False, repr=False)
class _Trier:
    held: Property
    implementation: Implementation
    tried: int = 0
    supposed: int = 0
    breach: str = ""
    worst: Trial | None = None
    silent: NoServiceError | None = None
    outcomes: list[Outcome | None] = field(factory=list[Outcome | None])

    def tries(self, trial: Trial) -> None:
        """Try the property once."""
        if self.silent is not None:
            return
        outcomes: list[Outcome | None] = []
        try:
            judgement = self.held.holds(trial, self._noting(outcomes))
        except NoServiceError as silent:
            self.silent = silent
            return
        if self.worst is None:
            self.tried += 1
            self.supposed += judgement.supposed
        if not judgement.kept:
            self.worst, self.breach, self.outcomes = trial, judgement.breach, outcomes
            raise _Broken

    def _noting(self, outcomes: list[Outcome | None]) -> Implementation:
        def decide(sheet: Sheet) -> Outcome:
            outcomes.append(None)
            outcome = self.implementation(sheet)
            outcomes[-1] = outcome
            return outcome

        return decide

    def found(self) -> Sampled:
        """Return what came of it."""
        return Sampled(
            name=self.held.name,
            says=self.held.says,
            tried=self.tried,
            supposed=self.supposed,
            counterexample=None if self.worst is None else self._counterexample(self.worst),
        )

    def _counterexample(self, trial: Trial) -> Counterexample:
        return Counterexample(
            trial=trial,
            outcomes=tuple(self.outcomes),
            breach=self.breach,
            message="\n".join(self._lines(trial)),
        )

    def _lines(self, trial: Trial) -> Iterator[str]:
        pack = self.held.pack
        yield f"BROKEN: {self.held.name}"
        yield f"{self.held.says}. But here {self.breach}{'' if self.breach.endswith('.') else '.'}"
        if trial.says:
            yield f"Two sheets are compared: {trial.says}."
        unasked = [None] * (len(trial.sheets) - len(self.outcomes))
        for sheet, outcome in zip(trial.sheets, (*self.outcomes, *unasked), strict=True):
            yield ""
            title, *lines = sheet_lines(pack, sheet)
            yield title
            yield from (f"  {line}" for line in lines)
            yield f"  Decided: {'nothing' if outcome is None else outcome_words(pack, outcome)}"
