"""What a reader looks at on the pages Decide and Plan: the address holds it, so that a link shows the same answer.

    decide~doubt~~kpi~on_time~~first~balanced

Choices are separated by '~~', a choice from its value by '~'; only what differs from the usual is there. An address comes
from strangers: a choice that is not known, or a value that it cannot have, is ignored and told.
"""

from collections.abc import Collection, Mapping

from model.assumptions import ASSUMPTIONS
from model.kpis import KPIS
from model.levers import SHOCKS
from model.presets import DIRECTIONS

Looks = Mapping[str, str]  # choice -> value
LONGEST = 400
DECIDING = ("leads", "moved", "doubt")
PLANNING = ("switch", "terms", "steps", "people")
PLAYERS = ("lever", "owner")  # of a bridge
SEEDS = ("1", "2", "3", "4", "5")
_SCENARIOS = ("baseline", "do_nothing", *DIRECTIONS, "mine")
_FACTORS = (*ASSUMPTIONS, *SHOCKS)
CHOICES: Mapping[str, Collection[str]] = {
    "decide": DECIDING,
    "plan": PLANNING,
    "kpi": tuple(KPIS),
    "by": PLAYERS,
    "start": _SCENARIOS,
    "first": _SCENARIOS,
    "second": _SCENARIOS,
    "across": _FACTORS,
    "upwards": _FACTORS,
    "seed": SEEDS,
}


def written(looks: Looks) -> str:
    """The looks as one short text; empty when all is as usual."""
    return "~~".join(f"{name}~{looks[name]}" for name in CHOICES if name in looks)


def read(text: str) -> tuple[Looks, tuple[str, ...]]:
    """The looks of a text, and the parts that were ignored.

    >>> read("kpi~on_time~~kpi2~x~~first~nobody")
    ({'kpi': 'on_time'}, ('kpi2~x', 'first~nobody'))
    """
    if not text:
        return {}, ()
    if len(text) > LONGEST:
        return {}, (text,)
    found: dict[str, str] = {}
    ignored = []
    for part in text.split("~~"):
        name, _, value = part.partition("~")
        if value in CHOICES.get(name, ()):
            found[name] = value
        else:
            ignored.append(part)
    return found, tuple(ignored)
