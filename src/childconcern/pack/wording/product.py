"""This library's own strings that a person who reports a worry may read, in English.

What stands in braces is filled in. A string with two forms is counted: the
first is for one, the second for all other numbers of ``{n}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.pack.wording.translation import SourceString

__all__ = ["PRODUCT"]

_OUTCOME: Final[Mapping[str, str | tuple[str, str]]] = {
    "in-english": "[English] {text}",
    "what-to-do-now": "What to do now",
    "when-we-respond": "When somebody will respond",
    "you-must-also": "You must also",
    "why-we-say-this": "Why we say this",
    "what-we-noted": "What we noted from the answers",
    "what-was-not-known": "What was not known",
    "what-you-can-always-do": "What you can always do",
    "who-decides": "Who decides",
    "always-send": "You can send a request whatever this says, and a person will read it.",
    "always-again": "If your worry stays or grows, or you learn something new, tell us again.",
    "always-999": "If a child is in immediate danger, call 999.",
    "nothing-sent": "Nothing is sent to us from here, so nobody will get in touch because of it.",
    "nobody-responds": "Nobody will get in touch with you because of this result.",
    "ask-for-response": "If you want somebody to respond, ring us or send a request.",
    "no-time-promised": "No time is promised for a response.",
    "somebody-responds": "Somebody will respond {when}.",
    "somebody-responds-after-contact": "Somebody will respond {when} of hearing from you.",
    "time-not-known": "We do not know when that is, so say it when you get in touch.",
    "straight-away": "straight away",
    "within-hours": ("within one hour", "within {n} hours"),
    "within-working-days": ("within one working day", "within {n} working days"),
    "before": "before {what}",
    "do-this": "Do this {when}.",
    "why": "Why: {because}",
    "no-rule-speaks": "None of our rules speaks to what you have told us.",
    "no-all-clear": (
        "That is not an all-clear: a person will read it and decide with you what to do."
    ),
    "so-far": "You have not answered every question, so this is what we can say so far.",
    "do-not-wait": "Do not wait to finish if a child may be in danger.",
    "advice": "This is advice, worked out from rules that {council} has written.",
    "the-council": "the council",
    "a-person-decides": "A person decides what happens, and may decide differently.",
    "not-known-counted": "{what}: not known, so to be safe it counted as {value}.",
    "not-known": "{what}: not known, and not read as any answer.",
    "of-items": "{what} ({items})",
    "list-last": "{before} and {last}",
    "value-yes": "yes",
    "value-no": "no",
    "rules-of": "{council}, rules {id}, version {version}. Worked out for {day}.",
    "rules": "Rules {id}, version {version}. Worked out for {day}.",
    "day": "{day} {month} {year}",
    "month-1": "January",
    "month-2": "February",
    "month-3": "March",
    "month-4": "April",
    "month-5": "May",
    "month-6": "June",
    "month-7": "July",
    "month-8": "August",
    "month-9": "September",
    "month-10": "October",
    "month-11": "November",
    "month-12": "December",
}
"""What is said of a decision."""

_CONVERSATION: Final[Mapping[str, str | tuple[str, str]]] = {
    "yes": "Yes",
    "no": "No",
    "dont-know": "I don't know",
    "words-for-yes": "yes, y",
    "words-for-no": "no, n",
    "words-for-months": "months, month",
    "words-for-years": "years, year",
    "words-for-weeks": "weeks, week",
    "words-for-days": "days, day",
    "words-for-about": "about",
    "words-for-due": "due",
    "word-for-back": "back",
    "word-for-skip": "skip",
    "skipped": "skipped",
    "choose-several": "one number or several, with commas between",
    "write-lines": "as many lines as you like, then a line with only a full stop",
    "skip-passes": "{word} to pass it by",
    "back-goes-back": "{word} to go back",
    "enter-keeps": "Enter to keep your answer",
    "a-number-between": "a number from {at_least} to {at_most}",
    "questions-left": ("{n} question left", "{n} questions left"),
    "questions-left-between": (
        "{at_least} to {n} questions left",
        "{at_least} to {n} questions left",
    ),
    "first-question": "This is the first question.",
    "cannot-be-used": "That cannot be used.",
    "your-answer": "Your answer: {answer}",
    "check-your-answers": "Check your answers",
    "press-enter": "Press Enter if they are right, or type a number to change one.",
    "type-a-number": "Type a number from 1 to {at_most}, or press Enter.",
    "next": "Next: {title}",
    "only-in-english": "These questions are in English only.",
    "go-on": "Go on with it now? yes or no",
    "answer-yes-or-no": "Answer yes or no.",
    "answers-change-nothing": "Your further answers do not change what happens next.",
    "with-further-answers": "With your further answers:",
    "duties-of-further": "From the further answers, whose duties are owed too:",
    "duties-of-first": "From the first answers, whose duties are owed too:",
    "stopped": "Stopped. If a child is in immediate danger, call 999.",
    "answers-kept": "What you answered is in {file}: the same command goes on.",
    "nothing-kept": "Nothing was kept; --save FILE keeps what you answer.",
    "reference-kept": "Reference {reference}, kept in {file}.",
    "submit-sends": "`childconcern submit` sends it.",
}
"""What is said while questions are asked in a terminal."""

_FAULTS: Final[Mapping[str, str | tuple[str, str]]] = {
    "fault": "It cannot be used: {code}.",
    "fault-age-out-of-range": "An age is at most {at_most_months} months.",
    "fault-empty": "There is nothing in it.",
    "fault-exclusive-option": "One of these stands alone: choose it, or the others.",
    "fault-mistyped-nhs-number": "It is no NHS number: a digit must be wrong.",
    "fault-mistyped-upn": "It is no unique pupil number: a letter or digit must be wrong.",
    "fault-no-code": "Choose one at least, by its number.",
    "fault-no-option": "Choose one at least, by its number.",
    "fault-no-relationship": "Say what they are to one of them at least.",
    "fault-no-such-day": "There is no such day.",
    "fault-not-a-code": "Choose by the numbers that are shown.",
    "fault-not-a-date": "Write a day, a month or a year: 27 3 2019, March 2019 or 2019.",
    "fault-not-a-telephone-number": "Write a telephone number, such as 01632 960001.",
    "fault-not-a-upn": "Write a unique pupil number: a letter and twelve more characters.",
    "fault-not-a-uk-postcode": "Write a postcode of the United Kingdom, such as ZZ99 3AA.",
    "fault-not-a-whole-number": "Write a whole number from {at_least} to {at_most}, in digits.",
    "fault-not-an-age": "Write a date of birth, or an age: 7, 5 months, about 3, due 14 3 2027.",
    "fault-not-an-email-address": "Write an email address, such as name@school.example.",
    "fault-not-an-nhs-number": "Write the ten digits of an NHS number, such as 999 000 0018.",
    "fault-not-an-option": "Choose by the numbers that are shown.",
    "fault-not-codes": "Choose by the numbers that are shown.",
    "fault-not-item-ids": "Write a whole number from {at_least} to {at_most}.",
    "fault-not-options": "Choose by the numbers that are shown.",
    "fault-not-relationships": "Say what they are to each.",
    "fault-not-yes-or-no": "Answer yes or no.",
    "fault-number-of-relationships": "Give a number for each, with commas: {people} in all.",
    "fault-out-of-range": "Write a whole number from {at_least} to {at_most}.",
    "fault-repeated-option": "Choose each once.",
    "fault-retired-code": "That code is no longer used: choose by the numbers that are shown.",
    "fault-too-long": "At most {at_most_characters} characters can be kept.",
    "fault-unknown-not-allowed": "This must be answered.",
    "fault-unreadable-character": "There is a character in it that cannot be kept: type it again.",
    "fault-year-out-of-range": "A year is from {at_least} to {at_most}.",
}
"""What is said of an answer that cannot be used, by the code of its fault."""


def _source(name: str, english: str | tuple[str, str]) -> SourceString:
    if isinstance(english, tuple):
        forms = {"one": english[0], "other": english[1]}
    else:
        forms = {"text": english}
    return SourceString(key=("product", name), forms=forms, is_template=True)


PRODUCT: Final[Mapping[str, SourceString]] = {
    name: _source(name, english)
    for name, english in (*_OUTCOME.items(), *_CONVERSATION.items(), *_FAULTS.items())
}
"""Each string by its name."""
