"""A pytest plugin: a test file that says ``pack = "path"`` gets that pack's tests.

There is one for each worked example, each guarantee and each law, and with the
options one for what differs from a baseline and one for planted mistakes. Nothing
else of the library is imported until a file says so.
"""

# pytest's own from_parent takes anything by name.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["pytest_addoption", "pytest_pycollect_makeitem"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("childconcern", "a council's pack")
    group.addoption(
        "--policy-budget",
        type=int,
        metavar="STEPS",
        help="the most steps that one question to the solver may take",
    )
    group.addoption(
        "--policy-baseline",
        type=Path,
        metavar="FOLDER",
        help="the pack in force: what differs from it must be approved in the pack",
    )
    group.addoption(
        "--policy-unknown",
        choices=("fail", "warn"),
        default="fail",
        help="what a claim does that the budget did not suffice for",
    )
    group.addoption(
        "--policy-mutate",
        type=int,
        default=0,
        metavar="MOST",
        help="plant so many mistakes, and fail where one that lowers a response is not noticed",
    )


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """Return the tests of a pack, where a test file names one."""
    if (
        name != "pack"
        or not isinstance(obj, str | Path)
        or not isinstance(collector, pytest.Module)
    ):
        return None
    from childconcern.testing.pack_tests import PackTests  # noqa: PLC0415 - only where it is used

    folder = collector.path.parent / obj
    found: pytest.Collector = PackTests.from_parent(collector, name=name, folder=folder)
    return found
