"""An example told: only what matters of it, how much else can be anything, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from childconcern.conditions import facts_in
from childconcern.explanation import Block, Bullets, Clause, Paragraph, Table
from childconcern.explanation.document import said
from childconcern.explanation.wording import id_words
from childconcern.reporting.answers import Answer, PackWords
from childconcern.reporting.keys import everything_said, ordered
from childconcern.reporting.outcomes import answered, comes_to, duties_words, rules_of
from childconcern.verify import Example

__all__ = ["answers_table", "others_words", "told", "worth_telling"]

_LITTLE: Final = 2
"""A rule that reads no more facts than these is told with what was said of them."""

_NO_MARKS: Final[Mapping[str, str]] = {}


def told(
    example: Example, words: PackWords, *, about: frozenset[str] = frozenset(), mark: str = ""
) -> tuple[Block, ...]:
    """Return one example in the pack's own words.

    Args:
        example: What was found, walked and decided.
        words: Those of its pack.
        about: The ids of facts that the claim itself speaks of: they come first, and are marked.
        mark: How they are marked.
    """
    shown = worth_telling(example, words)
    answers = [words.answer(key, example) for key in ordered(shown, everything_said(example))]
    answers.sort(key=lambda one: one.fact not in about)
    marks = {one.key: mark for one in answers if one.fact in about}
    return (
        Paragraph(f"{_walked(example)}."),
        *answers_table("What is answered", answers, marks),
        *others_words(shown, example),
        *_outcome(example, words),
    )


def worth_telling(example: Example, words: PackWords) -> frozenset[str]:
    """Return the keys of an example that people should see, or all where nobody asked what matters.

    They are those that matter, and what the rules that answered read, where that is
    little: an answer can follow from others that matter, and say more than they do.
    """
    said_there = everything_said(example)
    if not example.matter:
        return frozenset(said_there)
    terms = words.wording.terms
    reading = (facts_in(one.when, terms) for one in rules_of(example, words.wording))
    read = frozenset[str]().union(*(facts for facts in reading if len(facts) <= _LITTLE))
    return example.matter.union(key for key in said_there if words.fact_of(key) in read)


def _walked(example: Example) -> str:
    """Return how an example comes about: "The screener can be answered like this"."""
    if not example.answers:
        return "This can be known of a concern, whoever asked"
    asked = " and then the ".join(map(id_words, example.answers))
    short = "" if example.complete else ", before its end,"
    return f"The {asked} can{short} be answered like this"


def answers_table(
    caption: str, answers: Sequence[Answer], marks: Mapping[str, str] = _NO_MARKS
) -> Iterator[Block]:
    """Yield answers as a table, and in a sentence what nobody was asked or has answered."""
    rows = tuple(
        (said(one.question), said(_marked(one.words, marks.get(one.key, ""))))
        for one in answers
        if one.asked
    )
    if rows:
        yield Table(caption=caption, columns=("Question", "Answer"), rows=rows)
    silent = [one for one in answers if not one.asked]
    unasked = [one.question for one in silent if one.key.startswith("given/")]
    if unasked:
        yield Paragraph(f"Nothing was recorded of these: {'; '.join(unasked)}.")
    unanswered = [one.question for one in silent if not one.key.startswith("given/")]
    if unanswered:
        yield Paragraph(f"Nobody has answered yet: {' '.join(unanswered)}")


def _marked(text: str, mark: str) -> str:
    return f"{text} \u2190 {mark}" if mark else text


def others_words(
    shown: frozenset[str], first: Example, then: Example | None = None
) -> Iterator[Block]:
    """Yield how many other answers can be anything; between two examples they are the same.

    Args:
        shown: The keys that are told.
        first: An example.
        then: One that is told together with it, if any.
    """
    if not first.matter:
        return
    same = " if they are the same in both" if then is not None else ""
    number = max(_others(one, shown) for one in (first, then) if one is not None)
    if not first.answers:
        yield Paragraph(f"All other facts can be anything{same}.")
    elif number == 1:
        yield Paragraph("One other question is asked. Its answer can be anything.")
    elif number:
        yield Paragraph(f"{number} other questions are asked. The answers can be anything{same}.")


def _others(example: Example, shown: frozenset[str]) -> int:
    """Return how many questions are asked of which nothing hangs on the answer."""
    asked = [key for key in everything_said(example) if not key.startswith(("@", "given/"))]
    unanswered = example.questions - len(asked)
    return unanswered + sum(key not in shown for key in asked)


def _outcome(example: Example, words: PackWords) -> Iterator[Block]:
    """Yield what an example comes to, and why."""
    yield Paragraph(f"It comes to {comes_to(example, words.wording)}:")
    lines = [*answered(example, words.wording)]
    if example.duties:
        lines.append(f"Besides, these duties apply: {duties_words(example.duties)}")
    yield Bullets(tuple(map(Clause, lines)))
