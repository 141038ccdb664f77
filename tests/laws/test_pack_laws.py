"""What holds of every pack, made up: written and read back it is the same, and it is safe."""

from pathlib import Path

import pytest
from hypothesis import given

from childconcern.facts import canonical_json
from childconcern.pack import Pack, pack_document, pack_problems
from childconcern.packfile import dump_pack, pack_files, read_pack
from childconcern.problems import errors_among
from support.making_packs import packs
from support.trying import tried


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that packs are dumped into, one over the other."""
    return tmp_path_factory.mktemp("dumped")


@tried(30)
@given(pack=packs())
def test_a_pack_that_is_dumped_and_loaded_is_equal_to_the_last_digest(
    folder: Path, pack: Pack
) -> None:
    assert errors_among(pack_problems(pack)) == ()

    dump_pack(pack, folder)
    report = read_pack(folder)

    assert errors_among(report.problems) == ()
    assert report.pack is not None
    assert report.pack.questionnaires == pack.questionnaires
    assert report.pack == pack
    assert report.pack.digest == pack.digest
    assert canonical_json(pack_document(report.pack)) == canonical_json(pack_document(pack))
    assert pack_files(report.pack) == pack_files(pack)


@given(packs())
def test_a_case_of_a_pack_either_agrees_or_says_why_it_does_not(pack: Pack) -> None:
    for case, result in zip(pack.cases, pack.run_cases(), strict=True):
        assert result.case is case
        assert result.refusals == ()
        assert result.decision is not None
        agreed = result.decision.route == case.expect.route
        assert result.agrees <= agreed
        assert result.agrees == (not result.disagreements)
