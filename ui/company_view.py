"""The company page: choose a sample or open one's own files, see what was read, missing and doubtful."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.columns import Table
from model.company import Company
from model.findings import CompanyUnreadable, Finding
from model.samples import SAMPLES
from model.tables import TABLES
from ui import bringing, companies, path, state, unread, widgets
from ui.findings import sentence
from ui.numbers import amount, month_name
from ui.words import t, unmarked

LISTED = 1  # findings shown here before 'and more'
ENDINGS = ("xlsx", "csv", "zip", "toml", "json")


def way() -> None:
    """The six steps from files to a plan, and by which mapping the last files were read."""
    st.html(path.bar(path.Situation(state.company(), bringing.under_way(), unread.findings())))
    read_by = bringing.notice()
    if read_by:
        st.toast(t("mapping.used", name=read_by), icon=":material/history:")


def choice() -> None:
    """The samples, and the place for one's own files."""
    with st.container(horizontal=True, gap="small"):
        for key in SAMPLES:
            company = companies.find(key)
            if company is not None:
                _sample(key, company)
        if state.company_key() not in SAMPLES:
            _sample(state.company_key(), state.company())
    if state.company_key() in SAMPLES:
        st.html(f'<p class="story">{escape(t(f"company.story.{state.company_key()}"))}</p>')
    st.file_uploader(
        t("company.upload"),
        type=list(ENDINGS),
        accept_multiple_files=True,
        key="upload",
        help=t("company.upload_help"),
        on_change=_opened,
    )
    if unread.findings() and bringing.under_way() is None:
        refusal(t("company.unreadable"))


def refusal(title: str) -> None:
    """Why the files brought are no company yet."""
    st.error(f"{title}\n{_listed(unread.findings())}", icon=":material/error:")


def read() -> str:
    """What was read of the company, as HTML."""
    company = state.company()
    facts = (
        ("company.kind", t(f"kind.{company.kind}")),
        ("company.offers", amount(len(company.members["offer"]), "count")),
        ("company.markets", amount(len(company.members["market"]), "count")),
        ("company.first_month", month_name(company.first_month)),
        ("company.currency", company.currency),
    )
    steps = "".join(f"<div>{escape(t(key))}<b>{escape(value)}</b></div>" for key, value in facts)
    names = ("table", "rows", "from", "to", "source")
    titles = "".join(f"<th>{escape(t(f'company.column.{name}'))}</th>" for name in names)
    lines = "".join(_line(company, table) for table in TABLES.values() if table.name != "company")
    caption = f"<caption>{escape(t('company.read'))}</caption>"
    return (
        f'<div class="steps">{steps}</div>'
        f'<div class="scroll"><table class="list">{caption}<tr>{titles}</tr>{lines}</table></div>'
    )


def files() -> str:
    """Which tables and columns a company is made of, as HTML."""
    names = ("table", "columns")
    titles = "".join(f"<th>{escape(t(f'company.column.{name}'))}</th>" for name in names)
    lines = "".join(f"<tr><td>{_table_name(table)}</td><td>{_columns(table)}</td></tr>" for table in TABLES.values())
    return f'<div class="scroll"><table class="list"><tr>{titles}</tr>{lines}</table></div>'


def _sample(key: str, company: Company) -> None:
    here = state.company_key() == key
    st.button(
        f"**{unmarked(company.name)}** · {t(f'kind.{company.kind}')}",
        key=f"sample-{key}",
        type="primary" if here else "secondary",
        on_click=state.open_company,
        args=(key,),
    )


def _opened() -> None:
    """Read what was dropped; open it, or say what is wrong with it."""
    held = widgets.value("upload")
    files = [(file.name, file.getvalue()) for file in held] if isinstance(held, list) else []
    state.touch()
    if not files:
        bringing.drop()
        return
    unread.keep(())
    try:
        bringing.bring(files)
    except CompanyUnreadable as unreadable:
        unread.keep(unreadable.findings)


def _line(company: Company, table: Table) -> str:
    frame = company.tables.get(table.name)
    name = f"<td><b>{escape(t(f'table.{table.name}'))}</b></td>"
    if frame is None or not len(frame):
        missing = t("company.guessed" if table.name in company.guessed else "company.absent")
        return f'<tr>{name}<td colspan="4">{escape(missing)}</td></tr>'
    months = frame["month"].astype(str) if "month" in frame else None
    span = ("", "") if months is None else (month_name(months.min()), month_name(months.max()))
    source = t(f"company.source.{table.name}")
    cells = (amount(len(frame), "count"), *span, source)
    return f"<tr>{name}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _listed(findings: Sequence[Finding]) -> str:
    lines = [f"- {unmarked(sentence(finding))}" for finding in findings[:LISTED]]
    more = len(findings) - LISTED
    return "\n".join([*lines, *([f"- {t('company.more', count=more)}"] if more > 0 else [])])


def _table_name(table: Table) -> str:
    need = t("company.required") if table.required else t("company.optional")
    return f"<b>{escape(t(f'table.{table.name}'))}</b><br><code>{escape(table.name)}</code> · {escape(need)}"


def _columns(table: Table) -> str:
    return ", ".join(
        f"<b>{escape(column.name)}</b>" if column.required else escape(column.name) for column in table.columns
    )
