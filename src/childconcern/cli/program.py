"""The program: its verbs, and one way in which all of them can end badly.

Exit 0 is good, 1 means that the answer is bad news, 2 that the input is wrong,
3 that the program itself is, or that a proof found no answer. No traceback is
ever printed: it could hold what somebody said.
"""

from __future__ import annotations

import errno
import io
import json
import sys
import traceback
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from childconcern.cli.output import WRONG_INPUT, console, hang, problem_document, show_problems
from childconcern.errors import ConcernError, ProblemsError

__all__ = ["WRONG_PROGRAM", "Program", "program"]

WRONG_PROGRAM: Final = 3
"""The exit code for a fault of the program itself, or of a plugin."""

_FRAMES_SHOWN: Final = 3
_OF_THE_PROGRAM: Final = frozenset({"replay"})
"""Codes of refusals that are no fault of what was given."""
_KEEP: Final = "surrogateescape"


_VERBS: Final = {
    "new": "new:new",
    "check": "check:check",
    "approve": "approve:approve",
    "ask": "ask:ask",
    "walk": "walk:walk_verb",
    "decide": "decide:decide_verb",
    "explain": "explain:explain_verb",
    "nearest": "nearest:nearest_verb",
    "describe": "describe:describe_verb",
    "draw": "draw:draw",
    "prove": "prove:prove_verb",
    "diff": "diff:diff_verb",
    "paths": "paths:paths_verb",
    "submit": "submit:submit",
    "deliver": "deliver:deliver",
    "simulate": "simulate:simulate",
    "plugins": "plugins:plugins",
    "wording": "wording:wording",
    "cases": "cases:cases",
    "suggest-cases": "suggest_cases:suggest_cases_verb",
    "mutate": "mutate:mutate",
}
"""Where each verb is made, in the order in which people need them."""


class Program(click.Group):
    """Verbs in the order in which people need them; each is read in when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the verbs."""
        return list(_VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return a verb, or None where there is none of that name."""
        module, _, name = _VERBS.get(cmd_name, "").partition(":")
        if not module:
            return None
        verb: click.Command = getattr(import_module(f"childconcern.cli.{module}"), name)
        return verb

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run a verb; whatever goes wrong ends in a message and a number."""
        as_json = "--json" in ctx.args
        _print_anything()
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort):
            raise
        except click.ClickException as error:
            if not as_json:
                raise
            _print_json_error("usage", error.format_message(), error.exit_code)
        except ConcernError as error:
            _print_refusal(error, as_json=as_json)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            _print_plain("system", _system_words(error), WRONG_INPUT, as_json=as_json)
        except Exception as error:  # noqa: BLE001 - the last place where it can be said safely
            _print_plain("defect", _defect_words(error), WRONG_PROGRAM, as_json=as_json)


def _print_anything() -> None:
    """Let text pass that the locale cannot say: a question mark is no traceback.

    What is typed in another encoding is kept apart, so that its kind refuses it.
    """
    for stream, errors in ((sys.stdin, _KEEP), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _print_refusal(error: ConcernError, *, as_json: bool) -> NoReturn:
    status = WRONG_PROGRAM if error.code in _OF_THE_PROGRAM else WRONG_INPUT
    problems = error.problems if isinstance(error, ProblemsError) else ()
    message = error.message.partition("\n")[0]
    if as_json:
        _print_json_error(
            error.code,
            message,
            status,
            remedy=error.remedy,
            problems=[problem_document(problem) for problem in problems],
        )
    out = console(stderr=True)
    hang(out, message, style="bold red")
    if error.remedy:
        hang(out, error.remedy)
    show_problems(out, problems)
    sys.exit(status)


def _print_plain(code: str, message: str, status: int, *, as_json: bool) -> NoReturn:
    if as_json:
        _print_json_error(code, message, status)
    hang(console(stderr=True), message, style="bold red")
    sys.exit(status)


def _print_json_error(
    code: str,
    message: str,
    status: int,
    *,
    remedy: str = "",
    problems: list[dict[str, object]] | None = None,
) -> NoReturn:
    error = {"code": code, "message": message, "remedy": remedy, "problems": problems or []}
    sys.stderr.write(json.dumps({"error": error}) + "\n")
    sys.exit(status)


def _system_words(error: OSError) -> str:
    what = error.strerror or type(error).__name__
    return f"{error.filename}: {what}" if error.filename else what


def _defect_words(error: Exception) -> str:
    """Say where it happened, and nothing of what was in hand."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_SHOWN:]
    where = ", ".join(f"{frame.name} in {frame.filename}:{frame.lineno}" for frame in frames)
    return (
        f"something is wrong with the program or with a plugin, not with what you gave it:"
        f" {type(error).__name__} at {where}; please report this line"
    )


@click.group(
    "childconcern",
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="childconcern", prog_name="childconcern")
def program() -> None:
    """Route concerns about children to the right help, first time.

    Ends with 0 when all is good, 1 when the answer is bad news, 2 when the
    input is wrong, and 3 when the program or a plugin is. A proof that found
    no answer ends with 3 too, after it has said so on standard output.
    """
