"""'Who leads now': the dial between efficiency and revenue, the indicators that turn it, and what would tip it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.questions.compass import Reading, Reason
from ui import compass_reading, compass_rules, decisions, dial_view, panels
from ui.charts import bars
from ui.charts.bars import Bar
from ui.indicator_words import UNITS, in_unit, name, value
from ui.numbers import amount
from ui.words import t

NAMED = 2  # indicators of each side in the sentence
STRENGTHS = ((0.1, "even"), (0.35, "slightly"))  # of the dial, up to which one speaks of it so
COLUMNS = ("indicator", "value", "speaks", "rule", "weight", "part", "tips", "wrong")


def draw() -> None:
    """The whole answer."""
    found = compass_reading.reading()
    st.html(sentence(found))
    st.html(dial(found))
    if ordered(found):
        picture = bars.chart(parts(found), "decide.leads.description")
        panels.chart(t("decide.leads.picture"), picture, "decide-leads", t("decide.leads.caption"))
        panels.heading(t("decide.leads.opposite"), opposite(found))
        st.html(table(found))
    if found.missing:
        st.html(f'<p class="quiet">{escape(t("decide.leads.missing", names=_listed(found.missing)))}</p>')
    compass_rules.draw()
    dial_view.draw(found.revenue_weight)
    decisions.method("leads")


def side(found: Reading) -> str:
    """The side that leads."""
    return "revenue" if found.dial >= 0.0 else "efficiency"


def strength(found: Reading) -> str:
    """How strongly it leads."""
    return next((name for most, name in STRENGTHS if abs(found.dial) < most), "clearly")


def sentence(found: Reading) -> str:
    """Who leads, how clearly, why, and the indicator that would tip it first."""
    main = t(
        f"decide.leads.answer.{strength(found)}",
        side=t(f"decide.leads.side.{side(found)}"),
        revenue=amount(found.revenue_weight, "share"),
        efficiency=amount(1.0 - found.revenue_weight, "share"),
    )
    why = t("decide.leads.because", reasons=_told(found.reasons)) if found.reasons else ""
    return panels.verdict(main, f"{why} {_tipping(found)}".strip())


def _tipping(found: Reading) -> str:
    able = [reason for reason in (*found.reasons, *found.opposite) if reason.wrong_by]
    if not able:
        return t("decide.leads.firm")
    first = min(able, key=lambda reason: abs(_steps(reason)))
    return t("decide.leads.tips", name=name(first), limit=tip(first), value=value(first))


def _steps(reason: Reason) -> float:
    """How wrong an indicator must be, as a share of the way between the two ends of its rule."""
    return (reason.wrong_by or 0.0) / (reason.rule.revenue_at - reason.rule.efficiency_at)


def _told(reasons: Sequence[Reason]) -> str:
    return ", ".join(t("decide.leads.reason", name=name(reason), value=value(reason)) for reason in reasons[:NAMED])


def opposite(found: Reading) -> str:
    """The case for the side that does not lead."""
    if not found.opposite:
        return t("decide.leads.no_opposite")
    other = "efficiency" if side(found) == "revenue" else "revenue"
    return t("decide.leads.case", side=t(f"decide.leads.side.{other}"), reasons=_told(found.opposite))


def tip(reason: Reason) -> str:
    """From where an indicator would tip the dial, in words."""
    if reason.tips_at is None:
        return "–"
    return t("decide.above" if reason.tips_at > reason.value else "decide.below", value=in_unit(reason, reason.tips_at))


def dial(found: Reading) -> str:
    """The dial: a bar from efficiency to revenue with a needle on it."""
    ends = [escape(t(f"decide.leads.side.{end}")) for end in ("efficiency", "revenue")]
    said = escape(t("decide.leads.dial", revenue=amount(found.revenue_weight, "share")))
    return (
        f'<div class="dial" role="img" aria-label="{said}"><div><i></i>'
        f'<b style="left:{100.0 * found.revenue_weight:.1f}%"><span>{said}</span></b></div>'
        f'<p><span class="coo">{ends[0]}</span><span class="cro">{ends[1]}</span></p></div>'
    )


def ordered(found: Reading) -> list[Reason]:
    """All reasons, those for the side that leads first."""
    return [*found.reasons, *found.opposite]


def parts(found: Reading) -> list[Bar]:
    """How far each indicator turns the dial: right for revenue, left for efficiency."""
    return [
        Bar(
            name=t("decide.leads.reason", name=name(reason), value=value(reason)),
            value=reason.part,
            words=amount(reason.part, "points", signed=True),
            role="cro" if reason.part >= 0.0 else "coo",
        )
        for reason in ordered(found)
    ]


def table(found: Reading) -> str:
    """The rules with what they make of the company."""
    titles = [escape(t(f"decide.leads.column.{column}")) for column in COLUMNS]
    return panels.table(titles, [_row(reason) for reason in ordered(found)])


def _row(reason: Reason) -> tuple[str, ...]:
    speaks = "revenue" if reason.voice > 0.0 else "efficiency"
    rule = t(
        "decide.leads.rule",
        efficiency=in_unit(reason, reason.rule.efficiency_at),
        revenue=in_unit(reason, reason.rule.revenue_at),
    )
    cells = (
        value(reason),
        t(f"decide.leads.side.{speaks}") if reason.voice else "–",
        rule,
        amount(reason.rule.weight, "number"),
        amount(reason.part, "points", signed=True),
        tip(reason),
        _wrong(reason),
    )
    return (escape(name(reason)), *(escape(cell) for cell in cells))


def _wrong(reason: Reason) -> str:
    if reason.wrong_by is None:
        return t("decide.leads.cannot")
    unit = UNITS[reason.rule.indicator]
    return amount(reason.wrong_by, "points" if unit.startswith("share") else unit, signed=True)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(t(f"decide.indicator.{missing}") for missing in names)
