"""Tiny packs, and every journey through them, one by one: nothing here asks a solver."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import Any, Final

from attrs import evolve, frozen
from hypothesis import strategies as st

from childconcern.conditions import facts_in
from childconcern.decision import Decision, decide
from childconcern.facts import (
    AnyOf,
    Concern,
    Fact,
    Group,
    NotAsked,
    OneOf,
    Option,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.journey import Journey, walk
from childconcern.pack import Language, Pack
from childconcern.policy import Claim, Guarantee, RoutingPolicy
from childconcern.questionnaire import Question
from support.asking import questionnaires
from support.generating import Document, policies

__all__ = ["ON", "Gone", "TooManyError", "every_journey", "kept", "loses", "lowers", "tiny_packs"]

ON: Final = dt.date(2026, 11, 24)
_MOST: Final = 400


class TooManyError(Exception):
    """There are more journeys than can be looked at one by one."""


# ------------------------------------------------------------------------- tiny packs


def _kind(draw: st.DrawFn) -> YesNo | OneOf | AnyOf | WholeNumber:
    match draw(st.integers(0, 4)):
        case 0 | 1:
            return YesNo()
        case 2:
            return OneOf(("a", "b", "c"))
        case 3:
            return AnyOf((Option("x"), Option("y"), Option("none", exclusive=True)))
        case _:
            return WholeNumber(at_least=0, at_most=3)


def _fact(draw: st.DrawFn, name: str) -> Fact:
    kind = _kind(draw)
    worse: tuple[str | tuple[str, ...] | None, ...]
    counts: tuple[Value, ...]
    match kind:
        case YesNo():
            worse, counts = ("yes", "no"), (True, False)
        case OneOf(options):
            worse, counts = (options, options[::-1], options[:2]), options
        case AnyOf():
            worse, counts = ("more", ("y",)), (frozenset({"x"}), frozenset({"none"}))
        case WholeNumber():
            worse, counts = ("higher", "lower"), (0, 2)
    known: list[Value] = [*counts]
    counts_as = draw(st.sampled_from(known)) if draw(st.booleans()) else None
    order = draw(st.sampled_from((*worse, None)))
    return Fact(id=name, kind=kind, worse=order, unknown_counts_as=counts_as)


def _vocabulary(draw: st.DrawFn) -> Vocabulary:
    facts = [_fact(draw, f"fact_{n}") for n in range(draw(st.integers(1, 3)))]
    if len(facts) > 1 and not draw(st.integers(0, 3)):
        facts[-1] = evolve(facts[-1], set_by_service=True)
    own = tuple(_fact(draw, f"children_{n}") for n in range(draw(st.integers(1, 2))))
    at_least = draw(st.integers(0, 1))
    group = Group(id="children", at_least=at_least, at_most=draw(st.integers(1, 2)), facts=own)
    return Vocabulary(facts=tuple(facts), groups=(group,) if draw(st.booleans()) else ())


def _guarantees(policy: RoutingPolicy) -> Iterator[Guarantee]:
    """Yield guarantees of every sort, of concerns for which some rule applies, and of all."""
    route = policy.routes[0].id
    level = policy.levels[1].number if policy.areas else None
    duty = policy.duties[0].id if policy.duties else None
    for n, rule in enumerate(policy.rules[:2]):
        yield Guarantee(id=f"below-{n}", claim=Claim.NEVER_BELOW, when=rule.when, route=rule.route)
        yield Guarantee(id=f"never-{n}", claim=Claim.NEVER, when=rule.when, route=route)
        yield Guarantee(id=f"only-{n}", claim=Claim.ONLY_IF, when=rule.when, route=route)
        if level is not None or duty is not None:
            claim = Claim.ALWAYS if n else Claim.NEVER
            yield Guarantee(id=f"all-{n}", claim=claim, when=rule.when, duty=duty, level=level)
    yield Guarantee(id="at-all", claim=Claim.NEVER_BELOW, route=policy.routes[-1].id)
    yield Guarantee(id="first", claim=Claim.ALWAYS, route=route)


@st.composite
def tiny_packs(draw: st.DrawFn) -> Pack:
    """Return packs whose journeys can often be counted, with an order for most facts."""
    vocabulary = _vocabulary(draw)
    policy = draw(policies(vocabulary))
    asked = draw(questionnaires(vocabulary, policy.signs, name="screener", whole=True))
    return Pack(
        id="made-up",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=vocabulary,
        questionnaires=(asked,),
        policy=evolve(policy, guarantees=tuple(_guarantees(policy))),
    )


# ---------------------------------------------------------------------- every journey


@frozen(kw_only=True)
class Gone:
    """One way in which a questionnaire was gone through, with who is listed and what was given."""

    start: tuple[object, ...]
    answers: Document
    journey: Journey
    decision: Decision

    @property
    def reasons(self) -> set[tuple[str, str]]:
        """What applies."""
        return {(reason.kind, reason.id) for reason in self.decision.reasons}

    @property
    def spoke(self) -> bool:
        """Whether a rule did."""
        return any(kind == "rule" for kind, _ in self.reasons)


def every_journey(pack: Pack) -> list[Gone]:
    """Return every journey through a pack's first questionnaire, complete or cut short.

    Raises:
        TooManyError: When there are too many.
    """
    found: list[Gone] = []
    service = [fact for fact in pack.vocabulary.facts if fact.set_by_service]
    for held in product(*([..., None, *_values(fact)] for fact in service)):
        pairs = zip(service, held, strict=True)
        given = {fact.id: one for fact, one in pairs if one is not ...}
        for listed in _lists(pack):
            for gone in _from_here(pack, given, listed, frozenset()):
                found.append(gone)
                if len(found) > _MOST:
                    raise TooManyError
    return found


def _lists(pack: Pack) -> Iterator[Document]:
    screener = pack.questionnaire()
    asked = {section.for_each for section in screener.sections}
    groups = [group for group in pack.vocabulary.groups if group.id in asked]
    choices = [range(-1, screener.at_most(group) + 1) for group in groups]
    for numbers in product(*choices):
        listed = zip(groups, numbers, strict=True)
        yield {
            f"@{group.id}": [f"i{n}" for n in range(most)] for group, most in listed if most >= 0
        }


def _from_here(
    pack: Pack, given: Document, answers: Document, passed: frozenset[str]
) -> Iterator[Gone]:
    screener = pack.questionnaire()
    start = read_concern(given, pack.vocabulary, partial=True)
    journey = walk(screener, answers, given=start, on=ON)
    for key in journey.path:
        if key not in passed:
            question = screener.questions[key.partition("@")[0]][1]
            for answer in _answers(question, pack.vocabulary.by_id[question.records]):
                more = answers if answer is ... else {**answers, key: answer}
                yield from _from_here(pack, given, more, passed | {key})
            return
    listed = {key: tuple(ids) for key, ids in answers.items() if key[0] == "@"}
    yield Gone(
        start=(given, listed),
        answers=answers,
        journey=journey,
        decision=decide(journey.concern, pack.policy, on=ON),
    )


def _answers(question: Question, fact: Fact) -> Iterator[Any]:
    yield ...
    yield from _values(fact)
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
        case AnyOf():
            yield from (["x"], ["y"], ["x", "y"], ["none"])
        case _:
            yield from range(4)


# ----------------------------------------------------------------------- what is true


def kept(guarantee: Guarantee, gone: Gone, policy: RoutingPolicy) -> tuple[bool, bool]:
    """Return whether a journey is as a guarantee supposes, and whether it breaks it."""
    applied = {name for kind, name in gone.reasons if kind == "rule"}
    rules = [rule.id for rule in policy.rules if rule.when == guarantee.when]
    supposed = guarantee.when is None or not applied.isdisjoint(rules)
    decision, said = gone.decision, list[bool]()
    if guarantee.route is not None:
        said.append(decision.route == guarantee.route)
    if guarantee.duty is not None:
        said.append(("duty", guarantee.duty) in gone.reasons)
    if guarantee.level is not None:
        said.append(decision.level is not None and decision.level >= guarantee.level)
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            route = str(guarantee.route)
            return supposed, supposed and not policy.at_least_as_urgent(decision.route, route)
        case Claim.ALWAYS:
            return supposed, supposed and not all(said)
        case Claim.NEVER:
            return supposed, supposed and any(said)
        case _:
            return supposed, not supposed and any(said)


def _pairs(pack: Pack, gone: Sequence[Gone]) -> Iterator[tuple[str, Gone, Gone]]:
    """Yield complete journeys that share all answers but one, which is worse in the second."""
    screener = pack.questionnaire()
    for before, after in permutations([one for one in gone if one.journey.complete], 2):
        if before.start != after.start:
            continue
        both = set(before.journey.path) & set(after.journey.path)
        differ = [key for key in both if before.answers[key] != after.answers[key]]
        if len(differ) == 1:
            [key] = differ
            question = screener.questions[key.partition("@")[0]][1]
            fact = pack.vocabulary.by_id[question.records]
            if _is_worse(fact, before.answers[key], after.answers[key]):
                yield key, before, after


def _is_worse(fact: Fact, before: Any, after: Any) -> bool:  # noqa: ANN401 - as JSON
    skipped = {"skipped": True}
    if fact.worse is None or before is None or skipped in (before, after):
        return False
    if isinstance(fact.kind, AnyOf):
        return before == ["none"] if after is None else _is_more(fact, set(before), set(after))
    order: list[Any] = {"yes": [False, True], "no": [True, False], "higher": [*range(4)]}.get(
        str(fact.worse), [3, 2, 1, 0] if fact.worse == "lower" else list(fact.worse)
    )
    if after is None:
        mildest = order[0] if fact.unknown_counts_as is None else fact.unknown_counts_as
        return bool(before == mildest and len(order) > 1)
    return {before, after} <= {*order} and order.index(after) > order.index(before)


def _is_more(fact: Fact, before: set[str], after: set[str]) -> bool:
    plain = before - {"none"}
    grown = after - plain
    return "none" not in after and plain < after and (fact.worse == "more" or grown <= {"y"})


def lowers(pack: Pack, gone: Sequence[Gone]) -> set[str]:
    """Return the keys of questions to which a worse answer lowers the response."""
    urgent = pack.policy.at_least_as_urgent
    return {
        key
        for key, before, after in _pairs(pack, gone)
        if before.spoke and after.spoke and not urgent(after.decision.route, before.decision.route)
    }


def loses(pack: Pack, gone: Sequence[Gone]) -> set[str]:
    """Return the keys of questions to which a worse answer loses a duty that could be owed."""
    return {
        key
        for key, before, after in _pairs(pack, gone)
        for duty in pack.policy.duties
        if ("duty", duty.id) in before.reasons - after.reasons
        and all(
            had <= has
            for fact_id in facts_in(duty.when, pack.policy.terms)
            for had, has in [(_asked(before, fact_id), _asked(after, fact_id))]
        )
    }


def _asked(gone: Gone, fact_id: str) -> set[int]:
    """Return of which items a fact was asked; of the whole concern it is item 0."""
    concern: Concern = gone.journey.concern
    group_id = concern.vocabulary.group_of[fact_id]
    if group_id is None:
        return set() if isinstance(concern[fact_id], NotAsked) else {0}
    if isinstance(concern.groups[concern.vocabulary.group_index[group_id]], NotAsked):
        return set()
    index = concern.vocabulary.group(group_id).index[fact_id]
    items = enumerate(concern.items(group_id))
    return {n for n, item in items if not isinstance(item.values[index], NotAsked)}
