"""For every test in the tree: how hard Hypothesis tries, and every example in a page is run."""

import os

from hypothesis import HealthCheck, settings
from sybil.sybil import SybilCollection

from support.pages import docstrings, pages

if "PYTEST_XDIST_WORKER" in os.environ:
    # What tests start is not measured: it would take several times as long.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    os.environ.pop("COVERAGE_PROCESS_START", None)

settings.register_profile("dev", deadline=None, max_examples=30)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=30,
    print_blob=True,
    # A shared two-core machine may be slow without anything being wrong.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

pytest_collect_file = SybilCollection(
    (pages(".", "README.md"), pages("docs", "*.md"), docstrings("src"), docstrings("plugins"))
).pytest()
