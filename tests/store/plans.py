"""Plans to save."""

from itertools import count

from store.database import Database
from store.kinds import Content, Kept, Signed
from store.lookbacks import Lookback
from store.scenarios import begin

BASE = "1~~price_change~0.05~~sales_heads~0.1"
LEARNED = {"name": "churn", "member": "", "then": 0.01, "now": 0.02, "spread": 0.004, "low": 0.005, "high": 0.015}
LOOKED = Lookback(first="2026-04", last="2026-09", plan="Plan A", learned=[LEARNED])
_numbers = count()


def content(code: str = BASE, data: str = "d" * 64, model: str = "1") -> Content:
    return Content(code=code, company="saas", data=data, model=model, figures={"ebitda": 1.5, "revenues": [1.0, 2.0]})


def signed(author: str = "Ada", why: str = "", key: str = "") -> Signed:
    return Signed(key=key or f"key-{next(_numbers)}", author=author, why=why)


def begun(database: Database, workspace: str, name: str = "Plan A", code: str = BASE) -> Kept:
    return begin(database, workspace, name, content(code), signed())
