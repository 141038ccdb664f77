"""childconcern: route concerns about children to the right help, first time.

A council's rules are data, a *pack*. A pure core turns answers into a journey,
journeys into a concern, a concern into a decision with its reasons, and a
decision into a request for service; plugins do all the input and output.

Names are looked up when they are first used, so importing the package is
quick, and nothing that reads files is imported before it is needed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from childconcern.conditions import (
        Condition,
        ConditionError,
        Sign,
        condition_problems,
        condition_text,
        parse_condition,
    )
    from childconcern.decision import Decision, Reason, decide, decision_document
    from childconcern.errors import ConcernError, ProblemsError
    from childconcern.explanation import explain, explanation_text
    from childconcern.facts import (
        NOT_ASKED,
        NOT_KNOWN,
        Concern,
        ConcernRefusedError,
        Fact,
        Group,
        Vocabulary,
        code_set,
        code_sets,
        concern_document,
        read_concern,
    )
    from childconcern.gathering import Gathered, gather
    from childconcern.journey import AnswersRefusedError, Journey, walk
    from childconcern.pack import Case, Pack, pack_in_force, pack_problems
    from childconcern.packfile import (
        PackError,
        add_questionnaire,
        dump_pack,
        load_pack,
        read_pack,
    )
    from childconcern.policy import (
        Duty,
        Guarantee,
        Indicator,
        PolicyError,
        Route,
        RoutingPolicy,
        Rule,
        Variant,
    )
    from childconcern.problems import Problem
    from childconcern.questionnaire import Question, Questionnaire, Section
    from childconcern.submission import (
        Adapter,
        AdapterSpec,
        RequestForService,
        Submission,
        prepare,
        submissions,
    )

__all__ = [
    "NOT_ASKED",
    "NOT_KNOWN",
    "Adapter",
    "AdapterSpec",
    "AnswersRefusedError",
    "Case",
    "Concern",
    "ConcernError",
    "ConcernRefusedError",
    "Condition",
    "ConditionError",
    "Decision",
    "Duty",
    "Fact",
    "Gathered",
    "Group",
    "Guarantee",
    "Indicator",
    "Journey",
    "Pack",
    "PackError",
    "PolicyError",
    "Problem",
    "ProblemsError",
    "Question",
    "Questionnaire",
    "Reason",
    "RequestForService",
    "Route",
    "RoutingPolicy",
    "Rule",
    "Section",
    "Sign",
    "Submission",
    "Variant",
    "Vocabulary",
    "add_questionnaire",
    "code_set",
    "code_sets",
    "concern_document",
    "condition_problems",
    "condition_text",
    "decide",
    "decision_document",
    "dump_pack",
    "explain",
    "explanation_text",
    "gather",
    "load_pack",
    "pack_in_force",
    "pack_problems",
    "parse_condition",
    "prepare",
    "read_concern",
    "read_pack",
    "submissions",
    "walk",
]

_HOMES = {
    "conditions": "Condition ConditionError Sign condition_problems condition_text parse_condition",
    "decision": "Decision Reason decide decision_document",
    "errors": "ConcernError ProblemsError",
    "explanation": "explain explanation_text",
    "facts": (
        "NOT_ASKED NOT_KNOWN Concern ConcernRefusedError Fact Group Vocabulary"
        " code_set code_sets concern_document read_concern"
    ),
    "gathering": "Gathered gather",
    "journey": "AnswersRefusedError Journey walk",
    "pack": "Case Pack pack_in_force pack_problems",
    "packfile": "PackError add_questionnaire dump_pack load_pack read_pack",
    "policy": "Duty Guarantee Indicator PolicyError Route RoutingPolicy Rule Variant",
    "problems": "Problem",
    "questionnaire": "Question Questionnaire Section",
    "submission": "Adapter AdapterSpec RequestForService Submission prepare submissions",
}
"""Where each public name is made."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


if not TYPE_CHECKING:  # a checker that saw this would take any name for a public one

    def __getattr__(name: str) -> object:
        """Return a public name, imported when it is first used."""
        if name not in _HOME_OF:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        value: object = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
