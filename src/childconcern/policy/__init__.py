"""Routing policies: what is done about concerns, as data that a council can review."""

from childconcern.policy.document import policy_digest, policy_document, vocabulary_document
from childconcern.policy.engine import Engine, Outcome, PolicyError, Standing
from childconcern.policy.faults import policy_problems, problems
from childconcern.policy.nouns import (
    Area,
    Claim,
    Duty,
    Guarantee,
    Indicator,
    NamedLevel,
    Route,
    Rule,
    Variant,
)
from childconcern.policy.policy import RoutingPolicy
from childconcern.policy.response import (
    BeforeFact,
    Immediately,
    RespondWithin,
    WithinHours,
    WithinWorkingDays,
    respond_within_from_text,
)
from childconcern.policy.written import WrittenPolicy

__all__ = [
    "Area",
    "BeforeFact",
    "Claim",
    "Duty",
    "Engine",
    "Guarantee",
    "Immediately",
    "Indicator",
    "NamedLevel",
    "Outcome",
    "PolicyError",
    "RespondWithin",
    "Route",
    "RoutingPolicy",
    "Rule",
    "Standing",
    "Variant",
    "WithinHours",
    "WithinWorkingDays",
    "WrittenPolicy",
    "policy_digest",
    "policy_document",
    "policy_problems",
    "problems",
    "respond_within_from_text",
    "vocabulary_document",
]
