"""What the silo view misses: the same scenario with the departments tied together, and apart."""

import numpy as np
import pandas as pd

from model.projection import Projection
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.headline import values
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look, Spec


def chart(coupled: Projection, uncoupled: Projection, line: str = "ebitda", look: Look | None = None) -> Chart:
    """What the last scenario brings in money, added up, with what the silo view misses shaded."""
    look = look or shared.session_look()
    largest = max(float(np.abs(_added_up(one, line)).max()) for one in (coupled, uncoupled))
    by, unit = shared.money_scale(look, largest)
    words = look.say("chart.silo.description", line=look.say(f"line.{line}"))
    rows = frame(coupled, uncoupled, line, look, by)
    told = lines.figures(rows, look, look.say("chart.added_up", unit=unit))
    return Chart(rows, spec(look, unit, len(coupled.months)), words, figures=told)


def _added_up(projection: Projection, line: str) -> Array:
    """What the last scenario brings beyond the baseline since the start   [month]."""
    return np.cumsum(values(projection, line, -1) - values(projection, line, 0))


def spec(look: Look, unit: str, months: int) -> Spec:
    """The spec for one reader, unit of money and horizon."""
    return lines.spec(look, look.say("chart.added_up", unit=unit), shared.label_step(months))


def frame(coupled: Projection, uncoupled: Projection, line: str, look: Look, by: float) -> pd.DataFrame:
    """Tidy rows of `ui.charts.lines`: silo view dashed, whole company solid, difference shaded."""
    months = coupled.months
    whole, alone = (_added_up(one, line) / by for one in (coupled, uncoupled))
    low, high = np.minimum(whole, alone), np.maximum(whole, alone)
    told, seen = look.say("chart.silo.whole"), look.say("chart.silo.alone")
    places = (lines.BELOW, lines.ABOVE) if alone[-1] >= whole[-1] else (lines.ABOVE, lines.BELOW)
    dashed = Series(months=months, role="baseline", kind="dashed", value=alone)
    solid = Series(months=months, role="shared", kind="solid", value=whole)
    return lines.frame(
        [
            Series(months=months, role="bad", kind="area", value=whole, low=low, high=high),
            lines.named(dashed, seen, seen, places[1]),
            lines.named(solid, told, told, places[0]),
        ]
    )
