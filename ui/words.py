"""Every word for people, by key, in two languages."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from model.assumptions import ASSUMPTIONS
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from ui.equation_list import by_module

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUE = Path(__file__).parent / "catalogue"

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def language() -> Language:
    """The language spoken to this reader."""
    from ui import state  # noqa: PLC0415  # state speaks too: its refusals are keys of this catalogue

    return _spoken.get() or state.language()


def speak(spoken: Language) -> None:
    """From here on this run speaks one language; asking the session for each word would be slow."""
    _spoken.set(spoken)


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Everything said inside is said in one language, whoever reads."""
    token = _spoken.set(spoken)
    try:
        yield
    finally:
        _spoken.reset(token)


def t(key: str, **fields: object) -> str:
    """The words of a key with its fields filled in; English when French is missing, the key when both are.

    >>> with speaking("fr"): t("owner.cro")
    'CRO'
    """
    return text(language(), key, **fields)


def text(spoken: Language, key: str, **fields: object) -> str:
    """As `t`, in a given language."""
    words = catalogue(spoken).get(key) or catalogue("en").get(key, key)
    return words.format(**fields) if fields else words


def known(key: str) -> bool:
    """Whether a key has words in the reader's language or in English."""
    return key in catalogue(language()) or key in catalogue("en")


def unmarked(name: str) -> str:
    """A name from somebody's file, safe inside Markdown: shown as it is, never as markup.

    >>> unmarked("A*B [x](y) $z$")
    'A\\\\*B \\\\[x\\\\]\\\\(y\\\\) \\\\$z\\\\$'
    """
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>~$:-])", r"\\\1", name)


@cache
def catalogue(spoken: Language) -> Mapping[str, str]:
    """All words of a language: its files, and for English what the model declares about itself."""
    words = _declared() if spoken == "en" else {}
    for path in sorted(CATALOGUE.glob(f"*{spoken}.toml")):
        words |= dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return words


def _declared() -> dict[str, str]:
    kpis = {f"kpi.{kpi.name}.definition": kpi.definition for kpi in KPIS.values()}
    formulas = {f"kpi.{kpi.name}.formula": kpi.formula for kpi in KPIS.values()}
    levers = {f"lever.{lever.name}.source": lever.source for lever in LEVERS.values()}
    shocks = {f"shock.{shock.name}.source": shock.source for shock in SHOCKS.values()}
    units = {f"unit.{assumption.unit}": assumption.unit for assumption in ASSUMPTIONS.values()}
    return kpis | formulas | levers | shocks | units | dict(_equations())


def _equations() -> Iterator[tuple[str, str]]:
    for module, equations in by_module().items():
        for equation in equations:
            key = f"equation.{module}.{equation.name}"
            yield f"{key}.label", equation.name.replace("_", " ").capitalize()
            yield f"{key}.formula", equation.formula
            if equation.note:
                yield f"{key}.note", equation.note


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)
