"""Arrays of traced numbers: numpy's own arrays of objects, whose operations build nodes beside computing values."""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from model import equations
from model.tracing.nodes import Element, Node, Operation, made, number, total
from model.vocabulary import Array

OPERATIONS: Mapping[Any, Operation] = {
    np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/", np.power: "^", np.negative: "neg", np.minimum: "min",
    np.maximum: "max", np.exp: "exp", np.log: "ln", np.sqrt: "sqrt", np.absolute: "abs", ndtr: "normal",
    ndtri: "normal_inverse", np.less: "<", np.greater: ">", np.less_equal: "<=", np.greater_equal: ">=", np.equal: "=",
}  # fmt: skip
SETTLED = (np.isnan, np.isfinite)  # answered from the values: what is missing in the data stays missing
DEPTH = 12  # frames between numpy's call and the equation that it stands in


class Traced(np.ndarray):
    """An array of elements: nodes, and constants as plain numbers.

    >>> from model.tracing.nodes import cell
    >>> price = traced([cell(2.0), cell(3.0)])
    >>> values(np.exp(price * 0.0) + price).tolist()
    [3.0, 4.0]
    """

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **how: Any) -> Any:
        """numpy's functions, element by element."""
        out = how.pop("out", None)
        result = _reduced(ufunc, inputs[0], how) if method == "reduce" else _computed(ufunc, method, inputs)
        if out and out[0] is not None:
            out[0][...] = result
            return out[0]
        return result

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """numpy's other functions: those that only move elements do so by themselves."""
        if func in _FUNCTIONS:
            return _FUNCTIONS[func](*args, **kwargs)
        result = super().__array_function__(func, types, args, kwargs)
        return _kept(result)

    def __getitem__(self, key: Any) -> Any:
        """A part; a single element stays an array."""
        return _kept(super().__getitem__(key))

    def mean(self, axis: Any = None, *, keepdims: bool = False) -> Any:  # type: ignore[override]
        """Sum over count."""
        result = self.sum(axis=axis, keepdims=keepdims)
        return result / (self.size / np.size(result))

    def astype(self, *_args: Any, **_how: Any) -> Any:
        """Itself: its numbers are floats already."""
        return self


def traced(elements: Any) -> Traced:
    """An array of elements, of any shape."""
    return np.array(elements, dtype=object).view(Traced)


def values(array: Any) -> Array:
    """The numbers of an array, traced or not."""
    plain = np.asarray(array)
    if plain.dtype != object:
        return plain
    return np.array([number(element) for element in plain.flat], dtype=float).reshape(plain.shape)


def each(change: Callable[[Element], Element], array: Any) -> Traced:
    """What a function makes of every element."""
    plain = np.asarray(array)
    return _array([change(element) for element in plain.flat], plain.shape)


def _kept(result: Any) -> Any:
    if isinstance(result, Traced):
        return result
    if isinstance(result, np.ndarray):
        return result.view(Traced) if result.dtype == object else result
    return traced(result) if isinstance(result, Node) else result


def _computed(ufunc: Any, method: str, inputs: Sequence[Any]) -> Any:
    if method != "__call__":
        raise TypeError(f"{ufunc.__name__}.{method} is not traced")
    if ufunc in SETTLED:
        return ufunc(values(inputs[0]))
    if ufunc is np.not_equal:  # somebody may write another number: nothing is sure to be equal
        return np.ones(np.broadcast_shapes(*(np.shape(value) for value in inputs)), dtype=bool)
    if ufunc in _COMPOSED:
        return _COMPOSED[ufunc](*inputs)
    op = OPERATIONS[ufunc]
    computed = ufunc(*(values(value) for value in inputs))
    equation = _equation()
    columns = [array.flat for array in np.broadcast_arrays(*(np.asarray(value, dtype=object) for value in inputs))]
    return _array(
        [
            made(op, args, value, equation)
            for args, value in zip(zip(*columns, strict=True), computed.flat, strict=True)
        ],
        computed.shape,
    )


def _reduced(ufunc: Any, array: Any, how: Mapping[str, Any]) -> Any:
    """Sums and extremes over axes; the elements of a sum stay together."""
    axis, keepdims = how.get("axis", 0), bool(how.get("keepdims", False))
    plain = np.asarray(array, dtype=object)
    axes = tuple(range(plain.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    computed = np.asarray(ufunc.reduce(values(array), axis=axes, keepdims=keepdims))
    rest = tuple(number for number in range(plain.ndim) if number not in {one % plain.ndim for one in axes})
    rows = plain.transpose(*rest, *(one % plain.ndim for one in axes)).reshape(computed.size, -1)
    equation = _equation()
    together = _TOGETHER[ufunc]
    results = [together(list(row), value, equation) for row, value in zip(rows, computed.flat, strict=True)]
    return _array(results, computed.shape)


def _extreme(op: Operation) -> Callable[[list[Element], float, str], Element]:
    def together(parts: list[Element], value: float, equation: str) -> Element:
        return parts[0] if len(parts) == 1 else made(op, tuple(parts), value, equation)

    return together


def _array(elements: Sequence[Element], shape: tuple[int, ...]) -> Traced:
    array = np.empty(len(elements), dtype=object)
    array[:] = elements
    return array.reshape(shape).view(Traced)


def _where(condition: Any, then: Any, other: Any) -> Any:
    parts = np.broadcast_arrays(*(np.asarray(part, dtype=object) for part in (condition, then, other)))
    chosen = [
        made("if", args, number(args[1] if number(args[0]) else args[2]))
        for args in zip(*(part.flat for part in parts), strict=True)
    ]
    return _array(chosen, parts[0].shape)


def _einsum(subscripts: str, membership: Array, amounts: Any) -> Any:
    """Sums over the groups of members, as `model.company.Group` writes them."""
    axis = {"gm,m...->g...": 0, "gm,...m->...g": -1}[subscripts]
    groups = [traced(amounts).take(np.flatnonzero(row), axis=axis).sum(axis=axis) for row in membership]
    return np.stack(groups, axis=axis)


def _clip(array: Any, low: Any, high: Any) -> Any:
    return np.minimum(np.maximum(array, low), high)


def _square(array: Any) -> Any:
    return array * array


_TOGETHER: Mapping[Any, Callable[[list[Element], float, str], Element]] = {
    np.add: total,
    np.minimum: _extreme("min"),
    np.maximum: _extreme("max"),
}
_COMPOSED: Mapping[Any, Callable[..., Any]] = {np.square: _square}
_FUNCTIONS: Mapping[Any, Callable[..., Any]] = {np.where: _where, np.einsum: _einsum, np.clip: _clip}


def _equation() -> str:
    """The equation of the model that numpy was called from, as 'module.function'; empty outside."""
    frame: FrameType | None = sys._getframe(2)
    for _ in range(DEPTH):
        if frame is None:
            break
        module = frame.f_globals.get("__name__", "")
        if module.startswith(f"{equations.__name__}."):
            return f"{module.rpartition('.')[2]}.{frame.f_code.co_name}"
        frame = frame.f_back
    return ""
