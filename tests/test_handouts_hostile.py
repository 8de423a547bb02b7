"""Names that a spreadsheet, a browser or an interpreter would run: in every kind of hand-out they are words only."""

from dataclasses import replace
from functools import cache
from itertools import cycle, islice

import pytest

from model.company import Company
from model.questions.watching import ALONE
from sample_data.companies import FIRMS
from sample_data.tables import flat_tables
from tests.companies import FIRST, company_of
from tests.foreign_readers import faults
from tests.handed import MONTHS, PLAN, handed
from tests.proofs import in_long
from ui.csv_file import guarded
from ui.handout.handover import Handover
from ui.handouts import HANDOUTS, SEARCHES
from ui.remarks import Remark

PREFIXES = (
    "=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", '"=', " =", "'=", ";=", ",=", "\u00a0=",
    "\ufeff=", "\u202e=",
)  # fmt: skip
PAYLOAD = "evil"
BODY = f'HYPERLINK("file:///{PAYLOAD}")</script><script>alert(1)</script><img src=x onerror=alert(1)>"""\'\'\'{{{{\u202e\u0007'
ROTATIONS = in_long(range(len(PREFIXES)), 0)
NAMED = ("product", "market", "sales_channel", "channel", "process")


def hostile_company(turn: int) -> Company:
    """A sample whose every name begins with another prefix."""
    prefixes = islice(cycle(PREFIXES), turn, None)
    tables = flat_tables(FIRMS["saas"], FIRST)
    names = {name for table in tables.values() for column in NAMED if column in table for name in table[column]}
    renamed = {name: f"{next(prefixes)}{BODY} {name}" for name in sorted(names)}
    for table in tables.values():
        for column in set(NAMED) & set(table):
            table[column] = table[column].replace(renamed)
    return replace(company_of(tables), name=f"{next(prefixes)}{BODY}")


@cache
def hostile(turn: int) -> Handover:
    prefixes = islice(cycle(PREFIXES), turn, None)
    company = hostile_company(turn)
    members = {company.offers[0]: 0.02}
    moves = {**PLAN.levers, "price_change": replace(PLAN.levers["price_change"], values=members)}
    plan = replace(PLAN, name=f"{next(prefixes)}{BODY}", note=f"{next(prefixes)}{BODY}\n{BODY}", levers=moves)
    said = {
        name: Remark(owner=f"{next(prefixes)}{BODY}", note=f"{next(prefixes)}{BODY}") for name in ("discount_rate",)
    }
    typed = {"author": f"{next(prefixes)}{BODY}", "question": f"{next(prefixes)}{BODY}"}
    return replace(handed(company, "fr", plan, months=MONTHS, **typed), remarks=said)


@pytest.mark.parametrize("turn", [0, *ROTATIONS])
@pytest.mark.parametrize("kind", HANDOUTS, ids=lambda kind: kind.name)
def test_no_name_is_run_by_whatever_opens_the_file(kind, turn: int):
    given = hostile(turn)
    content = kind.make(given, ALONE)
    name = kind.file_name(given, content)
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert not faults(name, content, PAYLOAD)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_cell_that_begins_like_a_formula_has_an_apostrophe_before_it(prefix: str):
    assert not guarded(f"{prefix}1+1").lstrip(" \u00a0").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_every_kind_has_a_search_of_its_own():
    assert set(SEARCHES) == {kind.name for kind in HANDOUTS}
