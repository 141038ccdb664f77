"""Plural forms: the rules are those of the CLDR, and a language without one says so."""

import pytest
from babel import Locale

from childconcern.pack.wording import CATEGORIES, plural_rule
from childconcern.pack.wording.plurals import KNOWN


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_every_number_takes_the_form_that_the_cldr_gives_it(language: str) -> None:
    cldr = Locale(language).plural_form
    rule = plural_rule(language)
    assert rule is not None

    ours = [rule.category(number) for number in range(1001)]

    assert ours == [cldr(number) for number in range(1001)]


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_the_forms_of_a_language_are_all_that_its_numbers_take_and_other(language: str) -> None:
    rule = KNOWN[language]
    taken = {rule.category(number) for number in range(1001)}

    assert rule.categories == tuple(one for one in CATEGORIES if one in taken | {"other"})


def test_welsh_has_six_forms() -> None:
    rule = plural_rule("cy")

    assert rule is not None
    assert rule.categories == CATEGORIES
    assert [rule.category(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 13)] == [
        *("zero", "one", "two", "few", "other", "other", "many", "other", "other"),
    ]


def test_a_region_has_the_plurals_of_its_language() -> None:
    assert plural_rule("cy-GB") == plural_rule("cy")


def test_a_language_that_is_not_known_has_the_plurals_that_it_declares_or_none() -> None:
    declared = plural_rule("kw", {"two": (2,), "one": (1,)})

    assert plural_rule("kw") is None
    assert declared is not None
    assert declared.categories == ("one", "two", "other")
    assert [declared.category(n) for n in (0, 1, 2, 3)] == ["other", "one", "two", "other"]
