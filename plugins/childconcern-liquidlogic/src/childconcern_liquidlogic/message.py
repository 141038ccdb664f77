"""The message for a request: built by zeep, compared with what was meant, checked, in bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from childconcern.submission import RequestForService, UnrepresentableError
from childconcern_liquidlogic.contract import Content, Contract, NotBuiltError, Shape
from childconcern_liquidlogic.documents import (
    Node,
    Steps,
    body_content,
    leaves,
    steps_text,
    written,
)
from childconcern_liquidlogic.filling import Filled, fill
from childconcern_liquidlogic.mapping import MessageMapping

__all__ = ["as_content", "message_for"]


def message_for(
    contract: Contract, mapping: MessageMapping, request: RequestForService, key: str
) -> bytes:
    """Return the whole envelope for ``request``, the same bytes every time.

    It is valid for the contract and says exactly what the mapping says: nothing
    is cut, changed or left out on the way.

    Raises:
        UnrepresentableError: Naming the fact, and never what it holds.
    """
    filled = fill(mapping, request, key)
    _refuse_misplaced(contract.request_shape(mapping.contract.submit), filled)
    envelope = _built(contract, mapping.contract.submit, filled)
    content = body_content(envelope)
    _refuse_invalid(contract, content, filled)
    _refuse_altered(content, filled)
    return written(envelope)


def as_content(filled: Iterable[Filled]) -> dict[str, Content]:
    """Return texts nested by the elements they stand in, as a contract builds from them."""
    root: dict[str, Content] = {}
    for one in filled:
        within = root
        for name, position in one.steps[:-1]:
            within = _table(within, name, position)
        name, _ = one.steps[-1]
        _add(within, name, {} if one.text is None else one.text)
    return root


def _table(within: dict[str, Content], name: str, position: int) -> dict[str, Content]:
    """Return the table of one element, made where it is new."""
    held = within.get(name, [])
    several = held if isinstance(held, list) else [held]
    if position >= len(several):
        fresh: dict[str, Content] = {}
        _add(within, name, fresh)
        return fresh
    found = several[position]
    return found if isinstance(found, dict) else {}


def _add(within: dict[str, Content], name: str, value: Content) -> None:
    if name not in within:
        within[name] = value
        return
    held = within[name]
    if isinstance(held, list):
        held.append(value)
    else:
        within[name] = [held, value]


def _refuse_misplaced(shape: Shape, filled: tuple[Filled, ...]) -> None:
    """Refuse what the contract has no place for; zeep would drop some of it without a word."""
    for one in filled:
        names = tuple(name for name, _ in one.steps)
        where = f"{one.origin} (element {steps_text(one.steps)})"
        for end, (_, position) in enumerate(one.steps, 1):
            slot = shape.get(names[:end])
            if slot is None:
                raise UnrepresentableError(where, "the contract has no such element")
            if position and not slot.many:
                raise UnrepresentableError(where, "the contract has room for one only")


def _built(contract: Contract, operation: str, filled: tuple[Filled, ...]) -> Node:
    try:
        return contract.build(operation, as_content(filled))
    except NotBuiltError as error:
        where = "/".join(error.where[1:]) or "the message"
        reason = "the contract asks for it, and the mapping gives nothing or too much"
        raise UnrepresentableError(f"element {where}", reason) from None


def _refuse_invalid(contract: Contract, content: Node, filled: tuple[Filled, ...]) -> None:
    faults = contract.faults(content)
    if faults:
        origins = {one.steps: one.origin for one in filled}
        raise UnrepresentableError(_named(faults[0].steps, origins), faults[0].why)


def _refuse_altered(content: Node, filled: tuple[Filled, ...]) -> None:
    """Refuse where zeep wrote something else than it was given, or left something out."""
    meant = {one.steps: one.text or "" for one in filled}
    built = dict(leaves(content))
    if built == meant:
        return
    origins = {one.steps: one.origin for one in filled}
    differing = next(steps for steps in (*meant, *built) if meant.get(steps) != built.get(steps))
    reason = "the contract's type would change it on the way"
    raise UnrepresentableError(_named(differing, origins), reason)


def _named(steps: Steps, origins: Mapping[Steps, str]) -> str:
    place = steps_text(steps) or "the message"
    return f"{origins[steps]} (element {place})" if steps in origins else f"element {place}"
