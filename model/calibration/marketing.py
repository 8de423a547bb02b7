"""Marketing response: carry-over and saturation (Hill) of every channel, beside season, trend and market.

Two shapes of evidence, one response: leads that each channel is credited with, and outcomes that all channels make
together. What other causes do stands in slots, so that spend is not credited with a good season.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels, market, season, together, trend
from model.calibration.history import History, Part, logs
from model.calibration.posterior import Posterior, Prior, Slots, fit
from model.calibration.staff import team
from model.equations import pipeline
from model.vocabulary import Array, smooth_min, smooth_min_inverse
from model.world import NEVER_OBSERVED

LEAST_SPREAD, NAMED_SPREAD = 0.02, 0.2  # of a carry-over that the channel's name tells, and per unit of it
ATTRIBUTION_SPREAD = 0.25  # of the share of credited leads that would not have come anyway
BUSY_SPREAD = 0.10  # of the utilisation of marketing: companies differ more than the usual tells
RECENT_MONTHS = 3  # that make today
SLOPE_SPREAD, LEAST_SLOPE, MOST_SLOPE = 0.3, 0.3, 3.0  # of the Hill curve, where it is not held at 1


@dataclass(frozen=True)
class Media:
    """Spend over its own usual level   [month, channel], and where each channel's coefficients stand."""

    spend: Array

    def felt(self, carry_over: Array) -> Array:
        """Advertising still felt, over its usual level: a_t = c a_(t-1) + (1 - c) x_t   [month, channel]."""
        felt = self.spend.copy()
        felt[0] = self.spend[:3].mean(axis=0)
        for month in range(1, len(felt)):
            felt[month] = pipeline.adstock((1.0 - carry_over) * self.spend[month], carry_over, felt[month - 1])
        return felt

    def response(self, carry_over: Array, saturation: Array, slope: Array | float = 1.0) -> Array:
        """Leads over those of the usual spend: (1 + k^n) a^n / (k^n + a^n), n the slope   [month, channel]."""
        felt = self.felt(carry_over) ** slope
        return np.asarray(pipeline.paid_leads(np.ones(1), saturation**slope, felt, np.ones(1)))


def fit_marketing(history: History, conditions: Conditions) -> list[Part]:
    """Every channel's coefficients; with the leads that channels claim where they are counted, else from all leads."""
    channels = history.company.members["channel"]
    everything = history.panel.matrix("pipeline", "leads", [{}])
    spend = history.matrix("marketing", "spend", "channel") if channels else np.zeros((0, 0))
    if not channels or not np.isfinite(everything).all() or not (np.nan_to_num(spend).sum(axis=0) > 0).all():
        return []
    media = Media(np.nan_to_num(spend) / history.world.base["spend"][:, 0])
    priors = channel_priors(history, channels)
    claimed = history.matrix("marketing", "leads", "channel")
    extra = [
        history.prior("referral"), history.prior("outbound_share"), history.prior("marketing_utilisation", spread=BUSY_SPREAD)
    ]  # fmt: skip
    model = _all_leads(history, conditions, media, everything[:, 0])
    outcome = history.learnt(logs(np.concatenate([claimed, everything], axis=1)))
    posterior = fit([*priors, *extra], outcome, model.predict, _slots(history, *outcome.shape))
    return [Part("marketing", posterior)]


def _market(leads: Array, history: History) -> Array:
    """How far the months' leads lay from today's level, to tell when they were more than could be handled   [month]."""
    season = np.array([history.company.season["leads"][month] for month in history.calendar])
    return np.asarray(season * np.mean(leads / season) / np.mean((leads / season)[-RECENT_MONTHS:]))


def _slots(history: History, months: int, series: int) -> Slots:
    return together(
        [levels(months, series), trend(months, series), season(history.calendar, series), market(months, series)]
    )


def channel_priors(history: History, channels: tuple[str, ...]) -> list[Prior]:
    """Carry-over, saturation and incrementality of every channel, in this order."""
    named = history.company.observed["carry_over"][:, 0]
    kept = np.where(np.isnan(named), history.belief("carry_over"), named)
    width = np.where(np.isnan(named), history.prior("carry_over").spread, LEAST_SPREAD + NAMED_SPREAD * kept)
    spreads = dict(zip(NEVER_OBSERVED, (history.prior("saturation").spread, ATTRIBUTION_SPREAD), strict=True))
    return [
        *(
            history.prior("carry_over", channel, mean, spread)
            for channel, mean, spread in zip(channels, kept, width, strict=True)
        ),
        *(history.prior(name, channel, spread=spread) for name, spread in spreads.items() for channel in channels),
    ]


@dataclass(frozen=True)
class _AllLeads:
    """Leads of each channel, and of the company: organic ones and what channels really add, as far as staff can handle.

    Satisfaction of the month before, sales heads, marketing heads and all leads are over today's   [month].
    """

    media: Media
    paid_share: Array  # [channel]
    content: Array
    sellers: Array
    marketers: Array
    market: Array

    def predict(self, values: Array) -> Array:
        """ln leads by channel, then of all   [month, channel + 1]."""
        count = len(self.paid_share)
        carry_over, saturation, incremental = (values[count * i : count * (i + 1)] for i in range(3))
        referral, outbound, busy = values[3 * count :]
        response = self.media.response(carry_over, saturation)
        share = self.paid_share * incremental
        organic = pipeline.organic_leads(np.ones(1), referral, self.content, outbound, self.sellers)
        arriving = np.maximum((1.0 - share.sum()) * organic + response @ share, 1e-6) * self.market
        arriving = arriving * smooth_min_inverse(np.ones(1), np.array([1.0 / busy]))
        handled = smooth_min(arriving, self.marketers / busy) / self.market
        return np.asarray(np.log(np.maximum(np.concatenate([response, handled[:, np.newaxis]], axis=1), 1e-6)))


def _all_leads(history: History, conditions: Conditions, media: Media, everything: Array) -> _AllLeads:
    content = conditions.satisfaction
    return _AllLeads(
        media=media,
        paid_share=history.world.base["paid_share"][:, 0],
        content=np.concatenate([content[:1], content[:-1]]),
        sellers=conditions.staffing("sales"),
        marketers=team(history, "marketing").able(history.belief("staff_ramp")),
        market=_market(everything, history),
    )


def media_response(
    outcome: Array, media: Media, priors: list[Prior], slots: Slots, *, memory: bool = True
) -> Posterior:
    """One outcome that all channels make together: sum of effect x Hill response, beside the slots   [month, 1].

    `priors` are carry-over, saturation and effect of every channel, in this order, and the slope of every channel
    where what spend brings in all is asked; the effect is the outcome's amount that usual spend brings.
    """
    count = media.spend.shape[1]

    def predict(values: Array) -> Array:
        carry_over, saturation, effect = (values[count * i : count * (i + 1)] for i in range(3))
        return np.asarray(media.response(carry_over, saturation, slopes(values, count)) @ effect)[:, np.newaxis]

    return fit(priors, outcome, predict, slots, memory=memory)


def slopes(values: Array, channels: int) -> Array | float:
    """The slopes among the coefficients of `media_response`   [channel]; 1 where they are not fitted."""
    return values[3 * channels :] if len(values) > 3 * channels else 1.0


def slope_priors(channels: Sequence[str]) -> list[Prior]:
    """What is believed of the shape near zero spend, where hardly any month is: it decides what spend brings in all.

    Months around the usual spend cannot tell the slope (Jin et al. 2017), yet fixing it at 1 is a claim that the last
    of the spend brings most. The spread covers the other concave shapes in use: the Hill curve nearest to an
    exponential one (1 - exp(-a)) or a logistic one (tanh a) has a slope of 1.0 to 1.5 at saturations of 1 to 3.
    """
    return [Prior("slope", 1.0, SLOPE_SPREAD, LEAST_SLOPE, MOST_SLOPE, channel) for channel in channels]
