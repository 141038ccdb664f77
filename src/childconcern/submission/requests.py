"""A request for service: a merged concern, its decisions, and where it must go."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from childconcern.decision import Decision
from childconcern.facts import Concern

__all__ = ["RequestForService"]


@frozen(kw_only=True, repr=False)
class RequestForService:
    """A merged concern, what was decided about it, and where it must go.

    Attributes:
        reference: Opaque, given at first contact; nothing personal.
        pack: Id, version and digest of the pack that decided.
        on: The day of the decision.
        concern: Everything that was said, screener and request form merged.
        screened: What the screener decided; None where there was none.
        decision: What was decided on the merged concern.
        route: The more urgent of both; it stands until a person lowers it.
        destinations: Who receives it: those of the route, then those of duties.
        sent_anyway: The referrer sent it although the route did not ask for it.
    """

    reference: str
    pack: tuple[str, str, str]
    on: dt.date
    concern: Concern
    screened: Decision | None
    decision: Decision
    route: str
    destinations: tuple[str, ...]
    sent_anyway: bool = False

    @property
    def standing(self) -> Decision:
        """The decision whose route stands, the later one unless the screener's was more urgent."""
        if self.screened is None or self.decision.route == self.route:
            return self.decision
        return self.screened

    def __repr__(self) -> str:
        """Show the reference, which holds nothing personal, and no more."""
        return f"RequestForService(reference={self.reference!r}, ...)"
