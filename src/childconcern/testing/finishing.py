"""That a pack whose questions finish early leads where it would had everything been asked."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from childconcern.pack import Pack
from childconcern.testing.properties import Property, agrees

__all__ = ["finishing_early_changes_nothing"]

_HAPPENS: Final = ("route", "variant", "duties")
"""What is the same; levels may be lower, since fewer facts are known."""


def finishing_early_changes_nothing(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that no question that is passed over would have changed what happens.

    A trial is a sheet on which everything is answered. An implementation of the
    pack must decide by it what the pack decides where nothing is passed over.

    Args:
        pack: The policy; of questionnaires that ask everything it is so in any case.
        questionnaire: Over whose journeys; the first of the pack where it is None.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    asked = tuple(evolve(one, finish_early=False) for one in pack.questionnaires)
    whole = evolve(pack, questionnaires=asked)
    return evolve(
        agrees(whole, questionnaire=questionnaire, compared=_HAPPENS),
        name="finishing-early-changes-nothing",
        says="No question that is passed over would have changed what happens",
        pack=pack,
    )
