"""``unchanged except``: what a pack promises of itself and the version before."""

import pytest
from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee
from childconcern.verify import Finding, Verdict
from childconcern.verify.difference import unchanged_except_findings
from support.comparing_packs import ON, Reader, replays
from support.small_pack import PackFolder

ACID = (
    (
        "facts.toml",
        "[facts.story]",
        '[facts.acid]\nkind = "yes-no"\nworse = "yes"\n\n[facts.story]',
    ),
    (
        "screener.toml",
        'id = "you"\n',
        'id = "acid"\ntext = "Was it acid?"\n\n[[sections.questions]]\nid = "you"\n',
    ),
    (
        "policy.toml",
        'route = "emergency"\nwhen = "danger"\nbecause',
        'route = "emergency"\nwhen = "danger or acid"\nbecause',
    ),
)
"""A question more, and a rule that reads it."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return what reads the small pack with edits."""
    return Reader(PackFolder(tmp_path_factory.mktemp("packs") / "."))


@pytest.fixture(scope="module")
def small(read: Reader) -> Pack:
    """Return the small pack as it is."""
    return read()


def promising(pack: Pack, *facts: str, when: str | None = None) -> Pack:
    """Return the pack with one guarantee of this sort and no other."""
    condition = None if when is None else parse_condition(when)
    claim = Guarantee(id="as-before", claim=Claim.UNCHANGED_EXCEPT, facts=facts, when=condition)
    return evolve(pack, policy=evolve(pack.policy, guarantees=(claim,)))


def found(old: Pack, new: Pack, *scopes: str, budget: int | None = None) -> tuple[Finding, ...]:
    """Return what is found, each example of which comes out in its own pack."""
    findings = unchanged_except_findings(old, new, on=ON, scopes=scopes or None, budget=budget)
    for finding in findings:
        for example, pack in zip(finding.examples, (old, new), strict=False):
            assert replays(example, pack)
    return findings


def verdicts(findings: tuple[Finding, ...]) -> dict[str, Verdict]:
    """Return what became of it in each scope."""
    assert {(one.claim, one.about) for one in findings} == {("guaranteed", "guarantee as-before")}
    return {one.scope: one.verdict for one in findings}


def test_nothing_is_found_where_nothing_is_promised(small: Pack) -> None:
    pack = evolve(small, policy=evolve(small.policy, guarantees=()))

    assert found(pack, pack) == ()


def test_it_is_kept_where_only_what_may_change_does(read: Reader, small: Pack) -> None:
    new = read(*ACID)

    assert verdicts(found(small, promising(new, "acid"))) == dict.fromkeys(
        ("screener", "request", "policy"), Verdict.PROVED
    )
    assert verdicts(found(small, promising(new, when="acid"), "screener")) == {
        "screener": Verdict.PROVED
    }


def test_the_least_worrying_answer_is_no_exception(read: Reader, small: Pack) -> None:
    worse = ("policy.toml", "danger or acid", "danger or asked(acid) and not acid")

    [finding] = found(small, promising(read(*ACID, worse), "acid"), "screener")

    assert finding.verdict is Verdict.VIOLATED
    before, after = finding.examples
    assert (before.route, after.route) != (after.route, after.route)
    assert after.answers["screener"]["acid"] is False


def test_any_answer_is_an_exception_where_the_fact_has_no_order(read: Reader, small: Pack) -> None:
    worse = ("policy.toml", "danger or acid", "danger or asked(acid) and not acid")
    no_order = (
        "facts.toml",
        '[facts.acid]\nkind = "yes-no"\nworse = "yes"',
        '[facts.acid]\nkind = "yes-no"',
    )

    [finding] = found(small, promising(read(*ACID, worse, no_order), "acid"), "policy")

    assert finding.verdict is Verdict.PROVED


def test_it_is_broken_by_anything_else(read: Reader, small: Pack) -> None:
    new = read(*ACID, ("policy.toml", "and count_items(children, 'burn' in hurt) >= 1", ""))

    [finding] = found(small, promising(new, "acid"), "screener")

    assert finding.verdict is Verdict.VIOLATED
    assert finding.examples[0].duties == ()
    assert finding.examples[1].duties == ("tell-police",)
    assert "screener/harmful@item-1" in finding.examples[1].matter


def test_a_fact_of_a_group_is_an_exception_where_any_item_has_it(read: Reader, small: Pack) -> None:
    new = read(("policy.toml", "'burn' in hurt", "'bruise' in hurt"))
    ordered = read(
        ("policy.toml", "'burn' in hurt", "'bruise' in hurt"),
        ("facts.toml", '"burn", { id = "unhurt"', '"burn", { id = "unhurt"'),
        (
            "facts.toml",
            "exclusive = true }]\nunknown_counts_as",
            'exclusive = true }]\nworse = "more"\nunknown_counts_as',
        ),
    )

    assert set(verdicts(found(small, promising(new, "hurt"))).values()) == {Verdict.PROVED}
    assert set(verdicts(found(small, promising(ordered, "hurt"))).values()) == {Verdict.PROVED}
    assert verdicts(found(small, promising(new, "moves"), "policy")) == {"policy": Verdict.VIOLATED}


def test_a_promise_with_nothing_left_of_it_is_refused(small: Pack) -> None:
    [finding] = found(small, promising(small, when="danger or not danger or not known(danger)"))

    assert finding.verdict is Verdict.VIOLATED
    assert "nothing is claimed" in finding.says


def test_it_is_unknown_where_the_budget_does_not_suffice(read: Reader, small: Pack) -> None:
    new = read(*ACID, ("policy.toml", "weeks >= 4", "weeks >= 5"))

    findings = found(small, promising(new, "acid"), "screener", budget=1)

    assert verdicts(findings) == {"screener": Verdict.UNKNOWN}


def test_it_is_unknown_where_the_time_is_over_before_the_last_question(
    read: Reader, small: Pack
) -> None:
    pack, looks = promising(read(*ACID), "acid"), iter((False,))

    findings = unchanged_except_findings(
        small, pack, on=ON, scopes=["screener"], stop=lambda: next(looks, True)
    )

    assert verdicts(findings) == {"screener": Verdict.UNKNOWN}


def test_it_is_unknown_where_the_time_is_over_before_anything_is_asked(
    read: Reader, small: Pack
) -> None:
    pack = promising(read(*ACID), "acid")

    [finding] = unchanged_except_findings(small, pack, on=ON, stop=lambda: True)

    assert finding.verdict is Verdict.UNKNOWN


def test_a_promise_over_no_scope_is_no_promise(small: Pack) -> None:
    assert found(small, promising(small, "role"), "nowhere") == ()
