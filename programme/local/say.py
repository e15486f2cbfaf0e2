"""What the person at the keyboard reads: steps as they happen, and problems as one sentence."""

from __future__ import annotations

import sys
import time


class Problem(SystemExit):
    """Something the person can put right. The text is one plain sentence saying what to do.

    Python prints the text and ends with status 1 when nobody catches it.
    """


def step(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def problem(text: object) -> None:
    print(f"\nStrands: {text}", file=sys.stderr, flush=True)


class Patience:
    """Says what is being waited for, but only once the wait is long enough to be noticed."""

    def __init__(self, every: float = 3.0) -> None:
        self.every = every
        self.started = time.monotonic()
        self.last = self.started

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def waiting(self, text: str) -> None:
        now = time.monotonic()
        if now - self.last >= self.every:
            self.last = now
            step(f"{text} ({self.seconds():.0f} s)")
