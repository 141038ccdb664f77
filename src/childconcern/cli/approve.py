"""``childconcern approve``: who agrees to a pack as it stands, recorded in the pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final, Protocol, cast

import click
import tomlkit
from attrs import asdict
from tomlkit.items import AoT, Array
from tomlkit.toml_document import TOMLDocument

from childconcern.cli.inputs import on_option, pack_argument
from childconcern.cli.output import console, hang, working
from childconcern.errors import ConcernError
from childconcern.pack import Agreed, Approval, Pack, approval_problems
from childconcern.packfile import load_pack
from childconcern.verify.difference import Difference, difference, difference_digest

__all__ = ["NotAgreedError", "agreed_between", "approve"]

_ENTRY: Final = re.compile(r"(?<!\n)\n\[\[approvals\]\]")
"""The head of an entry that stands right under another line."""


class NotAgreedError(ConcernError):
    """An approval cannot be recorded."""

    code = "not-agreed"


@click.command("approve", short_help="Record who agrees to a pack, and to what it changes.")
@pack_argument
@click.option("--as", "by", required=True, metavar="NAME", help="Who agrees.")
@click.option("--role", required=True, help="Such as head of safeguarding.")
@click.option("--why", required=True, metavar="TEXT", help="What is agreed to, in words.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The pack in force until now: what differs from it is agreed to.",
)
@on_option
def approve(pack: Path, by: str, role: str, why: str, against: Path | None, on: dt.date) -> None:
    """Record in PACK that somebody agrees to it as it stands.

    With --against, they agree to the difference from an earlier pack, of which
    it is said what it changes; look at it first with `childconcern diff`. Where
    some response is lowered, two people must agree. Any later change of PACK
    asks for approval anew: `childconcern check --approved` says whether it has it.
    """
    for name, text in (("--as", by), ("--role", role), ("--why", why)):
        if not text.strip():
            raise NotAgreedError(f"{name} is empty", remedy="say it in a few words")
    loaded, out = load_pack(pack), console()
    agreed = None if against is None else agreed_between(against, pack, on)
    approval = Approval(
        by=by.strip(),
        role=role.strip(),
        on=on,
        digest=loaded.digest,
        why=why.strip(),
        against="" if agreed is None else agreed.against,
        difference="" if agreed is None else agreed.difference,
        lowers=agreed is not None and agreed.lowers,
    )
    if approval in loaded.approvals:
        raise NotAgreedError("this is recorded already", remedy="nothing needs to be done")
    record(pack, loaded, approval)
    hang(out, f"recorded: {approval.by}, {approval.role}, approves {loaded.digest[:16]}")
    if approval.lowers:
        hang(out, "it lowers some response, so two people must agree to it")
    for problem in approval_problems(load_pack(pack), agreed):
        hang(out, f"still to do: {problem.message}; {problem.remedy}")


def agreed_between(old: Path, new: Path, on: dt.date) -> Agreed:
    """Return what has to be agreed to, between two packs.

    Raises:
        PackError: When one of them cannot be used.
    """
    with working(console(stderr=True), "comparing"):
        found: Difference = difference(load_pack(old), load_pack(new), on=on)
    return Agreed(
        against=found.old.digest, difference=difference_digest(found), lowers=found.lowers
    )


def record(folder: Path, before: Pack, approval: Approval) -> None:
    """Write an approval into ``pack.toml``, and leave all else in it as it is.

    Raises:
        NotAgreedError: When the file would say anything else than before.
    """
    path = folder / "pack.toml"
    text = path.read_bytes().decode("utf-8-sig")
    written = _with_approval(tomlkit.parse(text), approval)
    part = path.with_name("pack.toml.part")
    part.write_text(written, encoding="utf-8", newline="")
    part.replace(path)
    after = load_pack(folder)
    if after.digest != before.digest or after.approvals != (*before.approvals, approval):
        path.write_text(text, encoding="utf-8", newline="")
        message = "pack.toml cannot be written without changing what it says"
        raise NotAgreedError(message, remedy="add the entry to approvals by hand")


class _Listed(Protocol):
    """What is used of a list of tables."""

    def append(self, table: object, /) -> object: ...


def _with_approval(document: TOMLDocument, approval: Approval) -> str:
    entry = {key: value for key, value in asdict(approval).items() if value not in ("", None)}
    if not approval.lowers:
        del entry["lowers"]
    written = cast("MutableMapping[str, object]", document)
    listed = written.get("approvals")
    if isinstance(listed, Array) and len(listed):
        inline = cast("MutableMapping[str, object]", tomlkit.inline_table())
        inline.update(entry)
        cast("_Listed", listed).append(inline)
        return tomlkit.dumps(document)
    if not isinstance(listed, AoT):
        written.pop("approvals", None)
        listed = written["approvals"] = tomlkit.aot()
    table = cast("MutableMapping[str, object]", tomlkit.table())
    table.update(entry)
    cast("_Listed", listed).append(table)
    return _ENTRY.sub("\n\n[[approvals]]", tomlkit.dumps(document))
