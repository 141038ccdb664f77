"""Promises to respond, as text and as values."""

import pytest

from childconcern.policy import (
    BeforeFact,
    Immediately,
    RespondWithin,
    WithinHours,
    WithinWorkingDays,
    respond_within_from_text,
)


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("immediately", Immediately()),
        ("1 hour", WithinHours(1)),
        ("4 hours", WithinHours(4)),
        ("1 working day", WithinWorkingDays(1)),
        ("10 working days", WithinWorkingDays(10)),
        ("before home_time", BeforeFact("home_time")),
    ],
)
def test_a_promise_is_written_in_one_way(text: str, promise: RespondWithin) -> None:
    assert respond_within_from_text(text) == promise
    assert promise.text == text


@pytest.mark.parametrize("text", ["1 hours", "2 hour", "1 working days"])
def test_a_slip_of_number_is_forgiven(text: str) -> None:
    promise = respond_within_from_text(text)

    assert promise is not None
    assert promise.text != text


@pytest.mark.parametrize(
    "text",
    [
        *("", "Immediately", "soon", "0 hours", "01 hours", "-1 hours", "4hours", "4 days"),
        *("10000 hours", "1.5 hours", "٤ hours", "4 hours "),
        *("before", "before ", "before Home", "before home time"),
    ],
)
def test_anything_else_promises_nothing(text: str) -> None:
    assert respond_within_from_text(text) is None
