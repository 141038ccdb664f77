"""A pack from its folder: the pack, or every problem with file, line and place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import define, evolve, field, frozen

from childconcern.errors import ProblemsError
from childconcern.pack import Pack, pack_problems
from childconcern.packfile.collecting import Collector
from childconcern.packfile.documents import (
    CasesDocument,
    FactsDocument,
    PackDocument,
    PolicyDocument,
    QuestionnaireDocument,
)
from childconcern.packfile.facts_file import vocabulary_from
from childconcern.packfile.pack_file import approvals_from, cases_from, languages_from
from childconcern.packfile.placing import placed
from childconcern.packfile.policy_file import policy_from, signs_from
from childconcern.packfile.questionnaire_file import questionnaire_from
from childconcern.packfile.reading import Table, read_folder
from childconcern.packfile.structuring import Structured, structured
from childconcern.packfile.upgrading import UPGRADES, Upgrade, upgraded
from childconcern.problems import Problem, errors_among

__all__ = ["PackError", "PackReport", "load_pack", "read_pack"]

T = TypeVar("T")


class PackError(ProblemsError):
    """A pack cannot be used, and here is everything that is wrong with it."""

    code = "pack"


@frozen(kw_only=True)
class PackReport:
    """What came of reading a pack.

    Attributes:
        pack: The pack; None where it has an error.
        problems: Errors and warnings, file by file, line by line.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]


def load_pack(folder: str | Path) -> Pack:
    """Return the pack in a folder.

    Raises:
        PackError: With every error, its file, line and place, and what to do.
    """
    report = read_pack(folder)
    if report.pack is None:
        name = Path(folder).name
        raise PackError(f"pack {name!r} cannot be used", errors_among(report.problems)) from None
    return report.pack


def read_pack(folder: str | Path, *, upgrades: Mapping[int, Upgrade] = UPGRADES) -> PackReport:
    """Return the pack in a folder with its warnings, or every problem that it has.

    Args:
        folder: Where ``pack.toml`` stands.
        upgrades: How files of an older schema become those of the next.
    """
    files, unread = read_folder(Path(folder))
    tables, old = upgraded({name: file.table for name, file in files.items()}, upgrades)
    assembly = _Assembly(tables, [*unread, *old])
    pack = assembly.pack()
    problems = assembly.all_problems(pack)
    usable = None if errors_among(problems) else pack
    return PackReport(pack=usable, problems=placed(problems, files))


_FOLLOWING: Final = frozenset(
    {
        "fact-not-recorded",
        "level-out-of-bounds",
        "look-ahead",
        "otherwise-unread",
        "safety-fact-not-asked",
        "wrong-group",
        "wrong-kind",
    }
)
"""Besides ``unknown-...``, what may only be said because an entry was lost."""


@define
class _Assembly:
    """One pack in the making: documents, then nouns, with what is wrong noted."""

    tables: Mapping[str, Table]
    problems: list[Problem]
    shapes: dict[str, Structured[Any]] = field(factory=dict[str, Structured[Any]])
    collectors: dict[str, Collector] = field(factory=dict[str, Collector])

    def pack(self) -> Pack | None:
        identity = self._document("pack.toml", PackDocument)
        facts = self._document("facts.toml", FactsDocument)
        policy = self._document("policy.toml", PolicyDocument)
        cases = self._document("cases.toml", CasesDocument)
        asked = {
            name: self._document(name, QuestionnaireDocument)
            for name in self.tables
            if name not in _OWN_FILES
        }
        if identity is None or facts is None or policy is None:
            return None
        vocabulary = vocabulary_from(facts, self._collector("facts.toml"))
        signs = signs_from(policy, self._collector("policy.toml"))
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
            vocabulary=vocabulary,
            questionnaires=tuple(
                questionnaire_from(document, vocabulary, signs, self._collector(name))
                for name, document in asked.items()
                if document is not None
            ),
            policy=policy_from(
                policy,
                (identity.id, identity.version),
                vocabulary,
                signs,
                self._collector("policy.toml"),
            ),
            cases=() if cases is None else cases_from(cases),
        )

    def all_problems(self, pack: Pack | None) -> tuple[Problem, ...]:
        """Return what was noted, and what is wrong with the pack that was made."""
        noted = list(self.problems)
        for shape in self.shapes.values():
            noted.extend(shape.problems)
        found = [one for collector in self.collectors.values() for one in collector.problems]
        if pack is not None:
            said = {(one.place.file, one.place.path) for one in found}
            found += [
                problem
                for problem in pack_problems(pack)
                if (problem.place.file, problem.place.path) not in said
            ]
        if noted:
            found = [problem for problem in found if not _follows(problem)]
        return (*noted, *(self._original(problem) for problem in found))

    def _document(self, file: str, kind: type[T]) -> T | None:
        if file not in self.tables:
            return None
        shape = structured(self.tables[file], kind, file)
        self.shapes[file] = shape
        return shape.document

    def _collector(self, file: str) -> Collector:
        return self.collectors.setdefault(file, Collector(file))

    def _original(self, problem: Problem) -> Problem:
        shape = self.shapes.get(problem.place.file)
        if shape is None:
            return problem
        return evolve(problem, place=evolve(problem.place, path=shape.original(problem.place.path)))


_OWN_FILES: Final = frozenset({"pack.toml", "facts.toml", "policy.toml", "cases.toml"})


def _follows(problem: Problem) -> bool:
    return problem.code.startswith("unknown-") or problem.code in _FOLLOWING
