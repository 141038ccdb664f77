"""Comparisons of numbers, ages and days in words."""

from __future__ import annotations

from childconcern.conditions import Compare, Measure
from childconcern.explanation.phrases import Clause, Phrase, one_so
from childconcern.explanation.wording import Wording, amount, item_noun
from childconcern.facts import WholeNumber
from childconcern.facts.ages import NOT_YET_BORN

__all__ = ["compare_phrase"]


def compare_phrase(compare: Compare, wording: Wording, *, so: bool) -> Phrase:
    """Return that a number is within bounds, or that it is not.

    Bounds are said so that nobody must think about completed years: "under 8
    years old", never "at most 7". Where an age has no lower bound, an unborn
    child is within it, and the words say that.
    """
    small, large = compare.smallest, compare.largest
    subject = _subject(compare, wording)
    if so or (small is None and large is None):
        return Clause(
            f"{subject} {'is' if so else 'is not'} {_bounds(compare, wording, small, large)}"
        )
    outside: list[Phrase] = []
    if small is not None:
        outside.append(Clause(f"{subject} is {_bounds(compare, wording, None, small - 1)}"))
    if large is not None:
        outside.append(Clause(f"{subject} is {_bounds(compare, wording, large + 1, None)}"))
    return one_so(tuple(outside))


def _subject(compare: Compare, wording: Wording) -> str:
    """Return what is measured: "the child" for the age of an item, else the fact's topic."""
    home = wording.policy.vocabulary.group_of.get(compare.fact)
    if compare.fact == "age" and home is not None:
        return f"the {item_noun(home)[0]}"
    topic = wording.topic(compare.fact)
    if compare.measure is Measure.NUMBER or wording.asks(compare.fact):
        topic = f"the answer on {topic}"
    return f"{topic}," if "," in topic else topic


def _bounds(compare: Compare, wording: Wording, small: int | None, large: int | None) -> str:
    if small is None and large is None:
        return "anything"
    match compare.measure:
        case Measure.NUMBER:
            fact = wording.fact(compare.fact)
            kind = None if fact is None else fact.kind
            return _number(small, large, kind.unit if isinstance(kind, WholeNumber) else "")
        case Measure.MONTHS:
            return _age(small, large, "months")
        case Measure.YEARS:
            return _age(small, large, "years")
        case _:
            return _days(small, large)


def _number(small: int | None, large: int | None, unit: str) -> str:
    if small is not None and small == large:
        return f"exactly {amount(small, unit)}"
    least = "" if small is None else f"at least {amount(small, unit if large is None else '')}"
    most = "" if large is None else f"at most {amount(large, unit)}"
    return " and ".join(filter(None, (least, most)))


def _age(small: int | None, large: int | None, unit: str) -> str:
    under = "" if large is None else amount(large + 1, unit)
    if small is None:
        return "not born yet" if large == NOT_YET_BORN else f"under {under} old, or not born yet"
    if small == large:
        return f"{amount(small, unit)} old"
    least = f"at least {amount(small, unit)}" if small else "born"
    if large is None:
        return f"{least} old" if small else least
    return f"{least} and under {under} old"


def _days(small: int | None, large: int | None) -> str:
    most = "" if large is None else f"at most {amount(large, 'days')} ago"
    if small is None:
        if large is not None and large <= 0:
            return "today or still to come" if large == 0 else "still to come"
        return f"{most}, or still to come"
    if small == large:
        return f"exactly {amount(small, 'days')} ago" if small else "today"
    if large is None:
        return f"at least {amount(small, 'days')} ago" if small else "today or in the past"
    return f"at least {small} and {most}"
