"""The settings of a share code, compared and joined one by one without knowing what they mean.

A code is a version and parts separated by '~~'; the first field of a part says which setting it is. Parts of one name
(several experiments on one lever) are one setting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from store.failures import StoreRefused

PART, FIELD = "~~", "~"
HORIZON = "horizon"
LONGEST = 4000
_HORIZON = re.compile(r"[0-9]+m")
_CODE = re.compile(r"[A-Za-z0-9._~+-]*")

Settings = Mapping[str, str]  # setting -> its parts
Changes = Mapping[str, tuple[str, str]]  # setting -> its parts before and after; empty: as it is


def checked(code: str) -> str:
    """A code whose form may be kept; raises StoreRefused."""
    if len(code) > LONGEST or not _CODE.fullmatch(code):
        raise StoreRefused("bad_code", code[:40])
    return code


def settings(code: str) -> Settings:
    """What a code sets.

    >>> settings("1~~24m~~price_change~0.05~s6")
    {'horizon': '24m', 'price_change': 'price_change~0.05~s6'}
    """
    found: dict[str, str] = {}
    for part in code.split(PART)[1:] if code else []:
        name = HORIZON if _HORIZON.fullmatch(part) else part.split(FIELD, maxsplit=1)[0]
        found[name] = f"{found[name]}{PART}{part}" if name in found else part
    return found


def code_of(found: Settings, version: str) -> str:
    """The code of settings; empty when there are none."""
    return PART.join((version, *(part for part in found.values() if part))) if any(found.values()) else ""


def version_of(*codes: str) -> str:
    """The version of the first code that has one."""
    return next((code.split(PART, maxsplit=1)[0] for code in codes if code), "1")


def changes(before: str, after: str) -> Changes:
    """Every setting that is not the same in two codes."""
    old, new = settings(before), settings(after)
    names = dict.fromkeys((*old, *new))
    return {name: (old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)}


@dataclass(frozen=True)
class ThreeWay:
    """One setting in the version both came from, in mine and in theirs."""

    name: str
    base: str
    mine: str
    theirs: str

    @property
    def disputed(self) -> bool:
        """Whether both changed it, and not to the same."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def usual(self) -> str:
        """What it is when nobody chooses: whoever changed it has it; mine where both did."""
        return self.theirs if self.mine == self.base else self.mine


def three_ways(base: str, mine: str, theirs: str) -> tuple[ThreeWay, ...]:
    """Every setting that is not the same in all three codes."""
    each = [settings(code) for code in (base, mine, theirs)]
    names = dict.fromkeys(name for found in each for name in found)
    ways = [ThreeWay(name, *(found.get(name, "") for found in each)) for name in names]
    return tuple(way for way in ways if not way.base == way.mine == way.theirs)


def joined(base: str, mine: str, theirs: str, chosen: Settings | None = None) -> str:
    """The code in which each setting is as chosen, else as whoever changed it has it.

    >>> joined("1~~a~1", "1~~a~2", "1~~a~1~~b~3")
    '1~~a~2~~b~3'
    """
    ways = three_ways(base, mine, theirs)
    wanted = {way.name: way.usual for way in ways} | dict(chosen or {})
    names = dict.fromkeys((*settings(base), *settings(mine), *settings(theirs)))
    found = {name: wanted.get(name, settings(base).get(name, "")) for name in names}
    return code_of(found, version_of(mine, theirs, base))
