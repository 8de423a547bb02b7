"""The mappings of the workspace at work: by which its files were read, and will be next time."""

from model.findings import CompanyUnreadable
from model.reading.mapping import Mapping, mapping_of, mapping_text
from store.words import keep_mapping, mappings
from ui import access


def read() -> dict[str, Mapping]:
    """The mappings by name; one that can no longer be read is left out."""
    found = {name: _mapping(text, name) for name, text in access.ask({}, mappings).items()}
    return {name: mapping for name, mapping in found.items() if mapping is not None}


def write(mapping: Mapping) -> None:
    """Keep a mapping; one without a name that can be kept stays in this window."""
    access.ask(None, keep_mapping, mapping.name, mapping_text(mapping))


def _mapping(text: str, name: str) -> Mapping | None:
    try:
        return mapping_of(text, name)
    except CompanyUnreadable:
        return None
