"""What compiled conditions say, in the interpreter's terms."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from childconcern.conditions import Condition, Masks, Truth, plain
from childconcern.facts import Concern, Vocabulary

__all__ = ["Compiled", "compiled"]

Compiled: TypeAlias = Callable[[Concern, dt.date], list[Truth]]
"""From a concern and a day to what each of some conditions says."""


def compiled(conditions: Sequence[Condition], vocabulary: Vocabulary) -> Compiled:
    """Compile conditions without a sign, and both readings of each, into one set of masks."""
    formulas = [plain(one, holds=holds) for one in conditions for holds in (True, False)]
    masks = Masks(formulas, vocabulary, lambda _, __: False)

    def truths(concern: Concern, on: dt.date) -> list[Truth]:
        holding = masks.holding(masks.stand(concern, on))
        return [(n in holding, n + 1 in holding) for n in range(0, len(formulas), 2)]

    return truths
