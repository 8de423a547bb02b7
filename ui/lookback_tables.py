"""What a look-back says, as tables of plain texts: the page, the HTML file and the PDF draw the same ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.gaps import FIRST, Gap
from model.kpis import KPIS
from model.levers import LEVERS
from model.lookback import LookBack
from model.surprises import Surprise
from model.triggers import Fated
from ui import receipt_sheet
from ui.ledger import figure
from ui.ledger import name_of as name_of_belief
from ui.lever_values import member_name, shown, word
from ui.numbers import NOTHING, PER_CENT, amount, month_name
from ui.words import t

MOST = 12  # assumptions that are told
MONTHS = 12  # that a table is wide
FATES = ("fired", "quiet", "later", "unseen")  # in the order of telling


@dataclass(frozen=True, kw_only=True)
class Report:
    """A look-back with the plan's name and what became of its triggers."""

    title: str
    plan: str
    found: LookBack
    fated: Sequence[Fated] = ()
    as_if: bool = False  # the plan began later, or nobody knows when


@dataclass(frozen=True, kw_only=True)
class Table:
    """Texts under titles; columns from `first` on hold numbers. Without rows, `note` says why."""

    title: str = ""
    note: str = ""
    titles: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    first: int = 1


def tables(report: Report) -> list[Table]:
    """Everything, what may reopen the decision first."""
    found = report.found
    others = [name for name in found.gaps if name not in FIRST]
    return [
        *([triggers(report.fated)] if report.fated else []),
        split(found, [name for name in FIRST if name in found.gaps], t("lookback.part.split")),
        by_month(found, "revenue", t("lookback.part.months")),
        moves(found),
        learned(found),
        split(found, others, t("lookback.part.kpis")),
        *gaps_by_month(found),
    ]


def sentence(one: LookBack, *, as_if: bool = False) -> str:
    """The gap in revenue, and its largest part; `as_if`: of a plan that began later, or nobody knows when."""
    gap = one.gaps["revenue"]
    largest = max(gap.players, key=lambda player: abs(gap.total(player)))
    return t(
        "lookback.as_if" if as_if else "lookback.answer",
        gap=change(gap, gap.total("gap")),
        share=amount(gap.total("gap") / gap.total("planned"), "share", signed=True),
        part=change(gap, gap.total(largest)),
        player=t(f"lookback.player.{largest}"),
        first=month_name(one.months[0]),
        last=month_name(one.months[-1]),
    )


def reopened(fated: Sequence[Fated]) -> str:
    """How many triggers fired; nothing where there are none."""
    count = sum(one.fate == "fired" for one in fated)
    key = "none" if not count else "one" if count == 1 else "some"
    return t(f"lookback.reopened.{key}", count=count, of=len(fated)) if fated else ""


def name_of(measure: str) -> str:
    """A KPI, or an amount that the tables sum."""
    return t(f"kpi.{measure}.label") if measure in KPIS else t(f"lookback.line.{measure}")


def told(gap: Gap, value: float) -> str:
    """A value of a measure."""
    return amount(value, gap.unit)


def change(gap: Gap, value: float) -> str:
    """A difference of a measure, signed, in points for shares."""
    return amount(value, "points" if gap.unit in PER_CENT else gap.unit, signed=True)


def triggers(fated: Sequence[Fated]) -> Table:
    """What became of each trigger of a receipt, those that fired first."""
    ordered = sorted(fated, key=lambda one: FATES.index(one.fate))
    rows = [[trigger(one), _came(one), t(f"lookback.fate.{one.fate}")] for one in ordered]
    titles = _titles("trigger", "came", "fate")
    return Table(title=t("lookback.triggers"), note=reopened(fated), titles=titles, rows=rows, first=len(titles))


def trigger(one: Fated) -> str:
    """'On-time delivery below 90 % in March 2026'."""
    return receipt_sheet.trigger(vars(one.trigger))


def _came(one: Fated) -> str:
    return NOTHING if one.came is None else amount(one.came, KPIS[one.trigger.kpi].unit)


def split(one: LookBack, names: Sequence[str], title: str = "") -> Table:
    """Some measures: plan, actual, gap, and its parts over all months."""
    rows = [
        [
            name_of(name),
            *(told(one.gaps[name], one.gaps[name].total(side)) for side in ("planned", "actual")),
            *(change(one.gaps[name], one.gaps[name].total(part)) for part in ("gap", *one.gaps[name].players)),
        ]
        for name in names
    ]
    players = one.gaps["revenue"].players
    return Table(title=title, titles=_titles("line", "planned", "actual", "gap", *players), rows=rows)


def by_month(one: LookBack, name: str, title: str = "") -> Table:
    """One measure month by month."""
    gap = one.gaps[name]
    rows = [
        [
            month_name(month),
            *(told(gap, float(series[place])) for series in (gap.planned, gap.actual)),
            *(
                change(gap, float(series[place]))
                for series in (gap.gap, *(gap.parts[player] for player in gap.players))
            ),
        ]
        for place, month in enumerate(one.months)
    ]
    return Table(title=title, titles=_titles("month", "planned", "actual", "gap", *gap.players), rows=rows)


def gaps_by_month(one: LookBack) -> list[Table]:
    """Actual less plan of every measure, month by month, some months a table."""
    title = t("lookback.part.gaps")
    return [
        Table(
            title=title if not start else "",
            titles=[t("lookback.column.line"), *(month_name(month) for month in one.months[start : start + MONTHS])],
            rows=[
                [name_of(name), *(change(gap, float(value)) for value in gap.gap[start : start + MONTHS])]
                for name, gap in one.gaps.items()
            ],
        )
        for start in range(0, len(one.months), MONTHS)
    ]


def moves(one: LookBack) -> Table:
    """Each planned move and what was reached of it."""
    rows = []
    for move in one.reached:
        lever = LEVERS[move.lever]
        member = f" · {member_name(move.member, lever.over)}" if move.member else ""
        reached = NOTHING if move.share is None else amount(move.reached, lever.unit, signed=True)
        verdict = t(f"lookback.verdict.{move.verdict}")
        rows.append([f"{word(lever, 'label')}{member}", shown(move.planned, lever), reached, verdict])
    note = t("lookback.moves_note") if rows else t("lookback.no_moves")
    titles = _titles("move", "planned", "reached", "verdict")
    return Table(title=t("lookback.part.moves"), note=note, titles=titles, rows=rows)


def learned(one: LookBack) -> Table:
    """Assumptions that the newer data moved, the largest error first."""
    rows = [_learned(surprise) for surprise in one.surprises[:MOST]]
    note = t("lookback.learned_note") if rows else t("lookback.no_surprise")
    titles = _titles("assumption", "then", "now", "error", "alone")
    return Table(title=t("lookback.part.learned"), note=note, titles=titles, rows=rows)


def _learned(surprise: Surprise) -> list[str]:
    effect = amount(surprise.effects["revenue"], "money", signed=True) if surprise.effects else NOTHING
    error = amount(surprise.error, "number", signed=True)
    return [name_of_belief(surprise.name, surprise.member), figure(surprise.then), figure(surprise.now), error, effect]


def _titles(*names: str) -> list[str]:
    return [t(f"lookback.column.{name}") for name in names]
