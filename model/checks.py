"""What is wrong with a company's tables once they are read: ranges, keys, months, contradictions."""

from collections.abc import Iterator, Mapping

import pandas as pd

from model.agreements import agreements
from model.columns import COMPANY_KEYS, FEWEST_MONTHS, KINDS, LANGUAGES, ROW, Column, Table
from model.contradictions import contradictions
from model.findings import Finding, Severity, capped
from model.tables import TABLES
from model.unusual import unusual

KEY_ALLOWED = {
    "kind": ", ".join(KINDS),
    "language": ", ".join(LANGUAGES),
    "currency": "a code such as EUR",
    "name": "the company's name",
    "first_forecast_month": "the month after the last one of sales",
}

REPEATED = 1_000  # rows with a repeated key that are compared


def check_tables(tables: Mapping[str, pd.DataFrame]) -> tuple[Finding, ...]:
    """All findings on the frames of `read_tables`, errors and warnings; empty when nothing is wrong."""
    return capped(_findings(tables))


def _findings(tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    yield from missing_tables(tables)
    for name, frame in tables.items():
        yield from check_table(TABLES[name], frame)
    if "company" in tables:
        yield from missing_company_keys(tables["company"])
    if "sales" in tables:
        yield from too_few_months("sales", tables["sales"])
    yield from contradictions(tables)
    yield from agreements(tables)
    yield from unusual(tables)


def missing_tables(tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """A finding for each required table that is not there."""
    for table in TABLES.values():
        if table.required and table.name not in tables:
            columns = ", ".join(column.name for column in table.columns if column.required)
            yield Finding(table.name, "missing_table", allowed=columns)


def check_table(table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    """Columns, ranges, keys and months of one table."""
    for column in table.columns:
        if column.required and column.name not in frame:
            yield Finding(table.name, "missing_column", 1, column.name)
        for name in _names(column, frame):
            yield from out_of_range(table.name, name, column, frame)
            if column.required:
                yield from empty_cells(table.name, name, frame)
    if all(name in frame for name in table.key):
        yield from repeated_keys(table, frame)
        if table.dated:
            yield from missing_months(table, frame)


def _names(column: Column, frame: pd.DataFrame) -> list[str]:
    if column.prefix:
        return [name for name in frame.columns if name.startswith(column.name)]
    return [column.name] if column.name in frame else []


def empty_cells(table: str, name: str, frame: pd.DataFrame) -> Iterator[Finding]:
    """Cells of a required column that hold nothing."""
    for row in frame.loc[frame[name].isna(), ROW]:
        yield Finding(table, "empty", int(row), name)


def out_of_range(table: str, name: str, column: Column, frame: pd.DataFrame) -> Iterator[Finding]:
    """Numbers below or above what the column's declaration allows, and prices of zero."""
    if not column.numeric:
        return
    low, high, zero = (
        frame[name] < column.low,
        frame[name] > column.high,
        _is_price(column) & (frame[name] == 0),
    )
    for row, value in frame.loc[low | high | zero, [ROW, name]].itertuples(index=False):
        text = shown(value)
        if column.kind == "share":
            fields = {"example": f"{value / 100:.12g}", "percent": text}
            rule = "not_a_share" if 1 < value <= 100 else "too_low" if value < 0 else "too_high"
            yield Finding(table, rule, int(row), name, text, f"{column.low:g}..{column.high:g}", fields=fields)
        elif value == 0 and column.low >= 0:
            yield Finding(table, "zero_price", int(row), name, text, severity="warning")
        else:
            rule, limit = ("too_low", column.low) if value < column.low else ("too_high", column.high)
            yield Finding(table, rule, int(row), name, text, shown(float(limit)))


def _is_price(column: Column) -> bool:
    return column.name in ("price", "list_price")


def repeated_keys(table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    """Rows with the same key: the same in everything, or with another value in some column."""
    key = list(table.key)
    again = frame[frame.duplicated(key, keep=False) & frame[key[0]].notna()].head(REPEATED)
    values = [name for name in frame.columns if name not in (ROW, *key)]
    for _, group in again.groupby(key, dropna=False, sort=False):
        first = group.iloc[0]
        pairs = [(first, row) for _, row in group.iloc[1:2].iterrows()]
        pairs += [(row, first) for _, row in group.iloc[1:].iterrows()]
        for this, other in pairs:
            differing = next((name for name in values if not _same(this[name], other[name])), None)
            rule, column = ("duplicate_row", key[0]) if differing is None else ("conflicting_rows", differing)
            value = shown(this[column])
            fields = {"other": str(other[ROW]), "key": ", ".join(key)}
            yield Finding(table.name, rule, int(this[ROW]), column, value, fields=fields)


def shown(value: object) -> str:
    """A value as a finding repeats it: numbers in all their digits, and no others.

    >>> shown(1e12), shown(4063.0), shown("Pro")
    ('1000000000000', '4063', 'Pro')
    """
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _same(one: object, other: object) -> bool:
    return one == other or (pd.isna(one) and pd.isna(other))  # type: ignore[call-overload]


def missing_months(table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    """Months inside a series that have no row, and months that the whole table leaves out."""
    dated = frame.dropna(subset=["month"])
    if dated.empty:
        return
    months = _between(dated["month"].min(), dated["month"].max())
    absent = set(months) - set(dated["month"])
    for month in sorted(absent):
        severity: Severity = "error" if table.required or table.name == "short_form" else "warning"
        yield Finding(table.name, "missing_month_for_all", None, "month", month, severity=severity)
    for member, series in _gappy(dated, [name for name in table.key if name != "month"]):
        inside = set(_between(series.min(), series.max()))
        for month in sorted(inside - set(series) - absent):
            fields = {"member": f" for {' / '.join(str(part) for part in member if part != 'all')}"}
            yield Finding(table.name, "missing_month", None, "month", month, severity="warning", fields=fields)


def _gappy(dated: pd.DataFrame, members: list[str]) -> Iterator[tuple[tuple[object, ...], pd.Series]]:
    """The months of each series that has fewer months than lie between its first and its last."""
    if not members:
        return
    number = dated["month"].str[:4].astype(int) * 12 + dated["month"].str[5:].astype(int)
    groups = number.groupby([dated[name] for name in members], dropna=False)
    gaps = groups.transform("max") - groups.transform("min") + 1 > groups.transform("nunique")
    for member, series in dated[gaps].groupby(members, dropna=False):
        yield member, series["month"]


def _between(first: str, last: str) -> list[str]:
    return pd.period_range(first, last, freq="M").strftime("%Y-%m").tolist()


def missing_company_keys(company: pd.DataFrame) -> Iterator[Finding]:
    """A finding for each required key that the table `company` leaves out."""
    for key in COMPANY_KEYS:
        if key not in set(company["key"]):
            yield Finding("company", "missing_key", None, key, allowed=KEY_ALLOWED[key])


def too_few_months(table: str, frame: pd.DataFrame) -> Iterator[Finding]:
    """A finding when the history is shorter than the model needs."""
    months = frame["month"].nunique()
    if months < FEWEST_MONTHS:
        yield Finding(table, "too_few_months", None, "month", str(months), str(FEWEST_MONTHS))
