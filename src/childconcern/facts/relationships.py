"""The kind of fact that says what a person is to each item of a group.

No rule reads it. An item that nobody listed cannot be spoken of: such a
relationship would be with nobody, so a concern that holds one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, TypeGuard, cast

from attrs import frozen

from childconcern.facts.ids import is_item_id
from childconcern.facts.kinds import Json
from childconcern.facts.related import Related
from childconcern.facts.values import Value
from childconcern.problems import Fault

__all__ = ["NOT_ASKED_KEY", "Relationships"]

NOT_ASKED_KEY: Final = "not_asked"
"""``{"not_asked": "question-id"}`` is never a relationship, so no item of that id has one."""


def _is_texts(value: object) -> TypeGuard[dict[str, str]]:
    members = cast("dict[object, object]", value) if type(value) is dict else {None: None}
    return all(type(one) is str for pair in members.items() for one in pair)


@frozen(kw_only=True)
class Relationships:
    """What this person is to each item of a group: one of some options each.

    Attributes:
        to: The group's id; it may be the person's own group.
        options: Ids, in the order in which people see them.
    """

    name: ClassVar[str] = "relationships"
    to: str
    options: tuple[str, ...]

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if not isinstance(value, Related):
            return Fault("not-relationships", (("options", self.options),))
        read = self.from_json(dict(value.pairs))
        if isinstance(read, Fault):
            return read
        return None if read == value else Fault("not-canonical")

    def from_json(self, value: object) -> Value | Fault:
        """Return what an object of item ids to options says, or why not."""
        if not _is_texts(value):
            return Fault("not-relationships", (("options", self.options),))
        if not value:
            return Fault("no-relationship", (("options", self.options),))
        if not all(is_item_id(one) and one != NOT_ASKED_KEY for one in value):
            return Fault("item-id")
        if not set(value.values()) <= set(self.options):
            return Fault("not-an-option", (("options", self.options),))
        return Related(tuple(sorted(value.items())))

    def from_typing(self, text: str) -> Value | Fault:
        """Return what ``child-1: mother, child-2: aunt`` says, or why not."""
        parts = [part.rpartition(":") for part in text.split(",") if part.strip()]
        said = {item.strip(): what.strip().casefold() for item, _, what in parts}
        return Fault("repeated-item") if len(said) < len(parts) else self.from_json(said)

    def to_json(self, value: Value) -> Json:
        """Return an object of item ids to options."""
        return dict[str, Json](value.pairs) if isinstance(value, Related) else None

    def words(self, value: Related, listed: Iterable[str]) -> str:
        """Return a value for a worker to read: "children 1: mother, children 2: aunt".

        Args:
            value: What is said.
            listed: Ids of the items of the group :attr:`to`, in order; numbers count from 1.
        """
        said = dict(value.pairs)
        numbered = ((number, said.get(one)) for number, one in enumerate(listed, 1))
        return ", ".join(f"{self.to} {number}: {what}" for number, what in numbered if what)

    def misfit(
        self,
        value: Related,
        listed: Mapping[str, Iterable[str]],
        own: tuple[str, str] | None,
    ) -> Fault | None:
        """Return why a value does not fit the items that there are, or None.

        Args:
            value: What is said.
            listed: For each listed group, the ids of its items.
            own: Group and id of the item that it is said of; None for the whole concern.
        """
        if own is not None and own[0] == self.to and own[1] in value.item_ids:
            return Fault("related-to-itself")
        if value.item_ids <= frozenset(listed.get(self.to, ())):
            return None
        return Fault("unlisted-item", (("group", self.to),))

    def others(
        self, listed: Mapping[str, Iterable[str]], own: tuple[str, str] | None
    ) -> tuple[str, ...]:
        """Return the ids of the items that can be spoken of: those listed, but not itself.

        Args:
            listed: For each listed group, the ids of its items.
            own: Group and id of the item that it is asked of; None for the whole concern.
        """
        return tuple(one for one in listed.get(self.to, ()) if (self.to, one) != own)
