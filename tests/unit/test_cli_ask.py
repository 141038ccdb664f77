"""The conversation of `ask`, without a terminal: what is asked, kept, changed and decided."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from click.testing import Result
from rich.console import Console

from childconcern.cli.asked import asked_list, asked_question
from childconcern.cli.fault_words import fault_words
from childconcern.cli.interview import Interview, StoppedError
from childconcern.cli.requests import SavedRequest
from childconcern.facts import (
    Address,
    Age,
    AnyOf,
    Date,
    Email,
    Fact,
    Group,
    Json,
    Kind,
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
    read_concern,
)
from childconcern.problems import Fault
from childconcern.questionnaire import Question, Questionnaire, Section
from support.asking_packs import pack_that_asks
from support.command_line import DAY, RIVERBANK, run
from support.two_forms import pack_of_two_forms

BABY: Final = ("no", "1", "5 months", "1", "no", "1")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a pack of one's own."""
    run("new", "pack", tmp_path / "mine")
    return tmp_path / "mine"


def asked(pack: Path, *typed: str, save: Path | None = None, more: tuple[str, ...] = ()) -> Result:
    """Type some lines and then close the door."""
    keeping = () if save is None else ("--save", save)
    said = "".join(f"{line}\n" for line in typed)
    return run("ask", pack, *keeping, "--on", DAY, *more, said=said)


def saved(path: Path) -> Any:  # noqa: ANN401 - whatever was kept, looked at by the test
    """Return what stands in a saved request."""
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_conversation_ends_in_the_decision(pack: Path) -> None:
    result = asked(pack, *BABY, "")

    assert result.exit_code == 0
    assert "We will act today" in result.stdout
    assert "Why we say this" in result.stdout


@pytest.mark.parametrize("answers", range(6))
def test_whoever_leaves_half_way_loses_no_answer(pack: Path, tmp_path: Path, answers: int) -> None:
    path = tmp_path / "request.json"
    left = asked(pack, *BABY[:answers], save=path)
    kept = saved(path)
    back = asked(pack, *BABY[answers:], "", save=path)

    assert left.exit_code == 1
    assert "Stopped." in left.stdout
    assert len(kept["answers"].get("screener", {})) == answers
    assert back.exit_code == 0
    assert saved(path)["reference"] == kept["reference"]
    assert len(saved(path)["answers"]["screener"]) == 6


def test_going_back_asks_again_and_loses_nothing(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    result = asked(
        pack, "back", "no", "1", "7", "BACK", "back", "2", "4", "6", "4", "4", "", save=path
    )

    assert result.exit_code == 0
    assert "This is the first question." in result.stdout
    assert "Your answer: 7 years" in result.stdout
    answers = saved(path)["answers"]["screener"]
    assert answers["@children"] == ["child-1", "child-2"]
    assert (answers["age@child-1"], answers["age@child-2"]) == ("7 years", "6 years")


def test_enter_keeps_what_was_answered_and_changes_come_by_number(pack: Path) -> None:
    result = asked(pack, *BABY, "99", "x", "5", "", "5", "yes", "")

    assert result.exit_code == 0
    assert result.stdout.count("Type a number from 1 to 6, or press Enter.") == 2
    assert "Talk to a social worker" in result.stdout


def test_references_are_opaque_and_each_their_own(pack: Path, tmp_path: Path) -> None:
    references: set[str] = set()
    for number in range(3):
        asked(pack, "no", save=tmp_path / f"{number}.json")
        references.add(saved(tmp_path / f"{number}.json")["reference"])

    assert len(references) == 3
    assert all(len(one) == 18 and one.startswith("C-") for one in references)


def test_going_on_is_going_on_today_with_what_was_given(pack: Path, tmp_path: Path) -> None:
    path, given = tmp_path / "request.json", tmp_path / "given.json"
    given.write_text('{"worry": ["neglect"]}')
    asked(pack, "no", save=path, more=("--given", str(given)))
    document = {**saved(path), "on": "2020-01-01", "send_anyway": True}
    path.write_text(json.dumps(document))

    result = asked(pack, *BABY[1:5], "", save=path)

    assert result.exit_code == 0
    assert saved(path)["on"] == DAY
    assert saved(path)["given"] == {"worry": ["neglect"]}
    assert saved(path)["send_anyway"] is True
    assert "What are you worried about?" not in result.stdout


@pytest.mark.parametrize(
    "document",
    [
        "[]",
        "{",
        '{"reference": "RB-1", "on": "2026-11-23", "answers": {"other": {}}}',
        '{"reference": "RB-1", "on": "2026-11-23", "answers": {"screener": {"danger": "canary"}}}',
    ],
)
def test_a_file_that_is_no_request_of_this_pack_is_left_as_it_is(
    pack: Path, tmp_path: Path, document: str
) -> None:
    path = tmp_path / "request.json"
    path.write_text(document)
    result = asked(pack, *BABY, "", save=path)

    assert result.exit_code == 2
    assert "canary" not in result.output
    if "screener" not in document:
        assert path.read_text() == document


def test_what_was_given_must_be_a_concern(pack: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text('["canary"]')
    result = asked(pack, *BABY, more=("--given", str(given)))

    assert result.exit_code == 2
    assert "canary" not in result.output


def test_what_is_given_does_not_come_from_where_answers_are_typed(pack: Path) -> None:
    result = asked(pack, *BABY, more=("--given", "-"))

    assert result.exit_code == 2
    assert "where answers are typed" in result.stderr


def test_a_second_form_follows_only_if_the_person_goes_on(tmp_path: Path) -> None:
    two = pack_of_two_forms(tmp_path / "two")
    declined = asked(two, *BABY, "", "what?", "no", save=tmp_path / "a.json")
    left = asked(two, *BABY, "")

    assert declined.exit_code == left.exit_code == 0
    assert "Answer yes or no." in declined.stdout
    assert list(saved(tmp_path / "a.json")["answers"]) == ["screener"]


def test_the_second_form_says_whether_it_changed_anything(tmp_path: Path) -> None:
    two = pack_of_two_forms(tmp_path / "two")
    same = asked(two, *BABY, "", "yes", "no", "1", "no", "", save=tmp_path / "a.json")
    worse = asked(two, *BABY, "", "yes", "yes", "1", "no", "")

    assert (same.exit_code, worse.exit_code) == (0, 0)
    assert "do not change what happens next" in same.stdout
    assert "With your further answers:" in worse.stdout
    assert "Call 999 now" in worse.stdout.partition("With your further answers:")[2]
    assert list(saved(tmp_path / "a.json")["answers"]) == ["screener", "further"]


def test_a_second_form_that_was_begun_goes_on_by_itself(tmp_path: Path) -> None:
    two, path = pack_of_two_forms(tmp_path / "two"), tmp_path / "a.json"
    asked(two, *BABY, "", "yes", "no", save=path)
    result = asked(two, "", "1", "no", "", save=path)

    assert result.exit_code == 0
    assert "Go on with it now?" not in result.stdout


def test_riverbank_can_be_asked_from_end_to_end(tmp_path: Path) -> None:
    typed = ["no", "2", "1", "5", "1", "no", "at 15:30", "", "yes", *["?"] * 40]
    result = asked(RIVERBANK, *typed, save=tmp_path / "a.json")

    assert "Speak to a social worker before the child leaves" in result.stdout
    assert "Check your answers" in result.stdout


STORY: Final = Question(id="story", text="What happened?", records="story", optional=True)
HOUSE: Final = Vocabulary(
    facts=(
        Fact(id="story", kind=LongText()),
        Fact(id="age_now", kind=Age()),
        Fact(id="name", kind=PersonName()),
    ),
    groups=(
        Group(id="people", at_most=3, facts=(Fact(id="is_adult", kind=YesNo()),)),
        Group(id="pets", at_least=2, at_most=4, facts=(Fact(id="bites", kind=YesNo()),)),
    ),
)
FORM: Final = Questionnaire(
    id="form",
    vocabulary=HOUSE,
    sections=(
        Section(id="one", title="The story", questions=(STORY,)),
        Section(
            id="two",
            title="People",
            for_each="people",
            questions=(Question(id="is-adult", text="An adult?", records="is_adult"),),
        ),
        Section(
            id="three",
            title="You",
            questions=(
                Question(id="name", text="Your name?", records="name", unknown_allowed=False),
            ),
        ),
    ),
)


def conversation(
    *typed: str,
    form: Questionnaire = FORM,
    answers: dict[str, Json] | None = None,
    given: dict[str, Json] | None = None,
) -> tuple[dict[str, Json], str]:
    """Type some lines at a form; return the answers, and what was shown."""
    out = io.StringIO()
    lines = iter(typed)

    def read() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    interview = Interview(
        pack=pack_that_asks(form),
        questionnaire=form,
        given=read_concern(given or {}, form.vocabulary, partial=True),
        on=dt.date.fromisoformat(DAY),
        out=Console(file=out, width=80, markup=False, highlight=False),
        read=read,
        keep=lambda _: None,
        answers=dict(answers or {}),
    )
    try:
        interview.run()
    except StoppedError:
        out.write("[stopped]")
    return interview.answers, out.getvalue()


def test_a_story_has_as_many_lines_as_it_needs() -> None:
    answers, shown = conversation("It was Monday.", "", "back", "skip", " .", "0", "Zoë", "")

    assert answers["story"] == "It was Monday.\n\nback\nskip"
    assert "It was Monday." in shown
    assert "stopped" not in shown


def test_a_story_ends_where_the_typing_ends() -> None:
    answers, shown = conversation("It was Monday.", "And Tuesday.")

    assert answers["story"] == "It was Monday.\nAnd Tuesday."
    assert shown.endswith("[stopped]")


def test_a_story_is_skipped_unknown_or_refused_by_its_first_line() -> None:
    assert conversation("skip")[0]["story"] == {"skipped": True}
    assert conversation("?")[0]["story"] is None
    assert conversation("I don't know", ".")[0]["story"] is None
    assert "There is nothing in it." in conversation(".", "")[1]


def test_a_list_of_exactly_one_is_neither_asked_for_nor_shown() -> None:
    each = evolve(FORM.sections[1], at_most=1)
    group = evolve(HOUSE.groups[0], at_least=1)
    vocabulary = evolve(HOUSE, groups=(group,))
    alone = Questionnaire(id="form", vocabulary=vocabulary, sections=(each,))

    answers, shown = conversation("yes", "", form=alone)

    assert answers == {"@people": ["person-1"], "is-adult@person-1": True}
    assert "How many" not in shown
    assert "stopped" not in shown


def test_who_is_interrupted_in_a_story_stops() -> None:
    said = iter(["It was Monday."])

    def read() -> str:
        for line in said:
            return line
        raise KeyboardInterrupt

    form = Questionnaire(id="form", vocabulary=HOUSE, sections=FORM.sections[:1])
    interview = Interview(
        pack=pack_that_asks(form),
        questionnaire=form,
        given=read_concern({}, HOUSE, partial=True),
        on=dt.date.fromisoformat(DAY),
        out=Console(file=io.StringIO()),
        read=read,
        keep=lambda _: None,
    )

    with pytest.raises(StoppedError):
        interview.run()
    assert interview.answers == {}


def test_a_question_that_must_be_answered_takes_no_unknown() -> None:
    answers, shown = conversation("skip", "0", "?", "skip", "Zoë", "")

    assert "This must be answered." in shown
    assert answers["name"] == "skip"
    assert shown.count("stopped") == 0


def test_nobody_may_be_in_a_group_that_can_be_empty() -> None:
    answers, shown = conversation("skip", "0", "Zoë", "")

    assert answers["@people"] == []
    assert "(a number from 0 to 3; back to go back)" in shown
    assert "How many people are there?" in shown


def test_fewer_items_set_answers_aside_and_more_bring_them_back() -> None:
    answers, shown = conversation(
        "skip", "2", "yes", "no", "Zoë", "2", "1", "2", "2", "", form=FORM
    )

    assert answers["@people"] == ["person-1", "person-2"]
    assert answers["is-adult@person-2"] is False
    assert "stopped" not in shown


def test_items_that_are_known_already_are_counted_and_stay() -> None:
    answers, shown = conversation(
        "skip",
        "Zoë",
        "",
        given={"people": [{"id": "person-1", "is_adult": True}]},
    )

    assert "@people" not in answers
    assert "stopped" not in shown

    pets = Section(
        id="pets",
        title="Pets",
        for_each="pets",
        questions=(Question(id="bites", text="Does it bite?", records="bites"),),
    )
    form = Questionnaire(id="pets", vocabulary=HOUSE, sections=(pets,))
    given: dict[str, Json] = {"pets": [{"id": "pet-1", "bites": True}]}
    answers, shown = conversation("0", "4", "2", "no", "no", "", form=form, given=given)

    assert answers["@pets"] == ["pet-2", "pet-3"]
    assert "How many more pets are there?" in shown
    assert "(a number from 1 to 3;" in shown
    assert "Pets: pet 2" in shown


def test_a_list_that_is_too_short_has_no_answer_to_keep() -> None:
    form = Questionnaire(
        id="pets",
        vocabulary=HOUSE,
        sections=(
            Section(
                id="pets",
                title="Pets",
                for_each="pets",
                questions=(Question(id="bites", text="Does it bite?", records="bites"),),
            ),
        ),
    )
    answers, shown = conversation("", "2", "no", "no", "", form=form, answers={"@pets": ["x"]})

    assert answers["@pets"] == ["x", "pet-1"]
    assert "Enter to keep" not in shown.partition("Check your answers")[0]


KINDS: Final[dict[str, Kind]] = {
    "yes-no": YesNo(),
    "one-of": OneOf(("in-care", "at-home")),
    "any-of": AnyOf((Option("a-burn"), Option("a-bite"), Option("none", exclusive=True))),
    "whole-number": WholeNumber(at_least=2, at_most=9),
    "age": Age(),
    "date": Date(),
    "text": Text(),
    "long-text": LongText(),
    "person-name": PersonName(),
    "email": Email(),
    "telephone": Telephone(),
    "postcode": Postcode(),
    "address": Address(),
}
TYPED: Final = (
    *("", ".", "x", "0", "1", "4", "10", "1,1", "1,3", "1,x", "31 2 2026", "1 1 1800"),
    *("due 2026", "200", "9999 months", "x" * 30_000, "a\x00b", "\udceb"),
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_whatever_is_typed_is_used_or_refused_in_a_sentence(kind: Kind, typed: str) -> None:
    question = Question(id="q", text="?", records="q", unknown_allowed=False)
    read = asked_question(question, Fact(id="q", kind=kind)).read(typed)

    if isinstance(read, Fault):
        said = fault_words(read, kind)
        assert said.endswith(".")
        assert "{" not in said
    else:
        assert kind.from_json(read) is not None


def test_a_fault_without_words_of_its_own_is_still_said() -> None:
    assert fault_words(Fault("not-a-unicorn")) == "It cannot be used: not-a-unicorn."


def test_options_can_be_chosen_by_words_number_or_id() -> None:
    question = Question(id="q", text="?", records="q", option_text={"a-burn": "A burn, or a scald"})
    read = asked_question(question, Fact(id="q", kind=KINDS["any-of"])).read

    assert read("a burn, or a scald") == ["a-burn"]
    assert read("2, a-burn") == ["a-burn", "a-bite"]
    assert read("A bite") == ["a-bite"]


def test_words_that_two_options_share_choose_neither() -> None:
    words = {"in-care": "Somewhere safe", "at-home": "Somewhere safe"}
    question = Question(id="q", text="?", records="q", option_text=words)
    fact = Fact(id="q", kind=KINDS["one-of"])
    one = asked_question(question, fact)

    assert isinstance(one.read("somewhere safe"), Fault)
    assert one.read("2") == "at-home"
    assert one.words("at-home") == "Somewhere safe"


def test_a_list_says_how_many_and_nothing_of_whom() -> None:
    one = asked_list(Group(id="children", at_most=2), (), ("x",), at_most=2)

    assert one.words(["x", "y"]) == "2"
    assert one.words(None) == ""
    assert one.read("2") == ["x", "child-1"]


def test_a_saved_request_shows_nothing() -> None:
    request = SavedRequest(
        reference="RB-1", on=dt.date(2026, 11, 23), given={}, answers={"screener": {"x": "canary"}}
    )

    assert "canary" not in repr(request)
