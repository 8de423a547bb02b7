"""The pages Decide and Plan as a reader has them, run without a browser through the app's own entry."""

import re
import time

from streamlit.testing.v1 import AppTest

from model.scenario import Move, Scenario
from tests.test_pages import html, opened
from ui.link import Plan, encode
from ui.looks import written
from ui.words import Language, speaking

MONTHS = 12
LONGEST = 90.0  # seconds
PUSHED = Scenario(
    levers={"marketing_spend": Move(0.6), "sales_heads": Move(0.2, ramp=3), "process_efficiency": Move(0.2, ramp=6)}
)


def asked(
    page: str, question: str, *, c: str = "saas", lang: Language = "en", scenario: Scenario = PUSHED, **looks: str
) -> AppTest:
    """A page with one question answered."""
    seen = written({page: question, **looks})
    with speaking(lang):  # the choices of a list are written anew, here, before each run
        return waited(opened(page, c=c, lang=lang, s=encode(Plan(scenario, MONTHS)), d=seen))


def waited(app: AppTest) -> AppTest:
    """The page once what it works out has ended."""
    deadline = time.monotonic() + LONGEST
    while any(str(button.key).endswith("-stop") for button in app.button) and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All that the page says from its answer on, without tags."""
    shown = re.sub(r"<(style|script).*?</\1>", " ", html(app), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", shown[shown.index('class="verdict"') :])


def fields(app: AppTest, prefix: str) -> dict[str, str]:
    """What stands in the cells of a table that can be typed into, by the rest of their keys."""
    found = {str(cell.key): str(cell.value) for cell in app.text_input}
    return {key.removeprefix(prefix): value for key, value in found.items() if key.startswith(prefix)}
