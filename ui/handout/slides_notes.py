"""What stands in the speaker’s notes: what the KPIs mean, where the figures come from, how they are made again."""

from ui.handout.brief import Brief
from ui.words import t


def sources(brief: Brief) -> list[str]:
    """Where the figures come from and how they are made again, in full."""
    return [marks(brief), " ".join(again(brief))]


def marks(brief: Brief, most: int | None = None) -> str:
    origin = brief.origin
    return t("brief.origin.marks", model=origin.model, data=origin.data[:most], scenario=origin.hashes[0][:most])


def again(brief: Brief) -> tuple[str, str]:
    """What opens the scenario: the words for it, and its address or its code."""
    origin = brief.origin
    return (t("brief.origin.link"), origin.link) if origin.link else (t("brief.origin.code"), origin.scenarios[0])


def definitions(brief: Brief) -> list[str]:
    """What each KPI means."""
    scores = [score for lens in brief.scores.lenses.values() for score in lens]
    return [
        t("brief.scores.how", over=brief.over),
        *(t("brief.notes.definition", kpi=score.label, definition=score.definition) for score in scores),
        *sources(brief),
    ]
