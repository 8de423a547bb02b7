"""The app with constants in place of the model and prebuilt charts: what a page costs by itself.

The first answers to a few scenarios are kept; later ones get one of them, chosen by their levers' values, so that
figures change from move to move and the page has something to repaint.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from app import ROUTER, lifespan
from ui import projections, results
from ui.charts import headline
from ui.guard import Guard

KINDS = 2


def kind_of(scenario: Any) -> int:
    """Which constant stands for a scenario: neighbouring slider positions get different ones."""
    return round(sum(100 * move.value for move in scenario.levers.values())) % KINDS if scenario.levers else KINDS


def remembered(function: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """A function that answers each key once; arguments are kept so that their identity stays theirs."""
    known: dict[Any, tuple[Any, Any]] = {}

    def answer(*given: Any, **options: Any) -> Any:
        place = key(*given)
        if place not in known:
            known[place] = (function(*given, **options), given)
        return known[place][0]

    return answer


def identities(*given: Any) -> tuple[object, ...]:
    """Numbers by value, all else by identity."""
    return tuple(one if isinstance(one, int) else id(one) for one in given)


def parts(projections_joined: Any, _names: Any) -> tuple[object, ...]:
    """The projections that stand beside each other."""
    return tuple(id(one) for one in projections_joined)


def asked(company: Any, scenarios: Any, *_names: Any, **how: Any) -> tuple[object, ...]:
    """Company and the way to run as they are; scenarios by the constant that stands for them."""
    several = scenarios if isinstance(scenarios, tuple) else (scenarios,)
    return (company.content_hash, tuple(kind_of(scenario) for scenario in several), *sorted(how.items()))


for module, name, key in (
    (projections, "project", asked),
    (projections, "outlook", asked),
    (projections, "beside", parts),
    (projections, "values", identities),
    (results, "changes", identities),
    (headline, "chart", identities),
):
    setattr(module, name, remembered(getattr(module, name), key))

app = st.App(ROUTER, middleware=[Middleware(Guard)], lifespan=lifespan)
