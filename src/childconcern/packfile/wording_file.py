"""A wording file and the translation, each from the other; the English stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from attrs import asdict, evolve

from childconcern.pack import Pack, Translated, Translation, WrittenPack, strings_of
from childconcern.pack.wording import CATEGORIES, SourceString, StringKey, plural_rule
from childconcern.pack.wording.translation import unfit
from childconcern.packfile.collecting import Collector
from childconcern.packfile.wording_documents import TranslatedDocument, WordingDocument
from childconcern.packfile.writing import toml_text

__all__ = ["refreshed", "translation_from", "wording_text"]

_PARTS: Final = ("pack", "questionnaires", "policy", "facts", "groups", "product")
_FORMS: Final = ("text", *CATEGORIES)


def translation_from(document: WordingDocument, collector: Collector) -> Translation:
    """Return the translation that a file holds; what is wrong with its head is noted."""
    language = collector.file.removeprefix("wording/").removesuffix(".toml")
    if document.language != language:
        message = "the language of a wording file is the name of the file"
        collector.add("wrong-id", ("language",), message, f"this file is {collector.file}")
    parts = {name: getattr(document, name) for name in _PARTS}
    return Translation(
        language=language,
        covers=tuple(document.covers),
        plurals={name: tuple(each) for name, each in document.plurals.items()},
        strings=dict(_strings((), parts)),
    )


def _strings(key: StringKey, part: Any) -> Iterator[tuple[StringKey, Translated]]:
    """Yield the strings of a part of a file, by where they stand."""
    if isinstance(part, TranslatedDocument):
        given = {name: getattr(part, name) for name in _FORMS}
        forms: dict[str, str] = {name: text for name, text in given.items() if text is not None}
        yield key, Translated(forms=forms, of=part.of)
    elif part is not None:
        is_table = isinstance(part, dict)
        members = cast("dict[str, Any]", part) if is_table else asdict(part, recurse=False)
        for name, inner in members.items():
            yield from _strings((*key, name), inner)


def refreshed(pack: Pack, translation: Translation, mended: frozenset[str]) -> Translation:
    """Return a translation with every string of the pack: what is new is empty.

    One that says of no English what it was made of is taken as made of what
    the pack says now, and so is a changed one that is named as mended. Nothing
    that was translated is left out, the pack's or not.

    Args:
        pack: Whose strings they are.
        translation: As it is.
        mended: Where those stand that were looked at again, with dots between;
            ``all`` stands for every one.
    """
    rule = plural_rule(translation.language, translation.plurals)
    strings: dict[StringKey, Translated] = {}
    for key, source in strings_of(pack, translation.covers).items():
        expected = ("text",) if rule is None else source.expected(rule)
        held = translation.strings.get(key, Translated(forms={}))
        forms = {**dict.fromkeys(expected, ""), **held.forms}
        said = any(text.strip() for text in forms.values())
        again = not held.of or not mended.isdisjoint({"all", ".".join(key)})
        of = (source.hash if again else held.of) if said else ""
        strings[key] = Translated(forms=forms, of=of)
    gone = {key: one for key, one in translation.strings.items() if key not in strings}
    return evolve(translation, strings=strings | gone)


def wording_text(pack: WrittenPack, translation: Translation) -> str:
    """Return a wording file: each string under the English that it is of."""
    sources = strings_of(pack, translation.covers)
    head: dict[str, object] = {
        "language": translation.language,
        "covers": list(translation.covers),
        "plurals": {name: list(each) for name, each in translation.plurals.items()},
    }
    known = [key for key in sources if key in translation.strings]
    gone = [key for key in translation.strings if key not in sources]
    blocks = [
        toml_text({name: value for name, value in head.items() if value or name == "language"}),
        *(_block(key, sources.get(key), translation) for key in (*known, *gone)),
    ]
    return "\n".join(blocks)


def _block(key: StringKey, source: SourceString | None, translation: Translation) -> str:
    held = translation.strings[key]
    entry = {"of": held.of, **held.forms}
    heading = ".".join(toml_text({step: 1}).removesuffix(" = 1\n") for step in key)
    comments = "".join(f"# {line}\n" for line in _comments(source, held, translation))
    return f"{comments}[{heading}]\n{toml_text(entry)}"


def _comments(
    source: SourceString | None, held: Translated, translation: Translation
) -> Iterator[str]:
    if source is None:
        yield "NOT IN THE PACK: kept in case it comes back."
        return
    rule = plural_rule(translation.language, translation.plurals)
    why = None if rule is None else unfit(source, held, rule)
    if why is not None and why.code != "translation-missing":
        yield f"LOOK AT THIS: it {why.message}."
    for form in source.forms.values():
        for line in form.splitlines():
            yield "".join(one if one.isprintable() else " " for one in line)
