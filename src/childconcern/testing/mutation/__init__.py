"""Mutation of packs: mistakes planted in a policy and its questionnaires, to see what notices.

A set of properties and cases is as good as the mistakes that it would notice.
``chosen`` plants some in all parts of a pack, ``case_killers`` and properties are
held against each, and ``judged`` says what became of it.
"""

from childconcern.testing.mutation.comparing import SampledComparer
from childconcern.testing.mutation.differing import Difference, differs_on
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.killing import CaseKiller, case_killers, killed_by_cases
from childconcern.testing.mutation.matrix import (
    Comparer,
    Fate,
    Judgement,
    Killer,
    Matrix,
    Row,
    judged,
)
from childconcern.testing.mutation.mutants import chosen, mutants
from childconcern.testing.mutation.operators import OPERATORS, Family, Operator, family_of
from childconcern.testing.mutation.rehearsing import (
    Rehearsal,
    Walked,
    rehearsed,
    rehearsed_cases,
)
from childconcern.testing.mutation.rendering import matrix_document, matrix_markdown
from childconcern.testing.mutation.responses import lowers, response, response_changes
from childconcern.testing.mutation.running import mutation_run, told_survivors
from childconcern.testing.mutation.touching import Touch, touched

__all__ = [
    "OPERATORS",
    "CaseKiller",
    "Comparer",
    "Difference",
    "Family",
    "Fate",
    "Judgement",
    "Killer",
    "Matrix",
    "Mutant",
    "Operator",
    "Rehearsal",
    "Row",
    "SampledComparer",
    "Touch",
    "Walked",
    "case_killers",
    "chosen",
    "differs_on",
    "family_of",
    "judged",
    "killed_by_cases",
    "lowers",
    "matrix_document",
    "matrix_markdown",
    "mutants",
    "mutation_run",
    "rehearsed",
    "rehearsed_cases",
    "response",
    "response_changes",
    "told_survivors",
    "touched",
]
