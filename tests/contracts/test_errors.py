"""The page of errors lists every error there is, by its code, and no other."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from childconcern.errors import ConcernError

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
PACKAGES: Final = (
    "childconcern",
    *sorted(path.name for path in ROOT.glob("plugins/*/src/*") if (path / "__init__.py").exists()),
)
ROW: Final = re.compile(r"^\| `([a-z-]+)` \| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def errors() -> Iterator[type[ConcernError]]:
    """Yield every error of the core and of the shipped plugins."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, prefix=f"{package}."):
            importlib.import_module(found.name)
    waiting: list[type[ConcernError]] = [ConcernError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.partition(".")[0] in PACKAGES:
            yield error


ERRORS: Final = sorted(set(errors()), key=lambda error: (error.code, error.__name__))


def test_there_are_errors_to_compare() -> None:
    assert ConcernError in ERRORS
    assert len({error.__module__.partition(".")[0] for error in ERRORS}) == len(PACKAGES)


def test_the_page_lists_every_error_and_no_other() -> None:
    listed = sorted((code, name) for code, name, _, _ in ROW.findall(PAGE))

    assert listed == [(error.code, error.__name__) for error in ERRORS]


def test_every_line_says_when_and_what_to_do() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]

    assert len(rows) == len(ROW.findall(PAGE))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_a_code_is_stable_short_and_its_error_has_a_docstring(error: type[ConcernError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,4}", error.code)
    assert error.__doc__
    assert error.__name__.endswith("Error")


def test_only_errors_that_a_caller_treats_alike_share_a_code() -> None:
    by_code: dict[str, set[str]] = {}
    for error in ERRORS:
        by_code.setdefault(error.code, set()).add(error.__name__)

    assert {code: names for code, names in by_code.items() if len(names) > 1} == {
        "other-vocabulary": {"OtherGivenError", "OtherVocabularyError"},
        "unrepresentable": {"NotOurMessageError", "UnrepresentableError"},
    }
