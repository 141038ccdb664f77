"""One vocabulary with every kind, and one small policy over it, for tests that need either."""

from typing import Final

from childconcern.conditions import Sign, parse_condition
from childconcern.facts import (
    Address,
    Age,
    AnyOf,
    Date,
    Email,
    Fact,
    Group,
    LongText,
    OneOf,
    Option,
    PersonName,
    Postcode,
    Telephone,
    Text,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.policy import (
    Area,
    BeforeFact,
    Duty,
    Immediately,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
    WithinWorkingDays,
)

__all__ = ["BRUISED_BABY", "POLICY", "VOCABULARY"]

INJURIES: Final = AnyOf(
    (Option("bruise"), Option("burn"), Option("fracture"), Option("none", exclusive=True))
)

VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="immediate_danger", kind=YesNo(), unknown_counts_as=True, worse="yes"),
        Fact(id="referrer_role", kind=OneOf(("teacher", "police", "parent"))),
        Fact(id="weeks_missed", kind=WholeNumber(at_most=52, unit="weeks"), worse="higher"),
        Fact(id="home_time", kind=Date()),
        Fact(id="out_of_hours", kind=YesNo(), set_by_service=True),
        Fact(id="reference_number", kind=Text()),
        Fact(id="story", kind=LongText()),
        Fact(id="referrer_name", kind=PersonName()),
        Fact(id="referrer_email", kind=Email()),
        Fact(id="referrer_telephone", kind=Telephone()),
        Fact(id="home_postcode", kind=Postcode()),
        Fact(id="home_address", kind=Address()),
    ),
    groups=(
        Group(
            id="children",
            at_least=1,
            at_most=8,
            facts=(
                Fact(id="age", kind=Age()),
                Fact(id="injuries", kind=INJURIES, unknown_counts_as=frozenset({"bruise"})),
                Fact(id="moves_alone", kind=YesNo(), unknown_counts_as=False),
            ),
        ),
    ),
)
"""Every kind of fact once at least, and a group."""

POLICY: Final = RoutingPolicy(
    id="sample",
    version="2026.1",
    vocabulary=VOCABULARY,
    otherwise="consult",
    areas=(Area(id="harm", name="Physical harm"), Area(id="school", name="School")),
    levels=(
        NamedLevel(number=1, name="Universal"),
        NamedLevel(number=2, name="Early help"),
        NamedLevel(number=4, name="Statutory"),
    ),
    signs=(
        Sign(
            id="hurt_and_not_mobile",
            when=parse_condition(
                "any_item(children, any_of(injuries, 'bruise', 'burn', 'fracture')"
                " and not moves_alone)"
            ),
        ),
    ),
    indicators=(
        Indicator(
            id="injury-not-yet-mobile",
            area="harm",
            level=4,
            when=parse_condition("hurt_and_not_mobile"),
            because="Any injury to a child who cannot move around alone",
            source="section 4.2",
        ),
        Indicator(
            id="injury",
            area="harm",
            level=2,
            when=parse_condition("any_item(children, none_of(injuries, 'none'))"),
            because="A child is hurt",
            source="local",
        ),
        Indicator(
            id="missing-school",
            area="school",
            level=2,
            when=parse_condition("weeks_missed >= 4"),
            because="Weeks of school are missed",
            source="local",
        ),
    ),
    routes=(
        Route(
            id="emergency",
            name="Call 999 now",
            next_step="Call 999.",
            respond_within=Immediately(),
            then_ask="request",
            destinations=("social-care",),
            variants=(
                Variant(
                    id="out-of-hours",
                    when=parse_condition("out_of_hours"),
                    name="Call 999 now, then the night team",
                    next_step="Call 999, then the night team.",
                    respond_within=WithinHours(1),
                    then_ask="night",
                    destinations=("night-team",),
                ),
            ),
        ),
        Route(
            id="social-care",
            name="Social care",
            next_step="Stay by the telephone.",
            respond_within=WithinWorkingDays(1),
            destinations=("social-care",),
            variants=(
                Variant(id="police", when=parse_condition("referrer_role == 'police'")),
                Variant(
                    id="by-night",
                    when=parse_condition("out_of_hours"),
                    destinations=("night-team",),
                ),
            ),
        ),
        Route(id="consult", name="Talk it over", next_step="Ring.", destinations=("early-help",)),
        Route(id="universal", name="Universal services", next_step="See the directory."),
    ),
    rules=(
        Rule(
            id="nothing-found",
            route="universal",
            when=parse_condition(
                "all_items(children, 'none' in injuries) and not immediate_danger"
                " and weeks_missed < 4"
            ),
            because="Nothing worrying was said",
        ),
        Rule(
            id="level-4",
            route="social-care",
            when=parse_condition("level >= 4"),
            because="An area is at level 4",
            source="section 2",
        ),
        Rule(
            id="danger",
            route="emergency",
            when=parse_condition("immediate_danger"),
            because="A child is in danger now",
        ),
    ),
    duties=(
        Duty(
            id="police",
            when=parse_condition("any_item(children, 'fracture' in injuries)"),
            because="A fracture may be a crime",
            source="section 5",
            respond_within=BeforeFact("home_time"),
            destinations=("police", "social-care"),
        ),
    ),
)
"""Four rungs, three rules, a duty: enough for each sentence about deciding."""

BRUISED_BABY: Final = {
    "immediate_danger": False,
    "referrer_role": "teacher",
    "weeks_missed": 0,
    "home_time": "2026-11-23",
    "story": "Zoë has a bruise on her cheek.\nShe is five months old.",
    "referrer_name": "Aoife O'Dowd",
    "referrer_telephone": "+441632960001;ext=12",
    "children": [
        {"id": "child-1", "age": "5 months", "injuries": ["bruise"], "moves_alone": False},
        {"id": "child-2", "age": "about 7 years", "injuries": ["none"], "moves_alone": True},
    ],
}
"""A fictional teacher's concern about a fictional baby."""
