"""Where a preset or a lever helps one and hurts the other: one lens or the other, now or later."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from model.kpis import KPIS
from model.levers import LEVERS
from model.scenario import Scenario, moved
from ui import panels, state
from ui.comparison import Comparison, terms, title
from ui.lever_values import shown, word
from ui.numbers import difference
from ui.projections import projection
from ui.words import t

SEEN = {"money": 0.001, "share": 0.002}  # of the baseline's revenue; points: below, nobody would speak of it
COLUMNS = ("revenue", "ebitda")
LAST_COLUMNS = ("on_time", "satisfaction")


@dataclass(frozen=True)
class Effect:
    """One scenario or one lever alone: its change on the baseline by term and KPI."""

    name: str
    owner: str
    changes: Mapping[str, Mapping[str, float]]


def table(found: Comparison) -> str:
    """Presets, then each lever of mine alone: revenue and EBITDA now and later, delivery, and the warning."""
    chosen = terms(found)
    heads = [
        t("compare.what"),
        *(f"{t(f'kpi.{kpi}.label')} {title(found, term)}" for kpi in COLUMNS for term in chosen),
    ]
    heads += [*(t(f"kpi.{kpi}.label") for kpi in LAST_COLUMNS), t("compare.warning")]
    alone = levers_alone()
    effects = [(found, name) for name in found.scenarios] + [(alone, name) for name in alone.scenarios]
    rows = [_row(among, name, chosen) for among, name in effects]
    return panels.table([escape(head) for head in heads], rows)


def levers_alone() -> Comparison:
    """Each lever of the session's scenario moved by itself."""
    mine = state.scenario()
    scenarios = {
        name: Scenario(name, levers={name: move}, assumptions=mine.assumptions)
        for name, move in mine.levers.items()
        if moved(LEVERS[name], move)
    }
    return Comparison(scenarios, projection(tuple(scenarios.values())))


def _row(found: Comparison, name: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    row = found.names.index(name)

    def cell(kpi: str, term: str) -> str:
        values = found.terms[term][kpi]
        change = difference(float(values[row]), float(values[0]), KPIS[kpi].unit)
        tone = "" if not change else "good" if found.gain(term, KPIS[kpi], name) > 0 else "bad"
        return f'<span class="{tone}">{escape(change) or "–"}</span>'

    changes = [cell(kpi, term) for kpi in COLUMNS for term in chosen]
    changes += [cell(kpi, "long") if kpi in found.terms["long"] else "–" for kpi in LAST_COLUMNS]
    return (_named(found, name), *changes, f'<span class="warning">{escape(_warning(found, row))}</span>')


def _named(found: Comparison, name: str) -> str:
    if name not in LEVERS:
        return f"<b>{escape(t(f'preset.{name}'))}</b>"
    lever = LEVERS[name]
    value = shown(found.scenarios[name].levers[name].value, lever)
    return f"{panels.tag(lever.owner)} {escape(word(lever, 'label'))} {escape(value)}"


def _warning(found: Comparison, row: int) -> str:
    """What helps here and hurts there, in words; empty when nothing does."""
    short, long = (_signs(found, row, term) for term in ("short", "long"))
    told = {
        "later": short["ebitda"] < 0 < long["ebitda"],
        "sooner": long["ebitda"] < 0 < short["ebitda"],
        "late": long["revenue"] > 0 > long["on_time"],
        "cheap": long["operating_cost"] < 0 and min(long["satisfaction"], long["on_time"]) < 0,
        "small": long["revenue"] < 0 < long["ebitda"],
    }
    return " ".join(t(f"compare.warns.{name}") for name, true in told.items() if true)


def _signs(found: Comparison, row: int, term: str) -> Mapping[str, int]:
    values = found.terms[term]
    revenue = float(values["revenue"][0])
    signs = {}
    for kpi in ("revenue", "ebitda", "operating_cost", "on_time", "satisfaction"):
        change = float(values[kpi][row] - values[kpi][0])
        least = SEEN["money"] * revenue if KPIS[kpi].unit == "money" else SEEN["share"]
        signs[kpi] = 0 if abs(change) < least else 1 if change > 0 else -1
    return signs
