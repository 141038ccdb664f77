"""Promises of explanations and of conditions in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    Bound,
    Compare,
    ConcernView,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Not,
    Or,
    Terms,
    expand,
    truth,
)
from childconcern.decision import Decision, decide
from childconcern.explanation import (
    Clause,
    Either,
    Led,
    Phrase,
    Reader,
    Several,
    Together,
    Wording,
    condition_words,
    describe,
    description_markdown,
    explain,
    explanation_text,
    in_one_line,
    readability_warnings,
)
from childconcern.explanation.phrases import all_so, one_so
from childconcern.facts import (
    Address,
    Age,
    Concern,
    Date,
    Email,
    Fact,
    Kind,
    LongText,
    PersonName,
    Postcode,
    Telephone,
    Text,
    concern_document,
    read_concern,
)
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.policy import Area, NamedLevel, Route, WrittenPolicy
from childconcern.problems import Severity
from support.generating import Document, conditions, days, documents, policies, terms, vocabularies

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")
DECIDED: Final = {
    one.case.id: one.decision for one in RIVERBANK.run_cases() if one.decision is not None
}


# ---------------------------------------------------------------------- explanations


@frozen(kw_only=True)
class Example:
    """A pack that was made up, and what it decided."""

    pack: Pack
    decision: Decision


@st.composite
def examples(draw: st.DrawFn) -> Example:
    vocabulary = draw(vocabularies())
    policy = draw(policies(vocabulary))
    pack = Pack(id=policy.id, version=policy.version, vocabulary=vocabulary, policy=policy)
    concern = read_concern(draw(documents(vocabulary)), vocabulary)
    complete = draw(st.sampled_from((None, True, False)))
    return Example(pack=pack, decision=decide(concern, policy, on=draw(days()), complete=complete))


@given(examples())
def test_every_reason_of_a_decision_is_told_to_the_worker(example: Example) -> None:
    found = explain(example.decision, example.pack, reader=Reader.WORKER)
    text = explanation_text(found)

    assert [(one.kind, one.id) for one in found.reasons] == [
        (one.kind, one.id) for one in example.decision.reasons
    ]
    for reason in example.decision.reasons:
        assert f"{reason.kind.capitalize()} {reason.id}" in text
        assert reason.because in text
        assert (reason.source or "none given") in text


@given(examples())
def test_every_safety_fact_that_was_not_known_is_told_with_what_it_counted_as(
    example: Example,
) -> None:
    treated = {one.fact for one in example.decision.treated_as}

    for reader in Reader:
        found = explain(example.decision, example.pack, reader=reader)
        assert sum(bool(one.counted_as) for one in found.not_known) == len(treated)


@given(examples(), st.sampled_from(Reader))
def test_a_route_is_never_shown_without_why(example: Example, reader: Reader) -> None:
    found = explain(example.decision, example.pack, reader=reader)
    rules = [one for one in found.reasons if one.kind == "rule"]

    assert bool(rules) != bool(found.no_rule_spoke)
    assert bool(rules) == bool(example.decision.outcome.rules)
    text = explanation_text(found)
    assert text.index(found.title) < text.index("Why")
    assert all(reason.because in text for reason in found.reasons)
    assert all(line in text for line in (*found.always, *found.advice, found.promise))


@given(examples(), st.sampled_from(Reader))
def test_items_are_told_by_their_place_and_never_by_their_id(
    example: Example, reader: Reader
) -> None:
    text = explanation_text(explain(example.decision, example.pack, reader=reader))

    assert not any(
        item.id in text
        for group in example.decision.concern.vocabulary.groups
        for item in example.decision.concern.items(group.id)
    )


@given(examples())
def test_what_a_pack_says_is_described_whatever_it_says(example: Example) -> None:
    page = description_markdown(describe(example.pack))
    policy = example.pack.policy

    cited = [one.id for one in policy.rules] + [one.id for one in policy.indicators]
    assert all(f"<br>`{one}` |" in page for one in (*cited, *(one.id for one in policy.duties)))
    found = readability_warnings(example.pack)
    assert all(problem.severity is Severity.WARNING for problem in found)


# ------------------------------------------------------------------- what was typed

CANARIES: Final[dict[type[Kind], str]] = {
    Text: "zqxtext",
    LongText: "zqxlong. Zqxlonger",
    PersonName: "Zqxname Zqxother",
    Email: "zqxmail@zqxhost.example",
    Telephone: "020 7946 0987",
    Postcode: "ZE9 9ZZ",
    Address: "99 Zqxroad",
    Age: "1991-07-13",
    Date: "1987-03-19",
}
TYPED: Final = ("zqx", "7946", "ZE9", "1991", "13 July", "1987", "19 March")


def with_canaries(concern: Concern) -> Concern:
    """Return a concern in which every typed answer is one that no pack would say."""
    document: Document = dict(concern_document(concern))
    vocabulary = concern.vocabulary
    document.update(_canaries(vocabulary.facts))
    for group in vocabulary.groups:
        for at, item in enumerate(concern.items(group.id)):
            listed: Document = document[group.id][at]
            listed.update(_canaries(group.facts))
            listed["id"] = f"zqx-{item.id}"
    return read_concern(document, vocabulary)


def _canaries(facts: tuple[Fact, ...]) -> Document:
    return {fact.id: CANARIES[type(fact.kind)] for fact in facts if type(fact.kind) in CANARIES}


@pytest.mark.parametrize("case", DECIDED)
@pytest.mark.parametrize("reader", Reader)
def test_no_explanation_holds_what_a_person_typed(case: str, reader: Reader) -> None:
    concern = with_canaries(DECIDED[case].concern)
    decision = decide(concern, RIVERBANK.policy, on=DECIDED[case].on)

    found = explain(decision, RIVERBANK, reader=reader)
    shown = f"{explanation_text(found)} {found!r}".casefold()

    assert not any(typed.casefold() in shown for typed in TYPED)


def test_the_canaries_stand_in_what_was_decided_about() -> None:
    assert set(DECIDED) == {case.id for case in RIVERBANK.cases}
    for decision in DECIDED.values():
        shown = str(concern_document(with_canaries(decision.concern))).casefold()
        assert "zqxlonger" in shown
        assert "7946" in shown


# -------------------------------------------------------------- conditions in words


def wording_of(spoken: Terms) -> Wording:
    """Return words for what conditions can speak of: ids, where there are no others."""
    policy = WrittenPolicy(
        id="made-up",
        version="1",
        vocabulary=spoken.vocabulary,
        otherwise="talk",
        routes=(Route(id="talk", name="Talk"),),
        areas=tuple(Area(id=area, name=area) for area in spoken.areas),
        levels=tuple(NamedLevel(number=level, name="") for level in spoken.levels),
        signs=spoken.signs,
    )
    return Wording(policy=policy, options={})


@st.composite
def spoken_conditions(draw: st.DrawFn) -> tuple[Terms, Condition]:
    spoken = draw(terms())
    return spoken, draw(conditions(spoken, levels=draw(st.booleans())))


@given(spoken_conditions())
def test_every_condition_has_words_and_always_the_same(made: tuple[Terms, Condition]) -> None:
    spoken, condition = made
    words = condition_words(condition, wording_of(spoken))

    assert words
    assert words == condition_words(condition, wording_of(spoken))
    assert "  " not in words
    assert words.count("(") == words.count(")")


def changed(condition: Condition) -> Iterator[Condition]:
    """Yield conditions that differ from one in a single place."""
    yield Not(condition)
    match condition:
        case Not(part):
            yield part
            yield from (Not(other) for other in changed(part))
        case And(parts) | Or(parts) | Count(parts, _):
            yield And(parts)
            yield Or(parts)
            yield from (Count(parts, number + 1) for number in range(len(parts)))
            for at, part in enumerate(parts):
                for other in changed(part):
                    yield evolve(condition, parts=(*parts[:at], other, *parts[at + 1 :]))
        case AnyItem(group, part) | AllItems(group, part) | CountItems(group, part, _):
            yield AnyItem(group, part)
            yield AllItems(group, part)
            yield from (CountItems(group, part, number) for number in (1, 2, 3))
            yield from (evolve(condition, part=other) for other in changed(part))
        case Has(_, options, _):
            yield from (evolve(condition, at_least=n + 1) for n in range(len(options)))
        case Is(_, options) if len(options) > 1:
            yield evolve(condition, options=options[1:])
        case Compare(low=low, high=high):
            yield evolve(condition, low=Bound(1), high=high)
            yield evolve(condition, low=low, high=Bound(2, inclusive=False))
            yield evolve(condition, low=low and evolve(low, inclusive=not low.inclusive))
            yield evolve(condition, high=high and evolve(high, inclusive=not high.inclusive))
        case _:
            pass


@st.composite
def likened(draw: st.DrawFn) -> tuple[Terms, Condition, tuple[ConcernView, ...]]:
    spoken = draw(terms())
    on = draw(days())
    seen = (
        ConcernView(concern=read_concern(document, spoken.vocabulary), on=on)
        for document in draw(st.lists(documents(spoken.vocabulary), min_size=3, max_size=6))
    )
    return spoken, draw(conditions(spoken)), tuple(seen)


@given(likened())
def test_two_conditions_that_read_the_same_say_the_same(
    made: tuple[Terms, Condition, tuple[ConcernView, ...]],
) -> None:
    spoken, condition, views = made
    wording = wording_of(spoken)
    words = condition_words(condition, wording)

    for other in changed(condition):
        if condition_words(other, wording) == words:
            for view in views:
                says = truth(expand(condition, spoken.meanings), view)
                assert truth(expand(other, spoken.meanings), view) == says


# A reader of one line who knows only what the brackets, "and", "either ... or", ":" and ";" say.

CLAUSES: Final = ("alpha", "beta is so", "gamma, delta", "epsilon and zeta", "eta or “a and (b”")
LEADS: Final = ("at least 2 of these are so", "none of these is among them")
OPENINGS: Final = ("for at least one child,", "for every adult,")


def phrases() -> st.SearchStrategy[Phrase]:
    """Return phrases such as conditions are made into."""
    clauses: st.SearchStrategy[Phrase] = st.sampled_from(CLAUSES).map(Clause)
    return st.recursive(
        clauses,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda some: all_so(tuple(some))),
            st.lists(inner, min_size=2, max_size=3).map(lambda some: one_so(tuple(some))),
            st.builds(
                Several, st.sampled_from(LEADS), st.lists(inner, min_size=1, max_size=3).map(tuple)
            ),
            st.builds(Led, st.sampled_from(OPENINGS), inner),
        ),
        max_leaves=8,
    )


def split(text: str, mark: str) -> list[str]:
    """Return the parts of TEXT between marks that stand in no bracket and no quotation."""
    parts, depth, quoted, start = list[str](), 0, False, 0
    for at, character in enumerate(text):
        quoted = character == "“" or (quoted and character != "”")
        if not quoted:
            depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and not quoted and text.startswith(mark, at):
            parts.append(text[start:at])
            start = at + len(mark)
    return [*parts, text[start:]]


def read_part(text: str) -> Phrase:
    whole = text.startswith("(") and text.endswith(")")
    return read_line(text[1:-1]) if whole else Clause(text)


def read_line(text: str) -> Phrase:
    """Return the one phrase that TEXT can be."""
    if text in CLAUSES:
        return Clause(text)
    for opening in OPENINGS:
        if text.startswith(f"{opening} "):
            return Led(opening, read_line(text.removeprefix(f"{opening} ")))
        if text.startswith(f"{opening[:-1]}: "):
            return Led(opening, read_line(text.removeprefix(f"{opening[:-1]}: ")))
    for lead in LEADS:
        if text.startswith(f"{lead}: "):
            parts = split(text.removeprefix(f"{lead}: "), "; ")
            return Several(lead, tuple(map(read_part, parts)))
    if text.startswith("either "):
        return Either(tuple(map(read_part, split(text.removeprefix("either "), " or "))))
    return Together(tuple(map(read_part, split(text, " and "))))


@given(phrases())
def test_a_line_can_be_read_in_one_way_only(phrase: Phrase) -> None:
    assert read_line(in_one_line(phrase)) == phrase
