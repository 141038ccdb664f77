"""Words in another language: what was translated, of which English, and what is said then.

English is what a pack and this library are written in. A translation is held
string by string with a short hash of the English that it was made of; one
whose English has changed since is never said.
"""

from childconcern.pack.wording.catalogue import pack_strings
from childconcern.pack.wording.faults import translation_problems
from childconcern.pack.wording.nouns import amount, id_words, item_noun
from childconcern.pack.wording.plurals import CATEGORIES, PluralRule, plural_rule
from childconcern.pack.wording.product import PRODUCT
from childconcern.pack.wording.translation import (
    SourceString,
    StringKey,
    Translated,
    Translation,
    is_language,
    source_hash,
)
from childconcern.pack.wording.words import ENGLISH, Said, Words

__all__ = [
    "CATEGORIES",
    "ENGLISH",
    "PRODUCT",
    "PluralRule",
    "Said",
    "SourceString",
    "StringKey",
    "Translated",
    "Translation",
    "Words",
    "amount",
    "id_words",
    "is_language",
    "item_noun",
    "pack_strings",
    "plural_rule",
    "source_hash",
    "translation_problems",
]
