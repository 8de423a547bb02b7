"""The audit workbook: one scenario as live formulas, written by the engine's own equations.

python -m ui.audit_workbook COMPANY [--scenario FILE] [--months N] [--lang fr] > audit.xlsx
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model.company import Company
from model.findings import CompanyUnreadable, message
from model.observing import read_company
from model.projection import LONGEST, SHORTEST, Projection, project
from model.questions.watching import ALONE, Watch, part
from model.samples import is_sample, load_sample
from model.scenario import AS_IS, Scenario, check_members, check_usable, read_scenario
from model.stakes import believed
from model.tracing.arrays import Traced
from model.tracing.blocks import SHEETS, Book
from model.tracing.book import book_of
from model.tracing.formulas import Formulas
from model.tracing.inputs import Key, as_cells, given
from model.tracing.trace import pair
from ui import audit_cover
from ui.audit_sheets import Looks, Pages
from ui.words import LANGUAGES, speaking, t
from ui.workbooks import Book as File
from ui.workbooks import workbook as written

BAD_INPUT = 2
TRACED, LAID_OUT = 0.35, 0.55  # of the work, after these parts of it


@dataclass(frozen=True)
class Audit:
    """The workbook of one scenario: its bytes, its inputs, and where every number stands in it."""

    content: bytes
    inputs: Mapping[Key, Traced]
    book: Book
    formulas: int


def workbook(company: Company, scenario: Scenario, months: int = 36, watch: Watch = ALONE) -> Audit:
    """One scenario beside its baseline over `months`, in the reader's language.

    Raises ValueError when `months` is out of range, ScenarioInvalid when a move names an unknown member, Cancelled when
    the watch says so.
    """
    projection = project(company, (scenario,), months=months)
    inputs = as_cells(given(company, scenario))
    watch.at(0.05)
    traced = pair(company, inputs, months, traced=True)
    watch.at(TRACED)
    book = book_of(inputs, traced)
    watch.at(LAID_OUT)
    pages = _Writing(book, projection, scenario, part(watch, LAID_OUT, 1.0))
    content = written(pages.write)
    return Audit(content, inputs, book, pages.formulas)


@dataclass
class _Writing:
    """The writing of one workbook."""

    book: Book
    projection: Projection
    scenario: Scenario
    watch: Watch
    formulas: int = 0

    def write(self, file: File) -> None:
        """All sheets in the order of reading; the cover is filled last, for it counts the formulas."""
        titles = {sheet: t(f"audit.sheet.{sheet}") for sheet in (*SHEETS, "cover", "engine")}
        pages = self._pages(file, titles)
        sheets = {sheet: file.add_worksheet(titles[sheet]) for sheet in audit_cover.SHOWN}
        blocks = sum(1 for sheet in SHEETS for _ in self.book.of(sheet))
        done = 0
        for sheet in audit_cover.SHOWN[1:-1]:
            for formulas in pages.fill(sheets[sheet], sheet):
                done += 1
                self.formulas += formulas
                self.watch.at(0.95 * done / blocks)
        self.formulas += audit_cover.engine(pages, sheets["engine"], self.projection)
        made = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        audit_cover.cover(
            pages, sheets["cover"], audit_cover.Facts(self.projection, self.scenario, made, self.formulas)
        )

    def _pages(self, file: File, titles: dict[str, str]) -> Pages:
        company = self.projection.company
        months = [datetime.strptime(month, "%Y-%m") for month in self.projection.months]  # noqa: DTZ007  # a sheet has no zones
        evidence = {
            (belief.name, belief.member): (f"grade.{belief.grade}", f"source.{belief.source or belief.grade}")
            for belief in believed(company)
        }
        return Pages(self.book, Formulas(self.book, titles), Looks(file), months, evidence)


def main(arguments: list[str] | None = None) -> int:
    """Write the workbook to standard output; 2 and one sentence on bad input."""
    parser = argparse.ArgumentParser(prog="python -m ui.audit_workbook", description=__doc__)
    parser.add_argument("company", help="a folder, workbook or ZIP; or the name of a sample")
    parser.add_argument("--scenario", type=Path, help="a scenario file; without it, the company as it is")
    parser.add_argument("--months", type=int, default=36, help=f"{SHORTEST} to {LONGEST}")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    options = parser.parse_args(arguments)
    try:
        company = load_sample(options.company) if is_sample(options.company) else read_company(Path(options.company))
        scenario = _scenario(options.scenario, company)
        with speaking(options.lang):
            sys.stdout.buffer.write(workbook(company, scenario, options.months).content)
    except CompanyUnreadable as error:
        sys.stderr.write(f"{message(error.findings[0])}\n")
        return BAD_INPUT
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    return 0


def _scenario(path: Path | None, company: Company) -> Scenario:
    if path is None:
        return AS_IS
    scenario = read_scenario(path, company.first_month)
    check_members(scenario, company, str(path))
    check_usable(scenario, company, str(path))
    return scenario


if __name__ == "__main__":
    sys.exit(main())
