"""Jena's command line, as Debian packages it (`apt-get install libapache-jena-java`)."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

__all__ = ["Jena", "jena_or_skip"]

_JARS = Path("/usr/share/java")
_NEEDED = (
    "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io",
    "commons-lang3", "dexx.collection", "gson", "guava", "httpclient", "httpclient-cache",
    "httpcore", "jackson-annotations", "jackson-core", "jackson-databind", "jakarta.json-api",
    "jcl-over-slf4j", "jsonld-java", "protobuf", "slf4j-api", "slf4j-nop", "thrift",
    "titanium-json-ld",
)  # fmt: skip
_PATIENCE = 900
"""Seconds that a command may take: on a busy machine Java needs minutes."""
_MOVED = "org/apache/jena/ext/"
"""Where the package has the messages of a parser that looks for them without this."""


class Jena:
    """Runs Jena's commands.

    Args:
        folder: where what the package lacks is put.

    """

    def __init__(self, folder: Path) -> None:
        with zipfile.ZipFile(_JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(f"{_MOVED}xerces/") and name.endswith(".properties"):
                    target = folder / name.removeprefix(_MOVED)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
        own = [path for path in _JARS.glob("jena-*.jar") if "-4" not in path.name]
        jars = [*own, *(_JARS / f"{name}.jar" for name in _NEEDED), folder]
        self._path = ":".join(map(str, jars))

    def run(self, command: str, *arguments: str) -> str:
        """Return what a command prints; its failure is an AssertionError with what it says."""
        done = subprocess.run(
            ["java", "-cp", self._path, command, *arguments],
            check=False, capture_output=True, text=True, timeout=_PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def jena_or_skip(folder: Path) -> Jena:
    """Return Jena's commands; without it skip."""
    if shutil.which("java") is None or not (_JARS / "jena-core.jar").is_file():
        pytest.skip("needs Jena: apt-get install libapache-jena-java")
    return Jena(folder)
