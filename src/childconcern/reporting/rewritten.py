"""What only one version has, and what is written otherwise, whether or not it decides anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from childconcern.conditions import parse_condition
from childconcern.explanation import (
    Block,
    Bullets,
    Cell,
    Clause,
    Code,
    DocumentSection,
    Paragraph,
    Phrase,
    Table,
    Wording,
    condition_phrase,
    in_one_line,
)
from childconcern.explanation.describing_duties import guarantee_phrase
from childconcern.explanation.document import Dash, said
from childconcern.explanation.phrases import listed
from childconcern.explanation.sentences import full_stop
from childconcern.facts import AnyOf, Fact, OneOf
from childconcern.policy import Guarantee
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import scope_name
from childconcern.verify.difference import Difference, Edit, OneSided

__all__ = ["edits_sections", "one_sided_section", "parts_section"]

_SORTS: Final[Mapping[str, str]] = {
    "words": "words",
    "order": "order",
    "case": "worked example",
    "guarantee": "guarantee",
    "law": "order of answers",
    "name": "id",
}
_CONDITIONS: Final = frozenset({"when", "ask_when"})
_SAYS: Final = ("because", "text", "story", "name", "title", "about")


def one_sided_section(found: Difference, old: PackWords, new: PackWords) -> DocumentSection | None:
    """Return the answers that only one version allows; None where there are none."""
    if not found.one_sided:
        return None
    lead = Paragraph("Of these nothing can be compared: the other version does not allow them.")
    items = tuple(Clause(_allowed(one, new if one.in_new else old)) for one in found.one_sided)
    title = "Answers that only one version allows"
    return DocumentSection(id="one-sided", title=title, blocks=(lead, Bullets(items)))


def _allowed(one: OneSided, words: PackWords) -> str:
    key, _, value = one.about.partition(": ")
    home, _, name = key.partition("/")
    asked = words.question(name) if name.startswith("@") else words.question(f"{home}/{name}")
    fact = words.wording.fact(words.fact_of(key))
    answer = words.option(key, value) if fact and value in _options(fact) else value
    routes = listed(tuple(map(words.wording.route, one.routes)), "or")
    where = f"{scope_name(one.scope)}, only the {'new' if one.in_new else 'old'} version"
    return f"{where}: {asked} {answer}: it comes to {routes}"


def _options(fact: Fact) -> tuple[str, ...]:
    match fact.kind:
        case OneOf(options):
            return options
        case AnyOf():
            return fact.kind.ids
        case _:
            return ()


def parts_section(found: Difference) -> DocumentSection | None:
    """Return what only one version has, and what of both is not shared; None where nothing is."""
    blocks = tuple(_parts(found))
    if not blocks:
        return None
    return DocumentSection(id="parts", title="What was added and taken out", blocks=blocks)


def _parts(found: Difference) -> Iterator[Block]:
    for lead, names in (
        ("Only the new version has:", found.added),
        ("Only the old version has:", found.removed),
    ):
        if names:
            yield Paragraph(lead)
            yield Bullets(tuple(map(Clause, names)))
    if found.notes:
        yield Paragraph("Both have these, and nothing that is said of them is shared:")
        yield Bullets(tuple(Clause(f"{one.about}: {full_stop(one.says)}") for one in found.notes))


def edits_sections(found: Difference, old: PackWords, new: PackWords) -> Iterator[DocumentSection]:
    """Yield what is written otherwise and may decide something, then what only reads otherwise."""
    deciding = [one for one in found.edits if one.decides]
    if deciding:
        yield _edits("edits", "What is written otherwise", deciding, old, new)
    if found.texts:
        title = "What only reads otherwise, and decides nothing"
        yield _edits("texts", title, found.texts, old, new)


def _edits(
    name: str, title: str, edits: Iterable[Edit], old: PackWords, new: PackWords
) -> DocumentSection:
    rows = tuple(
        (
            Code(one.place),
            said(_SORTS.get(one.sort, "may decide")),
            _written(one.place, one.old, old.wording),
            _written(one.place, one.new, new.wording),
        )
        for one in edits
    )
    columns = ("Where", "What", "Before", "Now")
    table = Table(caption="Places in the files", columns=columns, rows=rows)
    return DocumentSection(id=name, title=title, blocks=(table,))


def _written(place: str, value: object, wording: Wording) -> Cell:
    """Return what stands somewhere as people read it, conditions in words."""
    guarantee = _guarantee(place, wording)
    match value:
        case None:
            return Dash()
        case dict() if guarantee is not None:
            return guarantee_phrase(guarantee, wording)
        case str() if place.endswith(".route"):
            return said(wording.route(value))
        case str() if place.rpartition(".")[2] in _CONDITIONS:
            return _condition(value, wording)
        case str():
            return said(value)
        case dict():
            return said(_part(cast("dict[str, object]", value), wording))
        case list():
            return said(_row(cast("list[object]", value)))
        case _:
            return said(_plain(value))


def _row(values: list[object]) -> str:
    return ", ".join(map(_plain, values)) or "none"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _guarantee(place: str, wording: Wording) -> Guarantee | None:
    """Return the guarantee that stands at a place, if one does."""
    name = place.removeprefix("policy.guarantees.")
    return next((one for one in wording.policy.guarantees if one.id == name), None)


def _condition(text: str, wording: Wording) -> Phrase:
    return condition_phrase(parse_condition(text), wording)


def _part(part: Mapping[str, object], wording: Wording) -> str:
    """Return a whole part by what it says first, and when it applies."""
    says = next((str(part[name]) for name in _SAYS if part.get(name)), "")
    when = part.get("when") or part.get("ask_when")
    sentences = [full_stop(says)] if says else []
    if isinstance(when, str):
        sentences.append(f"When {in_one_line(_condition(when, wording))}.")
    return " ".join(sentences) or json.dumps(part, ensure_ascii=False)
