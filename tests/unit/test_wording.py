"""Words in another language: only those that hold are said, and only checked ones are served."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern.decision import Decision, decide, decision_document
from childconcern.explanation import Reader, explain, explanation_text
from childconcern.facts import Json, read_concern
from childconcern.pack import (
    ENGLISH,
    Language,
    LanguageNotCheckedError,
    NoLanguageError,
    Pack,
    Said,
    Translated,
    Translation,
    Words,
    own_language,
    pack_problems,
    strings_of,
)
from childconcern.pack.wording import PRODUCT, source_hash
from childconcern.pack.wording.catalogue import unit_string
from childconcern.packfile import dump_pack, load_pack, read_pack, refreshed, wording_text
from childconcern.problems import Problem, Severity, errors_among
from support.small_pack import SMALL_PACK, PackFolder, with_edit
from support.wording import COVERS, MARK, WELSH_FILE, WELSH_PACK, in_welsh, translation_of

ON: Final = dt.date(2026, 11, 23)
NEXT_STEP: Final = ("policy", "routes", "emergency", "next_step")
DANGER: Final = ("questionnaires", "screener", "questions", "danger", "text")
IN_DANGER: Final[dict[str, Json]] = {
    "danger": True,
    "closed": False,
    "children": [
        {"id": "a", "hurt": {"not_asked": "hurt"}, "moves": None},
        {"id": "b", "hurt": ["unhurt"], "moves": None},
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder that the packs of this module are read from."""
    return PackFolder(tmp_path_factory.mktemp("worded"))


@pytest.fixture(scope="module")
def pack(folder: PackFolder) -> Pack:
    """Return the small pack with Welsh words that nobody checked."""
    return load_pack(folder.holds(WELSH_PACK))


def edited(old: str, new: str, file: str = WELSH_FILE) -> dict[str, str]:
    """Return the files of the pack with one edit."""
    return with_edit(WELSH_PACK, file, old, new)


def retranslated(pack: Pack, key: tuple[str, ...], **forms: str) -> Pack:
    """Return the pack with one translation that says something else."""
    before = pack.translations[0]
    mine = evolve(before.strings[key], forms=forms)
    changed = evolve(before, strings={**before.strings, key: mine})
    return evolve(pack, translations=(changed,))


def decided(pack: Pack, **facts: Json) -> Decision:
    """Return what the pack decides about a made-up concern."""
    concern = read_concern({**IN_DANGER, **facts}, pack.vocabulary)
    return decide(concern, pack.policy, on=ON)


def told(pack: Pack) -> list[tuple[str, str]]:
    """Return the codes of a pack's problems, with where they are."""
    return [(one.code, ".".join(map(str, one.place.path))) for one in pack_problems(pack)]


# --------------------------------------------------------------------------- reading


def test_a_whole_translation_has_no_problem(folder: PackFolder, pack: Pack) -> None:
    report = folder.report(WELSH_PACK)

    assert report.problems == ()
    assert pack.translations == (translation_of(pack),)


def test_a_pack_with_another_language_is_dumped_and_loaded_as_an_equal_one(
    pack: Pack, tmp_path: Path
) -> None:
    dump_pack(pack, tmp_path)

    again = load_pack(tmp_path)

    assert again == pack
    assert again.digest == pack.digest
    assert (tmp_path / WELSH_FILE).read_text(encoding="utf-8") == WELSH_PACK[WELSH_FILE]


def test_the_english_stands_above_each_string_and_nothing_in_it_can_leave_its_comment(
    pack: Pack,
) -> None:
    title = "Two\nlines = 3\x07 \u202eand more"
    text = wording_text(evolve(pack, title=title), translation_of(pack))

    assert "# Two\n# lines = 3   and more\n[pack.title]\n" in text
    assert "# LOOK AT THIS: it was translated from English that has changed since.\n# Two" in text


@pytest.mark.parametrize(
    ("code", "old", "new", "place"),
    [
        ("unknown-key", "[pack.title]", "[pack.titel]", "[pack.titel]"),
        ("wrong-type", 'text = "ŵ A small pack"', "text = 3", "text = 3"),
        ("unknown-key", 'text = "ŵ A small pack"', 'txet = "ŵ A small pack"', "txet"),
        ("missing-key", 'language = "cy"\n', "", ""),
        ("wrong-id", 'language = "cy"\n', 'language = "en"\n', "language"),
        ("wrong-type", 'covers = ["screener"]', 'covers = "screener"', "covers"),
        ("unknown-questionnaire", '["screener"]', '["screener", "skreener"]', '"skreener"'),
        ("bad-plurals", 'language = "cy"\n', 'language = "cy"\nplurals.one = [1]\n', "plurals"),
        ("not-toml", 'language = "cy"\n', "language = cy\n", ""),
    ],
)
def test_a_fault_of_the_file_is_the_only_error_told_and_where_it_is(
    folder: PackFolder, code: str, old: str, new: str, place: str
) -> None:
    files = edited(old, new)
    report = folder.report(files)
    found = errors_among(report.problems)

    assert [(one.code, one.place.file) for one in found] == [(code, WELSH_FILE)]
    if place:
        line = files[WELSH_FILE][: files[WELSH_FILE].index(place)].count("\n") + 1
        assert found[0].place.line == line


def test_a_wording_file_that_cannot_be_read_is_told_once(folder: PackFolder) -> None:
    report = folder.report({**WELSH_PACK, WELSH_FILE: b"\xff"})

    assert [(one.code, one.place.file) for one in report.problems] == [("not-utf-8", WELSH_FILE)]


def test_a_language_without_a_file_is_a_warning_where_it_is_listed(folder: PackFolder) -> None:
    files = {name: text for name, text in WELSH_PACK.items() if name != WELSH_FILE}
    report = folder.report(files)

    assert [(one.code, one.severity) for one in report.problems] == [
        ("missing-language", Severity.WARNING)
    ]
    assert report.problems[0].place.file == "pack.toml"
    assert report.pack is not None
    with pytest.raises(NoLanguageError):
        report.pack.in_language("cy")


@pytest.mark.parametrize(
    ("code", "new"),
    [
        ("bad-id", '"Nobody yet" }, "../../etc"]'),
        ("bad-id", '"Nobody yet" }, "CY"]'),
        ("duplicate-id", '"Nobody yet" }, "cy", { id = "cy" }]'),
    ],
)
def test_a_language_that_is_none_or_listed_twice_is_refused(
    folder: PackFolder, code: str, new: str
) -> None:
    report = folder.report(edited('"Nobody yet" }, "cy"]', new, "pack.toml"))

    assert [one.code for one in errors_among(report.problems)] == [code]


def test_a_language_never_leads_out_of_the_packs_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("this is not TOML", encoding="utf-8")
    new = '"Nobody yet" }, "../../outside"]'
    files = edited('"Nobody yet" }, "cy"]', new, "pack.toml")
    (tmp_path / "pack" / "wording").mkdir(parents=True)
    report = PackFolder(tmp_path / "pack").report(files)

    assert [one.code for one in report.problems] == ["bad-id"]


def test_the_language_that_a_pack_is_written_in_has_no_file(folder: PackFolder) -> None:
    files = {**WELSH_PACK, "wording/en.toml": "this is not TOML"}

    assert folder.report(files).problems == ()


def test_words_in_a_language_that_is_not_listed_are_told_of(pack: Pack) -> None:
    unlisted = evolve(pack, languages=())
    first = evolve(pack, languages=(Language(id="cy"),))

    assert told(unlisted) == [("unlisted-language", "languages")]
    assert told(first) == [("unlisted-language", "languages")]


@pytest.mark.parametrize(
    ("plurals", "paths"),
    [
        ({}, ["plurals"]),
        ({"one": (1,), "two": (1,)}, ["plurals"]),
        ({"one": (-1,)}, ["plurals"]),
        ({"other": (2,), "some": (3,)}, ["plurals.other", "plurals.some"]),
    ],
)
def test_a_language_whose_plurals_nobody_knows_says_them_or_is_refused(
    pack: Pack, plurals: dict[str, tuple[int, ...]], paths: list[str]
) -> None:
    cornish = Translation(language="kw", covers=COVERS, plurals=plurals)
    languages = (Language(id="en"), Language(id="kw"))
    found = pack_problems(evolve(pack, languages=languages, translations=(cornish,)))

    assert [(one.code, ".".join(map(str, one.place.path))) for one in errors_among(found)] == [
        ("bad-plurals", path) for path in paths
    ]


# ------------------------------------------------------------- what holds and what does not


def warnings_of(folder: PackFolder, files: dict[str, str]) -> list[Problem]:
    """Return the problems of a pack that loads all the same, and which are all warnings."""
    report = folder.report(files)
    assert report.pack is not None
    assert errors_among(report.problems) == ()
    return list(report.problems)


def test_a_string_whose_english_has_changed_is_named_and_said_in_english_with_a_mark(
    folder: PackFolder,
) -> None:
    files = with_edit(WELSH_PACK, "policy.toml", '"Call 999."', '"Call 999 now."')
    found = warnings_of(folder, files)
    changed = load_pack(folder.holds(files))
    explained = explain(decided(changed), changed, words=changed.in_language("cy", unchecked=True))

    assert [one.code for one in found] == ["translation-stale"]
    assert found[0].place.file == WELSH_FILE
    assert found[0].place.path == NEXT_STEP
    heading = "[policy.routes.emergency.next_step]"
    before = files[WELSH_FILE][: files[WELSH_FILE].index(heading)]
    assert found[0].place.line == before.count("\n") + 1
    assert "policy.routes.emergency.next_step" in found[0].message
    assert explained.next_step == (f"{MARK}[English] Call 999 now.",)


@pytest.mark.parametrize(
    ("code", "forms", "of"),
    [
        ("translation-missing", {"text": " "}, None),
        ("translation-missing", {}, None),
        ("translation-unmarked", {"text": "Ffoniwch 999."}, ""),
        ("translation-stale", {"text": "Ffoniwch 999."}, "0" * 12),
        ("wrong-forms", {"other": "Ffoniwch 999."}, None),
        ("wrong-forms", {"text": "Ffoniwch 999.", "one": "Ffoniwch 999."}, None),
        ("wrong-number", {"text": "Ffoniwch 99 9 8."}, None),
        ("wrong-number", {"text": "Ffoniwch."}, None),
        ("wrong-number", {"text": "Ffoniwch 999 neu 101."}, None),
    ],
)
def test_a_translation_that_cannot_be_trusted_is_a_warning_and_is_not_said(
    pack: Pack, code: str, forms: dict[str, str], of: str | None
) -> None:
    before = pack.translations[0]
    mine = Translated(forms=forms, of=before.strings[NEXT_STEP].of if of is None else of)
    strings = {**before.strings, NEXT_STEP: mine}
    changed = evolve(pack, translations=(evolve(before, strings=strings),))
    words = changed.in_language("cy", unchecked=True)

    assert told(changed) == [(code, ".".join(NEXT_STEP))]
    assert pack_problems(changed)[0].severity is Severity.WARNING
    assert words.said(NEXT_STEP, "Call 999.") == Said("Call 999.", "en")


def test_numbers_may_be_written_apart_in_another_way(pack: Pack) -> None:
    assert told(retranslated(pack, NEXT_STEP, text="Ffoniwch 9 9 9.")) == []


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("wrong-placeholder", "next", "Nesaf"),
        ("wrong-placeholder", "next", "Nesaf: {title} {name}"),
        ("wrong-placeholder", "yes", "Ie {n}"),
        ("", "next", "Nesaf: {title}, sef {title}"),
        ("", "next", "Nesaf: {title} {Title} {"),
    ],
)
def test_a_translation_has_the_places_that_its_english_fills(
    pack: Pack, code: str, name: str, text: str
) -> None:
    found = told(retranslated(pack, ("product", name), text=text))

    assert found == ([(code, f"product.{name}")] if code else [])


def test_braces_in_the_words_of_a_pack_stand_for_nothing(pack: Pack) -> None:
    braced = retranslated(pack, NEXT_STEP, text="Ffoniwch {n} {what} 999.")

    assert told(braced) == []
    words = braced.in_language("cy", unchecked=True)
    assert words.of(NEXT_STEP, "Call 999.") == "Ffoniwch {n} {what} 999."


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert ENGLISH.say("next", title="{title} {n}") == "Next: {title} {n}"
    assert ENGLISH.say("next") == "Next: {title}"


def test_one_of_something_may_be_said_without_a_digit_but_all_others_need_the_number(
    pack: Pack,
) -> None:
    six = dict.fromkeys(("zero", "one", "two", "few", "many"), "o fewn hyn o amser")
    key = ("product", "within-hours")

    assert told(retranslated(pack, key, **six, other="o fewn {n} awr")) == []
    assert told(retranslated(pack, key, **six, other="o fewn oriau")) == [
        ("wrong-placeholder", "product.within-hours")
    ]
    assert told(retranslated(pack, key, one="o fewn awr", other="o fewn {n} awr")) == [
        ("wrong-forms", "product.within-hours")
    ]


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("questions.danger.text]", "questions.dangr.text]", "did you mean"),
        ("[pack.title]", "[facts.nothing.about]", "delete it"),
    ],
)
def test_a_string_that_the_pack_does_not_have_is_told_beside_the_one_that_is_missing(
    folder: PackFolder, old: str, new: str, remedy: str
) -> None:
    found = warnings_of(folder, edited(old, new))

    assert {one.code for one in found} == {"unknown-string", "translation-missing"}
    unknown = next(one for one in found if one.code == "unknown-string")
    assert unknown.remedy.startswith(remedy)


# ----------------------------------------------------------------------------- serving


def test_words_that_nobody_checked_are_refused_but_to_a_tester(pack: Pack) -> None:
    with pytest.raises(LanguageNotCheckedError, match="checked_by") as refused:
        pack.in_language("cy")

    assert refused.value.code == "language-not-checked"
    assert pack.in_language("cy", unchecked=True).language == "cy"


@pytest.mark.parametrize(("checked_by", "served"), [("A. Person", True), ("", False), (" ", False)])
def test_words_are_served_where_a_checker_is_named(
    pack: Pack, checked_by: str, *, served: bool
) -> None:
    checked = in_welsh(pack, checked_by=checked_by)

    if served:
        assert checked.in_language("cy").covers == COVERS
    else:
        with pytest.raises(LanguageNotCheckedError):
            checked.in_language("cy")


def test_a_language_that_the_pack_does_not_have_is_refused_and_the_others_are_named(
    pack: Pack,
) -> None:
    with pytest.raises(NoLanguageError, match="it has en, cy"):
        pack.in_language("fr", unchecked=True)
    cornish = evolve(pack, translations=(Translation(language="kw"),))
    with pytest.raises(NoLanguageError):
        cornish.in_language("kw", unchecked=True)


def test_the_language_that_a_pack_is_written_in_needs_no_checker(pack: Pack) -> None:
    own = pack.in_language("en")

    assert own_language(pack) == "en"
    assert own_language(evolve(pack, languages=())) == "en"
    assert own == ENGLISH
    assert own.asks(pack.questionnaire()) is pack.questionnaire()


def test_a_pack_may_be_written_in_another_language_than_english(pack: Pack) -> None:
    welsh = evolve(pack, languages=(Language(id="cy"),), translations=())
    words = welsh.in_language("cy")

    assert words.said(NEXT_STEP, "Ffoniwch 999.") == Said("Ffoniwch 999.", "cy")
    assert words.of(NEXT_STEP, "Ffoniwch 999.") == "Ffoniwch 999."


# ----------------------------------------------------------------- what digests cover


def test_the_digest_of_a_pack_covers_its_translations_and_that_of_its_policy_does_not(
    pack: Pack,
) -> None:
    other = retranslated(pack, NEXT_STEP, text="Galwch 999.")
    alone = evolve(pack, translations=())

    assert len({pack.digest, other.digest, alone.digest}) == 3
    assert pack.policy.digest == other.policy.digest == alone.policy.digest
    assert (
        pack.digest != evolve(pack, translations=(evolve(pack.translations[0], covers=()),)).digest
    )


def test_a_source_hash_is_short_and_changes_with_every_letter() -> None:
    assert source_hash({"text": "Call 999."}) == "021d14c7cc91"
    assert source_hash({"text": "Call 998."}) != source_hash({"text": "Call 999."})
    assert source_hash({"text": "a"}) != source_hash({"one": "a", "other": "a"})


# ----------------------------------------------------------------------- what is said


def test_a_questionnaire_in_another_language_differs_in_its_words_alone(pack: Pack) -> None:
    words = pack.in_language("cy", unchecked=True)
    english = pack.questionnaire()
    welsh = words.asks(english)

    assert welsh.title == f"{MARK}First questions"
    assert [one.title for one in welsh.sections] == [
        f"{MARK}{one.title}" for one in english.sections
    ]
    for name, (_, question) in english.questions.items():
        mine = welsh.questions[name][1]
        assert mine.text == f"{MARK}{question.text}"
        assert mine.hint == (f"{MARK}{question.hint}" if question.hint else "")
        assert mine.error == (f"{MARK}{question.error}" if question.error else "")
        assert set(question.option_text.items()).isdisjoint(mine.option_text.items())
        same = evolve(mine, text=question.text, hint=question.hint, error=question.error)
        assert evolve(same, option_text=question.option_text) == question
    assert welsh.questions["danger"][1].option_text == {
        "yes": f"{MARK}Yes",
        "no": f"{MARK}No",
        "unknown": f"{MARK}I don't know",
    }
    assert welsh.questions["you"][1].option_text["unknown"] == f"{MARK}Not sure"


def test_a_questionnaire_that_is_not_covered_stays_as_it_is(pack: Pack) -> None:
    request = pack.questionnaire("request")

    assert pack.in_language("cy", unchecked=True).asks(request) is request


def test_an_option_without_words_is_said_in_those_of_its_id(pack: Pack) -> None:
    screener = pack.questionnaire()
    section = screener.sections[0]
    bare = evolve(section.questions[1], option_text={})
    sections = (evolve(section, questions=(section.questions[0], bare)), *screener.sections[1:])
    bared = evolve(pack, questionnaires=(evolve(screener, sections=sections),))
    keys = [key[-1] for key in strings_of(bared, COVERS) if key[-3:-1] == ("you", "option_text")]

    assert keys == ["teacher", "police", "parent"]


def test_a_referrer_reads_the_outcome_in_their_language_and_a_worker_in_the_packs(
    pack: Pack,
) -> None:
    words = pack.in_language("cy", unchecked=True)
    decision = decided(pack)
    explained = explain(decision, pack, words=words)
    text = explanation_text(explained, words)
    own_lines = [line.strip("- ") for line in text.splitlines() if line]

    assert explained.language == "cy"
    assert explained.title == f"{MARK}Call 999"
    assert explained.promise == f"{MARK}Somebody will respond {MARK}straight away."
    assert all(line.startswith(MARK.strip()) for line in own_lines)
    assert f"{MARK}A child is in danger" in text
    assert "23 ŵ November 2026" in text

    worker = explain(decision, pack, reader=Reader.WORKER, words=words)
    assert worker == explain(decision, pack, reader=Reader.WORKER)
    assert (worker.language, MARK in explanation_text(worker, words)) == ("en", False)


def test_an_option_that_was_counted_is_said_in_the_words_of_its_question(pack: Pack) -> None:
    children: Json = [{"id": "a", "hurt": None, "moves": True}]
    words = pack.in_language("cy", unchecked=True)
    explained = explain(decided(pack, children=children), pack, words=words)

    assert [one.counted_as for one in explained.not_known] == [f"“{MARK}A bruise”"]


def test_a_promised_time_is_said_in_the_words_of_its_fact(pack: Pack) -> None:
    children: Json = [{"id": "a", "hurt": ["bruise"], "moves": False}]
    words = pack.in_language("cy", unchecked=True)
    explained = explain(decided(pack, danger=False, children=children), pack, words=words)

    assert explained.route == "social-care"
    assert explained.promise == (
        f"{MARK}Somebody will respond {MARK}before {MARK}seen."
        f" {MARK}We do not know when that is, so say it when you get in touch."
    )


def test_a_number_that_was_not_known_counts_with_its_unit_in_the_form_that_it_takes(
    folder: PackFolder,
) -> None:
    counted = 'unit = "weeks"\nunknown_counts_as = '
    said: list[str] = []
    for number in (1, 2, 4):
        files = with_edit(SMALL_PACK, "facts.toml", 'unit = "weeks"', f"{counted}{number}")
        files = with_edit(files, "screener.toml", "optional = true", "optional = false")
        weeks = in_welsh(load_pack(folder.holds(files)))
        words = weeks.in_language("cy", unchecked=True)
        explained = explain(decided(weeks, weeks=None), weeks, words=words)
        said += [one.counted_as for one in explained.not_known if "weeks" in one.counted_as]
        assert told(weeks) == []

    assert said == ["ŵ 1 weeks (one)", "ŵ 2 weeks (two)", "ŵ 4 weeks (other)"]
    assert ENGLISH.fill(unit_string("weeks", "weeks"), n=1) == "1 week"


def test_what_was_not_known_is_said_in_the_language_too(pack: Pack) -> None:
    words = pack.in_language("cy", unchecked=True)
    counted = decided(pack, danger=None)
    explained = explain(counted, pack, words=words)
    items = f"{MARK}{MARK}child 1 and {MARK}child 2"

    assert [(one.about, one.counted_as) for one in explained.not_known] == [
        (f"{MARK}A child is in danger now", f"{MARK}yes"),
        (f"{MARK}{MARK}moves ({items})", f"{MARK}no"),
    ]


def test_a_variant_is_said_in_its_own_words_and_what_it_leaves_out_in_those_of_its_route(
    pack: Pack,
) -> None:
    words = pack.in_language("cy", unchecked=True)
    explained = explain(decided(pack, closed=True), pack, words=words)

    assert explained.variant == "night"
    assert explained.title == f"{MARK}Call 999"
    assert explained.next_step == (f"{MARK}Call 999, then the night team.",)
    assert f"{MARK}within {{n}} hours".replace("{n}", "1") in explained.promise
    assert "(one)" in explained.promise


def test_the_decision_itself_is_the_same_document_in_every_language(pack: Pack) -> None:
    alone = evolve(pack, translations=())

    assert decision_document(decided(pack)) == decision_document(decided(alone))


def test_a_string_in_english_has_a_mark_in_the_language_or_where_that_is_missing_in_english(
    pack: Pack,
) -> None:
    words = pack.in_language("cy", unchecked=True)
    bare = Words(language="cy", rule=words.rule)

    assert words.of(DANGER, "Something new") == f"{MARK}[English] Something new"
    assert bare.of(DANGER, "Something new") == "[English] Something new"
    assert bare.say("yes") == "[English] Yes"
    assert bare.of(DANGER, "") == ""
    assert bare.marked(Said("", "en")) == ""


def test_numbers_choose_the_form_of_their_own_language(pack: Pack) -> None:
    words = pack.in_language("cy", unchecked=True)
    said = [words.count("questions-left", n) for n in (0, 1, 2, 3, 6, 9)]

    assert [one.rpartition(" ")[2] for one in said] == [
        *("(zero)", "(one)", "(two)", "(few)", "(many)", "(other)"),
    ]
    assert ENGLISH.count("questions-left", 1) == "1 question left"
    assert ENGLISH.count("questions-left", 0) == "0 questions left"
    english = Words(language="cy", rule=words.rule)
    assert english.count("questions-left", 1) == "[English] 1 question left"
    assert english.count("questions-left", 2) == "[English] 2 questions left"


def test_what_is_typed_may_be_in_the_language_or_in_english(pack: Pack) -> None:
    welsh = retranslated(pack, ("product", "words-for-yes"), text="Ie, oes,")
    welsh = retranslated(welsh, ("product", "words-for-months"), text="mis, misoedd")
    welsh = retranslated(welsh, ("product", "month-3"), text="Mawrth")
    words = welsh.in_language("cy", unchecked=True)

    assert words.typed("words-for-yes") == ("yes", "y", "ie", "oes")
    assert ENGLISH.typed("words-for-yes", "words-for-no") == ("yes", "y", "no", "n")
    assert words.in_english("5 Mis") == "5 months"
    assert words.in_english("27 MAWRTH 2019, mistake") == "27 March 2019, mistake"
    assert ENGLISH.in_english("5 mis") == "5 mis"


# --------------------------------------------------------------------------- refreshing


def test_a_refreshed_file_has_every_string_and_loses_nothing(pack: Pack) -> None:
    old = Translated(forms={"text": "Hen eiriau"}, of="abc")
    mine = Translated(forms={"text": "Ffoniwch 999."})
    before = Translation(
        language="cy", covers=COVERS, strings={("facts", "gone", "about"): old, NEXT_STEP: mine}
    )

    after = refreshed(pack, before, frozenset())

    assert set(after.strings) == {*strings_of(pack, COVERS), ("facts", "gone", "about")}
    assert after.strings["facts", "gone", "about"] == old
    assert after.strings[NEXT_STEP] == evolve(mine, of=source_hash({"text": "Call 999."}))
    assert after.strings[DANGER] == Translated(forms={"text": ""})
    assert list(after.strings["product", "within-hours"].forms) == [
        *("zero", "one", "two", "few", "many", "other"),
    ]
    assert "# NOT IN THE PACK: kept in case it comes back.\n[facts.gone.about]" in wording_text(
        pack, after
    )


def test_a_changed_string_stays_marked_until_somebody_says_that_it_was_mended(pack: Pack) -> None:
    changed = evolve(pack, title="A changed pack")
    before, key = pack.translations[0], ("pack", "title")

    def of(*mended: str) -> str:
        return refreshed(changed, before, frozenset(mended)).strings[key].of

    assert of() == before.strings[key].of
    assert of("pack.council") == before.strings[key].of
    assert of("pack.title") == of("all") == source_hash({"text": "A changed pack"})


def test_a_translation_of_plurals_nobody_knows_is_written_as_it_is(pack: Pack) -> None:
    cornish = Translation(language="kw", plurals={"one": (1,)})

    assert 'language = "kw"\n' in wording_text(pack, refreshed(pack, cornish, frozenset()))
    unknown = evolve(cornish, plurals={})
    assert list(refreshed(pack, unknown, frozenset()).strings["product", "yes"].forms) == ["text"]
    assert "[product.yes]" in wording_text(pack, refreshed(pack, unknown, frozenset()))


def test_a_declared_language_is_read_with_its_plurals(pack: Pack, tmp_path: Path) -> None:
    cornish = refreshed(pack, Translation(language="kw", plurals={"one": (1,)}), frozenset())
    languages = (Language(id="en"), Language(id="kw"))
    dump_pack(evolve(pack, languages=languages, translations=(cornish,)), tmp_path)

    report = read_pack(tmp_path)

    assert report.pack is not None
    assert report.pack.translations == (cornish,)
    assert {one.code for one in report.problems} == {"translation-missing"}


def test_every_string_of_this_library_has_a_name_and_english_words() -> None:
    assert all(source.key == ("product", name) for name, source in PRODUCT.items())
    assert all(text.strip() for source in PRODUCT.values() for text in source.forms.values())
