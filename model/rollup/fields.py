"""The fields of an export as expressions over its columns: which column each is, its type, and constants for all lines."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from model.columns import Column, Table
from model.findings import CompanyUnreadable, Finding
from model.reading.headers import plain, recognised
from model.rollup.chosen import Chosen
from model.rollup.formats import Formats
from model.rollup.query import Expression, Fields

NOISE = r"[\s\x{a0}\x{202f}\x{2009}\x{2007}'’]|€|\$|£|EUR|USD|GBP|CHF"
TEXTS = ("CHAR", "TEXT", "STRING", "CLOB")


def places_of(name: str, headers: Sequence[str], fields: Table, chosen: Chosen) -> dict[str, int]:
    """In which column each field stands: as chosen, else as recognised; raises CompanyUnreadable for one that must be."""
    _refuse_unknown(name, fields, chosen)
    places = {wanted: _place(name, headers, header, wanted) for wanted, header in chosen.columns.items() if header}
    for place, header in enumerate(headers):
        match = recognised(header, fields)
        known = match is not None and match[1] not in {*chosen.columns, *chosen.constants}
        if match is not None and known and place not in places.values():
            places.setdefault(match[1], place)
    for column in fields.columns:
        if column.required and column.name not in {*places, *chosen.constants}:
            allowed = ", ".join(headers)
            raise CompanyUnreadable(
                Finding(name, "no_field", None, column.name, allowed=allowed, fields={"example": column.name})
            )
    return places


def _refuse_unknown(name: str, fields: Table, chosen: Chosen) -> None:
    known = [column.name for column in fields.columns]
    for wanted in (*chosen.columns, *chosen.constants):
        if wanted not in known:
            raise CompanyUnreadable(Finding(name, "mapping_column", None, "", wanted, ", ".join(known)))


def _place(name: str, headers: Sequence[str], header: str, wanted: str) -> int:
    """The place of a header, as written or else whatever its accents, case and spaces."""
    same = [place for place, text in enumerate(headers) if text.strip() == header.strip()]
    alike = same or [place for place, text in enumerate(headers) if plain(text) == plain(header)]
    if len(alike) != 1:
        raise CompanyUnreadable(Finding(name, "no_such_column", None, wanted, header, ", ".join(headers)))
    return alike[0]


def fields_of(
    lines: sa.FromClause, columns: Mapping[str, tuple[Expression, str]], table: Table, formats: Formats | None
) -> Fields:
    """The fields over the columns, given each with its SQL type; `formats` are those of a text file."""
    cleaned = {
        name: _typed(table.column(name), expression, kind, formats) for name, (expression, kind) in columns.items()
    }
    return Fields(lines, cleaned)


def refuse_texts(name: str, table: Table, kinds: Mapping[str, str]) -> None:
    """Refuse amounts that a database holds as text: casting them would be a guess about their marks."""
    for wanted, kind in kinds.items():
        if table.column(wanted).numeric and is_text(kind):
            raise CompanyUnreadable(Finding(name, "text_for_number", None, wanted, kind))


def is_text(kind: str) -> bool:
    """Whether an SQL type holds text."""
    return any(word in kind.upper() for word in TEXTS)


def constants_of(table: Table, chosen: Chosen) -> dict[str, Expression]:
    """The fields that have one value on all lines."""
    return {name: _constant(table.column(name), text) for name, text in chosen.constants.items()}


def _constant(column: Column, text: str) -> Expression:
    if not column.numeric:
        return sa.literal(text)
    try:
        return sa.literal(float(text.replace(",", ".")), sa.Double)
    except ValueError:
        found = Finding("--set", "not_a_number", None, column.name, text, "a number such as 1234.5")
        raise CompanyUnreadable(found) from None


def _typed(column: Column, expression: Expression, kind: str, formats: Formats | None) -> Expression:
    text = is_text(kind)
    if column.numeric:
        bare = _bare(expression, formats.decimal) if text and formats is not None and formats.loose else expression
        return sa.cast(bare, sa.Double)
    if column.kind == "month":
        return sa.cast(expression, sa.DateTime) if text else expression
    return expression if text else sa.cast(expression, sa.String)


def _bare(expression: Expression, decimal: str) -> Expression:
    """A number without spaces, apostrophes and currency, its thousands marks removed, with a decimal point."""
    bare = sa.func.regexp_replace(expression, NOISE, "", "g")
    thousands = "," if decimal == "." else "."
    return sa.func.nullif(sa.func.replace(sa.func.replace(bare, thousands, ""), decimal, "."), "")
