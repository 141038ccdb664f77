"""How a pack's files look when the library writes them, by example."""

from __future__ import annotations

import sys
import tomllib
from datetime import UTC, date, datetime

import pytest

from childconcern.packfile.writing import UnwritableError, toml_text

LONGEST = sys.get_int_max_str_digits()


def written(document: dict[str, object]) -> str:
    text = toml_text(document)
    assert tomllib.loads(text) == document
    return text


def test_a_policy_is_written_as_a_person_would_write_it() -> None:
    policy: dict[str, object] = {
        "otherwise": "consult",
        "areas": [{"id": "physical-harm", "name": "Physical harm"}],
        "levels": [
            {"number": 1, "name": "Universal"},
            {"number": 2, "name": "Early help"},
            {"number": 3, "name": "Targeted early help"},
            {"number": 4, "name": "Statutory"},
        ],
        "signs": {"hurt": {"when": "any_of(injuries, 'bruise')"}, "late": {"when": "out_of_hours"}},
        "routes": [
            {
                "id": "emergency",
                "name": "Call 999 now",
                "next_step": "Call 999.\nThen ring the front door.\n",
                "destinations": ["social-care"],
                "variants": [{"id": "night", "when": "late", "name": "Call", "next_step": "Ring."}],
            },
            {"id": "consult", "name": "Talk", "next_step": "Ring us.", "destinations": ["door"]},
        ],
    }

    assert written(policy) == (
        'otherwise = "consult"\n'
        'areas = [{ id = "physical-harm", name = "Physical harm" }]\n'
        "levels = [\n"
        '    { number = 1, name = "Universal" },\n'
        '    { number = 2, name = "Early help" },\n'
        '    { number = 3, name = "Targeted early help" },\n'
        '    { number = 4, name = "Statutory" },\n'
        "]\n"
        "\n"
        "[signs.hurt]\n"
        "when = \"any_of(injuries, 'bruise')\"\n"
        "\n"
        "[signs.late]\n"
        'when = "out_of_hours"\n'
        "\n"
        "[[routes]]\n"
        'id = "emergency"\n'
        'name = "Call 999 now"\n'
        'next_step = """\n'
        "Call 999.\n"
        "Then ring the front door.\n"
        '"""\n'
        'destinations = ["social-care"]\n'
        "\n"
        "[[routes.variants]]\n"
        'id = "night"\n'
        'when = "late"\n'
        'name = "Call"\n'
        'next_step = "Ring."\n'
        "\n"
        "[[routes]]\n"
        'id = "consult"\n'
        'name = "Talk"\n'
        'next_step = "Ring us."\n'
        'destinations = ["door"]\n'
    )


def test_nothing_is_written_for_an_empty_document() -> None:
    assert written({}) == ""


def test_scalars_are_written_as_toml_has_them() -> None:
    document = {"yes": True, "no": False, "many": -1, "day": date(826, 3, 1), "word": "ŷd"}

    assert written({**document}) == (
        'yes = true\nno = false\nmany = -1\nday = 0826-03-01\nword = "ŷd"\n'
    )


def test_a_table_before_a_plain_value_stays_before_it() -> None:
    document: dict[str, object] = {
        "small": {"a": 1, "b": {}},
        "four": {"a": 1, "b": 2, "c": 3, "d": 4},
        "lines": {"a": "one\ntwo"},
        "deep": {"a": {"b": []}, "c": {}},
        "list": [{"a": 1}, {"b": 2}],
        "plain": 1,
    }

    text = written(document)

    assert text == (
        "small.a = 1\nsmall.b = {}\n"
        "four.a = 1\nfour.b = 2\nfour.c = 3\nfour.d = 4\n"
        'lines.a = """\none\ntwo"""\n'
        "deep.a = { b = [] }\ndeep.c = {}\n"
        "list = [{ a = 1 }, { b = 2 }]\n"
        "plain = 1\n"
    )
    assert list(tomllib.loads(text)) == list(document)


def test_small_tables_stand_inline_until_the_first_that_needs_a_block() -> None:
    document: dict[str, object] = {
        "id": "case-1",
        "expect": {"route": "emergency", "duties": ["police"]},
        "concern": {"children": [{"id": "child-1"}]},
        "given": {"out_of_hours": True},
        "nothing": {},
    }

    assert written(document) == (
        'id = "case-1"\n'
        'expect = { route = "emergency", duties = ["police"] }\n'
        "\n[concern]\n"
        'children = [{ id = "child-1" }]\n'
        "\n[given]\nout_of_hours = true\n"
        "\n[nothing]\n"
    )


def test_a_table_too_wide_for_a_line_has_a_block_or_dotted_keys() -> None:
    wide = {"yes": "y" * 50, "no": "n" * 50}

    assert written({"a": 1, "wide": wide}).startswith('a = 1\n\n[wide]\nyes = "yyy')
    assert written({"wide": wide, "a": 1}).startswith('wide.yes = "yyy')


def test_a_list_of_tables_has_blocks_when_one_of_them_is_not_small() -> None:
    assert written({"rules": [{"a": 1}, {"b": {"c": 1}}, {}]}) == (
        "[[rules]]\na = 1\n\n[[rules]]\n\n[rules.b]\nc = 1\n\n[[rules]]\n"
    )


def test_a_list_too_wide_for_a_line_is_broken_and_so_are_those_in_it() -> None:
    document: dict[str, object] = {
        "words": ["w" * 40, ["x" * 60, "y" * 30, {"id": "z"}], [], True, "v" * 120]
    }

    assert written(document) == (
        "words = [\n"
        f'    "{"w" * 40}",\n'
        "    [\n"
        f'        "{"x" * 60}",\n'
        f'        "{"y" * 30}",\n'
        '        { id = "z" },\n'
        "    ],\n"
        "    [],\n"
        "    true,\n"
        f'    "{"v" * 120}",\n'
        "]\n"
    )


def test_tables_of_up_to_three_short_members_that_fit_a_line_are_small() -> None:
    three, four = {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 3, "d": 4}
    wide = {"a": "w" * 90}

    assert written({"x": 0, "y": three}) == "x = 0\ny = { a = 1, b = 2, c = 3 }\n"
    assert written({"x": 0, "y": [three]}) == "x = 0\ny = [{ a = 1, b = 2, c = 3 }]\n"
    assert written({"x": 0, "y": [three, four]}).startswith("x = 0\n\n[[y]]\na = 1\n")
    assert written({"x": 0, "y": [three, wide]}).startswith("x = 0\n\n[[y]]\na = 1\n")


def test_the_comma_after_an_element_counts_towards_its_line() -> None:
    fits, spills = ["w" * 45, "v" * 42], ["w" * 45, "v" * 43]

    assert written({"a": [fits, 0]}).splitlines()[1] == f'    ["{"w" * 45}", "{"v" * 42}"],'
    assert written({"a": [spills, 0]}).splitlines()[1] == "    ["


@pytest.mark.parametrize("spare", [0, 1])
def test_a_list_is_broken_only_past_one_hundred_columns(spare: int) -> None:
    word = "w" * (100 - len('a = ["", ""]') + spare - 1)

    assert (written({"a": [word, "v"]}).count("\n") > 1) is bool(spare)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("it's", '"it\'s"'),
        ('say "no"', "'say \"no\"'"),
        ("a\\b", "'a\\b'"),
        ("'\"\\", r'''"'\"\\"'''),
        ('"\t', r'"\"\t"'),
        ("\x00\x08\x0c\r\x7f\x85", r'"\u0000\b\f\r\u007F\u0085"'),
        ("a\xa0b\u200b\u202e\ufeff", r'"a\u00A0b\u200B\u202E\uFEFF"'),
        ("\n", '"""\n\n"""'),
        ('"\n""', '"""\n"\n"\\""""'),
        ('a""""\n"""b', '"""\na\\"\\"""\n\\"""b"""'),
        ("\\\n\t", '"""\n\\\\\n\\t"""'),
        ("a\r\nb", '"""\na\\r\nb"""'),
    ],
)
def test_text_is_written_with_as_few_escapes_as_can_be_read(text: str, spelling: str) -> None:
    assert written({"a": text}) == f"a = {spelling}\n"


def test_text_of_several_lines_inside_a_list_keeps_to_one() -> None:
    assert written({"a": ["x\ny"]}) == 'a = ["x\\ny"]\n'


@pytest.mark.parametrize(
    ("key", "spelling"),
    [("a_B-1", "a_B-1"), ("", '""'), ("a b", '"a b"'), ('"', "'\"'"), ("é\n", r'"é\n"')],
)
def test_a_key_is_quoted_when_it_must_be(key: str, spelling: str) -> None:
    assert written({key: {key: 1}}) == f"[{spelling}]\n{spelling} = 1\n"


def test_an_empty_table_or_list_under_a_very_long_key_is_kept_on_its_line() -> None:
    assert written({"k" * 120: {}, "a": 1}) == f"{'k' * 120} = {{}}\na = 1\n"
    assert written({"k" * 120: [], "a": 1}) == f"{'k' * 120} = []\na = 1\n"


def test_a_tuple_is_written_as_a_list() -> None:
    assert toml_text({"a": (1, ({"b": 2},))}) == "a = [1, [{ b = 2 }]]\n"
    assert toml_text({"a": ({"b": {"c": 2}},)}) == "[[a]]\n\n[a.b]\nc = 2\n"


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (None, "a value of type NoneType"),
        (1.5, "a value of type float"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a value of type datetime"),
        ({1: 2}, "a key of type int"),
        ({"\udc80": 2}, "a key that is not Unicode"),
        ("\udc80", "text that is not Unicode"),
        pytest.param(10**LONGEST, "a whole number this long", id="a very long number"),
    ],
)
def test_what_toml_cannot_hold_is_refused_by_its_place(value: object, what: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        toml_text({"cases": [1, {"x": value}]})

    assert str(caught.value) == (
        f"cases[1].x: {what} cannot be written as TOML; "
        "use text, true or false, whole numbers, dates, lists and tables"
    )
    assert caught.value.code == "unwritable"


def test_a_refusal_never_shows_the_value() -> None:
    with pytest.raises(UnwritableError) as caught:
        toml_text({"name": "Aled \udc80 Example"})

    assert "Aled" not in f"{caught.value} {caught.value!r}"
    assert caught.value.__cause__ is None


def test_nesting_is_written_to_a_depth_of_one_hundred_and_refused_beyond() -> None:
    value: object = []
    for _ in range(99):
        value = [value]

    assert written({"a": value})
    with pytest.raises(UnwritableError, match="nesting this deep"):
        toml_text({"a": [value]})


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.extend([endless, endless])

    with pytest.raises(UnwritableError, match="nesting this deep"):
        toml_text({"a": endless})
