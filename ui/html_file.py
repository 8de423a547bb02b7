"""A sheet as a file of its own that opens anywhere, offline: no script, nothing fetched."""

from functools import cache
from html import escape
from pathlib import Path

from ui.words import language

SHEET = Path(__file__).parent / "receipt.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, body: str) -> bytes:
    """A page in the reader's language; `title` is text, `body` HTML whose texts are escaped already."""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{css()}</style></head>'
        f'<body class="alone">{body}</body></html>'
    ).encode()


@cache
def css() -> str:
    """How a sheet looks, on screen and on paper."""
    return SHEET.read_text(encoding="utf-8")
