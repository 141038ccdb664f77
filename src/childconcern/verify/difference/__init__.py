"""The difference of two packs, proved: every region in which they decide otherwise."""

from childconcern.verify.difference.comparing import Count
from childconcern.verify.difference.differing import difference
from childconcern.verify.difference.document import difference_document
from childconcern.verify.difference.edits import Edit
from childconcern.verify.difference.outcome import (
    Compared,
    Difference,
    UnsettledDifferenceError,
    difference_digest,
)
from childconcern.verify.difference.regions import OneSided, Region
from childconcern.verify.difference.unchanged import unchanged_except_findings
from childconcern.verify.difference.ways import Direction

__all__ = [
    "Compared",
    "Count",
    "Difference",
    "Direction",
    "Edit",
    "OneSided",
    "Region",
    "UnsettledDifferenceError",
    "difference",
    "difference_digest",
    "difference_document",
    "unchanged_except_findings",
]
