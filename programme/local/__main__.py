"""python -m programme.local VERB, as the Makefile calls it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from programme.local import say

ROOT = Path(__file__).resolve().parents[2]
PURPOSES = ("local", "test")


def main(arguments: list[str]) -> int:
    verb, rest = (arguments or [""])[0], arguments[1:]
    if verb not in VERBS:
        print(f"usage: python -m programme.local {'|'.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return VERBS[verb](rest)
    except say.Problem as problem:
        say.problem(problem)
        return 1
    except OSError as problem:
        if problem.filename is None:
            raise
        say.problem(
            f"cannot use {problem.filename} ({problem.strerror});"
            " free some space or make it writable, then run again"
        )
        return 1


def run(_arguments: list[str]) -> int:
    from programme.local import run

    return run.run(ROOT)


def test(arguments: list[str]) -> int:
    from programme.local import suite

    return suite.run(ROOT, arguments)


def check(_arguments: list[str]) -> int:
    from programme.local import checks

    return checks.run(ROOT)


def fix(_arguments: list[str]) -> int:
    from programme.local import checks

    return checks.fix(ROOT)


def env(arguments: list[str]) -> int:
    from programme.local.servers import ensure_servers

    purpose = purpose_in(arguments)
    for name, value in {"STRANDS_ENV": purpose, **ensure_servers(ROOT, purpose)}.items():
        print(f"export {name}='{value}'")
    return 0


def stop(arguments: list[str]) -> int:
    from programme.local.servers import stop_servers

    stopped = [stop_servers(ROOT, purpose) for purpose in arguments or PURPOSES]
    print("Stopped." if any(stopped) else "Nothing was running.")
    return 0


def keep(arguments: list[str]) -> int:
    from programme.local.servers import keep

    return keep(Path(arguments[1]) if arguments[1:] else ROOT, purpose_in(arguments))


def purpose_in(arguments: list[str]) -> str:
    return arguments[0] if arguments and arguments[0] in PURPOSES else "local"


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "env": env,
    "stop": stop,
    "keep": keep,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
