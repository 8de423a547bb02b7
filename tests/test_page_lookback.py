"""The look-back as a reader has it: the page, the report as a file, and the triggers that fired."""

from pathlib import Path

import pytest

from model.samples import load_sample
from model.triggers import Trigger, fates, seen_kpis
from store.database import database
from store.receipts import About, write
from store.workspaces import new_workspace
from tests.deciding import waited
from tests.test_drafts import visit
from tests.test_pages import html, opened
from ui.lookback_file import main
from ui.pages import FOLDER
from ui.words import Language, speaking


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_the_gap_and_its_largest_part_first(language: Language):
    with speaking(language):  # the test's own thread reads labels too
        said = html(waited(opened("lookback", s="1~~12m~~price_change~0.05", lang=language)))
    assert {"en": "the largest part", "fr": "la plus grande part"}[language] in said
    assert {"en": "Had this plan begun then", "fr": "Si ce plan avait commencé alors"}[language] in said
    assert {"en": "not executed", "fr": "non exécuté"}[language] in said


def test_a_shock_that_the_reader_names_has_a_part_of_its_own():
    app = waited(opened("lookback", s="1~~12m~~price_change~0.05", lang="en"))
    assert "Named shock" not in html(app)
    app.multiselect(key="lookback-shocks").set_value(["demand_shock"]).run()
    app.selectbox(key="lookback-shock-demand_shock").set_value(-0.2).run()
    assert "Named shock" in html(waited(app))


def test_the_report_is_one_file_without_a_script(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    plan = tmp_path / "plan.toml"
    plan.write_text("[levers.price_change]\nvalue = 0.04\n", encoding="utf-8")
    month = load_sample("saas").history_months[-6]
    assert main(["saas", "--plan", str(plan), "--from", month, "--lang", "fr"]) == 0
    report = capfdbinary.readouterr().out.decode()
    assert "prévu et réalisé" in report
    for part in ("<script", "http://", "https://", "onerror"):
        assert part not in report


def test_a_report_of_nothing_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    plan = tmp_path / "plan.toml"
    plan.write_text("", encoding="utf-8")
    assert main(["saas", "--plan", str(plan), "--from", "2010-01"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_trigger_fires_only_on_its_side_and_in_its_month():
    company = load_sample("saas")
    month = company.history_months[-2]
    came = float(seen_kpis(company)["revenue"][-2])
    asked = (
        Trigger("revenue", "below", came * 1.01, month),
        Trigger("revenue", "above", came * 1.01, month),
        Trigger("revenue", "below", came, "2099-01"),
        Trigger("overtime", "below", 1.0, month),
    )
    assert [one.fate for one in fates(company, asked)] == ["fired", "quiet", "later", "unseen"]


def test_a_trigger_about_any_kpi_that_tables_show_is_judged_by_its_own_definition():
    company = load_sample("industry")
    month, seen = company.history_months[-1], seen_kpis(company)
    assert seen["ebitda_margin"][-1] == pytest.approx(seen["ebitda"][-1] / seen["revenue"][-1])
    for name in ("on_time", "satisfaction", "utilisation", "stock_days", "cash", "pipeline_coverage"):
        came = float(seen[name][-1])
        asked = [Trigger(name, "below", came * 1.01, month), Trigger(name, "above", came * 0.99, month)]
        assert [one.fate for one in fates(company, asked)] == ["fired", "fired"], name
    assert [one.fate for one in fates(company, [Trigger("churn_rate", "above", 0.0, month)])] == ["unseen"]


def test_a_signed_receipt_is_the_plan_and_its_fired_triggers_come_first():
    workspace = new_workspace(database())
    company = load_sample("saas")
    said = {"kpi": "ebitda_margin", "side": "below", "value": 0.9, "month": company.history_months[-2]}
    document = {
        "question": "<b id=x>Raise prices?</b>",
        "company": {"name": company.name},
        "first_month": company.history_months[-3],
        "code": "1~~price_change~0.05",
        "triggers": [{**said, "side": "above"}, said],
    }
    write(database(), workspace, document, About(key="k"))
    app = visit(workspace, lang="en")
    app.switch_page(str(FOLDER / "lookback.py")).run()
    waited(app)
    assert app.error[0].value == "1 trigger of 2 fired: the decision is to be reopened."
    shown = html(app)
    assert "Raise prices?" in str(app.selectbox(key="lookback-plan-saas").options[0])
    assert shown.index("EBITDA margin below") < shown.index("EBITDA margin above") < shown.index("not executed")
    (since,) = [box for box in app.selectbox if str(box.key).startswith("lookback-since")]
    assert since.value == company.history_months[-3]
