"""Tables as CSV that the reader's spreadsheet opens as it is: UTF-8 with its mark; French: semicolon and decimal comma."""

import csv
import io
import math
import unicodedata
from collections.abc import Iterable, Sequence

from ui.words import Language

DIGITS = 10  # significant
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
UNSEEN = ("Cc", "Cf", "Cs")
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # some scripts are written with them
BEYOND_ASCII = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"


def written(titles: Sequence[str], rows: Iterable[Sequence[str | float]], spoken: Language) -> bytes:
    """Titles and rows; numbers are written as such, nothing where there is none, texts so that no spreadsheet runs them."""
    text = io.StringIO()
    out = csv.writer(text, delimiter=";" if spoken == "fr" else ",", lineterminator="\r\n")
    out.writerow([guarded(title) for title in titles])
    out.writerows([_cell(value, spoken) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str | float, spoken: Language) -> str:
    if isinstance(value, str):
        return guarded(value)
    if not math.isfinite(value):
        return ""
    told = f"{value:.{DIGITS}g}"
    return told.replace(".", ",") if spoken == "fr" else told


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would start a formula, no control characters.

    >>> guarded("=1+1"), guarded("a\\x00b"), guarded("Lyon")
    ("'=1+1", 'ab', 'Lyon')
    """
    clean = shown(text)
    opening = clean.lstrip(" \N{NO-BREAK SPACE}\ufeff")
    risky = text.startswith(STARTS_A_FORMULA) or opening.startswith((*STARTS_A_FORMULA, *BEYOND_ASCII))
    return f"'{clean}" if risky else clean


def shown(text: str) -> str:
    """The text without control characters, halves of characters, and marks that turn the order of letters.

    >>> shown("a\\u202eb\\x07c")
    'abc'
    """
    return "".join(letter for letter in text if letter in JOINERS or unicodedata.category(letter) not in UNSEEN)
