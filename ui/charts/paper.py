"""A chart as it is printed: on white in the light colours, under its title, as wide as a slide."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ui.charts.palette import PALETTES
from ui.charts.spec import Chart, Spec

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
    spec = {
        **in_light(drawn.spec),
        "data": {"values": rows_of(drawn.frame)},
        "width": WIDTH,
        "title": heading,
        "padding": 12,
    }
    spec["height"] += ROOM
    spec.pop("params", None)
    return spec | {"config": {**spec["config"], "background": light.ground}}


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain objects, moments as milliseconds."""
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=10, date_unit="ms"))
    return rows


def in_light(spec: Spec) -> dict[str, Any]:
    """The spec with every colour of the dark theme replaced by the one of the same meaning."""
    dark, light = (vars(PALETTES[theme]) for theme in ("dark", "light"))
    same: Mapping[str, str] = {dark[meaning]: light[meaning] for meaning in dark}
    if spec["config"]["axis"]["gridColor"] != PALETTES["dark"].grid:
        return dict(spec)
    found: dict[str, Any] = _replaced(spec, same)
    return found


def _replaced(node: Any, same: Mapping[str, str]) -> Any:
    if isinstance(node, Mapping):
        return {key: _replaced(value, same) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_replaced(value, same) for value in node]
    return same.get(node, node) if isinstance(node, str) else node
