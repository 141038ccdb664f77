"""What is true of a pack, in one form, whoever found it: brute force, z3 or the prover.

Questions asked of each item are told by their question alone, and the steps
from one answer to another by what is claimed of them.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeAlias

from childconcern.conditions import AreasAt, Level, LevelOf, expand, facts_in, walk_tree
from childconcern.policy import Claim, Duty, Guarantee, RoutingPolicy

__all__ = [
    "ANYWHERE",
    "CHANGED",
    "CLEAR",
    "FEWER",
    "FINISHING",
    "GUARANTEED",
    "IDLE",
    "LEADS_ON",
    "LONGEST",
    "LOSES",
    "LOWERS",
    "NOBODY",
    "NOT_KNOWING",
    "NUMBER",
    "ONE_ROUTE",
    "REACHED",
    "SET_ASIDE",
    "SHORTEST",
    "SILENCE",
    "SUFFICES",
    "UNSURE",
    "Key",
    "Said",
    "Truths",
    "claims_of",
    "differences",
    "read_by",
]

Key: TypeAlias = tuple[str, str, str]
"""What is claimed, in which scope, and of what."""

Said: TypeAlias = bool | int | None
"""Whether it is so, or how many; None where nothing is said of it."""

Truths: TypeAlias = dict[Key, Said]
"""What is said of each claim. What the prover notes is a claim that it is not so."""

ANYWHERE: Final = "anywhere"
"""The scope of what is claimed of all of them together."""

REACHED: Final = "reachable"
GUARANTEED: Final = "guaranteed"
ONE_ROUTE: Final = "exactly-one-route"
LEADS_ON: Final = "no-dead-end"
LOWERS: Final = "a-worse-answer-never-lowers-the-response"
LOSES: Final = "a-worse-answer-never-loses-a-duty"
NOT_KNOWING: Final = "not-knowing-never-lowers-the-response"
FEWER: Final = "one-more-never-lowers-the-response"
CLEAR: Final = "not-knowing-is-no-all-clear"
SET_ASIDE: Final = "set-aside-changes-nothing"
IDLE: Final = "never-changes-a-decision"
SILENCE: Final = "no-rule-speaks"
NOBODY: Final = "from-a-person-to-nobody"
UNSURE: Final = "not-knowing-changes-the-route"
FINISHING: Final = "finishing-early-changes-nothing"
SUFFICES: Final = "what-matters-suffices"
CHANGED: Final = "decided-otherwise"
SHORTEST: Final = "shortest"
LONGEST: Final = "longest"
NUMBER: Final = "number"

_TOLD_EACH: Final = frozenset({REACHED, GUARANTEED, SHORTEST, LONGEST, NUMBER, CHANGED})
"""Claims of which every one is told. What is left out of others is so: nothing disputed it."""


def differences(
    truths: Mapping[Key, Said], others: Mapping[Key, Said], but: Collection[str] = ()
) -> Iterator[tuple[Key, Said, Said]]:
    """Yield every claim of which two say different things, with what each of them says.

    Args:
        truths: What one says.
        others: What the other says.
        but: Sorts of claims that are left aside.
    """
    for key in sorted(truths.keys() | others.keys()):
        default = None if key[0] in _TOLD_EACH else True
        one, other = truths.get(key, default), others.get(key, default)
        if one is not other and (one != other or isinstance(one, bool)) and key[0] not in but:
            yield key, one, other


def claims_of(guarantees: tuple[Guarantee, ...]) -> tuple[Guarantee, ...]:
    """Return the guarantees that claim something of one pack alone."""
    return tuple(one for one in guarantees if one.claim is not Claim.UNCHANGED_EXCEPT)


def read_by(duty: Duty, policy: RoutingPolicy) -> frozenset[str]:
    """Return the facts that a duty hangs on, those that give areas their levels included."""
    own = facts_in(duty.when, policy.terms)
    meaning = expand(duty.when, policy.terms.meanings)
    if not any(isinstance(one, Level | LevelOf | AreasAt) for one in walk_tree(meaning)):
        return own
    return own.union(*(facts_in(one.when, policy.terms) for one in policy.indicators))
