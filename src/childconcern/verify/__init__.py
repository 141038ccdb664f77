"""Proofs about a pack: exact answers over every journey that its questionnaires allow."""

from childconcern.verify.asking import Asking
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.worlds import POLICY_ALONE, Scope, World, scopes_of, world
from childconcern.verify.engine.solver import NoSolverError
from childconcern.verify.examples.telling import ReplayError
from childconcern.verify.proving import CLAIMS, askings_of, prove
from childconcern.verify.report import Example, Finding, Note, Report, Verdict

__all__ = [
    "CLAIMS",
    "POLICY_ALONE",
    "Asking",
    "Example",
    "Finding",
    "Model",
    "NoSolverError",
    "Note",
    "ReplayError",
    "Report",
    "Scope",
    "Verdict",
    "World",
    "askings_of",
    "prove",
    "scopes_of",
    "world",
]
