"""The companies this server can show: the samples, and the latest uploads by the hash of their content.

An upload lives in memory only. Who holds its link holds the company, so the key is the unguessable hash.
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
    """The company of a key, or None when this server does not hold it."""
    if key in SAMPLES:
        return load_sample(key)
    with _lock:
        if key in _uploaded:
            _uploaded.move_to_end(key)
        return _uploaded.get(key)


def keep(company: Company) -> str:
    """Hold a company, drop the one unused for longest, and give the key."""
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
