from types import ModuleType

import pytest

import childconcern


@pytest.mark.parametrize("name", childconcern.__all__)
def test_a_public_name_is_found_and_is_no_module(name: str) -> None:
    assert not isinstance(getattr(childconcern, name), ModuleType)


def test_a_name_that_is_not_public_is_not_found() -> None:
    with pytest.raises(AttributeError, match="no attribute 'gather_all'"):
        _ = childconcern.gather_all  # type: ignore[attr-defined]  # that is the point


def test_completion_offers_the_public_names() -> None:
    assert set(childconcern.__all__) == set(dir(childconcern))
