"""What had another id in the version before: how it is written, what is wrong, what it changes."""

import re
import tomllib
from collections.abc import Mapping
from typing import Final

import pytest
from attrs import evolve

from childconcern.pack import Pack, pack_document, pack_problems
from childconcern.pack.written import Rename, Renaming
from childconcern.packfile.documents import PackDocument
from childconcern.packfile.dumping import pack_files
from childconcern.packfile.pack_file import pack_file_document, renames_from
from childconcern.packfile.structuring import plain_tables, structured
from childconcern.verify.difference import difference
from support.comparing_packs import ON, Reader, compared, named
from support.small_pack import SMALL_PACK, PackFolder

FULL: Final[Mapping[str, str]] = {
    **SMALL_PACK,
    "facts.toml": SMALL_PACK["facts.toml"].replace(
        '"parent"]\n', '"parent"]\nunknown_counts_as = "teacher"\n'
    )
    + """
[groups.adults.facts.related]
kind = "relationships"
to = "children"
options = ["aunt"]
""",
    "screener.toml": SMALL_PACK["screener.toml"]
    + """
[[sections.questions]]
id = "related"
text = "Who is it?"
option_text = { aunt = "Aunt" }
""",
    "policy.toml": SMALL_PACK["policy.toml"]
    + """
[[rules]]
id = "much"
route = "consult"
when = "count(all_items(children, moves), known(weeks), not asked(seen)) >= 2 and role != 'parent'"
because = "Much is so"

[[guarantees]]
id = "told"
claim = "always"
duty = "tell-police"
when = "level_of('harm') >= 4 and any_item(adults, harmful) and 'home' in matters"

[[guarantees]]
id = "spoken"
claim = "only if"
level = 4
when = "areas_at(2) >= 1"
""",
    "cases.toml": "",
}
"""The small pack with something of every sort, and conditions of every form that names it."""

TOKENS: Final[Mapping[str, str]] = {
    "danger": "peril",
    "role": "office",
    "weeks": "missed",
    "seen": "sighted",
    "hurt": "harmed",
    "moves": "mobile",
    "harmful": "abusive",
    "related": "kin",
    "children": "young_people",
    "adults": "grown_ups",
    "teacher": "school-staff",
    "home": "at-home",
    "burn": "scald",
    "unhurt": "unharmed",
    "aunt": "aunt-of",
    "request": "full-form",
    "you": "your-office",
    "harm": "hurtful",
    "emergency": "call-now",
    "to-us": "ours",
    "tell-police": "police-told",
}
"""What each thing is called afterwards, wherever it is named, in words too."""

FACTS: Final = ("danger", "role", "weeks", "seen", "hurt", "moves", "harmful", "related")
ALL: Final = (
    *((Renaming.FACTS, None, one) for one in FACTS),
    (Renaming.GROUPS, None, "children"),
    (Renaming.GROUPS, None, "adults"),
    (Renaming.OPTIONS, "office", "teacher"),
    (Renaming.OPTIONS, "matters", "home"),
    (Renaming.OPTIONS, "harmed", "burn"),
    (Renaming.OPTIONS, "harmed", "unhurt"),
    (Renaming.OPTIONS, "kin", "aunt"),
    (Renaming.QUESTIONNAIRES, None, "request"),
    *((Renaming.QUESTIONS, "screener", one) for one in FACTS if one not in {"role", "seen"}),
    (Renaming.QUESTIONS, "screener", "you"),
    (Renaming.QUESTIONS, "full-form", "seen"),
    (Renaming.AREAS, None, "harm"),
    (Renaming.ROUTES, None, "emergency"),
    (Renaming.VARIANTS, "call-now", "to-us"),
    (Renaming.DUTIES, None, "tell-police"),
)
"""Everything that is renamed, and what it belongs to."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return what reads the small pack with edits."""
    return Reader(PackFolder(tmp_path_factory.mktemp("packs") / "."))


@pytest.fixture(scope="module")
def small(read: Reader) -> Pack:
    """Return the small pack as it is."""
    return read()


def codes(pack: Pack, *renames: Rename) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return code and path of what is wrong with renames."""
    found = pack_problems(evolve(pack, renamed=renames))
    return [(one.code, one.place.path) for one in found if one.place.path[:1] == ("renamed",)]


# -------------------------------------------------------------------------- as written


def test_a_table_of_renames_reads_as_one_rename_a_line_and_is_written_again() -> None:
    text = """
id = "small"
version = "2"
questionnaires = ["screener"]

[renamed]
facts = { injury = "injuries" }
options = { injuries = { bruising = "bruise", burned = "burn" } }
questions = { screener = { injury = "injuries" } }
routes = { call-999 = "emergency" }
"""
    document = structured(tomllib.loads(text), PackDocument, "pack.toml").document
    assert document is not None

    renames = renames_from(document)

    assert renames == (
        Rename(kind=Renaming.FACTS, old="injury", new="injuries"),
        Rename(kind=Renaming.OPTIONS, old="bruising", new="bruise", of="injuries"),
        Rename(kind=Renaming.OPTIONS, old="burned", new="burn", of="injuries"),
        Rename(kind=Renaming.QUESTIONS, old="injury", new="injuries", of="screener"),
        Rename(kind=Renaming.ROUTES, old="call-999", new="emergency"),
    )
    assert plain_tables(document)["renamed"] == tomllib.loads(text)["renamed"]


def test_a_table_that_is_no_sort_of_thing_is_a_problem() -> None:
    text = 'id = "p"\nversion = "1"\nquestionnaires = []\n[renamed]\nrules = { a = "b" }\n'

    found = structured(tomllib.loads(text), PackDocument, "pack.toml")

    assert [(one.code, one.place.path) for one in found.problems] == [
        ("unknown-key", ("renamed", "rules"))
    ]


def test_a_pack_writes_its_renames_and_one_without_any_reads_as_before(small: Pack) -> None:
    renames = tuple(
        Rename(kind=kind, old=f"old-{n}", new=f"new-{n}", of=of)
        for n, (kind, of, _) in enumerate(ALL)
    )
    renamed = evolve(small, renamed=renames)

    assert renames_from(pack_file_document(renamed)) == renames
    assert "renamed" not in pack_files(small)["pack.toml"]
    assert "renamed" not in pack_document(small)
    assert pack_document(renamed)["renamed"] != []
    assert renamed.digest != small.digest
    assert evolve(renamed, renamed=()).digest == small.digest


# ------------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("kind", "of", "code"),
    [
        (Renaming.FACTS, None, "unknown-fact"),
        (Renaming.GROUPS, None, "unknown-group"),
        (Renaming.OPTIONS, "role", "unknown-option"),
        (Renaming.OPTIONS, "weeks", "unknown-option"),
        (Renaming.QUESTIONNAIRES, None, "unknown-questionnaire"),
        (Renaming.QUESTIONS, "screener", "unknown-question"),
        (Renaming.AREAS, None, "unknown-area"),
        (Renaming.ROUTES, None, "unknown-route"),
        (Renaming.VARIANTS, "emergency", "unknown-variant"),
        (Renaming.DUTIES, None, "unknown-duty"),
    ],
)
def test_a_rename_names_what_there_is_now(
    small: Pack, kind: Renaming, of: str | None, code: str
) -> None:
    path = ("renamed", kind.value, *(() if of is None else (of,)), "before")

    assert codes(small, Rename(kind=kind, old="before", new="nothing", of=of)) == [(code, path)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Renaming.OPTIONS, "unknown-fact"),
        (Renaming.QUESTIONS, "unknown-questionnaire"),
        (Renaming.VARIANTS, "unknown-route"),
    ],
)
def test_what_belongs_to_something_names_what_it_belongs_to_now(
    small: Pack, kind: Renaming, code: str
) -> None:
    found = codes(small, Rename(kind=kind, old="before", new="after", of="nothing"))

    assert found == [(code, ("renamed", kind.value, "nothing"))]


def test_nothing_was_called_two_things_and_no_id_is_used_again(small: Pack) -> None:
    twice = [Rename(kind=Renaming.FACTS, old=old, new="weeks") for old in ("a", "b")]
    again = Rename(kind=Renaming.FACTS, old="role", new="weeks")
    itself = Rename(kind=Renaming.FACTS, old="role", new="role")

    assert codes(small, *twice) == [
        ("duplicate-id", ("renamed", "facts", "a")),
        ("duplicate-id", ("renamed", "facts", "b")),
    ]
    assert codes(small, again) == [("reused-id", ("renamed", "facts", "role"))]
    assert codes(small, itself) == [("reused-id", ("renamed", "facts", "role"))]


def test_two_things_may_have_changed_their_names(small: Pack) -> None:
    swapped = [
        Rename(kind=Renaming.FACTS, old="story", new="seen"),
        Rename(kind=Renaming.FACTS, old="seen", new="story"),
    ]

    assert codes(small, *swapped) == []


# ----------------------------------------------------------------------- what it changes


@pytest.fixture(scope="module")
def full(read: Reader) -> Pack:
    """Return the pack with something of every sort."""
    return read(files=FULL)


@pytest.fixture(scope="module")
def renamed(read: Reader) -> Pack:
    """Return the same pack in which everything has another id."""
    tokens = "|".join(sorted(TOKENS, key=len, reverse=True))
    files = {
        name: re.sub(rf"(?<![\w-])({tokens})(?![\w-])", lambda found: TOKENS[found[1]], text)
        for name, text in FULL.items()
    }
    files["full-form.toml"] = files.pop("request.toml")
    files["pack.toml"] = FULL["pack.toml"].replace("request", "full-form")
    return read(files=files)


def declared(pack: Pack, *left_out: str) -> Pack:
    """Return the pack with all that it renamed, but for what some ids stand for."""
    said = (
        Rename(kind=kind, old=old, new=TOKENS[old], of=of)
        for kind, of, old in ALL
        if old not in left_out
    )
    pack = evolve(pack, renamed=tuple(said))
    assert [one for one in pack_problems(pack) if one.place.path[:1] == ("renamed",)] == []
    return pack


def test_a_pack_in_which_all_was_renamed_decides_the_same_where_it_says_so(
    full: Pack, renamed: Pack
) -> None:
    new = declared(renamed)

    found = difference(full, new, on=ON)

    assert found.same
    assert (found.added, found.removed, found.notes) == ((), (), ())
    assert {edit.sort for edit in found.edits} == {"name", "words"}
    names = [(edit.old, edit.new) for edit in found.edits if edit.sort == "name"]
    assert sorted(names) == sorted((old, TOKENS[old]) for _, _, old in ALL)


def test_what_is_not_said_to_be_renamed_is_something_else(full: Pack, renamed: Pack) -> None:
    found = compared(full, declared(renamed, "weeks"))

    assert {"fact weeks", "question screener/weeks"} <= {*found.removed}
    assert {"fact missed", "question screener/missed"} <= {*found.added}
    [note] = [one for one in found.notes if one.sort == "perhaps-renamed"]
    assert note.about == "fact missed"
    assert "has weeks" in note.says
    assert named(found.regions) >= {
        ("level", "", "2", "1", "down"),
        ("level", "", "1", "2", "up"),
    }


def test_an_example_speaks_of_each_pack_in_its_own_ids(full: Pack, renamed: Pack) -> None:
    policy = renamed.policy
    rules = tuple(one for one in policy.rules if one.id != "in-danger")
    new = declared(evolve(renamed, policy=evolve(policy, rules=rules)))

    found = compared(full, new)

    [region] = [one for one in found.regions if one.new == "consult" and one.kind == "route"]
    assert region.old == "emergency"
    old, now = region.examples
    assert ({*old.matter}, {*now.matter}) == ({"screener/danger"}, {"screener/peril"})
    assert old.answers["screener"]["danger"] == now.answers["screener"]["peril"]
    assert ({*old.answers}, {*now.answers}) == ({"screener"}, {"screener"})


def test_a_rename_may_stay_where_it_stands_for_later_versions(renamed: Pack) -> None:
    new = declared(renamed)

    assert difference(new, evolve(new, version="2027.1"), on=ON, scopes=["screener"]).same


def test_a_route_that_was_renamed_keeps_its_rung(full: Pack, renamed: Pack) -> None:
    policy = renamed.policy
    rules = tuple(evolve(one, route="call-now") for one in policy.rules)
    new = declared(evolve(renamed, policy=evolve(policy, rules=rules)))

    found = compared(full, new)

    assert ("route", "", "social-care", "call-now", "up") in named(found.regions)
    assert not any(one.old == "emergency" for one in found.regions if one.kind == "route")
