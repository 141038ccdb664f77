"""The command line in another language: a file made and refreshed, and a screener asked."""

from pathlib import Path
from typing import Final

import pytest

from childconcern.cli.fault_words import FAULT_WORDS, fault_words
from childconcern.facts import Age
from childconcern.packfile import load_pack
from childconcern.problems import Fault
from support.command_line import DAY, run
from support.small_pack import SMALL_PACK, PackFolder, with_edit
from support.wording import MARK, WELSH_FILE, WELSH_PACK

LISTED: Final = {name: text for name, text in WELSH_PACK.items() if name != WELSH_FILE}
ANSWERS: Final = "nac ydw\n2\n1\nfrom 3\ntua 3 blynedd\n1\n1\n3\n0\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """Return a folder for one pack."""
    return PackFolder(tmp_path)


def worded(text: str, **strings: str) -> str:
    """Return a wording file in which some of the library's own strings say something else."""
    for name, words in strings.items():
        heading = f"[product.{name.replace('_', '-')}]\n"
        before, _, after = text.partition(heading)
        start = after.index("text = ")
        end = after.index("\n", start)
        text = f'{before}{heading}{after[:start]}text = "{words}"{after[end:]}'
    return text


# -------------------------------------------------------------------------- the file


def test_the_first_file_has_every_string_empty_and_the_pack_still_loads(folder: PackFolder) -> None:
    pack = folder.holds(LISTED)
    made = run("wording", pack, "cy")
    text = (pack / WELSH_FILE).read_text(encoding="utf-8")

    assert made.exit_code == 0
    strings = text.count("\n[")
    assert strings > 100
    assert made.stdout.endswith(f"cy.toml: {strings} not translated yet, 0 to look at\n")
    heading = "[questionnaires.screener.questions.danger.text]"
    assert f'# Is a child in danger now?\n{heading}\nof = ""' in text
    assert "questionnaires.request" not in text
    assert load_pack(pack).in_language("cy", unchecked=True).covers == ("screener",)
    assert list(pack.glob("wording/*.part")) == []


def test_a_translator_fills_it_in_and_the_verb_says_of_which_english_it_was_made(
    folder: PackFolder,
) -> None:
    pack = folder.holds(LISTED)
    run("wording", pack, "cy")
    path = pack / WELSH_FILE
    heading = '[policy.routes.emergency.next_step]\nof = ""\ntext = ""'
    mine = heading.replace('text = ""', 'text = "Ffoniwch 999."')
    path.write_text(path.read_text(encoding="utf-8").replace(heading, mine), encoding="utf-8")

    made = run("wording", pack, "cy")

    assert made.exit_code == 0
    assert made.stdout.endswith(", 0 to look at\n")
    assert 'of = "021d14c7cc91"\ntext = "Ffoniwch 999."' in path.read_text(encoding="utf-8")
    assert run("wording", pack, "cy").stdout == made.stdout


def test_a_changed_string_is_marked_until_it_is_named_as_mended(folder: PackFolder) -> None:
    changed = with_edit(WELSH_PACK, "policy.toml", '"Call 999."', '"Call 999 now."')
    pack, key = folder.holds(changed), "policy.routes.emergency.next_step"

    marked = run("wording", pack, "cy")
    text = (pack / WELSH_FILE).read_text(encoding="utf-8")
    mended = run("wording", pack, "cy", "--mended", key)

    assert f"translation-stale: {key} was translated" in marked.stdout
    assert marked.stdout.endswith("0 not translated yet, 1 to look at\n")
    assert f"# Call 999 now.\n[{key}]\n" in text
    assert "# LOOK AT THIS" in text
    assert f'text = "{MARK}Call 999."' in text
    assert mended.stdout.endswith("0 not translated yet, 0 to look at\n")


def test_another_questionnaire_is_covered_besides_and_stays_so(folder: PackFolder) -> None:
    pack = folder.holds(WELSH_PACK)

    made = run("wording", pack, "cy", "--covers", "request")
    again = run("wording", pack, "cy")

    assert made.stdout == again.stdout
    assert made.stdout.endswith(" 3 not translated yet, 0 to look at\n")
    assert load_pack(pack).translations[0].covers == ("screener", "request")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fr",), "does not list the language 'fr'"),
        (("en",), "does not list the language 'en'"),
        (("cy", "--covers", "skreener"), "no such questionnaire"),
        (("cy", "--mended", "policy.nothing"), "no string 'policy.nothing'"),
    ],
)
def test_what_the_pack_does_not_have_is_refused_and_the_file_stays(
    folder: PackFolder, arguments: tuple[str, ...], said: str
) -> None:
    pack = folder.holds(WELSH_PACK)
    refused = run("wording", pack, *arguments)

    assert refused.exit_code == 2
    assert said in refused.stderr
    assert (pack / WELSH_FILE).read_text(encoding="utf-8") == WELSH_PACK[WELSH_FILE]


def test_a_language_whose_plurals_nobody_knows_is_not_begun(folder: PackFolder) -> None:
    pack = folder.holds(with_edit(LISTED, "pack.toml", '"cy"', '"kw"'))
    refused = run("wording", pack, "kw")

    assert refused.exit_code == 2
    assert "nobody knows which plural forms 'kw' has" in refused.stderr
    assert not (pack / "wording").exists()


def test_a_pack_with_an_error_is_refused_and_its_words_stay(folder: PackFolder) -> None:
    broken = with_edit(WELSH_PACK, WELSH_FILE, "[pack.title]", "[pack.titel]")
    pack = folder.holds(broken)

    assert run("wording", pack, "cy").exit_code == 2
    assert (pack / WELSH_FILE).read_text(encoding="utf-8") == broken[WELSH_FILE]


# ---------------------------------------------------------------------------- asking


def test_words_that_nobody_checked_are_not_asked_unless_a_tester_says_so(
    folder: PackFolder,
) -> None:
    pack = folder.holds(WELSH_PACK)
    refused = run("ask", pack, "--language", "cy", said="")
    tested = run("ask", pack, "--language", "cy", "--unchecked-language", said="")

    assert refused.exit_code == 2
    assert "nobody is named who checked" in refused.stderr
    assert f"{MARK}Is a child in danger now?" in tested.stdout
    assert tested.exit_code == 1


def test_the_whole_screener_is_asked_and_answered_in_the_language(folder: PackFolder) -> None:
    text = worded(
        WELSH_PACK[WELSH_FILE],
        words_for_no="na, nac ydw",
        words_for_yes="ie, ydw",
        words_for_about="tua",
        words_for_years="blynedd, oed",
        word_for_back="yn ôl",
        word_for_skip="hepgor",
    )
    pack = folder.holds({**WELSH_PACK, WELSH_FILE: text})
    answers = [
        *("yn ôl", "efallai", "nac ydw", "1", "1", "nonsense", "tua 3 blynedd", "1", "ie"),
        *("yn ôl", "ydw", "2", "hepgor", "0", "x", "1", "", "", ""),
    ]

    done = run(
        "ask", pack, "--language", "cy", "--unchecked-language", "--on", DAY,
        said="\n".join([*answers, ""]),
    )  # fmt: skip
    lines = [line.strip("-> \t") for line in done.stdout.splitlines() if line.strip("-> \t")]

    assert done.exit_code == 0, done.stdout
    assert f"{MARK}This is the first question." in lines
    assert f"{MARK}Answer yes or no." in lines
    assert f"{MARK}Check your answers" in lines
    assert any(line.startswith(f"{MARK}Rules small") or "rules small" in line for line in lines)


def test_a_questionnaire_that_is_not_covered_is_asked_in_english_and_that_is_said(
    folder: PackFolder,
) -> None:
    text = worded(WELSH_PACK[WELSH_FILE], words_for_yes="ie", words_for_no="na")
    pack = folder.holds({**WELSH_PACK, WELSH_FILE: text})
    said = "ie\n1\n0\n\nefallai\nie\n"

    stopped = run("ask", pack, "--language", "cy", "--unchecked-language", "--on", DAY, said=said)

    assert f"{MARK}Next: request" in stopped.stdout
    assert f"{MARK}Answer yes or no." in stopped.stdout
    assert f"{MARK}These questions are in English only." in stopped.stdout
    assert "\nWhat happened?\n" in stopped.stdout
    assert f"{MARK}Stopped. If a child is in immediate danger, call 999." in stopped.stdout


# ---------------------------------------------------------------------------- faults


def test_a_fault_is_said_in_the_language_with_what_is_allowed(folder: PackFolder) -> None:
    words = load_pack(folder.holds(WELSH_PACK)).in_language("cy", unchecked=True)
    fault = Fault("out-of-range", (("at_least", 1), ("at_most", 4)))

    assert fault_words(fault, None, words) == f"{MARK}Write a whole number from 1 to 4."
    assert fault_words(Fault("brand-new"), None, words) == f"{MARK}It cannot be used: brand-new."
    assert fault_words(Fault("not-a-date"), Age(), words).startswith(f"{MARK}Write a date of birth")
    assert fault_words(Fault("x", (("y", ("a", "b")),))) == "It cannot be used: x."
    assert "" not in FAULT_WORDS


def test_the_small_pack_has_one_language() -> None:
    assert WELSH_FILE not in SMALL_PACK
