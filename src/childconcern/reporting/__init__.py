"""What was proved, told: to people in a pack's own words, to programs as JSON and JUnit XML."""

from childconcern.reporting.answers import Answer, PackWords
from childconcern.reporting.claims import MEANING
from childconcern.reporting.describing import describe_report
from childconcern.reporting.differing import describe_difference
from childconcern.reporting.json_report import SCHEMA, example_document, report_document
from childconcern.reporting.junit import report_junit
from childconcern.reporting.nearby import nearest_document, nearest_words
from childconcern.reporting.notes import NotesTold
from childconcern.reporting.plain_text import document_text
from childconcern.reporting.ways import describe_paths, paths_document

__all__ = [
    "MEANING",
    "SCHEMA",
    "Answer",
    "NotesTold",
    "PackWords",
    "describe_difference",
    "describe_paths",
    "describe_report",
    "document_text",
    "example_document",
    "nearest_document",
    "nearest_words",
    "paths_document",
    "report_document",
    "report_junit",
]
