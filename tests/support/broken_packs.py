"""Edits of the small pack, each of which makes one fault, and where it is found.

A line is the problem's code, what stands in the good pack once, what stands there
instead, and what first stands where the problem is.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from support.small_pack import SMALL_PACK, place_of, with_edit

__all__ = ["BROKEN_PACKS", "Broken"]


@frozen
class Broken:
    """One edit of the small pack, and the one problem that it makes.

    Attributes:
        file: In which the edit is made and the problem is.
        code: Of the problem.
        old: What stands there in the good pack, once.
        new: What stands there instead.
        at: Where the problem is: where this first stands after the edit.
    """

    file: str
    code: str
    old: str
    new: str
    at: str

    def files(self) -> Mapping[str, str]:
        """Return the pack's files with the edit."""
        return with_edit(SMALL_PACK, self.file, self.old, self.new)

    def place(self) -> tuple[str, int, int]:
        """Return file, line and column of the problem."""
        return (self.file, *place_of(self.files()[self.file], self.at))


# One more question of the first section.
_EACH: Final = '\n[[sections]]\nid = "each-child"'
_MORE: Final = '[[sections.questions]]\ntext = "More?"\n'

_LAST_LINE: Final = 'approvals = [{ by = "A. Lead (fictional)", role = "lead", on = 2026-08-01 }]'

_IDENTITY: Final = (
    ("bad-id", '"small"', '"Small Pack"', "id ="),
    ("missing-wording", '"2026.1"', '" "', "version ="),
    ("bad-dates", "2027-08-31", "2025-08-31", "effective_until"),
    ("wrong-type", "= 2026-09-01", '= "2026-09-01"', "effective_from"),
    ("wrong-type", "= 2026-09-01", "= 2026-09-01T00:00:00", "effective_from"),
    ("missing-key", 'id = "small"\n', "", ""),
    ("unknown-key", "council =", "counsil =", "counsil"),
    ("wrong-type", '[{ id = "en"', '[3, { id = "en"', "3, "),
    ("wrong-type", "schema = 1", "schema = true", "schema"),
    ("newer-schema", "schema = 1", "schema = 2", "schema"),
    ("unknown-schema", "schema = 1", "schema = 0", "schema"),
    ("bad-id", '"request"]', '"request", "The Rest"]', '"The Rest"'),
    ("bad-id", '"request"]', '"request", "policy"]', '"policy"'),
    ("duplicate-id", '"request"]', '"request", "screener"]', '"screener"]'),
    ("wrong-type", '["screener", "request"]', '"screener"', "questionnaires"),
    *(
        (code, _LAST_LINE, f"{_LAST_LINE}\n[renamed.{table}]\n{line}", line)
        for code, table, line in (
            ("unknown-question", "questions.screener", 'safe = "safety-now"'),
            ("unknown-fact", "facts", 'urgent = "urgency"'),
            ("reused-id", "facts", 'role = "danger"'),
        )
    ),
)

# One more fact: the problem, what is said of the fact, and where the problem is.
_ONE_MORE_FACT: Final = (
    ("unknown-code-set", 'kind = "code"\ncode_set = "ethnicity"', "code_set ="),
    ("missing-key", 'kind = "code"', "[facts.extra]"),
    ("key-of-other-kind", 'kind = "code"\ncode_set = "dfe-sex-2025"\nto = "adults"', "to ="),
    ("unknown-group", 'kind = "relationships"\noptions = ["x"]\nto = "grown_ups"', "to ="),
    ("missing-key", 'kind = "relationships"\noptions = ["x"]', "[facts.extra]"),
    ("missing-key", 'kind = "relationships"\nto = "adults"', "[facts.extra]"),
    ("no-options", 'kind = "relationships"\nto = "adults"\noptions = []', "options = []"),
    ("bad-id", 'kind = "relationships"\nto = "adults"\noptions = ["Aunt_y"]', '"Aunt_y"'),
    (
        "key-of-other-kind",
        'kind = "relationships"\nto = "adults"\noptions = [{ id = "x", exclusive = true }]',
        'options = [{ id = "x"',
    ),
    ("key-of-other-kind", 'kind = "text"\nmany = true', "many = true"),
)

_FACTS: Final = (
    *(
        (code, "[facts.seen]", f'[facts.extra]\nset_by = "service"\n{body}\n[facts.seen]', at)
        for code, body, at in _ONE_MORE_FACT
    ),
    ("unknown-kind", 'kind = "date"', 'kind = "day"', 'kind = "day"'),
    ("missing-key", 'kind = "date"\n', "", "[facts.seen]"),
    ("wrong-type", 'kind = "date"', "kind = 3", "kind = 3"),
    (
        "bad-id",
        "[facts.seen]",
        '[facts.Not-snake]\nkind = "date"\nset_by = "service"\n[facts.seen]',
        "[facts.Not",
    ),
    (
        "bad-id",
        "[facts.seen]",
        '[facts.level]\nkind = "date"\nset_by = "service"\n[facts.seen]',
        "[facts.level]",
    ),
    (
        "bad-id",
        "[facts.seen]",
        '[facts.lambda]\nkind = "date"\nset_by = "service"\n[facts.seen]',
        "[facts.lambda]",
    ),
    (
        "bad-id",
        "[groups.adults]\n",
        '[groups.adults.facts.id]\nkind = "date"\nset_by = "service"\n[groups.adults]\n',
        "[groups.adults.facts.id]",
    ),
    (
        "duplicate-id",
        "[groups.adults]\n",
        '[groups.adults.facts.children]\nkind = "date"\nset_by = "service"\n[groups.adults]\n',
        "[groups.adults.facts.children]",
    ),
    (
        "duplicate-id",
        "[groups.adults]\n",
        "[groups.story]\nat_most = 1\n[groups.adults]\n",
        "[groups.story]",
    ),
    ("missing-key", 'options = ["teacher", "police", "parent"]\n', "", "[facts.role]"),
    (
        "no-options",
        "[facts.seen]",
        '[facts.extra]\nkind = "one-of"\noptions = []\nset_by = "service"\n[facts.seen]',
        "options = []",
    ),
    ("duplicate-id", '"parent"]', '"parent", "police"]', '"police"]'),
    ("reserved-option", '"parent"]', '"parent", "unknown"]', '"unknown"]'),
    (
        "bad-id",
        "[facts.seen]",
        '[facts.extra]\nkind = "one-of"\nset_by = "service"\noptions = ["Step_pa"]\n[facts.seen]',
        '"Step_pa"',
    ),
    ("wrong-type", '"parent"]', '"parent", 4]', "4]"),
    (
        "key-of-other-kind",
        "[facts.seen]",
        (
            '[facts.extra]\nkind = "one-of"\nset_by = "service"\n'
            'options = [{ id = "x", exclusive = true }]\n[facts.seen]'
        ),
        'options = [{ id = "x"',
    ),
    (
        "bad-value",
        'options = ["home",',
        'options = [{ id = "home", ordered = false },',
        'options = [{ id = "home"',
    ),
    ("key-of-other-kind", 'kind = "date"', 'kind = "date"\nunit = "days"', 'unit = "days"'),
    (
        "bad-bounds",
        "[facts.seen]",
        '[facts.extra]\nkind = "whole-number"\nat_most = 0\nset_by = "service"\n[facts.seen]',
        "[facts.extra]",
    ),
    ("bad-bounds", "at_most = 3", "at_most = 0", "[groups.adults]"),
    ("bad-bounds", "at_least = 1\nat_most = 4", "at_least = 5\nat_most = 4", "[groups.children]"),
    ("missing-key", "at_most = 3\n", "", "[groups.adults]"),
    ("bad-order", 'worse = "yes"', 'worse = "more"', "worse"),
    ("bad-order", 'worse = ["home"]', 'worse = ["hole"]', 'worse = ["hole"'),
    ("wrong-type", 'worse = ["home"]', 'worse = ["home", 3]', 'worse = ["home"'),
    ("wrong-type", 'worse = "yes"', "worse = 3", "worse"),
    ("unknown-counts-as", 'counts_as = "yes"', 'counts_as = "maybe"', "unknown_counts_as"),
    ("unknown-counts-as", 'counts_as = "yes"', 'counts_as = ["yes"]', "unknown_counts_as"),
    ("unknown-counts-as", 'counts_as = "yes"', "counts_as = true", "unknown_counts_as"),
    ("unknown-counts-as", '= ["bruise"]', '= ["broken"]', 'unknown_counts_as = ["broken"]'),
    (
        "unknown-counts-as",
        'kind = "age"',
        'kind = "age"\nunknown_counts_as = "7"',
        'unknown_counts_as = "7"',
    ),
    (
        "unknown-counts-as",
        'kind = "age"',
        'kind = "age"\nunknown_counts_as = 7',
        "unknown_counts_as = 7",
    ),
    ("bad-value", 'set_by = "service"', 'set_by = "anyone"', "set_by"),
    ("unknown-key", 'unit = "weeks"', 'units = "weeks"', "units"),
    (
        "safety-fact-not-asked",
        "[facts.seen]",
        '[facts.extra]\nkind = "yes-no"\nunknown_counts_as = "no"\n[facts.seen]',
        "[facts.extra]",
    ),
    ("wrong-type", "at_most = 52", f"at_most = 0x{'f' * 30}", "at_most = 0x"),
    ("wrong-type", "at_most = 52", "at_most = 52.0", "at_most = 52.0"),
)

_SCREENER: Final = (
    ("wrong-id", 'id = "screener"', 'id = "first"', "id ="),
    ("bad-id", 'id = "safety"', 'id = "Safety"', 'id = "Safety"'),
    ("bad-id", 'id = "you"', 'id = "You_"', 'id = "You_"'),
    ("duplicate-id", 'id = "worries"', 'id = "safety"', 'id = "safety"\ntitle = "W'),
    (
        "duplicate-id",
        _EACH,
        f'{_MORE}id = "danger"\nrecords = "weeks"\n{_EACH}',
        'id = "danger"\nrecords',
    ),
    ("missing-wording", '"Each child"', '"  "', 'title = "  "'),
    ("missing-wording", '"Who are you?"', '""', 'text = ""'),
    ("missing-wording", 'parent = "Parent", ', "", "option_text"),
    ("missing-wording", 'parent = "Parent"', 'parent = " "', 'parent = " "'),
    ("missing-key", 'text = "Who are you?"\n', "", '[[sections.questions]]\nid = "you"'),
    ("unknown-key", 'hint = "Choose', 'hunt = "Choose', "hunt"),
    ("wrong-type", 'text = "Who are you?"', "text = 3", "text = 3"),
    ("wrong-type", "optional = true", 'optional = "yes"', 'optional = "yes"'),
    ("unknown-fact", _EACH, f'{_MORE}id = "more"\nrecords = "roll"\n{_EACH}', 'records = "roll"'),
    ("unknown-fact", _EACH, f'{_MORE}id = "how-old"\n{_EACH}', f'{_MORE}id = "how-old"'),
    ("unknown-option", "unknown = ", "teachers = ", "teachers ="),
    ("unknown-group", '"adults"', '"grown_ups"', 'for_each = "grown_ups"'),
    ("unknown-group", 'for_each = "children"', 'for_each = "child"', "for_each"),
    (
        "misplaced-ask-for-more",
        'id = "worries"',
        'id = "worries"\nask_for_more = true',
        "ask_for_more",
    ),
    ("unknown-group", '"adults"\n', '"grown_ups"\nat_most = 1\n', 'for_each = "grown_ups"'),
    ("misplaced-at-most", 'id = "worries"', 'id = "worries"\nat_most = 1', "at_most = 1"),
    ("wrong-at-most", 'for_each = "children"', 'for_each = "children"\nat_most = 0', "at_most = 0"),
    ("wrong-at-most", '"adults"\n', '"adults"\nat_most = 99\n', "at_most = 99"),
    ("wrong-group", 'for_each = "adults"\n', "", '[[sections.questions]]\nid = "harmful"'),
    ("wrong-group", _EACH, f'{_MORE}id = "more"\nrecords = "moves"\n{_EACH}', 'records = "moves"'),
    ("service-fact-asked", _EACH, f'{_MORE}id = "closed"\n{_EACH}', f'{_MORE}id = "closed"'),
    (
        "optional-safety-fact",
        '"Is a child in danger now?"',
        '"Is it?"\noptional = true',
        "optional = true",
    ),
    ("look-ahead", 'title = "Safety"', 'title = "Safety"\nask_when = "weeks >= 3"', "ask_when"),
    (
        "look-ahead",
        'text = "Is a child in danger now?"',
        'text = "D?"\nask_when = "known(danger)"',
        "ask_when",
    ),
    (
        "look-ahead",
        'text = "Who are you?"',
        'text = "Who?"\nask_when = "\'home\' in matters"',
        "ask_when",
    ),
    (
        "look-ahead",
        "none_of(hurt, 'unhurt')",
        "not any_item(children, known(age))",
        'ask_when = "not any_item(children, known',
    ),
    (
        "look-ahead",
        "none_of(hurt, 'unhurt')",
        "any_item(children, 'burn' in hurt)",
        'ask_when = "any_item(children',
    ),
    ("look-ahead", "'school' in matters and", "known(seen) and", 'ask_when = "known(seen)'),
    (
        "look-ahead",
        "'school' in matters and",
        "injured and any_item(adults, harmful) and",
        'ask_when = "injured',
    ),
    ("level-not-allowed", '"not danger"', '"level >= 2"', 'ask_when = "level'),
    ("not-an-expression", "none_of(hurt, 'unhurt')", "none_of(hurt, 'unhurt'", "(hurt, 'unhurt'"),
)

_REQUEST: Final = (
    (
        "empty",
        '[[sections]]\nid = "story"',
        '[[sections]]\nid = "empty"\ntitle = "Empty"\n\n[[sections]]\nid = "story"',
        "[[sections]]",
    ),
)

_CONDITIONS: Final = (
    ("unknown-fact", "weeks >= 4", "wekks >= 4", 'when = "wekks'),
    ("unknown-fact", 'when = "by_night"', 'when = "at_night"', 'when = "at_night'),
    ("unknown-option", "role == 'police'", "role == 'polise'", 'when = "role =='),
    (
        "unknown-option",
        "'bruise', 'burn') and",
        "'bruise', 'bite') and",
        'when = "any_item(children, any_of',
    ),
    ("unknown-group", "any_item(adults,", "any_item(adultes,", 'when = "any_item(adultes'),
    (
        "repeated-option",
        "'bruise', 'burn') and",
        "'burn', 'burn') and",
        'when = "any_item(children, any_of',
    ),
    ("threshold-out-of-bounds", "weeks >= 4", "weeks >= 53", 'when = "weeks'),
    ("threshold-out-of-bounds", "weeks >= 4", "4 <= weeks < 3", 'when = "4 <='),
    ("wrong-kind", "weeks >= 4", "role >= 4", 'when = "role >'),
    ("wrong-kind", "weeks >= 4", "weeks", 'when = "weeks"'),
    ("wrong-kind", "weeks >= 4", "months(weeks) >= 4", 'when = "months'),
    ("wrong-kind", "weeks >= 4", "children", 'when = "children"'),
    ("unreadable-kind", "weeks >= 4", "known(story)", 'when = "known(story)'),
    ("group-fact-outside-item", "weeks >= 4", "not moves", 'when = "not moves'),
    (
        "group-fact-outside-item",
        "any_item(adults, harmful)",
        "any_item(adults, harmful and not moves)",
        'when = "any_item(adults',
    ),
    (
        "no-item-fact",
        "any_item(adults, harmful)",
        "any_item(adults, danger)",
        'when = "any_item(adults',
    ),
    (
        "nested-items",
        "any_item(adults, harmful)",
        "any_item(adults, harmful and any_item(children, moves))",
        'when = "any_item(adults',
    ),
    (
        "nested-items",
        "any_item(adults, harmful)",
        "any_item(adults, harmful and injured)",
        'when = "any_item(adults',
    ),
    (
        "count-out-of-range",
        "'burn' in hurt) >= 1",
        "'burn' in hurt) >= 5",
        'when = "any_item(adults',
    ),
    ("count-out-of-range", "areas_at(2) >= 2", "areas_at(2) >= 3", 'when = "level_of'),
    ("level-not-allowed", 'when = "injured"', 'when = "level >= 2"', 'when = "level >='),
    ("level-not-allowed", 'when = "closed"', 'when = "level >= 2"', 'when = "level >='),
    ("level-not-allowed", 'when = "by_night"', 'when = "level >= 2"', 'when = "level >='),
    (
        "level-not-allowed",
        "any_item(adults, harmful)",
        "any_item(adults, harmful and level >= 2)",
        'when = "any_item(adults',
    ),
    ("level-under-not", "areas_at(2) >= 2", "not level >= 2", 'when = "level_of'),
    ("level-out-of-bounds", "areas_at(2)", "areas_at(1)", 'when = "level_of'),
    ("level-out-of-bounds", "level_of('harm') >= 4", "level > 4", 'when = "level > 4'),
    ("unknown-area", "level_of('harm')", "level_of('hurt')", 'when = "level_of'),
    ("circular-signs", 'when = "closed"', 'when = "closed or by_night"', "[signs.by_night]"),
    ("not-an-expression", "weeks >= 4", "weeks >= 4 and", 'weeks >= 4 and"'),
    ("unexpected-character", "weeks >= 4", "weeks ≥ 4", "≥"),
    ("unexpected-character", "weeks >= 4", "weeks + 1 >= 4", "+ 1"),
    ("not-a-condition", "weeks >= 4", "known(weeks) and 4", '4"\nbecause'),
    ("not-a-number", "weeks >= 4", "weeks >= danger", 'danger"\nbecause'),
    ("level-sign", "areas_at(2) >= 2", "areas_at(2) < 2", "areas_at(2)"),
    ("lost-comma", "'bruise', 'burn') and", "'bruise' 'burn') and", "'bruise' 'burn'"),
    ("word-stands-alone", "weeks >= 4", "known(level)", "level)"),
    ("not-an-expression", "weeks >= 4", "", '"\nbecause = "Weeks'),
    ("condition-too-long", "weeks >= 4", " or ".join(["weeks >= 4"] * 150), "weeks >= 4 or"),
    ("condition-too-deep", "weeks >= 4", f"{'not ' * 60}closed", f"{'not ' * 10}closed"),
)

_POLICY: Final = (
    ("otherwise-missing", 'otherwise = "consult"\n', "", ""),
    ("unknown-route", 'otherwise = "consult"', 'otherwise = "nobody"', "otherwise"),
    ("otherwise-unread", 'destinations = ["early-help"]\n', "", "otherwise"),
    ("wrong-type", 'otherwise = "consult"', "otherwise = 3", "otherwise"),
    (
        "duplicate-id",
        'name = "School" }',
        'name = "School" }, { id = "harm", name = "Again" }',
        'id = "harm", name = "Again"',
    ),
    ("missing-wording", 'name = "Harm"', 'name = ""', 'name = ""'),
    ("missing-wording", '"Early help"', '""', 'name = ""'),
    (
        "levels-not-ascending",
        '"Statutory" },',
        '"Statutory" },\n{ number = 4, name = "More" },',
        'number = 4, name = "More"',
    ),
    (
        "bad-id",
        "[signs.by_night]",
        '[signs.ByNight]\nwhen = "closed"\n[signs.by_night]',
        "[signs.ByNight]",
    ),
    (
        "duplicate-id",
        "[signs.by_night]",
        '[signs.weeks]\nwhen = "closed"\n[signs.by_night]',
        "[signs.weeks]",
    ),
    (
        "duplicate-id",
        '"missing-school"',
        '"hurt-and-not-mobile"',
        'id = "hurt-and-not-mobile"\narea = "school"',
    ),
    ("unknown-area", 'area = "school"', 'area = "skool"', 'area = "skool"'),
    ("unknown-level", "level = 2", "level = 3", "level = 3"),
    ("wrong-type", "level = 2", 'level = "2"', 'level = "2"'),
    ("missing-wording", '"Weeks of school are missed"', '""', 'because = ""'),
    ("missing-source", 'source = "local"', 'source = " "', 'source = " "'),
    ("missing-key", 'source = "local"\n', "", '[[indicators]]\nid = "missing'),
    (
        "duplicate-id",
        '[[rules]]\nid = "in-danger"',
        (
            '[[routes]]\nid = "consult"\nname = "More"\nnext_step = "M"\ndestinations = ["a"]\n'
            '[[rules]]\nid = "in-danger"'
        ),
        'id = "consult"\nname = "More',
    ),
    ("duplicate-id", 'id = "to-us"', 'id = "night"', 'id = "night"\nwhen = "role'),
    ("missing-wording", '"Social care"', '""', 'name = ""'),
    ("bad-id", '"night-team"]', '"Night team"]', 'destinations = ["social-care"'),
    ("duplicate-id", '"night-team"]', '"social-care"]', 'destinations = ["social-care"'),
    ("variant-unread", '["social-care", "night-team"]', "[]", "destinations = []"),
    ("bad-response-time", '"1 hour"', '"soon"', 'respond_within = "soon"'),
    ("bad-response-time", '"1 working day"', '"0 hours"', 'respond_within = "0 hours"'),
    ("unknown-fact", '"before seen"', '"before scene"', 'respond_within = "before scene"'),
    ("unknown-fact", '"before seen"', '"before age"', 'respond_within = "before age"'),
    ("unknown-questionnaire", 'then_ask = "request"', 'then_ask = "form"', "then_ask"),
    (
        "unknown-questionnaire",
        'when = "by_night"',
        'when = "by_night"\nthen_ask = "form"',
        'then_ask = "form"',
    ),
    ("duplicate-id", 'id = "statutory"', 'id = "in-danger"', 'id = "in-danger"\nroute = "social'),
    ("unknown-route", 'route = "social-care"', 'route = "sociable"', 'route = "sociable"'),
    ("bad-id", 'id = "tell-police"', 'id = "tell_police"', 'id = "tell_police"'),
    ("missing-wording", '"A burn may be a crime"', '"\\n"', 'because = "\\n"'),
    ("unknown-claim", '"never below"', '"never ever"', 'claim = "never ever"'),
    ("incomplete-guarantee", 'facts = ["role"]\n', "", '[[guarantees]]\nid = "role'),
    (
        "incomplete-guarantee",
        'claim = "never below"\nroute = "emergency"\n',
        'claim = "never below"\nlevel = 4\n',
        "[[guarantees]]",
    ),
    (
        "incomplete-guarantee",
        'claim = "never below"\nroute = "emergency"\n',
        'claim = "never"\n',
        "[[guarantees]]",
    ),
    ("unknown-fact", 'facts = ["role"]', 'facts = ["roll"]', 'facts = ["roll"]'),
    (
        "unknown-route",
        'below"\nroute = "emergency"',
        'below"\nroute = "urgent"',
        'route = "urgent"',
    ),
    (
        "unknown-duty",
        'below"\nroute = "emergency"',
        'below"\nroute = "emergency"\nduty = "tell"',
        'duty = "tell"',
    ),
    (
        "unknown-level",
        'below"\nroute = "emergency"',
        'below"\nroute = "emergency"\nlevel = 3',
        "level = 3",
    ),
    (
        "duplicate-id",
        'id = "role-is-nothing"',
        'id = "danger-first"',
        'id = "danger-first"\nclaim = "unch',
    ),
    ("unknown-key", "otherwise", "guarantee = 3\notherwise", "guarantee"),
)

_CASES: Final = (
    ("bad-id", '"night-watch"', '"Night watch"', 'id = "Night'),
    ("duplicate-id", '"night-watch"', '"baby"', 'id = "baby"\nstory = "A fictional watch'),
    (
        "bad-case",
        "[cases.concern]\n",
        "[cases.answers]\ndanger = true\n[cases.concern]\n",
        '[[cases]]\nid = "night',
    ),
    ("unknown-route", 'route = "emergency"', 'route = "urgent"', 'route = "urgent"'),
    ("unknown-variant", 'variant = "night"', 'variant = "day"', 'variant = "day"'),
    ("unknown-duty", "duties = []", 'duties = ["none"]', "duties"),
    ("wrong-type", "on = 2026-11-24", 'on = "2026-11-24"', 'on = "'),
    ("wrong-type", '"5 months"', "5.5", '"age@child-1" = 5.5'),
    ("wrong-type", "danger = true", "danger = [nan]", "nan"),
    ("wrong-type", "danger = true", f"danger = 0x{'f' * 20}", "danger = 0x"),
    ("missing-key", 'route = "emergency"\n', "", "[cases.expect]\nvariant"),
    ("unknown-key", "complete = false", "completed = false", "completed"),
)


BROKEN_PACKS: Final = tuple(
    Broken(file, *fault)
    for file, faults in (
        ("pack.toml", _IDENTITY),
        ("facts.toml", _FACTS),
        ("screener.toml", _SCREENER),
        ("request.toml", _REQUEST),
        ("policy.toml", _CONDITIONS),
        ("policy.toml", _POLICY),
        ("cases.toml", _CASES),
    )
    for fault in faults
)
"""Every sort of fault that a pack can have, one at a time."""
