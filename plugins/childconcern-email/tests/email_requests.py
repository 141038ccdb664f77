"""A small invented council: its vocabulary, its policy, and requests for service."""

import datetime as dt

from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.decision import decide
from childconcern.facts import (
    Age,
    AnyOf,
    Fact,
    Group,
    LongText,
    Option,
    PersonName,
    Text,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.policy import (
    Area,
    Duty,
    Immediately,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    WithinHours,
    WithinWorkingDays,
)
from childconcern.submission import RequestForService, Submission, submission_key
from childconcern_email import Content, EmailAdapter, EmailAlertsConfig, EmailConfig

ON = dt.date(2026, 11, 23)
STORY = "Zebedee Quill has a mark on the cheek.\nHis aunt said: it's nothing."
NAME = "Zebedee Quill"

VOCABULARY = Vocabulary(
    facts=(
        Fact(
            id="immediate_danger",
            kind=YesNo(),
            about="A child is in danger now",
            unknown_counts_as=True,
        ),
        Fact(id="days_missed", kind=WholeNumber(unit="days"), about="School missed"),
        Fact(id="story", kind=LongText(), about="What happened"),
        Fact(id="mother_known", kind=YesNo(), about="The mother is known"),
        Fact(id="father_known", kind=YesNo(), about="The father is known"),
    ),
    groups=(
        Group(
            id="children",
            at_least=1,
            at_most=8,
            facts=(
                Fact(id="name", kind=PersonName(), about="Name"),
                Fact(id="age", kind=Age(), about="Age"),
                Fact(
                    id="injuries",
                    kind=AnyOf((Option("bruise"), Option("burn"), Option("none", exclusive=True))),
                    about="Injuries",
                ),
            ),
        ),
        Group(id="professionals", at_most=4, facts=(Fact(id="role", kind=Text()),)),
    ),
)

POLICY = RoutingPolicy(
    id="brookvale",
    version="2026.1",
    vocabulary=VOCABULARY,
    otherwise="consult",
    routes=(
        Route(
            id="emergency",
            name="Call 999 now",
            respond_within=Immediately(),
            destinations=("front-door",),
        ),
        Route(
            id="social-care",
            name="Social care",
            respond_within=WithinHours(4),
            destinations=("front-door",),
        ),
        Route(id="consult", name="Talk to us", destinations=("front-door",)),
    ),
    areas=(Area(id="physical-harm", name="Physical harm"),),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=4, name="Statutory")),
    indicators=(
        Indicator(
            id="bruised",
            area="physical-harm",
            level=4,
            when=parse_condition("any_item(children, 'bruise' in injuries)"),
            because="A bruise needs a response today",
            source="Brookvale thresholds 4.2",
        ),
    ),
    duties=(
        Duty(
            id="attendance",
            when=parse_condition("days_missed >= 30"),
            because="Long absence must be told to the attendance team",
            respond_within=WithinWorkingDays(2),
            destinations=("school-attendance",),
        ),
    ),
    rules=(
        Rule(
            id="level-4",
            route="social-care",
            when=parse_condition("level >= 4"),
            because="An area is at level 4",
        ),
        Rule(
            id="danger",
            route="emergency",
            when=parse_condition("immediate_danger"),
            because="A child is in danger",
        ),
    ),
)


DUTY = EmailAlertsConfig(
    host="127.0.0.1",
    port=2525,
    insecure_loopback=True,
    sender="childconcern@council.example",
    allowed_domains=("council.example",),
    recipients=("duty@council.example",),
    within_seconds=2,
)
REFERENCE_ONLY = EmailConfig(
    host="127.0.0.1",
    port=2525,
    insecure_loopback=True,
    sender="childconcern@council.example",
    allowed_domains=("council.example", "partner.example"),
    recipients=("front-door@council.example", "duty@partner.example"),
    link="https://requests.council.example/open/{reference}",
)
FULL = evolve(REFERENCE_ONLY, content=Content.FULL, full_content_agreed_by="Data protection lead")


def request(
    reference: str = "CC-2026-000123",
    *,
    danger: bool | None = False,
    days_missed: int = 12,
    story: str = STORY,
) -> RequestForService:
    """Return an invented request: one bruised child, and a story."""
    document = {
        "immediate_danger": danger,
        "days_missed": days_missed,
        "story": story,
        "mother_known": None,
        "children": [{"id": "child-1", "name": NAME, "age": "5 months", "injuries": ["bruise"]}],
    }
    concern = read_concern(document, VOCABULARY)
    decision = decide(concern, POLICY, on=ON)
    return RequestForService(
        reference=reference,
        pack=("brookvale", "2026.1", "0" * 64),
        on=ON,
        concern=concern,
        screened=decision,
        decision=decision,
        route=decision.route,
        destinations=decision.destinations,
    )


def submission(adapter: EmailAdapter, wanted: RequestForService | None = None) -> Submission:
    """Return a request as it waits in the queue, prepared by an adapter."""
    wanted = wanted or request()
    key = submission_key(wanted.reference, "front-door")
    prepared = adapter.prepare(wanted, key)
    return Submission(
        key=key,
        reference=wanted.reference,
        destination="front-door",
        adapter="email",
        body=prepared.body,
        media_type=prepared.media_type,
    )
