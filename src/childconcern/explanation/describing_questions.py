"""What people are asked, and the names of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from childconcern.conditions import Condition
from childconcern.explanation.conditions import condition_phrase
from childconcern.explanation.document import (
    Block,
    Bullets,
    Cell,
    Code,
    DocumentSection,
    Lines,
    Paragraph,
    Table,
    said,
)
from childconcern.explanation.phrases import Phrase, capitalised, opened
from childconcern.explanation.wording import Wording, id_words, item_noun
from childconcern.facts import AnyOf, Fact, OneOf, YesNo
from childconcern.pack import WrittenPack

__all__ = ["names_section", "questions_section"]

_KINDS: Final = {
    "age": "an age, a date of birth or a due date",
    "code": "from a national list",
    "long-text": "in their own words",
    "relationships": "what each is to the others",
    "text": "a line of text",
    "upn": "unique pupil number",
}


def questions_section(
    pack: WrittenPack, wording: Wording, drawn: Mapping[str, tuple[Block, ...]]
) -> DocumentSection | None:
    """Return every question in its order; None for a pack that asks nothing."""
    if not pack.questionnaires:
        return None
    lead = Paragraph(
        "Questions come in this order. One whose answer is already there is passed over. Where a"
        " question depends on an answer that is not known, it is asked whenever any answer would"
        " have it asked. An answer to a question that is no longer asked is kept, and neither read"
        " nor sent."
    )
    sections = tuple(
        DocumentSection(
            id=f"asked-{one.id}",
            title=one.title or capitalised(id_words(one.id)),
            blocks=(*_finishing(early=one.finish_early), *drawn.get(one.id, ())),
            sections=tuple(_parts(pack, at, wording)),
        )
        for at, one in enumerate(pack.questionnaires)
    )
    return DocumentSection(id="questions", title="What is asked", blocks=(lead,), sections=sections)


def _finishing(*, early: bool) -> Iterator[Block]:
    """Yield what is to be said of questions that stop early."""
    if early:
        yield Paragraph(
            "These questions finish early: one is passed over when no answer to it can change the"
            " route, its wording, a duty or the time to respond. Questions about safety are always"
            " asked."
        )


def _parts(pack: WrittenPack, at: int, wording: Wording) -> Iterator[DocumentSection]:
    """Yield each section of the questionnaire at a place in the pack's list."""
    asked = pack.questionnaires[at]
    for section in asked.sections:
        rows = tuple(
            (
                Lines(tuple(map(said, filter(None, (one.text, one.hint))))),
                _answers(one.records, one.option_text, wording, unknown=one.unknown_allowed),
                _when(one.ask_when, wording, optional=one.optional),
            )
            for one in section.questions
        )
        table = Table(
            caption=f"Questions: {section.title}",
            columns=("Question", "Answers", "Asked"),
            rows=rows,
        )
        gate = tuple(_gate(section.ask_when, section.for_each, wording))
        yield DocumentSection(
            id=f"asked-{asked.id}-{section.id}",
            title=section.title,
            blocks=(Bullets(gate), table) if gate else (table,),
        )


def _gate(condition: Condition | None, group: str | None, wording: Wording) -> Iterator[Phrase]:
    if group is not None:
        yield said(f"asked for each {item_noun(group)[0]}")
    if condition is not None:
        yield _only_when(condition, wording)


def _when(condition: Condition | None, wording: Wording, *, optional: bool) -> Cell:
    asked = said("always") if condition is None else _only_when(condition, wording)
    return Lines((asked, said("may be skipped"))) if optional else asked


def _only_when(condition: Condition, wording: Wording) -> Phrase:
    return opened("only when", condition_phrase(condition, wording))


def _answers(fact_id: str, texts: Mapping[str, str], wording: Wording, *, unknown: bool) -> Cell:
    """Return what can be answered, in the words of the question itself."""
    fact = wording.policy.vocabulary.by_id[fact_id]
    options = [texts.get(option) or id_words(option) for option in _options(fact)]
    lead = () if options else (said(_kind(fact)),)
    if isinstance(fact.kind, AnyOf):
        lead = (said("any of these:"),)
    last = (said(texts.get("unknown") or "not known"),) if unknown else ()
    return Lines((*lead, *map(said, options), *last))


def _options(fact: Fact) -> tuple[str, ...]:
    match fact.kind:
        case YesNo():
            return ("yes", "no")
        case OneOf(options):
            return options
        case AnyOf(options):
            return tuple(option.id for option in options)
        case _:
            return ()


def _kind(fact: Fact) -> str:
    return _KINDS.get(fact.kind.name, id_words(fact.kind.name))


def names_section(wording: Wording) -> DocumentSection:
    """Return the short names of facts and what each means."""
    vocabulary = wording.policy.vocabulary
    rows = tuple(
        (Code(fact.id), said(_meaning(fact, wording)), said(_known_from(fact)))
        for fact in vocabulary.by_id.values()
    )
    lead = Paragraph("These names stand in the files of the policy and in its records.")
    table = Table(
        caption="Facts, in the order of the policy",
        columns=("Name", "What it means", "How it is known"),
        rows=rows,
    )
    title = "Names that the files use"
    return DocumentSection(id="names", title=title, blocks=(lead, table))


def _meaning(fact: Fact, wording: Wording) -> str:
    home = wording.policy.vocabulary.group_of[fact.id]
    each = "" if home is None else f" (of each {item_noun(home)[0]})"
    return f"{wording.about(fact.id)}{each}"


def _known_from(fact: Fact) -> str:
    return "the service sets it" if fact.set_by_service else "a question"
