"""Riverbank's Welsh: whole, up to date, the same decisions, and not served until it is checked.

After the English has changed, ``childconcern wording examples/packs/riverbank cy`` marks what is
to be looked at in ``wording/cy.toml``.
"""

from typing import Final

import pytest

from childconcern.decision import decide, decision_document
from childconcern.explanation import explain, explanation_text
from childconcern.facts import read_concern
from childconcern.journey import walk
from childconcern.pack import (
    Case,
    LanguageNotCheckedError,
    Pack,
    Words,
    strings_of,
)
from childconcern.packfile import load_pack, read_pack, refreshed, wording_text
from support.command_line import RIVERBANK

WELSH_FILE: Final = "wording/cy.toml"
IN_ENGLISH: Final = "[Saesneg]"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """Return Riverbank's pack."""
    return load_pack(RIVERBANK)


@pytest.fixture(scope="module")
def words(pack: Pack) -> Words:
    """Return its words in Welsh, as a tester sees them."""
    return pack.in_language("cy", unchecked=True)


def test_no_welsh_string_is_missing_or_older_than_its_english() -> None:
    report = read_pack(RIVERBANK)
    found = [str(one) for one in report.problems if one.place.file == WELSH_FILE]

    assert found == [], "run: childconcern wording examples/packs/riverbank cy"


def test_the_file_is_as_the_verb_writes_it(pack: Pack) -> None:
    fresh = refreshed(pack, pack.translations[0], frozenset())

    assert (RIVERBANK / WELSH_FILE).read_text(encoding="utf-8") == wording_text(pack, fresh)


def test_nobody_has_checked_it_so_it_is_not_served(pack: Pack) -> None:
    with pytest.raises(LanguageNotCheckedError):
        pack.in_language("cy")


def test_it_covers_the_screener_and_says_so(pack: Pack, words: Words) -> None:
    assert words.covers == ("screener",)
    assert len(strings_of(pack, words.covers)) == len(words.strings)


def test_every_question_and_answer_of_the_screener_is_in_welsh(pack: Pack, words: Words) -> None:
    english = pack.questionnaire()
    for name, (section, question) in words.asks(english).questions.items():
        before_section, before = english.questions[name]
        texts = [section.title, question.text, question.hint, *question.option_text.values()]
        assert not [text for text in texts if IN_ENGLISH in text]
        assert section.title != before_section.title
        assert question.text != before.text
        assert {*before.option_text} <= {*question.option_text}
        assert set(question.option_text.values()).isdisjoint(before.option_text.values())
        assert len(set(question.option_text.values())) == len(question.option_text)


def welsh_case(case: Case, pack: Pack, words: Words) -> None:
    """Assert that a case comes to the same in Welsh, and is said without a word of English."""
    english = pack.decide_case(case)
    welsh = english
    if case.answers is not None:
        given = read_concern(case.given or {}, pack.vocabulary, partial=True)
        journey = walk(words.asks(pack.questionnaire()), case.answers, given=given, on=case.on)
        welsh = decide(journey.concern, pack.policy, on=case.on, complete=journey.complete)

    text = explanation_text(explain(welsh, pack, words=words), words)

    assert decision_document(welsh) == decision_document(english)
    assert text != explanation_text(explain(english, pack))
    assert IN_ENGLISH not in text, case.id


def test_every_case_comes_to_the_same_in_welsh_and_is_told_in_welsh_alone(
    pack: Pack, words: Words
) -> None:
    assert pack.cases
    for case in pack.cases:
        welsh_case(case, pack, words)


def test_welsh_counts_with_six_forms(words: Words) -> None:
    said = [words.count("within-working-days", n) for n in (1, 2, 3, 5, 6, 10)]

    assert said == [
        "o fewn un diwrnod gwaith",
        "o fewn dau ddiwrnod gwaith",
        "o fewn tri diwrnod gwaith",
        "o fewn 5 diwrnod gwaith",
        "o fewn chwe diwrnod gwaith",
        "o fewn 10 diwrnod gwaith",
    ]
