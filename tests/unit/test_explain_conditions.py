import pytest

from childconcern.conditions import (
    Compare,
    Condition,
    Count,
    Has,
    Level,
    Measure,
    Named,
    Not,
    Sign,
    parse_condition,
)
from childconcern.explanation import (
    Outline,
    Wording,
    condition_phrase,
    condition_words,
    in_one_line,
    outline,
)
from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Group,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.policy import Area, NamedLevel, Route, WrittenPolicy

CHILD = Group(
    id="children",
    at_most=8,
    facts=(
        Fact(id="age", kind=Age(), about="The child's age"),
        Fact(id="moves_alone", kind=YesNo(), about="The child can crawl, cruise or walk"),
        Fact(
            id="injuries",
            kind=AnyOf(
                (
                    *map(Option, ("bruise", "burn", "bite", "fracture", "cut")),
                    Option("none", exclusive=True),
                )
            ),
            about="Injuries that the child has",
        ),
        Fact(
            id="account",
            kind=OneOf(("fits", "missing", "does-not-fit")),
            about="Whether there is an account of the injury, and whether it fits",
        ),
    ),
)
VOCABULARY = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo(), about="A child is in danger now"),
        Fact(id="closed", kind=YesNo(), about="Whether the front door is closed"),
        Fact(id="unworded", kind=YesNo()),
        Fact(id="fgm_known", kind=YesNo(), about="FGM is known."),
        Fact(
            id="role",
            kind=OneOf(("teacher", "police", "nurse", "friend")),
            about="What the referrer is to the child",
        ),
        Fact(id="basis", kind=OneOf(("public-task", "consent")), about="Lawful basis"),
        Fact(id="often", kind=OneOf(("once", "always")), about="How often it happens"),
        Fact(id="weeks", kind=WholeNumber(unit="weeks"), about="Weeks out of school"),
        Fact(id="moves", kind=WholeNumber(), about="How many times they moved, if at all"),
        Fact(id="mother_age", kind=Age(), about="The mother's age"),
        Fact(id="seen", kind=Date(), about="The day on which the child was last seen"),
    ),
    groups=(
        CHILD,
        Group(id="parties", at_most=3, facts=(Fact(id="is_known", kind=YesNo()),)),
        Group(id="helpers", at_most=3, facts=(Fact(id="is_near", kind=YesNo()),)),
        Group(id="family_staff", at_most=3, facts=(Fact(id="is_paid", kind=YesNo()),)),
    ),
)
SIGNS = (
    Sign(
        id="hurt",
        when=parse_condition("any_item(children, 'bruise' in injuries)"),
        about="A child is hurt, however it happened",
    ),
    Sign(id="silent", when=parse_condition("danger and not closed")),
    Sign(id="circle", when=Named("circle")),
)
WORDING = Wording(
    policy=WrittenPolicy(
        id="made-up",
        version="1",
        vocabulary=VOCABULARY,
        otherwise="talk",
        routes=(Route(id="talk", name="Talk to us"),),
        areas=(Area(id="neglect", name="Neglect"), Area(id="harm", name="")),
        levels=(
            NamedLevel(number=1, name="Universal"),
            NamedLevel(number=2, name=""),
            NamedLevel(number=3, name="Statutory"),
        ),
        signs=SIGNS,
    ),
    options={
        "role": {"teacher": "A teacher", "police": "A police officer", "nurse": "A nurse"},
        "often": {"always": "All the time"},
        "injuries": {"bruise": "A bruise", "none": "No injury"},
        "account": {"does-not-fit": "Yes, but it does not fit"},
    },
)

WORDS = [
    # A yes-no fact
    ("danger", "a child is in danger now"),
    ("not danger", "the answer to “A child is in danger now” is no"),
    ("fgm_known", "FGM is known"),
    ("closed", "the answer to “Whether the front door is closed” is yes"),
    ("unworded", "unworded"),
    ("not not danger", "a child is in danger now"),
    # Known and asked
    ("known(danger)", "an answer was given on whether a child is in danger now"),
    ("not known(basis)", "no answer was given on the lawful basis"),
    ("asked(closed)", "somebody was asked whether the front door is closed"),
    ("not asked(often)", "nobody was asked how often it happens"),
    ("asked(weeks)", "somebody was asked about the weeks out of school"),
    (
        "asked(often) and not known(often)",
        "somebody was asked how often it happens and did not know",
    ),
    (
        "not known(moves) and asked(moves)",
        "somebody was asked how many times they moved, if at all, and did not know",
    ),
    (
        "asked(often) or not known(often)",
        (
            "either somebody was asked how often it happens or no answer was given on how often"
            " it happens"
        ),
    ),
    # One of several
    ("role == 'teacher'", "the answer on what the referrer is to the child is “A teacher”"),
    ("role != 'teacher'", "the answer on what the referrer is to the child is not “A teacher”"),
    ("role == 'friend'", "the answer on what the referrer is to the child is “friend”"),
    (
        "role in ['teacher', 'police', 'nurse']",
        (
            "the answer on what the referrer is to the child is “A teacher”, “A police officer” or"
            " “A nurse”"
        ),
    ),
    (
        "role not in ['teacher', 'police']",
        (
            "the answer on what the referrer is to the child is neither “A teacher” nor"
            " “A police officer”"
        ),
    ),
    (
        "role not in ['teacher', 'police', 'nurse', 'friend']",
        (
            "the answer on what the referrer is to the child is none of these: “A teacher”;"
            " “A police officer”; “A nurse”; “friend”"
        ),
    ),
    # Numbers
    ("weeks >= 3", "the answer on the weeks out of school is at least 3 weeks"),
    ("weeks > 3", "the answer on the weeks out of school is at least 4 weeks"),
    ("weeks < 2", "the answer on the weeks out of school is at most 1 week"),
    ("not weeks < 2", "the answer on the weeks out of school is at least 2 weeks"),
    ("2 <= weeks <= 5", "the answer on the weeks out of school is at least 2 and at most 5 weeks"),
    ("2 < weeks < 4", "the answer on the weeks out of school is exactly 3 weeks"),
    (
        "moves >= 2",
        "the answer on how many times they moved, if at all, is at least 2",
    ),
    (
        "not 2 <= weeks <= 5",
        (
            "either the answer on the weeks out of school is at most 1 week or the answer on the"
            " weeks out of school is at least 6 weeks"
        ),
    ),
    # Ages
    ("years(mother_age) < 18", "the mother's age is under 18 years old, or not born yet"),
    ("years(mother_age) >= 18", "the mother's age is at least 18 years old"),
    # Days
    ("days_since(seen) >= 28", "the day on which the child was last seen is at least 28 days ago"),
    ("days_since(seen) >= 0", "the day on which the child was last seen is today or in the past"),
    ("days_since(seen) < 0", "the day on which the child was last seen is still to come"),
    ("days_since(seen) <= 0", "the day on which the child was last seen is today or still to come"),
    (
        "days_since(seen) < 2",
        "the day on which the child was last seen is at most 1 day ago, or still to come",
    ),
    (
        "7 <= days_since(seen) < 28",
        "the day on which the child was last seen is at least 7 and at most 27 days ago",
    ),
    ("1 <= days_since(seen) < 2", "the day on which the child was last seen is exactly 1 day ago"),
    ("0 <= days_since(seen) < 1", "the day on which the child was last seen is today"),
    # Levels
    ("level >= 3", "at least one area is at level 3 (Statutory)"),
    ("level >= 2", "at least one area is at level 2 or above"),
    ("level_of('neglect') > 1", "the area “Neglect” is at level 2 or above"),
    ("level_of('harm') >= 3", "the area “harm” is at level 3 (Statutory)"),
    ("areas_at(2) >= 1", "at least one area is at level 2 or above"),
    ("areas_at(2) >= 2", "at least 2 areas are at level 2 or above"),
    # Signs
    ("hurt", "a child is hurt, however it happened"),
    ("not hurt", "it is not so that “A child is hurt, however it happened”"),
    (
        "silent",
        "a child is in danger now and the answer to “Whether the front door is closed” is no",
    ),
    (
        "not silent",
        (
            "either the answer to “A child is in danger now” is no or the answer to “Whether the"
            " front door is closed” is yes"
        ),
    ),
    # And, or, counts
    ("danger and unworded", "a child is in danger now and unworded"),
    ("danger or unworded", "either a child is in danger now or unworded"),
    (
        "danger and (unworded or hurt)",
        "a child is in danger now and (either unworded or (a child is hurt, however it happened))",
    ),
    (
        "danger and unworded or fgm_known",
        "either (a child is in danger now and unworded) or FGM is known",
    ),
    (
        "not (danger or unworded)",
        "the answer to “A child is in danger now” is no and the answer to “Unworded” is no",
    ),
    (
        "count(danger, unworded, fgm_known) >= 2",
        "at least 2 of these 3 are so: a child is in danger now; unworded; FGM is known",
    ),
    (
        "not count(danger, unworded, fgm_known) >= 2",
        "fewer than 2 of these 3 are so: a child is in danger now; unworded; FGM is known",
    ),
    (
        "danger and count(unworded, fgm_known) >= 1",
        "a child is in danger now and (at least 1 of these 2 is so: unworded; FGM is known)",
    ),
]

# Each stands inside any_item(children, ...), which opens "for at least one child, ".
ITEM_WORDS = [
    ("not moves_alone", "the answer to “The child can crawl, cruise or walk” is no"),
    ("'bruise' in injuries", "“A bruise” is among the injuries that the child has"),
    ("none_of(injuries, 'bruise')", "“A bruise” is not among the injuries that the child has"),
    ("'none' in injuries", "the answer on the injuries that the child has is “No injury”"),
    ("not 'none' in injuries", "the answer on the injuries that the child has is not “No injury”"),
    (
        "any_of(injuries, 'bruise', 'burn')",
        "at least one of “A bruise” and “burn” is among the injuries that the child has",
    ),
    (
        "none_of(injuries, 'bruise', 'burn', 'bite')",
        "none of “A bruise”, “burn” and “bite” is among the injuries that the child has",
    ),
    (
        "all_of(injuries, 'bruise', 'burn')",
        "all of “A bruise” and “burn” are among the injuries that the child has",
    ),
    (
        "not all_of(injuries, 'bruise', 'burn')",
        "not all of “A bruise” and “burn” are among the injuries that the child has",
    ),
    (
        "count_options(injuries, 'bruise', 'burn', 'bite') >= 2",
        "at least 2 of “A bruise”, “burn” and “bite” are among the injuries that the child has",
    ),
    (
        "not count_options(injuries, 'bruise', 'burn', 'bite') >= 2",
        "fewer than 2 of “A bruise”, “burn” and “bite” are among the injuries that the child has",
    ),
    (
        "any_of(injuries, 'bruise', 'burn', 'bite', 'fracture')",
        (
            "at least one of these is among the injuries that the child has: “A bruise”; “burn”;"
            " “bite”; “fracture”"
        ),
    ),
    (
        "account == 'does-not-fit'",
        (
            "the answer on whether there is an account of the injury, and whether it fits, is"
            " “Yes, but it does not fit”"
        ),
    ),
    ("months(age) < 0", "the child is not born yet"),
    ("months(age) >= 0", "the child is born"),
    ("not months(age) >= 0", "the child is not born yet"),
    ("months(age) < 6", "the child is under 6 months old, or not born yet"),
    ("6 <= months(age) < 12", "the child is at least 6 months and under 12 months old"),
    ("0 <= months(age) < 1", "the child is 0 months old"),
    ("0 <= months(age) < 6", "the child is born and under 6 months old"),
    ("years(age) <= 7", "the child is under 8 years old, or not born yet"),
    ("years(age) > 7", "the child is at least 8 years old"),
    ("1 <= years(age) <= 1", "the child is 1 year old"),
]

GROUP_WORDS = [
    (
        "all_items(children, years(age) >= 18)",
        "for every child, the child is at least 18 years old",
    ),
    (
        "not all_items(children, moves_alone)",
        "for at least one child, the answer to “The child can crawl, cruise or walk” is no",
    ),
    (
        "not any_item(children, 'bruise' in injuries)",
        "for no child is this so: “A bruise” is among the injuries that the child has",
    ),
    (
        "count_items(children, months(age) < 0) >= 2",
        "for at least 2 children, the child is not born yet",
    ),
    (
        "count_items(children, months(age) < 0) >= 1",
        "for at least one child, the child is not born yet",
    ),
    (
        "not count_items(children, months(age) < 0) >= 2",
        "for fewer than 2 children this is so: the child is not born yet",
    ),
    ("any_item(parties, is_known)", "for at least one party, is known"),
    ("any_item(helpers, is_near)", "for at least one helper, is near"),
    ("any_item(family_staff, is_paid)", "for at least one family staff, is paid"),
    (
        "any_item(children, 'bruise' in injuries and not moves_alone)",
        (
            "for at least one child: “A bruise” is among the injuries that the child has and the"
            " answer to “The child can crawl, cruise or walk” is no"
        ),
    ),
    (
        "danger and any_item(children, 'bruise' in injuries or months(age) < 0)",
        (
            "a child is in danger now and (for at least one child: either “A bruise” is among the"
            " injuries that the child has or the child is not born yet)"
        ),
    ),
]


def words(text: str) -> str:
    return condition_words(parse_condition(text), WORDING)


@pytest.mark.parametrize(("text", "expected"), WORDS + GROUP_WORDS)
def test_a_condition_reads_as_plain_english(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), ITEM_WORDS)
def test_a_condition_about_one_child_speaks_of_the_child(text: str, expected: str) -> None:
    assert words(f"any_item(children, {text})") == f"for at least one child, {expected}"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Named("nowhere"), "nowhere"),
        (Named("circle"), "it is so: circle"),
        (Not(Named("circle")), "it is not so: circle"),
        (Not(Level(3)), "it is not so that at least one area is at level 3 (Statutory)"),
        (Has("nowhere", ("a-b",)), "“a b” is among the nowhere"),
        (
            Not(Count((Named("danger"),), 1)),
            "fewer than 1 of these 1 is so: a child is in danger now",
        ),
        (
            Compare(fact="weeks", measure=Measure.NUMBER),
            "the answer on the weeks out of school is anything",
        ),
        (
            Not(Compare(fact="weeks", measure=Measure.NUMBER)),
            "the answer on the weeks out of school is not anything",
        ),
        (Compare(fact="mother_age", measure=Measure.YEARS), "the mother's age is anything"),
    ],
)
def test_even_what_no_parser_lets_through_has_words(condition: Condition, expected: str) -> None:
    assert condition_words(condition, WORDING) == expected


def test_an_outline_needs_no_brackets() -> None:
    text = (
        "any_item(children, any_of(injuries, 'bruise', 'burn', 'bite', 'cut') and not moves_alone)"
    )

    assert outline(condition_phrase(parse_condition(text), WORDING)) == Outline(
        "for at least one child, all of these are so",
        (
            Outline(
                "at least one of these is among the injuries that the child has",
                (Outline("“A bruise”"), Outline("“burn”"), Outline("“bite”"), Outline("“cut”")),
            ),
            Outline("the answer to “The child can crawl, cruise or walk” is no"),
        ),
    )


def test_an_outline_says_either_as_a_list() -> None:
    assert outline(condition_phrase(parse_condition("danger or hurt"), WORDING)) == Outline(
        "at least one of these is so",
        (
            Outline("a child is in danger now"),
            Outline("a child is hurt, however it happened", sign="hurt"),
        ),
    )


def test_what_is_joined_alike_is_one_list() -> None:
    phrase = condition_phrase(parse_condition("danger and (unworded and fgm_known)"), WORDING)

    assert in_one_line(phrase) == "a child is in danger now and unworded and FGM is known"
