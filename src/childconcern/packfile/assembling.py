"""One pack in the making: from the tables of its files to the nouns, with all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from childconcern.conditions import Sign
from childconcern.facts import Vocabulary
from childconcern.pack import Pack, Translation, pack_problems
from childconcern.packfile.collecting import Collector
from childconcern.packfile.documents import (
    CasesDocument,
    FactsDocument,
    PackDocument,
    PolicyDocument,
    QuestionnaireDocument,
)
from childconcern.packfile.facts_file import vocabulary_from
from childconcern.packfile.following import Losses
from childconcern.packfile.pack_file import (
    approvals_from,
    cases_from,
    languages_from,
    note_questionnaires,
    renames_from,
)
from childconcern.packfile.policy_file import policy_from, signs_from
from childconcern.packfile.questionnaire_file import questionnaire_from
from childconcern.packfile.reading import OWN_NAMES, Table
from childconcern.packfile.structuring import Structured, structured
from childconcern.packfile.wording_documents import WordingDocument
from childconcern.packfile.wording_file import translation_from
from childconcern.problems import Problem
from childconcern.questionnaire import Questionnaire

__all__ = ["Assembly"]

T = TypeVar("T")
_OWN_FILES: Final = frozenset(f"{name}.toml" for name in OWN_NAMES)
_NO_IDENTITY: Final = PackDocument(id="pack", version="1", questionnaires=[])


@define
class Assembly:
    """One pack in the making.

    A file that could not be read is taken as empty, so that the others are
    still looked at; what follows from its absence is left out.

    Attributes:
        tables: What the files say, by name.
        unread: What kept files from being read.
    """

    tables: Mapping[str, Table]
    unread: tuple[Problem, ...]
    _shapes: dict[str, Structured[Any]] = field(factory=dict[str, Structured[Any]], init=False)
    _collectors: dict[str, Collector] = field(factory=dict[str, Collector], init=False)

    def pack(self) -> Pack:
        """Return the pack as far as it could be read: usable where there is no error."""
        identity = self._document("pack.toml", PackDocument) or _NO_IDENTITY
        note_questionnaires(identity, self._collector("pack.toml"))
        facts = self._document("facts.toml", FactsDocument) or FactsDocument()
        policy = self._document("policy.toml", PolicyDocument) or PolicyDocument()
        cases = self._document("cases.toml", CasesDocument) or CasesDocument()
        vocabulary = vocabulary_from(facts, self._collector("facts.toml"))
        signs = signs_from(policy, self._collector("policy.toml"))
        known = identity.id, identity.version
        return Pack(
            id=identity.id,
            version=identity.version,
            title=identity.title,
            council=identity.council,
            country=identity.country,
            schema=identity.schema,
            effective_from=identity.effective_from,
            effective_until=identity.effective_until,
            languages=languages_from(identity),
            approvals=approvals_from(identity),
            renamed=renames_from(identity),
            vocabulary=vocabulary,
            questionnaires=tuple(self._questionnaires(vocabulary, signs)),
            policy=policy_from(policy, known, vocabulary, signs, self._collector("policy.toml")),
            cases=cases_from(cases, self._collector("cases.toml")),
            translations=tuple(self._translations()),
        )

    def problems(self, pack: Pack) -> tuple[Problem, ...]:
        """Return all that was noted while it was made, and what is wrong with it then."""
        losses, lost_files = self._losses()
        shaped = [one for shape in self._shapes.values() for one in shape.problems]
        noted = [one for collector in self._collectors.values() for one in collector.problems]
        told = {_spot(one) for one in (*map(self._original, noted), *shaped)}
        found = (one for one in pack_problems(pack) if _spot(self._original(one)) not in told)
        new = [
            self._original(one)
            for one in (*noted, *found)
            if one.place.file not in lost_files and not losses.explain(one)
        ]
        return (*self.unread, *shaped, *new)

    def _questionnaires(
        self, vocabulary: Vocabulary, signs: tuple[Sign, ...]
    ) -> Iterator[Questionnaire]:
        for name in self.tables:
            document = None
            if name not in _OWN_FILES and not _is_wording(name):
                document = self._document(name, QuestionnaireDocument)
            if document is not None:
                yield questionnaire_from(document, vocabulary, signs, self._collector(name))

    def _translations(self) -> Iterator[Translation]:
        for name in filter(_is_wording, self.tables):
            document = self._document(name, WordingDocument)
            if document is not None:
                yield translation_from(document, self._collector(name))

    def _document(self, file: str, kind: type[T]) -> T | None:
        if file not in self.tables:
            return None
        shape = structured(self.tables[file], kind, file)
        self._shapes[file] = shape
        return shape.document

    def _collector(self, file: str) -> Collector:
        return self._collectors.setdefault(file, Collector(file))

    def _losses(self) -> tuple[Losses, frozenset[str]]:
        """Return what was lost, and the files of which nothing is left."""
        lost = {problem.place.file for problem in self.unread}
        lost |= {name for name, shape in self._shapes.items() if shape.document is None}
        losses = Losses()
        for name in lost:
            losses.file(name)
        for shape in self._shapes.values():
            losses.join(shape.losses)
        for collector in self._collectors.values():
            losses.join(collector.losses)
        return losses, frozenset(lost)

    def _original(self, problem: Problem) -> Problem:
        """Return a problem with its path in the file, where faulty entries still stand."""
        shape = self._shapes.get(problem.place.file)
        if shape is None:
            return problem
        return evolve(problem, place=evolve(problem.place, path=shape.original(problem.place.path)))


def _is_wording(name: str) -> bool:
    return name.startswith("wording/")


def _spot(problem: Problem) -> tuple[str, tuple[str | int, ...]]:
    return problem.place.file, problem.place.path
