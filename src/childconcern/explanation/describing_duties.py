"""Duties, and what must be true of every journey."""

from __future__ import annotations

from typing import Final

from childconcern.explanation.conditions import condition_phrase, from_level
from childconcern.explanation.describing_routes import by_when, cited, when
from childconcern.explanation.document import (
    DocumentSection,
    Lines,
    Paragraph,
    Table,
    said,
)
from childconcern.explanation.phrases import Clause, Phrase, listed, opened, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import Wording, id_words
from childconcern.policy import Claim, Guarantee

__all__ = ["duties_section", "guarantee_phrase", "guarantees_section"]


def duties_section(wording: Wording) -> DocumentSection | None:
    """Return who else must be told; None for a policy without duties."""
    duties = wording.policy.duties
    if not duties:
        return None
    rows = tuple(
        (
            said(f"D{number}"),
            when(duty.when, wording),
            Lines(
                (
                    said(duty.next_step or full_stop(duty.because)),
                    said(f"by when: {by_when(duty.respond_within, wording)}"),
                    said(f"also sent to: {wording.readers(duty.destinations)}"),
                )
            ),
            said(full_stop(duty.because)),
            cited(duty.source, duty.id),
        )
        for number, duty in enumerate(duties, start=1)
    )
    table = Table(
        caption="Duties, added to the route",
        columns=("No.", "When", "What must be done", "Because", "Source"),
        rows=rows,
    )
    lead = Paragraph("A duty never replaces the route. All duties that apply are owed.")
    return DocumentSection(id="duties", title="Duties: who else must be told", blocks=(lead, table))


def guarantees_section(wording: Wording) -> DocumentSection | None:
    """Return what must be true of every journey; None for a policy that guarantees nothing."""
    guarantees = wording.policy.guarantees
    if not guarantees:
        return None
    rows = tuple(
        (
            said(f"G{number}"),
            guarantee_phrase(one, wording),
            said(full_stop(one.because) or "none given"),
            cited(one.source, one.id),
        )
        for number, one in enumerate(guarantees, start=1)
    )
    table = Table(
        caption="What the council guarantees",
        columns=("No.", "Guarantee", "Because", "Source"),
        rows=rows,
    )
    lead = Paragraph("These must be true of every set of answers, whatever else is changed.")
    title = "Guarantees: what must always be true"
    return DocumentSection(id="guarantees", title=title, blocks=(lead, table))


_VERBS: Final = {
    Claim.NEVER_BELOW: ("the route is never below", "always applies", "is always"),
    Claim.ALWAYS: ("the route is always", "always applies", "is always"),
    Claim.NEVER: ("the route is never", "never applies", "is never"),
    Claim.ONLY_IF: ("the route is", "applies", "is"),
}


def guarantee_phrase(guarantee: Guarantee, wording: Wording) -> Phrase:
    """Return what a guarantee says: "the route is never below ... when ..."."""
    claim = _claim(guarantee, wording)
    if guarantee.when is None:
        return Clause(claim)
    joined = "only if" if guarantee.claim is Claim.ONLY_IF else "when"
    return opened(f"{claim} {joined}", condition_phrase(guarantee.when, wording))


def _claim(guarantee: Guarantee, wording: Wording) -> str:
    if guarantee.claim is Claim.UNCHANGED_EXCEPT:
        answers = (f"the answer on {wording.topic(fact)}" for fact in guarantee.facts)
        return f"nothing but {listed(tuple(answers), 'or')} changes what is decided"
    route, duty, level = _VERBS[guarantee.claim]
    claims: list[str] = []
    if guarantee.route is not None:
        claims.append(f"{route} {wording.route(guarantee.route)}")
    if guarantee.duty is not None:
        claims.append(f"the duty {quoted(id_words(guarantee.duty))} {duty}")
    if guarantee.level is not None:
        claims.append(f"the highest level {level} {from_level(guarantee.level, wording)}")
    return listed(tuple(claims))
