"""The levers of several scenarios, compared line by line."""

from collections.abc import Mapping
from html import escape

from model.company import Company
from model.levers import LEVERS, SHOCKS, Lever
from model.months import months_from
from model.scenario import Scenario, moved
from ui import panels, state
from ui.lever_values import is_set, move_of, shown, word
from ui.numbers import month_name
from ui.words import t


def table(scenarios: Mapping[str, Scenario]) -> str:
    """Each lever that any scenario moves: by how much and from when."""
    company = state.company()
    declared = [*LEVERS.values(), *SHOCKS.values()]
    used = [lever for lever in declared if any(is_set(scenario, lever) for scenario in scenarios.values())]
    if not used:
        return f'<p class="quiet">{escape(t("compare.no_levers"))}</p>'
    titles = [escape(t("compare.lever")), *(escape(t(f"preset.{name}")) for name in scenarios)]
    rows = [(_name(lever), *(_cell(company, scenario, lever) for scenario in scenarios.values())) for lever in used]
    return panels.table(titles, rows)


def _name(lever: Lever) -> str:
    return f"{panels.tag(lever.owner)} {escape(word(lever, 'label'))}"


def _cell(company: Company, scenario: Scenario, lever: Lever) -> str:
    move = move_of(scenario, lever)
    if not moved(lever, move):
        return "–"
    values = sorted({move.of(member) for member in company.members[lever.over]} or {move.value})
    amounts = " … ".join(shown(value, lever) for value in dict.fromkeys((values[0], values[-1])))
    start = month_name(months_from(company.first_month, move.start + 1)[-1])
    return f"{escape(amounts)}<br><small>{escape(t('compare.from', month=start))}</small>"
