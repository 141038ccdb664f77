"""The matrix as Markdown for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from childconcern.facts import Json
from childconcern.testing.mutation.matrix import Fate, Matrix, Row
from childconcern.testing.mutation.operators import Family

__all__ = ["matrix_document", "matrix_markdown"]

_MOST_KILLERS = 3
"""How many of those that killed a mutant are named in a table."""

_LOWERS = {True: "yes", False: "no", None: "not known"}


def matrix_document(matrix: Matrix) -> dict[str, Json]:
    """Return a matrix as JSON: every mutant, and everything that killed it."""
    score = matrix.score
    return {
        "pack": matrix.pack,
        "digest": matrix.digest,
        "mutants": len(matrix.rows),
        **{fate.value: matrix.number(fate) for fate in Fate},
        "score_per_thousand": None if score is None else int(1000 * score),
        "columns": [{"name": name, "kills": kills} for name, kills in matrix.kills.items()],
        "rows": [_row_document(row) for row in matrix.rows],
        "survivors": [row.mutant.id for row in matrix.survivors],
    }


def _row_document(row: Row) -> Json:
    mutant, judgement = row.mutant, row.judgement
    return {
        "id": mutant.id,
        "operator": mutant.operator,
        "family": mutant.family.value,
        "file": mutant.place.file,
        "path": list(mutant.place.path),
        "says": mutant.says,
        "fate": judgement.fate.value,
        "killed_by": list(judgement.by),
        "undecided": list(row.undecided),
        "lowers_response": judgement.lowers_response,
        "example": judgement.example,
    }


def matrix_markdown(matrix: Matrix) -> str:
    """Return a matrix as Markdown: what was missed first, and what lowers a response first of that.

    It ends with a line feed.
    """
    parts = (
        _summary(matrix),
        _families(matrix),
        _survivors(matrix),
        _columns(matrix),
        _rows(matrix),
    )
    return "\n".join(line for part in parts for line in part)


def _summary(matrix: Matrix) -> Iterator[str]:
    yield f"# Mistakes planted in {matrix.pack}"
    yield ""
    number = {fate: matrix.number(fate) for fate in Fate}
    yield (
        f"{len(matrix.rows)} mistakes were planted, one at a time. Properties and cases noticed "
        f"{number[Fate.KILLED]} and missed {number[Fate.SURVIVED]}; {number[Fate.EQUIVALENT]} make "
        f"no difference, and of {number[Fate.UNKNOWN]} nothing is known."
    )
    yield ""
    yield f"Noticed of those that may make a difference: {_percent(matrix.score)}."
    yield ""


def _percent(score: float | None) -> str:
    # Rounded down: what was missed is never rounded away.
    return "there are none" if score is None else f"{int(100 * score)}%"


def _families(matrix: Matrix) -> Iterator[str]:
    fates = (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT, Fate.UNKNOWN)
    yield from _table(
        ("kind of mistake", "noticed", "missed", "no difference", "not known"),
        (
            (family.value, *(str(matrix.number(fate, family)) for fate in fates))
            for family in Family
            if any(row.mutant.family is family for row in matrix.rows)
        ),
    )


def _survivors(matrix: Matrix) -> Iterator[str]:
    yield "## What was missed"
    yield ""
    if not matrix.survivors:
        yield "Nothing."
        yield ""
        return
    yield from _table(
        ("mistake", "what it is", "lowers a response", "for example"),
        (
            (
                _code(row.mutant.id),
                _plain(row.mutant.says),
                _LOWERS[row.judgement.lowers_response],
                _plain(row.judgement.example),
            )
            for row in matrix.survivors
        ),
    )


def _columns(matrix: Matrix) -> Iterator[str]:
    yield "## What noticed how much"
    yield ""
    most_first = sorted(matrix.kills.items(), key=lambda kills: -kills[1])
    yield from _table(
        ("property or case", "mistakes noticed"),
        ((_plain(name), str(number)) for name, number in most_first),
    )


def _rows(matrix: Matrix) -> Iterator[str]:
    yield "## Every mistake"
    yield ""
    yield from _table(
        ("mistake", "kind", "what became of it", "noticed by"),
        (
            (_code(row.mutant.id), row.mutant.family.value, row.fate.value, _named(row))
            for row in matrix.rows
        ),
    )


def _named(row: Row) -> str:
    names = row.judgement.by
    more = len(names) - _MOST_KILLERS
    shown = _plain(", ".join(names[:_MOST_KILLERS]))
    return f"{shown} and {more} more" if more > 0 else shown


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield _line(head)
    yield _line(["---"] * len(head))
    for row in rows:
        yield _line(row)
    yield ""


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(mutant_id: str) -> str:
    """Return an id as code: ids and the text of conditions hold neither bars nor backticks."""
    return f"`{mutant_id}`"


def _plain(text: str) -> str:
    """Return a text that cannot be taken for more of the table, nor for markup."""
    plain = " ".join(text.split())
    for mark in ("\\", "|", "*", "`", "[", "<"):
        plain = plain.replace(mark, f"\\{mark}")
    return plain
