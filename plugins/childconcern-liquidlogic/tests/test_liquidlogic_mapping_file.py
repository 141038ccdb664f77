"""Mapping files: read strictly, and compared with contract and pack before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from liquidlogic_bench import KEY, MAPPING, POLICY, request_for

from childconcern_liquidlogic import (
    MappingError,
    load_contract,
    load_mapping,
    mapping_problems,
    pack_problems,
    read_mapping,
)
from childconcern_liquidlogic.mapping import REQUEST_VALUES
from childconcern_liquidlogic.request_values import request_value

CONTRACT = load_contract()


def broken(text: str | bytes) -> list[tuple[str, str]]:
    """Return the code and the place of every problem of a mapping file."""
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(MappingError) as caught:
        read_mapping(raw, "mapping.toml")
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


# What is changed in the good file, what it is changed into, and the one problem that follows.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "another schema": ("schema = 1", "schema = 2", "schema-version", "schema"),
    "no schema": ("schema = 1\n", "", "missing-key", ""),
    "an unknown key": ("schema = 1", "schema = 1\nversion = 3", "unknown-key", "version"),
    "a title that is no text": ("schema = 1", "schema = 1\ntitle = 3", "not-a-text", "title"),
    "an absence of no sort": (
        'not_known = "leave-out"',
        'not_known = "guess"',
        "not-a-choice",
        "defaults.not_known",
    ),
    "an absence with a wrong key": (
        'not_known = { send = "10" }',
        'not_known = { sent = "10" }',
        "unknown-key",
        "elements[4].not_known.sent",
    ),
    "a contract without a receipt": (
        'receipt = "ContactId"\n',
        "",
        "missing-key",
        "contract",
    ),
    "a system that stores a key twice": (
        "stores_a_key_once = true",
        "stores_a_key_once = false",
        "not-idempotent",
        "contract.stores_a_key_once",
    ),
    "faults that are no list": (
        'permanent_faults = ["InvalidContact", "KeyInUse"]',
        'permanent_faults = "InvalidContact"',
        "not-a-list",
        "contract.permanent_faults",
    ),
    "a fault twice": (
        '"KeyInUse"]',
        '"InvalidContact"]',
        "repeated",
        "contract.permanent_faults[1]",
    ),
    "two sources": (
        'from = "key"',
        'from = "key"\nvalue = "x"',
        "one-source",
        "elements[0]",
    ),
    "no source": ('from = "key"\n', "", "one-source", "elements[0]"),
    "a source of no name": ('from = "key"', 'from = "kee"', "not-a-choice", "elements[0].from"),
    "a fact that is no id": (
        'fact = "when_happened"',
        'fact = "When happened"',
        "bad-id",
        "elements[7].fact",
    ),
    "a path that is none": (
        'element = "Reference"',
        'element = "Refe rence"',
        "bad-path",
        "elements[1].element",
    ),
    "the same element twice": (
        'element = "Reference"',
        'element = "Key"',
        "repeated",
        "elements[1]",
    ),
    "codes of no table": (
        'codes = "agreement"',
        'codes = "consent"',
        "no-such-codes",
        "elements[8].codes",
    ),
    "a code that is no text": ('police = "6"', "police = 6", "not-a-text", "codes.source.police"),
    "a code that XML cannot hold": (
        'police = "6"',
        'police = "\\u0001"',
        "not-for-xml",
        "codes.source.police",
    ),
    "codes that nobody uses": (
        "[codes.agreement]",
        '[codes.spare]\na = "b"\n\n[codes.agreement]',
        "unused-codes",
        "codes.spare",
    ),
    "a table of no name": (
        "[codes.source]\n",
        '[codes.Source]\na = "b"\n\n[codes.source]\n',
        "bad-id",
        "codes.Source",
    ),
    "a length that is none": (
        "at_most = 2_000",
        "at_most = 0",
        "not-a-number",
        "elements[6].at_most",
    ),
    "a length that is yes": (
        "at_most = 2_000",
        "at_most = true",
        "not-a-number",
        "elements[6].at_most",
    ),
    "a part of no age": (
        'part = "due-date"',
        'part = "birthday"',
        "not-a-choice",
        "repeats[2].elements[2].part",
    ),
    "a part of what is no fact": (
        'from = "reference"',
        'from = "reference"\npart = "due-date"',
        "unknown-key",
        "elements[1].part",
    ),
    "an absence for a fixed text": (
        'value = "PUBLIC-TASK"',
        'value = "PUBLIC-TASK"\nmissing = "refuse"',
        "unknown-key",
        "elements[9].missing",
    ),
    "a repeat for two things": (
        'list = "duties"',
        'list = "duties"\ngroup = "children"',
        "group-or-list",
        "repeats[1]",
    ),
    "a list of no name": ('list = "duties"', 'list = "tasks"', "not-a-choice", "repeats[1].list"),
    "other answers where there are none": (
        'list = "duties"',
        'list = "duties"\nalso = ["age"]',
        "unknown-key",
        "repeats[1].also",
    ),
    "a value of another list": (
        'from = "duty-id"',
        'from = "reason-id"',
        "not-a-choice",
        "repeats[1].elements[0].from",
    ),
    "sent and not sent": (
        'not_sent = ["days_missed"]',
        'not_sent = ["days_missed", "agreement"]',
        "sent-and-not-sent",
        "not_sent",
    ),
    "an empty text": ('value = "PUBLIC-TASK"', 'value = " "', "not-a-text", "elements[9].value"),
    "a dot outside a repeat": (
        'element = "Reference"',
        'element = "."',
        "bad-path",
        "elements[1].element",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_mapping_file_is_found_by_code_and_place(fault: str) -> None:
    old, new, code, place = FAULTS[fault]
    assert MAPPING.count(old) >= 1
    found = broken(MAPPING.replace(old, new, 1))

    assert (code, place) in [(found_code, path.partition(" ")[2]) for found_code, path in found]


def test_every_fault_is_found_at_once_with_its_line() -> None:
    text = MAPPING.replace('from = "key"', 'from = "kee"').replace('"6"', "6")

    assert broken(text) == [
        ("not-a-text", "mapping.toml:182:1 codes.source.police"),
        ("not-a-choice", "mapping.toml:21:1 elements[0].from"),
    ]


def test_what_is_sent_without_an_answer_must_be_said() -> None:
    text = MAPPING.replace('not_known = "leave-out"\n', "", 1)

    assert {code for code, _ in broken(text)} == {"absence-not-said"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"schema = 1\nschema = 2\n", "not-toml"),
        (b"schema = '\xff'", "not-utf-8"),
        (b"# " + b"x" * 500_000, "too-large"),
        (b"a = " + b"[" * 500 + b"]" * 500, "too-deep"),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "too-deep"),
        (b"a." * 5_000 + b"b = 1", "too-deep"),
        (b"", "missing-key"),
        (b"elements = 3\nschema = 1\ncontract = 4\nrepeats = [1]", "not-a-list"),
        (b"elements = [3]\nschema = 1\ncontract = 4", "no-elements"),
    ],
    ids=[
        "no TOML",
        "no UTF-8",
        "too large",
        "deep",
        "very deep",
        "dotted",
        "empty",
        "other types",
        "other entries",
    ],
)
def test_a_file_that_is_no_mapping_is_a_problem_and_no_accident(raw: bytes, code: str) -> None:
    assert code in [found for found, _ in broken(raw)]


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no-such-file"):
        load_mapping(tmp_path / "mapping.toml")


def fitting(text: str) -> list[tuple[str, str]]:
    """Return how a mapping does not fit the contract, by code and place."""
    read = read_mapping(text.encode(), "mapping.toml")
    return [(one.code, str(one.place)) for one in mapping_problems(read, CONTRACT)]


def test_the_good_mapping_fits_contract_and_pack() -> None:
    read = read_mapping(MAPPING.encode(), "mapping.toml")

    assert mapping_problems(read, CONTRACT) == ()
    assert pack_problems(read, CONTRACT, POLICY) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('submit = "SubmitContact"', 'submit = "Send"', "no-such-operation", "Send"),
        ('key = "Key"', 'key = "Id"', "no-such-element", "contract.key"),
        ('receipt = "ContactId"', 'receipt = "Id"', "no-such-element", "contract.receipt"),
        ('held = "Held"', 'held = "Is"', "no-such-element", "contract.held"),
        ('element = "Reference"', 'element = "Ref"', "no-such-element", "Ref"),
        ('element = "Reference"', 'element = "Ref"', "element-not-filled", "Reference"),
        ('element = "Concern/WhenHappened"', 'element = "Concern"', "not-a-text", "Concern"),
        (
            'element = "Concern/WhenHappened"',
            'element = "Children/Child/Postcode"',
            "needs-a-repeat",
            "Children/Child/Postcode",
        ),
        (
            'element = "Children/Child"\ngroup',
            'element = "Referrer"\ngroup',
            "not-repeated",
            "Referrer",
        ),
        (
            'element = "Kind"\nfrom = "reason-kind"',
            'element = "Source"\nfrom = "reason-kind"',
            "element-not-filled",
            "Reasons/Reason/Kind",
        ),
    ],
    ids=range(10),
)
def test_a_mapping_that_does_not_fit_its_contract_is_told_where(
    old: str, new: str, code: str, place: str
) -> None:
    text = MAPPING.replace(old, new, 1)
    if code == "element-not-filled" and "Reasons" in place:
        text = text.replace(
            '[[repeats.elements]]\nelement = "Source"\nfrom = "reason-source"\n', ""
        )

    assert (code, f"mapping.toml {place}") in fitting(text)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('police = "6"\n', "", "unmapped", "Referrer/Source"),
        ('consult = "CONSULT"\n', "", "unmapped", "Route"),
        ('fact = "when_happened"', 'fact = "when"', "no-such-fact", "Concern/WhenHappened"),
        ('fact = "when_happened"', 'fact = "age"', "no-such-fact", "Concern/WhenHappened"),
        (
            'fact = "when_happened"',
            'fact = "when_happened"\npart = "due-date"',
            "not-an-age",
            "Concern/WhenHappened",
        ),
        ('group = "children"', 'group = "siblings"', "no-such-group", "Children/Child"),
        (
            'element = "Name"\nfact = "child_name"',
            'element = "Name"\nfact = "injuries"',
            "several-options",
            "Children/Child/Name",
        ),
        (
            '[[repeats.elements]]\nelement = "DueDate"\nfact = "age"\npart = "due-date"\n',
            "",
            "part-not-sent",
            "age",
        ),
        ('not_sent = ["days_missed"]', 'not_sent = ["days"]', "no-such-fact", "days"),
    ],
    ids=range(9),
)
def test_a_mapping_that_does_not_fit_its_pack_is_told_where(
    old: str, new: str, code: str, place: str
) -> None:
    read = read_mapping(MAPPING.replace(old, new, 1).encode(), "mapping.toml")

    found = [(one.code, str(one.place)) for one in pack_problems(read, CONTRACT, POLICY)]

    assert (code, f"mapping.toml {place}") in found


def test_without_a_list_of_other_answers_every_fact_must_be_accounted_for() -> None:
    head, _, tail = MAPPING.partition('[[repeats]]\nelement = "OtherAnswers')
    read = read_mapping((head + "[codes" + tail.partition("[codes")[2]).encode(), "mapping.toml")

    found = [str(one.place) for one in pack_problems(read, CONTRACT, POLICY)]

    assert found == [
        f"mapping.toml {fact}" for fact in ("immediate_danger", "injuries", "adult_name")
    ]


def test_every_name_that_a_mapping_may_take_from_a_request_is_there() -> None:
    request = request_for()

    taken = {name: request_value(name, request, KEY) for name in REQUEST_VALUES}

    assert [name for name, text in taken.items() if text is None] == ["decided-variant"]
