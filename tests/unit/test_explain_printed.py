"""What a printed policy and a workshop say of questions, examples and languages."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern.cli.describe_html import description_html
from childconcern.conditions import parse_condition
from childconcern.explanation import (
    Boxes,
    Bullets,
    Cell,
    Clause,
    Code,
    DocumentSection,
    Either,
    Led,
    Lines,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Several,
    Table,
    Together,
    Wording,
    condition_words,
    describe,
    description_markdown,
    in_one_line,
    workshop,
)
from childconcern.facts import (
    Age,
    AnyOf,
    Fact,
    Group,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.pack import Case, Expectation, Language, Pack, Translated, Translation, strings_of
from childconcern.policy import (
    Area,
    Duty,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
)
from childconcern.questionnaire import Question, Questionnaire, Section
from support.command_line import RIVERBANK, run

DAY: Final = dt.date(2026, 11, 24)
DANGER: Final = parse_condition("danger")
NASTY: Final = "</p><script>alert(1)</script> | # [x](javascript:1) `b` ![i](u) &lt; <b>"
VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo(), about="A child is in danger"),
        Fact(id="where", kind=OneOf(options=("home", "away")), about="Where the child is"),
        Fact(
            id="marks",
            kind=AnyOf(options=(Option(id="bruise"), Option(id="none", exclusive=True))),
            about="The marks",
        ),
        Fact(id="late", kind=YesNo(), about="It is late", set_by_service=True),
    ),
    groups=(
        Group(
            id="children",
            at_most=2,
            facts=(
                Fact(id="weeks", kind=WholeNumber(unit="weeks"), about="The weeks"),
                Fact(id="age", kind=Age(), about="The age"),
            ),
        ),
    ),
)


def small(say: str = "") -> Pack:
    """Return a small pack; SAY stands in every text that an author writes freely."""
    asked = Questionnaire(
        id="screener",
        vocabulary=VOCABULARY,
        title=f"First questions{say}",
        sections=(
            Section(
                id="now",
                title=f"Now{say}",
                questions=(
                    Question(
                        id="danger",
                        records="danger",
                        text=f"Danger?{say}",
                        hint=f"Think.{say}",
                        option_text={"yes": f"Yes{say}", "unknown": "I'm not sure"},
                    ),
                    Question(
                        id="where",
                        records="where",
                        text="Where?",
                        ask_when=parse_condition("not danger"),
                        optional=True,
                        unknown_allowed=False,
                    ),
                    Question(id="marks", records="marks", text="Marks?", optional=True),
                ),
            ),
            Section(
                id="each",
                title="Each child",
                for_each="children",
                ask_when=parse_condition("danger"),
                questions=(
                    Question(id="weeks", records="weeks", text="Weeks?"),
                    Question(id="age", records="age", text="Age?"),
                ),
            ),
        ),
    )
    policy = RoutingPolicy(
        id="small",
        version="1",
        vocabulary=VOCABULARY,
        otherwise="talk",
        areas=(Area(id="harm", name=f"Harm{say}"), Area(id="care", name="Care")),
        levels=(NamedLevel(number=1, name=f"Low{say}"), NamedLevel(number=2, name="High")),
        indicators=(
            Indicator(
                id="hurt",
                area="harm",
                level=2,
                when=DANGER,
                because=f"Hurt{say}",
                source=f"Page 4{say}",
            ),
        ),
        routes=(
            Route(id="call", name=f"Call{say}", next_step=f"Ring{say}", destinations=("team",)),
            Route(id="talk", name="Talk", destinations=("team",)),
        ),
        rules=(Rule(id="danger", route="call", when=DANGER, because=f"So{say}", source=say),),
        duties=(Duty(id="tell-police", when=DANGER, because=f"Tell{say}"),),
    )
    cases = (
        Case(
            id="in-danger",
            story=f"She is in danger{say}",
            on=DAY,
            answers={"danger": True},
            source=f"A page{say}",
            signed_off_by=f"A group{say}",
            expect=Expectation(route="call", duties=("tell-police",), level=2),
        ),
        Case(
            id="calm",
            story="",
            on=DAY,
            concern={"danger": False},
            expect=Expectation(route="call", variant="late", duties=(), complete=False),
        ),
        Case(
            id="refused",
            story="Nobody can read this.",
            on=DAY,
            concern={"danger": "perhaps"},
            expect=Expectation(route="talk"),
        ),
    )
    return Pack(
        id="small",
        version=f"1{say}",
        title=f"Worries{say}",
        council=f"Small Council{say}",
        vocabulary=VOCABULARY,
        questionnaires=(asked,),
        policy=policy,
        cases=cases,
    )


def section(description: PolicyDescription, name: str) -> DocumentSection | None:
    """Return the section of that id, wherever it stands, or None."""
    waiting = list(description.sections)
    while waiting:
        found = waiting.pop(0)
        if found.id == name:
            return found
        waiting.extend(found.sections)
    return None


def tables(description: PolicyDescription, name: str) -> list[Table]:
    """Return the tables of a section."""
    found = section(description, name)
    assert found is not None
    return [block for block in found.blocks if isinstance(block, Table)]


def said(table: Table) -> list[list[str]]:
    """Return what each row says, a line for each thing in a cell; nothing where one writes."""
    return [[_said(cell) for cell in row] for row in table.rows]


def _said(cell: Cell) -> str:
    match cell:
        case Code(text):
            return text
        case Lines(parts):
            return " / ".join(map(_said, parts))
        case Clause() | Together() | Either() | Several() | Led():
            return in_one_line(cell)
        case _:
            return ""


def test_every_question_stands_with_its_answers_and_when_it_is_asked() -> None:
    page = describe(small())

    assert said(tables(page, "asked-screener-now")[0]) == [
        ["Danger? / Think.", "Yes / no / I'm not sure", "always"],
        [
            "Where?",
            "home / away",
            "only when the answer to “A child is in danger” is no / may be skipped",
        ],
        ["Marks?", "any of these: / bruise / none / not known", "always / may be skipped"],
    ]
    each = section(page, "asked-screener-each")
    assert each is not None
    gate, table = each.blocks
    assert isinstance(gate, Bullets)
    assert isinstance(table, Table)
    assert [in_one_line(one) for one in gate.items] == [
        "asked for each child",
        "only when a child is in danger",
    ]
    assert said(table) == [
        ["Weeks?", "whole number / not known", "always"],
        ["Age?", "an age, a date of birth or a due date / not known", "always"],
    ]


def test_a_question_that_hangs_on_what_is_not_known_is_said_to_be_asked() -> None:
    found = section(describe(small()), "questions")
    assert found is not None
    assert isinstance(found.blocks[0], Paragraph)

    assert "it is asked whenever any answer would have it asked" in found.blocks[0].text


def test_a_questionnaire_without_a_title_is_called_by_its_id() -> None:
    pack = small()
    pack = evolve(pack, questionnaires=(evolve(pack.questionnaires[0], title=""),))
    found = section(describe(pack), "asked-screener")

    assert found is not None
    assert found.title == "Screener"


def test_what_was_drawn_stands_before_the_questions_that_it_shows() -> None:
    picture = Picture(svg="<svg><title>T</title></svg>", caption="A ladder & more")
    page = describe(small(), drawn={"screener": (picture,)})
    found = section(page, "asked-screener")

    assert found is not None
    assert found.blocks == (picture,)
    assert (
        "<figure><svg><title>T</title></svg><figcaption>A ladder &amp; more</figcaption></figure>"
    ) in description_html(page)


def test_a_fact_that_reads_like_a_question_has_answers_and_others_have_what_is_among_them() -> None:
    marks = VOCABULARY.by_id["marks"]
    when = parse_condition("'bruise' in marks")

    def phrase(about: str) -> str:
        vocabulary = evolve(VOCABULARY, facts=(evolve(marks, about=about),), groups=())
        plain = evolve(small().policy, vocabulary=vocabulary)
        return condition_words(when, Wording(policy=plain, options={}))

    assert phrase("Who helps") == "“bruise” is among the answers on who helps"
    assert phrase("Marks seen") == "“bruise” is among the marks seen"


def test_names_say_what_a_fact_means_and_whether_somebody_is_asked() -> None:
    assert said(tables(describe(small()), "names")[0]) == [
        ["danger", "a child is in danger", "a question"],
        ["where", "where the child is", "a question"],
        ["marks", "the marks", "a question"],
        ["late", "it is late", "the service sets it"],
        ["weeks", "the weeks (of each child)", "a question"],
        ["age", "the age (of each child)", "a question"],
    ]


def test_worked_examples_say_what_should_follow_and_whether_it_does() -> None:
    assert said(tables(describe(small()), "cases")[0]) == [
        [
            "E1",
            "She is in danger.",
            "“Call” / level 2 (High) / duties: “tell police”",
            "by A group / A page / in-danger",
        ],
        [
            "E2",
            "no story is given.",
            (
                "“Call” / in its form “late” / no duty / questions are left to ask"
                " / This version decides otherwise."
            ),
            "not signed off / calm",
        ],
        [
            "E3",
            "Nobody can read this.",
            "“Talk” / This version decides otherwise.",
            "not signed off / refused",
        ],
    ]


def test_another_language_says_how_much_of_it_there_is_and_who_checked_it() -> None:
    pack = small()
    key, source = next(iter(strings_of(pack, ("screener",)).items()))
    half = Translation(
        language="cy",
        covers=("screener",),
        strings={key: Translated(forms={"text": "Geiriau"}, of=source.hash)},
    )
    strange = Translation(language="xx", covers=())
    pack = evolve(
        pack,
        languages=(Language(id="en"), Language(id="cy", checked_by="A Welsh speaker")),
        translations=(half, strange),
    )
    texts = len(strings_of(pack, ("screener",)))
    spare = len(strings_of(pack, ()))
    table = tables(describe(pack), "languages")[0]

    assert table.columns[-1] == "Texts still said in English"
    assert said(table) == [
        ["Welsh", "A Welsh speaker", "1", str(texts - 1)],
        ["xx", "nobody yet, so it is not served", "0", str(spare)],
    ]
    assert section(describe(small()), "languages") is None


def test_a_workshop_has_a_page_for_each_area_with_room_for_views() -> None:
    page = workshop(small())

    assert [(one.id, one.new_page) for one in page.sections] == [
        ("workshop", False),
        ("workshop-harm", True),
        ("workshop-care", True),
        ("workshop-end", True),
    ]
    indicators, examples, missing = tables(page, "workshop-harm")
    assert said(indicators) == [
        ["I1", "2 (High)", "Hurt. / when a child is in danger", "Page 4 / hurt", "", ""]
    ]
    assert indicators.rows[0][4:] == (
        Boxes(("Agree", "Dispute", "At another level:"), room=True),
        Room(3),
    )
    assert [row[0] for row in said(examples)] == ["E1"]
    assert len(missing.rows) == 2
    found = section(page, "workshop-harm")
    assert found is not None
    assert found.blocks[-1] == Room(6)
    assert any(isinstance(block, Bullets) for block in found.blocks)


def test_an_area_that_nothing_raises_still_has_its_page() -> None:
    found = section(workshop(small()), "workshop-care")

    assert found is not None
    assert found.blocks[0] == Paragraph("No indicator raises the level of this area.")
    assert [len(one.columns) for one in tables(workshop(small()), "workshop-care")] == [3]


def test_a_policy_without_areas_says_that_there_is_nothing_to_discuss() -> None:
    pack = small()
    plain = evolve(pack.policy, areas=(), levels=(), indicators=(), duties=())
    page = workshop(evolve(pack, policy=plain, council="", cases=()))

    assert page.title == "Threshold workshop for the council"
    assert [one.id for one in page.sections] == ["workshop", "workshop-end"]
    assert "nothing to put at a level" in description_markdown(page)


def test_a_page_begins_where_the_section_says_so() -> None:
    page = description_html(workshop(small()))

    assert page.count('<section class="page"') == 3
    assert ".page { break-before: page; }" in page


@pytest.mark.parametrize("written", [describe, workshop])
def test_no_text_of_a_pack_becomes_markup(written: Callable[[Pack], PolicyDescription]) -> None:
    page = written(small(NASTY))
    html, markdown = description_html(page), description_markdown(page)
    outside = re.sub(r"`[^`\n]*`", "", re.sub(r"\\.", "", markdown))

    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("&lt;script&gt;alert(1)") > 5
    assert not re.search(r"<(?!br>)", outside)
    assert "[" not in outside
    assert "&" not in outside
    assert "javascript" in outside
    for table in (block for block in markdown.split("\n\n") if block.startswith("|")):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_same_pack_is_printed_alike_each_time() -> None:
    assert description_html(describe(small())) == description_html(describe(small()))
    assert description_html(workshop(small())) == description_html(workshop(small()))


def test_the_command_draws_each_questionnaire_and_needs_no_other_file(tmp_path: Path) -> None:
    file = tmp_path / "policy.html"
    written = run("describe", RIVERBANK, "--html", file)
    page = file.read_text(encoding="utf-8")
    names = re.findall(r'\bid="([^"]*)"', page)
    targets = set(re.findall(r'\bhref="([^"]*)"', page))

    assert written.exit_code == 0
    assert page.count("<figure>") == page.count("<svg") == 2
    assert len(names) == len(set(names))
    assert targets <= {f"#{name}" for name in names}
    assert set(re.findall(r"https?://[^\s\"<]*", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|link|img|iframe|object|image|use)\b|\bsrc=|url\(", page)


def test_the_command_prints_a_workshop_as_a_page_or_as_markdown(tmp_path: Path) -> None:
    file = tmp_path / "workshop.html"
    shown = run("describe", RIVERBANK, "--workshop")
    written = run("describe", RIVERBANK, "--workshop", "--html", file)

    assert shown.exit_code == written.exit_code == 0
    assert shown.stdout.startswith("# Threshold workshop for Riverbank Council")
    assert "☐ Agree<br>☐ Dispute" in shown.stdout
    assert '<section class="page"' in file.read_text(encoding="utf-8")
