"""A table of a database in place of a file, where the owner of the server allows addresses: rolled up, then brought.

The work runs in the page's own run, so that pressing Cancel, or anything else, stops the database.
"""

import streamlit as st

from model.findings import CompanyUnreadable
from model.rollup.exports import EXPORTS
from model.rollup.origin import Origin, addresses_allowed
from ui import bringing, state
from ui.findings import sentence
from ui.numbers import amount
from ui.words import t, unmarked


def draw() -> None:
    """Address, table and kind of lines; nothing where addresses are not allowed."""
    if not addresses_allowed():
        return
    with st.expander(t("database.title"), key="database"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            address = st.text_input(t("database.address"), key="database-address", type="password", width=420)
            table = st.text_input(t("database.table"), key="database-table", width=220)
            kind = st.selectbox(
                t("mapping.table"), list(EXPORTS), key="database-kind", format_func=lambda name: t(f"export.{name}")
            )
        if st.button(t("database.roll"), key="database-roll", icon=":material/database:"):
            _rolled(Origin(address, table, allowed=addresses_allowed()), kind)
        for name, (content, lines) in bringing.rolled().items():
            said = t("database.rolled", name=name, lines=amount(lines, "count", compact=False))
            st.download_button(said, content, file_name=name, mime="text/csv", key=f"database-{name}")


def _rolled(origin: Origin, kind: str) -> None:
    """Roll up under a bar that a button stops; what comes out is read together with the next files."""
    from model.rollup.rolling import roll_up_address, table_text  # noqa: PLC0415  # its library is slow to load

    state.touch()
    bar = st.progress(0.0, t("database.working"))
    stop = st.empty()
    stop.button(t("mapping.cancel"), key="database-stop", icon=":material/close:")
    try:
        made = roll_up_address(origin, EXPORTS[kind], progress=lambda share: _tell(bar, share))
    except CompanyUnreadable as unreadable:
        st.error(unmarked(sentence(unreadable.findings[0])), icon=":material/error:")
    else:
        bringing.add_rolled(f"{made.table}.csv", table_text(made).encode("utf-8"), made.lines)
    bar.empty()
    stop.empty()


def _tell(bar: "st.delta_generator.DeltaGenerator", share: float | None) -> None:
    bar.progress(share or 0.0, t("database.working"))
