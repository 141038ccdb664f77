"""How hard a law is tried that a few examples would not dispute."""

from typing import Final

from hypothesis import HealthCheck, settings

__all__ = ["tried"]

_USUAL: Final = 30
"""The examples of a law in an ordinary run, as ``conftest.py`` says."""


def tried(examples: int) -> settings:
    """Return settings for so many examples, and more where all laws are tried harder."""
    asked = settings.default.max_examples if settings.default else _USUAL
    # Large examples are meant, and a fixture that holds a folder is made to be used again.
    return settings(
        max_examples=examples * max(1, asked // _USUAL),
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.large_base_example,
            HealthCheck.too_slow,
        ],
    )
