"""How a fault is put into the prover, until a test is over."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any, TypeAlias

import pytest

__all__ = ["Does", "Plant", "Thing", "always", "instead"]

Plant: TypeAlias = Callable[[pytest.MonkeyPatch], None]
"""Puts one fault into the prover."""

Thing: TypeAlias = Any
"""Something of the prover's own, which is only handed on."""

Does: TypeAlias = Callable[..., Thing]
"""What the prover does somewhere, rightly or wrongly."""


def instead(patch: pytest.MonkeyPatch, where: str, make: Callable[[Does], Does]) -> None:
    """Put what is made of the right thing in its place."""
    target = f"childconcern.verify.{where}"
    patch.setattr(target, make(resolve_name(target)))


def always(patch: pytest.MonkeyPatch, where: str, outcome: Thing) -> None:
    """Let something always come to the same."""

    def make(_: Does) -> Does:
        def does(*_given: Thing, **_named: Thing) -> Thing:
            return outcome

        return does

    instead(patch, where, make)
