"""From a worried teacher's answers to the case system's receipt.

Everything is real and on this machine: the command line, a durable queue in
SQLite, SOAP to a simulated case system, email to a small mailbox. On the way the
sender is killed twice, and still the case system holds the request once.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tempfile
from pathlib import Path

from attrs import field, frozen
from stage import WIDTH, case_system, childconcern, expect, killed, mailbox, show, title, wait_for

from childconcern import concern_document, load_pack, read_concern
from childconcern.cli.asked import asked_question
from childconcern.delivery import DeliveryState, Standing
from childconcern.registry import open_application
from childconcern_liquidlogic.simulator import HeldContact, held_contacts

HERE = Path(__file__).parent
RIVERBANK = HERE.parent / "packs" / "riverbank"
REQUEST = json.loads((HERE / "request.json").read_text(encoding="utf-8"))


@frozen
class Place:
    """Where the demonstration runs.

    Attributes:
        folder: Of its own; gone at the end.
        digests: The SHA-256 of each message, from when it was first seen.
    """

    folder: Path
    digests: dict[str, str] = field(factory=dict[str, str])

    @property
    def config(self) -> Path:
        """What a council would write."""
        return self.folder / "childconcern.toml"

    @property
    def ledger(self) -> Path:
        """Where the simulated case system keeps what it receives."""
        return self.folder / "case-system.sqlite"

    @property
    def mail(self) -> Path:
        """Where the mailbox keeps what it receives."""
        return self.folder / "mail"

    def queue(self) -> tuple[Standing, ...]:
        """Return where each message of the request stands."""
        application = open_application(self.config)
        try:
            return application.outbox.standings(REQUEST["reference"])
        finally:
            application.outbox.close()

    def held(self) -> tuple[HeldContact, ...]:
        """Return what the case system holds."""
        return held_contacts(self.ledger)


def main() -> None:
    """Run the whole way in a folder of its own, and say at the end what was shown."""
    with tempfile.TemporaryDirectory(prefix="childconcern-demo-") as name:
        place = Place(Path(name))
        with mailbox(place.mail) as port, case_system(place.ledger, *FAULTS) as url:
            configure(place, url, port)
            for step in STEPS:
                step(place)
    print("\nDone: one worried teacher, one decision with its reasons, one contact, one receipt.")


def configure(place: Place, url: str, mail_port: int) -> None:
    """Write the application's configuration; a council's would name its own servers."""
    text = (HERE / "childconcern.toml").read_text(encoding="utf-8")
    text = text.replace("http://127.0.0.1:8089/contacts", url).replace("8025", str(mail_port))
    place.config.write_text(text, encoding="utf-8")
    for file in ("request.json", "liquidlogic-mapping.toml"):
        shutil.copy(HERE / file, place.folder / file)


def the_screener(place: Place) -> None:
    """A teacher answers the screener about a bruised baby of five months."""
    title("1. A teacher is worried about a bruised baby of five months, and answers the screener")
    pack, day = load_pack(RIVERBANK), dt.date.fromisoformat(REQUEST["on"])
    screener, answers = pack.questionnaire(), REQUEST["answers"]["screener"]
    given = read_concern(REQUEST["given"], pack.vocabulary, partial=True)
    journey = pack.walk(answers, given=given, on=day)
    print()
    for key in journey.path:
        question = screener.questions[key.partition("@")[0]][1]
        asked = asked_question(question, pack.vocabulary.by_id[question.records])
        show(f"- {asked.text}  {asked.words(answers[key])}.")
    expect(journey.complete, f"{len(journey.path)} questions were enough")
    document = json.dumps(concern_document(journey.concern))
    (place.folder / "concern.json").write_text(document, encoding="utf-8")


def the_decision(place: Place) -> None:
    """The council's rules decide; the referrer and the worker each read why."""
    title(
        "2. The council's rules decide: this is what the teacher reads, and what the worker reads"
    )
    asked = ("explain", RIVERBANK, place.folder / "concern.json", "--on", REQUEST["on"])
    childconcern(*asked)
    said = childconcern(*asked, "--for", "worker", only=("Route ", "Duties", "Why", "Levels"))
    sourced = "Source: " in said and "Source: none given" not in said
    expect(sourced, "every reason names the document that it comes from")


def the_queue(place: Place) -> None:
    """The request form is filled, decided again, and queued in SQLite."""
    title("3. The request form is filled, decided again, made into messages, and queued")
    request = place.folder / "request.json"
    childconcern("submit", RIVERBANK, request, "--config", place.config, last=4)
    show_queue(place)
    expect(all(one.state is DeliveryState.WAITING for one in place.queue()), "both messages wait")


def killed_before_it_arrives(place: Place) -> None:
    """The sender is killed when it has taken the message and nobody has stored it."""
    title("4. A sender takes the message, and is killed before the case system has stored it")
    with killed("deliver", "--config", place.config):
        wait_for(lambda: place.queue()[0].state is DeliveryState.LEASED, "the sender to take it")
    show_queue(place)
    expect(not place.held(), "the case system holds nothing, and the queue has lost nothing")


def killed_before_the_answer(place: Place) -> None:
    """The sender is killed when the case system has stored the message and says nothing."""
    title("5. Started again, it asks, sends, and is killed before the case system answers")
    with killed("deliver", "--config", place.config):
        wait_for(lambda: bool(place.held()), "the case system to store it")
    show_queue(place)
    expect(len(place.held()) == 1, "the case system holds it once, and nobody here knows")


def the_receipt(place: Place) -> None:
    """Started once more, the sender asks before it sends again, and gets the receipt."""
    title("6. Started once more, it asks whether the case system holds the key, and it does")
    print("\n$ childconcern deliver")
    wait_for(lambda: delivered(place), "the receipt", pause=1.0)
    show_queue(place)
    (contact,), (message, *_) = place.held(), place.queue()
    expect(contact.key == message.key, f"the receipt is {message.receipt}: it was stored once")
    (mail,) = (place.mail / "new").iterdir()
    text = mail.read_text(encoding="utf-8")
    expect("Sample" not in text, "child health has one email with the reference, and no name in it")


def the_second_time(place: Place) -> None:
    """The whole request is submitted a second time."""
    title("7. The same request a second time")
    request = place.folder / "request.json"
    said = childconcern("submit", RIVERBANK, request, "--config", place.config, last=4)
    expect("accepted" in said, "the queue knows it already")
    childconcern("deliver", "--config", place.config, "--once")
    expect(len(place.held()) == 1, "the case system still holds it once")


def delivered(place: Place) -> bool:
    """Send what is due; return whether every message has its receipt."""
    said = childconcern("deliver", "--config", place.config, "--once", quiet=True)
    for line in said.splitlines():
        if "attempt" in line:
            show(line)
    return all(one.state is DeliveryState.ACCEPTED for one in place.queue())


def show_queue(place: Place) -> None:
    """Print the queue; stop if the bytes of a message are not what they were."""
    print()
    show(f"{'the queue':22}{'state':13}{'sent':6}{'SHA-256 of its bytes':24}receipt")
    for one in place.queue():
        receipt = (one.receipt or "none yet")[: WIDTH - 70]
        digest = f"{one.sha256[:16]}..."
        show(f"{one.destination:22}{one.state.value:13}{one.attempts:<6}{digest:24}{receipt}")
        if place.digests.setdefault(one.key, one.sha256) != one.sha256:
            sys.exit("the bytes of a message have changed")


FAULTS = ("hang", "store-then-hang")
STEPS = (
    the_screener,
    the_decision,
    the_queue,
    killed_before_it_arrives,
    killed_before_the_answer,
    the_receipt,
    the_second_time,
)

if __name__ == "__main__":
    main()
