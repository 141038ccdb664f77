"""Which texts of a pack could read more easily.

It never fails a check, never changes a text, and never asks for a necessary
word to go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from childconcern.explanation.phrases import listed, quoted
from childconcern.explanation.readability import NECESSARY_TERMS, reading_ease, words_of
from childconcern.explanation.sentences import sentences
from childconcern.explanation.syllables import syllables
from childconcern.pack import WrittenPack
from childconcern.policy import WrittenPolicy
from childconcern.problems import Place, Problem, Severity

__all__ = ["GRADE_WANTED", "MOST_WORDS", "readability_warnings"]

GRADE_WANTED: Final = 9.0
"""The grade above which a text is called hard; 9 is an age of about 14."""

MOST_WORDS: Final = 25
"""The words of a sentence above which it is called long."""

_FEWEST_WORDS: Final = 12
"""In a shorter text one long word decides the grade, and a grade says nothing."""

_LONG_WORD: Final = 4
_LONG_WORDS_SHOWN: Final = 3

_Path: TypeAlias = tuple[str | int, ...]
_Text: TypeAlias = tuple[Place, str]


def readability_warnings(
    pack: WrittenPack, *, grade: float = GRADE_WANTED, terms: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """Return a warning for each text of a pack that referrers may find hard to read.

    It looks at questions, hints, reasons and next steps. All that it returns
    are warnings.

    Args:
        pack: Whose words are English.
        grade: The grade above which a text is called hard.
        terms: Necessary words of the council's own, beside NECESSARY_TERMS.
    """
    needed = NECESSARY_TERMS.union(terms)
    return tuple(
        problem for place, text in _texts(pack) for problem in _warnings(place, text, grade, needed)
    )


def _warnings(place: Place, text: str, grade: float, terms: frozenset[str]) -> Iterator[Problem]:
    for sentence in sentences(text):
        number = len(words_of(sentence))
        if number > MOST_WORDS:
            start = " ".join(sentence.split()[:5])
            message = f"a sentence has {number} words: {quoted(f'{start} ...')}"
            remedy = f"split it, so that none has over {MOST_WORDS}"
            yield _warning("long-sentence", place, message, remedy)
    found = reading_ease(text, terms=terms)
    if found.words >= _FEWEST_WORDS and found.grade > grade:
        message = f"the text reads at grade {found.grade:g}; up to {grade:g} is wanted"
        remedy = f"shorten sentences{_long_words(text, terms)}; keep every word that is needed"
        yield _warning("hard-to-read", place, message, remedy)


def _long_words(text: str, terms: frozenset[str]) -> str:
    needed = {word.lower() for term in terms for word in words_of(term)}
    long = {
        word.lower(): syllables(word)
        for word in words_of(text)
        if word.lower() not in needed and syllables(word) >= _LONG_WORD
    }
    worst = sorted(long, key=lambda word: (-long[word], word))[:_LONG_WORDS_SHOWN]
    return f", or find shorter words for {listed(tuple(map(quoted, worst)))}" if worst else ""


def _warning(code: str, place: Place, message: str, remedy: str) -> Problem:
    return Problem(
        code=code, place=place, message=message, remedy=remedy, severity=Severity.WARNING
    )


def _texts(pack: WrittenPack) -> Iterator[_Text]:
    """Yield the texts that referrers read, with their places, file by file."""
    for questionnaire in pack.questionnaires:
        file = f"{questionnaire.id}.toml"
        for s, section in enumerate(questionnaire.sections):
            for q, question in enumerate(section.questions):
                path: _Path = ("sections", s, "questions", q)
                yield Place(file=file, path=(*path, "text")), question.text
                yield Place(file=file, path=(*path, "hint")), question.hint
    for path, text in _policy_texts(pack.policy):
        yield Place(file="policy.toml", path=path), text


def _policy_texts(policy: WrittenPolicy) -> Iterator[tuple[_Path, str]]:
    for n, indicator in enumerate(policy.indicators):
        yield ("indicators", n, "because"), indicator.because
    for n, route in enumerate(policy.routes):
        yield ("routes", n, "next_step"), route.next_step
        for m, variant in enumerate(route.variants):
            yield ("routes", n, "variants", m, "next_step"), variant.next_step or ""
    for n, rule in enumerate(policy.rules):
        yield ("rules", n, "because"), rule.because
    for n, duty in enumerate(policy.duties):
        yield ("duties", n, "because"), duty.because
        yield ("duties", n, "next_step"), duty.next_step or ""
