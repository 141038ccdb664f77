"""A council's XSD: what a message may be, and why one is not.

It is read from local files only. What it says of a message names places and
reasons, and never a text: libxml2's own words would repeat the rejected value.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from attrs import field, frozen
from lxml import etree

from childconcern.errors import ProblemsError
from childconcern.problems import Place, Problem
from childconcern_liquidlogic.documents import (
    Node,
    RefusedXmlError,
    Steps,
    parsed,
    steps_to,
    written,
)

__all__ = ["ContractError", "Schema", "SchemaFault", "contract_error", "load_schema"]

_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_OTHER: Final = "it does not fit the contract"
_WHY: Final = {
    "SCHEMAV_CVC_MAXLENGTH_VALID": "it is longer than the contract allows",
    "SCHEMAV_CVC_MINLENGTH_VALID": "it is shorter than the contract allows",
    "SCHEMAV_CVC_LENGTH_VALID": "it has not the length that the contract asks for",
    "SCHEMAV_CVC_PATTERN_VALID": "it has not the form that the contract asks for",
    "SCHEMAV_CVC_ENUMERATION_VALID": "it is not a code of the contract",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "it is smaller than the contract allows",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "it is larger than the contract allows",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "it is not of the contract's type",
    "SCHEMAV_ELEMENT_CONTENT": "an element is missing here, or stands where it may not",
}


class ContractError(ProblemsError):
    """The WSDL or the XSD cannot be used, and here is why."""

    code = "contract-unusable"


def contract_error(code: str, file: str, message: str) -> ContractError:
    """Return the error for one fault of one file."""
    problem = Problem(
        code=code,
        place=Place(file=file),
        message=message,
        remedy="name the WSDL and the XSD that the supplier gave, as local files",
    )
    return ContractError("this contract cannot be used", (problem,))


@frozen
class SchemaFault:
    """Why a message is not valid.

    Attributes:
        steps: Where in the message.
        why: In words that hold nothing of the message.
    """

    steps: Steps
    why: str


@frozen(repr=False)
class Schema:
    """The types of a contract."""

    _checker: etree.XMLSchema
    # libxml2 keeps the faults of the last check in the checker, which threads share.
    _lock: threading.Lock = field(factory=threading.Lock, eq=False)

    def faults(self, node: Node) -> tuple[SchemaFault, ...]:
        """Return what is wrong with a node, by place; nothing where it is valid."""
        alone = parsed(written(node))
        with self._lock:
            if self._checker.validate(alone):
                return ()
            found = [(str(one.path), str(one.type_name)) for one in self._checker.error_log]
        tree = alone.getroottree()
        by_path = {str(tree.getpath(below)): below for below in alone.iter(etree.Element)}
        return tuple(
            SchemaFault(steps_to(by_path.get(path, alone), alone), _WHY.get(kind, _OTHER))
            for path, kind in found or [("", "")]
        )


def load_schema(xsd: Path) -> Schema:
    """Return the schema in a local file and in those that it draws in.

    Raises:
        ContractError: A file is missing or not usable, or refers to the network.
    """
    for path in _files(xsd):
        if not path.is_file():
            raise contract_error("no-such-file", path.name, "it is named, and is not there")
    try:
        return Schema(etree.XMLSchema(file=str(xsd)))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError):
        raise contract_error("bad-xsd", xsd.name, "lxml cannot read it as a schema") from None


def _files(first: Path) -> Iterator[Path]:
    """Yield a schema's file and all that it draws in, and refuse what is elsewhere."""
    waiting, seen = [first], set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            yield path
            waiting.extend(path.parent / location for location in _drawn_in(path))


def _drawn_in(path: Path) -> Iterator[str]:
    try:
        root = parsed(path.read_bytes())
    except (RefusedXmlError, OSError):
        raise contract_error("bad-xsd", path.name, "it is not plain XML") from None
    for kind in ("import", "include", "redefine", "override"):
        for node in root.iter(f"{_XSD}{kind}"):
            location = node.get("schemaLocation")
            if location is not None and urlsplit(location).scheme:
                message = "it refers to something that is not a file beside it"
                raise contract_error("outside-reference", path.name, message)
            if location is not None:
                yield location
