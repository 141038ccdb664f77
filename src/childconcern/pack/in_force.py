"""Which of several versions of a pack is in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from childconcern.errors import ConcernError
from childconcern.pack.pack import Pack

__all__ = ["PackInForceError", "pack_in_force"]


class PackInForceError(ConcernError):
    """Of some versions of a pack, it cannot be said which one decides."""

    code = "pack-in-force"


def pack_in_force(packs: Iterable[Pack], on: dt.date) -> Pack:
    """Return the version that decides on a day: of those in force, the one that began last.

    A version is in force from the first to the last of its effective days, both
    included; one without a day is open on that side. So a new version takes over
    on its first day without a change to the old one, and taking it away gives
    the day back to the old one.

    Raises:
        PackInForceError: When none is in force, when two began on the same day,
            or when the packs are not versions of one. Nothing is guessed.
    """
    versions = {pack.digest: pack for pack in packs}
    if len({pack.id for pack in versions.values()}) > 1:
        message = "these packs are not versions of one pack"
        raise PackInForceError(message, remedy="give versions with one id")
    current = [pack for pack in versions.values() if _is_in_force(pack, on)]
    if not current:
        message = f"no version of the pack is in force on {on.isoformat()}"
        raise PackInForceError(message, remedy="look at effective_from and effective_until")
    first = max(map(_began, current))
    latest = [pack for pack in current if _began(pack) == first]
    if len(latest) > 1:
        message = f"two versions in force on {on.isoformat()} began on the same day"
        raise PackInForceError(message, remedy="give each version an effective_from of its own")
    return latest[0]


def _is_in_force(pack: Pack, on: dt.date) -> bool:
    return _began(pack) <= on and (pack.effective_until is None or on <= pack.effective_until)


def _began(pack: Pack) -> dt.date:
    return pack.effective_from or dt.date.min
