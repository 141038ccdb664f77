"""What cannot be used ends with 2 and a message in which nobody's answer stands."""

import json
from pathlib import Path
from typing import Final

import pytest

from childconcern.cli.inputs import BadJsonError, read_json, write_json
from support.command_line import DAY, as_json, run

CANARY: Final = "canary-4711"
NAME: Final = "Canary Zoë"

GOOD: Final = {
    "immediate_danger": False,
    "worry": ["hurt"],
    "children": [{"id": "a", "age": "5 months", "injuries": ["bruise"], "moves_alone": False}],
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the starter pack."""
    folder = tmp_path_factory.mktemp("packs") / "starter"
    run("new", "pack", folder)
    return folder


BAD_JSON: Final = {
    "nothing": (b"", "is not JSON at line 1, column 1"),
    "half of it": (b'{"immediate_danger": "' + CANARY.encode(), "is not JSON at line 1"),
    "a key twice": (b'{"worry": ["hurt"], "worry": ["' + CANARY.encode() + b'"]}', "a key twice"),
    "a key twice inside": (b'{"children": [{"id": "a", "id": "b"}]}', "a key twice"),
    "NaN": (b'{"worry": NaN}', "NaN or Infinity"),
    "infinity": (b'{"worry": -Infinity}', "NaN or Infinity"),
    "not UTF-8": (b'{"worry": "Zo\xeb"}', "is not UTF-8"),
    "UTF-16": ('{"worry": "x"}'.encode("utf-16"), "is not UTF-8"),
    "deep nesting": (b"[" * 200_000, "cannot be read"),
    "a long number": (b"1" * 5_000, "cannot be read"),
    "too large": (b" " * 10_000_001, "is too large"),
    "a comment": (b"// no\n{}", "is not JSON at line 1"),
}


@pytest.mark.parametrize("verb", ["decide", "walk", "explain"])
@pytest.mark.parametrize(("content", "said"), BAD_JSON.values(), ids=BAD_JSON)
def test_bad_json_is_refused_with_its_place(
    pack: Path, verb: str, content: bytes, said: str
) -> None:
    result = run(verb, pack, "-", "--on", DAY, "--json", said=content)

    assert (result.exit_code, result.stdout) == (2, "")
    error = as_json(result.stderr)["error"]
    assert error["code"] == "bad-json"
    assert said in error["message"]
    assert error["remedy"]
    assert CANARY not in result.stderr


@pytest.mark.parametrize("document", [[], None, 3, 3.5, True, "text", [{}], {"x": {"y": []}}])
@pytest.mark.parametrize("verb", ["decide", "walk", "explain"])
def test_json_of_another_shape_is_refused(pack: Path, verb: str, document: object) -> None:
    result = run(verb, pack, "-", "--json", said=json.dumps(document))

    assert result.exit_code == 2
    assert as_json(result.stderr)["error"]["problems"]


def test_a_mark_at_the_start_of_the_file_is_no_fault(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "concern.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8-sig")

    assert run("decide", pack, path).exit_code == 0


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(pack: Path, tmp_path: Path) -> None:
    for name in (tmp_path / "missing.json", tmp_path):
        result = run("decide", pack, name)
        assert result.exit_code == 2
        assert "cannot be opened" in result.stderr


def test_standard_input_can_be_read_once(pack: Path) -> None:
    result = run("walk", pack, "-", "--given", "-", said="{}")

    assert result.exit_code == 2
    assert "only one of" in result.stderr


REFUSED: Final = {
    "yes-no": {"immediate_danger": CANARY},
    "any-of": {"worry": [CANARY]},
    "any-of as text": {"worry": CANARY},
    "a number": {"worry": 4711.5},
    "an object": {"worry": {CANARY: CANARY}},
    "not asked": {"worry": {"not_asked": NAME}},
    "a key that is no id": {NAME: True},
    "a group": {"children": NAME},
    "an item": {"children": [NAME]},
    "an item's id": {"children": [{"id": f"{NAME}@home"}]},
    "two items with one id": {"children": [{"id": NAME}, {"id": NAME}]},
    "an age": {"children": [{"id": "a", "age": NAME, "injuries": None, "moves_alone": None}]},
    "an age of another kind": {"children": [{"id": NAME, "age": 4711}]},
    "a lone surrogate": {"worry": ["\ud800"], "\ud800": 1, "children": [{"id": "\ud800"}]},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("verb", ["decide", "explain"])
def test_a_concern_is_refused_without_a_word_of_what_it_held(
    pack: Path, verb: str, change: dict[str, object]
) -> None:
    said = json.dumps({**GOOD, **change})
    for more in ((), ("--json",)):
        result = run(verb, pack, "-", *more, said=said)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "concern cannot be used" in result.stderr
        assert not [word for word in ("anary", "4711", "Zo") if word in result.stderr]


WALKED: Final = {
    "yes-no": {"danger": CANARY},
    "any-of": {"worry": [CANARY]},
    "an object": {"worry": {CANARY: CANARY}},
    "a skip of a compulsory question": {"worry": {"skipped": True}},
    "a key that is no question": {NAME: True},
    "an item of a question": {f"age@{NAME}@x": "7"},
    "a question of items without one": {"age": NAME},
    "a list": {"@children": NAME},
    "a list of others": {"@children": [4711]},
    "a list with one twice": {"@children": [NAME, NAME]},
    "a group that is none": {f"@{NAME}": [NAME]},
    "an age": {"age@a": NAME},
    "a lone surrogate": {"age@\ud800": "7", "@children": ["\ud800"], "worry": ["\ud800"]},
}


@pytest.mark.parametrize("change", WALKED.values(), ids=WALKED)
def test_answers_are_refused_without_a_word_of_what_they_held(
    pack: Path, change: dict[str, object]
) -> None:
    for more in ((), ("--json",)):
        result = run("walk", pack, "-", *more, said=json.dumps(change))
        assert (result.exit_code, result.stdout) == (2, "")
        assert "answers cannot be used" in result.stderr
        assert not [word for word in ("anary", "4711", "Zo") if word in result.stderr]


def test_a_misspelt_answer_is_never_taken_for_no(pack: Path) -> None:
    children = [{"id": "a", "age": "5 months", "injuries": ["bruse"], "moves_alone": False}]
    result = run("decide", pack, "-", "--json", said=json.dumps({**GOOD, "children": children}))

    (problem,) = as_json(result.stderr)["error"]["problems"]
    assert result.exit_code == 2
    assert problem["code"] == "not-an-option"
    assert problem["path"] == ["children", 0, "injuries"]
    assert "bruise" in problem["message"]
    assert "bruse" not in result.stderr


def test_a_missing_safety_fact_is_never_taken_for_no(pack: Path) -> None:
    missing = {key: value for key, value in GOOD.items() if key != "immediate_danger"}
    result = run("decide", pack, "-", "--json", said=json.dumps(missing))

    (problem,) = as_json(result.stderr)["error"]["problems"]
    assert result.exit_code == 2
    assert (problem["code"], problem["path"]) == ("missing-safety-fact", ["immediate_danger"])


@pytest.mark.parametrize("verb", ["decide", "walk", "explain", "describe", "check", "ask"])
def test_a_pack_that_is_none_is_refused(tmp_path: Path, verb: str) -> None:
    document = () if verb in {"describe", "check", "ask"} else ("-",)

    assert run(verb, tmp_path / "missing", *document, said="{}").exit_code == 2
    empty = run(verb, tmp_path, *document, said="{}")
    assert empty.exit_code == (1 if verb == "check" else 2)
    assert "pack.toml" in empty.output


def test_a_questionnaire_that_is_none_is_refused(pack: Path) -> None:
    result = run("walk", pack, "-", "--questionnaire", "request", said="{}")

    assert result.exit_code == 2
    assert "no such questionnaire" in result.stderr
    assert "it has screener" in result.stderr


def test_what_is_written_is_for_its_owner_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    (tmp_path / "saved.json.part").write_text("left by somebody who died")
    path.write_text("before")
    path.chmod(0o644)

    write_json(path, {"name": "Zoë"})

    assert read_json(path) == {"name": "Zoë"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["saved.json"]


def test_reading_says_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1,")

    with pytest.raises(BadJsonError, match=r"a\.json is not JSON at line 1, column 4") as raised:
        read_json(tmp_path / "a.json")

    assert raised.value.__cause__ is None


def test_what_the_machine_refuses_is_said_plainly(pack: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "no-such-folder"
    describing = run("describe", pack, "--html", nowhere / "policy.html")
    asking = run("ask", pack, "--save", nowhere / "saved.json", said="yes\n")
    making = run("new", "pack", pack / "pack.toml" / "below")

    assert [one.exit_code for one in (describing, asking, making)] == [2, 2, 2]
    assert "No such file or directory" in describing.stderr
    assert str(nowhere) in asking.stderr
    assert "Not a directory" in making.stderr
