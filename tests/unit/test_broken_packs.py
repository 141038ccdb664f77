"""Packs with faults: each is told, once, with file, line and column, and nothing else is."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from childconcern.packfile import PackError, load_pack, read_pack
from childconcern.packfile.reading import MOST_BYTES
from childconcern.problems import Problem, Severity
from support.broken_packs import BROKEN_PACKS, Broken
from support.small_pack import SMALL_PACK, PackFolder, place_of, with_edit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder that the packs of this module are read from."""
    return PackFolder(tmp_path_factory.mktemp("packs") / ".")


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, int | None]]:
    """Return code, file, line and column of each problem."""
    return [(one.code, one.place.file, one.place.line, one.place.column) for one in problems]


def edited(*edits: tuple[str, str, str]) -> Mapping[str, str]:
    """Return the small pack with several edits: file, what stands there, and what instead."""
    files = SMALL_PACK
    for edit in edits:
        files = with_edit(files, *edit)
    return files


def told(folder: PackFolder, *edits: tuple[str, str, str]) -> list[tuple[str, str, int | None]]:
    """Return code, file and line of each problem that edits make."""
    found = folder.report(edited(*edits)).problems
    return [(one.code, one.place.file, one.place.line) for one in found]


def line(files: Mapping[str, str], file: str, snippet: str) -> int:
    """Return the line on which a snippet first stands."""
    return place_of(files[file], snippet)[0]


# ------------------------------------------------------------------------ one fault each


def test_the_small_pack_itself_has_no_problem(folder: PackFolder) -> None:
    report = folder.report(SMALL_PACK)

    assert report.problems == ()
    assert report.pack is not None
    assert [result.agrees for result in report.pack.run_cases()] == [True, True]


@pytest.mark.parametrize("broken", BROKEN_PACKS, ids=range(len(BROKEN_PACKS)))
def test_a_single_fault_is_the_only_problem_told_and_where_it_is(
    folder: PackFolder, broken: Broken
) -> None:
    report = folder.report(broken.files())

    assert places(report.problems) == [(broken.code, *broken.place())]
    assert report.pack is None
    assert report.problems[0].message
    assert report.problems[0].remedy


def test_a_safety_fact_without_a_question_is_told_where_the_fact_stands(
    folder: PackFolder,
) -> None:
    moves = '[[sections.questions]]\nid = "moves"\ntext = "Can the child move alone?"\n'
    rest = "ask_when = \"none_of(hurt, 'unhurt')\"\n"
    files = edited(("screener.toml", moves + rest, ""))

    assert places(folder.report(files).problems) == [
        ("safety-fact-not-asked", "facts.toml", *place_of(files["facts.toml"], _MOVES))
    ]


_MOVES = "[groups.children.facts.moves]"


def test_each_sign_of_a_circle_is_told(folder: PackFolder) -> None:
    by_day = '[signs.by_day]\nwhen = "by_night"\n\n[signs.by_night]\nwhen = "by_day"'
    edit = ("policy.toml", '[signs.by_night]\nwhen = "closed"', by_day)

    assert told(folder, edit) == [
        ("circular-signs", "policy.toml", line(edited(edit), "policy.toml", "[signs.by_day]")),
        ("circular-signs", "policy.toml", line(edited(edit), "policy.toml", "[signs.by_night]")),
    ]


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("condition-too-large", "sign_{0} or not sign_{0} or sign_{0} or not sign_{0}"),
        ("condition-too-deep", "not (" + "not (" * 20 + "sign_{0}" + ")" * 21),
    ],
)
def test_a_condition_that_signs_blow_up_is_told_at_each_that_is_too_large(
    folder: PackFolder, code: str, make: str
) -> None:
    signs = "".join(f'[signs.sign_{n + 1}]\nwhen = "{make.format(n)}"\n' for n in range(7))
    first = f'[signs.sign_0]\nwhen = "closed"\n{signs}\n[[indicators]]\nid = "missing-school"'
    found = told(folder, ("policy.toml", '[[indicators]]\nid = "missing-school"', first))

    assert {one for one, _, _ in found} == {code}
    assert len(found) < 7


def test_a_fact_that_nobody_asks_for_is_a_warning_and_the_pack_can_be_used(
    folder: PackFolder,
) -> None:
    extra = '[facts.extra]\nkind = "date"\n\n[facts.seen]'
    files = edited(("facts.toml", "[facts.seen]", extra))
    report = folder.report(files)

    assert places(report.problems) == [
        ("fact-not-recorded", "facts.toml", *place_of(files["facts.toml"], "[facts.extra]"))
    ]
    assert report.problems[0].severity is Severity.WARNING
    assert report.pack is not None


def test_options_without_any_words_and_a_route_without_a_next_step_are_warnings(
    folder: PackFolder,
) -> None:
    words = 'option_text = { home = "Home", school = "School", none = "Nothing" }\n'
    report = folder.report(
        edited(("screener.toml", words, ""), ("policy.toml", 'next_step = "Ring us."\n', ""))
    )

    assert [one.code for one in report.problems] == ["missing-wording", "missing-next-step"]
    assert {one.severity for one in report.problems} == {Severity.WARNING}
    assert report.pack is not None


# ----------------------------------------------------------------------- unreadable files


def test_a_folder_without_files_lacks_three_of_them(folder: PackFolder) -> None:
    missing = [("missing-file", f"{name}.toml", None, None) for name in ("pack", "facts", "policy")]

    assert places(folder.report({}).problems) == missing
    assert places(read_pack(folder.path / "not-there").problems) == missing
    assert places(read_pack("no\0folder").problems) == missing


@pytest.mark.parametrize("file", ["pack.toml", "facts.toml", "screener.toml", "policy.toml"])
def test_a_missing_file_is_told_and_not_what_its_absence_breaks(
    folder: PackFolder, file: str
) -> None:
    files = {name: text for name, text in SMALL_PACK.items() if name != file}

    assert places(folder.report(files).problems) == [("missing-file", file, None, None)]


def test_a_pack_may_have_no_cases(folder: PackFolder) -> None:
    files = {name: text for name, text in SMALL_PACK.items() if name != "cases.toml"}
    report = folder.report(files)

    assert report.problems == ()
    assert report.pack is not None
    assert report.pack.run_cases() == ()


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    PackFolder(tmp_path).holds({name: text for name, text in SMALL_PACK.items() if name[0] != "c"})
    (tmp_path / "cases.toml").mkdir()

    assert places(read_pack(tmp_path).problems) == [("missing-file", "cases.toml", None, None)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_in_another_encoding_is_told_with_the_line(folder: PackFolder, end: str) -> None:
    text = SMALL_PACK["facts.toml"].replace("The children", "Zoë's children").replace("\n", end)
    report = folder.report({**SMALL_PACK, "facts.toml": text.encode("latin-1")})
    there = line({"facts.toml": text}, "facts.toml", "Zoë")

    assert places(report.problems) == [("not-utf-8", "facts.toml", there, None)]


def test_line_ends_of_windows_change_no_place(folder: PackFolder) -> None:
    edit = ("policy.toml", "weeks >= 4", "weeks >= 4 and")
    files = {name: text.replace("\n", "\r\n") for name, text in edited(edit).items()}

    assert places(folder.report(files).problems) == places(folder.report(edited(edit)).problems)


def test_a_file_of_ten_megabytes_is_not_read(folder: PackFolder) -> None:
    whole: dict[str, str | bytes] = {**SMALL_PACK, "facts.toml": b"#" * MOST_BYTES}
    too_large: dict[str, str | bytes] = {**SMALL_PACK, "facts.toml": b"#" * 10_000_000}

    assert "file-too-large" not in {one.code for one in folder.report(whole).problems}
    assert places(folder.report(too_large).problems) == [
        ("file-too-large", "facts.toml", None, None)
    ]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (f"deep = {'[' * 50}{']' * 50}", None),
        (f"deep = {'[' * 5000}{']' * 5000}", None),
        (f"deep = {'{a=' * 60}1{'}' * 60}", None),
        (f"[{'.'.join(['a'] * 60)}]", None),
        (f"\n{'.'.join(['a'] * 2000)} = 1", 2),
    ],
    ids=["lists", "very deep lists", "tables", "header", "long dotted key"],
)
def test_nesting_that_no_pack_needs_is_refused(
    folder: PackFolder, text: str, there: int | None
) -> None:
    files = {**SMALL_PACK, "cases.toml": text}

    assert places(folder.report(files).problems) == [
        ("nested-too-deeply", "cases.toml", there, None)
    ]


def test_nesting_just_below_the_limit_is_only_wrong(folder: PackFolder) -> None:
    files = {**SMALL_PACK, "cases.toml": f"cases = {'[' * 49}{']' * 49}"}

    assert [one.code for one in folder.report(files).problems] == ["wrong-type"]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('kind = "date"', 'kind = "date', "\n\n[facts.story]"),
        ('kind = "date"', "kind = date", "date\n"),
        ("[facts.seen]", "[facts.role]", '\nkind = "date"'),
        ("at_most = 3", "at_most = 3\nat_most = 4", "\n\n[groups.adults.facts"),
    ],
)
def test_what_is_not_toml_is_told_with_line_and_column(
    folder: PackFolder, old: str, new: str, at: str
) -> None:
    files = edited(("facts.toml", old, new))

    [problem] = folder.report(files).problems
    assert (problem.code, problem.place.file) == ("not-toml", "facts.toml")
    there = place_of(files["facts.toml"], at)
    assert problem.place.line == there[0]
    assert problem.place.column is not None
    assert abs(problem.place.column - there[1]) <= 1


def test_what_ends_in_the_middle_is_told_at_the_end(folder: PackFolder) -> None:
    files = {**SMALL_PACK, "cases.toml": 'story = """\nand then'}

    [problem] = folder.report(files).problems
    assert (problem.code, problem.place.file, problem.place.line) == ("not-toml", "cases.toml", 2)


def test_a_number_of_thousands_of_digits_is_told_with_its_line(folder: PackFolder) -> None:
    edit = ("facts.toml", "at_most = 52", f"at_most = {'9' * 5000}")

    assert told(folder, edit) == [
        ("number-too-long", "facts.toml", line(SMALL_PACK, "facts.toml", "at_most = 52"))
    ]


# --------------------------------------------------------------------------- many faults


def test_faults_of_several_files_are_all_told_in_reading_order(folder: PackFolder) -> None:
    edits = (
        ("cases.toml", 'variant = "night"', 'variant = "day"'),
        ("policy.toml", "weeks >= 4", "weeks >= 53"),
        ("policy.toml", 'area = "school"', 'area = "skool"'),
        ("request.toml", "known(weeks)", "known(weeks"),
        ("screener.toml", 'id = "you"', 'id = "You"'),
        ("facts.toml", 'kind = "age"', 'kind = "edge"'),
        ("facts.toml", "at_most = 52", "at_most = 0x_"),
        ("pack.toml", "council", "counsel"),
    )
    without_toml_fault = [edit for edit in edits if "0x_" not in edit[2]]

    assert [(code, file) for code, file, _ in told(folder, *without_toml_fault)] == [
        ("unknown-key", "pack.toml"),
        ("unknown-kind", "facts.toml"),
        ("bad-id", "screener.toml"),
        ("not-an-expression", "request.toml"),
        ("unknown-area", "policy.toml"),
        ("threshold-out-of-bounds", "policy.toml"),
        ("unknown-variant", "cases.toml"),
    ]
    # What the unreadable vocabulary would have said is left out, and nothing else is.
    assert [(code, file) for code, file, _ in told(folder, *edits)] == [
        ("unknown-key", "pack.toml"),
        ("not-toml", "facts.toml"),
        ("bad-id", "screener.toml"),
        ("not-an-expression", "request.toml"),
        ("unknown-area", "policy.toml"),
        ("unknown-variant", "cases.toml"),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("facts.toml", '[facts.role]\nkind = "one-of"', "[facts.role]\nkind = 3", "wrong-type"),
        ("facts.toml", "[facts.weeks]", "[facts.weeks]\nkinds = 1", "unknown-key"),
        (
            "facts.toml",
            '[groups.children]\nabout = "The children"',
            "[groups.children]\nabout = 4",
            "wrong-type",
        ),
        ("facts.toml", '"police", "parent"]', '3, "parent"]', "wrong-type"),
        ("facts.toml", 'options = ["home", "school", {', "options = [4, {", "wrong-type"),
        ("facts.toml", "[facts.danger]", "[facts.danger]\nset_by = 4", "wrong-type"),
        (
            "facts.toml",
            '[groups.children.facts.age]\nkind = "age"',
            "[groups.children.facts.age]\nkind = 3",
            "wrong-type",
        ),
        (
            "policy.toml",
            '[signs.injured]\nabout = "A child',
            '[signs.injured]\nabout = 3 # "',
            "wrong-type",
        ),
        ("policy.toml", 'id = "social-care"', "id = 3", "wrong-type"),
        ("policy.toml", 'id = "emergency"', 'id = "emergency"\nthen_ask = 4', "not-toml"),
        ("policy.toml", 'id = "night"\nwhen = "by_night"', 'id = "night"\nwhen = 3', "wrong-type"),
        ("policy.toml", 'id = "harm", name = "Harm"', 'id = "harm", name = 3', "wrong-type"),
        ("policy.toml", 'number = 4, name = "Statutory"', "number = 4, name = 3", "wrong-type"),
        ("policy.toml", 'number = 1, name = "Universal"', "name = 3, number = 1", "wrong-type"),
        ("policy.toml", 'destinations = ["early-help"]', "destinations = [3]", "wrong-type"),
        ("policy.toml", 'facts = ["role"]', "facts = [3]", "wrong-type"),
        ("policy.toml", "areas = [{", "areas = 3 # [{", "wrong-type"),
        ("screener.toml", 'text = "Is a child in danger now?"', "text = 3", "wrong-type"),
        ("screener.toml", 'title = "Each child"', "title = 3", "wrong-type"),
        ("screener.toml", 'title = "First questions"', "title = 3", "wrong-type"),
        (
            "screener.toml",
            'id = "matters"\ntext = "What is it about?"',
            "id = 3\ntext = 3",
            "wrong-type",
        ),
        ("request.toml", 'id = "request"\n', "", "missing-key"),
        ("request.toml", '[[sections]]\nid = "story"\n', "[[sections]]\n", "missing-key"),
        ("pack.toml", '"screener", "request"]', '"Screener", "request"]', "bad-id"),
    ],
)
def test_what_speaks_of_a_lost_entry_is_not_told_as_another_fault(
    folder: PackFolder, file: str, old: str, new: str, code: str
) -> None:
    found = folder.report(edited((file, old, new))).problems

    assert {(one.code, one.place.file) for one in found} == {(code, file)}


def test_what_speaks_of_something_else_is_told_beside_a_lost_entry(folder: PackFolder) -> None:
    lost = ("facts.toml", '[facts.role]\nkind = "one-of"', "[facts.role]\nkind = 3")
    found = told(folder, lost, ("policy.toml", "weeks >= 4", "wekks >= 4"))

    assert [(code, file) for code, file, _ in found] == [
        ("wrong-type", "facts.toml"),
        ("unknown-fact", "policy.toml"),
    ]


def test_places_after_a_lost_entry_are_those_of_the_file(folder: PackFolder) -> None:
    lost = ("policy.toml", 'id = "in-danger"\nroute', "id = 3\nroute")
    wrong = ("policy.toml", 'route = "social-care"', 'route = "nowhere"')

    assert told(folder, lost, wrong) == [
        ("wrong-type", "policy.toml", line(edited(lost), "policy.toml", "id = 3")),
        ("unknown-route", "policy.toml", line(edited(wrong), "policy.toml", '"nowhere"')),
    ]


def test_a_misspelt_key_is_answered_with_the_one_that_was_meant(folder: PackFolder) -> None:
    [near] = folder.report(edited(("pack.toml", "council", "counsil"))).problems
    [far] = folder.report(edited(("pack.toml", "council", "zzz"))).problems

    assert near.remedy == "did you mean council?"
    assert far.remedy.startswith("it can have id, version, schema")


def test_a_column_in_text_of_several_lines_is_that_of_the_key(folder: PackFolder) -> None:
    long = 'when = """\nweeks >= 4 and\n"""'
    files = edited(("policy.toml", 'when = "weeks >= 4"', long))

    assert places(folder.report(files).problems) == [
        ("not-an-expression", "policy.toml", *place_of(files["policy.toml"], long))
    ]


def test_loading_raises_everything_that_is_an_error(folder: PackFolder) -> None:
    path = folder.holds(
        edited(
            ("policy.toml", "weeks >= 4", "weeks >= 53"),
            ("policy.toml", 'next_step = "Ring us."\n', ""),
            ("screener.toml", 'id = "safety"', 'id = "Safety"'),
        )
    )

    with pytest.raises(PackError) as caught:
        load_pack(path)

    assert [one.code for one in caught.value.problems] == ["bad-id", "threshold-out-of-bounds"]
    assert str(caught.value).startswith(f"pack {path.name!r} cannot be used: 2 problems\n")
    assert caught.value.__suppress_context__
