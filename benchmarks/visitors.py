"""A visitor without a browser: the websocket of one session, its sliders, and how long a move takes to be answered."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from websockets.asyncio.client import ClientConnection, connect

LARGEST = 64_000_000  # bytes of one message
ANSWER_SECONDS = 60


@dataclass
class Visitor:
    """One session: what the page told it, which a browser would remember and send back."""

    socket: ClientConnection
    chance: random.Random
    page: str = ""
    address: str = ""
    sliders: dict[str, Slider] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    async def open(self, page: str) -> float:
        """The first run of a page; seconds until it is complete."""
        message = BackMsg()
        message.rerun_script.query_string = "lang=en"
        message.rerun_script.page_name = page
        return await self._answered(message)

    async def move(self) -> float:
        """One slider to another place; seconds until the page is complete."""
        name, slider = self.chance.choice(list(self.sliders.items()))
        places = [place for place in slider.options if place != self.values[name]]
        self.values[name] = self.chance.choice(places)
        message = BackMsg()
        message.rerun_script.query_string = self.address
        message.rerun_script.page_script_hash = self.page
        for other, place in self.values.items():
            message.rerun_script.widget_states.widgets.add(id=other).string_array_value.data.append(place)
        return await self._answered(message)

    async def _answered(self, message: BackMsg) -> float:
        start = time.perf_counter()
        self._context(message)
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while not self._heard(ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))):
                pass
        return time.perf_counter() - start

    def _context(self, message: BackMsg) -> None:
        context = message.rerun_script.context_info
        context.timezone, context.locale, context.color_scheme = "Europe/Paris", "en-GB", "light"

    def _heard(self, told: ForwardMsg) -> bool:
        """Remember what a browser would; True when the run has come to its end."""
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.page = told.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.address = told.page_info_changed.query_string
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._drawn(told.delta.new_element)
        return kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def _drawn(self, element: Element) -> None:
        if element.WhichOneof("type") == "slider":
            slider = element.slider
            first = slider.id not in self.sliders
            self.sliders[slider.id] = slider
            if first or slider.set_value:
                place = slider.raw_value[0] if slider.raw_value else slider.options[int(slider.default[0])]
                self.values[slider.id] = place


async def arrived(url: str, page: str, count: int, seed: int) -> list[Visitor]:
    """Visitors who have opened a page, one after the other."""
    visitors = []
    for number in range(count):
        address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
        socket = await connect(address, max_size=LARGEST, subprotocols=None, ping_interval=None)
        visitors.append(Visitor(socket, random.Random(seed + number)))
        await visitors[-1].open(page)
    return visitors


async def gone(visitors: list[Visitor]) -> None:
    """Close every session."""
    await asyncio.gather(*(visitor.socket.close() for visitor in visitors))


def due_times(first: float, every: float, lasting: float) -> Iterator[float]:
    """When one visitor moves."""
    due = first
    while due < lasting:
        yield due
        due += every
