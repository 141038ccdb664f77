import datetime as dt
import re
from pathlib import Path
from typing import Final

from attrs import evolve

from childconcern.conditions import Sign, parse_condition
from childconcern.explanation import (
    Boxes,
    Bullets,
    Cell,
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
    description_markdown,
    in_one_line,
)
from childconcern.facts import Fact, Group, Vocabulary, YesNo
from childconcern.pack import Approval, Language, Pack
from childconcern.packfile import load_pack
from childconcern.policy import (
    Area,
    Claim,
    Duty,
    Guarantee,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
)

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
DANGER: Final = parse_condition("danger")
VOCABULARY: Final = Vocabulary(
    facts=(Fact(id="danger", kind=YesNo(), about="A child is in danger"),),
)
SPARE: Final = Pack(
    id="spare",
    version="1",
    vocabulary=VOCABULARY,
    policy=RoutingPolicy(
        id="spare",
        version="1",
        vocabulary=VOCABULARY,
        otherwise="talk",
        routes=(
            Route(id="talk", name="Talk to us", destinations=("advice-line",)),
            Route(id="open", name="Services for everyone"),
        ),
    ),
)


def section(pack: Pack, name: str) -> DocumentSection | None:
    """Return the section of that id, wherever it stands, or None."""
    waiting = list(describe(pack).sections)
    while waiting:
        found = waiting.pop(0)
        if found.id == name:
            return found
        waiting.extend(found.sections)
    return None


def rows(pack: Pack, name: str) -> list[list[str]]:
    """Return the rows of the first table of a section, in one line a cell."""
    found = section(pack, name)
    assert found is not None
    table = next(block for block in found.blocks if isinstance(block, Table))
    return [[words(cell) for cell in row] for row in table.rows]


def words(cell: Cell) -> str:
    """Return what a cell says, in one line."""
    match cell:
        case Code(said):
            return said
        case Lines(parts):
            return " / ".join(map(words, parts))
        case Dash():
            return "-"
        case Room() | Boxes():
            return "to fill in"
        case _:
            return in_one_line(cell)


def text(pack: Pack, name: str) -> str:
    """Return the paragraphs of a section in one line."""
    found = section(pack, name)
    assert found is not None
    return " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))


def with_policy(**changed: object) -> Pack:
    return evolve(SPARE, policy=evolve(SPARE.policy, **changed))  # type: ignore[arg-type]  # one of its fields


def test_everything_that_can_change_a_decision_stands_in_the_document() -> None:
    page = description_markdown(describe(RIVERBANK))
    policy = RIVERBANK.policy

    for indicator in policy.indicators:
        assert f"| {indicator.because}. | " in page
        assert f"<br>`{indicator.id}` |" in page
    for rule in policy.rules:
        assert f"| {rule.because}. | " in page
        assert f"<br>`{rule.id}` |" in page
    for duty in policy.duties:
        assert f"| {duty.because}. | " in page
        assert f"<br>`{duty.id}` |" in page
    for guarantee in policy.guarantees:
        assert f"<br>`{guarantee.id}` |" in page
    for route in policy.routes:
        assert route.next_step in page
        assert all((variant.next_step or "") in page for variant in route.variants)
    for sign in policy.signs:
        assert f"**{sign.about}.** (`{sign.id}`)" in page
    safety_facts = {row[-1] for row in rows(RIVERBANK, "not-known")}
    for fact in policy.vocabulary.by_id.values():
        assert (fact.id in safety_facts) == fact.is_safety_fact
        assert f"\n| `{fact.id}` |" in page
    assert RIVERBANK.digest in page
    assert policy.digest not in page


def test_each_id_in_the_document_is_there_once_so_that_links_lead_to_one_place() -> None:
    waiting, found = list(describe(RIVERBANK).sections), list[str]()
    while waiting:
        one = waiting.pop()
        found.append(one.id)
        waiting.extend(one.sections)

    assert sorted(found) == sorted(set(found))


def test_every_row_has_a_cell_for_each_column() -> None:
    waiting = list(describe(RIVERBANK).sections)
    while waiting:
        one = waiting.pop()
        waiting.extend(one.sections)
        for block in one.blocks:
            if isinstance(block, Table):
                assert all(len(row) == len(block.columns) for row in block.rows)
                assert block.rows


def test_the_smallest_pack_is_described() -> None:
    described = describe(SPARE)

    assert described.title == "What the council does with a worry about a child"
    assert [one.id for one in described.sections] == [
        "about",
        "how",
        "ladder",
        "otherwise",
        "rules",
        "not-known",
        "names",
    ]
    assert text(SPARE, "not-known").startswith("No answer of this policy counts as anything")
    assert "Indicators" not in description_markdown(described)


def test_a_version_says_when_it_is_in_force_and_who_agreed() -> None:
    pack = evolve(
        SPARE,
        title="Worries",
        country="England",
        effective_from=dt.date(2026, 9, 1),
        effective_until=dt.date(2027, 8, 31),
        languages=(Language(id="cy"), Language(id="en", checked_by="A group"), Language(id="pl")),
        approvals=(
            Approval(by="Head", role="Lead", on=dt.date(2026, 6, 30), why="All", digest="ab"),
            Approval(by="Board"),
        ),
    )
    about = section(pack, "about")
    assert about is not None
    facts, approvals, signatures = (block for block in about.blocks if isinstance(block, Table))

    assert rows(pack, "about")[:9] == [
        ["What people see it as", "Worries"],
        ["Whose it is", "not said"],
        ["Where its law is", "England"],
        ["Policy", "spare"],
        ["Version", "1"],
        ["In force", "from 1 September 2026 until 31 August 2027"],
        ["Language", "Welsh, not checked"],
        ["Language", "English, checked by A group"],
        ["Language", "pl, not checked"],
    ]
    assert facts.rows[-1] == (Clause("Fingerprint (SHA-256)"), Code(pack.digest))
    assert [[getattr(cell, "text", "") for cell in row] for row in approvals.rows] == [
        ["Head", "Lead", "30 June 2026", "All", "ab"],
        ["Board", "not said", "not said", "not said", "none given"],
    ]
    assert signatures.columns == ("Name", "Role", "Date", "Agreement", "Signature")
    assert signatures.rows[0][3] == Boxes(("I agree", "I do not agree"))


def test_dates_that_are_left_out_are_left_out() -> None:
    def in_force(**dates: dt.date) -> str:
        return rows(evolve(SPARE, **dates), "about")[4][1]  # type: ignore[arg-type]  # both are dates

    assert in_force() == "no dates are given"
    assert (
        in_force(effective_from=dt.date(2026, 9, 1)) == "from 1 September 2026 until further notice"
    )
    assert in_force(effective_until=dt.date(2026, 9, 1)) == "until 1 September 2026"


def test_a_variant_says_what_is_its_own_and_else_what_is_the_routes() -> None:
    route = Route(
        id="talk",
        name="Talk to us",
        next_step="Ring.",
        respond_within=WithinHours(4),
        then_ask="more",
        destinations=("advice-line",),
        variants=(
            Variant(id="same", when=DANGER),
            Variant(id="other", when=DANGER, name="Write", next_step="Write.", destinations=()),
        ),
    )
    pack = with_policy(routes=(route,))

    assert rows(pack, "route-talk") == [
        [
            "when a child is in danger",
            "Ring.",
            (
                "somebody responds: within 4 hours / who reads it: advice line"
                " / questions that follow: more"
            ),
        ],
        [
            "when a child is in danger",
            "here it is called “Write” / Write.",
            (
                "somebody responds: within 4 hours / who reads it: nobody"
                " / questions that follow: more"
            ),
        ],
        [
            "in every other case",
            "Ring.",
            (
                "somebody responds: within 4 hours / who reads it: advice line"
                " / questions that follow: more"
            ),
        ],
    ]
    assert text(pack, "route-talk") == "The first line that fits is the one that is used."


def test_a_route_without_variants_is_always_the_same() -> None:
    assert rows(SPARE, "route-open") == [
        [
            "always",
            "not said",
            (
                "somebody responds: no time is promised / who reads it: nobody"
                " / questions that follow: none"
            ),
        ]
    ]


def test_no_rule_having_spoken_is_not_an_all_clear() -> None:
    assert text(SPARE, "otherwise") == (
        "When no rule applies, the route is “Talk to us”. It is read by: advice line."
        " No rule having spoken is not an all-clear. Where the rules are silent, a person thinks."
    )


def test_rules_stand_under_the_route_that_they_ask_for_most_urgent_first() -> None:
    pack = with_policy(
        rules=(
            Rule(id="calm", route="open", when=parse_condition("not danger"), because="Calm"),
            Rule(id="danger", route="talk", when=DANGER, because="Danger.", source="Local"),
        )
    )
    found = section(pack, "rules")
    assert found is not None

    assert [one.id for one in found.sections] == ["rules-talk", "rules-open"]
    assert rows(pack, "rules-talk") == [
        ["R1", "when a child is in danger", "Danger.", "Local / danger"]
    ]
    assert rows(pack, "rules-open") == [
        ["R2", "when the answer to “A child is in danger” is no", "Calm.", "none given / calm"]
    ]


def test_a_rule_says_of_levels_apart_and_a_dash_stands_where_anything_will_do() -> None:
    def rule(name: str, when: str) -> Rule:
        condition = parse_condition(when)
        return Rule(id=name, route="talk", when=condition, because="B", source="S")

    pack = with_policy(
        areas=(Area(id="harm", name="Harm"), Area(id="care", name="Care")),
        levels=(NamedLevel(number=1, name="Low"), NamedLevel(number=2, name="High")),
        rules=(
            rule("level", "level >= 2"),
            rule("both", "level_of('harm') >= 2 and areas_at(2) >= 2 and danger"),
            rule("inside", "level >= 2 or danger"),
        ),
    )

    assert [row[:3] for row in rows(pack, "rules-talk")] == [
        ["R1", "at least one area is at level 2 (High)", "-"],
        [
            "R2",
            "the area “Harm” is at level 2 (High) and at least 2 areas are at level 2 (High)",
            "a child is in danger",
        ],
        ["R3", "-", "either at least one area is at level 2 (High) or a child is in danger"],
    ]


def test_indicators_stand_under_their_area_most_serious_first() -> None:
    def indicator(name: str, level: int) -> Indicator:
        return Indicator(
            id=name, area="harm", level=level, when=DANGER, because="B", source="local"
        )

    pack = with_policy(
        areas=(Area(id="harm", name="Harm"), Area(id="care", name="Care")),
        levels=(NamedLevel(number=1, name="Low"), NamedLevel(number=2, name="High")),
        indicators=(indicator("low", 1), indicator("high", 2), indicator("low-too", 1)),
    )

    assert [(row[0], row[1], row[-1]) for row in rows(pack, "area-harm")] == [
        ("I1", "2 (High)", "local / high"),
        ("I2", "1 (Low)", "local / low"),
        ("I3", "1 (Low)", "local / low-too"),
    ]
    found = section(pack, "levels")
    assert found is not None
    at_a_glance = found.blocks[-1]
    assert isinstance(at_a_glance, Table)
    assert at_a_glance.columns == ("Area", "Level 1 (Low)", "Level 2 (High)")
    assert [[words(cell) for cell in row] for row in at_a_glance.rows] == [
        ["Harm", "I2, I3", "I1"],
        ["Care", "-", "-"],
    ]
    assert text(pack, "area-care") == "No indicator raises the level of this area."
    assert "level 1 (Low) where none does" in text(pack, "levels")
    assert "A level is not a route." in description_markdown(describe(pack))


def test_a_duty_that_leaves_out_its_step_says_its_reason() -> None:
    pack = with_policy(duties=(Duty(id="tell", when=DANGER, because="Tell them"),))

    assert rows(pack, "duties") == [
        [
            "D1",
            "when a child is in danger",
            "Tell them. / by when: no time is promised / also sent to: nobody",
            "Tell them.",
            "none given / tell",
        ]
    ]


def test_a_sign_without_words_is_called_by_its_id() -> None:
    pack = with_policy(signs=(Sign(id="in_danger", when=DANGER),))

    assert "**In danger.** (`in_danger`) It is so when:\n\n- A child is in danger" in (
        description_markdown(describe(pack))
    )


def test_what_not_knowing_counts_as_is_said_for_each_safety_fact() -> None:
    safe = Fact(id="alone", kind=YesNo(), about="The child is alone", unknown_counts_as=True)
    vocabulary = Vocabulary(
        facts=(evolve(VOCABULARY.facts[0], unknown_counts_as=False),),
        groups=(Group(id="children", at_most=2, facts=(safe,)),),
    )
    pack = with_policy(vocabulary=vocabulary)

    assert rows(pack, "not-known") == [
        ["whether a child is in danger", "no", "danger"],
        ["whether the child is alone (of each child)", "yes", "alone"],
    ]


def test_every_claim_of_a_guarantee_is_a_sentence() -> None:
    duty = Duty(id="tell-lado", when=DANGER, because="Tell")
    claims = (
        Guarantee(id="a", claim=Claim.NEVER_BELOW, route="talk", when=DANGER, because="So"),
        Guarantee(id="b", claim=Claim.ALWAYS, route="talk", duty="tell-lado", level=2, source="S"),
        Guarantee(id="c", claim=Claim.NEVER, duty="tell-lado", when=parse_condition("not danger")),
        Guarantee(id="d", claim=Claim.ONLY_IF, level=1, when=DANGER),
        Guarantee(id="e", claim=Claim.UNCHANGED_EXCEPT, facts=("danger",)),
        Guarantee(
            id="f",
            claim=Claim.NEVER,
            route="open",
            when=parse_condition("any_item(children, alone and wet)"),
        ),
    )
    group = Group(
        id="children",
        at_most=2,
        facts=(Fact(id="alone", kind=YesNo()), Fact(id="wet", kind=YesNo())),
    )
    pack = with_policy(
        vocabulary=evolve(VOCABULARY, groups=(group,)),
        levels=(NamedLevel(number=1, name="Low"), NamedLevel(number=2, name="High")),
        duties=(duty,),
        guarantees=claims,
    )

    assert rows(pack, "guarantees") == [
        [
            "G1",
            "the route is never below “Talk to us” when a child is in danger",
            "So.",
            "none given / a",
        ],
        [
            "G2",
            (
                "the route is always “Talk to us”, the duty “tell LADO” always applies and the"
                " highest level is always level 2 (High)"
            ),
            "none given",
            "S / b",
        ],
        [
            "G3",
            "the duty “tell LADO” never applies when the answer to “A child is in danger” is no",
            "none given",
            "none given / c",
        ],
        [
            "G4",
            "the highest level is level 1 (Low) or above only if a child is in danger",
            "none given",
            "none given / d",
        ],
        [
            "G5",
            "nothing but the answer on whether a child is in danger changes what is decided",
            "none given",
            "none given / e",
        ],
        [
            "G6",
            (
                "the route is never “Services for everyone” when, for at least one child:"
                " alone and wet"
            ),
            "none given",
            "none given / f",
        ],
    ]


def test_markdown_means_nothing_but_the_words() -> None:
    page = description_markdown(
        PolicyDescription(
            title="A *title*",
            language="en",
            lead="# Not a heading",
            sections=(
                DocumentSection(
                    id="s",
                    title="1. Under_score",
                    blocks=(
                        Paragraph("1. Not a list"),
                        Paragraph("Two\nlines [and] <b>"),
                        Bullets((Several("of these", (Clause("a|b"), Clause("c"))),)),
                        Table(
                            caption="A | caption",
                            columns=("One", "Two"),
                            rows=((Clause("x | y"), Code("an_id")),),
                        ),
                        Definitions((Definition(sign="a|`b", term="T", meaning=Clause("# m")),)),
                        Picture(svg="<svg></svg>", caption="A *picture*"),
                        Room(2),
                        Table(
                            caption="To fill in",
                            columns=("&lt;",),
                            rows=(
                                (Dash(),),
                                (Boxes(("Yes|no", "No")),),
                                (Boxes(("At",), room=True),),
                                (Room(3),),
                                (Lines((Clause("<b>"), Code("x|y"))),),
                            ),
                        ),
                    ),
                ),
            ),
        )
    )

    assert page.split("\n\n") == [
        "# A \\*title\\*",
        "\\# Not a heading",
        "## 1. Under\\_score",
        "1\\. Not a list",
        "Two lines \\[and\\] \\<b\\>",
        "- Of these:\n  - a\\|b\n  - c",
        "*A \\| caption*",
        "| One | Two |\n| --- | --- |\n| X \\| y | `an_id` |",
        "**T** (a\\|\\`b) It is so when:",
        "- \\# m",
        "*A \\*picture\\*. The picture stands in the HTML page.*",
        "\\________________________",
        "\\________________________",
        "*To fill in*",
        (
            "| \\&lt; |\n"
            "| --- |\n"
            "| \u2013 |\n"
            "| ☐ Yes\\|no<br>☐ No |\n"
            "| ☐ At ________________________ |\n"
            "| ________________________ |\n"
            "| \\<b\\><br>`x\\|y` |"
        ),
    ]


def test_no_line_of_riverbanks_page_is_empty_of_words() -> None:
    page = description_markdown(describe(RIVERBANK))

    assert not re.search(r"\| +\|", page)
    assert not re.search(r"\b(None(?! given| of )|NOT_KNOWN|NOT_ASKED)\b", page)
    assert not re.search(r"\S  ", page)
