"""The small pack, grown until there is a place in it for every mistake that is planted."""

from collections.abc import Mapping
from typing import Final

from support.small_pack import SMALL_PACK, with_edit

__all__ = ["PLANTED_PACK"]

_EDITS: Final = (
    ("policy.toml", 'otherwise = "consult"', 'otherwise = "social-care"'),
    (
        "policy.toml",
        "[signs.by_night]",
        """\
[signs.young]
when = "any_item(children, months(age) > 12 or 6 <= months(age) < 9)"

[signs.all_well]
when = "all_items(children, all_of(hurt, 'bruise', 'burn') and (known(age) or moves))"

[signs.crowded]
when = "not (danger and closed) and any_of(hobbies, 'chess', 'football', 'music')"

[signs.busy]
when = "count(danger, closed, role == 'parent') >= 2 or alone or weeks <= 3"

[signs.lonely]
when = "alone and closed and not known(weeks)"

[signs.by_night]""",
    ),
    (
        "policy.toml",
        '[[rules]]\nid = "statutory"',
        """\
[[rules]]
id = "well"
route = "consult"
when = "all_well or young or crowded or busy or lonely"
because = "Something to talk over"

[[rules]]
id = "statutory\"""",
    ),
    (
        "policy.toml",
        'next_step = "Ring us."',
        'next_step = "Ring us."\nrespond_within = "48 hours"',
    ),
    (
        "facts.toml",
        "[facts.seen]",
        """\
[facts.alone]
kind = "yes-no"

[facts.hobbies]
kind = "any-of"
options = ["chess", "football", "music", "reading"]

[facts.seen]""",
    ),
    (
        "screener.toml",
        '[[sections.questions]]\nid = "you"',
        """\
[[sections.questions]]
id = "again"
records = "danger"
text = "Are you sure?"
ask_when = "asked(danger) and not known(danger)"
ask_again = true

[[sections.questions]]
id = "alone"
text = "Is the child alone?"

[[sections.questions]]
id = "hobbies"
text = "What does the child like?"
ask_when = "not alone"
option_text = { chess = "Chess", football = "Football", music = "Music", reading = "Reading" }

[[sections.questions]]
id = "you\"""",
    ),
    (
        "screener.toml",
        'for_each = "children"\nask_when = "not danger"',
        'for_each = "children"\nask_when = "not danger"\nask_for_more = true',
    ),
)


def _files() -> Mapping[str, str]:
    files: Mapping[str, str] = SMALL_PACK
    for file, old, new in _EDITS:
        files = with_edit(files, file, old, new)
    return files


PLANTED_PACK: Final = _files()
"""Each file of the pack, by name."""
