"""The results beside the levers: the KPIs that each lens shows first, and what the last move changed."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice

from model.kpis import KPIS, Lens
from model.moves import Change, changes, last_move
from model.projection import BASELINE
from model.scores import why_not
from ui import cards, state
from ui.numbers import amount, difference, month_name
from ui.projections import Values
from ui.words import t

SHOWN = 5  # cards of one lens
FIRST: Mapping[Lens, Sequence[str]] = {
    "cro": ("revenue", "new_customers", "cac", "nrr", "satisfaction", "win_rate", "churn_rate"),
    "coo": (
        "operating_cost",
        "on_time",
        "lead_time",
        "utilisation",
        "stock_days",
        "first_pass_yield",
        "backlog",
    ),
    "shared": ("ebitda", "operating_margin", "lowest_cash", "rule_of_40", "cash"),
}
STRIP = ("revenue", "operating_cost", "ebitda", "on_time")
NOTHING = "<div></div>"
LISTED = 8  # lines of the last move


def lens(found: Values, name: Lens) -> str:
    """The cards of one lens that the company's data support."""
    able = [kpi for kpi in FIRST[name] if not why_not(KPIS[kpi], found.shown.company)]
    over = t(f"frame.over.{state.months() // 12}")
    return cards.cards(found, able[:SHOWN], name, t(f"lens.{name}"), f"{t(f'lens_note.{name}')} · {over}")


def strip(found: Values) -> str:
    """The figures that stay in sight on a phone."""
    return cards.strip(found, STRIP)


def last(found: Values) -> str:
    """What the last move changed in both lenses, ranked, and since when."""
    moved = state.last_move()
    if moved is None:
        return NOTHING
    together = len(found.shown.names) == len((BASELINE, *moved))
    ranked = changes(found.shown, 1, 2) if together else last_move(state.company(), *moved, state.months())
    seen = list(islice(filter(_visible, ranked), LISTED))
    if not seen:
        return f"<p>{escape(t('last_move.none'))}</p>"
    titles = "".join(f"<th{place}>{escape(t(f'last_move.{name}'))}</th>" for name, place in _COLUMNS)
    lines = "".join(_line(change, found.shown.months) for change in seen)
    caption = f"<caption>{escape(t('last_move.title'))}</caption>"
    return f'<div class="scroll"><table class="list">{caption}<tr>{titles}</tr>{lines}</table></div>'


def _visible(change: Change) -> bool:
    """Whether a reader sees two different figures."""
    unit = KPIS[change.kpi].unit
    return amount(change.before, unit) != amount(change.after, unit)


def tag(name: Lens) -> str:
    """A lens as a small mark."""
    return f'<span class="tag {name}">{escape(t(f"lens.{name}"))}</span>'


_RIGHT = ' class="n"'
_COLUMNS = (
    ("kpi", ""), ("lens", ""), ("before", _RIGHT), ("after", _RIGHT), ("change", _RIGHT), ("felt", ""),
)  # fmt: skip


def _line(change: Change, months: Sequence[str]) -> str:
    kpi = KPIS[change.kpi]
    tone = cards.verdict(kpi, change.after - change.before)
    word = f" · {t(f'card.{tone}')}" if tone else ""
    arrow = cards.ARROWS[1 if change.after > change.before else -1]
    felt = "" if change.first_month is None else month_name(months[change.first_month])
    cells = (
        f"<td>{escape(t(f'kpi.{kpi.name}.label'))}</td>",
        f"<td>{tag(kpi.lens)}</td>",
        f'<td class="n">{escape(amount(change.before, kpi.unit))}</td>',
        f'<td class="n">{escape(amount(change.after, kpi.unit))}</td>',
        f'<td class="n {tone}">{arrow} {escape(difference(change.after, change.before, kpi.unit) + word)}</td>',
        f"<td>{escape(felt)}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"
