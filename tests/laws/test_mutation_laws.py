"""What holds of the mutants of every pack, made up: each is one mistake in a pack that could be."""

from hypothesis import given
from hypothesis import strategies as st

from childconcern.decision import decide
from childconcern.errors import ProblemsError
from childconcern.facts import canonical_json, concern_document, read_concern
from childconcern.pack import Pack, pack_document, pack_problems
from childconcern.problems import errors_among
from childconcern.testing import answers_so_far
from childconcern.testing.mutation import (
    Mutant,
    Rehearsal,
    chosen,
    differs_on,
    mutants,
    rehearsed,
    response,
    touched,
)
from support.making_packs import packs
from support.trying import tried


@tried(6)
@given(packs())
def test_a_mutant_is_a_valid_pack_that_is_neither_the_original_nor_another(pack: Pack) -> None:
    few = chosen(pack, 25)
    documents = [canonical_json(pack_document(mutant.pack)) for mutant in few]

    assert canonical_json(pack_document(pack)) not in documents
    assert len(set(documents)) == len(documents) == len({mutant.id for mutant in few})
    for mutant in few:
        assert errors_among(pack_problems(mutant.pack)) == ()
        assert mutant.says
        assert mutant.place.file


@tried(3)
@given(packs())
def test_those_chosen_are_among_all_whatever_their_number(pack: Pack) -> None:
    few, every = chosen(pack, 15), tuple(mutants(pack))

    assert chosen(pack, 8) == few[:8]
    assert set(few) <= set(every)
    assert len(few) == min(15, len(every))


def decides_otherwise(rehearsal: Rehearsal, mutant: Mutant) -> bool:
    """Return whether a mutant, asked and told all over again, gives another response."""
    walked, mutated = rehearsal.walked, mutant.pack
    assert walked is not None
    try:
        given = read_concern(concern_document(walked.given), mutated.vocabulary, partial=True)
        name = walked.questionnaire.id
        journey = mutated.walk(walked.said, questionnaire=name, given=given, on=walked.on)
    except ProblemsError:
        return True
    after = decide(journey.concern, mutated.policy, on=walked.on)
    ends_otherwise = journey.complete != walked.journey.complete
    return ends_otherwise or response(after) != response(rehearsal.decision)


@tried(10)
@given(st.data())
def test_what_a_mutant_cannot_touch_it_decides_as_the_pack_does(data: st.DataObject) -> None:
    pack = data.draw(packs())
    asked = data.draw(st.sampled_from([one.id for one in pack.questionnaires]))
    sheets = data.draw(st.lists(answers_so_far(pack, asked), min_size=1, max_size=3))
    rehearsals = tuple(rehearsed(pack, sheets))
    for mutant in chosen(pack, 20):
        touch = touched(pack, mutant.pack)
        for rehearsal in rehearsals:
            seen = touch.knows_otherwise(rehearsal) or touch.decides_otherwise(rehearsal)

            assert seen or not decides_otherwise(rehearsal, mutant), mutant.id


@tried(6)
@given(st.data())
def test_a_difference_that_is_shown_is_one(data: st.DataObject) -> None:
    pack = data.draw(packs())
    sheets = data.draw(st.lists(answers_so_far(pack), min_size=1, max_size=3))
    rehearsals = tuple(rehearsed(pack, sheets))
    for mutant in chosen(pack, 15):
        found, again = (differs_on(pack, mutant, some) for some in (sheets, rehearsals))

        assert (found and found.changes) == (again and again.changes)
        if found is not None:
            assert response(found.after) != response(found.rehearsal.decision)
            assert found.after.policy is mutant.pack.policy
            assert found.rehearsal.played in sheets
