"""The look-back as a report, for a scheduler: HTML or PDF, of a plan or of a signed receipt, whose triggers come first.

python -m ui.lookback_file COMPANY --plan FILE.toml --from MONTH [--format pdf] [--lang fr] > report.html
python -m ui.lookback_file COMPANY --receipt FILE.json|NUMBER [--output FILE] [--only-when-fired] [--exit-code]
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from model import lookback_command
from model.company import Company
from model.findings import CompanyUnreadable, message
from model.observing import read_company
from model.samples import is_sample, load_sample
from model.scenario import read_scenario
from model.triggers import fates, fired
from store.database import database
from store.failures import StoreDown
from store.receipts import Receipt, numbered
from ui import lookback_html, lookback_pdf, receipt_file
from ui.lookback_tables import Report, trigger
from ui.looked_at import LookedAt, of_receipt
from ui.numbers import Style, write_in
from ui.words import LANGUAGES, speaking, t

DONE, BAD_INPUT, FIRED = 0, 2, 3
FORMATS: Mapping[str, Callable[[Report], bytes]] = {"html": lookback_html.file, "pdf": lookback_pdf.file}
LARGEST = receipt_file.LARGEST


def main(arguments: list[str] | None = None) -> int:
    """Write the report; 2 and one sentence on bad input, 3 with --exit-code when a trigger fired."""
    options = _parser().parse_args(arguments)
    try:
        company = _company(options.company)
        looked = _looked(company, options)
        options.start = options.start or looked.start
        report = _report(company, looked, options)
    except CompanyUnreadable as error:
        return _refused(message(error.findings[0]))
    except (StoreDown, ValueError) as error:
        return _refused(str(error))
    with speaking(options.lang):
        write_in(Style(options.lang, company.currency))
        return _written(report(), options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.lookback_file", description=__doc__)
    parser.add_argument("company", help=lookback_command.COMPANY)
    plan = parser.add_mutually_exclusive_group(required=True)
    plan.add_argument("--plan", type=Path, help=lookback_command.PLAN)
    plan.add_argument("--receipt", help="the signed receipt: its file (JSON) or the number that it shows")
    parser.add_argument("--from", dest="start", default="", help=f"{lookback_command.START}; a receipt knows its own")
    lookback_command.add_details(parser)
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--format", choices=FORMATS, default="html")
    parser.add_argument("--output", type=Path, help="the file to write; else standard output")
    parser.add_argument("--only-when-fired", action="store_true", help="write nothing unless a trigger fired")
    parser.add_argument("--exit-code", action="store_true", help=f"end with {FIRED} when a trigger fired")
    return parser


def _company(name: str) -> Company:
    return load_sample(name) if is_sample(name) else read_company(Path(name))


def _looked(company: Company, options: argparse.Namespace) -> LookedAt:
    if options.receipt:
        return of_receipt(_receipt(options.receipt), company)
    if not options.start:
        raise ValueError("--from: missing; give the first month planned, as YYYY-MM.")
    scenario = read_scenario(options.plan, options.start)
    return LookedAt(name=scenario.name, scenario=scenario)


def _receipt(given: str) -> Receipt:
    """The receipt of a file, or the one of this number in the store; raises ValueError with one sentence."""
    path = Path(given)
    if path.is_file():
        with path.open("rb") as opened:
            found = receipt_file.read(opened.read(LARGEST + 1))
        if found is None:
            raise ValueError(f"{path.name}: this is no receipt; give a file that the page Receipts wrote as JSON.")
    else:
        known = numbered(database(), given)
        if len(known) != 1:
            raise ValueError(f"--receipt {given}: {len(known)} receipts begin so; give a file, or more of the number.")
        found = known[0]
    if not found.whole:
        raise ValueError(f"--receipt {given}: the document does not have its hash any more; it is not trusted.")
    return found


def _report(company: Company, looked: LookedAt, options: argparse.Namespace) -> Callable[[], Report]:
    """What writes down the report in the language that is then spoken."""
    if not options.start:
        raise ValueError("--from: this receipt does not say its first month; give it, as YYYY-MM.")
    if options.start > company.history_months[-1]:
        raise ValueError(f"--from {options.start}: no month has come since; {company.history_months[-1]} is the last.")
    found = lookback_command.found(company, looked.scenario, options, looked.believed)
    fated = fates(company, looked.triggers)
    return lambda: Report(title=t("lookback.title", company=company.name), plan=looked.name, found=found, fated=fated)


def _written(report: Report, options: argparse.Namespace) -> int:
    """Write the report where it is wanted, and say what fired on standard error, which a scheduler mails."""
    alarms = fired(report.fated)
    for one in alarms:
        sys.stderr.write(f"{trigger(one)}: {t('lookback.fate.fired')}\n")
    if alarms or not options.only_when_fired:
        content = FORMATS[options.format](report)
        if options.output:
            options.output.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
    return FIRED if alarms and options.exit_code else DONE


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
