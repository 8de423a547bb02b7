"""A QR code of an address, black on white with its quiet zone, whatever the theme: cameras read nothing else as well."""

import io
from typing import Literal

import segno

Format = Literal["svg", "png"]
QUIET_ZONE = 4  # modules, as the standard asks
DOT = 16  # pixels of a module in the file to take away
CORRECTION = "m"  # 15 % of the code may be hidden, by a finger or a beam of light


def file(address: str, kind: Format) -> bytes:
    """The code as a file."""
    written = io.BytesIO()
    _code(address).save(written, kind=kind, scale=DOT, border=QUIET_ZONE, dark="#000", light="#fff")
    return written.getvalue()


def source(address: str) -> str:
    """The code as the source of an image, which grows without blur."""
    return _code(address).svg_data_uri(border=QUIET_ZONE, dark="#000", light="#fff")


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error=CORRECTION)
