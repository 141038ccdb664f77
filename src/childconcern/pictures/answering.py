"""The answers that a question can have, in the words of its questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from childconcern.explanation import Wording
from childconcern.facts import NOT_KNOWN, AnyOf, OneOf, YesNo
from childconcern.pictures.supposing import Anything, Chosen, Exactly, Supposition
from childconcern.questionnaire import Question

__all__ = ["PossibleAnswer", "possible_answers"]

_YES_NO: Final = (("yes", "Yes", True), ("no", "No", False))


@frozen
class PossibleAnswer:
    """One answer.

    Attributes:
        words: As people read it.
        supposes: What is then certain; None where the question is skipped.
    """

    words: str
    supposes: Supposition | None


def possible_answers(question: Question, wording: Wording) -> tuple[PossibleAnswer, ...]:
    """Return every answer that can be told apart, in the order in which people see them.

    Of an any-of fact it is each option, whatever is chosen beside it; numbers,
    ages, dates and texts are one answer.
    """
    return tuple(_answers(question, wording))


def _answers(question: Question, wording: Wording) -> Iterator[PossibleAnswer]:
    kind = wording.policy.vocabulary.by_id[question.records].kind
    match kind:
        case YesNo():
            for key, word, value in _YES_NO:
                yield PossibleAnswer(question.option_text.get(key) or word, Exactly(value))
        case OneOf(options):
            for option in options:
                yield PossibleAnswer(_option(question, option, wording), Exactly(option))
        case AnyOf(options):
            for one in options:
                alone = Exactly(frozenset({one.id})) if one.exclusive else Chosen(one.id)
                yield PossibleAnswer(_option(question, one.id, wording), alone)
        case _:
            yield PossibleAnswer("An answer", Anything())
    if question.unknown_allowed:
        yield PossibleAnswer(question.option_text.get("unknown") or "Not known", NOT_KNOWN)
    if question.optional:
        yield PossibleAnswer("Passed over", None)


def _option(question: Question, option: str, wording: Wording) -> str:
    own = question.option_text.get(option)
    return own or wording.option(question.records, option).strip("“”")
