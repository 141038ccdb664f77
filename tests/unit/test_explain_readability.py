from pathlib import Path
from typing import Final

import pytest

from childconcern.conditions import parse_condition
from childconcern.explanation import ReadingEase, readability_warnings, reading_ease
from childconcern.explanation.sentences import full_stop, sentences
from childconcern.explanation.syllables import syllables
from childconcern.facts import Fact, Vocabulary, YesNo
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.policy import (
    Area,
    Duty,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
)
from childconcern.problems import Place, Severity
from childconcern.questionnaire import Question, Questionnaire, Section

RIVERBANK: Final = Path(__file__).parents[2] / "examples/packs/riverbank"

COUNTED: Final = [
    "a",
    "1",
    "the",
    "1",
    "child",
    "1",
    "hurt",
    "1",
    "young",
    "1",
    "years",
    "1",
    "friends",
    "1",
    "time",
    "1",
    "homes",
    "1",
    "places",
    "2",
    "changes",
    "2",
    "houses",
    "2",
    "asked",
    "1",
    "missed",
    "1",
    "started",
    "2",
    "needed",
    "2",
    "treated",
    "2",
    "trouble",
    "2",
    "troubles",
    "2",
    "table",
    "2",
    "people",
    "2",
    "little",
    "2",
    "safely",
    "2",
    "safety",
    "2",
    "homeless",
    "2",
    "hopeful",
    "2",
    "movement",
    "2",
    "somebody",
    "3",
    "something",
    "2",
    "sometimes",
    "2",
    "every",
    "2",
    "everybody",
    "4",
    "anyone",
    "3",
    "everyone",
    "3",
    "league",
    "1",
    "unique",
    "2",
    "being",
    "2",
    "doing",
    "2",
    "seeing",
    "2",
    "diary",
    "3",
    "social",
    "2",
    "special",
    "2",
    "marriage",
    "2",
    "serious",
    "3",
    "seriously",
    "4",
    "various",
    "3",
    "gracious",
    "2",
    "question",
    "2",
    "period",
    "3",
    "video",
    "3",
    "radio",
    "3",
    "area",
    "3",
    "idea",
    "3",
    "create",
    "2",
    "created",
    "3",
    "usual",
    "3",
    "guard",
    "1",
    "fluid",
    "2",
    "quiet",
    "2",
    "client",
    "2",
    "patient",
    "2",
    "science",
    "2",
    "society",
    "4",
    "violent",
    "3",
    "material",
    "4",
    "situation",
    "4",
    "information",
    "4",
    "safeguarding",
    "4",
    "family",
    "3",
    "emergency",
    "4",
    "professional",
    "4",
    "authority",
    "4",
    "community",
    "4",
    "responsible",
    "4",
    "voluntary",
    "4",
    "development",
    "4",
    "FGM",
    "3",
    "LADO",
    "4",
    "MASH",
    "4",
    "NHS",
    "3",
    "WWW",
    "9",
    "999",
    "1",
    "I",
    "1",
    "child's",
    "1",
    "-",
    "1",
]
PAIRS: Final = list(zip(COUNTED[::2], map(int, COUNTED[1::2]), strict=True))


@pytest.mark.parametrize(("word", "number"), PAIRS)
def test_syllables_are_counted_as_people_say_them(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("  \n ", ()),
        ("Ring us", ("Ring us",)),
        ("Ring us. Then wait.", ("Ring us.", "Then wait.")),
        ("Is it so? Yes! Go.", ("Is it so?", "Yes!", "Go.")),
        ("Ring  us\nnow. 999 answers.", ("Ring us now.", "999 answers.")),
        (
            "Say, e.g. Hello to Dr. Who. Then St. Paul's.",
            ("Say, e.g. Hello to Dr. Who.", "Then St. Paul's."),
        ),
        ("Ring at 9.30am. It opens.", ("Ring at 9.30am.", "It opens.")),
        ("He said 'no.' Then he left.", ("He said 'no.'", "Then he left.")),
        ("She said “no.” “Why?” he asked.", ("She said “no.”", "“Why?” he asked.")),
        ("A heading\n\nA text", ("A heading", "A text")),
        ("One.\n\n\n\nTwo", ("One.", "Two")),
        ("No. Then wait.", ("No.", "Then wait.")),
    ],
)
def test_sentences_end_where_people_end_them(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Go", "Go."),
        ("Go.", "Go."),
        ("Go! ", "Go!"),
        ("Why?", "Why?"),
        ("“Go.”", "“Go.”"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(text: str, ended: str) -> None:
    assert full_stop(text) == ended


def test_a_plain_sentence_reads_with_ease() -> None:
    assert reading_ease("The cat sat on the mat.") == ReadingEase(
        words=6, sentences=1, syllables=6, ease=116.1, grade=-1.4, longest_sentence=6
    )


def test_long_words_in_long_sentences_do_not() -> None:
    hard = reading_ease(
        "Notwithstanding considerable organisational responsibilities, professionals"
        " unconditionally facilitate multidisciplinary communication."
    )

    assert hard.ease < 0
    assert hard.grade > 20


def test_a_text_without_words_reads_with_ease() -> None:
    assert reading_ease(" ... ") == ReadingEase(
        words=0, sentences=0, syllables=0, ease=100.0, grade=0.0, longest_sentence=0
    )


def test_necessary_terms_are_not_hard_words() -> None:
    text = "Ring the paediatrician and the designated officers about exploitation"

    assert reading_ease(text).syllables == 10
    assert reading_ease(text, terms=()).syllables > 20
    assert reading_ease(text).words == reading_ease(text, terms=()).words == 9


def test_a_long_term_is_not_broken_by_a_short_one() -> None:
    text = "children's social care"

    assert reading_ease(text, terms=("social care", text)).syllables == 3


HARD: Final = (
    "Notwithstanding organisational responsibilities professionals must unconditionally"
    " facilitate multidisciplinary communication with almost everybody"
)
LONG: Final = "And " * 25 + "then we go"


def pack_that_says(text: str) -> Pack:
    """Return a pack whose every text for referrers is TEXT, and whose names are hard too."""
    vocabulary = Vocabulary(facts=(Fact(id="danger", kind=YesNo(), about=HARD),))
    when = parse_condition("danger")
    policy = RoutingPolicy(
        id="made-up",
        version="1",
        vocabulary=vocabulary,
        otherwise="talk",
        areas=(Area(id="harm", name=HARD),),
        levels=(NamedLevel(number=1, name=HARD),),
        indicators=(Indicator(id="i", area="harm", level=1, when=when, because=text, source=HARD),),
        routes=(
            Route(
                id="talk",
                name=HARD,
                next_step=text,
                variants=(Variant(id="a", when=when), Variant(id="b", when=when, next_step=text)),
            ),
        ),
        rules=(Rule(id="r", when=when, route="talk", because=text, source=HARD),),
        duties=(
            Duty(id="d", when=when, because=text),
            Duty(id="e", when=when, because=text, next_step=text),
        ),
    )
    question = Question(id="danger", text=text, records="danger", hint=text)
    section = Section(id="s", title="S", questions=(question,))
    asked = Questionnaire(id="first", vocabulary=vocabulary, sections=(section,))
    return Pack(
        id="made-up", version="1", vocabulary=vocabulary, policy=policy, questionnaires=(asked,)
    )


def test_a_hard_text_is_named_by_its_place_and_never_stops_a_pack() -> None:
    found = readability_warnings(pack_that_says(HARD))

    assert [str(problem.place) for problem in found] == [
        "first.toml sections[0].questions[0].text",
        "first.toml sections[0].questions[0].hint",
        "policy.toml indicators[0].because",
        "policy.toml routes[0].next_step",
        "policy.toml routes[0].variants[1].next_step",
        "policy.toml rules[0].because",
        "policy.toml duties[0].because",
        "policy.toml duties[1].because",
        "policy.toml duties[1].next_step",
    ]
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert {problem.code for problem in found} == {"hard-to-read"}


def test_a_warning_names_the_longest_words_and_asks_for_no_needed_one_to_go() -> None:
    found = readability_warnings(pack_that_says(HARD))[0]

    assert found.message.endswith("; up to 9 is wanted")
    assert found.remedy == (
        "shorten sentences, or find shorter words for “multidisciplinary”, “organisational” and"
        " “responsibilities”; keep every word that is needed"
    )


def test_a_long_sentence_is_named_by_its_beginning() -> None:
    found = readability_warnings(pack_that_says(LONG), grade=99)

    assert {problem.code for problem in found} == {"long-sentence"}
    assert found[0].place == Place(file="first.toml", path=("sections", 0, "questions", 0, "text"))
    assert found[0].message == "a sentence has 28 words: “And And And And And ...”"
    assert found[0].remedy == "split it, so that none has over 25"


def test_a_hard_text_of_short_words_asks_for_shorter_sentences() -> None:
    (found, *_) = [
        problem
        for problem in readability_warnings(pack_that_says(LONG), grade=5)
        if problem.code == "hard-to-read"
    ]

    assert found.remedy == "shorten sentences; keep every word that is needed"


def test_of_a_short_text_a_grade_says_nothing() -> None:
    assert readability_warnings(pack_that_says("Multidisciplinary communication?")) == ()


def test_terms_of_the_councils_own_are_not_hard_words() -> None:
    own = HARD.lower().split()

    assert readability_warnings(pack_that_says(HARD), terms=own) == ()


def test_what_referrers_read_in_riverbank_reads_with_ease() -> None:
    assert [str(one) for one in readability_warnings(load_pack(RIVERBANK))] == []
