"""Faults as councils make them, planted in Hillshire one by one: each must be found and told."""

from attrs import frozen

__all__ = ["FAULTS", "KINDS", "Fault"]


@frozen(kw_only=True)
class Fault:
    """One fault, and how it must be found.

    Attributes:
        kind: The way in which the pack goes wrong.
        name: Of this one.
        file: Where it is planted.
        old: What stands there.
        new: What it is replaced with.
        sorts: The sorts of claims that are looked at.
        claim: Which claim is not proved any more.
        about: Of what, or how that begins.
        told: What the telling must say, in the pack's own words.
        scope: Over whose journeys.
    """

    kind: str
    name: str
    file: str = "policy.toml"
    old: str
    new: str
    sorts: tuple[str, ...]
    claim: str
    about: str
    told: tuple[str, ...]
    scope: str = "screener"


NEVER_LOWERS = "a-worse-answer-never-lowers-the-response"
NO_DUTY_LOST = "a-worse-answer-never-loses-a-duty"
NOT_KNOWING = "not-knowing-never-lowers-the-response"
ONE_MORE = "one-more-never-lowers-the-response"
DANGER = "Is a child being hurt now, or about to be?"
SAFE = "Is the child safe where they are, and safe to go home?"
MARK = "Is there a mark or an injury on the child?"
MOVES = "Does the child crawl or walk without help?"
TOLD = "Has the child told you, or shown, that somebody harmed them?"
AGE = "How old is the child?"
LIFE = "What do you know about the child's life so far?"
TRUE = "Is one of these true?"
WORRY = "What is it about?"
EFFECT = "What does it do to the child?"
PARENTS = "What do the parents do about it?"


def guarantee(kind: str, name: str, old: str, new: str, about: str, *told: str) -> Fault:
    """Return a fault of the policy that breaks one guarantee."""
    return Fault(
        kind=kind,
        name=name,
        old=old,
        new=new,
        sorts=("guaranteed",),
        claim="guaranteed",
        about=f"guarantee {about}",
        told=told,
    )


def reach(
    name: str, old: str, new: str, about: str, *told: str, file: str = "policy.toml"
) -> Fault:
    """Return a fault for which nothing reaches some part of the pack any more."""
    return Fault(
        kind="unreachable",
        name=name,
        file=file,
        old=old,
        new=new,
        sorts=("reachable",),
        claim="reachable",
        about=about,
        told=told,
    )


def rule(name: str) -> str:
    """Return the head of a rule in the file, up to its route."""
    return f'[[rules]]\nid = "{name}"\nroute = '


LOWER_RUNG = [
    guarantee(
        "a rung too low",
        "danger goes to protection today",
        rule("danger") + '"emergency"',
        rule("danger") + '"protection-today"',
        "danger-rings-999",
        DANGER,
    ),
    guarantee(
        "a rung too low",
        "not safe tonight goes to protection",
        rule("not-safe-tonight") + '"protection-today"',
        rule("not-safe-tonight") + '"protection"',
        "nobody-waits-who-is-not-safe-tonight",
        SAFE,
    ),
    guarantee(
        "a rung too low",
        "a hurt baby goes to protection",
        rule("hurt-and-cannot-move") + '"protection-today"',
        rule("hurt-and-cannot-move") + '"protection"',
        "a-hurt-baby-is-seen-today",
        MARK,
        MOVES,
    ),
    guarantee(
        "a rung too low",
        "a child who has told goes to Family Help",
        rule("has-told") + '"protection-today"',
        rule("has-told") + '"family-help"',
        "whoever-tells-is-heard-today",
        TOLD,
    ),
    guarantee(
        "a rung too low",
        "level 3 goes to the advice line",
        rule("level-3") + '"family-help"',
        rule("level-3") + '"advice"',
        "level-3-is-statutory",
    ),
]

LOST_RULE = [
    guarantee(
        "a rule lost",
        f"{name} never applies",
        f'{rule(name)}"{route}"\nwhen = "',
        f'{rule(name)}"{route}"\nwhen = "immediate_danger and ',
        about,
        *told,
    )
    for name, route, about, told in (
        (
            "not-safe-tonight",
            "protection-today",
            "nobody-waits-who-is-not-safe-tonight",
            (SAFE,),
        ),
        ("has-told", "protection-today", "whoever-tells-is-heard-today", (TOLD,)),
        ("hurt-and-cannot-move", "protection-today", "a-hurt-baby-is-seen-today", (MOVES,)),
        ("level-4", "protection", "level-4-is-protection", ()),
        ("on-a-plan", "protection", "a-plan-is-never-passed-by", (LIFE,)),
    )
]

NARROWED = [
    guarantee(
        "a condition too narrow",
        "no longer where the child is missing",
        "when = \"whereabouts in ['safe-until-they-leave', 'not-safe', 'missing']\"\n\n[signs.hurt",
        "when = \"whereabouts in ['safe-until-they-leave', 'not-safe']\"\n\n[signs.hurt",
        "nobody-waits-who-is-not-safe-tonight",
        SAFE,
    ),
    guarantee(
        "a condition too narrow",
        "a bite is forgotten",
        '[signs.hurt_and_cannot_move_alone]\nabout = "A child who cannot move about without help '
        "has an injury\"\nwhen = \"any_item(children, any_of(injuries, 'bruise', 'burn', 'bite', ",
        '[signs.hurt_and_cannot_move_alone]\nabout = "A child who cannot move about without help '
        "has an injury\"\nwhen = \"any_item(children, any_of(injuries, 'bruise', 'burn', ",
        "a-hurt-baby-is-seen-today",
        MARK,
        "Bite mark",
    ),
    guarantee(
        "a condition too narrow",
        "the doctor is for burns alone",
        "any_of(injuries, 'bruise', 'burn', 'bite', 'fracture', 'other-mark', "
        "'possible-birthmark') and not moves_alone)\"\nbecause",
        "any_of(injuries, 'burn', 'bite') and not moves_alone)\"\nbecause",
        "a-hurt-baby-sees-a-doctor",
        MARK,
    ),
    guarantee(
        "a condition too narrow",
        "teachers need not report",
        "referrer_role in ['teacher', 'health-regulated', 'social-worker'] or not known",
        "referrer_role in ['health-regulated', 'social-worker'] or not known",
        "fgm-reaches-the-police",
        TRUE,
        "Who are you?",
    ),
    guarantee(
        "a condition too narrow",
        "the other council only where somebody is an adult",
        'id = "home-council"\nwhen = "not lives_here"\n',
        'id = "home-council"\nwhen = "not lives_here and all_grown_up"\n',
        "the-home-council-is-told",
        "Is Hillshire the child's home?",
    ),
    # Rarer than one in ten million of answers that are drawn evenly, question by question.
    guarantee(
        "a condition too narrow",
        "a dozen answers at once silence it",
        rule("not-safe-tonight") + '"protection-today"\nwhen = "not_safe_tonight',
        rule("not-safe-tonight") + '"protection-today"\nwhen = "not_safe_tonight and not '
        "(out_of_hours and whereabouts == 'missing' and referrer_role == 'early-years' and "
        "'fgm-known' in special_matters and 'works-with-children' in special_matters and "
        "any_item(children, 'bite' in injuries and 'burn' in injuries and moves_alone and "
        "injury_account == 'does-not-fit' and disclosure == 'worrying-words' and "
        "'disabled' in circumstances and 'protection-plan' in circumstances and "
        "5 <= years(age) < 7))",
        "nobody-waits-who-is-not-safe-tonight",
        SAFE,
        "Who are you?",
        TRUE,
        AGE,
        MARK,
        MOVES,
        TOLD,
        LIFE,
    ),
]


def changing(
    kind: str,
    name: str,
    old: str,
    new: str,
    claim: str,
    about: str,
    *told: str,
    file: str = "policy.toml",
    scope: str = "screener",
) -> Fault:
    """Return a fault that two journeys show which differ in one answer."""
    return Fault(
        kind=kind,
        name=name,
        file=file,
        old=old,
        new=new,
        sorts=("changing",),
        claim=claim,
        about=about,
        told=told,
        scope=scope,
    )


WORSE_IS_LESS = [
    changing(
        "a worse answer is less",
        "a plan is nothing for those in care",
        rule("on-a-plan") + '"protection"\nwhen = "any_item(children, \'protection-plan\' in ',
        rule("on-a-plan") + '"protection"\nwhen = "any_item(children, '
        "none_of(circumstances, 'in-care') and 'protection-plan' in ",
        NEVER_LOWERS,
        "screener/known-already@item-1: more options",
        LIFE,
    ),
    changing(
        "a worse answer is less",
        "an adult line for those who are hurt twice",
        rule("has-told") + '"protection-today"\nwhen = "child_has_told',
        rule("has-told") + '"protection-today"\nwhen = "child_has_told and '
        "not any_item(children, any_of(circumstances, 'social-worker'))",
        NEVER_LOWERS,
        "screener/known-already@item-1: more options",
        LIFE,
    ),
    changing(
        "a worse answer is less",
        "who does nothing is left alone",
        rule("harmed") + '"family-help"\nwhen = "seriously_affected',
        rule("harmed")
        + '"family-help"\nwhen = "seriously_affected and parents_response == \'working-with-help\'',
        NEVER_LOWERS,
        "screener/parents-do: ",
        PARENTS,
    ),
    changing(
        "a worse answer is less",
        "two kinds of worry hide a third",
        rule("many-small-things") + '"family-help"\nwhen = "areas_at(2) >= 4',
        rule("many-small-things") + '"family-help"\nwhen = "areas_at(2) >= 4 and '
        "none_of(areas_of_concern, 'abuse', 'care')",
        NEVER_LOWERS,
        "screener/about-what: more options",
        WORRY,
    ),
    changing(
        "a worse answer is less",
        "a missing child is no child at risk",
        rule("not-safe-tonight") + '"protection-today"\nwhen = "not_safe_tonight',
        rule("not-safe-tonight") + '"protection-today"\nwhen = "not_safe_tonight and '
        "whereabouts != 'missing'",
        NEVER_LOWERS,
        "screener/tonight: ",
        SAFE,
    ),
]

DUTY_LOST = [
    changing(
        "a duty is lost",
        "the doctor is not for those with a burn",
        "'possible-birthmark') and not moves_alone)\"\nbecause",
        "'possible-birthmark') and none_of(injuries, 'burn') and not moves_alone)\"\nbecause",
        NO_DUTY_LOST,
        "screener/marks@item-1: more options",
        MARK,
    ),
    changing(
        "a duty is lost",
        "the police hear only of one thing at a time",
        "when = \"'fgm-known' in special_matters and (",
        "when = \"'fgm-known' in special_matters and "
        "none_of(special_matters, 'another-child') and (",
        NO_DUTY_LOST,
        "screener/also-tell: more options",
        TRUE,
    ),
    changing(
        "a duty is lost",
        "the worker is not told of a plan",
        'id = "childs-worker"\nwhen = "has_a_worker',
        'id = "childs-worker"\nwhen = "has_a_worker and '
        "not any_item(children, 'protection-plan' in circumstances)",
        NO_DUTY_LOST,
        "screener/known-already@item-1: more options",
        LIFE,
    ),
    changing(
        "a duty is lost",
        "the LADO is not told of what cannot wait",
        'id = "lado"\nwhen = "\'works-with-children\' in special_matters',
        'id = "lado"\nwhen = "\'works-with-children\' in special_matters and '
        "none_of(special_matters, 'fgm-or-marriage-risk')",
        NO_DUTY_LOST,
        "screener/also-tell: more options",
        TRUE,
    ),
]

ALL_CLEAR = [
    changing(
        "not knowing is an all-clear",
        "not sure about danger is no danger",
        'unknown_counts_as = "yes"\n\n[facts.whereabouts]',
        'unknown_counts_as = "no"\n\n[facts.whereabouts]',
        NOT_KNOWING,
        "screener/look-again: ",
        "Is there anything to see or hear",
        file="facts.toml",
    ),
    changing(
        "not knowing is an all-clear",
        "not sure where is safe",
        'unknown_counts_as = "not-safe"',
        'unknown_counts_as = "safe"',
        NOT_KNOWING,
        "screener/tonight: ",
        SAFE,
        file="facts.toml",
    ),
    changing(
        "not knowing is an all-clear",
        "not sure is able to walk",
        'unknown_counts_as = "no"',
        'unknown_counts_as = "yes"',
        NOT_KNOWING,
        "screener/gets-about@item-1: ",
        MOVES,
        file="facts.toml",
    ),
    changing(
        "not knowing is an all-clear",
        "not sure is not told",
        'worse = ["no", "worrying-words", "yes"]\nunknown_counts_as = "yes"',
        'worse = ["no", "worrying-words", "yes"]\nunknown_counts_as = "worrying-words"',
        NOT_KNOWING,
        "screener/has-said@item-1: ",
        TOLD,
        file="facts.toml",
    ),
    changing(
        "not knowing is an all-clear",
        "nothing known of the parents is nothing to do",
        rule("harmed") + '"family-help"\nwhen = "seriously_affected',
        rule("harmed") + '"family-help"\nwhen = "seriously_affected and known(parents_response)',
        NOT_KNOWING,
        "screener/parents-do: ",
        PARENTS,
    ),
]

UNREACHABLE = [
    reach(
        "a rule that contradicts itself",
        rule("harmed") + '"family-help"\nwhen = "seriously_affected',
        rule("harmed")
        + '"family-help"\nwhen = "seriously_affected and effect_on_child == \'none-seen\'',
        "rule harmed",
    ),
    reach(
        "a question that is never asked",
        "ask_when = \"known(whereabouts) and whereabouts == 'safe-until-they-leave'\"",
        "ask_when = \"known(whereabouts) and whereabouts == 'safe' and whereabouts == 'missing'\"",
        "question when-home",
        "When will they leave, or meet the person you fear?",
        file="screener.toml",
    ),
    reach(
        "an age that nobody can have",
        'when = "any_item(children, years(age) >= 18)"',
        'when = "any_item(children, years(age) >= 18 and months(age) < 200)"',
        "duty adult-services",
    ),
    reach(
        "a duty for what is not asked any more",
        'id = "private-fostering-notice"\nwhen = "\'private-fostering\' in family_signs"',
        'id = "private-fostering-notice"\nwhen = "\'private-fostering\' in family_signs and '
        "'none' in areas_of_concern\"",
        "duty private-fostering-notice",
    ),
    reach(
        "an option for those who are not asked",
        "ask_when = \"'learning' in areas_of_concern\"",
        "ask_when = \"'learning' in areas_of_concern and 'none' in areas_of_concern\"",
        "question school-life",
        file="screener.toml",
    ),
]

EMPTY = [
    guarantee(
        "an empty promise",
        "what is promised to nobody",
        "when = \"agreement == 'refused' and level >= 3\"",
        "when = \"agreement == 'refused' and immediate_danger and not immediate_danger\"",
        "saying-no-never-hides-a-child-in-need",
    ),
    guarantee(
        "an empty promise",
        "a promise to those who are two things",
        'duty = "home-council"\nwhen = "not lives_here"\n',
        'duty = "home-council"\nwhen = "not lives_here and lives_here"\n',
        "the-home-council-is-told",
    ),
]

QUESTIONS = [
    Fault(
        kind="a question too few",
        name="whether the child has told is asked only of the hurt",
        file="screener.toml",
        old='ask_when = "(not asked(age) or months(age) >= 0) and not (asked(moves_alone)',
        new="ask_when = \"(not asked(age) or months(age) >= 0) and injury_account == 'fits' and "
        "not (asked(moves_alone)",
        sorts=("changing",),
        claim=NEVER_LOWERS,
        about="screener/story-of-it@item-1: ",
        told=("What is said about how it happened?",),
    ),
    Fault(
        kind="a question too few",
        name="whoever fears abuse is not asked what it does",
        file="screener.toml",
        old="ask_when = \"none_of(areas_of_concern, 'none')\"",
        new="ask_when = \"none_of(areas_of_concern, 'none', 'care')\"",
        sorts=("changing",),
        claim=NEVER_LOWERS,
        about="screener/about-what: more options",
        told=(WORRY,),
    ),
]

ONE_HIDES_ANOTHER = [
    Fault(
        kind="one child hides another",
        name="only where all are hurt",
        old='[signs.child_has_told]\nabout = "A child has told or shown that somebody harmed them, '
        'or it is not known whether they have"\nwhen = "any_item',
        new='[signs.child_has_told]\nabout = "A child has told or shown that somebody harmed them, '
        'or it is not known whether they have"\nwhen = "all_items',
        sorts=("adding",),
        claim=ONE_MORE,
        about="one more of children",
        told=(),
        scope="policy",
    ),
    Fault(
        kind="one child hides another",
        name="not for brothers and sisters",
        old=rule("hurt-and-cannot-move") + '"protection-today"\nwhen = "hurt_and_cannot_move_alone',
        new=rule("hurt-and-cannot-move") + '"protection-today"\nwhen = "hurt_and_cannot_move_alone '
        "and not count_items(children, asked(injuries)) >= 2",
        sorts=("adding",),
        claim=ONE_MORE,
        about="one more of children",
        told=(),
        scope="policy",
    ),
]

_UNIVERSAL = (
    'next_step = "What is there for every family can help: nursery, school, the family doctor, '
    "the health visitor, the library and the family centre. Ring the family line on 01632 960270 "
    "for what is near you. Still worried? Ring the advice line on 01632 960230 or send a request. "
    'You always can."'
)

LEFT_ALONE = [
    Fault(
        kind="a dead end",
        name="a rung that says nothing of what comes next",
        old=_UNIVERSAL,
        new='next_step = ""',
        sorts=("settled",),
        claim="no-dead-end",
        about="every route that a complete journey comes to",
        told=("What there is for every family",),
    ),
]

FAULTS: tuple[Fault, ...] = (
    *LOWER_RUNG,
    *LOST_RULE,
    *NARROWED,
    *WORSE_IS_LESS,
    *DUTY_LOST,
    *ALL_CLEAR,
    *UNREACHABLE,
    *EMPTY,
    *QUESTIONS,
    *ONE_HIDES_ANOTHER,
    *LEFT_ALONE,
)
"""All of them."""

KINDS: tuple[str, ...] = tuple(dict.fromkeys(fault.kind for fault in FAULTS))
"""Their kinds."""
