"""Who answers for an assumption, when it is looked at again, and why it is what it is.

Remarks are words about a company's assumptions; no number depends on them, so that links leave them out. They belong
to the workspace at work and are kept with it; they are taken away as a file, and brought back by one.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from model.assumptions import ASSUMPTIONS
from store.words import keep_remarks, remarks_of
from ui import access, stored, visitor
from ui.autosave import writer

KEPT = 256  # visitors and companies
LONGEST_OWNER, LONGEST_NOTE = 60, 400  # characters


@dataclass(frozen=True)
class Remark:
    """Words about one assumption; `review` is a day YYYY-MM-DD or nothing."""

    owner: str = ""
    review: str = ""
    note: str = ""


Remarks = Mapping[str, Remark]
_held: "OrderedDict[tuple[str, str], Remarks]" = OrderedDict()  # by owner and company
_lock = threading.Lock()


def of(company: str) -> Remarks:
    """The latest remarks on a company, by assumption."""
    key = (_owner(), company)
    with _lock:
        held = _held.get(key)
    return _kept(*key) if held is None else held


def keep(company: str, remarks: Remarks) -> None:
    """Hold the remarks on a company, and have them written."""
    key = (_owner(), company)
    with _lock:
        before = _held.get(key)
    if before != remarks and (before or remarks):
        if not access.still_allows(keep_remarks):
            return
        _hold(key, dict(remarks))
        if access.workspace():
            text = json.dumps(written(remarks), ensure_ascii=False)
            done = access.doing(keep_remarks, company, text)
            writer().offer(("remarks", *key), lambda held, _: done(held))


def _owner() -> str:
    """Whose words they are: the workspace's, or this window's alone."""
    return access.workspace() or visitor.tab()


def _kept(owner: str, company: str) -> Remarks:
    """The remarks that the store has, held from now on."""
    text = access.ask("", remarks_of, company)
    found = read(parsed(text))
    if not stored.is_down():
        _hold((owner, company), found)
    return found


def parsed(text: str) -> Mapping[str, object]:
    """What a text of JSON holds by name; nothing where it is none of ours.

    >>> parsed('{"discount_rate": {}}'), parsed("[1]"), parsed("nope")
    ({'discount_rate': {}}, {}, {})
    """
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _hold(key: tuple[str, str], remarks: Remarks) -> None:
    with _lock:
        _held[key] = remarks
        _held.move_to_end(key)
        while len(_held) > KEPT:
            _held.popitem(last=False)


def cleaned(owner: str, review: str, note: str) -> Remark | None:
    """A remark cut to what can be kept, or None when the day is none.

    >>> cleaned(" CFO ", "2027-01-31", "")
    Remark(owner='CFO', review='2027-01-31', note='')
    """
    day = review.strip()
    if day and _day(day) is None:
        return None
    printable = ["".join(letter for letter in text if letter.isprintable()).strip() for text in (owner, note)]
    return Remark(printable[0][:LONGEST_OWNER], day, printable[1][:LONGEST_NOTE])


def written(remarks: Remarks) -> dict[str, dict[str, str]]:
    """The remarks as plain texts, for a file."""
    return {name: asdict(remark) for name, remark in remarks.items() if remark != Remark()}


def read(texts: Mapping[str, object]) -> Remarks:
    """The remarks of a file; what names no assumption or has another form is left out."""
    found = {
        name: _remark(fields) for name, fields in texts.items() if name in ASSUMPTIONS and isinstance(fields, dict)
    }
    return {name: remark for name, remark in found.items() if remark is not None}


def _remark(fields: Mapping[str, object]) -> Remark | None:
    return cleaned(*(str(fields.get(name, "")) for name in ("owner", "review", "note")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
