"""Hold the prover to brute force and to z3: ``python tests/trust/run.py --packs 2000 --seed 2026``.

Every pack is made from the seed and its number alone, so what was disputed
once is found again with ``--only SEED/NUMBER`` on any machine.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from attrs import define, frozen

sys.path.insert(0, str(Path(__file__).parents[1]))

from trust.comparing import Held, Seconds, hold_changed, hold_small, hold_tiny

__all__ = ["main"]

_ALSO_Z3 = 20
"""Of so many packs one is held to z3 too, and so is a larger one made from the same seed."""

_ALSO_CHANGED = 4
"""Of so many packs one is edited, and the difference held to brute force."""

_SHOWN = 3
"""So many packs that are disputed are shown."""


@frozen
class _Done:
    """What came of the packs of one number; small, as it comes from another process."""

    seconds: Seconds
    claims: int
    passed: int
    disputed: tuple[str, ...]


@define
class _Total:
    """What came of all packs so far."""

    seconds: Seconds
    claims: int = 0
    passed: int = 0
    failed: int = 0

    def add(self, done: _Done) -> None:
        """Count what came of one number, and show what is disputed, if little was."""
        self.seconds.add(done.seconds)
        self.claims += done.claims
        self.passed += done.passed
        for text in done.disputed:
            self.failed += 1
            if self.failed <= _SHOWN:
                _say(text)


def main() -> int:
    """Return 0 where all packs were held and nobody disputes anything, and 1 otherwise."""
    wanted = _wanted()
    total, whole = _Total(Seconds()), True
    if wanted.only is not None:
        total.add(_summed(Seconds(), partial(_one, wanted.only)))
    else:
        whole = _all(wanted, total)
    _report(total)
    _say(f"{total.passed} passed, {total.failed} failed")
    return 0 if whole and not total.failed else 1


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hold the prover to brute force and to z3.")
    parser.add_argument("--packs", type=int, default=2000, help="how many packs to make")
    parser.add_argument("--seed", default="2026", help="what they are made from")
    parser.add_argument("--minutes", type=float, default=15.0, help="fail after so long")
    parser.add_argument("--only", help="hold one pack alone, such as 2026/17")
    return parser.parse_args()


def _all(wanted: argparse.Namespace, total: _Total) -> bool:
    """Hold every pack, as many at once as there are processors; return whether time sufficed."""
    until = perf_counter() + 60 * wanted.minutes
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        held = pool.imap(partial(_numbered, wanted.seed), range(wanted.packs), chunksize=8)
        for number, done in enumerate(held, 1):
            total.add(done)
            if perf_counter() > until and number < wanted.packs:
                _say(f"time was over after {number} of {wanted.packs} packs")
                return False
    return True


def _numbered(seed: str, number: int) -> _Done:
    return _summed(Seconds(), partial(_several, f"{seed}/{number}", number))


def _several(seed: str, number: int, seconds: Seconds) -> Iterator[Held]:
    thorough = number % _ALSO_Z3 == 0
    yield hold_tiny(seed, seconds, thorough=thorough)
    if number % _ALSO_CHANGED == 0:
        yield hold_changed(seed, seconds)
    if thorough:
        yield hold_small(seed, seconds)


def _one(seed: str, seconds: Seconds) -> Iterator[Held]:
    yield hold_tiny(seed, seconds, thorough=True)
    yield hold_changed(seed, seconds)
    yield hold_small(seed, seconds)


def _summed(seconds: Seconds, held_by: Callable[[Seconds], Iterator[Held]]) -> _Done:
    held = list(held_by(seconds))
    disputed = tuple(one.text() for one in held if one.disagreements)
    return _Done(
        seconds=seconds,
        claims=sum(len(one.truths) for one in held),
        passed=len(held) - len(disputed),
        disputed=disputed,
    )


def _report(total: _Total) -> None:
    _say(f"{total.claims} claims were held against each other")
    for who, packs in total.seconds.packs.items():
        spent = total.seconds.seconds[who]
        _say(f"{who}: {packs} packs in {spent:.1f} s, {packs / max(spent, 1e-9):.1f} a second")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
