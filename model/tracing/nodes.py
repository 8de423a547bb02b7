"""A number that remembers how it was made: an operation on other numbers, each with its value."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Operation = Literal[
    "cell", "same", "+", "-", "*", "/", "^", "neg", "min", "max", "exp", "ln", "sqrt", "abs", "normal", "normal_inverse",
    "sum", "<", ">", "<=", ">=", "=", "if",
]  # fmt: skip


@dataclass(eq=False, slots=True)
class Node:
    """A number: its value, and the operation with its arguments; a 'cell' has none, somebody may write another number.

    `equation` names the equation of the model that the operation stands in, as 'module.function'; empty outside.
    """

    op: Operation
    args: "tuple[Element, ...]"
    value: float
    equation: str = ""


Element: TypeAlias = Node | float  # a plain number is a constant of the model


def number(element: Element) -> float:
    """The value of an element."""
    return element.value if isinstance(element, Node) else float(element)


def cell(value: float) -> Node:
    """A number that somebody may change."""
    return Node("cell", (), float(value))


def same(element: Element) -> Node:
    """A number of its own that equals another."""
    return Node("same", (element,), number(element))


def made(op: Operation, args: tuple[Element, ...], value: float, equation: str = "") -> Element:
    """The result of an operation, without the steps that change nothing; constants give a constant."""
    if all(not isinstance(arg, Node) for arg in args) or (math.isnan(value) and op != "if"):
        return value
    simpler = _SIMPLER.get(op)
    found = simpler(args) if simpler else None
    if found is not None:
        return found
    return _powers(Node(op, args, value, equation))


def total(parts: list[Element], value: float, equation: str = "") -> Element:
    """The sum of some elements, without those that are zero."""
    kept = tuple(part for part in parts if isinstance(part, Node) or part != 0.0)
    if len(kept) == 1:
        return kept[0]
    if kept and all(part is kept[0] for part in kept):
        return made("*", (float(len(kept)), kept[0]), value, equation)
    return made("sum", kept, value, equation) if kept else 0.0


def _plus(args: tuple[Element, ...]) -> Element | None:
    first, second = args
    return second if _is(first, 0.0) else first if _is(second, 0.0) else None


def _minus(args: tuple[Element, ...]) -> Element | None:
    first, second = args
    if _is(second, 0.0):
        return first
    return made("neg", (second,), -number(second)) if _is(first, 0.0) else None


def _times(args: tuple[Element, ...]) -> Element | None:
    first, second = args
    if _is(first, 0.0) or _is(second, 0.0):
        return 0.0
    return second if _is(first, 1.0) else first if _is(second, 1.0) else None


def _over(args: tuple[Element, ...]) -> Element | None:
    return args[0] if _is(args[1], 1.0) else 0.0 if _is(args[0], 0.0) else None


def _to_the(args: tuple[Element, ...]) -> Element | None:
    return args[0] if _is(args[1], 1.0) else 1.0 if _is(args[0], 1.0) else None


def _one_of(args: tuple[Element, ...]) -> Element | None:
    condition, then, other = args
    if not isinstance(condition, Node):
        return then if condition else other
    return then if then is other else None


_SIMPLER: Mapping[str, Callable[[tuple[Element, ...]], Element | None]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _over,
    "^": _to_the,
    "if": _one_of,
}


def _is(element: Element, value: float) -> bool:
    return not isinstance(element, Node) and element == value


def _powers(node: Node) -> Node:
    """exp(a ln b) and exp(ln b / c) as powers, as a person would write them."""
    inner = node.args[0] if node.op == "exp" else None
    if not isinstance(inner, Node) or inner.op not in ("*", "/"):
        return node
    first, second = inner.args
    if isinstance(first, Node) and first.op == "ln":
        exponent = second if inner.op == "*" else made("/", (1.0, second), 1.0 / number(second))
        return Node("^", (first.args[0], exponent), node.value, node.equation)
    if inner.op == "*" and isinstance(second, Node) and second.op == "ln":
        return Node("^", (second.args[0], first), node.value, node.equation)
    return node
