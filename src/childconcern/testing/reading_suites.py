"""Reading a suite: what is wrong with one is said by its place, and nothing it holds is shown."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Final, cast

from childconcern.errors import ConcernError
from childconcern.facts import Json
from childconcern.facts.ids import is_kebab_case
from childconcern.testing.outcomes import NoDecisionError, read_outcome
from childconcern.testing.sheets import Sheet
from childconcern.testing.suites import KIND, SCHEMA, Suite, SuiteExample

__all__ = ["BadSuiteError", "read_suite"]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_MOST_DEEP: Final = 20


class BadSuiteError(ConcernError):
    """A suite cannot be read."""

    code = "bad-suite"

    def __init__(self, what: str, remedy: str = "write it with suite_document") -> None:
        super().__init__(f"this is no suite: {what}", remedy=remedy)


def read_suite(source: object) -> Suite:
    """Return the suite that a JSON document, or its text, tells.

    Raises:
        BadSuiteError: When it tells none, with the place that is wrong, never what it holds.
    """
    document = _parsed(source) if isinstance(source, str | bytes) else source
    told = _object(document, "it", ("kind", "schema", "pack", "examples"))
    if told["kind"] != KIND:
        raise BadSuiteError(f"its kind is not {KIND}")
    if type(told["schema"]) is not int or told["schema"] != SCHEMA:
        remedy = "install the version of childconcern that wrote it, or write it anew"
        raise BadSuiteError(f"its schema is not {SCHEMA}", remedy)
    pack = _object(told["pack"], "its pack", ("id", "version", "digest"))
    digest = _text(pack, "digest", "its pack")
    if _DIGEST.fullmatch(digest) is None:
        raise BadSuiteError("the digest of its pack is not 64 hexadecimal digits")
    listed = told["examples"]
    if not isinstance(listed, list):
        raise BadSuiteError("its examples are no list")
    return Suite(
        pack=_text(pack, "id", "its pack"),
        version=_text(pack, "version", "its pack"),
        digest=digest,
        examples=tuple(
            _example(one, f"example {place}")
            for place, one in enumerate(cast("list[object]", listed), 1)
        ),
    )


def _parsed(text: str | bytes) -> object:
    try:
        document: object = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadSuiteError("it is no JSON, or has a key twice") from None
    return document


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError
    return told


def _object(value: object, what: str, keys: tuple[str, ...]) -> Mapping[object, object]:
    """Return an object that has these keys and no others."""
    if not isinstance(value, Mapping):
        raise BadSuiteError(f"{what} is no object")
    told = cast("Mapping[object, object]", value)
    missing = [key for key in keys if key not in told]
    if missing:
        raise BadSuiteError(f"{what} has no {missing[0]}")
    if len(told) > len(keys):
        raise BadSuiteError(f"{what} has other keys than {', '.join(keys)}")
    return told


def _text(told: Mapping[object, object], key: str, what: str) -> str:
    value = told[key]
    if not isinstance(value, str) or not value.strip():
        raise BadSuiteError(f"the {key} of {what} is no text")
    return value


def _example(value: object, what: str) -> SuiteExample:
    told = _object(value, what, ("questionnaire", "on", "given", "answers", "expected"))
    questionnaire = _text(told, "questionnaire", what)
    if not is_kebab_case(questionnaire):
        raise BadSuiteError(f"the questionnaire of {what} is no id")
    sheet = Sheet(
        on=_day(told, what),
        questionnaire=questionnaire,
        given=_answers(told, "given", what),
        answers=_answers(told, "answers", what),
    )
    try:
        expected = read_outcome(told["expected"])
    except NoDecisionError:
        raise BadSuiteError(f"what is expected of {what} is no decision") from None
    return SuiteExample(sheet=sheet, expected=expected)


def _day(told: Mapping[object, object], what: str) -> dt.date:
    text = _text(told, "on", what)
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass  # there is no such day
    raise BadSuiteError(f"the day of {what} is not written as YYYY-MM-DD")


def _answers(told: Mapping[object, object], key: str, what: str) -> dict[str, Json]:
    value = told[key]
    if not isinstance(value, Mapping):
        raise BadSuiteError(f"{key} of {what} is no object")
    answers = dict(cast("Mapping[object, object]", value))
    if not _is_json(answers):
        raise BadSuiteError(f"{key} of {what} holds what no answer is, such as half a number")
    return cast("dict[str, Json]", answers)


def _is_json(value: object, deep: int = 0) -> bool:
    """Return whether a value is made as answers are: whole numbers, and not nested without end."""
    if value is None or isinstance(value, bool | str) or type(value) is int:
        return True
    if deep == _MOST_DEEP:
        return False
    if isinstance(value, list):
        return all(_is_json(one, deep + 1) for one in cast("list[object]", value))
    if not isinstance(value, dict):
        return False
    told = cast("dict[object, object]", value)
    return all(type(key) is str and _is_json(one, deep + 1) for key, one in told.items())
