"""How long the answers of Decide and Plan take, and our Sobol shares of a real question beside SALib's."""

from collections.abc import Callable, Mapping

import numpy as np
from SALib.analyze import sobol

from benchmarks.tables import Table, figure, side_by_side, verdict
from model.bridges import bridge
from model.levers import LEVERS
from model.presets import presets
from model.projection import project
from model.questions.choice import choice
from model.questions.dials import usable
from model.questions.factors import Target
from model.questions.flips import boundary, flips
from model.questions.horizons import horizons
from model.questions.outcomes import View
from model.questions.plan import plan
from model.questions.priorities import score, usual_roles
from model.questions.sensitivity import SHARED, sampled, sobol_indices, tornado, variance_shares
from model.questions.switching import switching
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario

ROUNDS = 3
TWELVE = 12
PART = 0.3  # of a lever's way to its upper end
LIMIT = 1.0  # seconds, of a bridge over twelve levers
SEED = 1
KPI = "ebitda"


def tables() -> list[Table]:
    """Seconds of every answer on the three companies, and the shares."""
    return [_answers(), _shares()]


def _answers() -> Table:
    taken = {sample: side_by_side(_asked(View(company=load_sample(sample))), ROUNDS) for sample in SAMPLES}
    names = list(taken[SAMPLES[0]])
    rows = [[name, *(_cell(name, times) for times in taken.values())] for name in names]
    return Table(
        "Answers of Decide and Plan: seconds, and times one projection",
        f"36 months, EBITDA; medians of {ROUNDS} rounds, one after the other in one process, from a cold start each.",
        ["answer", *SAMPLES],
        rows,
    )


def _cell(name: str, times: Mapping[str, float]) -> str:
    shown = verdict(times[name], LIMIT) if name.startswith("bridge") else figure(times[name])
    return f"{shown} ({figure(times[name] / times['one projection'])} x)"


def _asked(view: View) -> Mapping[str, Callable[[], object]]:
    known = presets(view.company, view.months)
    target = _target(view)
    factors = [bar.factor for bar in tornado(target).bars]
    roles = usual_roles(view)
    twelve = _twelve(view)
    return {
        "one projection": lambda: project(view.company, [known["balanced"]], months=view.months),
        f"bridge over {TWELVE} levers": lambda: bridge(view, AS_IS, twelve, (KPI,)),
        "tornado": lambda: tornado(target),
        "flip points": lambda: flips(target),
        "chances and regret": lambda: choice(view, list(known.values()), KPI),
        "boundary map": lambda: boundary(target, (factors[0].name, factors[1].name)),
        "Sobol shares": lambda: variance_shares(target, factors[:SHARED]),
        "switch month": lambda: switching(view),
        "short against long": lambda: horizons(view, known["balanced"]),
        "scenario to plan": lambda: plan(view, known["balanced"]),
        "priorities": lambda: score(view, list(known.values()), roles),
    }


def _target(view: View) -> Target:
    known = presets(view.company, view.months)
    return Target(view=view, kpi=KPI, scenario=known["revenue_first"], against=known["efficiency_first"])


def _twelve(view: View) -> Scenario:
    """Twelve levers moved part of the way, starting one after the other."""
    names = [name for name, lever in LEVERS.items() if usable(view.company, lever) and not lever.expert][:TWELVE]
    moves = {}
    for index, lever in enumerate(LEVERS[name] for name in names):
        value = lever.default + PART * (lever.high - lever.default)
        moves[lever.name] = Move(value, start=index % 4, ramp=lever.ramp)
    return Scenario(levers=moves)


def _shares() -> Table:
    """The same answers of the engine, analysed by both."""
    target = _target(View(company=load_sample("services")))
    chosen = [bar.factor for bar in tornado(target).bars[:SHARED]]
    found = sampled(target, chosen, SEED)
    alone, total = sobol_indices(found)
    problem = {"num_vars": len(chosen), "names": [one.name for one in chosen], "bounds": [[0.0, 1.0]] * len(chosen)}
    rows = np.concatenate([found[:1], found[2:], found[1:2]]).T.reshape(-1)
    theirs = sobol.analyze(problem, rows, calc_second_order=False, seed=SEED)
    lines = [
        [one.name, f"{alone[i]:.2f}", f"{theirs['S1'][i]:.2f}", f"{theirs['S1_conf'][i]:.2f}", f"{total[i]:.2f}",
         f"{theirs['ST'][i]:.2f}", f"{theirs['ST_conf'][i]:.2f}"]
        for i, one in enumerate(chosen)
    ]  # fmt: skip
    return Table(
        "Sobol shares of a real question: ours beside SALib",
        "Services, revenue first against efficiency first on EBITDA; the same answers of the engine. First order: ours by"
        " Janon 2014, SALib's by Saltelli 2010; SALib's 95 % half-widths beside them.",
        ["factor", "alone", "SALib", "±", "with the others", "SALib", "±"],
        lines,
    )
