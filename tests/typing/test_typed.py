"""Whoever installs the library gets its types, and what they say is held."""

import inspect
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Final

import attrs
import pytest

from childconcern import Decision, Journey

ROOT: Final = Path(__file__).parents[2]
CHECKED: Final = Path(__file__).with_name("public_types.py").read_text(encoding="utf-8")
PROJECTS: Final = (ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml")))


def names(folder: Path) -> tuple[str, list[str]]:
    """Return a project's package, and the folders of its wheel."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    return project["project"]["name"].replace("-", "_"), wheel["packages"]


# In the sessions of nox the packages are those of the built wheels, so this is about the wheels.
@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_an_installed_package_says_that_it_has_types(folder: Path) -> None:
    package, _ = names(folder)

    assert resources.files(package).joinpath("py.typed").is_file()


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_a_wheel_takes_the_whole_package_and_its_mark(folder: Path) -> None:
    package, packages = names(folder)

    assert packages == [f"src/{package}"]
    assert (folder / packages[0] / "py.typed").is_file()


@pytest.mark.parametrize(
    ("noun", "checked", "left_out"),
    [(Decision, "decision", {"outcome"}), (Journey, "journey", {"why"})],
)
def test_every_public_attribute_is_held_to_its_type(
    noun: type, checked: str, left_out: set[str]
) -> None:
    fields = {one.name for one in attrs.fields(noun)}
    worked_out = {
        name for name, one in vars(noun).items() if not inspect.isroutine(one) and name[0] != "_"
    }
    held = set(re.findall(rf"assert_type\({checked}\.(\w+),", CHECKED))

    assert held | left_out >= fields | worked_out
