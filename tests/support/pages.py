"""Every block of a page, by its language: run, or at least read."""

import importlib
import json
import os
import shutil
import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from doctest import ELLIPSIS
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.etree import ElementTree as ET

from sybil import Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.example import NotEvaluated
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

from support.consoles import Console

__all__ = ["LANGUAGES", "docstrings", "pages"]

ROOT: Final = Path(__file__).parents[2]

# The values that Sybil hands from block to block are whatever a page makes.
Namespace = dict[str, Any]


def pages(folder: str, pattern: str) -> Sybil:
    """Return what runs Markdown pages under FOLDER, each page in a folder of its own."""
    languages = [CodeBlockParser(name, evaluate) for name, evaluate in LANGUAGES.items()]
    return Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), *languages],
        path=str(ROOT / folder),
        pattern=pattern,
        setup=_open_page,
        teardown=_close_page,
        name="pages",
    )


def docstrings(folder: str) -> Sybil:
    """Return what runs the examples in docstrings of modules under FOLDER."""
    return Sybil(
        parsers=[DocTestParser(optionflags=ELLIPSIS)],
        path=str(ROOT / folder),
        pattern="*.py",
        excludes=["tests/*.py", "tests/*/*.py"],
        document_types={".py": _InstalledModule},
        name="docstrings",
    )


class _InstalledModule(PythonDocStringDocument):
    """A module's docstrings beside the module as installed, not as it lies in the tree."""

    def import_document(self, example: Example) -> None:
        parts = Path(example.path).with_suffix("").parts
        inside = parts[len(parts) - parts[::-1].index("src") :]
        name = ".".join(inside).removesuffix(".__init__")
        self.namespace.update(vars(importlib.import_module(name)))
        self.pop_evaluator(self.import_document)
        raise NotEvaluated


def _open_page(namespace: Namespace) -> None:
    closing = ExitStack()
    folder = Path(closing.enter_context(TemporaryDirectory()))
    shutil.copytree(ROOT / "examples", folder / "examples")
    closing.callback(os.chdir, Path.cwd())
    os.chdir(folder)
    console = Console(folder)
    closing.callback(console.close)
    namespace |= {"_console": console, "_closing": closing}


def _close_page(namespace: Namespace) -> None:
    namespace["_closing"].close()


def _run_console(example: Example) -> str:
    console: Console = example.namespace["_console"]
    return console.run(example.parsed)


def _parse_with(parse: Callable[[str], object]) -> Callable[[Example], None]:
    def evaluate(example: Example) -> None:
        parse(example.parsed)

    return evaluate


LANGUAGES: Final[dict[str, Callable[[Example], str | None]]] = {
    "console": _run_console,
    "json": _parse_with(json.loads),
    "toml": _parse_with(tomllib.loads),
    "xml": _parse_with(ET.fromstring),
}
"""What becomes of a block besides ``python``, by its language."""
