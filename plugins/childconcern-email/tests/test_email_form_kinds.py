"""A whole request by email says codes in words, and whose mother somebody is by number."""

from __future__ import annotations

from attrs import evolve
from email_requests import POLICY, request

from childconcern import decide
from childconcern.facts import (
    Code,
    Fact,
    Group,
    Relationships,
    Vocabulary,
    YesNo,
    code_set,
    read_concern,
)
from childconcern_email.everything import everything


def test_codes_and_relationships_are_in_words() -> None:
    ethnicities, disabilities = code_set("dfe-ethnicity-2024"), code_set("dfe-disability-2024")
    assert ethnicities is not None
    assert disabilities is not None
    child = (
        Fact(id="ethnicity", kind=Code(code_set=ethnicities), about="Ethnicity"),
        Fact(id="disabled", kind=Code(code_set=disabilities, many=True), about="Disability"),
    )
    kin = Relationships(to="children", options=("mother", "aunt"))
    vocabulary = Vocabulary(
        facts=(Fact(id="immediate_danger", kind=YesNo()),),
        groups=(
            Group(id="children", at_most=3, facts=child),
            Group(id="adults", at_most=3, facts=(Fact(id="kin", kind=kin, about="Kin"),)),
        ),
    )
    document = {
        "immediate_danger": False,
        "children": [
            {"id": "x", "ethnicity": "WBRI", "disabled": ["HEAR", "LD"]},
            {"id": "y", "ethnicity": None},
        ],
        "adults": [{"id": "z", "kin": {"y": "mother"}}, {"id": "w", "kin": None}],
    }
    concern = read_concern(document, vocabulary)
    plain = evolve(POLICY, vocabulary=vocabulary, indicators=(), duties=(), rules=())
    decision = decide(concern, plain, on=request().on)
    asked = evolve(request(), concern=concern, decision=decision, screened=None)

    text = "\n".join(everything(asked))

    assert "Ethnicity:\n    White British (WBRI)" in text
    assert "Ethnicity:\n    not known" in text
    assert "Disability:\n    Learning (LD), Hearing (HEAR)" in text
    assert "Kin:\n    children 2: mother" in text
    assert "Kin:\n    not known" in text
