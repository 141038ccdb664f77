"""Problems with the line and column of their place, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from childconcern.packfile.collecting import Path
from childconcern.packfile.positions import positions, value_positions
from childconcern.packfile.reading import TextFile
from childconcern.problems import Place, Problem

__all__ = ["placed"]

_TOP: Final = (1, 1)


def placed(problems: tuple[Problem, ...], files: Mapping[str, TextFile]) -> tuple[Problem, ...]:
    """Return problems with lines and columns, file by file and line by line.

    A place that is missing from its file, such as a key that should be there,
    is that of the nearest thing around it, at last the top of the file.
    """
    finder = {problem.place.file for problem in problems}
    scans = {name: _Scan(files[name].text) for name in finder if name in files}
    found = [_placed(problem, scans.get(problem.place.file)) for problem in problems]
    order = {name: number for number, name in enumerate(files)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: _reading_order(one, order)))


_QUESTIONNAIRES: Final = 2
_WORDING: Final = 5
_RANKS: Final = {"pack.toml": 0, "facts.toml": 1, "policy.toml": 3, "cases.toml": 4}


def _reading_order(problem: Problem, order: Mapping[str, int]) -> tuple[int, int, str, int, int]:
    place = problem.place
    other = _WORDING if place.file.startswith("wording/") else _QUESTIONNAIRES
    rank, number = _RANKS.get(place.file, other), order.get(place.file, len(order))
    return rank, number, place.file, place.line or 0, place.column or 0


class _Scan:
    """Where things stand in one file."""

    def __init__(self, text: str) -> None:
        self.keys = positions(text)
        self.texts = value_positions(text)

    def key(self, path: Path) -> tuple[int, int]:
        for end in range(len(path), 0, -1):
            if path[:end] in self.keys:
                return self.keys[path[:end]]
        return _TOP

    def character(self, path: Path, column: int) -> tuple[int, int] | None:
        """Return where a character of a text stands, if that can be told."""
        line, start, plain = self.texts.get(path, (0, 0, False))
        return (line, start + column - 1) if plain else None


def _placed(problem: Problem, scan: _Scan | None) -> Problem:
    place = problem.place
    if scan is None or place.line is not None:
        return problem
    line, column = scan.key(place.path)
    if place.column is not None:
        line, column = scan.character(place.path, place.column) or (line, column)
    where = Place(file=place.file, path=place.path, line=line, column=column)
    return evolve(problem, place=where)
