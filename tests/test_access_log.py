"""The log of a real server says which page was asked for, and no secret of its address."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.browser.server import ROOT, START_SECONDS, free_port

SECRET = "canary-secret-of-a-link"


def test_the_log_of_a_server_holds_no_secret_of_an_address(tmp_path: Path):
    log, port = tmp_path / "log", free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--access-log"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"TANDEM_DATA": str(tmp_path)}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        ask(port, f"/view?l={SECRET}&lang=fr")
        ask(port, f"/_stcore/health?%6C={SECRET}")
    finally:
        server.terminate()
        server.wait()
    written = log.read_text()
    assert '"GET /view HTTP/1.1" 200' in written
    assert SECRET not in written


def ask(port: int, path: str) -> None:
    """Ask until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code == 200
            return
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.2)
