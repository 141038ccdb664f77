"""A council's routing policy, ready to decide."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from childconcern.policy.document import policy_digest
from childconcern.policy.engine import Engine
from childconcern.policy.written import WrittenPolicy

__all__ = ["RoutingPolicy"]


@frozen(kw_only=True)
class RoutingPolicy(WrittenPolicy):
    """What is done about concerns: a written policy that can decide.

    Its fields are those of :class:`WrittenPolicy`.
    """

    @cached_property
    def engine(self) -> Engine:
        """The policy made ready; PolicyError where it has errors."""
        return Engine(self)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that the policy and its vocabulary say, in hexadecimal."""
        return policy_digest(self)
