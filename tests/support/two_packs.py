"""Tiny packs, edited versions of them, and every way in which one person answers both.

Nothing here asks a solver. Journeys through the old pack are gone through one by
one, then for each of them those through the new pack in which the same is said.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from attrs import evolve, frozen
from hypothesis import assume
from hypothesis import strategies as st

from childconcern.decision import Decision, decide
from childconcern.facts import (
    AnyOf,
    Fact,
    Group,
    OneOf,
    Option,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.journey import Journey, walk
from childconcern.pack import Language, Pack, pack_problems
from childconcern.pack.written import Rename, Renaming
from childconcern.packfile.assembling import Assembly
from childconcern.packfile.dumping import pack_files
from childconcern.problems import Severity
from childconcern.questionnaire import Question, Section
from childconcern.testing.made_policies import policies
from childconcern.testing.made_questionnaires import questionnaires

__all__ = [
    "ON",
    "Document",
    "Edited",
    "Gone",
    "TooManyError",
    "asked_by_both",
    "edited_packs",
    "every_journey",
    "journeys_together",
    "sayable",
    "tiny_packs",
]

ON: Final = dt.date(2026, 11, 24)
_MOST: Final = 300
_PROBE: Final = "probe"

Document = dict[str, Any]
"""As JSON."""


class TooManyError(Exception):
    """There are more journeys than can be looked at one by one."""


# ------------------------------------------------------------------------- tiny packs


def _fact(draw: st.DrawFn, name: str) -> Fact:
    kind: YesNo | OneOf | AnyOf | WholeNumber
    worse: tuple[str | tuple[str, ...] | None, ...]
    counts: tuple[Value | None, ...]
    match draw(st.integers(0, 4)):
        case 0 | 1:
            kind, worse, counts = YesNo(), ("yes", "no"), (True, False)
        case 2:
            kind, worse, counts = OneOf(("a", "b", "c")), (("a", "b", "c"),), ("a", "b")
        case 3:
            options = (Option("x"), Option("none", exclusive=True))
            kind, worse, counts = AnyOf(options), ("more",), (frozenset({"x"}),)
        case _:
            kind, worse, counts = WholeNumber(at_least=0, at_most=1), ("higher",), (0, 1)
    counts_as = draw(st.sampled_from((None, None, *counts)))
    order = draw(st.sampled_from((*worse, None)))
    return Fact(id=name, kind=kind, worse=order, unknown_counts_as=counts_as)


def _vocabulary(draw: st.DrawFn) -> Vocabulary:
    grouped = draw(st.booleans())
    facts = [_fact(draw, f"fact_{n}") for n in range(draw(st.integers(1, 1 if grouped else 2)))]
    if len(facts) > 1 and not draw(st.integers(0, 3)):
        facts[-1] = evolve(facts[-1], set_by_service=True)
    counts_as = draw(st.sampled_from((None, True)))
    own = Fact(id="children_0", kind=YesNo(), worse="yes", unknown_counts_as=counts_as)
    at_least = draw(st.integers(0, 1))
    most = draw(st.sampled_from((1, 1, 2)))
    group = Group(id="children", at_least=at_least, at_most=most, facts=(own,))
    return Vocabulary(facts=tuple(facts), groups=(group,) if grouped else ())


@st.composite
def tiny_packs(draw: st.DrawFn) -> Pack:
    """Return packs whose journeys can often be counted."""
    vocabulary = _vocabulary(draw)
    policy = draw(policies(vocabulary))
    plain = bool(draw(st.integers(0, 3)))
    asked = questionnaires(vocabulary, policy.signs, name="screener", whole=True, plain=plain)
    return Pack(
        id="made-up",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=vocabulary,
        questionnaires=(draw(asked),),
        policy=policy,
    )


# ---------------------------------------------------------------------- edited packs


@frozen(kw_only=True)
class Edited:
    """A pack and a later version of it.

    Attributes:
        old: The pack.
        new: The version.
        was: The old id of each fact that is in both, by its new one.
    """

    old: Pack
    new: Pack
    was: Mapping[str, str]


def _with_vocabulary(pack: Pack, vocabulary: Vocabulary) -> Pack:
    return evolve(
        pack,
        vocabulary=vocabulary,
        policy=evolve(pack.policy, vocabulary=vocabulary),
        questionnaires=tuple(evolve(one, vocabulary=vocabulary) for one in pack.questionnaires),
    )


def _with_facts(pack: Pack, edit: Callable[[Fact], Fact]) -> Pack:
    known = pack.vocabulary
    groups = (evolve(group, facts=tuple(map(edit, group.facts))) for group in known.groups)
    facts = tuple(map(edit, known.facts))
    return _with_vocabulary(pack, Vocabulary(facts=facts, groups=tuple(groups)))


def _with_questions(pack: Pack, edit: Callable[[Question], Question | None]) -> Pack:
    def section(one: Section) -> Section:
        made = (edit(question) for question in one.questions)
        return evolve(one, questions=tuple(each for each in made if each is not None))

    screener = pack.questionnaire()
    sections = tuple(one for one in map(section, screener.sections) if one.questions)
    return evolve(pack, questionnaires=(evolve(screener, sections=sections),))


def _wider(draw: st.DrawFn, pack: Pack) -> Pack:
    """Return the pack with more to be said of one fact, or a fact that stands alone no more."""
    chosen = draw(st.sampled_from(sorted(pack.vocabulary.by_id)))

    def edit(fact: Fact) -> Fact:
        kind = fact.kind
        match kind:
            case OneOf(options):
                kind = OneOf((*options[: draw(st.integers(1, 3))], "d"))
            case AnyOf():
                both = (Option("x"), Option("none", exclusive=draw(st.booleans())))
                kind = AnyOf((*both, Option("y")) if draw(st.booleans()) else both)
            case WholeNumber():
                least = draw(st.integers(0, 1))
                kind = WholeNumber(at_least=least, at_most=draw(st.integers(1, 2)))
            case _:
                pass
        return evolve(fact, kind=kind) if fact.id == chosen else fact

    return _with_facts(pack, edit)


def _another_kind(draw: st.DrawFn, pack: Pack) -> Pack:
    chosen = draw(st.sampled_from(sorted(pack.vocabulary.by_id)))
    return _with_facts(pack, lambda fact: _fact(draw, fact.id) if fact.id == chosen else fact)


def _longer_lists(draw: st.DrawFn, pack: Pack) -> Pack:
    known = pack.vocabulary
    groups = (evolve(one, at_least=0, at_most=draw(st.integers(1, 2))) for one in known.groups)
    return _with_vocabulary(pack, evolve(known, groups=tuple(groups)))


def _asked_otherwise(draw: st.DrawFn, pack: Pack) -> Pack:
    """Return the pack with a question that is asked otherwise, under another name, or not."""
    chosen = draw(st.sampled_from(sorted(pack.questionnaire().questions)))
    way = draw(st.integers(0, 4))

    def edit(question: Question) -> Question | None:
        if question.id != chosen:
            return question
        match way:
            case 0:
                return evolve(question, ask_when=None)
            case 1:
                return evolve(question, unknown_allowed=not question.unknown_allowed)
            case 2:
                return evolve(question, optional=not question.optional)
            case 3:
                return evolve(question, id="another-name")
            case _:
                return None

    return _with_questions(pack, edit)


def _by_the_service(draw: st.DrawFn, pack: Pack) -> Pack:
    """Return the pack with a fact that nobody is asked for any more."""
    chosen = draw(st.sampled_from([fact.id for fact in pack.vocabulary.facts]))
    pack = _with_facts(
        pack, lambda fact: evolve(fact, set_by_service=True) if fact.id == chosen else fact
    )
    return _with_questions(pack, lambda one: None if one.records == chosen else one)


def _asked_anew(draw: st.DrawFn, pack: Pack) -> Pack:
    asked = questionnaires(pack.vocabulary, pack.policy.signs, name="screener", whole=True)
    return evolve(pack, questionnaires=(draw(asked),))


def _open_sections(_: st.DrawFn, pack: Pack) -> Pack:
    screener = pack.questionnaire()
    sections = tuple(evolve(one, ask_when=None) for one in screener.sections)
    return evolve(pack, questionnaires=(evolve(screener, sections=sections),))


def _decided_otherwise(draw: st.DrawFn, pack: Pack) -> Pack:
    """Return the pack with one edit of its policy, or with quite another policy."""
    policy = pack.policy
    rules = [*policy.rules]
    place = draw(st.integers(0, max(0, len(rules) - 1)))
    match draw(st.integers(0 if rules else 3, 4)):
        case 0:
            del rules[place]
        case 1:
            route = draw(st.sampled_from(policy.routes)).id
            rules[place] = evolve(rules[place], route=route)
        case 2:
            when = draw(st.sampled_from(policy.rules)).when
            rules[place] = evolve(rules[place], when=when)
        case 3:
            return evolve(pack, policy=evolve(policy, routes=policy.routes[::-1]))
        case _:
            return evolve(pack, policy=evolve(draw(policies(pack.vocabulary)), signs=policy.signs))
    return evolve(pack, policy=evolve(policy, rules=tuple(rules)))


def _renamed(_: st.DrawFn, pack: Pack) -> Pack:
    """Return the pack with another name for its first fact, wherever it is spoken of."""
    texts = pack_files(pack)
    tables = {
        name: tomllib.loads(re.sub(r"\bfact_0\b", "newly_named", text))
        for name, text in texts.items()
    }
    return Assembly(tables, ()).pack()


_EDITS: Final = (
    _wider,
    _another_kind,
    _longer_lists,
    _asked_otherwise,
    _by_the_service,
    _asked_anew,
    _open_sections,
    _decided_otherwise,
    _renamed,
)


@st.composite
def edited_packs(draw: st.DrawFn) -> Edited:
    """Return tiny packs, each with a version that was edited once or twice."""
    old = draw(tiny_packs())
    new = old
    for edit in draw(st.lists(st.sampled_from(_EDITS), min_size=1, max_size=2)):
        edited = edit(draw, new)
        wrong = [one for one in pack_problems(edited) if one.severity is Severity.ERROR]
        new = new if wrong else edited
    assume(new != old)
    was = {name: "fact_0" if name == "newly_named" else name for name in new.vocabulary.by_id}
    if "newly_named" in was:
        said = Rename(kind=Renaming.FACTS, old="fact_0", new="newly_named")
        new = evolve(new, renamed=(said,))
    return Edited(old=old, new=new, was=was)


# ---------------------------------------------------------------------- every journey


@frozen(kw_only=True)
class Gone:
    """One way in which a questionnaire was gone through.

    Attributes:
        given: What the service set, as JSON.
        answers: As JSON; nothing for a question that was left without an answer.
        journey: What ``walk`` makes of it.
        decision: What ``decide`` makes of that.
        opened: The groups that an open section is about.
    """

    given: Document
    answers: Document
    journey: Journey
    decision: Decision
    opened: frozenset[str]

    @property
    def lists(self) -> Document:
        """Who is listed."""
        return {key: each for key, each in self.answers.items() if key[0] == "@"}


@frozen(kw_only=True)
class _Explorer:
    """Goes through every journey in which some answers are what they are."""

    pack: Pack
    fixed: Callable[[str, Question], Sequence[Any] | None]
    walks: list[int]

    def gone(self, given: Document, lists: Document) -> Iterator[Gone]:
        """Yield them, of those who are listed so."""
        known = {**self._known(), **lists}
        yield from self._from_here(given, known, frozenset(known))

    def _known(self) -> Document:
        """Return the answers that can only be one: they need not be gone through."""
        found: Document = {}
        for name, (section, question) in self.pack.questionnaire().questions.items():
            items = [] if section.for_each is None else ["@item-1", "@item-2"]
            for key in [f"{name}{item}" for item in items] or [name]:
                ways = self.fixed(key, question)
                if ways is not None and len(ways) == 1 and ways[0] is not ...:
                    found[key] = ways[0]
        return found

    def _from_here(
        self, given: Document, answers: Document, passed: frozenset[str]
    ) -> Iterator[Gone]:
        self.walks.append(1)
        if len(self.walks) > _MOST:
            raise TooManyError
        screener, on = self.pack.questionnaire(), ON
        start = read_concern(given, self.pack.vocabulary, partial=True)
        journey = walk(screener, answers, given=start, on=on)
        for key in journey.path:
            if key not in passed:
                question = screener.questions[key.partition("@")[0]][1]
                ways = self.fixed(key, question)
                for answer in self._ways(question) if ways is None else ways:
                    more = answers if answer is ... else {**answers, key: answer}
                    yield from self._from_here(given, more, passed | {key})
                return
        yield Gone(
            given=given,
            answers=answers,
            journey=journey,
            decision=decide(journey.concern, self.pack.policy, on=on),
            opened=_opened(self.pack, given, answers),
        )

    def _ways(self, question: Question) -> Iterator[Any]:
        yield ...
        yield from _values(self.pack.vocabulary.by_id[question.records])
        if question.unknown_allowed:
            yield None
        if question.optional:
            yield {"skipped": True}


def _values(fact: Fact) -> Iterator[Any]:
    match fact.kind:
        case YesNo():
            yield from (True, False)
        case OneOf(options):
            yield from options
        case AnyOf(options):
            plain = [one.id for one in options if not one.exclusive]
            yield from ([one.id] for one in options if one.exclusive)
            for chosen in product((True, False), repeat=len(plain)):
                some = [one for one, taken in zip(plain, chosen, strict=True) if taken]
                yield from [some] if some else []
        case WholeNumber(at_least=least, at_most=most):
            yield from range(least, most + 1)
        case _:
            raise AssertionError


def _lists(pack: Pack) -> Iterator[Document]:
    screener = pack.questionnaire()
    asked = {section.for_each for section in screener.sections}
    groups = [group for group in pack.vocabulary.groups if group.id in asked]
    for numbers in product(*(range(-1, screener.at_most(group) + 1) for group in groups)):
        listed = zip(groups, numbers, strict=True)
        yield {
            f"@{g.id}": [f"item-{n + 1}" for n in range(most)] for g, most in listed if most >= 0
        }


def _given(pack: Pack) -> Iterator[Document]:
    service = [fact for fact in pack.vocabulary.facts if fact.set_by_service]
    for held in product(*([..., None, *_values(fact)] for fact in service)):
        pairs = zip(service, held, strict=True)
        yield {fact.id: one for fact, one in pairs if one is not ...}


def _opened(pack: Pack, given: Document, answers: Document) -> frozenset[str]:
    """Return the groups that an open section is about: a question with its condition tells."""
    screener, known = pack.questionnaire(), pack.vocabulary
    each = [one for one in screener.sections if one.for_each is not None]
    if not each:
        return frozenset()
    probes = tuple(Fact(id=f"{_PROBE}_{n}", kind=YesNo()) for n in range(len(each)))
    known = evolve(known, facts=(*known.facts, *probes))
    sections = list[Section]()
    for section in screener.sections:
        if section.for_each is not None:
            name = f"{_PROBE}-{each.index(section)}"
            asks = Question(id=name, text=name, records=name.replace("-", "_"))
            sections.append(evolve(section, id=name, for_each=None, questions=(asks,)))
        sections.append(section)
    probing = evolve(screener, vocabulary=known, sections=tuple(sections))
    start = read_concern(given, known, partial=True)
    path = walk(probing, answers, given=start, on=ON).path
    found = (one.for_each for n, one in enumerate(each) if f"{_PROBE}-{n}" in path)
    return frozenset(one for one in found if one is not None)


def every_journey(pack: Pack) -> list[Gone]:
    """Return every journey through a pack's first questionnaire, complete or cut short.

    Raises:
        TooManyError: When there are too many.
    """
    explorer = _Explorer(pack=pack, fixed=lambda _, __: None, walks=[])
    return [
        gone
        for given in _given(pack)
        for lists in _lists(pack)
        for gone in explorer.gone(given, lists)
    ]


# ------------------------------------------------------------------- one person, twice


def sayable(pack: Pack, question: Question, said: Any) -> bool:  # noqa: ANN401 - JSON
    """Return whether an answer can be given to a question of a pack."""
    if said is ...:
        return True
    if said is None:
        return question.unknown_allowed
    if said == {"skipped": True}:
        return question.optional
    values = _values(pack.vocabulary.by_id[question.records])
    return any(said == value and type(said) is type(value) for value in values)


@frozen(kw_only=True)
class _Person:
    """What is the same in two packs, told by rules of its own."""

    edited: Edited
    again: Mapping[str, str]
    """The old source of each new one: a question's id, or a fact's id after ``given/``."""

    def answers(self, was: Gone, key: str, question: Question) -> Sequence[Any] | None:
        """Return the one answer that the same person gives; none, or None where all are free."""
        source = self.again.get(question.id)
        if source is None:
            return None
        if source.startswith("given/"):
            held = was.given.get(source.removeprefix("given/"), ...)
            if held is ...:
                return None
        else:
            old_key = key.replace(question.id, source, 1)
            if old_key not in was.journey.path:
                return None
            held = was.answers.get(old_key, ...)
        return [held] if sayable(self.edited.new, question, held) else []

    def givens(self, was: Gone) -> Iterator[Document]:
        """Yield what the service may have set in the new pack, of the same person."""
        for given in _given(self.edited.new):
            if all(self._may_be_given(was, fact_id, given) for fact_id in self._service()):
                yield given

    def _service(self) -> list[str]:
        return [fact.id for fact in self.edited.new.vocabulary.facts if fact.set_by_service]

    def _may_be_given(self, was: Gone, fact_id: str, given: Document) -> bool:
        source, now = self.again.get(f"given/{fact_id}"), given.get(fact_id, ...)
        if source is None:
            return True
        if source.startswith("given/"):
            return bool(was.given.get(source.removeprefix("given/"), ...) == now)
        if source not in was.journey.path or now is ...:
            return True
        return bool(was.answers.get(source, ...) == now)

    def same_lists(self, was: Gone, now: Gone) -> bool:
        """Return whether the same are listed, or only one pack asks and the other has no list."""
        for group in self.edited.new.vocabulary.groups:
            key = f"@{group.id}"
            if not (_asks(self.edited.old, group.id) and _asks(self.edited.new, group.id)):
                continue
            before, after = was.lists.get(key), now.lists.get(key)
            was_open, is_open = group.id in was.opened, group.id in now.opened
            only_new = before is None and not was_open and is_open
            only_old = after is None and not is_open and was_open
            if before != after and not only_new and not only_old:
                return False
        return True


def _asks(pack: Pack, group_id: str) -> bool:
    return any(one.for_each == group_id for one in pack.questionnaire().sections)


def _sources(pack: Pack) -> dict[str, str]:
    """Return the fact of everything that may be given and of every question."""
    given = {f"given/{fact.id}": fact.id for fact in pack.vocabulary.facts if fact.set_by_service}
    return given | {name: one.records for name, (_, one) in pack.questionnaire().questions.items()}


def asked_by_both(edited: Edited) -> dict[str, str]:
    """Return the old source of each new one of which the same is said.

    A source is a question's id, or that of a fact that the service sets after ``given/``.
    """
    old, new = _sources(edited.old), _sources(edited.new)
    facts = {
        now: was
        for now, was in edited.was.items()
        if was in edited.old.vocabulary.by_id
        and type(edited.old.vocabulary.by_id[was].kind)
        is type(edited.new.vocabulary.by_id[now].kind)
    }
    found = dict[str, str]()
    for name, fact in new.items():
        was = f"given/{edited.was[fact]}" if name.startswith("given/") else name
        if was in old and old[was] == facts.get(fact):
            found[name] = was
    questions = [name for name in new if not name.startswith("given/")]
    for names in (questions, [*new]):
        for fact, was_fact in facts.items():
            mine = [one for one in names if new[one] == fact and one not in found]
            theirs = [
                one
                for one, each in old.items()
                if each == was_fact
                and one not in found.values()
                and (names is not questions or not one.startswith("given/"))
            ]
            if len(mine) == len(theirs) == 1:
                found[mine[0]] = theirs[0]
    return found


def journeys_together(edited: Edited) -> Iterator[tuple[Gone, Gone]]:
    """Yield every journey through the old pack with each that the same person makes in the new.

    Raises:
        TooManyError: When there are too many.
    """
    person, walks = _Person(edited=edited, again=asked_by_both(edited)), list[int]()
    for was in every_journey(edited.old):

        def fixed(key: str, question: Question, was: Gone = was) -> Sequence[Any] | None:
            return person.answers(was, key, question)

        explorer = _Explorer(pack=edited.new, fixed=fixed, walks=walks)
        for given in person.givens(was):
            for lists in _lists(edited.new):
                for now in explorer.gone(given, lists):
                    if person.same_lists(was, now):
                        yield was, now
