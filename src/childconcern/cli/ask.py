"""``childconcern ask``: the screener in a terminal, ending in the decision."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

import click
from attrs import define, field
from rich.console import Console

from childconcern.cli.inputs import on_option, pack_argument, read_json, write_json
from childconcern.cli.interview import Interview, StoppedError
from childconcern.cli.output import console, verb
from childconcern.decide import decide
from childconcern.explain import explain, explanation_text
from childconcern.facts import Concern, Json, read_concern
from childconcern.journey import Journey
from childconcern.pack import Pack
from childconcern.packfile import load_pack

__all__ = ["ask"]


@click.command()
@pack_argument
@click.option("--given", help="Facts that the service sets, as JSON.")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the answers in this file after each one, ready for `submit`.",
)
@on_option
@verb
def ask(pack: Path, given: str | None, save: Path | None, on: dt.date) -> None:
    """Ask PACK's first questionnaire, decide, and go on with what follows.

    An answer is a number, some numbers, or what you would say; ? is "I don't
    know" and back goes back.
    """
    document = read_json(given) if given else {}
    loaded = load_pack(pack)
    known = read_concern(document, loaded.vocabulary, partial=True)
    out = console()
    conversation = _Conversation(loaded, on, out, document, save)
    try:
        conversation.run(known)
    except StoppedError:
        kept = f"What you answered is in {save}." if save else "Nothing was kept."
        out.print(f"\nStopped. {kept}")


@define
class _Conversation:
    pack: Pack
    on: dt.date
    out: Console
    given: dict[str, Json]
    save: Path | None
    reference: str = field(factory=lambda: f"C-{uuid.uuid4().hex[:16].upper()}")
    answers: dict[str, dict[str, Json]] = field(factory=dict[str, dict[str, Json]])

    def run(self, known: Concern) -> None:
        journey = self._interview(self.pack.questionnaire().id, known)
        decision = decide(journey.concern, self.pack.policy, on=self.on, complete=journey.complete)
        self.out.print()
        self.out.print(explanation_text(explain(decision, self.pack)))
        if decision.then_ask is not None and self._goes_on(decision.then_ask):
            self._interview(decision.then_ask, journey.concern)
        if self.save is not None:
            self.out.print(f"\nReference {self.reference}, kept in {self.save}.")

    def _interview(self, questionnaire_id: str, known: Concern) -> Journey:
        return Interview(
            questionnaire=self.pack.questionnaire(questionnaire_id),
            given=known,
            on=self.on,
            out=self.out,
            read=_reader(),
            keep=lambda answers: self._keep(questionnaire_id, answers),
        ).run()

    def _goes_on(self, questionnaire_id: str) -> bool:
        title = self.pack.questionnaire(questionnaire_id).title or questionnaire_id
        self.out.print(f"\nGo on to {title}? yes or no")
        try:
            return _reader()().strip().casefold() in {"y", "yes"}
        except EOFError:
            return False

    def _keep(self, questionnaire_id: str, answers: dict[str, Json]) -> None:
        self.answers[questionnaire_id] = dict(answers)
        if self.save is not None:
            document = {
                "reference": self.reference,
                "on": self.on.isoformat(),
                "given": self.given,
                "answers": self.answers,
            }
            write_json(self.save, document)


def _reader() -> Callable[[], str]:
    return lambda: input("> ")
