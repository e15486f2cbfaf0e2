"""The list of vendored files with their fingerprints, kept beside the files."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def vendored_files() -> list[Path]:
    """What came from the packages; the manifest and the licences are ours."""
    return sorted(path for path in VENDOR.glob("*/**/*") if path.is_file())


def describe_files() -> dict[str, str]:
    return {path.relative_to(VENDOR).as_posix(): sha256(path) for path in vendored_files()}


def write(packages: list[dict]) -> None:
    content = {"packages": packages, "files": describe_files()}
    MANIFEST.write_text(json.dumps(content, indent=2) + "\n")


def read() -> dict:
    return json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {"packages": [], "files": {}}
