"""A questionnaire of one's own, read with the vocabulary of a pack that exists."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from childconcern.pack import Pack, pack_problems
from childconcern.packfile.collecting import Collector
from childconcern.packfile.documents import QuestionnaireDocument
from childconcern.packfile.loading import PackError
from childconcern.packfile.placing import placed
from childconcern.packfile.questionnaire_file import questionnaire_from
from childconcern.packfile.reading import TextFile, read_file
from childconcern.packfile.structuring import structured
from childconcern.problems import Problem, errors_among

__all__ = ["add_questionnaire"]


def add_questionnaire(pack: Pack, file: str | Path) -> Pack:
    """Return the pack with one more questionnaire, such as a telephone script.

    It stands last, so the pack's first questionnaire stays the default and
    records the safety facts. Facts and policy are as they were, and so is the
    policy's digest; the pack's digest is another, for it says more.

    Raises:
        PackError: With every error of the file, its line and place.
    """
    read = read_file(Path(file))
    if isinstance(read, Problem):
        raise _refused((read,))
    shape = structured(read.table, QuestionnaireDocument, read.name)
    if shape.document is None or shape.problems:
        raise _refused(placed(shape.problems, {read.name: read}))
    collector = Collector(read.name)
    added = questionnaire_from(shape.document, pack.vocabulary, pack.policy.signs, collector)
    whole = evolve(pack, questionnaires=(*pack.questionnaires, added))
    unparsed = {problem.place.path for problem in collector.problems}
    found = [one for one in pack_problems(whole) if one.place.path not in unparsed]
    _raise_if_wrong((*collector.problems, *found), read)
    return whole


def _raise_if_wrong(problems: tuple[Problem, ...], read: TextFile) -> None:
    errors = errors_among(placed(problems, {read.name: read}))
    if errors:
        raise _refused(errors)


def _refused(problems: tuple[Problem, ...]) -> PackError:
    return PackError("the questionnaire cannot be used", problems)
