"""Win rates, the speed of deals and the people who close them: won, lost and open counts against opportunities before."""

from dataclasses import dataclass, replace

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels
from model.calibration.funnel import LEAST, LEVEL, MOST
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.posterior import Prior, fit
from model.calibration.staff import team
from model.equations import pipeline
from model.vocabulary import Array, logistic, logit, smooth_min

COUNTS = ("won", "lost", "open_opportunities")
PACE = ("win_delay", "lost_to_won_delay", "sales_utilisation", "sales_ramp")
PRESSURES = ("win_price_sensitivity", "win_satisfaction_sensitivity", "win_lead_time_sensitivity")
MARKET_SPREAD = 2.0  # of the spread of the published win rate
BUSY_SPREAD = 0.10  # of the utilisation of sales: companies differ more than the usual tells
DRIFT = 0.3  # logit a year, for reasons that nobody recorded
SIGNS = np.array([-1.0, 1.0, -1.0, 1.0])
OPENING = 3  # months that stand for the time before history


def fit_wins(history: History, conditions: Conditions) -> list[Part]:
    """Win rate of every market, the delays of wins and losses, and what price, satisfaction and delay do to wins."""
    markets = history.company.members["market"]
    incoming = history.matrix("pipeline", "opportunities", "market")
    outcome = np.concatenate([logs(history.matrix("pipeline", name, "market")) for name in COUNTS], axis=1)
    if not np.isfinite(incoming).any(axis=0).all() or not np.isfinite(outcome[:, : len(markets)]).any():
        return []
    spread = MARKET_SPREAD * history.prior("win_rate").spread
    rates = [replace(history.prior("win_rate", name, spread=spread), low=LEAST, high=MOST) for name in markets]
    pace = [history.prior(name, spread=BUSY_SPREAD if name == "sales_utilisation" else np.nan) for name in PACE]
    priors = [*pace, *(history.prior(name) for name in PRESSURES), Prior("win_drift", 0.0, DRIFT), *rates]
    drivers, sellers = _drivers(history, conditions), team(history, "sales")
    deals = Deals(filled_forward(incoming), float(history.world.base["won"].sum()))

    def predict(values: Array) -> Array:
        pressure = np.einsum("d,dtm->tm", values[4:8] * SIGNS, drivers)
        rate = logistic(logit(values[8:]) + pressure)
        return deals.counts(rate, (values[0], values[1]), sellers.able(values[3]) / values[2])

    slots = levels(len(outcome), outcome.shape[1], LEVEL)
    return [Part("wins", fit(priors, history.learnt(outcome), predict, slots))]


@dataclass(frozen=True)
class Deals:
    """Opportunities of every market   [month, market], and the deals that sales close in a month today."""

    opportunities: Array
    closed: float

    def counts(self, rate: Array, delay: tuple[float, float], capacity: Array) -> Array:
        """ln of deals won, lost and open   [month, 3 x market]; capacity is in months of today's wins   [month]."""
        stage = pipeline.counted_months(pipeline.exit_rate(np.array(delay[0] / pipeline.STAGES)))
        win, lose = pipeline.exit_rate_of_count(stage), pipeline.exit_rate_of_count(stage * delay[1])
        to_win, to_lose = self.opportunities * rate, self.opportunities * (1.0 - rate)
        first_win, first_lose = to_win[:OPENING].mean(axis=0), to_lose[:OPENING].mean(axis=0)
        winning, ready, losing, soon = (
            flow * (1.0 / pace - 1.0)
            for flow, pace in ((first_win, win), (first_win, win), (first_lose, lose), (first_lose, lose))
        )
        rows = []
        for month, able in enumerate(capacity * self.closed):
            out, lost = (winning + to_win[month]) * win, (losing + to_lose[month]) * lose
            asked, gone = (ready + out) * win, (soon + lost) * lose
            total = asked.sum()
            won = asked * smooth_min(total, able) / total
            winning, ready = winning + to_win[month] - out, ready + out - won
            losing, soon = losing + to_lose[month] - lost, soon + lost - gone
            rows.append(np.concatenate([won, gone, winning + ready + losing + soon]))
        return np.asarray(np.log(np.maximum(np.array(rows), 1e-9)))


def _drivers(history: History, conditions: Conditions) -> Array:
    """ln price over perceived value, satisfaction gain, relative delay of the month before, years   [driver, month, market]."""
    market = history.company.market
    real = ~history.company.is_new
    share = history.world.base["order_share"][real, 0]
    groups = market.membership[:, real] * share
    pressure = (conditions.offered - np.log(_before(conditions.worth()))[:, np.newaxis]) @ groups.T
    years = (np.arange(conditions.months) - (conditions.months - 1.0)) / 12.0
    felt = (_before(conditions.satisfaction), _before(conditions.lead_time), years)
    return np.stack([pressure, *(np.tile(series[:, np.newaxis], (1, market.size)) for series in felt)])


def _before(series: Array) -> Array:
    """Last month's amounts   [month]."""
    return np.concatenate([series[:1], series[:-1]])
