"""A line between a browser and the app that a test can cut, stall and mend."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.browser.server import free_port

PIECE = 65536
HOST = "127.0.0.1"


class Wire:
    """Passes bytes on between its own port and another. Cut, it refuses; stalled, it takes and passes nothing on."""

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._to = port
        self._flows = threading.Event()
        self._ends: list[socket.socket] = []
        self._door: socket.socket | None = None
        self.mend()

    def mend(self) -> None:
        """Pass everything on again."""
        self._flows.set()
        if self._door is None:
            self._door = socket.create_server((HOST, self.port), reuse_port=False)
            threading.Thread(target=self._welcome, args=(self._door,), daemon=True).start()

    def stall(self) -> None:
        """Pass nothing on, as a network that is gone without a word."""
        self._flows.clear()

    def cut(self) -> None:
        """End every connection and refuse others."""
        if self._door is not None:
            _end(self._door)
            self._door = None
        for end in self._ends:
            _end(end)
        self._ends.clear()
        self._flows.set()

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                near, _ = door.accept()
                far = socket.create_connection((HOST, self._to))
                self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # one end is gone
            while piece := source.recv(PIECE):
                self._flows.wait()
                target.sendall(piece)
        _end(source)
        _end(target)


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wire(port: int) -> Iterator[Wire]:
    """A line to a port of this machine, cut at the end."""
    made = Wire(port)
    try:
        yield made
    finally:
        made.cut()
