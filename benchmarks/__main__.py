"""`python -m benchmarks [PART ...]`, parts as in PARTS: measure, print, write benchmarks/results.md."""

import importlib
import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.tables import Table

PARTS = {
    "engine": "engine",
    "draws": "draws",
    "growth": "growth",
    "import": "imports",
    "pages": "pages",
    "capacity": "capacity",
    "forecasting": "forecasting",
    "rollup": "rolling_up",
    "frontier": "frontier",
    "deciding": "deciding",
    "public": "public_data",
    "closed_loop": "closed_loop",
}
RESULTS = Path(__file__).parent / "results.md"
HEAD = """# Measured speed

Written by `make bench`. Compare ratios, not milliseconds: these depend on the machine and its other work.
"""
SECTION = re.compile(r"^## (\w+).*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def main(names: Sequence[str]) -> int:
    """Run the parts named, all when none is; each section of results.md is replaced as soon as it is measured."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"'{unknown[0]}' is not a benchmark; choose from {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    for name in names or PARTS:
        text = section(name, importlib.import_module(f"benchmarks.{PARTS[name]}").tables())
        print(text, flush=True)
        RESULTS.write_text(merged(RESULTS.read_text("utf-8") if RESULTS.exists() else "", name, text), "utf-8")
    return 0


def section(name: str, tables: Sequence[Table]) -> str:
    """One part's tables under a dated heading."""
    day = datetime.now(UTC).date().isoformat()
    busy = f"Load average of the machine's {os.cpu_count()} cores at the end: {os.getloadavg()[0]:.1f}."
    return "\n".join([f"## {name} ({day})", "", busy, "", *(table.markdown() for table in tables)])


def merged(old: str, name: str, text: str) -> str:
    """The file with one section replaced, sections in the order of PARTS."""
    sections = {found[1]: found[0].rstrip() + "\n" for found in SECTION.finditer(old)} | {name: text.rstrip() + "\n"}
    return "\n".join([HEAD, *(sections[part] for part in PARTS if part in sections)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
