"""'Why did it move': each lever's part of the way from one scenario to mine, in words, as bars and as a table."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from model.bridges import Bridge, Seen, windowed_bridges
from model.kpis import KPIS
from model.presets import DIRECTIONS
from model.questions.watching import Watch
from model.scenario import Scenario
from ui import decisions, panels, state, to_lever, waiting
from ui.bridge_words import GROUPS, label, with_setting
from ui.charts import bars
from ui.charts.bars import Bar
from ui.decisions import Asked, change
from ui.lever_values import DECLARED
from ui.looks import PLAYERS
from ui.numbers import PER_CENT, amount, relative
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[Bridge] = Searches("moved")
PAIRS = 3  # of levers that change each other's effect, told in words
COLUMNS = ("lever", "share", "alone", "together")
CENT = 2  # decimals of money


def draw() -> None:
    """The whole answer."""
    if not state.has_moved():
        decisions.nothing_moved()
        return
    said = st.empty()
    left, middle, right = st.columns(3, gap="medium")
    with left:
        name = decisions.kpi()
    with middle:
        start = _start()
    with right:
        by = decisions.chosen("by", t("decide.moved.by"), PLAYERS, PLAYERS[0], lambda one: t(f"decide.moved.bys.{one}"))
    asked = Asked(decisions.view(), (start, decisions.mine()), name, (by,))
    found = waiting.answer(SEARCHES, asked.key, partial(answer, asked))
    if found is None:
        said.html(panels.verdict(t("decide.moved.working")))
        return
    said.html(sentence(found, start.name))
    if found.shares:
        _details(found)


def _details(found: Bridge) -> None:
    panels.chart(
        t("decide.moved.picture", kpi=t(f"kpi.{found.kpi}.label")),
        bars.chart(parts(found), "decide.moved.description"),
        "decide-moved",
        t("decide.moved.caption"),
    )
    to_lever.draw([player for name in ranked(found.shares) for player in _levers(name)], "moved-go")
    st.html(table(found))
    st.html(pairs(found))
    decisions.method("moved")


def _levers(player: str) -> Sequence[str]:
    """The levers of a bar: itself, or all that its owner moved."""
    mine = state.scenario()
    return (
        [name for name in GROUPS[player] if name in mine.levers or name in mine.shocks]
        if player in GROUPS
        else [player]
    )


def _start() -> Scenario:
    """What mine is compared with; the presets are worked out only when one is picked."""
    picked = decisions.scenario("start", t("decide.moved.start"), ("baseline", *DIRECTIONS), "baseline")
    return decisions.baseline() if picked == "baseline" else decisions.rivals()[picked]


def answer(asked: Asked, watch: Watch) -> Bridge:
    """The bridge from the first scenario to the second."""
    before, after = asked.scenarios
    window = (asked.view.first, asked.view.last)
    groups = GROUPS if asked.details == ("owner",) else {}
    return windowed_bridges(asked.view, (before, after), Seen((asked.kpi,), (window,)), groups, watch)[0][asked.kpi]


def sentence(found: Bridge, start: str) -> str:
    """What moved, from where to where, and the two levers that did most, each way."""
    unit, gap = KPIS[found.kpi].unit, found.after - found.before
    said = {
        "kpi": t(f"kpi.{found.kpi}.label"),
        "start": t(f"preset.{start}"),
        "before": amount(found.before, unit),
        "after": amount(found.after, unit),
        "change": change(gap, found.kpi),
        "years": t(f"frame.over.{state.months() // 12}"),
    }
    if not found.shares or not gap:
        return panels.verdict(t("decide.moved.same", **said))
    share = "" if unit in PER_CENT else relative(found.after, found.before)
    return panels.verdict(t("decide.moved.answer", share=f" ({share})" if share else "", **said), _drivers(found))


def _drivers(found: Bridge) -> str:
    up, down = (max(found.shares, key=lambda name: sign * found.shares[name]) for sign in (1, -1))
    told = []
    if found.shares[up] > 0:
        told.append(t("decide.moved.up", lever=label(up), change=change(found.shares[up], found.kpi)))
    if found.shares[down] < 0:
        told.append(t("decide.moved.down", lever=label(down), change=change(found.shares[down], found.kpi)))
    return " ".join([*told, t("decide.moved.interaction", change=change(found.interaction, found.kpi))])


def ranked(shares: Mapping[str, float]) -> Sequence[str]:
    """Names by the size of their part, largest first."""
    return sorted(shares, key=lambda name: -abs(shares[name]))


def parts(found: Bridge) -> list[Bar]:
    """One bar per lever, largest first, marked where the lever would stand alone."""
    return [
        Bar(
            name=with_setting(name, state.scenario()),
            value=found.shares[name],
            words=change(found.shares[name], found.kpi),
            role=role(name),
            mark=found.alone[name],
        )
        for name in ranked(found.shares)
    ]


def role(name: str) -> str:
    """Whose colour a lever has; the outside world's is that of the baseline."""
    owner = DECLARED[name].owner if name in DECLARED else name
    return owner if owner in bars.ROLES else "baseline"


def pairs(found: Bridge) -> str:
    """The pairs of levers that change each other's effect most."""
    strong = [(names, value) for names, value in found.pairs.items() if abs(value) > 1e-9][:PAIRS]
    if not strong:
        return "<div></div>"
    lines = "".join(
        f"<li>{escape(t('decide.moved.pair', one=label(one), other=label(other), change=change(value, found.kpi)))}</li>"
        for (one, other), value in strong
    )
    return f'<p class="quiet">{escape(t("decide.moved.pairs"))}</p><ul class="plain">{lines}</ul>'


def table(found: Bridge) -> str:
    """Every lever's part with its sum, the part it has alone, and what the others make of it."""
    titles = [escape(t(f"decide.moved.column.{name}")) for name in COLUMNS]
    exact = settled(found)
    rows = [_row(found, name, exact[name]) for name in ranked(found.shares)]
    total = found.after - found.before
    sums = (
        _exact(total, found.kpi),
        change(total - found.interaction, found.kpi),
        change(found.interaction, found.kpi),
    )
    rows.append((f"<b>{escape(t('decide.moved.total'))}</b>", *(f"<b>{escape(each)}</b>" for each in sums)))
    return panels.table(titles, rows)


def _row(found: Bridge, name: str, exact: float) -> tuple[str, ...]:
    owner = panels.tag(DECLARED[name].owner) if name in DECLARED else ""
    share, alone = found.shares[name], found.alone[name]
    told = (_exact(exact, found.kpi), change(alone, found.kpi), change(share - alone, found.kpi))
    return (f"{owner} {escape(with_setting(name, state.scenario()))}", *(escape(each) for each in told))


def settled(found: Bridge) -> Mapping[str, float]:
    """Shares of money rounded to the cent so that they sum to the rounded whole; others as they are.

    What rounding leaves goes to the largest share.
    """
    if KPIS[found.kpi].unit != "money" or not found.shares:
        return found.shares
    rounded = {name: round(share, CENT) for name, share in found.shares.items()}
    largest = ranked(rounded)[0]
    left = round(found.after - found.before, CENT) - sum(rounded.values())
    return rounded | {largest: round(rounded[largest] + left, CENT)}


def _exact(value: float, kpi: str) -> str:
    """Money to the cent, anything else as always."""
    unit = KPIS[kpi].unit
    return amount(value, unit, compact=False, signed=True) if unit == "money" else change(value, kpi)
