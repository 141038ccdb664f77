"""What is sent, how it is sent, and how sending can end.

A request for service is a merged concern with its decisions. An adapter turns
it into bytes without doing anything else, so that every attempt sends the same
bytes under the same key, and the bytes can be proved later.
"""

from childconcern.submission.adapters import API_VERSION, Adapter, AdapterSpec, Capabilities
from childconcern.submission.messages import (
    Prepared,
    Submission,
    UnrepresentableError,
    submission_key,
)
from childconcern.submission.outcomes import (
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
from childconcern.submission.preparing import (
    BadReferenceError,
    NoAdapterError,
    ScreenedElsewhereError,
    prepare,
    submissions,
)
from childconcern.submission.requests import RequestForService

__all__ = [
    "API_VERSION",
    "Absent",
    "Accepted",
    "Adapter",
    "AdapterSpec",
    "BadReferenceError",
    "CannotTell",
    "Capabilities",
    "Found",
    "Lookup",
    "NoAdapterError",
    "NotSent",
    "Outcome",
    "Prepared",
    "Rejected",
    "RequestForService",
    "ScreenedElsewhereError",
    "Submission",
    "Unknown",
    "UnrepresentableError",
    "prepare",
    "submission_key",
    "submissions",
]
