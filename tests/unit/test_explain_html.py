import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from childconcern.cli.describe_html import description_html
from childconcern.cli.describe_style import STYLE
from childconcern.explanation import (
    Boxes,
    Bullets,
    Clause,
    Code,
    Dash,
    Definition,
    Definitions,
    DocumentSection,
    Lines,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Several,
    Table,
    describe,
    workshop,
)
from childconcern.packfile import load_pack

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
WORKSHOP: Final = description_html(workshop(RIVERBANK))
PAGE: Final = description_html(describe(RIVERBANK))
VOID: Final = {"meta", "br"}
NASTY: Final = """<script>alert("1")</script> & 'x'"""


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, which is now open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each TAG."""
        return [attributes for name, attributes in self.tags if name == tag]


def nasty_page() -> str:
    """Return a page every word of which would like to be markup."""
    table = Table(
        caption=NASTY,
        columns=(NASTY, NASTY),
        rows=((Clause(NASTY, sign=NASTY), Code(NASTY)),),
        heading=1,
    )
    entry = Definition(sign=NASTY, term=NASTY, meaning=Several(NASTY, (Clause(NASTY),)))
    section = DocumentSection(
        id=NASTY,
        title=NASTY,
        blocks=(Paragraph(NASTY), Bullets((Clause(NASTY),)), table, Definitions((entry,))),
    )
    return description_html(
        PolicyDescription(title=NASTY, language=NASTY, lead=NASTY, sections=(section,))
    )


def test_the_page_is_well_formed() -> None:
    assert PAGE.startswith("<!DOCTYPE html>\n")
    assert Reader(PAGE).all("html") == [{"lang": "en"}]
    assert Reader(PAGE).all("title") == [{}]


def test_the_page_needs_nothing_but_itself() -> None:
    names = {name for name, _ in Reader(PAGE).tags}

    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert "url(" not in PAGE
    assert "@import" not in PAGE
    assert "http" not in PAGE
    assert not any(
        name.startswith("on") or name in {"src", "style"}
        for _, attributes in Reader(PAGE).tags
        for name in attributes
    )


@pytest.mark.parametrize("page", [PAGE, WORKSHOP], ids=["policy", "workshop"])
def test_headings_are_in_order(page: str) -> None:
    depths = [int(name[1]) for name, _ in Reader(page).tags if name in {"h1", "h2", "h3", "h4"}]

    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))


def test_every_link_leads_somewhere_and_every_place_has_one_name() -> None:
    page = Reader(PAGE)
    names = [str(attributes["id"]) for _, attributes in page.tags if "id" in attributes]
    targets = {str(attributes["href"]) for attributes in page.all("a")}
    labels = {str(one["aria-labelledby"]) for _, one in page.tags if "aria-labelledby" in one}

    assert len(names) == len(set(names))
    assert targets <= {f"#{name}" for name in names}
    assert "#sign-hurt_and_cannot_move_alone" in targets
    assert labels <= set(names)


@pytest.mark.parametrize("written", [PAGE, WORKSHOP], ids=["policy", "workshop"])
def test_every_table_has_a_caption_and_every_row_and_column_a_heading(written: str) -> None:
    page = Reader(written)
    tables = len(page.all("table"))

    assert tables > 20
    assert len(page.all("caption")) == tables
    assert {attributes["scope"] for attributes in page.all("th")} == {"row", "col"}
    rows = len(page.all("tr")) - tables
    assert len([one for one in page.all("th") if one["scope"] == "row"]) == rows


def test_what_scrolls_can_be_reached_from_the_keyboard_and_has_a_name() -> None:
    regions = [one for one in Reader(PAGE).all("div") if one.get("class") == "scroll"]

    assert regions
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in regions)


def test_every_word_of_a_pack_is_escaped() -> None:
    page = Reader(nasty_page())

    assert not page.all("script")
    assert "alert" not in {name for _, attributes in page.tags for name in attributes}
    assert page.words.count(NASTY) == 14


def test_the_wording_of_the_pack_is_all_there() -> None:
    words = "".join(Reader(PAGE).words)

    assert all(rule.because in words for rule in RIVERBANK.policy.rules)
    assert all(route.next_step in words for route in RIVERBANK.policy.routes)
    assert RIVERBANK.digest in words


def test_it_can_be_printed() -> None:
    assert "@media print" in PAGE
    assert "@page { size: A4;" in PAGE
    assert "thead { display: table-header-group; }" in PAGE
    assert "tr, figure { break-inside: avoid; }" in PAGE


def test_what_one_fills_in_is_drawn_and_is_said_to_those_who_listen() -> None:
    table = Table(
        caption="To fill in",
        columns=("Any", "Tick", "Write", "Both"),
        rows=(
            (
                Dash(),
                Boxes(("A & B", "C"), room=True),
                Room(2),
                Lines((Clause("one"), Code("two"))),
            ),
        ),
    )
    sections = (DocumentSection(id="s", title="S", blocks=(table, Room(1)), new_page=True),)
    page = description_html(
        PolicyDescription(title="T", language="en", lead="L", sections=sections)
    )
    room = '<span class="aloud">room to write</span></div>'

    assert '<th scope="row"><span aria-hidden="true">\u2013</span>' in page
    assert '<span class="aloud">any</span></th>' in page
    assert (
        '<div class="tick">A &amp; B</div><div class="tick">C</div><div class="room"><br>' in page
    )
    assert f'<td><div class="room"><br><br>{room}</td>' in page
    assert "<td><div>One</div><div><code>two</code></div></td>" in page
    assert '<section class="page" aria-labelledby="s">' in page


def test_a_picture_stands_in_the_page_itself_and_has_a_caption() -> None:
    picture = Picture(svg="<svg><title>T</title></svg>", caption=NASTY)
    section = DocumentSection(id="s", title="S", blocks=(picture,))
    page = description_html(
        PolicyDescription(title="T", language="en", lead="L", sections=(section,))
    )

    assert "<figure><svg><title>T</title></svg><figcaption>&lt;script&gt;" in page


def luminance(colour: str) -> float:
    """Return how light a colour such as #0b0c0c is, as WCAG reckons it."""
    pairs = colour if len(colour) == 7 else f"#{''.join(one * 2 for one in colour[1:])}"
    parts = [int(pairs[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_words_stands_out_from_both_backgrounds() -> None:
    words = set(re.findall(r"[ {;]color: (#[0-9a-f]+)", STYLE))
    grounds = set(re.findall(r"background: (#[0-9a-f]+)", STYLE))

    assert len(words) == 3
    assert grounds == {"#fff", "#eef4f6"}
    for word, ground in itertools.product(words, grounds):
        assert (luminance(ground) + 0.05) / (luminance(word) + 0.05) >= 4.5
