"""The design tokens: one colour for one meaning, on light and on dark ground.

Every meaning reads on its ground with a contrast of 4.5 or more (WCAG AA), and any two stay apart for
readers with protanopia and deuteranopia (simulated after Machado, Oliveira & Fernandes 2009); a test
measures both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours by meaning, as #RRGGBB."""

    ground: str
    ink: str  # text, and 'my scenario' where several scenarios stand together
    quiet: str  # axis text
    grid: str
    cro: str  # growth: revenue, and the preset that puts revenue first
    coo: str  # operations: cost, capacity, and the preset that puts efficiency first
    shared: str  # both: profit, cash, and the balanced preset
    baseline: str  # the company as it is; always dashed too
    good: str
    bad: str
    tight: str  # between free and overloaded: lighter than bad on either ground


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        ground="#FFFFFF",
        ink="#0B1620",
        quiet="#4C5A67",
        grid="#E3E8EC",
        cro="#0C3E80",
        coo="#B05E00",
        shared="#7B35B0",
        baseline="#65737F",
        good="#00664F",
        bad="#A01018",
        tight="#E0A5A5",
    ),
    "dark": Palette(
        ground="#0E1720",
        ink="#E8EEF3",
        quiet="#B6C3CF",
        grid="#24323F",
        cro="#58BDFA",
        coo="#F7A63A",
        shared="#A97BE8",
        baseline="#A3B1BD",
        good="#90F0B4",
        bad="#F0596A",
        tight="#7A3A48",
    ),
}

MEANINGS = ("cro", "coo", "shared", "baseline", "good", "bad")


def scenario_roles() -> Mapping[str, str]:
    """The meaning, and so the colour, of each scenario that stands beside others."""
    return {
        "baseline": "baseline",
        "do_nothing": "baseline",
        "revenue_first": "cro",
        "efficiency_first": "coo",
        "balanced": "shared",
        "mine": "ink",
    }
