"""The adapter: requests in the council's case system, over SOAP."""

from __future__ import annotations

import datetime as dt
from typing import Final

from attrs import frozen

from childconcern.problems import Place, Problem
from childconcern.submission import (
    CannotTell,
    Lookup,
    NotSent,
    Outcome,
    Prepared,
    Rejected,
    RequestForService,
    Submission,
    Unknown,
)
from childconcern_liquidlogic.config import LiquidLogicConfig, SetUpError, config_problems
from childconcern_liquidlogic.connecting import Endpoint
from childconcern_liquidlogic.contract import (
    SAMPLE_WSDL,
    SAMPLE_XSD,
    Contract,
    load_contract,
)
from childconcern_liquidlogic.credentials import Credentials, NoPasswordError, with_credentials
from childconcern_liquidlogic.deadline import Deadline
from childconcern_liquidlogic.documents import RefusedXmlError, children, local_name, written
from childconcern_liquidlogic.fitting import mapping_problems
from childconcern_liquidlogic.mapfile import load_mapping
from childconcern_liquidlogic.mapping import MessageMapping
from childconcern_liquidlogic.message import message_for
from childconcern_liquidlogic.replies import lookup_of, outcome_of
from childconcern_liquidlogic.schema import ContractError
from childconcern_liquidlogic.tables import MappingError
from childconcern_liquidlogic.transport import NoReply, Reply, exchange

__all__ = ["LiquidLogicAdapter", "make_adapter"]

_MEDIA_TYPE: Final = "text/xml; charset=utf-8"
_KEY_OF_NOBODY: Final = "0" * 32


@frozen(kw_only=True)
class LiquidLogicAdapter:
    """Sends requests to one case system; build it with :func:`make_adapter`.

    Attributes:
        endpoint: Where the service is.
        contract: Its WSDL and XSD.
        mapping: Which fact goes where.
        credentials: Whose name is sent, or None.
    """

    endpoint: Endpoint
    contract: Contract
    mapping: MessageMapping
    credentials: Credentials | None = None

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return the whole envelope: valid, complete, and the same bytes every time.

        It has no password in it: that is put in when it is sent.

        Raises:
            UnrepresentableError: Naming the fact that cannot be carried.
        """
        return Prepared(
            body=message_for(self.contract, self.mapping, request, key), media_type=_MEDIA_TYPE
        )

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Send the stored bytes, and return what the reply proves; see ``replies``.

        A stored message that is not valid any longer is not sent: ``Rejected``
        at the first attempt, and ``Unknown`` after that, for an earlier attempt
        may have arrived.
        """
        deadline = Deadline.after(within)
        names = self.mapping.contract
        if not self._is_ours(submission):
            code = "message-not-valid"
            return Rejected(code) if submission.attempt == 1 else Unknown(code)
        try:
            message = self._with_credentials(submission.body)
        except NoPasswordError as error:
            return NotSent(error.code)
        try:
            reply = self._call(names.submit, message, deadline)
            return outcome_of(reply, self.contract, names, submission.key)
        except Exception:  # noqa: BLE001  # it may have left: nothing may be raised from here on
            return Unknown("reply-not-understood")

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Ask for the submission's key; nothing else of it is sent."""
        return self._find(submission.key, Deadline.after(within))

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Ask for a key that nobody has, which shows address, certificate and password.

        No child's data is sent.
        """
        match self._find(_KEY_OF_NOBODY, Deadline.after(within)):
            case CannotTell(reason):
                problem = Problem(
                    code=reason,
                    place=Place(path=("url",)),
                    message="the case system did not answer a look-up as the contract says",
                    remedy="look at the address, the certificate and the password",
                )
                return (problem,)
            case _:
                return ()

    def _find(self, key: str, deadline: Deadline) -> Lookup:
        names = self.mapping.contract
        try:
            question = written(self.contract.build(names.find, {names.key: key}))
            self.contract.body_of(question)
            reply = self._call(names.find, self._with_credentials(question), deadline)
            return lookup_of(reply, self.contract, names, key)
        except NoPasswordError as error:
            return CannotTell(error.code)
        except Exception:  # noqa: BLE001  # a look-up that fails settles nothing
            return CannotTell("lookup-failed")

    def _is_ours(self, submission: Submission) -> bool:
        """Return whether the stored bytes are a valid message under the submission's key."""
        names = self.mapping.contract
        try:
            content = self.contract.body_of(submission.body)
        except RefusedXmlError:
            return False
        keys = [child.text for child in children(content) if local_name(child) == names.key]
        return content.tag == self.contract.request_name(names.submit) and keys == [submission.key]

    def _call(self, operation: str, message: bytes, deadline: Deadline) -> Reply | NoReply:
        headers = {
            "Content-Type": _MEDIA_TYPE,
            "SOAPAction": f'"{self.contract.soap_action(operation)}"',
        }
        return exchange(self.endpoint, headers, message, deadline)

    def _with_credentials(self, message: bytes) -> bytes:
        if self.credentials is None:
            return message
        return with_credentials(message, self.credentials)


def make_adapter(config: LiquidLogicConfig) -> LiquidLogicAdapter:
    """Return the adapter that a configuration describes.

    Raises:
        SetUpError: With everything that is wrong with the configuration, the
            contract, the mapping file, or how these fit together.
    """
    problems = list(config_problems(config))
    contract: Contract | None = None
    mapping: MessageMapping | None = None
    try:
        contract = load_contract(config.wsdl or SAMPLE_WSDL, config.xsd or SAMPLE_XSD)
    except ContractError as error:
        problems += error.problems
    try:
        mapping = load_mapping(config.mapping)
    except MappingError as error:
        problems += error.problems
    if contract is not None and mapping is not None:
        problems += mapping_problems(mapping, contract)
    if problems or contract is None or mapping is None:
        raise SetUpError("this case system cannot be used", tuple(problems))
    return LiquidLogicAdapter(
        endpoint=config.endpoint,
        contract=contract,
        mapping=mapping,
        credentials=config.credentials,
    )
