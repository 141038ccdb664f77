"""What the house style says of sizes and names, where no linter does."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MOST_LINES_IN_A_MODULE: Final = 400
MOST_LINES_IN_A_FUNCTION: Final = 40

SOURCES: Final = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")])


def name(path: Path) -> str:
    """Return PATH as a person would say it."""
    return str(path.relative_to(ROOT))


def too_long(source: str) -> Iterator[str]:
    """Yield the functions of SOURCE that are longer than the house allows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_IN_A_FUNCTION:
                yield f"{node.name}: {lines} lines"


def declares_public_names(source: str) -> bool:
    """Return whether SOURCE assigns ``__all__`` at its top, or has nothing but a docstring."""
    body = ast.parse(source).body
    return len(body) == 1 or any(
        isinstance(target, ast.Name) and target.id == "__all__"
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
    )


def test_there_are_sources_to_hold_to_the_rules() -> None:
    assert ROOT / "src/childconcern/problems.py" in SOURCES


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_is_one_idea_and_so_are_its_functions(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert source.count("\n") <= MOST_LINES_IN_A_MODULE
    assert list(too_long(source)) == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_says_which_of_its_names_are_public(path: Path) -> None:
    private = path.stem.startswith("_") and path.stem != "__init__"

    assert private or declares_public_names(path.read_text(encoding="utf-8"))


def test_a_long_function_is_found() -> None:
    body = "    pass\n" * MOST_LINES_IN_A_FUNCTION

    assert list(too_long(f"def long():\n{body}")) == ["long: 41 lines"]


def test_names_that_are_not_declared_are_found() -> None:
    assert declares_public_names("__all__ = []")
    assert declares_public_names('"""Only words."""')
    assert not declares_public_names('"""More."""\npublic = 1')


def test_no_two_test_files_share_a_name() -> None:
    names = [path.name for path in ROOT.glob("**/tests/**/test_*.py") if ".nox" not in path.parts]

    assert sorted(names) == sorted(set(names))
