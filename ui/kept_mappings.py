"""The mappings of a visitor's workspace: by which their files were read, and will be next time."""

from model.findings import CompanyUnreadable
from model.reading.mapping import Mapping, mapping_of, mapping_text
from store.failures import StoreRefused
from store.words import keep_mapping, mappings
from ui import stored, visitor


def read() -> dict[str, Mapping]:
    """The mappings by name; one that can no longer be read is left out."""
    workspace = visitor.workspace()
    texts = stored.attempt(lambda held: mappings(held, workspace), None) if workspace else None
    found = {name: _mapping(text, name) for name, text in (texts or {}).items()}
    return {name: mapping for name, mapping in found.items() if mapping is not None}


def write(mapping: Mapping) -> None:
    """Keep a mapping; one without a name that can be kept stays in this window."""
    workspace = visitor.workspace()
    if workspace:
        try:
            stored.attempt(lambda held: keep_mapping(held, workspace, mapping.name, mapping_text(mapping)), None)
        except StoreRefused:
            return


def _mapping(text: str, name: str) -> Mapping | None:
    try:
        return mapping_of(text, name)
    except CompanyUnreadable:
        return None
