"""One month of the engine as scalar code: traced, shortened, written as a module, loaded plain or compiled."""

import importlib.util
import math
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numba
import numpy as np

from benchmarks.tracing import Code, Traced, cells_of, names_are_arrays
from model.month import next_months
from model.vocabulary import Array
from model.world import Amounts, World

NAME = re.compile(r"\bv\d+\b")
LITERAL = re.compile(r"\(-?[\d.e+-]+\)")
LONGEST = 120  # characters of an expression before it gets a line of its own
PART = 300  # lines of one function: compilers are slow on longer ones
SOURCES = ("base", "belief", "levers", "state")


@dataclass(frozen=True)
class Slots:
    """Which numbers of a row of numbers are which amount."""

    of: Mapping[str, slice]

    @classmethod
    def of_amounts(cls, amounts: Mapping[str, Any]) -> "Slots":
        """All amounts, one after the other."""
        ends = np.cumsum([0, *(len(amount) for amount in amounts.values())]).tolist()
        return cls({name: slice(ends[index], ends[index + 1]) for index, name in enumerate(amounts)})

    def packed(self, amounts: Amounts, rows: int) -> Array:
        """The amounts, [member, row] each, as one array   [row, slot]."""
        parts = [np.broadcast_to(amounts[name], (place.stop - place.start, rows)) for name, place in self.of.items()]
        return np.array(np.concatenate(parts).T, order="C")


@dataclass(frozen=True)
class Month:
    """The lines of code of one month, and where its numbers are found and left."""

    lines: tuple[str, ...]
    slots: Mapping[str, Slots]


def traced_month(world: World, levers: Amounts, state: Amounts) -> Month:
    """Run one month on names; `levers` are its own [member, row], `state` is one that a month has made, with all amounts."""
    slots = {
        source: Slots.of_amounts(amounts)
        for source, amounts in zip(SOURCES, (world.base, world.belief, levers, state), strict=True)
    }
    code = Code()
    base, belief, moves, before = (_named(code, source, slots[source]) for source in SOURCES)
    with names_are_arrays():
        one_month = {name: amount[:, np.newaxis] for name, amount in moves.items()}
        _, after = next_months(replace(world, base=base, belief=belief), one_month, before)
    stores = [
        f"state[{slot}] = {cell}"
        for name, place in slots["state"].of.items()
        for slot, cell in zip(range(place.start, place.stop), cells_of(after[name])[:, 0], strict=True)
    ]
    return Month(tuple(_shortened([*code.lines, *stores])), slots)


def _named(code: Code, source: str, slots: Slots) -> Any:
    """Every amount of one source, as names of the numbers read from it."""
    return {name: Traced(code, _column(code, source, place)) for name, place in slots.of.items()}


def _column(code: Code, source: str, place: slice) -> np.ndarray:
    return np.array([[code.named(f"{source}[{slot}]")] for slot in range(place.start, place.stop)], dtype=object)


def _shortened(lines: Sequence[str]) -> list[str]:
    """The same arithmetic with numbers that are used once written where they are used."""
    uses = Counter(name for line in lines for name in NAME.findall(line.split(" = ", 1)[1]))
    inside: dict[str, str] = {}
    kept = []
    for line in lines:
        name, expression = line.split(" = ", 1)
        expression = NAME.sub(lambda found: inside.get(found[0], found[0]), expression)
        once = uses[name] == 1 and len(expression) < LONGEST and not expression.startswith("state[")
        if NAME.fullmatch(name) and (once or LITERAL.fullmatch(expression)):
            inside[name] = f"({expression})"
        elif not NAME.fullmatch(name) or uses[name]:
            kept.append(f"{name} = {expression}")
    return kept


def source(month: Month) -> str:
    """A module with `run(base, belief, levers, state)`: rows of numbers through months, `state` in place."""
    parts = [month.lines[start : start + PART] for start in range(0, len(month.lines), PART)]
    home = {line.split(" = ", 1)[0]: index for index, part in enumerate(parts) for line in part}
    strangers = {
        name for index, part in enumerate(parts) for line in part for name in NAME.findall(line) if home[name] != index
    }
    shared = {name: index for index, name in enumerate(sorted(strangers))}
    functions = [_function(index, part, shared, home) for index, part in enumerate(parts)]
    given = "base[row], belief[row], levers[month, row], state[row], shared"
    head = [
        "def run(base, belief, levers, state, shared):",
        "    for row in range(len(state)):",
        "        for month in range(len(levers)):",
    ]
    calls = [f"            part{index}({given})" for index in range(len(parts))]
    return "\n".join([f"SHARED = {len(shared)}", *functions, *head, *calls, ""])


def _function(index: int, part: Sequence[str], shared: Mapping[str, int], home: Mapping[str, int]) -> str:
    """One stretch of the month; numbers that other stretches need pass through `shared`."""
    needed = sorted({name for line in part for name in NAME.findall(line) if home[name] != index})
    body = [f"{name} = shared[{shared[name]}]" for name in needed]
    for line in part:
        name = line.split(" = ", 1)[0]
        body += [line, f"shared[{shared[name]}] = {name}"] if name in shared else [line]
    return "\n    ".join([f"def part{index}(base, belief, levers, state, shared):", *body])


def _minimum(a: float, b: float) -> float:
    return a if a < b else b


def _maximum(a: float, b: float) -> float:
    return a if a > b else b


def _exp(x: float) -> float:
    return math.exp(x)


def _log(x: float) -> float:
    return math.log(x)


def _sqrt(x: float) -> float:
    return math.sqrt(x)


def _normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


VOCABULARY: Mapping[str, Callable[..., float]] = {
    "exp": _exp, "log": _log, "sqrt": _sqrt, "minimum": _minimum, "maximum": _maximum, "normal_cdf": _normal_cdf,
}  # fmt: skip
Run = Callable[[Any, Any, Any, Any], None]


def plain(month: Month) -> Run:
    """The month in plain Python: lists of floats in, one row and month at a time."""
    module = _loaded(source(month))
    vars(module).update(VOCABULARY)

    def run(base: Any, belief: Any, levers: Any, state: Any) -> None:
        module.run(base, belief, _Months(levers), state, [0.0] * module.SHARED)

    return run


class _Months:
    """Nested lists that are read as numpy reads an array: levers[month, row]."""

    def __init__(self, levers: Sequence[Sequence[Sequence[float]]]) -> None:
        self.levers = levers

    def __len__(self) -> int:
        return len(self.levers)

    def __getitem__(self, place: tuple[int, int]) -> Sequence[float]:
        return self.levers[place[0]][place[1]]


def compiled(month: Month) -> Run:
    """The month as machine code, one row and month at a time; it takes seconds to make."""
    module = _loaded(source(month))
    vars(module).update({name: numba.njit(function) for name, function in VOCABULARY.items()})
    for name in [name for name in vars(module) if name.startswith("part")]:
        setattr(module, name, numba.njit(getattr(module, name)))
    machine = numba.njit(nogil=True)(module.run)

    def run(base: Any, belief: Any, levers: Any, state: Any) -> None:
        machine(base, belief, levers, state, np.empty(module.SHARED))

    return run


def _loaded(text: str) -> ModuleType:
    """A module from its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scalar.py"
        path.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("scalar", path)
        if spec is None or spec.loader is None:
            raise ImportError(str(path))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module
