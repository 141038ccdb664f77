"""Every kind of words that a form can hold, by which ``facts.toml`` may name them."""

from __future__ import annotations

from typing import Final

from childconcern.facts.forms import (
    Address,
    Email,
    FormKind,
    LongText,
    PersonName,
    Postcode,
    Telephone,
    Text,
)
from childconcern.facts.identifiers import NhsNumber, Upn

__all__ = ["FORM_KINDS"]

FORM_KINDS: Final[tuple[type[FormKind], ...]] = (
    Text,
    LongText,
    PersonName,
    Email,
    Telephone,
    Postcode,
    Address,
    NhsNumber,
    Upn,
)
"""Each is text in JSON; codes and relationships are kinds of their own."""
