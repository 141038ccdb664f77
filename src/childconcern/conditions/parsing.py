"""A condition from its text: a closed subset of Python expressions, never run.

The text is read in small pieces first, so that ``ast`` sees nothing that it
could warn about, and whatever the grammar of Python has beyond this subset is a
problem that names the construct, its column and what to write instead.
"""

from __future__ import annotations

import ast
import re
from typing import Final

from attrs import frozen

from childconcern.conditions.tree import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Bound,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Measure,
    Named,
    Not,
    Or,
)
from childconcern.errors import ProblemsError
from childconcern.facts.ids import CONDITION_WORDS
from childconcern.problems import Place, Problem

__all__ = ["MOST_CHARACTERS", "MOST_DEPTH", "ConditionError", "parse_condition"]

MOST_CHARACTERS: Final = 2000
"""The longest condition that is read."""

MOST_DEPTH: Final = 50
"""The deepest nesting of a condition."""

_TOKEN: Final = re.compile(
    r"\s+|[A-Za-z_][A-Za-z0-9_]*|(?:0|[1-9][0-9]{0,8})(?![A-Za-z0-9_])"
    r"|'[a-z0-9-]*'|\"[a-z0-9-]*\"|[<>=!]=|[<>()\[\],]",
    re.ASCII,
)
_SIGNS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_WORD_FOR: Final = {
    "IfExp": "if and else",
    "Subscript": "square brackets after a name",
    "Tuple": "a list",
    "List": "a list",
    "ListComp": "a comprehension",
    "GeneratorExp": "a comprehension",
    "Await": "await",
    "Constant": "a constant by itself",
    "Call": "a call of something else",
}


class ConditionError(ProblemsError):
    """A text is no condition."""

    code = "not-a-condition"


def parse_condition(text: str) -> Condition:
    """Return the condition that ``text`` says.

    Names are not looked up here: whether a fact, option or sign exists is for
    :func:`~childconcern.conditions.condition_problems`.

    Raises:
        ConditionError: With one problem, whose place has the column.
    """
    _check_pieces(text)
    # Columns stay as they are: each line break becomes one space.
    line = re.sub(r"\s", " ", text)
    indent = len(line) - len(line.lstrip())
    try:
        body = ast.parse(line.strip(), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        column = indent + (getattr(error, "offset", None) or 1)
        raise _refused("not-an-expression", "this is not one complete condition", column) from None
    return _Reader(indent).read(body, 1)


def _check_pieces(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        remedy = f"keep it to {MOST_CHARACTERS} characters; name parts of it as signs"
        raise _refused("condition-too-long", "the condition is too long", 1, remedy) from None
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            message = "something stands here that no condition has"
            raise _refused("unexpected-character", message, position + 1) from None
        position = found.end()


_SEE: Final = "the conditions page of the reference lists everything that may be written"


def _refused(code: str, message: str, column: int, remedy: str = _SEE) -> ConditionError:
    problem = Problem(code=code, place=Place(column=column), message=message, remedy=remedy)
    return ConditionError("this is no condition", (problem,))


@frozen
class _Reader:
    """Turns ``ast`` nodes into conditions; the indent only serves columns."""

    indent: int

    def read(self, node: ast.expr, depth: int) -> Condition:
        if depth > MOST_DEPTH:
            remedy = "name parts of it as signs"
            raise self._no(node, "condition-too-deep", "the condition is nested too deeply", remedy)
        match node:
            case ast.BoolOp(op, values):
                parts = tuple(self.read(value, depth + 1) for value in values)
                return And(parts) if isinstance(op, ast.And) else Or(parts)
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.read(operand, depth + 1))
            case ast.Name():
                return Named(self._name(node))
            case ast.Compare(left, [sign], [right]):
                return self._compared(node, left, sign, right, depth)
            case ast.Compare(left, [first, second], [middle, right]):
                return self._between(node, (left, middle, right), (first, second))
            case ast.Call(ast.Name(word), arguments):
                return self._call(node, word, arguments, depth)
            case _:
                shown = _WORD_FOR.get(type(node).__name__, "something")
                message = f"{shown} stands where a condition is needed"
                raise self._no(node, "not-a-condition", message)

    def _no(self, node: ast.expr, code: str, message: str, remedy: str = _SEE) -> ConditionError:
        return _refused(code, message, self.indent + node.col_offset + 1, remedy)

    def _name(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name):
            raise self._no(node, "not-a-name", "the id of a fact, group or sign is needed here")
        if node.id in CONDITION_WORDS:
            message = f"{node.id!r} cannot stand alone here"
            raise self._no(node, "word-stands-alone", message)
        return node.id

    def _number(self, node: ast.expr) -> int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        raise self._no(node, "not-a-number", "a whole number is needed here, in digits")

    def _option(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # Two texts side by side are one to Python, and a lost comma to us.
            if node.end_col_offset == node.col_offset + len(node.value) + 2:
                return node.value
            raise self._no(
                node, "lost-comma", "two texts stand side by side", "put a comma between"
            )
        raise self._no(node, "not-an-option-id", "an id in quotation marks is needed here")

    def _options(self, node: ast.expr, elements: list[ast.expr]) -> tuple[str, ...]:
        if not elements:
            raise self._no(node, "no-options", "at least one option is needed here")
        return tuple(self._option(element) for element in elements)

    def _compared(
        self, node: ast.expr, left: ast.expr, sign: ast.cmpop, right: ast.expr, depth: int
    ) -> Condition:
        match sign:
            case ast.Eq() | ast.NotEq():
                same = Is(self._name(left), (self._option(right),))
                return same if isinstance(sign, ast.Eq) else Not(same)
            case ast.In() | ast.NotIn():
                within = self._within(left, right)
                return within if isinstance(sign, ast.In) else Not(within)
            case ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE():
                return self._ordered(left, _SIGNS[type(sign)], right, depth)
            case _:
                message = "'is' compares Python objects, not facts"
                raise self._no(node, "not-a-condition", message, "write == for an option")

    def _within(self, left: ast.expr, right: ast.expr) -> Condition:
        if isinstance(right, ast.List):
            return Is(self._name(left), self._options(right, right.elts))
        return Has(self._name(right), (self._option(left),))

    def _ordered(self, left: ast.expr, sign: str, right: ast.expr, depth: int) -> Condition:
        if isinstance(left, ast.Constant):
            fact, measure = self._measured(right)
            return _bounded(fact, measure, (_TURNED[sign], self._number(left)))
        word = _word_of(left)
        if word in {"level", "level_of", "areas_at"}:
            return self._level(left, word, sign, right)
        if word in {"count", "count_options", "count_items"} and isinstance(left, ast.Call):
            if sign != ">=":
                raise self._no(left, "count-sign", "a count is compared with >= only")
            return self._count(left, word, self._number(right), depth)
        fact, measure = self._measured(left)
        return _bounded(fact, measure, (sign, self._number(right)))

    def _between(
        self,
        node: ast.expr,
        sides: tuple[ast.expr, ast.expr, ast.expr],
        signs: tuple[ast.cmpop, ast.cmpop],
    ) -> Condition:
        first, second = (_SIGNS.get(type(sign), "?") for sign in signs)
        if first[0] != second[0] or "?" in first:
            message = "both signs of a double comparison point one way"
            raise self._no(node, "double-comparison", message, "write for example 6 <= x < 12")
        left, middle, right = sides
        fact, measure = self._measured(middle)
        ends = (_TURNED[first], self._number(left)), (second, self._number(right))
        return _bounded(fact, measure, *ends)

    def _measured(self, node: ast.expr) -> tuple[str, Measure]:
        match node:
            case ast.Call(ast.Name("months" | "years" | "days_since" as word), [argument]):
                return self._name(argument), Measure(word)
            case ast.Name():
                return self._name(node), Measure.NUMBER
            case _:
                message = "a number is needed here: a fact, months(), years() or days_since()"
                raise self._no(node, "not-a-measure", message)

    def _level(self, node: ast.expr, word: str, sign: str, right: ast.expr) -> Condition:
        if sign not in {">=", ">"}:
            message = "a level is compared with >= or > only, so that a higher one never hurts"
            raise self._no(node, "level-sign", message)
        at_least = self._number(right) + (sign == ">")
        match node:
            case ast.Name("level"):
                return Level(at_least)
            case ast.Call(ast.Name("level_of"), [area]):
                return LevelOf(self._option(area), at_least)
            case ast.Call(ast.Name("areas_at"), [level]):
                return AreasAt(self._number(level), at_least)
            case _:
                raise self._no(node, "level-form", f"{word} is not written so")

    def _count(self, node: ast.Call, word: str, at_least: int, depth: int) -> Condition:
        arguments = node.args
        match word:
            case "count" if arguments:
                return Count(tuple(self.read(part, depth + 1) for part in arguments), at_least)
            case "count_options" if arguments:
                options = self._options(node, arguments[1:])
                return Has(self._name(arguments[0]), options, at_least)
            case "count_items":
                group, part = self._item_arguments(node, arguments, depth)
                return CountItems(group, part, at_least)
            case _:
                raise self._no(node, "number-of-arguments", f"{word} needs something to count")

    def _item_arguments(
        self, node: ast.expr, arguments: list[ast.expr], depth: int
    ) -> tuple[str, Condition]:
        if len(arguments) != 2:  # noqa: PLR2004 - a group and a condition
            raise self._no(node, "number-of-arguments", "a group and one condition are needed")
        return self._name(arguments[0]), self.read(arguments[1], depth + 1)

    def _call(self, node: ast.expr, word: str, arguments: list[ast.expr], depth: int) -> Condition:
        match word:
            case "any_of" | "all_of" | "none_of" if arguments:
                options = self._options(node, arguments[1:])
                at_least = len(options) if word == "all_of" else 1
                has = Has(self._name(arguments[0]), options, at_least)
                return Not(has) if word == "none_of" else has
            case "any_item" | "all_items":
                group, part = self._item_arguments(node, arguments, depth)
                return AnyItem(group, part) if word == "any_item" else AllItems(group, part)
            case "known" | "asked" if len(arguments) == 1:
                fact = self._name(arguments[0])
                return Known(fact) if word == "known" else Asked(fact)
            case "count" | "count_options" | "count_items" | "level_of" | "areas_at":
                raise self._no(node, "not-compared", f"{word} needs >= and a number after it")
            case "months" | "years" | "days_since":
                raise self._no(node, "not-compared", f"{word} needs a comparison with a number")
            case _:
                known = word if word in CONDITION_WORDS else "this"
                raise self._no(node, "not-a-condition", f"{known} is not written so here")


def _word_of(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.id if isinstance(called, ast.Name) else ""


def _bounded(fact: str, measure: Measure, *ends: tuple[str, int]) -> Compare:
    bounds = {sign[0]: Bound(value, inclusive=len(sign) > 1) for sign, value in ends}
    return Compare(fact=fact, measure=measure, low=bounds.get(">"), high=bounds.get("<"))
