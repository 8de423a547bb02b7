"""The tables of the page that is handed out, as HTML: figures in words, every text escaped."""

from collections.abc import Iterable, Iterator, Sequence

from model.kpis import KPIS, Kpi
from model.levers import Lever
from model.months import months_from
from model.scenario import Move, moved
from model.scores import kpi_values, why_not
from model.vocabulary import Array
from ui import panels
from ui.bridge_words import label
from ui.comparison import LENSES
from ui.csv_file import shown as plain
from ui.decisions import change
from ui.handout.brief import Brief
from ui.handout.offline import said
from ui.handout.tables import Found, tables
from ui.lever_values import DECLARED, absolute, move_of, shown, word
from ui.numbers import amount, difference, month_name
from ui.words import t

ASSUMED = (0, 2, 3, 6, 8, 9, 11, 12, 14, 16)  # columns of the table of assumptions that the page shows
DIGITS = 4


def kpis(of: Found) -> str:
    """KPIs by lens: value, difference from the baseline, and band."""
    values = kpi_values(of.shown)
    shown_lenses = []
    for lens, names in LENSES.items():
        able = [KPIS[name] for name in names if not why_not(KPIS[name], of.handed.company)]
        rows = [[said(t(f"kpi.{kpi.name}.label")), *_kpi(of, kpi, values[kpi.name][:, 0])] for kpi in able]
        shown_lenses.append(panels.table(["", *map(said, of.handed.names)], rows, t(f"lens.{lens}")))
    return f'<div class="even">{"".join(shown_lenses)}</div>'


def _kpi(of: Found, kpi: Kpi, values: Array) -> Iterator[str]:
    for number, value in enumerate(values):
        gap = difference(float(value), float(values[0]), kpi.unit)
        told = f" <span>({said(gap)})</span>" if gap else ""
        band = " … ".join(amount(end, kpi.unit) for end in of.bands[number][kpi.name])
        yield f"{said(amount(float(value), kpi.unit))}{told}<br><small>{said(band)}</small>"


def levers(of: Found) -> str:
    """Every lever and shock moved: by how much, in the company's own amounts, from when to when."""
    rows = [
        [said(scenario.name), *_lever(of, lever, move_of(scenario, lever))]
        for scenario in of.handed.scenarios
        for lever in DECLARED.values()
        if moved(lever, move_of(scenario, lever))
    ]
    return _listed(("scenario", "lever", "value", "start", "ramp", "end"), rows)


def _lever(of: Found, lever: Lever, move: Move) -> Iterator[str]:
    company = of.handed.company
    values = sorted({move.of(member) for member in company.members[lever.over]} or {move.value})
    amounts = " … ".join(shown(value, lever) for value in dict.fromkeys((values[0], values[-1])))
    inside = absolute(lever, move, company)
    yield f"{panels.tag(lever.owner)} {said(word(lever, 'label'))}"
    yield f"{said(amounts)}{f'<br><small>{said(inside)}</small>' if inside else ''}"
    yield said(month_name(months_from(company.first_month, move.start + 1)[-1]))
    yield str(move.ramp)
    yield "" if move.end is None else said(month_name(months_from(company.first_month, move.end + 1)[-1]))


def moves(brief: Brief) -> str:
    """The dated moves of the first scenario: who decides what by when; and what it takes for given."""
    rows = [
        [
            f"{panels.tag(move.role)} {said(move.name)}{f'<br><small>{said(move.amounts)}</small>' if move.amounts else ''}",
            *map(said, (move.owner, move.decide_by, move.start, move.in_force, move.end)),
        ]
        for move in brief.moves.moves
    ]
    given = "".join(f"<li>{said(one)}</li>" for one in brief.moves.given)
    taken = f"<h3>{said(t('handed_page.given'))}</h3><ul>{given}</ul>" if given else ""
    return _listed(("move", "owner", "decide_by", "start", "in_force", "end"), rows) + taken


def duties(brief: Brief) -> str:
    """What the plan asks of each function."""
    rows = [
        [said(duty.name), said(duty.sentence), said(duty.money.words), said(duty.heads.words)] for duty in brief.duties
    ]
    return _listed(("function", "asked", "extra_money", "extra_heads"), rows)


def bridges(of: Found) -> str:
    """What each lever adds to each KPI, scenario by scenario."""
    shown_bridges = []
    for scenario, found in zip(of.handed.scenarios, of.bridges, strict=True):
        players = list(dict.fromkeys(player for bridge in found.values() for player in bridge.shares))
        rows = [
            [_player(player), *(said(change(one.shares.get(player, 0.0), kpi)) for kpi, one in found.items())]
            for player in players
        ]
        titles = ["", *(said(t(f"kpi.{kpi}.label")) for kpi in found)]
        shown_bridges += [panels.table(titles, rows, plain(scenario.name))] if rows else []
    return "".join(shown_bridges)


def _player(player: str) -> str:
    owner = panels.tag(DECLARED[player].owner) if player in DECLARED else ""
    return f"{owner} {said(label(player))}"


def grounds(brief: Brief) -> str:
    """The assumptions that the result hangs on most."""
    rows = [
        list(map(said, (one.name, one.value, one.interval, one.grade, one.source, one.share.words)))
        for one in brief.grounds.hangs_on
    ]
    return _listed(("assumption", "value", "interval", "grade", "source", "spread_share"), rows)


def assumptions(of: Found) -> str:
    """Every assumption, with what was said of it."""
    table = next(table for table in tables(of) if table.name == "assumptions")
    rows = [[_cell(row[column]) for column in ASSUMED] for row in table.rows]
    return panels.table([said(table.titles[column]) for column in ASSUMED], rows, first=len(ASSUMED))


def definitions(of: Found) -> str:
    """What each KPI means."""
    able = (kpi.name for kpi in KPIS.values() if not why_not(kpi, of.handed.company))
    return described((t(f"kpi.{name}.label"), t(f"kpi.{name}.definition")) for name in able)


def described(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms and what they mean."""
    return f"<dl>{''.join(f'<dt>{said(term)}</dt><dd>{said(meaning)}</dd>' for term, meaning in pairs)}</dl>"


def _listed(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of words; nothing without rows."""
    titles = [said(t(f"file_column.{name}")) for name in columns]
    return panels.table(titles, rows, first=len(titles)) if rows else ""


def _cell(value: str | float) -> str:
    return said(value) if isinstance(value, str) else said(amount(float(f"{value:.{DIGITS}g}"), "number"))
