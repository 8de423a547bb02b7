"""What a plan moves, as a list: lever, owner, by how much, what that is in amounts, and from when."""

from collections.abc import Iterator
from html import escape

from model.company import Company
from model.levers import LEVERS, SHOCKS, Lever
from model.months import months_from
from model.scenario import Move, Scenario, moved
from ui import ledger, panels
from ui.lever_values import absolute, member_name, move_of, shown, word
from ui.numbers import amount, month_name
from ui.words import t

MOST_MEMBERS = 4


def table(company: Company, scenario: Scenario) -> str:
    """Every lever that is moved, then what is assumed of the world."""
    lines = "".join(_line(company, lever, move) for lever, move in _moved(scenario))
    moves = f'<ul class="moves">{lines}</ul>' if lines else f'<p class="quiet">{escape(t("view.nothing_moved"))}</p>'
    return moves + _by_hand(scenario)


def _by_hand(scenario: Scenario) -> str:
    """The assumptions that somebody set otherwise than believed."""
    told = ", ".join(f"{ledger.name_of(name)} {ledger.figure(value)}" for name, value in scenario.assumptions.items())
    return f'<p class="quiet">{escape(t("view.by_hand", told=told))}</p>' if told else ""


def _moved(scenario: Scenario) -> Iterator[tuple[Lever, Move]]:
    for lever in (*LEVERS.values(), *SHOCKS.values()):
        move = move_of(scenario, lever)
        if moved(lever, move):
            yield lever, move


def _line(company: Company, lever: Lever, move: Move) -> str:
    about = " · ".join(
        text for text in (absolute(lever, move, company), _when(company, move), _members(lever, move)) if text
    )
    return (
        f"<li><div>{panels.tag(lever.owner)} <b>{escape(word(lever, 'label'))}</b></div>"
        f"<strong>{escape(_value(company, lever, move))}</strong><small>{escape(about)}</small></li>"
    )


def _value(company: Company, lever: Lever, move: Move) -> str:
    """The setting; its lowest and highest where members differ."""
    values = sorted({move.of(member) for member in company.members[lever.over]} or {move.value})
    return " … ".join(shown(value, lever) for value in dict.fromkeys((values[0], values[-1])))


def _when(company: Company, move: Move) -> str:
    start = t("compare.from", month=_month(company, move.start))
    ramp = t("view.ramp", months=amount(move.ramp, "months")) if move.ramp > 1 else ""
    end = t("view.until", month=_month(company, move.end)) if move.end is not None else ""
    return ", ".join(text for text in (start, ramp, end) if text)


def _month(company: Company, after: int) -> str:
    return month_name(months_from(company.first_month, after + 1)[-1])


def _members(lever: Lever, move: Move) -> str:
    """Members with a setting of their own, the first few by name."""
    own = [f"{member_name(name, lever.over)} {shown(value, lever)}" for name, value in sorted(move.values.items())]
    rest = [t("view.more_members", count=len(own) - MOST_MEMBERS)] if len(own) > MOST_MEMBERS else []
    return ", ".join((*own[:MOST_MEMBERS], *rest))
