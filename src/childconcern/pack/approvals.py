"""Who agreed to a pack: to its digest, and to what differs from the one before.

An approval is *used* while it is of the pack as it stands, or of one that a used
approval was compared with: so the record of earlier versions may stay. One that
is neither explains nothing, and is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from childconcern.pack.pack import Pack
from childconcern.pack.written import Approval
from childconcern.problems import Place, Problem

__all__ = ["Agreed", "approval_problems", "approvals_in_use"]

_TWO = 2


@frozen(kw_only=True)
class Agreed:
    """What has to be agreed to: a difference between two packs.

    Attributes:
        against: The digest of the earlier pack.
        difference: The digest of what differs.
        lowers: Whether some response is lowered, or a duty lost.
    """

    against: str
    difference: str
    lowers: bool


def approvals_in_use(pack: Pack) -> tuple[Approval, ...]:
    """Return the approvals of the pack as it stands, in order."""
    return tuple(one for one in pack.approvals if one.digest == pack.digest)


def approval_problems(pack: Pack, agreed: Agreed | None = None) -> tuple[Problem, ...]:
    """Return why a pack may not be switched on: nobody agreed to it, or not to this change.

    Args:
        pack: Which one.
        agreed: What differs from the pack before it, where that was worked out; then
            somebody must have agreed to just that.
    """
    return (*_nobody(pack, agreed), *_alone(pack, agreed), *_unused(pack))


def _nobody(pack: Pack, agreed: Agreed | None) -> Iterator[Problem]:
    current = approvals_in_use(pack)
    if not current:
        message = "nobody approved this pack as it stands"
        remedy = "`childconcern approve` records who agrees to it; any change needs it anew"
        yield _problem("not-approved", message, remedy)
    elif agreed is not None and not _agreeing(pack, agreed):
        message = "nobody approved what differs from the earlier pack"
        remedy = "look at `childconcern diff`, then `childconcern approve --against` that pack"
        yield _problem("difference-not-approved", message, remedy)


def _alone(pack: Pack, agreed: Agreed | None) -> Iterator[Problem]:
    """Yield that one person alone agreed to what lowers a response."""
    if agreed is None:
        lowering = [one for one in approvals_in_use(pack) if one.lowers]
    else:
        lowering = _agreeing(pack, agreed) if agreed.lowers else []
    if lowering and len({_person(one.by) for one in lowering}) < _TWO:
        message = "some response is lowered, and only one person approved that"
        yield _problem("approved-by-one", message, "a second person must agree to it")


def _unused(pack: Pack) -> Iterator[Problem]:
    used = {pack.digest}
    while True:
        before = {one.against for one in pack.approvals if one.digest in used} - {""}
        if before <= used:
            break
        used |= before
    for position, one in enumerate(pack.approvals):
        if one.digest not in used:
            message = "this approval is of another pack than this one, or those that led to it"
            remedy = "delete it; the history of the folder keeps it"
            yield _problem("approval-not-used", message, remedy, position)


def _agreeing(pack: Pack, agreed: Agreed) -> list[Approval]:
    wanted = (agreed.against, agreed.difference, agreed.lowers)
    current = approvals_in_use(pack)
    return [one for one in current if (one.against, one.difference, one.lowers) == wanted]


def _person(name: str) -> str:
    return " ".join(name.casefold().split())


def _problem(code: str, message: str, remedy: str, position: int | None = None) -> Problem:
    path = ("approvals",) if position is None else ("approvals", position)
    place = Place(file="pack.toml", path=path)
    return Problem(code=code, place=place, message=message, remedy=remedy)
