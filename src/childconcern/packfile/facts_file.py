"""``facts.toml`` and the vocabulary, each from the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from childconcern.facts import (
    FORM_KINDS,
    Age,
    AnyOf,
    Code,
    Date,
    Fact,
    Group,
    Kind,
    OneOf,
    Option,
    Relationships,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
    code_set,
    code_sets,
)
from childconcern.packfile.collecting import Collector, Path
from childconcern.packfile.documents import (
    FactDocument,
    FactsDocument,
    GroupDocument,
    OptionDocument,
)
from childconcern.problems import Fault

__all__ = ["facts_document", "vocabulary_from"]

_MakeKind = Callable[[FactDocument], Kind | None]


def _one_of(document: FactDocument) -> Kind:
    return OneOf(tuple(option.id for option in document.options or ()))


def _any_of(document: FactDocument) -> Kind:
    return AnyOf(
        tuple(Option(one.id, one.exclusive, one.ordered) for one in document.options or ())
    )


def _whole_number(document: FactDocument) -> Kind:
    default = WholeNumber()
    return WholeNumber(
        at_least=default.at_least if document.at_least is None else document.at_least,
        at_most=default.at_most if document.at_most is None else document.at_most,
        unit=document.unit or "",
    )


def _code(document: FactDocument) -> Kind | None:
    named = code_set(document.code_set or "")
    return None if named is None else Code(code_set=named, many=document.many or False)


def _relationships(document: FactDocument) -> Kind:
    options = tuple(option.id for option in document.options or ())
    return Relationships(to=document.to or "", options=options)


_KINDS: Final[Mapping[str, _MakeKind]] = {
    YesNo.name: lambda _: YesNo(),
    OneOf.name: _one_of,
    AnyOf.name: _any_of,
    WholeNumber.name: _whole_number,
    Age.name: lambda _: Age(),
    Date.name: lambda _: Date(),
    Code.name: _code,
    Relationships.name: _relationships,
}
_FORM_KINDS: Final = {kind.name: kind for kind in FORM_KINDS}
_KEYS_OF: Final[Mapping[str, frozenset[str]]] = {
    OneOf.name: frozenset({"options"}),
    AnyOf.name: frozenset({"options"}),
    WholeNumber.name: frozenset({"at_least", "at_most", "unit"}),
    Code.name: frozenset({"code_set", "many"}),
    Relationships.name: frozenset({"to", "options"}),
}
_KIND_KEYS: Final = ("options", "at_least", "at_most", "unit", "code_set", "many", "to")
_NEEDED_KEYS: Final = ("options", "code_set", "to")


def vocabulary_from(document: FactsDocument, collector: Collector) -> Vocabulary:
    """Return the vocabulary that ``facts.toml`` declares; what is wrong is noted."""
    facts = _facts(document.facts, ("facts",), collector)
    groups = tuple(
        Group(
            id=name,
            about=group.about,
            at_least=group.at_least,
            at_most=group.at_most,
            facts=_facts(group.facts, ("groups", name, "facts"), collector),
        )
        for name, group in document.groups.items()
    )
    return Vocabulary(facts=facts, groups=groups)


def _facts(
    documents: Mapping[str, FactDocument], path: Path, collector: Collector
) -> tuple[Fact, ...]:
    made = (_fact(name, one, (*path, name), collector) for name, one in documents.items())
    return tuple(fact for fact in made if fact is not None)


def _fact(name: str, document: FactDocument, path: Path, collector: Collector) -> Fact | None:
    make = _KINDS.get(document.kind) or _form_kind(document.kind)
    if make is None:
        message = f"there is no kind {document.kind!r}"
        remedy = f"there are {', '.join((*_KINDS, *_FORM_KINDS))}"
        collector.add("unknown-kind", (*path, "kind"), message, remedy)
        collector.losses.entry(path, None)
        return None
    own = _KEYS_OF.get(document.kind, frozenset())
    for key in _KIND_KEYS:
        if getattr(document, key) is not None and key not in own:
            message = f"a {document.kind} fact has no {key}"
            collector.add("key-of-other-kind", (*path, key), message, "delete it, or mend the kind")
    missing = [key for key in _NEEDED_KEYS if key in own and getattr(document, key) is None]
    for key in missing:
        collector.add("missing-key", (*path, key), f"{key} is missing here", "give it")
    if missing:
        collector.losses.entry(path, None)
        return None
    _check_options(document, (*path, "options"), collector)
    if document.set_by not in {None, "service"}:
        message = "a fact is set by nobody but the service"
        collector.add("bad-value", (*path, "set_by"), message, 'write set_by = "service"')
    kind = make(document)
    if kind is None:
        message = f"there is no code set {document.code_set!r}"
        remedy = f"there are {', '.join(one.id for one in code_sets())}"
        collector.add("unknown-code-set", (*path, "code_set"), message, remedy)
        collector.losses.entry(path, None)
        return None
    return Fact(
        id=name,
        kind=kind,
        about=document.about,
        worse=_worse(document.worse, (*path, "worse"), collector),
        unknown_counts_as=_counts_as(kind, document, path, collector),
        set_by_service=document.set_by is not None,
    )


def _form_kind(name: str) -> _MakeKind | None:
    kind = _FORM_KINDS.get(name)
    return None if kind is None else lambda _: kind()


def _check_options(document: FactDocument, path: Path, collector: Collector) -> None:
    options = document.options or ()
    if document.kind != AnyOf.name and any(one.exclusive for one in options):
        message = f"options of a {document.kind} fact exclude each other already"
        collector.add("key-of-other-kind", path, message, "delete exclusive")
    if any(not one.ordered and not one.exclusive for one in options):
        message = "only an exclusive option can be outside the order in which a fact worsens"
        remedy = 'delete "ordered = false"; leave other options out of "worse" instead'
        collector.add("bad-value", path, message, remedy)


def _worse(raw: Any, path: Path, collector: Collector) -> str | tuple[str, ...] | None:
    if raw is None or isinstance(raw, str):
        return raw
    listed = cast("list[object]", raw) if isinstance(raw, list) else [raw]
    worse = tuple(one for one in listed if isinstance(one, str))
    if len(worse) == len(listed):
        return worse
    collector.add("wrong-type", path, "a text or a list of options is needed here", "mend it")
    return None


def _counts_as(
    kind: Kind, document: FactDocument, path: Path, collector: Collector
) -> Value | None:
    raw = document.unknown_counts_as
    if raw is None:
        return None
    if isinstance(kind, YesNo):
        # Only what equals one of both: a list cannot be looked up in a table.
        read: Value | Fault = raw == "yes" if raw in ("yes", "no") else Fault("not-yes-or-no")
    else:
        read = kind.from_json(raw)
    if isinstance(read, Fault):
        message = f"unknown_counts_as is not a value of this {kind.name} fact"
        remedy = "name what the fact allows"
        collector.add("unknown-counts-as", (*path, "unknown_counts_as"), message, remedy)
        return None
    return read


def facts_document(vocabulary: Vocabulary) -> FactsDocument:
    """Return ``facts.toml`` for a vocabulary."""
    return FactsDocument(
        facts={fact.id: _fact_document(fact) for fact in vocabulary.facts},
        groups={
            group.id: GroupDocument(
                about=group.about,
                at_least=group.at_least,
                at_most=group.at_most,
                facts={fact.id: _fact_document(fact) for fact in group.facts},
            )
            for group in vocabulary.groups
        },
    )


def _fact_document(fact: Fact) -> FactDocument:
    document = FactDocument(
        kind=fact.kind.name,
        about=fact.about,
        worse=list(fact.worse) if isinstance(fact.worse, tuple) else fact.worse,
        unknown_counts_as=_counts_as_document(fact),
        set_by="service" if fact.set_by_service else None,
    )
    match fact.kind:
        case OneOf(options):
            document.options = [OptionDocument(id=option) for option in options]
        case AnyOf(options):
            document.options = [
                OptionDocument(id=one.id, exclusive=one.exclusive, ordered=one.ordered)
                for one in options
            ]
        case WholeNumber():
            document.at_least = fact.kind.at_least
            document.at_most = fact.kind.at_most
            document.unit = fact.kind.unit or None
        case Code():
            document.code_set = fact.kind.code_set.id
            document.many = fact.kind.many or None
        case Relationships():
            document.to = fact.kind.to
            document.options = [OptionDocument(id=option) for option in fact.kind.options]
        case _:
            pass
    return document


def _counts_as_document(fact: Fact) -> Any:
    if fact.unknown_counts_as is None:
        return None
    if isinstance(fact.kind, YesNo):
        return "yes" if fact.unknown_counts_as is True else "no"
    return fact.kind.to_json(fact.unknown_counts_as)
