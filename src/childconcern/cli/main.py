"""The program: its verbs, and its version."""

from __future__ import annotations

import click

from childconcern.cli.ask import ask
from childconcern.cli.check import check
from childconcern.cli.decide import decide_verb
from childconcern.cli.deliver import deliver
from childconcern.cli.describe import describe_verb
from childconcern.cli.explain import explain_verb
from childconcern.cli.new import new
from childconcern.cli.plugins import plugins
from childconcern.cli.simulate import simulate
from childconcern.cli.submit import submit
from childconcern.cli.walk import walk_verb

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="childconcern")
def main() -> None:
    """Route concerns about children to the right help, first time.

    Ends with 0 when all is good, 1 when the answer is bad news, and 2 when the
    input is wrong.
    """


for _verb in (
    ask,
    check,
    decide_verb,
    deliver,
    describe_verb,
    explain_verb,
    new,
    plugins,
    simulate,
    submit,
    walk_verb,
):
    main.add_command(_verb)
