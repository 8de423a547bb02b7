"""Scenarios side by side: which ones, their KPIs over the short and the long term, who wins on what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

import numpy as np

from model.kpis import KPIS, Kpi, Lens
from model.presets import presets
from model.projection import Projection
from model.scenario import Scenario
from model.scores import kpi_values
from ui import panels, state
from ui.charts.comparison import Gains
from ui.numbers import amount
from ui.projections import projection
from ui.words import t

SHORT = 12  # months of the short term: four quarters
TERMS = ("short", "long")
LENSES: Mapping[Lens, Sequence[str]] = {
    "cro": ("revenue", "new_customers", "win_rate", "cac", "nrr", "churn_rate", "satisfaction"),
    "coo": (
        "operating_cost",
        "cost_per_order",
        "on_time",
        "lead_time",
        "backlog",
        "first_pass_yield",
        "stock_days",
    ),
    "shared": ("ebitda", "operating_margin", "cash", "lowest_cash", "rule_of_40"),
}
DRAWN = (
    "revenue",
    "new_customers",
    "satisfaction",
    "operating_cost",
    "on_time",
    "lead_time",
    "ebitda",
    "lowest_cash",
)
TIE = 0.002  # two scenarios closer than this, relative to the baseline, are as good as each other


@dataclass(frozen=True)
class Comparison:
    """The scenarios compared: their keys in the catalogue, and one projection that holds all of them."""

    scenarios: Mapping[str, Scenario]
    shown: Projection

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of the scenarios, the baseline first."""
        return ("baseline", *self.scenarios)

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, np.ndarray]]:
        """KPI values by term: 'short' is four quarters, 'long' the whole horizon   [scenario]."""
        spans = {"short": SHORT, "long": None}
        return {
            term: {name: amounts[:, 0] for name, amounts in kpi_values(self.shown, 0, last).items()}
            for term, last in spans.items()
        }

    def gain(self, term: str, kpi: Kpi, scenario: str) -> float:
        """Gain of a scenario on the baseline as a share of the baseline; above 0 is better."""
        values = self.terms[term][kpi.name]
        base = float(values[0])
        return kpi.better * (float(values[self.names.index(scenario)]) - base) / max(abs(base), 1e-9)


def compared() -> Comparison:
    """The baseline, the presets and the session's scenario; without those that are the baseline."""
    mine = replace(state.scenario(), name="mine")
    found = presets(state.company(), state.months())
    shocked = {
        name: replace(preset, name=name, shocks=mine.shocks, assumptions=mine.assumptions)
        for name, preset in found.items()
    }
    scenarios = {**shocked, "mine": mine}
    if not mine.shocks:
        scenarios.pop("do_nothing", None)  # it is the baseline then
    if not state.has_moved():
        scenarios.pop("mine")
    return Comparison(scenarios, projection(tuple(scenarios.values())))


def note(found: Comparison) -> str:
    """How to read the comparison."""
    return (
        t("compare.kpis_note")
        if "mine" in found.scenarios
        else f"{t('compare.kpis_note')} {t('compare.mine_is_baseline')}"
    )


def terms(found: Comparison) -> tuple[str, ...]:
    """The terms that differ: a horizon of one year is its own short term."""
    return TERMS if len(found.shown.months) > SHORT else ("long",)


def title(found: Comparison, term: str) -> str:
    """A term in words."""
    return t("compare.short") if term == "short" else t(f"frame.over.{len(found.shown.months) // 12}")


def kpis(found: Comparison, term: str) -> str:
    """KPIs by lens and scenario; the best of each line is bold and marked."""
    titles = ["", *(escape(t(f"preset.{name}")) for name in found.names)]
    rows: list[Sequence[str]] = []
    for lens, names in LENSES.items():
        able = [KPIS[name] for name in names if name in found.terms[term]]
        rows += [_kpi_row(found, term, kpi, lens) for kpi in able]
    return panels.table(titles, rows, title(found, term))


def _kpi_row(found: Comparison, term: str, kpi: Kpi, lens: Lens) -> Sequence[str]:
    values = found.terms[term][kpi.name]
    best = winners(found, term, kpi)
    label = f'<span class="tag {lens}">{escape(t(f"owner.{lens}"))}</span> {escape(t(f"kpi.{kpi.name}.label"))}'
    cells = [
        _best(amount(float(value), kpi.unit)) if name in best else escape(amount(float(value), kpi.unit))
        for name, value in zip(found.names, values, strict=True)
    ]
    return (label, *cells)


def _best(words: str) -> str:
    return f'<b class="best">{escape(words)}<span class="sr"> {escape(t("compare.best"))}</span></b>'


def winners(found: Comparison, term: str, kpi: Kpi) -> tuple[str, ...]:
    """The scenarios that are best on a KPI; nobody when all are the same or better has no direction."""
    if not kpi.better:
        return ()
    gains = {name: found.gain(term, kpi, name) for name in found.names}
    top = max(gains.values())
    if top - min(gains.values()) < TIE:
        return ()
    return tuple(name for name, gain in gains.items() if top - gain < TIE / 10)


def wins(found: Comparison) -> str:
    """Who wins on what: the KPIs that each scenario leads, by lens and term."""
    titles = [
        escape(t("line.scenario")),
        *(escape(f"{t(f'lens.{lens}')}, {title(found, term)}") for lens in LENSES for term in terms(found)),
    ]
    rows = [
        (
            escape(t(f"preset.{name}")),
            *(_won(found, name, lens, term) for lens in LENSES for term in terms(found)),
        )
        for name in found.names
    ]
    return panels.table(titles, rows, first=99)


def _won(found: Comparison, scenario: str, lens: Lens, term: str) -> str:
    able = [KPIS[name] for name in LENSES[lens] if name in found.terms[term]]
    won = [t(f"kpi.{kpi.name}.label") for kpi in able if scenario in winners(found, term, kpi)]
    return escape(", ".join(won)) or "–"


def gains(found: Comparison) -> Gains:
    """Each scenario's gain on the baseline over the horizon, for the chart."""
    able = [KPIS[name] for name in DRAWN if name in found.terms["long"]]
    return {name: {kpi.name: _bounded(found.gain("long", kpi, name)) for kpi in able} for name in found.scenarios}


def _bounded(gain: float) -> float:
    return float(np.clip(gain, -1.0, 1.0))


def answer(found: Comparison) -> str:
    """Which scenario leads on profit in the short and in the long term, and at what price."""
    leads = {term: _leader(found, term) for term in terms(found)}
    short, long = leads.get("short", leads["long"]), leads["long"]
    words = {"short": t(f"preset.{short}"), "long": t(f"preset.{long}"), "horizon": title(found, "long")}
    if short == long:
        main = t("compare.none_better" if long == "baseline" else "compare.same_leader", **words)
    else:
        main = t("compare.two_leaders", **words)
    more = f"{_gain(found, long)} {_price(found, long)}" if long != "baseline" else ""
    return f'<div class="verdict">{escape(main)}<span>{escape(more)}</span></div>'


def _leader(found: Comparison, term: str) -> str:
    return found.names[int(np.argmax(found.terms[term]["ebitda"]))]


def _gain(found: Comparison, scenario: str) -> str:
    values = found.terms["long"]["ebitda"]
    gain = float(values[found.names.index(scenario)] - values[0])
    return t("compare.gain", gain=amount(gain, "money", signed=True), horizon=title(found, "long"))


def _price(found: Comparison, scenario: str) -> str:
    """The KPI on which the leader does worst against the baseline."""
    able = [
        KPIS[name] for names in LENSES.values() for name in names if name in found.terms["long"] and KPIS[name].better
    ]
    worst = min(able, key=lambda kpi: found.gain("long", kpi, scenario))
    if found.gain("long", worst, scenario) > -TIE:
        return t("compare.no_price")
    row = found.names.index(scenario)
    values = found.terms["long"][worst.name]
    said = {name: amount(float(values[at]), worst.unit) for name, at in (("value", row), ("baseline", 0))}
    return t("compare.price", kpi=t(f"kpi.{worst.name}.label"), **said)
