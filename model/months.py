"""Months as text, YYYY-MM."""

import re

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(month: str) -> int:
    """Months since year 0; raises ValueError when the text is not YYYY-MM.

    >>> month_number("2026-03") - month_number("2025-12")
    3
    """
    found = _MONTH.fullmatch(month)
    if not found:
        raise ValueError(f"{month!r} is not a month YYYY-MM")
    return 12 * int(found[1]) + int(found[2]) - 1


def month_text(number: int) -> str:
    """The month YYYY-MM with this number.

    >>> month_text(month_number("2026-03"))
    '2026-03'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def months_between(first: str, last: str) -> int:
    """Months from one month to another."""
    return month_number(last) - month_number(first)


def months_from(first: str, count: int) -> tuple[str, ...]:
    """`count` months in a row.

    >>> months_from("2025-12", 2)
    ('2025-12', '2026-01')
    """
    start = month_number(first)
    return tuple(month_text(start + step) for step in range(count))
