"""Levels, areas and indicators, the signs they use, and what not knowing counts as."""

from __future__ import annotations

from typing import Final

from childconcern.explanation.conditions import condition_phrase
from childconcern.explanation.describing_routes import cited, when
from childconcern.explanation.document import (
    Block,
    Cell,
    Code,
    Dash,
    Definition,
    Definitions,
    DocumentSection,
    Paragraph,
    Table,
    said,
)
from childconcern.explanation.phrases import capitalised, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import Wording, id_words, item_noun
from childconcern.facts import Fact
from childconcern.policy import Area, WrittenPolicy

__all__ = ["grid", "indicator_numbers", "levels_section", "not_known_section", "signs_section"]

_OTHERS: Final = (
    "Any other fact that is not known stays not known. A rule, an indicator or a duty that needs it"
    " does not apply, unless not knowing is the very thing that it asks for."
)


def levels_section(wording: Wording) -> DocumentSection | None:
    """Return the levels, and each area with its indicators; None for a policy without levels."""
    policy = wording.policy
    if not policy.levels:
        return None
    levels = Table(
        caption="Levels, from the lowest",
        columns=("Level", "Name"),
        rows=tuple((said(str(one.number)), said(one.name)) for one in policy.levels),
    )
    lead = Paragraph(
        "An area of the child's life has the level of its highest indicator that applies, and"
        f" level {wording.level(policy.levels[0].number)} where none does."
    )
    return DocumentSection(
        id="levels",
        title="Areas and levels: what is worrying, and how much",
        blocks=(lead, levels, grid(wording)) if policy.areas else (lead, levels),
        sections=tuple(_area_section(area, wording) for area in policy.areas),
    )


def indicator_numbers(policy: WrittenPolicy) -> dict[str, str]:
    """Return the number of each indicator in the printed version, by its id.

    They stand area by area, the most serious first.
    """
    order = [area.id for area in policy.areas]
    ranked = sorted(policy.indicators, key=lambda one: (order.index(one.area), -one.level))
    return {one.id: f"I{number}" for number, one in enumerate(ranked, start=1)}


def grid(wording: Wording) -> Table:
    """Return the areas against the levels: which indicators stand where."""
    policy = wording.policy
    return Table(
        caption="The thresholds at a glance: the numbers of the indicators in each area and level",
        columns=("Area", *(f"Level {wording.level(one.number)}" for one in policy.levels)),
        rows=tuple(
            (said(area.name), *(_at(area, level.number, wording) for level in policy.levels))
            for area in policy.areas
        ),
    )


def _at(area: Area, level: int, wording: Wording) -> Cell:
    """Return the numbers of the indicators of an area at a level, in their order."""
    at = {one.id for one in wording.policy.indicators if (one.area, one.level) == (area.id, level)}
    found = [number for name, number in indicator_numbers(wording.policy).items() if name in at]
    return said(", ".join(found)) if found else Dash()


def _area_section(area: Area, wording: Wording) -> DocumentSection:
    found = [one for one in wording.policy.indicators if one.area == area.id]
    numbers = indicator_numbers(wording.policy)
    rows = tuple(
        (
            said(numbers[one.id]),
            said(wording.level(one.level)),
            when(one.when, wording),
            said(full_stop(one.because)),
            cited(one.source, one.id),
        )
        for one in sorted(found, key=lambda one: -one.level)
    )
    table = Table(
        caption=f"What raises the level of the area {quoted(area.name)}",
        columns=("No.", "Level", "Indicator", "Because", "Source"),
        rows=rows,
    )
    block: Block = table if rows else Paragraph("No indicator raises the level of this area.")
    return DocumentSection(id=f"area-{area.id}", title=area.name, blocks=(block,))


def signs_section(wording: Wording) -> DocumentSection | None:
    """Return what each sign means; None for a policy without signs."""
    signs = wording.policy.signs
    if not signs:
        return None
    lead = Paragraph(
        "A sign is a condition with a name. Rules, indicators and duties use the name;"
        " this is what it stands for."
    )
    entries = tuple(
        Definition(
            sign=one.id,
            term=full_stop(one.about or capitalised(id_words(one.id))),
            meaning=condition_phrase(one.when, wording),
        )
        for one in signs
    )
    return DocumentSection(id="signs", title="Signs explained", blocks=(lead, Definitions(entries)))


def not_known_section(wording: Wording) -> DocumentSection:
    """Return what not knowing counts as, for every safety fact."""
    title = "What not knowing counts as"
    rows = tuple(
        (
            said(f"{wording.topic(fact.id)}{_of_each(fact, wording)}"),
            said(wording.value(fact.id, fact.kind.to_json(fact.unknown_counts_as))),
            Code(fact.id),
        )
        for fact in wording.policy.vocabulary.by_id.values()
        if fact.unknown_counts_as is not None
    )
    if not rows:
        text = "No answer of this policy counts as anything when it is not known."
        blocks = (Paragraph(text), Paragraph(_OTHERS))
        return DocumentSection(id="not-known", title=title, blocks=blocks)
    lead = Paragraph(
        "Where somebody does not know one of these facts, it counts as shown, so that silence never"
        " looks like an all-clear. What was not asked is another thing: it is read as no answer."
    )
    table = Table(
        caption="Safety facts",
        columns=("When it is not known", "It counts as", "Cited as"),
        rows=rows,
    )
    rest = Paragraph(_OTHERS)
    return DocumentSection(id="not-known", title=title, blocks=(lead, table, rest))


def _of_each(fact: Fact, wording: Wording) -> str:
    home = wording.policy.vocabulary.group_of[fact.id]
    return "" if home is None else f" (of each {item_noun(home)[0]})"
