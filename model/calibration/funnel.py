"""Funnel rates and lags: what share of each stage goes on, and how long it waits there."""

from dataclasses import replace

import numpy as np

from model.calibration.confounders import levels
from model.calibration.history import History, Part, logs
from model.calibration.posterior import Posterior, Prior, fit
from model.equations import pipeline
from model.vocabulary import Array

RECENT_RATES = 24  # months that make a rate: older ones belong to another company
STAGES = (
    ("leads", "mql", "lead_to_mql", "mql_delay"),
    ("mql", "sql", "mql_to_sql", "sql_delay"),
    ("sql", "opportunities", "sql_to_opportunity", "opportunity_delay"),
)
MARKET_SPREAD = 1.5  # of the spread of the published rate: how far one market may lie from it
LEAST, MOST = 0.005, 0.95  # a company may lie outside what is published
LEVEL = 0.02  # ln, what a market's counts differ for reasons of their own


def fit_funnel(history: History) -> list[Part]:
    """The three stages before an opportunity; those with figures only."""
    parts = []
    for entering, leaving, rate, delay in STAGES:
        inflow, outflow = (history.matrix("pipeline", name, "market") for name in (entering, leaving))
        if _known(inflow) and _known(outflow):
            parts.append(Part(rate, _stage(history, (inflow, outflow), (rate, delay))))
    return parts


def _known(amounts: Array) -> bool:
    return bool(amounts.size and (np.isfinite(amounts) & (amounts > 0)).mean() > 0.8)


def _stage(history: History, counts: tuple[Array, Array], names: tuple[str, str]) -> Posterior:
    markets = history.company.members["market"]
    mean = history.belief(names[0])
    spread = MARKET_SPREAD * history.prior(names[0]).spread
    rates = [replace(history.prior(names[0], market, mean, spread), low=LEAST, high=MOST) for market in markets]
    inflow, outflow = (history.learnt(amount)[-RECENT_RATES:] for amount in counts)
    return stage_response(inflow, outflow, rates, history.prior(names[1]))


def stage_response(inflow: Array, outflow: Array, rates: list[Prior], delay: Prior) -> Posterior:
    """Rate of every market and common delay of one stage: out_t = rate x (pool + in) x exit rate   [month, market]."""
    entering = np.where(np.isfinite(inflow), inflow, np.nanmean(inflow, axis=0))

    def predict(values: Array) -> Array:
        return np.log(values[1:] * left_by(entering, pipeline.exit_rate(values[0])))

    return fit([delay, *rates], logs(outflow), predict, levels(len(outflow), outflow.shape[1], LEVEL))


def left_by(inflow: Array, rate: Array | float) -> Array:
    """What leaves a pool that starts in balance   [month, series]."""
    pool = inflow[:3].mean(axis=0) * (1.0 / rate - 1.0)
    left = np.empty_like(inflow)
    for month, entering in enumerate(inflow):
        left[month] = pipeline.leaving(pool, entering, np.asarray(rate))
        pool = pipeline.remaining(pool, entering, left[month])
    return left


def pooled(inflow: Array, rate: Array | float) -> Array:
    """What is still in that pool at each month's end   [month, series]."""
    return left_by(inflow, rate) * (1.0 / rate - 1.0)
