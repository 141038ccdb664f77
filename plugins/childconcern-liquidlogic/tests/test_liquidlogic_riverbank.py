"""The sample mapping against the reference pack: whatever it can decide can be sent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from childconcern.decision import Decision
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.submission import RequestForService, submission_key
from childconcern_liquidlogic import (
    load_contract,
    load_mapping,
    mapping_problems,
    pack_problems,
)
from childconcern_liquidlogic.message import message_for

EXAMPLES = Path(__file__).parents[3] / "examples"
CONTRACT = load_contract()
MAPPING = load_mapping(EXAMPLES / "demo" / "liquidlogic-mapping.toml")


@cache
def riverbank() -> Pack:
    """Return the reference pack."""
    return load_pack(EXAMPLES / "packs" / "riverbank")


def test_the_sample_mapping_fits_the_reference_pack() -> None:
    assert mapping_problems(MAPPING, CONTRACT) == ()
    assert pack_problems(MAPPING, CONTRACT, riverbank().policy) == ()


def test_every_worked_example_can_be_sent() -> None:
    pack = riverbank()
    results = pack.run_cases()

    for result in results:
        assert result.decision is not None, result.case.id
        message = message_for(CONTRACT, MAPPING, request_of(result.decision), KEY)
        assert f">{result.decision.route}<".encode() in message
    assert len(results) >= 15


KEY = submission_key("REF-1", "social-care")


def request_of(decision: Decision) -> RequestForService:
    """Return a request for what was decided."""
    return RequestForService(
        reference="REF-1",
        pack=("riverbank", "2026.1", "0" * 64),
        on=decision.on,
        concern=decision.concern,
        screened=decision,
        decision=decision,
        route=decision.route,
        destinations=decision.destinations,
    )
