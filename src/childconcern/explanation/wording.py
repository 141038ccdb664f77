"""The council's words for facts, options, items, areas, levels and promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from attrs import frozen

from childconcern.conditions import Terms
from childconcern.explanation.phrases import listed, lower_first, quoted
from childconcern.facts import Fact, Json, WholeNumber, YesNo
from childconcern.pack import ENGLISH, Words, WrittenPack
from childconcern.pack.wording import amount, id_words, item_noun
from childconcern.pack.wording.catalogue import about, unit_string
from childconcern.policy import (
    Immediately,
    RespondWithin,
    WithinHours,
    WithinWorkingDays,
    WrittenPolicy,
)

__all__ = [
    "Wording",
    "amount",
    "day_words",
    "id_words",
    "item_noun",
    "language_words",
    "option_words",
    "pack_wording",
    "promise_words",
]

_LANGUAGES: Final = {"en": "English", "cy": "Welsh"}
_OPENS: Final = frozenset({"a", "an", "the", "any", "all", "each", "every", "this", "these"})
_ASKS: Final = frozenset({"whether", "how", "what", "where", "when", "which", "who", "whom", "why"})


def day_words(day: dt.date, words: Words = ENGLISH) -> str:
    """Return a day as people write it: "3 April 2026"."""
    month = words.say(f"month-{day.month}")
    return words.say("day", day=day.day, month=month, year=day.year)


def language_words(language_id: str) -> str:
    """Return a language's English name, or its id."""
    return _LANGUAGES.get(language_id, language_id)


@frozen(kw_only=True)
class Wording:
    """Words for what a policy speaks of.

    Attributes:
        policy: The policy.
        options: Words for the options of facts, by the ids of fact and option.
        words: Those of the language that is spoken.
    """

    policy: WrittenPolicy
    options: Mapping[str, Mapping[str, str]]
    words: Words = ENGLISH

    @property
    def terms(self) -> Terms:
        """What conditions of the policy can speak of."""
        return self.policy.terms

    @cached_property
    def signs(self) -> dict[str, str]:
        """What each sign means, by its id; empty where the pack does not say."""
        return {sign.id: sign.about for sign in self.policy.signs}

    def sign(self, sign_id: str) -> str:
        """Return what a sign means, as it stands inside a sentence; empty where nobody says."""
        return lower_first(self.signs.get(sign_id, ""))

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact of that id, or None."""
        return self.policy.vocabulary.by_id.get(fact_id)

    def about(self, fact_id: str) -> str:
        """Return what a fact means, in the council's words, as it stands inside a sentence."""
        fact = self.fact(fact_id)
        return lower_first(fact.about) if fact and fact.about.strip() else id_words(fact_id)

    def topic(self, fact_id: str) -> str:
        """Return what a fact is about: "whether a child is ...", "the signs of ...".

        In another language than English it is what the fact means, as it stands.
        """
        fact, topic = self.fact(fact_id), self.about(fact_id)
        if fact is not None and not self.words.own:
            return self.words.of(("facts", fact_id, "about"), about(fact))
        first = topic.partition(" ")[0].lower()
        if fact is not None and isinstance(fact.kind, YesNo):
            return topic if first == "whether" else f"whether {topic}"
        return topic if first in _ASKS | _OPENS else f"the {topic}"

    def asks(self, fact_id: str) -> bool:
        """Return whether the topic of a fact reads like a question: "how often ..."."""
        return self.topic(fact_id).partition(" ")[0] in _ASKS

    def option(self, fact_id: str, option_id: str) -> str:
        """Return an option as a person reads it, between quotation marks."""
        return quoted(self.options.get(fact_id, {}).get(option_id) or id_words(option_id))

    def chosen(self, fact_id: str, option_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return options as a person reads them, in the order given."""
        return tuple(self.option(fact_id, one) for one in option_ids)

    def value(self, fact_id: str, value: Json) -> str:
        """Return in words what a safety fact counts as: "yes", "“A bruise”", "3 weeks"."""
        fact = self.fact(fact_id)
        match value:
            case bool():
                return self.words.say("value-yes" if value else "value-no")
            case int():
                kind = None if fact is None else fact.kind
                unit = kind.unit if isinstance(kind, WholeNumber) else ""
                return self.words.fill(unit_string(fact_id, unit), n=value) if unit else str(value)
            case list():
                return self.row(self.chosen(fact_id, tuple(map(str, value))))
            case _:
                return self.option(fact_id, str(value))

    def row(self, parts: tuple[str, ...]) -> str:
        """Return parts in a row, with "and" before the last, or what the language has for it."""
        if len(parts) == 1:
            return parts[0]
        return self.words.say("list-last", before=", ".join(parts[:-1]), last=parts[-1])

    def area(self, area_id: str) -> str:
        """Return an area's name, or its id as words."""
        names = {area.id: area.name for area in self.policy.areas}
        return names.get(area_id) or id_words(area_id)

    def level(self, number: int) -> str:
        """Return a level's number with its name: "4 (Statutory)"."""
        names = {level.number: level.name for level in self.policy.levels}
        return f"{number} ({names[number]})" if names.get(number) else str(number)

    def route(self, route_id: str) -> str:
        """Return a route's name between quotation marks."""
        names = {route.id: route.name for route in self.policy.routes}
        return quoted(names.get(route_id) or id_words(route_id))

    def readers(self, destinations: tuple[str, ...]) -> str:
        """Return who receives something, in words; "nobody" where no one does."""
        return listed(tuple(map(id_words, destinations))) if destinations else "nobody"


def option_words(pack: WrittenPack, words: Words = ENGLISH) -> dict[str, dict[str, str]]:
    """Return the words for options, by fact: those of the first question that gives any."""
    found: dict[str, dict[str, str]] = {}
    for questionnaire in map(words.asks, pack.questionnaires):
        for _, question in questionnaire.questions.values():
            given = found.setdefault(question.records, {})
            for option, text in question.option_text.items():
                given.setdefault(option, text)
    return found


def pack_wording(pack: WrittenPack, words: Words = ENGLISH) -> Wording:
    """Return the words of a pack, in a language that it has."""
    return Wording(policy=pack.policy, options=option_words(pack, words), words=words)


def promise_words(promise: RespondWithin, wording: Wording) -> str:
    """Return by when, in words: "straight away", "within one working day"."""
    words = wording.words
    match promise:
        case Immediately():
            return words.say("straight-away")
        case WithinHours(hours):
            return words.count("within-hours", hours)
        case WithinWorkingDays(days):
            return words.count("within-working-days", days)
        case _:
            return words.say("before", what=wording.topic(promise.fact))
