"""What a broken claim comes to, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from childconcern.explanation.phrases import listed, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.pack.wording import id_words
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import claim_words
from childconcern.reporting.outcomes import comes_to
from childconcern.verify import Example, Finding

__all__ = ["in_a_few_words", "in_a_sentence"]


def in_a_sentence(finding: Finding, words: PackWords) -> str:
    """Return what was found in one sentence; the verifier's own where there is no other."""
    say = _SENTENCES.get(finding.claim)
    match finding.examples:
        case (first, second) if say is not None:
            return say(first, second, words)
        case _:
            return f"{claim_words(finding.claim)}: {full_stop(finding.says)}"


def in_a_few_words(finding: Finding, words: PackWords) -> str:
    """Return what the examples of a finding come to; its own words where it has none."""
    routes = [comes_to(one, words.wording) for one in finding.examples]
    match routes:
        case (alone,):
            return f"it comes to {alone}"
        case (first, second) if first != second:
            return f"from {first} to {second}"
        case _:
            return finding.says


def _lower(first: Example, second: Example, words: PackWords) -> str:
    before, after = comes_to(first, words.wording), comes_to(second, words.wording)
    return f"it comes to {before} first, and then to {after}, which is less urgent"


def _worse(first: Example, second: Example, words: PackWords) -> str:
    return f"One answer becomes worse and all else stays the same: {_lower(first, second, words)}."


def _not_knowing(first: Example, second: Example, words: PackWords) -> str:
    return f"Somebody knows, then says that they do not: {_lower(first, second, words)}."


def _one_more(first: Example, second: Example, words: PackWords) -> str:
    return f"One more is listed and all else stays the same: {_lower(first, second, words)}."


def _loses_a_duty(first: Example, second: Example, _: PackWords) -> str:
    lost = tuple(quoted(id_words(one)) for one in first.duties if one not in second.duties)
    return (
        "One answer becomes worse, and all that the duty reads is asked still:"
        f" {listed(lost)} applies first, and then does not."
    )


_SENTENCES: Final[Mapping[str, Callable[[Example, Example, PackWords], str]]] = {
    "a-worse-answer-never-lowers-the-response": _worse,
    "a-worse-answer-never-loses-a-duty": _loses_a_duty,
    "not-knowing-never-lowers-the-response": _not_knowing,
    "one-more-never-lowers-the-response": _one_more,
}
