"""Promises about messages, for every input there can be."""

import contextlib
import datetime as dt
import email
import email.policy
import re
from email.headerregistry import AddressHeader
from email.message import EmailMessage

from attrs import evolve, frozen
from email_requests import ON, REFERENCE_ONLY, request, submission
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from childconcern.errors import ConcernError
from childconcern_email import EmailAdapter
from childconcern_email.headers import is_header_text, shown
from childconcern_email.message import (
    Head,
    NotOurMessageError,
    can_be_sent,
    read_head,
    write_message,
)

NINE = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]

TRICKS = (
    "\r\nBcc: evil@x.example",
    "\nBcc: evil@x.example",
    "\rBcc: evil@x.example",
    "\u2028Bcc: evil@x.example",
    "\x85Bcc: evil@x.example",
    "=?utf-8?q?=0ABcc=3A_evil=40x.example?=",
    "=?utf-8?b?CkJjYzogZXZpbEB4LmV4YW1wbGU=?=",
    "=",
    "?",
    "=?",
    ", evil@x.example",
    "; evil@x.example",
    " <evil@x.example>",
    "(comment)",
    '"',
    "\\",
    ":",
    "@",
    "\r\n\r\n",
    "\x00",
    "\t",
    " ",
)

ODD_TEXT = st.lists(st.sampled_from(TRICKS) | st.text(max_size=12), max_size=5).map("".join)
PRINTABLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
GOOD_TEXT = st.lists(st.text(PRINTABLE, min_size=1, max_size=20), min_size=1, max_size=3).map(
    " ".join
)
GOOD_ADDRESS = st.builds(
    "{}{}{}@{}".format,
    st.sampled_from("aZ0_"),
    st.text("aZ09_+'&-", max_size=9),
    st.just("") | st.text("aZ09_+'&-", min_size=1, max_size=9).map(".{}".format),
    st.sampled_from(["council.example", "Partner.example"]),
)
ODD_ADDRESS = (
    ODD_TEXT
    | st.builds("a@council.example{}".format, ODD_TEXT)
    | st.builds("{}a@council.example".format, ODD_TEXT)
    | st.builds("{}@partner.example".format, ODD_TEXT)
)


@frozen
class Inputs:
    """All that a council or a service puts into a head."""

    prefix: str
    reference: str
    sender: str
    recipients: tuple[str, ...]


def inputs(
    prefix: st.SearchStrategy[str] = GOOD_TEXT,
    reference: st.SearchStrategy[str] = GOOD_TEXT,
    sender: st.SearchStrategy[str] = GOOD_ADDRESS,
    recipient: st.SearchStrategy[str] = GOOD_ADDRESS,
) -> st.SearchStrategy[Inputs]:
    """Return inputs that are all good, but for what the caller says."""
    recipients = st.lists(recipient, min_size=1, max_size=3).map(tuple)
    return st.builds(Inputs, prefix, reference, sender, recipients)


# One odd input at a time, or nearly nothing would ever be written.
ANY_INPUTS = st.one_of(
    inputs(),
    inputs(prefix=ODD_TEXT),
    inputs(prefix=st.builds("{}{}".format, GOOD_TEXT, ODD_TEXT)),
    inputs(reference=ODD_TEXT),
    inputs(reference=st.builds("{}{}".format, GOOD_TEXT, ODD_TEXT)),
    inputs(sender=ODD_ADDRESS),
    inputs(recipient=GOOD_ADDRESS | ODD_ADDRESS),
)
REQUEST = request()
BODY = submission(EmailAdapter(REFERENCE_ONLY)).body
HEAD = read_head(BODY)
USUAL = Inputs("Request", "CC-1", "a@council.example", ("b@council.example",))


def written(by: Inputs) -> bytes:
    """Return the message that an adapter prepares from inputs."""
    config = evolve(
        REFERENCE_ONLY, subject_prefix=by.prefix, sender=by.sender, recipients=by.recipients
    )
    return submission(EmailAdapter(config), evolve(REQUEST, reference=by.reference)).body


def headers_of(message: bytes) -> EmailMessage:
    """Return a message as Python reads it, whatever its version."""
    return email.message_from_bytes(message, policy=email.policy.SMTP)


@example(evolve(USUAL, prefix="x=?utf-8?q?=0ABcc=3A_evil=40x.example?="))
@example(evolve(USUAL, prefix="x=", reference="?utf-8?q?=0ABcc=3A_evil=40x.example?="))
@example(evolve(USUAL, recipients=("b@council.example, evil@x.example",)))
@given(ANY_INPUTS)
def test_a_message_has_the_intended_headers_and_recipients_or_does_not_exist(by: Inputs) -> None:
    try:
        body = written(by)
    except ConcernError:
        return

    parsed = headers_of(body)
    lines = body.partition(b"\r\n\r\n")[0].split(b"\r\n")
    listed: object = parsed["To"]
    assert [line.partition(b":")[0].decode() for line in lines] == parsed.keys() == NINE
    assert isinstance(listed, AddressHeader)
    assert tuple(address.addr_spec for address in listed.addresses) == by.recipients
    assert str(parsed["From"]) == by.sender
    assert str(parsed["Subject"]) == f"{by.prefix} {by.reference}"
    domains = {one.rpartition("@")[2].lower() for one in by.recipients}
    assert domains <= {"council.example", "partner.example"}


@given(inputs())
def test_sound_inputs_are_written(by: Inputs) -> None:
    assume("=?" not in f"{by.prefix} {by.reference}")
    assume(len(set(map(str.lower, by.recipients))) == len(by.recipients))

    assert written(by)


@given(ANY_INPUTS)
def test_a_head_that_is_written_is_read_back_or_does_not_exist(by: Inputs) -> None:
    try:
        head = Head(
            sender=by.sender,
            recipients=by.recipients,
            subject=by.prefix,
            date=HEAD.date,
            message_id=f"<{by.sender}>",
        )
    except ConcernError:
        return

    assert read_head(write_message(head, "x\n")) == head


@example("\tas a table\t1")
@given(
    st.text()
    | st.lists(
        st.sampled_from([".", "..", "From ", "=", "é" * 80, "\n", "\u2028", "\x85", " "])
    ).map("".join)
)
def test_what_a_message_says_arrives_as_it_was_written(text: str) -> None:
    try:
        message = write_message(HEAD, f"{text}\n")
    except ConcernError:
        assert not can_be_sent(text)
        return

    said = str(headers_of(message).get_content())
    assert said.replace("\r\n", "\n") == f"{text}\n"
    assert re.fullmatch(rb"(?:[\t -~]{0,76}\r\n)+", message.partition(b"\r\n\r\n")[2])


@given(st.data())
def test_reading_a_damaged_message_ends_in_one_way_or_the_other(data: st.DataObject) -> None:
    end = BODY.index(b"\r\n\r\n")
    at = data.draw(st.integers(0, end))
    until = data.draw(st.integers(at, min(end, at + 20)))
    put = data.draw(st.binary(max_size=20) | st.sampled_from(TRICKS).map(lambda t: t.encode()))

    with contextlib.suppress(NotOurMessageError):
        head = read_head(BODY[:at] + put + BODY[until:])
        assert all(map(is_header_text, (head.sender, *head.recipients, head.message_id)))
        assert "=?" not in head.subject


@given(st.text() | ODD_TEXT)
def test_whatever_is_shown_may_stand_in_a_header(text: str) -> None:
    assert is_header_text(shown(text))


@given(GOOD_TEXT)
def test_a_header_text_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text or not is_header_text(text)


@settings(max_examples=40)
@given(st.dates(min_value=ON.replace(year=2000), max_value=ON.replace(year=2100)))
def test_the_date_of_a_message_is_the_day_of_the_request(day: dt.date) -> None:
    body = EmailAdapter(REFERENCE_ONLY).prepare(evolve(REQUEST, on=day), "key").body

    assert read_head(body).date.date() == day
