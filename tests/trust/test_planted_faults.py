"""Each planted fault is found, and told with the smallest example in the pack's own words."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from childconcern import load_pack
from childconcern.reporting import describe_report, document_text
from childconcern.verify import Verdict, prove
from trust.planted_faults import FAULTS, KINDS, Fault

HILLSHIRE = Path(__file__).parents[2] / "examples" / "packs" / "hillshire"
ON = dt.date(2026, 11, 28)


def test_there_are_forty_faults_of_ten_kinds() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40
    assert len(KINDS) >= 10


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_planted_fault_is_found_and_told(fault: Fault, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(HILLSHIRE, folder)
    text = (folder / fault.file).read_text(encoding="utf-8")
    assert fault.old in text
    (folder / fault.file).write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")
    pack = load_pack(folder)

    report = prove(pack, on=ON, scopes=[fault.scope], claims=fault.sorts)
    [found, *_] = [
        one
        for one in report.findings
        if one.claim == fault.claim
        and one.about.startswith(fault.about)
        and one.verdict is Verdict.VIOLATED
    ]
    told = document_text(describe_report(report, pack))

    assert all(words in told for words in fault.told)
    assert found.examples or found.because or "nothing is claimed" in found.says


def test_without_a_fault_none_of_these_claims_is_broken() -> None:
    sorts = ("guaranteed", "reachable", "changing", "adding", "settled")
    report = prove(load_pack(HILLSHIRE), on=ON, claims=sorts)

    assert report.verdict is Verdict.PROVED
