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
from childconcern.pack import WrittenPack
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

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LANGUAGES: Final = {"en": "English", "cy": "Welsh"}
_ACRONYMS: Final = frozenset({"cp", "edt", "fgm", "gp", "lado", "mash", "nhs", "nspcc"})
_OPENS: Final = frozenset({"a", "an", "the", "any", "all", "each", "every", "this", "these"})
_ASKS: Final = frozenset({"whether", "how", "what", "where", "when", "which", "who", "whom", "why"})
_NOUNS: Final = {
    "children": ("child", "children"),
    "people": ("person", "people"),
    "household": ("member of the household", "members of the household"),
}


def id_words(identifier: str) -> str:
    """Return an id as words: ``child-health-liaison`` is "child health liaison"."""
    words = identifier.replace("-", " ").replace("_", " ").split()
    return " ".join(word.upper() if word in _ACRONYMS else word for word in words)


def item_noun(group_id: str) -> tuple[str, str]:
    """Return what one item of a group is called, and what several are."""
    if group_id in _NOUNS:
        return _NOUNS[group_id]
    many = id_words(group_id)
    if many.endswith("ies"):
        return f"{many[:-3]}y", many
    if many.endswith("s") and not many.endswith("ss"):
        return many[:-1], many
    return many, many


def amount(number: int, unit: str) -> str:
    """Return a number with its unit: "1 day", "3 days", or the number alone."""
    if number == 1:
        unit = unit.removesuffix("s")
    return f"{number} {unit}".rstrip()


def day_words(day: dt.date) -> str:
    """Return a day as people write it: "3 April 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def language_words(language_id: str) -> str:
    """Return a language's English name, or its id."""
    return _LANGUAGES.get(language_id, language_id)


@frozen(kw_only=True)
class Wording:
    """Words for what a policy speaks of.

    Attributes:
        policy: The policy.
        options: Words for the options of facts, by the ids of fact and option.
    """

    policy: WrittenPolicy
    options: Mapping[str, Mapping[str, str]]

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
        """Return what a fact is about: "whether a child is ...", "the signs of ..."."""
        fact, about = self.fact(fact_id), self.about(fact_id)
        first = about.partition(" ")[0].lower()
        if fact is not None and isinstance(fact.kind, YesNo):
            return about if first == "whether" else f"whether {about}"
        return about if first in _ASKS | _OPENS else f"the {about}"

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
                return "yes" if value else "no"
            case int():
                kind = None if fact is None else fact.kind
                return amount(value, kind.unit if isinstance(kind, WholeNumber) else "")
            case list():
                return listed(self.chosen(fact_id, tuple(map(str, value))))
            case _:
                return self.option(fact_id, str(value))

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


def option_words(pack: WrittenPack) -> dict[str, dict[str, str]]:
    """Return the words for options, by fact: those of the first question that gives any."""
    found: dict[str, dict[str, str]] = {}
    for questionnaire in pack.questionnaires:
        for _, question in questionnaire.questions.values():
            words = found.setdefault(question.records, {})
            for option, text in question.option_text.items():
                words.setdefault(option, text)
    return found


def pack_wording(pack: WrittenPack) -> Wording:
    """Return the words of a pack."""
    return Wording(policy=pack.policy, options=option_words(pack))


def promise_words(promise: RespondWithin, wording: Wording) -> str:
    """Return by when, in words: "straight away", "within one working day"."""
    match promise:
        case Immediately():
            return "straight away"
        case WithinHours(hours):
            return "within one hour" if hours == 1 else f"within {hours} hours"
        case WithinWorkingDays(days):
            return "within one working day" if days == 1 else f"within {days} working days"
        case _:
            return f"before {wording.topic(promise.fact)}"
