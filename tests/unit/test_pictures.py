"""What a ladder says of small packs, and how it is drawn, told and written."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from childconcern.explanation import Clause, PolicyDescription, description_markdown
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.pictures import (
    Exit,
    Ladder,
    Part,
    Rung,
    Step,
    ladder,
    ladder_dot,
    ladder_mermaid,
    ladder_section,
    ladder_svg,
)
from childconcern.pictures.blocks import Look
from childconcern.pictures.placing import sheet
from childconcern.pictures.svg import PALETTE, WHITE
from childconcern.pictures.widths import drawable, text_width, wrapped
from support.command_line import run
from support.small_pack import SMALL_PACK, PackFolder, with_edit

NASTY: Final = """<script>alert("1")</script> & 'x' ]]> \x00 \u202e"""


def made(folder: Path, *edits: tuple[str, str, str]) -> Pack:
    """Return the small pack with some edits."""
    files = dict(SMALL_PACK)
    for edit in edits:
        files = with_edit(files, *edit)
    return load_pack(PackFolder(folder).holds(files))


def exits(drawn: Ladder, question: str) -> list[tuple[str, int | None, str | None, str | None]]:
    """Return what each exit of a question says: answers, goes to, decides, can come to."""
    step = next(one for one in drawn.steps() if one.id == question)
    return [(" / ".join(one.answers), one.goes_to, one.route, one.towards) for one in step.exits]


def test_an_answer_that_decides_alone_shows_its_outcome_there(tmp_path: Path) -> None:
    assert exits(ladder(made(tmp_path)), "danger") == [
        ("Yes / Not known", 2, "emergency", None),
        ("No", 2, None, None),
    ]


def test_an_answer_jumps_over_what_it_closes_for_certain(tmp_path: Path) -> None:
    drawn = ladder(made(tmp_path))

    # With danger the children are not asked about, but "you" stands between.
    assert exits(drawn, "hurt")[-1] == ("Not hurt", 6, None, None)
    assert [one.next_item for one in next(s for s in drawn.steps() if s.id == "hurt").exits] == [
        False,
        True,
    ]


def test_an_answer_that_decides_only_with_others_says_what_it_can_come_to(tmp_path: Path) -> None:
    drawn = ladder(made(tmp_path))

    assert exits(drawn, "hurt")[0] == ("A bruise / A burn / Not known", 5, None, "social-care")
    assert exits(drawn, "moves") == [
        ("No / Not known", 6, None, "social-care"),
        ("Yes", 6, None, None),
    ]


def shown(drawn: Ladder, question: str) -> Step:
    """Return one step."""
    return next(step for step in drawn.steps() if step.id == question)


def test_what_stands_behind_a_closed_question_is_closed_too(tmp_path: Path) -> None:
    gated = made(
        tmp_path,
        (
            "screener.toml",
            'text = "Who are you?"',
            'text = "Who are you?"\nask_when = "not danger"',
        ),
        (
            "screener.toml",
            "ask_when = \"not any_item(children, 'burn' in hurt)\"",
            "ask_when = \"role == 'teacher'\"",
        ),
    )

    # Worries hang on the role, which nobody is asked for; each adult does not.
    assert exits(ladder(gated), "danger")[0] == ("Yes", 8, "emergency", None)
    assert exits(ladder(gated), "danger")[1][1] == 2


def test_an_answer_about_one_child_closes_a_later_section_whatever_the_others_are(
    tmp_path: Path,
) -> None:
    drawn = ladder(made(tmp_path))
    after = {one.answers: (one.goes_to, one.next_item) for one in shown(drawn, "moves").exits}

    assert set(after.values()) == {(6, True)}
    assert shown(drawn, "matters").number == 6


def asked_before_you(question: str) -> tuple[str, str, str]:
    """Return the edit that puts a question before the second."""
    you = '[[sections.questions]]\nid = "you"'
    return "screener.toml", you, f"[[sections.questions]]\n{question}\n\n{you}"


def test_an_answer_that_another_question_may_replace_decides_nothing(tmp_path: Path) -> None:
    again = asked_before_you('id = "again"\nrecords = "danger"\nask_again = true\ntext = "Now?"')
    drawn = ladder(made(tmp_path, again))

    assert {route for _, _, route, _ in exits(drawn, "danger")} == {None}
    assert exits(drawn, "again")[0][2] == "emergency"


def test_an_answer_that_closes_the_question_that_could_replace_it_decides(tmp_path: Path) -> None:
    again = asked_before_you(
        'id = "sure"\nrecords = "danger"\nask_again = true\ntext = "Sure?"\n'
        'ask_when = "asked(danger) and not known(danger)"'
    )

    assert exits(ladder(made(tmp_path, again)), "danger") == [
        ("Yes", 3, "emergency", None),
        ("No", 3, None, None),
        ("Not known", 2, None, "emergency"),
    ]


def test_what_an_earlier_questionnaire_asked_may_be_known(tmp_path: Path) -> None:
    drawn = ladder(made(tmp_path), "request")

    assert exits(drawn, "story") == [("An answer / Not known / Passed over", 2, None, None)]
    assert shown(drawn, "story").exits[0].is_plain


def test_a_group_that_nobody_was_asked_of_opens_nothing(tmp_path: Path) -> None:
    gated = made(
        tmp_path,
        (
            "screener.toml",
            'title = "Each adult"',
            'title = "Each adult"\nask_when = "all_items(children, \'burn\' in hurt)"',
        ),
        (
            "screener.toml",
            "ask_when = \"not any_item(children, 'burn' in hurt)\"",
            "ask_when = \"role == 'teacher'\"",
        ),
        (
            "screener.toml",
            'id = "each-child"\n',
            (
                'id = "gate"\ntitle = "G"\n[[sections.questions]]\nid = "gate"\n'
                'records = "danger"\ntext = "?"\nask_again = true\n\n[[sections]]\n'
                'id = "each-child"\n'
            ),
        ),
    )

    # Danger closes the section of the children; what hangs on one of them stays closed.
    assert shown(ladder(gated), "gate").exits[0].goes_to == 7


def test_a_rule_on_every_child_is_never_certain_from_one(tmp_path: Path) -> None:
    rule = "when = \"all_items(children, 'burn' in hurt)\"\nbecause"
    drawn = ladder(made(tmp_path, ("policy.toml", 'when = "danger"\nbecause', rule)))

    assert {route for _, _, route, _ in exits(drawn, "hurt")} == {None}
    assert {to for answer, _, _, to in exits(drawn, "hurt") if answer == "A burn"} == {"emergency"}


def test_not_knowing_makes_no_rule_apply_unless_it_counts_as_something(tmp_path: Path) -> None:
    rule = "when = \"role == 'police'\"\nbecause"
    drawn = ladder(made(tmp_path, ("policy.toml", 'when = "danger"\nbecause', rule)))

    assert exits(drawn, "you") == [
        ("Police", 3, "emergency", None),
        ("Teacher / Parent / Not sure", 3, None, None),
    ]


def test_what_may_have_been_said_of_children_before_keeps_a_section_open(tmp_path: Path) -> None:
    opened = (
        "screener.toml",
        'title = "Each adult"',
        'title = "Each adult"\nask_when = "any_item(children, \'burn\' in hurt)"',
    )

    assert exits(ladder(made(tmp_path, opened)), "weeks")[0][1] == 8


def test_a_count_of_items_is_never_taken_for_certain_from_one(tmp_path: Path) -> None:
    one, two = (
        ladder(
            made(
                tmp_path,
                (
                    "policy.toml",
                    'when = "danger"\nbecause',
                    f"when = \"count_items(children, 'burn' in hurt) >= {number}\"\nbecause",
                ),
            )
        )
        for number in (1, 2)
    )

    assert {answer: route for answer, _, route, _ in exits(one, "hurt")}["A burn"] == "emergency"
    assert {answer: (route, to) for answer, _, route, to in exits(two, "hurt")} != {}
    assert all(route is None for _, _, route, _ in exits(two, "hurt"))


DRAWN: Final = Ladder(
    id="made-up",
    title=NASTY,
    parts=(
        Part(
            id="one",
            title=NASTY,
            each="child",
            asked_when=Clause("all is " + "very " * 60 + "well"),
            steps=(
                Step(
                    number=1,
                    id="first",
                    text=NASTY,
                    asked_when=Clause(NASTY),
                    only_with_others=True,
                    exits=(
                        Exit(
                            answers=(NASTY, "long " * 40),
                            goes_to=None,
                            is_next=False,
                            next_item=True,
                            route="now",
                            duties=("tell-lado",),
                        ),
                        Exit(answers=("b" * 120,), goes_to=3, is_next=False, towards="now"),
                        Exit(answers=("c", "d"), goes_to=2, is_next=True),
                    ),
                ),
                Step(
                    number=2,
                    id="second",
                    text="Second?",
                    exits=(Exit(answers=("x", "y"), goes_to=None, is_next=True),),
                ),
            ),
        ),
    ),
    rungs=(Rung(id="now", name=NASTY, promise="straight away"), Rung(id="later", name="Later")),
    otherwise="later",
    duties=(("tell-lado", "Tell the LADO"),),
)


def test_the_most_urgent_outcome_has_a_thick_border_and_bold_type() -> None:
    block = sheet(DRAWN).columns[0].placed[1].block
    urgent = [box for box in block.boxes if box.look is Look.MOST_URGENT]

    assert len(urgent) == 1
    assert PALETTE[Look.MOST_URGENT].thick > 2 * PALETTE[Look.OUTCOME].thick
    inside = [line for line in block.lines if urgent[0].y < line.y < urgent[0].y + urgent[0].height]
    assert any(line.bold for line in inside)


def test_no_two_kinds_of_box_differ_by_colour_alone() -> None:
    kinds = [PALETTE[look] for look in Look if look not in {Look.HEADING, Look.NUMBER}]

    assert len({(paint.thick, paint.dashes, paint.round) for paint in kinds}) == len(kinds)


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG 2 has it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 has it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", list(Look))
def test_text_and_borders_stand_out(look: Look) -> None:
    paint = PALETTE[look]

    assert contrast(paint.text, paint.fill) >= 4.5
    assert contrast(paint.edge, WHITE) >= 4.5


def test_light_text_stands_only_on_dark_boxes() -> None:
    for one in (placed.block for column in sheet(DRAWN).columns for placed in column.placed):
        dark = [box for box in one.boxes if PALETTE[box.look].text == WHITE]
        for line in one.lines:
            on_dark = any(
                box.x <= line.x < box.x + box.width and box.y <= line.y <= box.y + box.height
                for box in dark
            )
            assert on_dark == line.light


def test_those_who_hear_a_picture_hear_every_question_with_its_exits() -> None:
    root = ET.fromstring(ladder_svg(DRAWN))  # noqa: S314 - our own
    labels = [one.get("aria-label") for one in root.iter() if one.get("role") == "img"]

    assert "Question 2: Second? Any answer: no more questions." in labels
    assert any("Also a duty: tell LADO, next child, then no more" in str(one) for one in labels)
    assert [one.tag.rpartition("}")[2] for one in root][:2] == ["title", "desc"]
    assert root[1].text == "2 questions in 1 section, with what each answer leads to."
    assert root.get("role") == "group"


def test_a_picture_that_would_be_too_small_lets_sections_share_a_column() -> None:
    few = tuple(
        Part(
            id=f"p{n}",
            title=f"Part {n}",
            steps=tuple(
                Step(
                    number=4 * n + m,
                    id=f"q{4 * n + m}",
                    text="Is this one of very many questions that are asked?",
                    exits=(
                        Exit(answers=("Yes",), goes_to=None, is_next=False, route="later"),
                        Exit(answers=("No",), goes_to=4 * n + m + 1, is_next=True),
                    ),
                )
                for m in range(1, 5)
            ),
        )
        for n in range(25)
    )
    drawn = evolve(DRAWN, title="A hundred questions", parts=few)
    whole = sheet(drawn)

    assert len({column.placed[0].x for column in whole.columns}) < len(whole.columns)
    # On A3 on its side its small type is 4 points high at least.
    assert 12 * min(1587 / whole.width, 1123 / whole.height) * 0.75 >= 4


def test_the_table_says_what_the_picture_has_no_room_for() -> None:
    section = ladder_section(DRAWN)
    text = description_markdown(
        PolicyDescription(title="T", language="en", lead="L.", sections=(section,))
    )

    assert "b" * 119 in text
    assert "very " * 60 in text
    assert "Tell the LADO" in text
    assert "Where no rule applies: Later." in text


def test_drawing_programs_get_the_same(tmp_path: Path) -> None:
    drawn = ladder(made(tmp_path))
    dot, mermaid = ladder_dot(drawn), ladder_mermaid(drawn)

    assert 'q1_1 [label="Call 999\\non to 2", penwidth=4, style=bold];' in dot
    assert 'q1 -->|"Yes#59; or Not known"| q1_1[["Call 999<br/>on to 2"]]' in mermaid
    assert "#60;script#62;" in ladder_mermaid(DRAWN)


def test_what_cannot_be_drawn_is_marked_and_a_long_word_is_broken() -> None:
    assert drawable("a\x00b\u202ec\ud800 \n d") == "a\ufffdb\ufffdc\ufffd d"
    assert wrapped("", 50, 12) == ("",)
    lines = wrapped(f"ab {'m' * 30}", 50, 12)
    assert "".join(lines) == f"ab{'m' * 30}"
    assert all(text_width(line, 12) <= 50 for line in lines)
    assert wrapped("漢", 5, 12) == ("漢",)


@pytest.mark.parametrize(
    ("form", "opens"),
    [
        ("svg", "<svg "),
        ("table", "# First questions"),
        ("dot", "digraph ladder {"),
        ("mermaid", "flowchart LR"),
    ],
)
def test_draw_prints_or_writes_each_form(tmp_path: Path, form: str, opens: str) -> None:
    pack = PackFolder(tmp_path).holds(SMALL_PACK)
    out = tmp_path / "drawn"
    printed = run("draw", pack, "--as", form)
    wrote = run("draw", pack, "--as", form, "--out", out)

    assert printed.exit_code == wrote.exit_code == 0
    assert printed.stdout.startswith(opens)
    assert wrote.stdout == f"wrote {out}\n"
    assert out.read_text(encoding="utf-8") == printed.stdout


def test_draw_refuses_a_questionnaire_that_is_not_there(tmp_path: Path) -> None:
    pack = PackFolder(tmp_path).holds(SMALL_PACK)

    assert run("draw", pack, "--questionnaire", "nothing").exit_code == 2
