"""Cases that only `make prove` tries, beside the few that every run does."""

from collections.abc import Iterable
from typing import Any

import pytest


def in_long(cases: Iterable[Any], *but: Any) -> list[Any]:
    """The cases of a parametrised test, all but those named, marked as long."""
    rest = [case for case in cases if case not in but]
    return [pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.long) for case in rest]
