"""What holds of every decision, over made-up policies and concerns."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from childconcern.decision import decide, decision_document
from childconcern.facts import Concern, Fact, YesNo, canonical_json, read_concern
from childconcern.policy import RoutingPolicy
from support.generating import Document, better_known, days, documents, policies, vocabularies
from support.reference import reference_decision


@frozen(kw_only=True)
class World:
    """A policy, and concerns to decide about, one after another."""

    policy: RoutingPolicy
    documents: tuple[tuple[Document, dt.date], ...]

    def concerns(self) -> Iterator[tuple[Concern, dt.date]]:
        """Yield what the documents describe."""
        for document, on in self.documents:
            yield read_concern(document, self.policy.vocabulary), on


@st.composite
def worlds(draw: st.DrawFn, *, known: bool = True, graded: bool = False) -> World:
    vocabulary = draw(vocabularies())
    concerns = st.tuples(documents(vocabulary), days())
    return World(
        policy=draw(policies(vocabulary, known=known, graded=graded)),
        documents=tuple(draw(st.lists(concerns, min_size=1, max_size=3))),
    )


def without_digests(document: dict[str, Any]) -> dict[str, Any]:
    """Return a decision's document as the naive reading gives it."""
    return {
        key: value for key, value in document.items() if key not in {"policy", "concern_digest"}
    }


@given(worlds())
def test_every_decision_is_the_one_that_plain_loops_come_to(world: World) -> None:
    # Twice over, so that what is remembered is held to account too.
    for (document, on), (concern, _) in [*zip(world.documents, world.concerns(), strict=True)] * 2:
        decision = decide(concern, world.policy, on=on)

        expected = reference_decision(world.policy, document, on)
        assert without_digests(decision_document(decision)) == expected


@given(worlds())
def test_no_concern_of_the_vocabulary_makes_deciding_fail(world: World) -> None:
    for concern, on in world.concerns():
        decision = decide(concern, world.policy, on=on)
        stored = canonical_json(decision_document(decision))

        assert json.loads(stored)["route"] == decision.route
        assert decision.destinations == tuple(dict.fromkeys(decision.destinations))
        assert hash(decision) == hash(decide(concern, world.policy, on=on))


@given(worlds(known=False), st.data())
def test_knowing_more_never_takes_a_reason_away(world: World, data: st.DataObject) -> None:
    policy = world.policy
    for document, on in world.documents:
        learnt = data.draw(better_known(policy.vocabulary, document))
        before = decide(read_concern(document, policy.vocabulary), policy, on=on)
        after = decide(read_concern(learnt, policy.vocabulary), policy, on=on)

        assert set(before.reasons) <= set(after.reasons)
        if any(reason.kind == "rule" for reason in before.reasons):
            assert policy.at_least_as_urgent(after.route, before.route)


@given(worlds(graded=True), st.data())
def test_a_higher_level_of_an_indicator_never_lowers_the_route(
    world: World, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(world.policy.indicators) - 1))
    levels = world.policy.terms.levels
    low, high = sorted(data.draw(st.tuples(st.sampled_from(levels), st.sampled_from(levels))))

    lower, higher = (at_level(world.policy, position, level) for level in (low, high))
    check_at_least_as_urgent(evolve(world, policy=lower), higher)


def at_level(policy: RoutingPolicy, position: int, level: int) -> RoutingPolicy:
    """Return a policy one of whose indicators gives another level."""
    indicators = list(policy.indicators)
    indicators[position] = evolve(indicators[position], level=level)
    return evolve(policy, indicators=tuple(indicators))


@given(worlds(graded=True), st.data())
def test_one_more_indicator_never_lowers_the_route(world: World, data: st.DataObject) -> None:
    policy = world.policy
    added = evolve(
        data.draw(st.sampled_from(policy.indicators)),
        id="one-more",
        area=data.draw(st.sampled_from(policy.terms.areas)),
        level=policy.terms.levels[-1],
    )

    check_at_least_as_urgent(world, evolve(policy, indicators=(*policy.indicators, added)))


def check_at_least_as_urgent(world: World, stricter: RoutingPolicy) -> None:
    """Assert that what spoke before still does, at least as urgently.

    Where no rule spoke the route was ``otherwise``, which may be any rung.
    """
    for concern, on in world.concerns():
        before = decide(concern, world.policy, on=on)
        after = decide(concern, stricter, on=on)
        spoke = any(reason.kind == "rule" for reason in before.reasons)

        assert {one.id for one in before.outcome.rules} <= {one.id for one in after.outcome.rules}
        assert set(before.duties) <= set(after.duties)
        assert (after.level or 0) >= (before.level or 0)
        if spoke:
            assert stricter.at_least_as_urgent(after.route, before.route)


@given(worlds(), st.data())
def test_the_order_of_rules_changes_no_route_and_reasons_keep_it(
    world: World, data: st.DataObject
) -> None:
    policy = world.policy
    shuffled = data.draw(st.permutations(policy.rules))
    other = evolve(policy, rules=tuple(shuffled))
    for concern, on in world.concerns():
        decision, moved = decide(concern, policy, on=on), decide(concern, other, on=on)

        assert moved.route == decision.route
        assert set(moved.reasons) == set(decision.reasons)
        kept = [reason.id for reason in moved.reasons if reason.kind == "rule"]
        assert kept == [rule.id for rule in shuffled if rule.id in kept]


@given(worlds(), st.sampled_from((True, False, None, {"not_asked": "q"})))
def test_what_the_policy_cannot_read_changes_neither_digest_nor_outcome(
    world: World, said: object
) -> None:
    unread = Fact(id="unread", kind=YesNo(), unknown_counts_as=True)
    vocabulary = world.policy.vocabulary
    policy = evolve(world.policy, vocabulary=evolve(vocabulary, facts=(*vocabulary.facts, unread)))
    for document, on in world.documents:
        one, other = (
            decide(read_concern({**document, "unread": value}, policy.vocabulary), policy, on=on)
            for value in (True, said)
        )

        assert other.concern_digest == one.concern_digest
        assert other.outcome == one.outcome


@given(worlds(), st.data())
def test_concerns_of_one_digest_have_one_outcome(world: World, data: st.DataObject) -> None:
    policy = world.policy
    for document, on in world.documents:
        before = decide(read_concern(document, policy.vocabulary), policy, on=on)
        other = data.draw(documents(policy.vocabulary))
        for key in other:
            changed = read_concern({**document, key: other[key]}, policy.vocabulary)
            after = decide(changed, policy, on=on)

            same = after.concern_digest == before.concern_digest
            assert not same or after.outcome == before.outcome


@given(worlds())
def test_a_full_memory_forgets_and_decides_the_same(world: World) -> None:
    fresh = evolve(world.policy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("childconcern.conditions.columns._MOST_REMEMBERED", 1)
        patch.setattr("childconcern.policy.engine._MOST_REMEMBERED", 1)
        forgetful = [decide(one, fresh, on=on) for one, on in [*world.concerns()] * 2]

    remembered = [decide(one, world.policy, on=on) for one, on in [*world.concerns()] * 2]
    assert [one.outcome for one in forgetful] == [one.outcome for one in remembered]
