"""Names that people give: one line, no control or format characters, 1 to 120 characters, compared without case."""

import json
import unicodedata
from collections.abc import Iterable

from store.failures import StoreRefused

LONGEST_NAME, LONGEST_NOTE, LONGEST_TAG, MOST_TAGS = 120, 2000, 30, 12


def name_of(text: str) -> str:
    """A name as it is kept; raises StoreRefused when nothing of it can be kept, or it is too long.

    >>> name_of("  Plan\\u200b  B ")
    'Plan B'
    """
    name = one_line(text)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise StoreRefused("bad_name", name[:LONGEST_NAME])
    return name


def one_line(text: str, longest: int = 10 * LONGEST_NAME) -> str:
    """A text without control and format characters, spaces joined."""
    plain = unicodedata.normalize("NFC", text[: 2 * longest])
    kept = "".join(" " if letter.isspace() else letter for letter in plain if _shown(letter) or letter.isspace())
    return " ".join(kept.split())[:longest]


def note_of(text: str) -> str:
    """A note of several lines as it is kept."""
    lines = [one_line(line, LONGEST_NOTE) for line in text.splitlines()]
    return "\n".join(lines).strip()[:LONGEST_NOTE]


def tags_of(tags: Iterable[str]) -> str:
    """Tags as JSON: each once, without case, in the order given."""
    cut = [one_line(tag, LONGEST_TAG).strip("# ") for tag in tags]
    each = {folded(tag): tag for tag in reversed(cut) if tag}
    return json.dumps(list(reversed(each.values()))[:MOST_TAGS], ensure_ascii=False)


def folded(name: str) -> str:
    """What two names that count as one have in common.

    >>> folded("STRASSE") == folded("straße")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _shown(letter: str) -> bool:
    """Whether a character is no control, format, surrogate or private one."""
    return unicodedata.category(letter)[0] != "C"
