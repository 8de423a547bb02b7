"""A receipt as one sheet of HTML, on the page and as a file of its own: no script, and every text escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from model.assumptions import ASSUMPTIONS
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from model.months import month_number
from store.receipts import Receipt
from ui import html_file
from ui.bridge_words import label
from ui.ledger import figure
from ui.lever_values import member_name, shown, word
from ui.moments import day
from ui.numbers import Style, amount, difference, month_name
from ui.words import Language, language, t

LENSES = ("cro", "coo", "shared")  # in the order of the sheet
SHORT = 12  # characters of a hash that are read aloud
Document = Mapping[str, Any]


def sheet(one: Receipt, base: str = "") -> str:
    """The receipt; `base` is the address that its link begins with."""
    found = one.document
    parts = (
        _head(one),
        "" if one.whole else f'<p class="broken" role="alert">{escape(t("receipt.broken"))}</p>',
        _scores(found),
        _section("levers", _levers(found)),
        _section("flips", _flips(found)),
        _section("triggers", _triggers(found)),
        _section("dissent", _dissent(found)),
        _signed(one),
        _proof(one, base),
    )
    return f'<article class="receipt">{"".join(parts)}</article>'


def file(one: Receipt, base: str = "") -> bytes:
    """The receipt as a page that opens anywhere, offline."""
    return html_file.page(str(one.document["question"]), sheet(one, base))


def name_of(one: Mapping[str, str]) -> str:
    """A scenario's name as the document has it."""
    return t(f"preset.{one['preset']}") if one["preset"] else one["name"]


def trigger(one: Mapping[str, Any], style: Style | None = None) -> str:
    """'On-time delivery below 90 % in March 2026'."""
    unit = KPIS[one["kpi"]].unit
    return t(
        f"receipt.trigger.{one['side']}",
        kpi=t(f"kpi.{one['kpi']}.label"),
        value=amount(one["value"], unit, style=style),
        month=month_name(one["month"], style=style),
    )


def _style(found: Document) -> Style:
    spoken: Language = language()
    return Style(spoken, str(found["company"]["currency"]))


def _head(one: Receipt) -> str:
    found = one.document
    rejected = ", ".join(name_of(other) for other in found["rejected"]) or t("receipt.nothing_rejected")
    corrects = t("receipt.corrects", number=str(found["corrects"])[:SHORT]) if found["corrects"] else ""
    title = t("receipt.title", number=one.id[:SHORT], day=day(one.at))
    return (
        f"<header><small>{escape(title)} {escape(corrects)}</small><h2>{escape(str(found['question']))}</h2>"
        f"<p><b>{escape(t('receipt.chosen', name=name_of(found['chosen'])))}</b> · "
        f"{escape(t('receipt.rejected', names=rejected))} · {escape(str(found['company']['name']))} · "
        f"{escape(t('receipt.over', months=amount(found['months'], 'months')))}</p></header>"
    )


def _section(name: str, body: str) -> str:
    return f"<section><h3>{escape(t(f'receipt.part.{name}'))}</h3>{body}</section>"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], first: int = 1) -> str:
    """A table of plain texts, escaped here; columns from `first` on hold numbers."""
    side = [' class="n"' if column >= first else "" for column in range(len(titles))]
    head = "".join(f'<th scope="col"{side[at]}>{escape(title)}</th>' for at, title in enumerate(titles))
    body = "".join(
        "<tr>" + "".join(f"<td{side[at]}>{escape(cell)}</td>" for at, cell in enumerate(row)) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table><tr>{head}</tr>{body}</table></div>'


def _scores(found: Document) -> str:
    """Both scorecards, the chosen scenario beside the baseline and what was rejected."""
    style = _style(found)
    others = [name_of(one) for one in found["rejected"]]
    titles = [t("receipt.kpi"), name_of(found["chosen"]), t("receipt.change"), t("preset.baseline"), *others]
    parts = []
    for lens in LENSES:
        cells = [_score(row, style) for row in found["scores"][lens]]
        parts.append(f"<section><h3>{escape(t(f'lens.{lens}'))}</h3>{_table(titles, cells)}</section>")
    return f'<div class="scores">{"".join(parts)}</div>'


def _score(row: Mapping[str, Any], style: Style) -> list[str]:
    unit = KPIS[row["kpi"]].unit
    change = difference(row["value"], row["baseline"], unit, style=style) or "="
    figures = [amount(value, unit, style=style) for value in (row["baseline"], *row["rejected"])]
    return [t(f"kpi.{row['kpi']}.label"), amount(row["value"], unit, style=style), change, *figures]


def _levers(found: Document) -> str:
    if not found["levers"]:
        return f"<p>{escape(t('receipt.no_levers'))}</p>"
    titles = [t(f"receipt.column.{name}") for name in ("move", "owner", "decide_by", "start", "in_force")]
    rows = [
        [_move(one), one["owner"], *(month_name(one[name]) for name in ("decide_by", "start", "in_force"))]
        for one in found["levers"]
    ]
    return _table(titles, rows, len(titles))


def _move(one: Mapping[str, Any]) -> str:
    lever = LEVERS[one["lever"]]
    member = f" · {member_name(one['member'], lever.over)}" if one["member"] else ""
    return f"{word(lever, 'label')}{member} {shown(one['value'], lever)}"


def _flips(found: Document) -> str:
    if found["flips"] is None:
        return f"<p>{escape(t('receipt.flips_unknown'))}</p>"
    against = _ahead(found)
    if not found["flips"]:
        return f"<p>{escape(against)} {escape(t('receipt.no_flips'))}</p>"
    items = "".join(f"<li>{escape(_flip(one))}</li>" for one in found["flips"])
    return f"<p>{escape(against)}</p><ul>{items}</ul>"


def _ahead(found: Document) -> str:
    """Which of the chosen and the first rejected is better on the KPI of the flip points, as the scorecard has it."""
    kpi = found["flips_kpi"]
    row = next(row for rows in found["scores"].values() for row in rows if row["kpi"] == kpi)
    first, second = name_of(found["chosen"]), name_of(found["rejected"][0])
    leads = (row["value"] - row["rejected"][0]) * KPIS[kpi].better >= 0.0
    ahead, behind = (first, second) if leads else (second, first)
    return t("receipt.flips_on", kpi=t(f"kpi.{kpi}.label"), ahead=ahead, behind=behind)


def _flip(one: Mapping[str, Any]) -> str:
    def told(value: float) -> str:
        return figure(value) if one["factor"] in ASSUMPTIONS else amount(value, SHOCKS[one["factor"]].unit, signed=True)

    return t(
        f"receipt.flip.{one['side']}",
        factor=label(one["factor"]),
        value=told(one["value"]),
        believed=told(one["believed"]),
        chance=amount(one["chance"], "share"),
    )


def _triggers(found: Document) -> str:
    if not found["triggers"]:
        return f"<p>{escape(t('receipt.no_triggers'))}</p>"
    ordered = sorted(found["triggers"], key=lambda one: month_number(one["month"]))
    return "<ul>" + "".join(f"<li>{escape(trigger(one, _style(found)))}</li>" for one in ordered) + "</ul>"


def _dissent(found: Document) -> str:
    if not found["dissent"]:
        return f"<p>{escape(t('receipt.no_dissent'))}</p>"
    said = "".join(f"<li><b>{escape(one['who'])}</b> {escape(one['what'])}</li>" for one in found["dissent"])
    return f"<ul>{said}</ul>"


def _signed(one: Receipt) -> str:
    names = "".join(f"<span>{escape(name)}</span>" for name in one.document["signed"])
    return f'<section class="signed"><h3>{escape(t("receipt.part.signed"))}</h3><p>{names}</p></section>'


def link_of(found: Document, base: str) -> str:
    """The address that shows the figures of a receipt."""
    return f"{base}cockpit?s={quote(found['code'], safe='~.')}&c={quote(found['company']['key'])}"


def _proof(one: Receipt, base: str) -> str:
    """Hashes, and where the figures can be made again."""
    found = one.document
    link = link_of(found, base)
    shown_link = (
        f'<a href="{escape(link)}">{escape(link)}</a>' if base.startswith(("https://", "http://")) else escape(link)
    )
    marks = {
        "receipt": one.hash,
        "scenario": found["scenario_hash"],
        "data": found["data_hash"],
        "model": found["model"],
    }
    told = "".join(
        f"<dt>{escape(t(f'receipt.mark.{name}'))}</dt><dd>{escape(mark)}</dd>" for name, mark in marks.items()
    )
    again = f"<dt>{escape(t('receipt.mark.link'))}</dt><dd>{shown_link}</dd>"
    return f"<footer><dl>{told}{again}</dl><small>{escape(t('receipt.never_changed'))}</small></footer>"
