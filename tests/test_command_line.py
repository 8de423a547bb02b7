"""The command line keeps its contract: names, shapes, exit codes, one clear sentence."""

import json

import pytest

from model.__main__ import main
from model.kpis import KPIS
from model.levers import LEVERS
from model.projection import project
from model.samples import load_sample


@pytest.fixture
def scenario_file(tmp_path):
    def write(text):
        path = tmp_path / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def run(capsys, *arguments):
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else None, captured.err


def test_levers_are_listed_with_exactly_their_keys(capsys):
    _, listed, _ = run(capsys, "levers")
    assert [lever["name"] for lever in listed] == list(LEVERS)
    assert set(listed[0]) == {"name", "owner", "unit", "low", "high", "default", "step", "over"}


def test_kpis_are_listed_with_exactly_their_keys(capsys):
    _, listed, _ = run(capsys, "kpis")
    assert [kpi["name"] for kpi in listed] == list(KPIS)
    assert set(listed[0]) == {"name", "lens", "unit", "better", "definition"}


def test_a_sample_folder_passes_the_check(capsys):
    code, answer, _ = run(capsys, "check", "sample_data/saas")
    assert (code, answer["ok"]) == (0, True)


def test_a_projection_has_months_lines_details_kpis_and_residuals(capsys, scenario_file):
    path = scenario_file('[levers.price_change]\nvalue = 0.05\nstart = "2027-01"\n')
    code, answer, _ = run(
        capsys, "project", "sample_data/industry", "--scenario", path, "--months", "24", "--draws", "40"
    )
    assert code == 0
    assert len(answer["months"]) == len(answer["lines"]["revenue"]) == 24
    assert set(answer["by"]["revenue"]) == {"offer", "product", "market", "sales_channel"}
    revenue = answer["kpis"]["revenue"]
    assert revenue["p10"] <= revenue["p50"] <= revenue["p90"]
    assert answer["kpis"]["nrr"]["available"] is False
    assert answer["kpis"]["nrr"]["why_not"] == "customers"
    assert max(answer["residuals"].values()) < 1e-9


def test_nothing_moved_equals_the_baseline_exactly(capsys):
    _, answer, _ = run(capsys, "project", "saas", "--months", "12")
    for name, kpi in answer["kpis"].items():
        assert kpi["value"] == kpi["baseline"], name


def test_a_comparison_bridges_every_difference(capsys, scenario_file):
    path = scenario_file(
        'name = "push"\n[levers.marketing_spend]\nvalue = 0.4\n[levers.price_change]\nvalue = 0.04\n'
        '[levers.delivery_heads]\nvalues = {"operations" = 0.1}\n[shocks.rival_price]\nvalue = -0.03\n'
    )
    code, answer, _ = run(capsys, "compare", "sample_data/services", path, "--months", "24")
    assert code == 0
    for kpi, shares in answer["bridges"].items():
        scored = answer["scenarios"]["push"]["kpis"][kpi]
        assert sum(shares.values()) == pytest.approx(scored["value"] - scored["baseline"], rel=1e-9, abs=1e-6), kpi
        assert set(shares) == {"marketing_spend", "price_change", "delivery_heads", "rival_price"}


def test_one_scenario_gives_the_numbers_of_the_engine(capsys):
    _, answer, _ = run(capsys, "project", "services", "--months", "24")
    expected = project(load_sample("services"), months=24).lines["cash"][0, 0]
    assert answer["lines"]["cash"] == pytest.approx(list(expected), rel=1e-12)


def test_a_frontier_has_points_with_kpis_levers_and_what_binds(capsys):
    code, answer, _ = run(capsys, "frontier", "services", "--constraint", "on_time>=0.9", "--months", "12")
    assert code == 0
    assert {"baseline", "revenue_first", "efficiency_first", "balanced"} <= set(answer["named"])
    for point in answer["points"]:
        assert point["kpis"]["on_time"] >= 0.9 - 1e-6
        assert set(point["levers"]) <= set(LEVERS)
        assert isinstance(point["binding"], list)


def test_a_goal_that_is_sought_has_ways_with_levers_and_a_value(capsys):
    target = 1.05 * run(capsys, "project", "services", "--months", "12")[1]["kpis"]["ebitda"]["value"]
    code, answer, _ = run(capsys, "seek", "services", "--kpi", "ebitda", "--target", str(target), "--months", "12")
    assert (code, answer["reached"]) == (0, True)
    assert answer["ways"][0]["value"] == pytest.approx(target, rel=1e-3)
    assert answer["ways"][0]["levers"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("frontier", "saas", "--constraint", "on_time"), ("constraint", "on_time>=0.9")),
        (("frontier", "saas", "--first", "nothing"), ("nothing", "revenue_growth")),
        (("frontier", "saas", "--first", "cash", "--second", "cash"), ("cash", "two different")),
        (("seek", "saas", "--kpi", "stock_days", "--target", "3"), ("stock_days", "stock")),
        (("seek", "saas", "--kpi", "cash", "--target", "nan"), ("--target", "finite")),
        (("seek", "saas", "--kpi", "cash", "--target", "1", "--by", "2099-01"), ("by", "2099-01")),
        (("project", "nowhere"), ("nowhere", "check the path")),
        (("project", "saas", "--months", "3"), ("--months", "12 to 60")),
        (("project", "saas", "--draws", "-4"), ("--draws", "10000")),
        (("bogus",), ("bogus", "project")),
        (("compare", "saas"), ("scenarios",)),
        (("project", "saas", "--scenario", "missing.toml"), ("missing.toml",)),
    ],
)
def test_bad_input_ends_with_2_and_one_sentence(capsys, arguments, words):
    code, answer, said = run(capsys, *arguments)
    assert (code, answer) == (2, None)
    assert len(said.strip().splitlines()) == 1
    assert all(word in said for word in words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[levers.price]\nvalue = 0.1\n", ("price", "price_change")),
        ("[levers.price_change]\nvalue = 5\n", ("price_change", "-0.15", "0.2")),
        ("[levers.price_change]\nvalue = nan\n", ("price_change", "not a number")),
        ('[levers.price_change]\nvalue = "5 %"\n', ("price_change", "not a number")),
        ('[levers.price_change]\nvalues = {"Nobody" = 0.1}\n', ("Nobody", "Planning")),
        ("[levers.price_change]\nvalue = 0.1\nstart = 99\n", ("start", "59")),
        ('[levers.price_change]\nvalue = 0.1\nstart = "soon"\n', ("start", "soon", "2026-04")),
        ("[levers.price_change]\nvalue = 0.1\nramp = 0\n", ("ramp", "1")),
        ("[levers.price_change]\nvalue = 0.1\nstart = 6\nend = 6\n", ("end", "later")),
        ("[levers.sales_playbook]\nvalue = 0.5\nend = 9\n", ("sales_playbook", "cannot end")),
        ("[levers.price_change\nvalue", ("TOML",)),
        ("levers = 3\n", ("levers", "table")),
        ("[assumptions]\nchurn = 2\n", ("churn", "out of range")),
        ("surprise = 1\n", ("surprise", "levers")),
    ],
)
def test_a_bad_scenario_is_refused_in_one_sentence(capsys, scenario_file, text, words):
    code, answer, said = run(capsys, "project", "saas", "--scenario", scenario_file(text))
    assert (code, answer) == (2, None)
    assert len(said.strip().splitlines()) == 1
    assert all(word in said for word in words), said
