"""A brief without what cannot be seen: whatever a name from a file holds, no kind of file carries it on."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ui.csv_file import shown
from ui.handout.subject import Subject


def cleaned(part: Any) -> Any:
    """A brief, or a part of one, with every text as it is shown; the subject stays, for its names find members.

    >>> cleaned(("a\\u202eb", 1.0, {"c": ("d\\x07",)}))
    ('ab', 1.0, {'c': ('d',)})
    """
    if isinstance(part, str):
        return shown(part)
    if isinstance(part, tuple):
        return tuple(cleaned(each) for each in part)
    if isinstance(part, Mapping):
        return {name: cleaned(each) for name, each in part.items()}
    if isinstance(part, Subject) or not is_dataclass(part) or isinstance(part, type):
        return part
    return replace(part, **{field.name: cleaned(getattr(part, field.name)) for field in fields(part)})
