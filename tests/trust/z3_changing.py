"""Two worlds side by side, for z3: a worse answer, not knowing, one more item."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from childconcern.facts import Age, AnyOf, Fact, OneOf, WholeNumber, YesNo
from childconcern.policy import Duty, Rule
from trust.said_values import spans_of
from trust.truths import FEWER, LOSES, LOWERS, NOBODY, NOT_KNOWING, UNSURE, Truths, read_by
from trust.z3_asking import World
from trust.z3_deciding import Decided, decide_all
from trust.z3_door import Number, Term, every, new_number, opposite, same, some
from trust.z3_facts import Holding
from trust.z3_saying import Choice, Otherwise
from trust.z3_walking import Walk, begin, walk_through

__all__ = ["changes_by_z3"]


def changes_by_z3(world: World) -> Truths:
    """Return what two worlds side by side show to be so, or not, in one scope."""
    found = _Changing(world=world).found() if world.end.choices else {}
    last = world.scope.questionnaires[-1] if world.scope.questionnaires else None
    for group in world.pack.vocabulary.groups:
        asked = last is None or group.id in {section.for_each for section in last.sections}
        if asked:
            found[FEWER, world.scope.id, group.id] = not _one_more_lowers(world, group.id)
    return found


# ------------------------------------------------------------------------ how answers worsen


def _worse(fact: Fact, milder: Holding, worse: Holding) -> Term:
    """Return whether one value is worse than another; of spans, all of it must be."""
    match fact.kind:
        case YesNo():
            no, yes = (milder, worse) if fact.worse == "yes" else (worse, milder)
            return every((opposite(no.yes), yes.yes))
        case OneOf(options):
            places = [options.index(one) for one in fact.worse or ()]
            return some(
                every((same(milder.low, one), same(worse.low, other)))
                for n, one in enumerate(places)
                for other in places[n + 1 :]
            )
        case AnyOf():
            return _more(fact, fact.kind, milder, worse)
        case WholeNumber():
            few, many = (milder, worse) if fact.worse == "higher" else (worse, milder)
            return few.low < many.low
        case _:
            few, many = (milder, worse) if fact.worse == "higher" else (worse, milder)
            return few.high <= many.low


def _worrying(fact: Fact, kind: AnyOf) -> list[str]:
    plain = [option.id for option in kind.options if not option.exclusive]
    return [one for one in plain if one in fact.worse] if isinstance(fact.worse, tuple) else plain


def _more(fact: Fact, kind: AnyOf, milder: Holding, worse: Holding) -> Term:
    plain = [option.id for option in kind.options if not option.exclusive]
    worrying = _worrying(fact, kind)
    parts: list[Term] = [some(worse.options[one] for one in plain)]
    for one in plain:
        had, has = milder.options[one], worse.options[one]
        parts.append(some((opposite(had), has)))
        if one not in worrying:
            parts.append(some((had, opposite(has))))
    parts += [opposite(milder.options[one.id]) for one in kind.options if not one.ordered]
    return every(parts)


def _end(fact: Fact, said: Holding, world: World, *, last: bool) -> Term:
    """Return whether a value is the most worrying, or the least."""
    match fact.kind:
        case YesNo():
            return said.yes if (fact.worse == "yes") is last else opposite(said.yes)
        case OneOf(options):
            order = fact.worse or ()
            return len(order) > 1 and same(said.low, options.index(order[-1 if last else 0]))
        case AnyOf():
            if last:
                worrying = _worrying(fact, fact.kind)
                return bool(worrying) and every(said.options[one] for one in worrying)
            alone = (one.id for one in fact.kind.options if one.exclusive and one.ordered)
            return some(said.options[one] for one in alone)
        case WholeNumber(at_least=lowest, at_most=highest):
            return same(said.low, highest if (fact.worse == "higher") is last else lowest)
        case _:
            spans = spans_of(age=isinstance(fact.kind, Age), on=world.saying.on)
            exact = [low for low, high in spans if low == high]
            end = max(exact) if (fact.worse == "higher") is last else min(exact)
            return every((same(said.low, end), same(said.high, end)))


# --------------------------------------------------------------------------- two worlds


@define(kw_only=True, eq=False, repr=False)
class _Changing:
    """All that is said, and the same with one thing said otherwise.

    Attributes:
        world: The first.
        which: The number of what is said otherwise.
        other: What is held in the end of the second.
        decided: What is decided of it.
    """

    world: World
    which: Number = field(init=False)
    saying: Otherwise = field(init=False)
    other: Walk = field(init=False)
    decided: Decided = field(init=False)

    def __attrs_post_init__(self) -> None:
        world = self.world
        self.which = new_number("which")
        self.saying = Otherwise(
            pack=world.pack, on=world.saying.on, first=world.saying, which=self.which
        )
        self.saying.demands = world.saying.demands
        self.other = begin(self.saying, asked=bool(world.walks))
        for questionnaire in world.scope.questionnaires:
            self.other = walk_through(self.saying, questionnaire, self.other)
        self.decided = decide_all(world.pack.policy, self.other)

    def found(self) -> Truths:
        scope, found = self.world.scope.id, Truths()
        both = (self.world.end.complete, self.other.complete)
        equal = every((*both, *self._all_else_equal()))
        for key, fact in self._keys().items():
            for claim, broken in self._broken(key, fact):
                found[claim, scope, key] = not self.world.possible(equal, broken)
        worse = some(
            step
            for key, fact in self._keys().items()
            if fact.worse is not None
            for step in self._steps(key)
        )
        for rule in self.world.pack.policy.rules:
            away = self._leads_away(rule)
            if self.world.possible(equal, worse, away):
                found[NOBODY, scope, f"rule {rule.id}"] = False
        return found

    def _keys(self) -> dict[str, Fact]:
        choices = self.world.end.choices
        return {one.key: one.fact for one in choices if one.fact.rules_can_read_it}

    def _broken(self, key: str, fact: Fact) -> Iterator[tuple[str, Term]]:
        """Yield each claim about a key, with whether two worlds break it."""
        first, second = self.world.decided, self.decided
        lower = _lower(first, second)
        unknown = some(self._unknowns(key, ends=False))
        yield UNSURE, every((unknown, some(self._other_routes())))
        if fact.worse is not None:
            worse, end = some(self._steps(key)), some(self._unknowns(key, ends=True))
            lost = some(map(self._loses, self.world.pack.policy.duties))
            # A worse answer is held to what rules say alone.
            yield LOWERS, every((worse, lower, first.spoke, second.spoke))
            yield LOSES, every((worse, lost))
            yield NOT_KNOWING, every((end, lower))

    def _other_routes(self) -> Iterator[Term]:
        for rung in range(len(self.world.pack.policy.routes)):
            yield every((self.world.decided.ends_on(rung), opposite(self.decided.ends_on(rung))))

    def _pairs(self, key: str) -> Iterator[tuple[Choice, Choice, Term]]:
        """Yield one thing in both worlds, with what holds where it is what is said otherwise."""
        for before, after in zip(self.world.end.choices, self.other.choices, strict=True):
            if before.key == key:
                asked = (before.live, after.live, self.saying.is_changed(before.name))
                said = (opposite(before.chosen.skipped), before.chosen.answer.given)
                yield before, after, every((*asked, *said))

    def _steps(self, key: str) -> Iterator[Term]:
        for before, after, so in self._pairs(key):
            first, second = before.chosen.answer, after.chosen.answer
            yield every((so, second.given, _worse(before.fact, first, second)))

    def _unknowns(self, key: str, *, ends: bool) -> Iterator[Term]:
        """Yield whether a value, perhaps only the most or least worrying, becomes *not known*."""
        for before, after, so in self._pairs(key):
            fact, first = before.fact, before.chosen.answer
            said, at_end = (
                after.chosen.answer,
                _row(self.world, self.other, fact, before.place)[fact.id],
            )
            end = not ends or _end(fact, first, self.world, last=fact.is_safety_fact)
            yield every((so, end, said.not_known, at_end.not_known))

    def _all_else_equal(self) -> Iterator[Term]:
        """Yield of each fact that both hold the same, or one nothing, or it is what changes."""
        for fact in self.world.pack.vocabulary.by_id.values():
            for place in _places(self.world, fact):
                first = _row(self.world, self.world.end, fact, place)[fact.id]
                second = _row(self.world, self.other, fact, place)[fact.id]
                changes = (
                    self.saying.is_changed(one.name)
                    for one in self.world.end.choices
                    if (one.fact.id, one.place) == (fact.id, place)
                )
                unasked = opposite(every((first.asked, second.asked)))
                yield some((_alike(first, second), unasked, *changes))

    def _loses(self, duty: Duty) -> Term:
        """Return whether a duty is lost, all that it reads being asked still."""
        had, has = self.world.decided.duties[duty.id], self.decided.duties[duty.id]
        vocabulary, still = self.world.pack.vocabulary, list[Term]()
        for fact_id in sorted(read_by(duty, self.world.pack.policy)):
            fact = vocabulary.by_id[fact_id]
            for place in _places(self.world, fact):
                before = _row(self.world, self.world.end, fact, place)[fact_id].asked
                after = _row(self.world, self.other, fact, place)[fact_id].asked
                still.append(some((opposite(before), after)))
        return every((had, opposite(has), *still))

    def _leads_away(self, rule: Rule) -> Term:
        """Return whether a rule leads from what no rule spoke of to a route that nobody reads."""
        policy = self.world.pack.policy
        if policy.route(rule.route).is_read_by_a_person:
            return False
        ends = self.decided.ends_on(policy.rungs[rule.route])
        return every((opposite(self.world.decided.spoke), self.decided.rules[rule.id], ends))


def _places(world: World, fact: Fact) -> Sequence[int | None]:
    group_id = world.pack.vocabulary.group_of[fact.id]
    return (None,) if group_id is None else range(world.pack.vocabulary.group(group_id).at_most)


def _row(world: World, walk: Walk, fact: Fact, place: int | None) -> Mapping[str, Holding]:
    group_id = world.pack.vocabulary.group_of[fact.id]
    return walk.top if group_id is None or place is None else walk.groups[group_id].rows[place]


def _alike(one: Holding, other: Holding) -> Term:
    """Return whether two hold the same."""
    values: list[Term] = [same(one.yes, other.yes), same(one.low, other.low)]
    values.append(same(one.high, other.high))
    values += [same(one.options[name], other.options[name]) for name in one.options]
    return every((same(one.given, other.given), some((opposite(one.given), every(values)))))


def _lower(one: Decided, other: Decided) -> Term:
    """Return whether the second ends on a lower rung."""
    rungs = range(len(one.policy.routes))
    return some(
        every((one.ends_on(rung), some(other.ends_on(lower) for lower in rungs[rung + 1 :])))
        for rung in rungs
    )


def _one_more_lowers(world: World, group_id: str) -> bool:
    """Return whether one more item of a group, listed last, lowers the response."""
    saying, asked = world.saying, world.scope.questionnaires
    if asked:
        before = world.walks[-2] if len(world.walks) > 1 else world.begun
        more = walk_through(saying, asked[-1], before, more=group_id)
    else:
        more = begin(saying, asked=False, more=group_id)
    decided = decide_all(world.pack.policy, more)
    return world.possible(
        world.end.complete,
        more.complete,
        more.room,
        world.decided.spoke,
        decided.spoke,
        _lower(world.decided, decided),
    )
