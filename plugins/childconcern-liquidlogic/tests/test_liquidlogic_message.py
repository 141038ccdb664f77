"""From a request to its message: what is said, and what is refused by name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve
from liquidlogic_bench import CANARIES, CONCERN, DAY, KEY, MAPPING, POLICY, VOCABULARY, request_for

from childconcern.decision import decide
from childconcern.facts import read_concern
from childconcern.submission import RequestForService, UnrepresentableError
from childconcern_liquidlogic import load_contract, read_mapping
from childconcern_liquidlogic.documents import body_content, leaves, parsed, steps_text
from childconcern_liquidlogic.filling import fill
from childconcern_liquidlogic.message import message_for
from childconcern_liquidlogic.request_values import areas_not_explored, request_value

CONTRACT = load_contract()


def said(
    concern: Mapping[str, object] | RequestForService = CONCERN, mapping: str = MAPPING
) -> dict[str, str]:
    """Return what stands in the message, by place."""
    request = concern if isinstance(concern, RequestForService) else request_for(concern)
    read = read_mapping(mapping.encode(), "mapping.toml")
    message = message_for(CONTRACT, read, request, KEY)
    return {steps_text(steps): text for steps, text in leaves(body_content(parsed(message)))}


def refused(concern: Mapping[str, object] = CONCERN, mapping: str = MAPPING) -> str:
    """Return how the request is refused."""
    with pytest.raises(UnrepresentableError) as caught:
        said(concern, mapping)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return str(caught.value)


def without(*facts: str) -> dict[str, object]:
    """Return the usual concern without some facts."""
    return {fact: value for fact, value in CONCERN.items() if fact not in facts}


def test_the_whole_message_says_what_the_mapping_says() -> None:
    assert said() == {
        "Key": KEY,
        "Reference": "REF-7",
        "Route": "STATUTORY",
        "ResponsePromise": "1 working day",
        "Reasons/Reason/Id": "burnt",
        "Reasons/Reason/Kind": "indicator",
        "Reasons/Reason/Because": "A burn needs a medical view",
        "Reasons/Reason/Source": "Brookside threshold document, 4.2",
        "Reasons/Reason[2]/Id": "level-4",
        "Reasons/Reason[2]/Kind": "rule",
        "Reasons/Reason[2]/Because": "An area is statutory",
        "Reasons/Reason[3]/Id": "police",
        "Reasons/Reason[3]/Kind": "duty",
        "Reasons/Reason[3]/Because": "The police must know",
        "Duties/Duty": "police",
        "Referrer/Source": "2A",
        "Referrer/Telephone": "+441632960731",
        "Children/Child/Name": "Canaria Kestrel",
        "Children/Child/DateOfBirth": "2021-06-17",
        "Children/Child/Address": "1 Example Street\nRiverbank",
        "Children/Child[2]/DueDate": "2027-02-01",
        "Children/Child[2]/Address": "1 Example Street\nRiverbank",
        "Children/Child[3]/EstimatedAge": "about 7 years",
        "Children/Child[3]/Address": "1 Example Street\nRiverbank",
        "Concern/WhatHappened": "She told me a yellowhammer story.",
        "Agreement": "REFUSED",
        "LawfulBasis": "PUBLIC-TASK",
        "Decision/DecidedOn": "2026-11-23",
        "Decision/DecidedRoute": "social-care",
        "Decision/SentAnyway": "false",
        "Decision/Level": "4",
        "Decision/PolicyId": "brookside",
        "Decision/PolicyVersion": "2026.1",
        "Decision/PolicyDigest": POLICY.digest,
        "OtherAnswers/Answer/Fact": "immediate_danger",
        "OtherAnswers/Answer/Said": "no",
        "OtherAnswers/Answer[2]/Fact": "referrer_role",
        "OtherAnswers/Answer[2]/Said": "teacher",
        "OtherAnswers/Answer[3]/Fact": "injuries",
        "OtherAnswers/Answer[3]/Group": "children",
        "OtherAnswers/Answer[3]/Item": "1",
        "OtherAnswers/Answer[3]/Said": "burn, bite",
        "OtherAnswers/Answer[4]/Fact": "child_name",
        "OtherAnswers/Answer[4]/Group": "children",
        "OtherAnswers/Answer[4]/Item": "2",
        "OtherAnswers/Answer[4]/Said": "not known",
        "OtherAnswers/Answer[5]/Fact": "injuries",
        "OtherAnswers/Answer[5]/Group": "children",
        "OtherAnswers/Answer[5]/Item": "3",
        "OtherAnswers/Answer[5]/Said": "not known",
    }


def test_a_level_that_nobody_explored_is_not_sent_as_a_low_one() -> None:
    concern = {**CONCERN, "children": [{"id": "a", "injuries": ["bruise"]}]}
    request = request_for(concern)
    low, areas = request.decision, ("harm",)
    early = evolve(request, decision=evolve(low, not_explored=areas))
    top = request_for()
    at_top = evolve(top, decision=evolve(top.decision, not_explored=areas))

    def values(one: RequestForService) -> tuple[str | None, str | None]:
        names = ("decided-level", "decided-level-at-least")
        level, at_least = (request_value(name, one, KEY) for name in names)
        return level, at_least

    assert values(request) == ("1", "1")
    assert values(early) == (None, "1")
    assert values(at_top) == ("4", "4")
    assert [area.id for area in areas_not_explored(early)] == ["harm"]
    assert areas_not_explored(request) == ()


def test_areas_that_nobody_explored_are_listed_where_the_mapping_wants_them() -> None:
    listed = """
[[repeats]]
element = "Areas/Area"
list = "areas-not-explored"
[[repeats.elements]]
element = "Id"
from = "area-id"
[[repeats.elements]]
element = "Name"
from = "area-name"
"""
    mapping = read_mapping((MAPPING + listed).encode(), "mapping.toml")
    request = request_for()
    early = evolve(request, decision=evolve(request.decision, not_explored=("harm",)))

    def told(one: RequestForService) -> list[str | None]:
        return [filled.text for filled in fill(mapping, one, KEY) if "area " in filled.origin]

    assert told(early) == ["harm", "Harm"]
    assert told(request) == []


def test_not_known_and_not_asked_are_told_apart() -> None:
    not_known = said({**CONCERN, "referrer_role": None, "referrer_telephone": None})
    not_asked = said(without("referrer_role", "referrer_telephone"))

    assert not_known["Referrer/Source"] == not_asked["Referrer/Source"] == "10"
    assert "Referrer/Telephone" not in not_known.keys() | not_asked.keys()
    assert list(not_known.values()).count("not known") == 4
    assert list(not_asked.values()).count("not known") == 2


def test_a_child_of_whom_nothing_is_known_still_stands_in_the_message() -> None:
    children = [{"id": "a"}, {"id": "b", "child_name": "Bo"}, {"id": "c"}]

    found = said({**without("home_address"), "children": children})

    assert [key for key in found if key.startswith("Children")] == [
        "Children/Child",
        "Children/Child[2]/Name",
        "Children/Child[3]",
    ]


def test_a_request_is_sent_though_nobody_could_say_who_the_child_is() -> None:
    request = evolve(
        request_for(), concern=read_concern(without("children"), VOCABULARY, partial=True)
    )

    assert not [place for place in said(request) if place.startswith("Children")]


@pytest.mark.parametrize("age", ["2021", "2021-06", "5 months", "about 1 month", "7 years"])
def test_an_age_that_is_no_date_is_sent_as_it_was_said(age: str) -> None:
    found = said({**CONCERN, "children": [{"id": "a", "age": age}]})

    assert found["Children/Child/EstimatedAge"] == age


def test_the_more_urgent_decision_of_the_screener_stands_with_its_promise_and_reasons() -> None:
    before = request_for({**CONCERN, "immediate_danger": True})
    request = evolve(request_for(), screened=before.decision, route=before.route)

    found = said(request)

    assert found["Route"] == "EMERGENCY"
    assert found["ResponsePromise"] == "immediately"
    assert found["Decision/DecidedRoute"] == "social-care"
    ids = [text for place, text in found.items() if place.startswith("Reasons") and "/Id" in place]
    assert ids == ["burnt", "level-4", "police", "danger"]


def test_sending_anyway_is_told() -> None:
    assert said(evolve(request_for(), sent_anyway=True))["Decision/SentAnyway"] == "true"


def test_an_option_without_a_code_is_refused_and_not_named() -> None:
    mapping = MAPPING.replace('neighbour = "1B"\n', "")

    message = refused({**CONCERN, "referrer_role": "neighbour"}, mapping)

    assert message.startswith("fact referrer_role cannot be put into the message: unmapped")
    assert "neighbour" not in message


def test_a_text_that_is_too_long_is_refused_and_never_cut() -> None:
    long = "x" * 2_001

    message = refused({**CONCERN, "what_happened": long})

    assert message.startswith("fact what_happened cannot be put into the message: it is longer")
    assert said({**CONCERN, "what_happened": long[1:]})["Concern/WhatHappened"] == long[1:]


def test_a_character_that_xml_cannot_hold_is_refused_by_name() -> None:
    with pytest.raises(UnrepresentableError) as caught:
        said(evolve(request_for(), reference="REF\x0b7"))

    assert caught.value.where == "the request's reference"
    assert caught.value.reason == "XML cannot hold one of its characters"


def test_what_must_be_there_and_was_not_asked_is_refused() -> None:
    message = refused(without("agreement"))

    assert message.startswith("fact agreement cannot be put into the message: it was not asked")


def test_what_the_schema_refuses_is_told_by_fact_and_element() -> None:
    mapping = MAPPING.replace('element = "Referrer/Telephone"', 'element = "Referrer/Email"')

    message = refused(mapping=mapping)

    assert message.startswith("fact referrer_telephone (element Referrer/Email) cannot")
    assert CANARIES[3] not in message


def test_the_second_child_s_fault_is_told_as_the_second_child_s() -> None:
    mapping = MAPPING.replace('part = "due-date"', 'part = "date-of-birth"').replace(
        'element = "DateOfBirth"\nfact = "age"\npart = "date-of-birth"',
        'element = "DateOfBirth"\nfact = "age"\npart = "due-date"',
    )
    several = mapping.replace('element = "DueDate"', 'element = "Postcode"')

    message = refused({**CONCERN, "children": [{"id": "a"}, CONCERN_CHILD]}, several)

    assert message.startswith("children 2: fact age (element Children/Child[2]/Postcode) cannot")


CONCERN_CHILD = {"id": "one", "age": CANARIES[2]}


def test_a_word_that_the_library_below_would_turn_into_its_opposite_is_refused() -> None:
    # zeep writes "true" for the text "no" where the schema has a boolean.
    mapping = MAPPING.replace(
        'element = "Decision/SentAnyway"\nfrom = "sent-anyway"',
        'element = "Decision/SentAnyway"\nfrom = "sent-anyway"\ncodes = "words"',
    )

    message = refused(mapping=mapping + '\n[codes.words]\ntrue = "yes"\nfalse = "no"\n')

    assert message.startswith("the request's sent-anyway (element Decision/SentAnyway) cannot")
    assert "would change it on the way" in message


def test_a_mapping_that_leaves_out_what_the_contract_asks_for_is_refused() -> None:
    head, _, rest = MAPPING.partition('[[elements]]\nelement = "LawfulBasis"')
    mapping = head + rest.partition('PUBLIC-TASK"\n')[2]

    assert refused(mapping=mapping).startswith("element LawfulBasis cannot be put into the message")


def test_two_options_where_the_contract_has_room_for_one_are_refused_and_not_dropped() -> None:
    mapping = MAPPING.replace('fact = "child_name"', 'fact = "injuries"')

    message = refused(mapping=mapping)

    assert message.startswith("children 1: fact injuries (element Children/Child/Name[2]) cannot")


def test_an_answer_that_nobody_accounted_for_is_refused() -> None:
    mapping = MAPPING.partition('[[repeats]]\nelement = "OtherAnswers')
    codes = "[codes" + mapping[2].partition("[codes")[2]

    message = refused(mapping=mapping[0] + codes)

    assert message.startswith("fact immediate_danger cannot be put into the message: no element")


def test_what_the_council_decided_not_to_send_is_not_sent() -> None:
    assert "days_missed" not in said({**CONCERN, "days_missed": 12}).values()


def test_every_other_kind_of_answer_is_listed_in_words() -> None:
    mapping = MAPPING.replace('not_sent = ["days_missed"]', "")
    household = [{"id": "x", "adult_name": "Ash Fictional"}]

    found = said({**CONCERN, "days_missed": 12, "household": household}, mapping)

    listed = list(found.values())
    assert listed[listed.index("days_missed") + 1] == "12"
    assert listed[listed.index("adult_name") :][:4] == [
        "adult_name",
        "household",
        "1",
        "Ash Fictional",
    ]


def test_an_any_of_fact_fills_an_element_that_can_stand_several_times() -> None:
    mapping = MAPPING.replace(
        'element = "."\nfrom = "duty-id"', 'element = "."\nfact = "injuries"'
    ).replace('list = "duties"', 'group = "children"')

    found = said(mapping=mapping)

    assert [text for place, text in found.items() if place.startswith("Duties")] == ["burn", "bite"]


def test_a_yes_or_no_is_a_boolean_or_a_code() -> None:
    plain = MAPPING.replace('from = "sent-anyway"', 'fact = "immediate_danger"')
    coded = MAPPING.replace(
        'element = "Agreement"\nfact = "agreement"',
        'element = "Agreement"\nfact = "immediate_danger"',
    ).replace('given = "GIVEN"\nrefused = "REFUSED"', 'yes = "GIVEN"\nno = "REFUSED"')

    assert said(mapping=plain)["Decision/SentAnyway"] == "false"
    assert said(mapping=coded)["Agreement"] == "REFUSED"


def test_a_fact_or_group_that_the_pack_has_not_is_named() -> None:
    no_fact = MAPPING.replace('fact = "when_happened"', 'fact = "when_it_was"')
    no_group = MAPPING.replace('group = "children"', 'group = "siblings"')
    other_home = MAPPING.replace('fact = "when_happened"', 'fact = "child_name"')

    assert refused(mapping=no_fact).startswith("fact when_it_was cannot")
    assert refused(mapping=no_group).startswith("group siblings cannot")
    assert refused(mapping=other_home).startswith("fact child_name cannot")


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from liquidlogic_bench import KEY, MAPPING, request_for
from childconcern_liquidlogic import load_contract, read_mapping
from childconcern_liquidlogic.filling import fill
from childconcern_liquidlogic.message import message_for
from childconcern_liquidlogic.request_values import areas_not_explored, request_value
read = read_mapping(MAPPING.encode(), "mapping.toml")
message = message_for(load_contract(), read, request_for(), KEY)
print(hashlib.sha256(message).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process_seed_locale_and_zone() -> None:
    def digest(seed: str, language: str, zone: str) -> str:
        surroundings = {"PYTHONHASHSEED": seed, "LC_ALL": language, "LANG": language, "TZ": zone}
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parent)],
            env={**os.environ, **surroundings},
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    digests = {digest("1", "C", "UTC"), digest("4242", "tr_TR.UTF-8", "Pacific/Auckland")}

    assert len(digests) == 1


def test_the_bytes_are_the_same_every_time() -> None:
    read = read_mapping(MAPPING.encode(), "mapping.toml")
    request = request_for()

    assert len({message_for(CONTRACT, read, request, KEY) for _ in range(50)}) == 1
    assert request.decision == decide(request.concern, POLICY, on=DAY)
