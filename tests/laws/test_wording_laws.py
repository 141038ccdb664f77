"""What holds in every language: only words differ, and nothing translated is ever lost."""

import datetime as dt
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from childconcern.decision import decide, decision_document
from childconcern.explanation import explain, explanation_text
from childconcern.journey import walk
from childconcern.pack import Pack, Translated, strings_of
from childconcern.packfile import dump_pack, load_pack, refreshed, toml_text
from childconcern.problems import errors_among
from support.asking import answers_for
from support.making_packs import packs
from support.mutating import any_tables, mutated
from support.small_pack import PackFolder
from support.trying import tried
from support.wording import COVERS, WELSH_FILE, WELSH_PACK, in_welsh, translation_of

ON: Final = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder that the packs of this module are read from."""
    return PackFolder(tmp_path_factory.mktemp("worded"))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that packs are dumped into."""
    return tmp_path_factory.mktemp("dumped")


def translations(pack: Pack) -> st.SearchStrategy[Pack]:
    """Return strategies of the pack in Welsh, some of its strings stale, empty or gone."""
    spoilt = st.sampled_from(
        [Translated(forms={"text": "Hen"}, of="0" * 12), Translated(forms={"text": ""}), None]
    )
    keys = sorted(strings_of(pack, COVERS))

    def with_spoilt(faults: dict[tuple[str, ...], Translated | None]) -> Pack:
        worded = in_welsh(pack)
        strings = {**worded.translations[0].strings, **faults}
        kept = {key: one for key, one in strings.items() if one is not None}
        return evolve(worded, translations=(evolve(worded.translations[0], strings=kept),))

    return st.dictionaries(st.sampled_from(keys), spoilt, max_size=6).map(with_spoilt)


@tried(40)
@given(st.data(), packs())
def test_walking_and_deciding_are_the_same_in_every_language(
    data: st.DataObject, pack: Pack
) -> None:
    worded = data.draw(translations(pack))
    words = worded.in_language("cy", unchecked=True)
    english = worded.questionnaire()
    answers = data.draw(answers_for(english, {}))

    journeys = [walk(one, answers, on=ON) for one in (english, words.asks(english))]
    first, second = (
        decide(one.concern, worded.policy, on=ON, complete=one.complete) for one in journeys
    )

    assert journeys[0] == journeys[1]
    assert decision_document(first) == decision_document(second)
    assert worded.policy.digest == pack.policy.digest
    said, plain = explain(second, worded, words=words), explain(first, worded)
    same = {"reader", "route", "variant", "levels", "on"}
    assert all(getattr(said, name) == getattr(plain, name) for name in same)
    assert [one.id for one in said.reasons] == [one.id for one in plain.reasons]
    assert [one.id for one in said.duties] == [one.id for one in plain.duties]
    assert len(said.not_known) == len(plain.not_known)
    assert explanation_text(said, words)


@tried(20)
@given(st.data(), packs())
def test_a_pack_in_two_languages_is_dumped_loaded_and_refreshed_without_a_loss(
    copies: Path, data: st.DataObject, pack: Pack
) -> None:
    worded = data.draw(translations(pack))
    dump_pack(worded, copies)

    again = load_pack(copies)

    before = worded.translations[0]
    after = refreshed(again, again.translations[0], frozenset())
    assert again.digest == worded.digest
    assert again.translations == worded.translations
    for key, one in before.strings.items():
        assert {form: text for form, text in after.strings[key].forms.items() if text} == {
            form: text for form, text in one.forms.items() if text
        }
    assert refreshed(again, after, frozenset()) == after


@tried(60)
@given(files=mutated({WELSH_FILE: WELSH_PACK[WELSH_FILE]}))
def test_a_damaged_wording_file_is_read_or_its_problems_are_told(
    folder: PackFolder, copies: Path, files: dict[str, str | bytes]
) -> None:
    is_read_or_told(folder, copies, {**WELSH_PACK, **files})


PARTS: Final = ("pack", "questionnaires", "policy", "facts", "groups", "product", "plurals")
KEYS: Final = (
    *(*PARTS, "language", "covers", "screener", "title", "sections", "questions", "danger"),
    *("text", "of", "one", "two", "other", "option_text", "yes", "routes", "emergency", "about"),
)


@tried(60)
@given(any_tables(KEYS, ("", " ", "cy", "screener", "Ffoniwch 999.", "{n}", "021d14c7cc91")))
def test_tables_of_any_shape_are_words_or_their_problems_are_told(
    folder: PackFolder, copies: Path, table: dict[str, Any]
) -> None:
    text = toml_text({"language": "cy", "covers": ["screener"], **table})
    is_read_or_told(folder, copies, {**WELSH_PACK, WELSH_FILE: text})


def is_read_or_told(folder: PackFolder, copies: Path, files: dict[str, str | bytes]) -> None:
    """Assert that a pack comes out whole and usable, or with problems that have a place."""
    report = folder.report(files)
    assert (report.pack is None) == bool(errors_among(report.problems))
    for problem in report.problems:
        text = files[problem.place.file]
        assert problem.message
        if problem.place.line is not None and isinstance(text, str):
            assert 1 <= problem.place.line <= text.count("\n") + 1
    if report.pack is not None:
        dump_pack(report.pack, copies)
        assert load_pack(copies) == report.pack
        words = report.pack.in_language("cy", unchecked=True)
        words.asks(report.pack.questionnaire())


def test_a_made_up_translation_is_whole(folder: PackFolder) -> None:
    pack = folder.report(WELSH_PACK).pack

    assert pack is not None
    assert translation_of(pack) == pack.translations[0]
