"""What can go wrong with whom is asked: conditions that are missing, or one too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from childconcern.conditions import Condition, Named, condition_text
from childconcern.facts import YesNo
from childconcern.pack import Pack
from childconcern.problems import Place, Problem
from childconcern.testing.mutation.drafts import Draft
from childconcern.testing.mutation.mistaken_parts import never
from childconcern.testing.mutation.originals import (
    Original,
    questionnaire_faults,
    tests_in,
    with_question,
    with_section,
)
from childconcern.testing.mutation.sites import sites
from childconcern.testing.mutation.slips import in_words, shortened

__all__ = ["gate_drafts"]

_MOST_GATES: Final = 2
"""How many conditions are tried before what has none."""


@frozen(kw_only=True, eq=False)
class _Asked:
    """A section or a question, which can be asked of too many or too few.

    Attributes:
        kind: ``section`` or ``question``.
        id: Its questionnaire's and its own.
        place: The file, and the ids that lead to its condition.
        gate: Its condition; None where it has none.
        before: The facts that its condition can read, in the order in which they are recorded.
        group: The group of which it asks each item, where it is a question.
        put: Makes the pack with another condition of it.
        faults: Says what is wrong with the questionnaire in such a pack.
    """

    kind: str
    id: str
    place: Place
    gate: Condition | None
    before: tuple[str, ...]
    group: str | None = None
    put: Callable[[Condition | None], Pack]
    faults: Callable[[Pack], tuple[Problem, ...]]

    def draft(self, operator: str, detail: str, says: str, gate: Condition | None) -> Draft:
        """Return a draft with another condition."""
        return Draft(
            operator=operator,
            subject=f"{self.kind} {self.id}",
            detail=detail,
            place=self.place,
            was=self.gate,
            now=gate,
            says=lambda: f"{self.kind.capitalize()} {self.id} {says}",
            make=partial(self.put, gate),
            faults=self.faults,
        )


def gate_drafts(original: Original) -> Iterator[Draft]:
    """Yield sections and questions that are asked of everybody, of fewer people, and of nobody."""
    tests = _tests(original)
    for asked in _all_asked(original):
        yield from _gates(original, asked, tests)


def _all_asked(original: Original) -> Iterator[_Asked]:
    """Yield the sections and questions that can matter to a decision."""
    for position, questionnaire in enumerate(original.pack.questionnaires):
        for n, section in enumerate(questionnaire.sections):
            mattering = [one.records in original.deciding for one in section.questions]
            if any(mattering):
                yield _of_section(original, position, n)
            for m, matters in enumerate(mattering):
                if matters:
                    yield _of_question(original, position, n, m)


def _of_section(original: Original, position: int, n: int) -> _Asked:
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]
    return _Asked(
        kind="section",
        id=f"{questionnaire.id}/{section.id}",
        place=Place(f"{questionnaire.id}.toml", ("sections", section.id, "ask_when")),
        gate=section.ask_when,
        before=original.recorded_before(position, n),
        put=lambda gate: with_section(original.pack, position, n, evolve(section, ask_when=gate)),
        faults=questionnaire_faults(original, position),
    )


def _of_question(original: Original, position: int, n: int, m: int) -> _Asked:
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]
    question = section.questions[m]
    path = ("sections", section.id, "questions", question.id, "ask_when")
    return _Asked(
        kind="question",
        id=f"{questionnaire.id}/{question.id}",
        place=Place(f"{questionnaire.id}.toml", path),
        gate=question.ask_when,
        before=original.recorded_before(position, n, m),
        group=section.for_each,
        put=lambda gate: with_question(
            original.pack, (position, n, m), evolve(question, ask_when=gate)
        ),
        faults=questionnaire_faults(original, position),
    )


def _tests(original: Original) -> Mapping[str, Condition]:
    """Return for each fact how the pack tests it first; a yes-no fact can stand bare."""
    found: dict[str, Condition] = {}
    for site in sites(original):
        for test in tests_in(site.condition):
            found.setdefault(test.name if isinstance(test, Named) else test.fact, test)
    facts = original.vocabulary.by_id.values()
    return {one.id: Named(one.id) for one in facts if isinstance(one.kind, YesNo)} | found


def _gates(original: Original, asked: _Asked, tests: Mapping[str, Condition]) -> Iterator[Draft]:
    prefix = "section-" if asked.kind == "section" else ""
    homes, facts = original.vocabulary.group_of, original.vocabulary.by_id
    # What has just been asked is the likeliest to be thought of.
    near = [fact for fact in asked.before[::-1] if homes[fact] in {None, asked.group}]
    if asked.gate is None:
        for gate in islice((tests[fact] for fact in near if fact in tests), _MOST_GATES):
            detail = f"asked when {shortened(condition_text(gate))}"
            says = f"is only asked where this is so: {in_words(gate, original.wording)}."
            yield asked.draft(f"{prefix}gate-added", detail, says, gate)
    else:
        whom = "" if asked.kind == "section" else " whom its section is asked of"
        says = f"is asked of everybody{whom}."
        yield asked.draft(f"{prefix}gate-dropped", "asked always", says, None)
    for fact in islice((one for one in near if facts[one].rules_can_read_it), 1):
        operator = f"{asked.kind}-never-asked"
        yield asked.draft(operator, "never asked", "is asked of nobody.", never(fact))
