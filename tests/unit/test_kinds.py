"""Kinds that rules can read: what is typed, what JSON holds, what is refused."""

import enum

import pytest

from childconcern.facts import (
    NOT_KNOWN,
    Age,
    Aged,
    AnyOf,
    Born,
    Date,
    Due,
    Fact,
    OneOf,
    Option,
    PartialDate,
    Value,
    WholeNumber,
    YesNo,
    read_held,
)
from childconcern.facts.vocabulary import Kind
from childconcern.problems import Fault

ROLE = OneOf(("teacher", "police"))
INJURIES = AnyOf((Option("bruise"), Option("burn"), Option("none", exclusive=True)))
WEEKS = WholeNumber(at_least=-2, at_most=5000, unit="weeks")


class Three(enum.IntEnum):
    """A number that is not only a number."""

    THREE = 3


def code_or_value(read: Value | Fault) -> Value:
    """Return a fault's code, or the value that was read."""
    return read.code if isinstance(read, Fault) else read


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (YesNo(), " Yes ", True),
        (YesNo(), "y", True),
        (YesNo(), "NO", False),
        (YesNo(), "n", False),
        (YesNo(), "nope", "not-yes-or-no"),
        (YesNo(), "", "not-yes-or-no"),
        (ROLE, " Teacher ", "teacher"),
        (ROLE, "teach", "not-an-option"),
        (INJURIES, "Burn, bruise", frozenset({"burn", "bruise"})),
        (INJURIES, "none,", frozenset({"none"})),
        (INJURIES, "", "no-option"),
        (INJURIES, "burn, burn", "repeated-option"),
        (INJURIES, "burn, none", "exclusive-option"),
        (INJURIES, "scald", "not-an-option"),
        (WEEKS, " 12 ", 12),
        (WEEKS, "-2", -2),
        (WEEKS, "007", 7),
        (WEEKS, "4,500", 4500),
        (WEEKS, "1,5", "not-a-whole-number"),
        (WEEKS, "1.5", "not-a-whole-number"),
        (WEEKS, "--5", "not-a-whole-number"),
        (WEEKS, "", "not-a-whole-number"),
        (WEEKS, "٣", "not-a-whole-number"),
        (WEEKS, "5001", "out-of-range"),
        (WEEKS, "-3", "out-of-range"),
        (WEEKS, "9" * 5000, "out-of-range"),
        (Age(), "about 7", Aged(7, "years", about=True)),
        (Age(), "old", "not-a-date"),
        (Date(), "3/4/2019", PartialDate(2019, 4, 3)),
        (Date(), "soon", "not-a-date"),
    ],
)
def test_what_people_type_is_a_value_or_a_fault(kind: Kind, typed: str, expected: Value) -> None:
    assert code_or_value(kind.from_typing(typed)) == expected


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (YesNo(), True, True),
        (YesNo(), 1, "not-yes-or-no"),
        (YesNo(), "yes", "not-yes-or-no"),
        (ROLE, "police", "police"),
        (ROLE, "Police", "not-an-option"),
        (ROLE, ["police"], "not-an-option"),
        (INJURIES, ["none"], frozenset({"none"})),
        (INJURIES, ["burn", "bruise"], frozenset({"burn", "bruise"})),
        (INJURIES, [], "no-option"),
        (INJURIES, "burn", "not-options"),
        (INJURIES, ["burn", 1], "not-options"),
        (INJURIES, ("burn",), "not-options"),
        (INJURIES, ["burn", "burn"], "repeated-option"),
        (INJURIES, ["none", "burn"], "exclusive-option"),
        (INJURIES, ["scald"], "not-an-option"),
        (WEEKS, 5000, 5000),
        (WEEKS, 5001, "out-of-range"),
        (WEEKS, 1.0, "not-a-whole-number"),
        (WEEKS, True, "not-a-whole-number"),
        (WEEKS, "1", "not-a-whole-number"),
        (WEEKS, Three.THREE, "not-a-whole-number"),
        (Age(), "7 months", Aged(7, "months")),
        (Age(), 7, "not-an-age"),
        (Date(), "2019", PartialDate(2019)),
        (Date(), 2019, "not-a-date"),
    ],
)
def test_json_holds_a_value_in_one_form(kind: Kind, raw: object, expected: Value) -> None:
    assert code_or_value(kind.from_json(raw)) == expected


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (YesNo(), False, None),
        (YesNo(), 0, "not-yes-or-no"),
        (ROLE, "teacher", None),
        (ROLE, "Teacher", "not-an-option"),
        (INJURIES, frozenset({"burn"}), None),
        (INJURIES, {"burn"}, "not-options"),
        (INJURIES, frozenset[str](), "no-option"),
        (INJURIES, frozenset({"scald"}), "not-an-option"),
        (INJURIES, frozenset({"burn", "none"}), "exclusive-option"),
        (WEEKS, 7, None),
        (WEEKS, False, "not-a-whole-number"),
        (WEEKS, Three.THREE, "not-a-whole-number"),
        (Age(), Born(PartialDate(2019)), None),
        (Age(), Born(PartialDate(2019, 13)), "not-an-age"),
        (Age(), Aged(-1, "years"), "not-an-age"),
        (Age(), Aged(121, "years"), "not-an-age"),
        (Age(), PartialDate(2019), "not-an-age"),
        (Date(), PartialDate(2019, 2), None),
        (Date(), PartialDate(2019, 2, 30), "not-a-date"),
        (Date(), PartialDate(2019, None, 3), "not-a-date"),
        (Date(), PartialDate(1066), "not-a-date"),
        (Date(), "2019", "not-a-date"),
    ],
)
def test_a_value_put_together_by_hand_is_judged_as_strictly(
    kind: Kind, value: object, code: str | None
) -> None:
    refusal = kind.refusal(value)

    assert (refusal.code if refusal else None) == code


def test_options_are_written_in_the_order_of_the_fact() -> None:
    assert INJURIES.to_json(frozenset({"burn", "bruise"})) == ["bruise", "burn"]
    assert INJURIES.ids == ("bruise", "burn", "none")


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (YesNo(), True, True),
        (ROLE, "police", "police"),
        (WEEKS, 7, 7),
        (Age(), Due(PartialDate(2026, 5, 1).first_day), "due 2026-05-01"),
        (Date(), PartialDate(2019, 4), "2019-04"),
    ],
)
def test_a_value_has_one_canonical_form(kind: Kind, value: Value, written: object) -> None:
    assert kind.to_json(value) == written


@pytest.mark.parametrize("kind", [WEEKS, Age(), Date()])
def test_a_kind_writes_nothing_for_what_is_of_another_kind(kind: Kind) -> None:
    assert kind.to_json("Canary") is None


def test_a_fault_says_what_is_allowed() -> None:
    assert str(ROLE.refusal("x")) == "not-an-option (options: teacher, police)"
    assert str(WEEKS.refusal(9999)) == "out-of-range (at_least: -2, at_most: 5000)"
    assert (
        str(INJURIES.refusal(frozenset({"burn", "none"}))) == "exclusive-option (exclusive: none)"
    )
    assert str(YesNo().refusal(None)) == "not-yes-or-no"


def test_null_is_not_known_and_never_no() -> None:
    assert read_held(Fact(id="danger", kind=YesNo()), None) is NOT_KNOWN
    assert read_held(Fact(id="danger", kind=YesNo()), raw=False) is False
