"""The audit workbook: its formulas are the engine, whatever is typed into its inputs."""

import io
import re
from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from model.assumptions import ASSUMPTIONS
from model.levers import LEVERS, SHOCKS
from model.paths import lever_members
from model.projection import project
from model.questions.watching import Cancelled, Watch
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario
from model.scores import kpi_values
from model.tracing.arrays import values
from model.tracing.inputs import as_cells, company_of, given, scenario_of
from model.tracing.trace import pair
from tests import office
from tests.proofs import in_long
from ui import audit_workbook
from ui.words import LANGUAGES, catalogue, speaking, t

needs_office = pytest.mark.skipif(bool(office.why_not()), reason=office.why_not() or "there is one")
TOLERANCE = 1e-6  # relative, on every line and month
PLAN = Scenario(
    name="More, dearer",
    levers={
        "price_change": Move(0.04, {}, start=2, ramp=3),
        "marketing_spend": Move(0.3, {}, start=1, ramp=2, end=9),
        "sales_playbook": Move(0.6, {}, start=0, ramp=9),
        "delivery_heads": Move(0.1, {}, start=3, ramp=4),
    },
    shocks={"market_growth": Move(0.05), "demand_shock": Move(-0.1, {}, start=4, ramp=6)},
    assumptions={"price_elasticity": -1.2},
)
TYPED = {  # key of an input -> row -> what is typed
    ("value", "price_change"): {0: 0.1, 1: -0.05},
    ("start", "price_change"): {0: 5.0},
    ("value", "expansion_effort"): {0: 0.7},
    ("end", "marketing_spend"): {0: 7.0},
    ("ramp", "sales_playbook"): {0: 7.0},
    ("value", "automation_capex"): {0: 0.05},
    ("value", "quality_effort"): {0: 0.02},
    ("value", "supply_delay"): {0: 0.4},
    ("value", "cost_inflation"): {0: 0.03},
    ("assumption", "queue_memory"): {0: 0.4},
    ("assumption", "win_delay"): {0: 3.0},
    ("assumption", "planned_hiring"): {0: 0.5},
    ("observed", "list_price"): {0: 1.07, 2: 0.9},  # observed amounts: times what they are
    ("observed", "units"): {1: 1.2},
    ("observed", "heads"): {1: 1.1, 3: 0.95},
    ("observed", "opening_cash"): {0: 0.5},
    ("season", "units"): {3: 1.1},
    ("history", "revenue"): {4: 1.1},
}
DECLARED = {**LEVERS, **SHOCKS}
TIMES = ("observed", "season", "history")
FUNCTIONS = {"ABS", "EXP", "IF", "LN", "MAX", "MIN", "NORMSDIST", "NORMSINV", "SQRT", "SUM", "SUMPRODUCT"}


def retyped(inputs, typed):
    """The inputs with what is typed; changed keys and rows -> number."""
    changed = {key: amount.astype(float).copy() for key, amount in inputs.items()}
    cells = {}
    for key, rows in typed.items():
        for row, value in rows.items():
            flat = changed[key].reshape(-1)
            flat[row] = flat[row] * value if key[0] in TIMES else value
            cells[key, row] = float(flat[row])
    return changed, cells


def computed(audit, cells):
    """The workbook's values after LibreOffice has computed it with other numbers in some cells."""
    sheets: dict[str, dict[office.Cell, float]] = {}
    for (key, row), value in cells.items():
        sheet, at, column = audit.book.places[audit.inputs[key].flat[row]].address
        sheets.setdefault(t(f"audit.sheet.{sheet}"), {})[at, column] = value
    return office.values(office.recomputed(office.retyped(audit.content, sheets)))


def projected(company, inputs, months):
    """The engine itself on changed inputs."""
    ready = company_of(company, inputs)
    assumptions = {name: amount.item() for (group, name), amount in inputs.items() if group == "assumption"}
    read = scenario_of(ready, inputs)
    levers = {name: named(company, LEVERS[name], move) for name, move in read.levers.items()}
    shocks = {name: named(company, SHOCKS[name], move) for name, move in read.shocks.items()}
    return project(ready, (replace(read, levers=levers, shocks=shocks, assumptions=assumptions),), months=months)


def named(company, lever, move):
    """The move as a scenario may say it: members by name, and one value for the offers that are still to come."""
    own = company.members[lever.over]
    others = [value for member, value in move.values.items() if member not in own]
    return replace(move, values={member: move.of(member) for member in own}, value=others[0] if others else move.value)


def largest_gap(audit, grid, projection):
    """The largest relative gap between the workbook's lines and the engine's, over both scenarios and all months."""
    gaps = {}
    rows = {"baseline": 0, "scenario": 1}
    for block in audit.book.of("lines"):
        if block.kind == "line" and block.section in rows:
            line = projection.lines[block.name][rows[block.section], 0]
            row = grid[t("audit.sheet.lines")][block.first]
            shown = np.array(row[5 : 5 + len(line)], dtype=float)
            least = max(1e-6 * np.abs(line).max(), 1e-9)  # what is nothing beside the line's own size counts as nothing
            gaps[block.section, block.name] = np.max(np.abs(shown - line) / np.maximum(np.abs(line), least))
    assert len(gaps) > 120
    kpis = kpi_values(projection)
    for block in audit.book.of("kpis"):
        if block.kind == "kpi":
            row = grid[t("audit.sheet.kpis")][block.first]
            for column, value in enumerate(kpis[block.name][::-1, 0]):
                gaps[block.name, column] = abs(row[4 + column] - value) / max(abs(value), 1e-6)
    name = max(gaps, key=lambda key: gaps[key])
    return gaps[name], name


def agreement(company, scenario, typed, months):
    """The largest gap after something is typed into the workbook of a scenario."""
    audit = audit_workbook.workbook(company, scenario, months)
    changed, cells = retyped(given(company, scenario), typed)
    return largest_gap(audit, computed(audit, cells), projected(company, changed, months))


def at_random(company, scenario, seed):
    """Something typed into a tenth of all inputs, within what is allowed."""
    generator = np.random.default_rng(seed)
    typed: dict[tuple[str, str], dict[int, float]] = {}
    for key, amount in given(company, scenario).items():
        group, name = key
        for row, value in enumerate(amount.flat):
            if np.isnan(value) or generator.random() > 0.1:
                continue
            if group == "value":
                declared = DECLARED[name]
                if lever_members(company, declared)[row] in company.members[declared.over]:
                    typed.setdefault(key, {})[row] = generator.uniform(declared.low, declared.high) / 2.0
            elif group == "assumption":
                known = ASSUMPTIONS[name.removesuffix(" by member")]
                nearer = value + 0.5 * (generator.uniform(known.low, known.high) - value)
                typed.setdefault(key, {})[row] = nearer
            elif group in TIMES:
                typed.setdefault(key, {})[row] = generator.uniform(0.95, 1.02)
            else:
                typed.setdefault(key, {})[row] = float(
                    generator.integers(*{"start": (0, 9), "ramp": (6, 12), "end": (10, 30)}[group])
                )
    return typed


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_traced_numbers_are_those_of_the_engine(sample):
    company = load_sample(sample)
    projection = project(company, (PLAN,), months=12)
    traced = pair(company, as_cells(given(company, PLAN)), 12, traced=True)
    for place, lived in enumerate((traced.baseline, traced.scenario)):
        for name, line in lived.lines.items():
            engine = projection.lines[name][place, 0]
            scale = np.nanmax(np.abs(engine), initial=1e-9)
            np.testing.assert_allclose(values(line), engine, rtol=1e-9, atol=1e-12 * scale, err_msg=name)
    for name, value in kpi_values(projection).items():
        np.testing.assert_allclose(values(traced.kpis[name]), value[::-1, 0], rtol=1e-9, atol=1e-9, err_msg=name)


@needs_office
@pytest.mark.parametrize("sample", ["industry", *in_long(SAMPLES, "industry")])
def test_the_workbook_computes_what_the_engine_does_after_levers_assumptions_and_data_are_retyped(sample):
    gap, name = agreement(load_sample(sample), PLAN, TYPED, 12)
    assert gap < TOLERANCE, name


@pytest.mark.prove
@pytest.mark.long
@needs_office
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_workbook_computes_what_the_engine_does_whatever_is_retyped(sample, seed):
    company = load_sample(sample)
    gap, name = agreement(company, PLAN, at_random(company, PLAN, seed), 36)
    assert gap < TOLERANCE, name


@pytest.fixture(scope="module")
def hostile():
    """The workbook of a company whose names are formulas, in French, and what stands in its cells."""
    company = load_sample("services")
    processes = ("=1+1", "+A1", "-2", '@SUM(A1) "q" \'s')
    company = replace(company, name="=cmd|'/c calc'!A1", members={**company.members, "process": processes})
    with speaking("fr"):
        audit = audit_workbook.workbook(company, replace(AS_IS, name='=HYPERLINK("http://x")', note="@x\tb\u202ec"), 12)
    return openpyxl.load_workbook(io.BytesIO(audit.content), read_only=True)


def test_names_that_look_like_formulas_are_text_and_formulas_name_only_known_functions_and_sheets(hostile):
    known = {
        catalogue("fr")[f"audit.sheet.{sheet}"] for sheet in ("levers", "assumptions", "company", "opening", "scenario")
    }
    known |= {catalogue("fr")[f"audit.sheet.{sheet}"] for sheet in ("baseline", "lines", "kpis", "checks", "engine")}
    texts, formulas = set(), set()
    for sheet in hostile.worksheets:
        for row in sheet.iter_rows():
            texts |= {str(cell.value) for cell in row[:4] if cell.data_type == "s"}
            formulas |= {cell.value for cell in row if cell.data_type == "f"}
    assert {"=1+1", "+A1", "-2", '@SUM(A1) "q" \'s', "=cmd|'/c calc'!A1", '=HYPERLINK("http://x")', "@xbc"} <= texts
    assert {name for text in formulas for name in re.findall(r"([A-Z]+)\(", text)} <= FUNCTIONS
    assert {name.strip("'") for text in formulas for name in re.findall(r"('[^']+'|\w+)!", text)} <= known
    assert len(formulas) > 10_000


def test_the_workbook_speaks_the_readers_language(hostile):
    assert hostile.sheetnames[:4] == ["Lisez-moi", "Leviers", "Hypothèses", "Entreprise"]
    first = [row[0].value for row in hostile["Lignes"].iter_rows(min_row=7, max_row=9)]
    assert first == ["Scénario", "Chiffre d’affaires", "Coût de livraison"]


def test_every_amount_has_words_in_both_languages():
    from model.tracing.amounts import UNIT

    for language in LANGUAGES:
        assert not {name for name in UNIT if f"audit.amount.{name}" not in catalogue(language)}


def test_the_writing_tells_how_far_it_is_and_stops_when_nobody_wants_it():
    told: list[float] = []
    with speaking("en"), pytest.raises(Cancelled):
        audit_workbook.workbook(load_sample("saas"), AS_IS, 12, Watch(told.append, lambda: len(told) > 40))
    assert told == sorted(told)
    assert told[-1] > 0.5


def test_the_command_refuses_bad_input_with_one_sentence(tmp_path, capsys):
    scenario = tmp_path / "plan.toml"
    scenario.write_text("[levers.price]\nvalue = 1\n", encoding="utf-8")
    assert audit_workbook.main(["saas", "--scenario", str(scenario)]) == audit_workbook.BAD_INPUT
    assert capsys.readouterr().err.count("\n") == 1
