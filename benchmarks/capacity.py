"""Processor time per move and waiting time when many sessions move on one server."""

import asyncio
import time
from dataclasses import dataclass

from benchmarks.servers import APP, CONSTANT_APP, Server, serve
from benchmarks.tables import Table, figure, quantile, verdict
from benchmarks.visitors import Visitor, arrived, due_times, gone

PAGE = "cockpit"
SESSIONS = (10, 40, 80)
EVERY, LASTING = 5.0, 30.0
QUIET_MOVES = 30
AIM = 0.040  # seconds of processor time per move


@dataclass(frozen=True)
class Load:
    """What some sessions saw and what they cost the server."""

    sessions: int
    due: int
    waits: list[float]
    cpu: float  # seconds per move


def tables() -> list[Table]:
    """The cost of a move alone, and the table of waiting times."""
    with serve(APP) as app, serve(CONSTANT_APP) as constant:
        alone, page_alone = asyncio.run(_alone(app, constant))
        loads = [asyncio.run(_load(app, sessions)) for sessions in SESSIONS]
    return [_table(loads, alone, page_alone)]


async def _alone(app: Server, constant: Server) -> tuple[float, float]:
    """Processor seconds per move of the app and of its constant twin, one visitor each, moved in turns."""
    visitors = [(await arrived(server.url, PAGE, 1, 1))[0] for server in (app, constant)]
    for _ in range(3 * QUIET_MOVES):
        await visitors[1].move()
    before = [server.cpu() for server in (app, constant)]
    for _ in range(QUIET_MOVES):
        for visitor in visitors:
            await visitor.move()
    used = [server.cpu() - start for server, start in zip((app, constant), before, strict=True)]
    await gone(visitors)
    return used[0] / QUIET_MOVES, used[1] / QUIET_MOVES


async def _load(server: Server, sessions: int) -> Load:
    """Sessions that each move every five seconds, at times spread evenly."""
    visitors = await arrived(server.url, PAGE, sessions, 100 * sessions)
    before, start = server.cpu(), time.perf_counter() + 0.5
    waits = await asyncio.gather(
        *(_visit(visitor, start, EVERY * number / sessions) for number, visitor in enumerate(visitors))
    )
    cpu = server.cpu() - before
    await gone(visitors)
    done = [wait for one in waits for wait in one]
    return Load(sessions, round(sessions * LASTING / EVERY), done, cpu / max(len(done), 1))


async def _visit(visitor: Visitor, start: float, first: float) -> list[float]:
    """Seconds from each move's due time to its answer; a move whose time passed while waiting is not made."""
    waits: list[float] = []
    for due in due_times(first, EVERY, LASTING):
        late = time.perf_counter() - start - due
        if late > EVERY:
            continue
        await asyncio.sleep(max(0.0, -late))
        _ = await visitor.move()
        waits.append(time.perf_counter() - start - due)
    return waits


def _table(loads: list[Load], alone: float, page_alone: float) -> Table:
    body = [
        [
            str(load.sessions),
            f"{len(load.waits)} of {load.due}",
            *(figure(1000 * quantile(load.waits, share)) for share in (0.5, 0.95)),
            figure(1000 * load.cpu),
        ]
        for load in loads
    ]
    return Table(
        f"Capacity of one process: a move every {EVERY:g} s in each session",
        f"Websocket sessions on the {PAGE}, random moves of its sliders for {LASTING:g} s, no browser. One session"
        f" alone costs the server {verdict(1000 * alone, 1000 * AIM)} ms of processor time per move, of which"
        f" {figure(1000 * page_alone)} ms remain with constants in place of the model (measured in turns).",
        ["sessions", "moves answered", "p50 ms", "p95 ms", "CPU ms per move"],
        body,
    )
