"""The code sets that a fact can name: data, each with its years and where it comes from.

The codes are the Department for Education's and Ofsted's; the labels are ours,
for people who fill in a form. A set is never changed when a return changes: a
new one is added, with its own year.
"""

from __future__ import annotations

from typing import Final

from childconcern.facts.codes import CodeSet, ListedCode, RetiredCode
from childconcern.facts.factor_codes import FACTORS

__all__ = ["code_set", "code_sets"]

_CENSUS: Final = "Department for Education, children in need census"

_SOURCES_BEFORE_EARLY_HELP: Final = (
    ListedCode("1A", "A relative or carer of the child"),
    ListedCode("1B", "A neighbour, childminder or other acquaintance"),
    ListedCode("1C", "The child or young person"),
    ListedCode("1D", "Another member of the public, a stranger included"),
    ListedCode("2A", "A school"),
    ListedCode("2B", "Education services"),
    ListedCode("3A", "A GP"),
    ListedCode("3B", "A health visitor"),
    ListedCode("3C", "A school nurse"),
    ListedCode("3D", "Other primary health services"),
    ListedCode("3E", "A hospital's accident and emergency department"),
    ListedCode("3F", "Other health services, such as a hospice"),
    ListedCode("4", "Council housing or a housing association"),
    ListedCode("5A", "The council's social care for adults"),
    ListedCode("5B", "Another department of this council, such as youth justice"),
    ListedCode("5C", "Another council"),
)
_EARLY_HELP: Final = ListedCode("5D", "The council's early help")
_SOURCES_AFTER: Final = (
    ListedCode("6", "The police"),
    ListedCode("7", "Courts, probation, prison, immigration, Cafcass or another legal agency"),
    ListedCode("8", "A children's centre, charity, independent agency or another body"),
    ListedCode("9", "Somebody who did not say who they are"),
    ListedCode("10", "Not known"),
)

_ETHNICITIES: Final = (
    ListedCode("WBRI", "White British"),
    ListedCode("WIRI", "White Irish"),
    ListedCode("WIRT", "Traveller of Irish heritage"),
    ListedCode("WROM", "Gypsy or Roma"),
    ListedCode("WOTH", "Another White background"),
    ListedCode("MWBC", "White and Black Caribbean"),
    ListedCode("MWBA", "White and Black African"),
    ListedCode("MWAS", "White and Asian"),
    ListedCode("MOTH", "Another mixed background"),
    ListedCode("AIND", "Indian"),
    ListedCode("APKN", "Pakistani"),
    ListedCode("ABAN", "Bangladeshi"),
    ListedCode("AOTH", "Another Asian background"),
    ListedCode("BCRB", "Black Caribbean"),
    ListedCode("BAFR", "Black African"),
    ListedCode("BOTH", "Another Black background"),
    ListedCode("CHNE", "Chinese"),
    ListedCode("OOTH", "Another ethnic group"),
    ListedCode("REFU", "Asked, and would rather not say"),
    ListedCode("NOBT", "Not yet asked"),
)

_DISABILITIES: Final = (
    ListedCode("NONE", "No disability", exclusive=True),
    ListedCode("MOB", "Getting about"),
    ListedCode("HAND", "Using their hands"),
    ListedCode("PC", "Washing, dressing, eating and other personal care"),
    ListedCode("INC", "Incontinence"),
    ListedCode("COMM", "Speaking and understanding others"),
    ListedCode("LD", "Learning"),
    ListedCode("HEAR", "Hearing"),
    ListedCode("VIS", "Seeing"),
    ListedCode("BEH", "Behaviour"),
    ListedCode("CON", "Fits, seizures and other loss of consciousness"),
    ListedCode("AUT", "Autism"),
    ListedCode("DDA", "Another disability"),
)

_NEEDS: Final = (
    ListedCode("N1", "Abuse or neglect"),
    ListedCode("N2", "The child's disability or illness"),
    ListedCode("N3", "A parent's disability or illness"),
    ListedCode("N4", "A family in acute stress"),
    ListedCode("N5", "A family that does not work well"),
    ListedCode("N6", "Behaviour that others cannot accept"),
    ListedCode("N7", "Low income"),
    ListedCode("N8", "Absent parents"),
    ListedCode("N9", "Not a child in need"),
    ListedCode("N0", "Not stated"),
)

_GENDERS: Final = (
    ListedCode("1", "Male"),
    ListedCode("2", "Female"),
    ListedCode("0", "Not recorded, or unborn"),
    ListedCode("9", "Neither male nor female"),
)

_SEXES: Final = (
    ListedCode("M", "Male"),
    ListedCode("F", "Female"),
    ListedCode("U", "Not known, or unborn"),
)

_FACTORS_RETIRED: Final = (
    RetiredCode("18A", "Physical abuse", ("18B", "18C")),
    RetiredCode("19A", "Sexual abuse", ("19B", "19C")),
)

_SETS: Final = (
    CodeSet(
        id="dfe-referral-source-2024",
        name="Who made the referral",
        years="with early help (5D) as a source of its own",
        source=f"{_CENSUS}: ReferralSource",
        codes=(*_SOURCES_BEFORE_EARLY_HELP, _EARLY_HELP, *_SOURCES_AFTER),
    ),
    CodeSet(
        id="ofsted-contact-source-2024",
        name="Who made the contact",
        years="without early help (5D)",
        source="Ofsted, child-level data of inspections, Annex A: contacts",
        codes=(*_SOURCES_BEFORE_EARLY_HELP, *_SOURCES_AFTER),
    ),
    CodeSet(
        id="dfe-ethnicity-2024",
        name="Ethnicity",
        years="2023-24",
        source=f"{_CENSUS}: Ethnicity",
        codes=_ETHNICITIES,
    ),
    CodeSet(
        id="dfe-disability-2024",
        name="Disability",
        years="2023-24",
        source=f"{_CENSUS}: Disability",
        codes=_DISABILITIES,
    ),
    CodeSet(
        id="dfe-primary-need-2024",
        name="Primary need",
        years="2023-24",
        source=f"{_CENSUS}: PrimaryNeedCode",
        codes=_NEEDS,
    ),
    CodeSet(
        id="dfe-factors-2024",
        name="Factors identified at the end of assessment",
        years="2023-24",
        source=f"{_CENSUS}: AssessmentFactors",
        codes=FACTORS,
        retired=_FACTORS_RETIRED,
    ),
    CodeSet(
        id="dfe-gender-2024",
        name="Gender",
        years="to 2023-24",
        source=f"{_CENSUS}: GenderCurrent",
        codes=_GENDERS,
    ),
    CodeSet(
        id="dfe-sex-2025",
        name="Sex",
        years="from 2024-25",
        source=f"{_CENSUS}: Sex",
        codes=_SEXES,
    ),
)
_BY_ID: Final = {one.id: one for one in _SETS}


def code_sets() -> tuple[CodeSet, ...]:
    """Return every code set that ``code_set`` in ``facts.toml`` can name."""
    return _SETS


def code_set(set_id: str) -> CodeSet | None:
    """Return the code set of that id, or None."""
    return _BY_ID.get(set_id)
