"""Every string that a person who reports a worry may read, by where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from childconcern.facts import (
    AnyOf,
    Code,
    Fact,
    Group,
    Kind,
    OneOf,
    Relationships,
    WholeNumber,
)
from childconcern.pack.wording.nouns import amount, id_words, item_noun
from childconcern.pack.wording.product import PRODUCT
from childconcern.pack.wording.translation import SourceString, StringKey
from childconcern.policy import BeforeFact, RoutingPolicy
from childconcern.questionnaire import Question, Questionnaire

__all__ = ["about", "group_strings", "pack_strings", "question_strings", "unit_string"]


def pack_strings(
    names: Mapping[str, str],
    questionnaires: tuple[Questionnaire, ...],
    policy: RoutingPolicy,
    covers: tuple[str, ...],
) -> dict[StringKey, SourceString]:
    """Return what is to be translated, by where it stands, in the order of the files.

    Args:
        names: Of the pack: its ``title`` and its ``council``.
        questionnaires: The pack's.
        policy: The pack's.
        covers: The questionnaires that are translated.
    """
    covered = tuple(one for one in questionnaires if one.id in covers)
    found = (
        *(_plain(("pack", name), text) for name, text in names.items()),
        *(string for one in covered for string in _questionnaire(one)),
        *_policy(policy),
        *_facts(policy),
        *_groups(covered),
        *PRODUCT.values(),
    )
    return {one.key: one for one in found if one.english.strip()}


def _plain(key: StringKey, text: str) -> SourceString:
    return SourceString(key=key, forms={"text": text})


def _questionnaire(asked: Questionnaire) -> Iterator[SourceString]:
    at: StringKey = ("questionnaires", asked.id)
    yield _plain((*at, "title"), asked.title)
    for section in asked.sections:
        yield _plain((*at, "sections", section.id, "title"), section.title)
        for question in section.questions:
            fact = asked.vocabulary.by_id.get(question.records)
            yield from question_strings(at, question, fact)


def question_strings(
    at: StringKey, question: Question, fact: Fact | None
) -> Iterator[SourceString]:
    """Yield the words of a question and of each answer that it offers.

    An option for which a pack gives no words has those of its id, a code its label. For yes
    and no alone this library has words of its own.
    """
    here = (*at, "questions", question.id)
    yield _plain((*here, "text"), question.text)
    for name, text in (("hint", question.hint), ("error", question.error)):
        if text:
            yield _plain((*here, name), text)
    given = question.option_text
    wanted = () if fact is None else _options(fact.kind)
    labels = fact.kind.code_set.labels if fact and isinstance(fact.kind, Code) else {}
    for option in dict.fromkeys((*wanted, *given)):
        words = id_words(option)
        plain = labels.get(option, words[:1].upper() + words[1:])
        text = given.get(option, plain)
        yield _plain((*here, "option_text", option), text)


def _options(kind: Kind) -> tuple[str, ...]:
    match kind:
        case OneOf(options):
            return options
        case AnyOf() | Code():
            return kind.ids
        case Relationships():
            return kind.options
        case _:
            return ()


def _policy(policy: RoutingPolicy) -> Iterator[SourceString]:
    for route in policy.routes:
        at: StringKey = ("policy", "routes", route.id)
        yield _plain((*at, "name"), route.name)
        yield _plain((*at, "next_step"), route.next_step)
        for variant in route.variants:
            inner = (*at, "variants", variant.id)
            yield _plain((*inner, "name"), variant.name or "")
            yield _plain((*inner, "next_step"), variant.next_step or "")
    for rule in policy.rules:
        yield _plain(("policy", "rules", rule.id, "because"), rule.because)
    for duty in policy.duties:
        yield _plain(("policy", "duties", duty.id, "because"), duty.because)
        yield _plain(("policy", "duties", duty.id, "next_step"), duty.next_step or "")
    for indicator in policy.indicators:
        yield _plain(("policy", "indicators", indicator.id, "because"), indicator.because)


def about(fact: Fact) -> str:
    """Return what a fact means in the council's words, or its id as words."""
    return fact.about if fact.about.strip() else id_words(fact.id)


def _facts(policy: RoutingPolicy) -> Iterator[SourceString]:
    """Yield what a referrer is told of when it was not known, or was promised."""
    promised = {one.fact for one in _promises(policy) if isinstance(one, BeforeFact)}
    for fact in policy.vocabulary.by_id.values():
        if fact.is_safety_fact or fact.id in promised:
            yield _plain(("facts", fact.id, "about"), about(fact))
        if fact.is_safety_fact and isinstance(fact.kind, WholeNumber) and fact.kind.unit:
            yield unit_string(fact.id, fact.kind.unit)


def _promises(policy: RoutingPolicy) -> Iterator[object]:
    yield from (route.respond_within for route in policy.routes)
    yield from (duty.respond_within for duty in policy.duties)
    yield from (one.respond_within for route in policy.routes for one in route.variants)


def unit_string(fact_id: str, unit: str) -> SourceString:
    """Return a number of a fact with its unit, such as "3 weeks"."""
    one, other = amount(1, unit).removeprefix("1"), amount(2, unit).removeprefix("2")
    forms = {"one": f"{{n}}{one}", "other": f"{{n}}{other}"}
    return SourceString(key=("facts", fact_id, "unit"), forms=forms, is_template=True)


def _groups(covered: tuple[Questionnaire, ...]) -> Iterator[SourceString]:
    seen = set[str]()
    for asked in covered:
        for section in asked.sections:
            name = section.for_each
            if name is not None and name not in seen and name in asked.vocabulary.group_index:
                seen.add(name)
                yield from group_strings(asked.vocabulary.group(name)).values()


def group_strings(group: Group) -> dict[str, SourceString]:
    """Return how the items of a group are counted and called, by name."""
    one, many = item_noun(group.id)
    texts = {
        "how_many": f"How many {many} are there?",
        "how_many_more": f"How many more {many} are there?",
        "about": group.about,
        "item": f"{one} {{n}}",
    }
    return {
        name: SourceString(
            key=("groups", group.id, name), forms={"text": text}, is_template=name == "item"
        )
        for name, text in texts.items()
    }
