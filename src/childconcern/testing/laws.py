"""Everything that implementations of a pack are held to, in one list."""

from __future__ import annotations

from childconcern.pack import Pack
from childconcern.testing.finishing import finishing_early_changes_nothing
from childconcern.testing.promised import guarantees
from childconcern.testing.properties import (
    Property,
    order_of_arrival_changes_nothing,
    set_aside_changes_nothing,
)
from childconcern.testing.reaching import Completer
from childconcern.testing.worsening import (
    never_loses_a_duty,
    never_lowers,
    not_knowing_never_lowers,
    one_more_never_lowers,
)

__all__ = ["properties_of"]


def properties_of(
    pack: Pack,
    *,
    questionnaire: str | None = None,
    baseline: Pack | None = None,
    completer: Completer | None = None,
) -> tuple[Property, ...]:
    """Return a pack's guarantees, and what must be so of every pack.

    That an implementation agrees with the pack is :func:`agrees`, apart: what
    agrees keeps all of these as far as the pack does.

    Args:
        pack: The policy.
        questionnaire: Over whose journeys; the first of the pack where it is None.
        baseline: The version before, for guarantees that compare the two.
        completer: Completes partial answers, for guarantees of rare concerns; where it is
            None the solver does, if python-sat is installed.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    finishes_early = pack.questionnaire(questionnaire).finish_early
    laws = (
        never_lowers,
        never_loses_a_duty,
        not_knowing_never_lowers,
        one_more_never_lowers,
        set_aside_changes_nothing,
        order_of_arrival_changes_nothing,
        *((finishing_early_changes_nothing,) if finishes_early else ()),
    )
    return (
        *guarantees(pack, questionnaire=questionnaire, baseline=baseline, completer=completer),
        *(law(pack, questionnaire=questionnaire) for law in laws),
    )
