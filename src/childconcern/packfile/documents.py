"""The shape of the files of a pack: which keys there are, and of what type.

These classes are what stands in the files and nothing more; what it means is
for the nouns. Reading turns TOML into them, dumping turns them into TOML.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import define, field

__all__ = [
    "ApprovalDocument",
    "AreaDocument",
    "CaseDocument",
    "CasesDocument",
    "DutyDocument",
    "ExpectDocument",
    "FactDocument",
    "FactsDocument",
    "GroupDocument",
    "GuaranteeDocument",
    "IndicatorDocument",
    "LanguageDocument",
    "LevelDocument",
    "OptionDocument",
    "PackDocument",
    "PolicyDocument",
    "QuestionDocument",
    "QuestionnaireDocument",
    "RenamedDocument",
    "RouteDocument",
    "RuleDocument",
    "SectionDocument",
    "SignDocument",
    "VariantDocument",
]


@define(kw_only=True)
class LanguageDocument:
    """An entry of ``languages``; a plain text is one without ``checked_by``."""

    id: str
    checked_by: str = ""


@define(kw_only=True)
class ApprovalDocument:
    """An entry of ``approvals``."""

    by: str
    role: str = ""
    on: dt.date | None = None
    digest: str = ""
    why: str = ""
    against: str = ""
    difference: str = ""
    lowers: bool = False


@define(kw_only=True)
class RenamedDocument:
    """``[renamed]``: old ids, each with the new one; some by what they belong to."""

    facts: dict[str, str] = field(factory=dict[str, str])
    groups: dict[str, str] = field(factory=dict[str, str])
    options: dict[str, dict[str, str]] = field(factory=dict[str, dict[str, str]])
    questionnaires: dict[str, str] = field(factory=dict[str, str])
    questions: dict[str, dict[str, str]] = field(factory=dict[str, dict[str, str]])
    areas: dict[str, str] = field(factory=dict[str, str])
    routes: dict[str, str] = field(factory=dict[str, str])
    variants: dict[str, dict[str, str]] = field(factory=dict[str, dict[str, str]])
    duties: dict[str, str] = field(factory=dict[str, str])


@define(kw_only=True)
class PackDocument:
    """``pack.toml``."""

    id: str
    version: str
    schema: int = 1
    title: str = ""
    council: str = ""
    country: str = ""
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    questionnaires: list[str]
    languages: list[LanguageDocument] = field(factory=list[LanguageDocument])
    approvals: list[ApprovalDocument] = field(factory=list[ApprovalDocument])
    renamed: RenamedDocument = field(factory=RenamedDocument)


@define(kw_only=True)
class OptionDocument:
    """An option of a fact; a plain text is one that is not exclusive."""

    id: str
    exclusive: bool = False
    ordered: bool = True


@define(kw_only=True)
class FactDocument:
    """``[facts.ID]``."""

    kind: str
    about: str = ""
    options: list[OptionDocument] | None = None
    at_least: int | None = None
    at_most: int | None = None
    unit: str | None = None
    code_set: str | None = None
    many: bool | None = None
    to: str | None = None
    worse: Any = None
    unknown_counts_as: Any = None
    set_by: str | None = None


@define(kw_only=True)
class GroupDocument:
    """``[groups.ID]``."""

    about: str = ""
    at_least: int = 0
    at_most: int
    facts: dict[str, FactDocument] = field(factory=dict[str, FactDocument])


@define(kw_only=True)
class FactsDocument:
    """``facts.toml``."""

    facts: dict[str, FactDocument] = field(factory=dict[str, FactDocument])
    groups: dict[str, GroupDocument] = field(factory=dict[str, GroupDocument])


@define(kw_only=True)
class QuestionDocument:
    """An entry of ``questions``."""

    id: str
    records: str | None = None
    text: str
    hint: str = ""
    error: str = ""
    ask_when: str | None = None
    ask_again: bool = False
    optional: bool = False
    unknown_allowed: bool = True
    option_text: dict[str, str] = field(factory=dict[str, str])


@define(kw_only=True)
class SectionDocument:
    """An entry of ``sections``."""

    id: str
    title: str
    ask_when: str | None = None
    for_each: str | None = None
    at_most: int | None = None
    ask_for_more: bool = False
    questions: list[QuestionDocument] = field(factory=list[QuestionDocument])


@define(kw_only=True)
class QuestionnaireDocument:
    """``screener.toml`` and its like."""

    id: str
    title: str = ""
    finish_early: bool = False
    sections: list[SectionDocument] = field(factory=list[SectionDocument])


@define(kw_only=True)
class AreaDocument:
    """An entry of ``areas``."""

    id: str
    name: str


@define(kw_only=True)
class LevelDocument:
    """An entry of ``levels``."""

    number: int
    name: str


@define(kw_only=True)
class SignDocument:
    """``[signs.ID]``."""

    when: str
    about: str = ""


@define(kw_only=True)
class IndicatorDocument:
    """An entry of ``indicators``."""

    id: str
    area: str
    level: int
    when: str
    because: str
    source: str


@define(kw_only=True)
class VariantDocument:
    """An entry of a route's ``variants``."""

    id: str
    when: str
    name: str | None = None
    next_step: str | None = None
    respond_within: str | None = None
    then_ask: str | None = None
    destinations: list[str] | None = None


@define(kw_only=True)
class RouteDocument:
    """An entry of ``routes``."""

    id: str
    name: str
    next_step: str = ""
    respond_within: str | None = None
    then_ask: str | None = None
    destinations: list[str] = field(factory=list[str])
    variants: list[VariantDocument] = field(factory=list[VariantDocument])


@define(kw_only=True)
class RuleDocument:
    """An entry of ``rules``."""

    id: str
    route: str
    when: str
    because: str
    source: str | None = None


@define(kw_only=True)
class DutyDocument:
    """An entry of ``duties``."""

    id: str
    when: str
    because: str
    source: str | None = None
    next_step: str | None = None
    respond_within: str | None = None
    destinations: list[str] = field(factory=list[str])


@define(kw_only=True)
class GuaranteeDocument:
    """An entry of ``guarantees``."""

    id: str
    claim: str
    when: str | None = None
    route: str | None = None
    duty: str | None = None
    level: int | None = None
    facts: list[str] = field(factory=list[str])
    because: str = ""
    source: str | None = None


@define(kw_only=True)
class PolicyDocument:
    """``policy.toml``."""

    otherwise: str = ""
    areas: list[AreaDocument] = field(factory=list[AreaDocument])
    levels: list[LevelDocument] = field(factory=list[LevelDocument])
    signs: dict[str, SignDocument] = field(factory=dict[str, SignDocument])
    indicators: list[IndicatorDocument] = field(factory=list[IndicatorDocument])
    routes: list[RouteDocument] = field(factory=list[RouteDocument])
    rules: list[RuleDocument] = field(factory=list[RuleDocument])
    duties: list[DutyDocument] = field(factory=list[DutyDocument])
    guarantees: list[GuaranteeDocument] = field(factory=list[GuaranteeDocument])


@define(kw_only=True)
class ExpectDocument:
    """What a case should come to."""

    route: str
    variant: str | None = None
    duties: list[str] | None = None
    level: int | None = None
    complete: bool | None = None


@define(kw_only=True)
class CaseDocument:
    """An entry of ``cases``."""

    id: str
    story: str
    on: dt.date
    source: str = ""
    signed_off_by: str = ""
    expect: ExpectDocument
    given: dict[str, Any] | None = None
    answers: dict[str, Any] | None = None
    concern: dict[str, Any] | None = None


@define(kw_only=True)
class CasesDocument:
    """``cases.toml``."""

    cases: list[CaseDocument] = field(factory=list[CaseDocument])
