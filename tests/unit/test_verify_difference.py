"""The difference of two packs: what is decided otherwise, and what only reads so."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.facts import canonical_json
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.verify import Verdict, World
from childconcern.verify.difference import (
    UnsettledDifferenceError,
    difference,
    difference_digest,
    difference_document,
)
from childconcern.verify.engine.solver import Literal
from support.comparing_packs import ON, Edit, Reader, compared, named
from support.small_pack import SMALL_PACK, PackFolder

RIVERBANK: Final = Path(__file__).parents[2] / "examples/packs/riverbank"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return what reads the small pack with edits."""
    return Reader(PackFolder(tmp_path_factory.mktemp("packs") / "."))


@pytest.fixture(scope="module")
def small(read: Reader) -> Pack:
    """Return the small pack as it is."""
    return read()


# --------------------------------------------------------------------------- riverbank


@pytest.fixture(scope="module")
def riverbank() -> Pack:
    """Return the reference pack."""
    return load_pack(RIVERBANK)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Pack]:
    """Return what reads the reference pack with edits, each where it first stands."""

    def read_edited(*edits: Edit) -> Pack:
        folder = shutil.copytree(RIVERBANK, tmp_path / "riverbank", dirs_exist_ok=True)
        for file, old, new in edits:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_pack(folder)

    return read_edited


def test_a_pack_is_the_same_as_itself_and_nothing_needs_to_be_asked(riverbank: Pack) -> None:
    found = difference(riverbank, load_pack(RIVERBANK), on=ON)

    assert found.verdict is Verdict.PROVED
    assert found.same
    assert not found.lowers
    assert found.scopes == ("screener", "request", "policy")
    assert (found.regions, found.one_sided, found.edits, found.notes) == ((), (), (), ())


def test_a_threshold_that_was_moved_is_told_with_all_that_it_moves_and_no_more(
    riverbank: Pack, edited: Callable[..., Pack]
) -> None:
    new = edited(
        ("policy.toml", "any_item(children, years(age) < 1)", "any_item(children, years(age) < 2)")
    )

    found = compared(riverbank, new, "screener", "request", "policy")

    for scope in found.scopes:
        assert named(found.regions, scope) == {("route", "", "targeted-help", "consult", "up")}
    [first, *_] = found.regions
    assert first.examples[0].answers == first.examples[1].answers
    assert {"screener/age@item-1", "screener/areas-of-concern"} <= first.examples[0].matter
    assert [edit.sort for edit in found.edits] == ["deciding"]
    assert not found.lowers


def test_words_that_were_changed_are_no_difference(
    riverbank: Pack, edited: Callable[..., Pack]
) -> None:
    new = edited(
        ("policy.toml", 'because = "', 'because = "Truly: '),
        ("screener.toml", 'hint = "', 'hint = "Take your time. '),
        ("cases.toml", 'story = "', 'story = "Once. '),
    )

    found = difference(riverbank, new, on=ON, scopes=["screener"])

    assert found.same
    assert found.old.digest != found.new.digest
    assert {edit.sort for edit in found.texts} == {"words", "case"}
    assert len(found.texts) == len(found.edits) == 3
    assert all(str(edit.old) in str(edit.new) or edit.sort == "case" for edit in found.edits)


def test_orders_guarantees_and_the_order_of_rules_decide_nothing(read: Reader, small: Pack) -> None:
    new = read(
        ("facts.toml", 'worse = "higher"', 'worse = "lower"'),
        ("policy.toml", 'facts = ["role"]', 'facts = ["role", "weeks"]'),
        ("policy.toml", 'id = "in-danger"', 'id = "at-once"'),
    )
    turned = evolve(new, policy=evolve(new.policy, rules=new.policy.rules[::-1]))

    found = difference(small, turned, on=ON, scopes=["policy"])
    again = difference(new, turned, on=ON, scopes=["policy"])

    assert found.same
    assert {(edit.place, edit.sort) for edit in found.texts} == {
        ("policy.vocabulary.facts.weeks.worse", "law"),
        ("policy.guarantees.role-is-nothing.facts", "guarantee"),
    }
    assert {edit.place for edit in found.edits if edit.decides} == {
        "policy.rules.in-danger",
        "policy.rules.at-once",
    }
    [order] = again.edits
    assert (order.place, order.sort, order.decides) == ("policy.rules", "order", False)


# ----------------------------------------------------------------------------- regions


def test_a_rule_that_was_dropped_lowers_what_it_asked_for(read: Reader, small: Pack) -> None:
    rule = SMALL_PACK["policy.toml"].partition("[[rules]]\n")[2].partition("[[rules]]\n")[0]
    new = read(("policy.toml", f"[[rules]]\n{rule}", ""))

    found = compared(small, new, "screener", "request", "policy")

    assert named(found.regions) == {
        ("route", "", "emergency", "social-care", "down"),
        ("route", "", "emergency", "consult", "down"),
    }
    assert found.lowers
    assert found.down == found.regions
    assert found.verdict is Verdict.VIOLATED
    flagged = {one.new: (one.from_otherwise, one.to_otherwise) for one in found.regions}
    assert flagged == {"social-care": (False, False), "consult": (False, True)}


def test_a_level_that_is_reached_later_is_told_of_the_highest_and_of_its_area(
    read: Reader, small: Pack
) -> None:
    found = compared(small, read(("policy.toml", "weeks >= 4", "weeks >= 5")))

    assert named(found.regions) == {
        ("level", "", "2", "1", "down"),
        ("area", "school", "2", "1", "down"),
    }
    assert named(compared(read(("policy.toml", "weeks >= 4", "weeks >= 5")), small).regions) == {
        ("level", "", "1", "2", "up"),
        ("area", "school", "1", "2", "up"),
    }


def test_what_is_promised_who_reads_and_what_is_asked_next_differ_on_the_same_route(
    read: Reader, small: Pack
) -> None:
    new = read(
        ("policy.toml", 'respond_within = "1 hour"', 'respond_within = "2 hours"'),
        ("policy.toml", 'destinations = ["front-door"]', 'destinations = ["early-help"]'),
        ("policy.toml", 'then_ask = "request"\n', ""),
    )

    found = compared(small, new, "screener", "request", "policy")

    assert named(found.regions) == {
        ("promise", "route emergency", "1 hour", "2 hours", "down"),
        ("readers", "route social-care", "front-door", "early-help", "sideways"),
        ("then-ask", "route emergency", "request", "nothing", "sideways"),
    }
    assert [(one.sort, one.scope) for one in found.notes] == [("not-compared", "request")] * 2
    assert found.scopes == ("screener", "policy")


@pytest.mark.parametrize(
    ("was", "now", "way"),
    [
        ("1 hour", "immediately", "up"),
        ("immediately", "1 hour", "down"),
        ("2 hours", "1 hour", "up"),
        ("2 working days", "1 working day", "up"),
        ("1 working day", "2 working days", "down"),
        ("24 hours", "1 working day", "sideways"),
        ("before seen", "1 working day", "sideways"),
    ],
)
def test_a_promise_is_sooner_later_or_neither(read: Reader, was: str, now: str, way: str) -> None:
    old, new = (
        read(("policy.toml", 'respond_within = "before seen"', f'respond_within = "{one}"'))
        for one in (was, now)
    )

    found = compared(old, new)

    assert named(found.regions) == {("promise", "route social-care", was, now, way)}


def test_a_promise_that_is_made_no_more_is_less_and_one_that_is_made_now_is_more(
    read: Reader, small: Pack
) -> None:
    new = read(("policy.toml", 'respond_within = "before seen"\n', ""))

    assert named(compared(small, new).regions) == {
        ("promise", "route social-care", "before seen", "no time", "down")
    }
    assert named(compared(new, small).regions) == {
        ("promise", "route social-care", "no time", "before seen", "up")
    }


def test_a_route_that_nobody_reads_any_more_is_lowered(read: Reader, small: Pack) -> None:
    new = read(("policy.toml", 'destinations = ["front-door"]\n', ""))

    assert named(compared(small, new).regions) == {
        ("readers", "route social-care", "front-door", "nobody", "down")
    }
    assert named(compared(new, small).regions) == {
        ("readers", "route social-care", "nobody", "front-door", "up")
    }


def test_a_duty_is_gained_lost_or_promised_otherwise(read: Reader, small: Pack) -> None:
    duty = "[[duties]]" + SMALL_PACK["policy.toml"].partition("[[duties]]")[2].partition("[[gua")[0]
    new = read(("policy.toml", duty, ""))
    later = read(("policy.toml", 'respond_within = "1 working day"', 'respond_within = "1 hour"'))
    alone = read(("policy.toml", '1 working day"\ndestinations = ["police"]', '1 working day"'))

    assert named(compared(small, new).regions) == {
        ("duty", "tell-police", "owed", "not owed", "down")
    }
    assert named(compared(new, small).regions) == {
        ("duty", "tell-police", "not owed", "owed", "up")
    }
    assert compared(small, new).removed == ("duty tell-police",)
    assert named(compared(small, later).regions) == {
        ("promise", "duty tell-police", "1 working day", "1 hour", "sideways")
    }
    assert named(compared(small, alone).regions) == {
        ("readers", "duty tell-police", "police", "nobody", "down")
    }


def test_a_variant_is_told_where_the_route_is_the_same(read: Reader, small: Pack) -> None:
    new = read(("policy.toml", "role == 'police'", "role == 'teacher'"))

    found = compared(small, new)

    assert {one for one in named(found.regions) if one[0] == "variant"} == {
        ("variant", "emergency", "to-us", "no variant", "sideways"),
        ("variant", "emergency", "no variant", "to-us", "sideways"),
    }
    assert not found.lowers


def test_a_ladder_that_was_turned_round_is_read_as_it_stands_now(small: Pack) -> None:
    policy = small.policy
    new = evolve(small, policy=evolve(policy, routes=policy.routes[::-1]))

    found = compared(small, new)

    assert named(found.up) == {("route", "", "emergency", "social-care", "up")}
    assert found.up == found.regions
    assert "other way round" in found.regions[0].because
    assert found.lowers, "by the old ladder it is less urgent"
    assert [(one.place, one.sort) for one in found.edits] == [("policy.routes", "deciding")]


def test_a_route_that_is_gone_cannot_be_compared_and_may_be_lower(
    read: Reader, small: Pack
) -> None:
    route = SMALL_PACK["policy.toml"].partition("[[routes]]\n")[2].partition("[[routes]]\n")[0]
    new = read(
        ("policy.toml", f"[[routes]]\n{route}", ""),
        (
            "policy.toml",
            'id = "in-danger"\nroute = "emergency"',
            'id = "in-danger"\nroute = "social-care"',
        ),
        (
            "policy.toml",
            'claim = "never below"\nroute = "emergency"',
            'claim = "never below"\nroute = "social-care"',
        ),
        ("cases.toml", 'route = "emergency"\nvariant = "night"', 'route = "social-care"'),
    )

    found = compared(small, new)

    assert named(found.regions) == {("route", "", "emergency", "social-care", "sideways")}
    assert "no rung on the new ladder" in found.regions[0].because
    assert found.lowers
    assert found.sideways == found.regions
    assert found.removed == ("route emergency",)


def test_what_only_journeys_that_are_cut_short_show_is_told_apart(read: Reader) -> None:
    old = read(("screener.toml", 'id = "danger"\n', 'id = "danger"\nunknown_allowed = false\n'))
    facts = (
        "facts.toml",
        'worse = "yes"\nunknown_counts_as = "yes"',
        'worse = "yes"\nunknown_counts_as = "no"',
    )
    new = read(
        ("screener.toml", 'id = "danger"\n', 'id = "danger"\nunknown_allowed = false\n'), facts
    )

    found = compared(old, new)

    assert found.regions
    assert not any(one.complete for one in found.regions)
    assert ("route", "", "emergency", "consult", "down") in named(found.regions)


def test_levels_are_not_compared_where_one_pack_has_none(small: Pack) -> None:
    policy = small.policy
    rules = tuple(evolve(one, when=parse_condition("danger")) for one in policy.rules)
    plain = evolve(policy, rules=rules, areas=(), levels=(), indicators=())
    new = evolve(small, policy=plain)

    found = compared(small, new)

    assert {one[0] for one in named(found.regions)} == {"route"}
    assert {"area harm", "area school", "level 1", "level 4"} <= {*found.removed}


# ---------------------------------------------------------------- other questions, other answers


def test_a_question_that_is_new_is_free_and_what_it_can_change_is_told(
    read: Reader, small: Pack
) -> None:
    new = read(
        (
            "facts.toml",
            "[facts.story]",
            '[facts.acid]\nkind = "yes-no"\nworse = "yes"\n\n[facts.story]',
        ),
        (
            "screener.toml",
            'id = "you"\n',
            'id = "acid"\ntext = "Was it acid?"\n\n[[sections.questions]]\nid = "you"\n',
        ),
        (
            "policy.toml",
            'route = "emergency"\nwhen = "danger"\nbecause',
            'route = "emergency"\nwhen = "danger or acid"\nbecause',
        ),
    )

    found = compared(small, new)

    assert named(found.regions) == {
        ("route", "", "social-care", "emergency", "up"),
        ("route", "", "consult", "emergency", "up"),
    }
    assert found.added == ("fact acid", "question screener/acid")
    assert all("screener/acid" in one.examples[1].matter for one in found.regions)
    assert all("screener/acid" not in one.examples[0].answers["screener"] for one in found.regions)


def test_an_option_that_is_new_is_no_region_and_its_own_routes_are_told(
    read: Reader, small: Pack
) -> None:
    new = read(
        ("facts.toml", '"bruise", "burn"', '"bruise", "burn", "acid"'),
        ("screener.toml", 'burn = "A burn"', 'burn = "A burn", acid = "Acid"'),
    )

    found = compared(small, new)

    assert found.regions == ()
    assert not found.same
    [one] = found.one_sided
    assert (one.about, one.in_new) == ("screener/hurt: acid", True)
    assert one.routes == ("emergency", "social-care", "consult")
    [back] = compared(new, small).one_sided
    assert (back.about, back.in_new) == ("screener/hurt: acid", False)
    assert compared(new, small).removed == ("option hurt/acid",)


def test_a_number_that_may_be_larger_now_is_compared_as_far_as_both_go(
    read: Reader, small: Pack
) -> None:
    new = read(
        ("facts.toml", "at_most = 52", "at_most = 60"), ("policy.toml", "weeks >= 4", "weeks >= 9")
    )

    found = compared(small, new)

    assert ("level", "", "2", "1", "down") in named(found.regions)
    assert [one.about for one in found.one_sided] == ["screener/weeks: 53"]


def test_what_may_be_left_open_in_one_pack_only_is_told(read: Reader, small: Pack) -> None:
    new = read(
        ("screener.toml", "optional = true", "unknown_allowed = false"),
    )

    found = compared(small, new)

    assert [(one.about, one.in_new) for one in found.one_sided] == [
        ("screener/weeks: not known", False),
        ("screener/weeks: passed by", False),
    ]


def test_an_option_that_stands_alone_no_more_can_be_said_with_others(
    read: Reader, small: Pack
) -> None:
    new = read(
        ("facts.toml", '{ id = "none", exclusive = true }', '"none"'),
    )

    found, back = compared(small, new), compared(new, small)

    assert found.regions == back.regions == ()
    assert [(one.about, one.in_new) for one in found.one_sided] == [
        ("screener/matters: none with others", True)
    ]
    assert [(one.about, one.in_new) for one in back.one_sided] == [
        ("screener/matters: none with others", False)
    ]


def test_longer_lists_are_told_and_shorter_ones_are_compared(read: Reader, small: Pack) -> None:
    new = read(("facts.toml", "at_most = 4", "at_most = 5"))

    found = compared(small, new, "screener", "request", "policy")

    assert found.regions == ()
    assert [one.about for one in found.one_sided] == ["screener/@children: more than 4"] * 2


def test_nothing_is_shared_of_a_fact_of_another_kind(read: Reader, small: Pack) -> None:
    new = read(("facts.toml", 'kind = "date"', 'kind = "age"'))

    found = compared(small, new)

    [note] = found.notes
    assert (note.sort, note.about) == ("not-shared", "fact seen")
    assert "it was date, and is age" in note.says
    assert found.same


def test_nothing_is_shared_of_a_fact_of_another_group(read: Reader, small: Pack) -> None:
    new = read(
        ("facts.toml", '[groups.adults.facts.harmful]\nkind = "yes-no"\n', ""),
        ("facts.toml", "[facts.story]", '[facts.harmful]\nkind = "yes-no"\n\n[facts.story]'),
        (
            "screener.toml",
            'id = "each-adult"\ntitle = "Each adult"\nfor_each = "adults"',
            'id = "each-adult"\ntitle = "Adults"',
        ),
        ("policy.toml", "any_item(adults, harmful)", "harmful"),
    )

    found = compared(small, new)

    assert "of another group" in found.notes[0].says
    assert ("duty", "tell-police", "not owed", "owed", "up") in named(found.regions)
    assert ("duty", "tell-police", "owed", "not owed", "down") in named(found.regions)


def test_who_is_listed_is_the_same_though_one_pack_asks_for_it_more_often(
    read: Reader,
) -> None:
    silent = (
        "policy.toml",
        'when = "danger"\nbecause',
        'when = "danger and any_item(children, not asked(hurt))"\nbecause',
    )
    old = read(silent)
    new = read(silent, ("screener.toml", 'ask_when = "not danger"\n', 'ask_when = "danger"\n'))

    found = compared(old, new)

    # Where the old pack asks, there is a list; where it does not, there may be none.
    assert ("route", "", "emergency", "consult", "down") in named(found.regions)
    lists = {
        (
            "@children" in one.examples[0].answers["screener"],
            "@children" in one.examples[1].answers["screener"],
        )
        for one in found.regions
        if one.kind == "route"
    }
    assert (False, True) in lists


def test_a_fact_that_is_asked_for_by_another_question_is_the_same_fact(
    read: Reader, small: Pack
) -> None:
    found = compared(small, read(("screener.toml", 'id = "you"', 'id = "who-you-are"')))

    assert found.same
    assert found.added == ("question screener/who-you-are",)
    assert found.removed == ("question screener/you",)


def test_a_fact_that_the_service_sets_now_is_the_same_fact(read: Reader, small: Pack) -> None:
    new = read(
        (
            "facts.toml",
            '[facts.role]\nkind = "one-of"',
            '[facts.role]\nset_by = "service"\nkind = "one-of"',
        ),
        (
            "screener.toml",
            """[[sections.questions]]
id = "you"
records = "role"
text = "Who are you?"
option_text = { teacher = "Teacher", police = "Police", parent = "Parent", unknown = "Not sure" }
""",
            "",
        ),
    )

    found = compared(small, new)

    variants = {one for one in named(found.regions) if one[0] == "variant"}
    # What was not set is held of nobody, so the variant of the police can only be lost.
    assert variants == {("variant", "emergency", "to-us", "no variant", "sideways")}


def test_several_questions_about_one_fact_are_taken_for_one_by_their_names_only(
    read: Reader,
) -> None:
    def asked_twice(*names: str) -> Pack:
        questions = "".join(
            f'[[sections.questions]]\nid = "{name}"\nrecords = "role"\nask_again = true\n'
            'text = "Who are you?"\noption_text = { teacher = "T", police = "P", parent = "F" }\n\n'
            for name in names
        )
        matters = '[[sections.questions]]\nid = "matters"'
        return read(("screener.toml", matters, f"{questions}{matters}"))

    assert compared(asked_twice("first", "second"), asked_twice("first", "second")).same
    assert compared(asked_twice("first", "second"), asked_twice("first", "third")).same
    freely = compared(asked_twice("first", "second"), asked_twice("third", "fourth"))
    assert not freely.same
    [note] = freely.notes
    assert (note.about, note.scope) == ("fact role", "screener")
    assert "screener/first, screener/second" in note.says
    assert "screener/third, screener/fourth" in note.says


# ------------------------------------------------------------------- limits and documents


def test_a_budget_that_does_not_suffice_leaves_the_difference_unknown_and_without_a_digest(
    read: Reader, small: Pack
) -> None:
    new = read(
        ("policy.toml", "weeks >= 4", "weeks >= 5"), ("facts.toml", "at_most = 52", "at_most = 51")
    )

    found = difference(small, new, on=ON, scopes=["screener"], budget=1)

    assert found.unknown
    assert found.regions == ()
    assert not found.same
    assert found.lowers, "nobody knows that it does not"
    with pytest.raises(UnsettledDifferenceError):
        difference_digest(found)
    assert difference_document(found)["digest"] is None


def test_where_the_time_is_over_at_once_nothing_is_known(read: Reader, small: Pack) -> None:
    new = read(("policy.toml", "weeks >= 4", "weeks >= 5"))

    found = difference(small, new, on=ON, scopes=["screener"], stop=lambda: True)

    assert found.verdict is Verdict.UNKNOWN
    assert {"screener: route", "screener: level"} <= {*found.unknown}


def seven(_: World, __: World, ___: Literal) -> int:
    """Return that there are seven of anything."""
    return 7


def test_a_digest_is_of_what_is_agreed_to_and_of_nothing_else(read: Reader, small: Pack) -> None:
    new = read(("policy.toml", "weeks >= 4", "weeks >= 5"))
    found = difference(small, new, on=ON, scopes=["screener"])
    other = evolve(found, regions=(evolve(found.regions[0], new="4"), *found.regions[1:]))

    assert difference_digest(found) == difference_digest(
        difference(small, new, on=ON, scopes=["screener"], budget=10_000, count=seven)
    )
    assert difference_digest(found) != difference_digest(other)
    assert difference_digest(found) != difference_digest(evolve(found, regions=()))


def test_whoever_counts_is_asked_for_the_number_of_each_region(read: Reader, small: Pack) -> None:
    new, asked = read(("policy.toml", "weeks >= 4", "weeks >= 5")), list[tuple[str, str]]()

    def count(old_world: World, new_world: World, literal: Literal) -> int | None:
        assert new_world.model.gates.solver.solve((literal,))
        asked.append((old_world.model.pack.digest, new_world.model.pack.digest))  # type: ignore[attr-defined]
        return 5 if len(asked) == 1 else None

    found = difference(small, new, on=ON, scopes=["screener"], count=count)

    assert [one.count for one in found.regions] == [5, None]
    assert asked == [(small.digest, new.digest)] * 2


def test_a_difference_is_one_json_document(read: Reader, small: Pack) -> None:
    new = read(
        ("policy.toml", "weeks >= 4", "weeks >= 5"),
        ("facts.toml", '"bruise", "burn"', '"bruise", "burn", "acid"'),
        ("screener.toml", 'burn = "A burn"', 'burn = "A burn", acid = "Acid"'),
        ("facts.toml", 'kind = "date"', 'kind = "age"'),
    )
    found = difference(small, new, on=ON)

    document = difference_document(found)

    assert canonical_json(document) == canonical_json(difference_document(found))
    assert document["verdict"] == "violated"
    assert document["digest"] == difference_digest(found)
    assert document["on"] == "2026-11-24"
    assert {"regions", "one_sided", "added", "notes", "edits"} <= {
        k for k, v in document.items() if v
    }
