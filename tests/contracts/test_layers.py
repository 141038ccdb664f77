"""The import contracts hold on the source as it is, and fire on what they forbid."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

LAYERS = "Imports point down only"
BLIND = "decision and policy never see a questionnaire"
EXPLAIN = "explanation sees a questionnaire only inside a pack"
CYCLES = "No cycles"
EDGES = "No input or output below packfile"
HOOKS = "pluggy only in hooks and registry"
PACKFILE = "cattrs only in packfile, and in registry for the configuration"
SHELL = "click and rich only in cli"
TESTING = "hypothesis and pytest only in testing"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the project that may be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def plant(tree: Path, module: str, line: str) -> None:
    """Write LINE at the end of MODULE, which may be new, a file or a package."""
    place = tree.joinpath("src", "childconcern", *module.split("."))
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def report(tree: Path) -> str:
    """Return what import-linter says of the tree."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    assert done.returncode == (1 if " BROKEN" in done.stdout else 0)
    return done.stdout


def broken(tree: Path) -> set[str]:
    """Return the contracts that the tree breaks."""
    lines = report(tree).splitlines()
    return {line.partition(" BROKEN")[0] for line in lines if " BROKEN" in line}


def test_the_source_as_it_is_keeps_every_contract(tree: Path) -> None:
    assert broken(tree) == set()


@pytest.mark.parametrize(
    ("contract", "plants"),
    [
        (LAYERS, {"facts": "childconcern.pack", "packfile": "childconcern.registry"}),
        (LAYERS, {"problems": "childconcern.errors", "registry": "childconcern.cli"}),
        (LAYERS, {"decision": "childconcern.journey", "policy": "childconcern.questionnaire"}),
        (LAYERS, {"explanation": "childconcern.delivery"}),
        (BLIND, {"decision": "childconcern.questionnaire", "policy": "childconcern.journey"}),
        (EXPLAIN, {"explanation": "childconcern.journey"}),
        (EDGES, {"facts": "time", "conditions": "os", "decision": "random", "journey": "logging"}),
        (EDGES, {"submission": "urllib.request", "explanation": "pathlib", "delivery": "asyncio"}),
        (EDGES, {"pack": "tomllib", "packfile": "socket", "registry": "subprocess"}),
        (HOOKS, {"pack": "pluggy", "cli": "pluggy"}),
        (PACKFILE, {"policy": "cattrs", "cli": "cattrs"}),
        (SHELL, {"registry": "rich", "explanation": "click"}),
        (TESTING, {"cli": "hypothesis", "registry": "pytest"}),
    ],
)
def test_an_import_that_is_forbidden_breaks_its_contract(
    tree: Path, contract: str, plants: dict[str, str]
) -> None:
    for module, imported in plants.items():
        plant(tree, module, f"import {imported}")

    said = report(tree)

    assert f"{contract} BROKEN" in said
    for module, imported in plants.items():
        name = imported if imported.startswith("childconcern") else imported.partition(".")[0]
        assert f"childconcern.{module} -> {name}" in said


def test_an_upward_import_for_types_alone_is_an_upward_import(tree: Path) -> None:
    plant(tree, "conditions", "from typing import TYPE_CHECKING")
    plant(tree, "conditions", "if TYPE_CHECKING:\n    from childconcern.policy import Rule")

    assert LAYERS in broken(tree)


def test_an_upward_import_inside_a_function_is_an_upward_import(tree: Path) -> None:
    plant(tree, "facts", "def later():\n    import childconcern.gathering")

    assert LAYERS in broken(tree)


def test_a_new_module_must_be_given_its_place(tree: Path) -> None:
    plant(tree, "utilities", '"""Everything nobody had a name for."""')

    assert LAYERS in broken(tree)


def test_a_module_that_is_still_to_come_is_held_from_its_first_line(tree: Path) -> None:
    plant(tree, "verify", "import childconcern.packfile\nimport time")

    assert {LAYERS, EDGES} <= broken(tree)


def test_parts_of_one_package_may_not_import_one_another_in_a_circle(tree: Path) -> None:
    names = sorted((tree / "src/childconcern/facts").glob("[a-z]*.py"))
    first, second = (f"facts.{path.stem}" for path in names[:2])
    plant(tree, first, f"import childconcern.{second}")
    plant(tree, second, f"import childconcern.{first}")

    assert broken(tree) == {CYCLES}
