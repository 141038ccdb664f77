"""What is wrong with a pack: its parts, and how they fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from childconcern.facts.faults import vocabulary_problems
from childconcern.facts.ids import is_kebab_case
from childconcern.pack.cases import Case
from childconcern.pack.languages import own_language, strings_of
from childconcern.pack.renaming import rename_problems
from childconcern.pack.wording import is_language, translation_problems
from childconcern.pack.written import WrittenPack
from childconcern.policy import policy_problems
from childconcern.problems import Place, Problem, Severity
from childconcern.questionnaire import questionnaire_problems

__all__ = ["pack_problems"]


def pack_problems(pack: WrittenPack) -> tuple[Problem, ...]:
    """Return everything that is wrong with a pack, file by file."""
    parts = (
        *_within("pack.toml", _identity_problems(pack)),
        *_within("facts.toml", vocabulary_problems(pack.vocabulary)),
        *_within("facts.toml", _recording_problems(pack)),
        *_questionnaires_problems(pack),
        *_within("policy.toml", policy_problems(pack.policy)),
        *_within("policy.toml", _then_ask_problems(pack)),
        *_within("cases.toml", _case_problems(pack)),
        *_within("pack.toml", _language_problems(pack)),
        *_within("pack.toml", rename_problems(pack)),
        *_wording_problems(pack),
    )
    return tuple(dict.fromkeys(parts))


def _within(file: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield evolve(problem, place=evolve(problem.place, file=file))


def _identity_problems(pack: WrittenPack) -> Iterator[Problem]:
    if not is_kebab_case(pack.id):
        yield _problem("bad-id", ("id",), "a pack's id is kebab-case", "use a-z, 0-9 and -")
    if not pack.version.strip():
        message = "a pack has a version: decisions cite it"
        yield _problem("missing-wording", ("version",), message, "give it one")
    if pack.effective_from and pack.effective_until and pack.effective_until < pack.effective_from:
        message = "the pack ends before it begins"
        yield _problem("bad-dates", ("effective_until",), message, "mend the dates")
    seen = Counter[str]()
    for position, questionnaire in enumerate(pack.questionnaires):
        seen[questionnaire.id] += 1
        if seen[questionnaire.id] > 1:
            message = f"the questionnaire {questionnaire.id!r} is listed twice"
            path = ("questionnaires", position)
            yield _problem("duplicate-id", path, message, "list each once")


def _recording_problems(pack: WrittenPack) -> Iterator[Problem]:
    """A safety fact is asked first, or set by the service; others are asked somewhere."""
    first = set(pack.questionnaires[0].recorded()) if pack.questionnaires else set[str]()
    anywhere = first.union(*(one.recorded() for one in pack.questionnaires))
    for fact in pack.vocabulary.by_id.values():
        if fact.set_by_service:
            continue
        home = pack.vocabulary.group_of[fact.id]
        path = ("facts", fact.id) if home is None else ("groups", home, "facts", fact.id)
        if fact.is_safety_fact and fact.id not in first:
            message = f"{fact.id} is a safety fact that the first questionnaire does not ask for"
            remedy = "ask for it there, or let the service set it"
            yield _problem("safety-fact-not-asked", path, message, remedy)
        elif fact.id not in anywhere:
            message = f"nobody is asked for {fact.id}, and the service does not set it"
            remedy = 'ask for it, delete it, or write set_by = "service"'
            yield _problem("fact-not-recorded", path, message, remedy, Severity.WARNING)


def _questionnaires_problems(pack: WrittenPack) -> Iterator[Problem]:
    for position, questionnaire in enumerate(pack.questionnaires):
        file = f"{questionnaire.id}.toml"
        if not is_kebab_case(questionnaire.id):
            message = "a questionnaire's id is kebab-case, and the name of its file"
            place = Place(file="pack.toml", path=("questionnaires", position))
            yield Problem(code="bad-id", place=place, message=message, remedy="use a-z, 0-9 and -")
        found = questionnaire_problems(questionnaire, pack.questionnaires[:position])
        yield from _within(file, found)


def _then_ask_problems(pack: WrittenPack) -> Iterator[Problem]:
    known = {questionnaire.id for questionnaire in pack.questionnaires}
    for n, route in enumerate(pack.policy.routes):
        asked: list[tuple[str | None, tuple[str | int, ...]]] = [(route.then_ask, ())]
        asked += [(one.then_ask, ("variants", m)) for m, one in enumerate(route.variants)]
        for name, inner in asked:
            if name is not None and name not in known:
                message = f"there is no questionnaire {name!r}"
                path = ("routes", n, *inner, "then_ask")
                yield _problem("unknown-questionnaire", path, message, "see pack.toml")


def _case_problems(pack: WrittenPack) -> Iterator[Problem]:
    seen = Counter[str]()
    for position, case in enumerate(pack.cases):
        path = ("cases", position)
        seen[case.id] += 1
        if seen[case.id] > 1:
            message = f"the case id {case.id!r} is used twice"
            yield _problem("duplicate-id", (*path, "id"), message, "give each case its own id")
        if not is_kebab_case(case.id):
            message = "a case's id is kebab-case"
            yield _problem("bad-id", (*path, "id"), message, "use a-z, 0-9 and -")
        if (case.concern is None) == (case.answers is None):
            message = "a case has either a concern or answers"
            yield _problem("bad-case", path, message, "give one of both")
        yield from _expectation_problems(pack, case, (*path, "expect"))


def _expectation_problems(
    pack: WrittenPack, case: Case, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    expect = case.expect
    rungs = pack.policy.rungs
    if expect.route not in rungs:
        message = f"there is no route {expect.route!r}"
        yield _problem("unknown-route", (*path, "route"), message, f"there are {', '.join(rungs)}")
    elif expect.variant not in {
        None,
        *(one.id for one in pack.policy.route(expect.route).variants),
    }:
        message = f"route {expect.route} has no variant {expect.variant!r}"
        yield _problem("unknown-variant", (*path, "variant"), message, "see policy.toml")
    duties = {duty.id for duty in pack.policy.duties}
    for duty in expect.duties or ():
        if duty not in duties:
            message = f"there is no duty {duty!r}"
            yield _problem("unknown-duty", (*path, "duties"), message, "see policy.toml")


def _language_problems(pack: WrittenPack) -> Iterator[Problem]:
    seen = Counter[str]()
    translated = {one.language for one in pack.translations}
    for position, language in enumerate(pack.languages):
        path = ("languages", position)
        seen[language.id] += 1
        if seen[language.id] > 1:
            message = f"the language {language.id!r} is listed twice"
            yield _problem("duplicate-id", path, message, "list each once")
        if not is_language(language.id):
            message = "a language is two or three small letters, such as cy, or cy-GB"
            yield _problem("bad-id", path, message, "mend it; it is the name of a file")
        elif position and language.id not in translated:
            message = f"there is no wording/{language.id}.toml, so the language is not served"
            remedy = f"`childconcern wording PACK {language.id}` begins it"
            yield _problem("missing-language", path, message, remedy, Severity.WARNING)
    for name in sorted(translated - {language.id for language in pack.languages[1:]}):
        message = f"there are words in {name!r}, which is not among the languages of the pack"
        remedy = "list it after the first, which is the language that the pack is written in"
        yield _problem("unlisted-language", ("languages",), message, remedy, Severity.WARNING)


def _wording_problems(pack: WrittenPack) -> Iterator[Problem]:
    asked = tuple(one.id for one in pack.questionnaires)
    for translation in pack.translations:
        if translation.language != own_language(pack):
            sources = strings_of(pack, translation.covers)
            found = translation_problems(translation, sources, asked)
            yield from _within(f"wording/{translation.language}.toml", found)


def _problem(
    code: str,
    path: tuple[str | int, ...],
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    place = Place(path=path)
    return Problem(code=code, place=place, message=message, remedy=remedy, severity=severity)
