"""``python -m programme.vendoring``: fetch the pinned packages, strip them, write the manifest."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from . import manifest
from .packages import PACKAGES, Package
from .strip import strip


def fetch(package: Package, into: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the packages. Install Node.js and run this again.")
    done = subprocess.run(  # noqa: S603 -- both words come from packages.py, not from outside
        [npm, "pack", "--silent", package.spec],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    return into / done.stdout.strip().splitlines()[-1]


def refuse_changed_package(package: Package, tarball: Path) -> None:
    """The same version must always be the same bytes; anything else is somebody's tampering."""
    for known in manifest.read()["packages"]:
        if known["spec"] == package.spec and known["sha256"] != manifest.sha256(tarball):
            sys.exit(f"{package.spec} is not the package recorded in the manifest. Stopped.")


def unpack(package: Package, tarball: Path) -> None:
    folder = manifest.VENDOR / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(tarball) as archive:
        for name in package.keep:
            content = archive.extractfile(f"package/{name}").read()
            target = folder / ("images" if "/images/" in name else "") / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(strip(name, content))


def main() -> None:
    recorded = []
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            tarball = fetch(package, Path(scratch))
            refuse_changed_package(package, tarball)
            unpack(package, tarball)
            recorded.append({"spec": package.spec, "sha256": manifest.sha256(tarball)})
            sys.stdout.write(f"{package.spec} written to {manifest.VENDOR / package.folder}\n")
    manifest.write(recorded)


if __name__ == "__main__":
    main()
