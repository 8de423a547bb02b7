"""Charts of one series of a plan beside another: a function's budget, a line planned and come."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look


@dataclass(frozen=True)
class Pair:
    """Two courses over the same months, the first drawn solid; `money` says that they share a scale of money."""

    first: Array
    second: Array
    names: tuple[str, str]
    role: str
    unit: str = ""
    money: bool = True


def chart(pair: Pair, months: Sequence[str], words: str, look: Look | None = None) -> Chart:
    """Both courses, each named at its end; `words` say the chart to who cannot see it."""
    look = look or shared.session_look()
    largest = float(max(abs(pair.first).max(), abs(pair.second).max()))
    by, unit = shared.money_scale(look, largest) if pair.money else (1.0, pair.unit)
    above = bool(pair.first[-1] >= pair.second[-1])
    places = (lines.ABOVE, lines.BELOW) if above else (lines.BELOW, lines.ABOVE)
    first = Series(months=months, role=pair.role, kind="solid", value=pair.first / by, series="first")
    second = Series(months=months, role="baseline", kind="dashed", value=pair.second / by, series="second")
    rows = lines.frame(
        [
            lines.named(one, name, name, place)
            for one, name, place in zip((second, first), pair.names[::-1], places[::-1], strict=True)
        ]
    )
    drawn = lines.spec(look, unit, shared.label_step(len(months)))
    return Chart(rows, drawn, words, figures=lines.figures(rows, look, unit))
