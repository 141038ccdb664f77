"""Facts: what can be known about a worry, and what is known about one."""

from childconcern.facts.ages import Aged, Born, Due, SaidAge, months_on, years_on
from childconcern.facts.canonical import canonical_json, concern_document, digest, held_document
from childconcern.facts.codes import Code, CodeSet, ListedCode, RetiredCode
from childconcern.facts.concern import Concern, ConcernRefusedError, ConcernShapeError, Item
from childconcern.facts.dates import PartialDate
from childconcern.facts.form_kinds import FORM_KINDS
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
from childconcern.facts.kinds import Age, AnyOf, Date, Json, OneOf, Option, WholeNumber, YesNo
from childconcern.facts.national_codes import code_set, code_sets
from childconcern.facts.reading import read_concern, read_held
from childconcern.facts.related import Related
from childconcern.facts.relationships import Relationships
from childconcern.facts.values import NOT_ASKED, NOT_KNOWN, Held, NotAsked, NotKnown, Value
from childconcern.facts.vocabulary import Fact, Group, Kind, Vocabulary

__all__ = [
    "FORM_KINDS",
    "NOT_ASKED",
    "NOT_KNOWN",
    "Address",
    "Age",
    "Aged",
    "AnyOf",
    "Born",
    "Code",
    "CodeSet",
    "Concern",
    "ConcernRefusedError",
    "ConcernShapeError",
    "Date",
    "Due",
    "Email",
    "Fact",
    "FormKind",
    "Group",
    "Held",
    "Item",
    "Json",
    "Kind",
    "ListedCode",
    "LongText",
    "NhsNumber",
    "NotAsked",
    "NotKnown",
    "OneOf",
    "Option",
    "PartialDate",
    "PersonName",
    "Postcode",
    "Related",
    "Relationships",
    "RetiredCode",
    "SaidAge",
    "Telephone",
    "Text",
    "Upn",
    "Value",
    "Vocabulary",
    "WholeNumber",
    "YesNo",
    "canonical_json",
    "code_set",
    "code_sets",
    "concern_document",
    "digest",
    "held_document",
    "months_on",
    "read_concern",
    "read_held",
    "years_on",
]
