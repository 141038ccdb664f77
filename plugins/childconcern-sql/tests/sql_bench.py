"""What the tests of this store build with: a small policy, requests, and a receiver in a file."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from childconcern.conditions import parse_condition
from childconcern.decision import decide
from childconcern.facts import Fact, LongText, Vocabulary, YesNo, digest, read_concern
from childconcern.policy import Area, Indicator, NamedLevel, Route, RoutingPolicy, Rule
from childconcern.problems import Problem
from childconcern.submission import (
    Absent,
    Accepted,
    Capabilities,
    Found,
    Lookup,
    Outcome,
    Prepared,
    RequestForService,
    Submission,
    submission_key,
)

START: Final = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
STORY: Final = "Mina Fable (invented) came to school with a bruise"
DESTINATION: Final = "social-care"

VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="immediate_danger", kind=YesNo(), unknown_counts_as=True),
        Fact(id="bruise", kind=YesNo(), unknown_counts_as=True),
        Fact(id="story", kind=LongText()),
    )
)
POLICY: Final = RoutingPolicy(
    id="riverbank",
    version="2026.1",
    vocabulary=VOCABULARY,
    otherwise="consult",
    routes=(
        Route(id="emergency", name="Call 999 now", destinations=(DESTINATION,)),
        Route(id="social-care", name="Social care", destinations=(DESTINATION,)),
        Route(id="consult", name="Talk to us", destinations=("early-help",)),
    ),
    areas=(Area(id="physical-harm", name="Physical harm"),),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=4, name="Statutory")),
    indicators=(
        Indicator(
            id="bruise",
            area="physical-harm",
            level=4,
            when=parse_condition("bruise"),
            because="A bruise needs to be looked at",
            source="local",
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
            because="An area meets the threshold",
        ),
    ),
)


def request_for_service(
    reference: str = "R-1", *, story: str = STORY, bruise: bool | None = True
) -> RequestForService:
    """Return an invented request whose decisions are real ones."""
    document = {"immediate_danger": False, "bruise": bruise, "story": story}
    concern = read_concern(document, VOCABULARY)
    decision = decide(concern, POLICY, on=START.date(), complete=True)
    return RequestForService(
        reference=reference,
        pack=(POLICY.id, POLICY.version, digest("the pack")),
        on=START.date(),
        concern=concern,
        screened=decide(concern, POLICY, on=START.date(), complete=None),
        decision=decision,
        route=decision.route,
        destinations=(DESTINATION,),
    )


def submission(
    reference: str = "R-1",
    *,
    destination: str = DESTINATION,
    body: bytes = STORY.encode(),
) -> Submission:
    """Return what goes out for a request."""
    return Submission(
        key=submission_key(reference, destination),
        reference=reference,
        destination=destination,
        adapter="ledger",
        body=body,
        media_type="text/plain; charset=utf-8",
    )


@frozen(kw_only=True)
class Ledger:
    """A receiver that writes what it gets into a file: a line for each copy.

    Attributes:
        file: Outlives the worker, as another system would.
        capabilities: What it can do.
    """

    file: Path
    capabilities: Capabilities

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return the reference alone."""
        return Prepared(body=f"{request.reference} {key}".encode(), media_type="text/plain")

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Write the key down, unless it is there and this receiver keeps a key once."""
        assert within > dt.timedelta(0)
        with self._alone():
            copies = self.copies()
            if not (self.capabilities.idempotent and submission.key in copies):
                with self.file.open("a", encoding="utf-8") as ledger:
                    ledger.write(f"{submission.key} {submission.sha256}\n")
                    ledger.flush()
                    os.fsync(ledger.fileno())
        return Accepted(f"LEDGER-{submission.key[:8]}")

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Say whether the key was written down."""
        assert within > dt.timedelta(0)
        with self._alone():
            found = submission.key in self.copies()
        return Found(f"LEDGER-{submission.key[:8]}") if found else Absent()

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Find nothing wrong."""
        assert within > dt.timedelta(0)
        return ()

    def copies(self) -> list[str]:
        """Return the key of every copy that was written down whole."""
        text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        lines = text.split("\n")[:-1]
        return [line.split(" ")[0] for line in lines]

    @contextmanager
    def _alone(self) -> Generator[None]:
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
