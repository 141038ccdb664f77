"""Where a mutant decides otherwise: sampled answers that show it, without a solver."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from childconcern.decision import Decision, decide
from childconcern.errors import ProblemsError
from childconcern.facts import Concern, concern_document, read_concern
from childconcern.journey import AnswersRefusedError
from childconcern.pack import Pack
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.rehearsing import Rehearsal, Walked, rehearsed
from childconcern.testing.mutation.responses import lowers, response_changes
from childconcern.testing.mutation.touching import Touch, touched
from childconcern.testing.sheets import Sheet

__all__ = ["Difference", "differs_on"]


@frozen(kw_only=True, repr=False)
class Difference:
    """One concern about which a pack and its mutant decide otherwise.

    Attributes:
        rehearsal: The answers, and what the pack made of them.
        after: What the mutant decides.
    """

    rehearsal: Rehearsal
    after: Decision

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs, such as ``route: consult -> universal``."""
        return response_changes(self.rehearsal.decision, self.after)

    @property
    def lowers(self) -> bool:
        """Whether the response is less than it should be in any respect."""
        return lowers(self.rehearsal.decision, self.after)

    def __repr__(self) -> str:
        """Show what differs, and no answer."""
        return f"Difference({'; '.join(self.changes)})"


def differs_on(
    pack: Pack, mutant: Mutant, answers: Iterable[Sheet | Rehearsal]
) -> Difference | None:
    """Return answers about which pack and mutant decide otherwise.

    It is the first that lowers the response; where none does, the first that
    changes it; and None where none does. That proves nothing of other answers.

    Args:
        pack: The pack as it should be.
        mutant: One of its mutants.
        answers: Answer sheets, or what ``rehearsed`` made of them, which is quicker where
            several mutants are tried.

    Raises:
        ProblemsError: When a sheet does not fit the pack.
    """
    touch = touched(pack, mutant.pack)
    found: Difference | None = None
    for one in answers:
        for rehearsal in (one,) if isinstance(one, Rehearsal) else rehearsed(pack, (one,)):
            difference = _difference(mutant, touch, rehearsal)
            if difference is not None and difference.lowers:
                return difference
            found = found or difference
    return found


def _difference(mutant: Mutant, touch: Touch, rehearsal: Rehearsal) -> Difference | None:
    if touch.knows_otherwise(rehearsal):
        concern = _known(mutant.pack, rehearsal)
    elif touch.decides_otherwise(rehearsal):
        concern = rehearsal.concern
    else:
        return None
    if concern is None:
        return None
    after = decide(concern, mutant.pack.policy, on=rehearsal.on)
    difference = Difference(rehearsal=rehearsal, after=after)
    return difference if difference.changes else None


def _known(mutated: Pack, rehearsal: Rehearsal) -> Concern | None:
    """Return what a mutant learns; None where nobody could tell it so much."""
    try:
        return _told(mutated, rehearsal)
    except ProblemsError:
        return None


def _told(mutated: Pack, rehearsal: Rehearsal) -> Concern:
    """Return what the mutant learns, when people answer as they did."""
    walked = rehearsal.walked
    if walked is None:
        return read_concern(concern_document(rehearsal.concern), mutated.vocabulary)
    given = read_concern(concern_document(walked.given), mutated.vocabulary, partial=True)
    return _walked(mutated, walked, given)


def _walked(mutated: Pack, walked: Walked, given: Concern) -> Concern:
    """Return what is recorded; answers that are not taken any more are not given."""
    name, answers = walked.questionnaire.id, walked.said
    try:
        return mutated.walk(answers, questionnaire=name, given=given, on=walked.on).concern
    except AnswersRefusedError as refused:
        wrong = {str(problem.place.path[0]) for problem in refused.problems}
    left = {
        key: one for key, one in answers.items() if wrong.isdisjoint((key, key.partition("@")[0]))
    }
    return mutated.walk(left, questionnaire=name, given=given, on=walked.on).concern
