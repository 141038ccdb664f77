"""The shape of a wording file: which strings there can be, and what each of them has.

A member that is None is not translated yet. The names are those of the files
that the strings are of, so that a place in one is found in the other.
"""

from __future__ import annotations

from attrs import define, field

__all__ = [
    "TranslatedDocument",
    "WordedDutyDocument",
    "WordedFactDocument",
    "WordedGroupDocument",
    "WordedPackDocument",
    "WordedPolicyDocument",
    "WordedQuestionDocument",
    "WordedQuestionnaireDocument",
    "WordedReasonDocument",
    "WordedRouteDocument",
    "WordedSectionDocument",
    "WordedVariantDocument",
    "WordingDocument",
]


@define(kw_only=True)
class TranslatedDocument:
    """One string: ``text``, or its plural forms, and the hash of the English they are of."""

    of: str = ""
    text: str | None = None
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    other: str | None = None


@define(kw_only=True)
class WordedPackDocument:
    """``[pack]``."""

    title: TranslatedDocument | None = None
    council: TranslatedDocument | None = None


@define(kw_only=True)
class WordedSectionDocument:
    """``[questionnaires.ID.sections.ID]``."""

    title: TranslatedDocument | None = None


@define(kw_only=True)
class WordedQuestionDocument:
    """``[questionnaires.ID.questions.ID]``."""

    text: TranslatedDocument | None = None
    hint: TranslatedDocument | None = None
    error: TranslatedDocument | None = None
    option_text: dict[str, TranslatedDocument] = field(factory=dict[str, TranslatedDocument])


@define(kw_only=True)
class WordedQuestionnaireDocument:
    """``[questionnaires.ID]``."""

    title: TranslatedDocument | None = None
    sections: dict[str, WordedSectionDocument] = field(factory=dict[str, WordedSectionDocument])
    questions: dict[str, WordedQuestionDocument] = field(factory=dict[str, WordedQuestionDocument])


@define(kw_only=True)
class WordedVariantDocument:
    """``[policy.routes.ID.variants.ID]``."""

    name: TranslatedDocument | None = None
    next_step: TranslatedDocument | None = None


@define(kw_only=True)
class WordedRouteDocument:
    """``[policy.routes.ID]``."""

    name: TranslatedDocument | None = None
    next_step: TranslatedDocument | None = None
    variants: dict[str, WordedVariantDocument] = field(factory=dict[str, WordedVariantDocument])


@define(kw_only=True)
class WordedReasonDocument:
    """``[policy.rules.ID]`` and ``[policy.indicators.ID]``."""

    because: TranslatedDocument | None = None


@define(kw_only=True)
class WordedDutyDocument:
    """``[policy.duties.ID]``."""

    because: TranslatedDocument | None = None
    next_step: TranslatedDocument | None = None


@define(kw_only=True)
class WordedPolicyDocument:
    """``[policy]``."""

    routes: dict[str, WordedRouteDocument] = field(factory=dict[str, WordedRouteDocument])
    rules: dict[str, WordedReasonDocument] = field(factory=dict[str, WordedReasonDocument])
    duties: dict[str, WordedDutyDocument] = field(factory=dict[str, WordedDutyDocument])
    indicators: dict[str, WordedReasonDocument] = field(factory=dict[str, WordedReasonDocument])


@define(kw_only=True)
class WordedFactDocument:
    """``[facts.ID]``."""

    about: TranslatedDocument | None = None
    unit: TranslatedDocument | None = None


@define(kw_only=True)
class WordedGroupDocument:
    """``[groups.ID]``."""

    about: TranslatedDocument | None = None
    item: TranslatedDocument | None = None
    how_many: TranslatedDocument | None = None
    how_many_more: TranslatedDocument | None = None


@define(kw_only=True)
class WordingDocument:
    """``wording/cy.toml`` and its like."""

    language: str
    covers: list[str] = field(factory=list[str])
    plurals: dict[str, list[int]] = field(factory=dict[str, list[int]])
    pack: WordedPackDocument = field(factory=WordedPackDocument)
    questionnaires: dict[str, WordedQuestionnaireDocument] = field(
        factory=dict[str, WordedQuestionnaireDocument]
    )
    policy: WordedPolicyDocument = field(factory=WordedPolicyDocument)
    facts: dict[str, WordedFactDocument] = field(factory=dict[str, WordedFactDocument])
    groups: dict[str, WordedGroupDocument] = field(factory=dict[str, WordedGroupDocument])
    product: dict[str, TranslatedDocument] = field(factory=dict[str, TranslatedDocument])
