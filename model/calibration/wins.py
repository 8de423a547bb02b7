"""Win rates and the speed of deals: won, lost and open counts against the opportunities that came in before."""

from dataclasses import replace

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels
from model.calibration.funnel import LEAST, LEVEL, MOST, left_by, pooled
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.posterior import fit
from model.equations import pipeline
from model.vocabulary import Array, logistic, logit

COUNTS = ("won", "lost", "open_opportunities")
SPEEDS = ("win_delay", "lost_to_won_delay")
PRESSURES = ("win_price_sensitivity", "win_satisfaction_sensitivity", "win_lead_time_sensitivity")
MARKET_SPREAD = 2.0  # of the spread of the published win rate
SHARE_SPREAD = 0.05  # ln of deals still open


def fit_wins(history: History, conditions: Conditions) -> list[Part]:
    """Win rate of every market, the delays of wins and losses, and what price, satisfaction and delay do to wins."""
    markets = history.company.members["market"]
    incoming = history.matrix("pipeline", "opportunities", "market")
    outcome = np.concatenate([logs(history.matrix("pipeline", name, "market")) for name in COUNTS], axis=1)
    if not np.isfinite(incoming).any(axis=0).all() or not np.isfinite(outcome[:, : len(markets)]).any():
        return []
    spread = MARKET_SPREAD * history.prior("win_rate").spread
    rates = [replace(history.prior("win_rate", name, spread=spread), low=LEAST, high=MOST) for name in markets]
    priors = [*(history.prior(name) for name in (*SPEEDS, *PRESSURES)), *rates]
    drivers = _drivers(history, conditions)
    opportunities = filled_forward(incoming)

    def predict(values: Array) -> Array:
        pressure = np.einsum("d,dtm->tm", values[2:5] * np.array([-1.0, 1.0, -1.0]), drivers)
        return deals(opportunities, logistic(logit(values[5:]) + pressure), values[0], values[1])

    slots = levels(*outcome.shape, spread=LEVEL)
    return [Part("wins", fit(priors, history.learnt(outcome), predict, slots))]


def deals(opportunities: Array, rate: Array, delay: float, ratio: float) -> Array:
    """ln of deals won, lost and open, after two stages of waiting each   [month, 3 x market]."""
    to_win, to_lose = opportunities * rate, opportunities * (1.0 - rate)
    months = pipeline.STAGES * pipeline.counted_months(pipeline.exit_rate(np.array(delay / pipeline.STAGES)))
    stage = months / pipeline.STAGES
    winning, losing = pipeline.exit_rate_of_count(stage), pipeline.exit_rate_of_count(stage * ratio)
    ready, leaving = left_by(to_win, winning), left_by(to_lose, losing)
    won, lost = left_by(ready, winning), left_by(leaving, losing)
    still_open = sum(pooled(flow, rate) for flow, rate in ((to_win, winning), (ready, winning), (to_lose, losing), (leaving, losing)))
    return np.log(np.maximum(np.concatenate([won, lost, still_open], axis=1), 1e-9))


def _drivers(history: History, conditions: Conditions) -> Array:
    """ln price over perceived value, satisfaction gain and relative delay of the month before   [driver, month, market]."""
    market = history.company.market
    real = ~history.company.is_new
    share = history.world.base["order_share"][real, 0]
    groups = market.membership[:, real] * share
    pressure = (conditions.offered - np.log(_before(conditions.worth()))[:, np.newaxis]) @ groups.T
    others = [np.tile(_before(series)[:, np.newaxis], (1, market.size)) for series in (conditions.satisfaction, conditions.lead_time)]
    return np.stack([pressure, *others])


def _before(series: Array) -> Array:
    """Last month's amounts   [month]."""
    return np.concatenate([series[:1], series[:-1]])
