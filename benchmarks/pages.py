"""From the release of a slider to the repainted page, beside the same page with constants in place of the model."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import APP, CONSTANT_APP, serve
from benchmarks.tables import Table, figure, quantile, verdict
from tests.browser.chromium import find, launch
from tests.browser.screens import open_context, settle

MOVES = 30
WARM_UP = 6
SCRIPTS = {"app": APP, "constant": CONSTANT_APP}
WALK = (0, 2)  # sliders moved: price, then marketing spend; each step is a scenario never asked before
FIRST_WALK = 3  # moved before measuring: sales heads
WATCH = """
(() => {
    const seen = window.seen = {released: 0, cards: 0, charts: 0};
    const now = name => { if (seen.released) seen[name] = performance.now(); };
    document.addEventListener('keyup', event => {
        if (event.target.type !== 'range') return;
        Object.assign(seen, {released: performance.now(), cards: 0, charts: 0});
    }, true);
    const within = (node, place) => node.nodeType === 1 ? node.closest(place) : node.parentElement?.closest(place);
    const holds = (node, place) => node.nodeType === 1 && (node.matches(place) || node.querySelector(place));
    const touches = (change, place) => within(change.target, place)
        || [...change.addedNodes].some(node => holds(node, place));
    new MutationObserver(changes => {
        for (const [name, place] of [['cards', '.cards'], ['charts', 'svg.marks']])
            if (changes.some(change => touches(change, place))) requestAnimationFrame(() => now(name));
    }).observe(document, {
        childList: true, subtree: true, characterData: true, attributeFilter: ['d', 'transform', 'x', 'y'],
    });
})()
"""


def tables() -> list[Table]:
    """Both servers, moved in turns."""
    with _pages() as pages:
        taken: dict[str, list[Mapping[str, float]]] = {name: [] for name in pages}
        for page in pages.values():
            for _ in range(WARM_UP):
                _moved(page, FIRST_WALK)
        for index in range(MOVES):
            for name, page in pages.items():
                taken[name].append(_moved(page, WALK[index * len(WALK) // MOVES]))
    return [_table(taken)]


@contextmanager
def _pages() -> Iterator[dict[str, Page]]:
    """The cockpit of the app and of its constant twin, side by side in one browser."""
    executable = find()
    with ExitStack() as stack:
        urls = {name: stack.enter_context(serve(script)).url for name, script in SCRIPTS.items()}
        browser = launch(stack.enter_context(sync_playwright()), executable)
        yield {name: _opened(browser, url) for name, url in urls.items()}
        browser.close()


def _opened(browser: Browser, url: str) -> Page:
    page = open_context(browser, "desktop", base_url=url).new_page()
    page.add_init_script(WATCH)
    page.goto("/cockpit?lang=en")
    settle(page)
    return page


def _moved(page: Page, slider: int) -> Mapping[str, float]:
    """One step to the right; milliseconds from release until cards and charts were last painted."""
    page.locator("input[type=range]").nth(slider).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => seen.released && seen.cards && seen.charts", timeout=20_000)
    settle(page)
    seen = page.evaluate("() => seen")
    cards, charts = seen["cards"] - seen["released"], seen["charts"] - seen["released"]
    return {"cards": cards, "all": max(cards, charts)}


def _table(taken: Mapping[str, Sequence[Mapping[str, float]]]) -> Table:
    body = []
    for name, label in (("cards", "KPI cards repainted"), ("all", "all charts repainted")):
        for share, word in ((0.5, "p50"), (0.95, "p95")):
            app, constant = (quantile([move[name] for move in taken[server]], share) for server in ("app", "constant"))
            body.append([label, word, figure(app), figure(constant), verdict(app / constant, 1.5)])
    return Table(
        "Cockpit: milliseconds from the release of a slider to the repaint",
        f"Headless Chromium, {MOVES} moves by keyboard, each to a scenario never asked before, in turns with a second"
        " server that has the same page and widgets, prebuilt charts, and constants in place of the model.",
        ["until", "", "app", "constant", "app / constant"],
        body,
    )


if __name__ == "__main__":
    sys.stdout.write("\n".join(table.markdown() for table in tables()))
