"""The difference of two versions of a pack, told to those who must agree to it."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from childconcern.pack import Pack
from childconcern.pack.written import Rename, Renaming
from childconcern.reporting import PackWords, describe_difference, document_text
from childconcern.reporting.regions import Change
from childconcern.reporting.renames import new_keys
from childconcern.verify import Example, Note
from childconcern.verify.difference import Difference, Direction, Edit, Region, difference
from support.planted_packs import ON, Planted, planted

VERSION = ("pack.toml", 'version = "2026.1"', 'version = "2026.2"')
NIGHT = ("policy.toml", 'when = "danger"\nbecause', 'when = "danger and not closed"\nbecause')
MANY = (
    "policy.toml",
    'because = "An area is at level 4"',
    (
        'because = "An area is at level 4"\n\n[[rules]]\nid = "many"\nroute = "social-care"\n'
        'when = "weeks >= 20"\nbecause = "Many weeks were missed"'
    ),
)


def compared(folder: Path, *edits: Planted, scopes: tuple[str, ...] = ("screener",)) -> str:
    """Return what is told of the small pack and the same with some edits."""
    old, new = planted(folder / "old"), planted(folder / "new", VERSION, *edits)
    return document_text(describe_difference(difference(old, new, on=ON, scopes=scopes), old, new))


# ------------------------------------------------------------------- what is decided


def test_what_is_less_urgent_comes_first_with_what_one_person_says_to_both(tmp_path: Path) -> None:
    told = compared(tmp_path, NIGHT, MANY)

    assert told.startswith(
        "What changes from small 2026.1 to small 2026.2\n"
        "DIFFERENT. 3 things are decided otherwise: 2 less urgent or a duty less and 1 more urgent"
        " or a duty more.\n"
    )
    assert told.index("Less urgent now, or a duty less") < told.index("More urgent now, or a duty")
    assert (
        "The route: “Call 999” before, “Talk it over” now\n"
        "It is so in: Screener (not counted). In some of them no rule speaks now, so that a person"
        " reads it."
    ) in told
    assert (
        "What does not apply any more, and what is missing for it:\n"
        "- A child is in danger. (rule in-danger):\n"
        "  - the answer to “Closed” is no"
    ) in told


def test_what_applies_now_is_told_with_what_was_missing_before(tmp_path: Path) -> None:
    told = compared(tmp_path, ("policy.toml", 'when = "weeks >= 4"', 'when = "weeks >= 3"'), MANY)

    assert "- Many weeks were missed. (rule many): only one version has it" in told
    assert "In some of them no rule spoke before, so that a person read it." in told
    assert "The highest level: 1 (Universal) before, 2 (Early help) now" in told
    assert "The level of “School”: 1 (Universal) before, 2 (Early help) now" in told
    assert "- How many weeks of school were missed? 3 weeks\n" in told


def test_a_duty_that_is_owed_now_is_told_with_what_it_lacked(tmp_path: Path) -> None:
    when = "any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1"
    told = compared(
        tmp_path, ("policy.toml", f'when = "{when}"', 'when = "any_item(adults, harmful)"')
    )

    assert "The duty “tell police”: not owed before, owed now" in told
    assert (
        "What applies now and did not before, and what was missing for it:\n"
        "- A burn may be a crime. (duty tell-police):\n"
        "  - for at least one child, “A burn” is among the hurt"
    ) in told


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        (
            'respond_within = "1 working day"',
            'respond_within = "2 working days"',
            "The promised time of the duty “tell police”: 1 working day before, 2 working days now",
        ),
        (
            'destinations = ["front-door"]',
            'destinations = ["front-door", "early-help"]',
            ("Who reads it, in the case of “Social care”: front-door before, early-help, front-door"
            " now"),
        ),
        (
            'then_ask = "request"\n',
            "",
            "What is asked next, in the case of “Call 999”: request before, nothing now",
        ),
        (
            "when = \"role == 'police'\"",
            "when = \"role == 'parent'\"",
            "The variant of “Call 999”: no variant before, to us now",
        ),
    ],
)  # fmt: skip
def test_what_changes_about_the_same_route_or_duty_is_told_in_words(
    old: str, new: str, title: str, tmp_path: Path
) -> None:
    assert title in compared(tmp_path, ("policy.toml", old, new))


def test_what_says_the_same_of_several_scopes_is_told_once(tmp_path: Path) -> None:
    told = compared(tmp_path, NIGHT, scopes=("screener", "policy"))

    assert told.count("The route: “Call 999” before, “Talk it over” now") == 1
    assert "It is so in: Screener (not counted) and Policy alone (not counted)." in told
    assert "Less         Screener, Policy alone" in told


# ------------------------------------------------------------------ what is counted


def a_region(example: Example, **changes: Any) -> Region:  # noqa: ANN401 - fields of a region
    """Return a region that somebody counted."""
    made = Region(
        scope="screener",
        kind="route",
        about="",
        old="emergency",
        new="consult",
        direction=Direction.SIDEWAYS,
        because="by the new ladder; by the old one it is the other way round",
        complete=False,
        examples=(example, example),
        count=1204,
    )
    return evolve(made, **changes)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Difference, Pack, Pack]:
    """Return a difference of two packs."""
    folder = tmp_path_factory.mktemp("counted")
    old, new = planted(folder / "old"), planted(folder / "new", VERSION, NIGHT)
    return difference(old, new, on=ON, scopes=("screener",)), old, new


def test_counts_are_of_answer_combinations_and_what_is_not_counted_is_said_to_be_so(
    found: tuple[Difference, Pack, Pack],
) -> None:
    made, old, new = found
    example = made.regions[0].examples[0]
    regions = (
        a_region(example),
        a_region(example, scope="request", count=1),
        a_region(example, scope="policy", count=None),
    )
    told = document_text(describe_difference(evolve(made, regions=regions), old, new))

    assert "DIFFERENT. 1 thing is decided otherwise: 1 neither more nor less urgent." in told
    assert (
        "It is so in: Screener (1,204 answer combinations), Request (1 answer combination) and"
        " Policy alone (not counted)."
    ) in told
    assert "No complete way shows it, only some that are cut short." in told
    assert "Which way it goes: by the new ladder; by the old one it is the other way round." in told
    assert "Screener: 1,204" in told
    assert "Policy alone: not counted" in told


def test_a_kind_of_change_that_is_new_is_told_by_its_own_name(
    found: tuple[Difference, Pack, Pack],
) -> None:
    made, old, new = found
    region = a_region(made.regions[0].examples[0], kind="next-step", about="route consult", old="a")
    change = Change(
        regions=(region,), old=PackWords(pack=old, on=ON), new=PackWords(pack=new, on=ON)
    )

    assert change.title == "next step of “Talk it over”: a before, consult now"


def test_where_the_budget_ran_out_it_is_said_what_was_not_compared(
    found: tuple[Difference, Pack, Pack],
) -> None:
    made, old, new = found
    late = evolve(made, unknown=("screener: route",))
    told = document_text(describe_difference(late, old, new))
    nothing = document_text(describe_difference(evolve(late, regions=()), old, new))

    assert "The budget ran out before all was found." in told
    assert "whether these are decided otherwise:\n- Screener: route" in told
    assert "Fingerprint of the difference" not in told
    assert "UNKNOWN. No difference was found, but the budget ran out" in nothing


# ------------------------------------------------------------- what only one version has


def test_an_option_that_is_new_is_told_with_what_it_comes_to(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        ("facts.toml", '"police", "parent"]', '"police", "parent", "nurse"]'),
        ("screener.toml", "option_text = { teacher", 'option_text = { nurse = "A nurse", teacher'),
    )

    assert "DIFFERENT. What one version lets people answer, the other does not." in told
    assert (
        "- Screener, only the new version: Who are you? “A nurse”: it comes to “Call 999”,"
        " “Social care” or “Talk it over”"
    ) in told
    assert "Only the new version has:\n- Option role/nurse" in told


def test_an_option_that_is_gone_and_a_longer_list_are_told(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        ("facts.toml", 'options = ["home", "school", ', 'options = ["home", '),
        ("screener.toml", 'school = "School", ', ""),
        ("screener.toml", "ask_when = \"'school' in matters and role == 'teacher'\"",
         "ask_when = \"role == 'teacher'\""),
        ("facts.toml", "at_most = 3", "at_most = 4"),
        ("facts.toml", "at_most = 52", "at_most = 60"),
    )  # fmt: skip

    assert "only the old version: What is it about? “School”: it comes to" in told
    assert "only the new version: How many adults are there? more than 3: it comes to" in told
    assert "only the new version: How many weeks of school were missed? 53: it comes to" in told
    assert "Only the old version has:\n- Option matters/school" in told


def test_what_is_not_shared_is_said_to_be_free(found: tuple[Difference, Pack, Pack]) -> None:
    made, old, new = found
    notes = (Note(sort="not-shared", scope="", about="fact age", says="it was age, and is date"),)
    told = document_text(describe_difference(evolve(made, notes=notes), old, new))

    assert "nothing that is said of them is shared:\n- Fact age: it was age, and is date." in told


# -------------------------------------------------------------------- what only reads so


def test_words_alone_are_no_difference_and_are_shown(tmp_path: Path) -> None:
    told = compared(
        tmp_path,
        ("screener.toml", 'text = "Who are you?"', 'text = "What do you do?"'),
        ("policy.toml", 'because = "A child is in danger"', 'because = "Danger"'),
        ("policy.toml", 'id = "danger-first"', 'id = "first"'),
    )

    assert "NO DIFFERENCE. Whatever people answer, both versions decide the same of it." in told
    assert "Only what is written is different." in told
    assert "What only reads otherwise, and decides nothing" in told
    assert "  Before: Who are you?\n  Now: What do you do?" in told
    assert "The route is never below “Call 999” when a child is in danger now" in told
    assert "At a glance" not in told


def test_the_same_pack_twice_is_no_difference_at_all(tmp_path: Path) -> None:
    old, new = planted(tmp_path / "old"), planted(tmp_path / "new")
    told = document_text(describe_difference(difference(old, new, on=ON), old, new))

    assert "Only what is written is different." not in told
    assert "What only reads otherwise" not in told


def test_what_is_written_otherwise_stands_there_in_words(
    found: tuple[Difference, Pack, Pack],
) -> None:
    made, old, new = found
    edits = (
        edit("policy.rules.in-danger.when", "danger", "danger and not closed"),
        edit("policy.rules.in-danger.route", "emergency", "consult"),
        edit("policy.rules.new", None, {"id": "new", "because": "It is new", "when": "danger"}),
        edit("sections.new", None, {"id": "new", "ask_when": "danger"}),
        edit("policy.duties.new", {"id": "x", "title": "A title"}, {"id": "x"}),
        edit("facts.weeks.at_most", 52, 60),
        edit("policy.duties.tell.destinations", ["police", 3], []),
        edit("policy.rules", ["a", "b"], ["b", "a"], sort="order"),
    )
    told = document_text(describe_difference(evolve(made, edits=edits), old, new))

    for line in (
        "  Now: A child is in danger now and the answer to “Closed” is no",
        "  Before: “Call 999”",
        "  Now: It is new. When a child is in danger now.",
        "  Now: When a child is in danger now.",
        "  Before: A title.",
        '  Now: {"id": "x"}',
        "  Before: 52",
        "  Before: Police, 3",
        "  Now: None",
        "  What: May decide",
    ):
        assert line in told.split("\n")


def edit(place: str, old: object, new: object, sort: str = "deciding") -> Edit:
    """Return something that is written otherwise."""
    return Edit(place=place, sort=sort, old=old, new=new)


# ---------------------------------------------------------------------------- renames


def test_what_was_renamed_is_the_same_question_and_duty_in_both(tmp_path: Path) -> None:
    old = planted(tmp_path / "old")
    written = planted(
        tmp_path / "new",
        ("screener.toml", 'id = "you"', 'id = "who"'),
        ("policy.toml", 'id = "tell-police"', 'id = "police"'),
        ("policy.toml", 'when = "weeks >= 4"', 'when = "weeks >= 3"'),
    )
    renamed = (
        Rename(kind=Renaming.QUESTIONS, of="screener", old="you", new="who"),
        Rename(kind=Renaming.DUTIES, old="tell-police", new="police"),
    )
    new = evolve(written, renamed=renamed)
    found = difference(old, new, on=ON, scopes=("screener",))
    told = document_text(describe_difference(found, old, new))

    assert "- Who are you? “Teacher”" in told
    assert "Asked only" not in told
    assert "The duty" not in told
    assert "questions.screener.who" in told


def test_every_key_has_its_new_name(found: tuple[Difference, Pack, Pack]) -> None:
    made, old, _ = found
    children, adults = old.vocabulary.groups
    age, *others = children.facts
    facts = (evolve(age, id="how_old"), *others)
    groups = (evolve(children, id="kids", facts=facts), adults)
    screener, request = old.questionnaires
    new = evolve(
        old,
        vocabulary=evolve(old.vocabulary, groups=groups),
        questionnaires=(evolve(screener, id="web"), request),
        renamed=(
            Rename(kind=Renaming.GROUPS, old="children", new="kids"),
            Rename(kind=Renaming.FACTS, old="age", new="how_old"),
            Rename(kind=Renaming.QUESTIONNAIRES, old="screener", new="web"),
        ),
    )
    example = evolve(
        made.regions[0].examples[0],
        given={"closed": True, "children": [{"id": "item-1", "age": "7 years"}]},
        answers={"screener": {"@children": ["item-2"], "age@item-2": "7 years"}},
        matter=frozenset({"screener/danger"}),
    )

    assert new_keys(example, old, new) == {
        "@children": "@kids",
        "given/children@item-1/age": "given/kids@item-1/how_old",
        "screener/age@item-2": "web/age@item-2",
        "screener/danger": "web/danger",
    }
