"""python -m programme.local VERB, as the Makefile calls it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from programme.local import say

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m programme.local")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, help_text in (
        ("env", "start the embedded servers and print their addresses for a shell"),
        ("stop", "stop the embedded servers"),
        ("keep", "own the embedded servers until nobody uses them"),
    ):
        command = verbs.add_parser(verb, help=help_text)
        command.add_argument("purpose", nargs="?", default="local", choices=("local", "test"))
    chosen = parser.parse_args(arguments)
    try:
        return VERBS[chosen.verb](chosen)
    except say.Problem as problem:
        say.problem(problem)
        return 1


def env(chosen: argparse.Namespace) -> int:
    from programme.local.servers import ensure_servers

    addresses = {"STRANDS_ENV": chosen.purpose, **ensure_servers(ROOT, chosen.purpose)}
    for name, value in addresses.items():
        print(f"export {name}='{value}'")
    return 0


def stop(chosen: argparse.Namespace) -> int:
    from programme.local.servers import stop_servers

    print("Stopped." if stop_servers(ROOT, chosen.purpose) else "Nothing was running.")
    return 0


def keep(chosen: argparse.Namespace) -> int:
    from programme.local.servers import keep

    return keep(ROOT, chosen.purpose)


VERBS = {"env": env, "stop": stop, "keep": keep}

if __name__ == "__main__":
    sys.exit(main())
