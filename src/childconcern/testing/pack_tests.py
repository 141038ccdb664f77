"""The tests of one pack, as pytest collects and runs them."""

# pytest's own from_parent takes anything by name.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from attrs import define

from childconcern.errors import ConcernError
from childconcern.pack import Agreed, Case, Pack, approval_problems
from childconcern.packfile import load_pack
from childconcern.policy import Claim
from childconcern.reporting import describe_report, document_text
from childconcern.testing.mutation import mutation_run, told_survivors
from childconcern.testing.sheets import day_for
from childconcern.verify import Finding, Report, Verdict, prove
from childconcern.verify.difference import (
    Difference,
    difference,
    difference_digest,
    unchanged_except_findings,
)

__all__ = ["PackTests"]

_LAWS = {
    "everything-can-come-about": "reachable",
    "one-route-and-no-dead-end": "settled",
    "a-worse-answer-never-lowers-the-response": "changing",
    "one-more-never-lowers-the-response": "adding",
    "not-knowing-is-never-an-all-clear": "unknowing",
    "set-aside-changes-nothing": "aside",
}
"""Each law's test, and the sort of claims that it proves."""


class NotSoError(Exception):
    """What a test claims of a pack is not so; its text is what people read."""


@define(eq=False)
class Proving:
    """One pack, and what was proved of it so far: each sort of claim is proved once."""

    pack: Pack
    budget: int | None

    def report(self, sort: str) -> Report:
        """Return what is proved of one sort of claim."""
        on = day_for(self.pack)
        return prove(self.pack, on=on, claims=[sort], budget=self.budget)

    @cached_property
    def guarantees(self) -> Report:
        """What is proved of the pack's guarantees."""
        return self.report("guaranteed")


class PackTests(pytest.Collector):
    """Collects the tests of one pack."""

    def __init__(self, *, folder: Path, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.folder = folder

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each case, guarantee and law, and those that options ask for."""
        try:
            pack = load_pack(self.folder)
        except ConcernError as refused:
            raise self.CollectError(str(refused)) from None
        proving = Proving(pack=pack, budget=self.config.getoption("policy_budget"))
        for case in pack.cases:
            yield CaseTest.from_parent(self, name=f"case[{case.id}]", proving=proving, case=case)
        for guarantee in pack.policy.guarantees:
            if guarantee.claim is not Claim.UNCHANGED_EXCEPT:
                yield GuaranteeTest.from_parent(
                    self, name=f"guarantee[{guarantee.id}]", proving=proving, about=guarantee.id
                )
        for law, sort in _LAWS.items():
            yield LawTest.from_parent(self, name=f"law[{law}]", proving=proving, sort=sort)
        baseline = self.config.getoption("policy_baseline")
        if baseline is not None:
            yield BaselineTest.from_parent(
                self, name="baseline", proving=proving, baseline=load_pack(baseline)
            )
        most = self.config.getoption("policy_mutate")
        if most:
            yield MutationTest.from_parent(self, name="mutation", proving=proving, most=most)


class PackTest(pytest.Item):
    """One test of a pack."""

    def __init__(self, *, proving: Proving, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.proving = proving

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002 - pytest's signature; a text has one style
    ) -> str:
        """Return what a person reads of a failure."""
        if isinstance(excinfo.value, NotSoError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the test stands, and its name."""
        return self.path, None, self.name

    def judge(self, report: Report, findings: tuple[Finding, ...]) -> None:
        """Fail where a finding is not proved."""
        wrong = [one for one in findings if one.verdict is not Verdict.PROVED]
        if self.config.getoption("policy_unknown") == "warn":
            for one in wrong:
                if one.verdict is Verdict.UNKNOWN:
                    warnings.warn(f"{one.about}: {one.says}", stacklevel=2)
            wrong = [one for one in wrong if one.verdict is not Verdict.UNKNOWN]
        if wrong:
            told = Report(
                pack=report.pack,
                version=report.version,
                digest=report.digest,
                on=report.on,
                scopes=report.scopes,
                findings=tuple(wrong),
                steps=report.steps,
            )
            raise NotSoError(document_text(describe_report(told, self.proving.pack)))


class CaseTest(PackTest):
    """The policy decides what a worked example expects."""

    def __init__(self, *, case: Case, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.case = case

    def runtest(self) -> None:
        """Run the case."""
        result = self.proving.pack.run_case(self.case)
        wrong = (*result.disagreements, *map(str, result.refusals))
        if wrong:
            raise NotSoError("\n".join([self.case.story, *wrong]))


class GuaranteeTest(PackTest):
    """A guarantee is kept by every journey, complete or cut short, and by any concern."""

    def __init__(self, *, about: str, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.about = f"guarantee {about}"

    def runtest(self) -> None:
        """Prove it."""
        report = self.proving.guarantees
        self.judge(report, tuple(one for one in report.findings if one.about == self.about))


class LawTest(PackTest):
    """A law holds of every journey."""

    def __init__(self, *, sort: str, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.sort = sort

    def runtest(self) -> None:
        """Prove it."""
        report = self.proving.report(self.sort)
        self.judge(report, report.findings)


class BaselineTest(PackTest):
    """What differs from the pack in force is approved, and nothing else differs."""

    def __init__(self, *, baseline: Pack, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.baseline = baseline

    def runtest(self) -> None:
        """Compare the packs."""
        pack, on = self.proving.pack, day_for(self.proving.pack)
        found = difference(self.baseline, pack, on=on, budget=self.proving.budget)
        if found.regions:
            self._approved(found)
        for one in unchanged_except_findings(self.baseline, pack, on=on):
            if one.verdict is not Verdict.PROVED:
                raise NotSoError(f"{one.about}: {one.says}")

    def _approved(self, found: Difference) -> None:
        agreed = Agreed(
            against=found.old.digest, difference=difference_digest(found), lowers=found.lowers
        )
        problems = approval_problems(self.proving.pack, agreed)
        if problems:
            regions = [
                f"{one.scope}: {one.kind} {one.about} {one.old} -> {one.new}"
                f" ({one.direction.value})"
                for one in found.regions
            ]
            raise NotSoError("\n".join([*map(str, problems), "What differs:", *regions]))


class MutationTest(PackTest):
    """No planted mistake that lowers a response goes unnoticed."""

    def __init__(self, *, most: int, **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]  # pytest passes its own by name
        self.most = most

    def runtest(self) -> None:
        """Plant mistakes, and hold cases and properties against them."""
        matrix = mutation_run(self.proving.pack, on=day_for(self.proving.pack), most=self.most)
        survivors = [*told_survivors(matrix)]
        if survivors:
            raise NotSoError("\n".join(survivors))
