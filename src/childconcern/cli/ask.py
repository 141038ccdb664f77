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
from childconcern.cli.languages import chosen_words, language_option, unchecked_option
from childconcern.cli.outcome import say_outcome, says_the_same
from childconcern.cli.output import BAD_NEWS, console, hang, say
from childconcern.cli.requests import (
    SavedRequest,
    prepared_request,
    request_document,
    saved_request,
)
from childconcern.explanation import explain, explanation_text
from childconcern.facts import Concern, Json, read_concern
from childconcern.gathering import Told
from childconcern.journey import Journey
from childconcern.pack import ENGLISH, Pack, Words
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
@language_option
@unchecked_option
@on_option
def ask(
    pack: Path,
    given: str | None,
    save: Path | None,
    language: str | None,
    unchecked_language: bool,  # noqa: FBT001
    on: dt.date,
) -> None:
    """Ask PACK's first questionnaire, decide, and go on with what follows.

    Answer with a number, or with what you would say. "?" is "I don't know",
    "back" goes back, and Ctrl-C stops. With --save nothing that you answered
    is lost: the same command goes on where you stopped.

    Ends with 1 when you stop before the end.
    """
    if given == "-":
        raise click.UsageError("--given cannot be standard input, where answers are typed")
    loaded = load_pack(pack)
    words = chosen_words(loaded, language, unchecked=unchecked_language)
    saved = _begun(loaded, save, given, on)
    known = read_concern(saved.given, loaded.vocabulary, partial=True)
    out = console()
    conversation = _Conversation(loaded, out, save, saved, words)
    conversation.keep()
    try:
        conversation.run(known)
    except StoppedError:
        out.print(f"\n{words.say('stopped')}")
        kept = words.say("answers-kept", file=str(save)) if save else words.say("nothing-kept")
        hang(out, kept)
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
    words: Words = ENGLISH

    def run(self, known: Concern) -> None:
        words = self.words
        journey = self._interview(self.pack.questionnaire().id, known)
        decision = self.pack.decide(journey, on=self.saved.on)
        say(self.out, explanation_text(explain(decision, self.pack, words=words), words))
        follows = decision.then_ask
        if follows is not None and (follows in self.saved.answers or self._goes_on(follows)):
            self._interview(follows, journey)
            self._decide_again(prepared_request(self.saved, self.pack))
        if self.save is not None:
            self.out.print()
            kept = words.say("reference-kept", reference=self.saved.reference, file=str(self.save))
            hang(self.out, kept)
            self.out.print(words.say("submit-sends"))

    def _interview(self, questionnaire_id: str, known: Told) -> Journey:
        words = self._words(questionnaire_id)
        if words is not self.words:
            self.out.print(f"\n{self.words.say('only-in-english')}")
        return Interview(
            pack=self.pack,
            questionnaire=words.asks(self.pack.questionnaire(questionnaire_id)),
            words=words,
            given=known,
            on=self.saved.on,
            out=self.out,
            read=lambda: input("> "),
            keep=lambda answers: self._keep(questionnaire_id, answers),
            answers=dict(self.saved.answers.get(questionnaire_id, {})),
        ).run()

    def _words(self, questionnaire_id: str) -> Words:
        """Return the words to ask in: English where the language does not cover the questions."""
        covered = self.words.own or questionnaire_id in self.words.covers
        return self.words if covered else ENGLISH

    def _goes_on(self, questionnaire_id: str) -> bool:
        words = self.words
        asked = words.asks(self.pack.questionnaire(questionnaire_id))
        title = asked.title or questionnaire_id
        self.out.print(f"\n{words.say('next', title=title)}", style="bold")
        self.out.print(words.say("go-on"))
        while True:
            try:
                typed = input("> ").strip().casefold()
            except EOFError:
                return False  # what was asked for is done: there is a decision
            except KeyboardInterrupt:
                raise StoppedError from None
            if typed in words.typed("words-for-yes", "words-for-no"):
                return typed in words.typed("words-for-yes")
            self.out.print(words.say("answer-yes-or-no"))

    def _decide_again(self, request: RequestForService) -> None:
        if says_the_same(request):
            self.out.print(f"\n{self.words.say('answers-change-nothing')}")
        else:
            self.out.print(f"\n{self.words.say('with-further-answers')}", style="bold")
            say_outcome(self.out, request, self.pack, self.words)

    def _keep(self, questionnaire_id: str, answers: dict[str, Json]) -> None:
        self.saved = evolve(
            self.saved, answers={**self.saved.answers, questionnaire_id: dict(answers)}
        )
        self.keep()

    def keep(self) -> None:
        """Write down what was answered, if it is to be kept."""
        if self.save is not None:
            write_json(self.save, request_document(self.saved))
