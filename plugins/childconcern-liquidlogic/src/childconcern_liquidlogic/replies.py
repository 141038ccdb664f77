"""What a reply means: a receipt, a refusal that is final, or nothing to rely on.

A reply is believed when it is what the contract says, about the key that was
asked for, and not otherwise. Whatever is odd about it leaves the question open.
"""

from __future__ import annotations

from attrs import frozen

from childconcern.submission import (
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
from childconcern_liquidlogic.contract import Contract
from childconcern_liquidlogic.documents import (
    SOAP,
    Node,
    RefusedXmlError,
    body_content,
    children,
    leaves,
    local_name,
    parsed,
)
from childconcern_liquidlogic.mapping import ContractNames
from childconcern_liquidlogic.transport import NoReply, Reply

__all__ = ["Answer", "FaultReply", "answer_of", "lookup_of", "outcome_of"]

_OK = 200
_FAULT = 500
_XML = frozenset({"text/xml", "application/xml"})


@frozen(repr=False)
class Answer:
    """A valid reply about the right key.

    Attributes:
        receipt: The other side's reference; None where it gave none.
        held: What a look-up says; None in a reply to a submission.
    """

    receipt: str | None
    held: bool | None

    def __repr__(self) -> str:
        """Show that it is one."""
        return "Answer(...)"


@frozen
class FaultReply:
    """A fault as the contract knows it.

    Attributes:
        code: One of the contract's codes; empty where it gave none of them.
    """

    code: str


def outcome_of(
    reply: Reply | NoReply, contract: Contract, names: ContractNames, key: str
) -> Outcome:
    """Return what a reply to a submission means; ``Unknown`` for all that is doubtful."""
    if isinstance(reply, NoReply):
        return Unknown(reply.reason) if reply.sent else NotSent(reply.reason)
    try:
        answer = answer_of(reply, contract, names, names.submit, key)
    except RefusedXmlError as error:
        return Unknown(error.reason)
    match answer:
        case FaultReply(code) if code and code in names.permanent_faults:
            return Rejected(code)
        case FaultReply(code):
            return Unknown(f"fault:{code}" if code else "fault")
        case Answer(receipt):
            return Accepted(receipt) if receipt else Unknown("no-receipt")


def lookup_of(reply: Reply | NoReply, contract: Contract, names: ContractNames, key: str) -> Lookup:
    """Return what a reply to a look-up means; absence must have been said in so many words."""
    if isinstance(reply, NoReply):
        return CannotTell(reply.reason)
    try:
        answer = answer_of(reply, contract, names, names.find, key)
    except RefusedXmlError as error:
        return CannotTell(error.reason)
    match answer:
        case FaultReply(code):
            return CannotTell(f"fault:{code}" if code else "fault")
        case Answer(str() as receipt, True):
            return Found(receipt)
        case Answer(None, False):
            return Absent()
        case _:
            return CannotTell("reply-contradicts-itself")


def answer_of(
    reply: Reply, contract: Contract, names: ContractNames, operation: str, key: str
) -> Answer | FaultReply:
    """Return what a reply says, once everything about it has been checked.

    Raises:
        RefusedXmlError: With what is wrong, as a code.
    """
    if reply.status not in {_OK, _FAULT}:
        raise RefusedXmlError(f"http-{reply.status}")
    if reply.media_type not in _XML:
        raise RefusedXmlError("not-an-xml-reply")
    envelope = parsed(reply.body)
    content = body_content(envelope)
    if content.tag == f"{{{SOAP}}}Fault":
        return FaultReply(_fault_code(content, contract, names))
    if reply.status != _OK:
        raise RefusedXmlError(f"http-{reply.status}")
    if content.tag != contract.reply_name(operation) or contract.faults(content):
        raise RefusedXmlError("reply-not-valid")
    values = contract.read(operation, envelope)
    if values.get(names.key) != key:
        raise RefusedXmlError("reply-about-another-key")
    receipt, held = values.get(names.receipt), values.get(names.held)
    return Answer(
        receipt if isinstance(receipt, str) and receipt.strip() else None,
        held if isinstance(held, bool) else None,
    )


def _fault_code(fault: Node, contract: Contract, names: ContractNames) -> str:
    """Return the code in a fault's detail, if that is valid and has one of the contract's."""
    for detail in children(fault):
        if local_name(detail) == "detail":
            for entry in children(detail):
                if not contract.faults(entry):
                    return _text_of(entry, names.fault_code)
    return ""


def _text_of(node: Node, name: str) -> str:
    return next((text for steps, text in leaves(node) if steps == ((name, 0),)), "")
