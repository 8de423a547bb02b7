"""The companies this server can show: the samples, and uploads by the hash of their content.

An upload of a visitor who can be known again is kept before it is shown; the latest are held in memory. Who holds its
link holds the company, so the key is the unguessable hash.
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
from store.companies import company_of, keep_company
from ui import stored, visitor

KEPT = 24
_KEY = re.compile(r"[0-9a-f]{16,64}")

_uploaded: "OrderedDict[str, Company]" = OrderedDict()
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
    """The company of a key, or None when this server has it neither in memory nor in its store."""
    if key in SAMPLES:
        return load_sample(key)
    with _lock:
        if key in _uploaded:
            _uploaded.move_to_end(key)
            return _uploaded[key]
    found = stored.attempt(lambda database: company_of(database, key), None)
    if found is not None:
        _hold(found)
    return found


def keep(company: Company) -> str:
    """Keep a company for this visitor and give the key; where it cannot be kept it is held in memory only."""
    workspace = visitor.workspace()
    if workspace:
        stored.attempt(lambda database: keep_company(database, workspace, company), None)
    return _hold(company)


def _hold(company: Company) -> str:
    """Hold a company in memory, drop the one unused for longest, and give the key."""
    with _lock:
        _uploaded[company.content_hash] = company
        _uploaded.move_to_end(company.content_hash)
        while len(_uploaded) > KEPT:
            _uploaded.popitem(last=False)
    return company.content_hash


def source_of(files: Sequence[tuple[str, bytes]]) -> Source:
    """One workbook, ZIP or CSV file, or several CSV files as one ZIP."""
    return files[0] if len(files) == 1 else ("upload.zip", _zipped(files))


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name.replace("\\", "/").rsplit("/", maxsplit=1)[-1], content)
    return packed.getvalue()
