"""A ladder as text for drawing programs: DOT and Mermaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from childconcern.pictures.nouns import Ladder, Part, Step
from childconcern.pictures.saying import (
    answers_words,
    asked_words,
    flow_words,
    part_words,
    results_words,
)
from childconcern.pictures.widths import drawable, wrapped

__all__ = ["ladder_dot", "ladder_mermaid"]

_ROOM: Final = 260
_SIZE: Final = 13
_PLAIN: Final = frozenset(" .,:?!()+-\u2013\u2018\u2019\u201c\u201d")


@frozen(kw_only=True)
class _Stub:
    """What stands at the end of an arrow: an outcome where it is decided, or "go to 4"."""

    step: Step
    number: int
    answers: str
    results: tuple[str, ...]
    urgent: bool

    @property
    def name(self) -> str:
        return f"q{self.step.number}_{self.number}"


def _stubs(step: Step, part: Part, ladder: Ladder) -> Iterator[_Stub]:
    for number, one in enumerate(step.exits, start=1):
        if not one.is_plain:
            flow = flow_words(one, part.each, number=step.number)
            yield _Stub(
                step=step,
                number=number,
                answers=answers_words(one, step),
                results=(*results_words(one, ladder), flow),
                urgent=one.route is not None and ladder.is_most_urgent(one.route),
            )


def _question(step: Step) -> list[str]:
    lines = [*_lines(f"{step.number}. {step.text}"), *_lines(asked_words(step.asked_when))]
    if step.only_with_others:
        lines.extend(_lines("Passed over where nobody else is listed"))
    return lines


def _heading(part: Part) -> list[str]:
    return [*_lines(part_words(part)), *_lines(asked_words(part.asked_when))]


def _lines(text: str) -> tuple[str, ...]:
    return wrapped(text, _ROOM, _SIZE) if text else ()


def _in_order(part: Part) -> Iterator[tuple[Step, Step]]:
    return zip(part.steps, part.steps[1:], strict=False)


def ladder_dot(ladder: Ladder) -> str:
    """Return a ladder in the language of Graphviz, each outcome where it is decided."""
    lines = [
        "digraph ladder {",
        f"  graph [label={_dot((drawable(ladder.title),))}, labelloc=t, rankdir=TB, newrank=true];",
        '  graph [fontname="Arial"]; node [fontname="Arial", fontsize=11, shape=box];',
        '  edge [fontname="Arial", fontsize=10];',
    ]
    for number, part in enumerate(ladder.parts, start=1):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    graph [label={_dot(_heading(part))}];")
        for step in part.steps:
            lines.append(f"    q{step.number} [label={_dot(_question(step))}];")
            lines.extend(_dot_stubs(step, part, ladder))
        for one, other in _in_order(part):
            lines.append(f"    q{one.number} -> q{other.number} [weight=9];")
        lines.append("  }")
    return "\n".join((*lines, "}", ""))


def _dot_stubs(step: Step, part: Part, ladder: Ladder) -> Iterator[str]:
    for stub in _stubs(step, part, ladder):
        words = [line for text in stub.results for line in _lines(text)]
        look = "penwidth=4, style=bold" if stub.urgent else "style=rounded"
        yield f"    {stub.name} [label={_dot(words)}, {look}];"
        yield f"    q{step.number} -> {stub.name} [label={_dot(_lines(stub.answers))}];"
        yield f"    {{ rank=same; q{step.number}; {stub.name}; }}"


def _dot(lines: list[str] | tuple[str, ...]) -> str:
    """Return a quoted string; what has a meaning in it is written with a backslash."""
    kept = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return f'"{kept}"'


def ladder_mermaid(ladder: Ladder) -> str:
    """Return a ladder as a Mermaid flowchart, each outcome where it is decided."""
    lines = ["flowchart LR"]
    for number, part in enumerate(ladder.parts, start=1):
        lines.append(f"  subgraph s{number}[{_mermaid(_heading(part))}]")
        lines.append("    direction TB")
        for step in part.steps:
            lines.append(f"    q{step.number}[{_mermaid(_question(step))}]")
            for stub in _stubs(step, part, ladder):
                words = _mermaid([line for text in stub.results for line in _lines(text)])
                shape = f"[[{words}]]" if stub.urgent else f"({words})"
                answers = _mermaid(_lines(stub.answers))
                lines.append(f"    q{step.number} -->|{answers}| {stub.name}{shape}")
                if stub.urgent:
                    lines.append(f"    style {stub.name} stroke-width:4px,font-weight:bold")
        lines.extend(f"    q{one.number} --> q{other.number}" for one, other in _in_order(part))
        lines.append("  end")
    return "\n".join((*lines, ""))


def _mermaid(lines: list[str] | tuple[str, ...]) -> str:
    """Return a quoted label: whatever could be markup is written as its number."""
    kept = "<br/>".join("".join(map(_letter, line)) for line in lines)
    return f'"{kept}"'


def _letter(letter: str) -> str:
    plain = letter.isalnum() or letter in _PLAIN
    return letter if plain else f"#{ord(letter)};"
