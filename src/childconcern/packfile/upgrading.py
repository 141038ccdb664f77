"""Files of an older schema become those of the next, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from childconcern.packfile.reading import Table
from childconcern.problems import Place, Problem

__all__ = ["CURRENT_SCHEMA", "UPGRADES", "Upgrade", "upgraded"]

Upgrade: TypeAlias = Callable[[Mapping[str, Table]], Mapping[str, Table]]
"""From the tables of one schema's files to those of the next; it raises nothing."""

CURRENT_SCHEMA: Final = 1
"""The schema that this version of the library reads and writes."""

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""For each older schema, the way to the next one."""


def upgraded(
    tables: Mapping[str, Table],
    upgrades: Mapping[int, Upgrade] = UPGRADES,
    current: int = CURRENT_SCHEMA,
) -> tuple[Mapping[str, Table], tuple[Problem, ...]]:
    """Return the files' tables in the current schema, and what kept them from it.

    A pack without ``schema`` is of schema 1.
    """
    schema = tables.get("pack.toml", {}).get("schema", 1)
    if type(schema) is not int:
        return tables, ()
    if schema > current:
        remedy = f"this version of childconcern reads up to {current}: install a newer one"
        return tables, (_problem("newer-schema", "the pack is of a newer schema", remedy),)
    while schema < current and schema in upgrades:
        tables = upgrades[schema](tables)
        schema += 1
    if schema < current:
        remedy = "no way leads from it to the current one: mend schema in pack.toml"
        return tables, (_problem("unknown-schema", "the pack's schema is not known", remedy),)
    return _marked(tables, current), ()


def _marked(tables: Mapping[str, Table], current: int) -> Mapping[str, Table]:
    if "schema" not in tables.get("pack.toml", {}):
        return tables
    return {**tables, "pack.toml": {**tables["pack.toml"], "schema": current}}


def _problem(code: str, message: str, remedy: str) -> Problem:
    place = Place(file="pack.toml", path=("schema",))
    return Problem(code=code, place=place, message=message, remedy=remedy)
