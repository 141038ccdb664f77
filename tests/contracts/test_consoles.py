"""Console blocks fail where a reader would see something else than the page shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.consoles import Console, commands


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    """Return a reader at a keyboard, whose programs are ended afterwards."""
    reader = Console(tmp_path)
    yield reader
    reader.close()


def test_what_the_page_shows_is_what_is_printed(console: Console) -> None:
    assert console.run("$ echo one; echo two >&2\none\ntwo\n$ true\n") == ""


def test_another_answer_is_a_difference(console: Console) -> None:
    assert "it printed:\ntwo" in console.run("$ echo two\none\n")


def test_an_answer_that_the_page_leaves_out_is_a_difference(console: Console) -> None:
    assert console.run("$ echo one\n") != ""


def test_three_dots_stand_for_anything(console: Console) -> None:
    assert console.run("$ seq 9\n1\n...\n9\n") == ""
    assert console.run("$ seq 9\n1\n...\n8\n") != ""


def test_a_bad_ending_must_be_shown(console: Console) -> None:
    assert "ended with 2" in console.run("$ (exit 2)\n")
    assert console.run("$ (exit 2)\n$ echo $?\n2\n") == ""
    assert console.run("$ (exit 2)\n$ echo $?\n1\n") != ""


def test_commands_share_a_folder_from_block_to_block(console: Console) -> None:
    assert console.run("$ echo kept > file\n") == ""
    assert console.run("$ cat file\nkept\n") == ""


def test_a_command_goes_on_over_a_backslash(console: Console) -> None:
    assert console.run("$ echo one \\\n  two\none two\n") == ""


def test_a_program_left_running_is_waited_for_and_ended(console: Console) -> None:
    block = "$ sh -c 'echo ready; sleep 60; echo late' &\nready\n$ echo meanwhile\nmeanwhile\n"

    assert console.run(block) == ""

    (program,) = console.running
    console.close()
    assert program.returncode != 0


def test_a_block_begins_with_a_command() -> None:
    with pytest.raises(ValueError, match="begins with"):
        list(commands("one\n"))
