"""A difference as JSON, for programs: names that stay, everything in a fixed order."""

from __future__ import annotations

from childconcern.verify.difference.outcome import Compared, Difference, difference_digest
from childconcern.verify.difference.regions import OneSided, Region
from childconcern.verify.report import Example

__all__ = ["difference_document"]


def difference_document(difference: Difference) -> dict[str, object]:
    """Return a difference as JSON: what ``childconcern diff --json`` prints."""
    return {
        "old": _compared(difference.old),
        "new": _compared(difference.new),
        "on": difference.on,
        "scopes": list(difference.scopes),
        "verdict": difference.verdict.value,
        "lowers": difference.lowers,
        "digest": None if difference.unknown else difference_digest(difference),
        "regions": [_region(one) for one in difference.regions],
        "one_sided": [_one_sided(one) for one in difference.one_sided],
        "added": list(difference.added),
        "removed": list(difference.removed),
        "notes": [
            {"sort": one.sort, "scope": one.scope, "about": one.about, "says": one.says}
            for one in difference.notes
        ],
        "edits": [
            {"place": one.place, "sort": one.sort, "old": one.old, "new": one.new}
            for one in difference.edits
        ],
        "unknown": list(difference.unknown),
        "steps": difference.steps,
    }


def _compared(pack: Compared) -> dict[str, object]:
    return {"id": pack.id, "version": pack.version, "digest": pack.digest}


def _region(region: Region) -> dict[str, object]:
    return {
        "scope": region.scope,
        "kind": region.kind,
        "about": region.about,
        "old": region.old,
        "new": region.new,
        "direction": region.direction.value,
        "because": region.because,
        "from_otherwise": region.from_otherwise,
        "to_otherwise": region.to_otherwise,
        "complete": region.complete,
        "count": region.count,
        "examples": [_example(one) for one in region.examples],
    }


def _one_sided(one: OneSided) -> dict[str, object]:
    return {
        "scope": one.scope,
        "in_new": one.in_new,
        "about": one.about,
        "routes": list(one.routes),
        "examples": [_example(each) for each in one.examples],
    }


def _example(example: Example) -> dict[str, object]:
    return {
        "given": dict(example.given),
        "answers": {name: dict(answers) for name, answers in example.answers.items()},
        "matter": sorted(example.matter),
        "route": example.route,
        "variant": example.variant,
        "level": example.level,
        "duties": list(example.duties),
        "rules": list(example.rules),
        "indicators": list(example.indicators),
        "questions": example.questions,
        "complete": example.complete,
    }
