"""Two examples side by side: what changes between them, what stays, and what each comes to.

They are two journeys of one pack, or what two packs make of the same person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from childconcern.explanation import (
    Block,
    Bullets,
    Cell,
    Clause,
    Lines,
    Paragraph,
    Phrase,
    Several,
    Table,
)
from childconcern.explanation.document import said
from childconcern.facts import Json
from childconcern.policy import Duty, Rule
from childconcern.reporting.answers import Answer, PackWords
from childconcern.reporting.keys import everything_said, items_listed, ordered
from childconcern.reporting.outcomes import (
    answered,
    because,
    comes_to,
    duties_words,
    readers_of,
    rules_of,
)
from childconcern.reporting.telling import answers_table, others_words, worth_telling
from childconcern.reporting.weighing import weighed
from childconcern.verify import Example

__all__ = ["Side", "told_together", "what_is_missing"]

_SILENT: Final = "What does not apply any more, and what is missing for it:"
_NO_NAMES: Final[Mapping[str, str]] = {}


@frozen(kw_only=True, repr=False)
class Side:
    """One of two examples.

    Attributes:
        name: What it is called beside the other, such as "First".
        example: What was found, walked and decided.
        words: Those of the pack that decides.
    """

    name: str
    example: Example
    words: PackWords

    @property
    def items(self) -> int:
        """How many items it lists."""
        groups = self.words.pack.policy.vocabulary.groups
        return sum(len(items_listed(self.example, group.id)) for group in groups)


@frozen(kw_only=True)
class _Answers:
    """The answers of two examples, by where they stand."""

    changed: tuple[tuple[Answer, Answer], ...]
    same: tuple[Answer, ...]
    only_first: tuple[Answer, ...]
    only_then: tuple[Answer, ...]


def told_together(
    first: Side,
    then: Side,
    renamed: Mapping[str, str] = _NO_NAMES,
    duties: Mapping[str, str] = _NO_NAMES,
) -> tuple[Block, ...]:
    """Return two examples told together: what changes, what stays, and what each comes to.

    Args:
        first: The one before.
        then: The one after.
        renamed: What a key of the first is called in the other, where that is not the same.
        duties: What a duty of the first is called in the other, where that is not the same.
    """
    before = worth_telling(first.example, first.words)
    after = worth_telling(then.example, then.words)
    shown = after.union(renamed.get(key, key) for key in before)
    answers = _answers(first, then, renamed, shown)
    return (
        *_changed_table(answers, first, then),
        *answers_table("What is answered, the same in both", answers.same),
        *answers_table(f"Asked only {first.name.lower()}", answers.only_first),
        *answers_table(f"Asked only {then.name.lower()}", answers.only_then),
        *others_words(shown.union(before), first.example, then.example),
        _outcomes_table(first, then),
        *what_is_missing(_SILENT, first, then, duties),
    )


def _answers(
    first: Side, then: Side, renamed: Mapping[str, str], shown: frozenset[str]
) -> _Answers:
    before, after = _said(first.example, renamed), everything_said(then.example)
    differ = (key for key, value in before.items() if key in after and after[key] != value)
    keys = ordered({*shown, *differ}, before, after)
    pairs = [*_pairs(keys, first, then, {new: old for old, new in renamed.items()})]
    both = [pair for pair in pairs if pair[0].asked == pair[1].asked]
    changed = tuple(pair for pair in both if pair[0].words != pair[1].words)
    return _Answers(
        changed=changed,
        same=tuple(pair[1] for pair in both if pair not in changed),
        only_first=tuple(one for one, other in pairs if one.asked and not other.asked),
        only_then=tuple(other for one, other in pairs if other.asked and not one.asked),
    )


def _said(example: Example, renamed: Mapping[str, str]) -> dict[str, Json]:
    return {renamed.get(key, key): value for key, value in everything_said(example).items()}


def _pairs(
    keys: tuple[str, ...], first: Side, then: Side, was: Mapping[str, str]
) -> Iterator[tuple[Answer, Answer]]:
    """Yield what both say under each key of the second."""
    among = max((first, then), key=lambda one: one.items).example
    for key in keys:
        one = first.words.answer(was.get(key, key), first.example, among)
        yield evolve(one, key=key), then.words.answer(key, then.example, among)


def _changed_table(answers: _Answers, first: Side, then: Side) -> Iterator[Block]:
    rows = tuple(
        (said(other.question), said(one.words), said(other.words)) for one, other in answers.changed
    )
    caption = "The one answer that changes" if len(rows) == 1 else "The answers that change"
    if rows:
        yield Table(caption=caption, columns=("Question", first.name, then.name), rows=rows)


def _outcomes_table(first: Side, then: Side) -> Table:
    """Return what two examples come to; what is the same in both is left out."""
    rows = [_row("Route", *(comes_to(one.example, one.words.wording) for one in (first, then)))]
    readers = [readers_of(one.example, one.words.wording) for one in (first, then)]
    if readers[0] != readers[1]:
        rows.append(_row("Who reads it", *readers))
    reasons = (answered(one.example, one.words.wording) for one in (first, then))
    rows.append((said("Why"), *(Lines(tuple(map(said, lines))) for lines in reasons)))
    levels = [_level(one) for one in (first, then)]
    if levels[0] != levels[1]:
        rows.append(_row("Highest level", *levels))
    duties = [duties_words(one.example.duties) for one in (first, then)]
    if duties[0] != duties[1]:
        rows.append(_row("Duties", *duties))
    columns = ("", first.name, then.name)
    return Table(caption="What it comes to", columns=columns, rows=tuple(rows))


def _row(what: str, first: str, then: str) -> tuple[Cell, ...]:
    return said(what), said(first), said(then)


def _level(side: Side) -> str:
    level = side.example.level
    return "none" if level is None else side.words.wording.level(level)


def what_is_missing(
    lead: str, here: Side, there: Side, names: Mapping[str, str] = _NO_NAMES
) -> Iterator[Block]:
    """Yield what led one side to its route, and its duties, where they do not apply to the other.

    Args:
        lead: What is said before them.
        here: The side to which they apply.
        there: The side to which they do not; what they lack there is told.
        names: What a duty of this side is called there, where that is not the same.
    """
    rules = rules_of(here.example, here.words.wording)
    told = [_silent(one, there) for one in rules if one.id not in there.example.rules]
    for one in here.words.pack.policy.duties:
        name = names.get(one.id, one.id)
        if one.id in here.example.duties and name not in there.example.duties:
            told.append(_silent(evolve(one, id=name), there))
    if told:
        yield Paragraph(lead)
        yield Bullets(tuple(told))


def _silent(part: Rule | Duty, there: Side) -> Phrase:
    """Return a part that does not apply, with what it lacks, if it is there at all."""
    policy = there.words.pack.policy
    parts = policy.rules if isinstance(part, Rule) else policy.duties
    own = next((one for one in parts if one.id == part.id), None)
    if own is None:
        return Clause(f"{because(part)}: only one version has it")
    return Several(because(part), weighed(there.example, there.words).lacking(own.when))
