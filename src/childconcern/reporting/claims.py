"""What is claimed, in words: of which journeys, and what the verdicts mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.explanation.phrases import capitalised
from childconcern.pack import WrittenPack
from childconcern.pack.wording import id_words
from childconcern.verify import POLICY_ALONE, Scope, scopes_of

__all__ = ["MEANING", "claim_words", "scope_name", "scope_words"]

MEANING: Final = (
    "PROVED means that of all answer combinations that these questions allow, none breaks what is"
    " claimed. It says nothing of claims that nobody made, nor of whether the policy is wise."
)
"""What PROVED means, and what it does not."""

_CLAIMS: Final[Mapping[str, str]] = {
    "reachable": "Everything in the pack can come about",
    "exactly-one-route": "There is one route, and no more",
    "no-dead-end": "Nobody is left without a next step",
    "guaranteed": "The guarantees are kept",
    "a-worse-answer-never-lowers-the-response": "A worse answer never lowers the response",
    "a-worse-answer-never-loses-a-duty": "A worse answer never loses a duty",
    "not-knowing-never-lowers-the-response": "Not knowing never lowers the response",
    "one-more-never-lowers-the-response": "One more of a list never lowers the response",
    "not-knowing-is-no-all-clear": "Not knowing is never an all-clear",
    "set-aside-changes-nothing": "Answers that are set aside change nothing",
}


def claim_words(claim: str) -> str:
    """Return a sort of claim as a sentence without a full stop."""
    return _CLAIMS.get(claim) or capitalised(id_words(claim))


def scope_name(scope_id: str) -> str:
    """Return a scope in a word or two: "Screener", "Policy alone"."""
    return "Policy alone" if scope_id == POLICY_ALONE else capitalised(id_words(scope_id))


def scope_words(scope_id: str, pack: WrittenPack) -> str:
    """Return of what a scope speaks, in a sentence."""
    scopes: dict[str, Scope] = {one.id: one for one in scopes_of(pack)}
    walked = scopes[scope_id].questionnaires if scope_id in scopes else ()
    names = [id_words(one.id) for one in walked]
    if not walked:
        return "everything that can be known of a concern, whoever asked and however"
    after = "".join(f", after every way through the {name}" for name in names[:-1])
    return f"every way through the {names[-1]}{after}"
