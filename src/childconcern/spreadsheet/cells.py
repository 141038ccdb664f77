"""What a fact holds, as a cell says it, each from the other.

``unknown`` is *not known*; ``skipped`` passes an optional question by;
``not asked: question`` is *not asked*; an empty cell says nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from attrs import field, frozen

from childconcern.facts import Age, AnyOf, Code, Date, Fact, OneOf, WholeNumber, YesNo
from childconcern.facts.ids import is_item_id, is_kebab_case
from childconcern.facts.kinds import Json
from childconcern.facts.relationships import Relationships
from childconcern.problems import Fault
from childconcern.spreadsheet.texts import bare, listed, shown, shown_part

__all__ = ["NONE_LISTED", "NOT_ASKED", "SKIPPED", "UNKNOWN", "Domain", "items_text", "read_items"]

UNKNOWN: Final = "unknown"
"""What a cell says where the answer is not known."""

SKIPPED: Final = "skipped"
"""What a cell says where an optional question was passed by."""

NOT_ASKED: Final = "not asked: "
"""How a cell begins that names the question which was not asked."""

NONE_LISTED: Final = "none listed"
"""What a cell says of a group that is listed and has no items."""


def _no_labels() -> Mapping[str, str]:
    return {}


@frozen(kw_only=True)
class Domain:
    """What the cells of a column can say.

    Attributes:
        fact: What they are of.
        labels: What people read for each option, by id; ``yes``, ``no``, ``unknown`` too.
        can_skip: Whether they are answers to an optional question.
        can_be_unasked: Whether they can be *not asked*: in facts, not in answers.
    """

    fact: Fact
    labels: Mapping[str, str] = field(factory=_no_labels, hash=False)
    can_skip: bool = False
    can_be_unasked: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids that can be chosen; none where there is no list of them."""
        kind = self.fact.kind
        match kind:
            case YesNo():
                return ("yes", "no")
            case OneOf(options):
                return options
            case AnyOf() | Code():
                return kind.ids
            case _:
                return ()

    @property
    def allowed(self) -> str:
        """What a cell may say, as people read it, such as ``yes, no or unknown``."""
        kind = self.fact.kind
        match kind:
            case YesNo() | OneOf() | Code(many=False):
                first = f"one of {', '.join(self.choices)}"
            case AnyOf() | Code():
                first = f"one or more of {', '.join(self.choices)}, with commas between"
            case WholeNumber():
                first = f"a whole number from {kind.at_least} to {kind.at_most}"
            case Age():
                first = "an age such as 5 months, about 7, 2019-03-27 or due 2027-01-31"
            case Date():
                first = "a date such as 2026-11-23, 2026-11 or 2026"
            case Relationships():
                first = f"item: what, with commas between; what is one of {', '.join(kind.options)}"
            case _:
                first = f"{kind.name} in words"
        also = (SKIPPED if self.can_skip else "", "not asked: QUESTION" * self.can_be_unasked)
        return "; or ".join((first, UNKNOWN, *filter(None, also)))

    def text(self, raw: object) -> str:
        """Return what a cell says for a value as JSON has it."""
        if raw is None:
            return UNKNOWN
        if isinstance(raw, Mapping):
            return _object_text(cast("Mapping[str, object]", raw))
        if isinstance(raw, bool):
            return "yes" if raw else "no"
        if isinstance(raw, list | tuple):
            return ", ".join(shown_part(str(one)) for one in cast("list[object]", raw))
        plain = shown(str(raw))
        # A story that says "unknown", word for word, is a story.
        return plain if isinstance(raw, int) or self.value(plain) == raw else f'"{plain}"'

    def value(self, text: str) -> Json | Fault:
        """Return the value that a cell's text says, as JSON has it, or why it says none."""
        said = text.strip()
        small = said.casefold()
        if small == UNKNOWN:
            return None
        if small == SKIPPED and self.can_skip:
            return {"skipped": True}
        if small.startswith(NOT_ASKED) and self.can_be_unasked:
            return _unasked(said)
        ids = self._labelled(said)
        if ids == UNKNOWN:
            return None
        return self._typed(bare(said) if ids is None else ids)

    def _labelled(self, said: str) -> str | None:
        """Return the ids that words stand for; None where a fact has no choices."""
        if not self.choices:
            return None
        whole = self._id(said)
        if whole in {*self.choices, UNKNOWN}:
            return whole
        return ",".join(self._id(one) for one in listed(said))

    def _id(self, said: str) -> str:
        """Return the one id that somebody may mean by its words, or what was said."""
        small = said.strip().casefold()
        known = {one for one in self.choices if one.casefold() == small}
        found = known or {one for one, words in self._words() if words.strip().casefold() == small}
        return next(iter(found)) if len(found) == 1 else said

    def _words(self) -> tuple[tuple[str, str], ...]:
        kind = self.fact.kind
        codes = kind.code_set.labels if isinstance(kind, Code) else {}
        return (*codes.items(), *self.labels.items())

    def _typed(self, said: str) -> Json | Fault:
        kind = self.fact.kind
        if isinstance(kind, Relationships):
            return _relationships(kind, said)
        if isinstance(kind, AnyOf) or (isinstance(kind, Code) and kind.many):
            chosen = said.split(",") if said else []
            refused = kind.from_json(chosen)
            return refused if isinstance(refused, Fault) else list[Json](chosen)
        # What is written as a pack has it stays as it is; what a person types is understood.
        if not isinstance(kind.from_json(said), Fault):
            return said
        read = kind.from_typing(said)
        return read if isinstance(read, Fault) else kind.to_json(read)


def _object_text(raw: Mapping[str, object]) -> str:
    if raw.get("skipped") is True:
        return SKIPPED
    if "not_asked" in raw:
        return f"{NOT_ASKED}{raw['not_asked']}"
    return ", ".join(f"{shown_part(str(one))}: {what}" for one, what in raw.items())


def _unasked(said: str) -> dict[str, Json] | Fault:
    question = said[len(NOT_ASKED) :].strip()
    return {"not_asked": question} if is_kebab_case(question) else Fault("not-a-question")


def _relationships(kind: Relationships, said: str) -> Json | Fault:
    pairs: dict[str, Json] = {}
    for part in listed(said):
        item, _, what = part.rpartition(":")
        if bare(item) in pairs:
            return Fault("repeated-item")
        pairs[bare(item)] = what.strip().casefold()
    read = kind.from_json(pairs)
    return read if isinstance(read, Fault) else pairs


def items_text(raw: object) -> str:
    """Return what a cell says for the list of a group's items, or for why there is none."""
    if isinstance(raw, Mapping):
        return _object_text(cast("Mapping[str, object]", raw))
    ids = [str(one) for one in cast("list[object]", raw)]
    shown_ids = ", ".join(
        f'"{one}"' if one.casefold().startswith((NONE_LISTED, NOT_ASKED)) else shown_part(one)
        for one in ids
    )
    return shown_ids or NONE_LISTED


def read_items(text: str, *, can_be_unasked: bool) -> list[str] | dict[str, Json] | Fault:
    """Return the ids that a cell lists, *not asked*, or why neither."""
    said = text.strip()
    if said.casefold() == NONE_LISTED:
        return []
    if said.casefold().startswith(NOT_ASKED) and can_be_unasked:
        return _unasked(said)
    ids = [bare(one) for one in listed(said)]
    if not ids or not all(map(is_item_id, ids)):
        return Fault("not-item-ids")
    return ids if len(set(ids)) == len(ids) else Fault("repeated-item")
