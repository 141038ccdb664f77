"""Every block of every page is run or read by a test, and links between pages lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from support.pages import LANGUAGES

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "news/README.md", "plugins/*/*.md")
    for path in ROOT.glob(pattern)
    if "_build" not in path.parts
)
READ: Final = {"python", "text", *LANGUAGES}
# The few commands that a test cannot run inside itself.
UNRUN: Final = re.compile(r"(nox|python -m (pip install|venv)) ")
LINK: Final = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@frozen
class Block:
    """One fenced block: the words after its fence, and what is in it."""

    language: str
    lines: tuple[str, ...]


def name(path: Path) -> str:
    """Return PATH as a person would say it."""
    return str(path.relative_to(ROOT))


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    for _, language, body in re.findall(
        r"^(`{3,}|:{3,})([^\n]*)\n(.*?)^\1\s*$", text, flags=re.MULTILINE | re.DOTALL
    ):
        yield Block(language.strip(), tuple(body.splitlines()))


def untested(text: str) -> list[Block]:
    """Return the blocks that no test would run or read."""
    return [
        block
        for block in blocks(text)
        if block.language not in READ
        and not (block.language.startswith("{") and not block.language.startswith("{code"))
        and not (block.language == "sh" and all(map(UNRUN.match, block.lines)))
    ]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_block_is_run_or_read(path: Path) -> None:
    assert untested(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_link_to_a_file_leads_to_one(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("language", ["", "bash", "pycon", "{code-block} python", "sh"])
def test_a_block_that_nothing_runs_is_found(language: str) -> None:
    assert untested(f"```{language}\nchildconcern decide\n```\n") != []
