"""Remainders joined: all of several, or at least so many.

A conjunction is kept as groups that share no variable, and a group as those of
its parts that read variables of its first step, and the conjunction of all others.
So settling one variable after the other touches only what reads it, and the same
rest after different beginnings is one remainder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from childconcern.verify.engine.remainders import (
    APART,
    AT_LEAST,
    LINKED,
    TAKES,
    Remainder,
    Remainders,
)
from childconcern.verify.engine.solver import FALSE, TRUE

__all__ = ["Joining"]

_SEVERAL = 2


@define(eq=False, repr=False)
class _Group:
    """Parts that hang together by the variables that they read.

    Those that are apart share no variable with each other, but with some that are loose.
    """

    reads: int
    loose: list[Remainder]
    apart: list[Remainder]


@define(eq=False, repr=False)
class Joining(Remainders):
    """Remainders that can be joined to others."""

    _joined: dict[tuple[Remainder, ...], Remainder] = field(
        factory=dict[tuple[Remainder, ...], Remainder]
    )

    def at_least(self, number: int, parts: Iterable[Remainder]) -> Remainder:
        """Return that at least so many parts are true, counted with repeats."""
        listed = sorted(part for part in parts if part != FALSE)
        number -= listed.count(TRUE)
        listed = [part for part in listed if part != TRUE]
        if number <= 0 or number > len(listed):
            return TRUE if number <= 0 else FALSE
        if number == len(listed):
            return self.all_of(listed)
        if number == 1:
            return -self.all_of([-part for part in listed])
        return self.make(AT_LEAST, tuple(listed), needed=number)

    def all_of(self, parts: Iterable[Remainder]) -> Remainder:
        """Return that all parts are true."""
        kinds, parts_of = self.kinds, self.parts
        widest, loose = TRUE, list[Remainder]()
        for part in parts:
            if part < 0 or kinds[part] != APART:
                if part == FALSE:
                    return FALSE
                loose.append(part)
            elif len(parts_of[part]) > len(parts_of[widest]):
                loose += parts_of[widest]
                widest = part
            else:
                loose += parts_of[part]
        return self._all_of(loose, parts_of[widest]) if loose else widest

    def _all_of(self, loose: list[Remainder], apart: Sequence[Remainder]) -> Remainder:
        """Return that all are true, of which those that are apart share no variable."""
        reads, groups, touched = self.reads, list[_Group](), 0
        for part in loose:
            mask = reads[part] if part > 0 else reads[-part]
            if mask & touched:
                _gathered(groups, mask).loose.append(part)
            else:
                groups.append(_Group(mask, [part], []))
            touched |= mask
        found = list[Remainder]()
        for part in apart:
            mask = reads[part] if part > 0 else reads[-part]
            if mask & touched:
                _gathered(groups, mask).apart.append(part)
            else:
                found.append(part)
        for group in groups:
            one = group.loose[0]
            if len(group.loose) + len(group.apart) > 1:
                one = self._linked(group)
                if one == FALSE:
                    return FALSE
            found.append(one)
        return self._apart(found)

    def all_apart(self, parts: Iterable[Remainder]) -> Remainder:
        """Return that all parts are true, of which no two share a variable and none is FALSE."""
        found = list[Remainder]()
        for part in parts:
            if part > 0 and self.kinds[part] == APART:
                found += self.parts[part]
            else:
                found.append(part)
        return self._apart(found)

    def _apart(self, parts: list[Remainder]) -> Remainder:
        if len(parts) < _SEVERAL:
            return parts[0] if parts else TRUE
        parts.sort()
        return self.make(APART, tuple(parts))

    def _linked(self, group: _Group) -> Remainder:
        """Return that all of a group are true."""
        near, far, apart = set[Remainder](), list[Remainder](), list[Remainder]()
        steps, first = self.steps, (group.reads & -group.reads).bit_length() // self._step
        for part in group.loose:
            if steps[part if part > 0 else -part] == first:
                far += self._opened(part, near)
            else:
                far.append(part)
        for part in group.apart:
            if steps[part if part > 0 else -part] == first:
                apart += self._opened(part, near)
            else:
                apart.append(part)
        parts = self._agreeing(near)
        rest = self._rest(far, apart) if parts[0] != FALSE else FALSE
        if rest == FALSE:
            return FALSE
        if rest == TRUE and len(parts) == 1:
            return parts[0]
        return self.make(LINKED, parts, rest=rest)

    def _opened(self, part: Remainder, near: set[Remainder]) -> Sequence[Remainder]:
        """Return what is further on in a part, and put what is near to the others that are."""
        if part < 0 or self.kinds[part] != LINKED:
            near.add(part)
            return ()
        near.update(self.parts[part])
        rest = self.rests[part]
        return self.parts[rest] if rest > 0 and self.kinds[rest] == APART else (rest,)

    def _agreeing(self, near: set[Remainder]) -> tuple[Remainder, ...]:
        """Return parts in order, no two about the values of one variable; or FALSE alone."""
        kinds, allowed, twice = self.kinds, dict[int, int](), False
        for part in near:
            if -part in near:
                return (FALSE,)
            if kinds[part if part > 0 else -part] == TAKES:
                variable, values = self.allowed(part)
                twice = twice or variable in allowed
                allowed[variable] = allowed.get(variable, values) & values
        if twice:
            near = {part for part in near if kinds[abs(part)] != TAKES}
            near |= {self.takes(variable, allowed[variable]) for variable in sorted(allowed)}
        return (FALSE,) if FALSE in near else tuple(sorted(near))

    def _rest(self, far: list[Remainder], apart: list[Remainder]) -> Remainder:
        """Return that what reads no variable of the step is true."""
        if not far:
            return self._apart(apart)
        key = (*sorted({*far}), FALSE, *sorted(apart))
        found = self._joined.get(key)
        if found is None:
            found = self._joined[key] = self._all_of([*sorted({*far})], apart)
        return found


def _gathered(groups: list[_Group], reads: int) -> _Group:
    """Return as one group all those of which some read these variables."""
    home, *others = groups
    if others:
        home, *others = [group for group in groups if group.reads & reads]
        for other in others:
            groups.remove(other)
            home.reads |= other.reads
            home.loose += other.loose
            home.apart += other.apart
    home.reads |= reads
    return home
