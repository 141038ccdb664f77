"""What a difference promises: it is that of all journeys, gone through one by one."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from childconcern.decision import Decision
from childconcern.facts import AnyOf, Fact, Held, NotAsked, NotKnown, OneOf, YesNo
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee
from childconcern.questionnaire import Question
from childconcern.verify import Verdict
from childconcern.verify.difference import difference, unchanged_except_findings
from support.making_packs import packs
from support.trying import tried
from support.two_packs import (
    ON,
    Edited,
    Gone,
    TooManyError,
    asked_by_both,
    edited_packs,
    every_journey,
    journeys_together,
    sayable,
    tiny_packs,
)

Named = tuple[str, str, str, str]


@tried(8)
@given(packs() | tiny_packs())
def test_a_pack_is_the_same_as_itself(pack: Pack) -> None:
    found = difference(pack, evolve(pack), on=ON)

    assert found.same
    assert (found.edits, found.notes) == ((), ())


@tried(15)
@given(edited_packs())
def test_the_regions_are_those_of_all_pairs_of_journeys_of_one_person(edited: Edited) -> None:
    expected = dict[Named, bool]()
    for was, now in counted(edited):
        complete = was.journey.complete and now.journey.complete
        for named in differing(edited, was.decision, now.decision):
            expected[named] = expected.get(named, False) or complete

    found = difference(edited.old, edited.new, on=ON, scopes=["screener"])

    assert {
        (one.kind, one.about, one.old, one.new): one.complete for one in found.regions
    } == expected


@tried(10)
@given(edited_packs())
def test_what_only_one_pack_allows_is_told_with_every_route_that_it_comes_to(
    edited: Edited,
) -> None:
    expected = dict[tuple[str, bool], set[str]]()
    again = asked_by_both(edited)
    back = {was: now for now, was in again.items()}
    for pack, other, same in ((edited.new, edited.old, again), (edited.old, edited.new, back)):
        for gone in journeys(pack):
            for about in one_sided(gone, pack, other, same) if gone.journey.complete else ():
                routes = expected.setdefault((about, pack is edited.new), set[str]())
                routes.add(gone.decision.route)

    found = difference(edited.old, edited.new, on=ON, scopes=["screener"])

    assert {
        (one.about, one.in_new): {*one.routes}
        for one in found.one_sided
        if not one.about.startswith(("given/", "screener/@"))
    } == expected


@tried(10)
@given(edited_packs(), st.data())
def test_an_unchanged_except_is_kept_where_every_pair_of_journeys_keeps_it(
    edited: Edited, data: st.DataObject
) -> None:
    policy = edited.new.policy
    known = edited.new.vocabulary.by_id.values()
    named = [one.id for one in known if isinstance(one.kind, YesNo | OneOf | AnyOf)]
    assume(named)
    facts = data.draw(st.sets(st.sampled_from(named), min_size=1, max_size=2))
    rule = data.draw(st.sampled_from([None, *policy.rules]))
    claim = Guarantee(
        id="as-before",
        claim=Claim.UNCHANGED_EXCEPT,
        when=None if rule is None else rule.when,
        facts=tuple(sorted(facts)),
    )
    new = evolve(edited.new, policy=evolve(policy, guarantees=(claim,)))
    same = [rule.id for rule in policy.rules if rule.when == claim.when]
    left = [
        (was, now)
        for was, now in counted(edited)
        if not any(applies(now, name) for name in same)
        and not any(speaks(now, fact) for fact in facts)
    ]
    kept = bool(left) and all(decides_alike(was, now) for was, now in left)

    [finding] = unchanged_except_findings(edited.old, new, on=ON, scopes=["screener"])

    assert (finding.verdict is Verdict.PROVED) == kept


# ------------------------------------------------------------------------ by brute force


def counted(edited: Edited) -> list[tuple[Gone, Gone]]:
    """Return all pairs of journeys; packs with too many are another example."""
    try:
        return [*journeys_together(edited)]
    except TooManyError:
        reject()


def journeys(pack: Pack) -> list[Gone]:
    """Return all journeys of a pack; one with too many is another example."""
    try:
        return every_journey(pack)
    except TooManyError:
        reject()


def differing(edited: Edited, was: Decision, now: Decision) -> Iterator[Named]:
    """Yield everything that two decisions differ in, named as a region is."""
    yield from (one for one in compared(edited, was, now) if one[2] != one[3])


def compared(edited: Edited, was: Decision, now: Decision) -> Iterator[Named]:
    """Yield everything that two decisions are compared in."""
    yield "route", "", was.route, now.route
    if was.route == now.route:
        about = f"route {was.route}"
        before, after = said(was, edited), said(now, edited)
        yield "variant", was.route, was.variant or "no variant", now.variant or "no variant"
        for place, kind in enumerate(("promise", "readers", "then-ask")):
            yield kind, about, before[place], after[place]
    if was.level is not None and now.level is not None:
        yield "level", "", str(was.level), str(now.level)
        for area in was.levels.keys() & now.levels.keys():
            yield "area", area, str(was.levels[area]), str(now.levels[area])
    for duty in {*was.duties} | {*now.duties}:
        owed = ["owed" if duty in one.duties else "not owed" for one in (was, now)]
        yield "duty", duty, owed[0], owed[1]
        if owed == ["owed", "owed"]:
            before, after = said_of(edited.old, duty, edited), said_of(edited.new, duty, edited)
            for place, kind in enumerate(("promise", "readers")):
                yield kind, f"duty {duty}", before[place], after[place]


def said(decision: Decision, edited: Edited) -> tuple[str, ...]:
    """Return the promise, the readers, and what is asked next."""
    promise = decision.respond_within
    return (
        "no time" if promise is None else in_new_ids(promise.text, edited),
        ", ".join(sorted(decision.readers)) or "nobody",
        decision.then_ask or "nothing",
    )


def said_of(pack: Pack, duty_id: str, edited: Edited) -> tuple[str, ...]:
    """Return the promise and the readers of a duty."""
    duty = next(one for one in pack.policy.duties if one.id == duty_id)
    promise = duty.respond_within
    return (
        "no time" if promise is None else in_new_ids(promise.text, edited),
        ", ".join(sorted(duty.destinations)) or "nobody",
    )


def in_new_ids(text: str, edited: Edited) -> str:
    """Return a promise as the new pack writes it."""
    return text.replace("fact_0", "newly_named") if edited.new.renamed else text


def one_sided(gone: Gone, pack: Pack, other: Pack, same: dict[str, str]) -> Iterator[str]:
    """Yield each answer of a journey that the other pack does not allow to the same question."""
    questions, others = pack.questionnaire().questions, other.questionnaire().questions
    for key in gone.journey.path:
        name = key.partition("@")[0]
        if name in same and same[name] in others:
            mine, theirs = questions[name][1], others[same[name]][1]
            answer = gone.answers[key]
            if answer is None or answer == {"skipped": True}:
                shown = ["not known" if answer is None else "passed by"]
                shown = [] if sayable(other, theirs, answer) else shown
            else:
                shown = not_allowed(answer, pack, mine, other, theirs)
            yield from (f"screener/{name}: {one}" for one in shown)


def not_allowed(
    answer: Any,  # noqa: ANN401 - as JSON
    pack: Pack,
    mine: Question,
    other: Pack,
    theirs: Question,
) -> list[str]:
    """Return what in an answer the other pack does not allow, in words."""
    own = pack.vocabulary.by_id[mine.records].kind
    kind = other.vocabulary.by_id[theirs.records].kind
    if not isinstance(kind, AnyOf) or not isinstance(own, AnyOf):
        return [] if sayable(other, theirs, answer) else [str(answer)]
    alone = [{one.id for one in each.options if one.exclusive} for each in (own, kind)]
    found = [one for one in answer if one not in kind.ids]
    if len(answer) > 1:
        known = [one for one in answer if one in kind.ids]
        found += [f"{one} with others" for one in known if one in alone[1] - alone[0]]
    return found


def applies(gone: Gone, rule_id: str) -> bool:
    """Return whether a rule applies."""
    return any(one.kind == "rule" and one.id == rule_id for one in gone.decision.reasons)


def decides_alike(was: Gone, now: Gone) -> bool:
    """Return whether route, variant and duties are the same."""
    pairs = [(one.route, one.variant, {*one.duties}) for one in (was.decision, now.decision)]
    return pairs[0] == pairs[1]


def speaks(gone: Gone, fact_id: str) -> bool:
    """Return whether more is held of a fact than its least worrying answer."""
    concern = gone.journey.concern
    group_id = concern.vocabulary.group_of[fact_id]
    fact = concern.vocabulary.by_id[fact_id]
    if group_id is None:
        return worries(fact, concern[fact_id])
    index = concern.vocabulary.group(group_id).index[fact_id]
    return any(worries(fact, item.values[index]) for item in concern.items(group_id))


def worries(fact: Fact, held: Held) -> bool:
    """Return whether something is held that is not the least worrying answer."""
    if isinstance(held, NotAsked):
        return False
    if isinstance(held, NotKnown) or fact.worse is None:
        return True
    if isinstance(fact.kind, AnyOf):
        alone = {one.id for one in fact.kind.options if one.exclusive}
        return not (isinstance(held, frozenset) and held <= alone)
    mildest = fact.worse[0] if isinstance(fact.worse, tuple) else fact.worse == "no"
    return held != mildest
