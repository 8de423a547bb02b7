"""The situation compass: eight indicators, read through a table of rules, say which lens should lead and how surely.

The rules are data: a page may change thresholds and weights and ask again. Defaults are a judgement, marked as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.projection import project
from model.scores import kpi_values

NOW = 3  # months of the projection as it is, over which indicators are read
GRADE = "guess"  # of the usual rules: general practice, to be overridden


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An indicator's voice: at `efficiency_at` it speaks fully for efficiency, at `revenue_at` for revenue.

    Between them it changes evenly, beyond them it stays; `efficiency_at` may lie above or below `revenue_at`. `lowest` and
    `highest` are the values that the indicator can have at all.
    """

    indicator: str
    efficiency_at: float
    revenue_at: float
    weight: float
    lowest: float
    highest: float
    grade: str = GRADE


USUAL_RULES: tuple[Rule, ...] = (
    Rule(indicator="runway", efficiency_at=9.0, revenue_at=30.0, weight=1.5, lowest=0.0, highest=60.0),
    Rule(indicator="utilisation", efficiency_at=0.95, revenue_at=0.75, weight=1.5, lowest=0.0, highest=1.5),
    Rule(indicator="pipeline_coverage", efficiency_at=4.0, revenue_at=1.5, weight=1.0, lowest=0.0, highest=20.0),
    Rule(indicator="nrr", efficiency_at=0.90, revenue_at=1.10, weight=1.0, lowest=0.0, highest=2.0),
    Rule(indicator="on_time", efficiency_at=0.82, revenue_at=0.95, weight=1.0, lowest=0.0, highest=1.0),
    Rule(indicator="defects", efficiency_at=0.10, revenue_at=0.03, weight=0.8, lowest=0.0, highest=1.0),
    Rule(indicator="market_growth", efficiency_at=-0.02, revenue_at=0.12, weight=1.0, lowest=-0.5, highest=1.0),
    Rule(indicator="margin", efficiency_at=0.0, revenue_at=0.20, weight=1.2, lowest=-1.0, highest=1.0),
)
FROM_KPIS = {"runway": "runway", "utilisation": "utilisation", "pipeline_coverage": "pipeline_coverage", "nrr": "nrr",
             "on_time": "on_time", "margin": "operating_margin"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One indicator: its value, how it speaks (-1 efficiency to 1 revenue), and its part of the dial.

    `tips_at` is the value at which the dial would point the other way, the others as they are (None: it cannot tip it), and
    `wrong_by` how far that is from the value read.
    """

    rule: Rule
    value: float
    voice: float
    part: float
    tips_at: float | None
    wrong_by: float | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Where the compass points: `dial` from -1 (efficiency) to 1 (revenue), `revenue_weight` the same from 0 to 1.

    `reasons` speak for the side that leads, strongest first, `opposite` against it; `missing` could not be read.
    """

    dial: float
    revenue_weight: float
    reasons: tuple[Reason, ...]
    opposite: tuple[Reason, ...]
    missing: tuple[str, ...]


def indicators(company: Company) -> dict[str, float]:
    """The indicators that the company's data support, over the first months as it is; runway over the horizon."""
    projection = project(company, months=36)
    soon = kpi_values(projection, 0, NOW)
    later = kpi_values(projection)
    found = {name: soon[kpi] for name, kpi in FROM_KPIS.items() if kpi in soon}
    found["runway"] = later["runway"]
    values = {name: float(value[0, 0]) for name, value in found.items()}
    values["defects"] = 1.0 - float(soon["first_pass_yield"][0, 0])
    return values | {"market_growth": market_growth(company)}


def market_growth(company: Company) -> float:
    """Yearly growth of demand seen in the leads of all markets, by revenue   [share a year]."""
    observed = company.observed
    revenue = observed["units"] * observed["list_price"] * (1.0 - observed["discount"])
    weight = company.market.sum(revenue)[:, 0]
    trend = np.nan_to_num(observed["trend"][:, 0])
    return float((weight * trend).sum() / weight.sum())


def compass(values: Mapping[str, float], rules: Sequence[Rule] = USUAL_RULES) -> Reading:
    """What the rules make of indicators; an indicator without a value has no voice.

    Raises ValueError when the two ends of a rule are the same or a weight is negative.
    """
    for rule in rules:
        if rule.efficiency_at == rule.revenue_at or rule.weight < 0.0:
            raise ValueError(
                f"rule {rule.indicator}: its two ends must differ and its weight be 0 or more; correct it."
            )
    heard = [rule for rule in rules if rule.indicator in values and rule.weight > 0.0]
    total = sum(rule.weight for rule in heard)
    voices = {rule.indicator: voice(rule, values[rule.indicator]) for rule in heard}
    dial = sum(rule.weight * voices[rule.indicator] for rule in heard) / total if total else 0.0
    reasons = [_reason(rule, values[rule.indicator], dial, total) for rule in heard]
    ranked = sorted(reasons, key=lambda reason: -abs(reason.part))
    side = 1.0 if dial >= 0.0 else -1.0
    return Reading(
        dial=dial,
        revenue_weight=(1.0 + dial) / 2.0,
        reasons=tuple(reason for reason in ranked if reason.part * side > 0.0),
        opposite=tuple(reason for reason in ranked if reason.part * side <= 0.0),
        missing=tuple(rule.indicator for rule in rules if rule.indicator not in values),
    )


def voice(rule: Rule, value: float) -> float:
    """How an indicator speaks: -1 for efficiency, 1 for revenue, evenly between.

    >>> voice(Rule(indicator="on_time", efficiency_at=0.8, revenue_at=1.0, weight=1.0, lowest=0.0, highest=1.0), 0.8)
    -1.0
    """
    share = (value - rule.efficiency_at) / (rule.revenue_at - rule.efficiency_at)
    return 2.0 * min(max(share, 0.0), 1.0) - 1.0


def _reason(rule: Rule, value: float, dial: float, total: float) -> Reason:
    now = voice(rule, value)
    part = rule.weight * now / total
    needed = now - dial * total / rule.weight  # the voice with which the dial would be 0
    tips_at = None
    if -1.0 <= needed <= 1.0:
        tips_at = rule.efficiency_at + (needed + 1.0) / 2.0 * (rule.revenue_at - rule.efficiency_at)
        tips_at = tips_at if rule.lowest <= tips_at <= rule.highest else None
    wrong_by = None if tips_at is None else tips_at - value
    return Reason(rule=rule, value=value, voice=now, part=part, tips_at=tips_at, wrong_by=wrong_by)
