"""ZIP archives checked from their directory, before anything is unpacked."""

import io
import zipfile
from pathlib import PurePosixPath

from model.findings import CompanyUnreadable, Finding

FILE_BYTES = 20 * 2**20
ENTRIES = 500
UNPACKED_BYTES = 100 * 2**20
RATIO = 100
SMALL_ENTRY = 2**20  # bytes below which a high ratio is harmless


def checked_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """The open archive; CompanyUnreadable when it is damaged, too large or its names are not safe."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CompanyUnreadable(Finding(name, "damaged", value="the archive has no end")) from error
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise CompanyUnreadable(Finding(name, "too_many_entries", value=str(len(entries)), allowed=str(ENTRIES)))
    refuse_bombs(name, entries)
    refuse_unsafe_names(name, entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise CompanyUnreadable(Finding(name, "password"))
    return archive


def refuse_bombs(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what unpacks to too many bytes in all, or out of all proportion."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_BYTES:
        value, allowed = f"{unpacked / 2**20:.0f} MB", f"{UNPACKED_BYTES // 2**20} MB"
        raise CompanyUnreadable(Finding(name, "too_large", value=value, allowed=allowed))
    for entry in entries:
        if entry.file_size > max(SMALL_ENTRY, RATIO * entry.compress_size):
            raise CompanyUnreadable(Finding(name, "packed_too_tightly", value=entry.filename, allowed=str(RATIO)))


def refuse_unsafe_names(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse two entries of one name, and names that leave the folder."""
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise CompanyUnreadable(Finding(name, "damaged", value="two files of one name in the archive"))
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise CompanyUnreadable(Finding(name, "unsafe_path", value=entry.filename))


def unpacked(name: str, archive: zipfile.ZipFile, entry: str) -> bytes:
    """The bytes of one entry; CompanyUnreadable when they are damaged."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise CompanyUnreadable(Finding(name, "damaged", value=entry)) from error
