"""Why: each lever's exact part of the change, how sure the gain is, what would turn it, and what all of it rests on."""

from collections.abc import Sequence

import numpy as np

from model.beliefs import Belief
from model.bridges import Bridge
from model.company import Company
from model.projection import Projection
from model.questions.flips import Flip
from model.scenario import Scenario
from model.scores import kpi_values
from model.stakes import Spread, believed
from ui import decisions, doubt, ledger, ledger_view
from ui.bridge_view import ranked, role, settled
from ui.bridge_words import label, with_setting
from ui.handout.brief import Bridged, Figure, Ground, Grounds, Part, Risks
from ui.handout.scoring import figure
from ui.ledger import figure as coefficient
from ui.numbers import amount
from ui.words import t

KPI = decisions.FIRST_KPI  # that a choice is judged by
HANGS_ON, FLIPS = 5, 5
LEAST = 0.0005  # share of the spread that is told


def bridged(found: Bridge, scenario: Scenario, over: str) -> Bridged:
    """A bridge from the baseline in words; money is rounded to the cent so that the parts sum to the change."""
    exact = settled(found)
    total = sum(exact.values()) if exact else 0.0
    unit = "money"
    return Bridged(
        kpi=found.kpi,
        label=t(f"kpi.{found.kpi}.label"),
        message=_message(found, over),
        before=figure(found.before, unit),
        after=figure(found.after, unit),
        change=figure(total, unit, signed=True),
        parts=tuple(
            Part(name=with_setting(name, scenario), role=role(name), share=figure(exact[name], unit, signed=True))
            for name in ranked(exact)
        ),
    )


def _message(found: Bridge, over: str) -> str:
    """The change, and the levers that push it most, each way."""
    kpi, gap = t(f"kpi.{found.kpi}.label"), found.after - found.before
    if not found.shares or not gap:
        return t("brief.bridge.same", kpi=kpi, over=over)
    told = [t("brief.bridge.change", kpi=kpi, change=amount(gap, "money", signed=True), over=over)]
    for way, sign in (("up", 1), ("down", -1)):
        most = max(found.shares, key=lambda name: sign * found.shares[name])
        if sign * found.shares[most] > 0:
            told.append(
                t(f"brief.bridge.{way}", lever=label(most), change=amount(found.shares[most], "money", signed=True))
            )
    return " ".join(told)


def risks(drawn: Projection, flips: Sequence[Flip], rival: str, moved: bool) -> Risks:
    """How often the first scenario earns more than its rival over the draws, and what would turn that."""
    if not moved:
        return Risks(message=t("brief.risks.nothing"), flips=())
    payoff = kpi_values(drawn)[KPI]
    other = payoff[2] if len(payoff) > 2 else payoff[0]
    kpi, gain = t(f"kpi.{KPI}.label"), payoff[1] - other
    low, high = (amount(float(edge), "money", signed=True) for edge in np.quantile(gain, (0.1, 0.9)))
    chance = _often(float((gain > 0.0).mean()), len(gain))
    message = t("brief.risks.message", kpi=kpi, rival=rival, chance=chance, low=low, high=high)
    likely = [flip for flip in flips if flip.chance >= doubt.LEAST_CHANCE][:FLIPS]
    return Risks(message=message, flips=tuple(_flip(flip) for flip in likely))


def _often(chance: float, draws: int) -> str:
    """How often, never surer than the draws can tell."""
    sure = 1.0 - 1.0 / draws
    return t("decide.doubt.over", value=amount(sure, "share")) if chance > sure else amount(chance, "share")


def _flip(flip: Flip) -> str:
    return t(
        f"receipt.flip.{flip.side}",
        factor=label(flip.factor.name),
        value=doubt.told(flip.factor, flip.value),
        believed=doubt.told(flip.factor, flip.factor.centre),
        chance=amount(flip.chance, "share"),
    )


def grounds(company: Company, scenario: Scenario, spread: Spread, months: int) -> Grounds:
    """What the spread of the result comes from."""
    beliefs = believed(company)
    message, more = ledger_view.told(beliefs, spread, months)
    by_name = {belief.name: belief for belief in reversed(beliefs)}
    names = sorted(
        (name for name in spread.by_assumption if name in by_name), key=lambda name: -spread.by_assumption[name]
    )
    return Grounds(
        message=message,
        more=more,
        grades=tuple(_grade(grade, spread) for grade in ledger_view.GRADES if spread.by_grade.get(grade, 0.0) > LEAST),
        hangs_on=tuple(_ground(by_name[name], scenario, spread) for name in names[:HANGS_ON]),
    )


def _grade(grade: str, spread: Spread) -> tuple[str, Figure]:
    return t(f"grade.{grade}"), figure(spread.by_grade[grade], "share")


def _ground(belief: Belief, scenario: Scenario, spread: Spread) -> Ground:
    by_hand = scenario.assumptions.get(belief.name)
    return Ground(
        name=ledger.name_of(belief.name, belief.member),
        value=coefficient(belief.value if by_hand is None else by_hand),
        interval=t("method.from_to", low=coefficient(belief.low), high=coefficient(belief.high)),
        grade=t(f"grade.{belief.grade}") if by_hand is None else t("method.by_hand"),
        source=ledger.source(belief),
        share=figure(spread.by_assumption[belief.name], "share"),
    )
