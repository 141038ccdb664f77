import itertools
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from childconcern.cli.describe_html import description_html
from childconcern.explanation import (
    Bullets,
    Clause,
    Code,
    Definition,
    Definitions,
    DocumentSection,
    Paragraph,
    PolicyDescription,
    Several,
    Table,
    describe,
)
from childconcern.packfile import load_pack

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
PAGE: Final = description_html(describe(RIVERBANK))
VOID: Final = {"meta"}
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


def test_headings_are_in_order() -> None:
    depths = [int(name[1]) for name, _ in Reader(PAGE).tags if name in {"h1", "h2", "h3", "h4"}]

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


def test_every_table_has_a_caption_and_every_row_and_column_a_heading() -> None:
    page = Reader(PAGE)
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
    assert "table-header-group" in PAGE
