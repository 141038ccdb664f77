"""One small pack without a problem, as text, from which broken ones are made by small edits.

Its council is invented. No line of interest stands in it twice, so that an edit
and a place can be named by what stands there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import define, field

from childconcern.facts import Json
from childconcern.packfile import PackReport, read_pack

__all__ = ["CALM", "SMALL_PACK", "PackFolder", "place_of", "with_edit"]

_PACK: Final = """\
id = "small"
version = "2026.1"
schema = 1
title = "A small pack"
council = "Riverbank (fictional)"
effective_from = 2026-09-01
effective_until = 2027-08-31
questionnaires = ["screener", "request"]
languages = [{ id = "en", checked_by = "Nobody yet" }]
approvals = [{ by = "A. Lead (fictional)", role = "lead", on = 2026-08-01 }]
"""

_FACTS: Final = """\
[facts.danger]
kind = "yes-no"
about = "A child is in danger now"
worse = "yes"
unknown_counts_as = "yes"

[facts.role]
kind = "one-of"
options = ["teacher", "police", "parent"]

[facts.matters]
kind = "any-of"
options = ["home", "school", { id = "none", exclusive = true }]
worse = ["home"]

[facts.weeks]
kind = "whole-number"
at_least = 0
at_most = 52
unit = "weeks"
worse = "higher"

[facts.seen]
kind = "date"

[facts.story]
kind = "long-text"

[facts.closed]
kind = "yes-no"
set_by = "service"

[groups.children]
about = "The children"
at_least = 1
at_most = 4

[groups.children.facts.age]
kind = "age"

[groups.children.facts.hurt]
kind = "any-of"
options = ["bruise", "burn", { id = "unhurt", exclusive = true }]
unknown_counts_as = ["bruise"]

[groups.children.facts.moves]
kind = "yes-no"
worse = "no"
unknown_counts_as = "no"

[groups.adults]
at_most = 3

[groups.adults.facts.harmful]
kind = "yes-no"
"""

_SCREENER: Final = """\
id = "screener"
title = "First questions"

[[sections]]
id = "safety"
title = "Safety"

[[sections.questions]]
id = "danger"
text = "Is a child in danger now?"

[[sections.questions]]
id = "you"
records = "role"
text = "Who are you?"
option_text = { teacher = "Teacher", police = "Police", parent = "Parent", unknown = "Not sure" }

[[sections]]
id = "each-child"
title = "Each child"
for_each = "children"
ask_when = "not danger"

[[sections.questions]]
id = "age"
text = "How old is the child?"

[[sections.questions]]
id = "hurt"
text = "Is the child hurt?"
ask_when = "not asked(age) or months(age) >= 0"
option_text = { bruise = "A bruise", burn = "A burn", unhurt = "Not hurt" }

[[sections.questions]]
id = "moves"
text = "Can the child move alone?"
ask_when = "none_of(hurt, 'unhurt')"

[[sections]]
id = "worries"
title = "Worries"
ask_when = "not any_item(children, 'burn' in hurt)"

[[sections.questions]]
id = "matters"
text = "What is it about?"
hint = "Choose all."
option_text = { home = "Home", school = "School", none = "Nothing" }

[[sections.questions]]
id = "weeks"
text = "How many weeks of school were missed?"
error = "Give a number"
ask_when = "'school' in matters and role == 'teacher'"
optional = true

[[sections]]
id = "each-adult"
title = "Each adult"
for_each = "adults"

[[sections.questions]]
id = "harmful"
text = "Is this adult harmful?"
"""

_REQUEST: Final = """\
id = "request"

[[sections]]
id = "story"
title = "What happened"

[[sections.questions]]
id = "story"
text = "What happened?"
optional = true

[[sections.questions]]
id = "seen"
text = "When was it seen?"
ask_when = "known(weeks) or closed"
"""

_POLICY: Final = """\
otherwise = "consult"
areas = [{ id = "harm", name = "Harm" }, { id = "school", name = "School" }]
levels = [
    { number = 1, name = "Universal" },
    { number = 2, name = "Early help" },
    { number = 4, name = "Statutory" },
]

[signs.injured]
about = "A child who cannot move alone is hurt"
when = "any_item(children, any_of(hurt, 'bruise', 'burn') and not moves)"

[signs.by_night]
when = "closed"

[[indicators]]
id = "hurt-and-not-mobile"
area = "harm"
level = 4
when = "injured"
because = "An injury to a child who cannot move"
source = "section 4.2"

[[indicators]]
id = "missing-school"
area = "school"
level = 2
when = "weeks >= 4"
because = "Weeks of school are missed"
source = "local"

[[routes]]
id = "emergency"
name = "Call 999"
next_step = "Call 999."
respond_within = "immediately"
then_ask = "request"
destinations = ["police"]

[[routes.variants]]
id = "night"
when = "by_night"
next_step = "Call 999, then the night team."
respond_within = "1 hour"

[[routes.variants]]
id = "to-us"
when = "role == 'police'"
destinations = ["social-care", "night-team"]

[[routes]]
id = "social-care"
name = "Social care"
next_step = "Stay by the telephone."
respond_within = "before seen"
destinations = ["front-door"]

[[routes]]
id = "consult"
name = "Talk it over"
next_step = "Ring us."
destinations = ["early-help"]

[[rules]]
id = "in-danger"
route = "emergency"
when = "danger"
because = "A child is in danger"

[[rules]]
id = "statutory"
route = "social-care"
when = "level_of('harm') >= 4 or areas_at(2) >= 2"
because = "An area is at level 4"
source = "section 2"

[[duties]]
id = "tell-police"
when = "any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1"
because = "A burn may be a crime"
respond_within = "1 working day"
destinations = ["police"]

[[guarantees]]
id = "danger-first"
claim = "never below"
route = "emergency"
when = "danger"

[[guarantees]]
id = "role-is-nothing"
claim = "unchanged except"
facts = ["role"]
because = "Who tells us does not matter"
"""

_CASES: Final = """\
[[cases]]
id = "baby"
story = "Zoë, a fictional baby, has a bruise."
on = 2026-11-23

[cases.given]
closed = false

[cases.answers]
danger = false
"@children" = ["child-1"]
"age@child-1" = "5 months"
"hurt@child-1" = ["bruise"]
"moves@child-1" = "unknown"

[cases.expect]
route = "social-care"
level = 4
duties = []
complete = false

[[cases]]
id = "night-watch"
story = "A fictional watchman hears a cry."
on = 2026-11-24
source = "local"
signed_off_by = "A. Lead (fictional)"

[cases.concern]
danger = true
closed = true
seen = 2026-11-23
children = [{ id = "c", hurt = { not_asked = "hurt" }, moves = { not_asked = "moves" } }]

[cases.expect]
route = "emergency"
variant = "night"
"""

SMALL_PACK: Final[Mapping[str, str]] = {
    "pack.toml": _PACK,
    "facts.toml": _FACTS,
    "screener.toml": _SCREENER,
    "request.toml": _REQUEST,
    "policy.toml": _POLICY,
    "cases.toml": _CASES,
}
"""Each file of the pack, by name."""


CALM: Final[Mapping[str, Json]] = {
    "danger": False,
    "you": "teacher",
    "@children": ["ann"],
    "age@ann": "5 years",
    "hurt@ann": ["unhurt"],
    "matters": ["none"],
    "@adults": [],
}
"""A whole screener about a child who is not hurt; whether she moves alone is not asked."""


def with_edit(files: Mapping[str, str], file: str, old: str, new: str) -> dict[str, str]:
    """Return files of which one has ``new`` where it had ``old``, which stands in it once."""
    assert files[file].count(old) == 1, f"{old!r} stands {files[file].count(old)} times in {file}"
    return {**files, file: files[file].replace(old, new)}


def place_of(text: str, snippet: str) -> tuple[int, int]:
    """Return the line and column at which a snippet first stands in a text."""
    at = text.index(snippet)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@define
class PackFolder:
    """A folder that is read again and again, each time with a little changed.

    Attributes:
        path: Of the folder, empty at first.
    """

    path: Path
    _stored: dict[str, bytes] = field(factory=dict[str, bytes], init=False)

    def holds(self, files: Mapping[str, str | bytes]) -> Path:
        """Return the folder once it holds these files and no others."""
        wanted = {
            name: one.encode() if isinstance(one, str) else one for name, one in files.items()
        }
        for name in self._stored.keys() - wanted.keys():
            (self.path / name).unlink()
        for name, content in wanted.items():
            if self._stored.get(name) != content:
                (self.path / name).parent.mkdir(exist_ok=True)
                (self.path / name).write_bytes(content)
        self._stored = wanted
        return self.path

    def report(self, files: Mapping[str, str | bytes]) -> PackReport:
        """Return what comes of reading these files as a pack."""
        return read_pack(self.holds(files))
