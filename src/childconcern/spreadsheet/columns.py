"""The sheets and their columns: an id that stays, and words that people read.

A heading is the path of the same thing in ``cases.toml``: ``case.story``,
``given.out_of_hours``, ``answers.age@child-1``, ``concern.children``,
``expect.route``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from attrs import frozen

from childconcern.facts import Group
from childconcern.facts.ids import is_item_id
from childconcern.pack import Case, Pack
from childconcern.questionnaire import Question
from childconcern.spreadsheet.cells import Domain
from childconcern.spreadsheet.texts import bare, shown

__all__ = [
    "ANSWERS",
    "CASE_WORDS",
    "CONCERNS",
    "EXPECT_WORDS",
    "NEEDED",
    "SHEETS",
    "Column",
    "column_of",
    "headings",
]

ANSWERS: Final = "Answers"
"""The sheet of cases that go through the first questionnaire."""

CONCERNS: Final = "Concerns"
"""The sheet of cases that hand the facts over."""

SHEETS: Final[Mapping[str, str]] = {ANSWERS: "answers", CONCERNS: "concern"}
"""The sheets that hold cases, and what stands in their middle columns."""

CASE_WORDS: Final[Mapping[str, str]] = {
    "id": "A short name for the example: small letters, digits and hyphens",
    "story": "What happened, in your own words; nobody real",
    "on": "The day on which it is decided",
    "source": "Where the example comes from",
    "signed_off_by": "Who agreed it",
}
"""What the columns of a case are called, by id."""
EXPECT_WORDS: Final[Mapping[str, str]] = {
    "route": "What should be done: the route",
    "variant": "Which form of that route",
    "duties": "Who else must be told: all duties, or none",
    "level": "The highest level",
    "complete": "Were all questions answered?",
}
"""What the columns of what is expected are called, by id."""
NEEDED: Final = ("case.id", "case.story", "case.on", "expect.route")
"""Headings without which no case can be read."""


@frozen(kw_only=True)
class Column:
    """One column of a sheet.

    Attributes:
        heading: As it stands in the first row.
        part: ``case``, ``given``, ``answers``, ``concern`` or ``expect``.
        name: The key in that part: a field, a fact, a question or a group.
        words: What people read.
        item: The id of the item that it is of.
        domain: What its cells can say; None for fields and for lists of items.
        group: The group whose items it is of, or lists.
    """

    heading: str
    part: str
    name: str
    words: str
    item: str | None = None
    domain: Domain | None = None
    group: str | None = None

    @property
    def lists_items(self) -> bool:
        """Whether its cells list the ids of a group's items."""
        return self.group is not None and self.domain is None


def column_of(heading: str, sheet: str, pack: Pack) -> Column | None:
    """Return the column that a heading of a sheet means, or None where it means none."""
    part, dot, rest = heading.strip().partition(".")
    if not dot:
        return None
    match part.casefold():
        case "case":
            return _field("case", rest, CASE_WORDS)
        case "expect":
            return _field("expect", rest, EXPECT_WORDS)
        case "given" if sheet == ANSWERS:
            return _fact_column("given", rest, pack)
        case "concern" if sheet == CONCERNS:
            return _fact_column("concern", rest, pack)
        case "answers" if sheet == ANSWERS and pack.questionnaires:
            return _question_column(rest, pack)
        case _:
            return None


def _field(part: str, name: str, words: Mapping[str, str]) -> Column | None:
    small = name.casefold()
    if small not in words:
        return None
    return Column(heading=f"{part}.{small}", part=part, name=small, words=words[small])


def _item(said: str) -> str | None:
    """Return the id of an item in a heading; None where it can be none."""
    item = bare(said)
    return item if is_item_id(item) else None


def _fact_column(part: str, rest: str, pack: Pack) -> Column | None:
    vocabulary = pack.vocabulary
    name, at, said = rest.partition("@")
    name, item = name.casefold(), _item(said)
    if not at and name in vocabulary.group_index:
        return _list_column(part, name, vocabulary.group(name))
    fact = vocabulary.by_id.get(name)
    group = vocabulary.group_of.get(name)
    if fact is None or bool(at) != (group is not None) or bool(at) != (item is not None):
        return None
    question = _question_of(pack, name)
    labels: Mapping[str, str] = question.option_text if question else {}
    about = fact.about or (question.text if question else name)
    return Column(
        heading=_heading(part, name, item),
        part=part,
        name=name,
        words=f"{about} ({item})" if item else about,
        item=item,
        domain=Domain(fact=fact, labels=labels, can_be_unasked=True),
        group=group,
    )


def _question_of(pack: Pack, fact_id: str) -> Question | None:
    asked = (one for each in pack.questionnaires for _, one in each.questions.values())
    return next((one for one in asked if one.records == fact_id), None)


def _list_column(part: str, name: str, group: Group) -> Column:
    words = f"{group.about or group.id}: a short name for each, with commas between"
    return Column(heading=f"{part}.{name}", part=part, name=name, words=words, group=group.id)


def _question_column(rest: str, pack: Pack) -> Column | None:
    vocabulary, questions = pack.vocabulary, pack.questionnaire().questions
    name, at, said = rest.partition("@")
    if at and not name:
        listed = said.casefold()
        known = listed in vocabulary.group_index
        return _list_column("answers", f"@{listed}", vocabulary.group(listed)) if known else None
    name, item = name.casefold(), _item(said)
    if name not in questions or bool(at) != (item is not None):
        return None
    section, question = questions[name]
    if bool(at) != (section.for_each is not None):
        return None
    return Column(
        heading=_heading("answers", name, item),
        part="answers",
        name=name,
        words=f"{question.text} ({item})" if item else question.text,
        item=item,
        domain=Domain(
            fact=vocabulary.by_id[question.records],
            labels=question.option_text,
            can_skip=question.optional,
        ),
        group=section.for_each,
    )


def _heading(part: str, name: str, item: str | None) -> str:
    return f"{part}.{name}" if item is None else f"{part}.{name}@{shown(item)}"


# -------------------------------------------------------------- headings of a sheet


def headings(pack: Pack, sheet: str, cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the headings of a sheet for a pack and these cases, in order.

    Every question, or fact, has a column; one of a group's has one for each item
    of any case, and for a first item where there is none.
    """
    of = tuple(cases)
    middle = _answers(pack, of) if sheet == ANSWERS else _concern(pack, of)
    ends = (f"expect.{name}" for name in EXPECT_WORDS)
    return (*(f"case.{name}" for name in CASE_WORDS), *dict.fromkeys(middle), *ends)


def _answers(pack: Pack, cases: tuple[Case, ...]) -> Iterator[str]:
    vocabulary = pack.vocabulary
    givens = [case.given or {} for case in cases]
    used = {key for given in givens for key in given}
    for fact in vocabulary.facts:
        if fact.set_by_service or fact.id in used:
            yield f"given.{fact.id}"
    for group in vocabulary.groups:
        if group.id in used:
            yield from _of_group("given", group, _items(givens, group.id))
    answers = [case.answers or {} for case in cases]
    for section in pack.questionnaire().sections:
        if section.for_each is None:
            yield from (f"answers.{question.id}" for question in section.questions)
            continue
        yield f"answers.@{section.for_each}"
        own = {question.id for question in section.questions}
        listed = (one for table in answers for one in _listed(table, section.for_each))
        keys = (key.partition("@") for table in answers for key in table)
        spoken = (item for name, _, item in keys if name in own)
        given = _items(givens, section.for_each)
        ids = dict.fromkeys((*given, *listed, *spoken)) or {f"{section.for_each}-1": None}
        for item in ids:
            yield from (_heading("answers", one.id, item) for one in section.questions)
    # People can be listed of whom nothing is asked.
    listing = {key for table in answers for key in table if key.startswith("@")}
    yield from (f"answers.@{one.id}" for one in vocabulary.groups if f"@{one.id}" in listing)


def _listed(answers: Mapping[str, object], group: str) -> list[str]:
    return [str(one) for one in cast("list[object]", answers.get(f"@{group}", []))]


def _concern(pack: Pack, cases: tuple[Case, ...]) -> Iterator[str]:
    concerns = [case.concern or {} for case in cases]
    yield from (f"concern.{fact.id}" for fact in pack.vocabulary.facts)
    for group in pack.vocabulary.groups:
        items = _items(concerns, group.id) or (f"{group.id}-1",)
        yield from _of_group("concern", group, items)


def _of_group(part: str, group: Group, items: tuple[str, ...]) -> Iterator[str]:
    yield f"{part}.{group.id}"
    for item in items:
        yield from (_heading(part, fact.id, item) for fact in group.facts)


def _items(documents: list[Mapping[str, object]], group: str) -> tuple[str, ...]:
    """Return the ids of the items that any of these concerns lists, each once."""
    lists = (document.get(group) for document in documents)
    items = (one for held in lists if isinstance(held, list) for one in cast("list[object]", held))
    return tuple(dict.fromkeys(str(cast("Mapping[str, object]", one).get("id")) for one in items))
