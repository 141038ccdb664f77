"""The same policy in other people's engines, each in the form that suits it best."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from typing import Protocol, TypeAlias, cast

import json_logic
import zen
from attrs import evolve
from measuring import FIFTHS, Contestant, Said, fifths
from same_policy import (
    FACTS,
    OTHERWISE,
    Answers,
    Between,
    Means,
    OneOf,
    SameRule,
    Worries,
    YesNo,
)

__all__ = ["compiled_table", "json_logic_rules", "zen_tables"]

Context: TypeAlias = dict[str, object]
Logic: TypeAlias = bool | int | str | Sequence["Logic"] | Mapping[str, "Logic"]


def json_logic_rules(rules: Sequence[SameRule], answers: Sequence[Answers]) -> Contestant:
    """Return JsonLogic: one ``if`` with a branch a rule."""
    branches = [part for rule in rules for part in (_all_of(rule), rule.route)]
    logic: Logic = {"if": [*branches, OTHERWISE]}
    decide = cast("Callable[[Logic, Answers], object]", json_logic.jsonLogic)

    def run(some: Sequence[Answers]) -> None:
        for one in some:
            decide(logic, one)

    return Contestant(
        name=f"json-logic (panzi-json-logic {version('panzi-json-logic')})",
        gives="route",
        said=lambda: [(str(decide(logic, one)), None) for one in answers],
        ready=fifths(run, answers),
        passes=FIFTHS,
    )


def _all_of(rule: SameRule) -> Logic:
    tests = [_logic(test) for test in rule.tests]
    return {"and": tests} if len(tests) > 1 else tests[0]


def _logic(test: Means) -> Logic:
    held: Logic = {"var": test.fact}
    match test:
        case YesNo(_, wanted):
            return held if wanted else {"!": [held]}
        case OneOf(_, options) if len(options) == 1:
            return {"==": [held, options[0]]}
        case OneOf(_, options):
            return {"in": [held, list(options)]}
        case Between(low, high):
            return {"<=": [low, held, high - 1]}
        case Worries(options, wanted):
            inside: list[Logic] = [{"in": [one, held]} for one in options]
            one_of: Logic = {"or": inside} if len(inside) > 1 else inside[0]
            return one_of if wanted else {"!": [one_of]}


class Created(Protocol):
    """What a ZEN engine makes of one table, as far as it is used here."""

    def evaluate(self, context: Context, /) -> Mapping[str, object]:
        """Return what it says of one concern, under ``result``."""
        ...


class Keeping(Protocol):
    """A ZEN engine that keeps a table by its name, as far as it is used here."""

    def evaluate(self, key: str, context: Context, /) -> Mapping[str, object]:
        """Return what it says of one concern, under ``result``."""
        ...

    def evaluate_batch(
        self, requests: list[zen.EvaluateBatchRequest], /
    ) -> Sequence[Mapping[str, object]]:
        """Return what it says of each, under ``data``."""
        ...


def compiled_table(rules: Sequence[SameRule]) -> Created:
    """Return a ZEN table, read and compiled."""
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(_table(rules, "first")))


def _created(table: str) -> Created:
    return zen.ZenEngine().create_decision(table)


def _keeping(table: str) -> Keeping:
    return zen.ZenEngine({"loader": {"type": "static", "content": {"table": json.loads(table)}}})


def zen_tables(rules: Sequence[SameRule], answers: Sequence[Answers]) -> list[Contestant]:
    """Return a ZEN decision table asked in each of the ways there are, its manual's first."""
    first, every = _table(rules, "first"), _table(rules, "collect")
    contexts: list[Context] = [dict(one) for one in answers]
    created, compiled = _created(first), compiled_table(rules)
    kept, kept_every = _keeping(first), _keeping(every)
    all_rows = _asked("static loader, every row", partial(kept_every.evaluate, "table"), contexts)
    return [
        _asked("create_decision", created.evaluate, contexts),
        _asked("create_decision, compiled before", compiled.evaluate, contexts),
        _asked("static loader", partial(kept.evaluate, "table"), contexts),
        evolve(all_rows, gives="route, ids of rules"),
        _all_at_once(kept, contexts),
    ]


def _asked(
    how: str, decide: Callable[[Context], Mapping[str, object]], contexts: Sequence[Context]
) -> Contestant:
    def run(some: Sequence[Context]) -> None:
        for one in some:
            decide(one)

    return Contestant(
        name=f"zen-engine {version('zen-engine')}, {how}",
        gives="route",
        said=lambda: [_said(decide(one)) for one in contexts],
        ready=fifths(run, contexts),
        passes=FIFTHS,
    )


def _all_at_once(kept: Keeping, contexts: Sequence[Context]) -> Contestant:
    requests: list[zen.EvaluateBatchRequest] = [
        {"key": "table", "context": one} for one in contexts
    ]

    def run(some: Sequence[zen.EvaluateBatchRequest]) -> None:
        kept.evaluate_batch(list(some))

    return Contestant(
        name=f"zen-engine {version('zen-engine')}, static loader, many in one call",
        gives="route",
        said=lambda: [_said(one.get("data")) for one in kept.evaluate_batch(requests)],
        ready=fifths(run, requests),
        passes=FIFTHS,
    )


def _said(response: object) -> Said:
    result = cast("Mapping[str, object]", response)["result"]
    if isinstance(result, dict):
        return cast("Mapping[str, str]", result)["route"], None
    rows = cast("Sequence[Mapping[str, str]]", result)
    return (rows[0]["route"] if rows else OTHERWISE), tuple(row["rule"] for row in rows)


def _table(rules: Sequence[SameRule], hit_policy: str) -> str:
    rows = [_row(rule) for rule in rules]
    if hit_policy == "first":
        rows.append({"_id": "otherwise", "route": json.dumps(OTHERWISE)})
    table = {
        "hitPolicy": hit_policy,
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS],
        "outputs": [{"id": name, "name": name, "field": name} for name in ("route", "rule")],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "to-table", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "to-out", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def _row(rule: SameRule) -> dict[str, str]:
    cells = {test.fact: _cell(test) for test in rule.tests}
    return {"_id": rule.id, **cells, "route": json.dumps(rule.route), "rule": json.dumps(rule.id)}


def _cell(test: Means) -> str:
    match test:
        case YesNo(_, wanted):
            return json.dumps(wanted)
        case OneOf(_, options):
            return ", ".join(map(json.dumps, options))
        case Between(low, high):
            return f"[{low}..{high})"
        case Worries(options, wanted=True):
            return " or ".join(f"contains($, {json.dumps(one)})" for one in options)
        case Worries(options):
            return " and ".join(f"not contains($, {json.dumps(one)})" for one in options)
