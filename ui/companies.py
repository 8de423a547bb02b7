"""The companies this server can show: the samples, and uploads by the hash of their content.

An upload of a visitor who can be known again is kept before it is shown; the latest are held in memory. The hash alone
opens nothing: a company is shown to whoever brought it, in a workspace that holds it, and under a link that leads to it.
"""

import io
import re
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Sequence

from model.company import Company
from model.reading import Source
from model.samples import SAMPLES, load_sample
from store import companies as kept
from store import rights
from store.kinds import Content
from ui import access, stored, visitor

KEPT = 24
_KEY = re.compile(r"[0-9a-f]{16,64}")

_uploaded: "OrderedDict[str, Company]" = OrderedDict()
_holders: dict[str, set[str]] = {}  # of what is in memory: who brought it
_lock = threading.Lock()


def default_key() -> str:
    """The key of the sample that a first visit opens."""
    return SAMPLES[0]


def default() -> Company:
    """The sample that a first visit opens."""
    return load_sample(default_key())


def is_key(key: str) -> bool:
    """Whether a text has the form of a company's key."""
    return key in SAMPLES or bool(_KEY.fullmatch(key))


def find(key: str) -> Company | None:
    """The company of a key, or None when this server has it no more, or not for this reader."""
    if key in SAMPLES:
        return load_sample(key)
    if not (is_own(key) or access.once(("company", key), lambda: _is_lent(key))):
        return None
    with _lock:
        if key in _uploaded:
            _uploaded.move_to_end(key)
            return _uploaded[key]
    found = _own(key) or _lent(key)
    return None if found is None else _hold(found)


def key_of(content: Content) -> str:
    """The key that opens the data of a kept plan; nothing when they are no longer held, or not for this reader."""
    listed = find(content.company)
    if listed is not None and listed.content_hash == content.data:
        return content.company
    return content.data if find(content.data) else ""


def is_own(key: str) -> bool:
    """Whether a company is a sample, or the visitor's own: what was so once stays so, also while the store is down."""
    with _lock:
        known = key in SAMPLES or visitor.holder() in _holders.get(key, ())
    if not known and access.once(("own", key), lambda: _is_kept(key)):
        _held_by_visitor(key)
        return True
    return known


def keep(company: Company) -> str:
    """Keep a company where this run works and give the key; where it cannot be kept it is held in memory only."""
    access.ask(None, kept.keep_company, company)
    _hold(company)
    _held_by_visitor(company.content_hash)
    return company.content_hash


def _held_by_visitor(key: str) -> None:
    with _lock:
        _holders.setdefault(key, set()).add(visitor.holder())


def _is_kept(key: str) -> bool:
    """Whether the visitor's own workspace holds a company."""
    mine = access.own()
    return bool(mine.workspace) and stored.attempt(lambda base: rights.do(base, mine, kept.holds, key), False)


def _own(key: str) -> Company | None:
    mine = access.own()
    return stored.attempt(lambda base: rights.do(base, mine, kept.company_of, key), None) if mine.workspace else None


def _is_lent(key: str) -> bool:
    """Whether the link of this run leads to a company: the workspace holds it, or the scenario rests on it."""
    link = access.current()
    if link is None:
        return False
    if link.scenario is None:
        return access.ask(False, kept.holds, key)
    return access.ask(False, kept.is_pinned, link.scenario, link.number, key)


def _lent(key: str) -> Company | None:
    link = access.current()
    if link is None:
        return None
    if link.scenario is None:
        return access.ask(None, kept.company_of, key)
    return access.ask(None, kept.pinned_company, link.scenario, link.number, key)


def _hold(company: Company) -> Company:
    """Hold a company in memory, and drop the one unused for longest."""
    with _lock:
        _uploaded[company.content_hash] = company
        _uploaded.move_to_end(company.content_hash)
        while len(_uploaded) > KEPT:
            _holders.pop(_uploaded.popitem(last=False)[0], None)
    return company


def source_of(files: Sequence[tuple[str, bytes]]) -> Source:
    """One workbook, ZIP or CSV file, or several CSV files as one ZIP."""
    return files[0] if len(files) == 1 else ("upload.zip", _zipped(files))


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name.replace("\\", "/").rsplit("/", maxsplit=1)[-1], content)
    return packed.getvalue()
