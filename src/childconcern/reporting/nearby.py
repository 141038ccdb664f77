"""The nearest other outcome, told: which few answers would alter the route, and to which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from childconcern.explanation.phrases import quoted
from childconcern.explanation.sentences import full_stop
from childconcern.facts import Code, FormKind, Json
from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.json_report import example_document
from childconcern.reporting.outcomes import comes_to
from childconcern.verify.nearby import Nearest

__all__ = ["nearest_document", "nearest_words"]


def nearest_words(found: Nearest | None, pack: Pack, *, on: dt.date) -> tuple[str, ...]:
    """Return the nearest other outcome in the pack's own words, a sentence each.

    They name the answers that would be, and none that was given.

    Args:
        found: What was found; None where no other answers lead elsewhere.
        pack: The pack that was asked.
        on: The day for which it was asked.
    """
    if found is None:
        return ("No other answers to these questions lead to another of those routes.",)
    return tuple(_sentences(found, PackWords(pack=pack, on=on)))


def _sentences(found: Nearest, words: PackWords) -> Iterator[str]:
    number = len(found.changes)
    few = "one other answer" if number == 1 else f"{number} other answers"
    route = comes_to(found.example, words.wording)
    yield f"The route would be {route} with {few}, and with no fewer."
    for change in found.changes:
        yield _would_be(change.key, found, words)
    for key in found.then_asked:
        if _is_read(key, words):
            yield f"Then asked: {_would_be(key, found, words)}"
    again = {_question(key, found, words) for key in found.then_asked}
    gone = dict.fromkeys(_question(key, found, words) for key in found.not_asked)
    if left := [one for one in gone if one not in again]:
        yield f"No longer asked: {'; '.join(left)}."


def _would_be(key: str, found: Nearest, words: PackWords) -> str:
    answer = words.answer(_told_key(key), found.example)
    return f"{quoted(answer.question)} would be answered: {full_stop(answer.words)}"


def _question(key: str, found: Nearest, words: PackWords) -> str:
    return quoted(words.question(_told_key(key), found.example))


def _is_read(key: str, words: PackWords) -> bool:
    """Return whether a rule can read the answer: what is only written down can be anything."""
    fact = words.wording.fact(words.fact_of(_told_key(key)))
    return fact is None or not isinstance(fact.kind, FormKind | Code)


def _told_key(key: str) -> str:
    """Return a key as examples have it: a list belongs to no questionnaire."""
    inner = key.partition("/")[2]
    return inner if inner.startswith("@") else key


def nearest_document(found: Nearest | None) -> dict[str, Json]:
    """Return the nearest other outcome as JSON, with what was answered and what would be."""
    if found is None:
        return {"route": None, "changes": []}
    changes: list[Json] = [
        {"key": one.key, "answered": one.answered, "before": one.before, "after": one.after}
        for one in found.changes
    ]
    return {
        "from": found.route,
        "route": found.to,
        "changes": changes,
        "then_asked": dict(found.then_asked),
        "not_asked": list(found.not_asked),
        "example": example_document(found.example),
    }
