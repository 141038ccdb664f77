"""The words of a ladder, the same in every form of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.explanation import Phrase, in_one_line
from childconcern.pack.wording import id_words
from childconcern.pictures.nouns import Exit, Ladder, Part, Step

__all__ = [
    "HOW_TO_READ",
    "answers_words",
    "asked_words",
    "exit_words",
    "flow_words",
    "part_words",
    "results_words",
    "step_words",
]

HOW_TO_READ: Final = (
    "Read down, column by column. A question with “Asked when” is passed over where that is not so."
    " An outcome beside an answer is the least urgent that can follow: other answers can only make"
    " it more urgent. “Can come to” names what the answer speaks for together with others."
    " The most urgent rule that applies decides."
)
"""What a reader must know."""


def answers_words(one: Exit, step: Step) -> str:
    """Return the answers of an exit in a row, or that it is any other."""
    if one.is_plain and len(one.answers) > 1:
        return "Any answer" if len(step.exits) == 1 else "Any other answer"
    return "; or ".join(one.answers)


def flow_words(one: Exit, each: str, *, number: int) -> str:
    """Return which question follows: "go to 4", "on to 3", "end"."""
    if one.goes_to is None:
        where = "no more questions"
    else:
        where = f"{'on' if one.goes_to == number + 1 else 'go'} to {one.goes_to}"
    return f"next {each}, then {where}" if one.next_item else where


def results_words(one: Exit, ladder: Ladder) -> Iterator[str]:
    """Yield what an exit decides, and what it can come to."""
    if one.route is not None:
        yield ladder.rung(one.route).name
    for duty in one.duties:
        yield f"Also a duty: {id_words(duty)}"
    if one.towards is not None:
        yield f"Can come to: {ladder.rung(one.towards).name}"


def exit_words(one: Exit, step: Step, part: Part, ladder: Ladder) -> str:
    """Return an exit in one line, for those who hear it."""
    flow = flow_words(one, part.each, number=step.number)
    return f"{answers_words(one, step)}: {', '.join((*results_words(one, ladder), flow))}."


def asked_words(asked_when: Phrase | None) -> str:
    """Return when something is asked; empty where it always is."""
    return "" if asked_when is None else f"Asked when {in_one_line(asked_when)}"


def part_words(part: Part) -> str:
    """Return the heading of a section."""
    return f"{part.title}: for each {part.each}" if part.each else part.title


def step_words(step: Step, part: Part, ladder: Ladder) -> str:
    """Return a question with all its exits, for those who hear it."""
    conditions = [asked_words(step.asked_when)] if step.asked_when is not None else []
    if step.only_with_others:
        conditions.append("Passed over where nobody else is listed")
    said = (f"{words}." for words in conditions)
    exits = (exit_words(one, step, part, ladder) for one in step.exits)
    return " ".join((f"Question {step.number}: {step.text}", *said, *exits))
