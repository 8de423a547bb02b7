"""Several scenarios side by side: which earns most, now and later, and what it gives up."""

from collections import Counter
from dataclasses import replace

import numpy as np

from model.kpis import KPIS
from model.projection import BASELINE, Projection
from ui.comparison import LENSES, SHORT, TIE, Comparison
from ui.handout.brief import Scorecards
from ui.handout.subject import Subject
from ui.numbers import amount
from ui.words import t


def compared(subject: Subject, certain: Projection) -> str:
    """Who leads on profit in the short and in the long term, and at what price; nothing for one scenario."""
    if len(subject.options) == 1:
        return ""
    keys = [str(place) for place in range(1, len(subject.options) + 1)]
    found = Comparison(dict(zip(keys, subject.scenarios, strict=True)), replace(certain, names=(BASELINE, *keys)))
    names = dict(zip(found.names, (t("preset.baseline"), *subject.names), strict=True))
    terms = ("short", "long") if subject.months > SHORT else ("long", "long")
    short, long = (found.names[int(np.argmax(found.terms[term]["ebitda"]))] for term in terms)
    told = {"short": names[short], "long": names[long], "horizon": subject.over}
    if short != long:
        main = t("compare.two_leaders", **told)
    else:
        main = t("compare.none_better" if long == found.names[0] else "compare.same_leader", **told)
    return f"{main} {_gain(found, long, subject.over)} {_price(found, long)}" if long != found.names[0] else main


def _gain(found: Comparison, leader: str, over: str) -> str:
    values = found.terms["long"]["ebitda"]
    gain = float(values[found.names.index(leader)] - values[0])
    return t("compare.gain", gain=amount(gain, "money", signed=True), horizon=over)


def _price(found: Comparison, leader: str) -> str:
    """The KPI on which the leader does worst against the baseline."""
    values = found.terms["long"]
    able = [KPIS[name] for names in LENSES.values() for name in names if name in values and KPIS[name].better]
    worst = min(able, key=lambda kpi: found.gain("long", kpi, leader))
    if found.gain("long", worst, leader) > -TIE:
        return t("compare.no_price")
    at = {"value": found.names.index(leader), "baseline": 0}
    said = {name: amount(float(values[worst.name][row]), worst.unit) for name, row in at.items()}
    return t("compare.price", kpi=t(f"kpi.{worst.name}.label"), **said)


def leads(subject: Subject, scores: Scorecards) -> str:
    """On how many KPIs each scenario leads, most first; nothing for one scenario."""
    if len(subject.options) == 1:
        return ""
    counts = Counter(row for lens in scores.lenses.values() for score in lens for row in score.best)
    names = (t("preset.baseline"), *subject.names)
    told = [t("brief.leads", name=names[row], count=count) for row, count in counts.most_common()]
    return f"{t('brief.leading')} {' · '.join(told)}" if told else t("brief.no_lead")
