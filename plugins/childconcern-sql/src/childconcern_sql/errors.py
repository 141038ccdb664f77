"""How this store says no, without a word of what it holds."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from childconcern.errors import ConcernError

__all__ = ["StoreFailedError", "StoreRefusedError", "failure"]


class StoreRefusedError(ConcernError):
    """The store cannot keep its promises where it was told to be, so it does not open."""

    code: ClassVar[str] = "store-refused"


class StoreFailedError(ConcernError):
    """The database did not do what was asked; nothing of it was kept.

    Attributes:
        reason: The database's own short code, such as ``SQLITE_BUSY``.
    """

    code: ClassVar[str] = "store-failed"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the store's database failed ({reason}); nothing was written",
            remedy="look at the disk and at who else holds the file, then do it again",
        )
        self.reason = reason


def failure(error: SQLAlchemyError) -> StoreFailedError:
    """Return what to raise for ``error``; its text stays behind, it may hold what was said."""
    original = error.orig if isinstance(error, DBAPIError) else None
    name = getattr(original, "sqlite_errorname", None)
    return StoreFailedError(name if isinstance(name, str) else type(error).__name__)
