"""From a worried teacher's answers to the case system's receipt.

Everything is real and on this machine: the command line, a durable queue in
SQLite, SOAP to a simulated case system, email to a small mailbox. On the way the
sender is killed twice, and still the case system holds the request once.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from childconcern_liquidlogic.simulator import held_contacts

HERE = Path(__file__).parent
RIVERBANK = HERE.parent / "packs" / "riverbank"
PATIENCE_SECONDS = 60


def main() -> None:
    """Run the whole way in a folder of its own, and say at the end what was shown."""
    with tempfile.TemporaryDirectory(prefix="childconcern-demo-") as name:
        folder = Path(name)
        ledger = folder / "case-system.sqlite"
        for file in ("request.json", "liquidlogic-mapping.toml"):
            shutil.copy(HERE / file, folder / file)
        with mailbox(folder / "mailbox") as mail_port, case_system(ledger) as url:
            config = configured(folder, url, mail_port)
            the_screener(folder)
            the_queue(folder, config)
            killed_before_sending(config, ledger)
            killed_while_sending(config, ledger)
            the_receipt(config, ledger)
            the_second_time(folder, config, ledger)


def the_screener(folder: Path) -> None:
    """A teacher answers eight questions about a bruised baby of five months."""
    title("1. The screener: a teacher is worried about a bruised baby of five months")
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    (folder / "answers.json").write_text(json.dumps(request["answers"]["screener"]))
    (folder / "given.json").write_text(json.dumps(request["given"]))
    answers = ("walk", RIVERBANK, folder / "answers.json")
    walked = childconcern(*answers, "--given", folder / "given.json", "--on", request["on"])
    expect(json.loads(walked)["complete"], "the journey is complete")


def the_queue(folder: Path, config: Path) -> None:
    """The request form is filled, decided again, and queued in SQLite."""
    title("2. The request form: decided with reasons, made into messages, queued in SQLite")
    said = childconcern("submit", RIVERBANK, folder / "request.json", "--config", config)
    expect("waiting" in said, "the messages wait in the queue")


def killed_before_sending(config: Path, ledger: Path) -> None:
    """The sender is killed between queue and send."""
    title("3. The sender is killed before it has sent anything")
    sender = started("deliver", "--config", config)
    sender.kill()
    sender.wait()
    expect(not held_contacts(ledger), "the case system holds nothing, and the queue everything")


def killed_while_sending(config: Path, ledger: Path) -> None:
    """The sender is killed while the case system, which has stored the request, says nothing."""
    title("4. Started again, and killed while the case system keeps it waiting")
    sender = started("deliver", "--config", config)
    wait_for(lambda: bool(held_contacts(ledger)), "the case system to store it")
    sender.kill()
    sender.wait()
    expect(len(held_contacts(ledger)) == 1, "the case system holds it, and nobody here knows")


def the_receipt(config: Path, ledger: Path) -> None:
    """Started once more, the sender asks before it sends again, and gets the receipt."""
    title("5. Started once more: it asks whether the case system holds the key")
    said = ""

    def delivered() -> bool:
        nonlocal said
        said += childconcern("deliver", "--config", config, "--once")
        return "accepted" in said and held_contacts(ledger)[0].contact_id in said

    wait_for(delivered, "the receipt", pause=1.0)
    contacts = held_contacts(ledger)
    expect(len(contacts) == 1, f"the receipt is {contacts[0].contact_id}, and it was sent once")


def the_second_time(folder: Path, config: Path, ledger: Path) -> None:
    """The whole request is submitted a second time."""
    title("6. The same request a second time")
    said = childconcern("submit", RIVERBANK, folder / "request.json", "--config", config)
    expect("accepted" in said, "the queue knows it already")
    childconcern("deliver", "--config", config, "--once")
    expect(len(held_contacts(ledger)) == 1, "the case system still holds it once")
    print("\nDone: one worried teacher, one decision with its reasons, one contact, one receipt.")


def configured(folder: Path, url: str, mail_port: int) -> Path:
    """Write the application's configuration; a council's would name its own servers."""
    config = folder / "childconcern.toml"
    config.write_text(
        f"""\
plugins = ["sql", "liquidlogic", "email"]

[store.sql]
file = "contacts.sqlite"

[adapters.case-system]
adapter = "liquidlogic"
url = "{url}"
mapping = "liquidlogic-mapping.toml"

[adapters.child-health]
adapter = "email"
host = "127.0.0.1"
port = {mail_port}
security = "starttls"
insecure_loopback = true        # only ever to this machine
sender = "front-door@riverbank.example"
recipients = ["child-health@riverbank.example"]
allowed_domains = ["riverbank.example"]
link = "https://requests.riverbank.example/{{reference}}"

[destinations]
social-care = "case-system"
child-health-liaison = "child-health"

[delivery]
lease_seconds = 4
send_within_seconds = 3
first_wait_seconds = 1
""",
        encoding="utf-8",
    )
    return config


@contextmanager
def case_system(ledger: Path) -> Generator[str]:
    """Serve the simulated case system, which says nothing after it stored the first request."""
    command = ("simulate", "liquidlogic", "--port", "0", "--ledger", ledger)
    simulator = started(*command, "--fault", "store-then-hang")
    try:
        yield listening(simulator)
    finally:
        simulator.terminate()
        simulator.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def mailbox(folder: Path) -> Generator[int]:
    """Serve a mailbox on this machine."""
    port = free_port()
    controller = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def listening(simulator: subprocess.Popen[str]) -> str:
    """Return the address at which the simulator says that it listens."""
    for line in simulator.stdout or ():
        print(f"  | {line.rstrip()}")
        if "http://" in line:
            return f"http://{line.partition('http://')[2].split()[0]}"
    sys.exit("the simulated case system did not start")


def childconcern(*arguments: str | Path) -> str:
    """Run one verb as a person would, show it, and return what it said."""
    print(f"\n$ childconcern {' '.join(Path(one).name for one in map(str, arguments))}")
    done = subprocess.run(
        command_line(*arguments), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    for line in (done.stdout + done.stderr).splitlines():
        print(f"  | {line}")
    if done.returncode not in {0, 1}:
        sys.exit(f"childconcern {arguments[0]} ended with {done.returncode}")
    return done.stdout


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start one verb that goes on."""
    return subprocess.Popen(
        command_line(*arguments), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def command_line(*arguments: str | Path) -> list[str]:
    """Return the command for this Python's own childconcern."""
    program = "from childconcern.cli import main; main()"
    return [sys.executable, "-u", "-c", program, *map(str, arguments)]


def wait_for(done: Callable[[], bool], what: str, *, pause: float = 0.1) -> None:
    """Look again and again until it is so; give up after a while."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if done():
            return
        time.sleep(pause)
    sys.exit(f"waited in vain for {what}")


def expect(so: object, what: str) -> None:
    """Say what was shown, or stop."""
    if not so:
        sys.exit(f"this is not so: {what}")
    print(f"  -> {what}")


def title(text: str) -> None:
    """Print a step's title."""
    print(f"\n=== {text}")


if __name__ == "__main__":
    main()
