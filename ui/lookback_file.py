"""A look-back as tables of HTML, and as a file of its own: no script, every text escaped.

python -m ui.lookback_file COMPANY --plan FILE.toml --from MONTH [--lang fr] > report.html
"""

import argparse
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from model.company import Company
from model.findings import CompanyUnreadable, message
from model.levers import LEVERS
from model.lookback import PLAYERS, Gap, LookBack
from model.lookback_command import add_command, found
from model.observing import read_company
from model.samples import is_sample, load_sample
from model.triggers import Fated
from ui import html_file, panels
from ui.bridge_words import label
from ui.ledger import figure
from ui.lever_values import member_name, shown, word
from ui.numbers import Style, amount, month_name, write_in
from ui.words import LANGUAGES, speaking, t

MONEY = ("revenue", "operating_cost", "people", "marketing")
BAD_INPUT = 2
MOST = 12  # assumptions that are told


def sentence(one: LookBack) -> str:
    """The gap in revenue, and its largest part."""
    gap = one.gaps["revenue"]
    largest = max(PLAYERS, key=lambda player: abs(gap.total(player)))
    return t(
        "lookback.answer",
        gap=told(gap, float(gap.gap.sum()), signed=True),
        share=amount(float(gap.gap.sum()) / float(gap.planned.sum()), "share", signed=True),
        part=told(gap, gap.total(largest), signed=True),
        player=t(f"lookback.player.{largest}"),
        first=month_name(one.months[0]),
        last=month_name(one.months[-1]),
    )


def told(gap: Gap, value: float, *, signed: bool = False) -> str:
    """An amount of a line."""
    return amount(value, "money" if gap.line in MONEY else "count", signed=signed)


def split(one: LookBack) -> str:
    """Each line: plan, actual, gap, and its parts over all months."""
    titles = [escape(t(f"lookback.column.{name}")) for name in ("line", "planned", "actual", "gap", *PLAYERS)]
    return panels.table(titles, [_split(gap) for gap in one.gaps.values()])


def _split(gap: Gap) -> Sequence[str]:
    sums = [told(gap, float(series.sum())) for series in (gap.planned, gap.actual)]
    parts = [
        told(gap, float(value), signed=True) for value in (gap.gap.sum(), *(gap.total(player) for player in PLAYERS))
    ]
    return [escape(cell) for cell in (t(f"lookback.line.{gap.line}"), *sums, *parts)]


def by_month(one: LookBack, line: str) -> str:
    """One line month by month."""
    gap = one.gaps[line]
    titles = [escape(t(f"lookback.column.{name}")) for name in ("month", "planned", "actual", "gap", *PLAYERS)]
    rows = []
    for place, month in enumerate(one.months):
        parts = [
            told(gap, float(series[place]), signed=True) for series in (gap.gap, *(gap.parts[name] for name in PLAYERS))
        ]
        amounts = (told(gap, float(gap.planned[place])), told(gap, float(gap.actual[place])))
        rows.append([escape(cell) for cell in (month_name(month), *amounts, *parts)])
    return panels.table(titles, rows)


def moves(one: LookBack) -> str:
    """Each planned move and what was reached of it."""
    if not one.reached:
        return f'<p class="quiet">{escape(t("lookback.no_moves"))}</p>'
    titles = [escape(t(f"lookback.column.{name}")) for name in ("move", "planned", "reached", "verdict")]
    rows = []
    for move in one.reached:
        lever = LEVERS[move.lever]
        member = f" · {member_name(move.member, lever.over)}" if move.member else ""
        reached = "–" if move.share is None else amount(move.reached, lever.unit, signed=True)
        cells = (
            f"{word(lever, 'label')}{member}",
            shown(move.planned, lever),
            reached,
            t(f"lookback.verdict.{move.verdict}"),
        )
        rows.append([escape(cell) for cell in cells])
    return panels.table(titles, rows)


def learned(one: LookBack) -> str:
    """Assumptions that the newer data moved, the largest error first."""
    if not one.surprises:
        return f'<p class="quiet">{escape(t("lookback.no_surprise"))}</p>'
    titles = [escape(t(f"lookback.column.{name}")) for name in ("assumption", "then", "now", "error", "alone")]
    rows = []
    for surprise in one.surprises[:MOST]:
        member = f" · {surprise.member}" if surprise.member else ""
        effect = amount(surprise.effects["revenue"], "money", signed=True) if surprise.effects else "–"
        cells = (f"{label(surprise.name)}{member}", figure(surprise.then), figure(surprise.now))
        rows.append([escape(cell) for cell in (*cells, amount(surprise.error, "number", signed=True), effect)])
    return panels.table(titles, rows)


def triggers(fated: Sequence[Fated], said: Sequence[str]) -> str:
    """What became of each trigger of a receipt."""
    items = [
        f"<li>{escape(words)}: <b>{escape(t(f'lookback.fate.{one.fate}'))}</b></li>"
        for one, words in zip(fated, said, strict=True)
    ]
    return f'<ul class="plain">{"".join(items)}</ul>'


def file(one: LookBack, title: str) -> bytes:
    """The whole look-back as a page that opens anywhere, offline."""
    parts = {"split": split(one), "months": by_month(one, "revenue"), "moves": moves(one), "learned": learned(one)}
    body = "".join(
        f"<section><h3>{escape(t(f'lookback.part.{name}'))}</h3>{part}</section>" for name, part in parts.items()
    )
    head = f"<h2>{escape(title)}</h2><p><b>{escape(sentence(one))}</b></p>"
    return html_file.page(
        title,
        f'<article class="receipt">{head}{body}<p>{escape(t("lookback.exact"))} {escape(t("lookback.sources"))}</p></article>',
    )


def main(arguments: list[str] | None = None) -> int:
    """Write the report to standard output; 2 and one sentence on bad input."""
    parser = argparse.ArgumentParser(prog="python -m ui.lookback_file", description=__doc__)
    command = add_command(parser.add_subparsers().add_parser)
    command.add_argument("--lang", choices=LANGUAGES, default="en")
    options = command.parse_args(arguments)
    try:
        company = _company(options.company)
        one = found(company, options)
    except CompanyUnreadable as error:
        sys.stderr.write(f"{message(error.findings[0])}\n")
        return BAD_INPUT
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    with speaking(options.lang):
        write_in(Style(options.lang, company.currency))
        sys.stdout.buffer.write(file(one, t("lookback.title", company=company.name)))
    return 0


def _company(name: str) -> Company:
    return load_sample(name) if is_sample(name) else read_company(Path(name))


if __name__ == "__main__":
    sys.exit(main())
