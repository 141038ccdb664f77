"""Problems, places, faults and errors: how they read."""

import pytest

from childconcern.errors import ConcernError, ProblemsError
from childconcern.problems import Fault, Place, Problem, Severity, errors_among


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place(path=("rules", 3, "when")), "rules[3].when"),
        (Place(file="policy.toml", line=12, column=1), "policy.toml:12:1"),
        (Place(file="policy.toml", line=12, path=("rules", 3)), "policy.toml:12 rules[3]"),
    ],
)
def test_a_place_reads_as_people_write_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_problem_is_one_line() -> None:
    problem = Problem(code="bad-id", place=Place(path=("areas", 0)), message="so", remedy="do")

    assert str(problem) == "areas[0]: bad-id: so; do"
    assert str(Problem(code="bad-id", message="so")) == "bad-id: so"


def test_a_fault_is_its_code_and_what_is_allowed() -> None:
    fault = Fault("out-of-range", (("at_least", 0), ("options", ("a", "b"))))

    assert str(fault) == "out-of-range (at_least: 0, options: a, b)"
    assert str(Fault("empty")) == "empty"


def test_a_warning_stops_nothing() -> None:
    error = Problem(code="a", message="m")
    warning = Problem(code="b", message="m", severity=Severity.WARNING)

    assert errors_among((warning, error, warning)) == (error,)


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    assert str(ConcernError("it is wrong", remedy="mend it")) == "it is wrong; mend it"
    assert str(ConcernError("it is wrong")) == "it is wrong"
    assert ConcernError("it is wrong", remedy="mend it").remedy == "mend it"


def test_an_error_counts_its_problems_and_lists_each() -> None:
    problem = Problem(code="a", message="m")

    assert str(ProblemsError("the pack", (problem,))) == "the pack: 1 problem\n  a: m"
    assert str(ProblemsError("the pack", (problem, problem))).startswith("the pack: 2 problems\n")
    assert ProblemsError("the pack", (problem,)).problems == (problem,)
