"""What holds of every picture, over made-up packs: it says nothing untrue, and all can be read."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from childconcern.decision import decide
from childconcern.explanation import Clause, pack_wording
from childconcern.journey import Journey, walk
from childconcern.pack import Pack
from childconcern.pictures import (
    Exit,
    Ladder,
    Part,
    Rung,
    Step,
    ladder,
    ladder_dot,
    ladder_mermaid,
    ladder_svg,
    ladder_table,
)
from childconcern.pictures.answering import PossibleAnswer, possible_answers
from childconcern.pictures.blocks import COLUMN
from childconcern.pictures.placing import sheet
from childconcern.pictures.supposing import Anything, Chosen, Exactly
from childconcern.pictures.widths import text_width
from childconcern.questionnaire import Question
from support.asking import ITEM_IDS, answer_to
from support.generating import Document, days
from support.making_packs import packs
from support.trying import tried

ANY_TEXT = st.text(st.characters(codec=None), max_size=120)


# ------------------------------------------------------------------ what it says


def gone_through(data: st.DataObject, pack: Pack, on: dt.date) -> tuple[Document, Journey]:
    """Return answers of somebody who answers what is asked next, until nothing is."""
    asked = pack.questionnaire()
    answers: Document = {}
    while (key := (journey := walk(asked, answers, on=on)).next) is not None:
        if key.startswith("@"):
            group = asked.vocabulary.group(key[1:])
            most = min(asked.at_most(group), len(ITEM_IDS))
            number = data.draw(st.integers(max(group.at_least, 0), most))
            answers[key] = list(ITEM_IDS[:number])
        else:
            _, question = asked.questions[key.partition("@")[0]]
            fact = asked.vocabulary.by_id[question.records]
            answers[key] = data.draw(answer_to(question, fact).filter(lambda one: one is not ...))
    return answers, journey


def is_given(answer: Any, possible: PossibleAnswer, question: Question, pack: Pack) -> bool:  # noqa: ANN401 - as JSON
    """Return whether somebody gave an answer that a ladder tells apart."""
    skipped = bool(answer == {"skipped": True})
    kind = pack.vocabulary.by_id[question.records].kind
    match possible.supposes:
        case None:
            return skipped
        case Exactly(value):
            return answer is not None and not skipped and kind.from_json(answer) == value
        case Chosen(option):
            return isinstance(answer, list) and option in answer
        case Anything():
            return answer is not None and not skipped
        case _:
            return answer is None


def taken(pack: Pack, answers: Document, key: str, step: Step) -> Iterator[Exit]:
    """Yield the exits of a step that an answer takes; several where several options are chosen."""
    _, question = pack.questionnaire().questions[step.id]
    for possible in possible_answers(question, pack_wording(pack)):
        if is_given(answers[key], possible, question, pack):
            found = [one for one in step.exits if possible.words in one.answers]
            assert found
            # Two options may be worded alike; then nothing can be said of which exit it is.
            yield from found if len(found) == 1 else ()


@tried(60)
@given(st.data())
def test_no_journey_goes_where_its_picture_says_it_cannot(data: st.DataObject) -> None:
    pack, on = data.draw(packs()), data.draw(days())
    drawn = ladder(pack)
    steps = {step.id: step for step in drawn.steps()}
    answers, journey = gone_through(data, pack, on)

    for key, after in itertools.zip_longest(journey.path, journey.path[1:]):
        name, _, item = key.partition("@")
        for one in taken(pack, answers, key, steps[name]):
            if after is None:
                continue
            follows, _, other = after.partition("@")
            same_section = section_of(drawn, name) is section_of(drawn, follows)
            if same_section and item != other:
                continue  # the next item begins; what a picture says is of one item
            assert one.goes_to is not None
            assert steps[follows].number >= one.goes_to


def section_of(drawn: Ladder, question_id: str) -> Part:
    """Return the section of a question."""
    return next(part for part in drawn.parts if question_id in {step.id for step in part.steps})


@tried(60)
@given(st.data())
def test_no_decision_is_milder_than_the_picture_says(data: st.DataObject) -> None:
    pack, on = data.draw(packs()), data.draw(days())
    steps = {step.id: step for step in ladder(pack).steps()}
    answers, journey = gone_through(data, pack, on)
    decision = decide(journey.concern, pack.policy, on=on)

    for key in journey.path:
        for one in taken(pack, answers, key, steps[key.partition("@")[0]]):
            if one.route is not None:
                assert pack.policy.at_least_as_urgent(decision.route, one.route)
            assert set(decision.duties) >= set(one.duties)


@given(packs())
def test_every_answer_of_every_question_has_its_one_exit(pack: Pack) -> None:
    wording = pack_wording(pack)
    for questionnaire in pack.questionnaires:
        steps = list(ladder(pack, questionnaire.id).steps())
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        for step, (_, question) in zip(steps, questionnaire.questions.values(), strict=True):
            words = sorted(one.words for one in possible_answers(question, wording))
            assert sorted(word for one in step.exits for word in one.answers) == words


# --------------------------------------------------------------- how it is drawn


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Return ladders of whatever length, with whatever words."""
    rungs = tuple(
        Rung(id=f"r{n}", name=draw(ANY_TEXT), promise=draw(ANY_TEXT))
        for n in range(draw(st.integers(1, 4)))
    )
    routes = st.none() | st.sampled_from([rung.id for rung in rungs])
    numbers = itertools.count(1)
    gates = st.none() | st.builds(Clause, ANY_TEXT)

    def step(number: int) -> Step:
        exits = st.builds(
            Exit,
            answers=st.lists(ANY_TEXT, min_size=1, max_size=4).map(tuple),
            goes_to=st.none() | st.just(number + 1),
            is_next=st.booleans(),
            next_item=st.booleans(),
            route=routes,
            duties=st.lists(st.just("tell-lado"), max_size=1).map(tuple),
            towards=routes,
        )
        return Step(
            number=number,
            id=f"q{number}",
            text=draw(ANY_TEXT),
            exits=tuple(draw(st.lists(exits, min_size=1, max_size=4))),
            asked_when=draw(gates),
            only_with_others=draw(st.booleans()),
        )

    parts = tuple(
        Part(
            id=f"p{n}",
            title=draw(ANY_TEXT),
            steps=tuple(step(next(numbers)) for _ in range(draw(st.integers(1, 5)))),
            asked_when=draw(gates),
            each=draw(st.sampled_from(["", "child"])),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    return Ladder(id="made-up", title=draw(ANY_TEXT), parts=parts, rungs=rungs, otherwise="r0")


@given(ladders())
def test_no_two_boxes_overlap_and_all_stand_on_the_sheet(drawn: Ladder) -> None:
    whole = sheet(drawn)
    placed = [one for column in whole.columns for one in column.placed]
    corners = [(one.x, one.y, one.x + COLUMN, one.y + one.block.height) for one in placed]

    for left, top, right, bottom in corners:
        assert left >= 0
        assert top >= max(y for _, y, _ in whole.notes)
        assert right <= whole.width
        assert bottom <= whole.height
    for one, other in itertools.combinations(corners, 2):
        assert apart(one, other)


def apart(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Return whether two rectangles, by two corners each, have nothing in common."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@given(ladders())
def test_inside_a_box_nothing_overlaps_and_no_text_is_wider_than_its_room(drawn: Ladder) -> None:
    for one in (placed.block for column in sheet(drawn).columns for placed in column.placed):
        whole, *inner = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in one.boxes]
        for box in inner:
            assert whole[0] <= box[0] < box[2] <= whole[2]
            assert whole[1] <= box[1] < box[3] <= whole[3]
        assert all(itertools.starmap(apart, itertools.combinations(inner, 2)))
        for line in one.lines:
            width = text_width(line.text, line.size, bold=line.bold)
            assert width <= line.room or len(line.text) == 1
            assert line.x + line.room <= COLUMN
            assert line.size <= line.y <= one.height - 2
            home = [box for box in inner if inside(line.x, line.y, box)]
            assert len(home) <= 1
            assert all(line.x + width <= box[2] for box in home)


def inside(x: int, y: int, box: tuple[int, int, int, int]) -> bool:
    """Return whether a point lies in a rectangle."""
    return box[0] <= x < box[2] and box[1] <= y <= box[3]


@given(ladders())
def test_lines_of_a_box_do_not_run_into_each_other(drawn: Ladder) -> None:
    for one in (placed.block for column in sheet(drawn).columns for placed in column.placed):
        spans = [(line.x, line.y - line.size, line.x + line.room, line.y + 2) for line in one.lines]
        for first, second in itertools.combinations(spans, 2):
            assert apart(first, second)


@given(ladders())
def test_whatever_is_written_the_picture_is_the_same_well_formed_xml(drawn: Ladder) -> None:
    svg = ladder_svg(drawn)
    root = ET.fromstring(svg)  # noqa: S314 - our own

    assert svg == ladder_svg(evolve(drawn))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "text"
    }  # fmt: skip
    labels = [one.get("aria-label") for one in root.iter() if one.get("role") == "img"]
    assert len(labels) >= sum(1 for _ in drawn.steps())


@given(ladders())
def test_the_table_has_every_exit(drawn: Ladder) -> None:
    exits = [one for step in drawn.steps() for one in step.exits]

    assert len(ladder_table(drawn).rows) == len(exits)


# --------------------------------------------------------------- drawing programs

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_DOT = re.compile(
    rf"""digraph\ ladder\ \{{\n
    (?:
      \s*(?:graph|node|edge)\ \[[a-z]+=(?:{_STRING}|\w+)(?:,\ \w+=(?:{_STRING}|\w+))*\];
        (?:\ node\ \[fontname={_STRING},\ fontsize=\d+,\ shape=box\];)?\n
    | \s*subgraph\ cluster_\d+\ \{{\n
    | \s*q\w+\ \[label={_STRING}(?:,\ [a-z]+=\w+)*\];\n
    | \s*q\d+\ ->\ q\w+\ \[(?:label={_STRING}|weight=9)\];\n
    | \s*\{{\ rank=same;\ q\d+;\ q\w+;\ \}}\n
    | \s*\}}\n
    )*""",
    re.VERBOSE,
)
_LABEL = r'"(?:[\w .,:?!()+\u2013\u2018\u2019\u201c\u201d-]|\#\d+;|<br/>)*"'
_MERMAID = re.compile(
    rf"""flowchart\ LR\n
    (?:
      \s*subgraph\ s\d+\[{_LABEL}\]\n
    | \s*direction\ TB\n
    | \s*q\d+\[{_LABEL}\]\n
    | \s*q\d+\ -->\|{_LABEL}\|\ q\d+_\d+(?:\({_LABEL}\)|\[\[{_LABEL}\]\])\n
    | \s*style\ q\d+_\d+\ stroke-width:4px,font-weight:bold\n
    | \s*q\d+\ -->\ q\d+\n
    | \s*end\n
    )*""",
    re.VERBOSE,
)


@given(ladders())
def test_whatever_is_written_is_no_markup_to_a_drawing_program(drawn: Ladder) -> None:
    assert _DOT.fullmatch(ladder_dot(drawn))
    assert _MERMAID.fullmatch(ladder_mermaid(drawn))
