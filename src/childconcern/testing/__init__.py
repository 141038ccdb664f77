"""The testing kit: strategies, properties of any implementation, and suites for other systems.

It needs the extra ``testing``. Whatever it draws is made up, so it is shown when
a test fails. Names are looked up when they are first used: a tool that only
finds this package does not wait for Hypothesis.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from childconcern.testing.completing import completer_of
    from childconcern.testing.edits import Edit, EditKind, EditSession
    from childconcern.testing.finishing import finishing_early_changes_nothing
    from childconcern.testing.guided import UnsettledReachError
    from childconcern.testing.laws import properties_of
    from childconcern.testing.made_concerns import concerns
    from childconcern.testing.made_packs import packs
    from childconcern.testing.outcomes import (
        EVERYTHING,
        Implementation,
        NoDecisionError,
        Outcome,
        decided_by,
        differences,
        outcome_document,
        outcome_of,
        read_outcome,
    )
    from childconcern.testing.over_http import HttpImplementation, NoServiceError
    from childconcern.testing.promised import guarantees
    from childconcern.testing.properties import (
        Judgement,
        Property,
        Trial,
        agrees,
        order_of_arrival_changes_nothing,
        set_aside_changes_nothing,
    )
    from childconcern.testing.reaching import (
        Completer,
        Reach,
        ReachError,
        ReachKind,
        boundaries,
        reached,
    )
    from childconcern.testing.reading_suites import BadSuiteError, read_suite
    from childconcern.testing.sampling import Counterexample, Sampled, sampled
    from childconcern.testing.sheets import (
        Sheet,
        decision_about,
        journey_of,
        sheet_document,
        without_what_was_set_aside,
    )
    from childconcern.testing.strategies import answers_so_far, complete_answers, edit_sessions
    from childconcern.testing.suites import (
        Disagreement,
        Suite,
        SuiteExample,
        SuiteResult,
        run_suite,
        suite_document,
    )
    from childconcern.testing.telling import outcome_words, sheet_lines
    from childconcern.testing.worsening import (
        never_loses_a_duty,
        never_lowers,
        not_knowing_never_lowers,
        one_more_never_lowers,
    )

__all__ = [
    "EVERYTHING",
    "BadSuiteError",
    "Completer",
    "Counterexample",
    "Disagreement",
    "Edit",
    "EditKind",
    "EditSession",
    "HttpImplementation",
    "Implementation",
    "Judgement",
    "NoDecisionError",
    "NoServiceError",
    "Outcome",
    "Property",
    "Reach",
    "ReachError",
    "ReachKind",
    "Sampled",
    "Sheet",
    "Suite",
    "SuiteExample",
    "SuiteResult",
    "Trial",
    "UnsettledReachError",
    "agrees",
    "answers_so_far",
    "boundaries",
    "complete_answers",
    "completer_of",
    "concerns",
    "decided_by",
    "decision_about",
    "differences",
    "edit_sessions",
    "finishing_early_changes_nothing",
    "guarantees",
    "journey_of",
    "never_loses_a_duty",
    "never_lowers",
    "not_knowing_never_lowers",
    "one_more_never_lowers",
    "order_of_arrival_changes_nothing",
    "outcome_document",
    "outcome_of",
    "outcome_words",
    "packs",
    "properties_of",
    "reached",
    "read_outcome",
    "read_suite",
    "run_suite",
    "sampled",
    "set_aside_changes_nothing",
    "sheet_document",
    "sheet_lines",
    "suite_document",
    "without_what_was_set_aside",
]

_HOMES = {
    "completing": "completer_of",
    "edits": "Edit EditKind EditSession",
    "finishing": "finishing_early_changes_nothing",
    "guided": "UnsettledReachError",
    "laws": "properties_of",
    "made_concerns": "concerns",
    "made_packs": "packs",
    "outcomes": (
        "EVERYTHING Implementation NoDecisionError Outcome decided_by differences"
        " outcome_document outcome_of read_outcome"
    ),
    "over_http": "HttpImplementation NoServiceError",
    "promised": "guarantees",
    "properties": (
        "Judgement Property Trial agrees order_of_arrival_changes_nothing set_aside_changes_nothing"
    ),
    "reaching": "Completer Reach ReachError ReachKind boundaries reached",
    "reading_suites": "BadSuiteError read_suite",
    "sampling": "Counterexample Sampled sampled",
    "sheets": "Sheet decision_about journey_of sheet_document without_what_was_set_aside",
    "strategies": "answers_so_far complete_answers edit_sessions",
    "suites": "Disagreement Suite SuiteExample SuiteResult run_suite suite_document",
    "telling": "outcome_words sheet_lines",
    "worsening": ("never_loses_a_duty never_lowers not_knowing_never_lowers one_more_never_lowers"),
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
