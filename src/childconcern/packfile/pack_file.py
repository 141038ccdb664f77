"""``pack.toml`` and ``cases.toml``, and what they stand for, each from the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, cast

from childconcern.facts.ids import is_kebab_case
from childconcern.pack import Approval, Case, Expectation, Language, WrittenPack
from childconcern.pack.written import Rename, Renaming
from childconcern.packfile.collecting import Collector, Path
from childconcern.packfile.documents import (
    ApprovalDocument,
    CaseDocument,
    CasesDocument,
    ExpectDocument,
    LanguageDocument,
    PackDocument,
    RenamedDocument,
)
from childconcern.packfile.reading import MOST_NUMBER, OWN_NAMES

__all__ = [
    "approvals_from",
    "cases_document",
    "cases_from",
    "languages_from",
    "note_questionnaires",
    "pack_file_document",
    "renames_from",
]

_NOT_KNOWN: Final = "unknown"
"""TOML has no null, and no option can be called so."""


def languages_from(document: PackDocument) -> tuple[Language, ...]:
    """Return the languages that ``pack.toml`` names."""
    return tuple(Language(id=one.id, checked_by=one.checked_by) for one in document.languages)


def approvals_from(document: PackDocument) -> tuple[Approval, ...]:
    """Return the approvals that ``pack.toml`` records."""
    return tuple(
        Approval(
            by=one.by,
            role=one.role,
            on=one.on,
            digest=one.digest,
            why=one.why,
            against=one.against,
            difference=one.difference,
            lowers=one.lowers,
        )
        for one in document.approvals
    )


def renames_from(document: PackDocument) -> tuple[Rename, ...]:
    """Return the ids that ``pack.toml`` says were others in the version before."""
    renamed = document.renamed
    found = list[Rename]()
    for kind in Renaming:
        table: dict[str, str] | dict[str, dict[str, str]] = getattr(renamed, kind.value)
        for key, inner in table.items():
            if isinstance(inner, str):
                found.append(Rename(kind=kind, old=key, new=inner))
            else:
                found += (Rename(kind=kind, old=one, new=inner[one], of=key) for one in inner)
    return tuple(found)


def _renamed_document(renames: tuple[Rename, ...]) -> RenamedDocument:
    document = RenamedDocument()
    for one in renames:
        table = getattr(document, one.kind.value)
        (table if one.of is None else table.setdefault(one.of, {}))[one.old] = one.new
    return document


def note_questionnaires(document: PackDocument, collector: Collector) -> None:
    """Note what is wrong with the list of questionnaires, each of which is a file."""
    seen = set[str]()
    for position, name in enumerate(document.questionnaires):
        path: Path = ("questionnaires", position)
        if not is_kebab_case(name) or name in OWN_NAMES:
            message = "a questionnaire's id is kebab-case, and the name of its own file"
            collector.add("bad-id", path, message, "use a-z, 0-9 and -")
            collector.losses.entry(path, None)
        if name in seen:
            message = f"the questionnaire {name!r} is listed twice"
            collector.add("duplicate-id", path, message, "list each once")
        seen.add(name)


def cases_from(document: CasesDocument, collector: Collector) -> tuple[Case, ...]:
    """Return the cases of ``cases.toml``; what is wrong is noted."""
    return tuple(_case(one, ("cases", n), collector) for n, one in enumerate(document.cases))


def _case(document: CaseDocument, path: Path, collector: Collector) -> Case:
    def said(key: str, table: dict[str, Any] | None) -> Any:
        return None if table is None else _json(table, (*path, key), collector)

    expect = document.expect
    return Case(
        id=document.id,
        story=document.story,
        on=document.on,
        source=document.source,
        signed_off_by=document.signed_off_by,
        concern=said("concern", document.concern),
        answers=said("answers", document.answers),
        given=said("given", document.given),
        expect=Expectation(
            route=expect.route,
            variant=expect.variant,
            duties=None if expect.duties is None else tuple(expect.duties),
            level=expect.level,
            complete=expect.complete,
        ),
    )


def _json(raw: object, path: Path, collector: Collector) -> object:
    """Return what TOML holds as JSON would: ``"unknown"`` as null, dates as text."""
    if isinstance(raw, dict):
        members = cast("dict[str, object]", raw).items()
        return {key: _json(value, (*path, key), collector) for key, value in members}
    if isinstance(raw, list):
        elements = enumerate(cast("list[object]", raw))
        return [_json(value, (*path, n), collector) for n, value in elements]
    if isinstance(raw, dt.date | dt.time):
        return raw.isoformat()
    if isinstance(raw, float) or (isinstance(raw, int) and abs(raw) > MOST_NUMBER):
        message = f"a whole number of at most {MOST_NUMBER} is needed here"
        collector.add("wrong-type", path, message, "mend the value")
        return None
    return None if raw == _NOT_KNOWN else raw


def _toml(raw: object) -> Any:
    if isinstance(raw, Mapping):
        return {key: _toml(value) for key, value in cast("Mapping[str, object]", raw).items()}
    if isinstance(raw, list):
        return [_toml(value) for value in cast("list[object]", raw)]
    return _NOT_KNOWN if raw is None else raw


def cases_document(cases: tuple[Case, ...]) -> CasesDocument:
    """Return ``cases.toml`` for cases."""
    return CasesDocument(cases=[_case_document(case) for case in cases])


def _case_document(case: Case) -> CaseDocument:
    expect = case.expect
    return CaseDocument(
        id=case.id,
        story=case.story,
        on=case.on,
        source=case.source,
        signed_off_by=case.signed_off_by,
        concern=None if case.concern is None else _toml(case.concern),
        answers=None if case.answers is None else _toml(case.answers),
        given=None if case.given is None else _toml(case.given),
        expect=ExpectDocument(
            route=expect.route,
            variant=expect.variant,
            duties=None if expect.duties is None else list(expect.duties),
            level=expect.level,
            complete=expect.complete,
        ),
    )


def pack_file_document(pack: WrittenPack) -> PackDocument:
    """Return ``pack.toml`` for a pack."""
    return PackDocument(
        id=pack.id,
        version=pack.version,
        schema=pack.schema,
        title=pack.title,
        council=pack.council,
        country=pack.country,
        effective_from=pack.effective_from,
        effective_until=pack.effective_until,
        questionnaires=[questionnaire.id for questionnaire in pack.questionnaires],
        languages=[
            LanguageDocument(id=one.id, checked_by=one.checked_by) for one in pack.languages
        ],
        approvals=[
            ApprovalDocument(
                by=one.by,
                role=one.role,
                on=one.on,
                digest=one.digest,
                why=one.why,
                against=one.against,
                difference=one.difference,
                lowers=one.lowers,
            )
            for one in pack.approvals
        ],
        renamed=_renamed_document(pack.renamed),
    )
