"""Names typed for the moves of a plan, by company and move: held for this window, kept with its draft, never in an address."""

from collections.abc import Mapping

from store.names import one_line
from ui import widgets

KEY = "owner-names"
LONGEST, MOST = 40, 400  # characters of a name; moves of all companies
Names = Mapping[str, Mapping[str, str]]  # company's key -> move -> name


def all_names() -> Names:
    """Every name of this window."""
    held = widgets.value(KEY)
    return held if isinstance(held, dict) else {}


def of(company: str) -> Mapping[str, str]:
    """The names of one company's moves."""
    return all_names().get(company, {})


def give(company: str, typed: Mapping[str, str]) -> None:
    """Name who answers for some moves; nothing forgets a name."""
    names = {**of(company), **{move: one_line(name, LONGEST) for move, name in typed.items()}}
    kept = dict([(move, name) for move, name in names.items() if name][:MOST])
    widgets.hold(KEY, {**all_names(), company: kept})


def resume(found: object) -> None:
    """Take up the names of a draft; what has another form is left out."""
    for company, names in found.items() if isinstance(found, dict) else ():
        if isinstance(names, dict):
            give(str(company), {str(move): str(name) for move, name in names.items()})
