"""What a fuzzer may throw bytes at: packs, conditions, answers and concerns.

Each target takes any bytes, and only the library's own refusal may come of them.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from childconcern.conditions import (
    ConditionError,
    condition_problems,
    condition_text,
    parse_condition,
)
from childconcern.decision import decide, decision_document
from childconcern.facts import ConcernRefusedError, canonical_json, concern_document, read_concern
from childconcern.journey import AnswersRefusedError, walk
from childconcern.packfile import load_pack, pack_files
from childconcern.problems import errors_among
from support.sample import BRUISED_BABY, POLICY, VOCABULARY
from support.small_pack import SMALL_PACK, PackFolder

__all__ = ["SEEDS", "TARGETS", "answers", "concern", "condition", "pack"]

_ON: Final = dt.date(2026, 11, 23)
_FOLDER: Final = PackFolder(Path(tempfile.mkdtemp(prefix="fuzz-")))
_SMALL: Final = load_pack(_FOLDER.holds(SMALL_PACK))
_NAMES: Final = sorted(SMALL_PACK)


def pack(content: bytes) -> bool:
    """Read the small pack with one of its files replaced; what can be read can be written."""
    name = _NAMES[content[0] % len(_NAMES)] if content else _NAMES[0]
    report = _FOLDER.report({**SMALL_PACK, name: content[1:]})
    assert (report.pack is None) == bool(errors_among(report.problems)), str(report.problems)
    if report.pack is None:
        return False
    pack_files(report.pack)
    report.pack.run_cases()
    return len(report.pack.digest) == 64


def condition(content: bytes) -> bool:
    """Parse a condition and hold it against a vocabulary."""
    try:
        parsed = parse_condition(content.decode(errors="replace"))
    except ConditionError:
        return False
    return condition_problems(parsed, POLICY.terms, levels=True) == ()


def answers(content: bytes) -> bool:
    """Walk with answers, and decide about what they recorded."""
    document: Any = _json(content)
    try:
        journey = walk(_SMALL.questionnaire(), document, on=_ON)
    except AnswersRefusedError:
        return False
    decision = decide(journey.concern, _SMALL.policy, on=_ON, complete=journey.complete)
    return bool(canonical_json(decision_document(decision)))


def concern(content: bytes) -> bool:
    """Read a concern, decide about it and write it down again."""
    try:
        read = read_concern(_json(content), VOCABULARY)
    except ConcernRefusedError:
        return False
    canonical_json(decision_document(decide(read, POLICY, on=_ON)))
    assert read_concern(concern_document(read), VOCABULARY) == read
    return True


def _json(content: bytes) -> object:
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document


TARGETS: Final[tuple[Callable[[bytes], bool], ...]] = (pack, condition, answers, concern)
"""Every target; each says whether what it was given was good."""

SEEDS: Final[tuple[tuple[Callable[[bytes], bool], bytes], ...]] = (
    *((pack, bytes([n]) + SMALL_PACK[name].encode()) for n, name in enumerate(_NAMES)),
    *((condition, condition_text(one).encode()) for one in POLICY.deciding_conditions()),
    *((answers, json.dumps(case.answers).encode()) for case in _SMALL.cases if case.answers),
    (concern, json.dumps(BRUISED_BABY).encode()),
)
"""Good input for each target, from which a fuzzer starts."""
