"""Promises about any text: it is carried exactly, or refused by name."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from liquidlogic_bench import CONCERN, KEY, MAPPING, request_for

from childconcern.facts import ConcernRefusedError
from childconcern.submission import Unknown, UnrepresentableError
from childconcern_liquidlogic import MappingError, load_contract, read_mapping
from childconcern_liquidlogic.contract import Content
from childconcern_liquidlogic.documents import (
    RefusedXmlError,
    body_content,
    cannot_be_written,
    leaves,
    parsed,
    steps_text,
    written,
)
from childconcern_liquidlogic.message import message_for
from childconcern_liquidlogic.replies import outcome_of
from childconcern_liquidlogic.transport import Reply

CONTRACT = load_contract()
GOOD = read_mapping(MAPPING.encode(), "mapping.toml")

AWKWARD = st.sampled_from(
    [
        "e\u0301",  # a letter and its accent, which must not become one
        "\u00e9",
        "]]>",
        "<![CDATA[x]]>",
        "&#0;",
        "&amp;",
        "李小龍",
        "فاطمة",
        "👩‍👧‍👦",
        "\U0010ffff",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\x00",
        "\x0b",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\r\n",
        "\t",
        "  ",
        "O'Brien-Łukasz",
        "{urn:x}y",
        "%s",
    ]
)
NOT_KEPT: Final = ("Cc", "Cn", "Cs", "Zl", "Zp")
KEPT = st.lists(
    AWKWARD | st.text(st.characters(exclude_categories=NOT_KEPT), max_size=8),
    max_size=6,
).map(lambda parts: "".join(["x", *filter(is_kept, parts), "x"]))


def is_kept(text: str) -> bool:
    """Return whether a concern can hold a text in one line."""
    return not any(unicodedata.category(one) in NOT_KEPT for one in text)


TEXTS = st.lists(AWKWARD | st.text(max_size=8), min_size=1, max_size=6).map("".join)


def carried(facts: dict[str, object]) -> dict[str, str] | None:
    """Return what the message says about a concern; None where it was refused by name."""
    try:
        request = request_for({**CONCERN, **facts})
    except ConcernRefusedError:
        return None
    try:
        message = message_for(CONTRACT, GOOD, request, KEY)
    except UnrepresentableError as error:
        return None if error.where.startswith(("fact ", "children ")) else {}
    return {steps_text(steps): text for steps, text in leaves(body_content(parsed(message)))}


@given(TEXTS)
def test_a_story_is_carried_exactly_or_refused(story: str) -> None:
    found = carried({"what_happened": story})

    if found is not None:
        assert found["Concern/WhatHappened"] == as_kept(story)


def as_kept(text: str) -> str:
    """Return a text as the vocabulary keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(KEPT)
def test_every_story_that_a_concern_can_hold_is_carried_exactly(story: str) -> None:
    found = carried({"what_happened": story})

    assert found is not None
    assert found["Concern/WhatHappened"] == as_kept(story)


@given(KEPT, KEPT)
def test_the_names_of_several_children_are_carried_each_in_its_place(one: str, two: str) -> None:
    children = [{"id": "a", "child_name": one}, {"id": "b"}, {"id": "c", "child_name": two}]

    found = carried({"children": children})

    assert found is not None
    names = (found["Children/Child/Name"], found["Children/Child[3]/Name"])
    assert names == (as_kept(one), as_kept(two))
    assert "Children/Child[2]/Name" not in found


@given(TEXTS)
def test_what_is_not_refused_for_its_characters_comes_back_from_xml_as_it_was(text: str) -> None:
    content: dict[str, Content] = {"Key": text}

    if cannot_be_written(text):
        assert any(
            unicodedata.category(one) in {"Cc", "Cs", "Cn"} or one in "\ufffe\uffff" for one in text
        )
    else:
        document = written(CONTRACT.build("FindContact", content))
        assert list(leaves(body_content(parsed(document)))) == [((("Key", 0),), text)]


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode(errors="replace"))
)
def test_no_bytes_that_come_back_are_believed_or_end_in_an_accident(body: bytes) -> None:
    assert isinstance(
        outcome_of(Reply(200, "text/xml", body), CONTRACT, GOOD.contract, KEY), Unknown
    )


@given(st.data())
def test_a_good_reply_that_was_damaged_is_believed_only_with_the_same_receipt(
    data: st.DataObject,
) -> None:
    reply = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
        '<SubmitContactResponse xmlns="urn:example:childconcern:invented-contact-service:1">'
        f"<Key>{KEY}</Key><ContactId>SIM-1</ContactId><StoredAlready>true</StoredAlready>"
        "<ReceivedAt>2026-11-23T09:00:00Z</ReceivedAt></SubmitContactResponse></e:Body></e:Envelope>"
    ).encode()
    start = data.draw(st.integers(0, len(reply)))
    length = data.draw(st.integers(0, 40))
    damaged = reply[:start] + data.draw(st.binary(max_size=6)) + reply[start + length :]

    outcome = outcome_of(Reply(200, "text/xml", damaged), CONTRACT, GOOD.contract, KEY)

    if not isinstance(outcome, Unknown):
        assert KEY.encode() in damaged


@given(st.binary(max_size=200))
def test_no_bytes_from_elsewhere_end_in_another_error_than_a_refusal(document: bytes) -> None:
    try:
        body_content(parsed(document))
    except RefusedXmlError:
        return
    assert b"Envelope" in document


@given(st.data())
def test_a_damaged_mapping_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(MAPPING)))
    length = data.draw(st.integers(0, 60))
    text = MAPPING[:start] + data.draw(st.text(max_size=8)) + MAPPING[start + length :]

    with suppress(MappingError):
        read_mapping(text.encode(errors="surrogatepass"), "mapping.toml")
