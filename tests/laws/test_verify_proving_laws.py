"""What is proved of made-up packs is what going through every journey finds.

These are a few of the thousands of packs to which the prover is held in
``tests/trust``: enough to meet every sort of step that it takes.
"""

import pytest

from trust.comparing import Seconds, hold_tiny


@pytest.mark.parametrize("number", range(16))
def test_what_is_proved_is_what_every_journey_shows(number: int) -> None:
    held = hold_tiny(f"2026/{number}", Seconds())

    assert held.truths
    assert not held.disagreements, held.text()


@pytest.mark.parametrize("number", [19, 25, 31, 33])
def test_so_it_is_of_packs_that_few_others_are_like(number: int) -> None:
    held = hold_tiny(f"2026/{number}", Seconds())

    assert held.truths
    assert not held.disagreements, held.text()
