"""How easily a text reads.

A formula cannot read. It warns, and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import frozen

from childconcern.explanation.sentences import sentences
from childconcern.explanation.syllables import syllables

__all__ = ["NECESSARY_TERMS", "ReadingEase", "reading_ease", "words_of"]

NECESSARY_TERMS: Final = frozenset(
    {
        "agreement",
        "children's services",
        "children's social care",
        "designated officer",
        "disability",
        "domestic abuse",
        "early help",
        "exploitation",
        "family",
        "female genital mutilation",
        "FGM",
        "forced marriage",
        "health visitor",
        "honour-based abuse",
        "immediate danger",
        "LADO",
        "local authority",
        "mental health",
        "neglect",
        "paediatrician",
        "parental responsibility",
        "police",
        "private fostering",
        "professional",
        "referral",
        "request for service",
        "safeguarding",
        "self-harm",
        "social care",
        "social worker",
        "statutory",
        "young carer",
    }
)
"""Words of safeguarding that a referrer must meet; they are not counted as hard."""

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


@frozen(kw_only=True)
class ReadingEase:
    """What the formulas say of one text.

    Attributes:
        words: How many it has.
        sentences: How many it has.
        syllables: How many it has, about.
        ease: Flesch's reading ease: 60 and more is plain English.
        grade: Flesch and Kincaid's grade: years of school, so 8 is an age of about 13.
        longest_sentence: The words of its longest sentence.
    """

    words: int
    sentences: int
    syllables: int
    ease: float
    grade: float
    longest_sentence: int


def reading_ease(text: str, *, terms: Iterable[str] = NECESSARY_TERMS) -> ReadingEase:
    """Return how easily a text reads; a text without words reads with ease.

    Args:
        text: In English.
        terms: Words and phrases that are necessary: each of their words counts
            as short.
    """
    counts = [len(words_of(sentence)) for sentence in sentences(text)]
    lengths = [count for count in counts if count]
    words = words_of(_eased(text, terms))
    if not words:
        return ReadingEase(
            words=0, sentences=0, syllables=0, ease=100.0, grade=0.0, longest_sentence=0
        )
    total = sum(map(syllables, words))
    in_sentence = Fraction(len(words), len(lengths))
    in_word = Fraction(total, len(words))
    ease = Fraction("206.835") - Fraction("1.015") * in_sentence - Fraction("84.6") * in_word
    grade = Fraction("0.39") * in_sentence + Fraction("11.8") * in_word - Fraction("15.59")
    return ReadingEase(
        words=len(words),
        sentences=len(lengths),
        syllables=total,
        ease=float(round(ease, 1)),
        grade=float(round(grade, 1)),
        longest_sentence=max(lengths),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text; what a hyphen joins is two."""
    return tuple(_WORD.findall(text))


def _eased(text: str, terms: Iterable[str]) -> str:
    """Return a text with a short word in place of each word of a necessary term."""
    # The longest first, so that "social care" does not break "children's social care".
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    if not ordered:
        return text
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})(?:s|es)?\b", re.IGNORECASE)
    return found.sub(lambda term: " ".join("it" for _ in words_of(term[0])), text)
