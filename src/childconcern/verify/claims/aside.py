"""Answers that are set aside never change anything.

Two copies share the answers to live questions, and differ in any way in those
that are not. Question by question, what is held afterwards is proved to be the
same; once it is, the next question is the same one in both. So the whole needs
no more than one small proof for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.verify.asking import Asking
from childconcern.verify.encoding.journeys import Stage
from childconcern.verify.encoding.states import chosen
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Finding

__all__ = ["aside_findings"]


def aside_findings(asking: Asking) -> Iterator[Finding]:
    """Yield whether any answer that is set aside can change what comes after its question."""
    for stage in asking.world.stages[-1:]:
        differences = [*_differences(asking, stage)]
        yield asking.impossible(
            "set-aside-changes-nothing",
            "answers to questions that are not asked",
            (asking.gates.any_of(differences),),
            "whatever they are, the same is held after each question",
            "what is held after a question hangs on an answer that was set aside",
        )


def _differences(asking: Asking, stage: Stage) -> Iterator[Literal]:
    """Yield whether what a question leaves behind hangs on its answer though it is not asked."""
    gates, model = asking.gates, asking.world.model
    for key, one in stage.asked.items():
        fact = model.vocabulary.by_id[one.question.records]
        answer = model.free(fact, not_known=one.question.unknown_allowed)
        skipped = gates.fresh() if one.skipped != FALSE else FALSE
        silent = gates.fresh()
        pairs = [*zip(answer.literals, one.answer.literals, strict=True)]
        pairs += [(skipped, one.skipped), (silent, one.silent)]
        same = gates.any_of((-one.live, gates.all_of([-_differ(gates, *pair) for pair in pairs])))
        records = gates.all_of((one.live, -skipped, -silent))
        after = chosen(gates, records, answer, stage.before[key])
        left = [*zip(after.literals, stage.recorded[key].literals, strict=True)]
        left.append((gates.all_of((one.live, silent)), gates.all_of((one.live, one.silent))))
        yield gates.all_of((same, gates.any_of([_differ(gates, *pair) for pair in left])))


def _differ(gates: Gates, one: Literal, other: Literal) -> Literal:
    """Return whether one of two is so and not the other."""
    return gates.any_of((gates.all_of((one, -other)), gates.all_of((-one, other))))
