"""The version that a server leaves to the next one, so that what depends on it need not be remade.

A version is named by a run and a generation, as another run may give the same number to another
content. A server that ends in order writes ``version.json``, with a digest of the newest
generation's seal. If the next one finds that generation, with that seal, the content is the same,
and it goes on with the version and its run. It takes the file away before anything is written: a
server that is killed leaves none.
"""

import hashlib
import json
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from districtgraph.server.core.durability import synchronise
from districtgraph.server.store.embedded.folder.generation_seal import seal_path

__all__ = ["VERSION_FILE", "VersionNames"]

VERSION_FILE: Final = "version.json"
_NAME: Final = re.compile(r"[0-9a-f]{8}-[0-9]{1,18}")


class VersionNames:
    """Names the versions of a store's content.

    Args:
        folder: the store's folder.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = secrets.token_hex(4)
        self._taken: tuple[int, str] | None = None

    def name(self, generation: int) -> str:
        """Return the version of the content of a generation, by its number."""
        if self._taken is not None and self._taken[0] == generation:
            return self._taken[1]
        return f"{self._run}-{generation}"

    def take(self, generation: Path) -> None:
        """Go on with the version that the last server left for a generation, if it left one."""
        version = _left(self._folder, generation)
        if version is not None:
            self._taken = int(generation.name), version
            self._run = version.partition("-")[0]

    def leave(self, number: int, version: str) -> None:
        """Leave the version of a generation to the next server, if that is the newest one."""
        generation = self._folder / "generations" / str(number)
        later = self._folder / "generations" / str(number + 1)
        content = {"version": version, "generation": generation.name, "seal": _digest(generation)}
        if not content["seal"] or later.exists():
            return
        fresh = self._folder / f"{VERSION_FILE}.new"
        # Without the file, what depends on the version is rebuilt: a full disk does no harm.
        with suppress(OSError):
            fresh.write_text(json.dumps(content), encoding="utf-8")
            fresh.replace(self._folder / VERSION_FILE)


def _left(folder: Path, generation: Path) -> str | None:
    """Return the version that was left for a generation, and remove its file."""
    path = folder / VERSION_FILE
    try:
        text = path.read_text(encoding="utf-8")
        path.unlink()
        # A power cut would else bring the file back.
        synchronise(folder)
        left = json.loads(text)
        version, found = left["version"], (left["generation"], left["seal"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_same = bool(found[1]) and found == (generation.name, _digest(generation))
    is_name = isinstance(version, str) and _NAME.fullmatch(version) is not None
    return version if is_same and is_name else None


def _digest(generation: Path) -> str:
    """Return a digest of a generation's seal: sizes and checksums of its files; empty for none."""
    try:
        return hashlib.blake2b(seal_path(generation).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
