"""The kinds of hand-outs, declared once: what each is made by, its file, and how many scenarios it takes.

What a kind is called, what it is for and its place in a file's name are words of the catalogue: `handout.<name>.label`,
`.use` and `.file`. The page, the tests and the journeys in a browser loop over this list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from model.questions.watching import Watch
from ui.chart_files import part
from ui.handout import charts_file, page, reproduce, tables_file
from ui.handout.handover import Handover
from ui.handout.subject import MOST
from ui.searches import Searches
from ui.words import speaking, t

KEPT = 6  # files of a kind that are remembered
HASH = 8  # characters of a content's hash in a file's name
Maker = Callable[[Handover, Watch], bytes]


@dataclass(frozen=True)
class Handout:
    """One kind: its name, the end of its file's name, its type, and its maker, which reads at most `most` scenarios."""

    name: str
    suffix: str
    mime: str
    icon: str
    make: Maker
    most: int = MOST

    def file_name(self, handed: Handover, content: bytes) -> str:
        """Kind, company, scenario, day and a mark of the content: files over 1 MiB are told apart by their names."""
        with speaking(handed.language):
            names = [scenario.name for scenario in handed.scenarios[: self.most]]
            about = names[0] if len(names) == 1 else t("handout.several", count=len(names))
            parts = [part(text) for text in (t(f"handout.{self.name}.file"), handed.company.name, about)]
        return f"{'_'.join([*parts, handed.day, sha256(content).hexdigest()[:HASH]])}.{self.suffix}"


def _slides(handed: Handover, watch: Watch) -> bytes:
    from ui.handout import slides  # noqa: PLC0415  its library is slow to load

    return slides.make(handed.brief(watch))


def _pdf(handed: Handover, watch: Watch) -> bytes:
    from ui.handout import pdf_brief  # noqa: PLC0415  its library is slow to load

    return pdf_brief.make(handed.brief(watch))


def _audit(handed: Handover, watch: Watch) -> bytes:
    from ui import audit_workbook  # noqa: PLC0415  the traced model is slow to load

    with handed.spoken():
        return audit_workbook.workbook(handed.company, handed.scenarios[0], handed.months, watch).content


ZIP = "application/zip"
OFFICE = "application/vnd.openxmlformats-officedocument"
HANDOUTS: Sequence[Handout] = (
    Handout("page", "html", "text/html", "html", page.made),
    Handout("brief", "pdf", "application/pdf", "picture_as_pdf", _pdf),
    Handout("slides", "pptx", f"{OFFICE}.presentationml.presentation", "slideshow", _slides),
    Handout("audit", "xlsx", f"{OFFICE}.spreadsheetml.sheet", "functions", _audit, most=1),
    Handout("tables", "zip", ZIP, "table_chart", tables_file.made),
    Handout("charts", "zip", ZIP, "insert_chart", charts_file.made),
    Handout("python", "py", "text/x-python", "terminal", reproduce.python, most=1),
    Handout("scenario", "toml", "application/toml", "settings", reproduce.toml, most=1),
)
SEARCHES = {kind.name: Searches[bytes](f"handout_{kind.name}", KEPT) for kind in HANDOUTS}
