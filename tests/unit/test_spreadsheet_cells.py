"""What a cell says: values, lists and texts, each there and back."""

from __future__ import annotations

import pytest

from childconcern.facts import (
    AnyOf,
    Date,
    Fact,
    Kind,
    LongText,
    OneOf,
    Option,
    WholeNumber,
    YesNo,
)
from childconcern.problems import Fault
from childconcern.spreadsheet.cells import Domain, items_text, read_items
from childconcern.spreadsheet.texts import bare, listed, quoted, shown, shown_part

SEVERAL = AnyOf((Option("home"), Option("school"), Option("none", exclusive=True)))


def domain(kind: Kind, **more: object) -> Domain:
    return Domain(fact=Fact(id="fact", kind=kind), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["=SUM(A1)", "+44", "-1", "@home", " blanks ", "a\rb", "_x000D_", "\x01", '"', '"quoted"', ""],
)
def test_a_text_comes_back_from_a_cell_as_it_was(text: str) -> None:
    assert bare(shown(text)) == text
    assert [bare(one) for one in listed(f"{shown_part(text)}, b")] == [*filter(None, [text]), "b"]


def test_what_excel_would_change_is_written_by_number() -> None:
    assert quoted("a_x000D_\x01") == '"a\\u005fx000D_\\u0001"'
    assert shown("plain, with a comma") == "plain, with a comma"
    assert shown_part("plain, with a comma") == '"plain, with a comma"'


def test_quotes_that_hold_no_text_are_characters_like_others() -> None:
    assert bare('"one" and "two"') == '"one" and "two"'
    assert listed('one, "two, three", ,\nfour "five') == ("one", '"two, three"', 'four "five')


def test_many_quotes_take_no_longer_than_other_characters() -> None:
    assert len(listed('"' + '\\"' * 16_000)) == 1


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (YesNo(), " Yes ", True),
        (YesNo(), "no", False),
        (YesNo(), "UNKNOWN", None),
        (OneOf(("home", "school")), "SCHOOL", "school"),
        (OneOf(("home", "school")), "The school", "school"),
        (OneOf(("home", "school")), "Cannot say", None),
        (SEVERAL, "home\nThe school", ["home", "school"]),
        (SEVERAL, "none", ["none"]),
        (WholeNumber(at_most=9), "7", 7),
        (LongText(), '"unknown"', "unknown"),
        (LongText(), "=1+1", "=1+1"),
        (Date(), "2026-11", "2026-11"),
    ],
)
def test_a_cell_says_a_value(kind: Kind, said: str, value: object) -> None:
    labels = {"school": "The school", "unknown": "Cannot say"}

    assert domain(kind, labels=labels).value(said) == value


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (YesNo(), "perhaps"),
        (OneOf(("home", "school")), "garden"),
        (OneOf(("home", "school")), "either"),
        (SEVERAL, "home, none"),
        (SEVERAL, "unknown, home"),
        (SEVERAL, '""'),
        (WholeNumber(at_most=9), "10"),
        (WholeNumber(at_most=9), "skipped"),
        (WholeNumber(at_most=9), "not asked: question"),
        (Date(), "yesterday-ish"),
    ],
)
def test_a_cell_that_says_no_value_is_refused(kind: Kind, said: str) -> None:
    # Two options may be called the same; then only the id tells them apart.
    labels = {"home": "Either", "school": "Either"}

    assert isinstance(domain(kind, labels=labels).value(said), Fault)


def test_skipped_and_not_asked_are_said_only_where_they_can_be() -> None:
    both = domain(WholeNumber(at_most=9), can_skip=True, can_be_unasked=True)

    assert both.value("Skipped") == {"skipped": True}
    assert both.value("Not asked: a-question") == {"not_asked": "a-question"}
    assert isinstance(both.value("not asked: No Question"), Fault)
    assert both.text({"skipped": True}) == "skipped"
    assert both.text({"not_asked": "a-question"}) == "not asked: a-question"
    assert both.allowed.endswith("unknown; or skipped; or not asked: QUESTION")


@pytest.mark.parametrize(
    ("kind", "raw", "text"),
    [
        (YesNo(), True, "yes"),
        (YesNo(), False, "no"),
        (YesNo(), None, "unknown"),
        (SEVERAL, ["home", "school"], "home, school"),
        (WholeNumber(at_most=9), 7, "7"),
        (LongText(), "unknown", '"unknown"'),
        (LongText(), "a story", "a story"),
    ],
)
def test_a_value_is_written_as_people_write_it(kind: Kind, raw: object, text: str) -> None:
    assert domain(kind).text(raw) == text
    assert domain(kind).value(text) == raw


def test_a_list_of_items_is_written_and_read() -> None:
    assert items_text(["child-1", "child-2"]) == "child-1, child-2"
    assert items_text([]) == "none listed"
    assert items_text({"not_asked": "who"}) == "not asked: who"
    assert read_items("child-1\nchild-2", can_be_unasked=False) == ["child-1", "child-2"]
    assert read_items("None listed", can_be_unasked=False) == []
    assert read_items("not asked: who", can_be_unasked=True) == {"not_asked": "who"}
    for item in ("none listed", "not asked: who"):
        assert read_items(items_text([item]), can_be_unasked=True) == [item]


@pytest.mark.parametrize("text", [",", "a, a", '"\\u0000"'])
def test_a_list_of_no_items_or_of_one_twice_is_refused(text: str) -> None:
    assert isinstance(read_items(text, can_be_unasked=True), Fault)
