"""A pack back into a folder, so that loading it gives an equal one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from childconcern.pack import WrittenPack
from childconcern.packfile.facts_file import facts_document
from childconcern.packfile.pack_file import cases_document, pack_file_document
from childconcern.packfile.policy_file import policy_file_document
from childconcern.packfile.questionnaire_file import questionnaire_file_document
from childconcern.packfile.reading import wording_file_name
from childconcern.packfile.structuring import plain_tables
from childconcern.packfile.wording_file import wording_text
from childconcern.packfile.writing import toml_text

__all__ = ["dump_pack", "pack_files"]


def pack_files(pack: WrittenPack) -> Mapping[str, str]:
    """Return the texts of a pack's files, by name."""
    documents: dict[str, object] = {
        "pack.toml": pack_file_document(pack),
        "facts.toml": facts_document(pack.vocabulary),
        **{f"{one.id}.toml": questionnaire_file_document(one) for one in pack.questionnaires},
        "policy.toml": policy_file_document(pack.policy),
        "cases.toml": cases_document(pack.cases),
    }
    texts = {name: toml_text(plain_tables(document)) for name, document in documents.items()}
    for one in pack.translations:
        texts[wording_file_name(one.language)] = wording_text(pack, one)
    return texts


def dump_pack(pack: WrittenPack, folder: str | Path) -> None:
    """Write a pack into a folder; comments of files that it was read from are not kept.

    Raises:
        OSError: When the folder cannot be written.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in pack_files(pack).items():
        path = target / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
