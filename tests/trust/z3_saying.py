"""What anybody may say, for z3: one thing has one answer, or in a second world another."""

import datetime as dt
from itertools import pairwise

from attrs import define, evolve, field, frozen

from childconcern.conditions import Compare
from childconcern.facts import Fact
from childconcern.pack import Pack
from childconcern.questionnaire import Question
from trust.brute import conditions_of
from trust.said_values import comparisons
from trust.z3_door import Number, Term, new_bool, opposite, same, some, where
from trust.z3_facts import Holding, chosen, free

__all__ = ["Choice", "Chosen", "Otherwise", "Saying"]


@frozen(kw_only=True, eq=False, repr=False)
class Chosen:
    """What somebody says of one thing.

    Attributes:
        answer: A value or *not known*; of what was known before, perhaps nothing.
        skipped: Whether the question is passed by.
        silent: Whether there is no answer.
    """

    answer: Holding
    skipped: Term = False
    silent: Term = False


@frozen(kw_only=True, eq=False, repr=False)
class Choice:
    """One thing that is said or was known before, in one world.

    Attributes:
        name: Its own.
        key: Without the item, such as ``screener/q1`` or ``given/children/age``.
        fact: What it is about.
        place: The item's, or None.
        question: Which asks; None where it was known before.
        live: Whether it counts.
        chosen: What is said.
    """

    name: str
    key: str
    fact: Fact
    place: int | None
    question: Question | None
    live: Term
    chosen: Chosen


@define(kw_only=True, eq=False, repr=False)
class Saying:
    """What anybody may say, whatever is asked: one thing has one answer.

    Attributes:
        pack: Whose vocabulary it is.
        on: The day.
        demands: What holds of all that can be said.
        said: What is said, by its name.
        tests: The comparisons that are ever made of each fact.
    """

    pack: Pack
    on: dt.date
    demands: list[Term] = field(factory=list[Term])
    said: dict[str, Chosen] = field(factory=dict[str, Chosen])
    lists: dict[str, list[Term]] = field(factory=dict[str, list[Term]])
    tests: dict[str, tuple[Compare, ...]] = field(factory=dict[str, tuple[Compare, ...]])

    def __attrs_post_init__(self) -> None:
        """Note what is ever compared."""
        self.tests = comparisons(conditions_of(self.pack))

    def given(self, name: str, fact: Fact) -> Chosen:
        """Return what may have been known before: nothing, *not known* or a value."""
        if name not in self.said:
            self.said[name] = Chosen(answer=self.anything(name, fact))
        return self.said[name]

    def answered(self, name: str, fact: Fact, question: Question) -> Chosen:
        """Return what may be answered to a question."""
        if name not in self.said:
            answer = evolve(self.anything(name, fact), asked=True)
            if not question.unknown_allowed:
                answer = evolve(answer, given=True)
            skipped = new_bool(f"{name} skipped") if question.optional else False
            silent = new_bool(f"{name} silent")
            self.said[name] = Chosen(answer=answer, skipped=skipped, silent=silent)
        return self.said[name]

    def listed(self, name: str, most: int) -> list[Term]:
        """Return whether anybody says who there is, and for each place whether somebody is."""
        if name not in self.lists:
            terms = [new_bool(f"{name} {place}") for place in range(-1, most)]
            for before, one in pairwise(terms):
                self.demands.append(some((opposite(one), before)))
            self.lists[name] = terms
        return self.lists[name]

    def anything(self, name: str, fact: Fact) -> Holding:
        """Return something held of which nothing is known but what its fact allows."""
        return free(name, fact, self.tests.get(fact.id, ()), self.on, self.demands)


@define(kw_only=True, eq=False, repr=False)
class Otherwise(Saying):
    """What is said where one thing is said otherwise.

    Attributes:
        first: What is said else.
        which: The number of what is said otherwise.
        numbers: The number of each thing, by its name.
    """

    first: Saying
    which: Number
    numbers: dict[str, int] = field(factory=dict[str, int])

    def given(self, name: str, fact: Fact) -> Chosen:
        """Return what was known before, perhaps otherwise."""
        return self._changed(name, self.first.given(name, fact), Saying.given(self, name, fact))

    def answered(self, name: str, fact: Fact, question: Question) -> Chosen:
        """Return what is answered, perhaps otherwise."""
        before = self.first.answered(name, fact, question)
        return self._changed(name, before, Saying.answered(self, name, fact, question))

    def listed(self, name: str, most: int) -> list[Term]:
        """Return who there is: the same as else."""
        return self.first.listed(name, most)

    def is_changed(self, name: str) -> Term:
        """Return whether it is this that is said otherwise."""
        return same(self.which, self.numbers.setdefault(name, len(self.numbers)))

    def anything(self, name: str, fact: Fact) -> Holding:
        """Return something held that is no other's."""
        return Saying.anything(self, f"otherwise {name}", fact)

    def _changed(self, name: str, before: Chosen, after: Chosen) -> Chosen:
        changed = self.is_changed(name)
        return Chosen(
            answer=chosen(changed, after.answer, before.answer),
            skipped=where(changed, False, before.skipped),  # noqa: FBT003 - a term
            silent=where(changed, False, before.silent),  # noqa: FBT003 - a term
        )
