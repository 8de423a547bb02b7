"""What is to be done: the dated moves, what each function must do, whether it can be delivered, and the signs to stop."""

from collections.abc import Sequence

from model.assumptions import ASSUMPTIONS
from model.departments import DEPARTMENTS, Asked, asked
from model.governor import Unblock
from model.levers import LEVERS, SHOCKS
from model.months import month_number
from model.projection import Projection
from model.questions.plan import Plan, Step
from model.scenario import Scenario, moved
from ui import function_view, governor, plan_owners, plan_view, receipt_document, receipt_sheet, unblocking
from ui.handout.brief import Delivery, Duty, Move, Moves
from ui.handout.scoring import figure
from ui.handout.subject import Subject
from ui.ledger import figure as coefficient
from ui.lever_values import absolute, shown, word
from ui.numbers import month_name
from ui.projections import Values
from ui.words import t

LEAST_HEADS = 0.05  # below, a difference in people reads as none


def moves(subject: Subject, plan: Plan) -> Moves:
    """The dated moves of the first scenario, and what it takes for given."""
    scenario = subject.scenarios[0]
    message, capacity = plan_view.told(plan) if plan.steps else (t("brief.moves.none"), "")
    return Moves(
        message=message,
        capacity=capacity,
        moves=tuple(_move(subject, step) for step in plan.steps),
        given=tuple(_given(scenario)),
    )


def _move(subject: Subject, step: Step) -> Move:
    lever = LEVERS[step.lever]
    return Move(
        name=plan_view.name(step),
        amounts="" if step.member else absolute(lever, subject.scenarios[0].levers[step.lever], subject.company),
        role=step.owner,
        owner=subject.owner_of(step, plan_owners.place(step)),
        decide_by=month_name(step.decide_by),
        start=month_name(step.start),
        in_force=month_name(step.in_force),
        ramp=subject.scenarios[0].levers[step.lever].ramp,
        end=month_name(step.end) if step.end else "",
    )


def _given(scenario: Scenario) -> Sequence[str]:
    """Shocks and assumptions that the scenario sets."""
    shocks = [
        f"{word(SHOCKS[name], 'label')} {shown(move.value, SHOCKS[name])}"
        for name, move in scenario.shocks.items()
        if moved(SHOCKS[name], move)
    ]
    by_hand = [
        f"{t(f'assumption.{name}.label')} {coefficient(value)}"
        for name, value in scenario.assumptions.items()
        if name in ASSUMPTIONS
    ]
    return [*shocks, *by_hand]


def duties(subject: Subject, certain: Projection, plan: Plan) -> tuple[Duty, ...]:
    """What the plan asks of every function."""
    return tuple(_duty(asked(subject.company, certain, plan, name)) for name in DEPARTMENTS)


def _duty(found: Asked) -> Duty:
    first = min(found.steps, key=lambda step: step.decide_by) if found.steps else None
    heads = float(found.heads[-1] - found.heads_before[-1])
    return Duty(
        name=function_view.title(found),
        role=function_view.ROLES[found.department],
        sentence=" ".join(part for part in (function_view.sentence(found), function_view.second(found)) if part),
        moves=len(found.steps),
        first=plan_view.name(first) if first else "",
        decide_by=month_name(first.decide_by) if first else "",
        money=figure(found.extra, "money", signed=True),
        heads=figure(heads if abs(heads) >= LEAST_HEADS else 0.0, "heads", signed=True),
    )


def delivery(subject: Subject, found: Values, helps: Sequence[Unblock]) -> Delivery:
    """The first process that binds and the cheapest move that helps, each tried by the engine."""
    message, more = governor.told(found, governor.urgent_first(found.shown))
    if not helps:
        return Delivery(message=message, more=more, unblock="", unblock_details="")
    cheapest = helps[0]
    left = unblocking.left(cheapest, subject.company.first_month)
    return Delivery(
        message=message,
        more=more,
        unblock=unblocking.title(cheapest, subject.scenarios[0]),
        unblock_details=f"{left} {unblocking.details(cheapest)}",
    )


def triggers(plan: Plan) -> tuple[str, ...]:
    """From which value of which KPI in which month to think again."""
    proposed = sorted(receipt_document.proposed(plan), key=lambda one: month_number(one["month"]))
    return tuple(receipt_sheet.trigger(one) for one in proposed)
