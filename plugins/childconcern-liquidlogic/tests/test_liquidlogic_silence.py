"""Nothing that a child or a referrer said, and no password, is ever shown."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from pathlib import Path

import pytest
from attrs import evolve
from liquidlogic_bench import (
    CANARIES,
    KEY,
    MAPPING,
    Bench,
    request_for,
    submission_of,
)

from childconcern.submission import UnrepresentableError
from childconcern_liquidlogic import (
    LiquidLogicConfig,
    SetUpError,
    load_contract,
    make_adapter,
    read_mapping,
)
from childconcern_liquidlogic.credentials import Credentials, NoPasswordError
from childconcern_liquidlogic.filling import fill
from childconcern_liquidlogic.message import message_for
from childconcern_liquidlogic.simulator import FAULTS

PASSWORD = "canary-password-4711"
HURRY = dt.timedelta(seconds=0.15)
SECRETS = (*CANARIES, PASSWORD, "Canaria", "yellowhammer", "632960731", "4711")


def told(text: str) -> list[str]:
    """Return the secrets that a text tells."""
    return [secret for secret in SECRETS if secret in text]


def test_no_log_of_any_library_tells_anything_whatever_goes_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("BROOKSIDE_PASSWORD", PASSWORD)
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []

    def change(config: LiquidLogicConfig) -> LiquidLogicConfig:
        return evolve(config, username="front-door", password_env="BROOKSIDE_PASSWORD")

    with Bench.opened(tmp_path, credentials=("front-door", PASSWORD), change=change) as bench:
        shown.append(f"{bench.adapter!r} {bench.config!r}")
        for fault in ("", *FAULTS):
            if fault:
                bench.simulator.arm(fault)
                bench.simulator.arm(f"find/{fault}")
            submission = bench.submission()
            shown.append(repr(bench.adapter.submit(submission, within=HURRY)))
            shown.append(repr(bench.adapter.lookup(submission, within=HURRY)))
            shown.append(repr(bench.adapter.check(within=HURRY)))
        bench.adapter.submit(submission_of(b"<" + PASSWORD.encode()), within=HURRY)
        shown.append(repr(bench.simulator.contacts))
        assert any(PASSWORD.encode() in request for _, request in bench.simulator.requests)

    logged = [
        f"{record.getMessage()} {record.args!r} {record.exc_info!r}" for record in caplog.records
    ]
    assert any(record.name.startswith("zeep") for record in caplog.records)
    assert told("\n".join((*shown, *logged, *capfd.readouterr()))) == []


PHONE = 'element = "Referrer/Telephone"'
DUE = 'element = "DueDate"\nfact = "age"\npart = "due-date"'
REFUSED: dict[str, tuple[str, str]] = {
    "unmapped": ('teacher = "2A"\n', ""),
    "too long": ("at_most = 2_000", "at_most = 3"),
    "against the schema": (PHONE, 'element = "Referrer/Email"'),
    "no date": (DUE, 'element = "DueDate"\nfact = "child_name"'),
    "no place": (PHONE, 'element = "Referrer/Phone"'),
    "no text there": (PHONE, 'element = "Concern"'),
    "nothing for what is asked for": ('value = "PUBLIC-TASK"', 'from = "decided-variant"'),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_refusal_tells_what_it_refuses(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    mapping = read_mapping(MAPPING.replace(*REFUSED[name]).encode(), "mapping.toml")

    with pytest.raises(UnrepresentableError) as caught:
        message_for(load_contract(), mapping, request_for(), KEY)

    error = caught.value
    trace = "".join(traceback.format_exception(error))
    assert told(f"{error} {error!r} {error.where} {error.reason} {trace} {caplog.text}") == []


def test_what_goes_into_a_message_shows_where_it_comes_from_and_not_what_it_says() -> None:
    filled = fill(read_mapping(MAPPING.encode(), "mapping.toml"), request_for(), KEY)

    assert told(repr(filled)) == []
    assert "children 1: fact child_name" in repr(filled)


def test_a_password_that_cannot_be_used_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\nand more", encoding="utf-8")
    monkeypatch.setenv("BROOKSIDE_PASSWORD", f"{PASSWORD}\x01")

    for credentials in (
        Credentials("front-door", password_file=secret),
        Credentials("front-door", password_env="BROOKSIDE_PASSWORD"),
        Credentials("front-door", password_env="BROOKSIDE_NOTHING"),
        Credentials("front-door", password_file=tmp_path / "missing"),
    ):
        with pytest.raises(NoPasswordError) as caught:
            credentials.password()
        assert told("".join(traceback.format_exception(caught.value)) + repr(credentials)) == []


def test_an_address_with_a_password_in_it_is_refused_and_not_shown(bench: Bench) -> None:
    config = evolve(bench.config, url=f"https://front-door:{PASSWORD}@case-system.example/")

    with pytest.raises(SetUpError) as caught:
        make_adapter(config)

    assert told(str(caught.value)) == []
    assert [problem.code for problem in caught.value.problems] == ["bad-url"]
