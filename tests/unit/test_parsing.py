"""Every construct that a condition may have, and every one that it may not."""

import pytest

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Bound,
    Compare,
    Condition,
    ConditionError,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Measure,
    Named,
    Not,
    Or,
    condition_text,
    parse_condition,
)
from childconcern.conditions.parsing import MOST_CHARACTERS, MOST_DEPTH

A, B, C = Named("a"), Named("b"), Named("c")


def number(fact: str, *, low: Bound | None = None, high: Bound | None = None) -> Compare:
    """Return a comparison of a whole number."""
    return Compare(fact=fact, measure=Measure.NUMBER, low=low, high=high)


def span(measure: Measure, fact: str, low: Bound | None, high: Bound | None) -> Compare:
    """Return a comparison of what a measure makes of a fact."""
    return Compare(fact=fact, measure=measure, low=low, high=high)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("a", A),
        ("not a", Not(A)),
        ("a and b", And((A, B))),
        ("a or b or c", Or((A, B, C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not a and b", And((Not(A), B))),
        ("n >= 3", number("n", low=Bound(3))),
        ("n > 3", number("n", low=Bound(3, inclusive=False))),
        ("n <= 3", number("n", high=Bound(3))),
        ("n < 3", number("n", high=Bound(3, inclusive=False))),
        ("3 <= n", number("n", low=Bound(3))),
        ("3 > n", number("n", high=Bound(3, inclusive=False))),
        ("6 <= n < 12", number("n", low=Bound(6), high=Bound(12, inclusive=False))),
        ("12 > n >= 6", number("n", low=Bound(6), high=Bound(12, inclusive=False))),
        ("months(age) < 6", span(Measure.MONTHS, "age", None, Bound(6, inclusive=False))),
        ("10 <= years(age) <= 12", span(Measure.YEARS, "age", Bound(10), Bound(12))),
        ("days_since(seen) > 7", span(Measure.DAYS_SINCE, "seen", Bound(7, inclusive=False), None)),
        ("role == 'teacher'", Is("role", ("teacher",))),
        ('role == "teacher"', Is("role", ("teacher",))),
        ("role != 'teacher'", Not(Is("role", ("teacher",)))),
        ("role in ['teacher', 'police']", Is("role", ("teacher", "police"))),
        ("role not in ['teacher']", Not(Is("role", ("teacher",)))),
        ("'burn' in injuries", Has("injuries", ("burn",))),
        ("'burn' not in injuries", Not(Has("injuries", ("burn",)))),
        ("any_of(injuries, 'burn', 'bite')", Has("injuries", ("burn", "bite"))),
        ("all_of(injuries, 'burn', 'bite')", Has("injuries", ("burn", "bite"), 2)),
        ("none_of(injuries, 'burn', 'bite')", Not(Has("injuries", ("burn", "bite")))),
        ("count_options(injuries, 'a', 'b', 'c') >= 2", Has("injuries", ("a", "b", "c"), 2)),
        ("count(a, not b, c) >= 2", Count((A, Not(B), C), 2)),
        ("any_item(children, a)", AnyItem("children", A)),
        ("all_items(children, a or b)", AllItems("children", Or((A, B)))),
        ("count_items(children, a) >= 2", CountItems("children", A, 2)),
        ("known(age)", Known("age")),
        ("not asked(age)", Not(Asked("age"))),
        ("level >= 3", Level(3)),
        ("level > 3", Level(4)),
        ("level_of('neglect') >= 3", LevelOf("neglect", 3)),
        ("level_of('neglect') > 2", LevelOf("neglect", 3)),
        ("areas_at(2) >= 3", AreasAt(2, 3)),
        ("  a\n  and\tb ", And((A, B))),
        ("(((a)))", A),
    ],
)
def test_what_may_be_written_is_read(text: str, condition: Condition) -> None:
    assert parse_condition(text) == condition


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        # What is no expression at all.
        ("a and", "not-an-expression", None),
        ("", "not-an-expression", None),
        ("   ", "not-an-expression", None),
        ("(a", "not-an-expression", None),
        ("a b", "not-an-expression", None),
        ("lambda", "not-an-expression", None),
        ("(" * 300 + "a" + ")" * 300, "not-an-expression", None),
        # Characters that no condition has.
        ("a + b", "unexpected-character", 3),
        ("a = b", "unexpected-character", 3),
        ("n >= -1", "unexpected-character", 6),
        ("n >= 1.5", "unexpected-character", 7),
        ("n >= 007", "unexpected-character", 6),
        ("n >= 0x1F", "unexpected-character", 6),
        ("n >= 1_000", "unexpected-character", 6),
        ("n >= 9999999999", "unexpected-character", 6),
        ("n >= 1if a else b", "unexpected-character", 6),
        ("a.b", "unexpected-character", 2),
        ("a; b", "unexpected-character", 2),
        ("a # b", "unexpected-character", 3),
        ("{a: b}", "unexpected-character", 1),
        ("a and\n  b or ﬁre", "unexpected-character", 14),
        ("é", "unexpected-character", 1),
        ("role == '\\d'", "unexpected-character", 9),
        ("role == 'Teacher'", "unexpected-character", 9),
        ("role == 'a b'", "unexpected-character", 9),
        ("role == 'a", "unexpected-character", 9),
        ("a\x00", "unexpected-character", 2),
        ("a\u00a0and b", "unexpected-character", 2),
        # Python that no condition has.
        ("a if b else c", "not-a-condition", 1),
        ("[a, b]", "not-a-condition", 1),
        ("(a, b)", "not-a-condition", 1),
        ("[a for b in c]", "not-a-condition", 1),
        ("(a for b in c)", "not-a-condition", 1),
        ("await a", "not-a-condition", 1),
        ("not (yield a)", "not-a-condition", 6),
        ("a['b']", "not-a-condition", 1),
        ("a(b)(c)", "not-a-condition", 1),
        ("True", "not-a-condition", 1),
        ("None", "not-a-condition", 1),
        ("1", "not-a-condition", 1),
        ("'burn'", "not-a-condition", 1),
        ("f'burn'", "not-a-condition", 1),
        ("a < 1 < 2 < 3", "not-a-condition", 1),
        ("a is b", "not-a-condition", 1),
        ("a is not b", "not-a-condition", 1),
        ("print(a)", "not-a-condition", 1),
        ("exec(a)", "not-a-condition", 1),
        # Words in the wrong place.
        ("level", "word-stands-alone", 1),
        ("a and known", "word-stands-alone", 7),
        ("level == 3", "word-stands-alone", 1),
        ("3 <= level", "word-stands-alone", 6),
        ("1 <= level <= 3", "word-stands-alone", 6),
        ("known(level)", "word-stands-alone", 7),
        ("any_item(count, a)", "word-stands-alone", 10),
        ("level_of >= 3", "level-form", 1),
        ("level() >= 3", "level-form", 1),
        ("areas_at(1, 2) >= 3", "level-form", 1),
        ("level <= 3", "level-sign", 1),
        ("level_of('neglect') < 3", "level-sign", 1),
        ("level_of(neglect) >= 3", "not-an-option-id", 10),
        ("areas_at('2') >= 3", "not-a-number", 10),
        ("level >= a", "not-a-number", 10),
        # Comparisons.
        ("n >= m", "not-a-number", 6),
        ("n >= True", "not-a-number", 6),
        ("n >= '3'", "not-a-number", 6),
        ("'3' >= n", "not-a-number", 1),
        ("1 <= 2", "not-a-measure", 6),
        ("years(known(age)) >= 3", "not-a-name", 7),
        ("years(a, b) >= 3", "not-a-measure", 1),
        ("2 <= count(a, b)", "not-a-measure", 6),
        ("1 <= n > 3", "double-comparison", 1),
        ("1 == n == 3", "double-comparison", 1),
        ("1 <= n == 3", "double-comparison", 1),
        ("1 <= n <= m", "not-a-number", 11),
        ("n == 3", "not-an-option-id", 6),
        ("months(age) == 3", "not-a-name", 1),
        ("'teacher' == role", "not-a-name", 1),
        ("a == b", "not-an-option-id", 6),
        ("role == b'a'", "not-an-option-id", 9),
        # Options.
        ("role in []", "no-options", 9),
        ("role in [a]", "not-an-option-id", 10),
        ("role in ['a' 'b']", "lost-comma", 10),
        ("role == 'a''b'", "lost-comma", 9),
        ("role == '''a'''", "lost-comma", 9),
        ("role in 'teacher'", "not-a-name", 9),
        ("a in b", "not-an-option-id", 1),
        ("'a' in 'b'", "not-a-name", 8),
        ("'a' in ('b', 'c')", "not-a-name", 8),
        ("any_of(injuries)", "no-options", 1),
        ("any_of('burn', 'bite')", "not-a-name", 8),
        ("any_of()", "not-a-condition", 1),
        # Calls.
        ("known(a, b)", "not-a-condition", 1),
        ("known(a and b)", "not-a-name", 7),
        ("any_item(children)", "number-of-arguments", 1),
        ("all_items(children, a, b)", "number-of-arguments", 1),
        ("any_item('children', a)", "not-a-name", 10),
        ("any_item(children, 3)", "not-a-condition", 20),
        ("count(a, b)", "not-compared", 1),
        ("count_options(injuries, 'a')", "not-compared", 1),
        ("count_items(children, a)", "not-compared", 1),
        ("level_of('neglect')", "not-compared", 1),
        ("areas_at(2)", "not-compared", 1),
        ("years(age)", "not-compared", 1),
        ("count(a, b) > 1", "count-sign", 1),
        ("count(a, b) <= 1", "count-sign", 1),
        ("count() >= 1", "number-of-arguments", 1),
        ("count_options() >= 1", "number-of-arguments", 1),
        ("count_options(injuries) >= 1", "no-options", 1),
        ("count_items(children) >= 1", "number-of-arguments", 1),
        ("count >= 1", "word-stands-alone", 1),
        ("count(a, b) >= a", "not-a-number", 16),
        # Size.
        ("a" * (MOST_CHARACTERS + 1), "condition-too-long", 1),
        ("not " * MOST_DEPTH + "a", "condition-too-deep", 201),
        ("any_item(b, " * MOST_DEPTH + "a" + ")" * MOST_DEPTH, "condition-too-deep", 601),
        ("\n  a and f(b)", "not-a-condition", 10),
    ],
)
def test_everything_else_is_a_problem_with_a_column(
    text: str, code: str, column: int | None
) -> None:
    with pytest.raises(ConditionError) as raised:
        parse_condition(text)

    (problem,) = raised.value.problems
    assert problem.code == code
    assert problem.remedy
    # Where Python's own parser stopped, its versions differ.
    assert column is None or problem.place.column == column
    assert 1 <= (problem.place.column or 0) <= len(text) + 1


def test_a_condition_may_be_as_long_and_as_deep_as_the_limits() -> None:
    long = "a" + " " * (MOST_CHARACTERS - 1)
    deep = "not " * (MOST_DEPTH - 1) + "a"

    assert parse_condition(long) == A
    assert condition_text(parse_condition(deep)) == deep


def test_an_error_of_parsing_can_be_told_from_others() -> None:
    assert ConditionError.code == "not-a-condition"


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Or((And((A, B)), C)), "a and b or c"),
        (And((Or((A, B)), C)), "(a or b) and c"),
        (And((And((A, B)), C)), "(a and b) and c"),
        (Or((Or((A, B)), C)), "(a or b) or c"),
        (Not(And((A, B))), "not (a and b)"),
        (Not(Not(A)), "not not a"),
        (And((A, Not(B))), "a and not b"),
        (number("n", low=Bound(6), high=Bound(12, inclusive=False)), "6 <= n < 12"),
        (number("n", low=Bound(6, inclusive=False), high=Bound(12)), "6 < n <= 12"),
        (number("n", low=Bound(3, inclusive=False)), "n > 3"),
        (number("n", low=Bound(3)), "n >= 3"),
        (number("n", high=Bound(3, inclusive=False)), "n < 3"),
        (span(Measure.MONTHS, "age", None, Bound(3)), "months(age) <= 3"),
        (Is("role", ("a",)), "role == 'a'"),
        (Is("role", ("a", "b")), "role in ['a', 'b']"),
        (Not(Is("role", ("a",))), "role != 'a'"),
        (Not(Is("role", ("a", "b"))), "role not in ['a', 'b']"),
        (Not(Not(Is("role", ("a",)))), "not role != 'a'"),
        (Has("x", ("a",)), "'a' in x"),
        (Not(Has("x", ("a",))), "none_of(x, 'a')"),
        (Has("x", ("a", "b")), "any_of(x, 'a', 'b')"),
        (Has("x", ("a", "b"), 2), "all_of(x, 'a', 'b')"),
        (Not(Has("x", ("a", "b"), 2)), "not all_of(x, 'a', 'b')"),
        (Has("x", ("a", "b", "c"), 2), "count_options(x, 'a', 'b', 'c') >= 2"),
        (Count((And((A, B)), C), 1), "count(a and b, c) >= 1"),
        (AnyItem("children", Or((A, B))), "any_item(children, a or b)"),
        (AllItems("children", A), "all_items(children, a)"),
        (Not(CountItems("children", A, 2)), "not count_items(children, a) >= 2"),
        (Known("age"), "known(age)"),
        (Asked("age"), "asked(age)"),
        (Level(3), "level >= 3"),
        (LevelOf("neglect", 3), "level_of('neglect') >= 3"),
        (AreasAt(2, 3), "areas_at(2) >= 3"),
    ],
)
def test_a_condition_is_printed_in_one_way_with_no_bracket_too_many(
    condition: Condition, text: str
) -> None:
    assert condition_text(condition) == text
    assert parse_condition(text) == condition


def test_a_comparison_without_a_constant_prints_what_it_compares() -> None:
    assert condition_text(number("n")) == "n"
