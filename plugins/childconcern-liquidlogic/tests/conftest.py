"""Where the tests of this plugin find what they share, and a certificate for each run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from liquidlogic_bench import Authority, Bench, new_authority


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Return a simulated case system that answers, and an adapter for it."""
    with Bench.opened(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return who issues the certificates of simulated case systems."""
    return new_authority(tmp_path_factory.mktemp("authority"))
