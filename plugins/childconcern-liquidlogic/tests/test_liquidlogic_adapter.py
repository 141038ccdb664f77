"""The adapter against a case system that answers, and against every way in which one fails."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from liquidlogic_bench import CONCERN, KEY, SOON, Authority, Bench, request_for, submission_of

from childconcern.submission import (
    Absent,
    Accepted,
    CannotTell,
    Found,
    Lookup,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
    submission_key,
)
from childconcern_liquidlogic import LiquidLogicConfig
from childconcern_liquidlogic.simulator import FAULTS

HURRY = dt.timedelta(seconds=0.4)
ENDLESS = frozenset({"hang", "store-then-hang", "slow-drip"})


def test_a_request_is_stored_and_its_receipt_comes_back(bench: Bench) -> None:
    outcome = bench.adapter.submit(bench.submission(), within=SOON)

    assert outcome == Accepted("SIM-000001")
    assert [contact.key for contact in bench.simulator.contacts] == [KEY]


def test_exactly_the_stored_bytes_are_sent(bench: Bench) -> None:
    submission = bench.submission()

    bench.adapter.submit(submission, within=SOON)

    assert bench.simulator.requests == (("/contacts", submission.body),)


def test_the_same_message_sent_twice_is_stored_once(bench: Bench) -> None:
    submission = bench.submission()

    outcomes = [bench.adapter.submit(submission, within=SOON) for _ in range(2)]

    assert outcomes == [Accepted("SIM-000001")] * 2
    assert len(bench.simulator.contacts) == 1


def test_another_message_under_a_key_that_is_in_use_is_refused_out_loud(bench: Bench) -> None:
    bench.adapter.submit(bench.submission(), within=SOON)
    changed = {**CONCERN, "agreement": "given"}
    other = bench.adapter.prepare(request_for(changed), KEY)

    outcome = bench.adapter.submit(submission_of(other.body), within=SOON)

    assert outcome == Rejected("KeyInUse")
    assert len(bench.simulator.contacts) == 1


def test_a_key_is_absent_before_it_was_sent_and_found_afterwards(bench: Bench) -> None:
    submission = bench.submission()

    before = bench.adapter.lookup(submission, within=SOON)
    bench.adapter.submit(submission, within=SOON)
    after = bench.adapter.lookup(submission, within=SOON)

    assert (before, after) == (Absent(), Found("SIM-000001"))


def test_what_was_stored_before_the_line_broke_is_found_and_sent_again_without_harm(
    bench: Bench,
) -> None:
    submission = bench.submission()
    bench.simulator.arm("store-then-drop")

    lost = bench.adapter.submit(submission, within=SOON)
    found = bench.adapter.lookup(submission, within=SOON)
    again = bench.adapter.submit(submission, within=SOON)

    assert (lost, found) == (Unknown("connection-lost"), Found("SIM-000001"))
    assert again == Accepted("SIM-000001")


OUTCOMES: dict[str, Outcome] = {
    "drop": Unknown("connection-lost"),
    "hang": Unknown("read-timeout"),
    "busy-html": Unknown("http-503"),
    "login-page": Unknown("not-an-xml-reply"),
    "redirect": Unknown("http-307"),
    "permanent-fault": Rejected("InvalidContact"),
    "retryable-fault": Unknown("fault:TryLater"),
    "unknown-fault": Unknown("fault"),
    "not-http": Unknown("not-http"),
    "store-then-hang": Unknown("read-timeout"),
    "store-then-drop": Unknown("connection-lost"),
    "slow-drip": Unknown("read-timeout"),
    "truncated-xml": Unknown("not-xml"),
    "cut-short": Unknown("reply-cut-short"),
    "empty-body": Unknown("not-xml"),
    "empty-soap-body": Unknown("not-one-body"),
    "no-receipt": Unknown("reply-not-valid"),
    "another-key": Unknown("reply-about-another-key"),
    "foreign-namespace": Unknown("reply-not-valid"),
    "document-type": Unknown("not-xml"),
    "deep-nesting": Unknown("not-xml"),
    "huge-reply": Unknown("reply-too-large"),
}


def test_every_fault_that_can_be_played_has_an_expected_outcome() -> None:
    assert OUTCOMES.keys() == FAULTS.keys()


def as_lookup(outcome: Outcome) -> Lookup:
    """Return what the same fault of a look-up leads to."""
    match outcome:
        case Unknown(reason):
            return CannotTell(reason)
        case Rejected(code):
            return CannotTell(f"fault:{code}")
        case _:
            raise AssertionError


@pytest.mark.parametrize("fault", OUTCOMES)
def test_a_fault_of_the_other_side_ends_in_its_outcome_and_settles_no_look_up(
    bench: Bench, fault: str
) -> None:
    bench.simulator.arm(fault)
    submission, within = bench.submission(), HURRY if fault in ENDLESS else SOON
    started = time.monotonic()

    outcome = bench.adapter.submit(submission, within=within)
    stored = len(bench.simulator.contacts)
    if not stored:
        bench.adapter.submit(submission, within=SOON)
    bench.simulator.arm(f"find/{fault}")
    looked_up = bench.adapter.lookup(submission, within=within)

    assert (outcome, looked_up) == (OUTCOMES[fault], as_lookup(OUTCOMES[fault]))
    assert stored == ("stores" in FAULTS[fault])
    assert time.monotonic() - started < 5.0


def test_a_redirect_is_not_followed(bench: Bench) -> None:
    bench.simulator.arm("redirect")

    bench.adapter.submit(bench.submission(), within=SOON)

    assert [path for path, _ in bench.simulator.requests] == ["/contacts"]


def test_where_nobody_listens_nothing_was_sent(bench: Bench) -> None:
    submission = bench.submission()
    bench.simulator.close()

    assert bench.adapter.submit(submission, within=SOON) == NotSent("connection-refused")
    assert bench.adapter.lookup(submission, within=SOON) == CannotTell("connection-refused")


def test_without_time_nothing_is_sent(bench: Bench) -> None:
    outcome = bench.adapter.submit(bench.submission(), within=dt.timedelta(0))

    assert outcome == NotSent("no-time-left")
    assert bench.simulator.requests == ()


OTHER_KEY = submission_key("REF-8", "social-care")
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda body: body[:-20],
    "with a code of no contract": lambda body: body.replace(b">REFUSED<", b">MAYBE<"),
    "under another key": lambda body: body.replace(KEY.encode(), OTHER_KEY.encode()),
    "of another operation": lambda body: body.replace(b"SubmitContact", b"FindContact"),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_stored_message_that_is_not_valid_for_its_key_is_not_sent(
    bench: Bench, damage: str
) -> None:
    body = DAMAGES[damage](bench.submission().body)

    first = bench.adapter.submit(submission_of(body), within=SOON)
    later = bench.adapter.submit(submission_of(body, attempt=2), within=SOON)

    assert (first, later) == (Rejected("message-not-valid"), Unknown("message-not-valid"))
    assert bench.simulator.requests == ()


def test_a_working_set_up_has_nothing_wrong_with_it_and_sends_no_child(bench: Bench) -> None:
    assert bench.adapter.check(within=SOON) == ()
    assert bench.simulator.contacts == ()
    assert all(b"SubmitContact" not in request for _, request in bench.simulator.requests)


def test_a_set_up_that_does_not_answer_is_a_problem(bench: Bench) -> None:
    bench.simulator.arm("find/login-page")

    (problem,) = bench.adapter.check(within=SOON)

    assert (problem.code, str(problem.place)) == ("not-an-xml-reply", "url")


def with_password(config: LiquidLogicConfig) -> LiquidLogicConfig:
    """Return a configuration whose password stands in the environment."""
    return evolve(config, username="front-door", password_env="BROOKSIDE_PASSWORD")


def trusting(authority: Authority) -> Callable[[LiquidLogicConfig], LiquidLogicConfig]:
    """Return how a configuration is changed to trust an authority."""
    return lambda config: evolve(config, ca_file=authority.ca_file)


def test_a_user_name_and_password_open_the_door_and_stand_in_no_stored_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROOKSIDE_PASSWORD", "open <sésame> & co")
    credentials = ("front-door", "open <sésame> & co")
    with Bench.opened(tmp_path, credentials=credentials, change=with_password) as bench:
        submission = bench.submission()

        outcome = bench.adapter.submit(submission, within=SOON)

        (sent,) = (request for _, request in bench.simulator.requests)
    assert outcome == Accepted("SIM-000001")
    assert b"same" not in submission.body
    head, body, tail = submission.body.partition(b"<soap-env:Body>")
    assert sent.startswith(head)
    assert sent.endswith(body + tail)


def test_a_wrong_password_drops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROOKSIDE_PASSWORD", "guess")
    with Bench.opened(tmp_path, credentials=("front-door", "open"), change=with_password) as bench:
        outcome = bench.adapter.submit(bench.submission(), within=SOON)
        (problem,) = bench.adapter.check(within=SOON)

    assert outcome == Unknown("fault:NotAuthorised")
    assert problem.code == "fault:NotAuthorised"


def test_a_password_is_read_from_a_file_anew_each_time(tmp_path: Path) -> None:
    secret = tmp_path / "password"

    def change(config: LiquidLogicConfig) -> LiquidLogicConfig:
        return evolve(config, username="front-door", password_file=secret)

    with Bench.opened(tmp_path, credentials=("front-door", "second"), change=change) as bench:
        submission = bench.submission()
        none = bench.adapter.submit(submission, within=SOON)
        secret.write_text("second\n", encoding="utf-8")
        good = bench.adapter.submit(submission, within=SOON)

    assert (none, good) == (NotSent("no-password"), Accepted("SIM-000001"))


def test_a_trusted_certificate_is_accepted(tmp_path: Path, authority: Authority) -> None:
    tls = authority.server_context("127.0.0.1")
    with Bench.opened(tmp_path, tls=tls, change=trusting(authority)) as bench:
        assert bench.config.url.startswith("https://")
        assert bench.adapter.submit(bench.submission(), within=SOON) == Accepted("SIM-000001")


def test_an_unknown_certificate_stops_everything_before_a_byte_is_sent(
    tmp_path: Path, authority: Authority
) -> None:
    with Bench.opened(tmp_path, tls=authority.server_context("127.0.0.1")) as bench:
        outcome = bench.adapter.submit(bench.submission(), within=SOON)

        assert outcome == NotSent("certificate-not-trusted")
        assert bench.simulator.requests == ()


def test_a_certificate_for_another_name_is_not_trusted(
    tmp_path: Path, authority: Authority
) -> None:
    tls = authority.server_context("case-system.example")
    with Bench.opened(tmp_path, tls=tls, change=trusting(authority)) as bench:
        outcome = bench.adapter.submit(bench.submission(), within=SOON)

        assert outcome == NotSent("certificate-not-trusted")


def test_over_tls_a_hang_and_a_drip_end_in_time_too(tmp_path: Path, authority: Authority) -> None:
    tls = authority.server_context("127.0.0.1")
    with Bench.opened(tmp_path, tls=tls, change=trusting(authority)) as bench:
        for fault in ("store-then-hang", "slow-drip", "store-then-drop"):
            bench.simulator.arm(fault)
        started = time.monotonic()

        within = dt.timedelta(seconds=0.8)
        outcomes = [bench.adapter.submit(bench.submission(), within=within) for _ in range(3)]

    assert outcomes == [*[Unknown("read-timeout")] * 2, Unknown("connection-lost")]
    assert time.monotonic() - started < 4.0
