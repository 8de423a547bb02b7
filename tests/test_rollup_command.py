"""`python -m model rollup`: JSON on standard output, progress on standard error, one sentence and exit 2 on bad input."""

import io
import json

import pandas as pd
import pytest

from model.__main__ import main
from model.reading.mapping import Mapping, SourceMapping, mapping_text
from model.rollup.command import bar
from tests.written import csv_bytes

ROWS = [["date", "units", "revenue"], ["2024-01-05", 2, 20], ["2024-02-05", 3, 30]]


def ran(capsys, *arguments):
    code = main(["rollup", *map(str, arguments)])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_bytes(csv_bytes(ROWS))
    return path


def test_a_file_becomes_a_table_in_the_companys_folder(capsys, lines, tmp_path):
    code, answer, progress = ran(capsys, lines, "--kind", "invoices", "--to", tmp_path / "acme")
    assert code == 0
    assert (answer["table"], answer["lines"], answer["rows"], answer["months"]) == ("sales", 2, 2, 2)
    assert list(pd.read_csv(answer["file"])["units"]) == [2, 3]
    assert "100%" in progress


def test_columns_and_values_are_named_on_the_command_line(capsys, lines, tmp_path):
    more = ("--column", "units=revenue", "--column", "revenue=units", "--set", "market=Iberia")
    _, answer, _ = ran(capsys, lines, "--kind", "invoices", "--to", tmp_path / "acme", *more)
    frame = pd.read_csv(answer["file"])
    assert list(frame["units"]) == [20, 30]
    assert set(frame["market"]) == {"Iberia"}


def test_a_saved_mapping_names_the_columns(capsys, lines, tmp_path):
    saved = tmp_path / "m.toml"
    saved.write_text(
        mapping_text(Mapping("m", {"lines": SourceMapping("invoices", {"units": "revenue", "revenue": "units"})}))
    )
    _, answer, _ = ran(capsys, lines, "--kind", "invoices", "--to", tmp_path / "acme", "--mapping", saved)
    assert list(pd.read_csv(answer["file"])["units"]) == [20, 30]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--kind", "invoice"), "choose one of invoices"),
        (("--kind", "payroll"), "--column function=COLUMN"),
        (("--kind", "invoices", "--column", "units=Pieces"), "no column 'Pieces'"),
        (("--kind", "invoices", "--column", "units"), "has no '='"),
        (("--kind", "invoices", "--set", "revenue=much"), "'much' is not a number"),
        (("--kind", "invoices", "--mapping", "nowhere.toml"), "no such file"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_the_folder_alone(capsys, lines, tmp_path, arguments, word):
    target = tmp_path / "acme"
    target.mkdir()
    (target / "sales.csv").write_text("as it was")
    code, answer, said = ran(capsys, lines, "--to", target, *arguments)
    assert (code, answer) == (2, None)
    assert len(said.strip().splitlines()) == 1
    assert word in said
    assert (target / "sales.csv").read_text() == "as it was"


def test_the_bar_tells_each_tenth_once_where_nobody_watches():
    told = io.StringIO()
    progress = bar(told)
    for share in (0.0, 0.01, 0.09, 0.5, 0.52, 1.0):
        progress(share)
    assert told.getvalue().splitlines() == ["0%", "50%", "100%"]
