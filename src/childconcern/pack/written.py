"""A pack as a council wrote it: vocabulary, questionnaires, policy and cases."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import frozen

from childconcern.facts import Vocabulary
from childconcern.pack.cases import Case
from childconcern.pack.wording import Translation
from childconcern.policy import RoutingPolicy
from childconcern.questionnaire import Questionnaire

__all__ = ["Approval", "Language", "Rename", "Renaming", "WrittenPack"]


@frozen(kw_only=True)
class Language:
    """A language that the pack's words are in.

    Attributes:
        id: Such as ``en``.
        checked_by: Who checked the words; with nobody, they are not served.
    """

    id: str
    checked_by: str = ""


@frozen(kw_only=True)
class Approval:
    """Who agreed to the pack.

    Attributes:
        by: The name.
        role: Such as head of safeguarding.
        on: The day.
        digest: Of the pack that was agreed to.
        why: What was agreed, in words.
        against: The digest of the pack that it was compared with, where it was.
        difference: The digest of what differs from that one, which was agreed to.
        lowers: Whether some response is lowered by it, which takes two people.
    """

    by: str
    role: str = ""
    on: dt.date | None = None
    digest: str = ""
    why: str = ""
    against: str = ""
    difference: str = ""
    lowers: bool = False


class Renaming(enum.Enum):
    """What can be renamed: a table of ``[renamed]`` in ``pack.toml`` each.

    Ids of other things, such as rules, are cited and never compared.
    """

    FACTS = "facts"
    GROUPS = "groups"
    OPTIONS = "options"
    QUESTIONNAIRES = "questionnaires"
    QUESTIONS = "questions"
    AREAS = "areas"
    ROUTES = "routes"
    VARIANTS = "variants"
    DUTIES = "duties"


@frozen(kw_only=True)
class Rename:
    """What something was called in the version before.

    Attributes:
        kind: What sort of thing it is.
        old: Its id then.
        new: Its id in this pack.
        of: The id, in this pack, of the fact whose option it is, of the questionnaire
            whose question or the route whose variant; None for all else.
    """

    kind: Renaming
    old: str
    new: str
    of: str | None = None


@frozen(kw_only=True)
class WrittenPack:
    """Everything in a pack's folder.

    Attributes:
        id: Kebab-case.
        version: The council's own.
        title: As people read it.
        council: Whose it is.
        country: Where its law is, such as ``England``.
        schema: The version of the file format.
        effective_from: The first day on which it may decide.
        effective_until: The last day on which it may decide.
        languages: Those it has words in; the first is the one it is written in.
        approvals: Who agreed to it.
        vocabulary: What can be known.
        questionnaires: In order; the first is the default.
        policy: What is done.
        cases: Worked examples.
        translations: Its words in other languages.
        renamed: What had another id in the version before.
    """

    id: str
    version: str
    title: str = ""
    council: str = ""
    country: str = ""
    schema: int = 1
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    languages: tuple[Language, ...] = ()
    approvals: tuple[Approval, ...] = ()
    vocabulary: Vocabulary
    questionnaires: tuple[Questionnaire, ...] = ()
    policy: RoutingPolicy
    cases: tuple[Case, ...] = ()
    translations: tuple[Translation, ...] = ()
    renamed: tuple[Rename, ...] = ()
