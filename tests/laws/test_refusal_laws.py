"""Whatever comes in, only the library's own errors come out, and no answer is in them."""

import datetime as dt
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childconcern.conditions import (
    Condition,
    ConditionError,
    condition_problems,
    parse_condition,
)
from childconcern.decision import decide
from childconcern.errors import ConcernError, ProblemsError
from childconcern.facts import Concern, ConcernShapeError, Fact, Item, read_concern, read_held
from childconcern.problems import Fault
from support.sample import BRUISED_BABY, POLICY, VOCABULARY

CANARY = "Canary"
NUMBER = 918273645
FACTS = tuple(VOCABULARY.by_id.values())

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from((NUMBER, -NUMBER, float(NUMBER), float("nan"), float("inf"), 10**40)),
    st.text(max_size=6).map(lambda text: f"{CANARY}{text}"),
    st.sampled_from(("bruise", "teacher", "7 years", "2019-03-04", "child-1")),
)
KEYS = st.sampled_from((*VOCABULARY.by_id, "children", "id", "not_asked")) | st.text(
    max_size=4
).map(lambda text: f"{CANARY} {text}")
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=12,
)
PIECES = st.sampled_from(
    (
        *("immediate_danger", "injuries", "age", "children", CANARY, "level", "count", "months"),
        *("any_item", "any_of", "level_of", "count_items", "known", "not", "and", "or", "in", "is"),
        *("if", "else", "for", "lambda", "await", "True", "None", "yield", "f", "b", "r"),
        *("(", ")", "[", "]", ",", "<", "<=", ">=", "==", "!=", "'bruise'", f"'{CANARY.lower()}'"),
        *("0", "7", "007", "1_0", "0x1", "1.5", "-", ".", ":", "=", "\\", "\n", "\x00", "é", "ﬁ"),
    )
)

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


def everything_said(error: BaseException) -> str:
    """Return all that a log could show of an error."""
    problems = error.problems if isinstance(error, ProblemsError) else ()
    shown = (str(error), repr(error), *map(str, problems), *map(repr, problems))
    return "\n".join((*shown, *traceback.format_exception(error)))


def check_refusal(make: Callable[[], object]) -> None:
    """Assert that whatever is raised is our own and shows nothing that was planted."""
    try:
        make()
    except ConcernError as error:
        said = everything_said(error)
        assert CANARY not in said
        assert str(NUMBER) not in said


@given(JSON)
def test_any_document_is_a_concern_or_refused_without_a_word_of_it(document: object) -> None:
    check_refusal(lambda: read_concern(document, VOCABULARY))


@given(st.dictionaries(KEYS, JSON, max_size=6), st.dictionaries(KEYS, JSON, max_size=4))
def test_a_concern_that_is_nearly_right_is_refused_without_a_word_of_it(
    wrong: dict[str, Any], item: dict[str, Any]
) -> None:
    children = [{"id": "child-1", **item}, item]

    check_refusal(lambda: read_concern({**BRUISED_BABY, **wrong}, VOCABULARY))
    check_refusal(lambda: read_concern({**BRUISED_BABY, "children": children}, VOCABULARY))


@given(st.sampled_from(FACTS), JSON, st.text(max_size=20))
def test_a_kind_keeps_what_it_allows_and_says_of_the_rest_only_why(
    fact: Fact, raw: object, typed: str
) -> None:
    for read in (
        fact.kind.from_json(raw),
        fact.kind.from_typing(f"{CANARY}{typed}"),
        fact.kind.from_typing(typed),
        fact.kind.from_typing(f"{NUMBER}{NUMBER}{typed}"),
    ):
        if isinstance(read, Fault):
            assert CANARY not in repr(read) + str(read)
            assert str(NUMBER) not in repr(read) + str(read)
        else:
            assert fact.kind.refusal(read) is None
            assert read_held(fact, fact.kind.to_json(read)) == read


@given(st.sampled_from(FACTS), JSON)
def test_a_kind_judges_any_value_at_all(fact: Fact, value: object) -> None:
    fault = fact.kind.refusal(value)

    assert fault is None or CANARY not in repr(fault)


@given(TEXTS)
def test_any_text_is_a_condition_or_one_problem_with_its_column(text: str) -> None:
    said = condition_or_error(text)

    if isinstance(said, ConditionError):
        (problem,) = said.problems
        assert 1 <= (problem.place.column or 0) <= len(text) + 1
        assert CANARY not in everything_said(said)
        assert CANARY.lower() not in str(said)
    else:
        # Whatever was read can be held against a vocabulary without failing.
        found = condition_problems(said, POLICY.terms, levels=True)
        assert all(problem.remedy for problem in found)


def condition_or_error(text: str) -> Condition | ConditionError:
    """Return what a text says, or the error that it is none."""
    try:
        return parse_condition(text)
    except ConditionError as error:
        return error


@given(st.lists(st.sampled_from((True, NUMBER, CANARY, frozenset({CANARY}))), max_size=14))
def test_a_concern_put_together_wrongly_by_hand_is_refused_without_a_word_of_it(
    values: list[Any],
) -> None:
    items = (Item(CANARY, tuple(values)),)
    with pytest.raises(ConcernShapeError) as refused:
        Concern(vocabulary=VOCABULARY, values=tuple(values), groups=(items,))

    assert CANARY not in everything_said(refused.value)
    assert str(NUMBER) not in everything_said(refused.value)


PLANTED = st.fixed_dictionaries(
    {
        "story": st.just(f"{CANARY} 1"),
        "referrer_name": st.just(f"{CANARY} 2"),
        "home_time": st.sampled_from(("2031", "2031-12", "2031-12-24")),
        "weeks_missed": st.just(37),
    }
)


@given(PLANTED, st.sampled_from(("2031-12-24", "due 2031-12-24", "37 months", "about 37 years")))
def test_nothing_that_is_held_shows_in_what_is_printed(planted: dict[str, Any], age: str) -> None:
    child = {"id": "child-1", "age": age, "injuries": None, "moves_alone": None}
    concern = read_concern({**BRUISED_BABY, **planted, "children": [child]}, VOCABULARY)
    decision = decide(concern, POLICY, on=dt.date(2026, 11, 23))
    (item,) = concern.items("children")
    shown = (concern, item, item.values[0], concern["home_time"], decision, decision.treated_as)

    for text in (printed for one in shown for printed in (repr(one), str(one), f"{one}")):
        assert CANARY not in text
        assert not any(answer in text for answer in ("2031", "37", "bruise", "False"))
