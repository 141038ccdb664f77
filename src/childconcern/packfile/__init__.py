"""Pack files: TOML and the nouns, each from the other, with every problem placed."""

from childconcern.packfile.dumping import dump_pack, pack_files
from childconcern.packfile.loading import PackError, PackReport, load_pack, read_pack
from childconcern.packfile.positions import (
    KeyPath,
    Position,
    TextPosition,
    positions,
    value_positions,
)
from childconcern.packfile.upgrading import CURRENT_SCHEMA, UPGRADES, Upgrade, upgraded
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
    "dump_pack",
    "load_pack",
    "pack_files",
    "positions",
    "read_pack",
    "toml_text",
    "upgraded",
    "value_positions",
]
