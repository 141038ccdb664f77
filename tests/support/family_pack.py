"""A tiny pack of two people who are related, with one fact that two questions may record."""

from typing import Final

from childconcern.conditions import parse_condition
from childconcern.facts import Fact, Group, Relationships, Vocabulary, YesNo
from childconcern.pack import Language, Pack
from childconcern.policy import Route, RoutingPolicy, Rule
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["FAMILY"]

_VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="worried", kind=YesNo(), about="Somebody is worried", worse="yes"),
        Fact(id="seen", kind=YesNo(), about="The child was seen", worse="no"),
    ),
    groups=(
        Group(
            id="people",
            at_least=1,
            at_most=2,
            facts=(
                Fact(id="hurt", kind=YesNo(), about="This person is hurt", worse="yes"),
                Fact(id="kin", kind=Relationships(to="people", options=("parent", "other"))),
            ),
        ),
    ),
)
_KIN: Final = {"parent": "A parent", "other": "Somebody else"}

_SCREENER: Final = Questionnaire(
    id="screener",
    vocabulary=_VOCABULARY,
    sections=(
        Section(
            id="worry",
            title="The worry",
            questions=(
                Question(id="worried", text="Are you worried?", records="worried"),
                Question(
                    id="seen-at-once",
                    text="Was the child seen at once?",
                    records="seen",
                    ask_when=parse_condition("worried"),
                    unknown_allowed=False,
                ),
                Question(id="seen", text="Was the child seen?", records="seen", optional=True),
            ),
        ),
        Section(
            id="each",
            title="Each person",
            for_each="people",
            questions=(
                Question(id="hurt", text="Is this person hurt?", records="hurt"),
                Question(
                    id="kin",
                    text="What is this person to the other?",
                    records="kin",
                    option_text=_KIN,
                    ask_when=parse_condition("not worried or hurt"),
                ),
            ),
        ),
    ),
)

FAMILY: Final = Pack(
    id="family",
    version="1",
    languages=(Language(id="en"),),
    vocabulary=_VOCABULARY,
    questionnaires=(_SCREENER,),
    policy=RoutingPolicy(
        id="family",
        version="1",
        vocabulary=_VOCABULARY,
        otherwise="routine",
        routes=(
            Route(id="urgent", name="Urgent", next_step="Ring.", destinations=("front-door",)),
            Route(id="soon", name="Soon", next_step="Write.", destinations=("front-door",)),
            Route(id="routine", name="Routine", next_step="Wait.", destinations=("front-door",)),
        ),
        rules=(
            Rule(id="worry", when=parse_condition("worried"), route="urgent", because="a worry"),
            Rule(id="calm", when=parse_condition("not worried"), route="soon", because="a visit"),
            Rule(
                id="in-doubt",
                when=parse_condition("asked(worried) and not known(worried)"),
                route="soon",
                because="nobody knows",
            ),
            Rule(
                id="hurt",
                when=parse_condition("any_item(people, hurt)"),
                route="urgent",
                because="somebody is hurt",
            ),
        ),
    ),
)
"""A pack without a problem; nobody in it is real."""
