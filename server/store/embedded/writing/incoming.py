"""The folder for documents that are being received, emptied when a server starts."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["IncomingFolder"]


class IncomingFolder:
    """The folder `incoming` in a store's folder, with subfolders for each process of a server.

    Args:
        store: the store's folder.

    """

    def __init__(self, store: Path) -> None:
        self._folder = store / "incoming"
        # Not the process number, which is the same for each server in a container.
        self._own = f"{secrets.token_hex(8)}-"

    def clean(self) -> None:
        """Remove what killed servers have left behind."""
        if self._folder.is_dir():
            for path in list(self._folder.iterdir()):
                if not path.name.startswith(self._own):
                    shutil.rmtree(path, ignore_errors=True)

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """Provide a folder for the documents of one write.

        Raises:
            OSError: it cannot be made.

        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=self._own, dir=self._folder) as path:
            yield Path(path)
