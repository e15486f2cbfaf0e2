"""Times something over and over, and shows it as a row of a table for docs/performance.md."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each round, sorted, and the number of queries of one."""

    times: list[float]
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
    times = []
    for _ in range(rounds):
        arguments = ready()
        started = time.perf_counter()
        call(*arguments)
        times.append((time.perf_counter() - started) * 1000)
    arguments = ready()
    with CaptureQueriesContext(connection) as queries:
        call(*arguments)
    return Timing(sorted(times), len(queries))


def heading(first: str) -> None:
    print(f"\n| {first} | p50 ms | p95 ms | Queries |\n| --- | ---: | ---: | ---: |")


def show(name: str, timing: Timing) -> None:
    print(f"| {name} | {timing.p50:.0f} | {timing.p95:.0f} | {timing.queries} |", flush=True)
