"""What is wrong with a translation: of its file, and of each string that English replaces."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from childconcern.pack.wording.plurals import CATEGORIES, KNOWN, plural_rule
from childconcern.pack.wording.translation import SourceString, StringKey, Translation, unfit
from childconcern.problems import Place, Problem, Severity

__all__ = ["translation_problems"]


def translation_problems(
    translation: Translation,
    sources: Mapping[StringKey, SourceString],
    questionnaires: tuple[str, ...],
) -> Iterator[Problem]:
    """Yield what is wrong with a translation.

    A fault of one string is a warning: that string is said in English, and the
    pack goes on serving those who read English.

    Args:
        translation: What is checked.
        sources: What there is to translate.
        questionnaires: Ids of those that the pack has.
    """
    for n, name in enumerate(translation.covers):
        if name not in questionnaires:
            message = f"there is no questionnaire {name!r}"
            yield _problem("unknown-questionnaire", ("covers", n), message, "see pack.toml")
    yield from _plural_problems(translation)
    rule = plural_rule(translation.language, translation.plurals)
    if rule is None:
        return
    for key, source in sources.items():
        why = unfit(source, translation.strings.get(key), rule)
        if why is not None:
            message = f"{'.'.join(key)} {why.message}, so it is said in English"
            yield _problem(why.code, key, message, why.remedy, Severity.WARNING)
    for key in translation.strings:
        if key not in sources:
            yield _unknown(key, sources)


def _unknown(key: StringKey, sources: Mapping[StringKey, SourceString]) -> Problem:
    dotted = ".".join(key)
    close = difflib.get_close_matches(dotted, map(".".join, sources), 1, 0.9)
    message = f"the pack has no string {dotted}, or its questionnaire is not covered"
    remedy = f"did you mean {close[0]}?" if close else "delete it when you no longer need it"
    return _problem("unknown-string", key, message, remedy, Severity.WARNING)


def _plural_problems(translation: Translation) -> Iterator[Problem]:
    declared = translation.plurals
    known = translation.language.partition("-")[0] in KNOWN
    if known and declared:
        message = "the plurals of this language are known"
        yield _problem("bad-plurals", ("plurals",), message, "delete them")
    elif not known and not declared:
        message = f"nobody knows which plural forms {translation.language!r} has"
        remedy = "say it with plurals, such as plurals = { one = [1], two = [2] }"
        yield _problem("bad-plurals", ("plurals",), message, remedy)
    for category in declared:
        if category not in CATEGORIES[:-1]:
            message = f"there is no plural form {category!r} that takes numbers of its own"
            remedy = f"there are {', '.join(CATEGORIES[:-1])}"
            yield _problem("bad-plurals", ("plurals", category), message, remedy)
    numbers = [number for each in declared.values() for number in each]
    if len(numbers) > len(set(numbers)) or any(number < 0 for number in numbers):
        message = "a number has two plural forms, or is below 0"
        yield _problem("bad-plurals", ("plurals",), message, "give each number one form")


def _problem(
    code: str,
    path: tuple[str | int, ...],
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    place = Place(path=path)
    return Problem(code=code, place=place, message=message, remedy=remedy, severity=severity)
