"""Time per scenario, draw and month of the engine, beside plain Python and compiled code with the same arithmetic."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.rows import AS_IS, MOVED, TOLERANCE, Packed, drawn_rows, largest_gap
from benchmarks.scalar_month import Month, Run, compiled, plain, traced_month
from benchmarks.tables import Table, figure, quantile, seconds, side_by_side, verdict
from model.company import Company
from model.projection import BLOCK, project
from model.samples import load_sample
from model.scenario import Move, Scenario

COMPANY = "saas"
MONTHS = 24
ROUNDS = 9
PLAIN_ROWS = 20  # plain Python costs the same per row, however many there are
MANY = 100_000
USERS, EVERY, LASTING = 50, 2.0, 20.0
ALONE = 40  # projections of one user, to compare with


@dataclass(frozen=True)
class Forms:
    """The same month three times: the engine's numpy, plain Python, machine code."""

    month: Month
    plain: Run
    compiled: Run


def tables() -> list[Table]:
    """Everything about the engine."""
    company = load_sample(COMPANY)
    rows = drawn_rows(company, MOVED, 1, 1)
    month = traced_month(rows.world, rows.levers[0], rows.state)
    forms = Forms(month, plain(month), compiled(month))
    check(company, forms)
    return [_per_row(company, forms), _users(company)]


def check(company: Company, forms: Forms) -> None:
    """Fail unless all three forms give the same numbers, with no lever moved and with some."""
    for scenario in (AS_IS, MOVED):
        rows = drawn_rows(company, scenario, 8, MONTHS)
        packed = Packed.of(rows, forms.month)
        for run, given in ((forms.plain, packed.lists()), (forms.compiled, packed.fresh())):
            run(given.base, given.belief, given.levers, given.state)
            gap = largest_gap(rows, forms.month, given.state)
            if gap > TOLERANCE:
                raise AssertionError(f"{scenario.name}: scalar code differs from the engine by {gap:.1e}.")


def _per_row(company: Company, forms: Forms) -> Table:
    one = _micros(company, forms, 1, ROUNDS)
    thousand = _micros(company, forms, 1000, ROUNDS)
    many = _micros(company, forms, MANY, 3)
    body = [_row("1", one), _row("1,000", thousand), _row(f"{MANY:,}", many)]
    growth = 1000 * thousand["engine"] / one["engine"]
    floor = thousand["engine"] / thousand["compiled"]
    body.append(["1,000 rows over 1 row", verdict(growth, 5), "", "", "", ""])
    body.append(["1,000 rows over the compiled floor", verdict(floor, 8), "", "", "", ""])
    return Table(
        "Engine: microseconds per scenario, draw and month",
        f"The loop over months for the sample '{COMPANY}', one scenario with five levers moved, every row with its own"
        f" draw of all assumptions; {MANY:,} rows in blocks of {BLOCK}. Plain and compiled code are traced from the"
        f" engine's own stages ({len(forms.month.lines):,} lines without calls)"
        " and give the same revenue, cost and cash. They work number by number: numpy can come out below the"
        " compiled loop, since it computes exp and log several at a time, and what no row changes only once."
        " Medians of interleaved rounds.",
        ["rows", "engine (numpy)", "plain Python", "compiled (numba)", "plain / engine", "engine / compiled"],
        body,
    )


def _row(rows: str, micros: dict[str, float]) -> list[str]:
    engine, slow, floor = (micros[name] for name in ("engine", "plain", "compiled"))
    return [rows, figure(engine), figure(slow), figure(floor), figure(slow / engine), figure(engine / floor)]


def _micros(company: Company, forms: Forms, rows: int, rounds: int) -> dict[str, float]:
    """Microseconds per row and month of each form, measured in turns."""
    block = drawn_rows(company, MOVED, min(rows, BLOCK), MONTHS)
    few = drawn_rows(company, MOVED, min(rows, PLAIN_ROWS), MONTHS)
    blocks = -(-rows // BLOCK)
    taken = side_by_side(
        {
            "engine": lambda: [block.loop() for _ in range(blocks)],
            "plain": _action(forms.plain, Packed.of(few, forms.month).lists(), 1),
            "compiled": _action(forms.compiled, Packed.of(block, forms.month), blocks),
        },
        rounds,
    )
    done = {"engine": blocks * block.size, "plain": few.size, "compiled": blocks * block.size}
    return {name: 1e6 * time_taken / done[name] / MONTHS for name, time_taken in taken.items()}


def _action(run: Run, packed: Packed, blocks: int) -> Callable[[], None]:
    def action() -> None:
        for _ in range(blocks):
            given = packed.fresh()
            run(given.base, given.belief, given.levers, given.state)

    return action


def _users(company: Company) -> Table:
    """Threads that each ask for a projection every two seconds."""
    alone = [seconds(partial(_move, company, index)) for index in range(ALONE)]
    waits, late, cpu = _together(company)
    row = [figure(1000 * quantile(values, share)) for values in (alone, waits) for share in (0.5, 0.95)]
    return Table(
        f"Engine: {USERS} threads, each moving a lever every {EVERY:g} s for {LASTING:g} s",
        f"Milliseconds of one `project` of 36 months, one scenario beside the baseline, no draws, from the time a move is"
        f" due; {len(waits)} moves, none left out, the last answered {figure(late)} s after the end. Threads share one"
        f" core: {figure(USERS / EVERY * cpu)} of it is asked for, and above 1, or on a busy machine, waits add up.",
        ["alone p50", "alone p95", "together p50", "together p95", "CPU per move", "together / alone, p50"],
        [[*row, figure(1000 * cpu), figure(quantile(waits, 0.5) / quantile(alone, 0.5))]],
    )


def _move(company: Company, index: int) -> None:
    project(company, [Scenario(name="mine", levers={"price_change": Move(0.001 * (index % 150))})], months=36)


def _together(company: Company) -> tuple[list[float], float, float]:
    """Seconds from each move's due time to its answer, how late the last one was, processor seconds per move."""
    start, used = time.perf_counter() + 0.2, time.process_time()
    waits: list[float] = []

    def user(number: int) -> None:
        due = start + EVERY * number / USERS
        while due < start + LASTING:
            time.sleep(max(0.0, due - time.perf_counter()))
            _move(company, number)
            waits.append(time.perf_counter() - due)
            due += EVERY

    threads = [threading.Thread(target=user, args=(number,)) for number in range(USERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    late = max(0.0, time.perf_counter() - start - LASTING)
    return waits, late, (time.process_time() - used) / len(waits)
