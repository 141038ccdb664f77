"""What every verb says, and how: for people with rich, for programs as JSON.

Exit 0 is good, 1 means that the answer is bad news, 2 that the input is wrong.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from typing import Final, ParamSpec

import click
from rich.console import Console
from rich.table import Table

from childconcern.errors import ConcernError, ProblemsError
from childconcern.problems import Problem, Severity

__all__ = [
    "BAD_NEWS",
    "WRONG_INPUT",
    "console",
    "json_option",
    "print_json",
    "problem_document",
    "problem_table",
    "verb",
    "wants_json",
]

BAD_NEWS: Final = 1
"""The exit code for an answer that is bad news."""

WRONG_INPUT: Final = 2
"""The exit code for input that cannot be used."""

P = ParamSpec("P")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
"""Every verb that prints something has it."""


def console(*, stderr: bool = False) -> Console:
    """Return where people read; lines are wrapped on a terminal only, and text stands as it is."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty()
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


def problem_table(problems: tuple[Problem, ...]) -> Table:
    """Return problems as a table, the worst told apart by a word and not by colour alone."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for problem in problems:
        wrong = problem.severity is Severity.ERROR
        word, style = ("error", "bold red") if wrong else ("warning", "yellow")
        lines = f"{problem.message}\n  {problem.remedy}" if problem.remedy else problem.message
        table.add_row(word, f"{problem.place}\n{problem.code}", lines, style=style)
    return table


def verb(function: Callable[P, None]) -> Callable[P, None]:
    """Make a verb end with 2 and a message, where the library refuses its input."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except ConcernError as error:
            _print_error(error, as_json=bool(kwargs.get("as_json")))
            sys.exit(WRONG_INPUT)

    return run


def _print_error(error: ConcernError, *, as_json: bool) -> None:
    problems = error.problems if isinstance(error, ProblemsError) else ()
    if as_json:
        shown = [problem_document(problem) for problem in problems]
        document = {"error": {"code": error.code, "message": str(error), "problems": shown}}
        click.echo(json.dumps(document, ensure_ascii=False), err=True)
        return
    out = console(stderr=True)
    out.print(str(error).partition("\n")[0], style="bold red")
    if problems:
        out.print(problem_table(problems))
