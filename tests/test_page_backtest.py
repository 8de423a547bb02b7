"""The page 'Back-test', run without a browser."""

import re
from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from model.backtesting import Backtest
from model.samples import SAMPLES, load_sample
from tests.companies import company_of
from tests.proofs import in_long
from ui import backtests, companies

FIRST = ("industry", "fr")


def opened(key: str, language: str = "en") -> AppTest:
    app = AppTest.from_file("../pages/backtest.py", default_timeout=120)
    app.query_params["c"] = key
    app.query_params["lang"] = language
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says, without tags."""
    return re.sub(r"<[^>]+>", " ", " ".join(element.proto.body for element in app.get("html")))


def shortened(months: str) -> str:
    """The key of a sample whose history begins later."""
    tables = load_sample("services").tables
    cut = {
        name: frame[frame["month"] >= months].reset_index(drop=True) if "month" in frame else frame
        for name, frame in tables.items()
    }
    return companies.keep(company_of(cut))


@pytest.mark.parametrize(("sample", "language"), [FIRST, *in_long(product(SAMPLES, ("en", "fr")), FIRST)])
def test_the_page_opens_for_each_sample_and_language(sample, language):
    app = opened(sample, language)
    assert not app.exception
    said = words(app)
    assert not re.search(r"\b(backtest|chart|lever|line)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


def test_the_first_sentence_says_what_the_forecast_is_worth():
    app = opened("saas")
    assert re.search(r"Revenue: over \d+ past months the baseline forecast beats last year", words(app))


def test_another_line_has_its_own_sentence_and_picture():
    app = opened("industry")
    app.segmented_control(key="backtest-line").set_value("leads").run()
    assert not app.exception
    assert "Leads: over" in words(app)


def test_the_horizon_of_the_picture_can_be_changed():
    app = opened("industry")
    app.segmented_control(key="backtest-horizon").set_value(12).run()
    assert not app.exception


def test_a_second_visit_does_not_run_the_back_test_again():
    app = opened("saas")
    assert isinstance(backtests.found(load_sample("saas").content_hash), Backtest)
    assert not app.get("progress")
    assert not [button for button in app.button if button.key == "backtest-stop"]


def test_a_short_history_says_what_is_missing():
    app = opened(shortened("2025-10"))
    assert not app.exception
    assert "12 months of history are too few" in words(app)
    assert "NaN" not in words(app)


def test_a_history_of_a_year_and_a_half_is_judged_at_the_near_horizons_only():
    app = opened(shortened("2025-03"))
    assert not app.exception
    assert "too few to judge" in words(app)
