"""One made-up pack, held to brute force, to z3, and to what the prover says of it."""

import datetime as dt
from collections.abc import Callable, Iterator
from time import process_time
from typing import Final, TypeVar

from attrs import define, evolve, field, frozen

from childconcern.pack import Pack
from childconcern.packfile import pack_files
from childconcern.verify import ReplayError, scopes_of
from trust.changed_packs import changed
from trust.knowing import Known, by_brute_force, by_z3, changed_by_brute_force
from trust.random_packs import day_of, made_up_pack
from trust.random_vocabularies import SMALL, TINY
from trust.sufficing import what_matters_suffices
from trust.truths import LONGEST, NUMBER, SHORTEST, Key, Said, Truths, differences
from trust.verdicts import UndecidedError, any_example, counted, differing, proved

__all__ = [
    "BRUTE",
    "PROVER",
    "Z3",
    "Disagreement",
    "Held",
    "Seconds",
    "disputed",
    "hold",
    "hold_changed",
    "hold_small",
    "hold_tiny",
    "insufficient",
    "miscounted",
]

BRUTE: Final = "brute force"
Z3: Final = "z3"
PROVER: Final = "the prover"

_ONLY_WALKED: Final = frozenset({SHORTEST, LONGEST, NUMBER})
"""What z3 is not asked: brute force knows it."""


_T = TypeVar("_T")


@frozen(kw_only=True)
class Disagreement:
    """One claim of which two say different things.

    Attributes:
        who: Who says what is true.
        other: Who says something else.
        about: What it is about; None where nothing was said at all.
        truth: What is true.
        said: What the other says, or what it ended with.
    """

    who: str
    other: str
    about: Key | None
    truth: Said
    said: Said | str


@define(eq=False)
class Seconds:
    """How long each took, in processor time, and for how many packs."""

    packs: dict[str, int] = field(factory=dict[str, int])
    seconds: dict[str, float] = field(factory=dict[str, float])

    def of(self, who: str, work: Callable[[], _T]) -> _T:
        """Return what some work comes to, and note how long it took."""
        begun = process_time()
        try:
            return work()
        finally:
            self.packs[who] = self.packs.get(who, 0) + 1
            self.seconds[who] = self.seconds.get(who, 0.0) + process_time() - begun

    def add(self, other: "Seconds") -> None:
        """Add what others took."""
        for who, packs in other.packs.items():
            self.packs[who] = self.packs.get(who, 0) + packs
            self.seconds[who] = self.seconds.get(who, 0.0) + other.seconds[who]


@frozen(kw_only=True, eq=False)
class Held:
    """One pack, and what was disputed about it.

    Attributes:
        seed: From which it is made.
        pack: The pack.
        on: The day on which it is proved.
        truths: What was held against what the prover says.
        disagreements: All of them.
    """

    seed: str
    pack: Pack
    on: dt.date
    truths: Truths
    disagreements: tuple[Disagreement, ...]

    def text(self) -> str:
        """Return the disagreements and the pack, for whoever has to mend it."""
        lines = [f"seed {self.seed!r}, proved on {self.on.isoformat()}"]
        for one in self.disagreements:
            about = " / ".join(one.about) if one.about else "the whole"
            lines.append(f"  {about}: {one.who} says {one.truth}, {one.other} says {one.said}")
        for name, text in pack_files(self.pack).items():
            lines.append(f"--- {name}\n{text}")
        return "\n".join(lines)


def hold_tiny(seed: str, seconds: Seconds, *, thorough: bool = False) -> Held:
    """Return what is disputed about a tiny pack between brute force and the prover.

    Args:
        seed: What it is made from.
        seconds: Where it is noted how long it took.
        thorough: Whether z3 is asked too, and whether finishing early changes anything, and
            whether what matters in examples suffices.

    Raises:
        GaveUpError: When z3 does not know.
    """
    return hold(made_up_pack(seed, TINY), day_of(seed), seconds, seed=seed, thorough=thorough)


def hold(
    pack: Pack, on: dt.date, seconds: Seconds, *, seed: str = "", thorough: bool = False
) -> Held:
    """Return what is disputed about a pack that is tiny, wherever it comes from.

    Raises:
        GaveUpError: When z3 does not know.
    """
    brute = seconds.of(BRUTE, lambda: by_brute_force(pack, on, thorough=thorough))
    found = [*seconds.of(PROVER, lambda: [*disputed(brute, BRUTE, pack, on)])]
    if thorough and brute.scopes:
        asked = seconds.of(Z3, lambda: by_z3(pack, on, brute.scopes))
        found += [*_between(BRUTE, brute, Z3, asked.truths, _ONLY_WALKED)]
        found += seconds.of(PROVER, lambda: [*insufficient(brute, pack, on)])
    return Held(seed=seed, pack=pack, on=on, truths=brute.truths, disagreements=(*found,))


def hold_changed(seed: str, seconds: Seconds) -> Held:
    """Return what is disputed about the difference of a tiny pack and the same after some edits."""
    old, on = made_up_pack(seed, TINY), day_of(seed)
    new = changed(seed, old)
    brute = seconds.of(BRUTE, lambda: changed_by_brute_force(old, new, on))
    names = tuple(scope.id for scope in brute.scopes)
    try:
        with any_example():
            said = seconds.of(PROVER, lambda: differing(old, new, on, names))
    except (ReplayError, UndecidedError) as error:
        found = [Disagreement(who=BRUTE, other=PROVER, about=None, truth=None, said=str(error))]
    else:
        found = [*_between(BRUTE, brute, PROVER, said, frozenset())]
    return Held(seed=seed, pack=new, on=on, truths=brute.truths, disagreements=(*found,))


def hold_small(seed: str, seconds: Seconds) -> Held:
    """Return what is disputed about a small pack between z3 and the prover.

    Raises:
        GaveUpError: When z3 does not know.
    """
    pack, on = made_up_pack(seed, SMALL), day_of(seed)
    asked = seconds.of(Z3, lambda: by_z3(pack, on, scopes_of(pack)))
    found = seconds.of(PROVER, lambda: [*disputed(asked, Z3, pack, on, lengths=False)])
    return Held(seed=seed, pack=pack, on=on, truths=asked.truths, disagreements=(*found,))


def disputed(
    known: Known, who: str, pack: Pack, on: dt.date, *, lengths: bool = True
) -> Iterator[Disagreement]:
    """Yield where the prover says something else than what is known.

    Args:
        known: What is true.
        who: Who says so.
        pack: Of which pack.
        on: The day.
        lengths: Whether the lengths of journeys are looked at too.
    """
    if not known.scopes:
        return
    names = tuple(scope.id for scope in known.scopes)
    try:
        with any_example():
            said = proved(pack, on, names, lengths=lengths)
    except (ReplayError, UndecidedError) as error:
        yield Disagreement(who=who, other=PROVER, about=None, truth=None, said=str(error))
    else:
        yield from _between(who, known, PROVER, said, frozenset() if lengths else _ONLY_WALKED)


def miscounted(known: Known, pack: Pack, on: dt.date) -> Iterator[Disagreement]:
    """Yield where the prover counts other numbers of journeys than brute force did."""
    numbers = {key: one for key, one in known.truths.items() if key[0] == NUMBER}
    said = counted(pack, on, tuple(scope.id for scope in known.scopes))
    for key, truth, told_by in differences(numbers, said):
        yield Disagreement(who=BRUTE, other=PROVER, about=key, truth=truth, said=told_by)


def insufficient(known: Known, pack: Pack, on: dt.date) -> Iterator[Disagreement]:
    """Yield where an example is said to hang on less than it does."""
    for scope, node in zip(known.scopes, known.nodes, strict=True):
        try:
            truths = what_matters_suffices(pack, scope, node, on)
        except ReplayError as error:
            yield Disagreement(who=BRUTE, other=PROVER, about=None, truth=None, said=str(error))
        else:
            said: Truths = dict.fromkeys(truths, True)
            yield from _between(BRUTE, evolve(known, truths=truths), PROVER, said, frozenset())


def _between(
    who: str, known: Known, other: str, said: Truths, but: frozenset[str]
) -> Iterator[Disagreement]:
    for key, truth, told_by in differences(known.truths, said, but):
        if key[1] not in known.left_out or key in known.truths:
            yield Disagreement(who=who, other=other, about=key, truth=truth, said=told_by)
