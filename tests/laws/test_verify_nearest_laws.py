"""What the nearest other outcome promises: no journey of all is nearer."""

from collections.abc import Sequence

from hypothesis import given, reject
from hypothesis import strategies as st

from childconcern.decision import decide
from childconcern.facts import read_concern
from childconcern.journey import walk
from childconcern.pack import Pack
from childconcern.verify.examples.telling import Sheet
from childconcern.verify.nearest import Toward, nearest
from support.trying import tried
from support.two_packs import ON, Gone, TooManyError, every_journey, tiny_packs


@tried(30)
@given(tiny_packs(), st.data())
def test_no_other_journey_changes_the_route_with_fewer_answers(
    pack: Pack, data: st.DataObject
) -> None:
    gone = counted(pack)
    was = gone[data.draw(st.integers(0, len(gone) - 1))]
    toward = data.draw(st.sampled_from(Toward))
    sheet = Sheet(given=was.given, answers={"screener": was.answers})

    found = nearest(pack, sheet, on=ON, toward=toward)

    rungs = pack.policy.rungs
    ways = [changes(was, now) for now in gone if fits(rungs, was, now, toward)]
    fewest = min((number for number in ways if number is not None), default=None)
    assert (None if found is None else len(found.changes)) == fewest
    if found is not None:
        start = read_concern(found.sheet.given, pack.vocabulary, partial=True)
        answers = found.sheet.answers["screener"]
        journey = walk(pack.questionnaire(), answers, given=start, on=ON)
        assert decide(journey.concern, pack.policy, on=ON).route == found.to != found.route
        assert found.route == was.decision.route


def counted(pack: Pack) -> Sequence[Gone]:
    """Return every journey of a pack; one with too many is another example."""
    try:
        return every_journey(pack)
    except TooManyError:
        reject()


def fits(rungs: dict[str, int], was: Gone, now: Gone, toward: Toward) -> bool:
    """Return whether a journey comes to a route that is looked for."""
    before, after = rungs[was.decision.route], rungs[now.decision.route]
    match toward:
        case Toward.MORE_URGENT:
            return after < before
        case Toward.LESS_URGENT:
            return after > before
        case _:
            return after != before


def changes(was: Gone, now: Gone) -> int | None:
    """Return how many answers differ; None where nobody can go from one to the other so."""
    listed = now.lists.keys() - was.lists.keys()
    if was.given != now.given or any(now.lists.get(key) != was.lists[key] for key in was.lists):
        return None
    if any(key.removeprefix("@") not in now.opened for key in listed):
        return None
    answered = [key for key in now.journey.path if key in was.answers]
    if any(key not in now.answers for key in answered):
        return None
    if was.journey.complete and not now.journey.complete:
        return None
    changed = len([key for key in answered if was.answers[key] != now.answers[key]])
    new = [key for key in was.journey.path if key not in was.answers and key in now.answers]
    return changed + len(new) + (0 if was.journey.complete else len(listed))
