"""Made-up packs without a problem: everything that a pack can have, and very little of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from childconcern.facts import concern_document
from childconcern.pack import Approval, Case, Expectation, Language, Pack
from childconcern.policy import Claim, Guarantee, RoutingPolicy
from childconcern.questionnaire import Questionnaire
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.journeys import Journeys
from childconcern.testing.made_concerns import concerns
from childconcern.testing.made_policies import policies
from childconcern.testing.made_questionnaires import questionnaires
from childconcern.testing.made_vocabularies import vocabularies, with_service_facts
from childconcern.testing.outcomes import outcome_of
from childconcern.testing.sheets import decision_about

__all__ = ["packs"]

_NAMES: Final = ("screener", "request", "follow-up")
_FIRST_DAYS: Final = (None, dt.date(2026, 9, 1), dt.date(2024, 2, 29), dt.date(2026, 3, 31))
_WORDS: Final = (
    "Words",
    "Zoë O'Neill-Ndiaye",
    '"quoted" and \\ back',
    "two\nlines\tand a tab",
    "# [key] = 'x' {brace} %s",
)
"""What people may write, with what a file could trip over."""


def packs(
    words: st.SearchStrategy[str] | None = None, *, every_kind: bool = True
) -> st.SearchStrategy[Pack]:
    """Return strategies of packs without a problem, the plainest first.

    They have one to three questionnaires, facts of every kind, groups, signs,
    indicators, rules, duties, variants, guarantees of every claim, and cases. What
    they guarantee need not be so.

    Args:
        words: What people wrote in them, never blank; a few awkward texts where it is None.
        every_kind: Whether there are all kinds that forms hold, orders in which facts
            worsen, and questionnaires that finish early; else there are names and
            stories alone besides what rules read.
    """
    return _packs(st.sampled_from(_WORDS) if words is None else words, every_kind)


@st.composite
def _packs(draw: st.DrawFn, words: st.SearchStrategy[str], every_kind: bool) -> Pack:  # noqa: FBT001 - private
    vocabulary = draw(with_service_facts(draw(vocabularies(every_kind=every_kind))))
    written = draw(policies(vocabulary))
    asked: tuple[Questionnaire, ...] = ()
    for name in _NAMES[: number(draw, 1, len(_NAMES))]:
        earlier = frozenset(fact for one in asked for fact in one.recorded())
        made = questionnaires(
            vocabulary, written.signs, name=name, whole=not asked, worded=True, earlier=earlier
        )
        early = every_kind and chance(draw, 2)
        asked = (*asked, evolve(draw(made), finish_early=early))
    perhaps = st.just("") | words
    policy = evolve(_with_the_rest(draw, written, asked, words), version=draw(words))
    day = pick(draw, _FIRST_DAYS)
    pack = Pack(
        id=policy.id,
        version=policy.version,
        title=draw(perhaps),
        council=draw(perhaps),
        effective_from=day,
        effective_until=pick(draw, (None, day)),
        languages=(Language(id="en", checked_by=draw(perhaps)),),
        approvals=(Approval(by="A. Lead (fictional)", on=day),) * chance(draw, 5),
        vocabulary=vocabulary,
        questionnaires=asked,
        policy=policy,
    )
    journeys = Journeys.of(pack)
    cases = tuple(_case(draw, place, journeys, words) for place in range(number(draw, 0, 2)))
    return evolve(pack, cases=cases)


def _with_the_rest(
    draw: st.DrawFn,
    policy: RoutingPolicy,
    asked: tuple[Questionnaire, ...],
    words: st.SearchStrategy[str],
) -> RoutingPolicy:
    """Return a policy with guarantees, and with routes that lead on to other questionnaires."""
    following = (None, *(one.id for one in asked[1:]))
    routes = tuple(evolve(route, then_ask=pick(draw, following)) for route in policy.routes)
    promised = tuple(_guarantees(draw, policy, words))[: number(draw, 0, len(Claim))]
    return evolve(policy, routes=routes, guarantees=promised)


def _guarantees(
    draw: st.DrawFn, policy: RoutingPolicy, words: st.SearchStrategy[str]
) -> Iterator[Guarantee]:
    """Yield a guarantee of every claim, of a route, a duty or a level."""
    premises = (None, *(rule.when for rule in policy.rules))
    levels = [level.number for level in policy.levels]
    for claim in Claim:
        made = Guarantee(
            id=f"{claim.value.replace(' ', '-')}-made-up",
            claim=claim,
            when=pick(draw, premises),
            because=draw(st.just("") | words),
            source=draw(st.none() | words),
        )
        if claim is Claim.UNCHANGED_EXCEPT:
            yield evolve(made, facts=(policy.vocabulary.facts[0].id,))
        elif claim is Claim.NEVER_BELOW or chance(draw, 5):
            yield evolve(made, route=pick(draw, policy.routes).id)
        elif policy.duties and chance(draw, 5):
            yield evolve(made, duty=pick(draw, policy.duties).id)
        else:
            yield evolve(made, level=pick(draw, levels))


def _case(draw: st.DrawFn, place: int, journeys: Journeys, words: st.SearchStrategy[str]) -> Case:
    """Return a case of answers, or of a concern; what it expects is mostly what is decided."""
    pack, sheet = journeys.pack, journeys.drawn(draw)
    decided = outcome_of(decision_about(pack, sheet))
    route = decided.route if not chance(draw, 3) else pick(draw, pack.policy.routes).id
    said = chance(draw, 5)
    case = Case(
        id=f"case-{place}",
        story=draw(words),
        on=sheet.on,
        expect=Expectation(
            route=route,
            variant=decided.variant if route == decided.route and said else None,
            duties=tuple(sorted(decided.duties)) if said else None,
            level=pick(draw, (None, decided.level)),
            complete=pick(draw, (None, decided.complete)),
        ),
        source=draw(st.just("") | words),
    )
    if chance(draw, 5):
        return evolve(case, concern=concern_document(draw(concerns(pack))))
    return evolve(case, answers=sheet.answers, given=sheet.given or None)
