"""A pack as a JSON document, from which its digest is made."""

from __future__ import annotations

import datetime as dt

from childconcern.conditions import Condition, condition_text
from childconcern.facts import Json
from childconcern.pack.cases import Case
from childconcern.pack.wording import Translation
from childconcern.pack.written import Rename, WrittenPack
from childconcern.policy import policy_document
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["pack_document", "questionnaire_document"]


def pack_document(pack: WrittenPack) -> dict[str, object]:
    """Return everything that a pack says, as JSON.

    Approvals are left out: they are about a digest of the rest.
    """
    document: dict[str, object] = {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "council": pack.council,
        "country": pack.country,
        "schema": pack.schema,
        "effective_from": _day(pack.effective_from),
        "effective_until": _day(pack.effective_until),
        "languages": [{"id": one.id, "checked_by": one.checked_by} for one in pack.languages],
        "questionnaires": [questionnaire_document(one) for one in pack.questionnaires],
        "policy": policy_document(pack.policy),
        "cases": [_case(case) for case in pack.cases],
    }
    # A pack that renames nothing has the digest that it had before it could.
    if pack.renamed:
        document["renamed"] = [_rename(one) for one in pack.renamed]
    # A pack in one language has the digest that it had before there were others.
    if pack.translations:
        document["wording"] = [_translation(one) for one in pack.translations]
    return document


def questionnaire_document(questionnaire: Questionnaire) -> Json:
    """Return a questionnaire as JSON; conditions as their canonical text."""
    # Questionnaires that ask everything have the digest that they had before others could be.
    early: dict[str, Json] = {"finish_early": True} if questionnaire.finish_early else {}
    return {
        "id": questionnaire.id,
        "title": questionnaire.title,
        **early,
        "sections": [_section(section) for section in questionnaire.sections],
    }


def _section(section: Section) -> Json:
    # Packs that never ask for more have the digest that they had before it could be said.
    more: dict[str, Json] = {"ask_for_more": True} if section.ask_for_more else {}
    return {
        "id": section.id,
        "title": section.title,
        "ask_when": _text(section.ask_when),
        "for_each": section.for_each,
        "at_most": section.at_most,
        **more,
        "questions": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "text": question.text,
        "records": question.records,
        "hint": question.hint,
        "error": question.error,
        "option_text": dict(question.option_text),
        "ask_when": _text(question.ask_when),
        "ask_again": question.ask_again,
        "optional": question.optional,
        "unknown_allowed": question.unknown_allowed,
    }


def _rename(rename: Rename) -> Json:
    own: dict[str, Json] = {} if rename.of is None else {"of": rename.of}
    return {"kind": rename.kind.value, "old": rename.old, "new": rename.new, **own}


def _case(case: Case) -> dict[str, object]:
    expect = case.expect
    return {
        "id": case.id,
        "story": case.story,
        "on": case.on.isoformat(),
        "source": case.source,
        "signed_off_by": case.signed_off_by,
        "concern": case.concern,
        "answers": case.answers,
        "given": case.given,
        "expect": {
            "route": expect.route,
            "variant": expect.variant,
            "duties": None if expect.duties is None else sorted(expect.duties),
            "level": expect.level,
            "complete": expect.complete,
        },
    }


def _translation(translation: Translation) -> dict[str, object]:
    strings = sorted(translation.strings.items(), key=lambda item: item[0])
    return {
        "language": translation.language,
        "covers": list(translation.covers),
        "plurals": {name: list(each) for name, each in translation.plurals.items()},
        "strings": [[list(key), dict(one.forms), one.of] for key, one in strings],
    }


def _text(condition: Condition | None) -> str | None:
    return None if condition is None else condition_text(condition)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
