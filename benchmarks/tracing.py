"""The arithmetic of one month as straight scalar code, recorded while the engine runs on names instead of numbers.

The engine's own stages are called with `Traced` amounts. Each numpy operation on them writes one line of scalar code
per member, so that the code has exactly the engine's arithmetic and follows it when it changes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from scipy.special import ndtr

from model.vocabulary import Array

SCALAR = {
    np.add: "{} + {}",
    np.subtract: "{} - {}",
    np.multiply: "{} * {}",
    np.true_divide: "{} / {}",
    np.negative: "-{}",
    np.exp: "exp({})",
    np.log: "log({})",
    np.sqrt: "sqrt({})",
    np.minimum: "minimum({}, {})",
    np.maximum: "maximum({}, {})",
    ndtr: "normal_cdf({})",
    np.greater: "{} > {}",
    np.less: "{} < {}",
    np.positive: "+{}",
}
SELECT = "{1} if {0} else {2}"


@dataclass
class Code:
    """Lines of scalar code, each naming one new number."""

    lines: list[str] = field(default_factory=list)

    def named(self, expression: str) -> str:
        """Give an expression a name."""
        name = f"v{len(self.lines)}"
        self.lines.append(f"{name} = {expression}")
        return name

    def elementwise(self, template: str, amounts: Sequence[Any]) -> "Traced":
        """One line per member of the broadcast amounts."""
        cells = np.broadcast_arrays(*[cells_of(amount) for amount in amounts])
        result = np.empty(cells[0].shape, dtype=object)
        for place in np.ndindex(result.shape):
            result[place] = self.named(template.format(*[cell[place] for cell in cells]))
        return Traced(self, result)

    def sums(self, groups: Iterator[np.ndarray]) -> "Traced":
        """One sum over members for each group of cells [member, ...]   [group, ...]."""
        return Traced(self, np.stack([self._sum(cells) for cells in groups]))

    def _sum(self, cells: np.ndarray) -> np.ndarray:
        result = np.empty(cells.shape[1:], dtype=object)
        for place in np.ndindex(result.shape):
            result[place] = self.named(" + ".join(cells[(slice(None), *place)]) or "0.0")
        return result


class Traced(NDArrayOperatorsMixin):
    """Amounts of one row, [member, 1] or [member, month, 1], whose cells are names in scalar code."""

    def __init__(self, code: Code, cells: np.ndarray) -> None:
        self.code, self.cells = code, cells

    @property
    def shape(self) -> tuple[int, ...]:
        """As numpy's."""
        return self.cells.shape

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, place: Any) -> "Traced":
        return Traced(self.code, self.cells[place])

    def __setitem__(self, place: Any, value: Any) -> None:
        self.cells[place] = cells_of(value)

    def take(self, places: np.ndarray, axis: int = 0) -> "Traced":
        """Some members, in the order given."""
        return self[places]

    def sum(self, axis: int = 0, keepdims: bool = True) -> "Traced":
        """Sum over members   [1, ...]."""
        return self.code.sums(iter([self.cells]))

    def reshape(self, *shape: int) -> "Traced":
        """The same cells in another shape."""
        return Traced(self.code, self.cells.reshape(shape))

    def mean(self, axis: int = 0, keepdims: bool = True) -> "Traced":
        """Mean over members   [1, ...]."""
        return self.code.elementwise(SCALAR[np.true_divide], [self.sum(), float(len(self))])

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *amounts: Any, **options: Any) -> "Traced":
        if method != "__call__" or options or ufunc not in SCALAR:
            raise NotImplementedError(f"{ufunc.__name__}.{method} has no scalar form; add it to SCALAR.")
        return self.code.elementwise(SCALAR[ufunc], amounts)

    def __array_function__(self, function: Callable[..., Any], types: Any, amounts: Any, options: Any) -> "Traced":
        if function not in FUNCTIONS:
            raise NotImplementedError(f"numpy.{function.__name__} has no scalar form; add it to FUNCTIONS.")
        traced: Traced = FUNCTIONS[function](self.code, *amounts, **options)
        return traced


@contextmanager
def names_are_arrays() -> Iterator[None]:
    """Let numpy.asarray, which the engine uses to make sure of an array, take traced amounts as they are."""
    convert = np.asarray

    def kept(amount: Any, *rest: Any, **options: Any) -> Any:
        return amount if isinstance(amount, Traced) else convert(amount, *rest, **options)

    with patch.object(np, "asarray", kept):
        yield


def cells_of(amount: Any) -> np.ndarray:
    """Names or literals of an amount."""
    if isinstance(amount, Traced):
        return amount.cells
    numbers = np.asarray(amount)
    return np.array([f"({number})" for number in numbers.ravel().tolist()], dtype=object).reshape(numbers.shape)


def _einsum(code: Code, form: str, membership: Array, amounts: Traced) -> Traced:
    """Sums over groups; members outside a group are left out, not multiplied by zero."""
    if form != "gm,m...->g...":
        raise NotImplementedError(f"einsum {form} has no scalar form.")
    return code.sums(amounts.cells[np.flatnonzero(row)] for row in membership)


def _concatenate(code: Code, parts: Sequence[Any], axis: int = 0) -> Traced:
    return Traced(code, np.concatenate([cells_of(part) for part in parts], axis=axis))


def _stack(code: Code, parts: Sequence[Any], axis: int = 0) -> Traced:
    return Traced(code, np.stack([cells_of(part) for part in parts], axis=axis))


def _broadcast(code: Code, amount: Any, shape: tuple[int, ...]) -> Traced:
    return Traced(code, np.broadcast_to(cells_of(amount), shape))


FUNCTIONS: Mapping[Callable[..., Any], Callable[..., Traced]] = {
    np.einsum: _einsum,
    np.concatenate: _concatenate,
    np.stack: _stack,
    np.broadcast_to: _broadcast,
    np.where: lambda code, *amounts: code.elementwise(SELECT, amounts),
    np.zeros_like: lambda code, like: code.elementwise("0.0 * {}", [like]),
    np.ones_like: lambda code, like: code.elementwise("1.0 + 0.0 * {}", [like]),
}
