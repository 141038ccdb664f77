"""Four readings of one condition are one: interpreted, compiled, naive, and printed and read."""

import datetime as dt
from collections.abc import Iterator
from itertools import product

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from childconcern.conditions import (
    NEITHER,
    YES,
    Bound,
    Compare,
    ConcernView,
    Condition,
    Measure,
    Named,
    Not,
    Or,
    Terms,
    condition_problems,
    condition_text,
    expand,
    parse_condition,
    plain,
    truth,
)
from childconcern.conditions.parsing import MOST_CHARACTERS
from childconcern.facts import Age, Concern, Fact, Vocabulary, YesNo, read_concern
from support.compiled import compiled
from support.generating import Document, ages, conditions, days, documents, terms
from support.reference import Answer, Sight, possible_months, reference_plain, tells

A_DAY = dt.date(2026, 11, 23)


@frozen(kw_only=True)
class Example:
    """Some conditions, and some concerns that they can be read of."""

    terms: Terms
    conditions: tuple[Condition, ...]
    documents: tuple[tuple[Document, dt.date], ...]

    def pairs(self) -> Iterator[tuple[Condition, Concern, Sight]]:
        """Yield each condition, its signs written out, with each concern twice over."""
        vocabulary = self.terms.vocabulary
        for document, on in self.documents:
            concern = read_concern(document, vocabulary)
            sight = Sight(document=document, vocabulary=vocabulary, on=on, signs={})
            for condition in self.conditions:
                yield expand(condition, self.terms.meanings), concern, sight


@st.composite
def examples(draw: st.DrawFn) -> Example:
    made = draw(terms())
    concerns = st.tuples(documents(made.vocabulary), days())
    return Example(
        terms=made,
        conditions=tuple(draw(st.lists(conditions(made), min_size=1, max_size=3))),
        documents=tuple(draw(st.lists(concerns, min_size=2, max_size=4))),
    )


@st.composite
def sentences(draw: st.DrawFn) -> tuple[Terms, Condition]:
    made = draw(terms())
    return made, draw(conditions(made, levels=True))


def pair(answer: Answer) -> tuple[bool, bool]:
    """Return an answer as what holds, and what its opposite does."""
    return answer is True, answer is False


@given(examples())
def test_the_interpreter_says_what_the_naive_reading_says(example: Example) -> None:
    for condition, concern, sight in example.pairs():
        view = ConcernView(concern=concern, on=sight.on)

        assert truth(condition, view) == pair(tells(condition, sight))


@given(examples())
def test_the_naive_reading_reads_signs_by_name_as_it_does_written_out(example: Example) -> None:
    named = {sign.id: sign.when for sign in example.terms.signs}
    for document, on in example.documents:
        vocabulary = example.terms.vocabulary
        sight = Sight(document=document, vocabulary=vocabulary, on=on, signs=named)
        for condition in example.conditions:
            written = expand(condition, example.terms.meanings)

            assert tells(condition, sight) == tells(written, sight)


@given(examples())
def test_compiled_conditions_certainly_hold_and_fail_where_they_naively_do(
    example: Example,
) -> None:
    written = [expand(one, example.terms.meanings) for one in example.conditions]
    truths = compiled(written, example.terms.vocabulary)
    # Twice over: what a table remembers is what it was filled with.
    for document, on in example.documents * 2:
        concern = read_concern(document, example.terms.vocabulary)
        sight = Sight(document=document, vocabulary=example.terms.vocabulary, on=on, signs={})

        assert truths(concern, on) == [pair(tells(one, sight)) for one in written]


@given(examples())
def test_the_two_plain_booleans_say_what_the_naive_reading_says(example: Example) -> None:
    for condition, _, sight in example.pairs():
        certainly = reference_plain(plain(condition), sight)
        certainly_not = reference_plain(plain(condition, holds=False), sight)

        assert (certainly, certainly_not) == pair(tells(condition, sight))


def comparisons(measure: Measure, numbers: set[int]) -> Iterator[Compare]:
    """Yield every comparison of an age with constants near the ends of what it could be."""
    near = {max(0, end + step) for end in (min(numbers), max(numbers)) for step in (-1, 0, 1)}
    bounds = [Bound(value, inclusive=so) for value in sorted(near) for so in (True, False)]
    for low, high in product([None, *bounds], repeat=2):
        compare = Compare(fact="age", measure=measure, low=low, high=high)
        # A range without a number in it, or without an end, is a problem and gets no further.
        if low is None or high is None or (compare.smallest or 0) <= (compare.largest or 0):
            yield compare


@given(ages(), days(), st.sampled_from((Measure.MONTHS, Measure.YEARS)))
def test_constants_near_the_ends_of_a_span_settle_what_they_do_for_every_month_in_it(
    age: str, on: dt.date, measure: Measure
) -> None:
    vocabulary = Vocabulary(facts=(Fact(id="age", kind=Age()),))
    document: Document = {"age": age}
    unit = 12 if measure is Measure.YEARS else 1
    compared = [*comparisons(measure, {month // unit for month in possible_months(age, on)})][1:]
    concern = read_concern(document, vocabulary)
    sight = Sight(document=document, vocabulary=vocabulary, on=on, signs={})
    naively = [pair(tells(one, sight)) for one in compared]

    assert [truth(one, ConcernView(concern=concern, on=on)) for one in compared] == naively
    assert compiled(compared, vocabulary)(concern, on) == naively


@given(examples())
def test_not_swaps_certainly_and_certainly_not(example: Example) -> None:
    for condition, concern, sight in example.pairs():
        view = ConcernView(concern=concern, on=sight.on)

        assert truth(Not(condition), view) == truth(condition, view)[::-1]
        assert plain(Not(condition)) == plain(condition, holds=False)


@given(sentences())
def test_what_is_printed_is_read_back_as_the_same_condition(
    sentence: tuple[Terms, Condition],
) -> None:
    made, condition = sentence
    text = condition_text(condition)

    if len(text) <= MOST_CHARACTERS:
        assert parse_condition(text) == condition
        assert condition_problems(parse_condition(text), made, levels=True) == ()


@given(sentences(), st.sampled_from(("\n", "\t", "   ", " \n  ")))
def test_line_breaks_and_blanks_between_pieces_change_nothing(
    sentence: tuple[Terms, Condition], blank: str
) -> None:
    text = condition_text(sentence[1])
    spread = blank + text.replace(" ", blank).replace("(", f"{blank}(").replace(")", f"{blank})")

    if len(spread) <= MOST_CHARACTERS:
        assert parse_condition(spread) == sentence[1]


@given(st.sampled_from(({"x": True}, {"x": False}, {"x": None}, {"x": {"not_asked": "q"}}, {})))
def test_x_or_not_x_is_certain_only_of_a_value_that_was_given(document: Document) -> None:
    vocabulary = Vocabulary(facts=(Fact(id="x", kind=YesNo()),))
    given_value = document.get("x") in (True, False)
    either = Or((Named("x"), Not(Named("x"))))
    concern = read_concern(document, vocabulary)

    said = truth(either, ConcernView(concern=concern, on=A_DAY))

    assert said == (YES if given_value else NEITHER)
    assert compiled([either], vocabulary)(concern, A_DAY) == [said]
