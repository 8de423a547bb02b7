"""What a server does once before its first visitor, so that nobody waits for it."""

import logging

from model.projection import outlook, project
from model.scenario import AS_IS
from store.database import database
from store.failures import StoreDown
from ui import companies, scripts, style
from ui.autosave import writer
from ui.printer import PRINTER
from ui.projections import BAND, DRAWS
from ui.words import LANGUAGES, catalogue

LOG = logging.getLogger(__name__)


def everything() -> None:
    """Read words, style and samples, open the store, run the engine once of each kind, start what prints charts."""
    _open_store()
    for spoken in LANGUAGES:
        catalogue(spoken)
        scripts.page(spoken)
        style.sheet(spoken)
    company = companies.default()
    project(company, [AS_IS])
    outlook(company, AS_IS, BAND, draws=DRAWS)
    PRINTER.warm()


def finish() -> None:
    """What a server does before it ends: give what is not yet written a moment."""
    writer().flush()


def _open_store() -> None:
    """Bring the tables up to date; a store that cannot be reached yet is told in the log and opened when it can."""
    try:
        with database().reading():
            pass
    except StoreDown as down:
        LOG.warning("%s %s", down, down.__cause__)
