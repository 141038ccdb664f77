"""What people read: nothing runs over the edge, nothing is cut off, nothing depends on colour."""

import io

from rich.console import Console

from childconcern.cli.output import hang, plain_table, say, show_problems, working
from childconcern.problems import Place, Problem, Severity

LONG = "Ring the front door now and ask for the duty social worker, who-is-always-there."


def terminal(width: int = 30) -> Console:
    """Return a terminal without colours."""
    return Console(
        file=io.StringIO(), force_terminal=True, width=width, no_color=True, markup=False
    )


def shown(out: Console) -> list[str]:
    """Return the lines that were shown, without the marks for bold."""
    assert isinstance(out.file, io.StringIO)
    text = out.file.getvalue()
    for mark in ("\x1b[1m", "\x1b[0m", "\x1b[1;31m", "\x1b[1;33m"):
        text = text.replace(mark, "")
    return text.splitlines()


def test_an_explanation_is_wrapped_between_words_and_hangs_under_its_dash() -> None:
    out = terminal()
    say(out, f"Title\n\nWhat to do\n- {LONG}\n\n{LONG}")

    assert shown(out) == [
        "",
        "Title",
        "",
        "What to do",
        "- Ring the front door now and",
        "  ask for the duty social",
        "  worker, who-is-always-there.",
        "",
        "Ring the front door now and",
        "ask for the duty social",
        "worker, who-is-always-there.",
    ]


def test_where_nobody_reads_it_is_printed_as_it_is() -> None:
    out = Console(file=io.StringIO(), width=30)
    say(out, LONG)
    hang(out, LONG)

    assert shown(out) == [LONG, LONG]


def test_an_option_hangs_under_its_words() -> None:
    out = terminal()
    hang(out, f"   4  {LONG}")

    assert shown(out)[1] == "      and ask for the duty"
    assert shown(out)[-1] == "      who-is-always-there."


def test_a_word_longer_than_the_line_stays_whole() -> None:
    out = terminal(10)
    hang(out, "- childconcern-liquidlogic")

    assert "childconcern-liquidlogic" in "".join(shown(out))


def test_a_table_folds_and_cuts_nothing_off() -> None:
    out = terminal(20)
    table = plain_table("Plugin", "State")
    table.add_row("childconcern-liquidlogic", "works")
    out.print(table)

    rows = [line.split() for line in shown(out)]
    assert "".join(row[0] for row in rows[1:]) == "childconcern-liquidlogic"
    assert "…" not in "".join(shown(out))


def test_errors_and_warnings_are_told_apart_by_a_word() -> None:
    place = Place(file="policy.toml", path=("rules", 2), line=3, column=1)
    out = terminal(80)
    show_problems(
        out,
        (
            Problem(code="wrong", place=place, message="it is wrong", remedy="mend it"),
            Problem(code="odd", message="odd: it is odd", severity=Severity.WARNING),
        ),
    )

    assert shown(out) == [
        "error: policy.toml:3:1 rules[2]",
        "  wrong: it is wrong",
        "  mend it",
        "warning",
        "  odd: it is odd",
    ]


def test_work_is_shown_at_a_terminal_and_leaves_nothing_elsewhere() -> None:
    out, file = terminal(80), Console(file=io.StringIO())
    for console in (out, file):
        with working(console, "counting", total=2) as step:
            step("one")
            step("two")

    assert "counting" in "".join(shown(out)) or "two" in "".join(shown(out))
    assert shown(file) == []
