"""What the user says of the fields of an export, where recognising its columns is not enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Chosen:
    """The header that a field is read from ('' = not at all), or one value for all lines."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
