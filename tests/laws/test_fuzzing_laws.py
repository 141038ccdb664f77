"""Whatever files and answers hold, only the library's own errors are raised, and nothing leaks."""

import datetime as dt
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childconcern.decision import decide
from childconcern.journey import AnswersRefusedError, Journey, walk
from childconcern.packfile import dump_pack, load_pack, toml_text
from childconcern.problems import errors_among
from childconcern.questionnaire import Question, Questionnaire, Section
from support.mutating import CANARY, any_json, any_tables, mutated
from support.sample import POLICY, VOCABULARY
from support.small_pack import SMALL_PACK, PackFolder
from support.trying import tried

ON: Final = dt.date(2026, 11, 23)
FOLDER: Final = Path(__file__).parents[2] / "examples" / "packs" / "riverbank"
RIVERBANK: Final = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder that the packs of this module are read from."""
    return PackFolder(tmp_path_factory.mktemp("mutated"))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that packs are dumped into."""
    return tmp_path_factory.mktemp("dumped")


def is_read_or_told(folder: PackFolder, copies: Path, files: Mapping[str, str | bytes]) -> None:
    """Assert that a pack comes out whole and usable, or with problems that have a place."""
    report = folder.report(files)
    assert (report.pack is None) == bool(errors_among(report.problems))
    for problem in report.problems:
        assert problem.place.file
        assert problem.message
        text = files.get(problem.place.file)
        if problem.place.line is not None and isinstance(text, str):
            assert 1 <= problem.place.line <= text.count("\n") + 1
    if report.pack is not None:
        dump_pack(report.pack, copies)
        assert load_pack(copies).digest == report.pack.digest
        assert len(report.pack.run_cases()) == len(report.pack.cases)


@tried(60)
@given(files=mutated(SMALL_PACK))
def test_a_damaged_small_pack_is_read_or_its_problems_are_told(
    folder: PackFolder, copies: Path, files: dict[str, str | bytes]
) -> None:
    is_read_or_told(folder, copies, files)


@tried(8)
@given(files=mutated(RIVERBANK))
def test_a_damaged_riverbank_is_read_or_its_problems_are_told(
    folder: PackFolder, copies: Path, files: dict[str, str | bytes]
) -> None:
    is_read_or_told(folder, copies, files)


KEYS: Final = (
    *("facts", "groups", "kind", "options", "id", "exclusive", "at_least", "at_most", "unit"),
    *("worse", "unknown_counts_as", "set_by", "about", "danger", "role", "age", "children"),
    *("sections", "questions", "text", "title", "records", "ask_when", "for_each", "optional"),
    *("option_text", "otherwise", "areas", "levels", "number", "name", "signs", "indicators"),
    *("area", "level", "when", "because", "source", "routes", "variants", "destinations"),
    *("respond_within", "then_ask", "rules", "route", "duties", "guarantees", "claim", "cases"),
    *("story", "on", "expect", "answers", "concern", "given", "languages", "approvals", "schema"),
    *("questionnaires", "version"),
)
WORDS: Final = (
    *("", " ", "a", "danger", "role", "age", "children", "yes-no", "one-of", "any-of", "age"),
    *("whole-number", "unknown", "yes", "danger and not role", "any_item(children, age)", "never"),
    *("months(age) >= 3", "level >= 2", "'a' in role", "immediately", "before age", "service"),
)


@tried(60)
@given(
    name=st.sampled_from(sorted(SMALL_PACK)),
    table=any_tables(KEYS, WORDS),
    within=st.booleans(),
)
def test_tables_of_any_shape_are_read_or_their_problems_are_told(
    folder: PackFolder, copies: Path, name: str, table: dict[str, Any], *, within: bool
) -> None:
    text = toml_text(table)
    if within:
        # Beside what is good, where what is good stands does not clash with it.
        text = f"{text}\n{SMALL_PACK[name]}" if "[" not in text else text
    is_read_or_told(folder, copies, {**SMALL_PACK, name: text})


# ------------------------------------------------------------------------------ answers


def question(fact_id: str, number: int) -> Question:
    """Return a question about a fact, each of another sort."""
    name = fact_id.replace("_", "-")
    how: dict[str, Any] = {"optional": number % 2 == 1, "unknown_allowed": number % 3 > 0}
    return Question(id=name, text="What?", records=fact_id, **how)


TOP: Final = tuple(question(fact.id, n) for n, fact in enumerate(VOCABULARY.facts))
EACH: Final = tuple(question(fact.id, n) for n, fact in enumerate(VOCABULARY.groups[0].facts))
EVERYTHING: Final = Questionnaire(
    id="everything",
    vocabulary=VOCABULARY,
    sections=(
        Section(id="top", title="All", questions=TOP),
        Section(id="each", title="Each", questions=EACH, for_each="children"),
    ),
)
ANSWER_KEYS: Final = (
    *EVERYTHING.questions,
    *(f"{one.id}@{item}" for one in EACH for item in ("a", "b", CANARY, "")),
    "@children",
    "@adults",
)
ANSWER_WORDS: Final = (
    *("a", "b", "teacher", "police", "bruise", "none", "2019", "2019-04-03", "2019-02-31", "7"),
    *("about 7 months", "due 2026-12-01", "01632 960001", "zoe@example.org", "ZZ99 3AA"),
)


@tried(100)
@given(
    st.dictionaries(
        st.sampled_from([*ANSWER_KEYS, CANARY, f"@{CANARY}"]),
        any_json(ANSWER_WORDS, ANSWER_KEYS),
        max_size=4,
    )
    | any_json(ANSWER_WORDS, ANSWER_KEYS)
)
def test_any_answers_are_walked_or_refused_and_never_shown(answers: Any) -> None:  # noqa: ANN401 - as JSON
    outcome = walked_or_refused(answers)

    if isinstance(outcome, Journey):
        shown = f"{outcome!r}{outcome.concern!r}"
        assert decide(outcome.concern, POLICY, on=ON).route in POLICY.rungs
    else:
        shown = f"{''.join(traceback.format_exception(outcome))}{outcome!r}{outcome.problems}"
        assert outcome.problems
    assert CANARY not in shown


def walked_or_refused(answers: Any) -> Journey | AnswersRefusedError:  # noqa: ANN401 - as JSON
    """Return the journey of answers, or why there is none; nothing else may be raised."""
    try:
        return walk(EVERYTHING, answers, on=ON)
    except AnswersRefusedError as refused:
        return refused
