"""What is said to matter in an example suffices: whatever else is said, a promise is broken."""

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from childconcern.facts import (
    Age,
    Aged,
    AnyOf,
    Born,
    Date,
    Due,
    Fact,
    Json,
    PartialDate,
    Relationships,
    months_on,
    read_held,
)
from childconcern.pack import Pack
from childconcern.verify import CLAIMS, Finding, Scope, Verdict, askings_of
from childconcern.verify.report import Example
from trust.journey_trees import ABSENT, SKIPPED, UNKNOWN, Branch, Node, Sheet, Token
from trust.looking import broken_in
from trust.said_values import MOST_DAYS, Said
from trust.truths import SUFFICES, Truths

__all__ = ["what_matters_suffices"]


def what_matters_suffices(pack: Pack, scope: Scope, node: Node, on: dt.date) -> Truths:
    """Return of each promise that is broken whether what is said to matter suffices to break it.

    Args:
        pack: The pack itself.
        scope: One of its own.
        node: What brute force made of the watched pack.
        on: The day.
    """
    askings = askings_of(pack, on=on, scopes=(scope.id,))
    found: Truths = {}
    for finding in CLAIMS["guaranteed"](askings):
        if isinstance(finding, Finding) and finding.verdict is Verdict.VIOLATED:
            promise = finding.about.removeprefix("guarantee ")
            for example in finding.examples:
                alike = _Alike(example, on)
                ends = [sheet for sheet in alike.sheets(node) if sheet.complete]
                so = all(promise in broken_in(pack.policy, sheet.decision) for sheet in ends)
                found[SUFFICES, scope.id, promise] = not example.complete or (bool(ends) and so)
    return found


@frozen(eq=False, repr=False)
class _Alike:
    """Journeys in which what matters is as in an example."""

    example: Example
    on: dt.date

    def sheets(self, node: Node) -> Iterator[Sheet]:
        seen, waiting = set[int](), [node]
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, Sheet):
                yield one
            else:
                waiting += [after for token, after in one.after.items() if self._allows(one, token)]

    def _allows(self, branch: Branch, token: Token) -> bool:
        stage, _, name = branch.key.partition("/")
        if branch.fact is None:
            return name not in self.example.matter or token == self._number(stage, name)
        key = self._key(branch, stage, name)
        if key not in self.example.matter:
            return True
        said = self._given(branch, name) if stage == "given" else self._answer(branch, stage, name)
        return _is_said(branch.fact, token, said, self.on)

    def _key(self, branch: Branch, stage: str, name: str) -> str:
        if branch.place is None:
            return branch.key
        item = f"item-{branch.place + 1}"
        if stage == "given":
            group, _, fact = name.partition("/")
            return f"given/{group}@{item}/{fact}"
        return f"{branch.key}@{item}"

    def _number(self, stage: str, name: str) -> Token:
        """Return how many items were given or listed besides."""
        group = name.removeprefix("@")
        given = self.example.given.get(group, ...)
        before = len(given) if isinstance(given, list) else None
        if stage == "given":
            return ABSENT if before is None else before
        number = before or 0
        for questionnaire, answers in self.example.answers.items():
            listed = answers.get(name, ...)
            more = len(listed) - number if isinstance(listed, list) else None
            if questionnaire == stage:
                return ABSENT if more is None else more
            number += more or 0
        return ABSENT

    def _given(self, branch: Branch, name: str) -> object:
        if branch.place is None:
            return self.example.given.get(name, ...)
        group, _, fact = name.partition("/")
        items = self.example.given.get(group)
        item: Json = items[branch.place] if isinstance(items, list) else {}
        return item.get(fact, ...) if isinstance(item, dict) else ...

    def _answer(self, branch: Branch, stage: str, name: str) -> object:
        key = name if branch.place is None else f"{name}@item-{branch.place + 1}"
        return self.example.answers[stage].get(key, ...)


def _is_said(fact: Fact, token: Token, said: object, on: dt.date) -> bool:
    """Return whether an answer is what was said, or stands for it."""
    if said is ... or said == {"not_asked": _asked(fact)}:
        return token == ABSENT
    if said is None:
        return token == UNKNOWN
    if said == {"skipped": True}:
        return token == SKIPPED
    if not isinstance(token, Said):
        return False
    held = read_held(fact, said)
    match fact.kind, held:
        case Relationships(), _:
            return True
        case Age(), Aged() | Born() | Due():
            return months_on(held, on) in token.spans
        case Date(), PartialDate():
            low, high = held.days_before(on)
            if held.day is not None:
                low = high = max(-MOST_DAYS, min(MOST_DAYS, low))
            return (low, high) in token.spans
        case AnyOf(), _:
            return token.value == held
        case _:
            return token.value == held or not fact.rules_can_read_it


def _asked(fact: Fact) -> str:
    return fact.id.replace("_", "-")
