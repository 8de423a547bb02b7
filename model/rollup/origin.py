"""A database address and who may give one.

An address can reach machines and files that its writer may not, so whoever takes one from a user must be allowed to:
the command line is, a hosted app only where TANDEM_ADDRESSES says 'allow'.
"""

import os
import re
from dataclasses import dataclass

ADDRESS = re.compile(r"[a-z][a-z0-9_+]*://", re.IGNORECASE)
VARIABLE = "TANDEM_ADDRESSES"


@dataclass(frozen=True)
class Origin:
    """A table of a database; `allowed` says that whoever gave the address may."""

    address: str
    table: str
    allowed: bool = False


def is_address(text: str) -> bool:
    """Whether a text is an address rather than the path of a file."""
    return ADDRESS.match(text) is not None


def addresses_allowed() -> bool:
    """Whether users of a hosted app may type addresses: only where its owner said so."""
    return os.environ.get(VARIABLE, "").strip().lower() == "allow"
