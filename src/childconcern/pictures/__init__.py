"""Pictures of questionnaires: what is asked, and what each answer leads to."""

from childconcern.pictures.climbing import ladder
from childconcern.pictures.graph import ladder_dot, ladder_mermaid
from childconcern.pictures.nouns import Exit, Ladder, Part, Rung, Step
from childconcern.pictures.svg import ladder_svg
from childconcern.pictures.table import ladder_section, ladder_table

__all__ = [
    "Exit",
    "Ladder",
    "Part",
    "Rung",
    "Step",
    "ladder",
    "ladder_dot",
    "ladder_mermaid",
    "ladder_section",
    "ladder_svg",
    "ladder_table",
]
