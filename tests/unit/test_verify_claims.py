"""What claims come to where a budget is spent, where parts clash, where a proof is at fault."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from childconcern.pack import Pack
from childconcern.verify import ReplayError, Report, Verdict, prove
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.worlds import World, scopes_of, world
from childconcern.verify.engine.solver import TRUE, Solver
from childconcern.verify.examples import telling
from childconcern.verify.examples.telling import Replayed, Sheet, replayed, walked
from support.planted_packs import ON, planted, proved

NEXT = 'next_step = "Stay by the telephone."\n'
READ = 'respond_within = "before seen"\ndestinations = ["front-door"]\n'
SILENT = ("policy.toml", NEXT + READ, "")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack as it is."""
    return planted(tmp_path_factory.mktemp("packs") / "small")


def verdicts(report: Report, claim: str) -> dict[str, Verdict]:
    """Return what came of a claim, by what it is about."""
    return {one.about: one.verdict for one in report.findings if one.claim == claim}


def because(report: Report, about: str) -> tuple[str, ...]:
    """Return what cannot all be so."""
    return next(one.because for one in report.findings if one.about == about)


def test_what_the_budget_does_not_reach_is_unknown_and_never_proved(small: Pack) -> None:
    report = prove(small, on=ON, scopes=("screener",), budget=1)

    assert report.verdict is Verdict.UNKNOWN
    found = verdicts(report, "reachable")
    assert Verdict.UNKNOWN in found.values()
    assert Verdict.VIOLATED not in {one.verdict for one in report.findings}


def test_the_conditions_that_clash_are_told_and_no_others(tmp_path: Path) -> None:
    old = 'when = "danger"\nbecause = "A child is in danger"'
    new = 'when = "weeks >= 4 and danger and weeks <= 2"\nbecause = "Both at once"'
    report = proved(planted(tmp_path / "p", ("policy.toml", old, new)), "reachable")

    assert verdicts(report, "reachable")["rule in-danger"] is Verdict.VIOLATED
    assert because(report, "rule in-danger") == ("weeks >= 4", "weeks <= 2")


def test_a_route_that_leads_nowhere_is_a_dead_end(tmp_path: Path) -> None:
    report = proved(planted(tmp_path / "p", SILENT), "settled", scopes=("screener",))

    assert Verdict.VIOLATED in verdicts(report, "no-dead-end").values()


def test_that_a_rule_speaks_of_everything_is_noted(tmp_path: Path) -> None:
    old = "when = \"level_of('harm') >= 4 or areas_at(2) >= 2\""
    pack = planted(tmp_path / "p", ("policy.toml", old, 'when = "danger or not danger"'))
    report = prove(pack, on=ON, scopes=("screener",))

    said = {one.says for one in report.notes if one.sort == "no-rule-speaks"}
    assert said == {"a rule speaks of every complete journey"}


def test_an_answer_that_may_not_be_not_known_is_no_way_to_an_all_clear(tmp_path: Path) -> None:
    strict = (
        "screener.toml",
        'text = "Who are you?"',
        'text = "Who are you?"\nunknown_allowed = false',
    )
    report = proved(planted(tmp_path / "p", strict), "unknowing", scopes=("screener",))

    assert report.verdict is Verdict.PROVED


@pytest.fixture
def screened(small: Pack) -> World:
    """Return the world of the screener, with a complete journey in hand."""
    model = Model(pack=small, on=ON)
    found = world(model, next(one for one in scopes_of(small) if one.id == "screener"))
    assert model.gates.solver.solve([found.complete])
    return found


def test_answers_that_nobody_could_give_are_no_example(screened: World) -> None:
    sheet = Sheet(given={}, answers={"screener": {"danger": "perhaps"}})

    with pytest.raises(ReplayError, match="nobody could answer so"):
        walked(screened, sheet)


def test_a_journey_that_is_decided_otherwise_is_no_example(
    screened: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replayed(screened).decision.route in {"emergency", "social-care", "consult"}

    def compared(_: World, __: Replayed) -> Iterator[tuple[str, bool]]:
        yield "the route", False

    monkeypatch.setattr(telling, "_compared", compared)
    with pytest.raises(ReplayError, match="the route"):
        replayed(screened)


def test_ages_and_days_are_proved_for_the_day_that_is_given(small: Pack) -> None:
    other = prove(small, on=ON + dt.timedelta(days=1), scopes=("policy",), claims=("settled",))

    assert other.on == "2026-11-24"


def test_who_answers_the_screener_otherwise_begins_the_request_with_that(small: Pack) -> None:
    found = world(Model(pack=small, on=ON), next(o for o in scopes_of(small) if o.id == "request"))
    other, gates = found.all_else(), found.model.gates
    closed = (-found.decided.routes["emergency"], other.decided.routes["emergency"])

    assert gates.solver.solve([found.complete, other.complete, *closed])
    assert replayed(found).decision.route != "emergency"
    assert replayed(other).decision.route == "emergency"


def test_one_more_child_whom_an_adult_is_said_to_be_a_parent_of_lowers_nothing(
    tmp_path: Path,
) -> None:
    kin = (
        '[groups.adults.facts.kin]\nkind = "relationships"\nto = "children"\noptions = ["parent"]\n'
    )
    asked = (
        '\n[[sections.questions]]\nid = "kin"\ntext = "Whose parent is this adult?"\n'
        'option_text = { parent = "Parent", unknown = "Not sure" }\n'
    )
    harmful = '[groups.adults.facts.harmful]\nkind = "yes-no"\n'
    text = 'text = "Is this adult harmful?"\n'
    pack = planted(
        tmp_path / "p",
        ("facts.toml", harmful, harmful + kin),
        ("screener.toml", text, text + asked),
    )
    report = proved(pack, "adding", scopes=("screener",))

    assert report.findings
    assert report.verdict is Verdict.PROVED


def test_a_demand_that_is_always_met_binds_nobody() -> None:
    solver = Solver()
    one = solver.fresh()
    solver.add(TRUE, one)

    assert solver.clauses == [(TRUE,)]
    assert solver.solve([-one])
