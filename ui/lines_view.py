"""Exports line by line (invoices, opportunities, tickets ...): added up by month under a bar, then brought with the rest.

The lines come from a file, or from a table of a database where the owner of the server allows addresses. The work
runs in the page's own run, so that pressing Cancel, or anything else, stops it and changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

import streamlit as st

from model.columns import Column, Table
from model.findings import CompanyUnreadable
from model.reading.headers import recognised
from model.rollup.chosen import Chosen
from model.rollup.exports import EXPORTS
from model.rollup.making import Export
from model.rollup.origin import Origin, addresses_allowed
from ui import bringing, state
from ui.findings import sentence
from ui.numbers import amount
from ui.words import t, unmarked

if TYPE_CHECKING:
    from model.rollup.rolling import Rolled
    from model.rollup.running import Progress

FILES = ["csv", "txt", "gz", "parquet", "pq"]
SIDE_BY_SIDE = 3  # selections in a row
Work: TypeAlias = "Callable[[Progress], Rolled]"


def draw() -> None:
    """What a line is, where the lines are, which column is which, and what came of it."""
    with st.expander(t("lines.title"), key="lines"):
        st.html(f"<p>{t('lines.explained')}</p>")
        kind = st.selectbox(
            t("lines.kind"),
            list(EXPORTS),
            key="lines-kind",
            format_func=lambda name: t(f"export.{name}"),
            placeholder=t("lines.kind"),
            width=320,
        )
        _from_file(EXPORTS[kind])
        if addresses_allowed():
            _from_database(EXPORTS[kind])
        for name, (content, lines) in bringing.rolled().items():
            said = t("lines.rolled", name=name, lines=amount(lines, "count", compact=False))
            st.download_button(said, content, file_name=name, mime="text/csv", key=f"lines-{name}")


def _from_file(export: Export) -> None:
    held = st.file_uploader(t("lines.file"), type=FILES, key="lines-file", on_change=state.touch)
    if held is None:
        return
    with _on_disk(held.name, held.getvalue()) as path, _said():
        chosen = _columns(export.lines, _headers(path, export.lines))
        if st.button(t("lines.roll"), key="lines-roll", type="primary", icon=":material/functions:"):
            _roll(lambda progress: _file_rolled(path, export, chosen, progress))


def _from_database(export: Export) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        address = st.text_input(t("lines.address"), key="lines-address", type="password", width=420)
        table = st.text_input(t("lines.table"), key="lines-table", width=220)
    if st.button(t("lines.roll_database"), key="lines-roll-database", icon=":material/database:"):
        origin = Origin(address, table, allowed=addresses_allowed())
        with _said():
            _roll(lambda progress: _address_rolled(origin, export, progress))


def _file_rolled(path: Path, export: Export, chosen: Chosen, progress: "Progress") -> "Rolled":
    from model.rollup.rolling import roll_up  # noqa: PLC0415  # its library is slow to load

    return roll_up(path, export, chosen, progress=progress)


def _address_rolled(origin: Origin, export: Export, progress: "Progress") -> "Rolled":
    from model.rollup.rolling import roll_up_address  # noqa: PLC0415  # its library is slow to load

    return roll_up_address(origin, export, progress=progress)


def _headers(path: Path, fields: Table) -> Sequence[str]:
    from model.rollup.lines import headers_of  # noqa: PLC0415  # its library is slow to load
    from model.rollup.sample import utf8_of  # noqa: PLC0415

    readable = path if path.suffix.lower() in (".parquet", ".pq") else utf8_of(path, path.parent)
    headers, _ = headers_of(readable, fields)
    return headers


def _columns(fields: Table, headers: Sequence[str]) -> Chosen:
    """Which header each field is read from: recognised by name, or chosen here."""
    places = _recognised(fields, headers)
    found: dict[str, str] = {}
    ordered = sorted(fields.columns, key=lambda column: not column.required)
    for start in range(0, len(ordered), SIDE_BY_SIDE):
        row = st.columns(SIDE_BY_SIDE, gap="small")
        for place, column in zip(row, ordered[start : start + SIDE_BY_SIDE], strict=False):
            with place:
                found[column.name] = _column(fields, column, headers, places.get(column.name, ""))
    return Chosen(found)


def _column(fields: Table, column: Column, headers: Sequence[str], header: str) -> str:
    need = f" · {t('mapping.required')}" if column.required else ""
    options = ["", *dict.fromkeys(headers)]
    chosen = st.selectbox(
        f"**{t(f'field.{column.name}')}**{need}",
        options,
        index=options.index(header),
        key=f"lines-{fields.name}-{column.name}",
        format_func=lambda name: name or t("mapping.not_there"),
        placeholder=t("mapping.not_there"),
    )
    return chosen or ""


def _recognised(fields: Table, headers: Sequence[str]) -> Mapping[str, str]:
    """The first header of each field that is recognised by its name."""
    found: dict[str, str] = {}
    for header in headers:
        match = recognised(header, fields)
        if match is not None:
            found.setdefault(match[1], header)
    return found


def _roll(work: Work) -> None:
    """Add up under a bar that a button stops; what comes out is read together with the next files."""
    from model.rollup.rolling import table_text  # noqa: PLC0415  # its library is slow to load

    state.touch()
    bar, stop = st.progress(0.0, t("lines.working")), st.empty()
    stop.button(t("mapping.cancel"), key="lines-stop", icon=":material/close:")
    try:
        made = work(lambda share: _tell(bar, share))
        bringing.add_rolled(f"{made.table}.csv", table_text(made).encode("utf-8"), made.lines)
        for finding in made.findings:
            st.warning(unmarked(sentence(finding)), icon=":material/warning:")
    finally:
        bar.empty()
        stop.empty()


@contextmanager
def _said() -> Iterator[None]:
    """What cannot be read is said in a sentence."""
    try:
        yield
    except CompanyUnreadable as unreadable:
        st.error(unmarked(sentence(unreadable.findings[0])), icon=":material/error:")


def _tell(bar: "st.delta_generator.DeltaGenerator", share: float | None) -> None:
    bar.progress(share or 0.0, t("lines.working"))


@contextmanager
def _on_disk(name: str, content: bytes) -> Iterator[Path]:
    """The upload as a file of a folder that is removed afterwards; only its ending is taken from its name."""
    with TemporaryDirectory(prefix="lines-", ignore_cleanup_errors=True) as folder:
        endings = (
            "".join(PurePosixPath(name).suffixes[-2:]) if name.lower().endswith(".gz") else PurePosixPath(name).suffix
        )
        path = Path(folder) / f"{_plain(name)}{endings.lower()}"
        path.write_bytes(content)
        yield path


def _plain(name: str) -> str:
    """The beginning of a file's name, in letters and digits that every system can write."""
    stem = PurePosixPath(name).name.split(".")[0]
    return "".join(letter for letter in stem if letter.isalnum() or letter in "-_ ")[:60].strip() or "lines"
