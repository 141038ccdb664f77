"""Texts and documents that nobody would write on purpose, made of those that somebody did."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["CANARY", "any_json", "any_tables", "mutated"]

CANARY: Final = "Zebedee Canary"
"""A made-up name that no message may ever show; not made like an id."""

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]", re.ASCII)
_NASTY: Final = (
    *('"', "'", '"""', "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "\\", "\n", "\r", "\0"),
    *("nan", "-1", "0", "1e999", "true", "9" * 30, "9" * 5000, "0x" + "f" * 40, "1979-05-27"),
    *("07:32:00", "1979-05-27T07:32:00Z", '""', "[]", "{}", '"\\uD800"', "unknown", "level"),
    *("not ", " and ", "(", ")", ">=", "<", "known(", "any_item(children, ", "'bruise'", "\ufeff"),
)


def _edited(draw: st.DrawFn, text: str) -> str:
    """Return a text with a line, a word or a character deleted, doubled or replaced."""
    by = draw(st.sampled_from(("lines", "lines", "words", "words", "words", "tokens")))
    pieces = text.splitlines(keepends=True) if by == "lines" else _TOKEN.findall(text)
    places = [n for n, piece in enumerate(pieces) if by != "words" or piece.isidentifier()]
    if not places:
        return draw(st.sampled_from(_NASTY))
    at, other = draw(st.sampled_from(places)), draw(st.sampled_from(places))
    match draw(st.integers(0, 3)):
        case 0 if by == "tokens":
            pieces[at] = draw(st.sampled_from(_NASTY))
        case 0:
            del pieces[at]
        case 1 if by == "lines":
            pieces.insert(at, pieces[other])
        case 1:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        case _:
            pieces[at] = pieces[other]
    return "".join(pieces)


def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return bytes of which one is another, or which end too soon."""
    at = draw(st.integers(0, max(0, len(content) - 1)))
    if draw(st.booleans()):
        return content[:at]
    return content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]


@st.composite
def mutated(draw: st.DrawFn, files: Mapping[str, str]) -> dict[str, str | bytes]:
    """Return the files of a pack with one to four edits, now and then of bytes."""
    made = dict(files)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(files)))
        made[name] = _edited(draw, made[name])
    result: dict[str, str | bytes] = {**made}
    if draw(st.integers(0, 9)) == 9:
        name = draw(st.sampled_from(sorted(files)))
        result[name] = _damaged(draw, made[name].encode())
    return result


# ------------------------------------------------------------------------- documents

_NUMBERS: Final = st.integers(-3, 60) | st.sampled_from([10**9, 10**30, -(10**30)])


def any_json(words: Sequence[str], keys: Sequence[str]) -> st.SearchStrategy[Any]:
    """Return strategies of whatever JSON can hold, most of it made of words that mean something."""
    text = st.sampled_from([*words, CANARY, f"due {CANARY}", "\ud800", "", " "])
    floats = st.floats() | st.sampled_from([0.0, 1.0, 1e300])
    scalars = st.none() | st.booleans() | _NUMBERS | floats | text
    key = st.sampled_from([*keys, CANARY, f"@{CANARY}", "id", "not_asked", "skipped"])
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(key, inner, max_size=5),
        max_leaves=12,
    )


def any_tables(keys: Sequence[str], words: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return strategies of tables as TOML can hold them, made of keys that mean something."""
    scalars = st.sampled_from(words) | st.booleans() | st.integers(-2, 9) | st.dates()
    key = st.sampled_from(keys)
    values = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=6),
        max_leaves=25,
    )
    return st.dictionaries(key, values, max_size=6)
