"""The starter pack with a second form, which asks some things again."""

from pathlib import Path
from typing import Final

from support.command_line import run

__all__ = ["pack_of_two_forms"]

FURTHER: Final = """
id = "further"
title = "A few more questions"

[[sections]]
id = "danger-again"
title = "Danger"

[[sections.questions]]
id = "still-danger"
records = "immediate_danger"
ask_again = true
text = "Is a child in immediate danger now?"

[[sections]]
id = "child-again"
title = "Each child"
for_each = "children"

[[sections.questions]]
id = "injuries-again"
records = "injuries"
ask_again = true
text = "Does the child have any marks or injuries?"

[[sections.questions]]
id = "moves-again"
records = "moves_alone"
ask_again = true
text = "Can the child move around alone?"
"""


def pack_of_two_forms(folder: Path) -> Path:
    """Write the pack into FOLDER and return it."""
    run("new", "pack", folder)
    (folder / "further.toml").write_text(FURTHER, encoding="utf-8")
    pack, policy = folder / "pack.toml", folder / "policy.toml"
    pack.write_text(pack.read_text().replace('["screener"]', '["screener", "further"]'))
    policy.write_text(
        policy.read_text()
        .replace('"immediately"\n', '"immediately"\nthen_ask = "further"\n')
        .replace(
            'name = "We will act today"\n', 'name = "We will act today"\nthen_ask = "further"\n'
        )
    )
    return folder
