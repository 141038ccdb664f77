"""A questionnaire as a ladder: numbered questions, and what each answer leads to."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from childconcern.explanation import Phrase

__all__ = ["Exit", "Ladder", "Part", "Rung", "Step"]


@frozen(kw_only=True)
class Exit:
    """What some answers to a question lead to, whatever else is answered.

    Attributes:
        answers: In the words of the questionnaire.
        goes_to: The number of the first question that can follow; None where none can.
        is_next: That is the next one in order, or the end after the last.
        next_item: Before that, the questions begin again for the next item.
        route: The id of the least urgent route that can follow; None where it is open.
        duties: The ids of the duties that follow for certain.
        towards: The id of the most urgent route that the answer speaks for together
            with others, where that is more urgent; None where there is none.
    """

    answers: tuple[str, ...]
    goes_to: int | None
    is_next: bool
    next_item: bool = False
    route: str | None = None
    duties: tuple[str, ...] = ()
    towards: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it only leads on to the next question."""
        return self.is_next and not (self.route or self.duties or self.towards)


@frozen(kw_only=True)
class Step:
    """One question.

    Attributes:
        number: From 1, through all sections.
        id: The question's.
        text: As people read it.
        asked_when: Where it is asked only then.
        only_with_others: It is passed over where nobody else is listed.
        exits: What answers lead to; those that lead on plainly come last.
    """

    number: int
    id: str
    text: str
    exits: tuple[Exit, ...]
    asked_when: Phrase | None = None
    only_with_others: bool = False


@frozen(kw_only=True)
class Part:
    """One section.

    Attributes:
        id: The section's.
        title: As people read it.
        steps: In order.
        asked_when: Where it is asked only then.
        each: The word for one item, where the questions are asked for each; else empty.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    asked_when: Phrase | None = None
    each: str = ""


@frozen(kw_only=True)
class Rung:
    """One route, as a picture names it.

    Attributes:
        id: The route's.
        name: As people read it.
        promise: By when, in words; empty where nothing is promised.
    """

    id: str
    name: str
    promise: str = ""


@frozen(kw_only=True)
class Ladder:
    """A questionnaire with what its answers lead to.

    Attributes:
        id: The questionnaire's.
        title: As people read it.
        parts: Its sections.
        rungs: The routes, most urgent first.
        otherwise: The id of the route when no rule applies.
        duties: What each duty says, by id, for those that an answer brings.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    rungs: tuple[Rung, ...]
    otherwise: str
    duties: tuple[tuple[str, str], ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield every question, in order."""
        return (step for part in self.parts for step in part.steps)

    def rung(self, route_id: str) -> Rung:
        """Return the route of that id."""
        return next(rung for rung in self.rungs if rung.id == route_id)

    def is_most_urgent(self, route_id: str) -> bool:
        """Return whether no route is more urgent."""
        return self.rungs[0].id == route_id
