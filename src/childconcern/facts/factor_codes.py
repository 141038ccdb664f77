"""The factors that an assessment can find, as the children in need census codes them."""

from __future__ import annotations

from typing import Final

from childconcern.facts.codes import ListedCode

__all__ = ["FACTORS"]

FACTORS: Final = (
    ListedCode("1A", "Alcohol: used harmfully by the child"),
    ListedCode("1B", "Alcohol: used harmfully by a parent or carer"),
    ListedCode("1C", "Alcohol: used harmfully by somebody else at home"),
    ListedCode("2A", "Drugs: used harmfully by the child"),
    ListedCode("2B", "Drugs: used harmfully by a parent or carer"),
    ListedCode("2C", "Drugs: used harmfully by somebody else at home"),
    ListedCode("3A", "Domestic abuse: towards the child"),
    ListedCode("3B", "Domestic abuse: towards a parent or carer"),
    ListedCode("3C", "Domestic abuse: towards somebody else at home"),
    ListedCode("4A", "Mental health of the child"),
    ListedCode("4B", "Mental health of a parent or carer"),
    ListedCode("4C", "Mental health of somebody else at home"),
    ListedCode("5A", "Learning disability of the child"),
    ListedCode("5B", "Learning disability of a parent or carer"),
    ListedCode("5C", "Learning disability of somebody else at home"),
    ListedCode("6A", "Physical disability or illness of the child"),
    ListedCode("6B", "Physical disability or illness of a parent or carer"),
    ListedCode("6C", "Physical disability or illness of somebody else at home"),
    ListedCode("7A", "The child cares for somebody in the family"),
    ListedCode("8B", "Privately fostered: from abroad, and will return"),
    ListedCode("8C", "Privately fostered: from abroad, and will stay"),
    ListedCode("8D", "Privately fostered: from the UK, for their education"),
    ListedCode("8E", "Privately fostered: from the UK, by an arrangement of the family"),
    ListedCode("8F", "Privately fostered: for another reason"),
    ListedCode("9A", "An unaccompanied child who seeks asylum"),
    ListedCode("10A", "The child goes missing"),
    ListedCode("11A", "Child sexual exploitation"),
    ListedCode("12A", "Trafficking"),
    ListedCode("13A", "Gangs"),
    ListedCode("14A", "Behaviour that others cannot accept"),
    ListedCode("15A", "Self-harm"),
    ListedCode("16A", "Neglect"),
    ListedCode("17A", "Emotional abuse"),
    ListedCode("18B", "Physical abuse by another child"),
    ListedCode("18C", "Physical abuse by an adult"),
    ListedCode("19B", "Sexual abuse by another child"),
    ListedCode("19C", "Sexual abuse by an adult"),
    ListedCode("20", "Something else"),
    ListedCode("21", "No factor was found", exclusive=True),
    ListedCode("22A", "Female genital mutilation"),
    ListedCode("23A", "Abuse linked to faith or belief"),
    ListedCode("24A", "Child criminal exploitation"),
)
"""As in the census of 2023-24; 21 stands alone, for it says that there is none of the others."""
