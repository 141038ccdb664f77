"""Every place written down while a TOML text was made is the place found in it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar, cast

from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from childconcern.packfile.positions import KeyPath, Position, positions, value_positions

T = TypeVar("T")

WORDS = st.text("ab \u2028\"'\\#[]{}=,.\té😀\n", max_size=6)
SCALARS = (
    "1",
    "-2_0",
    "0x1F",
    "1e3",
    "nan",
    "true",
    "1979-05-27",
    "1979-05-27 07:32:00Z",
    "07:32:00",
)
COMMENT = "# [a] 'b' = {\""


@define
class _Scribe:
    """Writes a TOML document in whatever spelling is drawn, and notes what it put where."""

    draw: Callable[[st.SearchStrategy[object]], object]
    text: str = ""
    newline: str = "\n"
    places: dict[KeyPath, Position] = field(factory=dict[KeyPath, Position])
    strings: dict[KeyPath, tuple[str, Position, bool]] = field(
        factory=dict[KeyPath, tuple[str, Position, bool]]
    )
    names: defaultdict[KeyPath, set[str]] = field(factory=lambda: defaultdict(set))

    def pick(self, *options: T) -> T:
        return cast("T", self.draw(st.sampled_from(options)))

    def maybe(self) -> bool:
        return cast("bool", self.draw(st.booleans()))

    def words(self) -> str:
        return cast("str", self.draw(WORDS))

    def shuffled(self, jobs: list[T]) -> list[T]:
        return cast("list[T]", self.draw(st.permutations(jobs)))

    def here(self) -> Position:
        lines = self.text.split("\n")
        return len(lines), len(lines[-1]) + 1

    def put(self, text: str) -> None:
        self.text += text.replace("\n", self.newline)

    def space(self) -> None:
        self.put(self.pick("", " ", "\t "))

    def line_end(self) -> None:
        self.put(self.pick("\n", f" {COMMENT}\n", "\n\n\t"))

    def fresh(self, parent: KeyPath) -> str:
        name = self.pick("a", "b", "1-_", "", self.words())
        while name in self.names[parent]:
            name += "x"
        self.names[parent].add(name)
        return name

    def put_key(self, names: tuple[str, ...]) -> None:
        for index, name in enumerate(names):
            if index:
                self.space()
                self.put(".")
                self.space()
            if re.fullmatch(r"[A-Za-z0-9_-]+", name) and self.maybe():
                self.put(name)
            else:
                self.put_line_of_text(name)

    def put_line_of_text(self, text: str) -> tuple[Position, bool]:
        line, column = self.here()
        literal = not re.search("['\n]", text) and self.maybe()
        source = text if literal else text.replace("\\", "\\\\").replace('"', '\\"')
        source = source.replace("\n", "\\n")
        if source and not literal and "\\" not in source and self.maybe():
            source = f"\\U{ord(source[0]):08x}{source[1:]}"
        quote = "'" if literal else '"'
        self.put(f"{quote}{source}{quote}")
        return (line, column + 1), source == text

    def put_lines_of_text(self, text: str) -> tuple[Position, bool]:
        literal = "'''" not in text and self.maybe()
        source = text if literal else text.replace("\\", "\\\\").replace('"""', '""\\"')
        quotes = "'''" if literal else '"""'
        self.put(quotes)
        self.put("\n" if text.startswith("\n") or self.maybe() else "")
        place = self.here()
        folded = not literal and self.maybe()
        self.put(source + ("\\ \n \n  " if folded else "") + quotes)
        return place, source == text and "\n" not in text and not folded

    def put_string(self, path: KeyPath) -> None:
        text = self.words()
        put = self.pick(self.put_line_of_text, self.put_lines_of_text)
        self.strings[path] = (text, *put(text))

    def put_value(self, path: KeyPath, depth: int) -> None:
        put_nested = [self.put_list, self.put_inline_table] if depth else []
        put = self.pick(None, self.put_string, *put_nested)
        if put is None:
            self.put(self.pick(*SCALARS))
        elif put == self.put_string:
            self.put_string(path)
        else:
            cast("Callable[[KeyPath, int], None]", put)(path, depth - 1)

    def put_list(self, path: KeyPath, depth: int) -> None:
        self.put("[")
        for index in range(self.pick(0, 1, 3)):
            self.pick(self.space, self.line_end)()
            self.places[*path, index] = self.here()
            self.put_value((*path, index), depth)
            self.pick(self.space, self.line_end)()
            self.put(",")
        self.pick(self.space, self.line_end)()
        self.text = self.text.removesuffix(self.pick(",", "no comma is taken away"))
        self.put("]")

    def put_inline_table(self, path: KeyPath, depth: int) -> None:
        self.put("{")
        made: list[KeyPath] = [path]
        for index in range(self.pick(0, 1, 3)):
            self.put("," if index else "")
            self.space()
            self.put_assignment(made, depth)
            self.space()
        self.put("}")

    def put_assignment(self, made: list[KeyPath], depth: int) -> None:
        """Set a new key in one of the tables that this body made; the first is its own."""
        place, path = self.here(), self.pick(*made)
        for _ in range(self.pick(0, 0, 1, 2)):
            path = (*path, self.fresh(path))
            self.places[path] = place
            made.append(path)
        path = (*path, self.fresh(path))
        self.places[path] = place
        self.put_key(cast("tuple[str, ...]", path[len(made[0]) :]))
        self.space()
        self.put("=")
        self.space()
        self.put_value(path, depth)

    def put_body(self, path: KeyPath) -> None:
        made: list[KeyPath] = [path]
        for _ in range(self.pick(0, 1, 3)):
            self.space()
            self.put_assignment(made, 2)
            self.line_end()

    def put_header(self, path: KeyPath, width: int) -> None:
        self.space()
        for length in range(1, len(path)):
            self.places.setdefault(path[:length], self.here())
        self.places[path] = self.here()
        self.put("[" * width)
        self.space()
        self.put_key(tuple(step for step in path if isinstance(step, str)))
        self.space()
        self.put("]" * width)
        self.line_end()
        self.put_body(path)

    def put_table(self, path: KeyPath, depth: int) -> None:
        self.put_header(path, 1)
        self.put_tables(path, depth)

    def put_tables_of_list(self, path: KeyPath, depth: int) -> None:
        for index in range(self.pick(1, 3)):
            self.put_header((*path, index), 2)
            self.put_tables((*path, index), depth)

    def put_tables(self, path: KeyPath, depth: int) -> None:
        """Put tables under a table: some in lists, some before the header of their parent."""
        jobs: list[Callable[[], None]] = []
        for _ in range(self.pick(0, 1, 2) if depth else 0):
            inner = (*path, self.fresh(path))
            if self.maybe():
                deeper = (*inner, self.fresh(inner))
                jobs.append(partial(self.put_table, deeper, depth - 1))
                jobs.append(partial(self.put_header, inner, 1))
            else:
                put = self.pick(self.put_table, self.put_tables_of_list)
                jobs.append(partial(put, inner, depth - 1))
        for job in self.shuffled(jobs):
            job()


@st.composite
def documents(draw: Callable[[st.SearchStrategy[object]], object]) -> _Scribe:
    scribe = _Scribe(draw)
    scribe.newline = scribe.pick("\n", "\r\n")
    scribe.put_body(())
    scribe.put_tables((), 2)
    return scribe


def members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        yield from cast("Mapping[str, object]", value).items()
    if isinstance(value, list):
        yield from enumerate(cast("list[object]", value))


def values_of(document: object, path: KeyPath = ()) -> dict[KeyPath, object]:
    found: dict[KeyPath, object] = {}
    for step, value in members(document):
        found[*path, step] = value
        found |= values_of(value, (*path, step))
    return found


@given(documents())
def test_every_key_is_found_where_it_was_put_and_no_other_is_found(document: _Scribe) -> None:
    found = positions(document.text)

    assert found == document.places
    assert set(found) == set(values_of(tomllib.loads(document.text)))


@given(documents())
def test_every_string_is_found_where_its_text_was_put_and_can_be_read(document: _Scribe) -> None:
    lines, values = document.text.split("\n"), values_of(tomllib.loads(document.text))
    found = value_positions(document.text)

    assert found == {path: (*place, plain) for path, (_, place, plain) in document.strings.items()}
    assert {path: values[path] for path in found} == {
        path: text for path, (text, _, _) in document.strings.items()
    }
    for path, (line, column, as_it_reads) in found.items():
        assert not as_it_reads or lines[line - 1].startswith(str(values[path]), column - 1)


# Made of parts that clash, so that only some orders are accepted.
STATEMENTS = (
    *("[a]", "[b]", "[a.b]", "[a.b.c]", "[b.a]", "[[a]]", "[[b]]", "[[a.b]]", "[[b.a.c]]"),
    *("a = 1", "b = 'a = 1'", "c = []", "a.b = 1", "a.c = {}", "a.b.c = '''\n[a]\n'''"),
    *("b.c = [{ a = 1 }, [ # a\n]]", "c = { a.b = 1, a.c = [1,\n2] }", 'b."a" = """"a"\n""" # b'),
)


def is_accepted(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


@given(st.lists(st.sampled_from(STATEMENTS), max_size=12))
def test_whatever_order_of_headers_tomllib_accepts_its_paths_are_found(lines: list[str]) -> None:
    text = ""
    for line in lines:
        longer = f"{text}{line}\n"
        text = longer if is_accepted(longer) else text

    assert set(positions(text)) == set(values_of(tomllib.loads(text)))
