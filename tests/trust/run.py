"""Hold the prover to brute force and to z3: ``python tests/trust/run.py --packs 2000 --seed 2026``.

Every pack is made from the seed and its number alone, so what was disputed
once is found again with ``--only SEED/NUMBER`` on any machine.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from trust.comparing import Held, Seconds, hold_changed, hold_small, hold_tiny

__all__ = ["main"]

_ALSO_Z3 = 20
"""Of so many packs one is held to z3 too, and so is a larger one made from the same seed."""

_ALSO_CHANGED = 4
"""Of so many packs one is edited, and the difference held to brute force."""

_SHOWN = 3
"""So many packs that are disputed are shown."""


def main() -> int:
    """Return 0 where nobody disputes anything, and 1 where somebody does."""
    wanted = _wanted()
    seconds, claims, failed, passed = Seconds(), 0, 0, 0
    for held in _held(wanted, seconds):
        claims += len(held.truths)
        if held.disagreements:
            failed += 1
            if failed <= _SHOWN:
                _say(held.text())
        else:
            passed += 1
    _report(seconds, claims)
    _say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hold the prover to brute force and to z3.")
    parser.add_argument("--packs", type=int, default=2000, help="how many packs to make")
    parser.add_argument("--seed", default="2026", help="what they are made from")
    parser.add_argument("--minutes", type=float, default=8.0, help="stop after so long")
    parser.add_argument("--only", help="hold one pack alone, such as 2026/17")
    return parser.parse_args()


def _held(wanted: argparse.Namespace, seconds: Seconds) -> Iterator[Held]:
    """Yield every pack that is held, in order, until there are enough or time is over."""
    if wanted.only is not None:
        yield hold_tiny(wanted.only, seconds, thorough=True)
        yield hold_changed(wanted.only, seconds)
        yield hold_small(wanted.only, seconds)
        return
    until = perf_counter() + 60 * wanted.minutes
    for number in range(wanted.packs):
        if perf_counter() > until:
            _say(f"time was over after {number} of {wanted.packs} packs")
            return
        seed, thorough = f"{wanted.seed}/{number}", number % _ALSO_Z3 == 0
        yield hold_tiny(seed, seconds, thorough=thorough)
        if number % _ALSO_CHANGED == 0:
            yield hold_changed(seed, seconds)
        if thorough:
            yield hold_small(seed, seconds)


def _report(seconds: Seconds, claims: int) -> None:
    _say(f"{claims} claims were held against each other")
    for who, packs in seconds.packs.items():
        spent = seconds.seconds[who]
        _say(f"{who}: {packs} packs in {spent:.1f} s, {packs / max(spent, 1e-9):.1f} a second")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
