"""Every journey through questionnaires, for z3: question by question, as the sentences say.

Written from the sentences about walking, not from the prover's encoding.
"""

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from childconcern.conditions import Condition, expand
from childconcern.facts import Fact, Group, Relationships, Vocabulary
from childconcern.questionnaire import Question, Questionnaire, Section
from trust.z3_door import Term, at_least, every, opposite, some
from trust.z3_facts import Holding, Listing, chosen, nothing
from trust.z3_reading import Reader
from trust.z3_saying import Choice, Saying

__all__ = ["Walk", "begin", "walk_through"]


@frozen(kw_only=True, eq=False, repr=False)
class Walk:
    """What is held at some moment, and how it came to be.

    Attributes:
        top: What is held of the whole concern.
        groups: The items.
        choices: Everything that was said so far.
        complete: Whether nothing was left to ask.
        begun: Whether nothing was left to ask before the last questionnaire.
        room: Whether one more item could be listed, where one more is.
    """

    top: Mapping[str, Holding]
    groups: Mapping[str, Listing]
    choices: tuple[Choice, ...] = ()
    complete: Term = True
    begun: Term = True
    room: Term = False


# --------------------------------------------------------------------- before the first question


def begin(saying: Saying, *, asked: bool, more: str | None = None) -> Walk:
    """Return all that may be known before.

    Args:
        saying: What may be said.
        asked: Whether somebody is asked afterwards: then only what the service sets is known.
        more: A group of which there is one more item than anybody said.
    """
    return _Beginning(saying=saying, asked=asked, more=more).begin()


@define(kw_only=True, eq=False, repr=False)
class _Beginning:
    saying: Saying
    asked: bool
    more: str | None
    choices: list[Choice] = field(factory=list[Choice])
    room: Term = False

    def begin(self) -> Walk:
        vocabulary = self.saying.pack.vocabulary
        top = {fact.id: self._given(fact, None, None, present=True) for fact in vocabulary.facts}
        groups = {group.id: self._listing(group) for group in vocabulary.groups}
        return Walk(top=top, groups=groups, choices=tuple(self.choices), room=self.room)

    def _may_be_given(self, fact: Fact) -> bool:
        if self.asked:
            return fact.set_by_service and not isinstance(fact.kind, Relationships)
        return fact.rules_can_read_it

    def _given(self, fact: Fact, group: str | None, place: int | None, *, present: Term) -> Holding:
        if not self._may_be_given(fact):
            return nothing(fact)
        key = f"given/{fact.id}" if group is None else f"given/{group}/{fact.id}"
        name = f"{key} {place}"
        said = self.saying.given(name, fact)
        self.choices.append(
            Choice(
                name=name,
                key=key,
                fact=fact,
                place=place,
                question=None,
                live=present,
                chosen=said,
            )
        )
        return chosen(present, said.answer, nothing(fact))

    def _listing(self, group: Group) -> Listing:
        places = range(group.at_most)
        if not any(map(self._may_be_given, group.facts)):
            empty = {fact.id: nothing(fact) for fact in group.facts}
            return Listing(
                listed=False, present=[False for _ in places], rows=[empty for _ in places]
            )
        listed, *present = self.saying.listed(f"given {group.id}", group.at_most)
        if not self.asked:
            # Whoever says who there is names as many as there must be.
            enough = at_least(group.at_least, present)
            self.saying.demands.append(some((opposite(listed), enough)))
        if self.more == group.id:
            # The one more comes last: all others stay in their places.
            self.room = every((listed, opposite(present[-1])))
            present = [True, *present[:-1]]
        rows = [
            {fact.id: self._given(fact, group.id, place, present=here) for fact in group.facts}
            for place, here in enumerate(present)
        ]
        return Listing(listed=listed, present=present, rows=rows)


# ---------------------------------------------------------------------------- question by question


def walk_through(
    saying: Saying, questionnaire: Questionnaire, before: Walk, *, more: str | None = None
) -> Walk:
    """Return every journey through a questionnaire, after all that was known before.

    Args:
        saying: What may be said.
        questionnaire: What is asked.
        before: What is held before the first question.
        more: A group in which one more item is listed than anybody said.
    """
    return _Walker(saying=saying, questionnaire=questionnaire, before=before, more=more).walk()


@define(kw_only=True, eq=False, repr=False)
class _Walker:
    saying: Saying
    questionnaire: Questionnaire
    before: Walk
    more: str | None
    top: dict[str, Holding] = field(factory=dict[str, Holding])
    rows: dict[str, list[dict[str, Holding]]] = field(factory=dict[str, list[dict[str, Holding]]])
    present: dict[str, list[Term]] = field(factory=dict[str, list[Term]])
    listed: dict[str, Term] = field(factory=dict[str, Term])
    said: dict[str, Term] = field(factory=dict[str, Term])
    """Whether somebody lists a group here."""
    choices: list[Choice] = field(factory=list[Choice])
    room: Term = False
    waiting: list[Term] = field(factory=list[Term])

    @property
    def vocabulary(self) -> Vocabulary:
        return self.saying.pack.vocabulary

    def walk(self) -> Walk:
        self.top = dict(self.before.top)
        for group in self.vocabulary.groups:
            self._list(group)
        for section in self.questionnaire.sections:
            self._section(section)
        groups = {
            group.id: Listing(
                listed=self.listed[group.id],
                present=self.present[group.id],
                rows=[self._recorded(row, place) for place, row in enumerate(self.rows[group.id])],
            )
            for group in self.vocabulary.groups
        }
        return Walk(
            top=self._recorded(self.top, None),
            groups=groups,
            choices=(*self.before.choices, *self.choices),
            complete=every((self.before.complete, opposite(some(self.waiting)))),
            begun=self.before.complete,
            room=self.room,
        )

    def _list(self, group: Group) -> None:
        """Find out who there is: those known before, and those who are listed here."""
        known = self.before.groups[group.id]
        facts = self.vocabulary.by_id
        self.rows[group.id] = [
            {fact_id: chosen(here, held, nothing(facts[fact_id])) for fact_id, held in row.items()}
            for here, row in zip(known.present, known.rows, strict=True)
        ]
        self.present[group.id], self.listed[group.id] = [*known.present], known.listed
        self.said[group.id] = False
        if group.id not in {section.for_each for section in self.questionnaire.sections}:
            return
        name, most = f"{self.questionnaire.id} {group.id}", self.questionnaire.at_most(group)
        said, *extra = self.saying.listed(name, most)
        too_many = at_least(group.at_most + 1, [*known.present, *extra])
        if self.more == group.id:
            more = [True, *extra[:-1]]
            full = some((extra[-1], at_least(group.at_most + 1, [*known.present, *more])))
            self.room = every((some((known.listed, said)), opposite(full)))
            said, extra = True, more
        else:
            self.saying.demands.append(opposite(too_many))
        # So many are there as were known, and as many more as are listed here.
        self.present[group.id] = [
            some(
                every((at_least(n, known.present), at_least(place + 1 - n, extra)))
                for n in range(place + 2)
            )
            for place in range(group.at_most)
        ]
        self.said[group.id], self.listed[group.id] = said, some((known.listed, said))

    def _section(self, section: Section) -> None:
        is_open = self._holds(section.ask_when, None)
        if section.for_each is None:
            for question in section.questions:
                self._ask(section, question, None, is_open)
            return
        group = self.vocabulary.group(section.for_each)
        present = self.present[group.id]
        lacks = some((opposite(self.listed[group.id]), opposite(at_least(group.at_least, present))))
        if section.ask_for_more:
            full = at_least(group.at_most, present)
            lacks = some((lacks, every((opposite(self.said[group.id]), opposite(full)))))
        self.waiting.append(every((is_open, lacks)))
        for place, here in enumerate(present):
            for question in section.questions:
                self._ask(section, question, place, every((is_open, here)))

    def _ask(self, section: Section, question: Question, place: int | None, here: Term) -> None:
        fact = self.vocabulary.by_id[question.records]
        own = None if place is None else self.rows[str(section.for_each)][place]
        row = self.top if own is None else own
        recorded = False if question.ask_again else row[fact.id].asked
        conditions = (
            here,
            opposite(recorded),
            self._somebody(fact, section.for_each, place),
            self._holds(question.ask_when, own),
        )
        live = every(conditions)
        key = f"{self.questionnaire.id}/{question.id}"
        name = f"{key} {place}"
        said = self.saying.answered(name, fact, question)
        self.choices.append(
            Choice(
                name=name,
                key=key,
                fact=fact,
                place=place,
                question=question,
                live=live,
                chosen=said,
            )
        )
        self.waiting.append(every((live, said.silent)))
        records = every((live, opposite(said.skipped), opposite(said.silent)))
        row[fact.id] = chosen(records, said.answer, row[fact.id])

    def _somebody(self, fact: Fact, group: str | None, place: int | None) -> Term:
        """Return whether there is somebody to be related to, where that is asked."""
        if not isinstance(fact.kind, Relationships):
            return True
        to = fact.kind.to
        itself = place if to == group else None
        return some(one for n, one in enumerate(self.present[to]) if n != itself)

    def _holds(self, condition: Condition | None, own: Mapping[str, Holding] | None) -> Term:
        if condition is None:
            return True
        reader = Reader(
            vocabulary=self.vocabulary,
            top=self.top,
            groups={
                name: Listing(listed=self.listed[name], present=self.present[name], rows=rows)
                for name, rows in self.rows.items()
            },
            visibility=True,
            own=own,
        )
        return reader.read(expand(condition, self.questionnaire.terms.meanings))[0]

    def _recorded(self, row: Mapping[str, Holding], place: int | None) -> dict[str, Holding]:
        return {fact_id: self._told(fact_id, held, place) for fact_id, held in row.items()}

    def _told(self, fact_id: str, held: Holding, place: int | None) -> Holding:
        """Return what a concern holds: a safety fact that was asked for in vain is *not known*."""
        fact = self.vocabulary.by_id[fact_id]
        if not fact.is_safety_fact:
            return held
        in_vain: Iterable[Term] = (
            every((one.live, one.chosen.silent))
            for one in self.choices
            if (one.fact.id, one.place) == (fact_id, place)
        )
        asked = True if fact.set_by_service else some((held.asked, *in_vain))
        return evolve(held, asked=asked)
