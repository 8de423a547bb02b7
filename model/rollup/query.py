"""The query that groups the lines of an export: built by SQLAlchemy's expressions, so that no text becomes SQL.

Months are numbers (12 x year + month - 1, as in model.months). The query runs on DuckDB, PostgreSQL and SQLite alike.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from model.rollup.making import ALL, OUTCOMES, Export, Made, Roll, Stays

Expression: TypeAlias = sa.ColumnElement[Any]
DAY = 86_400.0  # seconds
MONTH, BEGAN, ENDED, LINES, STAYING, RETURNING = "month", "began", "ended", "lines", "staying", "returning"


@dataclass(frozen=True)
class Fields:
    """The lines as a table or subquery, and the expression of each field that the export has."""

    lines: sa.FromClause
    of: Mapping[str, Expression]

    def has(self, made: Made) -> bool:
        """Whether a column can be made."""
        return all(name in self.of for name in made.needs)


def made_columns(roll: Roll, fields: Fields) -> tuple[Made, ...]:
    """The columns that the fields allow; of two ways to make one, the last that is possible."""
    return tuple({made.column: made for made in roll.made if fields.has(made)}.values())


def roll_query(export: Export, roll: Roll, fields: Fields) -> sa.Select[Any]:
    """Month and members with every column that can be made and the number of lines; a line without date has no month."""
    line = _line(export, roll, fields)
    keys = [line.of[MONTH], *(line.of[name] for name in export.members)]
    made = [_aggregate(column, line.of).label(column.column) for column in made_columns(roll, fields)]
    return sa.select(*keys, *made, sa.func.count().label(LINES)).group_by(*keys)


def staying_query(export: Export, roll: Roll, fields: Fields, *, sets: bool) -> sa.Select[Any]:
    """As `roll_query`, and beside it how many stays have each first and last month, from one scan of the lines.

    `sets` says that the database knows GROUPING SETS; one that does not (SQLite) scans twice.
    """
    line, stays = _line(export, roll, fields), export.stays
    assert stays is not None
    made = {column.column: _aggregate(column, line.of) for column in made_columns(roll, fields)}
    grouped = _grouped(export, stays, line, made, sets).cte("grouped")
    alone = grouped.c[STAYING] == 1
    first, last = grouped.c[BEGAN], grouped.c[ENDED]
    parts: list[Expression] = [
        grouped.c[STAYING],
        sa.case((alone, None), else_=grouped.c[MONTH]).label(MONTH),
        *(grouped.c[name] for name in export.members),
        sa.case((alone, first)).label(BEGAN),
        sa.case((alone, last)).label(ENDED),
    ]
    values = [sa.func.max(sa.case((~alone, grouped.c[name]))).label(name) for name in made]
    kept = sa.or_(grouped.c[STAYING] == 0, grouped.c[stays.field].is_not(None))
    return (
        sa.select(*parts, *values, sa.func.sum(sa.case((alone, 1), else_=grouped.c[LINES])).label(LINES))
        .where(kept)
        .group_by(*range_of(len(parts)))
    )


def range_of(columns: int) -> list[Expression]:
    """The first columns of a selection, by their places, for GROUP BY."""
    return [sa.literal_column(str(place)) for place in range(1, columns + 1)]


def _grouped(
    export: Export, stays: Stays, line: Fields, made: Mapping[str, Expression], sets: bool
) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    month, who = line.of[MONTH], line.of[stays.field]
    members = [line.of[name] for name in export.members]
    spans = [sa.func.min(month).label(BEGAN), sa.func.max(month).label(ENDED)]
    values = [expression.label(name) for name, expression in made.items()]
    if sets:
        both = sa.func.grouping_sets(sa.tuple_(month, *members), sa.tuple_(*members, who))
        staying = sa.func.grouping(month).label(STAYING)
        return sa.select(staying, month, *members, who, *spans, *values, _count()).group_by(both)
    empty = [sa.null().label(name) for name in made]
    monthly = sa.select(_staying(0), month, *members, sa.null().label(stays.field), *spans, *values, _count())
    stayed = sa.select(_staying(1), sa.null().label(MONTH), *members, who, *spans, *empty, _count())
    return sa.union_all(monthly.group_by(month, *members), stayed.group_by(*members, who))


def _staying(kind: int) -> sa.Label[int]:
    return sa.literal_column(str(kind), sa.Integer).label(STAYING)


def _count() -> sa.Label[int]:
    return sa.func.count().label(LINES)


def _line(export: Export, roll: Roll, fields: Fields) -> Fields:
    """The lines with the month and every field under its own name, so that grouping names columns only."""
    given = {name: expression for name, expression in fields.of.items() if name not in export.members}
    members = {name: sa.func.coalesce(fields.of.get(name, sa.literal(ALL)), ALL) for name in export.members}
    columns = {MONTH: month_of(fields.of[roll.date]), **members, **given}
    line = sa.select(*(column.label(name) for name, column in columns.items())).select_from(fields.lines)
    selected = line.subquery("line")
    return Fields(selected, {name: selected.c[name] for name in columns})


def month_of(date: Expression) -> Expression:
    """12 x year + month - 1 of a date."""
    year, month = (sa.cast(sa.extract(part, date), sa.Integer) for part in ("year", "month"))
    return year * sa.literal_column("12", sa.Integer) + month - sa.literal_column("1", sa.Integer)


def _aggregate(made: Made, of: Mapping[str, Expression]) -> Expression:
    return AGGREGATIONS[made.aggregation](made, of)


def _chosen(made: Made, of: Mapping[str, Expression], value: Expression) -> Expression:
    """The value on the lines that count, nothing on the others."""
    if not made.outcome:
        return value
    return sa.case((sa.func.lower(sa.func.trim(of["stage"])).in_(OUTCOMES[made.outcome]), value))


def _sum(made: Made, of: Mapping[str, Expression]) -> Expression:
    return sa.func.sum(_chosen(made, of, of[made.field]))


def _lines(made: Made, of: Mapping[str, Expression]) -> Expression:
    return sa.func.count(_chosen(made, of, sa.literal_column("1", sa.Integer)))


def _divided(part: Expression, whole: Expression) -> Expression:
    """In double precision; a decimal type of the database would round. Nothing where the whole is 0."""
    zero = sa.literal_column("0.0", sa.Double)
    return sa.cast(part, sa.Double) / sa.func.nullif(sa.cast(whole, sa.Double), zero, type_=sa.Double)


def _ratio(made: Made, of: Mapping[str, Expression]) -> Expression:
    return _divided(sa.func.sum(of[made.field]), sa.func.sum(of[made.other]))


def _weighted(made: Made, of: Mapping[str, Expression]) -> Expression:
    return _divided(sa.func.sum(of[made.field] * of[made.other]), sa.func.sum(of[made.other]))


def _discount(made: Made, of: Mapping[str, Expression]) -> Expression:
    return 1.0 - _divided(sa.func.sum(of[made.field]), sa.func.sum(of[made.other] * of["units"]))


def _share(made: Made, of: Mapping[str, Expression]) -> Expression:
    late, kept = of[made.field] > of[made.other], of[made.field] <= of[made.other]
    return sa.func.avg(sa.case((kept, 1.0), (late, 0.0)))


def _median(seconds: float) -> Callable[[Made, Mapping[str, Expression]], Expression]:
    def median(made: Made, of: Mapping[str, Expression]) -> Expression:
        until, since = (sa.extract("epoch", of[name]) for name in (made.field, made.other))
        return _divided(Middle(sa.cast(until - since, sa.Double)), sa.literal_column(repr(seconds), sa.Double))

    return median


class Middle(sa.sql.functions.GenericFunction[float]):
    """The median of a group; SQLite knows none, so that its connection gets one of that name."""

    name = "median"
    inherit_cache = True
    type = sa.Double()


@compiles(Middle, "postgresql")
def _percentile(element: Middle, compiler: sa.sql.compiler.SQLCompiler, **options: Any) -> str:
    half = sa.literal_column("0.5", sa.Double)
    return str(compiler.process(sa.func.percentile_cont(half).within_group(*element.clauses), **options))


AGGREGATIONS: Mapping[str, Callable[[Made, Mapping[str, Expression]], Expression]] = {
    "sum": _sum,
    "count": _lines,
    "distinct": lambda made, of: sa.func.count(sa.distinct(of[made.field])),
    "mean": lambda made, of: sa.func.avg(of[made.field]),
    "median": lambda made, of: Middle(of[made.field]),
    "ratio": _ratio,
    "weighted": _weighted,
    "discount": _discount,
    "share": _share,
    "hours": _median(3_600.0),
    "days": _median(DAY),
}


def queries(export: Export, fields: Fields, *, sets: bool = True) -> Iterator[sa.Select[Any]]:
    """One query for each roll whose date the export has."""
    for roll in export.rolls:
        if roll.date in fields.of and export.stays is not None and export.stays.field in fields.of:
            yield staying_query(export, roll, fields, sets=sets)
        elif roll.date in fields.of:
            yield roll_query(export, roll, fields)


def names(query: sa.Select[Any]) -> Sequence[str]:
    """The names of the columns that a query gives back."""
    return [column.name for column in query.selected_columns]
