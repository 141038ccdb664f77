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
from childconcern.facts import (
    FORM_KINDS,
    Code,
    ConcernRefusedError,
    Fact,
    Group,
    Kind,
    Relationships,
    Vocabulary,
    canonical_json,
    code_sets,
    concern_document,
    read_concern,
)
from childconcern.journey import AnswersRefusedError, walk
from childconcern.packfile import load_pack, pack_files
from childconcern.problems import Fault, errors_among
from support.sample import BRUISED_BABY, POLICY, VOCABULARY
from support.small_pack import SMALL_PACK, PackFolder

__all__ = ["SEEDS", "TARGETS", "answers", "concern", "condition", "form", "pack", "typed"]

_ON: Final = dt.date(2026, 11, 23)
_FOLDER: Final = PackFolder(Path(tempfile.mkdtemp(prefix="fuzz-")))
_SMALL: Final = load_pack(_FOLDER.holds(SMALL_PACK))
_NAMES: Final = sorted(SMALL_PACK)
_RELATED: Final = Relationships(to="people", options=("parent", "child"))
_KINDS: Final[tuple[Kind, ...]] = (
    *(kind() for kind in FORM_KINDS),
    *(Code(code_set=one, many=many) for one in code_sets() for many in (False, True)),
    _RELATED,
)
_FACTS: Final = tuple(Fact(id=f"fact_{n}", kind=kind) for n, kind in enumerate(_KINDS))
_PEOPLE: Final = Group(id="people", at_most=3, facts=(Fact(id="related", kind=_RELATED),))
_FORM: Final = Vocabulary(facts=_FACTS, groups=(_PEOPLE,))


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


def form(content: bytes) -> bool:
    """Read a concern that holds only what forms hold, and write it down again."""
    try:
        read = read_concern(_json(content), _FORM, partial=True)
    except ConcernRefusedError:
        return False
    assert read_concern(concern_document(read), _FORM, partial=True) == read
    return True


def typed(content: bytes) -> bool:
    """Type something as one of the kinds that forms hold; what is kept is kept for good."""
    kind = _KINDS[content[0] % len(_KINDS)] if content else _KINDS[0]
    kept = kind.from_typing(content[1:].decode(errors="replace"))
    if isinstance(kept, Fault):
        return False
    assert kind.refusal(kept) is None
    assert kind.from_json(kind.to_json(kept)) == kept
    return True


def _json(content: bytes) -> object:
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document


TARGETS: Final[tuple[Callable[[bytes], bool], ...]] = (
    pack,
    condition,
    answers,
    concern,
    form,
    typed,
)
"""Every target; each says whether what it was given was good."""

SEEDS: Final[tuple[tuple[Callable[[bytes], bool], bytes], ...]] = (
    *((pack, bytes([n]) + SMALL_PACK[name].encode()) for n, name in enumerate(_NAMES)),
    *((condition, condition_text(one).encode()) for one in POLICY.deciding_conditions()),
    *((answers, json.dumps(case.answers).encode()) for case in _SMALL.cases if case.answers),
    (concern, json.dumps(BRUISED_BABY).encode()),
    (form, json.dumps({fact.id: None for fact in _FACTS}).encode()),
    (form, b'{"people":[{"id":"a","related":{"b":"parent"}},{"id":"b"}],"fact_7":"9990000018"}'),
    *((typed, bytes([n]) + text) for n, text in ((7, b"999 000 0018"), (8, b"A950000178301"))),
    (typed, bytes([_KINDS.index(_RELATED)]) + b"a: parent, b: child"),
)
"""Good input for each target, from which a fuzzer starts."""
