"""Which plan is looked back at, and since when: a signed receipt, a version kept, or what is at hand."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from store.kinds import Kept
from store.receipts import Receipt
from ui import decisions, kept, receipt_view, state, widgets
from ui.looked_at import LookedAt, of_receipt, of_version
from ui.moments import day
from ui.numbers import month_name
from ui.words import t

FEWEST, HELD_OUT = 12, 6  # months of history before a plan, and held out where nothing says since when
LONGEST = 36  # months looked back over
Choice = tuple[str, Callable[[], LookedAt]]  # what it is called, and how it is read


def picked() -> tuple[LookedAt, str]:
    """The plan that the reader chooses, and its first month."""
    plan, since = st.columns(2, gap="medium")
    with plan:
        key, looked = _plan()
    with since:
        return looked, _since(key, looked)


def receipts() -> tuple[Receipt, ...]:
    """The receipts of the company looked at that are whole, the newest first."""
    named = state.data().name
    return tuple(one for one in receipt_view.listed() if one.whole and one.document["company"]["name"] == named)


def is_ahead(looked: LookedAt) -> bool:
    """Whether no month of the plan has come yet."""
    return looked.start > state.data().history_months[-1]


def _plan() -> tuple[str, LookedAt]:
    choices, place = _choices(), f"lookback-plan-{state.company_key()[:8]}"
    if widgets.value(place) not in choices:
        widgets.hold(place, _usual() or ("mine" if state.has_moved() else "baseline"))
    key = str(
        st.selectbox(
            t("lookback.plan"), list(choices), key=place, format_func=lambda name: choices[name][0],
            placeholder=t("lookback.plan"), on_change=state.touch, persist_state="session",
        )
    )  # fmt: skip
    return key, choices[key][1]()


def _usual() -> str:
    """The newest receipt that months have followed, else the newest; nothing where none is signed."""
    signed, last = receipts(), state.data().history_months[-1]
    followed = [one for one in signed if str(one.document.get("first_month", "")) <= last]
    return next((f"receipt-{one.id}" for one in (*followed, *signed)), "")


def _choices() -> Mapping[str, Choice]:
    """Receipts first, then what is at hand, then what is kept."""
    signed: dict[str, Choice] = {f"receipt-{one.id}": _signed(one) for one in receipts()}
    own = {"mine": decisions.mine, "baseline": decisions.baseline}
    hand: dict[str, Choice] = {name: (t(f"preset.{name}"), partial(_at_hand, name)) for name in own}
    return {**signed, **hand, **{f"kept-{one.id}": (one.name, partial(_version, one)) for one in _kept()}}


def _signed(one: Receipt) -> Choice:
    named = t("lookback.plans.receipt", name=str(one.document["question"]), day=day(one.at))
    return named, partial(of_receipt, one, state.data())


def _at_hand(name: str) -> LookedAt:
    scenario = decisions.mine() if name == "mine" else decisions.baseline()
    return LookedAt(name=t(f"preset.{name}"), scenario=scenario, evidence=state.evidence())


def _kept() -> list[Kept]:
    """The kept scenarios of this company, also those of its older data."""
    here = {state.company_key(), state.data().content_hash}
    same = {data for data, newest in kept.newest().items() if newest in here} | here
    return [
        one for one in kept.listed() if not one.archived and same & {one.head.content.company, one.head.content.data}
    ]


def _version(one: Kept) -> LookedAt:
    """The version that is chosen, the newest at first."""
    versions = {str(version.number): version for version in kept.versions_of(one.id)} or {"": one.head}
    number = next(iter(versions))
    if len(versions) > 1:
        number = str(
            st.selectbox(
                t("lookback.version"), list(versions), key=f"lookback-version-{one.id}", on_change=state.touch,
                persist_state="session",
                format_func=lambda name: t("lookback.plans.version", number=name, day=day(versions[name].at)),
                placeholder=t("lookback.version"),
            )
        )  # fmt: skip
    return of_version(one.name, versions[number], kept.company_of(versions[number]), state.data())


def _since(key: str, looked: LookedAt) -> str:
    months = state.data().history_months[FEWEST:][-LONGEST:]
    place = f"lookback-since-{state.company_key()[:8]}-{key}"
    if widgets.value(place) not in months:
        widgets.hold(place, looked.start if looked.start in months else months[max(len(months) - HELD_OUT, 0)])
    return str(
        st.selectbox(
            t("lookback.since"), months, key=place, format_func=month_name, placeholder=t("lookback.since"),
            on_change=state.touch, persist_state="session",
        )
    )  # fmt: skip
