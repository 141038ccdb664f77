"""Tables made from the example packs when the pages are built, so that they cannot be out of date.

``{cases-of} riverbank`` is the table of a pack's worked examples, each decided
anew. ``{side-by-side} riverbank hillshire`` decides the concerns of
``examples/packs/side-by-side.toml`` by several packs. A case that disagrees
with its pack stops the build.
"""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from childconcern import Decision, Pack, decide, load_pack, read_concern
from childconcern.pack import CaseResult

PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> nodes.table:
    """Return a table with a caption and a row of headings."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", row_of(head))
    group += nodes.tbody("", *(row_of(cells) for cells in rows))
    return nodes.table("", nodes.title(text=title), group)


def row_of(cells: Sequence[str]) -> nodes.row:
    """Return one row; each cell is plain words."""
    return nodes.row("", *(nodes.entry("", nodes.paragraph(text=cell)) for cell in cells))


def outcome(decision: Decision) -> str:
    """Return the name of a route as its variant has it."""
    variant = decision.outcome.variant
    return (variant and variant.name) or decision.outcome.route.name


class CasesOf(SphinxDirective):
    """The worked examples of a pack."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        folder = PACKS / str(self.arguments[0])
        self.env.note_dependency(str(folder / "cases.toml"))
        pack = load_pack(folder)
        rows = [self.cells(result) for result in pack.run_cases()]
        title = f"The {len(rows)} worked examples of {pack.id}, version {pack.version}"
        return [table(title, ("What was told", "What happens", "Duties", "Drawn from"), rows)]

    def cells(self, result: CaseResult) -> tuple[str, ...]:
        """Return the row of one case."""
        case, decision = result.case, result.decision
        if decision is None or not result.agrees:
            raise ExtensionError(f"the case {case.id} disagrees: run childconcern check")
        duties = ", ".join(decision.duties) or "none"
        return case.story, outcome(decision), duties, case.source or "local"


class SideBySide(SphinxDirective):
    """The same concerns, decided by several packs."""

    required_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        listing = PACKS / "side-by-side.toml"
        self.env.note_dependency(str(listing))
        packs = [load_pack(PACKS / name) for name in str(self.arguments[0]).split()]
        concerns = tomllib.loads(listing.read_text(encoding="utf-8"))["concerns"]
        rows = [(one["story"], *(self.cell(pack, one) for pack in packs)) for one in concerns]
        head = ("What was told", *(pack.council for pack in packs))
        return [table("The same concerns in two councils", head, rows)]

    def cell(self, pack: Pack, told: dict[str, Any]) -> str:
        """Return what one pack says of one concern."""
        concern = read_concern(told["concern"], pack.policy.vocabulary)
        decision = decide(concern, pack.policy, on=told["on"])
        level = next(one.name for one in pack.policy.levels if one.number == decision.level)
        return f"{outcome(decision)} (level {decision.level}: {level})"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("cases-of", CasesOf)
    app.add_directive("side-by-side", SideBySide)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
