"""A hand-over as a page to read: what it does, KPIs of both lenses, charts, levers, bridges, assumptions, definitions."""

from collections.abc import Iterator, Sequence

from model.kpis import KPIS, Kpi
from model.projection import MODEL_VERSION
from model.questions.watching import ALONE, Watch, part
from model.scores import kpi_values, why_not
from model.vocabulary import Array
from ui import offline_page, panels, reproduce
from ui.bridge_words import label
from ui.comparison import LENSES
from ui.handed_charts import Picture, pictures
from ui.handed_tables import Found, Table, found, tables
from ui.handover import Handover
from ui.lever_values import DECLARED
from ui.numbers import PER_CENT, amount, difference
from ui.offline_page import figure, said
from ui.projections import DRAWS
from ui.words import t

HASH = 12
Block = Iterator[str]


def made(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The page as a file."""
    with handed.spoken():
        of = found(handed, part(watch, 0.0, 0.7))
        every = list(pictures(handed, of.bridges, handed.look))
        watch.at(0.9)
        title = f"{handed.company.name} · {', '.join(scenario.name for scenario in handed.scenarios)}"
        return offline_page.page(title, "".join(_body(of, every)), every)


def _body(of: Found, every: Sequence[Picture]) -> Block:
    yield from _head(of)
    yield from _kpis(of)
    yield from _charts(of, every)
    yield from _listed(of)
    yield from _definitions(of)
    yield from _lines(of)


def _head(of: Found) -> Block:
    handed = of.handed
    facts = {
        "company": f"{handed.company.name} · {t(f'kind.{handed.company.kind}')}",
        "scenarios": ", ".join(handed.names),
        "horizon": t("handed_page.months", count=handed.months, first=of.shown.months[0]),
        "made": handed.day,
        "model": MODEL_VERSION,
        "data": handed.data[:HASH],
    }
    yield f"<header><h1>{said(handed.company.name)}</h1>"
    yield f'<p class="quiet">{said(t("handed_page.note"))}</p><dl>'
    yield from (
        f"<dt>{said(t(f'handed_page.fact.{name}'))}</dt><dd>{said(value)}</dd>" for name, value in facts.items()
    )
    yield "</dl></header>"


def _kpis(of: Found) -> Block:
    values = kpi_values(of.shown)
    yield f"<h2>{said(t('compare.kpis'))}</h2>"
    yield f'<p class="quiet">{said(t("handed_page.band", draws=DRAWS))}</p>'
    for lens, names in LENSES.items():
        able = [KPIS[name] for name in names if not why_not(KPIS[name], of.handed.company)]
        titles = ["", *map(said, of.handed.names)]
        rows = [[said(t(f"kpi.{kpi.name}.label")), *_row(of, kpi, values[kpi.name][:, 0])] for kpi in able]
        yield panels.table(titles, rows, t(f"lens.{lens}"))


def _row(of: Found, kpi: Kpi, values: Array) -> Iterator[str]:
    for number, value in enumerate(values):
        low, high = of.bands[number][kpi.name]
        change = difference(float(value), float(values[0]), kpi.unit)
        told = f"{said(amount(float(value), kpi.unit))}{f' ({said(change)})' if change else ''}"
        yield f"{told}<br><small>{said(amount(low, kpi.unit))} … {said(amount(high, kpi.unit))}</small>"


def _charts(of: Found, every: Sequence[Picture]) -> Block:
    """The charts of each scenario under its name and note, then those of all."""
    notes = {scenario.name: scenario.note for scenario in of.handed.scenarios}
    for about in dict.fromkeys(picture.about for picture in every):
        yield f"<h2>{said(about or t('handed_page.compared'))}</h2>"
        yield "".join(f"<p>{said(line)}</p>" for line in notes.get(about, "").splitlines())
        yield '<div class="charts">'
        yield from (figure(number, picture) for number, picture in enumerate(every) if picture.about == about)
        yield "</div>"


def _listed(of: Found) -> Block:
    """Levers and bridges as tables, assumptions folded."""
    by_name = {table.name: table for table in tables(of)}
    if "levers" in by_name:
        yield f"<h2>{said(t('file_table.levers.name'))}</h2>{_table(by_name['levers'], (0, 2, 3, 5, 8, 9, 10))}"
    yield from _bridges(of)
    yield f"<h2>{said(t('file_table.assumptions.name'))}</h2><details><summary>{said(t('handed_page.every'))}</summary>"
    yield f"{_table(by_name['assumptions'], (0, 2, 3, 6, 8, 9, 11, 12))}</details>"


def _bridges(of: Found) -> Block:
    if any(bridge.shares for found in of.bridges for bridge in found.values()):
        yield f'<h2>{said(t("file_table.bridges.name"))}</h2><p class="quiet">{said(t("file_table.bridges.about"))}</p>'
    for scenario, bridges in zip(of.handed.scenarios, of.bridges, strict=True):
        players = list(dict.fromkeys(player for bridge in bridges.values() for player in bridge.shares))
        if players:
            titles = ["", *(said(t(f"kpi.{kpi}.label")) for kpi in bridges)]
            rows = [
                [
                    _named(player),
                    *(said(_change(bridge.shares.get(player, 0.0), kpi)) for kpi, bridge in bridges.items()),
                ]
                for player in players
            ]
            yield panels.table(titles, rows, scenario.name)


def _named(player: str) -> str:
    owner = DECLARED[player].owner if player in DECLARED else ""
    return f"{panels.tag(owner) if owner else ''} {said(label(player))}"


def _change(value: float, kpi: str) -> str:
    unit = KPIS[kpi].unit
    return amount(value, "points" if unit in PER_CENT else unit, signed=True)


def _table(table: Table, columns: Sequence[int]) -> str:
    """Some columns of a table; its numbers with the digits that mean something."""
    rows = [[_cell(row[column]) for column in columns] for row in table.rows]
    return panels.table([said(table.titles[column]) for column in columns], rows, first=99)


def _cell(value: str | float) -> str:
    return said(value) if isinstance(value, str) else said(amount(float(f"{value:.4g}"), "number"))


def _definitions(of: Found) -> Block:
    yield f"<h2>{said(t('handed_page.words'))}</h2><details><summary>{said(t('handed_page.every'))}</summary><dl>"
    for kpi in KPIS.values():
        if not why_not(kpi, of.handed.company):
            yield f"<dt>{said(t(f'kpi.{kpi.name}.label'))}</dt><dd>{said(t(f'kpi.{kpi.name}.definition'))}</dd>"
    yield "</dl></details>"


def _lines(of: Found) -> Block:
    yield f"<h2>{said(t('handout.python.label'))}</h2><details><summary>{said(t('handing.lines'))}</summary>"
    code = reproduce.python(of.handed).decode()
    yield "<pre>" + "\n".join(said(line) for line in code.splitlines()) + "</pre></details>"
