"""A chart as it is printed: on white in the light colours, under its title, as wide as a slide."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from ui.charts.palette import PALETTES
from ui.charts.spec import Chart, Spec
from ui.csv_file import shown

WIDTH = 960  # pixels
TITLE = 18
SUBTITLE = 13
ROOM = 76  # pixels that the title and the margins take


def printed(drawn: Chart, title: str, subtitle: str) -> dict[str, Any]:
    """The spec with its data, light on white, under a title."""
    light = PALETTES["light"]
    heading = {
        "text": title, "subtitle": subtitle, "anchor": "start", "frame": "group", "offset": 14,
        "fontSize": TITLE, "subtitleFontSize": SUBTITLE, "color": light.ink, "subtitleColor": light.quiet,
    }  # fmt: skip
    spec = filled(drawn) | {"width": WIDTH, "title": _mapped(heading, shown), "padding": 12}
    spec["height"] += ROOM
    return spec | {"config": {**spec["config"], "background": light.ground}}


def filled(drawn: Chart) -> dict[str, Any]:
    """The spec in the light colours with its data, moments as milliseconds; no text in it holds what cannot be seen."""
    rows = json.loads(drawn.frame.to_json(orient="records", double_precision=10, date_unit="ms"))
    spec: dict[str, Any] = _mapped({**in_light(drawn.spec), "data": {"values": rows}}, shown)
    spec.pop("params", None)
    return spec


def in_light(spec: Spec) -> dict[str, Any]:
    """The spec with every colour of the dark theme replaced by the one of the same meaning."""
    dark, light = (vars(PALETTES[theme]) for theme in ("dark", "light"))
    same: Mapping[str, str] = {dark[meaning]: light[meaning] for meaning in dark}
    if spec["config"]["axis"]["gridColor"] != PALETTES["dark"].grid:
        return dict(spec)
    found: dict[str, Any] = _mapped(spec, lambda text: same.get(text, text))
    return found


def _mapped(node: Any, change: Callable[[str], str]) -> Any:
    """A spec with every text changed."""
    if isinstance(node, Mapping):
        return {key: _mapped(value, change) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_mapped(value, change) for value in node]
    return change(node) if isinstance(node, str) else node
