"""What a reader clicked in a chart whose points can be picked: every click toggles one point of the browser's selection."""

from collections.abc import Mapping

from ui import widgets


def clicked(chart: str, selection: str, field: str) -> str:
    """In the callback of a chart: the point of the last click; empty when it hit none."""
    now = _held(widgets.value(chart), selection, field)
    before = widgets.value(_key(chart))
    widgets.hold(_key(chart), now)
    return difference(before if isinstance(before, frozenset) else frozenset(), now)


def difference(before: frozenset[str], now: frozenset[str]) -> str:
    """The one point that came or went; empty when several did.

    >>> difference(frozenset({"a"}), frozenset({"a", "b"})), difference(frozenset({"a"}), frozenset())
    ('b', 'a')
    """
    return next((min(found) for found in (now - before, before - now) if len(found) == 1), "")


def _held(value: object, selection: str, field: str) -> frozenset[str]:
    chosen = value.get("selection", {}).get(selection, []) if isinstance(value, Mapping) else []
    return frozenset(str(row[field]) for row in chosen if isinstance(row, Mapping) and field in row)


def _key(chart: str) -> str:
    return f"{chart}-selected"
