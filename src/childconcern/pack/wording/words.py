"""What is said in a language: the translation where it holds, and else English, marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve, field, frozen

from childconcern.facts import Fact, YesNo
from childconcern.facts.ids import RESERVED_OPTION
from childconcern.pack.wording.catalogue import question_strings
from childconcern.pack.wording.plurals import KNOWN, PluralRule
from childconcern.pack.wording.product import PRODUCT
from childconcern.pack.wording.translation import (
    PLACEHOLDER,
    SourceString,
    StringKey,
    Translated,
    unfit,
)
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["ENGLISH", "Said", "Words"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_OF_DAYS: Final = (
    *("words-for-days", "words-for-weeks", "words-for-months", "words-for-years"),
    *("words-for-about", "words-for-due"),
    *(f"month-{number}" for number in range(1, 13)),
)
_NOT_KNOWN: Final = (RESERVED_OPTION, "dont-know")


@frozen
class Said:
    """A text, and the language that it is in.

    Attributes:
        text: Without a mark.
        language: That of the text: English where there is no translation that holds.
    """

    text: str
    language: str


def _nothing() -> Mapping[StringKey, Translated]:
    return {}


@frozen(kw_only=True)
class Words:
    """The words of one language, for a pack and for this library.

    A string without a translation that holds is said in English with a mark,
    so that a person knows why, and a changed telephone number is never hidden
    behind an old translation.

    Attributes:
        language: Such as ``cy``.
        rule: Its plurals.
        covers: The questionnaires that are translated.
        strings: What was translated.
        own: Whether it is the language that the pack itself is written in.
    """

    language: str
    rule: PluralRule
    covers: tuple[str, ...] = ()
    strings: Mapping[StringKey, Translated] = field(factory=_nothing, hash=False, repr=False)
    own: bool = False

    def said(self, key: StringKey, english: str) -> Said:
        """Return a string of the pack, by where it stands, with the language it is in."""
        source = SourceString(key=key, forms={"text": english})
        return self._said(source, "text", "text", {})

    def of(self, key: StringKey, english: str) -> str:
        """Return a string of the pack; English has its mark."""
        return self.marked(self.said(key, english)) if english else english

    def marked(self, said: Said) -> str:
        """Return a text with a mark where it is not in the language that was asked for."""
        if said.language == self.language or not said.text:
            return said.text
        held = self._held(PRODUCT["in-english"])
        form = PRODUCT["in-english"].english if held is None else held.forms["text"]
        return _filled(form, {"text": said.text})

    def say(self, name: str, **parameters: str | int) -> str:
        """Return one of this library's own strings; ``PRODUCT`` has the names."""
        return self.fill(PRODUCT[name], **parameters)

    def count(self, name: str, n: int, **parameters: str | int) -> str:
        """Return one of this library's own strings in the form that a number takes."""
        return self.fill(PRODUCT[name], n=n, **parameters)

    def fill(self, source: SourceString, **parameters: str | int) -> str:
        """Return a template with its parameters; ``n`` chooses among plural forms."""
        form = english = "text"
        if source.is_counted:
            number = int(parameters["n"])
            form, english = self.rule.category(number), KNOWN["en"].category(number)
        return self.marked(self._said(source, form, english, parameters))

    def asks(self, questionnaire: Questionnaire) -> Questionnaire:
        """Return a questionnaire with its words in this language, and all else as it is.

        One that is not covered is returned as it is.
        """
        if self.own or questionnaire.id not in self.covers:
            return questionnaire
        at: StringKey = ("questionnaires", questionnaire.id)
        return evolve(
            questionnaire,
            title=self.of((*at, "title"), questionnaire.title),
            sections=tuple(self._section(at, questionnaire, one) for one in questionnaire.sections),
        )

    def _section(self, at: StringKey, asked: Questionnaire, section: Section) -> Section:
        facts = asked.vocabulary.by_id
        return evolve(
            section,
            title=self.of((*at, "sections", section.id, "title"), section.title),
            questions=tuple(
                self._question(at, one, facts.get(one.records)) for one in section.questions
            ),
        )

    def _question(self, at: StringKey, question: Question, fact: Fact | None) -> Question:
        said = {
            one.key[4:]: self.of(one.key, one.english)
            for one in question_strings(at, question, fact)
        }
        plain = {"yes": "yes", "no": "no"} if fact and isinstance(fact.kind, YesNo) else {}
        own = {option: self.say(name) for option, name in (*plain.items(), _NOT_KNOWN)}
        options = own | {key[1]: text for key, text in said.items() if key[0] == "option_text"}
        return evolve(
            question,
            text=said.get(("text",), question.text),
            hint=said.get(("hint",), question.hint),
            error=said.get(("error",), question.error),
            option_text=options,
        )

    def typed(self, *names: str) -> tuple[str, ...]:
        """Return words that may be typed: those of each name, in this language and in English."""
        found: list[str] = []
        for name in names:
            source = PRODUCT[name]
            held = self._held(source)
            texts = (source.english, "" if held is None else held.forms["text"])
            found += [one.strip().casefold() for text in texts for one in text.split(",")]
        return tuple(dict.fromkeys(filter(None, found)))

    def in_english(self, typed: str) -> str:
        """Return an age or a day as it was typed, with the words of this language in English."""
        english: dict[str, str] = {}
        for name in _OF_DAYS:
            held = self._held(PRODUCT[name])
            for one in () if held is None else held.forms["text"].split(","):
                english[one.strip().casefold()] = PRODUCT[name].english.partition(",")[0]
        return _WORD.sub(lambda found: english.get(found[0].casefold(), found[0]), typed)

    def _held(self, source: SourceString) -> Translated | None:
        held = self.strings.get(source.key)
        return None if self.own or unfit(source, held, self.rule) else held

    def _said(
        self, source: SourceString, form: str, english: str, parameters: Mapping[str, str | int]
    ) -> Said:
        held = self._held(source)
        text = source.forms[english] if held is None else held.forms[form]
        own = self.own or held is not None
        filled = _filled(text, parameters) if source.is_template else text
        return Said(filled, self.language if own else "en")


def _filled(text: str, parameters: Mapping[str, str | int]) -> str:
    """Return a template with its parameters, in one pass: what stands in them is never read."""
    return PLACEHOLDER.sub(lambda found: str(parameters.get(found[1], found[0])), text)


ENGLISH: Final = Words(language="en", rule=KNOWN["en"], own=True)
"""The words as the pack and this library have them."""
