"""No hook without a shipped plugin that uses it, a page that tells of it, and a test."""

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import pluggy
import pytest

from childconcern.hooks import GROUP, HookSpecs

ROOT: Final = Path(__file__).parents[2]
HOOKS: Final = tuple(name for name in vars(HookSpecs) if name.startswith("childconcern_"))
SHIPPED: Final = tuple(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml"))
PAGES: Final = (*ROOT.glob("docs/how-to/*.md"), *ROOT.glob("docs/reference/*.md"))
TESTS: Final = (*ROOT.glob("tests/unit/*.py"), *ROOT.glob("plugins/*/tests/*.py"))


def shipped() -> pluggy.PluginManager:
    """Return a manager that knows every plugin of this repository."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(HookSpecs)
    for entry in entry_points(group=GROUP):
        if entry.dist is not None and entry.dist.name in SHIPPED:
            manager.register(entry.load(), entry.name)
    return manager


def mentions(files: tuple[Path, ...], word: str) -> list[str]:
    """Return the names of files in which WORD stands by itself."""
    pattern = re.compile(rf"\b{re.escape(word)}\b")
    return [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))]


def test_there_are_hooks_and_plugins_to_compare() -> None:
    assert "childconcern_adapters" in HOOKS
    assert {"childconcern-sql", "childconcern-liquidlogic", "childconcern-email"} <= set(SHIPPED)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_shipped_plugin_uses_every_hook(hook: str) -> None:
    caller: pluggy.HookCaller = getattr(shipped().hook, hook)

    assert [implementation.plugin_name for implementation in caller.get_hookimpls()] != []


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_page_a_test_and_a_docstring(hook: str) -> None:
    assert mentions(PAGES, hook) != []
    assert mentions(TESTS, hook) != []
    assert getattr(HookSpecs, hook).__doc__


def test_no_page_tells_of_a_hook_that_is_none() -> None:
    told = {
        name
        for path in PAGES
        for name in re.findall(r"\bchildconcern_[a-z_]+(?=\()", path.read_text(encoding="utf-8"))
    }

    assert told <= set(HOOKS)
