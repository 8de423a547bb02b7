"""What stands beside every chart: the chart to take away as a picture or as figures, made only when somebody asks."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pandas as pd
import streamlit as st

from ui import state
from ui.charts import figures, paper
from ui.charts.spec import Chart
from ui.printer import PRINTER
from ui.words import Language, language, t

FORMATS = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}
LONG = 2_000  # rows, from which on a file may pass 1 MiB: the server tells such files apart by parts of them only
LONGEST_PART = 60  # characters of a part of a file's name


def menu(title: str, drawn: Chart, key: str) -> None:
    """A small menu with the three files."""
    label = t("chart.file.menu", title=title.replace("[", "(").replace("]", ")"))
    with st.popover(label, icon=":material/download:", type="tertiary", key=f"files-{key}"):
        for kind, mime in FORMATS.items():
            st.download_button(
                t(f"chart.file.{kind}"),
                content(title, drawn, kind),
                file_name=name(title, drawn, kind),
                mime=mime,
                key=f"file-{key}-{kind}",
                on_click="ignore",
                type="tertiary",
            )


def content(title: str, drawn: Chart, kind: str) -> Callable[[], bytes]:
    """What makes one file; the reader's words are taken along, since it runs beside the session."""
    spoken = language()
    if kind == "csv":
        return lambda: figures.written(drawn.frame, drawn.figures, spoken)
    subtitle = f"{state.data().name} · {today()}"
    return lambda: PRINTER.picture(paper.printed(drawn, title, subtitle), "png" if kind == "png" else "svg")


def name(title: str, drawn: Chart, kind: str) -> str:
    """The file's name: chart, company, date, in the reader's language; a mark of the content where it is long."""
    long = [_mark(drawn.frame, language())] if len(drawn.frame) > LONG else []
    return f"{'_'.join([part(title), part(state.data().name), today(), *long])}.{kind}"


def part(text: str) -> str:
    """Letters and digits of a text, without accents, joined by hyphens.

    >>> part("Chiffre d’affaires et coûts (M€)")
    'chiffre-d-affaires-et-couts-m'
    """
    apart = re.sub("[’'–—]", " ", text)
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_PART].rstrip("-") or "tandem"


def today() -> str:
    """Today's date as people sort it."""
    return datetime.now(UTC).date().isoformat()


def _mark(frame: pd.DataFrame, spoken: Language) -> str:
    hashed = pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes()
    return sha256(hashed + spoken.encode()).hexdigest()[:8]
