"""How the frame looks: the design tokens as CSS variables, and one sheet for what the theme file cannot say.

`light-dark()` follows the theme that the reader chose, because Streamlit sets the color scheme of the app.
"""

from functools import cache
from pathlib import Path

from ui.charts.palette import PALETTES
from ui.words import Language, text

TOKENS = ("ground", "ink", "quiet", "grid", "cro", "coo", "shared", "baseline", "good", "bad")
SAID = ("upload", "upload_limit", "cut", "cut_title")
SHEET, PAPER = (Path(__file__).parent / f"{name}.css" for name in ("style", "presented"))


@cache
def sheet(spoken: Language) -> str:
    """The style element of every page; Streamlit's own English words give way to ours."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    colors = ";".join(f"--{name}:light-dark({getattr(light, name)},{getattr(dark, name)})" for name in TOKENS)
    said = ";".join(f'--say-{name}:"{text(spoken, f"frame.{name}")}"' for name in SAID)
    return f"<style>:root{{{said}}}.stApp{{{colors}}}{SHEET.read_text(encoding='utf-8')}</style>"


@cache
def paper() -> str:
    """The style element of a plan as it is handed out, on screen and on paper."""
    return f"<style>{PAPER.read_text(encoding='utf-8')}</style>"
