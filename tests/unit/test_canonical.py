"""Canonical JSON and digests: the same bytes on every Python, platform, locale and hash seed."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from childconcern.decision import decide, decision_document
from childconcern.facts import (
    NOT_ASKED,
    NOT_KNOWN,
    Fact,
    YesNo,
    canonical_json,
    concern_document,
    digest,
    held_document,
    read_concern,
)
from support.sample import BRUISED_BABY, POLICY, VOCABULARY

ON = dt.date(2026, 11, 23)
TESTS = Path(__file__).parents[1]

# Worked out once; every interpreter's run must come to the same bytes.
POLICY_DIGEST = "2ecef112993885041e1931b9013caf6c65fbf330c8b8cc09f8def5296500a1f4"
CONCERN_DIGEST = "859438fbcd104346de125e2144ad4a5cff0685ed5c695636e6aa007fa0b16a1a"
DECISION_DIGEST = "f21cf81945403e4a712ceb33546d6084d4e917e1ee5c5bfa66b4f2167e10c5c8"
SCRIPT = """
import datetime as dt
from childconcern.decision import decide, decision_document
from childconcern.facts import canonical_json, read_concern
from support.sample import BRUISED_BABY, POLICY, VOCABULARY
concern = read_concern(BRUISED_BABY, VOCABULARY)
decision = decide(concern, POLICY, on=dt.date(2026, 11, 23))
print(canonical_json(decision_document(decision)).hex())
"""


def test_canonical_json_has_sorted_keys_no_blanks_and_plain_letters() -> None:
    document = {"b": [1, True, None], "a": "Zoë", "ä": {"z": 1, "y": "\u2028\n"}}

    assert canonical_json(document) == (
        '{"a":"Zoë","b":[1,true,null],"ä":{"y":"\u2028\\n","z":1}}'.encode()
    )


def test_canonical_json_has_no_number_that_is_not_one() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json({"a": float("nan")})


def test_a_digest_is_sha_256_of_the_canonical_json() -> None:
    # As `printf '{"a":1}' | sha256sum` gives it.
    expected = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"

    assert digest({"a": 1}) == expected


def test_a_fact_without_a_value_is_written_as_null() -> None:
    fact = Fact(id="danger", kind=YesNo())

    assert held_document(fact, NOT_KNOWN) is None
    assert held_document(fact, NOT_ASKED) is None
    assert held_document(fact, False) is False  # noqa: FBT003 - a value


def test_a_part_of_a_concern_names_a_group_where_one_of_its_facts_is_asked_for() -> None:
    concern = read_concern(BRUISED_BABY, VOCABULARY)

    assert concern_document(concern, frozenset({"weeks_missed"})) == {"weeks_missed": 0}
    assert concern_document(concern, frozenset({"injuries"})) == {
        "children": [
            {"id": "child-1", "injuries": ["bruise"]},
            {"id": "child-2", "injuries": ["none"]},
        ]
    }


def test_the_same_things_have_the_same_digests_on_every_python() -> None:
    concern = read_concern(BRUISED_BABY, VOCABULARY)
    decision = decide(concern, POLICY, on=ON)

    assert POLICY.digest == POLICY_DIGEST
    assert decision.concern_digest == CONCERN_DIGEST
    assert digest(decision_document(decision)) == DECISION_DIGEST


def test_a_decision_is_the_same_bytes_whatever_the_hash_seed_the_time_zone_and_the_locale() -> None:
    places = (
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "Europe/London", "LC_ALL": "tr_TR.UTF-8"},
    )
    here = canonical_json(
        decision_document(decide(read_concern(BRUISED_BABY, VOCABULARY), POLICY, on=ON))
    )

    assert [_elsewhere(place) for place in places] == [here] * len(places)


def _elsewhere(place: dict[str, str]) -> bytes:
    """Return what another interpreter, started in such a place, makes of the same things."""
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **place, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        check=True,
    )
    return bytes.fromhex(done.stdout.decode())
