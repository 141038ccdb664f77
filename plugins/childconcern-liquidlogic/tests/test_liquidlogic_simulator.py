"""The simulated case system: it stores a key once, keeps it, and fails on demand."""

from __future__ import annotations

import http.client
import os
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from liquidlogic_bench import KEY, MAPPING, SOON, Bench, request_for, submission_of

from childconcern.hooks import SimulatorOptions
from childconcern.submission import Accepted, Found
from childconcern_liquidlogic import LiquidLogicConfig, load_contract, make_adapter
from childconcern_liquidlogic.documents import body_content, children, parsed
from childconcern_liquidlogic.simulator import (
    FAULTS,
    Simulator,
    UnknownFaultError,
    held_contacts,
    serve,
)
from childconcern_liquidlogic.simulator.ledger import KeyInUse, Ledger


def posted(url: str, body: bytes, content_type: str = "text/xml") -> tuple[int, bytes]:
    """Return status and body of what a plain client gets."""
    request = urllib.request.Request(url, body, {"Content-Type": content_type})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:  # noqa: S310
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_every_good_answer_and_fault_is_valid_for_the_contract(bench: Bench) -> None:
    contract = load_contract()
    message = bench.submission().body
    lookup = message.replace(b"SubmitContact", b"FindContact").partition(b"<ns0:Reference>")[0]
    found = lookup + b"</ns0:FindContact></soap-env:Body></soap-env:Envelope>"

    answers = [posted(bench.config.url, body) for body in (found, message, message, found)]
    answers.append(posted(bench.config.url, message.replace(b">REFUSED<", b">GIVEN<")))
    answers.append(posted(bench.config.url, b"nonsense"))

    assert [status for status, _ in answers] == [200, 200, 200, 200, 500, 500]
    for _, body in answers:
        content = body_content(parsed(body))
        told = next(content.iter("detail"), None)
        assert contract.faults(content if told is None else next(children(told))) == ()
    assert [b"StoredAlready>true" in body for _, body in answers[1:3]] == [False, True]
    assert [b"Held>true" in body for _, body in (answers[0], answers[3])] == [False, True]


def test_a_ledger_keeps_a_key_once_and_says_when_another_message_comes(tmp_path: Path) -> None:
    ledger = Ledger.opened(tmp_path / "ledger.sqlite")

    first, again, other = (ledger.store("key", text) for text in ("a", "a", "b"))
    ledger.close()

    assert not isinstance(first, KeyInUse)
    assert not isinstance(again, KeyInUse)
    assert (first[1], again[1], other) == (False, True, KeyInUse())
    assert first[0] == again[0]
    assert [contact.message for contact in held_contacts(tmp_path / "ledger.sqlite")] == ["a"]


def test_a_ledger_is_for_its_owner_alone(tmp_path: Path) -> None:
    Ledger.opened(tmp_path / "ledger.sqlite").close()

    assert stat.S_IMODE((tmp_path / "ledger.sqlite").stat().st_mode) == 0o600


def test_what_was_stored_is_found_after_a_restart(tmp_path: Path) -> None:
    with Bench.opened(tmp_path) as bench:
        submission = bench.submission()
        bench.adapter.submit(submission, within=SOON)

    with Bench.opened(tmp_path) as bench:
        assert bench.adapter.lookup(submission, within=SOON) == Found("SIM-000001")
        assert bench.adapter.submit(submission, within=SOON) == Accepted("SIM-000001")


SCRIPT = """
import sys
from pathlib import Path
from childconcern.hooks import SimulatorOptions
from childconcern_liquidlogic.simulator import serve
serve(SimulatorOptions(
    host="127.0.0.1", port=0, ledger=Path(sys.argv[1]), faults=("store-then-hang",),
    announce=lambda line: print(line, flush=True),
))
"""


def test_what_was_stored_outlives_the_death_of_the_simulator(tmp_path: Path) -> None:
    ledger, mapping = tmp_path / "ledger.sqlite", tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(ledger)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        adapter = make_adapter(LiquidLogicConfig(url=url, mapping=mapping, read_seconds=1))
        adapter.submit(submission_of(adapter.prepare(request_for(), KEY).body), within=SOON)
        said = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGKILL)

    assert said == ["Playing the fault store-then-hang\n", "Stored SIM-000001\n"]
    assert [contact.key for contact in held_contacts(ledger)] == [KEY]


def test_ctrl_c_ends_the_simulator_in_good_order(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "ledger.sqlite")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)

    assert (process.returncode, out, err) == (
        0,
        "Stopped; the ledger keeps what was stored\n",
        "",
    )


def test_faults_are_played_in_order_and_each_sort_of_request_takes_its_own(bench: Bench) -> None:
    for fault in ("busy-html*2", "find/login-page", "redirect"):
        bench.simulator.arm(fault)
    submission = bench.submission()

    outcomes = [str(bench.adapter.submit(submission, within=SOON)) for _ in range(4)]
    looked_up = [str(bench.adapter.lookup(submission, within=SOON)) for _ in range(2)]

    assert outcomes == [
        "Unknown(evidence='http-503')",
        "Unknown(evidence='http-503')",
        "Unknown(evidence='http-307')",
        "Accepted(receipt='SIM-000001')",
    ]
    assert looked_up == ["CannotTell(reason='not-an-xml-reply')", "Found(receipt='SIM-000001')"]


@pytest.mark.parametrize("text", ["", "busy", "busy-html*0", "find/", "BUSY-HTML", "busy-html * 2"])
def test_a_fault_that_cannot_be_played_is_refused_with_those_that_can(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(UnknownFaultError) as caught:
        Simulator(tmp_path / "ledger.sqlite", faults=[text])

    assert all(name in str(caught.value) for name in FAULTS)


@pytest.mark.parametrize(("path", "body"), [("/", b"x"), ("/contacts", None), ("/contacts/", b"x")])
def test_nothing_else_is_served(bench: Bench, path: str, body: bytes | None) -> None:
    url = bench.config.url.removesuffix("/contacts") + path

    request = urllib.request.Request(url, body)  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=5)  # noqa: S310
    with caught.value as error:
        assert error.code == 404
    assert bench.simulator.contacts == ()


def test_a_request_that_is_too_long_is_not_read(bench: Bench) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(bench), timeout=5)
    connection.putrequest("POST", "/contacts")
    connection.putheader("Content-Length", "20000001")
    connection.endheaders()

    assert connection.getresponse().status == 413
    connection.close()


def port_of(bench: Bench) -> int:
    """Return where the bench's simulator listens."""
    return int(bench.config.url.rpartition(":")[2].partition("/")[0])


@pytest.mark.parametrize(
    "request_body",
    [
        b'<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/hostname">]><e>&x;</e>',
        b"<a>" * 100_000,
        b"",
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
    ],
    ids=["entity", "deep", "empty", "nothing"],
)
def test_a_hostile_request_is_a_fault_and_stores_nothing(bench: Bench, request_body: bytes) -> None:
    status, body = posted(bench.config.url, request_body)

    assert status == 500
    assert b"InvalidContact" in body
    assert bench.simulator.contacts == ()


def test_it_says_where_it_listens_and_warns_when_others_can_reach_it(tmp_path: Path) -> None:
    told: list[str] = []

    simulator = Simulator(tmp_path / "a.sqlite", host="0.0.0.0", announce=told.append)  # noqa: S104
    simulator.close()

    assert told[0] == f"A simulated case system listens at {simulator.url}"
    assert told[1] == "Other machines can reach it: give it invented contacts only"


def test_an_address_that_is_taken_is_an_error_and_leaves_nothing_open(
    bench: Bench, tmp_path: Path
) -> None:
    options = SimulatorOptions(
        host="127.0.0.1", port=port_of(bench), ledger=tmp_path / "b", faults=(), announce=print
    )

    with pytest.raises(OSError, match=os.strerror(98)):
        serve(options)
