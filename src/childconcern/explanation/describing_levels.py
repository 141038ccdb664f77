"""Levels, areas and indicators, the signs they use, and what not knowing counts as."""

from __future__ import annotations

from childconcern.explanation.conditions import condition_phrase
from childconcern.explanation.describing_routes import when
from childconcern.explanation.document import (
    Block,
    Code,
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
from childconcern.policy import Area

__all__ = ["levels_section", "not_known_section", "signs_section"]


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
        blocks=(lead, levels),
        sections=tuple(_area_section(area, wording) for area in policy.areas),
    )


def _area_section(area: Area, wording: Wording) -> DocumentSection:
    found = [one for one in wording.policy.indicators if one.area == area.id]
    rows = tuple(
        (
            said(wording.level(one.level)),
            when(one.when, wording),
            said(full_stop(one.because)),
            said(one.source),
            Code(one.id),
        )
        for one in sorted(found, key=lambda one: -one.level)
    )
    table = Table(
        caption=f"What raises the level of the area {quoted(area.name)}",
        columns=("Level", "Indicator", "Because", "Source", "Cited as"),
        rows=rows,
        heading=1,
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
        return DocumentSection(id="not-known", title=title, blocks=(Paragraph(text),))
    lead = Paragraph(
        "Where somebody does not know one of these facts, it counts as shown, so that silence never"
        " looks like an all-clear. What was not asked is another thing: it is read as no answer."
    )
    table = Table(
        caption="Safety facts",
        columns=("When it is not known", "It counts as", "Cited as"),
        rows=rows,
    )
    return DocumentSection(id="not-known", title=title, blocks=(lead, table))


def _of_each(fact: Fact, wording: Wording) -> str:
    home = wording.policy.vocabulary.group_of[fact.id]
    return "" if home is None else f" (of each {item_noun(home)[0]})"
