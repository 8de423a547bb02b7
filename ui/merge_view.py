"""Merging two branches on screen: three ways for each setting, what together is not the sum, and why, then a new scenario."""

from html import escape

import streamlit as st

from model.bridges import Bridge
from model.company import Company
from model.kpis import KPIS
from model.scores import why_not
from store.codes import three_ways
from store.kinds import Kept
from store.names import LONGEST_NAME
from ui import bridge_words, conflict_view, keeping, kept, merging, panels, widgets
from ui.decisions import change
from ui.kept_pick import pick
from ui.lever_values import member_name
from ui.merging import ONE, OTHER, Merge, Together
from ui.numbers import amount
from ui.words import t

TOLD = ("ebitda", "revenue", "operating_cost", "on_time", "satisfaction")
NONE = 1e-4  # of the larger part: an interaction below this is not worth a word


def draw(listed: tuple[Kept, ...]) -> None:
    """Pick two, choose, see what together is, keep it as one."""
    if len(listed) < 2:
        st.html(f'<p class="quiet">{escape(t("kept.merge.two_needed"))}</p>')
        return
    picked = _picked(listed)
    if picked is None:
        return
    merge = merging.merge_of(*picked)
    company = kept.company_of(merge.one.head)
    ways = three_ways(*merge.codes)
    if company is None or not ways:
        st.html(
            f'<p class="quiet">{escape(t("kept.merge.same" if company else "kept.no_data", name=merge.one.name))}</p>'
        )
        return
    panels.heading(t("kept.merge.ways"), t("kept.merge.ways_note", one=merge.one.name, other=merge.other.name))
    st.html(conflict_view.table(ways, (merge.one.name, merge.other.name)))
    prefix = f"merge-{merge.one.id}-{merge.other.id}"
    conflict_view.choose(ways, prefix, (merge.one.name, merge.other.name))
    code = conflict_view.chosen(*merge.codes, prefix, ways)
    _report(company, merge, code)
    _keep(merge, code)


def _picked(listed: tuple[Kept, ...]) -> tuple[Kept, Kept] | None:
    """Two scenarios that are pinned to the same data."""
    left, right = st.columns(2, gap="medium")
    with left:
        one = pick(t("kept.merge.one"), listed, "merge-one")
    same = [each for each in listed if one and each.id != one.id and each.head.content.data == one.head.content.data]
    if one is None or not same:
        st.html(f'<p class="quiet">{escape(t("kept.merge.same_data_needed"))}</p>')
        return None
    with right:
        other = pick(t("kept.merge.other"), same, f"merge-other-{one.id}")
    return None if other is None else (one, other)


def _report(company: Company, merge: Merge, code: str) -> None:
    kpis = tuple(kpi for kpi in TOLD if not why_not(KPIS[kpi], company))
    found = merging.together(company, merge, code, kpis)
    panels.heading(t("kept.merge.together"), t("kept.merge.together_note"))
    first = kpis[0]
    st.html(panels.verdict(sentence(merge, found.bridges[first]), reason(merge, found, first)))
    titles = [
        escape(title) for title in ("", merge.one.name, merge.other.name, t("kept.merge.both"), t("kept.merge.rest"))
    ]
    st.html(panels.table(titles, [_row(found.bridges[kpi]) for kpi in kpis]))


def sentence(merge: Merge, found: Bridge) -> str:
    """A alone, B alone, together, and what is left over."""
    alone = {name: change(found.alone.get(name, 0.0), found.kpi) for name in (ONE, OTHER)}
    words = {"kpi": t(f"kpi.{found.kpi}.label"), "both": change(found.after - found.before, found.kpi)}
    names = {"one_name": merge.one.name, "other_name": merge.other.name, "rest": change(found.interaction, found.kpi)}
    key = "adds_up" if _adds_up(found) else "not_the_sum"
    return t(f"kept.merge.{key}", **alone, **words, **names)


def reason(merge: Merge, found: Together, kpi: str) -> str:
    """Why together is not the sum: what both use, and the two levers that change each other most."""
    if _adds_up(found.bridges[kpi]):
        return ""
    told = []
    if found.shared is not None:
        shared = found.shared
        told.append(
            t(
                "kept.merge.shared",
                process=member_name(shared.process, "process"),
                function=t(f"function.{shared.function}"),
                heads=amount(shared.heads, "heads"),
                one=amount(shared.one, "share"),
                other=amount(shared.other, "share"),
                both=amount(shared.both, "share"),
                one_name=merge.one.name,
                other_name=merge.other.name,
            )
        )
    pair = next(iter(found.pairs.get(kpi, {}).items()), None)
    if pair is not None:
        (one, other), value = pair
        words = {"one": bridge_words.label(one), "other": bridge_words.label(other), "change": change(value, kpi)}
        told.append(t("decide.moved.pair", **words))
    return " ".join(told)


def _adds_up(found: Bridge) -> bool:
    largest = max((abs(value) for value in found.alone.values()), default=0.0)
    return len(found.alone) < 2 or abs(found.interaction) <= NONE * largest


def _row(found: Bridge) -> tuple[str, ...]:
    values = (found.alone.get(ONE, 0.0), found.alone.get(OTHER, 0.0), found.after - found.before, found.interaction)
    return (escape(t(f"kpi.{found.kpi}.label")), *(escape(change(value, found.kpi)) for value in values))


def _keep(merge: Merge, code: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = _name_key(merge)
        widgets.give_first(name, t("kept.merge.name", one=merge.one.name, other=merge.other.name)[:LONGEST_NAME])
        st.text_input(t("kept.name"), key=name, max_chars=LONGEST_NAME, width=320)
        st.button(t("kept.merge.keep"), key="merge-keep", type="primary", on_click=_merged, args=(merge, code))


def _name_key(merge: Merge) -> str:
    return f"merge-name-{merge.one.id}-{merge.other.id}"


def _merged(merge: Merge, code: str) -> None:
    """Open the merged plan and keep it as a scenario of its own, which says what it came from."""
    keeping.open_merged(merge.one, code)
    keeping.save_as(
        str(widgets.value(_name_key(merge)) or ""),
        t("kept.merge.why", one=merge.one.name, other=merge.other.name),
        merged=(merge.other.id, merge.other.head.number),
    )
