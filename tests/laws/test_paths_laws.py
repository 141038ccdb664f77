"""The shortest and the longest ways are those of all journeys, looked at one by one."""

from hypothesis import given, reject

from childconcern.pack import Pack
from childconcern.verify import askings_of
from childconcern.verify.paths import paths
from support.brute_force import ON, TooManyError, every_journey, tiny_packs
from support.trying import tried


@tried(12)
@given(tiny_packs())
def test_the_shortest_and_longest_ways_to_each_route_are_those_of_all_journeys(pack: Pack) -> None:
    try:
        complete = [one for one in every_journey(pack) if one.journey.complete]
    except TooManyError:
        reject()
    [asking] = askings_of(pack, on=ON, scopes=("screener",))
    found = paths(asking)
    reached = {one.decision.route for one in complete}

    assert (found.whole is None) == (not complete)
    assert [one.route for one in found.routes] == [
        route.id for route in pack.policy.routes if route.id in reached
    ]
    assert set(found.unreached) == {route.id for route in pack.policy.routes} - reached
    for one in (found.whole, *found.routes):
        if one is not None:
            numbers = [
                len(gone.journey.path)
                for gone in complete
                if one.route in {None, gone.decision.route}
            ]
            assert one.sure
            assert one.shortest.questions == min(numbers)
            assert one.longest.questions == max(numbers)
