"""``pack.toml`` and ``cases.toml``, and what they stand for, each from the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from childconcern.pack import Approval, Case, Expectation, Language, WrittenPack
from childconcern.packfile.documents import (
    ApprovalDocument,
    CaseDocument,
    CasesDocument,
    ExpectDocument,
    LanguageDocument,
    PackDocument,
)

__all__ = [
    "approvals_from",
    "cases_document",
    "cases_from",
    "languages_from",
    "pack_file_document",
]

_NOT_KNOWN = "unknown"
"""TOML has no null, and no option can be called so."""


def languages_from(document: PackDocument) -> tuple[Language, ...]:
    """Return the languages that ``pack.toml`` names."""
    return tuple(Language(id=one.id, checked_by=one.checked_by) for one in document.languages)


def approvals_from(document: PackDocument) -> tuple[Approval, ...]:
    """Return the approvals that ``pack.toml`` records."""
    return tuple(
        Approval(by=one.by, role=one.role, on=one.on, digest=one.digest, why=one.why)
        for one in document.approvals
    )


def cases_from(document: CasesDocument) -> tuple[Case, ...]:
    """Return the cases of ``cases.toml``."""
    return tuple(_case(one) for one in document.cases)


def _case(document: CaseDocument) -> Case:
    expect = document.expect
    return Case(
        id=document.id,
        story=document.story,
        on=document.on,
        source=document.source,
        signed_off_by=document.signed_off_by,
        concern=None if document.concern is None else _json(document.concern),
        answers=None if document.answers is None else _json(document.answers),
        given=None if document.given is None else _json(document.given),
        expect=Expectation(
            route=expect.route,
            variant=expect.variant,
            duties=None if expect.duties is None else tuple(expect.duties),
            level=expect.level,
            complete=expect.complete,
        ),
    )


def _json(raw: Any) -> Any:
    """Return what TOML holds as JSON would: ``"unknown"`` as null, dates as text."""
    match raw:
        case dict():
            return {key: _json(value) for key, value in raw.items()}
        case list():
            return [_json(value) for value in raw]
        case dt.date() | dt.time():
            return raw.isoformat()
        case str() if raw == _NOT_KNOWN:
            return None
        case _:
            return raw


def _toml(raw: Any) -> Any:
    match raw:
        case Mapping():
            return {key: _toml(value) for key, value in raw.items()}
        case list() | tuple():
            return [_toml(value) for value in raw]
        case None:
            return _NOT_KNOWN
        case _:
            return raw


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
            ApprovalDocument(by=one.by, role=one.role, on=one.on, digest=one.digest, why=one.why)
            for one in pack.approvals
        ],
    )
