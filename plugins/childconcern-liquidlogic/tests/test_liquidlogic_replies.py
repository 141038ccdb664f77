"""What a reply is believed to mean, and that a hostile one is not believed."""

from __future__ import annotations

import time

import pytest
from liquidlogic_bench import KEY, MAPPING

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
)
from childconcern_liquidlogic import load_contract, read_mapping
from childconcern_liquidlogic.documents import SOAP, RefusedXmlError, parsed
from childconcern_liquidlogic.replies import lookup_of, outcome_of
from childconcern_liquidlogic.transport import NoReply, Reply

CONTRACT = load_contract()
NAMES = read_mapping(MAPPING.encode(), "mapping.toml").contract
SPACE = "urn:example:childconcern:invented-contact-service:1"


def envelope(content: str, before: str = "") -> bytes:
    """Return a SOAP envelope around some content."""
    return f'{before}<e:Envelope xmlns:e="{SOAP}"><e:Body>{content}</e:Body></e:Envelope>'.encode()


def stored(receipt: str = "SIM-1", key: str = KEY, already: str = "false") -> str:
    """Return a reply to a submission."""
    return (
        f'<SubmitContactResponse xmlns="{SPACE}"><Key>{key}</Key><ContactId>{receipt}</ContactId>'
        f"<StoredAlready>{already}</StoredAlready><ReceivedAt>2026-11-23T09:00:00Z</ReceivedAt>"
        "</SubmitContactResponse>"
    )


def looked_up(held: str, receipt: str | None, key: str = KEY) -> str:
    """Return a reply to a look-up."""
    contact = "" if receipt is None else f"<ContactId>{receipt}</ContactId>"
    return (
        f'<FindContactResponse xmlns="{SPACE}"><Key>{key}</Key><Held>{held}</Held>{contact}'
        "</FindContactResponse>"
    )


def fault(detail: str) -> str:
    """Return a SOAP fault."""
    return (
        "<e:Fault><faultcode>e:Client</faultcode><faultstring>Refused</faultstring>"
        f"<detail>{detail}</detail></e:Fault>"
    )


def coded(code: str) -> str:
    """Return a fault's detail as the contract has it."""
    return f'<ContactFault xmlns="{SPACE}"><Code>{code}</Code></ContactFault>'


def outcome(body: bytes | str, *, status: int = 200, media_type: str = "text/xml") -> Outcome:
    """Return what a reply to a submission means."""
    raw = body if isinstance(body, bytes) else envelope(body)
    return outcome_of(Reply(status, media_type, raw), CONTRACT, NAMES, KEY)


def answer(body: str, *, status: int = 200) -> Lookup:
    """Return what a reply to a look-up means."""
    return lookup_of(Reply(status, "text/xml", envelope(body)), CONTRACT, NAMES, KEY)


def test_a_receipt_for_the_right_key_is_believed() -> None:
    assert outcome(stored()) == Accepted("SIM-1")
    assert outcome(stored(already="true")) == Accepted("SIM-1")
    assert outcome(stored(), media_type="application/xml") == Accepted("SIM-1")


def test_a_look_up_is_believed_when_it_says_one_thing() -> None:
    assert answer(looked_up("true", "SIM-1")) == Found("SIM-1")
    assert answer(looked_up("1", "SIM-1")) == Found("SIM-1")
    assert answer(looked_up("false", None)) == Absent()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (looked_up("true", None), "reply-contradicts-itself"),
        (looked_up("false", "SIM-1"), "reply-contradicts-itself"),
        (looked_up("false", None, key="another-key-altogether"), "reply-about-another-key"),
        (looked_up("maybe", None), "reply-not-valid"),
        (looked_up("true", ""), "reply-not-valid"),
        (stored(), "reply-not-valid"),
        ("", "not-one-body"),
        (fault(coded("TryLater")), "fault:TryLater"),
        (fault(""), "fault"),
    ],
    ids=range(9),
)
def test_a_doubtful_look_up_settles_nothing(body: str, reason: str) -> None:
    assert answer(body) == CannotTell(reason)


def test_an_absence_that_comes_with_an_error_is_not_believed() -> None:
    assert answer(looked_up("false", None), status=500) == CannotTell("http-500")


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (500, "InvalidContact", Rejected("InvalidContact")),
        (200, "InvalidContact", Rejected("InvalidContact")),
        (500, "KeyInUse", Rejected("KeyInUse")),
        (500, "TryLater", Unknown("fault:TryLater")),
        (500, "NotAuthorised", Unknown("fault:NotAuthorised")),
        (500, "Invalid contact: Canaria Kestrel", Unknown("fault")),
        (503, "InvalidContact", Unknown("http-503")),
    ],
    ids=range(7),
)
def test_only_a_fault_that_the_table_calls_permanent_is_a_refusal(
    status: int, code: str, expected: Outcome
) -> None:
    assert outcome(fault(coded(code)), status=status) == expected


def test_a_permanent_code_outside_the_contract_s_words_is_no_refusal() -> None:
    elsewhere = coded("InvalidContact").replace(SPACE, "urn:example:another")
    beside = fault("") + coded("InvalidContact")

    assert outcome(fault(elsewhere), status=500) == Unknown("fault")
    assert outcome(fault("<Code>InvalidContact</Code>"), status=500) == Unknown("fault")
    assert outcome(beside, status=500) == Unknown("not-one-body")


@pytest.mark.parametrize("status", [100, 201, 202, 204, 301, 302, 307, 400, 401, 403, 404, 408])
@pytest.mark.parametrize("body", [b"", envelope(stored())], ids=["empty", "good"])
def test_a_receipt_under_a_wrong_status_is_not_believed(status: int, body: bytes) -> None:
    assert outcome(body, status=status) == Unknown(f"http-{status}")


@pytest.mark.parametrize("status", [409, 410, 413, 415, 422, 429, 501, 502, 503, 504])
def test_no_status_is_a_refusal(status: int) -> None:
    assert outcome(stored(), status=status) == Unknown(f"http-{status}")


@pytest.mark.parametrize("media_type", ["", "text/html", "application/json", "multipart/related"])
def test_what_says_that_it_is_no_xml_is_not_read(media_type: str) -> None:
    assert outcome(stored(), media_type=media_type) == Unknown("not-an-xml-reply")


DOCTYPE = "<!DOCTYPE e [{}]>"
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12)
)
HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "blank": b"  \n",
    "no XML": b"stored, thank you",
    "cut": envelope(stored())[:-9],
    "twice": envelope(stored()) * 2,
    "with a document type": envelope(stored(), DOCTYPE.format("")),
    "with an entity": envelope(stored("&x;"), DOCTYPE.format('<!ENTITY x "SIM-1">')),
    "with a billion laughs": envelope(stored("&m;"), DOCTYPE.format(LAUGHS)),
    "with a file": envelope(
        stored("&x;"), DOCTYPE.format('<!ENTITY x SYSTEM "file:///etc/hostname">')
    ),
    "with a network address": envelope(
        stored(), '<!DOCTYPE e SYSTEM "http://127.0.0.1:9/never.dtd">'
    ),
    "with parameter entities": envelope(
        stored(), DOCTYPE.format('<!ENTITY % x SYSTEM "http://127.0.0.1:9/never.dtd"> %x;')
    ),
    "deep": envelope("<a>" * 100_000 + "</a>" * 100_000),
    "with an enormous text": envelope(stored("9" * 11_000_000)),
    "in an unknown encoding": b'<?xml version="1.0" encoding="klingon"?>' + envelope(stored()),
    "with NUL": envelope(stored()).replace(b"SIM-1", b"SIM\x00"),
    "in two bodies": envelope(stored() + "</e:Body><e:Body>"),
    "with two contents": envelope(stored() + stored()),
    "in SOAP 1.2": envelope(stored()).replace(
        SOAP.encode(), b"http://www.w3.org/2003/05/soap-envelope"
    ),
    "without an envelope": stored().encode(),
    "with a blank receipt": envelope(stored("   ")),
    "with a receipt of no form": envelope(stored("a b")),
    "with an element more": envelope(stored().replace("<Key>", "<Extra/><Key>")),
    "with an element less": envelope(stored().replace("<ContactId>SIM-1</ContactId>", "")),
    "with a moment without a zone": envelope(stored().replace("00Z<", "00<")),
    "with another type": envelope(
        stored().replace(
            "<ContactId>",
            '<ContactId xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">',
        )
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_reply_is_neither_believed_nor_slow(name: str) -> None:
    started = time.monotonic()

    result = outcome(HOSTILE[name])

    assert isinstance(result, Unknown)
    assert time.monotonic() - started < 1.0


def test_depth_and_length_are_stopped_by_the_parser_and_not_after_it() -> None:
    for name in ("deep", "with an enormous text"):
        with pytest.raises(RefusedXmlError, match="not-xml"):
            parsed(HOSTILE[name])


def test_comments_and_instructions_change_nothing() -> None:
    body = envelope(stored()).replace(b"SIM-1", b"SIM<!-- x -->-<?y?>1")

    assert outcome(body) == Accepted("SIM-1")


def test_a_reply_in_another_encoding_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + envelope(stored()).decode()

    assert outcome(text.encode("utf-16")) == Accepted("SIM-1")


def test_no_reply_is_not_sent_or_unknown_and_nothing_else() -> None:
    sent, unsent = NoReply(sent=True, reason="x"), NoReply(sent=False, reason="x")

    assert outcome_of(sent, CONTRACT, NAMES, KEY) == Unknown("x")
    assert outcome_of(unsent, CONTRACT, NAMES, KEY) == NotSent("x")
    assert lookup_of(sent, CONTRACT, NAMES, KEY) == CannotTell("x")
    assert lookup_of(unsent, CONTRACT, NAMES, KEY) == CannotTell("x")
