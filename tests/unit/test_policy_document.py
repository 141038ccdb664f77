"""A policy as a document: whatever could change a decision, or its words, changes the digest."""

from typing import Any

import pytest
from attrs import evolve

from childconcern.conditions import Sign, parse_condition
from childconcern.facts import Fact, OneOf, Vocabulary, YesNo, canonical_json
from childconcern.policy import (
    Claim,
    Guarantee,
    RoutingPolicy,
    WithinHours,
    policy_digest,
    policy_document,
    vocabulary_document,
)
from support.sample import POLICY, VOCABULARY

GUARANTEED = evolve(
    POLICY,
    guarantees=(
        Guarantee(
            id="kept",
            claim=Claim.NEVER_BELOW,
            route="emergency",
            when=parse_condition("immediate_danger"),
        ),
        Guarantee(id="same", claim=Claim.UNCHANGED_EXCEPT, facts=("referrer_role",)),
    ),
)


def parts(policy: RoutingPolicy) -> dict[str, Any]:
    """Return a policy's document."""
    document = policy_document(policy)
    assert isinstance(document, dict)
    return document


def test_a_policy_is_written_whole() -> None:
    document = parts(GUARANTEED)

    assert document["id"] == "sample"
    assert document["otherwise"] == "consult"
    assert document["areas"][0] == {"id": "harm", "name": "Physical harm"}
    assert document["levels"][2] == {"number": 4, "name": "Statutory"}
    assert document["signs"][0]["when"] == (
        "any_item(children, any_of(injuries, 'bruise', 'burn', 'fracture') and not moves_alone)"
    )
    assert document["indicators"][2] == {
        "id": "missing-school",
        "area": "school",
        "level": 2,
        "when": "weeks_missed >= 4",
        "because": "Weeks of school are missed",
        "source": "local",
    }
    assert document["routes"][0]["respond_within"] == "immediately"
    assert document["routes"][0]["variants"][0]["destinations"] == ["night-team"]
    assert document["routes"][1]["variants"][0]["destinations"] is None
    assert document["routes"][3]["respond_within"] is None
    assert document["rules"][0]["source"] is None
    assert document["duties"][0]["respond_within"] == "before home_time"
    assert document["guarantees"][0]["when"] == "immediate_danger"
    assert document["guarantees"][1] == {
        "id": "same",
        "claim": "unchanged except",
        "when": None,
        "route": None,
        "duty": None,
        "level": None,
        "facts": ["referrer_role"],
        "because": "",
        "source": None,
    }


def test_a_vocabulary_is_written_whole() -> None:
    document: Any = vocabulary_document(VOCABULARY)
    danger, role, weeks, *_ = document["facts"]
    (children,) = document["groups"]

    assert danger["unknown_counts_as"] is True
    assert danger["worse"] == "yes"
    assert role["options"] == ["teacher", "police", "parent"]
    assert "unknown_counts_as" not in role
    assert (weeks["at_least"], weeks["at_most"], weeks["unit"]) == (0, 52, "weeks")
    assert (children["at_least"], children["at_most"]) == (1, 8)
    assert children["facts"][1]["unknown_counts_as"] == ["bruise"]
    assert children["facts"][1]["options"][3] == {"id": "none", "exclusive": True}


def test_an_order_of_options_is_written_as_a_list() -> None:
    role = Fact(id="role", kind=OneOf(("a", "b")), worse=("b", "a"))
    document: Any = vocabulary_document(Vocabulary(facts=(role,)))

    assert document["facts"][0]["worse"] == ["b", "a"]


def test_a_document_is_json_and_its_digest_is_the_policys() -> None:
    assert canonical_json(policy_document(GUARANTEED)).startswith(b'{"areas":[')
    assert policy_digest(POLICY) == POLICY.digest
    assert len(POLICY.digest) == 64


@pytest.mark.parametrize(
    "changed",
    [
        evolve(POLICY, version="2026.2"),
        evolve(POLICY, otherwise="social-care"),
        evolve(POLICY, rules=POLICY.rules[::-1]),
        evolve(POLICY, duties=()),
        evolve(POLICY, routes=(*POLICY.routes[:3], evolve(POLICY.routes[3], next_step="Wait."))),
        evolve(
            POLICY,
            routes=(*POLICY.routes[:3], evolve(POLICY.routes[3], respond_within=WithinHours(1))),
        ),
        evolve(POLICY, indicators=(evolve(POLICY.indicators[0], level=2), *POLICY.indicators[1:])),
        evolve(
            POLICY, signs=(Sign(id="hurt_and_not_mobile", when=parse_condition("out_of_hours")),)
        ),
        evolve(
            POLICY,
            vocabulary=evolve(VOCABULARY, facts=(*VOCABULARY.facts, Fact(id="z", kind=YesNo()))),
        ),
        GUARANTEED,
    ],
)
def test_any_change_of_a_policy_changes_its_digest(changed: RoutingPolicy) -> None:
    assert changed.digest != POLICY.digest


def test_two_ways_to_write_one_condition_have_one_digest() -> None:
    rule = evolve(POLICY.rules[2], when=parse_condition("(  immediate_danger )"))

    assert evolve(POLICY, rules=(*POLICY.rules[:2], rule)).digest == POLICY.digest
