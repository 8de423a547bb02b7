"""A setting of a share code in words: which lever it is, and what it is set to."""

from collections.abc import Sequence

from model.assumptions import ASSUMPTIONS
from model.months import months_from
from store.codes import HORIZON, Changes
from ui import kept, state
from ui.lever_values import DECLARED, move_of, shown, word
from ui.numbers import amount, month_name
from ui.words import t

MOST = 4  # settings told of one version


def name(setting: str) -> str:
    """What a setting is called."""
    bare = setting.lstrip(".")
    if setting == HORIZON:
        return t("frame.horizon")
    if bare in DECLARED:
        return word(DECLARED[bare], "label")
    if bare in ASSUMPTIONS:
        return t(f"assumption.{bare}.label")
    return t("kept.evidence")


def value(setting: str, part: str) -> str:
    """What a setting is set to: nothing means as it is."""
    if not part:
        return t("kept.as_it_is")
    if setting == HORIZON:
        return t(f"frame.over.{int(part[:-1]) // 12}")
    bare = setting.lstrip(".")
    if bare in DECLARED:
        return _move(bare, part)
    if bare in ASSUMPTIONS:
        return amount(float(part.split("~")[1]), ASSUMPTIONS[bare].unit)
    return t("kept.set")


def changes(found: Changes) -> Sequence[str]:
    """What a version changed, each as a short text."""
    told = [f"{name(one)}: {value(one, before)} → {value(one, after)}" for one, (before, after) in found.items()]
    more = len(told) - MOST
    return [*told[:MOST], *([t("kept.more_changes", count=more)] if more > 0 else [])]


def _move(lever: str, part: str) -> str:
    declared = DECLARED[lever]
    scenario = kept.plan_of_code(f"1~~{part}").scenario
    move = move_of(scenario, declared)
    values = sorted({move.value, *move.values.values()})
    amounts = " … ".join(dict.fromkeys(shown(one, declared) for one in (values[0], values[-1])))
    if move.start == declared.start:
        return amounts
    start = month_name(months_from(state.company().first_month, move.start + 1)[-1])
    return f"{amounts}, {t('compare.from', month=start)}"
