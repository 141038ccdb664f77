"""Coverage of a policy by its cases, and the cases that are suggested for what they leave out."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from attrs import evolve

from childconcern import load_pack
from childconcern.pack import Case, Expectation, Pack
from childconcern.testing.coverage import (
    Goal,
    GoalKind,
    coverage,
    coverage_document,
    goals_of,
    seen_in,
    suggest_cases,
)
from support.command_line import as_json, run

ON = dt.date(2026, 11, 28)
EACH = '[[sections]]\nid = "each"'
TEXT = """
otherwise = "talk"
areas = [{ id = "harm", name = "Harm" }, { id = "care", name = "Care" }]
levels = [{ number = 1, name = "One" }, { number = 2, name = "Two" }]
"""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the pack that `childconcern new pack` makes."""
    folder = tmp_path_factory.mktemp("packs") / "starter"
    assert run("new", "pack", folder).exit_code == 0
    return load_pack(folder)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return a small pack of numbers, ages and dates, levels and a variant."""
    folder = tmp_path_factory.mktemp("packs") / "numbers"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_pack(folder)


FILES = {
    "pack.toml": 'id = "numbers"\nversion = "1"\nquestionnaires = ["ask"]\n'
    'languages = [{ id = "en" }]\n',
    "facts.toml": """
[facts.weeks]
kind = "whole-number"
at_most = 20
[facts.seen_on]
kind = "date"
[facts.age]
kind = "age"
[facts.name]
kind = "person-name"
[facts.role]
kind = "one-of"
options = ["teacher", "parent"]
[groups.children]
at_most = 2
[groups.children.facts.tall]
kind = "whole-number"
at_most = 9
[facts.at_night]
kind = "yes-no"
set_by = "service"
""",
    "ask.toml": """
id = "ask"
[[sections]]
id = "one"
title = "One"
[[sections.questions]]
id = "weeks"
text = "How many weeks?"
[[sections.questions]]
id = "seen-on"
text = "When was it?"
ask_when = "weeks >= 3"
[[sections.questions]]
id = "age"
text = "How old?"
[[sections.questions]]
id = "name"
text = "What is your name?"
[[sections.questions]]
id = "role"
text = "Who are you?"
[[sections]]
id = "each"
title = "Each"
for_each = "children"
ask_when = "role == 'teacher'"
[[sections.questions]]
id = "tall"
text = "How tall?"
""",
    "policy.toml": TEXT
    + """
[signs.big]
when = "any_item(children, tall >= 5)"
[[indicators]]
id = "long"
area = "care"
level = 2
when = "weeks >= 4"
because = "Long"
source = "local"
[[indicators]]
id = "young"
area = "harm"
level = 2
when = "months(age) < 18"
because = "Young"
source = "local"
[[routes]]
id = "now"
name = "Now"
next_step = "Ring."
destinations = ["social-care"]
[[routes.variants]]
id = "night"
when = "at_night"
next_step = "Ring the night line."
[[routes]]
id = "talk"
name = "Talk"
next_step = "Talk."
destinations = ["social-care"]
[[rules]]
id = "both"
route = "now"
when = "areas_at(2) >= 2"
because = "Both"
[[rules]]
id = "care"
route = "talk"
when = "level_of('care') >= 2 or level >= 2 and 1 <= days_since(seen_on) < 30"
because = "Care"
[[rules]]
id = "grown"
route = "talk"
when = "years(age) >= 18 or big or months(age) < 0"
because = "Grown"
""",
    "cases.toml": "",
}


def named(pack: Pack, kind: GoalKind) -> dict[str, Goal]:
    """Return the goals of a kind by what they are about."""
    return {goal.about: goal for goal in goals_of(pack) if goal.kind is kind}


def case(answers: dict[str, object] | None, concern: dict[str, object] | None = None) -> Case:
    """Return a case of which nothing is expected that matters here."""
    return Case(
        id="one",
        story="A story.",
        on=ON,
        expect=Expectation(route="talk"),
        answers=answers,
        concern=concern,
    )


def test_a_rule_that_applies_is_hit_and_decides_where_no_other_asks_as_much(numbers: Pack) -> None:
    seen = seen_in(case({"weeks": 5, "seen-on": None, "age": "6 months", "role": None}), numbers)
    hit, decides = (named(numbers, kind) for kind in (GoalKind.RULE_HIT, GoalKind.RULE_DECISIVE))

    assert [name for name, goal in hit.items() if goal.shown(seen)] == ["both", "care"]
    assert [name for name, goal in decides.items() if goal.shown(seen)] == ["both"]


def test_a_test_is_shown_both_ways_or_one(numbers: Pack) -> None:
    long = "indicator long: weeks >= 4"
    holds, fails = (
        named(numbers, k)[long] for k in (GoalKind.CONDITION_TRUE, GoalKind.CONDITION_FALSE)
    )
    four, three = (
        seen_in(case({"weeks": weeks, "seen-on": None, "age": None, "role": None}), numbers)
        for weeks in (4, 3)
    )

    assert (holds.shown(four), fails.shown(four)) == (True, False)
    assert (holds.shown(three), fails.shown(three)) == (False, True)


@pytest.mark.parametrize(
    ("about", "at", "beside"),
    [
        ("weeks = 4", {"weeks": 4}, {"weeks": 5}),
        ("weeks = 3", {"weeks": 3}, {"weeks": 4}),
        ("months(age) = 17", {"age": "17 months"}, {"age": "about 17 months"}),
        ("years(age) = 18", {"age": "18 years"}, {"age": "19 years"}),
        ("days_since(seen_on) = 0", {"seen_on": "2026-11-28"}, {"seen_on": "2026-11"}),
    ],
)
def test_a_number_is_at_a_threshold_where_it_is_just_that(
    numbers: Pack, about: str, at: dict[str, object], beside: dict[str, object]
) -> None:
    goal = named(numbers, GoalKind.THRESHOLD)[about]

    assert goal.shown(seen_in(case(None, at), numbers))
    assert not goal.shown(seen_in(case(None, beside), numbers))


def test_what_is_not_asked_is_shown_by_journeys_alone(numbers: Pack) -> None:
    asked, passed = (
        named(numbers, kind)["seen-on"] for kind in (GoalKind.ASKED, GoalKind.PASSED_OVER)
    )
    long = seen_in(case({"weeks": 3, "seen-on": None, "age": None, "role": None}), numbers)
    short = seen_in(case({"weeks": 1, "age": None, "role": None}), numbers)
    told = seen_in(case(None, {"weeks": 1}), numbers)

    assert (asked.shown(long), passed.shown(long)) == (True, False)
    assert (asked.shown(short), passed.shown(short)) == (False, True)
    assert (asked.shown(told), passed.shown(told)) == (False, False)


def test_nothing_is_shown_of_a_pack_without_cases(numbers: Pack) -> None:
    found = coverage(numbers)

    assert found.shown == {}
    assert len(found.missing) == len(found.goals)
    assert len(found.missing_pairs) == len(found.pairs) == 6


def test_the_cases_suggested_show_all_that_can_be_shown(numbers: Pack) -> None:
    suggestion = suggest_cases(numbers, on=ON)
    document = coverage_document(suggestion.after)

    assert document["missing"] == []
    assert document["impossible"] == ["rule-decisive care", "rule-decisive grown"]
    again = evolve(numbers, cases=suggestion.cases)
    assert all(result.agrees for result in again.run_cases())
    assert coverage(again).shown.keys() == suggestion.after.shown.keys()


def test_a_pack_without_a_question_is_shown_by_concerns(numbers: Pack) -> None:
    bare = evolve(numbers, questionnaires=())
    suggestion = suggest_cases(bare, on=ON)

    assert {goal.kind for goal in suggestion.after.goals}.isdisjoint(
        {GoalKind.OPTION, GoalKind.NOT_KNOWN, GoalKind.ASKED, GoalKind.PASSED_OVER}
    )
    assert suggestion.cases
    assert all(one.answers is None and one.concern is not None for one in suggestion.cases)


def test_a_number_is_put_at_its_threshold_wherever_it_is_said(tmp_path: Path) -> None:
    waited = '[facts.waited]\nkind = "whole-number"\nat_most = 99\nset_by = "service"\n'
    again = '[[sections.questions]]\nid = "weeks-again"\nrecords = "weeks"\nask_again = true\n'
    edits = {
        "facts.toml": ("[facts.weeks]", f"{waited}[facts.weeks]"),
        "ask.toml": (EACH, f'{again}text = "Sure?"\n{EACH}'),
        "policy.toml": ('when = "weeks >= 4"', 'when = "weeks >= 4 or waited >= 30"'),
    }
    for name, text in FILES.items():
        old, new = edits.get(name, ("", ""))
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    pack = load_pack(tmp_path)
    for one in (pack, evolve(pack, questionnaires=())):
        found = suggest_cases(one, on=ON)
        missing = {goal.about for goal in found.after.missing if goal.kind is GoalKind.THRESHOLD}

        assert not missing - {"months(age) = 0", "months(age) = -1"}
        assert any(case.given for case in found.cases) == bool(one.questionnaires)


def test_no_more_cases_are_suggested_than_asked_for(starter: Pack) -> None:
    assert len(suggest_cases(starter, on=ON, most=2).cases) == 2


def test_the_starter_pack_has_cases_for_the_least_and_suggestions_for_the_rest(
    starter: Pack,
) -> None:
    suggestion = suggest_cases(starter, on=ON)
    document = coverage_document(suggestion.after)

    assert 0 < len(suggestion.before.missing) < len(suggestion.before.goals)
    assert document["missing"] == []
    assert document["impossible"] == ["rule-decisive worried-about-care"]


def test_two_examples_show_that_one_test_decides(starter: Pack) -> None:
    suggestion = suggest_cases(starter, on=ON)
    about = "pair rule worried-about-care: 'hurt' in worry"
    both = suggestion.after.shown[about]
    cases = {one.id: one for one in (*starter.cases, *suggestion.cases)}
    first, second = (seen_in(cases[name], starter) for name in both)

    assert "worried-about-care" in first.decision.outcome.rule_ids
    assert "worried-about-care" not in second.decision.outcome.rule_ids


def test_suggestions_are_printed_as_cases_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "starter"
    run("new", "pack", folder)
    printed = run("suggest-cases", folder, "--on", "2026-11-28")
    written = run("suggest-cases", folder, "--on", "2026-11-28", "--write", tmp_path / "more.toml")

    assert printed.exit_code == written.exit_code == 0
    cases = tomllib.loads(printed.stdout)["cases"]
    assert tomllib.loads((tmp_path / "more.toml").read_text(encoding="utf-8"))["cases"] == cases
    assert all(one["story"].startswith("Made up, to be judged") for one in cases)
    assert f"{len(cases)} cases suggested" in printed.stderr
    assert f"{len(cases)} cases suggested" in written.stdout


def test_suggestions_are_given_to_programs_and_may_be_only_counted(tmp_path: Path) -> None:
    folder = tmp_path / "starter"
    run("new", "pack", folder)
    document = as_json(run("suggest-cases", folder, "--json", "--on", "2026-11-28").stdout)
    counted = as_json(run("suggest-cases", folder, "--json", "--most", "0").stdout)

    assert document["after"]["missing"] == []
    assert len(document["cases"]) == len(tomllib.loads(document["toml"])["cases"])
    assert counted["cases"] == []
    assert counted["before"] == counted["after"] == document["before"]
    assert "0 cases suggested" in run("suggest-cases", folder, "--most", "0").stdout


def test_a_number_of_an_item_is_put_at_its_threshold_in_a_concern_too(numbers: Pack) -> None:
    bare = suggest_cases(evolve(numbers, questionnaires=()), on=ON)
    asked = suggest_cases(numbers, on=ON)

    assert "threshold tall = 4" in bare.after.shown
    assert "threshold tall = 4" in asked.after.shown
