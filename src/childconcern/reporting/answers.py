"""What people answer, in the pack's own words: the question as asked, and what they choose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from attrs import frozen

from childconcern.explanation import Wording, pack_wording
from childconcern.explanation.phrases import capitalised, quoted
from childconcern.facts import Age, Code, Fact, FormKind, Json, OneOf, WholeNumber
from childconcern.pack import Pack
from childconcern.pack.wording import amount, id_words, item_noun
from childconcern.questionnaire import Question
from childconcern.reporting.keys import everything_said, is_not_asked, items_listed, place_words
from childconcern.reporting.said_values import alike, said_age, said_day
from childconcern.verify import Example
from childconcern.verify.encoding.domains import Cuts, cuts_in
from childconcern.verify.encoding.model import conditions_of

__all__ = ["Answer", "PackWords"]

_NO_TEXTS: Final[Mapping[str, str]] = {}


@frozen(kw_only=True)
class Answer:
    """One thing that was said, or that was known before.

    Attributes:
        key: As examples have it, such as ``screener/danger``.
        fact: The id of the fact that it records, or of the group whose items it lists.
        question: As people read it, after the item that it is about, where there are several.
        words: What was said, with what counts the same.
        asked: Whether anything was said at all.
    """

    key: str
    fact: str
    question: str
    words: str
    asked: bool = True


@frozen(kw_only=True, repr=False, slots=False)
class PackWords:
    """The words of one pack for what examples say; what has no words is said by its id.

    Attributes:
        pack: Which one.
        on: The day on which ages and days are read.
        beside: Packs that it is compared with, whose conditions tell values apart too.
        before: The words of the version before, where findings compare the two.
    """

    pack: Pack
    on: dt.date
    beside: tuple[Pack, ...] = ()
    before: PackWords | None = None

    @cached_property
    def wording(self) -> Wording:
        """Words for what its policy speaks of."""
        return pack_wording(self.pack)

    @cached_property
    def cuts(self) -> Mapping[str, Cuts]:
        """Where the numbers of each fact are cut, as they are for the proof."""
        return cuts_in(when for pack in (self.pack, *self.beside) for when in conditions_of(pack))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its questionnaire and id, such as ``screener/danger``."""
        return {
            f"{one.id}/{question.id}": question
            for one in self.pack.questionnaires
            for _, question in one.questions.values()
        }

    def question(self, key: str, among: Example | None = None) -> str:
        """Return what is asked under a key, after the item that it is about.

        Args:
            key: As in ``matter``.
            among: Whose items are counted: of a single one nobody asks which it is.
        """
        if key.startswith("@"):
            return f"How many {item_noun(key.removeprefix('@'))[1]} are there?"
        group_id, item_id = self._item(key)
        if not key.startswith("given/"):
            return f"{_whose(among, group_id, item_id)}{self._text(key.partition('@')[0])}"
        by_service = " (the service knows this)" if among is not None and among.answers else ""
        about = capitalised(self.wording.about(self.fact_of(key)))
        return f"{_whose(among, group_id, item_id)}{about}{by_service}"

    def fact_of(self, key: str) -> str:
        """Return the id of the fact that is said under a key, or of the group that is listed."""
        if key.startswith("@"):
            return key.removeprefix("@")
        if key.startswith("given/"):
            return key.rpartition("/")[2]
        full = key.partition("@")[0]
        question = self.questions.get(full)
        return full.rpartition("/")[2].replace("-", "_") if question is None else question.records

    def _item(self, key: str) -> tuple[str, str]:
        """Return the group and the item that a key speaks of; empty where it is of the whole."""
        item_id = key.partition("@")[2].partition("/")[0]
        return (self.wording.policy.vocabulary.group_of.get(self.fact_of(key)) or "", item_id)

    def _text(self, full: str) -> str:
        question = self.questions.get(full)
        return capitalised(id_words(full.rpartition("/")[2])) if question is None else question.text

    def asked(self, question_id: str) -> str:
        """Return the text of the first question of that id in any questionnaire, or its id."""
        keys = (key for key in self.questions if key.rpartition("/")[2] == question_id)
        return self._text(next(keys, question_id))

    def offered(self, question_id: str, option_id: str) -> str:
        """Return an option as the first question of that id offers it."""
        keys = (key for key in self.questions if key.rpartition("/")[2] == question_id)
        return self.option(next(keys, question_id), option_id)

    def option(self, key: str, option_id: str) -> str:
        """Return an option as the question under a key offers it."""
        return self._option(self.fact_of(key), option_id, self._texts(key))

    def _texts(self, key: str) -> Mapping[str, str]:
        question = self.questions.get(key.partition("@")[0])
        return _NO_TEXTS if question is None else question.option_text

    def answer(self, key: str, example: Example, among: Example | None = None) -> Answer:
        """Return what an example says under a key.

        Args:
            key: As in ``matter``.
            example: Who says it.
            among: Whose items are counted; by default its own.
        """
        said, fact_id, whole = everything_said(example), self.fact_of(key), among or example
        value, question = said.get(key), self.question(key, whole)
        if key.startswith("@"):
            words = str(len(value)) if isinstance(value, list) else "nobody has listed any"
        elif key in said:
            words = self._words(fact_id, value, self._texts(key))
        else:
            words = "not asked" if key.startswith("given/") else "no answer"
        asked = key.startswith("@") or (key in said and not is_not_asked(value))
        if not asked and key.startswith("given/"):
            question = f"{_whose(whole, *self._item(key))}{self.wording.topic(fact_id)}"
        return Answer(key=key, fact=fact_id, question=question, words=words, asked=asked)

    def _words(self, fact_id: str, value: Json, texts: Mapping[str, str]) -> str:
        fact, words = self.wording.fact(fact_id), self.value(fact_id, value, texts)
        others = fact and alike(fact, value, self.cuts.get(fact_id, ()), self.on)
        return f"{words} ({others} counts the same)" if others else words

    def value(self, fact_id: str, value: Json, texts: Mapping[str, str] = _NO_TEXTS) -> str:
        """Return a value as people say it.

        Args:
            fact_id: Whose value it is.
            value: As JSON.
            texts: The question's own words for what can be chosen, by id.
        """
        fact = self.wording.fact(fact_id)
        chosen = fact is not None and isinstance(fact.kind, OneOf)
        match value:
            case None:
                return self._not_known(fact, texts)
            case bool():
                plain = "yes" if value else "no"
                return quoted(texts[plain]) if plain in texts else plain
            case int():
                kind = None if fact is None else fact.kind
                return amount(value, kind.unit if isinstance(kind, WholeNumber) else "")
            case list():
                return ", ".join(self._option(fact_id, str(one), texts) for one in value)
            case dict():
                return _of_object(value)
            case _:
                return self._option(fact_id, value, texts) if chosen else _written(fact, value)

    def _not_known(self, fact: Fact | None, texts: Mapping[str, str]) -> str:
        words = f"{quoted(texts['unknown'])}, not known" if "unknown" in texts else "not known"
        if fact is None or fact.unknown_counts_as is None:
            return words
        worth = self.wording.value(fact.id, fact.kind.to_json(fact.unknown_counts_as))
        return f"{words}, which counts as {worth}"

    def _option(self, fact_id: str, option_id: str, texts: Mapping[str, str]) -> str:
        own = texts.get(option_id)
        return quoted(own) if own else self.wording.option(fact_id, option_id)


def _written(fact: Fact | None, value: str) -> str:
    match None if fact is None else fact.kind:
        case FormKind() | Code():
            # No rule reads what is written there: an example holds the first thing that fits.
            return "anything"
        case Age():
            return said_age(value)
        case _:
            return said_day(value)


def _of_object(value: Mapping[str, Json]) -> str:
    if "skipped" in value:
        return "passed over"
    return "not asked" if is_not_asked(dict(value)) else "anything"


def _whose(among: Example | None, group_id: str, item_id: str) -> str:
    """Return which item something is about, before a colon; nothing where there is but one."""
    place = item_id.removeprefix("item-")
    if not group_id or not item_id:
        return ""
    if among is None:
        return f"{capitalised(place_words(int(place) - 1, group_id))}: " if place.isdigit() else ""
    listed = items_listed(among, group_id)
    if len(listed) < 2 or item_id not in listed:  # noqa: PLR2004 - of one nobody asks which
        return ""
    return f"{capitalised(place_words(listed.index(item_id), group_id))}: "
