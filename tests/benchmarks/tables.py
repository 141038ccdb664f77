"""Figures as Markdown, and a page that keeps them between two markers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["figure", "replaced", "table"]

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"


def figure(number: float) -> str:
    """Return a number with as many digits as it deserves: two or three."""
    digits = 0 if number >= 99.5 else 1 if number >= 9.95 else 2
    return f"{number:,.{digits}f}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: words to the left, figures to the right."""
    listed = [tuple(row) for row in rows]
    right = [all(row[n][:1].isdigit() or not row[n] for row in listed) for n in range(len(heads))]
    lines = [
        "| " + " | ".join(heads) + " |",
        "| " + " | ".join("---:" if one else "---" for one in right) + " |",
        *("| " + " | ".join(row) + " |" for row in listed),
    ]
    return "\n".join(lines)


def replaced(page: str, measured: str) -> str:
    """Return a page with new figures between its markers; ValueError where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{measured}\n\n{END}{after}"
