"""Two journeys side by side: what a worse answer, not knowing, or one more item comes to.

Brute force: all that is alike in two journeys is gone through in step, and all
that only one of them asks is answered in every way.
"""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import define, field, frozen

from childconcern.decision import Decision
from childconcern.facts import AnyOf, Concern, Fact, Held, NotAsked, NotKnown, OneOf, Value
from childconcern.pack import Pack
from childconcern.verify import Scope
from trust.journey_trees import ABSENT, SILENT, UNKNOWN, Branch, Node, Sheet, Token, TooManyError
from trust.said_values import Said
from trust.truths import FEWER, LOSES, LOWERS, NOBODY, NOT_KNOWING, UNSURE, Truths, read_by

__all__ = ["compared", "is_least_worrying", "is_most_worrying", "is_worse"]

_MOST_PAIRS = 400_000

Steps: TypeAlias = frozenset[str]
"""Of what claims two journeys are an example, if it goes ill in the second."""


# --------------------------------------------------------------------- how answers worsen


def is_worse(fact: Fact, milder: Said, worse: Said) -> bool:
    """Return whether one answer is worse than another, of those for which both stand.

    Of any-of facts more options are, among those that worry; an equal answer
    counts too, as it comes to the same.
    """
    if isinstance(fact.kind, AnyOf):
        return _is_more(fact, fact.kind, milder.value, worse.value)
    order: list[object]
    match fact.worse:
        case "higher":
            return milder is not worse and milder.high <= worse.low
        case "lower":
            return milder is not worse and worse.high <= milder.low
        case "yes":
            order = [False, True]
        case "no":
            order = [True, False]
        case _:
            order = [*(fact.worse or ())]
    if milder.value not in order or worse.value not in order:
        return False
    return order.index(milder.value) < order.index(worse.value)


def _is_more(fact: Fact, kind: AnyOf, milder: Value, worse: Value) -> bool:
    if not isinstance(milder, frozenset) or not isinstance(worse, frozenset):
        return False
    plain = {option.id for option in kind.options if not option.exclusive}
    outside = {option.id for option in kind.options if not option.ordered}
    if worse.isdisjoint(plain) or not milder.isdisjoint(outside):
        return False
    more = worse - milder
    return (milder & plain) <= worse and more <= _worrying(fact, kind)


def _worrying(fact: Fact, kind: AnyOf) -> set[str]:
    plain = {option.id for option in kind.options if not option.exclusive}
    return plain & {*fact.worse} if isinstance(fact.worse, tuple) else plain


def is_most_worrying(fact: Fact, said: Said) -> bool:
    """Return whether no answer is worse than this one, and some are less so."""
    if isinstance(fact.kind, AnyOf):
        worrying = _worrying(fact, fact.kind)
        return isinstance(said.value, frozenset) and bool(worrying) and worrying <= said.value
    return _is_end(fact, said, last=True)


def is_least_worrying(fact: Fact, said: Said) -> bool:
    """Return whether no answer is less worrying than this one, and some are more so."""
    if isinstance(fact.kind, AnyOf):
        alone = {one.id for one in fact.kind.options if one.exclusive and one.ordered}
        return isinstance(said.value, frozenset) and not said.value.isdisjoint(alone)
    return _is_end(fact, said, last=False)


def _is_end(fact: Fact, said: Said, *, last: bool) -> bool:
    match fact.worse:
        case "higher" | "lower":
            return said.is_last if (fact.worse == "higher") is last else said.is_first
        case "yes" | "no":
            return said.value is ((fact.worse == "yes") is last)
        case tuple():
            ranked = isinstance(fact.kind, OneOf) and len(fact.worse) > 1
            return ranked and said.value == fact.worse[-1 if last else 0]
        case _:
            return False


# ------------------------------------------------------------------------- side by side


def compared(pack: Pack, scope: Scope, node: Node) -> Truths:
    """Return what two journeys side by side show to be so, or not, in one scope.

    Raises:
        TooManyError: When there are too many to be looked at two by two.
    """
    asked_of = {duty.id: read_by(duty, pack.policy) for duty in pack.policy.duties}
    found: Truths = {}
    pairs = 0
    for key in _keys(node):
        walker = _Pairs(pack=pack, key=key, asked_of=asked_of)
        walker.side_by_side(node, node)
        pairs += walker.number
        for claim in (LOWERS, LOSES, NOT_KNOWING, UNSURE):
            found[claim, scope.id, key] = claim not in walker.broken
        for rule in walker.leading:
            found[NOBODY, scope.id, f"rule {rule}"] = False
        if pairs > _MOST_PAIRS:
            raise TooManyError
    last = scope.questionnaires[-1].id if scope.questionnaires else "given"
    for group in pack.vocabulary.groups:
        walker = _Pairs(pack=pack, key=f"{last}/@{group.id}", asked_of=asked_of, group=group.id)
        walker.side_by_side(node, node)
        found[FEWER, scope.id, group.id] = not walker.broken
    return found


def _keys(node: Node) -> list[str]:
    """Return the keys of all that conditions can read."""
    found: dict[str, None] = {}
    done, waiting = set[int](), [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Branch) and id(one) not in done:
            done.add(id(one))
            if one.fact is not None and one.fact.rules_can_read_it:
                found[one.key] = None
            waiting.extend(one.after.values())
    return [*found]


@frozen(kw_only=True)
class _Step:
    """What changes: the claims that it is about, the fact, and the place of its item."""

    claims: Steps
    fact: Fact | None
    place: int | None


@define(kw_only=True, eq=False, repr=False)
class _Pairs:
    """Goes through the pairs of complete journeys that differ in one answer, or in one item.

    Attributes:
        pack: Whose they are.
        key: Of what differs.
        asked_of: For each duty the facts that it reads.
        group: The group of which there is one more; None where an answer differs.
        broken: The claims that some pair breaks.
        leading: The rules that lead from what no rule spoke of to what nobody reads.
        number: How many pairs were looked at.
    """

    pack: Pack
    key: str
    asked_of: dict[str, frozenset[str]]
    group: str | None = None
    broken: set[str] = field(factory=set[str])
    leading: set[str] = field(factory=set[str])
    number: int = 0
    begun: set[tuple[int, int]] = field(factory=set[tuple[int, int]])
    coming: dict[int, bool] = field(factory=dict[int, bool])
    judged: dict[tuple[int, int, Steps, int | None], None] = field(
        factory=dict[tuple[int, int, Steps, int | None], None]
    )

    def side_by_side(
        self, one: Node, other: Node, step: _Step | None = None, listed: int = 0
    ) -> None:
        """Look at all pairs that go on from two nodes; STEP is what differs so far."""
        self.number += 1
        if isinstance(one, Sheet) and isinstance(other, Sheet):
            if step is not None and one.complete and other.complete:
                self._judge(one.decision, other.decision, step)
            return
        if step is None:
            if (id(one), listed) in self.begun or not self._still_comes(one):
                return
            self.begun.add((id(one), listed))
        if not isinstance(one, Branch):
            self._alone(one, other, step, listed)
        elif not isinstance(other, Branch) or one.order < other.order:
            self._alone_first(one, other, step, listed)
        elif other.order < one.order:
            self._alone(one, other, step, listed)
        else:
            self._in_step(one, other, step, listed)

    def _still_comes(self, node: Node) -> bool:
        """Return whether what should differ is still to come; until then both are one."""
        known = self.coming.get(id(node))
        if known is None:
            known = isinstance(node, Branch) and (
                node.key == self.key or any(map(self._still_comes, node.after.values()))
            )
            self.coming[id(node)] = known
        return known

    def _alone(self, one: Node, other: Node, step: _Step | None, listed: int) -> None:
        """Answer in every way what only the second asks."""
        assert isinstance(other, Branch)
        for token, after in other.after.items():
            if token != SILENT:
                self.side_by_side(one, after, step, listed)

    def _alone_first(self, one: Branch, other: Node, step: _Step | None, listed: int) -> None:
        for token, after in one.after.items():
            if token != SILENT:
                self.side_by_side(after, other, step, listed)

    def _in_step(self, one: Branch, other: Branch, step: _Step | None, listed: int) -> None:
        if step is None and one.key == self.key:
            for token, after in one.after.items():
                for changed, then in other.after.items():
                    taken = self._step(one, token, changed, listed)
                    if taken is not None:
                        self.side_by_side(after, then, taken, listed)
        for token, after in one.after.items():
            if token != SILENT and token in other.after:
                more = listed
                if self.group is not None and one.key == f"given/@{self.group}":
                    more = token if isinstance(token, int) else -1
                self.side_by_side(after, other.after[token], step, more)

    def _step(self, branch: Branch, token: Token, changed: Token, listed: int) -> _Step | None:
        """Return what differs where one journey has one answer and the other another."""
        if self.group is not None:
            return self._one_more(token, changed, listed)
        fact, claims = branch.fact, set[str]()
        if fact is None or not isinstance(token, Said):
            return None
        ordered = fact.worse is not None
        if isinstance(changed, Said):
            worse = ordered and is_worse(fact, token, changed)
            claims |= {LOWERS, LOSES, NOBODY} if worse else set()
        elif changed == UNKNOWN:
            end = is_most_worrying if fact.is_safety_fact else is_least_worrying
            claims |= {UNSURE, NOT_KNOWING} if ordered and end(fact, token) else {UNSURE}
        if not claims:
            return None
        return _Step(claims=frozenset(claims), fact=fact, place=branch.place)

    def _one_more(self, token: Token, changed: Token, listed: int) -> _Step | None:
        was_given = self.key.startswith("given/") or listed >= 0
        if not isinstance(changed, int) or (token == ABSENT and not was_given):
            return None
        before = token if isinstance(token, int) else 0
        if changed != before + 1 or (self.key.startswith("given/") and token == ABSENT):
            return None
        return _Step(claims=frozenset({FEWER}), fact=None, place=None)

    # ---------------------------------------------------------------- what two show

    def _judge(self, one: Decision, other: Decision, step: _Step) -> None:
        same = (id(one), id(other), step.claims, step.place)
        if same in self.judged:
            return
        self.judged[same] = None
        if step.fact is not None and not self._all_else_equal(one, other, step):
            return
        spoke = bool(one.outcome.rules), bool(other.outcome.rules)
        if not self.pack.policy.at_least_as_urgent(other.route, one.route):
            # A worse answer, or one more, is held to what rules say alone.
            self.broken |= step.claims & {LOWERS, FEWER} if all(spoke) else set()
            if NOT_KNOWING in step.claims and self._not_known(other, step):
                self.broken.add(NOT_KNOWING)
        if UNSURE in step.claims and one.route != other.route and self._not_known(other, step):
            self.broken.add(UNSURE)
        if LOSES in step.claims and any(self._loses(one, other)):
            self.broken.add(LOSES)
        unread = not other.outcome.route.is_read_by_a_person
        if NOBODY in step.claims and unread and not spoke[0]:
            rules = other.outcome.rules
            self.leading |= {rule.id for rule in rules if rule.route == other.route}

    def _not_known(self, decision: Decision, step: _Step) -> bool:
        """Return whether what was not known is not known at the end either."""
        assert step.fact is not None
        return isinstance(_held(decision.concern, step.fact.id, step.place), NotKnown)

    def _all_else_equal(self, one: Decision, other: Decision, step: _Step) -> bool:
        """Return whether both hold the same of each other fact that both hold anything of."""
        assert step.fact is not None
        ours, theirs = one.concern, other.concern
        for fact in ours.vocabulary.by_id.values():
            for place in _places(ours, fact.id):
                if (fact.id, place) == (step.fact.id, step.place):
                    continue
                held = (_held(ours, fact.id, place), _held(theirs, fact.id, place))
                if not any(isinstance(each, NotAsked) for each in held) and held[0] != held[1]:
                    return False
        return True

    def _loses(self, one: Decision, other: Decision) -> Iterator[bool]:
        """Yield for each duty whether it is lost, all that it reads being asked still."""
        for duty in self.pack.policy.duties:
            if duty.id in one.duties and duty.id not in other.duties:
                yield all(
                    _is_asked(other.concern, fact_id, place)
                    for fact_id in self.asked_of[duty.id]
                    for place in _places(one.concern, fact_id)
                    if _is_asked(one.concern, fact_id, place)
                )


def _places(concern: Concern, fact_id: str) -> Iterator[int | None]:
    group_id = concern.vocabulary.group_of[fact_id]
    if group_id is None:
        yield None
    else:
        yield from range(len(concern.items(group_id)))


def _held(concern: Concern, fact_id: str, place: int | None) -> Held:
    group_id = concern.vocabulary.group_of[fact_id]
    if group_id is None or place is None:
        return concern[fact_id]
    return concern.items(group_id)[place].values[concern.vocabulary.group(group_id).index[fact_id]]


def _is_asked(concern: Concern, fact_id: str, place: int | None) -> bool:
    return not isinstance(_held(concern, fact_id, place), NotAsked)
