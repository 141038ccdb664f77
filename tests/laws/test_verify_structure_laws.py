"""What is seen from the structure of a pack is what a solver finds."""

import pytest
from hypothesis import given

from childconcern.pack import Pack
from childconcern.verify import Verdict, prove
from childconcern.verify.claims.structure import Structure
from support.brute_force import ON, tiny_packs
from support.trying import tried


def nothing_is_seen(*_: object, **__: object) -> bool:
    return False


@tried(20)
@given(tiny_packs())
def test_a_solver_finds_nothing_where_the_structure_was_enough(pack: Pack) -> None:
    seen = verdicts(pack)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Structure, "only_adds", nothing_is_seen)
        solved = verdicts(pack)

    assert seen.keys() == solved.keys()
    assert [one for one in seen if seen[one] is not solved[one]] == []


def verdicts(pack: Pack) -> dict[tuple[str, str, str], Verdict]:
    """Return what becomes of a worse answer, and of not knowing."""
    found = prove(pack, on=ON, claims=["changing"]).findings
    return {(one.scope, one.claim, one.about): one.verdict for one in found}
