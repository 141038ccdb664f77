"""What never changes a decision, whoever is asked and whatever is known."""

import pytest
from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.pack import Pack
from childconcern.policy import Indicator, Rule
from support.planted_packs import planted, proved


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, of which nothing is idle."""
    return planted(tmp_path_factory.mktemp("small"))


def idle(pack: Pack, *scopes: str) -> list[str]:
    report = proved(pack, "idle", scopes=scopes)
    assert report.findings == ()
    return [note.about for note in report.notes]


def with_rules(pack: Pack, *rules: tuple[str, str, str]) -> Pack:
    """Return the pack with more rules, each an id, a route and when."""
    more = [
        Rule(id=name, route=route, when=parse_condition(when), because="So.")
        for name, route, when in rules
    ]
    return evolve(pack, policy=evolve(pack.policy, rules=(*pack.policy.rules, *more)))


def with_indicator(pack: Pack, level: int, when: str) -> Pack:
    """Return the pack with another indicator of missed school."""
    one = Indicator(
        id="other",
        area="school",
        level=level,
        when=parse_condition(when),
        because="So.",
        source="local",
    )
    return evolve(pack, policy=evolve(pack.policy, indicators=(*pack.policy.indicators, one)))


def test_a_rule_is_idle_where_another_speaks_too_or_one_for_more(small: Pack) -> None:
    pack = with_rules(
        small,
        ("again", "social-care", "level_of('harm') >= 4"),
        ("masked", "social-care", "danger"),
        ("of-use", "social-care", "role == 'police'"),
    )

    assert idle(small) == []
    assert idle(pack, "screener") == ["rule statutory", "rule again", "rule masked"]


def test_a_rule_for_otherwise_is_of_use_only_where_one_for_less_speaks(small: Pack) -> None:
    pack = with_rules(small, ("talk", "consult", "role == 'police'"))

    assert idle(pack, "screener") == ["rule talk"]


def test_of_two_rules_that_say_the_same_neither_changes_a_decision(small: Pack) -> None:
    twice = ("role == 'police'", "role == 'police'")
    pack = with_rules(small, *((f"same-{n}", "social-care", when) for n, when in enumerate(twice)))

    assert {"rule same-0", "rule same-1"} <= set(idle(pack, "screener"))


@pytest.mark.parametrize(
    ("level", "when", "told"),
    [(2, "weeks >= 9", True), (1, "danger", True), (4, "weeks >= 9", False), (2, "danger", False)],
)
def test_an_indicator_is_idle_where_another_gives_the_level_too(
    small: Pack, level: int, when: str, *, told: bool
) -> None:
    assert ("indicator other" in idle(with_indicator(small, level, when), "screener")) is told


def test_what_is_of_use_in_one_scope_is_not_told_of_the_others(small: Pack) -> None:
    # Nobody says in the screener when the child was seen.
    pack = with_rules(small, ("seen", "social-care", "days_since(seen) >= 3"))

    assert "rule seen" in idle(pack, "screener")
    assert "rule seen" not in idle(pack, "screener", "policy")
