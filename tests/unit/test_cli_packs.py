"""`new` and `check`: a pack of one's own, and everything that is wrong with it at once."""

import shutil
from pathlib import Path

import pytest

from childconcern import load_pack
from support.command_line import RIVERBANK, as_json, at_terminal, run

TO_DO = (
    "  to do: if the case is right, mend what gave this in the policy or the questions;"
    " if not, change the case in cases.toml, and write down why;"
    " ask whoever answers for the thresholds before either"
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a pack of one's own."""
    assert run("new", "pack", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def spoil(pack: Path, file: str, old: str, new: str) -> None:
    """Write something else in one file of a pack."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_pack_is_whole_and_all_its_cases_agree(tmp_path: Path) -> None:
    folder = tmp_path / "in here" / "mine"
    made = run("new", "pack", folder)
    checked = run("check", folder)

    assert made.stdout.splitlines() == [
        f"wrote {folder}: 4 rules, 3 cases",
        f"next: childconcern check '{folder}'",
    ]
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[1:] == ["0 errors, 0 warnings", "3 of 3 cases agree"]


def test_a_new_pack_overwrites_nothing(pack: Path) -> None:
    before = (pack / "policy.toml").read_bytes()
    spoil(pack, "pack.toml", 'id = "starter"', 'id = "ours"')
    result = run("new", "pack", pack)

    assert result.exit_code == 2
    assert "has something in it" in result.stderr
    assert (pack / "policy.toml").read_bytes() == before
    assert load_pack(pack).id == "ours"


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert run("new", "pack", tmp_path).exit_code == 0


def test_check_tells_people_the_pack_its_problems_and_its_cases(pack: Path) -> None:
    result = run("check", pack)

    assert result.exit_code == 0
    first = f"starter 0.1, digest {load_pack(pack).digest[:16]}"
    assert result.stdout.splitlines()[0] == first


def test_check_gives_programs_the_same(pack: Path) -> None:
    document = as_json(run("check", pack, "--json").stdout)

    assert list(document) == ["pack", "problems", "cases"]
    assert document["pack"]["digest"] == load_pack(pack).digest
    assert document["problems"] == []
    assert document["cases"][0] == {
        "id": "danger-not-known",
        "agrees": True,
        "route": "emergency",
        "disagreements": [],
        "refusals": [],
        "story": "Somebody is not sure whether a child next door is in danger",
        "signed_off_by": "",
        "expected": {
            "route": "emergency",
            "variant": None,
            "duties": None,
            "level": None,
            "complete": None,
        },
        "decided": {
            "route": "emergency",
            "variant": None,
            "duties": [],
            "level": 1,
            "complete": False,
        },
        "not_explored": [],
        "reasons": [{"kind": "rule", "id": "danger-now", "route": "emergency"}],
        "treated_as": [{"fact": "immediate_danger", "item": None, "value": True}],
        "remedy": "",
    }


def test_an_error_has_its_file_line_and_remedy_and_ends_with_1(pack: Path) -> None:
    spoil(pack, "policy.toml", "'neglect' in worry", "'neglct' in worry")
    result = run("check", pack)
    (problem,) = as_json(run("check", pack, "--json").stdout)["problems"]

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("error: policy.toml:")
    assert "unknown-option" in lines[1]
    assert lines[-2:] == [
        "1 error, 0 warnings",
        "no case was run: cases wait until there is no error",
    ]
    assert (problem["code"], problem["severity"]) == ("unknown-option", "error")
    assert f"error: policy.toml:{problem['line']}:{problem['column']}" in lines[0]
    assert run("decide", pack, "-", said="{}").exit_code == 2


def test_all_errors_are_told_at_once(pack: Path) -> None:
    spoil(pack, "policy.toml", "'neglect' in worry", "'neglct' in worry")
    spoil(pack, "screener.toml", 'records = "immediate_danger"', 'records = "danger"')
    spoil(pack, "facts.toml", "at_most = 8", "at_most = 8\nat_mots = 9")
    result = run("check", pack, "--json")

    files = {problem["file"] for problem in as_json(result.stdout)["problems"]}
    assert result.exit_code == 1
    assert as_json(result.stdout)["pack"] is None
    assert as_json(result.stdout)["cases"] == []
    assert {"facts.toml", "screener.toml"} <= files


def test_a_case_that_disagrees_is_bad_news(pack: Path) -> None:
    spoil(pack, "cases.toml", 'route = "information", duties = []', 'route = "emergency"')
    result = run("check", pack)
    cases = as_json(run("check", pack, "--json").stdout)["cases"]

    assert result.exit_code == 1
    assert "case: asks-for-play-sessions" in result.stdout
    assert "expected route emergency, decided information" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 of 3 cases agree"
    assert [case["agrees"] for case in cases] == [True, True, False]


def test_a_case_that_disagrees_tells_what_gave_it_its_story_and_what_to_do(pack: Path) -> None:
    spoil(pack, "policy.toml", "level = 3\nwhen", "level = 2\nwhen")
    shown = run("check", pack).stdout.splitlines()
    case = as_json(run("check", pack, "--json").stdout)["cases"][1]

    assert shown[:10] == [
        "Cases that disagree",
        "case: bruised-baby",
        "  expected route social-care, decided talk-to-us",
        "  expected level 3, decided 2",
        "  story: A baby of five months has a bruise on the cheek",
        "  indicator hurt-and-cannot-move, area physical-harm, level 2",
        "  rule worried-about-care, route talk-to-us",
        "  duty medical-view-today",
        TO_DO,
        f"starter 0.1, digest {load_pack(pack).digest[:16]}",
    ]
    assert shown[8] == f"  to do: {case['remedy']}"
    assert (case["expected"]["level"], case["decided"]["level"]) == (3, 2)
    assert case["reasons"] == [
        {"kind": "indicator", "id": "hurt-and-cannot-move", "area": "physical-harm", "level": 2},
        {"kind": "rule", "id": "worried-about-care", "route": "talk-to-us"},
        {"kind": "duty", "id": "medical-view-today"},
    ]


def test_whoever_signed_a_case_off_is_named_as_the_one_to_ask(pack: Path) -> None:
    wrong = 'route = "talk-to-us", duties = []'
    spoil(pack, "cases.toml", 'route = "information", duties = []', wrong)
    spoil(
        pack, "cases.toml", 'story = "A father', 'signed_off_by = "Ms Example"\nstory = "A father'
    )
    shown = run("check", pack).stdout

    assert "ask Ms Example, who signed the case off, before either" in shown
    assert "whoever answers" not in shown


def test_what_was_not_known_and_that_no_rule_spoke_may_be_why_a_case_disagrees(pack: Path) -> None:
    hurt = '"injuries@first" = ["none"]\nworry = ["information-only"]'
    spoil(pack, "cases.toml", hurt, '"injuries@first" = "unknown"\n"moves-alone@first" = true')
    lines = run("check", pack).stdout.splitlines()

    assert lines[2:6] == [
        "  expected route information, decided talk-to-us",
        "  story: A father asks where play sessions run; there is no worry",
        '  not known: injuries of first, counts as ["other"]',
        "  no rule applies, so route talk-to-us",
    ]


def test_a_safety_fact_of_no_child_in_particular_is_told_without_one(pack: Path) -> None:
    spoil(
        pack, "cases.toml", 'expect = { route = "emergency" }', 'expect = { route = "information" }'
    )
    lines = run("check", pack).stdout.splitlines()

    assert "  not known: immediate_danger, counts as true" in lines


def test_a_case_that_cannot_be_read_tells_its_story_and_that_it_wants_mending(pack: Path) -> None:
    spoil(pack, "cases.toml", 'worry = ["hurt"]', 'wory = ["hurt"]')
    result = run("check", pack)
    lines = result.stdout.splitlines()
    case = as_json(run("check", pack, "--json").stdout)["cases"][1]

    assert result.exit_code == 1
    assert lines[1] == "case: bruised-baby"
    assert "unknown-question" in lines[2]
    assert lines[3] == "  story: A baby of five months has a bruise on the cheek"
    assert lines[4].startswith("  to do: mend what the case says in cases.toml")
    assert lines[4] == f"  to do: {case['remedy']}"
    assert (case["decided"], case["reasons"], case["treated_as"]) == (None, [], [])
    assert [refusal["code"] for refusal in case["refusals"]] == ["unknown-question"]


def test_a_warning_is_no_bad_news(pack: Path) -> None:
    hard = "Nevertheless, multidisciplinary considerations necessitate " + "immediate " * 30
    spoil(pack, "screener.toml", "How old is the child?", hard.strip())
    result = run("check", pack)

    assert result.exit_code == 0
    assert "warning: screener.toml:" in result.stdout
    assert "0 errors, 2 warnings" in result.stdout


def test_a_pack_that_asks_nobody_runs_its_cases_about_what_is_known(tmp_path: Path) -> None:
    files = {
        "pack": 'id = "feed"\nversion = "1"\nquestionnaires = []\nlanguages = ["en"]\n',
        "facts": '[facts.hurt]\nkind = "yes-no"\nabout = "a child is hurt"\nset_by = "service"\n',
        "policy": 'otherwise = "read"\n[[routes]]\nid = "read"\nname = "Read it"\n'
        'next_step = "Wait."\ndestinations = ["desk"]\n',
        "cases": '[[cases]]\nid = "hurt"\nstory = "A child is hurt"\non = 2026-11-23\n'
        'concern = { hurt = true }\nexpect = { route = "read" }\n',
    }
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)

    result = run("check", tmp_path)

    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[-1] == "1 of 1 cases agree"


def test_riverbank_is_whole() -> None:
    result = run("check", RIVERBANK)

    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[1].startswith("0 errors")


def test_somebody_who_waits_is_shown_that_cases_are_run(tmp_path: Path) -> None:
    shutil.copytree(RIVERBANK, tmp_path / "riverbank")
    with at_terminal("check", tmp_path / "riverbank") as person:
        person.expect("running cases")
        person.expect("cases agree")
        assert person.end() == 0
