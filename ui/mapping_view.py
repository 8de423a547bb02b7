"""The mapping step: what each file or sheet is, which column is which and how sure that is, and how it will be read."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from model.columns import KINDS, LANGUAGES, Column, Table
from model.reading.mapping import KNOWN, ORDERS, SourceMapping, mapping_text
from model.reading.suggesting import LIKELY, SURE, headers_and_rows, suggestions
from model.rollup.exports import EXPORTS
from model.tables import SHORT_FORM, TABLES
from ui import bringing, mapping_preview, panels, state, unread, widgets
from ui.bringing import Bringing
from ui.company_view import refusal
from ui.words import t, unmarked

SIDE_BY_SIDE = 3  # selections in a row
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD")


def draw() -> None:
    """The whole step, where files wait for it."""
    under_way = bringing.under_way()
    if under_way is None:
        return
    panels.heading(t("mapping.title"), t("mapping.explained"))
    _saved(under_way)
    keys = {source: f"map-{under_way.key}-{place}" for place, source in enumerate(under_way.grids)}
    for source in sorted(keys, key=lambda source: source not in under_way.doubted):
        _source(under_way, source, keys[source])
    if not any(said.table == "company" for said in under_way.mapping.sources.values()):
        _facts(under_way)
    _finish(under_way)
    if unread.findings():
        refusal(t("mapping.not_yet"))
    panels.heading(t("mapping.until_then", name=state.company().name))


def _saved(under_way: Bringing) -> None:
    """The mappings of this session, to be used for these files."""
    names = list(bringing.saved())
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = f"map-{under_way.key}-saved"
        st.selectbox(t("mapping.saved"), names, key=key, format_func=str, width=320)
        st.button(t("mapping.use"), key=f"{key}-use", icon=":material/history:", on_click=partial(_used, key))


def _used(key: str) -> None:
    state.touch()
    bringing.use(str(widgets.value(key)))


def _source(under_way: Bringing, source: str, key: str) -> None:
    """One file or sheet, folded where nothing is in doubt."""
    said = under_way.mapping.sources[source]
    table = KNOWN.get(said.table)
    doubts = source in under_way.doubted
    label = f"**{unmarked(source)}** · {t('mapping.doubts' if doubts else 'mapping.no_doubts')}"
    with st.expander(label, expanded=doubts, key=f"{key}-fold"):
        _table(source, said, key, alone=len(under_way.grids) == 1)
        if table is not None:
            headers, _ = headers_and_rows(under_way.grids[source], table)
            _columns(under_way, source, [header for header in dict.fromkeys(headers) if header.strip()], key)
            st.html(
                mapping_preview.html(said, under_way.grids[source], under_way.mapping.company.get("currency", "EUR"))
            )


def _table(source: str, said: SourceMapping, key: str, *, alone: bool) -> None:
    """What the file or sheet is."""
    monthly = (SHORT_FORM.name,) if alone else tuple(TABLES)
    names = ["", *monthly, *EXPORTS]
    widgets.give_first(f"{key}-table", said.table if said.table in names else "")
    with st.container(horizontal=True, gap="small"):
        st.selectbox(
            t("mapping.table"),
            names,
            key=f"{key}-table",
            format_func=_table_word,
            on_change=partial(_table_chosen, source, key),
            width=420,
        )
        if said.table and _is_dated(KNOWN[said.table]):
            _order(source, said, key)


def _table_word(name: str) -> str:
    if name in EXPORTS:
        return t("mapping.lines", kind=t(f"export.{name}"))
    return t(f"table.{name}") if name else t("mapping.left_out")


def _is_dated(table: Table) -> bool:
    return any(column.kind == "month" for column in table.columns) and table.name not in EXPORTS


def _order(source: str, said: SourceMapping, key: str) -> None:
    """Whether the day comes first, for dates that may be either way round."""
    widgets.give_first(f"{key}-months", said.months)
    st.selectbox(
        t("mapping.months"),
        ["", *ORDERS],
        key=f"{key}-months",
        format_func=lambda order: t(f"mapping.order.{order or 'column'}"),
        on_change=partial(_order_chosen, source, key),
        width=280,
    )


def _table_chosen(source: str, key: str) -> None:
    """Another table: its columns are suggested anew."""
    under_way, table = bringing.under_way(), str(widgets.value(f"{key}-table"))
    state.touch()
    if under_way is not None:
        found = suggestions(*headers_and_rows(under_way.grids[source], KNOWN[table]), KNOWN[table]) if table else {}
        scores = {column: suggestion.score for column, suggestion in found.items()}
        columns = {column: suggestion.header for column, suggestion in found.items()}
        bringing.change_source(source, SourceMapping(table, columns), scores)


def _order_chosen(source: str, key: str) -> None:
    under_way = bringing.under_way()
    state.touch()
    if under_way is not None:
        said = under_way.mapping.sources[source]
        order = str(widgets.value(f"{key}-months"))
        bringing.change_source(source, SourceMapping(said.table, said.columns, order))


def _columns(under_way: Bringing, source: str, headers: Sequence[str], key: str) -> None:
    """A selection for each column of the table, the needed ones first."""
    said = under_way.mapping.sources[source]
    fixed = [column for column in KNOWN[said.table].columns if not column.prefix]
    ordered = sorted(fixed, key=lambda column: not column.required)
    for start in range(0, len(ordered), SIDE_BY_SIDE):
        row = st.columns(SIDE_BY_SIDE, gap="small")
        for place, column in zip(row, ordered[start : start + SIDE_BY_SIDE], strict=False):
            with place:
                _column(under_way, source, column, headers, f"{key}-{said.table}-{column.name}")


def _column(under_way: Bringing, source: str, column: Column, headers: Sequence[str], key: str) -> None:
    said = under_way.mapping.sources[source]
    chosen = said.columns.get(column.name, "")
    options = ["", *headers]
    widgets.give_first(key, chosen if chosen in options else "")
    need = f" · {t('mapping.required')}" if column.required else ""
    st.selectbox(
        f"**{t(f'field.{column.name}')}**{need} · {_certainty(under_way, source, column, chosen)}",
        options,
        key=key,
        format_func=lambda header: header or t("mapping.not_there"),
        on_change=partial(_column_chosen, source, column.name, key),
    )


def _certainty(under_way: Bringing, source: str, column: Column, chosen: str) -> str:
    """How sure the selection is, in a word."""
    score = under_way.scores.get(source, {}).get(column.name)
    if not chosen:
        return t("mapping.missing" if column.required else "mapping.empty")
    if score is None:
        return t("mapping.by_hand")
    return t("mapping.sure" if score >= SURE else "mapping.likely" if score >= LIKELY else "mapping.unsure")


def _column_chosen(source: str, column: str, key: str) -> None:
    under_way = bringing.under_way()
    state.touch()
    if under_way is not None:
        said, header = under_way.mapping.sources[source], str(widgets.value(key) or "")
        scores = {name: score for name, score in under_way.scores.get(source, {}).items() if name != column}
        columns = {**said.columns, column: header}
        bringing.change_source(source, SourceMapping(said.table, columns, said.months), scores)


def _facts(under_way: Bringing) -> None:
    """What no file says of the company."""
    panels.small_heading(t("mapping.facts"), t("mapping.facts_note"))
    facts, key = under_way.mapping.company, f"map-{under_way.key}-fact"
    choices = {"kind": list(KINDS), "currency": list(CURRENCIES), "language": list(LANGUAGES)}
    columns = st.columns(4, gap="small")
    widgets.give_first(f"{key}-name", facts["name"])
    with columns[0]:
        st.text_input(
            t("field.name"), key=f"{key}-name", max_chars=120, on_change=partial(_fact_given, "name", f"{key}-name")
        )
    for place, (name, options) in zip(columns[1:], choices.items(), strict=True):
        widgets.give_first(f"{key}-{name}", facts[name] if facts[name] in options else options[0])
        with place:
            st.selectbox(
                t(f"mapping.fact.{name}"),
                options,
                key=f"{key}-{name}",
                format_func=partial(_fact_word, name),
                on_change=partial(_fact_given, name, f"{key}-{name}"),
            )


def _fact_word(fact: str, value: str) -> str:
    return value if fact == "currency" else t(f"{'kind' if fact == 'kind' else 'mapping.language'}.{value}")


def _fact_given(fact: str, key: str) -> None:
    state.touch()
    bringing.change_fact(fact, str(widgets.value(key) or ""))


def _finish(under_way: Bringing) -> None:
    """Read by this mapping, save it as a file, or leave."""
    key = f"map-{under_way.key}-name"
    widgets.give_first(key, under_way.mapping.name)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("mapping.name"), key=key, max_chars=80, width=280, on_change=partial(_fact_given, "mapping", key)
        )
        st.button(t("mapping.read"), key="map-read", type="primary", icon=":material/check:", on_click=bringing.finish)
        st.download_button(
            t("mapping.save"),
            mapping_text(under_way.mapping),
            file_name="tandem-mapping.toml",
            mime="application/toml",
            key="map-save",
            icon=":material/download:",
            on_click=partial(bringing.keep, under_way.mapping),
        )
        st.button(t("mapping.cancel"), key="map-cancel", icon=":material/close:", on_click=bringing.drop)
