"""How an application finds the store."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pluggy

from childconcern.delivery import StoreSpec
from childconcern_sql import SqlConfig, SqlOutbox, plugin


def test_the_store_is_found_under_its_name_and_opens(tmp_path: Path) -> None:
    manager = pluggy.PluginManager("childconcern")
    manager.register(plugin)
    hooks = manager.subset_hook_caller("childconcern_stores", ())

    ((spec,),) = hooks()

    assert isinstance(spec, StoreSpec)
    assert (spec.name, spec.config_type) == ("sql", SqlConfig)
    outbox = spec.factory(SqlConfig(file=tmp_path / "queue.db"))
    assert isinstance(outbox, SqlOutbox)
    outbox.close()


def test_the_distribution_says_where_the_plugin_is() -> None:
    (found,) = entry_points(group="childconcern", name="sql")

    assert found.value == "childconcern_sql.plugin"
