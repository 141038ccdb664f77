"""Whether a mapping fits a contract and a pack: everything that would fail later, now.

A refusal at nine in the evening is too late. Run :func:`mapping_problems` when an
application starts and :func:`pack_problems` for every pack that it decides with.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from childconcern.facts import Age, AnyOf, Code, Fact, OneOf, Relationships, Vocabulary, YesNo
from childconcern.policy import WrittenPolicy
from childconcern.problems import Place, Problem
from childconcern_liquidlogic.contract import Contract, Shape
from childconcern_liquidlogic.mapping import (
    Codes,
    Element,
    FromFact,
    FromRequest,
    MessageMapping,
    Part,
    Repeat,
)

__all__ = ["mapping_problems", "pack_problems"]


def mapping_problems(mapping: MessageMapping, contract: Contract) -> tuple[Problem, ...]:
    """Return where a mapping names what its contract has not, or gives not what it asks for."""
    found = _Found(mapping.file)
    names = mapping.contract
    missing = [name for name in (names.submit, names.find) if name not in contract.operations]
    for name in missing:
        remedy = f"it has {', '.join(contract.operations)}"
        found.add("no-such-operation", name, "the contract has no such operation", remedy)
    if not missing:
        request = contract.request_shape(names.submit)
        _check_names(mapping, contract, found)
        _check_paths(mapping, request, found)
        _check_required(mapping, request, found)
    return tuple(found.problems)


def pack_problems(
    mapping: MessageMapping, contract: Contract, policy: WrittenPolicy
) -> tuple[Problem, ...]:
    """Return where a mapping does not fit a pack: facts, options and routes without a place.

    The mapping must already fit its contract.
    """
    found = _Found(mapping.file)
    _Fit(mapping, contract.request_shape(mapping.contract.submit), policy, found).check()
    return tuple(found.problems)


@define
class _Found:
    file: str
    problems: list[Problem] = field(factory=list[Problem])

    def add(self, code: str, where: str, message: str, remedy: str = "") -> None:
        place = Place(file=self.file, path=(where,))
        self.problems.append(Problem(code=code, place=place, message=message, remedy=remedy))


def _check_names(mapping: MessageMapping, contract: Contract, found: _Found) -> None:
    names = mapping.contract
    replies = {name: contract.reply_shape(name) for name in (names.submit, names.find)}
    requests = {name: contract.request_shape(name) for name in (names.submit, names.find)}
    wanted = [
        (names.key, "key", (*requests.items(), *replies.items())),
        (names.receipt, "receipt", tuple(replies.items())),
        (names.held, "held", ((names.find, replies[names.find]),)),
    ]
    for name, key, shapes in wanted:
        for operation, shape in shapes:
            slot = shape.get((name,))
            if slot is None or not slot.leaf:
                where = f"contract.{key}"
                message = f"a message of {operation} has no element {name} with a text"
                found.add("no-such-element", where, message, "look into the contract's XSD")


def _check_paths(mapping: MessageMapping, shape: Shape, found: _Found) -> None:
    for element, repeat in _every_element(mapping):
        above = () if repeat is None else repeat.path
        full = (*above, *element.path)
        slot, where = shape.get(full), "/".join(full)
        if slot is None:
            found.add("no-such-element", where, "the contract has no such element")
        elif not slot.leaf:
            found.add("not-a-text", where, "this element holds elements and no text")
        elif any(shape[full[:end]].many for end in range(len(above) + 1, len(full))):
            remedy = "use [[repeats]]"
            found.add("needs-a-repeat", where, "the contract repeats an element above it", remedy)
    for repeat in mapping.repeats:
        slot = shape.get(repeat.path)
        if slot is not None and not slot.many:
            found.add("not-repeated", "/".join(repeat.path), "the contract allows one of these")


def _check_required(mapping: MessageMapping, shape: Shape, found: _Found) -> None:
    given = {
        (*(repeat.path if repeat else ()), *element.path)
        for element, repeat in _every_element(mapping)
    }
    begun = {path[:end] for path in given for end in range(len(path) + 1)}
    for path, slot in shape.items():
        if slot.required and path[:-1] in begun and path not in begun:
            where = "/".join(path)
            found.add("element-not-filled", where, "the contract asks for this element")


def _every_element(mapping: MessageMapping) -> Iterator[tuple[Element, Repeat | None]]:
    yield from ((element, None) for element in mapping.elements)
    for repeat in mapping.repeats:
        yield from ((element, repeat) for element in repeat.elements)


@define
class _Fit:
    mapping: MessageMapping
    shape: Shape
    policy: WrittenPolicy
    found: _Found

    @property
    def vocabulary(self) -> Vocabulary:
        return self.policy.vocabulary

    def check(self) -> None:
        for element, repeat in _every_element(self.mapping):
            where = "/".join((*(repeat.path if repeat else ()), *element.path))
            if isinstance(element.source, FromFact):
                self._check_fact(element, element.source, repeat, where)
            elif isinstance(element.source, FromRequest) and element.codes is not None:
                self._check_codes(element.codes, self._values_of(element.source.name), where)
        self._check_groups()
        self._check_parts()
        self._check_accounted()

    def _check_fact(
        self, element: Element, source: FromFact, repeat: Repeat | None, where: str
    ) -> None:
        fact = self._fact_within(source.fact, repeat)
        if fact is None:
            self.found.add("no-such-fact", where, f"the pack has no fact {source.fact} here")
            return
        if source.part is not None and not isinstance(fact.kind, Age):
            self.found.add("not-an-age", where, f"{fact.id} is no age, so it has no parts")
        if isinstance(fact.kind, Relationships):
            message = f"one element cannot say to whom each of {fact.id} is"
            self.found.add("relationships", where, message, "leave it to the other answers")
        if _can_be_several(fact) and not self._takes_several(element, repeat):
            message = f"{fact.id} can be several options, and the contract allows one text"
            self.found.add("several-options", where, message, "leave it to the other answers")
        if element.codes is not None:
            self._check_codes(element.codes, _options(fact), where)

    def _fact_within(self, fact_id: str, repeat: Repeat | None) -> Fact | None:
        home = self.vocabulary.group_of.get(fact_id, "")
        allowed = (None, repeat.group) if repeat and repeat.group else (None,)
        return self.vocabulary.by_id[fact_id] if home in allowed else None

    def _takes_several(self, element: Element, repeat: Repeat | None) -> bool:
        slot = self.shape.get((*(repeat.path if repeat else ()), *element.path))
        return slot is not None and slot.many

    def _check_codes(self, codes: Codes, options: tuple[str, ...] | None, where: str) -> None:
        for option in options or ():
            if option not in codes.table:
                message = f"unmapped: {option} has no code in {codes.name}"
                self.found.add("unmapped", where, message, f"add it to [codes.{codes.name}]")

    def _values_of(self, name: str) -> tuple[str, ...] | None:
        match name:
            case "route" | "decided-route":
                return tuple(route.id for route in self.policy.routes)
            case "duty-id":
                return tuple(duty.id for duty in self.policy.duties)
            case "reason-kind":
                return ("indicator", "rule", "duty")
            case "sent-anyway":
                return ("true", "false")
            case _:
                return None

    def _check_groups(self) -> None:
        for repeat in self.mapping.repeats:
            if repeat.group is not None and repeat.group not in self.vocabulary.group_index:
                where = "/".join(repeat.path)
                self.found.add("no-such-group", where, f"the pack has no group {repeat.group}")

    def _check_parts(self) -> None:
        """An age that is sent by parts must be sent by all, or one way of saying it is lost."""
        parts: dict[str, set[Part]] = {}
        for element, _ in _every_element(self.mapping):
            match element.source:
                case FromFact(fact, Part() as part):
                    parts.setdefault(fact, set()).add(part)
                case _:
                    pass
        for fact, sent in parts.items():
            lost = [part.value for part in Part if part not in sent]
            if lost:
                message = f"no element sends the part {', '.join(lost)}"
                self.found.add("part-not-sent", fact, message)

    def _check_accounted(self) -> None:
        listed = (fact for repeat in self.mapping.repeats for fact in repeat.also)
        for fact_id in sorted({*self.mapping.not_sent, *listed} - set(self.vocabulary.by_id)):
            self.found.add("no-such-fact", fact_id, "the pack has no such fact")
        if self.mapping.lists_other_answers:
            return
        for fact_id in self.vocabulary.by_id:
            if fact_id not in self.mapping.sent | self.mapping.not_sent:
                remedy = "send it, list the other answers, or name it under not_sent"
                message = "nothing sends this fact"
                self.found.add("not-accounted-for", fact_id, message, remedy)


def _can_be_several(fact: Fact) -> bool:
    return isinstance(fact.kind, AnyOf) or (isinstance(fact.kind, Code) and fact.kind.many)


def _options(fact: Fact) -> tuple[str, ...]:
    match fact.kind:
        case YesNo():
            return ("yes", "no")
        case OneOf(options):
            return options
        case AnyOf() | Code():
            return fact.kind.ids
        case _:
            return ()
