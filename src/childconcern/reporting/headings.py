"""What a finding is about, in the pack's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.explanation.phrases import quoted
from childconcern.pack.wording import item_noun
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import claim_words
from childconcern.verify import Example, Finding, Verdict

__all__ = ["about_words", "choice_of", "heading"]

_BROKEN: Final[Mapping[str, str]] = {
    "reachable": "Nothing comes to the {about}",
    "exactly-one-route": "Some get no route, or more than one",
    "no-dead-end": "Somebody is left without a next step",
    "guaranteed": "A guarantee is broken: {about}",
    "a-worse-answer-never-lowers-the-response": "A worse answer lowers the response: {about}",
    "a-worse-answer-never-loses-a-duty": "A worse answer loses a duty: {about}",
    "not-knowing-never-lowers-the-response": "Not knowing lowers the response: {about}",
    "one-more-never-lowers-the-response": "{about} lowers the response",
    "not-knowing-is-no-all-clear": "Whoever knows nothing is sent away",
    "set-aside-changes-nothing": "An answer that is set aside changes something",
}


def heading(finding: Finding, words: PackWords) -> str:
    """Return what a finding says, as a heading."""
    among = max(finding.examples, key=lambda one: one.questions, default=None)
    about = about_words(finding.about, words, among)
    if finding.verdict is not Verdict.VIOLATED or finding.claim not in _BROKEN:
        return f"{claim_words(finding.claim)}: {about}"
    return _BROKEN[finding.claim].format(about=about)


def about_words(about: str, words: PackWords, among: Example | None = None) -> str:
    """Return what a finding is about: a part of the pack, a question, or a guarantee.

    Args:
        about: As the finding has it.
        words: Those of the pack.
        among: An example, whose items are counted: of a single one nobody asks which it is.
    """
    key = choice_of(about)
    if key:
        return words.question(key, among)
    sort, _, name = about.partition(" ")
    match sort:
        case "question":
            return f"question {quoted(words.asked(name))}"
        case "option":
            question_id, _, option_id = name.partition("/")
            offered = words.offered(question_id, option_id)
            return f"answer {offered} to {quoted(words.asked(question_id))}"
        case "guarantee":
            return name
        case "one":
            return f"One more {item_noun(name.rpartition(' ')[2])[0]}"
        case "route":
            return f"route {words.wording.route(name)}"
        case _:
            return about


def choice_of(about: str) -> str:
    """Return the key of the answer that a finding or a note is about; empty where it is none."""
    key = about.partition(": ")[0]
    return key if "/" in key and " " not in key else ""
