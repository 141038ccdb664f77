"""What a printed policy opens with: which version it is, who agreed, and in which languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from childconcern.explanation.document import (
    Block,
    Boxes,
    Cell,
    Code,
    DocumentSection,
    Paragraph,
    Room,
    Table,
    said,
)
from childconcern.explanation.wording import day_words, language_words
from childconcern.pack import Pack, Translation, own_language, strings_of
from childconcern.pack.wording import plural_rule
from childconcern.pack.wording.translation import unfit

__all__ = ["about_section", "languages_section", "signatures"]

_SIGNATURES: Final = 4


def about_section(pack: Pack) -> DocumentSection:
    """Return which version of which policy it is, and who agreed to it or may sign it."""
    rows = tuple((said(name), cell) for name, cell in _about(pack))
    table = Table(caption="This version of the policy", columns=("What", "This version"), rows=rows)
    signing = Paragraph(
        "Who signs here agrees or does not agree to this version, as it is printed, and to no"
        " other. Its fingerprint stands above: when one word is changed, so is the fingerprint."
    )
    blocks = (table, _approvals(pack), signing, signatures("Signatures"))
    return DocumentSection(id="about", title="About this policy", blocks=blocks)


def signatures(caption: str) -> Table:
    """Return lines to be filled in by hand: name, role, date, and whether one agrees."""
    row = (Room(3), Room(3), Room(3), Boxes(("I agree", "I do not agree")), Room(3))
    columns = ("Name", "Role", "Date", "Agreement", "Signature")
    return Table(caption=caption, columns=columns, rows=(row,) * _SIGNATURES)


def _about(pack: Pack) -> Iterator[tuple[str, Cell]]:
    if pack.title:
        yield "What people see it as", said(pack.title)
    yield "Whose it is", said(pack.council or "not said")
    yield "Where its law is", said(pack.country or "not said")
    yield "Policy", Code(pack.id)
    yield "Version", Code(pack.version)
    yield "In force", said(_in_force(pack.effective_from, pack.effective_until))
    for language in pack.languages:
        checked = f", checked by {language.checked_by}" if language.checked_by else ", not checked"
        yield "Language", said(f"{language_words(language.id)}{checked}")
    yield (
        "Size",
        said(
            f"{len(pack.policy.routes)} routes, {len(pack.policy.rules)} rules,"
            f" {len(pack.policy.indicators)} indicators, {len(pack.policy.duties)} duties"
        ),
    )
    signed = sum(1 for case in pack.cases if case.signed_off_by)
    yield "Worked examples", said(f"{len(pack.cases)}, of which {signed} are signed off")
    yield "Fingerprint (SHA-256)", Code(pack.digest)


def _in_force(first: dt.date | None, last: dt.date | None) -> str:
    if first is None and last is None:
        return "no dates are given"
    start = "" if first is None else f"from {day_words(first)}"
    end = "until further notice" if last is None else f"until {day_words(last)}"
    return f"{start} {end}".strip()


def _approvals(pack: Pack) -> Table | Paragraph:
    if not pack.approvals:
        return Paragraph("Nobody has put their name to this version yet.")
    rows = tuple(
        (
            said(one.by),
            said(one.role or "not said"),
            said("not said" if one.on is None else day_words(one.on)),
            said(one.why or "not said"),
            Code(one.digest or "none given"),
        )
        for one in pack.approvals
    )
    columns = ("Who", "Role", "When", "What was agreed", "Fingerprint agreed to")
    return Table(caption="Who agreed to it", columns=columns, rows=rows)


def languages_section(pack: Pack) -> DocumentSection | None:
    """Return in which languages it is said, and how much of it; None where there is only one."""
    if not pack.translations:
        return None
    own = language_words(own_language(pack))
    checkers = {one.id: one.checked_by for one in pack.languages}
    rows = tuple(
        (
            said(language_words(one.language)),
            said(checkers.get(one.language) or "nobody yet, so it is not served"),
            *(said(number) for number in _translated(pack, one)),
        )
        for one in pack.translations
    )
    columns = ("Language", "Checked by", "Texts translated", f"Texts still said in {own}")
    lead = (
        f"What is decided is the same in every language. This document is made from the {own}"
        " words. A text that is not translated, or whose original has changed since, is said in"
        f" {own} and marked."
    )
    table = Table(caption="Other languages than the policy's own", columns=columns, rows=rows)
    blocks: tuple[Block, ...] = (Paragraph(lead), table)
    return DocumentSection(id="languages", title="Languages", blocks=blocks)


def _translated(pack: Pack, translation: Translation) -> tuple[str, str]:
    """Return how many strings can be said in a language, and how many cannot."""
    sources = strings_of(pack, translation.covers)
    rule = plural_rule(translation.language, translation.plurals)
    if rule is None:
        return "0", str(len(sources))
    held = translation.strings
    lacking = sum(1 for key, one in sources.items() if unfit(one, held.get(key), rule))
    return str(len(sources) - lacking), str(lacking)
