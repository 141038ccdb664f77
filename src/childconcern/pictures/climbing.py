"""From a questionnaire and a policy to a ladder."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from childconcern.conditions import Condition
from childconcern.explanation import Phrase, Wording, condition_phrase, pack_wording, promise_words
from childconcern.facts import Relationships
from childconcern.pack import Pack
from childconcern.pack.wording import item_noun
from childconcern.pictures.answering import PossibleAnswer, possible_answers
from childconcern.pictures.deciding import Certain, Decided, certain_of
from childconcern.pictures.following import following
from childconcern.pictures.nouns import Exit, Ladder, Part, Rung, Step
from childconcern.pictures.supposing import Chosen, Exactly, Supposition
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["ladder"]


def ladder(pack: Pack, questionnaire_id: str | None = None) -> Ladder:
    """Return a questionnaire of a pack, or its first, with what each answer leads to.

    What an exit says holds of every journey in which the question gets that
    answer: no question before ``goes_to`` follows it, and what is decided is at
    least as urgent as ``route``. What several answers decide together is left
    to the description of the policy.

    Raises:
        NoQuestionnaireError: When there is none of that id.
    """
    asked = pack.questionnaire(questionnaire_id)
    earlier = pack.questionnaires[: pack.questionnaires.index(asked)]
    before = frozenset(fact for one in earlier for fact in one.recorded())
    climber = _Climber(
        questionnaire=asked,
        wording=pack_wording(pack),
        certain=certain_of(pack.policy),
        open_before=before,
        numbers={one: number for number, one in enumerate(asked.questions, start=1)},
    )
    parts = tuple(climber.part(section) for section in asked.sections)
    exits = (one for part in parts for step in part.steps for one in step.exits)
    brought = {duty for one in exits for duty in one.duties}
    return Ladder(
        id=asked.id,
        title=asked.title or pack.title or asked.id,
        parts=parts,
        rungs=tuple(climber.rungs()),
        otherwise=pack.policy.otherwise,
        duties=tuple((one.id, one.because) for one in pack.policy.duties if one.id in brought),
    )


@frozen(kw_only=True, eq=False)
class _Climber:
    questionnaire: Questionnaire
    wording: Wording
    certain: Certain
    open_before: frozenset[str]
    numbers: dict[str, int]

    def rungs(self) -> Iterator[Rung]:
        for route in self.wording.policy.routes:
            promise = route.respond_within
            words = "" if promise is None else promise_words(promise, self.wording)
            yield Rung(id=route.id, name=route.name, promise=words)

    def part(self, section: Section) -> Part:
        return Part(
            id=section.id,
            title=section.title,
            steps=tuple(self.step(question) for question in section.questions),
            asked_when=self.phrase(section.ask_when),
            each="" if section.for_each is None else item_noun(section.for_each)[0],
        )

    def step(self, question: Question) -> Step:
        fact = self.questionnaire.vocabulary.by_id[question.records]
        return Step(
            number=self.numbers[question.id],
            id=question.id,
            text=question.text,
            exits=self.exits(question),
            asked_when=self.phrase(question.ask_when),
            only_with_others=isinstance(fact.kind, Relationships),
        )

    def phrase(self, condition: Condition | None) -> Phrase | None:
        return None if condition is None else condition_phrase(condition, self.wording)

    def exits(self, question: Question) -> tuple[Exit, ...]:
        """Return exits in the order of answers; answers that lead alike share one."""
        found: dict[Exit, list[str]] = {}
        answers = possible_answers(question, self.wording)
        for answer, towards in zip(answers, self.towards(question, answers), strict=True):
            found.setdefault(self.exit(question, answer, towards), []).append(answer.words)
        exits = [evolve(one, answers=tuple(words)) for one, words in found.items()]
        return tuple(sorted(exits, key=lambda one: one.is_plain))

    def exit(self, question: Question, answer: PossibleAnswer, towards: str | None) -> Exit:
        """Return where an answer leads, without its words."""
        number = self.numbers[question.id]
        found = following(self.questionnaire, question.id, answer.supposes, self.open_before)
        goes_to = None if found.question is None else self.numbers[found.question]
        decided = Decided(None, ()) if found.replaced else self.decided(question, answer)
        last = goes_to is None and number == len(self.numbers)
        return Exit(
            answers=(),
            goes_to=goes_to,
            is_next=goes_to == number + 1 or last,
            next_item=found.next_item,
            route=decided.route,
            duties=decided.duties,
            towards=self.more_urgent(towards, decided.route),
        )

    def towards(
        self, question: Question, answers: tuple[PossibleAnswer, ...]
    ) -> Iterator[str | None]:
        """Yield for each answer the most urgent route that it speaks for together with others."""
        supposed = [_alone(one.supposes) for one in answers if one.supposes is not None]
        yield from self.certain.towards(question.records, supposed)
        yield from (None for one in answers if one.supposes is None)

    def more_urgent(self, route: str | None, decided: str | None) -> str | None:
        """Return a route, or None where what is decided is as urgent already."""
        rungs = self.wording.policy.rungs
        as_urgent = route is None or (decided is not None and rungs[route] >= rungs[decided])
        return None if as_urgent else route

    def decided(self, question: Question, answer: PossibleAnswer) -> Decided:
        if answer.supposes is None:
            return Decided(None, ())
        return self.certain.decided(question.records, answer.supposes)


def _alone(supposed: Supposition) -> Supposition:
    """Return an answer as it is with no other option chosen beside it."""
    if isinstance(supposed, Chosen):
        return Exactly(frozenset({supposed.option}))
    return supposed
