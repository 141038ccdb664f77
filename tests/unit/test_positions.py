"""Where the keys of a TOML document stand, by example."""

from __future__ import annotations

import tomllib

import pytest

from childconcern.packfile.positions import KeyPath, positions, value_positions


def test_a_key_stands_where_its_line_says() -> None:
    text = 'id = "riverbank"\n  version = "1"\n'

    assert positions(text) == {("id",): (1, 1), ("version",): (2, 3)}


def test_an_empty_document_has_no_places() -> None:
    assert positions("") == {}
    assert positions("\n# nothing but a comment") == {}


def test_a_table_stands_at_its_bracket_and_its_keys_below() -> None:
    text = '# facts\n\n[ facts . danger ] # one\nkind = "yes-no" # two\nworse="yes"'

    assert positions(text) == {
        ("facts",): (3, 1),
        ("facts", "danger"): (3, 1),
        ("facts", "danger", "kind"): (4, 1),
        ("facts", "danger", "worse"): (5, 1),
    }


def test_a_table_implied_by_a_longer_header_stands_at_its_own_header_once_it_has_one() -> None:
    assert positions("[a.b]\n[a]\n")["a",] == (2, 1)


def test_each_table_of_a_list_stands_at_its_own_header() -> None:
    text = "[[rules]]\nid = 1\n[[rules.parts]]\n[rules.more]\n  [[rules]]\n[[rules.parts]]\n"

    assert positions(text) == {
        ("rules",): (1, 1),
        ("rules", 0): (1, 1),
        ("rules", 0, "id"): (2, 1),
        ("rules", 0, "parts"): (3, 1),
        ("rules", 0, "parts", 0): (3, 1),
        ("rules", 0, "more"): (4, 1),
        ("rules", 1): (5, 3),
        ("rules", 1, "parts"): (6, 1),
        ("rules", 1, "parts", 0): (6, 1),
    }


def test_a_dotted_key_stands_where_it_starts_and_so_does_all_that_it_implies() -> None:
    text = "[t]\n a . b.c = 1\n a.d = 2\n"

    assert positions(text) == {
        ("t",): (1, 1),
        ("t", "a"): (2, 2),
        ("t", "a", "b"): (2, 2),
        ("t", "a", "b", "c"): (2, 2),
        ("t", "a", "d"): (3, 2),
    }


def test_a_table_under_one_that_a_dotted_key_made_stands_at_its_own_header() -> None:
    text = "[fruit]\napple.colour = 1\n[fruit.apple.texture]\n"

    assert set(tomllib.loads(text)["fruit"]["apple"]) == {"colour", "texture"}
    assert positions(text) == {
        ("fruit",): (1, 1),
        ("fruit", "apple"): (2, 1),
        ("fruit", "apple", "colour"): (2, 1),
        ("fruit", "apple", "texture"): (3, 1),
    }


def test_list_elements_stand_where_their_values_start_whatever_stands_between() -> None:
    text = "a = [ 1, # [2,\n  # 'x', ]\n\n  [2, 1979-05-27 07:32:00Z\n], { b.c = 1, d = [] } ]\nz=0"

    assert positions(text) == {
        ("a",): (1, 1),
        ("a", 0): (1, 7),
        ("a", 1): (4, 3),
        ("a", 1, 0): (4, 4),
        ("a", 1, 1): (4, 7),
        ("a", 2): (5, 4),
        ("a", 2, "b"): (5, 6),
        ("a", 2, "b", "c"): (5, 6),
        ("a", 2, "d"): (5, 15),
        ("z",): (6, 1),
    }


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ('"a b"', "a b"),
        ("'a\"b'", 'a"b'),
        (r'"a\"\u00e9\\"', 'a"é\\'),
        ('""', ""),
        ("''", ""),
        ("'# [x]'", "# [x]"),
        ("1_-", "1_-"),
    ],
)
def test_a_key_is_found_by_what_it_means_however_it_is_spelt(spelling: str, key: str) -> None:
    text = f"[{spelling}]\nx.{spelling} = 1\n"

    assert positions(text) == {(key,): (1, 1), (key, "x"): (2, 1), (key, "x", key): (2, 1)}


@pytest.mark.parametrize(
    "value",
    [
        '"a # [b] \\" = \\\\"',
        "'a # [b] \\'",
        '"""\n[a]\nb = 1 # \\""" ""\\\\"""',
        '"""""two quotes at both ends"""""',
        '""""one"""',
        '"""a\\"""""',
        "'''\n[a]\n'b' = 1 \\'''",
        "'''''two at both ends'''''",
        '""""""',
        "''''''",
        '""',
        "''",
        "[]",
        "{}",
        "[\n'''\n]'''\n,]",
        "-1.5e+3",
        "07:32:00.5",
    ],
)
def test_nothing_inside_a_value_is_taken_for_a_key(value: str) -> None:
    text = f"first = {value}\nlast = 0"
    line = text.count("\n") + 1

    assert set(tomllib.loads(text)) == {"first", "last"}
    assert [path for path in positions(text) if len(path) == 1] == [("first",), ("last",)]
    assert positions(text)["last",] == (line, 1)


def test_windows_line_ends_and_letters_beyond_ascii_count_as_one() -> None:
    text = 'a = """é\r\nŵ"""\r\n\r\n[b]\r\n"ŷ" = ["😀", "x"]\r\n'

    found = positions(text)

    assert found["b",] == (4, 1)
    assert found["b", "ŷ", 1] == (5, 13)


def test_a_tab_is_one_column_wide() -> None:
    assert positions("\ta = 1")["a",] == (1, 2)


def test_deep_nesting_is_followed_without_recursion() -> None:
    deep = 2_000
    text = "a = " + "[" * deep + "]" * deep

    assert positions(text)[("a", *[0] * (deep - 1))] == (1, 4 + deep)


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("when = 'level >= 4'", ("when",), (1, 9, True)),
        ('when = "x"', ("when",), (1, 9, True)),
        (r'when = "x\ty"', ("when",), (1, 9, False)),
        ('when = """x"""', ("when",), (1, 11, True)),
        ('when = """\nx"""', ("when",), (2, 1, True)),
        ('when = """\nx\n"""', ("when",), (2, 1, False)),
        ("when = '''\\x'''", ("when",), (1, 11, True)),
        ("a = [1, { b = 'x' }]", ("a", 1, "b"), (1, 16, True)),
    ],
)
def test_the_text_of_a_string_starts_after_its_quotes(
    text: str, path: KeyPath, place: tuple[int, int, bool]
) -> None:
    assert value_positions(text) == {path: place}


@pytest.mark.parametrize("text", ['a = "x', 'a = """x\\"""', "a = '''x''"])
def test_a_text_that_tomllib_refuses_is_never_read_for_ever(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)

    with pytest.raises(ValueError, match="not found"):
        positions(text)
