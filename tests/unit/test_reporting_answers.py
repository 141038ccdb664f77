"""Answers in the pack's own words, and which other answers count the same."""

from typing import Any

import pytest
from attrs import evolve

from childconcern.facts import Age, Date, Fact, Json, WholeNumber, YesNo
from childconcern.pack import Pack
from childconcern.reporting import PackWords
from childconcern.reporting.keys import everything_said, items_listed, ordered, place_words
from childconcern.reporting.outcomes import comes_to, readers_of
from childconcern.reporting.said_values import alike, said_age, said_day
from childconcern.reporting.telling import told
from childconcern.verify import Example
from support.planted_packs import ON, planted

SAID: dict[str, dict[str, Json]] = {
    "screener": {
        "danger": None,
        "@children": ["item-1", "item-2"],
        "you": "teacher",
        "age@item-1": "about 7 years",
        "hurt@item-1": ["bruise", "burn"],
        "moves@item-2": True,
        "matters": ["school"],
        "weeks": {"skipped": True},
        "gone": "as it was",
    },
    "request": {"story": "Something was said.", "seen": "2026-11"},
}


def an_example(**changes: Any) -> Example:  # noqa: ANN401 - fields of an example
    """Return an example that says something of every sort."""
    made = Example(
        given={"closed": True},
        answers=SAID,
        route="consult",
        variant=None,
        level=1,
        duties=(),
        rules=(),
        indicators=(),
        questions=12,
        complete=True,
    )
    return evolve(made, **changes)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    return planted(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def words(pack: Pack) -> PackWords:
    """Return its words."""
    return PackWords(pack=pack, on=ON)


@pytest.mark.parametrize(
    ("key", "question", "said"),
    [
        ("screener/danger", "Is a child in danger now?", "not known, which counts as yes"),
        ("@children", "How many children are there?", "2"),
        ("@adults", "How many adults are there?", "nobody has listed any"),
        ("screener/you", "Who are you?", "“Teacher”"),
        (
            "screener/age@item-1",
            "First child: How old is the child?",
            "about 7 years (any age counts the same)",
        ),
        ("screener/hurt@item-1", "First child: Is the child hurt?", "“A bruise”, “A burn”"),
        ("screener/moves@item-2", "Second child: Can the child move alone?", "yes"),
        ("screener/moves@item-1", "First child: Can the child move alone?", "no answer"),
        ("screener/weeks", "How many weeks of school were missed?", "passed over"),
        ("screener/gone", "Gone", "as it was"),
        ("request/story", "What happened?", "anything"),
        ("request/seen", "When was it seen?", "November 2026 (any day counts the same)"),
        ("given/closed", "Closed (the service knows this)", "yes"),
        ("given/role", "the role", "not asked"),
    ],
)
def test_each_answer_is_said_as_people_read_it(
    key: str, question: str, said: str, words: PackWords
) -> None:
    answer = words.answer(key, an_example())

    assert (answer.question, answer.words) == (question, said)


def test_what_is_known_without_questions_is_said_by_what_the_fact_means(words: PackWords) -> None:
    item = {"id": "item-1", "hurt": {"not_asked": "hurt"}, "moves": False}
    example = an_example(
        given={"danger": {"not_asked": "danger"}, "children": [item], "weeks": 1}, answers={}
    )

    assert words.answer("given/danger", example).question == "whether a child is in danger now"
    assert not words.answer("given/danger", example).asked
    assert words.answer("given/children@item-1/moves", example).words == "no"
    assert not words.answer("given/children@item-1/hurt", example).asked
    assert (
        words.answer("given/weeks", example).words == "1 week (from 0 to 3 weeks counts the same)"
    )
    assert everything_said(example) == {
        "given/danger": {"not_asked": "danger"},
        "@children": ["item-1"],
        "given/children@item-1/hurt": {"not_asked": "hurt"},
        "given/children@item-1/moves": False,
        "given/weeks": 1,
    }


def test_a_value_of_a_fact_that_is_there_no_more_is_said_as_it_is(words: PackWords) -> None:
    assert words.value("gone", None) == "not known"
    assert words.value("gone", 3) == "3"
    assert words.value("gone", ["some-option"]) == "“some option”"
    assert words.value("gone", {"item-1": "mother"}) == "anything"
    assert words.value("danger", {"not_asked": "danger"}) == "not asked"
    assert words.value("role", "police") == "“Police”"


def test_the_words_of_not_known_stand_beside_what_it_is(words: PackWords) -> None:
    assert words.answer("screener/you", an_example(answers={"screener": {"you": None}})).words == (
        "“Not sure”, not known"
    )


def test_people_who_were_given_and_who_were_listed_are_counted_together() -> None:
    example = an_example(
        given={"children": [{"id": "item-1"}]}, answers={"a": {"@children": ["item-2", "item-1"]}}
    )

    assert items_listed(example, "children") == ("item-1", "item-2")
    assert everything_said(example) == {"@children": ["item-1", "item-2"]}


def test_keys_come_in_the_order_in_which_they_are_asked_and_unsaid_ones_last() -> None:
    assert ordered({"z", "b", "a", "y"}, {"b": 1}, {"c": 2, "a": 3}) == ("b", "a", "y", "z")


def test_places_are_ordinals_as_long_as_people_count_so() -> None:
    assert place_words(0, "children") == "first child"
    assert place_words(11, "adults") == "twelfth adult"
    assert place_words(12, "children") == "child 13"


# ----------------------------------------------------------------- what counts the same


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019-04-03", "born 3 April 2019"),
        ("2019-04", "born April 2019"),
        ("2019", "born 2019"),
        ("due 2027-01-22", "not born yet (due 22 January 2027)"),
        ("about 7 months", "about 7 months"),
        ("7", "7 years"),
        ("no age", "no age"),
    ],
)
def test_ages_are_said_as_people_say_them(text: str, said: str) -> None:
    assert said_age(text) == said


def test_days_are_written_as_people_write_them() -> None:
    assert said_day("2026-11-23") == "23 November 2026"
    assert said_day("no day") == "no day"


AGE = Fact(id="age", kind=Age())
DAY = Fact(id="seen", kind=Date())
WEEKS = Fact(id="weeks", kind=WholeNumber(at_least=0, at_most=52, unit="weeks"))


@pytest.mark.parametrize(
    ("fact", "value", "cuts", "others"),
    [
        (AGE, "7 years", (), "any age, or not born yet"),
        (AGE, "7 years", (120,), "any age under 10 years, or not born yet"),
        (AGE, "7 years", (0,), "any age"),
        (AGE, "7 years", (0, 120), "any age under 10 years"),
        (AGE, "7 years", (6,), "any age from 6 months"),
        (AGE, "7 years", (18, 96), "any age from 18 months to under 8 years"),
        (AGE, "7 months", (7, 8), ""),
        (AGE, "7 years", (90,), ""),
        (AGE, "due 2027-01-22", (0, 120), ""),
        (AGE, "no age", (), ""),
        (DAY, "2026-11-13", (), "any day"),
        (DAY, "2026-11-13", (11,), "any day less than 11 days ago, or still to come"),
        (DAY, "2026-11-13", (7,), "any day at least 7 days ago"),
        (DAY, "2026-11-13", (7, 15), "any day from 7 to 14 days ago"),
        (DAY, "2026-11-13", (10, 11), ""),
        (DAY, "2026-11", (7,), ""),
        (DAY, "no day", (), ""),
        (WEEKS, 3, (), "from 0 to 52 weeks"),
        (WEEKS, 3, (3, 9), "from 3 to 8 weeks"),
        (WEEKS, 3, (3, 4), ""),
        (WEEKS, None, (3, 4), ""),
        (Fact(id="danger", kind=YesNo()), True, (), ""),
    ],
)
def test_what_counts_the_same_is_what_no_condition_tells_apart(
    fact: Fact, value: Json, cuts: tuple[int, ...], others: str
) -> None:
    assert alike(fact, value, cuts, ON) == others


# -------------------------------------------------------------------- what it comes to


def test_a_variant_is_told_with_its_own_name_and_readers(pack: Pack, words: PackWords) -> None:
    example = an_example(route="emergency", variant="to-us")
    named = planted_with_a_name(pack)

    assert readers_of(example, words.wording) == "social care and night team"
    assert comes_to(example, words.wording) == "“Call 999”"
    assert comes_to(example, named.wording) == "“Call 999”, here called “Ring us”"
    assert readers_of(an_example(route="gone"), words.wording) == "nobody"
    assert comes_to(an_example(route="gone-away"), words.wording) == "“gone away”"


def planted_with_a_name(pack: Pack) -> PackWords:
    """Return the words of a pack whose variant has a name."""
    routes = tuple(
        evolve(
            route,
            variants=tuple(
                evolve(one, name="Ring us") if one.id == "to-us" else one for one in route.variants
            ),
        )
        for route in pack.policy.routes
    )
    return PackWords(pack=evolve(pack, policy=evolve(pack.policy, routes=routes)), on=ON)


def test_an_example_of_which_nobody_asked_what_matters_is_told_whole(words: PackWords) -> None:
    blocks = told(an_example(), words)
    table = blocks[1]

    assert len(getattr(table, "rows", ())) == len(everything_said(an_example()))
    assert not any("can be anything" in str(block) for block in blocks)


def test_a_journey_that_is_cut_short_is_told_with_what_has_no_answer(words: PackWords) -> None:
    example = an_example(
        complete=False, matter=frozenset({"screener/danger", "screener/moves@item-1"})
    )
    said = str(told(example, words))

    assert "The screener and then the request can, before its end, be answered like this." in said
    assert "Nobody has answered yet: First child: Can the child move alone?" in said


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        (3, "2 other questions are asked. The answers can be anything."),
        (2, "One other question is asked. Its answer can be anything."),
        (1, ""),
    ],
)
def test_how_many_others_can_be_anything_is_said(
    questions: int, says: str, words: PackWords
) -> None:
    example = an_example(
        given={},
        answers={"screener": {"danger": False}},
        matter=frozenset({"screener/danger"}),
        questions=questions,
    )
    said = str(told(example, words))

    assert (says in said) if says else "can be anything" not in said


def test_duties_are_told_beside_the_route(words: PackWords) -> None:
    example = an_example(duties=("tell-police",), rules=("in-danger",), route="emergency")
    said = str(told(example, words))

    assert "A child is in danger. (rule in-danger)" in said
    assert "Besides, these duties apply: “tell police”" in said


def test_a_pack_without_levels_or_questions_has_words_too(pack: Pack) -> None:
    policy = evolve(pack.policy, levels=(), areas=(), indicators=(), rules=(), guarantees=())
    words = PackWords(pack=evolve(pack, questionnaires=(), policy=policy), on=ON)
    example = an_example(level=None)

    assert words.answer("screener/you", example).question == "You"
    assert "No rule speaks." in str(told(example, words))
