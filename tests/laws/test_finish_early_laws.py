"""Finishing early over made-up packs: what is passed over changes nothing that happens."""

import datetime as dt
from typing import Final, TypeAlias, cast

from attrs import evolve, frozen
from hypothesis import HealthCheck, Phase, assume, given, reject, seed, settings
from hypothesis import strategies as st

from childconcern.conditions import ConcernView, Terms, expand, truth
from childconcern.decision import Decision, decide
from childconcern.facts import Concern, Fact, Vocabulary, read_concern
from childconcern.gathering import GatherError, gather
from childconcern.journey import AnswersRefusedError, Journey, Why, walk
from childconcern.journey.live import Live, LiveView
from childconcern.journey.opening import (
    MAY_FAIL,
    MAY_HOLD,
    SURELY_FAILS,
    SURELY_HOLDS,
    Open,
    Own,
    Readings,
    Slot,
)
from childconcern.pack import Pack
from childconcern.questionnaire import Questionnaire
from support.asking import ITEM_IDS, answer_to, answers_for, givens, listed_in
from support.brute_force import ON, TooManyError, every_journey, tiny_packs
from support.generating import Document, conditions, days, documents, terms
from support.making_packs import packs
from support.trying import tried

FEW: Final = 4
"""Questions, of each of which every answer is tried."""

Outcome: TypeAlias = tuple[object, ...]
"""What happens: the route, its variant, the duties, and the promise."""


def happens(decision: Decision) -> Outcome:
    """Return what happens by a decision."""
    return decision.route, decision.variant, decision.duties, decision.respond_within


# --------------------------------------------------------------- reading what is open


@frozen(kw_only=True)
class Course:
    """What is known, what is open of it, and what is held in the end."""

    now: Concern
    slots: frozenset[Slot]
    growing: frozenset[str]
    then: Concern


def items_of(concern: Concern) -> dict[str, tuple[str, ...]]:
    """Return the ids of the items of each group that has a list."""
    pairs = zip(concern.vocabulary.groups, concern.groups, strict=True)
    return {
        group.id: tuple(item.id for item in items)
        for group, items in pairs
        if isinstance(items, tuple)
    }


def told(document: Document, group_id: str) -> list[Document]:
    """Return the items of a group in a concern as JSON."""
    held = document.get(group_id)
    return [dict(one) for one in cast("list[Document]", held)] if isinstance(held, list) else []


@st.composite
def courses(draw: st.DrawFn, vocabulary: Vocabulary) -> Course:
    """Return a concern of which some is open, and one that holds something else in its place."""
    known, other = draw(documents(vocabulary)), draw(documents(vocabulary))
    slots, growing, then = set[Slot](), set[str](), dict(known)

    def mix(own: Own, facts: tuple[Fact, ...], said: Document, instead: Document) -> None:
        for fact in facts:
            if draw(st.booleans()):
                slots.add((own, fact.id))
                said.pop(fact.id, None)
                said |= {name: value for name, value in instead.items() if name == fact.id}

    mix(None, vocabulary.facts, then, other)
    for group in vocabulary.groups:
        items, others = told(known, group.id), {one["id"]: one for one in told(other, group.id)}
        for item in items:
            mix((group.id, item["id"]), group.facts, item, others.pop(item["id"], {}))
        if draw(st.booleans()):
            growing.add(group.id)
            items += others.values()
        if items:
            then[group.id] = items
    now, after = (read_concern(one, vocabulary, partial=True) for one in (known, then))
    return Course(now=now, slots=frozenset(slots), growing=frozenset(growing), then=after)


def bounds_of(reading: int) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    """Return whether it holds and fails at least, and at most."""
    least = bool(reading & SURELY_HOLDS), bool(reading & SURELY_FAILS)
    return least, (bool(reading & MAY_HOLD), bool(reading & MAY_FAIL))


@tried(100)
@given(terms(), st.data(), days(), st.booleans())
def test_whatever_comes_of_what_is_open_is_between_both_readings(
    made: Terms,
    data: st.DataObject,
    on: dt.date,
    deciding: bool,  # noqa: FBT001 - both ways
) -> None:
    condition = data.draw(conditions(made))
    course = data.draw(courses(made.vocabulary))
    items, meaning = items_of(course.now), expand(condition, made.meanings)
    live = Live.of(course.now, items)
    state = Open(live=live, on=on, slots=course.slots, listed=items, growing=course.growing)
    readings = Readings(open=state, meanings=made.meanings, deciding=deciding)
    after = Live.of(course.then, items_of(course.then))
    said = truth(meaning, LiveView(live=after, on=on, deciding=deciding))

    least, most = bounds_of(readings.read(condition))

    assert all(low <= one <= high for low, one, high in zip(least, said, most, strict=True))
    assert readings.outcome(condition) in {None, said[0]}
    if deciding:
        assert said == truth(meaning, ConcernView(concern=course.then, on=on))


@given(terms(), st.data(), days(), st.booleans())
def test_where_nothing_is_open_both_readings_are_the_plain_one(
    made: Terms,
    data: st.DataObject,
    on: dt.date,
    deciding: bool,  # noqa: FBT001 - both ways
) -> None:
    condition = data.draw(conditions(made))
    concern = read_concern(data.draw(documents(made.vocabulary)), made.vocabulary, partial=True)
    items = items_of(concern)
    live = Live.of(concern, items)
    state = Open(live=live, on=on, slots=frozenset(), listed=items, growing=frozenset())
    readings = Readings(open=state, meanings=made.meanings, deciding=deciding)
    view = LiveView(live=live, on=on, deciding=deciding)

    said = truth(expand(condition, made.meanings), view)
    assert bounds_of(readings.read(condition)) == (said, said)


# ----------------------------------------------------------------- early, and to the end


@frozen(kw_only=True)
class Asked:
    """A questionnaire that is gone through twice with the same answers: early, and to the end."""

    pack: Pack
    questionnaire: Questionnaire
    given: Document
    on: dt.date
    then: tuple[Questionnaire, ...]

    @property
    def start(self) -> Concern:
        """What was given."""
        return read_concern(self.given, self.pack.vocabulary, partial=True)

    def early(self, answers: Document) -> Journey:
        """Return the journey that finishes early."""
        finishing = evolve(self.questionnaire, finish_early=True)
        policy = self.pack.policy
        return walk(finishing, answers, given=self.start, on=self.on, policy=policy, then=self.then)

    def whole(self, answers: Document) -> Journey:
        """Return the journey in which everything is asked."""
        return walk(self.questionnaire, answers, given=self.start, on=self.on)

    def decided(self, journey: Journey) -> Decision:
        """Return what is decided after a journey."""
        return decide(journey.concern, self.pack.policy, on=self.on)

    def fact(self, key: str) -> Fact:
        """Return the fact that an answer is recorded as."""
        question = self.questionnaire.questions[key.partition("@")[0]][1]
        return self.pack.vocabulary.by_id[question.records]


@st.composite
def askings(draw: st.DrawFn) -> Asked:
    """Return a way through the first questionnaire of a pack; others may follow, or not."""
    pack = draw(packs())
    questionnaire = pack.questionnaire()
    return Asked(
        pack=pack,
        questionnaire=questionnaire,
        given=draw(givens(pack.vocabulary)),
        on=draw(days()),
        then=draw(st.sampled_from([(), pack.questionnaires[1:]])),
    )


def answered(data: st.DataObject, asked: Asked, answers: Document, key: str) -> Document:
    """Return answers with what is next answered: a value, *not known*, a skip, or a list."""
    if not key.startswith("@"):
        question = asked.questionnaire.questions[key.partition("@")[0]][1]
        drawn = answer_to(question, asked.fact(key)).filter(lambda one: one is not ...)
        return {**answers, key: data.draw(drawn)}
    group = asked.pack.vocabulary.group(key[1:])
    before = listed_in(asked.given, group.id)
    listed = list(dict.fromkeys([*answers.get(key, ()), *ITEM_IDS]))
    free = [one for one in listed if one not in before]
    number = data.draw(st.integers(group.at_least, group.at_most)) - len(before)
    fewest = len([one for one in answers.get(key, ()) if one not in before])
    most = asked.questionnaire.at_most(group)
    return {**answers, key: free[: min(max(number, fewest), most)]}


def differs_in_nothing_that_matters(asked: Asked, early: Journey, whole: Journey) -> None:
    """Check that a journey that finished early leads where the whole one does.

    Only the levels of areas may be lower, of those that it lists.
    """
    low, high = asked.decided(early), asked.decided(whole)
    assert happens(low) == happens(high)
    lower = {area for area in low.levels if low.levels[area] < high.levels[area]}
    assert lower <= set(early.not_explored)
    assert whole.not_explored == ()
    assert set(early.path) <= set(whole.path)
    for key in set(whole.path) - set(early.path):
        fact = asked.fact(key)
        assert early.why[key] in {Why.CANNOT_MATTER, Why.CONDITION_NOT_MET, Why.SECTION_CLOSED}
        assert not fact.is_safety_fact
        assert fact.rules_can_read_it


@tried(40)
@given(askings(), st.data())
def test_finishing_early_changes_nothing_that_happens_and_skips_no_question_about_safety(
    asked: Asked, data: st.DataObject
) -> None:
    answers = data.draw(answers_for(asked.questionnaire, asked.given))
    # It is so of journeys that were cut short too.
    differs_in_nothing_that_matters(asked, asked.early(answers), asked.whole(answers))
    told = list[tuple[int, int]]()
    early = asked.early(answers)
    while early.next is not None:
        told.append((early.at_least_to_come, early.at_most_to_come))
        answers = answered(data, asked, answers, early.next)
        early = asked.early(answers)
    whole = asked.whole(answers)
    while whole.next is not None:
        answers = answered(data, asked, answers, whole.next)
        whole = asked.whole(answers)

    # What would have been said to what was passed over is there now, and changes nothing.
    assert asked.early(answers).path == early.path
    differs_in_nothing_that_matters(asked, asked.early(answers), whole)
    for came, (fewest, most) in zip(range(len(told), 0, -1), told, strict=True):
        assert 1 <= fewest <= came <= most


def may_be_said(key: str, follows: Questionnaire, known: Concern) -> bool:
    """Return whether a questionnaire may ask for what is said: lists are read in any case."""
    if not key.startswith("@"):
        return True
    group = follows.vocabulary.group(key[1:])
    about = [section for section in follows.sections if section.for_each == group.id]
    lacks = len(known.items(group.id)) < max(1, group.at_least)
    return any(lacks or section.ask_for_more for section in about)


def contradict(one: Concern, other: Concern) -> bool:
    """Return whether two concerns say different things of the same."""
    try:
        return bool(gather(one, other).differences or gather(other, one).differences)
    except GatherError:
        return True  # they list others


@tried(30)
@given(askings(), st.data())
def test_what_happens_after_the_questions_that_follow_is_the_same_too(
    asked: Asked, data: st.DataObject
) -> None:
    assume(asked.then)
    answers = data.draw(answers_for(asked.questionnaire, asked.given))
    early, whole = asked.early(answers), asked.whole(answers)
    for place, follows in enumerate(asked.then):
        drawn = data.draw(answers_for(follows, asked.given))
        more = {key: one for key, one in drawn.items() if may_be_said(key, follows, whole.concern)}
        finishing, then = data.draw(st.booleans()), asked.then[place + 1 :]
        before = early
        try:
            early = walk(
                evolve(follows, finish_early=finishing),
                more,
                given=early.concern,
                on=asked.on,
                policy=asked.pack.policy,
                then=then,
                unasked=early.unasked,
            )
            whole = walk(
                evolve(follows, finish_early=False), more, given=whole.concern, on=asked.on
            )
        except AnswersRefusedError:
            return  # more items than there can be
        low, high = asked.decided(early), asked.decided(whole)
        assert happens(low) == happens(high)
        # No area is lower, by whichever way it came together, that nobody is told of. Only
        # somebody who is asked the same thing later may say another.
        if contradict(low.concern, high.concern):
            return
        lower = {area for area in low.levels if low.levels[area] < high.levels[area]}
        assert lower <= set(early.not_explored)
        assert lower <= set(asked.pack.decide(gather(before, early), on=asked.on).not_explored)


# -------------------------------------------------------------------------- brute force


def passed_over_in(pack: Pack) -> int:
    """Compare every complete journey of a tiny pack with the one that finishes early.

    Whatever is said to what is passed over, all journeys that share the other
    answers end as the early one does: it is the same for all of them.
    """
    early = evolve(pack, questionnaires=(evolve(pack.questionnaire(), finish_early=True),))
    passed_over = 0
    for one in every_journey(pack):
        if one.journey.complete:
            given = read_concern(cast("Document", one.start[0]), pack.vocabulary, partial=True)
            journey = early.walk(one.answers, given=given, on=ON)
            assert journey.complete
            assert happens(decide(journey.concern, pack.policy, on=ON)) == happens(one.decision)
            passed_over += len(one.journey.path) - len(journey.path)
    return passed_over


def test_every_journey_of_tiny_packs_agrees_and_questions_are_passed_over_in_some() -> None:
    found = list[int]()

    @seed(4)
    @settings(
        max_examples=40,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
    @given(tiny_packs().filter(lambda pack: len(pack.questionnaire().questions) <= FEW))
    def compare(pack: Pack) -> None:
        try:
            found.append(passed_over_in(pack))
        except TooManyError:
            reject()

    compare()

    assert len(found) >= 20
    assert len([passed_over for passed_over in found if passed_over]) >= 4
