"""Words: a decision explained, a policy described, and how easily texts read."""

from childconcern.explanation.conditions import condition_phrase, condition_words
from childconcern.explanation.describing import describe
from childconcern.explanation.describing_workshop import workshop
from childconcern.explanation.document import (
    Block,
    Boxes,
    Bullets,
    Cell,
    Code,
    Dash,
    Definition,
    Definitions,
    DocumentSection,
    Lines,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Table,
)
from childconcern.explanation.explaining import OtherPackError, explain
from childconcern.explanation.markdown import description_markdown
from childconcern.explanation.nouns import (
    DutyWords,
    Explanation,
    LevelWords,
    NotKnownWords,
    PolicyWords,
    Reader,
    ReasonWords,
    UnexplainedError,
)
from childconcern.explanation.phrases import (
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
from childconcern.explanation.plain_text import explanation_text
from childconcern.explanation.readability import NECESSARY_TERMS, ReadingEase, reading_ease
from childconcern.explanation.readable_packs import GRADE_WANTED, MOST_WORDS, readability_warnings
from childconcern.explanation.wording import Wording, pack_wording, promise_words

__all__ = [
    "GRADE_WANTED",
    "MOST_WORDS",
    "NECESSARY_TERMS",
    "Block",
    "Boxes",
    "Bullets",
    "Cell",
    "Clause",
    "Code",
    "Dash",
    "Definition",
    "Definitions",
    "DocumentSection",
    "DutyWords",
    "Either",
    "Explanation",
    "Led",
    "LevelWords",
    "Lines",
    "NotKnownWords",
    "OtherPackError",
    "Outline",
    "Paragraph",
    "Phrase",
    "Picture",
    "PolicyDescription",
    "PolicyWords",
    "Reader",
    "ReadingEase",
    "ReasonWords",
    "Room",
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
    "workshop",
]
