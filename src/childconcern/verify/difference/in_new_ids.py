"""The old pack in the ids of the new one, so that a rename is no other difference."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    LevelOf,
    Named,
    Not,
    Or,
    Sign,
)
from childconcern.facts import AnyOf, Fact, OneOf, Relationships, Value, Vocabulary
from childconcern.pack import WrittenPack
from childconcern.pack.written import Renaming
from childconcern.policy import BeforeFact, Guarantee, RespondWithin, Route, RoutingPolicy
from childconcern.questionnaire import Question, Questionnaire, Section
from childconcern.verify.difference.matching import Matching

__all__ = ["InNewIds"]


@frozen(kw_only=True)
class InNewIds:
    """Says what the old pack says, in the ids that things have now.

    Attributes:
        matching: What is the same in both packs.
    """

    matching: Matching

    def pack(self) -> WrittenPack:
        """Return the old pack; its cases and its words in other languages are left as they are."""
        pack = self.matching.old
        return evolve(
            pack,
            vocabulary=self._vocabulary(pack.vocabulary),
            questionnaires=tuple(map(self._questionnaire, pack.questionnaires)),
            policy=self._policy(pack.policy),
        )

    def condition(self, condition: Condition) -> Condition:
        """Return a condition of the old pack in new ids."""
        match condition:
            case Named(name):
                return Named(self._fact(name))
            case Compare() | Known() | Asked():
                return evolve(condition, fact=self._fact(condition.fact))
            case Is(fact, options):
                return Is(self._fact(fact), self._options(fact, options))
            case Has(fact, options, at_least):
                return Has(self._fact(fact), self._options(fact, options), at_least)
            case Not(part):
                return Not(self.condition(part))
            case And(parts) | Or(parts) | Count(parts):
                return evolve(condition, parts=tuple(map(self.condition, parts)))
            case AnyItem() | AllItems() | CountItems():
                group = self._now(Renaming.GROUPS, condition.group)
                return evolve(condition, group=group, part=self.condition(condition.part))
            case LevelOf(area, at_least):
                return LevelOf(self._now(Renaming.AREAS, area), at_least)
            case _:
                return condition

    def _maybe(self, condition: Condition | None) -> Condition | None:
        return None if condition is None else self.condition(condition)

    def _now(self, kind: Renaming, old: str, of: str | None = None) -> str:
        return self.matching.now(kind, of).get(old, old)

    def _fact(self, old: str) -> str:
        return self._now(Renaming.FACTS, old)

    def _options(self, fact: str, options: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._now(Renaming.OPTIONS, one, self._fact(fact)) for one in options)

    # ---------------------------------------------------------------------- what is known

    def _vocabulary(self, vocabulary: Vocabulary) -> Vocabulary:
        groups = (
            evolve(
                group,
                id=self._now(Renaming.GROUPS, group.id),
                facts=tuple(map(self._one_fact, group.facts)),
            )
            for group in vocabulary.groups
        )
        return Vocabulary(facts=tuple(map(self._one_fact, vocabulary.facts)), groups=tuple(groups))

    def _one_fact(self, fact: Fact) -> Fact:
        kind = fact.kind
        match kind:
            case OneOf(options):
                kind = OneOf(self._options(fact.id, options))
            case AnyOf(options):
                ids = self._options(fact.id, kind.ids)
                kind = AnyOf(
                    tuple(evolve(one, id=now) for one, now in zip(options, ids, strict=True))
                )
            case Relationships(to=group, options=options):
                to = self._now(Renaming.GROUPS, group)
                kind = Relationships(to=to, options=self._options(fact.id, options))
            case _:
                pass
        worse = fact.worse
        if isinstance(worse, tuple):
            worse = self._options(fact.id, worse)
        counts_as = self._value(fact, fact.unknown_counts_as)
        return evolve(
            fact, id=self._fact(fact.id), kind=kind, worse=worse, unknown_counts_as=counts_as
        )

    def _value(self, fact: Fact, value: Value | None) -> Value | None:
        if isinstance(value, frozenset):
            return frozenset(self._options(fact.id, tuple(value)))
        if isinstance(value, str) and isinstance(fact.kind, OneOf):
            return self._options(fact.id, (value,))[0]
        return value

    # -------------------------------------------------------------------- what is asked

    def _questionnaire(self, asked: Questionnaire) -> Questionnaire:
        name = self._now(Renaming.QUESTIONNAIRES, asked.id)
        return evolve(
            asked,
            id=name,
            vocabulary=self._vocabulary(asked.vocabulary),
            sections=tuple(self._section(name, one) for one in asked.sections),
        )

    def _section(self, questionnaire: str, section: Section) -> Section:
        group = section.for_each
        return evolve(
            section,
            ask_when=self._maybe(section.ask_when),
            for_each=None if group is None else self._now(Renaming.GROUPS, group),
            questions=tuple(self._question(questionnaire, one) for one in section.questions),
        )

    def _question(self, questionnaire: str, question: Question) -> Question:
        fact = self._fact(question.records)
        words: Mapping[str, str] = {
            self._now(Renaming.OPTIONS, option, fact): text
            for option, text in question.option_text.items()
        }
        return evolve(
            question,
            id=self._now(Renaming.QUESTIONS, question.id, questionnaire),
            records=fact,
            ask_when=self._maybe(question.ask_when),
            option_text=words,
        )

    # --------------------------------------------------------------------- what is done

    def _policy(self, policy: RoutingPolicy) -> RoutingPolicy:
        return evolve(
            policy,
            vocabulary=self._vocabulary(policy.vocabulary),
            otherwise=self._now(Renaming.ROUTES, policy.otherwise),
            areas=tuple(evolve(one, id=self._now(Renaming.AREAS, one.id)) for one in policy.areas),
            signs=tuple(map(self._sign, policy.signs)),
            indicators=tuple(
                evolve(
                    one,
                    area=self._now(Renaming.AREAS, one.area),
                    when=self.condition(one.when),
                )
                for one in policy.indicators
            ),
            routes=tuple(map(self._route, policy.routes)),
            rules=tuple(
                evolve(
                    one,
                    route=self._now(Renaming.ROUTES, one.route),
                    when=self.condition(one.when),
                )
                for one in policy.rules
            ),
            duties=tuple(
                evolve(
                    one,
                    id=self._now(Renaming.DUTIES, one.id),
                    when=self.condition(one.when),
                    respond_within=self._promise(one.respond_within),
                )
                for one in policy.duties
            ),
            guarantees=tuple(map(self._guarantee, policy.guarantees)),
        )

    def _guarantee(self, one: Guarantee) -> Guarantee:
        return evolve(
            one,
            when=self._maybe(one.when),
            route=None if one.route is None else self._now(Renaming.ROUTES, one.route),
            duty=None if one.duty is None else self._now(Renaming.DUTIES, one.duty),
            facts=tuple(map(self._fact, one.facts)),
        )

    def _sign(self, sign: Sign) -> Sign:
        return evolve(sign, when=self.condition(sign.when))

    def _promise(self, promise: RespondWithin | None) -> RespondWithin | None:
        return BeforeFact(self._fact(promise.fact)) if isinstance(promise, BeforeFact) else promise

    def _route(self, route: Route) -> Route:
        name = self._now(Renaming.ROUTES, route.id)
        return evolve(
            route,
            id=name,
            respond_within=self._promise(route.respond_within),
            then_ask=self._asked(route.then_ask),
            variants=tuple(
                evolve(
                    one,
                    id=self._now(Renaming.VARIANTS, one.id, name),
                    when=self.condition(one.when),
                    respond_within=self._promise(one.respond_within),
                    then_ask=self._asked(one.then_ask),
                )
                for one in route.variants
            ),
        )

    def _asked(self, questionnaire: str | None) -> str | None:
        if questionnaire is None:
            return None
        return self._now(Renaming.QUESTIONNAIRES, questionnaire)
