"""The app as its users get it: `streamlit run app.py` in the project's folder, with its settings."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 10
LOG_LINES = 60


@dataclass(frozen=True)
class Server:
    """A running app: where it answers and what it says."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_LINES:])

    def answers(self) -> bool:
        """True once the app can be used."""
        try:
            return httpx.get(f"{self.url}/_stcore/health", timeout=2).is_success
        except httpx.HTTPError:
            return False


@contextmanager
def serve() -> Iterator[Server]:
    """Start the app on a free port, wait until it answers, stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="tandem-", ignore_cleanup_errors=True) as folder:
        server = start(Path(folder) / "server.log", free_port())
        try:
            wait(server)
            yield server
        finally:
            stop(server)


def start(log: Path, port: int, database: str = "", *options: str) -> Server:
    """Start the app, which keeps its data beside its log or in a database; our own STREAMLIT_ variables do not count."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    environment |= {"DATABASE_URL": database} if database else {}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "--server.port", str(port), *options],
            cwd=ROOT,
            env=environment | {"NO_COLOR": "1", "TERM": "dumb", "TANDEM_DATA": str(log.parent)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    return Server(f"http://127.0.0.1:{port}", log, process)


def wait(server: Server) -> None:
    """Return once the app answers; raises RuntimeError with its last words if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        if server.answers():
            return
        time.sleep(0.1)
    raise RuntimeError(f"The app did not start within {START_SECONDS} s:\n{server.last_words()}")


def stop(server: Server) -> None:
    """End the app, politely first."""
    server.process.terminate()
    try:
        server.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
