"""The prover's questions, put to z3: yes or no for each, and a first example where there is one.

Its examples are not made small, told in words or replayed; the prover's are.
"""

from __future__ import annotations

from collections.abc import Iterator

from z3_model import Answer, Copy, answers, copy_of
from z3_terms import NO, YES, Formula, Smt, z3

from childconcern.conditions import Level
from childconcern.facts import Age, AnyOf, Fact, OneOf, WholeNumber, YesNo
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee

__all__ = ["broken_guarantees", "changed_routes", "lowered_by", "unreachable"]


def unreachable(pack: Pack) -> frozenset[str]:
    """Return what no complete journey reaches, and ``total`` where one has no route or two."""
    smt = Smt.with_integers()
    copy = copy_of(smt, pack, "", answers(smt, pack, ""))
    dead = {name for name, formula in _parts(copy) if not smt.possible(copy.complete, formula)}
    routes = [(copy.named["route", one.id], 1) for one in pack.policy.routes]
    if smt.possible(copy.complete, z3.Not(z3.PbEq(routes, 1))):
        dead.add("total")
    return frozenset(dead)


def _parts(copy: Copy) -> Iterator[tuple[str, Formula]]:
    facts = copy.pack.vocabulary.by_id
    for _, question in copy.pack.questionnaire().questions.values():
        live, answer = copy.asked[question.records], copy.answers[question.records]
        yield f"question {question.id}", live
        if not isinstance(facts[question.records].kind, YesNo):
            for option, chosen in answer.options.items():
                said = z3.And(live, z3.Not(answer.skipped), z3.Not(answer.unknown), chosen)
                yield f"option {question.id}/{option}", said
    for name, (holds, _) in copy.signs.items():
        yield f"sign {name}", holds
    for (sort, name), applies in copy.named.items():
        yield f"{sort} {name}", applies
    for route in copy.pack.policy.routes:
        for variant in route.variants:
            taken = z3.And(copy.named["route", route.id], copy.read(variant.when)[0])
            yield f"variant {route.id}/{variant.id}", taken


def broken_guarantees(pack: Pack) -> frozenset[str]:
    """Return the guarantees that some journey breaks, and those that speak of none."""
    smt = Smt.with_integers()
    copy = copy_of(smt, pack, "", answers(smt, pack, ""))
    return frozenset(one.id for one in pack.policy.guarantees if _is_broken(copy, one))


def _is_broken(copy: Copy, guarantee: Guarantee) -> bool:
    smt = copy.smt
    when = YES if guarantee.when is None else copy.read(guarantee.when)[0]
    if not smt.possible(smt.named(f"when {guarantee.id}", when)):
        return True
    said = [*_spoken_of(copy, guarantee)]
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            broken = z3.And(when, z3.Not(copy.at_least[str(guarantee.route)]))
        case Claim.ALWAYS:
            broken = z3.And(when, z3.Not(z3.And(*said)))
        case Claim.NEVER:
            broken = z3.And(when, z3.Or(*said))
        case _:
            broken = z3.And(z3.Not(when), z3.Or(*said))
    return smt.possible(smt.named(f"broken {guarantee.id}", broken))


def _spoken_of(copy: Copy, guarantee: Guarantee) -> Iterator[Formula]:
    if guarantee.route is not None:
        yield copy.named["route", guarantee.route]
    if guarantee.duty is not None:
        yield copy.named["duty", guarantee.duty]
    if guarantee.level is not None:
        yield copy.read(Level(guarantee.level))[0]


def changed_routes(old: Pack, new: Pack) -> frozenset[str]:
    """Return from which route to which other some complete journey goes, with a first example."""
    smt = Smt.with_integers()
    shared = answers(smt, old, "")
    before, after = copy_of(smt, old, "", shared), copy_of(smt, new, "next ", shared)
    both = before.complete, after.complete
    found = set[str]()
    for first in old.policy.routes:
        for second in new.policy.routes:
            routes = before.named["route", first.id], after.named["route", second.id]
            if first.id != second.id and smt.possible(*both, *routes):
                found.add(f"{first.id} to {second.id}")
    return frozenset(found)


# ------------------------------------------------------------------------ worse answers


def lowered_by(pack: Pack) -> frozenset[str]:
    """Return the facts of which a worse answer, or not knowing, lowers some route."""
    smt = Smt.with_bits()
    first, second = answers(smt, pack, ""), answers(smt, pack, "other ")
    before, after = copy_of(smt, pack, "", first), copy_of(smt, pack, "other ", second)
    smt.solver.add(before.complete, after.complete)
    lower = (z3.And(one, z3.Not(after.at_least[name])) for name, one in before.at_least.items())
    smt.solver.add(z3.Or(*lower))
    same = {name: smt.named(f"same {name}", _same(first[name], second[name])) for name in first}
    found = set[str]()
    for fact in pack.vocabulary.facts:
        if fact.worse is not None:
            others = (it for name, it in same.items() if name != fact.id)
            worse = smt.named(f"worse {fact.id}", _gets_worse(smt, fact, before, after))
            if smt.possible(worse, *others):
                found.add(fact.id)
    return frozenset(found)


def _same(first: Answer, second: Answer) -> Formula:
    pairs = [
        (first.low, second.low),
        (first.high, second.high),
        (first.unknown, second.unknown),
        (first.skipped, second.skipped),
        (first.silent, second.silent),
        *((chosen, second.options[one]) for one, chosen in first.options.items()),
    ]
    # Where a fact has no such part there is one constant on both sides.
    return z3.And(*(one == other for one, other in pairs if one is not other))


def _gets_worse(smt: Smt, fact: Fact, before: Copy, after: Copy) -> Formula:
    """Return whether an answer gets worse, or was worst or mildest and is not known any more."""
    first, second = before.answers[fact.id], after.answers[fact.id]
    known = z3.And(before.known[fact.id], after.known[fact.id])
    at_an_end = _worst(smt, fact, first) if fact.is_safety_fact else _mildest(smt, fact, first)
    forgotten = z3.And(before.known[fact.id], at_an_end, after.unknown[fact.id])
    # What no rule spoke of is compared with nothing, but where somebody knows less.
    spoken = z3.And(z3.Not(before.otherwise), z3.Not(after.otherwise))
    return z3.Or(z3.And(known, spoken, _is_worse(smt, fact, first, second)), forgotten)


def _is_worse(smt: Smt, fact: Fact, first: Answer, second: Answer) -> Formula:
    one, other = first.options, second.options
    match fact.kind:
        case YesNo():
            milder, worse = (other, one) if fact.worse == "no" else (one, other)
            return z3.And(z3.Not(milder["yes"]), worse["yes"])
        case OneOf():
            order = [*(fact.worse or ())]
            return z3.Or(
                *(z3.And(one[a], other[b]) for n, a in enumerate(order) for b in order[n + 1 :])
            )
        case AnyOf():
            plain, grows = _plain(fact.kind), _grows(fact, fact.kind)
            kept = [z3.Implies(one[it], other[it]) for it in plain]
            fixed = [z3.Implies(other[it], one[it]) for it in plain if it not in grows]
            return z3.And(z3.Or(*(other[it] for it in plain)), *kept, *fixed)
        case _:
            low, high = (first, second) if fact.worse == "higher" else (second, first)
            apart = z3.Or(first.low != second.low, first.high != second.high)
            return z3.And(apart, smt.at_most(low.high, high.low))


def _worst(smt: Smt, fact: Fact, answer: Answer) -> Formula:
    match fact.kind:
        case YesNo():
            return z3.Not(answer.options["yes"]) if fact.worse == "no" else answer.options["yes"]
        case OneOf():
            return answer.options[[*(fact.worse or ())][-1]]
        case AnyOf():
            return z3.And(*(answer.options[it] for it in _grows(fact, fact.kind)))
        case _:
            return _at_the_end(smt, fact, answer, up=fact.worse == "higher")


def _mildest(smt: Smt, fact: Fact, answer: Answer) -> Formula:
    match fact.kind:
        case YesNo():
            return answer.options["yes"] if fact.worse == "no" else z3.Not(answer.options["yes"])
        case OneOf():
            return answer.options[next(iter(fact.worse or ()))]
        case AnyOf():
            return z3.Or(*(answer.options[it.id] for it in fact.kind.options if it.exclusive))
        case _:
            return _at_the_end(smt, fact, answer, up=fact.worse == "lower")


def _at_the_end(smt: Smt, fact: Fact, answer: Answer, *, up: bool) -> Formula:
    """Return whether a number is its bound, or an age is a whole life or none."""
    match fact.kind:
        case WholeNumber(at_least=lowest, at_most=highest):
            return answer.low == (highest if up else lowest)
        case Age():
            return smt.at_least(answer.low, 12 * 100) if up else smt.at_most(answer.high, 0)
        case _:
            return NO


def _plain(kind: AnyOf) -> list[str]:
    return [one.id for one in kind.options if not one.exclusive]


def _grows(fact: Fact, kind: AnyOf) -> list[str]:
    plain = _plain(kind)
    return [one for one in plain if one in fact.worse] if isinstance(fact.worse, tuple) else plain
