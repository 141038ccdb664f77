"""A council's WSDL and XSD: the one wall behind which zeep stands.

zeep knows the types, builds messages and reads replies. It does not check what
it builds (facets are not looked at, and it writes "true" for the text "no" where
the schema has a boolean), so that everything is checked here once more: against
the schema, and text by text against what was meant. zeep never sees the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from attrs import field, frozen
from lxml import etree
from zeep import Client, Settings, helpers
from zeep.exceptions import ValidationError
from zeep.wsdl.bindings import Soap11Binding
from zeep.wsse.username import UsernameToken

from childconcern.errors import ConcernError
from childconcern_liquidlogic.documents import SOAP, Node, RefusedXmlError, body_content, parsed
from childconcern_liquidlogic.schema import (
    ContractError,
    Schema,
    SchemaFault,
    contract_error,
    load_schema,
)

__all__ = [
    "SAMPLE_WSDL",
    "SAMPLE_XSD",
    "Content",
    "Contract",
    "NotBuiltError",
    "Shape",
    "Slot",
    "load_contract",
    "security_header",
]

# zeep is half typed: what is taken from it is typed anew before it leaves this module.
_new_client: Final[Any] = Client
_new_settings: Final[Any] = Settings
_helpers: Final[Any] = helpers
_new_token: Final[Any] = UsernameToken

_SAMPLE: Final = Path(__file__).parent / "sample"
SAMPLE_WSDL: Final = _SAMPLE / "sample-contact-service.wsdl"
"""The invented sample contract; it describes nobody's product."""
SAMPLE_XSD: Final = _SAMPLE / "sample-contact-service.xsd"
"""The types of the invented sample contract."""

Content: TypeAlias = str | list["Content"] | dict[str, "Content"]
"""What a message holds: texts, by the names of their elements."""

Shape: TypeAlias = Mapping[tuple[str, ...], "Slot"]
"""Every element that a message can have, by the names that lead to it."""

_EMPTY: Final = f'<e:Envelope xmlns:e="{SOAP}"><e:Body/></e:Envelope>'
_DEEPEST: Final = 20


class NotBuiltError(ConcernError):
    """A message cannot be built from its content.

    Attributes:
        where: Names of elements that lead to the place; empty where nobody can tell.
    """

    code = "message-not-built"

    def __init__(self, where: tuple[str, ...]) -> None:
        super().__init__(
            f"element {'/'.join(where) or 'unknown'} of the message cannot be built",
            remedy="compare the mapping file with the contract",
        )
        self.where = where


@frozen
class Slot:
    """One element that a message can have.

    Attributes:
        leaf: It holds text and no elements.
        many: There can be several.
        required: It must stand wherever its parent does.
    """

    leaf: bool
    many: bool
    required: bool


@frozen(repr=False)
class Contract:
    """What both sides agreed on: operations, their messages, and the types of those.

    Attributes:
        name: The WSDL's file name.
    """

    name: str
    _client: Any = field()
    _service: Any = field()
    _binding: Any = field()
    _schema: Schema = field()

    def __repr__(self) -> str:
        """Show the file's name."""
        return f"Contract({self.name!r})"

    @property
    def operations(self) -> tuple[str, ...]:
        """The names of all operations, in order."""
        return tuple(sorted(map(str, self._binding.all())))

    def soap_action(self, operation: str) -> str:
        """Return the ``SOAPAction`` of an operation."""
        return str(self._binding.get(operation).soapaction)

    def request_shape(self, operation: str) -> Shape:
        """Return every element that an operation's request can have."""
        return dict(_slots(self._binding.get(operation).input.body.type, ()))

    def reply_shape(self, operation: str) -> Shape:
        """Return every element that an operation's reply can have."""
        return dict(_slots(self._binding.get(operation).output.body.type, ()))

    def request_name(self, operation: str) -> str:
        """Return the qualified name of the element in a request's body."""
        return str(self._binding.get(operation).input.body.qname)

    def reply_name(self, operation: str) -> str:
        """Return the qualified name of the element in a reply's body."""
        return str(self._binding.get(operation).output.body.qname)

    def build(self, operation: str, content: Mapping[str, Content]) -> Node:
        """Return the envelope that zeep builds; it is not checked yet.

        Raises:
            NotBuiltError: zeep refused, or lxml a character.
        """
        try:
            return cast("Node", self._client.create_message(self._service, operation, **content))
        except Exception as error:  # noqa: BLE001  # zeep's have no root, and may hold values
            raise NotBuiltError(_names_in(error)) from None

    def read(self, operation: str, envelope: Node) -> Mapping[str, object]:
        """Return what a valid reply holds, as zeep reads it.

        Raises:
            RefusedXmlError: zeep could not read it.
        """
        try:
            result: object = _helpers.serialize_object(
                self._binding.get(operation).process_reply(envelope), dict
            )
        except Exception:  # noqa: BLE001  # zeep's errors have no root, and may hold values
            raise RefusedXmlError("not-readable") from None
        if isinstance(result, dict):
            return cast("dict[str, object]", result)
        # zeep takes the wrapping off where a reply has one element only.
        names = [path[0] for path in self.reply_shape(operation)]
        return dict(zip(names, [result], strict=False))

    def faults(self, node: Node) -> tuple[SchemaFault, ...]:
        """Return what is wrong with a body's content, by place; nothing where it is valid."""
        return self._schema.faults(node)

    def body_of(self, message: bytes) -> Node:
        """Return the valid content of a stored or received envelope.

        Raises:
            RefusedXmlError: It is no SOAP envelope, or its content is not valid.
        """
        content = body_content(parsed(message))
        if self.faults(content):
            raise RefusedXmlError("not-valid")
        return content


def _names_in(error: Exception) -> tuple[str, ...]:
    """Return the names of elements that zeep's error leads to; its text may hold values."""
    path: object = getattr(error, "path", None)
    if isinstance(error, ValidationError) and isinstance(path, list):
        return tuple(map(str, cast("list[object]", path)))
    return ()


def _slots(type_: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Slot]]:  # noqa: ANN401
    if len(above) > _DEEPEST:
        return
    for name, element in getattr(type_, "elements", ()):
        below = tuple(_slots(element.type, (*above, str(name))))
        many = element.max_occurs == "unbounded" or int(element.max_occurs) > 1
        required = int(element.min_occurs) > 0
        yield (*above, str(name)), Slot(leaf=not below, many=many, required=required)
        yield from below


@frozen
class _LocalFiles:
    """zeep's way to files; it has no way to the network."""

    def load(self, url: object) -> bytes:
        if "://" in str(url):
            raise contract_error(
                "outside-reference", str(url), "a contract refers to local files only"
            )
        return Path(str(url)).read_bytes()


def load_contract(wsdl: Path = SAMPLE_WSDL, xsd: Path = SAMPLE_XSD) -> Contract:
    """Return the contract of two local files; the invented sample where none are named.

    Raises:
        ContractError: A file is missing or not usable, or refers to the network.
    """
    schema = load_schema(xsd)
    settings = _new_settings(
        strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        client = _new_client(str(wsdl.resolve()), transport=_LocalFiles(), settings=settings)
        ports = [
            (service.name, port.name, port.binding)
            for service in client.wsdl.services.values()
            for port in service.ports.values()
            if isinstance(port.binding, Soap11Binding)
        ]
    except ContractError:
        raise
    except Exception:  # noqa: BLE001  # zeep's errors have no root
        raise contract_error("bad-wsdl", wsdl.name, "zeep cannot read it as a WSDL") from None
    if not ports:
        raise contract_error("no-soap-port", wsdl.name, "it has no service with a SOAP 1.1 port")
    service_name, port_name, binding = ports[0]
    return Contract(wsdl.name, client, client.bind(service_name, port_name), binding, schema)


def security_header(username: str, password: str) -> bytes:
    """Return a SOAP header with a WS-Security UsernameToken, as an element in bytes."""
    token = _new_token(username, password)
    envelope, _ = token.apply(parsed(_EMPTY.encode()), {})
    return etree.tostring(cast("Node", envelope)[0], encoding="utf-8")
