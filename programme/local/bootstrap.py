"""What `make` calls first: makes .venv, installs the pinned packages, and hands over to it.

Nothing is installed yet when this runs, so it uses the standard library alone. It must also be
readable by an old Python, to say in words that it is too old: no newer syntax up to the check.
"""

import sys

NEEDED = (3, 11)
if sys.version_info < NEEDED:
    sys.exit(
        "Strands needs Python {}.{} or later and this is {}.{}; install a newer Python and run:"
        " make run PYTHON=python3.12".format(*(NEEDED + sys.version_info[:2]))
    )
if sys.platform == "win32":
    sys.exit("Strands starts its own servers on Linux and macOS only; on Windows run it in WSL 2.")

import fcntl  # noqa: E402
import hashlib  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import signal  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
TO_RUN = ("requirements.txt", "requirements-local.txt")
FOR_ALL = (*TO_RUN, "requirements-dev.txt")
RUNS_WITHOUT_DEV = ("run", "stop", "env")


def main() -> None:
    # So that a pip at work is stopped with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    verb = sys.argv[1] if len(sys.argv) > 1 else "run"
    if verb == "run":
        print("Strands: starting. Ctrl-C stops everything.", file=sys.stderr)
    try:
        with (folder_for_lock() / "install.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            make_environment()
            install(TO_RUN if verb in RUNS_WITHOUT_DEV else FOR_ALL)
    except OSError as problem:
        give_up(
            f"cannot write to {problem.filename or ROOT} ({problem.strerror});"
            " free some space or make it writable, then run again"
        )
    except KeyboardInterrupt:
        sys.exit(130)
    os.chdir(ROOT)
    python = str(VENV_PYTHON)
    os.execv(python, [python, "-m", "programme.local", *(sys.argv[1:] or ["run"])])  # noqa: S606


def folder_for_lock() -> Path:
    folder = ROOT / ".data"
    folder.mkdir(exist_ok=True)
    return folder


def make_environment() -> None:
    if works(VENV_PYTHON):
        return
    say(f"Making a virtual environment with Python {sys.version.split()[0]}")
    if VENV.exists():
        shutil.rmtree(VENV)
    making = [sys.executable, "-m", "venv", str(VENV)]
    if run_quietly(making).returncode == 0:
        return
    # Debian keeps venv's own pip in another package; a pip outside will do as well.
    shutil.rmtree(VENV, ignore_errors=True)
    has_pip = run_quietly([sys.executable, "-m", "pip", "--version"]).returncode == 0
    if has_pip and run_quietly([*making, "--without-pip"]).returncode == 0:
        return
    give_up(
        "this Python cannot make a virtual environment;"
        " on Debian or Ubuntu run: apt-get install python3-venv, then run again"
    )


def works(python: Path) -> bool:
    if not python.exists():
        return False
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    return run_quietly([str(python), "-c", check]).returncode == 0


def install(files: tuple) -> None:
    wanted = fingerprint(files)
    stamp = VENV / f"installed-{len(files)}.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    started = time.monotonic()
    count = sum(pins(ROOT / name) for name in files)
    say(f"Installing {count} pinned packages (the first time only; about half a minute)")
    named = [part for name in files for part in ("--requirement", str(ROOT / name))]
    done = run_quietly([*pip(), "install", "--no-input", NOT_NOW, *named])
    if done.returncode:
        sys.stderr.write(done.stdout[-3000:])
        give_up(
            "the packages could not be installed (pip's own words are above);"
            " check the connection to the package index and run again"
        )
    for smaller in range(2, len(files) + 1):
        # Whoever has everything has what running needs, too.
        (VENV / f"installed-{smaller}.txt").write_text(fingerprint(FOR_ALL[:smaller]))
    say(f"Installed in {time.monotonic() - started:.0f} s")


def pip() -> list:
    if run_quietly([str(VENV_PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return [str(VENV_PYTHON), "-m", "pip", *PIP_MANNERS]
    return [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON), *PIP_MANNERS]


PIP_MANNERS = ("--disable-pip-version-check", "--quiet")
# Python compiles what it imports when it first does: most of what is installed never is.
NOT_NOW = "--no-compile"


def pins(path: Path) -> int:
    return sum("==" in line for line in path.read_text().splitlines())


def fingerprint(files: tuple) -> str:
    digest = hashlib.sha256(str(VENV_PYTHON.resolve()).encode())
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run_quietly(command: list) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PYTHONNOUSERSITE": "1"}
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=environment,
    )


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def give_up(text: str) -> None:
    sys.exit(f"\nStrands: {text}")


if __name__ == "__main__":
    main()
