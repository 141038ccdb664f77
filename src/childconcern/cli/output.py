"""What every verb prints: with rich for people, as JSON for programs."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from childconcern.problems import Problem, Severity

__all__ = [
    "BAD_NEWS",
    "WRONG_INPUT",
    "console",
    "hang",
    "json_option",
    "plain_table",
    "print_json",
    "problem_document",
    "say",
    "show_problems",
    "wants_json",
    "working",
]

BAD_NEWS: Final = 1
"""The exit code for an answer that is bad news."""

WRONG_INPUT: Final = 2
"""The exit code for input that cannot be used."""

_WIDTH_OF_A_FILE: Final = 160
_LEAD: Final = re.compile(r" +([0-9?]+ +)?|- ")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
"""Makes a verb, and what it says of errors, readable for programs."""


def console(*, stderr: bool = False) -> Console:
    """Return where people read: on a terminal in its width, and text stands as it is."""
    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(
        file=stream,
        width=None if known else _WIDTH_OF_A_FILE,
        highlight=False,
        markup=False,
        emoji=False,
    )


def wants_json(*, asked: bool) -> bool:
    """Return whether to print JSON: when asked to, and when a program reads."""
    return asked or not sys.stdout.isatty()


def print_json(document: object) -> None:
    """Print a document as readable JSON, in UTF-8 whatever the locale."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def say(out: Console, text: str) -> None:
    """Print an explanation: headings stand out, and long lines hang under their dash.

    Where no person reads, it is printed as it is.
    """
    if not out.is_terminal:
        click.echo(text, file=out.file)
        return
    for number, block in enumerate(text.split("\n\n")):
        out.print()
        lines = block.split("\n")
        for place, line in enumerate(lines):
            is_heading = place == 0 and (number == 0 or len(lines) > 1)
            hang(out, line, style="bold" if is_heading else "")


def hang(out: Console, line: str, *, style: str = "") -> None:
    """Print a line; what does not fit on it hangs under its words, not under dash or number.

    Where no person reads, no line is broken.
    """
    if not out.is_terminal:
        out.print(line, soft_wrap=True)
        return
    found = _LEAD.match(line)
    hanging = " " * (found.end() if found else 0)
    wrapped = textwrap.wrap(
        line, out.width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    out.print("\n".join(wrapped), style=style, soft_wrap=True)


def plain_table(*columns: str) -> Table:
    """Return a table without lines, in which nothing is cut off."""
    heads = [Column(name, overflow="fold") for name in columns]
    return Table(*heads, box=None, padding=(0, 2, 0, 0), pad_edge=False)


def problem_document(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": list(place.path),
        "message": problem.message,
        "remedy": problem.remedy,
    }


def show_problems(out: Console, problems: tuple[Problem, ...]) -> None:
    """Print problems: where, what is wrong, what to do; told apart by a word, not by colour."""
    for problem in problems:
        wrong = problem.severity is Severity.ERROR
        word, style = ("error", "bold red") if wrong else ("warning", "bold yellow")
        hang(out, f"{word}: {problem.place}".removesuffix(": "), style=style)
        hang(out, f"  {_coded(problem)}")
        if problem.remedy:
            hang(out, f"  {problem.remedy}")


def _coded(problem: Problem) -> str:
    """Return the message with its code, which a refusal has already."""
    said = problem.message.startswith((problem.code, f"refused: {problem.code}"))
    return problem.message if said else f"{problem.code}: {problem.message}"


@contextmanager
def working(
    out: Console, what: str, *, total: int | None = None
) -> Generator[Callable[[str], None]]:
    """Show a person at a terminal that something is being done, and how far it is.

    Yields what is told of each step, in a word or two; nothing of it stays.
    """
    bar = () if total is None else (BarColumn(),)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *bar,
        TimeElapsedColumn(),
        console=out,
        transient=True,
        disable=not out.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with progress:
        task = progress.add_task(what, total=total)
        yield lambda now: progress.update(task, advance=1, description=now)
