"""A titled chart, and tables in HTML, as every page shows them."""

import re
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from ui import chart_files
from ui.charts.spec import Chart
from ui.words import t


def heading(title: str, note: str = "") -> None:
    """The title of a part of a page, with a quiet line under it."""
    small = f'<p class="quiet">{escape(note)}</p>' if note else ""
    st.html(f'<div class="part"><h2>{escape(title)}</h2>{small}</div>')


def verdict(main: str, more: str = "") -> str:
    """The answer in one sentence, and what else there is to know."""
    return f'<div class="verdict">{escape(main)}<span>{escape(more)}</span></div>'


def chart(title: str, drawn: Chart, key: str, note: str = "") -> None:
    """A chart under its title."""
    with st.container(gap="xxsmall"):
        small_heading(title, note)
        plot(title, drawn, key)


def small_heading(title: str, note: str = "") -> None:
    """The title of a chart."""
    small = f"<small>{escape(note)}</small>" if note else ""
    st.html(f'<div class="charted"><h3>{escape(title)}</h3>{small}</div>')


def plot(title: str, drawn: Chart, key: str) -> None:
    """A chart whose title stands elsewhere already, and its files."""
    with st.container(key=f"plot-{key}"):
        st.vega_lite_chart(drawn.frame, dict(drawn.spec), key=key, theme=None, alt=f"{title}. {drawn.alt}")
        chart_files.menu(title, drawn, key)


def pickable(title: str, drawn: Chart, key: str, selection: str, on_pick: Callable[[], None]) -> None:
    """A chart as `plot` shows it whose points can be clicked; `selection` is the name of its parameter."""
    with st.container(key=f"plot-{key}"):
        st.vega_lite_chart(
            drawn.frame,
            dict(drawn.spec),
            key=key,
            theme=None,
            alt=f"{title}. {drawn.alt}",
            on_select=on_pick,
            selection_mode=selection,
        )
        chart_files.menu(title, drawn, key)


def table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "", first: int = 1, marked: int | None = None
) -> str:
    """A table of cells that are HTML already; columns from `first` on hold numbers and stand to the right; one row marked."""
    head = "".join(f'<th scope="col"{_side(column, first)}>{title}</th>' for column, title in enumerate(titles))
    named = [re.sub("<[^>]*>", "", title) for title in titles] if first >= len(titles) else []
    chosen = ' class="chosen" aria-current="true"'
    body = "".join(
        f"<tr{chosen if number == marked else ''}>{_cells(row, first, named)}</tr>" for number, row in enumerate(rows)
    )
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    kind = "list" if first < len(titles) else "list prose"
    return f'<div class="scroll"><table class="{kind}">{said}<tr>{head}</tr>{body}</table></div>'


def tag(owner: str) -> str:
    """Whose a lever or a KPI is, as a small label."""
    return f'<span class="tag {owner}">{escape(t(f"owner.{owner}"))}</span>'


def stacked(shown: str) -> str:
    """A table of words whose cells stand under each other on a phone, each behind its title."""
    return f'<div class="stacked">{shown}</div>'


def _cells(row: Sequence[str], first: int, named: Sequence[str]) -> str:
    head, *rest = row
    said = [f' data-title="{named[column]}"' if named else "" for column in range(1, len(row))]
    cells = "".join(f"<td{_side(column, first)}{said[column - 1]}>{cell}</td>" for column, cell in enumerate(rest, 1))
    return f'<th scope="row">{head}</th>{cells}'


def _side(column: int, first: int) -> str:
    return ' class="n"' if column >= first else ""
