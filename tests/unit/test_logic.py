"""Sentence 9, example by example: what a condition says of what is known."""

import datetime as dt
from collections.abc import Hashable

import pytest

from childconcern.conditions import (
    NEITHER,
    NO,
    YES,
    AtLeast,
    AtLeastItems,
    ConcernView,
    Count,
    Level,
    Literal,
    Named,
    Plain,
    Truth,
    children,
    parse_condition,
    plain,
    said,
    truth,
    walk_tree,
)
from childconcern.conditions.columns import remember
from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Group,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from support.compiled import compiled

ON = dt.date(2026, 11, 23)
A, B, C = Named("a"), Named("b"), Named("c")
VOCABULARY = Vocabulary(
    facts=(
        *(Fact(id=name, kind=YesNo()) for name in "abc"),
        Fact(id="safe", kind=YesNo(), unknown_counts_as=False),
        Fact(id="role", kind=OneOf(("teacher", "police"))),
        Fact(id="needs", kind=AnyOf((Option("home"), Option("food"), Option("money")))),
        Fact(id="weeks", kind=WholeNumber()),
        Fact(id="seen", kind=Date()),
    ),
    groups=(
        Group(
            id="children",
            at_most=3,
            facts=(
                Fact(id="age", kind=Age()),
                Fact(id="moves", kind=YesNo(), unknown_counts_as=False),
            ),
        ),
    ),
)
SAFE = {"safe": True}


def verdict(text: str, **document: object) -> Truth:
    """Return what a condition says, interpreted; and that the compiled form says the same."""
    concern = read_concern({**SAFE, **document}, VOCABULARY)
    condition = parse_condition(text)
    interpreted = truth(condition, ConcernView(concern=concern, on=ON))

    assert compiled([condition], VOCABULARY)(concern, ON) == [interpreted]
    return interpreted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a and b", NO),
        ("a and c", NEITHER),
        ("b and c", NO),
        ("a or c", YES),
        ("b or c", NEITHER),
        ("not c", NEITHER),
        ("c or not c", NEITHER),
        ("c and not c", NEITHER),
        ("count(a, b, c) >= 1", YES),
        ("count(a, b, c) >= 2", NEITHER),
        ("count(a, b, c) >= 3", NO),
        ("count(a, a, c) >= 2", YES),
        ("count(a, b, c) >= 2 or count(a, not b, c) >= 2", YES),
        ("count(a, not b, c) >= 2 and count(a, b, b) >= 2", NO),
        ("count(c, c) >= 1", NEITHER),
    ],
)
def test_three_truths_join_as_kleene_says(text: str, expected: Truth) -> None:
    assert verdict(text, a=True, b=False, c=None) == expected


@pytest.mark.parametrize("silence", [{}, {"a": None}, {"a": {"not_asked": "q"}}])
def test_a_test_of_what_nobody_knows_is_unknown(silence: dict[str, object]) -> None:
    assert verdict("a", **silence) == NEITHER
    assert verdict("not a", **silence) == NEITHER


def test_a_test_that_every_value_would_pass_is_unknown_of_no_value() -> None:
    assert verdict("role in ['teacher', 'police']", role=None) == NEITHER
    assert verdict("role in ['teacher', 'police']", role="police") == YES


def test_known_and_asked_are_always_yes_or_no_and_see_what_was_said() -> None:
    assert verdict("known(a)", a=False) == verdict("asked(a)", a=None) == YES
    assert verdict("known(a)", a=None) == verdict("asked(a)") == NO
    assert verdict("known(safe)", safe=None) == NO
    assert verdict("not known(safe)", safe=None) == YES


def test_not_known_counts_as_declared_and_not_asked_as_nothing() -> None:
    assert verdict("safe", safe=None) == NO
    assert verdict("safe", safe={"not_asked": "q"}) == NEITHER


@pytest.mark.parametrize(
    ("text", "document", "expected"),
    [
        ("'home' in needs", {"needs": ["home"]}, YES),
        ("all_of(needs, 'home', 'food')", {"needs": ["home"]}, NO),
        ("all_of(needs, 'home', 'food')", {"needs": ["food", "home"]}, YES),
        ("none_of(needs, 'money')", {"needs": ["home"]}, YES),
        (
            "count_options(needs, 'home', 'food', 'money') >= 2",
            {"needs": ["home", "money"]},
            YES,
        ),
        ("role != 'teacher'", {"role": "police"}, YES),
        ("3 <= weeks < 5", {"weeks": 3}, YES),
        ("3 <= weeks < 5", {"weeks": 5}, NO),
        ("3 < weeks <= 5", {"weeks": 3}, NO),
        ("days_since(seen) >= 7", {"seen": "2026-11-16"}, YES),
        ("days_since(seen) >= 7", {"seen": "2026-11-17"}, NO),
        ("days_since(seen) >= 7", {"seen": "2026-11"}, NEITHER),
        ("days_since(seen) >= 0", {"seen": "2026-12"}, NO),
        ("days_since(seen) >= 7", {"seen": "2025"}, YES),
    ],
)
def test_a_value_passes_a_test_or_fails_it_or_does_not_settle_it(
    text: str, document: dict[str, object], expected: Truth
) -> None:
    assert verdict(text, **document) == expected


@pytest.mark.parametrize(
    ("age", "text", "expected"),
    [
        ("5 months", "months(age) < 6", YES),
        ("about 5 months", "months(age) < 6", NEITHER),
        ("about 4 months", "months(age) < 6", YES),
        ("2026", "months(age) < 6", NEITHER),
        ("about 9", "10 <= years(age) < 16", NEITHER),
        ("about 9", "8 <= years(age) <= 10", YES),
        ("about 9", "9 <= years(age) <= 9", NEITHER),
        ("about 9", "years(age) < 8", NO),
        ("due 2026-12-24", "months(age) < 0", YES),
        ("due 2026-11-23", "months(age) < 0", NO),
    ],
)
def test_an_age_that_does_not_settle_a_comparison_is_unknown(
    age: str, text: str, expected: Truth
) -> None:
    children = [{"id": "child-1", "age": age, "moves": True}]

    assert verdict(f"any_item(children, {text})", children=children) == expected


def listed(moves: list[object]) -> list[object]:
    """Return a list of children, each of whom moves, or does not."""
    return [{"id": f"child-{n}", "moves": one} for n, one in enumerate(moves)]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], (NO, NEITHER, NO)),
        ([True], (YES, YES, NO)),
        ([False], (NO, NO, NO)),
        ([True, True], (YES, YES, YES)),
        ([True, False], (YES, NO, NO)),
        ([{"not_asked": "q"}], (NEITHER, NEITHER, NO)),
        ([True, {"not_asked": "q"}], (YES, NEITHER, NEITHER)),
        ([False, {"not_asked": "q"}], (NEITHER, NO, NO)),
        ([True, None], (YES, NO, NO)),
    ],
)
def test_items_join_as_any_all_and_count(
    moves: list[object], expected: tuple[Truth, Truth, Truth]
) -> None:
    children = listed(moves)

    assert (
        verdict("any_item(children, moves)", children=children),
        verdict("all_items(children, moves)", children=children),
        verdict("count_items(children, moves) >= 2", children=children),
    ) == expected


@pytest.mark.parametrize("word", ["any_item(children, ", "all_items(children, not "])
def test_a_group_that_nobody_listed_makes_every_item_condition_unknown(word: str) -> None:
    assert verdict(f"{word}moves)") == NEITHER
    assert verdict(f"not {word}known(age))") == NEITHER
    assert verdict("count_items(children, moves) >= 1", children={"not_asked": "q"}) == NEITHER


def test_a_rule_inside_an_item_sees_the_whole_concern_too() -> None:
    assert verdict("any_item(children, moves and a)", children=listed([True]), a=True) == YES
    assert verdict("any_item(children, moves and a)", children=listed([True])) == NEITHER


def test_without_levels_no_level_is_reached() -> None:
    view = ConcernView(concern=read_concern(SAFE, VOCABULARY), on=ON)

    assert truth(Level(2), view) == NO
    assert truth(Level(2), ConcernView(concern=view.concern, on=ON, levels=lambda _: True)) == YES


def test_an_outcome_that_is_not_settled_is_what_the_reader_says() -> None:
    assert said(None) == NEITHER
    assert said(None, unsettled=(True, True)) == (True, True)
    assert said(True) == YES  # noqa: FBT003 - a value
    assert said(False) == NO  # noqa: FBT003 - a value


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("a", Literal(A), Literal(A, holds=False)),
        (
            "a and b",
            AtLeast(2, (Literal(A), Literal(B))),
            AtLeast(1, (Literal(A, holds=False), Literal(B, holds=False))),
        ),
        (
            "count(a, b, c) >= 2",
            AtLeast(2, (Literal(A), Literal(B), Literal(C))),
            AtLeast(2, tuple(Literal(one, holds=False) for one in (A, B, C))),
        ),
        (
            "all_items(children, a)",
            AtLeastItems("children", Literal(A), or_all_but=0, and_one=True),
            AtLeastItems("children", Literal(A, holds=False), number=1),
        ),
        (
            "count_items(children, a) >= 2",
            AtLeastItems("children", Literal(A), number=2),
            AtLeastItems("children", Literal(A, holds=False), or_all_but=1),
        ),
        ("level >= 2", Literal(Level(2)), Literal(Level(2))),
    ],
)
def test_certainly_and_certainly_not_are_two_formulas_without_not(
    text: str, holds: Plain, fails: Plain
) -> None:
    condition = parse_condition(text)

    assert plain(condition) == holds
    assert plain(condition, holds=False) == fails


def test_a_tree_is_walked_outermost_first_and_in_order() -> None:
    condition = parse_condition("count(a, not b) >= 1 and any_item(children, moves)")

    names = [node.name for node in walk_tree(condition) if isinstance(node, Named)]
    assert names == ["a", "b", "moves"]
    assert [type(node) for node in walk_tree(condition)][1] is Count
    assert children(A) == ()


def test_a_conjunction_of_many_choices_is_counted_and_not_multiplied_out() -> None:
    text = " and ".join("(a or b or c)" for _ in range(40))

    assert verdict(text, a=True) == YES
    assert verdict(text, a=False, b=False) == NEITHER
    assert verdict(text, a=False, b=False, c=False) == NO


def test_a_table_never_outgrows_its_bound() -> None:
    table: dict[Hashable, int] = dict.fromkeys(range(100_000), 0)

    assert remember(table, "new", 7) == 7
    assert table == {"new": 7}
