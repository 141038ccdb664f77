"""What is true of a tiny pack, found by looking at everything that brute force went through.

What a promise supposes, and every sign, is watched by a duty of its own. A duty
changes nothing else, so the library itself says of each concern what holds.
"""

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from childconcern.conditions import Named
from childconcern.decision import Decision
from childconcern.facts import AnyOf, OneOf
from childconcern.pack import Pack
from childconcern.policy import Claim, Duty, Guarantee, RoutingPolicy
from childconcern.verify import Scope
from trust.journey_trees import SILENT, SKIPPED, UNKNOWN, Branch, Node, Sheet, Token
from trust.said_values import Said
from trust.truths import (
    ANYWHERE,
    CLEAR,
    GUARANTEED,
    IDLE,
    LEADS_ON,
    LONGEST,
    ONE_ROUTE,
    REACHED,
    SHORTEST,
    SILENCE,
    Truths,
    claims_of,
)

__all__ = ["Looked", "broken_in", "look", "told", "watched"]

_PREMISE = "premise-of-"
_SIGN = "sign-"


def watched(pack: Pack) -> Pack:
    """Return a pack that says besides, by duties, which promises suppose what is so, and signs."""
    policy = pack.policy
    watching = [
        Duty(id=_PREMISE + one.id, when=one.when, because="It is watched.")
        for one in policy.guarantees
        if one.when is not None
    ]
    watching += [
        Duty(id=_SIGN + one.id.replace("_", "-"), when=Named(one.id), because="It is watched.")
        for one in policy.signs
    ]
    return evolve(pack, policy=evolve(policy, duties=(*policy.duties, *watching)))


@frozen(kw_only=True, eq=False, repr=False)
class Seen:
    """What is decided of one concern, and what that says of the pack's promises.

    Attributes:
        reached: What applies, as ``rule rule-1`` and the like.
        supposed: The guarantees whose premise is met.
        broken: The guarantees that are broken.
        spoke: Whether some rule did.
        leads_on: Whether somebody reads it, or the referrer is told what to do.
        needed: The rules and indicators without which route or levels would be others.
    """

    reached: frozenset[str]
    supposed: frozenset[str]
    broken: frozenset[str]
    spoke: bool
    leads_on: bool
    needed: frozenset[str]


@define(kw_only=True, eq=False, repr=False)
class Looked:
    """What one scope shows.

    Attributes:
        scope: Which one.
        reached: What complete journeys reach.
        supposed: The guarantees whose premise some journey meets.
        broken: The guarantees that some journey breaks.
        spoken: Whether a rule speaks of every complete journey.
        leads_on: Whether every route that is reached leads on.
        needed: What changes the decision of some complete journey.
        questions: For each route, and None for all, the fewest and the most questions asked.
        all_clear: Whether somebody who only says "not known" ends on the last rung by a rule.
    """

    scope: Scope
    reached: set[str] = field(factory=set[str])
    supposed: set[str] = field(factory=set[str])
    broken: set[str] = field(factory=set[str])
    spoken: bool = True
    leads_on: bool = True
    needed: set[str] = field(factory=set[str])
    questions: dict[str | None, tuple[int, int]] = field(factory=dict[str | None, tuple[int, int]])
    all_clear: bool = False


def look(pack: Pack, scope: Scope, node: Node) -> Looked:
    """Return what everything that was gone through shows of one scope.

    Args:
        pack: The pack itself.
        scope: How concerns come about.
        node: What brute force made of the watched pack.
    """
    looker = _Looker(pack=pack, looked=Looked(scope=scope))
    looker.look(node)
    looker.looked.all_clear = looker.is_all_clear(node)
    return looker.looked


def told(pack: Pack, scopes: Sequence[Looked]) -> Truths:
    """Return what is true of a pack, from what each of its scopes shows."""
    found: Truths = {}
    asked = [one for one in scopes if one.scope.questionnaires]
    everywhere = set[str]().union(*(one.reached for one in asked))
    for about in _parts(pack) if asked else ():
        found[REACHED, ANYWHERE, about] = about in everywhere
    for one in asked:
        for about in _asked(pack, one.scope):
            found[REACHED, one.scope.id, about] = about in one.reached
        for route, (fewest, most) in one.questions.items():
            found[SHORTEST, one.scope.id, route or ""] = fewest
            found[LONGEST, one.scope.id, route or ""] = most
    for guarantee in claims_of(pack.policy.guarantees):
        if not any(guarantee.id in one.supposed for one in scopes):
            found[GUARANTEED, scopes[0].scope.id, guarantee.id] = False
            continue
        for one in scopes:
            found[GUARANTEED, one.scope.id, guarantee.id] = guarantee.id not in one.broken
    for one in scopes:
        found[ONE_ROUTE, one.scope.id, ""] = True
        found[LEADS_ON, one.scope.id, ""] = one.leads_on
        found[CLEAR, one.scope.id, ""] = not one.all_clear
        found[SILENCE, one.scope.id, ""] = one.spoken
    needed = set[str]().union(*(one.needed for one in scopes))
    for about in (f"rule {one.id}" for one in pack.policy.rules):
        found[IDLE, ANYWHERE, about] = about in needed
    for about in (f"indicator {one.id}" for one in pack.policy.indicators):
        found[IDLE, ANYWHERE, about] = about in needed
    return found


def _parts(pack: Pack) -> Iterator[str]:
    policy = pack.policy
    for sort, parts in (
        ("sign", policy.signs),
        ("indicator", policy.indicators),
        ("rule", policy.rules),
        ("duty", policy.duties),
        ("route", policy.routes),
    ):
        yield from (f"{sort} {one.id}" for one in parts)
    for route in policy.routes:
        yield from (f"variant {route.id}/{one.id}" for one in route.variants)


def _asked(pack: Pack, scope: Scope) -> Iterator[str]:
    for name, (_, question) in scope.questionnaires[-1].questions.items():
        yield f"question {name}"
        kind = pack.vocabulary.by_id[question.records].kind
        if isinstance(kind, OneOf):
            yield from (f"option {name}/{option}" for option in kind.options)
        if isinstance(kind, AnyOf):
            yield from (f"option {name}/{option}" for option in kind.ids)


@define(kw_only=True, eq=False, repr=False)
class _Looker:
    pack: Pack
    looked: Looked
    ends: dict[int, bool] = field(factory=dict[int, bool])
    """Of every node, whether something complete comes after it."""
    seen: dict[int, Seen] = field(factory=dict[int, Seen])

    def look(self, node: Node) -> bool:
        """Look at all that follows; return whether something complete does."""
        if isinstance(node, Sheet):
            self._note(self._seen(node.decision), complete=node.complete)
            if node.complete:
                self._count(None, node.questions)
                self._count(node.decision.route, node.questions)
            return node.complete
        if id(node) not in self.ends:
            self.ends[id(node)] = False
            for token, after in node.after.items():
                if self.look(after):
                    self.ends[id(node)] = True
                    self._answered(node, token)
        return self.ends[id(node)]

    def _answered(self, branch: Branch, token: Token) -> None:
        scope = self.looked.scope
        stage, _, name = branch.key.partition("/")
        if branch.fact is None or not scope.questionnaires or stage != scope.questionnaires[-1].id:
            return
        self.looked.reached.add(f"question {name}")
        if isinstance(token, Said) and isinstance(branch.fact.kind, OneOf):
            self.looked.reached.add(f"option {name}/{token.value}")
        if isinstance(token, Said) and isinstance(token.value, frozenset):
            self.looked.reached |= {f"option {name}/{option}" for option in token.value}

    def _count(self, route: str | None, questions: int) -> None:
        fewest, most = self.looked.questions.get(route, (questions, questions))
        self.looked.questions[route] = min(fewest, questions), max(most, questions)

    def _note(self, seen: Seen, *, complete: bool) -> None:
        looked = self.looked
        looked.supposed |= seen.supposed
        looked.broken |= seen.broken
        if complete:
            looked.reached |= seen.reached
            looked.needed |= seen.needed
            looked.spoken &= seen.spoke
            looked.leads_on &= seen.leads_on

    def is_all_clear(self, node: Node) -> bool:
        """Return whether somebody who only says "not known" ends on the last rung by a rule."""
        done = set[int]()
        waiting = [node]
        last = self.pack.policy.routes[-1].id
        while waiting:
            one = waiting.pop()
            if isinstance(one, Sheet):
                if one.complete and one.decision.outcome.rules and one.decision.route == last:
                    return True
            elif id(one) not in done:
                done.add(id(one))
                waiting += [after for token, after in one.after.items() if self._says(one, token)]
        return False

    def _says(self, branch: Branch, token: Token) -> bool:
        """Return whether an answer is one of somebody who knows nothing."""
        question, asked = branch.question, bool(self.looked.scope.questionnaires)
        if question is None:
            # Who there is, and what the service sets, is no answer of anybody's.
            return asked or branch.fact is None or token == UNKNOWN
        if not (question.unknown_allowed or question.optional):
            return token != SILENT
        return token in {UNKNOWN, SKIPPED}

    def _seen(self, decision: Decision) -> Seen:
        """Return what a decision shows; the library makes one outcome of all that is alike."""
        found = self.seen.get(id(decision.outcome))
        if found is None:
            found = self.seen[id(decision.outcome)] = _look_at(self.pack.policy, decision)
        return found


def _look_at(policy: RoutingPolicy, decision: Decision) -> Seen:
    watching = {_SIGN + sign.id.replace("_", "-"): sign.id for sign in policy.signs}
    reached = {
        f"{one.kind} {one.id}"
        for one in decision.reasons
        if one.id not in watching and not one.id.startswith(_PREMISE)
    }
    reached |= {f"sign {watching[one]}" for one in decision.duties if one in watching}
    reached.add(f"route {decision.route}")
    if decision.variant is not None:
        reached.add(f"variant {decision.route}/{decision.variant}")
    promises = {one.id: _promise(one, decision) for one in claims_of(policy.guarantees)}
    return Seen(
        reached=frozenset(reached),
        supposed=frozenset(name for name, (meant, _) in promises.items() if meant),
        broken=broken_in(policy, decision),
        spoke=bool(decision.outcome.rules),
        leads_on=bool(decision.readers or decision.next_step),
        needed=frozenset(_needed(policy, decision)),
    )


def broken_in(policy: RoutingPolicy, decision: Decision) -> frozenset[str]:
    """Return the guarantees that a decision by the watched pack breaks."""
    promises = {one.id: _promise(one, decision) for one in claims_of(policy.guarantees)}
    return frozenset(name for name, (_, kept) in promises.items() if not kept)


def _promise(guarantee: Guarantee, decision: Decision) -> tuple[bool, bool]:
    """Return whether a guarantee speaks of what was decided, and whether it is kept."""
    when = guarantee.when is None or _PREMISE + guarantee.id in decision.duties
    said = [*_spoken_of(guarantee, decision)]
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            urgent = decision.policy.at_least_as_urgent(decision.route, str(guarantee.route))
            return when, not when or urgent
        case Claim.ALWAYS:
            return when, not when or all(said)
        case Claim.NEVER:
            return when, not when or not any(said)
        case _:
            return any(said), when or not any(said)


def _spoken_of(guarantee: Guarantee, decision: Decision) -> Iterator[bool]:
    if guarantee.route is not None:
        yield decision.route == guarantee.route
    if guarantee.duty is not None:
        yield guarantee.duty in decision.duties
    if guarantee.level is not None:
        yield decision.level is not None and decision.level >= guarantee.level


def _needed(policy: RoutingPolicy, decision: Decision) -> Iterator[str]:
    """Yield what applied and without which the route, or a level, would be another."""
    applied = decision.outcome.rules
    for rule in applied:
        rungs = [policy.rungs[one.route] for one in applied if one is not rule]
        without = policy.routes[min(rungs)].id if rungs else policy.otherwise
        if without != decision.route:
            yield f"rule {rule.id}"
    indicators = decision.outcome.standing.indicators
    lowest = policy.levels[0].number if policy.levels else 0
    for indicator in indicators:
        levels = [
            one.level for one in indicators if one is not indicator and one.area == indicator.area
        ]
        if max(levels, default=lowest) != decision.levels[indicator.area]:
            yield f"indicator {indicator.id}"
