"""The ladder of routes, what leads to each, and what happens when no rule speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from childconcern.conditions import And, AreasAt, Condition, Level, LevelOf
from childconcern.explanation.conditions import condition_phrase
from childconcern.explanation.document import (
    Block,
    Cell,
    Code,
    Dash,
    DocumentSection,
    Lines,
    Paragraph,
    Table,
    said,
)
from childconcern.explanation.phrases import Phrase, opened, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import Wording, id_words, promise_words
from childconcern.pack import WrittenPack
from childconcern.policy import RespondWithin, Route, Rule, Variant, WrittenPolicy

__all__ = [
    "by_when",
    "cited",
    "ladder_section",
    "otherwise_section",
    "rule_numbers",
    "rules_section",
    "when",
]


def when(condition: Condition, wording: Wording) -> Phrase:
    """Return a condition as it opens a sentence: "when a child is ..."."""
    return opened("when", condition_phrase(condition, wording))


def cited(text: str | None, name: str) -> Lines:
    """Return where something comes from, and the id by which decisions cite it."""
    return Lines((said(text or "none given"), Code(name)))


def by_when(promise: RespondWithin | None, wording: Wording) -> str:
    """Return a promise in words, or that none is made."""
    return "no time is promised" if promise is None else promise_words(promise, wording)


def ladder_section(pack: WrittenPack, wording: Wording) -> DocumentSection:
    """Return the ladder at a glance, then each route with its variants."""
    titles = {one.id: one.title or id_words(one.id) for one in pack.questionnaires}
    rungs = tuple(enumerate(pack.policy.routes, 1))
    rows = tuple(
        (
            said(str(rung)),
            said(route.name),
            said(by_when(route.respond_within, wording)),
            said(wording.readers(route.destinations)),
        )
        for rung, route in rungs
    )
    table = Table(
        caption="The ladder, most urgent first",
        columns=("Rung", "Route", "Somebody responds", "Who reads it"),
        rows=rows,
        heading=1,
    )
    lead = Paragraph(
        "A route says how urgent it is, and what kind of help it is. In some situations a route"
        " has other words, readers or times. It is still the same rung."
    )
    return DocumentSection(
        id="ladder",
        title="The ladder of routes",
        blocks=(lead, table),
        sections=tuple(_route_section(rung, route, wording, titles) for rung, route in rungs),
    )


def _route_section(
    rung: int, route: Route, wording: Wording, titles: Mapping[str, str]
) -> DocumentSection:
    rows = tuple(_step_rows(route, wording, titles))
    table = Table(
        caption=f"What happens on the route {wording.route(route.id)}",
        columns=("When", "What the referrer is told", "What follows"),
        rows=rows,
    )
    blocks: tuple[Block, ...] = (table,)
    if route.variants:
        blocks = (Paragraph("The first line that fits is the one that is used."), table)
    return DocumentSection(id=f"route-{route.id}", title=f"{rung}. {route.name}", blocks=blocks)


def _step_rows(
    route: Route, wording: Wording, titles: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    for variant in route.variants:
        opening = when(variant.when, wording)
        yield opening, *_step(_as_route(route, variant), wording, titles, usual=route.name)
    usual = said("in every other case" if route.variants else "always")
    yield usual, *_step(route, wording, titles, usual=route.name)


def _as_route(route: Route, variant: Variant) -> Route:
    """Return a route as it is where a variant applies, which may leave out what is the same."""
    readers = variant.destinations
    return evolve(
        route,
        name=variant.name or route.name,
        next_step=variant.next_step or route.next_step,
        respond_within=variant.respond_within or route.respond_within,
        then_ask=variant.then_ask or route.then_ask,
        destinations=route.destinations if readers is None else readers,
    )


def _step(
    route: Route, wording: Wording, titles: Mapping[str, str], *, usual: str
) -> tuple[Cell, ...]:
    follows = "none" if route.then_ask is None else titles.get(route.then_ask, route.then_ask)
    renamed = () if route.name == usual else (said(f"here it is called {quoted(route.name)}"),)
    return (
        Lines((*renamed, said(route.next_step or "not said"))),
        Lines(
            (
                said(f"somebody responds: {by_when(route.respond_within, wording)}"),
                said(f"who reads it: {wording.readers(route.destinations)}"),
                said(f"questions that follow: {follows}"),
            )
        ),
    )


def otherwise_section(wording: Wording) -> DocumentSection:
    """Return what happens when no rule applies."""
    route = wording.policy.route(wording.policy.otherwise)
    where = (
        f"When no rule applies, the route is {wording.route(route.id)}."
        f" It is read by: {wording.readers(route.destinations)}."
    )
    why = "No rule having spoken is not an all-clear. Where the rules are silent, a person thinks."
    blocks = (Paragraph(where), Paragraph(why))
    return DocumentSection(id="otherwise", title="When no rule speaks", blocks=blocks)


def rule_numbers(policy: WrittenPolicy) -> dict[str, str]:
    """Return the number of each rule in the printed version, by its id: most urgent first."""
    order = [route.id for route in policy.routes]
    ranked = sorted(policy.rules, key=lambda rule: order.index(rule.route))
    return {rule.id: f"R{number}" for number, rule in enumerate(ranked, start=1)}


def rules_section(wording: Wording) -> DocumentSection:
    """Return every rule as a row of a decision table, under the route that it asks for."""
    asked = {rule.route for rule in wording.policy.rules}
    lead = Paragraph(
        "Each row below is a rule: when all of it is so, the route is at least the one in the"
        " heading. A dash means that anything will do. A more urgent route is taken where another"
        " rule asks for it."
    )
    return DocumentSection(
        id="rules",
        title="Rules: what leads to which route",
        blocks=(lead,),
        sections=tuple(
            _rules_of(route, wording) for route in wording.policy.routes if route.id in asked
        ),
    )


def _rules_of(route: Route, wording: Wording) -> DocumentSection:
    rules = [rule for rule in wording.policy.rules if rule.route == route.id]
    graded = any(_levels_of(rule) for rule in rules)
    numbers = rule_numbers(wording.policy)
    rows = tuple(
        (
            said(numbers[rule.id]),
            *(_decided_by(rule, wording) if graded else (when(rule.when, wording),)),
            said(full_stop(rule.because)),
            cited(rule.source, rule.id),
        )
        for rule in rules
    )
    conditions = ("Levels", "What else is so") if graded else ("When",)
    table = Table(
        caption=f"The route is at least {wording.route(route.id)}",
        columns=("No.", *conditions, "Because", "Source"),
        rows=rows,
    )
    return DocumentSection(id=f"rules-{route.id}", title=route.name, blocks=(table,))


def _parts_of(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _levels_of(rule: Rule) -> tuple[Condition, ...]:
    """Return what a rule asks of levels, where it can be told apart from the rest."""
    parts = _parts_of(rule.when)
    return tuple(part for part in parts if isinstance(part, Level | LevelOf | AreasAt))


def _decided_by(rule: Rule, wording: Wording) -> tuple[Cell, Cell]:
    """Return a rule's conditions in two columns: those of levels, and all others."""
    levels = _levels_of(rule)
    others = tuple(part for part in _parts_of(rule.when) if part not in levels)
    return _all_of(levels, wording), _all_of(others, wording)


def _all_of(parts: tuple[Condition, ...], wording: Wording) -> Cell:
    if not parts:
        return Dash()
    return condition_phrase(parts[0] if len(parts) == 1 else And(parts), wording)
