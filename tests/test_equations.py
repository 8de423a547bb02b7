"""Equations keep to the vocabulary, so that one source serves numpy, a compiler and a spreadsheet."""

import ast
import importlib
import inspect
import pkgutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import model.equations
from model import vocabulary
from model.equations import demand, operations, people, pipeline, stock
from model.vocabulary import smooth_min, smooth_min_inverse, softplus

MODULES = [
    importlib.import_module(f"model.equations.{found.name}") for found in pkgutil.iter_modules(model.equations.__path__)
]
EQUATIONS = [
    function
    for module in MODULES
    for _, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
]
ALLOWED = {
    "exp", "log", "sqrt", "minimum", "maximum", "normal_cdf", "power", "softplus", "smooth_min", "logistic", "logit",
    "smooth_min_inverse",
}  # fmt: skip
NODES = (
    ast.FunctionDef, ast.arguments, ast.arg, ast.Expr, ast.Constant, ast.Return, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load,
    ast.Store, ast.Assign, ast.AnnAssign, ast.Call, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.BitOr,
)  # fmt: skip
amounts = st.floats(0.0, 1e6)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda function: f"{function.__module__[16:]}.{function.__name__}")
def test_an_equation_keeps_to_the_vocabulary(equation):
    tree = ast.parse(inspect.getsource(equation))
    for node in ast.walk(tree.body[0]):
        assert isinstance(node, NODES), type(node).__name__
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            assert name in ALLOWED or any(name == other.__name__ for other in EQUATIONS), name


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda function: function.__name__)
def test_an_equation_is_said_in_the_first_line_of_its_docstring(equation):
    assert len((inspect.getdoc(equation) or "").splitlines()[0]) > 20


@given(amounts, amounts)
def test_smooth_min_is_below_both_and_close_to_the_smaller(a, b):
    low = float(smooth_min(np.array(a), np.array(b)))
    assert low <= min(a, b) + 1e-9
    assert low >= 0.96 * min(a, b) - 1e-9


@given(st.floats(1e-3, 1e5), st.floats(0.05, 0.98))
def test_smooth_min_inverse_gives_back_the_demand(limit, share):
    flow = np.array(limit * share)
    wanted = smooth_min_inverse(flow, np.array(limit))
    assert float(smooth_min(wanted, np.array(limit))) == pytest.approx(float(flow), rel=1e-9)


@given(st.floats(-5.0, 5.0))
def test_softplus_is_above_the_kink_and_close_to_it(x):
    value = float(softplus(np.array(x)))
    assert max(x, 0.0) <= value <= max(x, 0.0) + vocabulary.KINK


@given(amounts)
def test_zero_capacity_delivers_zero(wanted):
    zero = np.array(0.0)
    assert float(operations.throughput(np.array(wanted), zero, zero)) == pytest.approx(0.0, abs=1e-9)
    assert float(np.array(wanted) * pipeline.served_share(np.array(wanted), zero)) == pytest.approx(0.0, abs=1e-9)
    assert float(stock.released_share(np.array(wanted), zero) * wanted) == pytest.approx(0.0, abs=1e-9)


@given(st.floats(0.3, 0.97), st.floats(0.005, 0.1), st.integers(1, 40))
def test_the_queue_grows_with_utilisation(rho, more, servers):
    power = operations.queue_power(np.array(float(servers)))
    wait = [
        operations.queue_days(np.array(1.0), np.array(r), np.array(float(servers)), power, np.array(1.0))
        for r in (rho, rho + more)
    ]
    assert float(wait[1]) >= float(wait[0])


def test_the_queue_is_close_to_exact_erlang_c():
    """Within 7.3 % of exact Erlang-C for up to 10 servers, .8 <= rho (Sakasegawa 1977)."""
    for servers in range(1, 11):
        for rho in (0.8, 0.9, 0.95):
            load = servers * rho
            head = sum(load**k / np.prod(np.arange(1, k + 1)) for k in range(servers))
            tail = load**servers / np.prod(np.arange(1, servers + 1)) / (1 - rho)
            exact = tail / (head + tail) / (servers * (1 - rho))
            one, count = np.array(1.0), np.array(float(servers))
            power = operations.queue_power(count)
            ours = float(operations.queue_days(one, np.array(rho), count, power, one))
            assert ours == pytest.approx(exact, rel=0.073)


def test_a_cohort_ramps_as_one_minus_exp():
    """Hires of one month deliver 1 - exp(-age / ramp)."""
    deficit = np.array(0.0)
    kept = np.exp(np.array(-1.0 / 5.0))
    for month in range(6):
        deficit = people.ramp_deficit(deficit, np.array(10.0 if month == 0 else 0.0), np.array(0.0), kept)
        assert float(10.0 - deficit) == pytest.approx(10.0 * (1.0 - np.exp(-(month + 1) / 5.0)))


def test_price_response_reaches_its_elasticity():
    log_volume = np.array(0.0)
    for _ in range(60):
        log_volume = demand.log_volume(log_volume, np.array(0.3), np.array(-1.5), np.array(1.10))
    assert float(np.exp(log_volume)) == pytest.approx(1.10**-1.5)


def test_hazard_without_pressure_is_the_usual_one():
    zero = np.array(0.0)
    assert float(demand.churn_hazard(np.log(np.array(1.0 - 0.0237)), zero, zero, zero)) == pytest.approx(0.0237)
