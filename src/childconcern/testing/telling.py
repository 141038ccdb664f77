"""A sheet and what was decided about it, in the pack's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from childconcern.explanation import Wording, pack_wording
from childconcern.explanation.phrases import capitalised
from childconcern.explanation.wording import day_words
from childconcern.facts import Code, Fact, Json, Relationships
from childconcern.journey import Journey
from childconcern.pack import Pack
from childconcern.pack.wording import id_words, item_noun
from childconcern.questionnaire import Question
from childconcern.testing.courses import SKIP
from childconcern.testing.outcomes import Outcome
from childconcern.testing.sheets import Sheet, journey_of

__all__ = ["outcome_words", "sheet_lines"]


def sheet_lines(pack: Pack, sheet: Sheet) -> tuple[str, ...]:
    """Return what a sheet says, a line for each question that is asked, in order.

    Then come the questions that have no answer yet, as such, and what was answered
    and is not asked any more.

    Raises:
        ProblemsError: When the sheet does not fit the pack.
    """
    return tuple(_Teller(pack, sheet).lines())


def outcome_words(pack: Pack, outcome: Outcome) -> str:
    """Return what was decided in one line."""
    wording = pack_wording(pack)
    parts = [f"{wording.route(outcome.route)} ({outcome.route})"]
    if outcome.variant is not None:
        parts.append(f"variant {outcome.variant}")
    if outcome.level is not None:
        parts.append(f"level {wording.level(outcome.level)}")
    duties = ", ".join(sorted(outcome.duties))
    return ", ".join((*parts, f"duties: {duties}" if duties else "no duties"))


class _Teller:
    def __init__(self, pack: Pack, sheet: Sheet) -> None:
        self.pack, self.sheet = pack, sheet
        self.asked = pack.questionnaire(sheet.questionnaire)
        self.journey: Journey = journey_of(pack, sheet)
        self.wording: Wording = pack_wording(pack)

    def lines(self) -> Iterator[str]:
        yield f"{self.asked.title or self.asked.id}, on {day_words(self.sheet.on)}"
        yield from self._said_before()
        for group in self.pack.vocabulary.groups:
            listed = self.sheet.answers.get(f"@{group.id}")
            if isinstance(listed, list):
                yield f"How many {item_noun(group.id)[1]}: {len(listed)}"
        yield from map(self._line, self.journey.path)
        for key in self.journey.set_aside:
            yield f"Not asked any more: {self._line(key)}"

    def _said_before(self) -> Iterator[str]:
        yield from self._given(self.pack.vocabulary.facts, self.sheet.given, "")
        for group in self.pack.vocabulary.groups:
            items = self.sheet.given.get(group.id)
            # What was given fits the pack, so each item is an object with an id.
            listed = cast("list[dict[str, Json]]", items) if isinstance(items, list) else []
            for item in listed:
                whose = f"{self._item(group.id, str(item['id']))}, "
                yield from self._given(group.facts, item, whose)

    def _given(self, facts: Sequence[Fact], given: Mapping[str, Json], whose: str) -> Iterator[str]:
        for fact in facts:
            value = given.get(fact.id, {})
            if not isinstance(value, dict):
                words = "not known" if value is None else self.wording.value(fact.id, value)
                yield f"Said before: {whose}{self.wording.about(fact.id)}: {words}"

    def _line(self, key: str) -> str:
        name, _, item_id = key.partition("@")
        section, question = self.asked.questions[name]
        whose = f"{capitalised(self._item(section.for_each or '', item_id))}: " if item_id else ""
        answer = self._answer(key, question) if key in self.sheet.answers else "(no answer)"
        return f"{whose}{question.text} {answer}"

    def _item(self, group_id: str, item_id: str) -> str:
        """Return which of a group it is, by its place; an id that nobody lists has none."""
        ids = [item.id for item in self.journey.concern.items(group_id)]
        place = f" {ids.index(item_id) + 1}" if item_id in ids else " that is not listed"
        return f"{item_noun(group_id)[0]}{place}"

    def _answer(self, key: str, question: Question) -> str:
        fact, answer = self.pack.vocabulary.by_id[question.records], self.sheet.answers[key]
        if answer == SKIP:
            return "(skipped)"
        match answer:
            case None:
                return question.option_text.get("unknown", "I don't know")
            case bool():
                option = "yes" if answer else "no"
                return question.option_text.get(option, capitalised(option))
            case list():
                return "; ".join(_option(question, fact, str(one)) for one in answer)
            case dict() if isinstance(fact.kind, Relationships):
                said = (
                    f"{self._item(fact.kind.to, one)}: {_option(question, fact, str(what))}"
                    for one, what in answer.items()
                )
                return "; ".join(said)
            case _:
                return _option(question, fact, str(answer))


def _option(question: Question, fact: Fact, option: str) -> str:
    """Return an option in words; anything else that was said as it stands."""
    labels = fact.kind.code_set.labels if isinstance(fact.kind, Code) else {}
    options = getattr(fact.kind, "ids", getattr(fact.kind, "options", ()))
    plain = capitalised(id_words(option)) if option in options else option
    return question.option_text.get(option) or labels.get(option, plain)
