"""How far the leads that come in lie from those that today's wins need: growth, or a fall, that is already under way.

The opening state is solved backwards from the deals won, as if the pipeline were in balance. Deals won are those of leads
months ago, and of no more than sales could close; the leads of the last months tell what follows.
"""

from dataclasses import replace

import numpy as np

from model.beliefs import Calibration
from model.calibration.assembly import HISTORY, Joint, with_evidence
from model.calibration.experiments import Evidence
from model.calibration.history import History
from model.draws import beliefs
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import Amounts

NAME = "lead_level"
RECENT = 6  # months of leads that are compared
PERSISTS = 0.7  # standard deviation of their mean over that of one month: months remember half of the month before
FORM = 0.04  # relative, of rates and seasons that the comparison rests on


def with_lead_level(joint: Joint, history: History, season: dict[str, Array]) -> Joint:
    """The same joint belief, once the leads of the last months are compared with those of a balanced pipeline."""
    leads = history.panel.matrix("pipeline", "leads", [{}])[-RECENT:, 0]
    if not np.isfinite(leads).all() or not (leads > 0).all():
        return joint
    company = replace(
        history.company,
        calibration=Calibration(beliefs=joint.beliefs),
        season={**history.company.season, **season},
    )
    steady = leads / np.array([company.season["leads"][month] for month in history.calendar[-RECENT:]])
    needed = _needed(warm_start(company, beliefs(company, {NAME: 1.0}))[0].base)
    error = float(np.hypot(PERSISTS * np.log(steady).std(), FORM))
    ratio = float(steady.mean()) / needed
    told = with_evidence(joint, [Evidence(NAME, "", ratio, ratio * error, HISTORY)])
    return replace(
        told,
        beliefs=tuple(
            replace(belief, grade="fitted", observations=RECENT) if belief.name == NAME else belief
            for belief in told.beliefs
        ),
    )


def _needed(base: Amounts) -> float:
    """Leads a month that keep wins as they are."""
    through = base["lead_to_mql"] * base["mql_to_sql"] * base["sql_to_opportunity"]
    return float((base["opportunities"] / through).sum())
