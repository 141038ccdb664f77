"""What the tests of this store share; its programs stand beside it and import the same bench."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from childconcern_sql import SqlConfig, SqlOutbox, open_outbox

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def config(tmp_path: Path) -> SqlConfig:
    return SqlConfig(file=tmp_path / "queue.db")


@pytest.fixture
def outbox(config: SqlConfig) -> Generator[SqlOutbox]:
    opened = open_outbox(config)
    yield opened
    opened.close()
