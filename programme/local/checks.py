"""`make check`: everything that can be said about the code without running the tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from programme.local.say import step
from programme.local.servers import ensure_servers

# Enough of production for `check --deploy` to judge the settings by.
LIKE_PRODUCTION = {
    "STRANDS_ENV": "production",
    "SECRET_KEY": "only-to-judge-the-settings-by-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "strands.example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "DOCUMENT_STORAGE": "file:///srv/strands/documents",
}
# Said by pip-audit and what it stands on when the advisory service cannot be reached.
CUT_OFF = re.compile(
    r"ConnectionError|Max retries|NameResolution|Temporary failure|timed out|ProxyError"
    r"|Connection refused|Connection reset|ServiceError|HTTPError|SSLError|JSONDecodeError"
)


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str]
    judge: Callable[[int, str], bool] | None = None


def run(root: Path) -> int:
    addresses = ensure_servers(root, "test")
    failed = []
    for check in checks(root, addresses):
        step(check.name)
        done = subprocess.run(
            check.command,
            cwd=root,
            env={**os.environ, **check.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = check.judge(done.returncode, done.stdout) if check.judge else done.returncode == 0
        if not passed:
            failed.append(check.name)
            print(done.stdout.rstrip(), flush=True)
    if leaks := machine_paths(root):
        failed.append("No paths of this machine")
        print("\n".join(leaks))
    if failed:
        print("\nmake check found something in: " + "; ".join(failed))
        return 1
    print("\nmake check: nothing found.")
    return 0


def fix(root: Path) -> int:
    python = [sys.executable, "-m"]
    for command in (["ruff", "check", "--fix", "."], ["ruff", "format", "."]):
        subprocess.run([*python, *command], cwd=root, check=False)
    return 0


def checks(root: Path, addresses: dict[str, str]) -> list[Check]:
    python = [sys.executable, "-m"]
    manage = [sys.executable, "manage.py"]
    test = {"STRANDS_ENV": "test", **addresses}
    production = {**addresses, **LIKE_PRODUCTION}
    return [
        Check("Lint (ruff)", [*python, "ruff", "check", "."], {}),
        Check("Format (ruff)", [*python, "ruff", "format", "--check", "."], {}),
        Check("Layers (import-linter)", [str(Path(sys.executable).parent / "lint-imports")], {}),
        Check("Types (mypy)", [*python, "mypy"], test),
        Check("Migrations", [*manage, "makemigrations", "--check", "--dry-run"], test),
        Check(
            "Deployment settings",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
        Check("Templates (djlint)", [*python, "djlint", "--lint", "--quiet", *templates(root)], {}),
        Check("Packages agree (pip check)", [*python, "pip", "check"], {}),
        Check(
            "Known weaknesses (pip-audit)",
            [
                *python,
                *("pip_audit", "--progress-spinner", "off", "--timeout", "15", "--format", "json"),
                *("--no-deps", "--disable-pip"),
                *("--requirement", "requirements.txt", "--requirement", "requirements-local.txt"),
            ],
            {},
            judge=judge_audit,
        ),
    ]


def templates(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.glob("*/templates"))


def judge_audit(status: int, output: str) -> bool:
    """Weaknesses found fail; packages nobody could ask about are said, not hidden."""
    try:
        audited = json.loads(output[output.index('{"dependencies"') :].splitlines()[0])
    except ValueError:
        if CUT_OFF.search(output):
            step("  not audited: the advisory service cannot be reached from here")
            return True
        return False
    packages = audited["dependencies"]
    skipped = [package for package in packages if "skip_reason" in package]
    if skipped:
        step(
            f"  {len(skipped)} of {len(packages)} packages not audited:"
            " the advisory service has no answer about them from here"
        )
    return status == 0 and not any(package.get("vulns") for package in packages)


def machine_paths(root: Path) -> list[str]:
    """Lines of tracked files that only make sense on the machine they were written on."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        step("Not a git checkout: tracked files are not looked at for paths of this machine")
        return []
    step("No paths of this machine")
    personal = re.compile(
        "|".join(
            [r"/(?:home|Users)/[a-z][\w.-]*/", *(re.escape(f"{p}/") for p in (root, Path.home()))]
        )
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            lines = (root / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        found += [
            f"{name}:{n}: {line.strip()[:120]}"
            for n, line in enumerate(lines, 1)
            if personal.search(line)
        ]
    return found
