"""Measure deciding: ``python tests/benchmarks/decide.py --write docs/reference/benchmarks.md``.

Every engine decides about the same concerns by the same rules, and must agree
with the plainest reading of them on every one before it is timed.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import mean
from typing import Final

from around import Cost, imported, made_ready, memory
from attrs import frozen
from hand_written import every_rule, first_hit
from measuring import Contestant, Figure, disagreements, measured
from ours import our_ways
from rivals import json_logic_rules, zen_tables
from same_policy import OTHERWISE, Answers, SameRule, applying, concerns, drawn_rules
from tables import figure, replaced, table

SIZES: Final = (30, 300)
CONCERNS: Final = 10_000


@frozen(kw_only=True)
class Run:
    """What one size of policy came to.

    Attributes:
        rules: The policy.
        shape: Of its rules and the concerns, in words, by what is meant.
        figures: By contestant.
        memory: KiB before and after deciding.
    """

    rules: tuple[SameRule, ...]
    shape: dict[str, str]
    figures: dict[str, tuple[str, Figure]]
    memory: tuple[float, float]


def main() -> int:
    """Measure everything, show it, and write it where it is wanted; 1 where engines disagree."""
    parser = argparse.ArgumentParser(description="Measure deciding, beside other engines.")
    parser.add_argument("--concerns", type=int, default=CONCERNS, help="how many to decide about")
    parser.add_argument("--write", type=Path, help="a page with markers to put the tables between")
    chosen = parser.parse_args()
    answers: list[Answers] = json.loads(json.dumps(concerns(chosen.concerns)))
    runs = [run_of(drawn_rules(size), answers) for size in SIZES]
    if not all(runs):
        return 1
    measured_text = report([run for run in runs if run])
    print(measured_text)
    if chosen.write:
        page: Path = chosen.write
        page.write_text(replaced(page.read_text("utf-8"), measured_text), "utf-8")
    return 0


def run_of(rules: tuple[SameRule, ...], answers: Sequence[Answers]) -> Run | None:
    """Return the figures for one policy, or None, having said so, where an engine disagrees."""
    truths = [applying(rules, one) for one in answers]
    contestants = contestants_for(rules, answers)
    if not agreed(contestants, rules, truths):
        return None
    beside = contestants[0]
    figures = dict[str, tuple[str, Figure]]()
    for one in contestants:
        tell(f"{len(rules)} rules: {one.name}")
        figures[one.name] = (one.gives, measured(one, beside))
    return Run(
        rules=rules,
        shape=shape(rules, truths),
        figures=figures,
        memory=memory(rules, answers),
    )


def contestants_for(rules: tuple[SameRule, ...], answers: Sequence[Answers]) -> list[Contestant]:
    """Return all ways of deciding; the first is what the others are held against."""
    return [
        first_hit(rules, answers),
        every_rule(rules, answers),
        *our_ways(rules, answers),
        json_logic_rules(rules, answers),
        *zen_tables(rules, answers),
    ]


def agreed(
    contestants: Sequence[Contestant],
    rules: Sequence[SameRule],
    truths: Sequence[tuple[int, ...]],
) -> bool:
    """Return whether every way says the same of every concern; tell of those that do not."""
    expected = [
        (rules[places[0]].route if places else OTHERWISE, tuple(rules[n].id for n in places))
        for places in truths
    ]
    wrong = {one.name: disagreements(one, expected) for one in contestants}
    for name, number in wrong.items():
        if number:
            tell(f"{len(rules)} rules: {name} disagrees about {number} concerns")
    return not any(wrong.values())


def shape(rules: Sequence[SameRule], truths: Sequence[tuple[int, ...]]) -> dict[str, str]:
    """Return what the rules and concerns are like."""
    first = [places[0] + 1 for places in truths if places]
    return {
        "mean position of the first true rule": figure(mean(first)),
        "concerns for which no rule is true": f"{1 - len(first) / len(truths):.1%}",
        "mean number of rules that are true": figure(mean(map(len, truths))),
        "mean number of tests in a rule": figure(mean(len(rule.tests) for rule in rules)),
        "different sets of true rules": f"{len(set(truths)):,}",
    }


def report(runs: Sequence[Run]) -> str:
    """Return all that was measured, as Markdown."""
    ready, imports = made_ready(runs[-1].rules), imported()
    most = len(runs[-1].rules)
    versions = ", ".join(f"{name} {version(name)}" for name in ("attrs", "pluggy"))
    return "\n\n".join(
        (
            f"{platform.python_implementation()} {platform.python_version()}, {versions}.",
            decisions_table(runs),
            "The rules and concerns:",
            shapes_table(runs),
            f"From text to ready, {most} rules:",
            costs_table(ready),
            "Importing:",
            costs_table(imports),
            "Memory of a policy:",
            memory_table(runs),
            "What was to be reached:",
            goals_table(runs, ready, imports),
        )
    )


def decisions_table(runs: Sequence[Run]) -> str:
    """Return one row for each way of deciding."""
    heads = ["engine", "gives"]
    for run in runs:
        heads += [f"{len(run.rules)} rules, µs", "ratio"]
    rows = [
        (name, gives, *(cell for run in runs for cell in figure_cells(run.figures[name][1])))
        for name, (gives, _) in runs[0].figures.items()
    ]
    return table(heads, rows)


def figure_cells(measured_figure: Figure) -> tuple[str, str]:
    """Return a figure's two cells."""
    return figure(measured_figure.microseconds), figure(measured_figure.ratio)


def shapes_table(runs: Sequence[Run]) -> str:
    """Return one row for each thing that is said of rules and concerns."""
    heads = ["", *(f"{len(run.rules)} rules" for run in runs)]
    return table(heads, [(what, *(run.shape[what] for run in runs)) for what in runs[0].shape])


def costs_table(costs: Sequence[Cost]) -> str:
    """Return one row for each cost."""
    rows = [(one.name, figure(one.milliseconds), figure(one.ratio)) for one in costs]
    return table(("", "CPU ms", "ratio"), rows)


def memory_table(runs: Sequence[Run]) -> str:
    """Return what a policy takes, new and used."""
    heads = ("KiB", *(f"{len(run.rules)} rules" for run in runs))
    names = ("just built", "after all the concerns")
    rows = [(name, *(figure(run.memory[n]) for run in runs)) for n, name in enumerate(names)]
    return table(heads, rows)


def goals_table(runs: Sequence[Run], ready: Sequence[Cost], imports: Sequence[Cost]) -> str:
    """Return what was to be reached beside what was."""
    few, many = ({name: f.ratio for name, (_, f) in run.figures.items()} for run in runs)
    cited, decided = few["childconcern, engine.outcome"], few["childconcern, decide"]
    zen, *others = (ratio for name, ratio in few.items() if name.startswith("zen-engine"))
    rows = [
        ("route and ids, 30 rules, to the hand-written first true rule", "1.5 at most", cited),
        (
            "route and ids, 300 rules, the same",
            "0.25 at most",
            many["childconcern, engine.outcome"],
        ),
        ("`Decision` without digests, 30 rules, the same", "4 at most", decided),
        ("zen-engine, create_decision, to a `Decision`, 30 rules", "100 at least", zen / decided),
        ("zen-engine, its quickest way, to a `Decision`, 30 rules", "", min(others) / decided),
        ("300 rules from text to ready, CPU ms", "50 at most", ready[1].milliseconds),
        ("`import childconcern` to `import attrs, pluggy`", "2 at most", imports[1].ratio),
    ]
    return table(("", "wanted", "measured"), [(a, b, figure(c)) for a, b, c in rows])


def tell(words: str) -> None:
    """Say on the other stream how far it is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
