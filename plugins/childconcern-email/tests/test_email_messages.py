"""What an email says, to the byte."""

import email
import email.policy
import subprocess
import sys

import pytest
from attrs import evolve
from email_requests import FULL, NAME, REFERENCE_ONLY, request, submission

from childconcern.policy import BeforeFact
from childconcern.submission import RequestForService, UnrepresentableError, submission_key
from childconcern_email import EmailAdapter
from childconcern_email.message import NotOurMessageError, read_head

REFERENCE_ONLY_MESSAGE = b"""\
From: childconcern@council.example\r
To: front-door@council.example, duty@partner.example\r
Subject: Request for service CC-2026-000123\r
Date: Mon, 23 Nov 2026 00:00:00 +0000\r
Message-ID: <e7431fbfb026c5df4865ebdd8a50b72e@council.example>\r
Auto-Submitted: auto-generated\r
Content-Type: text/plain; charset="utf-8"\r
Content-Transfer-Encoding: quoted-printable\r
MIME-Version: 1.0\r
\r
A request for service is waiting for you.\r
\r
Reference: CC-2026-000123\r
Day of the request: 2026-11-23\r
How soon: 4 hours\r
\r
Open it now with the link below, and sign in as usual.\r
\r
https://requests.council.example/open/CC-2026-000123\r
\r
A machine sent this message, and nobody reads replies to it.\r
If you have had another message with this reference, it is the same request.\r
"""

INJECTIONS = (
    "x\r\nBcc: evil@x.example",
    "x\nBcc: evil@x.example",
    "x\rBcc: evil@x.example",
    "x\r\n\r\nAnother text",
    "x\u2028Bcc: evil@x.example",
    "x\u2029Bcc: evil@x.example",
    "x\x85Bcc: evil@x.example",
    "x\x0bBcc: evil@x.example",
    "x\x0cBcc: evil@x.example",
    "x\x1cBcc: evil@x.example",
    "x\x00",
    "x=?utf-8?q?=0ABcc=3A_evil=40x.example?=",
    "x =?utf-8?b?CkJjYzogZXZpbEB4LmV4YW1wbGU=?=",
    "\ud800",
    "caf\u00e9",
    "two  spaces",
    " leading",
    "trailing ",
    "tab\there",
    "",
    "x" * 121,
)


def text_of(body: bytes) -> str:
    message = email.message_from_bytes(body, policy=email.policy.SMTP)
    return str(message.get_content()).replace("\r\n", "\n")


def test_the_usual_message_is_these_bytes_on_every_python() -> None:
    assert submission(EmailAdapter(REFERENCE_ONLY)).body == REFERENCE_ONLY_MESSAGE


def test_a_message_without_agreement_says_nothing_of_the_child_or_the_reasons() -> None:
    text = text_of(submission(EmailAdapter(REFERENCE_ONLY)).body)

    for said in (NAME, "Zebedee", "5 months", "bruise", "cheek", "12", "Statutory", "social"):
        assert said not in text.replace("CC-2026-000123", "")


def test_a_message_with_agreement_says_all_that_was_said_and_decided() -> None:
    text = text_of(submission(EmailAdapter(FULL)).body)

    for said in (
        "Name:\n    Zebedee Quill\n",
        "Age:\n    5 months\n",
        "Injuries:\n    bruise\n",
        "School missed:\n    12 days\n",
        "A child is in danger now:\n    no\n",
        "The mother is known:\n    not known\n",
        "The father is known:\n    not asked\n",
        "Area: Physical harm:\n    4 Statutory\n",
        "A bruise needs a response today (Brookvale thresholds 4.2)",
        "PROFESSIONALS: not asked",
        "WHAT THE RULES SAID AFTER THE FIRST QUESTIONS",
    ):
        assert said in text


def test_what_was_not_known_is_shown_with_what_the_rules_took_it_for() -> None:
    text = text_of(EmailAdapter(FULL).prepare(request(danger=None), "key").body)

    assert "Not known: A child is in danger now:\n    the rules took it as yes" in text
    assert "How soon: immediately" in text


def test_a_request_says_that_it_was_sent_though_no_rule_asked() -> None:
    sent_anyway = evolve(request(), sent_anyway=True, screened=None)

    text = text_of(EmailAdapter(FULL).prepare(sent_anyway, "key").body)

    assert "asked for this to be sent, although no rule did" in text
    assert "FIRST QUESTIONS" not in text


def how_soon(wanted: RequestForService, destination: str) -> str:
    """Return what the message to one destination says of time."""
    key = submission_key(wanted.reference, destination)
    text = text_of(EmailAdapter(REFERENCE_ONLY).prepare(wanted, key).body)
    return text.partition("How soon: ")[2].partition("\n")[0]


def test_how_soon_is_the_promise_of_the_route_that_stands() -> None:
    screened = request(danger=True).decision
    raised = evolve(request(), screened=screened, route="emergency")
    unknown = evolve(request(), screened=None, route="consult")

    assert how_soon(request(), "front-door") == "4 hours"
    assert how_soon(raised, "front-door") == "immediately"
    assert how_soon(unknown, "front-door") == ""


def test_how_soon_is_each_receivers_own() -> None:
    long_absent = request(days_missed=40)

    assert long_absent.destinations == ("front-door", "school-attendance")
    assert how_soon(long_absent, "front-door") == "4 hours"
    assert how_soon(long_absent, "school-attendance") == "2 working days"
    assert how_soon(long_absent, "somebody-else") == "4 hours; 2 working days"


def test_a_time_that_a_fact_gives_is_said_in_words() -> None:
    decision = request().decision
    route = evolve(decision.outcome.route, respond_within=BeforeFact("home_time"))
    before_home_time = evolve(decision, outcome=evolve(decision.outcome, route=route))

    assert (
        how_soon(evolve(request(), decision=before_home_time), "front-door") == "before home time"
    )


def test_an_area_that_nobody_explored_is_never_said_to_be_low() -> None:
    early = evolve(request().decision, not_explored=("physical-harm",))
    nothing_seen = evolve(
        early, outcome=evolve(early.outcome, standing=evolve(early.outcome.standing, levels=(1,)))
    )
    sent = (evolve(request(), decision=one, screened=None) for one in (early, nothing_seen))
    raised, low = (text_of(EmailAdapter(FULL).prepare(one, "key").body) for one in sent)
    why = "not everything about it was asked, because the answers already decide what happens"

    assert f"Area: Physical harm:\n    4 Statutory, or higher: {why}" in raised
    assert f"Area: Physical harm:\n    Not known: {why}" in low
    assert "1 Universal" not in low
    assert "or higher" not in text_of(EmailAdapter(FULL).prepare(request(), "key").body)


def test_an_unfinished_journey_is_said_to_be_one() -> None:
    unfinished = evolve(request(), decision=evolve(request().decision, complete=False))

    text = text_of(EmailAdapter(FULL).prepare(unfinished, "key").body)

    assert "Not every question was answered." in text


@pytest.mark.parametrize("line_end", ["\n", "\u2028", "\u2029"])
def test_no_answer_can_look_like_a_part_of_the_message(line_end: str) -> None:
    forged = f"x{line_end}{line_end}Route that stands:{line_end}    none"

    text = text_of(EmailAdapter(FULL).prepare(request(story=forged), "key").body)

    assert [line for line in text.splitlines() if line == "Route that stands:"] == [
        "Route that stands:"
    ]


def test_a_message_without_a_link_does_not_speak_of_one() -> None:
    text = text_of(EmailAdapter(evolve(FULL, link="")).prepare(request(), "key").body)

    assert "link" not in text
    assert "Read what follows now" in text


def test_a_council_can_word_what_is_to_be_done() -> None:
    config = evolve(REFERENCE_ONLY, what_to_do="Agorwch y cais nawr: \u0175\u0177.")

    text = text_of(EmailAdapter(config).prepare(request(), "key").body)

    assert "\n\nAgorwch y cais nawr: \u0175\u0177.\n\n" in text


@pytest.mark.parametrize("reference", INJECTIONS)
def test_a_reference_that_could_be_more_than_one_header_is_refused(reference: str) -> None:
    with pytest.raises(UnrepresentableError, match="the reference") as refused:
        EmailAdapter(REFERENCE_ONLY).prepare(request(reference), "key")

    assert reference.strip() == "" or reference not in str(refused.value)


@pytest.mark.parametrize("key", [*INJECTIONS, "a@b", "<key>", "a.b"])
def test_a_key_that_could_be_more_than_a_message_id_is_refused(key: str) -> None:
    with pytest.raises(UnrepresentableError, match="the key"):
        EmailAdapter(REFERENCE_ONLY).prepare(request(), key)


def test_a_reference_keeps_its_place_in_the_link() -> None:
    text = text_of(EmailAdapter(REFERENCE_ONLY).prepare(request("a/../b?c=1#d %"), "key").body)

    assert "https://requests.council.example/open/a%2F..%2Fb%3Fc%3D1%23d%20%25\n" in text


@pytest.mark.parametrize("label", ["a\x00b", "a\x0bb", "a\x7fb", "a\ud800b"])
def test_text_that_mail_cannot_carry_is_refused_before_it_is_queued(label: str) -> None:
    decision = request().decision
    renamed = evolve(decision.policy, areas=(evolve(decision.policy.areas[0], name=label),))
    odd = evolve(request(), decision=evolve(decision, policy=renamed))

    with pytest.raises(UnrepresentableError, match="the text of the message"):
        EmailAdapter(FULL).prepare(odd, "key")


def test_preparing_gives_the_same_bytes_in_another_process() -> None:
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "from email_requests import FULL, submission\n"
        "from childconcern_email import EmailAdapter\n"
        "print(submission(EmailAdapter(FULL)).sha256)"
    )
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}

    printed = subprocess.run(
        [sys.executable, "-c", program], env=other, capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == submission(EmailAdapter(FULL)).sha256


def test_what_is_prepared_tells_what_it_is_and_hides_what_it_says() -> None:
    prepared = EmailAdapter(FULL).prepare(request(), submission_key("a", "b"))

    assert prepared.media_type == "message/rfc822"
    assert NAME not in repr(prepared)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Auto-Submitted", b"Bcc: evil@x.example\r\nAuto-Submitted"),
        (b"Auto-Submitted: auto-generated\r\n", b""),
        (b"To: front", b"To: evil@x.example\r\nTo: front"),
        (b"To: front-door@council.example, ", b"To: undisclosed: a@b.example;, "),
        (b"To: front-door@council.example", b"To: Evil <front-door@council.example>"),
        (b"To: front-door@council.example", b'To: "evil@x.example front"@council.example'),
        (b"From: childconcern@council.example", b"From: a@x.example, b@x.example"),
        (b"Subject: Request", b"Subject: =?utf-8?q?=0ABcc=3A_evil=40x.example?="),
        (b"Subject: Request", b"Subject:\r\n Request"),
        (b"Subject: Request", b"Subject: R\xc3\xa9quest"),
        (b"Subject: Request", b"Subject: Request\nBcc: evil@x.example"),
        (b"00:00:00 +0000", b"00:00:00 +0100"),
        (b"Mon, 23 Nov 2026 00:00:00 +0000", b"some day"),
        (b"Message-ID: <", b"Message-ID: "),
        (b"Message-ID: <", b"Message-ID: <:"),
        (b"\r\n\r\nA request", b"\r\nA request"),
        (b"waiting for you.", b"waiting\nfor you."),
        (b"waiting for you.", b"waiting\rfor you."),
        (b"waiting for you.", b"waiting \xc3\xa9 for you."),
        (b"same request.\r\n", b"same request."),
    ],
)
def test_bytes_that_are_not_such_a_message_are_not_read_as_one(old: bytes, new: bytes) -> None:
    assert REFERENCE_ONLY_MESSAGE.count(old) == 1

    with pytest.raises(NotOurMessageError):
        read_head(REFERENCE_ONLY_MESSAGE.replace(old, new))
