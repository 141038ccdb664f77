"""Where the tests of this plugin find what they share, and a certificate for each run."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from email_bench import Authority, new_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return who issues certificates to the mail servers of the tests."""
    return new_authority(tmp_path_factory.mktemp("authority"))
