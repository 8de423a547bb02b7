"""What all workbooks that we write share: nothing that a reader's program would run, and names that it takes."""

import io
import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

import xlsxwriter

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
LONGEST_CELL = 32_000  # characters
LONGEST_SHEET = 31
Book: TypeAlias = xlsxwriter.Workbook


def workbook(fill: Callable[[Book], None]) -> bytes:
    """The bytes of a workbook that a function fills."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        fill(book)
    return content.getvalue()


def safe(text: str) -> str:
    """The text without control characters and halves of characters.

    >>> safe("a\\x1b[31mb\\ud800")
    'a[31mb'
    """
    kept = (letter for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs"))
    return "".join(kept)[:LONGEST_CELL]


def sheet_name(text: str) -> str:
    """A name that a sheet may have.

    >>> sheet_name("A/B: 'x'")
    'A B x'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", safe(text)).split())[:LONGEST_SHEET] or "-"
