"""What a difference promises: it is that of all journeys, gone through one by one."""

from collections.abc import Iterator

from hypothesis import given, reject

from childconcern.decision import Decision
from childconcern.verify.difference import difference
from support.trying import tried
from support.two_packs import (
    ON,
    Edited,
    Gone,
    TooManyError,
    edited_packs,
    journeys_together,
)

Named = tuple[str, str, str, str]


@tried(30)
@given(edited_packs())
def test_the_regions_are_those_of_all_pairs_of_journeys_of_one_person(edited: Edited) -> None:
    gone = counted(edited)
    expected = dict[Named, bool]()
    for was, now in gone:
        complete = was.journey.complete and now.journey.complete
        for named in differing(edited, was.decision, now.decision):
            expected[named] = expected.get(named, False) or complete

    found = difference(edited.old, edited.new, on=ON, scopes=["screener"])

    assert {
        (one.kind, one.about, one.old, one.new): one.complete for one in found.regions
    } == expected


def counted(edited: Edited) -> list[tuple[Gone, Gone]]:
    """Return all pairs of journeys; packs with too many are another example."""
    try:
        return [*journeys_together(edited)]
    except TooManyError:
        reject()


def differing(edited: Edited, was: Decision, now: Decision) -> Iterator[Named]:
    """Yield everything that two decisions differ in, named as a region is."""
    pairs = [*compared(edited, was, now)]
    yield from (one for one in pairs if one[2] != one[3])


def compared(edited: Edited, was: Decision, now: Decision) -> Iterator[Named]:
    yield "route", "", was.route, now.route
    if was.route == now.route:
        before, after = said(was), said(now)
        yield "variant", was.route, was.variant or "no variant", now.variant or "no variant"
        promise = before[0].replace("fact_0", edited_name(edited))
        about = f"route {was.route}"
        yield "promise", about, promise, after[0]
        yield "readers", about, before[1], after[1]
        yield "then-ask", about, before[2], after[2]
    if was.level is not None and now.level is not None:
        yield "level", "", str(was.level), str(now.level)
        for area in was.levels.keys() & now.levels.keys():
            yield "area", area, str(was.levels[area]), str(now.levels[area])
    for duty in {*was.duties} | {*now.duties}:
        owed = ["owed" if duty in one.duties else "not owed" for one in (was, now)]
        yield "duty", duty, owed[0], owed[1]
        if owed == ["owed", "owed"]:
            yield from of_duty(edited, duty)


def of_duty(edited: Edited, duty: str) -> Iterator[Named]:
    before, after = (
        next(one for one in pack.policy.duties if one.id == duty)
        for pack in (edited.old, edited.new)
    )
    promises = [
        "no time" if one.respond_within is None else one.respond_within.text
        for one in (before, after)
    ]
    yield "promise", f"duty {duty}", promises[0].replace("fact_0", edited_name(edited)), promises[1]
    readers = [", ".join(sorted(one.destinations)) or "nobody" for one in (before, after)]
    yield "readers", f"duty {duty}", readers[0], readers[1]


def said(decision: Decision) -> tuple[str, str, str]:
    promise = decision.respond_within
    return (
        "no time" if promise is None else promise.text,
        ", ".join(sorted(decision.readers)) or "nobody",
        decision.then_ask or "nothing",
    )


def edited_name(edited: Edited) -> str:
    return "newly_named" if edited.new.renamed else "fact_0"
