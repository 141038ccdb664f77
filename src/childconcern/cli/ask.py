"""``childconcern ask``: the screener in a terminal, ending in the decision."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from pathlib import Path

import click
from attrs import define, evolve
from rich.console import Console

from childconcern.cli.inputs import on_option, pack_argument, read_json, write_json
from childconcern.cli.interview import Interview, StoppedError
from childconcern.cli.outcome import say_outcome, says_the_same
from childconcern.cli.output import BAD_NEWS, console, hang, say
from childconcern.cli.requests import (
    SavedRequest,
    prepared_request,
    request_document,
    saved_request,
)
from childconcern.decision import decide
from childconcern.explanation import explain, explanation_text
from childconcern.facts import Concern, Json, read_concern
from childconcern.journey import Journey
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.submission import RequestForService

__all__ = ["ask"]


@click.command(short_help="Ask the screener, and decide.")
@pack_argument
@click.option("--given", metavar="FILE", help="Facts that the service sets, as JSON.")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep each answer here, for `submit`; go on from there if the file exists.",
)
@on_option
def ask(pack: Path, given: str | None, save: Path | None, on: dt.date) -> None:
    """Ask PACK's first questionnaire, decide, and go on with what follows.

    Answer with a number, or with what you would say. "?" is "I don't know",
    "back" goes back, and Ctrl-C stops. With --save nothing that you answered
    is lost: the same command goes on where you stopped.

    Ends with 1 when you stop before the end.
    """
    if given == "-":
        raise click.UsageError("--given cannot be standard input, where answers are typed")
    loaded = load_pack(pack)
    saved = _begun(loaded, save, given, on)
    known = read_concern(saved.given, loaded.vocabulary, partial=True)
    out = console()
    conversation = _Conversation(loaded, out, save, saved)
    conversation.keep()
    try:
        conversation.run(known)
    except StoppedError:
        out.print("\nStopped. If a child is in immediate danger, call 999.")
        kept = f"What you answered is in {save}: the same command goes on." if save else ""
        hang(out, kept or "Nothing was kept; --save FILE keeps what you answer.")
        sys.exit(BAD_NEWS)


def _begun(pack: Pack, save: Path | None, given: str | None, on: dt.date) -> SavedRequest:
    facts = read_json(given) if given else None
    if save is not None and save.exists():
        before = saved_request(read_json(save), pack)
        return evolve(before, on=on, given=before.given if facts is None else facts)
    reference = f"C-{uuid.uuid4().hex[:16].upper()}"
    return SavedRequest(
        reference=reference, on=on, given={} if facts is None else facts, answers={}
    )


@define
class _Conversation:
    pack: Pack
    out: Console
    save: Path | None
    saved: SavedRequest

    def run(self, known: Concern) -> None:
        on = self.saved.on
        journey = self._interview(self.pack.questionnaire().id, known)
        decision = decide(journey.concern, self.pack.policy, on=on, complete=journey.complete)
        say(self.out, explanation_text(explain(decision, self.pack)))
        follows = decision.then_ask
        if follows is not None and (follows in self.saved.answers or self._goes_on(follows)):
            self._interview(follows, journey.concern)
            self._decide_again(prepared_request(self.saved, self.pack))
        if self.save is not None:
            self.out.print()
            hang(self.out, f"Reference {self.saved.reference}, kept in {self.save}.")
            self.out.print("`childconcern submit` sends it.")

    def _interview(self, questionnaire_id: str, known: Concern) -> Journey:
        return Interview(
            questionnaire=self.pack.questionnaire(questionnaire_id),
            given=known,
            on=self.saved.on,
            out=self.out,
            read=lambda: input("> "),
            keep=lambda answers: self._keep(questionnaire_id, answers),
            answers=dict(self.saved.answers.get(questionnaire_id, {})),
        ).run()

    def _goes_on(self, questionnaire_id: str) -> bool:
        title = self.pack.questionnaire(questionnaire_id).title or questionnaire_id
        self.out.print(f"\nNext: {title}", style="bold")
        self.out.print("Go on with it now? yes or no")
        while True:
            try:
                typed = input("> ").strip().casefold()
            except EOFError:
                return False  # what was asked for is done: there is a decision
            except KeyboardInterrupt:
                raise StoppedError from None
            if typed in {"y", "yes", "n", "no"}:
                return typed.startswith("y")
            self.out.print("Answer yes or no.")

    def _decide_again(self, request: RequestForService) -> None:
        if says_the_same(request):
            self.out.print("\nYour further answers do not change what happens next.")
        else:
            self.out.print("\nWith your further answers:", style="bold")
            say_outcome(self.out, request, self.pack)

    def _keep(self, questionnaire_id: str, answers: dict[str, Json]) -> None:
        self.saved = evolve(
            self.saved, answers={**self.saved.answers, questionnaire_id: dict(answers)}
        )
        self.keep()

    def keep(self) -> None:
        """Write down what was answered, if it is to be kept."""
        if self.save is not None:
            write_json(self.save, request_document(self.saved))
