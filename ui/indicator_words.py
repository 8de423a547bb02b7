"""The indicators of the compass in words: their names, and their values in their units."""

from collections.abc import Mapping

from model.questions.compass import Reason
from ui.numbers import amount
from ui.words import t

UNITS: Mapping[str, str] = {
    "runway": "months",
    "utilisation": "share",
    "pipeline_coverage": "number",
    "nrr": "share",
    "on_time": "share",
    "defects": "share",
    "market_growth": "share_per_year",
    "margin": "share",
}


def name(reason: Reason) -> str:
    """An indicator in words."""
    return t(f"decide.indicator.{reason.rule.indicator}")


def value(reason: Reason) -> str:
    """An indicator's value; one at its end may be beyond it."""
    told = in_unit(reason, reason.value)
    return t("decide.leads.or_more", value=told) if reason.value >= reason.rule.highest else told


def in_unit(reason: Reason, number: float) -> str:
    """An amount in the unit of an indicator."""
    return amount(number, UNITS[reason.rule.indicator])
