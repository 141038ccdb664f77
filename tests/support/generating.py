"""Made-up concerns as JSON, and what they can speak of, all of it well formed.

Small on purpose: few facts, few options and thresholds near the values, so that
every test is now true, now false and now unknown. Vocabularies, conditions and
policies are those of :mod:`childconcern.testing`.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from childconcern.conditions import Terms
from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Kind,
    OneOf,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.testing.drawing import chance, number, pick, some
from childconcern.testing.made_conditions import conditions, signs
from childconcern.testing.made_policies import policies
from childconcern.testing.made_vocabularies import vocabularies

__all__ = [
    "DAYS",
    "Document",
    "ages",
    "better_known",
    "conditions",
    "days",
    "documents",
    "policies",
    "terms",
    "vocabularies",
]

Document: TypeAlias = dict[str, Any]  # what JSON holds, as `json.loads` gives it

DAYS: Final = (
    dt.date(2024, 2, 29),
    dt.date(2025, 2, 28),
    dt.date(2026, 3, 1),
    dt.date(2026, 3, 31),
    dt.date(2026, 12, 31),
)
"""Days on which the lengths of months and years can be got wrong."""


@st.composite
def days(draw: st.DrawFn) -> dt.date:
    """Return strategies of days of decision, most of them awkward."""
    if chance(draw, 3):
        return dt.date.fromordinal(number(draw, 738_900, 740_300))
    return pick(draw, DAYS)


# -------------------------------------------------------------------------- concerns


def _day(draw: st.DrawFn) -> str:
    written = dt.date.fromordinal(number(draw, 738_300, 740_600)).isoformat()
    if chance(draw, 2):
        written = f"{written[:4]}{pick(draw, ('-02-28', '-02-29', '-03-31', '-12-31'))}"
    try:
        dt.date.fromisoformat(written)
    except ValueError:
        written = written[:7]
    return written[: pick(draw, (10, 10, 7, 4))]


def _age(draw: st.DrawFn) -> str:
    match number(draw, 0, 4):
        case 0 | 1:
            return _day(draw)
        case 2:
            return f"due {f'{_day(draw)}-10-10'[:10]}"
        case _:
            about, said = pick(draw, ("", "about ")), number(draw, 0, 30)
            return f"{about}{said}{pick(draw, (' months', ' month', ' years', ' year', ''))}"


@st.composite
def ages(draw: st.DrawFn) -> str:
    """Return ages as JSON holds them: born or due near the days above, or said."""
    return _age(draw)


def _raw(draw: st.DrawFn, kind: Kind) -> Any:  # noqa: ANN401 - as JSON
    match kind:
        case YesNo():
            return pick(draw, (True, False))
        case OneOf(options):
            return pick(draw, options)
        case AnyOf():
            return list(some(draw, kind.ids[:-1])) if chance(draw, 8) else [kind.ids[-1]]
        case WholeNumber():
            return number(draw, kind.at_least, kind.at_most)
        case Age():
            return _age(draw)
        case Date():
            return _day(draw)
        case _:
            return pick(draw, ("Zoë O'Neill-Ndiaye", "Łukasz", "a story"))


def _fill(draw: st.DrawFn, document: Document, facts: Sequence[Fact]) -> None:
    for fact in facts:
        match number(draw, 0, 9):
            case 0 | 1:
                document[fact.id] = None
            case 2:
                document[fact.id] = {"not_asked": "a-question"}
            case 3 if not fact.is_safety_fact:
                pass
            case _:
                document[fact.id] = _raw(draw, fact.kind)


@st.composite
def documents(draw: st.DrawFn, vocabulary: Vocabulary) -> Document:
    """Return concerns of ``vocabulary`` as JSON: given, not known, not asked and absent."""
    document: Document = {}
    _fill(draw, document, vocabulary.facts)
    for group in vocabulary.groups:
        how_many = number(draw, -1, group.at_most)
        if how_many >= group.at_least:
            document[group.id] = [{"id": f"{group.id}-{n}"} for n in range(how_many)]
            for item in document[group.id]:
                _fill(draw, item, group.facts)
        elif group.at_least or chance(draw, 5):
            document[group.id] = {"not_asked": "a-question"}
    return document


@st.composite
def better_known(draw: st.DrawFn, vocabulary: Vocabulary, document: Document) -> Document:
    """Return ``document`` with values for some of what was not known, safety facts aside."""
    learnt = _learnt(draw, vocabulary.facts, document)
    for group in vocabulary.groups:
        if isinstance(document.get(group.id), list):
            learnt[group.id] = [_learnt(draw, group.facts, item) for item in document[group.id]]
    return learnt


def _learnt(draw: st.DrawFn, facts: Sequence[Fact], document: Document) -> Document:
    learnt = dict(document)
    for fact in facts:
        unknown = document.get(fact.id, ...) is None and not fact.is_safety_fact
        if unknown and not chance(draw, 2):
            learnt[fact.id] = _raw(draw, fact.kind)
    return learnt


# ----------------------------------------------------------------------------- terms


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Return a vocabulary, and none to two signs, each of which may use those before it."""
    vocabulary = draw(vocabularies())
    return Terms(
        vocabulary=vocabulary,
        signs=signs(draw, vocabulary, known=True),
        areas=("harm", "neglect"),
        levels=(1, 2, 3),
    )
