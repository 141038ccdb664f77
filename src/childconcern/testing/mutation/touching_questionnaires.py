"""Which rehearsals see that a questionnaire differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve

from childconcern.conditions import Condition, expand, truth
from childconcern.facts import NotKnown
from childconcern.journey import Skipped, Why
from childconcern.journey.live import Live, LiveView
from childconcern.pack import Pack
from childconcern.questionnaire import Question, Questionnaire
from childconcern.testing.mutation.rehearsing import Rehearsal, Walked

__all__ = ["questionnaire_touches"]

_Touch = Callable[[Walked], bool]

_EITHER_WAY = frozenset({Why.SECTION_CLOSED, Why.ALREADY_RECORDED, Why.NOBODY_TO_RELATE_TO})
"""Where a question is not asked, whatever its own condition."""


def questionnaire_touches(pack: Pack, mutated: Pack) -> Iterator[Callable[[Rehearsal], bool]]:
    """Yield for each part that differs what tells whether a rehearsal sees it."""
    for before, after in zip(pack.questionnaires, mutated.questionnaires, strict=True):
        for touch in _touches(before, after):
            yield partial(_sees, before.id, touch)


def _sees(questionnaire_id: str, touch: _Touch, rehearsal: Rehearsal) -> bool:
    walked = rehearsal.walked
    return walked is not None and walked.questionnaire.id == questionnaire_id and touch(walked)


def _touches(before: Questionnaire, after: Questionnaire) -> Iterator[_Touch]:
    if before.finish_early or after.finish_early or _shape(before) != _shape(after):
        # What is asked depends on everything that can matter, or on the order of sections.
        yield lambda _: True
        return
    for n, (section, other) in enumerate(zip(before.sections, after.sections, strict=True)):
        if section is other and before.signs is after.signs:
            continue
        was, now = _meant(section.ask_when, before), _meant(other.ask_when, after)
        if was != now:
            yield _opens_otherwise(n, was, now)
        others = {question.id: question for question in other.questions}
        if [one.id for one in section.questions if one.id in others] != [*others]:
            yield lambda _: True
            return
        for m, question in enumerate(section.questions):
            mistaken = others.get(question.id)
            yield from _question((n, m), question, before, mistaken, after)


def _shape(questionnaire: Questionnaire) -> object:
    """Return all but the conditions and questions of sections."""
    return tuple(evolve(one, ask_when=None, questions=()) for one in questionnaire.sections)


def _meant(gate: Condition | None, questionnaire: Questionnaire) -> Condition | None:
    """Return a condition with its signs written out."""
    return None if gate is None else expand(gate, questionnaire.terms.meanings)


def _question(
    at: tuple[int, int],
    question: Question,
    before: Questionnaire,
    other: Question | None,
    after: Questionnaire,
) -> Iterator[_Touch]:
    if other is None:
        yield lambda walked: _is_asked(walked, question.id) or _is_answered(walked, question.id)
        return
    was, now = _meant(question.ask_when, before), _meant(other.ask_when, after)
    if was != now:
        yield _asked_otherwise(at, question.id, now)
    if question.unknown_allowed and not other.unknown_allowed:
        yield lambda walked: any(isinstance(one, NotKnown) for one in _said(walked, question.id))
    if question.optional and not other.optional:
        yield lambda walked: any(isinstance(one, Skipped) for one in _said(walked, question.id))
    if (
        evolve(
            question,
            ask_when=other.ask_when,
            unknown_allowed=other.unknown_allowed,
            optional=other.optional,
        )
        != other
    ):
        yield lambda walked: _is_seen(walked, question.id) or _is_answered(walked, question.id)


def _keys(walked: Walked, question_id: str) -> Iterator[str]:
    """Yield the question's key, or one for each item."""
    return (key for key in walked.journey.why if key.partition("@")[0] == question_id)


def _is_asked(walked: Walked, question_id: str) -> bool:
    return any(walked.journey.why[key].is_asked for key in _keys(walked, question_id))


def _is_seen(walked: Walked, question_id: str) -> bool:
    why = walked.journey.why
    return any(why[key] is not Why.SECTION_CLOSED for key in _keys(walked, question_id))


def _said(walked: Walked, question_id: str) -> Iterator[object]:
    answers = walked.answers.by_key.items()
    return (answer for key, answer in answers if key.partition("@")[0] == question_id)


def _is_answered(walked: Walked, question_id: str) -> bool:
    return any(True for _ in _said(walked, question_id))


def _opens_otherwise(n: int, was: Condition | None, now: Condition | None) -> _Touch:
    def touch(walked: Walked) -> bool:
        live = _live_before(walked, (n, 0, 0))
        return _holds(was, walked, live, None) != _holds(now, walked, live, None)

    return touch


def _asked_otherwise(at: tuple[int, int], question_id: str, now: Condition | None) -> _Touch:
    """Return whether the question is asked of somebody of whom it was not, or no longer is.

    Up to the first place where that is so everything is as it was, so each
    place can be looked at with what was live there.
    """
    n, m = at

    def touch(walked: Walked) -> bool:
        group = walked.questionnaire.sections[n].for_each
        for key in _keys(walked, question_id):
            why, item = walked.journey.why[key], key.partition("@")[2]
            if why in _EITHER_WAY:
                continue
            own = None if group is None else (group, item)
            position = 0 if own is None else walked.answers.items[own[0]].index(item)
            live = _live_before(walked, (n, position, m))
            if why.is_asked != _holds(now, walked, live, own):
                return True
        return False

    return touch


def _live_before(walked: Walked, place: tuple[int, int, int]) -> Live:
    """Return what was live when a place came up: a section, an item in it, and a question."""
    live = Live.of(walked.given, walked.answers.items)
    for key in walked.journey.path:
        name, _, item = key.partition("@")
        section, question = walked.questionnaire.questions[name]
        group = section.for_each
        n, m = walked.positions[name]
        position = 0 if group is None else walked.answers.items[group].index(item)
        if (n, position, m) >= place:
            break
        answer = walked.answers.by_key.get(key)
        if answer is not None and not isinstance(answer, Skipped):
            live.row(group, item or None)[question.records] = answer
    return live


def _holds(gate: Condition | None, walked: Walked, live: Live, own: tuple[str, str] | None) -> bool:
    if gate is None:
        return True
    return truth(gate, LiveView(live=live, on=walked.on, own=own))[0]
