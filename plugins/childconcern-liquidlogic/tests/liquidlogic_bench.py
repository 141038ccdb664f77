"""A fictional council's facts, policy and mapping, and a case system to send them to."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import trustme
from attrs import frozen

from childconcern.conditions import parse_condition
from childconcern.decision import decide
from childconcern.facts import (
    Address,
    Age,
    AnyOf,
    Concern,
    Date,
    Fact,
    Group,
    LongText,
    OneOf,
    Option,
    PersonName,
    Telephone,
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
    WithinWorkingDays,
)
from childconcern.submission import RequestForService, Submission, submission_key
from childconcern_liquidlogic import LiquidLogicAdapter, LiquidLogicConfig, make_adapter
from childconcern_liquidlogic.simulator import Simulator

__all__ = [
    "CANARIES",
    "CONCERN",
    "DAY",
    "KEY",
    "MAPPING",
    "POLICY",
    "SOON",
    "VOCABULARY",
    "Authority",
    "Bench",
    "new_authority",
    "request_for",
    "submission_of",
]

DAY: Final = dt.date(2026, 11, 23)
SOON: Final = dt.timedelta(seconds=5)
KEY: Final = submission_key("REF-7", "social-care")

CANARIES: Final = ("Canaria Kestrel", "yellowhammer story", "2021-06-17", "+441632960731")
"""What no log, no error and no repr may ever show."""

CONCERN: Final[Mapping[str, object]] = {
    "immediate_danger": False,
    "referrer_role": "teacher",
    "referrer_telephone": CANARIES[3],
    "what_happened": f"She told me a {CANARIES[1]}.",
    "agreement": "refused",
    "home_address": "1 Example Street\nRiverbank",
    "children": [
        {"id": "one", "child_name": CANARIES[0], "age": CANARIES[2], "injuries": ["burn", "bite"]},
        {"id": "two", "child_name": None, "age": "due 2027-02-01"},
        {"id": "three", "age": "about 7 years", "injuries": None},
    ],
}

VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="immediate_danger", kind=YesNo(), unknown_counts_as=True),
        Fact(id="referrer_role", kind=OneOf(("teacher", "police", "neighbour"))),
        Fact(id="referrer_telephone", kind=Telephone()),
        Fact(id="what_happened", kind=LongText()),
        Fact(id="when_happened", kind=Date()),
        Fact(id="agreement", kind=OneOf(("given", "refused"))),
        Fact(id="home_address", kind=Address()),
        Fact(id="days_missed", kind=WholeNumber(at_most=365)),
    ),
    groups=(
        Group(
            id="children",
            at_least=1,
            at_most=8,
            facts=(
                Fact(id="child_name", kind=PersonName()),
                Fact(id="age", kind=Age()),
                Fact(id="injuries", kind=AnyOf((Option("bruise"), Option("burn"), Option("bite")))),
            ),
        ),
        Group(id="household", at_most=4, facts=(Fact(id="adult_name", kind=PersonName()),)),
    ),
)

POLICY: Final = RoutingPolicy(
    id="brookside",
    version="2026.1",
    vocabulary=VOCABULARY,
    otherwise="consult",
    routes=(
        Route(
            id="emergency",
            name="Call 999",
            respond_within=Immediately(),
            destinations=("social-care",),
        ),
        Route(
            id="social-care",
            name="Ask social care",
            respond_within=WithinWorkingDays(1),
            destinations=("social-care",),
        ),
        Route(id="consult", name="Talk to us", destinations=("advice",)),
    ),
    areas=(Area(id="harm", name="Harm"),),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=4, name="Statutory")),
    indicators=(
        Indicator(
            id="burnt",
            area="harm",
            level=4,
            when=parse_condition("any_item(children, 'burn' in injuries)"),
            because="A burn needs a medical view",
            source="Brookside threshold document, 4.2",
        ),
    ),
    rules=(
        Rule(
            id="danger",
            route="emergency",
            when=parse_condition("immediate_danger"),
            because="A child is in danger now",
        ),
        Rule(
            id="level-4",
            route="social-care",
            when=parse_condition("level >= 4"),
            because="An area is statutory",
        ),
    ),
    duties=(
        Duty(
            id="police",
            when=parse_condition("referrer_role in ['teacher'] and level >= 4"),
            because="The police must know",
        ),
    ),
)

MAPPING: Final = (Path(__file__).parent / "brookside-mapping.toml").read_text(encoding="utf-8")


def request_for(concern: Mapping[str, object] | Concern = CONCERN) -> RequestForService:
    """Return a request for service about a concern."""
    if not isinstance(concern, Concern):
        concern = read_concern(dict(concern), VOCABULARY)
    decision = decide(concern, POLICY, on=DAY)
    return RequestForService(
        reference="REF-7",
        pack=("brookside", "2026.1", "0" * 64),
        on=DAY,
        concern=concern,
        screened=None,
        decision=decision,
        route=decision.route,
        destinations=decision.destinations,
    )


def submission_of(body: bytes, *, key: str = KEY, attempt: int = 1) -> Submission:
    """Return a message as it waits in a queue."""
    return Submission(
        key=key,
        reference="REF-7",
        destination="social-care",
        adapter="liquidlogic",
        body=body,
        media_type="text/xml; charset=utf-8",
        attempt=attempt,
    )


@frozen(kw_only=True)
class Bench:
    """A simulated case system that answers, and an adapter for it."""

    folder: Path
    simulator: Simulator
    config: LiquidLogicConfig
    adapter: LiquidLogicAdapter

    @classmethod
    @contextmanager
    def opened(
        cls,
        folder: Path,
        *,
        credentials: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        change: Callable[[LiquidLogicConfig], LiquidLogicConfig] = lambda config: config,
    ) -> Generator[Bench]:
        """Yield a bench with a changed configuration, and close its case system afterwards."""
        mapping = folder / "mapping.toml"
        mapping.write_text(MAPPING, encoding="utf-8")
        ledger = folder / "ledger.sqlite"
        with Simulator(ledger, credentials=credentials, tls=tls) as simulator:
            config = change(LiquidLogicConfig(url=simulator.url, mapping=mapping))
            adapter = make_adapter(config)
            yield cls(folder=folder, simulator=simulator, config=config, adapter=adapter)

    def submission(self, attempt: int = 1) -> Submission:
        """Return the prepared message of the usual request."""
        return submission_of(self.adapter.prepare(request_for(), KEY).body, attempt=attempt)


@frozen
class Authority:
    """Who issues certificates, and how to trust it."""

    issuer: trustme.CA
    ca_file: Path

    def server_context(self, *names: str) -> ssl.SSLContext:
        """Return what a server shows that answers for some names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate = self.issuer.issue_cert(*names)
        certificate.configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
        return context


def new_authority(folder: Path) -> Authority:
    """Return an authority that nobody else knows."""
    issuer = trustme.CA()
    issuer.cert_pem.write_to_path(str(folder / "ca.pem"))
    return Authority(issuer, folder / "ca.pem")
