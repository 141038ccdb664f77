"""What holds of every journey, over made-up questionnaires, givens and answers."""

from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from childconcern.conditions import AllItems, AnyItem, Condition, CountItems, children, facts_in
from childconcern.facts import concern_document, read_concern
from childconcern.journey import Journey, Why
from childconcern.questionnaire import questionnaire_problems
from support.asking import ITEM_IDS, Asking, answer_to, askings, listed_in, walked
from support.generating import Document
from support.reference_walk import reference_walk
from support.trying import tried


def key_parts(key: str) -> tuple[str, str]:
    """Return the question of a key, and the item or nothing."""
    question, _, item = key.partition("@")
    return question, item


def other_answer(data: st.DataObject, asking: Asking, key: str) -> Any:  # noqa: ANN401 - as JSON
    """Draw an answer to the question of a key; ``...`` for none."""
    _, question = asking.questionnaire.questions[key_parts(key)[0]]
    fact = asking.questionnaire.vocabulary.by_id[question.records]
    return data.draw(answer_to(question, fact))


def changed(answers: Document, key: str, answer: object) -> Document:
    """Return answers with one of them given, changed or taken back."""
    rest = {other: value for other, value in answers.items() if other != key}
    return rest if answer is ... else {**rest, key: answer}


def went(journey: Journey) -> tuple[object, ...]:
    """Return where a journey led, all that is kept aside apart."""
    return journey.path, journey.next, journey.complete, journey.why, journey.concern


# ------------------------------------------------------------- the exact reading


@given(askings())
def test_a_made_up_questionnaire_is_one_that_a_pack_may_have(asking: Asking) -> None:
    found = questionnaire_problems(asking.questionnaire)

    assert [problem for problem in found if problem.code != "missing-wording"] == []


@tried(200)
@given(askings())
def test_every_walk_is_the_one_that_a_naive_reading_comes_to(asking: Asking) -> None:
    vocabulary = asking.questionnaire.vocabulary
    for answers in sheets(asking):
        expected = reference_walk(asking.questionnaire, answers, asking.given, asking.on)
        expected["concern"] = read_concern(expected["concern"], vocabulary, partial=True)

        journey = walked(asking, answers)

        assert {
            "path": list(journey.path),
            "next": journey.next,
            "set_aside": list(journey.set_aside),
            "complete": journey.complete,
            "concern": journey.concern,
        } == expected


def sheets(asking: Asking) -> Iterator[Document]:
    """Yield the answers, and what is left of them where less is said or known."""
    questions, answers = asking.questionnaire.questions, asking.answers
    lists = {key: answer for key, answer in answers.items() if key.startswith("@")}
    told = {key: answer for key, answer in answers.items() if key not in lists}
    unknown = {key: None for key in told if questions[key_parts(key)[0]][1].unknown_allowed}
    half = len(told) // 2
    yield answers
    yield told
    yield answers | unknown
    yield answers | dict(list(unknown.items())[::2])
    yield lists | dict(list(told.items())[:half])
    yield lists | dict(list(told.items())[half:])


@given(askings())
def test_a_recorded_concern_can_be_stored_and_read_back(asking: Asking) -> None:
    concern = walked(asking).concern
    groups = concern.vocabulary.groups
    # A list that was begun and is still too short is read back as what it is, a part.
    begun = any(
        isinstance(items, tuple) and len(items) < group.at_least
        for group, items in zip(groups, concern.groups, strict=True)
    )

    stored = read_concern(concern_document(concern), concern.vocabulary, partial=begun)
    assert stored == concern


@given(askings())
def test_whether_a_question_is_asked_is_told_of_each_question_and_listed_item(
    asking: Asking,
) -> None:
    journey, expected = walked(asking), list[str]()
    for section in asking.questionnaire.sections:
        items = ("",) if section.for_each is None else journey.concern.items(section.for_each)
        for item in items:
            end = item if isinstance(item, str) else f"@{item.id}"
            expected += [f"{question.id}{end}" for question in section.questions]

    assert list(journey.why) == expected
    assert tuple(key for key, why in journey.why.items() if why.is_asked) == journey.path


# --------------------------------------------------------------- order and change


@given(askings(), st.randoms(use_true_random=False))
def test_the_order_in_which_answers_arrive_changes_nothing(asking: Asking, chance: Any) -> None:  # noqa: ANN401 - Hypothesis'
    arrived = list(asking.answers.items())
    chance.shuffle(arrived)

    assert walked(asking, dict(arrived)) == walked(asking)


@given(askings(), st.data())
def test_answers_that_are_set_aside_change_nothing_but_what_is_kept(
    asking: Asking, data: st.DataObject
) -> None:
    journey, answers = walked(asking), asking.answers
    assume(journey.set_aside)
    for key in journey.set_aside:
        # Another answer, or none, in place of the one that is kept.
        answers = changed(answers, key, other_answer(data, asking, key))

    assert went(walked(asking, answers)) == went(journey)


@given(askings())
def test_no_answer_is_lost(asking: Asking) -> None:
    journey = walked(asking)
    live = {key for key in asking.answers if key in journey.path}
    lists = {key for key in asking.answers if key.startswith("@")}

    assert live | lists | set(journey.set_aside) == set(asking.answers)
    assert live.isdisjoint(journey.set_aside)


@tried(60)
@given(askings(), st.data())
def test_going_back_and_forth_again_restores_the_journey(
    asking: Asking, data: st.DataObject
) -> None:
    before = walked(asking)
    assume(before.path)
    key = data.draw(st.sampled_from(before.path))
    there = changed(asking.answers, key, other_answer(data, asking, key))

    # A caller keeps what is live and what is set aside, and nothing else.
    detour = walked(asking, there)
    kept = {one: there[one] for one in (*detour.path, *detour.set_aside) if one in there}
    lists = {one: value for one, value in there.items() if one.startswith("@")}
    back = changed({**lists, **kept}, key, asking.answers.get(key, ...))

    assert walked(asking, back) == before


# -------------------------------------------------------------------------- ending


def answered(data: st.DataObject, asking: Asking, answers: Document, key: str) -> Document:
    """Return answers with what is next answered: a value, *not known*, a skip, or a list."""
    if not key.startswith("@"):
        answer = other_answer(data, asking, key)
        while answer is ...:
            answer = other_answer(data, asking, key)
        return {**answers, key: answer}
    group = asking.questionnaire.vocabulary.group(key[1:])
    before = listed_in(asking.given, group.id)
    listed = list(dict.fromkeys([*answers.get(key, ()), *ITEM_IDS]))
    free = [one for one in listed if one not in before]
    number = data.draw(st.integers(group.at_least, group.at_most))
    fewest = len([one for one in answers.get(key, ()) if one not in before])
    most = asking.questionnaire.at_most(group)
    return {**answers, key: free[: min(max(number - len(before), fewest), most)]}


@tried(120)
@given(askings(), st.data())
def test_answering_what_is_next_ends_within_the_bounds_of_what_was_to_come(
    asking: Asking, data: st.DataObject
) -> None:
    answers, told = asking.answers, list[tuple[int, int]]()
    journey = walked(asking)
    while journey.next is not None:
        told.append((journey.at_least_to_come, journey.at_most_to_come))
        answers = answered(data, asking, answers, journey.next)
        journey = walked(asking, answers)

    assert (journey.at_least_to_come, journey.at_most_to_come) == (0, 0)
    for came, (fewest, most) in zip(range(len(told), 0, -1), told, strict=True):
        assert 1 <= fewest <= came <= most


# ----------------------------------------------------------------------- not knowing


@tried(60)
@given(askings(plain=True), st.data())
def test_not_knowing_never_hides_a_question_that_some_answer_would_show(
    asking: Asking, data: st.DataObject
) -> None:
    # No condition looks at whether something is known, and no fact is asked for twice.
    unknown = [key for key, answer in asking.answers.items() if answer is None]
    assume(unknown)
    answers = asking.answers
    for key in unknown:
        told = other_answer(data, asking, key)
        if told is not ... and told != {"skipped": True}:
            answers = {**answers, key: told}

    assert set(walked(asking, answers).path) <= set(walked(asking).path)


def reads_nothing_live(condition: Condition, asking: Asking, document: Document) -> bool:
    """Return whether all that a condition tests was not asked: facts and groups."""
    if isinstance(condition, AnyItem | AllItems | CountItems):
        return not isinstance(document.get(condition.group), list)
    inner = children(condition)
    if inner:
        return all(reads_nothing_live(part, asking, document) for part in inner)
    own = facts_in(condition, asking.questionnaire.terms)
    return all(isinstance(document.get(fact, {}), dict) for fact in own)


@tried(60)
@given(askings(plain=True))
def test_a_gate_over_what_was_not_asked_stays_closed(asking: Asking) -> None:
    journey = walked(asking)
    document = concern_document(journey.concern)
    for section in asking.questionnaire.sections:
        closed = shut(section.ask_when, asking, document)
        for question in section.questions:
            keys = [key for key in journey.why if key_parts(key)[0] == question.id]
            if closed:
                assert {journey.why[key] for key in keys} <= {Why.SECTION_CLOSED}
            elif section.for_each is None and shut(question.ask_when, asking, document):
                assert journey.path.count(question.id) == 0


def shut(gate: Condition | None, asking: Asking, document: Document) -> bool:
    """Return whether there is a gate that reads nothing but what was not asked."""
    return gate is not None and reads_nothing_live(gate, asking, document)
