"""The look-back as a report, for a scheduler: HTML or PDF, of a plan or of a signed receipt, whose triggers come first.

python -m ui.lookback_file COMPANY --plan FILE.toml --from MONTH [--format pdf] [--lang fr] > report.html
python -m ui.lookback_file COMPANY --receipt FILE.json|NUMBER [--output FILE] [--only-when-fired] [--exit-code]
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from model import lookback_command
from model.company import Company
from model.findings import CompanyUnreadable, message
from model.months import month_number
from model.observing import read_company
from model.samples import is_sample, load_sample
from model.scenario import read_scenario
from model.triggers import Fated, fates, fired
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
        fated = fates(company, looked.triggers)
        wanted = bool(fired(fated)) or not options.only_when_fired
        found = lookback_command.found(company, looked.scenario, options, looked.believed) if wanted else None
    except CompanyUnreadable as error:
        return _refused(message(error.findings[0]))
    except (StoreDown, ValueError) as error:
        return _refused(str(error))
    with speaking(options.lang):
        write_in(Style(options.lang, company.currency))
        _alarm(fired(fated))
        if found is not None:
            title = t("lookback.title", company=company.name)
            _write(Report(title=title, plan=looked.name, found=found, fated=fated), options)
    return FIRED if fired(fated) and options.exit_code else DONE


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
    """The plan looked back at; its first month becomes that of the options. Raises ValueError with one sentence."""
    receipt = of_receipt(_receipt(options.receipt), company) if options.receipt else None
    options.start = options.start or (receipt.start if receipt else "")
    if not options.start:
        raise ValueError("--from: missing; give the first month planned, as YYYY-MM.")
    last = company.history_months[-1]
    if month_number(options.start) > month_number(last):
        raise ValueError(f"--from {options.start}: no month has come since; {last} is the last.")
    if receipt is not None:
        return receipt
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


def _alarm(fated: Sequence[Fated]) -> None:
    """Say what fired on standard error, which a scheduler mails."""
    for one in fated:
        sys.stderr.write(f"{t('lookback.alarm', trigger=trigger(one))}\n")


def _write(report: Report, options: argparse.Namespace) -> None:
    content = FORMATS[options.format](report)
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
