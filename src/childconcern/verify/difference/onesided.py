"""Answers that one pack allows and the other does not, where both ask: told apart from regions."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from attrs import define, field

from childconcern.verify.asking import Asking
from childconcern.verify.claims.orders import word
from childconcern.verify.difference.regions import OneSided
from childconcern.verify.difference.sharing import alone_in
from childconcern.verify.difference.together import Together
from childconcern.verify.encoding.worlds import Choice
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Example

__all__ = ["OneSidedAnswers"]


@define(kw_only=True, eq=False)
class OneSidedAnswers:
    """Looks for the answers of one scope that only one pack allows.

    Attributes:
        both: The worlds.
        unknown: What could not be settled, because the budget or the time ran out.
    """

    both: Together
    unknown: list[str] = field(factory=list[str])

    def found(self) -> Iterator[OneSided]:
        """Yield those that only the new pack allows, then those that only the old one does."""
        for in_new in (True, False):
            literals = dict[str, list[Literal]]()
            for about, literal in (*self._answers(in_new=in_new), *self._lists(in_new=in_new)):
                literals.setdefault(about, []).append(literal)
            for about, each in literals.items():
                said = self.both.gates.any_of(each)
                one = self._one_sided(about, said, in_new=in_new)
                if one.routes:
                    yield one

    def _answers(self, *, in_new: bool) -> Iterator[tuple[str, Literal]]:
        """Yield each answer to what both ask that only one allows, with whether it is given."""
        gates = self.both.gates
        for source, was, now in self.both.pairs:
            own, other = (now, was) if in_new else (was, now)
            name = own.key.partition("@")[0]
            if own.question is None and own.place is not None:
                name = f"{name}/{own.fact.id}"
            here = gates.all_of((own.live, -own.skipped, -own.silent))
            values = [(one, self.both.matching.was(source.fact, one)) for one in now.state.values]
            meant = dict(values) if in_new else {old: one for one, old in values}
            for said, literal in self._values(own, other, meant, in_new=in_new):
                yield f"{name}: {said}", gates.all_of((here, literal))
            if other.state.not_known == FALSE:
                yield f"{name}: not known", gates.all_of((here, own.state.not_known))
            if other.skipped == FALSE and other.question is not None:
                yield f"{name}: passed by", gates.all_of((own.live, own.skipped))

    def _values(
        self,
        own: Choice,
        other: Choice,
        meant: Mapping[Hashable | None, Hashable | None],
        *,
        in_new: bool,
    ) -> Iterator[tuple[str, Literal]]:
        """Yield the values that only one allows, and those that there stand alone no more."""
        alone = alone_in(other.fact)
        for value, literal in own.state.values.items():
            if meant.get(value) not in other.state.values:
                shown = value if own.state.several else self._word(own, value, in_new=in_new)
                yield str(shown), literal
            elif meant[value] in alone and value not in alone_in(own.fact):
                others = (one for name, one in own.state.values.items() if name != value)
                together = self.both.gates.all_of((literal, self.both.gates.any_of(others)))
                yield f"{value} with others", together

    def _word(self, choice: Choice, value: Hashable, *, in_new: bool) -> str:
        world = self.both.new if in_new else self.both.old
        return word(value, world.model.domains[choice.fact.id])

    def _lists(self, *, in_new: bool) -> Iterator[tuple[str, Literal]]:
        """Yield whether more items are listed than the other pack allows, where both ask."""
        gates = self.both.gates
        for before, now, old, new in self.both.lists():
            mine, theirs, name = (now, before, new) if in_new else (before, now, old)
            present = mine.start.listed[name].present
            fewer = theirs.start.listed[old if in_new else new].present
            if len(present) > len(fewer):
                about = f"{mine.questionnaire.id}/@{name}: more than {len(fewer)}"
                yield about, gates.all_of((mine.opened[name], present[len(fewer)]))

    def _one_sided(self, about: str, said: Literal, *, in_new: bool) -> OneSided:
        world = self.both.new if in_new else self.both.old
        asking, examples = Asking(world=world), dict[str, Example]()
        for route, taken in world.decided.routes.items():
            wanted = (world.complete, said, taken)
            answer = asking.solve(wanted)
            if answer is None:
                self.unknown.append(f"{self.both.scope}: {about}")
            if answer:
                [examples[route]] = asking.smallest(wanted)
        return OneSided(
            scope=self.both.scope,
            in_new=in_new,
            about=about,
            routes=tuple(examples),
            examples=tuple(examples.values()),
        )
