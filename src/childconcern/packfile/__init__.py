"""Pack files: TOML and the nouns, each from the other, with every problem placed."""

from childconcern.packfile.adding import add_questionnaire
from childconcern.packfile.dumping import dump_pack, pack_files
from childconcern.packfile.loading import PackError, PackReport, load_pack, read_pack
from childconcern.packfile.positions import (
    KeyPath,
    Position,
    TextPosition,
    positions,
    value_positions,
)
from childconcern.packfile.reading import wording_file_name
from childconcern.packfile.upgrading import CURRENT_SCHEMA, UPGRADES, Upgrade, upgraded
from childconcern.packfile.wording_file import refreshed, wording_text
from childconcern.packfile.writing import UnwritableError, toml_text

__all__ = [
    "CURRENT_SCHEMA",
    "UPGRADES",
    "KeyPath",
    "PackError",
    "PackReport",
    "Position",
    "TextPosition",
    "UnwritableError",
    "Upgrade",
    "add_questionnaire",
    "dump_pack",
    "load_pack",
    "pack_files",
    "positions",
    "read_pack",
    "refreshed",
    "toml_text",
    "upgraded",
    "value_positions",
    "wording_file_name",
    "wording_text",
]
