"""A questionnaire of one's own, with the vocabulary of a pack that exists."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest

from childconcern import PackError, add_questionnaire, load_pack, walk

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
TODAY: Final = dt.date(2026, 11, 24)
SCRIPT: Final = """
id = "telephone"
title = "On the telephone"
[[sections]]
id = "now"
title = "Now"
[[sections.questions]]
id = "danger-now"
records = "immediate_danger"
text = "Ask: is anybody hurting a child at this moment?"
error = "Say whether a child is in danger"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "telephone.toml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(PackError) as refused:
        add_questionnaire(RIVERBANK, written(folder, text))
    return [(one.code, one.place.line) for one in refused.value.problems]


def test_it_records_the_facts_of_the_pack_and_changes_no_decision(tmp_path: Path) -> None:
    pack = add_questionnaire(RIVERBANK, written(tmp_path, SCRIPT))
    journey = walk(pack.questionnaire("telephone"), {"danger-now": True}, on=TODAY)

    assert journey.complete
    assert journey.concern["immediate_danger"] is True
    assert pack.policy.digest == RIVERBANK.policy.digest
    assert pack.digest != RIVERBANK.digest


def test_the_first_questionnaire_stays_the_default(tmp_path: Path) -> None:
    pack = add_questionnaire(RIVERBANK, written(tmp_path, SCRIPT))

    assert pack.questionnaire() == RIVERBANK.questionnaire()
    assert "telephone" not in [one.id for one in RIVERBANK.questionnaires]


def test_it_may_use_the_signs_of_the_policy(tmp_path: Path) -> None:
    sign = RIVERBANK.policy.signs[0].id
    condition = f'ask_when = "{sign}"\n'
    added = SCRIPT + condition

    # A sign that reads what is not asked before is refused for that, and not as unknown.
    try:
        add_questionnaire(RIVERBANK, written(tmp_path, added))
    except PackError as refused:
        codes = {one.code for one in refused.problems}
        assert not codes & {"unknown-fact", "unknown-sign"}


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="missing-file"):
        add_questionnaire(RIVERBANK, tmp_path / "nothing.toml")


def test_a_key_that_means_nothing_is_placed(tmp_path: Path) -> None:
    found = problems(tmp_path, SCRIPT + 'colour = "red"\n')

    assert [line for _, line in found] == [12]


def test_a_fact_that_is_none_is_placed(tmp_path: Path) -> None:
    found = problems(tmp_path, SCRIPT.replace("immediate_danger", "the_weather"))

    assert ("unknown-fact", 9) in found


def test_a_condition_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    found = problems(tmp_path, SCRIPT + 'ask_when = "1 +"\n')

    assert len(found) == 1
    assert found[0][1] == 12


def test_another_id_than_the_name_of_the_file_is_refused(tmp_path: Path) -> None:
    assert ("wrong-id", 2) in problems(tmp_path, SCRIPT.replace('"telephone"', '"phone"'))


def test_a_questionnaire_that_the_pack_has_is_not_taken_twice(tmp_path: Path) -> None:
    pack = add_questionnaire(RIVERBANK, written(tmp_path, SCRIPT))

    with pytest.raises(PackError, match="duplicate-id"):
        add_questionnaire(pack, tmp_path / "telephone.toml")
