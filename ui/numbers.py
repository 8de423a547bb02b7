"""The one formatter: numbers that a person reads go through `amount`, numbers typed through `parsed`."""

import math
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from ui import words

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"
SCALES = ((1e9, "billion"), (1e6, "million"), (1e4, "thousand"))
PER_CENT = frozenset({"share", "points", "effort", "share_per_year"})
MONEY = frozenset({"money", "money_per_unit", "money_per_month", "money_per_year"})


@dataclass(frozen=True)
class Style:
    """How a reader wants numbers: the language and the company's currency."""

    language: words.Language
    currency: str = "EUR"


_written: ContextVar[Style | None] = ContextVar("written", default=None)


def write_in(style: Style) -> None:
    """From here on this run writes numbers in one style; asking the session for each number would be slow."""
    _written.set(style)


def session_style() -> Style:
    """The style of the current reader and company."""
    from ui import state  # noqa: PLC0415  # numbers are also formatted where no session exists

    written, spoken = _written.get(), words.language()
    if written is not None and written.language == spoken:
        return written
    return Style(spoken, state.currency())


def amount(value: float, unit: str, *, compact: bool = True, signed: bool = False, style: Style | None = None) -> str:
    """A number for people: value in the model's unit (shares are fractions), three significant digits.

    >>> amount(0.125, "share", style=Style("en"))
    '12.5%'
    >>> amount(1_234_567.0, "money", style=Style("en"))
    '€1.23M'
    """
    return _amount(value, unit, compact, signed, style or session_style())


@lru_cache(maxsize=20_000)
def _amount(value: float, unit: str, compact: bool, signed: bool, style: Style) -> str:
    if not math.isfinite(value):
        return NOTHING
    shown = _by_unit(unit)(value + 0.0, compact, style)
    if value > 0 and signed:
        shown = f"+{shown}"
    shown = shown.replace("-", MINUS) if value < 0 else shown
    return _suffixed(shown, unit, style)


def difference(value: float, base: float, unit: str, *, style: Style | None = None) -> str:
    """The signed change from base to value, in points for shares; empty when nothing visible changed.

    >>> difference(0.52, 0.5, "share", style=Style("en"))
    '+2.0\xa0pts'
    """
    change = value - base
    if not math.isfinite(change) or abs(change) <= 1e-9 * max(abs(value), abs(base)):
        return ""
    shown = amount(change, "points" if unit in PER_CENT else unit, signed=True, style=style)
    return shown if re.search("[1-9]", shown) else ""


def relative(value: float, base: float, *, style: Style | None = None) -> str:
    """The signed change as a share of the base; empty when nothing changed or the base is zero."""
    if not base or not math.isfinite(value / base) or abs(value / base - 1.0) < 1e-9:
        return ""
    shown = amount((value - base) / abs(base), "share", signed=True, style=style)
    return shown if re.search("[1-9]", shown) else ""


def month_name(month: str, *, style: Style | None = None) -> str:
    """A month YYYY-MM in words.

    >>> month_name("2026-04", style=Style("fr"))
    'avr. 2026'
    """
    year, number = month.split("-")
    return str(format_date(date(int(year), int(number), 1), "MMM y", locale=(style or session_style()).language))


def parsed(text: str, unit: str) -> float | None:
    """The number somebody typed, in the model's unit: '3,5', '3.5', '+3,5 %' and '1 234' all read; else None.

    >>> parsed("−3,5 %", "share")
    -0.035
    """
    bare = re.sub(r"[\s%+'’  ]|pts?\.?", "", text).replace(MINUS, "-")
    if "," in bare and "." in bare:
        last = max(bare.rfind(","), bare.rfind("."))
        bare = re.sub("[,.]", "", bare[:last]) + "." + bare[last + 1 :]
    bare = bare.replace(",", ".")
    if len(bare) > 20 or not re.fullmatch(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)", bare):
        return None
    return round(float(bare) / (100.0 if unit in PER_CENT else 1.0), 8)


def plain(value: float, unit: str, *, style: Style | None = None) -> str:
    """A number as somebody would type it: no unit, no grouping, at most six digits.

    >>> plain(0.035, "share", style=Style("fr"))
    '3,5'
    """
    scaled = value * 100.0 if unit in PER_CENT else value
    shown = format_decimal(round(scaled, 6), format="0.######", locale=(style or session_style()).language)
    return str(shown).replace("-", MINUS)


def setting(value: float, unit: str, *, signed: bool = False, style: Style | None = None) -> str:
    """What somebody set, with all its digits and no other: '+5 %', '3,75 %', '−2 pts'.

    >>> setting(0.05, "share", signed=True, style=Style("en"))
    '+5%'
    """
    style = style or session_style()
    sign = "+" if signed and value > 0 else ""
    unit_text = _setting_unit(style.language, unit, abs(value) < 0.0195)
    return _suffixed(f"{sign}{plain(value, unit, style=style)}{unit_text}", unit, style)


def _setting_unit(spoken: words.Language, unit: str, single: bool) -> str:
    if unit == "points":
        return SPACE + words.text(spoken, "number.point" if single else "number.points")
    return ("%" if spoken == "en" else f"{THIN_SPACE}%") if unit in PER_CENT else ""


def _decimals(value: float, most: int = 2) -> int:
    """Decimals that leave three significant digits."""
    if not value:
        return 0
    return max(0, min(most, 2 - math.floor(math.log10(abs(value)) + 1e-9)))


def _zeros(count: int) -> str:
    return "." + "0" * count if count else ""


def _scale(value: float, compact: bool) -> tuple[float, str]:
    """Divisor and name of the scale, chosen after rounding so that 999 999 is one million."""
    size = abs(value) * (1 + 0.5e-3)
    found = next(((by, name) for by, name in SCALES if size >= by), (1.0, "")) if compact else (1.0, "")
    return (1e3, "thousand") if found[1] == "thousand" else found


def _money(value: float, compact: bool, style: Style) -> str:
    by, name = _scale(value, compact)
    scaled = value / by
    places = _decimals(scaled) if name or (compact and abs(scaled) < 100) else 0 if compact else 2
    suffix = f"'{words.text(style.language, f'number.{name}')}'" if name else ""
    pattern = f"¤#,##0{_zeros(places)}{suffix}" if style.language == "en" else f"#,##0{_zeros(places)} {suffix}¤"
    return str(format_currency(scaled, style.currency, format=pattern, locale=style.language, currency_digits=False))


def _share(value: float, _compact: bool, style: Style) -> str:
    places = 0 if abs(value) >= 9.995 else _decimals(value * 100, 2 if abs(value) < 0.01 else 1)
    pattern = f"#,##0{_zeros(places)}{THIN_SPACE if style.language == 'fr' else ''}%"
    return str(format_percent(value, format=pattern, locale=style.language))


def _points(value: float, _compact: bool, style: Style) -> str:
    size = abs(value) * 100
    places = 0 if size >= 100 or not size else 1 if size >= 0.095 else 2
    shown = format_decimal(value * 100, format=f"#,##0{_zeros(places)}", locale=style.language)
    unit = words.text(style.language, "number.point" if size < 1.95 else "number.points")
    return f"{shown}{SPACE}{unit}"


def _number(value: float, compact: bool, style: Style) -> str:
    by, name = _scale(value, compact and abs(value) >= 1e5)
    scaled = value / by
    pattern = f"#,##0{_zeros(0 if scaled == round(scaled) else _decimals(scaled))}"
    suffix = f"{SPACE}{words.text(style.language, f'number.{name}')}" if name else ""
    return f"{format_decimal(scaled, format=pattern, locale=style.language)}{suffix}"


def _count(value: float, compact: bool, style: Style) -> str:
    return _number(round(value), compact, style) if abs(value) >= 9.5 else _heads(value, compact, style)


def _heads(value: float, compact: bool, style: Style) -> str:
    whole = abs(value) >= 99.5 or round(value, 1) % 1 == 0
    digits = "#,##0" if whole else "#,##0.0"
    return str(format_decimal(value, format=digits, locale=style.language))


def _time(unit: str, finest: int = 1) -> Callable[[float, bool, Style], str]:
    def shown(value: float, _compact: bool, style: Style) -> str:
        places = _decimals(value, 1 if abs(value) >= 1 else finest) if value % 1 else 0
        return str(format_unit(value, f"duration-{unit}", format=f"#,##0{_zeros(places)}", locale=style.language))

    return shown


_FORMATS: Mapping[str, Callable[[float, bool, Style], str]] = {
    **dict.fromkeys(MONEY, _money),
    **dict.fromkeys(("share", "effort", "share_per_year"), _share),
    "points": _points,
    "months": _time("month"),
    "days": _time("day"),
    "hours": _time("hour", finest=2),
    "count": _count,
    "heads": _heads,
}


def _by_unit(unit: str) -> Callable[[float, bool, Style], str]:
    return _FORMATS.get(unit, _number)


def _suffixed(shown: str, unit: str, style: Style) -> str:
    suffix = _suffix(style.language, unit)
    return f"{shown}{suffix}"


@cache
def _suffix(spoken: words.Language, unit: str) -> str:
    return {
        "share_per_year": words.text(spoken, "number.per_year"),
        "money_per_month": words.text(spoken, "number.per_month"),
        "money_per_year": words.text(spoken, "number.per_year"),
    }.get(unit, "")
