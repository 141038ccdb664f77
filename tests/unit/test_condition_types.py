"""What is wrong with a condition held against its vocabulary: one fault each."""

import pytest

from childconcern.conditions import (
    And,
    Bound,
    Compare,
    Condition,
    Count,
    Has,
    Is,
    Measure,
    Named,
    Not,
    Or,
    Sign,
    Terms,
    circular_signs,
    condition_problems,
    expand,
    facts_in,
    group_facts_in,
    names_in,
    parse_condition,
)
from childconcern.conditions.signs import MOST_DEPTH_WRITTEN_OUT, MOST_PIECES, extents_of
from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Group,
    LongText,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.problems import Place

VOCABULARY = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo()),
        Fact(id="role", kind=OneOf(("teacher", "police"))),
        Fact(id="needs", kind=AnyOf((Option("money"), Option("home"), Option("food")))),
        Fact(id="weeks", kind=WholeNumber(at_least=2, at_most=10)),
        Fact(id="seen", kind=Date()),
        Fact(id="story", kind=LongText()),
    ),
    groups=(
        Group(
            id="children",
            at_most=3,
            facts=(
                Fact(id="age", kind=Age()),
                Fact(id="hurt", kind=YesNo()),
                Fact(id="injuries", kind=AnyOf((Option("burn"), Option("bite")))),
            ),
        ),
        Group(id="adults", at_most=2, facts=(Fact(id="violent", kind=YesNo()),)),
    ),
)


def sign(sign_id: str, when: str) -> Sign:
    """Return a sign from its text."""
    return Sign(id=sign_id, when=parse_condition(when))


SIGNS = (
    sign("grave", "danger and weeks >= 5"),
    sign("graver", "grave or any_item(children, hurt)"),
    sign("round", "about"),
    sign("about", "not round"),
)
TERMS = Terms(
    vocabulary=VOCABULARY, signs=SIGNS, areas=("harm", "school", "neglect"), levels=(1, 2, 4)
)


def codes(condition: Condition | str, *, levels: bool = False) -> list[str]:
    """Return the codes of all that is wrong."""
    read = parse_condition(condition) if isinstance(condition, str) else condition
    return [problem.code for problem in condition_problems(read, TERMS, levels=levels)]


@pytest.mark.parametrize(
    "text",
    [
        "danger",
        "role == 'teacher' or role not in ['police', 'teacher']",
        "any_of(needs, 'home', 'food') and count_options(needs, 'money', 'home') >= 2",
        "3 <= weeks < 10 and weeks > 2 and weeks <= 9",
        "days_since(seen) >= 0 or days_since(seen) < 30",
        "any_item(children, months(age) < 6 and hurt and danger)",
        "all_items(children, years(age) >= 0 and years(age) < 0 or hurt)",
        "count_items(children, known(age)) >= 3 and any_item(adults, violent)",
        "known(role) and not asked(needs)",
        "grave and graver",
        "any_item(children, grave and hurt)",
        "count(danger, grave, role == 'police') >= 3",
    ],
)
def test_a_condition_that_speaks_of_what_there_is_has_no_problem(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "level >= 2",
        "level > 1 and level_of('harm') >= 4",
        "areas_at(2) >= 3",
        "level >= 3",
        "count(level >= 2, danger) >= 1",
    ],
)
def test_levels_may_be_tested_where_they_are_known(text: str) -> None:
    assert codes(text, levels=True) == []
    assert set(codes(text)) == {"level-not-allowed"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # What does not exist.
        ("dangr", "unknown-fact"),
        ("dangr == 'teacher'", "unknown-fact"),
        ("'home' in dangr", "unknown-fact"),
        ("dangr >= 3", "unknown-fact"),
        ("known(dangr)", "unknown-fact"),
        ("known(grave)", "unknown-fact"),
        ("known(children)", "unknown-fact"),
        ("role == 'techer'", "unknown-option"),
        ("'burn' in needs", "unknown-option"),
        ("any_item(pets, danger)", "unknown-group"),
        # What is of another kind.
        ("role", "wrong-kind"),
        ("children", "wrong-kind"),
        ("danger == 'yes'", "wrong-kind"),
        ("needs == 'home'", "wrong-kind"),
        ("'teacher' in role", "wrong-kind"),
        ("danger >= 3", "wrong-kind"),
        ("seen >= 3", "wrong-kind"),
        ("months(weeks) >= 3", "wrong-kind"),
        ("years(seen) >= 3", "wrong-kind"),
        ("days_since(weeks) >= 3", "wrong-kind"),
        ("any_item(children, age >= 3)", "wrong-kind"),
        ("story", "unreadable-kind"),
        ("known(story)", "unreadable-kind"),
        ("story == 'a'", "unreadable-kind"),
        # What settles nothing.
        ("weeks >= 2", "threshold-out-of-bounds"),
        ("weeks > 1", "threshold-out-of-bounds"),
        ("weeks >= 11", "threshold-out-of-bounds"),
        ("weeks > 10", "threshold-out-of-bounds"),
        ("weeks <= 10", "threshold-out-of-bounds"),
        ("weeks < 11", "threshold-out-of-bounds"),
        ("weeks < 2", "threshold-out-of-bounds"),
        ("weeks <= 1", "threshold-out-of-bounds"),
        ("5 < weeks < 6", "threshold-out-of-bounds"),
        ("6 <= weeks <= 5", "threshold-out-of-bounds"),
        ("2 <= weeks <= 5", "threshold-out-of-bounds"),
        ("5 <= weeks <= 10", "threshold-out-of-bounds"),
        ("any_item(children, years(age) > 120)", "threshold-out-of-bounds"),
        ("any_item(children, months(age) >= 1441)", "threshold-out-of-bounds"),
        ("days_since(seen) >= 80000", "threshold-out-of-bounds"),
        ("role in ['teacher', 'teacher']", "repeated-option"),
        ("all_of(needs, 'home', 'home')", "repeated-option"),
        ("count_options(needs, 'home', 'food') >= 3", "count-out-of-range"),
        ("count_options(needs, 'home', 'food') >= 0", "count-out-of-range"),
        ("count(danger, grave) >= 3", "count-out-of-range"),
        ("count(danger, grave) >= 0", "count-out-of-range"),
        ("count_items(children, hurt) >= 4", "count-out-of-range"),
        ("count_items(children, hurt) >= 0", "count-out-of-range"),
        # Whose fact it is.
        ("hurt", "group-fact-outside-item"),
        ("known(age)", "group-fact-outside-item"),
        ("months(age) < 6", "group-fact-outside-item"),
        ("'burn' in injuries", "group-fact-outside-item"),
        ("any_item(children, hurt and violent)", "group-fact-outside-item"),
        ("any_item(children, any_item(adults, violent) and hurt)", "nested-items"),
        ("any_item(children, graver and hurt)", "nested-items"),
        ("any_item(children, danger)", "no-item-fact"),
        ("all_items(children, grave)", "no-item-fact"),
    ],
)
def test_one_thing_wrong_is_one_problem(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("level_of('wealth') >= 2", "unknown-area"),
        ("level >= 1", "level-out-of-bounds"),
        ("level > 4", "level-out-of-bounds"),
        ("level_of('harm') >= 5", "level-out-of-bounds"),
        ("areas_at(1) >= 1", "level-out-of-bounds"),
        ("areas_at(2) >= 4", "count-out-of-range"),
        ("areas_at(2) >= 0", "count-out-of-range"),
        ("not level >= 2", "level-under-not"),
        ("not (danger and not level >= 2)", "level-under-not"),
        ("count(not level >= 2, danger) >= 1", "level-under-not"),
        ("any_item(children, hurt and level >= 2)", "level-not-allowed"),
    ],
)
def test_a_level_is_tested_only_where_a_higher_one_can_only_help(text: str, code: str) -> None:
    assert codes(text, levels=True) == [code]


def test_a_policy_without_levels_has_no_level_to_test() -> None:
    bare = Terms(vocabulary=VOCABULARY)
    found = condition_problems(parse_condition("level >= 2"), bare, levels=True)

    assert [problem.code for problem in found] == ["level-out-of-bounds"]


def test_a_question_asked_of_each_item_reads_its_own_facts_bare() -> None:
    def own(text: str) -> list[str]:
        found = condition_problems(parse_condition(text), TERMS, own_group="children")
        return [problem.code for problem in found]

    assert own("hurt and months(age) < 6 and danger") == []
    assert own("any_item(children, hurt)") == []
    assert own("violent") == ["group-fact-outside-item"]
    assert own("any_item(adults, violent and hurt)") == ["group-fact-outside-item"]


def test_a_problem_stands_where_the_condition_does() -> None:
    place = Place(file="policy.toml", path=("rules", 0, "when"))
    (problem,) = condition_problems(parse_condition("dangr"), TERMS, place=place)

    assert problem.place == place


def test_the_same_problem_is_told_once() -> None:
    assert codes("dangr or not dangr") == ["unknown-fact"]
    assert codes("dangr or role == 'techer'") == ["unknown-fact", "unknown-option"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (And((Named("danger"),)), "too-few-parts"),
        (Or(()), "too-few-parts"),
        (Count((), 1), "count-out-of-range"),
        (Is("role", ()), "no-options"),
        (Has("needs", ("home",), 2), "count-out-of-range"),
        (Compare(fact="weeks", measure=Measure.NUMBER), "threshold-out-of-bounds"),
        (
            Compare(fact="seen", measure=Measure.DAYS_SINCE, low=Bound(-5)),
            "threshold-out-of-bounds",
        ),
        (
            Compare(fact="seen", measure=Measure.DAYS_SINCE, high=Bound(-5)),
            "threshold-out-of-bounds",
        ),
    ],
)
def test_a_tree_built_by_hand_that_could_not_be_written_is_a_problem(
    condition: Condition, code: str
) -> None:
    assert codes(condition) == [code]


def nested(condition: Condition, depth: int) -> Condition:
    """Return a condition under so many times not."""
    for _ in range(depth):
        condition = Not(condition)
    return condition


def test_a_tree_built_by_hand_may_be_too_deep_to_read() -> None:
    fits = nested(Named("danger"), MOST_DEPTH_WRITTEN_OUT - 1)

    assert codes(fits) == []
    assert codes(Not(fits)) == ["condition-too-deep"]
    assert codes(nested(Named("danger"), 3000)) == ["condition-too-deep"]
    assert codes(nested(Named("danger"), 100_000)) == ["condition-too-large"]


def test_signs_inside_signs_may_nest_too_deep() -> None:
    chain = [Sign(id="s0", when=nested(Named("danger"), 45))]
    chain += [Sign(id=f"s{n}", when=nested(Named(f"s{n - 1}"), 45)) for n in range(1, 60)]
    terms = Terms(vocabulary=VOCABULARY, signs=tuple(chain))

    def found(name: str) -> list[str]:
        return [problem.code for problem in condition_problems(Named(name), terms)]

    assert found("s1") == []
    assert found("s2") == ["condition-too-deep"]
    assert found("s59") == ["condition-too-deep"]
    assert set(terms.meanings) == {"s0", "s1"}


def test_signs_that_double_are_counted_and_not_written_out() -> None:
    doubling = [Sign(id="s0", when=Named("danger"))]
    doubling += [Sign(id=f"s{n}", when=And((Named(f"s{n - 1}"),) * 2)) for n in range(1, 200)]
    terms = Terms(vocabulary=VOCABULARY, signs=tuple(doubling))
    (problem,) = condition_problems(Named("s199"), terms)

    assert problem.code == "condition-too-large"
    assert extents_of(terms.signs)["s199"].pieces == 2**200 - 1
    assert max(extents_of(terms.signs)[name].pieces for name in terms.meanings) <= MOST_PIECES


def test_signs_that_explain_themselves_are_found_with_all_that_use_them() -> None:
    users = (*SIGNS, sign("user", "round and grave"))

    assert circular_signs(users) == {"round", "about", "user"}
    assert circular_signs(SIGNS[:2]) == frozenset()
    assert codes("round") == []  # the sign's own place tells it


def test_signs_are_written_out_through_other_signs() -> None:
    written = TERMS.meanings["graver"]

    assert names_in(written) == {"danger", "hurt"}
    assert set(TERMS.meanings) == {"grave", "graver"}
    assert expand(parse_condition("not graver"), TERMS.meanings) == Not(written)
    assert expand(parse_condition("any_item(children, grave and hurt)"), TERMS.meanings) == (
        parse_condition("any_item(children, (danger and weeks >= 5) and hurt)")
    )


def test_the_facts_that_a_condition_reads_are_found_through_signs() -> None:
    condition = parse_condition(
        "graver or known(role) and 'home' in needs or count_items(adults, asked(violent)) >= 1"
    )

    assert facts_in(condition, TERMS) == {
        *("danger", "weeks", "hurt", "role", "needs", "violent"),
    }
    assert group_facts_in(condition, TERMS) == {"hurt", "violent"}
    assert facts_in(parse_condition("level >= 2"), TERMS) == frozenset()
