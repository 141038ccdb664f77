"""Words: a decision explained, a policy described, and how easily texts read."""

from childconcern.explain.conditions import condition_phrase, condition_words
from childconcern.explain.describing import describe
from childconcern.explain.document import (
    Block,
    Bullets,
    Cell,
    Code,
    Definition,
    Definitions,
    DocumentSection,
    Paragraph,
    PolicyDescription,
    Table,
)
from childconcern.explain.explaining import OtherPackError, explain
from childconcern.explain.markdown import description_markdown
from childconcern.explain.nouns import (
    DutyWords,
    Explanation,
    LevelWords,
    NotKnownWords,
    PolicyWords,
    Reader,
    ReasonWords,
    UnexplainedError,
)
from childconcern.explain.phrases import (
    Clause,
    Either,
    Led,
    Outline,
    Phrase,
    Several,
    Together,
    in_one_line,
    outline,
)
from childconcern.explain.plain_text import explanation_text
from childconcern.explain.readability import NECESSARY_TERMS, ReadingEase, reading_ease
from childconcern.explain.readable_packs import GRADE_WANTED, MOST_WORDS, readability_warnings
from childconcern.explain.wording import Wording, pack_wording, promise_words

__all__ = [
    "GRADE_WANTED",
    "MOST_WORDS",
    "NECESSARY_TERMS",
    "Block",
    "Bullets",
    "Cell",
    "Clause",
    "Code",
    "Definition",
    "Definitions",
    "DocumentSection",
    "DutyWords",
    "Either",
    "Explanation",
    "Led",
    "LevelWords",
    "NotKnownWords",
    "OtherPackError",
    "Outline",
    "Paragraph",
    "Phrase",
    "PolicyDescription",
    "PolicyWords",
    "Reader",
    "ReadingEase",
    "ReasonWords",
    "Several",
    "Table",
    "Together",
    "UnexplainedError",
    "Wording",
    "condition_phrase",
    "condition_words",
    "describe",
    "description_markdown",
    "explain",
    "explanation_text",
    "in_one_line",
    "outline",
    "pack_wording",
    "promise_words",
    "readability_warnings",
    "reading_ease",
]
