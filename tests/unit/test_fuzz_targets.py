"""The fuzzer's targets tell good from bad and raise nothing, so that a crash means something."""

from collections.abc import Callable

import pytest

from fuzz.targets import SEEDS, TARGETS


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__name__)
@pytest.mark.parametrize("content", [b"\1", b"\xff\xfe", b"[" * 100_000, b'{"a": nan}'])
def test_what_is_no_good_is_only_refused(target: Callable[[bytes], bool], content: bytes) -> None:
    assert not target(content)


@pytest.mark.parametrize(("target", "content"), SEEDS, ids=range(len(SEEDS)))
def test_what_is_good_goes_all_the_way(target: Callable[[bytes], bool], content: bytes) -> None:
    assert target(content)


def test_a_fuzzer_starts_with_something_good_for_each_target() -> None:
    assert {target for target, _ in SEEDS} == set(TARGETS)
