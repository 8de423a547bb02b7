"""Calibration on public data with known answers, by the very estimators that calibrate a company.

    python -m benchmarks.public_data [FOLDER]      the folder, or TANDEM_PUBLIC_DATA

Where the files can be had: orange juice (Dominick's, in Taddy, Business Data Science), insurance quotes (R package fpp3),
advertising with known return (Google, simulated media mix), paid search (Blake, Nosko & Tadelis 2015, replication),
marketplace (Olist, Kaggle), airline costs (Greene, R package AER: USAirlines). Priors are those of the company's own
assumptions where the unit is the same, and wide where it is not.
"""

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.advertising import advertising_returns
from benchmarks.tables import Row, Table
from model.assumptions import ASSUMPTIONS
from model.beliefs import Belief
from model.calibration.assembly import Joint, with_evidence
from model.calibration.confounders import levels
from model.calibration.contentment import satisfaction_response
from model.calibration.costs import cost_response
from model.calibration.experiments import Evidence
from model.calibration.marketing import Media, media_response
from model.calibration.posterior import Posterior, Prior
from model.calibration.prices import volume_response
from model.vocabulary import Array

FEW_ORDERS = 500  # of the marketplace in a month: fewer tell nothing


def orange_juice(folder: Path) -> Row:
    """Price elasticity with brand fixed effects, all brands at once."""
    data = pd.read_csv(folder / "price_oj_taddy.csv")
    sales, price = (_by_brand(data, column) for column in ("sales", "price"))
    declared = ASSUMPTIONS["price_elasticity"]
    prior = Prior("price_elasticity", declared.default, declared.spread, declared.low, declared.high)
    found = volume_response(np.log(sales), np.log(price), [prior], levels(*sales.shape), memory=False)
    return _row("orange juice elasticity", "-3.14 within .1", found, "price_elasticity", (-3.24, -3.04))


def _by_brand(data: pd.DataFrame, column: str) -> Array:
    """A column with one series a brand   [row, brand]."""
    return np.stack([group[column].to_numpy(float) for _, group in data.groupby("brand")], axis=1)


def insurance_quotes(folder: Path) -> Row:
    """Monthly carry-over of television adverts on quotes: the share of an advert still felt a month later."""
    data = pd.read_csv(folder / "ads_insurance_monthly.csv")
    quotes, adverts = (data[column].to_numpy(float) for column in ("Quotes", "TVadverts"))
    declared = ASSUMPTIONS["carry_over"]
    priors = [
        Prior("carry_over", declared.default, declared.spread, declared.low, declared.high),
        _saturation(),
        Prior("effect", quotes.mean() / 2.0, quotes.mean(), 0.0),
    ]
    media = Media((adverts / adverts.mean())[:, np.newaxis])
    found = media_response(quotes[:, np.newaxis], media, priors, levels(len(quotes), 1))
    return _row(
        "advertising carry-over, insurance quotes", ".05 to .20 (lag ratio .12)", found, "carry_over", (0.05, 0.20)
    )


def _saturation(member: str = "") -> Prior:
    declared = ASSUMPTIONS["saturation"]
    return Prior("saturation", declared.default, declared.spread, declared.low, declared.high, member)


def paid_search(folder: Path) -> Row:
    """A geo experiment entered as an experiment: search switched off in some areas changed nothing."""
    data = pd.read_csv(folder / "causal_ebay_paidsearch.csv")
    effect, error = switched_off(data)
    declared = ASSUMPTIONS["incrementality"]
    before = Belief(
        name="incrementality", member="paid search", prior=declared.default, prior_spread=1.0, value=declared.default,
        spread=1.0, low=0.0, high=0.0, grade="guess", source="",
    )  # fmt: skip
    joint = with_evidence(
        Joint((before,), np.eye(1)), [Evidence("incrementality", "paid search", -effect, error, "geo")]
    )
    after = joint.beliefs[0]
    low, high = after.value - 1.96 * after.spread, after.value + 1.96 * after.spread
    text = f"{effect:.4f} (SE {error:.4f}); share of revenue that search makes {low:.3f} to {high:.3f}, was 1 +- 1"
    return "paid search switched off", "-.0058 (SE .0057), contains 0", text, bool(low <= 0.0 <= high)


def switched_off(data: pd.DataFrame) -> tuple[float, float]:
    """Difference in differences of mean ln revenue by area, and its standard error."""
    mean = (
        data.assign(log=np.log(data["revenue"])).groupby(["dma", "search stays on", "treatment_period"])["log"].mean()
    )
    wide = mean.unstack("treatment_period")
    change = (wide[1] - wide[0]).reset_index(level="search stays on", name="change")
    off, on = (change.loc[change["search stays on"] == flag, "change"] for flag in (0, 1))
    error = np.sqrt(off.var(ddof=1) / len(off) + on.var(ddof=1) / len(on))
    return float(off.mean() - on.mean()), float(error)


def lateness(folder: Path) -> Row:
    """Stars of a review on the share late, by month of purchase."""
    data = pd.read_csv(folder / "coupling_olist_kpi_month.csv")
    data = data[data["orders"] > FEW_ORDERS]
    late = 1.0 - data[["on_time_rate"]].to_numpy(float)
    stars = data[["avg_review"]].to_numpy(float)
    prior = Prior("satisfaction_late", 0.0, 10.0)
    found = satisfaction_response(stars, late, [prior], levels(len(stars), 1), memory=False)
    return _row("stars lost per unit late share", "2.59 within .35", found, "satisfaction_late", (2.24, 2.94))


def airlines(folder: Path) -> list[Row]:
    """ln cost on ln output, ln fuel price and load, with a level for every airline."""
    data = pd.read_csv(folder / "cost_usairlines.csv")

    def wide(column: str) -> Array:
        return data.pivot_table(index="year", columns="firm", values=column).to_numpy(float)

    cost, output, fuel = (np.log(wide(column)) for column in ("cost", "output", "price"))
    priors = [Prior("scale_exponent", 0.93, 1.0), Prior("fuel", 0.5, 1.0), Prior("utilisation_cost", 0.0, 10.0)]
    found = cost_response(cost, (output, fuel, wide("load")), priors, levels(*cost.shape), memory=False)
    return [
        _row("airline cost, output", ".919 within .01", found, "scale_exponent", (0.909, 0.929)),
        _row("airline cost, utilisation", "-1.07 within .02", found, "utilisation_cost", (-1.09, -1.05)),
    ]


def _row(what: str, reference: str, found: Posterior, name: str, allowed: tuple[float, float]) -> Row:
    """One coefficient beside its reference and the values that the gate allows."""
    value, spread = found.value(name), found.spread(name)
    return what, reference, f"{value:.3f} +- {spread:.3f}", allowed[0] <= value <= allowed[1]


def rows(folder: Path) -> list[Row]:
    """All gates: what, reference, found, met."""
    return [
        orange_juice(folder),
        insurance_quotes(folder),
        *advertising_returns(folder),
        paid_search(folder),
        lateness(folder),
        *airlines(folder),
    ]


def tables(folder: Path | None = None) -> list[Table]:
    """Side by side with the references."""
    place = folder or Path(os.environ["TANDEM_PUBLIC_DATA"])
    cells = [[what, reference, found, "met" if met else "missed"] for what, reference, found, met in rows(place)]
    note = "Estimators of `model.calibration` on public data; references from the papers and data sets named in the module."
    return [Table("Calibration on public data", note, ["what", "reference", "found", "gate"], cells)]


def main() -> int:
    """Print the table; 2 and one sentence without a folder."""
    given_folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TANDEM_PUBLIC_DATA", "")
    if not given_folder or not Path(given_folder).is_dir():
        print("public_data: no folder was given; name it as argument or in TANDEM_PUBLIC_DATA.", file=sys.stderr)
        return 2
    for table in tables(Path(given_folder)):
        print(table.markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
