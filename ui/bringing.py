"""Files on their way to a company: what was brought, how it is mapped, and the visitor's mappings.

Nothing here touches the company looked at until a whole one has been read.
"""

import hashlib
from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import streamlit as st

from model.findings import CompanyUnreadable, Finding
from model.observing import observe
from model.reading import Reading, read_mapped
from model.reading.files import Source, raw_grids, table_named
from model.reading.grid import Grid
from model.reading.mapping import KNOWN, Mapping, SourceMapping, mapping_of
from model.reading.suggesting import SURE, suggested_mapping
from ui import companies, kept_mappings, state, unread
from ui.words import language

KEY = "bringing"
SAVED = "mappings"
NOTICE = "bringing-notice"
ROLLED = "bringing-rolled"
MAPPINGS = (".toml", ".json")
MAPPABLE = frozenset(
    {
        "missing_table",
        "missing_column",
        "mapped_column_gone",
        "mapped_source_gone",
        "ambiguous_month",
        "duplicate_column",
    }
)
FACTS = ("name", "kind", "currency", "language")

File = tuple[str, bytes]


@dataclass(frozen=True)
class Bringing:
    """Files read but not yet understood: grids by source, the mapping so far, which sources are in doubt, each score."""

    name: str
    grids: abc.Mapping[str, Grid]
    mapping: Mapping
    doubted: frozenset[str] = frozenset()
    scores: abc.Mapping[str, abc.Mapping[str, float]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A short text for the keys of widgets, another one for other files."""
        return hashlib.sha256("\n".join((self.name, *self.grids)).encode()).hexdigest()[:8]

    @property
    def source(self) -> Source:
        """What findings call it."""
        return (self.name, b"")


def under_way() -> Bringing | None:
    """The files that wait for a mapping, if any."""
    found: Bringing | None = st.session_state.get(KEY)
    return found


def drop() -> None:
    """Forget the files; the company stays."""
    st.session_state.pop(KEY, None)
    unread.keep(())
    state.touch()


def notice() -> str:
    """The mapping that the last files were read by, said once."""
    return str(st.session_state.pop(NOTICE, ""))


def saved() -> abc.Mapping[str, Mapping]:
    """The visitor's mappings by name."""
    if SAVED not in st.session_state:
        st.session_state[SAVED] = kept_mappings.read()
    found: dict[str, Mapping] = st.session_state[SAVED]
    return found


def keep(mapping: Mapping) -> None:
    """Keep a mapping for this visitor."""
    st.session_state[SAVED] = {**saved(), mapping.name: mapping}
    kept_mappings.write(mapping)


def rolled() -> abc.Mapping[str, tuple[bytes, int]]:
    """The tables that databases made: CSV and number of lines, by the name of a file; read with the next files."""
    found: dict[str, tuple[bytes, int]] = st.session_state.setdefault(ROLLED, {})
    return found


def add_rolled(name: str, content: bytes, lines: int) -> None:
    """Keep the table that a database made."""
    st.session_state[ROLLED] = {**rolled(), name: (content, lines)}


def bring(files: Sequence[File]) -> None:
    """Read what was dropped: open the company, or wait for a mapping; raises CompanyUnreadable."""
    st.session_state.pop(KEY, None)
    told = [mapping_of(content, name) for name, content in files if _is_mapping(name)]
    held = [file for file in files if not _is_mapping(file[0])]
    held += [(name, content) for name, (content, _) in rolled().items()] if held else []
    for mapping in told:
        keep(mapping)
    if not held:
        return
    source = companies.source_of(held)
    grids = raw_grids(source)
    name = PurePosixPath(held[0][0]).stem if len(held) == 1 else ""
    refused = _opened(source, grids, told)
    if refused:
        st.session_state[KEY] = _waiting(name, grids, told)
        raise CompanyUnreadable(*refused)


def _opened(source: Source, grids: abc.Mapping[str, Grid], told: Sequence[Mapping]) -> tuple[Finding, ...]:
    """Open the company that the files make by themselves, or by a mapping; else why they make none as they are."""
    refused: tuple[Finding, ...] = ()
    for mapping in (*told,) if told else (None, *saved().values()):
        try:
            reading = read_mapped(source, grids, mapping)
        except CompanyUnreadable as unreadable:
            refused = refused or unreadable.findings
            continue
        if reading.ok:
            open_reading(reading)
            st.session_state[NOTICE] = mapping.name if mapping is not None else ""
            return ()
        refused = refused or reading.findings
    if not any(finding.rule in MAPPABLE for finding in refused):
        raise CompanyUnreadable(*refused)
    return refused


def open_reading(reading: Reading) -> None:
    """Look at the company of a reading without errors."""
    unread.keep(())
    state.open_company(companies.keep(observe(reading)))


def _waiting(name: str, grids: abc.Mapping[str, Grid], told: Sequence[Mapping]) -> Bringing:
    """The files with a mapping to look over: what was told, completed by suggestions and by usual facts."""
    suggested, scores = suggested_mapping(name or "Tandem", grids)
    facts = dict(zip(FACTS, (name or "Tandem", "services", "EUR", language()), strict=True))
    sources = suggested.sources
    if told:
        sources = {source: told[-1].source(source) or said for source, said in sources.items()}
        facts |= told[-1].company
        suggested = replace(suggested, name=told[-1].name)
    return Bringing(
        name, grids, replace(suggested, sources=sources, company=facts), _doubted(suggested, scores), scores
    )


def _doubted(mapping: Mapping, scores: abc.Mapping[str, abc.Mapping[str, float]]) -> frozenset[str]:
    """The sources that somebody should look at: their names do not say what they are, or a needed column is not sure."""
    return frozenset(
        source
        for source, said in mapping.sources.items()
        if not said.table
        or table_named(source) != said.table
        or any(
            column.required and scores.get(source, {}).get(column.name, 0.0) < SURE
            for column in KNOWN[said.table].columns
        )
    )


def use(name: str) -> None:
    """Take a saved mapping for the files under way; the selections are drawn anew from it."""
    for key in [key for key in st.session_state if str(key).startswith("map-")]:
        del st.session_state[key]
    bringing, mapping = under_way(), saved().get(name)
    if bringing is not None and mapping is not None:
        sources = {source: mapping.source(source) or said for source, said in bringing.mapping.sources.items()}
        taken = replace(mapping, sources=sources, company={**bringing.mapping.company, **mapping.company})
        st.session_state[KEY] = replace(bringing, mapping=taken)


def change_source(source: str, said: SourceMapping, scores: abc.Mapping[str, float] | None = None) -> None:
    """Say anew what a file or sheet is, and how certain what is suggested of it is."""
    bringing = under_way()
    if bringing is not None:
        mapping = replace(bringing.mapping, sources={**bringing.mapping.sources, source: said})
        known = bringing.scores if scores is None else {**bringing.scores, source: scores}
        st.session_state[KEY] = replace(bringing, mapping=mapping, scores=known)


def change_fact(key: str, value: str) -> None:
    """Say something of the company, or give the mapping its name (key 'mapping')."""
    bringing = under_way()
    if bringing is None:
        return
    mapping = bringing.mapping
    mapping = (
        replace(mapping, name=value) if key == "mapping" else replace(mapping, company={**mapping.company, key: value})
    )
    st.session_state[KEY] = replace(bringing, mapping=mapping)


def finish() -> None:
    """Read the files by their mapping: a whole company is opened and the mapping kept, else the faults are told."""
    bringing = under_way()
    state.touch()
    if bringing is None:
        return
    try:
        reading = read_mapped(bringing.source, bringing.grids, bringing.mapping)
        if reading.ok:
            open_reading(reading)
    except CompanyUnreadable as unreadable:
        unread.keep(unreadable.findings)
        return
    if not reading.ok:
        unread.keep(tuple(finding for finding in reading.findings if finding.severity == "error"))
        return
    keep(bringing.mapping)
    st.session_state[NOTICE] = bringing.mapping.name
    st.session_state.pop(KEY, None)


def _is_mapping(name: str) -> bool:
    return name.lower().endswith(MAPPINGS)
