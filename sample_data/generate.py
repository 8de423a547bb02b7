"""Makes the three sample companies: the model's own months, with other parameters than the defaults, plus noise.

    python -m sample_data.generate

Each company starts from its description in `companies.py`, lives 48 months of campaigns, price changes, one overload
and one shock, and is written as the tables that a real company would bring. The parameters used are saved in
`truth.toml` beside them.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from model.assumptions import ASSUMPTIONS
from model.company import Company
from model.draws import beliefs, demand_noise
from model.levers import LEVERS
from model.month import next_months
from model.months import month_number, month_text
from model.observing import observe
from model.paths import Paths, lever_paths
from model.reading import Reading
from model.running import levers_of
from model.scenario import AS_IS, Move, Scenario
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import State
from sample_data.companies import FIRMS, Event, Firm
from sample_data.tables import flat_tables, history_tables

FOLDER = Path(__file__).parent
FIRST_MONTH = "2022-10"
HISTORY = 48
SEED = 20261001
DEVIATION = 0.6  # of each assumption's spread: how far the truth lies from the defaults


def true_parameters(firm: Firm) -> dict[str, float]:
    """The parameters that this company really has: the defaults, moved within their spread."""
    parameters = {}
    for position, assumption in enumerate(ASSUMPTIONS.values()):
        shift = np.random.default_rng([SEED, position, len(firm.slug)]).uniform(-1.0, 1.0) * DEVIATION
        value = assumption.value(firm.kind) + shift * assumption.spread  # type: ignore[arg-type]
        parameters[assumption.name] = round(float(np.clip(value, assumption.low, assumption.high)), 4)
    return parameters | {"demand_noise": 0.02, "trend_damping": 0.99, "lead_level": 1.0}


def live(firm: Firm) -> tuple[Company, list[State]]:
    """The company at the start of its history, and its 48 months."""
    start = observe(Reading(flat_tables(firm, FIRST_MONTH), ()))
    trend = {"trend": np.full((len(start.members["market"]), 1), firm.trend)}
    company = replace(start, season=seasons(firm), observed={**start.observed, **trend})
    belief = beliefs(company, true_parameters(firm))
    world, state = warm_start(company, belief)
    paths = event_paths(company, firm.events, HISTORY)
    paths["noise"] = demand_noise(company, {"demand_noise": belief["demand_noise"]}, HISTORY, 1, SEED)
    months = []
    for month in range(HISTORY):
        _, state = next_months(world, levers_of(world, paths, range(month, month + 1)), state)
        months.append(state)
    return company, months


def seasons(firm: Firm) -> dict[str, Array]:
    """The firm's seasons of units and leads, mean 1   [12]."""
    season = {"units": np.array(firm.season_units), "leads": np.array(firm.season_leads)}
    return {name: index / index.mean() for name, index in season.items()}


def event_paths(company: Company, events: tuple[Event, ...], months: int) -> Paths:
    """All events added up."""
    total = lever_paths(company, [AS_IS], months)
    still = {name: path.copy() for name, path in total.items()}
    for event in events:
        for name, path in lever_paths(company, [_scenario(event)], months).items():
            total[name] = total[name] + path - still[name]
    return total


def _scenario(event: Event) -> Scenario:
    month, name, member, value, ramp = event
    move = Move(0.0, {member: value}, month, ramp) if member else Move(value, {}, month, ramp)
    return Scenario(levers={name: move}) if name in LEVERS else Scenario(shocks={name: move})


def truth_text(firm: Firm) -> str:
    """The true parameters and events as TOML."""
    lines = [f'name = "{firm.name}"', f'story = "{firm.story}"', "", "[parameters]"]
    lines += [f"{name} = {value}" for name, value in true_parameters(firm).items()]
    for month, name, member, value, ramp in firm.events:
        when = month_text(month_number(FIRST_MONTH) + month)
        lines += ["", "[[events]]", f'month = "{when}"', f'name = "{name}"', f'member = "{member}"']
        lines += [f"value = {value}", f"ramp = {ramp}"]
    return "\n".join(lines) + "\n"


def write(firm: Firm, folder: Path) -> None:
    """One company's folder: a CSV file per table and the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    company, months = live(firm)
    for name, frame in history_tables(firm, company, months, FIRST_MONTH, SEED).items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "truth.toml").write_text(truth_text(firm), encoding="utf-8")


def main() -> None:
    """Write all sample companies."""
    for firm in FIRMS.values():
        write(firm, FOLDER / firm.slug)


if __name__ == "__main__":
    main()
