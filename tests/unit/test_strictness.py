from pathlib import Path

import pytest
from attrs import Attribute, field, frozen
from cattrs.errors import BaseValidationError

from childconcern.errors import ConcernError
from childconcern.packfile.strictness import shape_problems, strict_converter
from childconcern.problems import Problem


class OddNumberError(ConcernError):
    """A number is odd."""

    code = "odd-number"


def is_even(_: object, attribute: "Attribute[int]", value: int) -> None:
    if value % 2:
        raise OddNumberError(f"{attribute.name} is odd", remedy="write an even number")


@frozen(kw_only=True)
class Settings:
    """Settings of every type that a plugin may have."""

    folder: Path = Path()
    names: tuple[str, ...] = ()
    number: int = field(default=0, validator=is_even)


def refusals(table: object) -> tuple[Problem, ...]:
    with pytest.raises(BaseValidationError) as caught:
        strict_converter().structure(table, Settings)
    return tuple(shape_problems(caught.value, ("store",), "app.toml"))


def test_lists_become_tuples_and_relative_paths_start_at_the_folder() -> None:
    settings = strict_converter(Path("/etc")).structure(
        {"folder": "queue", "names": ["a", "b"]}, Settings
    )

    assert settings == Settings(folder=Path("/etc/queue"), names=("a", "b"))


def test_a_class_that_refuses_a_value_says_why_in_its_own_words() -> None:
    (problem,) = refusals({"number": 3})

    assert problem.code == "odd-number"
    assert (problem.message, problem.remedy) == ("number is odd", "write an even number")
    assert problem.place.file == "app.toml"


def test_a_member_of_a_list_is_named_by_its_position() -> None:
    (problem,) = refusals({"names": ["a", 7]})

    assert problem.code == "wrong-type"
    assert problem.place.path == ("store", "names", 1)
