"""What does not hold, told: planted faults, and what a head of safeguarding reads of them."""

from pathlib import Path

import pytest
from attrs import evolve

from childconcern.pack import Pack
from childconcern.reporting import NotesTold, describe_report, document_text
from childconcern.verify import Finding, Note, Report, Verdict, prove
from childconcern.verify.difference import unchanged_except_findings
from support.planted_packs import ON, Planted, planted, proved, told

RULE = 'because = "An area is at level 4"'
GUARANTEE = 'because = "Who tells us does not matter"'
NIGHT = ("policy.toml", 'when = "danger"\nbecause', 'when = "danger and not closed"\nbecause')


def rules(*each: tuple[str, str, str]) -> Planted:
    """Return the planting of more rules: the id of each, the route it asks for, and when."""
    texts = (
        f'[[rules]]\nid = "{name}"\nroute = "{route}"\nwhen = "{when}"\nbecause = "It is {name}"'
        for name, route, when in each
    )
    return ("policy.toml", RULE, "\n\n".join((RULE, *texts)))


def guarantee(claim: str, when: str = "", more: str = "") -> Planted:
    """Return the planting of one more guarantee, in parts of its text."""
    condition = f'when = "{when}"\n' if when else ""
    text = f'[[guarantees]]\nid = "more"\nclaim = "{claim}"\n{condition}{more}'
    return ("policy.toml", GUARANTEE, f"{GUARANTEE}\n\n{text}")


def lines(text: str, first: str, last: str) -> list[str]:
    """Return the lines from the one that is FIRST up to the one before LAST."""
    found = text.split("\n")
    start = found.index(first)
    return found[start : found.index(last, start)]


# ------------------------------------------------------------------------ guarantees


def test_a_broken_guarantee_is_told_by_what_is_answered_and_by_the_rule_that_comes_nearest(
    tmp_path: Path,
) -> None:
    pack = planted(tmp_path, NIGHT)

    assert lines(
        told(proved(pack), pack), "2. A guarantee is broken: danger-first", "Of which pack"
    ) == [
        "2. A guarantee is broken: danger-first",
        "What is guaranteed:",
        "- The route is never below “Call 999” when a child is in danger now",
        "",
        "Claimed of every way through the screener, complete or cut short.",
        "",
        "The screener can be answered like this.",
        "",
        "What is answered",
        "- Is a child in danger now? Yes \u2190 the guarantee speaks of this",
        "",
        "Nothing was recorded of these: whether closed.",
        "",
        "One other question is asked. Its answer can be anything.",
        "",
        "It comes to “Talk it over”:",
        "- No rule speaks. That is no all-clear: a person reads it and decides.",
        "",
        "What comes nearest to speaking, and what is missing for it:",
        "- A child is in danger. (rule in-danger):",
        "  - the answer to “Closed” is no",
        "",
        "The same is found of these:",
        "- Request: it comes to “Talk it over”",
        "- Policy alone: it comes to “Talk it over”",
        "",
    ]


def test_a_guaranteed_duty_and_level_name_the_duty_and_the_indicator_that_lack_something(
    tmp_path: Path,
) -> None:
    more = 'duty = "tell-police"\nlevel = 4\nbecause = "Burns are told"'
    pack = planted(tmp_path, guarantee("always", "any_item(children, 'burn' in hurt)", more))
    text = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert "Why it is guaranteed: Burns are told." in text
    assert lines(text, "It comes to “Talk it over”:", "Of which pack")[3:] == [
        "What comes nearest to speaking, and what is missing for it:",
        "- An injury to a child who cannot move. (indicator hurt-and-not-mobile):",
        "  - a child who cannot move alone is hurt, and for that:",
        "    - the answer to “Moves” is no",
        "",
        "What comes nearest to speaking, and what is missing for it:",
        "- A burn may be a crime. (duty tell-police):",
        "  - for at least one adult, harmful",
        "",
    ]


def test_what_may_only_come_to_a_route_is_told_with_what_is_missing(tmp_path: Path) -> None:
    when = "role == 'police' and danger"
    pack = planted(tmp_path, guarantee("only if", when, 'route = "emergency"'))
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert (
        "It may only come to this with what is missing here:\n- The answer on the role is “Police”"
    ) in shown


@pytest.mark.parametrize(
    ("claim", "when", "more", "says"),
    [
        (
            "never",
            "weeks >= 3",
            'route = "consult"',
            "- An area is at level 4. (rule statutory):",
        ),
        (
            "never",
            "role == 'police'",
            'route = "consult"',
            (
                "No rule asks for anything more urgent than “Talk it over” that reads anything of"
                " what is supposed."
            ),
        ),
        (
            "always",
            "role == 'police'",
            'route = "social-care"',
            "No rule asks for “Social care” that reads anything of what is supposed.",
        ),
        (
            "always",
            "role == 'police'",
            "level = 2",
            (
                "No indicator gives level 2 (Early help) or more that reads anything of what is"
                " supposed."
            ),
        ),
    ],
)
def test_what_could_have_spoken_is_named_or_it_is_said_that_nothing_could(
    claim: str, when: str, more: str, says: str, tmp_path: Path
) -> None:
    pack = planted(tmp_path, guarantee(claim, when, more))

    assert says in told(proved(pack, "guaranteed", scopes=("screener",)), pack).split("\n")


def test_where_the_rule_that_is_wanted_speaks_and_is_overruled_nothing_is_missing(
    tmp_path: Path,
) -> None:
    pack = planted(
        tmp_path,
        guarantee("always", "danger", 'route = "social-care"'),
        rules(("low", "social-care", "danger")),
    )
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert "It comes to “Call 999”:\n- A child is in danger. (rule in-danger)" in shown
    assert "that reads anything" not in shown
    assert "What comes nearest" not in shown


@pytest.mark.parametrize(
    ("claim", "more"), [("never below", 'route = "social-care"'), ("always", "level = 2")]
)
def test_a_guarantee_of_everything_has_nothing_that_should_have_spoken(
    claim: str, more: str, tmp_path: Path
) -> None:
    pack = planted(tmp_path, guarantee(claim, more=more))
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert "A guarantee is broken: more" in shown
    assert "What comes nearest" not in shown
    assert "that reads anything" not in shown


@pytest.mark.parametrize(
    "when", ["level >= 4", "level_of('harm') >= 4", "areas_at(4) >= 1 and level >= 2"]
)
def test_a_guarantee_of_levels_marks_what_gave_the_level_and_no_more(
    when: str, tmp_path: Path
) -> None:
    pack = planted(tmp_path, guarantee("never below", when, 'route = "emergency"'))
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    marked = [line for line in shown.split("\n") if line.endswith("speaks of this")]
    assert [line.partition("?")[0] for line in marked] == [
        "- Is the child hurt",
        "- Can the child move alone",
    ]
    assert "- Level 4 (Statutory): An injury to a child who cannot move." in shown


def test_of_several_children_the_one_that_comes_nearest_is_told(tmp_path: Path) -> None:
    when = "count_items(children, known(hurt)) >= 2"
    rule = "any_item(children, 'burn' in hurt and known(moves) and not moves and months(age) < 12)"
    pack = planted(
        tmp_path,
        guarantee("never below", when, 'route = "emergency"'),
        rules(("baby", "emergency", rule)),
    )
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert "- It is baby. (rule baby):\n  - for the first child," in shown


def test_a_level_and_a_sign_of_one_part_are_missing_as_they_are(tmp_path: Path) -> None:
    pack = planted(
        tmp_path,
        guarantee("never below", "any_item(children, 'burn' in hurt)", 'route = "emergency"'),
        rules(("night", "emergency", "level >= 2 and by_night and count(by_night, injured) >= 1")),
    )
    shown = told(proved(pack, "guaranteed", scopes=("screener",)), pack)

    assert "- It is night. (rule night):\n  - at least one area is at level 2" in shown
    assert "\n  - closed\n" in shown


def test_where_nobody_is_listed_the_whole_condition_is_missing(tmp_path: Path) -> None:
    rule = "any_item(children, 'burn' in hurt) and count(asked(role), danger) >= 2"
    pack = planted(
        tmp_path,
        guarantee("never below", "asked(role)", 'route = "emergency"'),
        rules(("burnt", "emergency", rule)),
    )
    report = proved(pack, "guaranteed", scopes=("policy",))
    shown = told(evolve(report, left_out=()), pack)

    assert "  - for at least one child, “A burn” is among the hurt" in shown
    assert "Not asked, as they compare" not in shown


def test_a_guarantee_that_supposes_what_cannot_be_claims_nothing(tmp_path: Path) -> None:
    more = 'route = "emergency"'
    pack = planted(tmp_path, guarantee("never below", "danger and not danger", more))

    assert "is ever as this guarantee supposes" in told(proved(pack, "guaranteed"), pack)


def test_a_guarantee_that_the_pack_has_no_more_is_told_without_its_words(tmp_path: Path) -> None:
    pack = planted(tmp_path / "a", NIGHT)
    report = proved(pack, "guaranteed", scopes=("screener",))
    other = planted(tmp_path / "b", ("policy.toml", 'id = "danger-first"', 'id = "renamed"'))

    assert "What is guaranteed" not in told(report, other)
    assert "- Is a child in danger now? Yes\n" in told(report, other)


def test_a_guarantee_about_two_versions_tells_what_each_makes_of_one_person(
    tmp_path: Path,
) -> None:
    old, new = planted(tmp_path / "old"), planted(tmp_path / "new", NIGHT)
    found = unchanged_except_findings(old, new, on=ON, scopes=("screener",))
    report = evolve(proved(new, "guaranteed", scopes=("screener",)), findings=found)
    shown = document_text(describe_report(report, new, against=old))

    assert "- Route\n  Before: “Call 999”\n  Now: “Talk it over”\n" in shown
    assert "- A child is in danger. (rule in-danger):\n  - the answer to “Closed” is no" in shown
    # Without the version before, the words of the new one are the only ones.
    assert shown == document_text(describe_report(report, new))


# --------------------------------------------------------------------- two journeys


def test_a_worse_answer_is_told_with_the_one_answer_that_changes_and_what_falls_silent(
    tmp_path: Path,
) -> None:
    few = ("few", "emergency", "weeks >= 4 and weeks < 9")
    pack = planted(tmp_path, rules(few, ("many", "social-care", "weeks >= 9")))
    shown = told(proved(pack, "changing", scopes=("screener", "policy")), pack)

    assert "1. A worse answer lowers the response: How many weeks of school were missed?" in shown
    assert (
        "Claimed of every way through the screener. One answer becomes worse and all else stays"
        " the same: it comes to “Call 999” first, and then to “Social care”, which is less urgent."
    ) in shown
    changes, same = "The one answer that changes", "What is answered, the same in both"
    assert lines(shown, changes, same) == [
        "The one answer that changes",
        "- How many weeks of school were missed?",
        "  First: 4 weeks (from 4 to 8 weeks counts the same)",
        "  Then: 9 weeks (from 9 to 52 weeks counts the same)",
        "",
    ]
    silent = "What does not apply any more, and what is missing for it:"
    assert lines(shown, silent, "Of which pack") == [
        "What does not apply any more, and what is missing for it:",
        "- It is few. (rule few):",
        "  - the answer on the weeks is at most 8 weeks",
        "",
        "The same is found of these:",
        "- Policy alone (weeks: 4 to anything worse): from “Call 999” to “Social care”",
        "",
    ]


def test_a_lost_duty_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    old = "when = \"any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1\""
    pack = planted(tmp_path, ("policy.toml", old, 'when = "weeks < 9"'))
    shown = told(proved(pack, "changing", scopes=("screener",)), pack)

    assert "A worse answer loses a duty: How many weeks of school were missed?" in shown
    assert "“tell police” applies first, and then does not." in shown
    assert "- Duties\n  First: “tell police”\n  Then: None" in shown
    assert "- A burn may be a crime. (duty tell-police):\n  - the answer on the weeks is" in shown


def test_a_duty_that_is_lost_in_several_scopes_is_said_in_the_verifiers_words(
    tmp_path: Path,
) -> None:
    old = "when = \"any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1\""
    pack = planted(tmp_path, ("policy.toml", old, 'when = "weeks < 9"'))
    shown = told(proved(pack, "changing"), pack)

    assert (
        "- Policy alone (weeks: 0 to anything worse): a duty of the first is not one of the second"
    ) in shown


def test_not_knowing_is_told_with_what_it_counts_as(tmp_path: Path) -> None:
    known = ("known", "emergency", "any_item(children, known(moves) and not moves)")
    pack = planted(
        tmp_path, rules(known, ("low", "social-care", "count(asked(role), danger) >= 1"))
    )
    shown = told(proved(pack, "changing", scopes=("screener",)), pack)

    assert "Not knowing lowers the response: Can the child move alone?" in shown
    assert "Somebody knows, then says that they do not: it comes to “Call 999” first" in shown
    assert "not known, which counts as no" in shown.casefold()


def test_one_more_child_is_told_by_who_is_listed_and_each_by_its_place(tmp_path: Path) -> None:
    every = ("every", "emergency", "all_items(children, 'burn' in hurt)")
    pack = planted(
        tmp_path, rules(every, ("some", "social-care", "any_item(children, 'burn' in hurt)"))
    )
    shown = told(proved(pack, "adding", scopes=("screener",)), pack)

    assert "1. One more child lowers the response" in shown
    assert "How many children are there?   1       2" in shown
    assert "- First child: Is the child hurt? “A burn”" in shown
    assert "Asked only then\n- Second child: " in shown
    assert "- It is every. (rule every):\n  - for every child, “A burn” is among the hurt" in shown


# --------------------------------------------------------------- what nothing comes to


def test_what_nothing_comes_to_is_told_with_what_it_needs(tmp_path: Path) -> None:
    when = "known(danger) and danger and any_item(children, 'burn' in hurt)"
    pack = planted(tmp_path, rules(("never", "consult", when)))
    shown = told(proved(pack, "reachable"), pack)

    assert lines(shown, "1. Nothing comes to the rule never", "Of which pack")[:8] == [
        "1. Nothing comes to the rule never",
        "No complete way through any questionnaire comes to it.",
        "",
        "It is never. (rule never)",
        "- It needs that all of these are so:",
        "  - an answer was given on whether a child is in danger now",
        "  - a child is in danger now",
        "  - for at least one child, “A burn” is among the hurt",
    ]


WEEKS = "ask_when = \"'school' in matters and role == 'teacher'\""
AGES = 'ask_when = "not asked(age) or months(age) >= 0"'
CONSULT = '[[routes]]\nid = "consult"'
UNUSED = '[[routes]]\nid = "unused"\nname = "Unused"\nnext_step = "Wait."'


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (
            ("screener.toml", WEEKS, 'ask_when = "known(role) and not known(role)"'),
            ("Nothing comes to the question “How many weeks of school were missed?”\n"
            "No complete way through the screener comes to it.\n"
            "- It needs that, for no child is this so:\n"
            "  - “A burn” is among the hurt\n"
            "- It needs that all of these are so:"),
        ),
        (
            ("screener.toml", AGES, 'ask_when = "known(age) and not known(age)"'),
            ("Nothing comes to the answer “A burn” to “Is the child hurt?”\n"
            "No complete way through the screener comes to it.\n"
            "- It needs that the answer to “A child is in danger now” is no"),
        ),
        (
            ("policy.toml", 'when = "by_night"', 'when = "closed and not closed"'),
            ("Nothing comes to the variant emergency/night\n"
            "No complete way through any questionnaire comes to it.\n"
            "- It needs that all of these are so:"),
        ),
        (
            ("policy.toml", '[signs.by_night]\nwhen = "closed"',
             '[signs.by_night]\nwhen = "closed and not closed"'),
            ("Nothing comes to the sign by_night\n"
            "No complete way through any questionnaire comes to it.\n"
            "- It needs that all of these are so:"),
        ),
        (
            ("policy.toml", CONSULT, f"{UNUSED}\n\n{CONSULT}"),
            ("Nothing comes to the route “Unused”\n"
            "No complete way through any questionnaire comes to it.\n\n"
            "No rule asks for it."),
        ),
    ],
)  # fmt: skip
def test_each_sort_of_part_that_nothing_comes_to_is_told_in_its_own_words(
    edit: Planted, says: str, tmp_path: Path
) -> None:
    pack = planted(tmp_path, edit)

    assert says in told(proved(pack, "reachable"), pack)


def test_what_cannot_all_be_so_is_said_in_words_and_what_only_says_so_again_is_not(
    tmp_path: Path,
) -> None:
    pack = planted(tmp_path)
    report = proved(pack, "guaranteed")
    because = ("the journey is complete", "danger", "the route consult is reached")
    finding = Finding(
        claim="reachable",
        scope="screener",
        about="route consult",
        verdict=Verdict.VIOLATED,
        says="no journey reaches it",
        because=because,
    )

    assert "This is never so:\n- A child is in danger now" in told(
        evolve(report, findings=(finding,)), pack
    )


# ------------------------------------------------------------------ verdicts and notes


def test_a_report_opens_with_its_verdict_and_counts_by_claim_and_scope(tmp_path: Path) -> None:
    pack = planted(tmp_path)
    report = proved(pack)
    shown = document_text(describe_report(report, pack, notes=NotesTold.NONE))

    assert shown.startswith(
        f"small 2026.1: what is proved\nPROVED. All of {len(report.findings)} claims hold.\n"
    )
    assert "The guarantees are kept                        Yes        Yes       Yes" in shown
    assert "- Policy alone: everything that can be known of a concern" in shown
    assert "PROVED means that of all answer combinations" in shown
    assert "- Not asked, as they compare two versions: role-is-nothing" in shown
    assert "Worth knowing" not in shown


def unknown(pack: Pack) -> Report:
    """Return a report for which there was no time."""
    return prove(pack, on=ON, claims=("changing", "reachable"), stop=lambda: True)


def test_what_found_no_answer_is_listed_and_is_said_to_be_no_pass(tmp_path: Path) -> None:
    pack = planted(tmp_path)
    shown = told(unknown(pack), pack)

    assert "UNKNOWN. None was found to be broken, but" in shown
    assert "That is no pass." in shown
    assert "- A worse answer never lowers the response (Screener):" in shown
    assert "  - Is a child in danger now?" in shown
    assert "  - answer “A burn” to “Is the child hurt?”" in shown


def test_what_has_no_example_says_which_child_by_its_place(tmp_path: Path) -> None:
    pack = planted(tmp_path)
    findings = tuple(
        Finding(claim=claim, scope="screener", about=about, verdict=Verdict.UNKNOWN, says="late")
        for claim, about in (
            ("a-worse-answer-never-lowers-the-response", "screener/moves@item-2: yes to worse"),
            ("a-worse-answer-never-lowers-the-response", "screener/moves@baby: yes to worse"),
            ("one-more-never-lowers-the-response", "one more of adults"),
        )
    )
    shown = told(evolve(proved(pack, "guaranteed"), findings=findings), pack)

    assert "  - Second child: Can the child move alone?\n  - Can the child move alone?\n" in shown
    assert "- One more of a list never lowers the response (Screener):\n  - One more adult" in shown


def test_what_is_broken_comes_before_what_found_no_answer(tmp_path: Path) -> None:
    pack = planted(tmp_path, NIGHT)
    broken, late = proved(pack, "guaranteed"), unknown(pack)
    report = evolve(broken, findings=(*late.findings, *broken.findings))
    shown = told(report, pack)

    assert shown.index("What does not hold") < shown.index("What found no answer")
    assert "VIOLATED. 3 of" in shown
    assert "found no answer in the budget or the time that it had." in shown


def test_nothing_claimed_is_no_proof(tmp_path: Path) -> None:
    pack = planted(tmp_path)
    report = evolve(proved(pack, "guaranteed"), findings=())

    assert "Nothing was claimed, so nothing is proved." in told(report, pack)


def test_one_claim_is_one_claim(tmp_path: Path) -> None:
    pack = planted(tmp_path, NIGHT)
    report = proved(pack, "guaranteed", scopes=("screener",))

    assert "VIOLATED. 1 of 1 claim does not hold." in told(report, pack)


def test_what_fails_nothing_is_told_in_a_few_lines_or_with_examples(tmp_path: Path) -> None:
    note = rules(("idle", "consult", "danger"))
    pack = planted(tmp_path, note)
    report = proved(pack, "settled", "idle", "unknowns")
    brief = document_text(describe_report(report, pack, notes=NotesTold.BRIEFLY))
    full = document_text(describe_report(report, pack))

    assert "- Without these every decision would be the same:\n  - Screener: rule idle" in brief
    assert "  - Screener: no rule speaks of this, so it comes to consult" in brief
    assert "- Not knowing the answer can change the route:\n  - Screener: danger;" in brief
    assert "an example" not in brief
    assert "Where no rule speaks: an example (Screener)" in full


def test_a_sort_of_note_or_claim_that_is_new_is_told_by_its_own_words(tmp_path: Path) -> None:
    pack = planted(tmp_path)
    report = evolve(
        proved(pack, "guaranteed"),
        notes=(Note(sort="some-news", scope="screener", about="all", says="it is new"),),
        findings=(
            Finding(
                claim="some-claim",
                scope="gone",
                about="one more of adults",
                verdict=Verdict.VIOLATED,
                says="it is not so",
                because=("danger", "the moon is full"),
            ),
        ),
    )
    shown = document_text(describe_report(report, pack))

    assert "1. Some claim: One more adult" in shown
    assert "Claimed of everything that can be known of a concern" in shown
    assert "Some claim: it is not so." in shown
    assert (
        "These are never all so at once:\n- A child is in danger now\n- The moon is full" in shown
    )
    assert "- Some news:\n  - Screener: it is new" in shown
