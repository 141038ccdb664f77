"""A running service is held to a policy over HTTP: a faithful one passes, a faulty one does not."""

import datetime as dt
import json
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from childconcern.decision import decision_document
from childconcern.facts import Json
from childconcern.packfile import load_pack
from childconcern.testing import (
    HttpImplementation,
    NoDecisionError,
    NoServiceError,
    Outcome,
    Sheet,
    agrees,
    decision_about,
    outcome_of,
    read_outcome,
    read_suite,
    run_suite,
    sampled,
    sheet_document,
    suite_document,
)

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")
ON: Final = dt.date(2026, 11, 24)
ANSWER: Final = "A story that nobody should read in a log"
SHEET: Final = Sheet(on=ON, questionnaire="screener", answers={"home-time": ANSWER})
Answer = tuple[int, bytes]
Answering = Callable[[Any], Answer]


def faithfully(asked: Any) -> Answer:  # noqa: ANN401 - as JSON
    """Answer with what Riverbank decides."""
    return 200, json.dumps(decision_document(decision_about(RIVERBANK, sheet_of(asked)))).encode()


def with_a_fault(asked: Any) -> Answer:  # noqa: ANN401 - as JSON
    """Answer with what Riverbank decides, but never tell the council where the child lives."""
    status, body = faithfully(asked)
    decided: dict[str, Json] = json.loads(body)
    if asked["answers"].get("lives-here") is False:
        decided["duties"] = []
    return status, json.dumps(decided).encode()


def sheet_of(asked: Any) -> Sheet:  # noqa: ANN401 - as JSON
    """Return the sheet that was posted."""
    on = dt.date.fromisoformat(asked["on"])
    given, answers = asked["given"], asked["answers"]
    return Sheet(on=on, questionnaire=asked["questionnaire"], given=given, answers=answers)


@contextmanager
def serving(answering: Answering, headers: dict[str, str] | None = None) -> Generator[str]:
    """Serve what answers on a port of the machine's choice; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            status, body = answering(json.loads(self.rfile.read(length)))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/decide"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def speaking(says: bytes) -> Generator[str]:
    """Serve somebody who says a few bytes to whoever comes, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(says)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            thread.join()


def test_a_faithful_service_agrees_with_the_pack() -> None:
    with serving(faithfully) as url:
        found = sampled(agrees(RIVERBANK), HttpImplementation(url=url), examples=40)

    assert found.kept, found.message


def test_a_service_that_leaves_out_a_duty_is_caught_with_a_small_counterexample() -> None:
    with serving(with_a_fault) as url:
        found = sampled(agrees(RIVERBANK), HttpImplementation(url=url))

    assert found.counterexample is not None
    [sheet] = found.counterexample.trial.sheets
    assert sheet.answers["lives-here"] is False
    assert len(sheet.answers) <= 11
    assert "it decides duties none instead of other-authority" in found.message
    assert "  Does the child live in Riverbank? No, in another council's area" in found.message


def test_a_service_is_sent_the_whole_sheet_and_what_else_it_needs() -> None:
    asked: list[Any] = []

    def notes(document: Any) -> Answer:  # noqa: ANN401 - as JSON
        asked.append(document)
        return 200, b'{"route": "consult", "duties": ["lado"], "level": 2, "other": [1.5]}'

    with serving(notes) as url:
        outcome = HttpImplementation(url=url, headers={"Authorization": "Bearer made-up"})(SHEET)

    assert asked == [json.loads(json.dumps(sheet_document(SHEET)))]
    assert outcome == Outcome(route="consult", duties=frozenset({"lado"}), level=2)
    assert outcome.rule_spoke is None


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (500, b"Traceback: " + ANSWER.encode(), "it answers with status 500"),
        (404, b"", "it answers with status 404"),
        (204, b"", "it answers with status 204"),
        (200, b"<html>", "its answer is no JSON"),
        (200, b"\xff", "its answer is no JSON"),
        (200, b"[" * 100_000, "its answer is no JSON"),
        (200, b"[]", "its answer is no JSON object"),
        (200, b"{}", "its route is no text"),
        (200, b'{"route": ""}', "its route is no text"),
        (200, b'{"route": "r", "variant": 1, "duties": []}', "its variant is no text"),
        (200, b'{"route": "r"}', "its duties are no list of different ids"),
        (200, b'{"route": "r", "duties": [1]}', "its duties are no list of different ids"),
        (200, b'{"route": "r", "duties": ["a", "a"]}', "its duties are no list of different ids"),
        (200, b'{"route": "r", "duties": [], "level": true}', "its level is no whole number"),
        (200, b'{"route": "r", "duties": [], "level": 1.5}', "its level is no whole number"),
        (200, b'{"route": "r", "duties": [], "complete": 1}', "its complete is neither true"),
        (200, b" " * 1_000_001, "its answer has more than 1000000 bytes"),
    ],
)
def test_an_answer_that_is_no_decision_is_refused_without_showing_what_was_said(
    status: int, body: bytes, says: str
) -> None:
    with (
        serving(lambda _: (status, body)) as url,
        pytest.raises(NoDecisionError, match="the implementation gave no decision") as refused,
    ):
        HttpImplementation(url=url)(SHEET)

    assert says in str(refused.value)
    assert ANSWER not in str(refused.value)


def test_a_redirection_is_not_followed() -> None:
    elsewhere = {"Location": "http://127.0.0.1:9/elsewhere"}
    with serving(lambda _: (302, b""), elsewhere) as url:
        service = HttpImplementation(url=url)
        with pytest.raises(NoDecisionError, match="it answers with status 302"):
            service(SHEET)


@pytest.mark.parametrize("says", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 two hundred\r\n\r\n"])
def test_a_service_that_breaks_off_gives_no_decision(says: bytes) -> None:
    with speaking(says) as url, pytest.raises(NoDecisionError, match="it breaks off"):
        HttpImplementation(url=url)(SHEET)


def test_a_service_that_is_not_there_is_told_apart_and_ends_the_sampling_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    absent = HttpImplementation(url=f"http://127.0.0.1:{port}/")

    with pytest.raises(NoServiceError, match="no connection is made; start it"):
        sampled(agrees(RIVERBANK), absent)


def test_a_service_that_does_not_answer_in_time_is_not_waited_for() -> None:
    waiting = threading.Event()

    def never(_: object) -> Answer:
        waiting.wait(5)
        return 200, b""

    with serving(never) as url:
        service = HttpImplementation(url=url, timeout_seconds=0.1)
        with pytest.raises(NoServiceError, match=r"it does not answer within 0\.1 seconds"):
            service(SHEET)
        waiting.set()


@pytest.mark.parametrize(
    "url", ["", "ftp://127.0.0.1/", "http://", "file:///etc/hosts", "http://[::1", "http://a:0/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(NoServiceError, match="its address is none"):
        HttpImplementation(url=url)


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_service_must_be_given_some_time(seconds: float) -> None:
    with pytest.raises(NoServiceError, match="no time is left"):
        HttpImplementation(url="http://127.0.0.1:8000/", timeout_seconds=seconds)


def test_headers_are_not_shown_as_they_may_hold_a_token() -> None:
    shown = repr(HttpImplementation(url="http://127.0.0.1:1/", headers={"X-Token": "made-up"}))

    assert "made-up" not in shown


def test_a_decision_document_tells_whether_a_rule_spoke() -> None:
    decision = decision_about(RIVERBANK, Sheet(on=ON, questionnaire="screener"))
    document = decision_document(decision)

    assert read_outcome(document) == outcome_of(decision)
    assert read_outcome(document).rule_spoke is outcome_of(decision).rule_spoke
    duty: list[Json] = ["odd", {"kind": "duty"}]
    assert read_outcome({**document, "reasons": duty}).rule_spoke is False
    assert read_outcome({**document, "reasons": [*duty, {"kind": "rule"}]}).rule_spoke is True


def test_a_suite_is_run_against_a_service() -> None:
    sheet = Sheet(on=ON, questionnaire="screener", answers={"danger": True})
    suite = read_suite(suite_document(RIVERBANK, [sheet]))
    with serving(faithfully) as url:
        assert run_suite(suite, HttpImplementation(url=url)).agrees
