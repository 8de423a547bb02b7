"""What a page looks like: the screens it is shown on, when it is ready, and its photograph.

python -m tests.browser.screens OUT_DIR [--page cockpit ...] [--screen phone ...] [--lang fr] [--theme dark]
"""

import argparse
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import find, launch
from tests.browser.server import serve

PAGES = (
    "cockpit",
    "delivery",
    "compare",
    "tradeoff",
    "decide",
    "plan",
    "functions",
    "scenarios",
    "handouts",
    "receipts",
    "lookback",
    "outside",
    "company",
    "assumptions",
    "backtest",
    "method",
)
LANGUAGES = ("fr", "en")
THEMES = ("light", "dark")
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
}
READY_SECONDS = 60
QUIET_SECONDS = 0.3
TALLEST = 8_000  # pixels; twice that is the largest surface Chromium paints
EXCEPTION = "[data-testid=stException]"
LOST = "[role=dialog]:has-text('Page not found')"
IDLE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app !== null
        && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('[data-stale=true], [data-testid=stSkeleton]') === null;
}"""
CONTENT_HEIGHT = """() => Math.max(...['stMain', 'stSidebarContent'].map(name => {
    const box = document.querySelector(`[data-testid=${name}]`);
    return box === null ? 0 : Math.ceil(box.getBoundingClientRect().top) + box.scrollHeight;
}))"""


def open_context(browser: Browser, screen: str, theme: str = "light", base_url: str = "") -> BrowserContext:
    """A fresh visitor on one of SCREENS, French, without animations."""
    return browser.new_context(
        base_url=base_url,
        color_scheme="dark" if theme == "dark" else "light",
        locale="fr-FR",
        reduced_motion="reduce",
        timezone_id="Europe/Paris",
        **SCREENS[screen],
    )


def settle(page: Page) -> None:
    """Wait until the app has run to its end and stays quiet; raises TimeoutError."""
    deadline = time.monotonic() + READY_SECONDS
    quiet_since = None
    while time.monotonic() < deadline:
        now = time.monotonic()
        quiet_since = (quiet_since or now) if page.evaluate(IDLE) else None
        if quiet_since and now - quiet_since >= QUIET_SECONDS:
            return
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url}: the app was still running after {READY_SECONDS} s")


def shown_errors(page: Page) -> list[str]:
    """What the page shows of exceptions and addresses that lead nowhere."""
    return [text for box in (EXCEPTION, LOST) for text in page.locator(box).all_inner_texts()]


def photograph(page: Page, target: Path) -> None:
    """Save the whole page: it scrolls inside its frame, so the frame is made as tall as what it holds."""
    original = page.viewport_size
    assert original is not None
    try:
        unfold(page, original["width"], original["height"])
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
    finally:
        page.set_viewport_size(original)


def unfold(page: Page, width: int, height: int) -> None:
    """Make the window as tall as its content; twice, because taller windows may lay out anew."""
    for _ in range(2):
        wanted = min(max(height, page.evaluate(CONTENT_HEIGHT)), TALLEST)
        page.set_viewport_size({"width": width, "height": wanted})
        settle(page)


def photograph_pages(browser: Browser, url: str, chosen: argparse.Namespace) -> int:
    """Photograph each chosen page; return how many showed an error."""
    broken = 0
    for screen, theme in product(chosen.screen, chosen.theme):
        context = open_context(browser, screen, theme, url)
        page = context.new_page()
        for name, language in product(chosen.page, chosen.lang):
            page.goto(f"/{name}?lang={language}")
            settle(page)
            target = chosen.out / f"{name}-{screen}-{language}-{theme}.png"
            photograph(page, target)
            complaints = shown_errors(page)
            broken += bool(complaints)
            print(target, *complaints)
        context.close()
    return broken


def arguments() -> argparse.Namespace:
    """What the command line asks for; everything by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screens", description=photograph.__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--page", nargs="+", choices=PAGES, default=PAGES)
    parser.add_argument("--screen", nargs="+", choices=tuple(SCREENS), default=tuple(SCREENS))
    parser.add_argument("--lang", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=THEMES)
    return parser.parse_args()


def main() -> int:
    """Start the app and photograph it; 1 if a page showed an error."""
    chosen = arguments()
    executable = find()
    with serve() as server, sync_playwright() as playwright, launch(playwright, executable) as browser:
        return 1 if photograph_pages(browser, server.url, chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
