"""The equations as the model runs them: read from its own source, with the assumptions that they use."""

import inspect
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from model import equations


@dataclass(frozen=True)
class Equation:
    """One free function: its name, the equation that its docstring begins with, and what else it says."""

    name: str
    formula: str
    note: str


@cache
def by_module() -> Mapping[str, tuple[Equation, ...]]:
    """The equations of each module, in the order of its source."""
    names = sorted(module.name for module in pkgutil.iter_modules(equations.__path__))
    return {name: _equations(import_module(f"{equations.__name__}.{name}")) for name in names}


def _equations(module: ModuleType) -> tuple[Equation, ...]:
    functions = [
        function
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    ]
    functions.sort(key=lambda function: function.__code__.co_firstlineno)
    return tuple(_equation(function.__name__, inspect.getdoc(function) or "") for function in functions)


def _equation(name: str, said: str) -> Equation:
    first, _, rest = said.partition("\n")
    formula, bracket, after = first.partition("]")
    note = f"{after.strip(' .;:,')} {' '.join(rest.split())}".strip().replace("`", "")
    return Equation(name, formula + bracket, note)
