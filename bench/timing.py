"""Times something over and over, and shows it as a row of a table for docs/performance.md."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each round, sorted; of processor time on average; and queries of one round.

    Processor time is this process's and its database session's together: about what the clock
    would show on a machine with nothing else to do, so it compares across busy machines.
    """

    times: list[float]
    processor: float
    queries: int

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * 0.95))]


def measure(
    call: Callable[..., object], rounds: int = ROUNDS, prepare: Callable[[], object] | None = None
) -> Timing:
    """`prepare`, when given, is run untimed before each round and its result handed to the call."""

    def ready() -> tuple:
        return (prepare(),) if prepare else ()

    call(*ready())
    times, processor = [], 0.0
    for _ in range(rounds):
        arguments = ready()
        busy, started = _processor_seconds(), time.perf_counter()
        call(*arguments)
        times.append((time.perf_counter() - started) * 1000)
        processor += (_processor_seconds() - busy) * 1000
    arguments = ready()
    with CaptureQueriesContext(connection) as queries:
        call(*arguments)
    return Timing(sorted(times), processor / rounds, len(queries))


def _processor_seconds() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def heading(first: str) -> None:
    print(f"\n| {first} | p50 ms | p95 ms | Processor ms | Queries |")
    print("| --- | ---: | ---: | ---: | ---: |")


def show(name: str, timing: Timing) -> None:
    figures = f"{timing.p50:.0f} | {timing.p95:.0f} | {timing.processor:.0f} | {timing.queries}"
    print(f"| {name} | {figures} |", flush=True)


def load_now() -> str:
    return f"load on the machine {os.getloadavg()[0]:.1f}"
