"""A page that opens anywhere without any network: our words, our charts and the library that draws them in one file.

Nothing is fetched and nothing is evaluated: the policy in its head lets run two scripts, by their hash, and the library
interprets the expressions of our charts. Without scripts the figures of each chart stand there as a table.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ui import panels
from ui.charts import figures
from ui.charts.palette import PALETTES
from ui.charts.paper import filled
from ui.csv_file import shown
from ui.handout.charts import Picture
from ui.numbers import amount
from ui.printer import PRINTER
from ui.words import language, t

FOLDER = Path(__file__).parent
FIGURES = 4  # digits of a chart's figures in a table
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'"


def page(title: str, body: str, pictures: Sequence[Picture]) -> bytes:
    """A page in the reader's language; `title` is text, `body` HTML whose texts are escaped already."""
    scripts = (PRINTER.library(), _read("offline.js"))
    policy = POLICY.format(scripts=" ".join(f"'sha256-{_hash(script)}'" for script in scripts))
    specs = json.dumps({place(number): _spec(picture) for number, picture in enumerate(pictures)}, ensure_ascii=False)
    data = specs.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{said(title)}</title>'
        f"<style>{_read('offline.css')}{_dark()}</style></head><body>{body}"
        f'<script type="application/json" id="charts">{data}</script>'
        f"{''.join(f'<script>{script}</script>' for script in scripts)}</body></html>"
    ).encode()


def said(text: str) -> str:
    """A text as HTML: escaped, without what cannot be seen."""
    return escape(shown(text))


def place(number: int) -> str:
    """Where a chart stands."""
    return f"chart-{number}"


def figure(number: int, picture: Picture) -> str:
    """A chart's place under its title, with its figures folded below."""
    words = said(f"{picture.title}. {picture.chart.alt}")
    return (
        f"<figure><h3>{said(picture.title)}</h3><figcaption>{said(picture.note)}</figcaption>"
        f'<div class="chart" id="{place(number)}" role="img" aria-label="{words}"></div>'
        f"<details><summary>{said(t('offline.figures'))}</summary>{_table(picture)}</details></figure>"
    )


def _table(picture: Picture) -> str:
    columns = picture.chart.figures
    rows = [[_cell(cell) for cell in row] for row in figures.rows(picture.chart.frame, columns)]
    first = next((at for at, column in enumerate(columns) if column.kind == "number"), len(columns))
    return panels.table([said(column.head) for column in columns], rows, first=max(first, 1))


def _cell(value: str | float) -> str:
    return said(value) if isinstance(value, str) else said(amount(float(f"{value:.{FIGURES}g}"), "number"))


def _spec(picture: Picture) -> dict[str, Any]:
    """The spec with its data; which version it is written in is told nobody."""
    return {name: part for name, part in filled(picture.chart).items() if name != "$schema"}


def _dark() -> str:
    """On a dark screen each colour of the drawings gives way to the one of the same meaning."""
    light, dark = (vars(PALETTES[theme]) for theme in ("light", "dark"))
    rules = "".join(_painted(light[meaning], dark[meaning]) for meaning in light)
    return f"@media screen and (prefers-color-scheme: dark) {{{rules}}}"


def _painted(before: str, after: str) -> str:
    return "".join(f'.chart [{part}="{before}" i]{{{part}:{after}}}' for part in ("fill", "stroke"))


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
