"""What the keys of an example are called in the next version of a pack."""

from __future__ import annotations

from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.pack.written import Renaming
from childconcern.reporting.keys import everything_said
from childconcern.verify import Example
from childconcern.verify.difference.matching import Matching

__all__ = ["new_keys"]


def new_keys(example: Example, old: Pack, new: Pack) -> dict[str, str]:
    """Return what each key of an example of the old pack is called in the new one.

    Only those that are called otherwise are there.
    """
    matching, said = Matching(old=old, new=new), everything_said(example)
    keys: dict[str, Json] = dict.fromkeys(example.matter) | said
    named = {key: _new_key(key, matching) for key in keys}
    return {key: name for key, name in named.items() if name != key}


def _new_key(key: str, matching: Matching) -> str:
    if key.startswith("@"):
        group_id = key.removeprefix("@")
        return f"@{matching.now(Renaming.GROUPS).get(group_id, group_id)}"
    home, _, name = key.partition("/")
    if home != "given":
        asked = matching.now(Renaming.QUESTIONNAIRES).get(home, home)
        question_id, at, item = name.partition("@")
        questions = matching.now(Renaming.QUESTIONS, asked)
        return f"{asked}/{questions.get(question_id, question_id)}{at}{item}"
    facts = matching.now(Renaming.FACTS)
    where, _, inner = name.partition("/")
    if not inner:
        return f"given/{facts.get(where, where)}"
    group_id, _, item = where.partition("@")
    group_id = matching.now(Renaming.GROUPS).get(group_id, group_id)
    return f"given/{group_id}@{item}/{facts.get(inner, inner)}"
