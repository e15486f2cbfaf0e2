"""What `make` calls before anything is installed."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = ROOT / "programme" / "local" / "bootstrap.py"


@pytest.fixture
def bare(tmp_path) -> Path:
    """A checkout with the bootstrap and little else."""
    (tmp_path / "programme" / "local").mkdir(parents=True)
    shutil.copy2(BOOTSTRAP, tmp_path / "programme" / "local")
    shutil.copy2(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "requirements-local.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("")
    for package in ("programme", "programme/local"):
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "programme" / "local" / "__main__.py").write_text(
        "import sys; print('handed over to', sys.prefix, sys.argv[1:])"
    )
    return tmp_path


def make(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments],
        cwd=checkout,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def pretend_python(folder: Path, version: str) -> Path:
    """A Python that says it is another version, to a file that asks."""
    program = folder / "old-python"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.version_info = ({version}, 0, 'final', 0)\n"
        "path = sys.argv[1]\nsys.argv = sys.argv[1:]\n"
        "exec(compile(open(path).read(), path, 'exec'), {'__name__': '__main__', '__file__': path})"
    )
    program.chmod(0o755)
    return program


def test_unsupported_python_is_told_in_one_sentence(bare):
    said = make(bare, "run", f"PYTHON={pretend_python(bare, '3, 9')}")
    assert said.returncode != 0
    assert (
        "Strands needs Python 3.11 or later and this is 3.9; install a newer Python and run:"
        " make run PYTHON=python3.12\n" in said.stdout
    )
    assert "Traceback" not in said.stdout
    assert not (bare / ".venv").exists()


def test_no_python_at_all_is_told_in_one_sentence(bare):
    said = make(bare, "run", "PYTHON=no-such-python")
    assert said.returncode != 0
    assert "Strands needs Python 3.11 or later and no-such-python was not found" in said.stdout


def test_bootstrap_can_be_read_by_an_old_python():
    ast.parse(BOOTSTRAP.read_text(), feature_version=(3, 7))


def test_bootstrap_needs_nothing_that_is_not_in_the_standard_library():
    tree = ast.parse(BOOTSTRAP.read_text())
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert names <= sys.stdlib_module_names


def test_environment_is_made_once_and_used_again(bare):
    first = make(bare, "run", f"PYTHON={sys.executable}")
    assert "Making a virtual environment" in first.stdout
    assert f"handed over to {bare / '.venv'} ['run']" in first.stdout
    second = make(bare, "run", f"PYTHON={sys.executable}")
    assert "Making a virtual environment" not in second.stdout
    assert "Installing" not in second.stdout
    assert "handed over to" in second.stdout


def test_changed_pins_are_installed_and_what_cannot_be_is_told(bare):
    make(bare, "run", f"PYTHON={sys.executable}")
    (bare / "requirements.txt").write_text(
        "no-such-package @ file:///nowhere/no_such-1-py3-none-any.whl\n"
    )
    said = make(bare, "run", f"PYTHON={sys.executable}")
    assert said.returncode != 0
    assert "the packages could not be installed" in said.stdout
    assert "Traceback" not in said.stdout.rpartition("Strands:")[2]


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-local.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert "==" in line, f"{name}: {line}"


def test_one_postgresql_driver_only():
    # With psycopg 3 beside it Django would silently use that one.
    pins = (ROOT / "requirements-dev.txt").read_text() + (ROOT / "requirements.txt").read_text()
    assert "psycopg==" not in pins
    assert "psycopg2-binary==" in pins
