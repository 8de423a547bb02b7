"""Plans to save."""

from itertools import count

from store.database import Database
from store.kinds import Content, Kept, Signed
from store.scenarios import begin

BASE = "1~~price_change~0.05~~sales_heads~0.1"
_numbers = count()


def content(code: str = BASE, data: str = "d" * 64, model: str = "1") -> Content:
    return Content(code=code, company="saas", data=data, model=model, figures={"ebitda": 1.5, "revenues": [1.0, 2.0]})


def signed(author: str = "Ada", why: str = "", key: str = "") -> Signed:
    return Signed(key=key or f"key-{next(_numbers)}", author=author, why=why)


def begun(database: Database, workspace: str, name: str = "Plan A", code: str = BASE) -> Kept:
    return begin(database, workspace, name, content(code), signed())
