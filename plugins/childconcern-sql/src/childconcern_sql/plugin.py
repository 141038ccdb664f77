"""What childconcern finds when its configuration names this plugin."""

from __future__ import annotations

from collections.abc import Iterable

from childconcern.delivery import StoreSpec
from childconcern.hooks import hookimpl
from childconcern_sql.config import SqlConfig
from childconcern_sql.outbox import open_outbox

__all__ = ["childconcern_stores"]


@hookimpl
def childconcern_stores() -> Iterable[StoreSpec]:
    """Register the store ``sql``."""
    return (StoreSpec(name="sql", config_type=SqlConfig, factory=open_outbox),)
