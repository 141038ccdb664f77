"""A call, from the first question to what the caller is told: ``run.py PACK``.

Answers are typed as in ``childconcern ask``: "back" goes back, "?" is not
known, and all can be changed at the end. Ends with 1 where the call broke off;
what to do is said then too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from attrs import define, field
from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1]))  # where front_door.py is

from front_door import council_day, open_front_door

from childconcern import (
    Concern,
    ConcernError,
    Pack,
    add_questionnaire,
    explain,
    explanation_text,
)
from childconcern.cli.interview import Interview, StoppedError
from childconcern.cli.output import console, hang, say
from childconcern.facts import Json

SCRIPT = Path(__file__).with_name("telephone.toml")
ENDED, BROKE_OFF, CANNOT_START = 0, 1, 2


@define
class Call:
    """One call.

    Attributes:
        pack: The council's pack, with the script in it.
        given: What the service knows before anybody speaks.
        on: The day it is at the council.
        out: Where the call handler reads.
        answers: So far.
    """

    pack: Pack
    given: Concern
    on: dt.date
    out: Console
    answers: dict[str, Json] = field(factory=dict[str, Json])

    def run(self) -> int:
        """Ask, decide, and say what to tell the caller; return the exit code."""
        try:
            self._interview().run()
        except StoppedError:
            # A caller who rings off has said something all the same: it counts.
            hang(self.out, "\nThe call broke off. This is what follows from what was said so far.")
            self.say_outcome()
            return BROKE_OFF
        self.say_outcome()
        return ENDED

    def say_outcome(self) -> None:
        """Say what follows from the answers, in the words of the pack."""
        journey = self.pack.walk(
            self.answers, questionnaire=SCRIPT.stem, given=self.given, on=self.on
        )
        decision = self.pack.decide(journey, on=self.on)
        say(self.out, explanation_text(explain(decision, self.pack)))

    def _interview(self) -> Interview:
        return Interview(
            pack=self.pack,
            questionnaire=self.pack.questionnaire(SCRIPT.stem),
            given=self.given,
            on=self.on,
            out=self.out,
            read=lambda: input("> "),
            keep=self.keep,
            answers=dict(self.answers),
        )

    def keep(self, answers: dict[str, Json]) -> None:
        """Hold each answer as it is given; a service writes its draft here."""
        self.answers = dict(answers)


def main() -> int:
    """Take one call; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--at", type=dt.datetime.fromisoformat, help="for training: another time")
    asked = parser.parse_args()
    now = asked.at or dt.datetime.now(dt.UTC)
    try:
        front_door = open_front_door([asked.pack])
        pack = add_questionnaire(front_door.current(now), SCRIPT)
        given = front_door.given(pack, now)
    except (ConcernError, ValueError) as wrong:  # no rules, no script, or a time without a zone
        print(f"the call cannot be taken with this: {wrong}", file=sys.stderr)
        return CANNOT_START
    return Call(pack=pack, given=given, on=council_day(now), out=console()).run()


if __name__ == "__main__":
    sys.exit(main())
