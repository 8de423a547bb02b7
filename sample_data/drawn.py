"""Companies without end: a sample firm with parameters drawn from the priors and a past of its own, by seed.

The truth is then known, also of what a scenario will do: `outcome` lets the same world live on with it. So calibration can
be judged by how often its intervals contain the truth.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import truncnorm

from model.assumptions import ASSUMPTIONS
from model.company import Company
from model.draws import beliefs, demand_noise
from model.levers import LEVERS, SHOCKS
from model.month import next_months
from model.observing import observe
from model.paths import Paths, lever_paths
from model.reading import Reading
from model.running import levers_of
from model.scenario import AS_IS, Scenario
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import BY_MEMBER, State, World
from sample_data.companies import FIRMS, Event, Firm
from sample_data.generate import FIRST_MONTH, event_paths, seasons
from sample_data.tables import flat_tables, history_tables

NOISE = 0.02  # ln leads and use, monthly
FLIGHT = (0.3, 0.9)  # of a channel's spend, up for a quarter and down again
STRETCH = (0.6, 1.4)  # of each event of the firm it is made from
QUARTER = 3
TRIES = 60
OVERLOADED = 1.05  # load over capacity
ADDED = (
    "new_offer",
    "automation_capex",
    "quality_effort",
    "process_efficiency",
    "stock_cover",
)  # shares of something else
NAMED = (0.02, 0.2)  # spread of a carry-over that the channel's name tells, and per unit of it


@dataclass(frozen=True, kw_only=True)
class Life:
    """A firm with its true parameters and the months that it has lived."""

    firm: Firm
    parameters: dict[str, float]
    channels: dict[str, Array]  # carry_over, saturation: [channel, 1]
    months: int
    seed: int


def drawn_life(kind: str, seed: int, months: int = 36) -> Life:
    """One company of a kind that somebody runs: the first of the seed's draws that is not hopelessly overloaded at the end.

    Whoever has twice the deals or the work that their people can handle hires; the events of a past are drawn blindly.
    """
    generator = np.random.default_rng([seed, *kind.encode()])
    for _ in range(TRIES):
        life = _any_life(kind, seed, months, generator)
        if _managed(_lived(life, months, AS_IS)[1][-QUARTER:]):
            return life
    raise RuntimeError(f"{kind}, seed {seed}: none of {TRIES} draws is a company that works; take another seed.")


def _managed(months: list[State]) -> bool:
    """Whether sales, marketing and every process could nearly cope in the last quarter."""
    names = ("sales_utilisation", "marketing_utilisation", "utilisation")
    return all(float(np.max(state[name])) <= OVERLOADED for state in months for name in names)


def _any_life(kind: str, seed: int, months: int, generator: np.random.Generator) -> Life:
    """Parameters from the priors, events of the kind's firm stretched and moved, spend flighted."""
    firm = FIRMS[kind]
    parameters = {name: _drawn(name, kind, generator) for name in ASSUMPTIONS} | {
        "demand_noise": NOISE,
        "trend_damping": 0.99,
        "lead_level": 1.0,
    }
    start = observe(Reading(flat_tables(firm, FIRST_MONTH), ()))
    named = start.observed["carry_over"]
    kept = np.where(np.isnan(named), parameters["carry_over"], named)
    carry_over = np.clip(kept + (NAMED[0] + NAMED[1] * kept) * generator.standard_normal(kept.shape), 0.0, 0.6)
    saturation = np.array([[_drawn("saturation", kind, generator)] for _ in kept])
    events = tuple(_moved(event, months, generator) for event in firm.events if event[0] < months - QUARTER)
    flights = tuple(event for channel in firm.channels for event in _flight(channel, months, generator))
    return Life(
        firm=replace(firm, events=(*events, *flights), trend=float(generator.normal(firm.trend, 0.03))),
        parameters=parameters,
        channels={"carry_over": carry_over, "saturation": saturation},
        months=months,
        seed=seed,
    )


def _drawn(name: str, kind: str, generator: np.random.Generator) -> float:
    """One parameter from its prior, within its range."""
    declared = ASSUMPTIONS[name]
    centre = declared.value(kind)  # type: ignore[arg-type]
    if declared.spread <= 0.0:
        return centre
    low, high = ((bound - centre) / declared.spread for bound in (declared.low, declared.high))
    return float(truncnorm.rvs(low, high, centre, declared.spread, random_state=generator))


def _moved(event: Event, months: int, generator: np.random.Generator) -> Event:
    month, name, member, value, ramp = event
    lever = LEVERS.get(name) or SHOCKS[name]
    stretched = float(np.clip(value * generator.uniform(*STRETCH), lever.low, lever.high))
    return int(np.clip(month + generator.integers(-2, 3), 1, months - 2)), name, member, stretched, ramp


def _flight(channel: str, months: int, generator: np.random.Generator) -> tuple[Event, Event]:
    start, size = int(generator.integers(4, months - 2 * QUARTER)), float(generator.uniform(*FLIGHT))
    return (start, "marketing_spend", channel, size, 1), (start + QUARTER, "marketing_spend", channel, -size, 1)


def company_of(life: Life) -> Company:
    """What the firm's systems recorded of its life, read as any company's tables."""
    world, months = _lived(life, life.months, AS_IS)
    tables = history_tables(life.firm, world.company, months, FIRST_MONTH, life.seed)
    return observe(Reading(tables, ()))


def outcome(life: Life, scenario: Scenario, months: int) -> dict[str, Array]:
    """What truly follows: operating profit, revenue and operating cost of the months after the history   [month]."""
    lived = _lived(life, life.months + months, scenario)[1][life.months :]
    names = {"revenue": "revenue_total", "operating_cost": "operating_cost", "operating_profit": "operating_profit"}
    return {line: np.array([float(state[name][0, 0]) for state in lived]) for line, name in names.items()}


def _lived(life: Life, months: int, scenario: Scenario) -> tuple[World, list[State]]:
    """All months from the start of history; the scenario begins where the history ends."""
    world, state = _start(life)
    paths = _with_scenario(world.company, life, months, scenario)
    noise = {"demand_noise": world.belief["demand_noise"]}
    paths["noise"] = demand_noise(world.company, noise, months, 1, life.seed)
    lived: list[State] = []
    for month in range(months):
        if month == life.months:
            world = _today(world, lived[-1])
        _, state = next_months(world, levers_of(world, paths, range(month, month + 1)), state)
        lived.append(state)
    return world, lived


def _today(world: World, state: State) -> World:
    """The same world, where what programmes cost is reckoned from today's payroll and revenue."""
    growth = state["revenue_total"] / (world.base["yearly_revenue"] / 12.0)
    delivery = state["payroll"][list(world.company.delivery_rows)].sum(axis=0, keepdims=True)
    sized = ("yearly_revenue", "market_yearly_revenue", "new_business", "product_yearly_cost")
    rescaled = {name: world.base[name] * growth for name in sized}
    return replace(world, base={**world.base, **rescaled, "payroll": state["payroll"], "delivery_payroll": delivery})


def _start(life: Life) -> tuple[World, State]:
    start = observe(Reading(flat_tables(life.firm, FIRST_MONTH), ()))
    trend = np.full((len(start.members["market"]), 1), life.firm.trend)
    observed = {**start.observed, "trend": trend, "carry_over": life.channels["carry_over"]}
    company = replace(start, season=seasons(life.firm), observed=observed)
    believed = beliefs(company, life.parameters) | {"saturation" + BY_MEMBER: life.channels["saturation"]}
    return warm_start(company, believed)


def _with_scenario(company: Company, life: Life, months: int, scenario: Scenario) -> Paths:
    """Past events and, after the history, the scenario: relative moves multiply, others add up."""
    paths = event_paths(company, life.firm.events, months)
    later = months - life.months
    if later <= 0:
        return paths
    still, moved = (lever_paths(company, [one], later) for one in (AS_IS, scenario))
    for name, path in paths.items():
        step = moved[name] - still[name]
        relative = name == "heads" or (name in LEVERS and LEVERS[name].unit == "share" and name not in ADDED)
        path[life.months :] += step * (1.0 + path[life.months :]) if relative else step
    return paths
