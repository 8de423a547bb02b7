"""What a server does once before its first visitor, so that nobody waits for it."""

from model.projection import outlook, project
from model.scenario import AS_IS
from ui import companies, scripts, style
from ui.printer import PRINTER
from ui.projections import BAND, DRAWS
from ui.words import LANGUAGES, catalogue


def everything() -> None:
    """Read the words, the style and the samples, run the engine once of each kind, and start the process that prints charts."""
    for spoken in LANGUAGES:
        catalogue(spoken)
        scripts.page(spoken)
        style.sheet(spoken)
    company = companies.default()
    project(company, [AS_IS])
    outlook(company, AS_IS, BAND, draws=DRAWS)
    PRINTER.warm()
