"""Servers of the app for benchmarks: the app as it is, or a script beside it; what they cost in time and memory."""

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

ROOT = Path(__file__).parents[1]
APP = ROOT / "app.py"
CONSTANT_APP = Path(__file__).parent / "constant_app.py"
START_SECONDS, STOP_SECONDS = 90, 10
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server of the app."""

    port: int
    process: int
    started_in: float  # seconds until it answered

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000


@contextmanager
def serve(script: Path = APP) -> Iterator[Server]:
    """Start a server in the project's folder with its settings, and end it."""
    port = _free_port()
    names = [name for name in os.environ if not name.startswith("STREAMLIT_")]
    environment = {name: os.environ[name] for name in names} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--server.port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, process)
            yield Server(port, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise RuntimeError("The app did not start; see `make run` for why.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
