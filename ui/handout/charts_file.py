"""Every chart of a hand-over as PNG, SVG and CSV in one ZIP."""

from model.questions.watching import ALONE, Watch, part
from ui.chart_files import part as plain
from ui.charts import figures, paper
from ui.handout.charts import Picture, pictures
from ui.handout.handover import Handover
from ui.handout.tables_file import zipped
from ui.printer import PRINTER, Format

PRINTED: tuple[Format, ...] = ("png", "svg")


def made(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The ZIP."""
    with handed.spoken():
        every = list(pictures(handed, handed.bridges(part(watch, 0.0, 0.2)), handed.look))
        files: dict[str, bytes] = {}
        for number, picture in enumerate(every):
            watch.at(0.2 + 0.8 * number / len(every))
            files |= _files(handed, number, picture)
        return zipped(files)


def _files(handed: Handover, number: int, picture: Picture) -> dict[str, bytes]:
    about = " · ".join(filter(None, (picture.about, handed.company.name, handed.day)))
    spec = paper.printed(picture.chart, picture.title, about)
    name = "_".join(plain(text) for text in (f"{number + 1:02}", picture.title, picture.about) if text)
    told = figures.written(picture.chart.frame, picture.chart.figures, handed.language)
    return {**{f"{name}.{kind}": PRINTER.picture(spec, kind) for kind in PRINTED}, f"{name}.csv": told}
