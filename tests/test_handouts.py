"""What is handed over is what the pages show: tables that add up, lines that recompute, a page that says all of the brief."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from model.__main__ import main
from model.beliefs import Event, Experiment
from model.kpis import KPIS
from model.questions.watching import ALONE, Cancelled, Watch
from model.samples import FOLDER, SAMPLES, load_sample
from model.scenario import read_scenario
from tests.foreign_readers import faults
from tests.handed import MONTHS, PLAN, handed
from tests.test_pages import html, opened
from ui.calibrations import applied
from ui.evidence import Evidence
from ui.handout import page, reproduce, tables_file
from ui.handout.line_units import DETAILS, LINES, REPEATED
from ui.handouts import HANDOUTS
from ui.link import Plan, encode
from ui.numbers import Style, amount
from ui.printer import PRINTER
from ui.searches import Searches, Work
from ui.words import LANGUAGES, catalogue

OTHER = replace(PLAN, name="Plan B", levers={"sales_heads": PLAN.levers["price_change"]}, note="")
SHOWN = ("revenue", "operating_cost", "ebitda", "on_time", "new_customers")  # by the cockpit's cards of every sample


def printed(lines: str, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[float, float]]:
    """What the lines print when they are run: KPI -> baseline and plan."""
    exec(compile(lines, "handed-over", "exec"), {})  # noqa: S102  these are our own lines, under test
    rows = (line.split() for line in capsys.readouterr().out.splitlines()[1:])
    return {name: (float(base), float(value)) for name, base, value in rows}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_lines_of_python_print_what_the_cockpit_shows_and_what_their_comments_say(
    sample: str, capsys: pytest.CaptureFixture[str]
):
    lines = reproduce.python(handed(sample)).decode()
    found = printed(lines, capsys)
    said = re.findall(r"^print\('(\w+)'.*# (\S+) (\S+) ", lines, re.MULTILINE)
    assert [name for name, *_ in said] == list(found)
    for name, *values in said:
        assert list(map(float, values)) == pytest.approx(found[name], rel=1e-12)
    cockpit = html(opened("cockpit", c=sample, s=encode(Plan(PLAN, MONTHS)), lang="en"))
    for name in SHOWN:
        assert amount(found[name][1], KPIS[name].unit, style=Style("en")) in cockpit


@pytest.mark.long
def test_the_lines_calibrate_as_the_reader_did(capsys: pytest.CaptureFixture[str]):
    tested = Experiment("", "price_elasticity", "", -1.2, 0.1)
    evidence = Evidence(True, (tested,), (Event("campaign", "2025-03", "2025-04"),))
    company = applied(load_sample("saas"), evidence)
    plain = handed("saas", evidence=evidence)
    given = replace(plain, subject=replace(plain.subject, company=company))
    found = printed(reproduce.python(given).decode(), capsys)
    revenue = given.alone(given.scenarios[0]).lines["revenue"]
    assert found["revenue"] == pytest.approx(revenue[:, 0].sum(axis=-1), rel=1e-9)
    assert found["revenue"] != pytest.approx(
        plain.alone(plain.scenarios[0]).lines["revenue"][:, 0].sum(axis=-1), rel=1e-6
    )


def brought(folder: Path, sample: str) -> None:
    """The files of a sample as somebody would bring them: in one ZIP under the name that the lines give."""
    with zipfile.ZipFile(folder / "helioflow.zip", "w") as archive:
        for path in sorted((FOLDER / sample).glob("*.csv")):
            archive.write(path, path.name)


def test_the_lines_for_a_company_that_was_brought_check_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    company = load_sample("saas")
    lines = reproduce.python(handed(replace(company))).decode()
    brought(tmp_path, "saas")
    assert printed(lines, capsys)["revenue"][1] > 0
    brought(tmp_path, "services")
    with pytest.raises(SystemExit, match="the figures would differ"):
        printed(lines, capsys)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_scenario_file_runs_on_the_command_line_and_gives_the_same(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    members = load_sample(sample).members["offer"]
    lever = replace(PLAN.levers["price_change"], values={members[0]: 0.02})
    plan = replace(PLAN, levers={**PLAN.levers, "price_change": lever})
    given, path = handed(sample, "en", plan), tmp_path / "plan.toml"
    path.write_bytes(reproduce.toml(given))
    assert read_scenario(path, given.company.first_month) == replace(plan, note="First line second line")
    command = reproduce.command(given, str(path)).split()
    assert main(command[3:]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["kpis"]["revenue"]["value"] == pytest.approx(
        given.alone(given.scenarios[0]).lines["revenue"][1].sum()
    )


def rows(content: bytes, name: str, spoken: str) -> list[dict[str, str]]:
    text = tables_file.unzipped(content)[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if spoken == "fr" else ","))


@pytest.fixture(scope="module")
def english() -> bytes:
    return tables_file.made(handed("industry", "en", PLAN, OTHER))


def test_the_months_of_each_scenario_sum_to_its_kpi(english: bytes):
    for scenario in ("Baseline", "Plan A", "Plan B"):
        months = [row for row in rows(english, "months", "en") if row["Scenario"] == scenario]
        (kpi,) = (
            row
            for row in rows(english, "kpis", "en")
            if (row["Scenario"], row["Name in the model"]) == (scenario, "revenue")
        )
        assert len(months) == MONTHS
        assert sum(float(row["Revenue [EUR]"]) for row in months) == pytest.approx(float(kpi["Value"]), rel=1e-8)
        assert float(kpi["Low end (P10)"]) < float(kpi["High end (P90)"])


def test_the_parts_of_a_bridge_sum_to_the_difference(english: bytes):
    for row in rows(english, "kpis", "en"):
        key = (row["Scenario"], row["Name in the model"])
        parts = [
            float(part["Part of the difference"])
            for part in rows(english, "bridges", "en")
            if (part["Scenario"], part["Name in the model"]) == key
        ]
        if parts:
            assert sum(parts) == pytest.approx(float(row["Difference"]), rel=1e-6, abs=1e-6 * abs(float(row["Value"])))


def test_the_members_of_a_dimension_sum_to_the_total(english: bytes):
    whole = {(row["Scenario"], row["Month"]): float(row["Revenue [EUR]"]) for row in rows(english, "months", "en")}
    for dimension in ("offer", "product", "market", "sales-channel"):
        sums = dict.fromkeys(whole, 0.0)
        for row in rows(english, f"detail-by-{dimension}", "en"):
            sums[row["Scenario"], row["Month"]] += float(row["Revenue [EUR]"])
        assert sums == pytest.approx(whole, rel=1e-7)


def test_in_french_the_tables_have_decimal_commas_and_their_text_lists_them_all():
    files = tables_file.unzipped(tables_file.made(handed("services", "fr")))
    readme = files["LISEZMOI.txt"].decode("utf-8-sig")
    assert all(name in readme for name in files if name != "LISEZMOI.txt")
    assert b";0,12;" in files["hypotheses.csv"] or "0,12" in files["hypotheses.csv"].decode("utf-8-sig")
    assert "Chiffre d’affaires [EUR]" in files["mois.csv"].decode("utf-8-sig")


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_line_of_a_projection_has_a_unit_and_words(sample: str):
    shown = handed(sample).shown()
    totals = {line for line in shown.lines if not line.startswith(REPEATED)}
    assert totals <= set(LINES)
    assert set(shown.by) <= set(DETAILS)
    for spoken in LANGUAGES:
        assert {f"file_line.{line}" for line in DETAILS} <= set(catalogue(spoken))


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_page_says_all_that_the_brief_says(spoken):
    given = handed("saas", spoken, PLAN, OTHER, author="Ada", question="Grow & earn?")
    text = page.made(given, ALONE).decode()
    brief = given.brief()
    said = [
        brief.company, brief.kind, "Plan A", "Plan B", "Ada", "Grow &amp; earn?", brief.answer, brief.catch, brief.compared,
        brief.scores.message, brief.courses.message, *(one.message for one in brief.bridges.values()), brief.moves.message,
        *(one.name for one in brief.moves.moves), *brief.moves.given, *(one.sentence for one in brief.duties),
        brief.delivery.message, brief.risks.message, *brief.risks.flips, brief.grounds.message,
        *(one.name for one in brief.grounds.hangs_on), *brief.triggers, brief.origin.model, *brief.origin.scenarios,
    ]  # fmt: skip
    missing = [each for each in said if each.replace("'", "&#x27;") not in text and each not in text]
    assert not missing
    assert f'<html lang="{spoken}">' in text
    assert not faults("page.html", text.encode(), "nobody")


@pytest.mark.parametrize("kind", HANDOUTS, ids=lambda kind: kind.name)
def test_making_a_file_can_be_stopped(kind):
    with pytest.raises(Cancelled):
        kind.make(handed(), Watch(cancelled=lambda: True))


def test_what_changes_a_file_changes_what_it_is_remembered_by():
    first = handed()
    others = (
        handed("saas", "fr"),
        handed("saas", "en", OTHER),
        handed("services"),
        handed(author="Ada"),
        handed(months=24),
    )
    noted = handed("saas", "en", replace(PLAN, note="other"))
    assert len({one.key for one in (first, *others, noted)}) == len(others) + 2


def test_a_picture_that_cannot_be_drawn_ends_the_work_as_failed():
    def undrawn(_: Watch) -> bytes:
        return PRINTER.picture({"no": "chart"}, "png")

    work = Work(("undrawn",))
    Searches[bytes]("undrawn")._work(work, undrawn)
    assert work.failed
