"""The Chromium that browser tests drive: find one, start one, install one.

python -m tests.browser.chromium            prints its path
python -m tests.browser.chromium --install  installs one where there is none
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DOWNLOAD = [sys.executable, "-m", "playwright", "install", "chromium"]
DOWNLOAD_SECONDS = 300
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", "-y")
APT_SECONDS = 900
MISSING = (
    "Browser tests need Chromium and none was found: install Chromium or Chrome (on Debian, as root: "
    "apt-get install chromium fonts-dejavu-core), or set TANDEM_CHROMIUM to the path of its executable."
)


class ChromiumMissingError(Exception):
    """No Chromium that starts; the message says what to do."""


def find() -> Path:
    """The path of a Chromium that starts, else ChromiumMissingError. Call it before starting Playwright."""
    named = os.environ.get("TANDEM_CHROMIUM")
    if named:
        if starts(Path(named)):
            return Path(named)
        raise ChromiumMissingError(f"TANDEM_CHROMIUM is {named}, which does not start: correct or unset it.")
    found = next((path for path in candidates() if starts(path)), None)
    if found is None:
        raise ChromiumMissingError(MISSING)
    return found


def candidates() -> Iterator[Path]:
    """Where a Chromium may be: on PATH first, then where Playwright keeps its own."""
    for command in COMMANDS:
        if path := shutil.which(command):
            yield Path(path)
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def starts(path: Path) -> bool:
    """True if the executable runs, which fails where it or a library it needs is missing."""
    return path.is_file() and run([str(path), "--version"], seconds=30)


def launch(playwright: Playwright, executable: Path) -> Browser:
    """A headless Chromium that talks to nobody but the app."""
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


def install() -> Path:
    """Install Chromium by Playwright or, as root on Debian, by apt; return its path."""
    print("No Chromium here: asking Playwright for one ...", file=sys.stderr)
    if run(DOWNLOAD, seconds=DOWNLOAD_SECONDS):
        try:
            return find()
        except ChromiumMissingError:
            pass  # downloaded, but the system's libraries are missing: apt brings them
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("That failed: asking apt for one ...", file=sys.stderr)
        _ = run([*APT, "update"], seconds=APT_SECONDS)
        _ = run([*APT, "install", "chromium", "fonts-dejavu-core"], seconds=APT_SECONDS)
    return find()


def run(command: list[str], seconds: float) -> bool:
    """True if the command ended well and in time."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            check=False,
            timeout=seconds,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Print the path, or one sentence about what to do."""
    try:
        print(find())
        return 0
    except ChromiumMissingError as missing:
        if "--install" not in sys.argv[1:] or os.environ.get("TANDEM_CHROMIUM"):
            print(missing, file=sys.stderr)
            return 1
    try:
        print(install())
    except ChromiumMissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
