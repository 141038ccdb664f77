"""Made-up vocabularies, concerns, conditions and policies, all of them well formed.

Small on purpose: few facts, few options and thresholds near the values, so that
every test is now true, now false and now unknown.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve, frozen
from hypothesis import strategies as st

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Bound,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Measure,
    Named,
    Not,
    Or,
    Sign,
    Terms,
    walk_tree,
)
from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Group,
    Kind,
    LongText,
    OneOf,
    Option,
    PersonName,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.policy import (
    Area,
    BeforeFact,
    Duty,
    Immediately,
    Indicator,
    NamedLevel,
    RespondWithin,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
    WithinWorkingDays,
)

__all__ = [
    "DAYS",
    "Document",
    "ages",
    "better_known",
    "conditions",
    "days",
    "documents",
    "policies",
    "terms",
    "vocabularies",
]

Document: TypeAlias = dict[str, Any]  # what JSON holds, as `json.loads` gives it
_T = TypeVar("_T")

DAYS: Final = (
    dt.date(2024, 2, 29),
    dt.date(2025, 2, 28),
    dt.date(2026, 3, 1),
    dt.date(2026, 3, 31),
    dt.date(2026, 12, 31),
)
"""Days on which the lengths of months and years can be got wrong."""


# Drawing a position costs a fraction of drawing from a strategy made on the spot.
_numbers: Final = cache(st.integers)


def _number(draw: st.DrawFn, lowest: int, highest: int) -> int:
    return draw(_numbers(lowest, highest))


def _pick(draw: st.DrawFn, of: Sequence[_T]) -> _T:
    return of[_number(draw, 0, len(of) - 1)]


def _some(draw: st.DrawFn, of: Sequence[_T]) -> tuple[_T, ...]:
    chosen = _number(draw, 1, 2 ** len(of) - 1)
    some = tuple(one for position, one in enumerate(of) if chosen >> position & 1)
    return some[::-1] if _chance(draw, 5) else some


def _chance(draw: st.DrawFn, tenths: int) -> bool:
    # What shrinks goes to 0, so the likely case is the plain one.
    return _number(draw, 0, 9) >= 10 - tenths


@st.composite
def days(draw: st.DrawFn) -> dt.date:
    """Return strategies of days of decision, most of them awkward."""
    if _chance(draw, 3):
        return dt.date.fromordinal(_number(draw, 738_900, 740_300))
    return _pick(draw, DAYS)


# ---------------------------------------------------------------------- vocabularies

_OPTIONS: Final = ("home", "school", "street", "online")
_MOST_ITEMS: Final = 3


def _readable_kind(draw: st.DrawFn) -> Kind:
    match _number(draw, 0, 5):
        case 0:
            return YesNo()
        case 1:
            return OneOf(_OPTIONS[: _number(draw, 1, 4)])
        case 2:
            several = tuple(map(Option, _OPTIONS[: _number(draw, 1, 3)]))
            return AnyOf((*several, Option("none", exclusive=True)))
        case 3:
            at_least = _number(draw, -2, 3)
            at_most = max(at_least, 0) + _number(draw, 1, 9)
            return WholeNumber(at_least=at_least, at_most=at_most)
        case 4:
            return Age()
        case _:
            return Date()


def _counts_as(draw: st.DrawFn, kind: Kind) -> Value | None:
    match kind:
        case YesNo():
            return _pick(draw, (True, False))
        case OneOf(options):
            return _pick(draw, options)
        case AnyOf():
            return frozenset({_pick(draw, kind.ids)})
        case WholeNumber():
            return _number(draw, kind.at_least, kind.at_most)
        case _:
            return None


def _fact(draw: st.DrawFn, name: str, *, readable: bool) -> Fact:
    if not readable and _chance(draw, 1):
        return Fact(id=name, kind=_pick(draw, (PersonName(), LongText())))
    kind = _readable_kind(draw)
    counts_as = _counts_as(draw, kind) if _chance(draw, 3) else None
    return Fact(id=name, kind=kind, unknown_counts_as=counts_as)


def _group(draw: st.DrawFn, name: str) -> Group:
    number = _number(draw, 1, 3)
    facts = tuple(_fact(draw, f"{name}_{n}", readable=n == 0) for n in range(number))
    at_least = int(_chance(draw, 5))
    return Group(id=name, at_least=at_least, at_most=_MOST_ITEMS, facts=facts)


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    """Return vocabularies of one to five facts and none to two groups."""
    facts = tuple(_fact(draw, f"fact_{n}", readable=n == 0) for n in range(_number(draw, 1, 5)))
    named = ("children", "adults")[: _number(draw, 0, 2)]
    return Vocabulary(facts=facts, groups=tuple(_group(draw, name) for name in named))


# -------------------------------------------------------------------------- concerns


def _day(draw: st.DrawFn) -> str:
    written = dt.date.fromordinal(_number(draw, 738_300, 740_600)).isoformat()
    if _chance(draw, 2):
        written = f"{written[:4]}{_pick(draw, ('-02-28', '-02-29', '-03-31', '-12-31'))}"
    try:
        dt.date.fromisoformat(written)
    except ValueError:
        written = written[:7]
    return written[: _pick(draw, (10, 10, 7, 4))]


def _age(draw: st.DrawFn) -> str:
    match _number(draw, 0, 4):
        case 0 | 1:
            return _day(draw)
        case 2:
            return f"due {f'{_day(draw)}-10-10'[:10]}"
        case _:
            about, number = _pick(draw, ("", "about ")), _number(draw, 0, 30)
            return f"{about}{number}{_pick(draw, (' months', ' month', ' years', ' year', ''))}"


@st.composite
def ages(draw: st.DrawFn) -> str:
    """Return ages as JSON holds them: born or due near the days above, or said."""
    return _age(draw)


def _raw(draw: st.DrawFn, kind: Kind) -> Any:  # noqa: ANN401 - as JSON
    match kind:
        case YesNo():
            return _pick(draw, (True, False))
        case OneOf(options):
            return _pick(draw, options)
        case AnyOf():
            return list(_some(draw, kind.ids[:-1])) if _chance(draw, 8) else [kind.ids[-1]]
        case WholeNumber():
            return _number(draw, kind.at_least, kind.at_most)
        case Age():
            return _age(draw)
        case Date():
            return _day(draw)
        case _:
            return _pick(draw, ("Zoë O'Neill-Ndiaye", "Łukasz", "a story"))


def _fill(draw: st.DrawFn, document: Document, facts: Sequence[Fact]) -> None:
    for fact in facts:
        match _number(draw, 0, 9):
            case 0 | 1:
                document[fact.id] = None
            case 2:
                document[fact.id] = {"not_asked": "a-question"}
            case 3 if not fact.is_safety_fact:
                pass
            case _:
                document[fact.id] = _raw(draw, fact.kind)


@st.composite
def documents(draw: st.DrawFn, vocabulary: Vocabulary) -> Document:
    """Return concerns of ``vocabulary`` as JSON: given, not known, not asked and absent."""
    document: Document = {}
    _fill(draw, document, vocabulary.facts)
    for group in vocabulary.groups:
        number = _number(draw, -1, group.at_most)
        if number >= group.at_least:
            document[group.id] = [{"id": f"{group.id}-{n}"} for n in range(number)]
            for item in document[group.id]:
                _fill(draw, item, group.facts)
        elif group.at_least or _chance(draw, 5):
            document[group.id] = {"not_asked": "a-question"}
    return document


@st.composite
def better_known(draw: st.DrawFn, vocabulary: Vocabulary, document: Document) -> Document:
    """Return ``document`` with values for some of what was not known, safety facts aside."""
    learnt = _learnt(draw, vocabulary.facts, document)
    for group in vocabulary.groups:
        if isinstance(document.get(group.id), list):
            learnt[group.id] = [_learnt(draw, group.facts, item) for item in document[group.id]]
    return learnt


def _learnt(draw: st.DrawFn, facts: Sequence[Fact], document: Document) -> Document:
    learnt = dict(document)
    for fact in facts:
        unknown = document.get(fact.id, ...) is None and not fact.is_safety_fact
        if unknown and not _chance(draw, 2):
            learnt[fact.id] = _raw(draw, fact.kind)
    return learnt


# ------------------------------------------------------------------------ conditions

_SPANS: Final = {
    Measure.MONTHS: (-1, 40),
    Measure.YEARS: (-1, 12),
    Measure.DAYS_SINCE: (-400, 900),
}


@frozen(kw_only=True)
class _Scope:
    """What a condition may speak of where it stands."""

    facts: tuple[Fact, ...]
    own: tuple[Fact, ...] = ()
    signs: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    terms: Terms
    levels: bool = False
    known: bool = True


def _compare(draw: st.DrawFn, fact: Fact, measure: Measure) -> Compare:
    lowest, highest = _SPANS.get(measure, (0, 0))
    if isinstance(fact.kind, WholeNumber):
        lowest, highest = fact.kind.at_least, fact.kind.at_most
    # Constants are 0 or more, and each leaves both outcomes possible.
    end = _pick(draw, ("low", "high", "both") if highest - lowest > 1 else ("low", "high"))
    low = high = None
    small = _number(draw, max(lowest + 1, 0), highest - (end == "both"))
    if end != "high":
        inclusive = small == 0 or _chance(draw, 5)
        low = Bound(small if inclusive else small - 1, inclusive=inclusive)
    if end != "low":
        large = _number(draw, small if end == "both" else max(lowest, -1), highest - 1)
        inclusive = large >= 0 and _chance(draw, 5)
        high = Bound(large if inclusive else large + 1, inclusive=inclusive)
    return Compare(fact=fact.id, measure=measure, low=low, high=high)


def _fact_test(draw: st.DrawFn, fact: Fact, scope: _Scope) -> Condition:
    if scope.known and _chance(draw, 2):
        return Known(fact.id) if _chance(draw, 5) else Asked(fact.id)
    match fact.kind:
        case YesNo():
            return Named(fact.id)
        case OneOf(options):
            return Is(fact.id, _some(draw, options))
        case AnyOf():
            chosen = _some(draw, fact.kind.ids)
            return Has(fact.id, chosen, _number(draw, 1, len(chosen)))
        case WholeNumber():
            return _compare(draw, fact, Measure.NUMBER)
        case Age():
            return _compare(draw, fact, _pick(draw, (Measure.MONTHS, Measure.YEARS)))
        case _:
            return _compare(draw, fact, Measure.DAYS_SINCE)


def _level_test(draw: st.DrawFn, terms: Terms) -> Condition:
    number = _number(draw, terms.levels[0] + 1, terms.levels[-1])
    match _number(draw, 0, 2):
        case 0:
            return Level(number)
        case 1:
            return LevelOf(_pick(draw, terms.areas), number)
        case _:
            return AreasAt(number, _number(draw, 1, len(terms.areas)))


def _leaf(draw: st.DrawFn, scope: _Scope) -> Condition:
    choice = _number(draw, 0, 9)
    if scope.levels and choice < 3:
        return _level_test(draw, scope.terms)
    if scope.signs and choice in {3, 4}:
        return Named(_pick(draw, scope.signs))
    if scope.groups and choice > 6:
        return _item_condition(draw, scope)
    facts = scope.own if scope.own and choice > 2 else scope.facts
    return _fact_test(draw, _pick(draw, facts), scope)


def _item_condition(draw: st.DrawFn, scope: _Scope) -> Condition:
    group = _pick(draw, scope.groups)
    own = tuple(fact for fact in group.facts if fact.rules_can_read_it)
    flat = tuple(name for name in scope.signs if not _looks_at_items(scope.terms.meanings[name]))
    inside = evolve(scope, own=own, groups=(), levels=False, signs=flat)
    part = _fact_test(draw, _pick(draw, own), inside)
    if _chance(draw, 5):
        parts = (part, _grown(draw, inside, 1))
        part = And(parts) if _chance(draw, 5) else Or(parts)
    if _chance(draw, 4):
        part = Not(part)
    match _number(draw, 0, 2):
        case 0:
            return AnyItem(group.id, part)
        case 1:
            return AllItems(group.id, part)
        case _:
            return CountItems(group.id, part, _number(draw, 1, group.at_most))


def _looks_at_items(condition: Condition) -> bool:
    return any(isinstance(one, AnyItem | AllItems | CountItems) for one in walk_tree(condition))


def _grown(draw: st.DrawFn, scope: _Scope, depth: int) -> Condition:
    choice = _number(draw, 0, 9) if depth else 0
    if choice < 4:
        return _leaf(draw, scope)
    if choice == 4:
        return Not(_grown(draw, evolve(scope, levels=False), depth - 1))
    number = _number(draw, 2, 3)
    parts = tuple(_grown(draw, scope, depth - 1) for _ in range(number))
    if choice == 9:
        return Count(parts, _number(draw, 1, number))
    return Or(parts) if choice < 7 else And(parts)


def _condition(
    draw: st.DrawFn, terms: Terms, *, levels: bool = False, known: bool = True, depth: int = 2
) -> Condition:
    scope = _Scope(
        facts=tuple(fact for fact in terms.vocabulary.facts if fact.rules_can_read_it),
        signs=tuple(sign.id for sign in terms.signs),
        groups=terms.vocabulary.groups,
        terms=terms,
        levels=levels and bool(terms.areas),
        known=known,
    )
    return _grown(draw, scope, depth)


@st.composite
def conditions(draw: st.DrawFn, terms: Terms, *, levels: bool = False) -> Condition:
    """Return conditions without a problem, three deep and items deeper.

    Args:
        draw: Hypothesis'.
        terms: What they can speak of.
        levels: Whether tests of levels may stand in them.
    """
    return _condition(draw, terms, levels=levels, depth=3)


def _signs(draw: st.DrawFn, vocabulary: Vocabulary, *, known: bool) -> tuple[Sign, ...]:
    made: tuple[Sign, ...] = ()
    for n in range(_number(draw, 0, 2)):
        before = Terms(vocabulary=vocabulary, signs=made)
        made = (*made, Sign(id=f"sign_{n}", when=_condition(draw, before, known=known)))
    return made


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Return a vocabulary, and none to two signs, each of which may use those before it."""
    vocabulary = draw(vocabularies())
    return Terms(
        vocabulary=vocabulary,
        signs=_signs(draw, vocabulary, known=True),
        areas=("harm", "neglect"),
        levels=(1, 2, 3),
    )


# -------------------------------------------------------------------------- policies


_SOURCES: Final = (None, "section 4")


@frozen(kw_only=True)
class _Writer:
    """Writes the parts of one policy."""

    draw: st.DrawFn
    terms: Terms
    known: bool

    def many(self, fewest: int, most: int, make: Callable[[int], _T]) -> tuple[_T, ...]:
        return tuple(make(n) for n in range(_number(self.draw, fewest, most)))

    def when(self, *, levels: bool = False) -> Condition:
        return _condition(self.draw, self.terms, levels=levels, known=self.known)

    def promise(self, n: int) -> RespondWithin | None:
        before = BeforeFact(self.terms.vocabulary.facts[0].id)
        return (None, Immediately(), WithinHours(4), WithinWorkingDays(1), before)[n % 5]

    def variant(self, n: int) -> Variant:
        return Variant(id=f"variant-{n}", when=self.when(), respond_within=self.promise(n))

    def route(self, n: int) -> Route:
        return Route(
            id=f"route-{n}",
            name=f"Route {n}",
            next_step="Wait.",
            respond_within=self.promise(n + 1),
            destinations=(("social-care",), ("police", "early-help"))[n % 2],
            variants=self.many(0, 2, self.variant) if _chance(self.draw, 5) else (),
        )

    def indicator(self, n: int) -> Indicator:
        return Indicator(
            id=f"indicator-{n}",
            area=_pick(self.draw, self.terms.areas),
            level=_pick(self.draw, self.terms.levels),
            when=self.when(),
            because=f"indicator {n}",
            source="local",
        )

    def duty(self, n: int) -> Duty:
        when = self.when(levels=True)
        return Duty(id=f"duty-{n}", when=when, because=f"duty {n}", source=_SOURCES[n % 2])


@st.composite
def policies(
    draw: st.DrawFn, vocabulary: Vocabulary, *, known: bool = True, graded: bool = False
) -> RoutingPolicy:
    """Return policies without a problem.

    Args:
        draw: Hypothesis'.
        vocabulary: What they can speak of.
        known: Whether ``known`` and ``asked`` may stand in them; without these
            more knowledge never makes a condition that held fail to.
        graded: Whether there must be areas, and so an indicator at least.
    """
    areas = ("harm", "neglect", "school")[: _number(draw, int(graded), 3)]
    numbers = _pick(draw, ((1, 2, 3, 4), (0, 5), (2, 3, 7)))
    named = _signs(draw, vocabulary, known=known)
    writer = _Writer(
        draw=draw,
        terms=Terms(vocabulary=vocabulary, signs=named, areas=areas, levels=numbers),
        known=known,
    )
    routes = tuple(writer.route(n) for n in range(_number(draw, 2, 4)))

    def rule(n: int) -> Rule:
        when, route = writer.when(levels=True), _pick(draw, routes).id
        return Rule(id=f"rule-{n}", when=when, route=route, because=f"{n}", source=_SOURCES[n % 2])

    return RoutingPolicy(
        id="made-up",
        version="1",
        vocabulary=vocabulary,
        otherwise=_pick(draw, routes).id,
        routes=routes,
        areas=tuple(Area(id=area, name=area) for area in areas),
        levels=tuple(NamedLevel(number=number, name=f"Level {number}") for number in numbers),
        signs=named,
        indicators=writer.many(bool(areas), 3 if areas else 0, writer.indicator),
        rules=writer.many(1, 4, rule),
        duties=writer.many(0, 2, writer.duty),
    )
