"""Charts as pictures, drawn by a process of their own: its library holds the interpreter while it draws.

The process starts with the server, warms itself, serves one picture at a time, and ends when nobody asks for long.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Format = Literal["png", "svg", "library"]
DRAWER = (sys.executable, "-P", "-m", "ui.charts.drawer")
ROOT = Path(__file__).parents[1]
SECONDS = 30.0  # that one picture may take, the start of the process included
INHERITED = ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "HOME", "FONTCONFIG_PATH")  # the child needs no secret of the app
LENGTH = 8  # bytes before every picture


class PrintingError(RuntimeError):
    """A picture that could not be drawn."""


class Printer:
    """One child process, started when it is needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._library = ""

    def warm(self) -> None:
        """Start the process, so that the first picture is as fast as the next."""
        with self._lock:
            self._started()

    def picture(self, spec: Mapping[str, Any], kind: Format) -> bytes:
        """A chart with its data as PNG or SVG, or the library that draws it; raises PrintingError when it cannot be drawn."""
        job = json.dumps({"spec": spec, "kind": kind}).encode() + b"\n"
        with self._lock:
            content = self._asked(job) or self._asked(job)  # a process that ended while idle is started anew
        if not content:
            raise PrintingError(f"chart: no {kind} could be drawn; take the CSV, or try again.")
        return content

    def library(self) -> str:
        """The scripts that draw charts in a browser, which need nothing else; made once."""
        if not self._library:
            self._library = f"(()=>{{{self.picture({}, 'library').decode()}}})();"
        return self._library

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _asked(self, job: bytes) -> bytes:
        child = self._started()
        watch = threading.Timer(SECONDS, child.kill)
        watch.start()
        try:
            child.stdin.write(job)  # type: ignore[union-attr]  # both ends are pipes
            child.stdin.flush()  # type: ignore[union-attr]
            size = int.from_bytes(child.stdout.read(LENGTH), "big")  # type: ignore[union-attr]
            content = child.stdout.read(size) if size else b""  # type: ignore[union-attr]
        except OSError:
            content = b""
        finally:
            watch.cancel()
        if not content:
            self._end()
        return content

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self._end()
            environment = {key: os.environ[key] for key in INHERITED if key in os.environ} | {"PYTHONPATH": str(ROOT)}
            pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
            self._child = subprocess.Popen(DRAWER, stdin=pipe, stdout=pipe, stderr=nothing, env=environment)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe:
                    pipe.close()
        self._child = None


PRINTER = Printer()
