"""What a server does once before its first visitor, so that nobody waits for it."""

from model.projection import project
from model.scenario import AS_IS
from ui import companies, scripts, style
from ui.projections import DRAWS
from ui.words import LANGUAGES, catalogue


def everything() -> None:
    """Read the words, the style and the samples, and run the engine once of each kind."""
    for spoken in LANGUAGES:
        catalogue(spoken)
        scripts.page(spoken)
        style.sheet(spoken)
    company = companies.default()
    for draws in (0, DRAWS):
        project(company, [AS_IS], draws=draws)
