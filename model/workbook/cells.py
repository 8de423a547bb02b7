"""The cells of one sheet, row by row, as the values that JSON can carry.

Dates are {"d": iso}, uncalculated formulas {"f": text}, numbers that are not finite {"n": text}; blank rows are
left out.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from model.workbook.parts import TEXT, Attributes, Refused, unescaped

ROWS = 200_001  # one more than is allowed, so that the parent sees it
CELLS = 3_000_000  # of a whole workbook
COLUMNS = 2_000  # kept of a row: more than the parent allows, so that it sees them
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet
DAY = 86_400_000  # milliseconds; what is finer is rounding
LAST_SERIAL = 2_958_466  # the day after 9999-12-31, counted from 1900


@dataclass
class Cells:
    """The rows found so far; `room` is how many cells may still come."""

    texts: list[str]
    dates: list[bool]
    epoch: datetime
    room: int
    rows: list[tuple[int, list[object]]] = field(default_factory=list)
    number: int = 0
    column: int = 0
    cells: list[object] = field(default_factory=list)
    kind: str = "n"
    style: int = 0
    value: list[str] | None = None
    formula: list[str] | None = None
    target: list[str] | None = None
    phonetic: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """A row or a cell begins, or what a cell holds."""
        if tag == "c":
            name = attributes.get("r")
            column = column_of(name) if name else self.column + 1
            if not self.column < column <= LAST_COLUMN:
                raise ValueError("cells out of order")
            self.column, self.kind = column, attributes.get("t", "n")
            self.style = int(attributes.get("s", 0))
            self.value = self.formula = None
        elif tag == "v" or (tag == "t" and self.kind == "inlineStr" and not self.phonetic):
            self.value = self.target = self.value or []
        elif tag == "f":
            self.formula = self.target = []
        elif tag == "row":
            self._next_row(attributes.get("r"))
        elif tag == "rPh":
            self.phonetic = True

    def text(self, piece: str) -> None:
        """A piece of a value or formula."""
        if self.target is not None:
            self.target.append(piece)

    def end(self, tag: str) -> None:
        """A cell ends, or a row, or what a cell holds."""
        self.target = None
        if tag == "c":
            self._keep(self._found())
        elif tag == "row" and self.cells:
            self.rows.append((self.number, self.cells))
            if len(self.rows) >= ROWS:
                raise StopIteration
        elif tag == "rPh":
            self.phonetic = False

    def _next_row(self, name: str | None) -> None:
        number = int(name) if name else self.number + 1
        if not self.number < number <= LAST_ROW:
            raise ValueError("rows out of order")
        self.number, self.column, self.cells = number, 0, []

    def _keep(self, found: object) -> None:
        if found is None or len(self.cells) >= COLUMNS:
            return
        missing = min(self.column, COLUMNS) - 1 - len(self.cells)
        self.room -= 1 + missing
        if self.room < 0:
            raise Refused("TooLarge")
        if missing:
            self.cells.extend([None] * missing)
        self.cells.append(found)

    def _found(self) -> object:
        text = None if self.value is None else "".join(self.value)
        if self.formula is not None and not text and self.kind != "str":
            return {"f": f"={''.join(self.formula)}"[:TEXT]}
        if text is None or (not text and self.kind not in ("str", "inlineStr")):
            return None
        return self._number(text) if self.kind == "n" else self._other(text)

    def _number(self, text: str) -> object:
        number = float(text) if text.isascii() and "_" not in text else float("nan")
        if number - number != 0:
            return {"n": text[:TEXT]}
        if self.style and self.style < len(self.dates) and self.dates[self.style] and 0 <= number < LAST_SERIAL:
            return {"d": (self.epoch + timedelta(milliseconds=round(number * DAY))).isoformat()}
        return number

    def _other(self, text: str) -> object:
        if self.kind == "s":
            return self.texts[int(text)] or None
        if self.kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if self.kind == "d":
            return {"d": datetime.fromisoformat(text.strip()).replace(tzinfo=None).isoformat()}
        return unescaped(text) or None


def column_of(name: str) -> int:
    """The number of a cell's column, A being 1; ValueError when the name is no cell's.

    >>> column_of("A1"), column_of("AB12")
    (1, 28)
    """
    return _column(name.rstrip("0123456789"))


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise ValueError("no cell's name")
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
