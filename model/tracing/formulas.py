"""Traced numbers as the formulas of a spreadsheet, in the functions that every spreadsheet program has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.tracing.blocks import TIMELESS, VALUE, Book, Place
from model.tracing.nodes import Element, Node
from model.tracing.steps import ranges

COMPARED, SUM, PRODUCT, POWER, ATOM = range(5)  # how tightly an operation binds; a sign binds as a sum
INFIX: Mapping[str, tuple[int, int, int]] = {  # operation -> its strength, and what its left and right sides must have
    "+": (SUM, SUM, PRODUCT), "-": (SUM, SUM, PRODUCT), "*": (PRODUCT, PRODUCT, PRODUCT), "/": (PRODUCT, PRODUCT, POWER),
    "^": (POWER, ATOM, ATOM), "<": (COMPARED, SUM, SUM), ">": (COMPARED, SUM, SUM), "<=": (COMPARED, SUM, SUM),
    ">=": (COMPARED, SUM, SUM), "=": (COMPARED, SUM, SUM),
}  # fmt: skip
FUNCTIONS = {
    "exp": "EXP", "ln": "LN", "sqrt": "SQRT", "abs": "ABS", "min": "MIN", "max": "MAX", "sum": "SUM", "if": "IF",
    "normal": "NORMSDIST", "normal_inverse": "NORMSINV",
}  # fmt: skip
Text = tuple[str, int]


@dataclass(frozen=True)
class Formulas:
    """The formulas of a book whose rows are laid out; `titles` names its sheets."""

    book: Book
    titles: Mapping[str, str]

    def of(self, node: Node, here: Place) -> str:
        """The formula of a cell: what the node is made of, or where it stands when that is elsewhere.

        A node without arguments that stands here is a number for somebody to type: it has no formula.
        """
        place = self.book.places[node]
        if place != here:
            return f"={self._reference(place, here)}"
        return f"={self._made(node, here)[0]}" if node.args else ""

    def _text(self, element: Element, here: Place, at_least: int = COMPARED) -> str:
        if not isinstance(element, Node):
            text, strength = _constant(element)
        elif element in self.book.places:
            text, strength = self._reference(self.book.places[element], here), ATOM
        else:
            text, strength = self._made(element, here)
        return text if strength >= at_least else f"({text})"

    def _made(self, node: Node, here: Place) -> Text:
        if node.op in INFIX:
            strength, left, right = INFIX[node.op]
            first, second = self._text(node.args[0], here, left), self._text(node.args[1], here, right)
            return f"{first}{node.op}{second}", strength
        if node.op == "same":
            return self._text(node.args[0], here), ATOM
        if node.op == "neg":
            return f"-{self._text(node.args[0], here, ATOM)}", SUM
        if node.op == "sum" and len(node.args) <= 2:
            return "+".join(self._text(arg, here, PRODUCT) for arg in node.args), SUM
        return self._called(node, here), ATOM

    def _called(self, node: Node, here: Place) -> str:
        products = node.op == "sum" and ranges(node, self.book) and not self._placed(node.args)
        if products:
            pairs = [arg.args for arg in node.args if isinstance(arg, Node)]
            sides = [",".join(self._ranges([pair[side] for pair in pairs], here)) for side in (0, 1)]
            return f"SUMPRODUCT({sides[0]},{sides[1]})"
        inside = (
            self._ranges(node.args, here) if self._placed(node.args) else [self._text(arg, here) for arg in node.args]
        )
        return f"{FUNCTIONS[node.op]}({','.join(inside)})"

    def _placed(self, args: Sequence[Element]) -> bool:
        return all(not isinstance(arg, Node) or arg in self.book.places for arg in args)

    def _ranges(self, args: Sequence[Element], here: Place) -> list[str]:
        """Cells as ranges where they follow each other; constants as they are."""
        parts: list[list[Place]] = []
        constants = [_constant(arg)[0] for arg in args if not isinstance(arg, Node)]
        for arg in args:
            if isinstance(arg, Node):
                place = self.book.places[arg]
                if not parts or not _follows(parts[-1], place):
                    parts.append([])
                parts[-1].append(place)
        return [self._range(part, here) for part in parts] + constants

    def _range(self, part: Sequence[Place], here: Place) -> str:
        first = self._reference(part[0], here)
        if len(part) == 1:
            return first
        last = self._reference(part[-1], here)
        return f"{first}:{last.rpartition('!')[2]}"

    def _reference(self, place: Place, here: Place) -> str:
        sheet, row, column = place.address
        always = sheet in TIMELESS or (place.month == VALUE and place.block.kind == "step")
        fixed = "$" if always and place.block is not here.block else ""
        cell = f"{fixed}{column_name(column)}{fixed}{row + 1}"
        return cell if sheet == here.block.sheet else f"{quoted(self.titles[sheet])}!{cell}"


def _follows(part: Sequence[Place], place: Place) -> bool:
    """Whether a place continues a run of places, down or along."""
    if part[0].block is not place.block:
        return False
    (_, row, column), (_, next_row, next_column) = part[-1].address, place.address
    step = (next_row - row, next_column - column)
    if step not in ((1, 0), (0, 1)):
        return False
    return len(part) == 1 or step == _step(part)


def _step(part: Sequence[Place]) -> tuple[int, int]:
    (_, row, column), (_, next_row, next_column) = part[0].address, part[1].address
    return next_row - row, next_column - column


def _constant(value: float) -> Text:
    """A constant as a person would write it.

    >>> _constant(12.0), _constant(1e-12), _constant(-0.5)
    (('12', 4), ('1E-12', 4), ('-0.5', 1))
    """
    number = float(value)
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number).upper()
    text = text.replace("E-0", "E-").replace("E+0", "E+")
    return text, SUM if number < 0 else ATOM


def column_name(column: int) -> str:
    """The letters of a column, counted from zero.

    >>> column_name(0), column_name(25), column_name(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def quoted(title: str) -> str:
    """A sheet's title as formulas write it.

    >>> quoted("Lines"), quoted("Read me"), quoted("L'an")
    ('Lines', "'Read me'", "'L''an'")
    """
    return title if title.isascii() and title.isalpha() else "'{}'".format(title.replace("'", "''"))
