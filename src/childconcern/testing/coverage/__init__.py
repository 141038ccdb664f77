"""How much of a policy its cases show: rules, tests, thresholds, options, questions, pairs."""

from childconcern.testing.coverage.goals import Goal, GoalKind, goals_of
from childconcern.testing.coverage.measuring import Coverage, coverage, coverage_document
from childconcern.testing.coverage.pairs import PairGoal, pairs_of
from childconcern.testing.coverage.seen import Seen, seen_in
from childconcern.testing.coverage.suggesting import Suggestion, suggest_cases

__all__ = [
    "Coverage",
    "Goal",
    "GoalKind",
    "PairGoal",
    "Seen",
    "Suggestion",
    "coverage",
    "coverage_document",
    "goals_of",
    "pairs_of",
    "seen_in",
    "suggest_cases",
]
