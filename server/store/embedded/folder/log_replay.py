"""Applies the updates in the log of an earlier writer to the live store of the next one."""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Store

from districtgraph.server.core.errors import RequestError, StorageError
from districtgraph.server.store.embedded.engine.writes import UpdateWrite, apply_write, errors_of
from districtgraph.server.store.embedded.folder.store_folder import StoreDamagedError
from districtgraph.server.store.embedded.folder.update_log import LogGroup, log_refusal

__all__ = ["replay"]


def replay(folder: Path, store: Store, groups: Sequence[LogGroup]) -> None:
    """Apply the updates of the log to a live store with the content of its generation.

    Raises:
        StoreDamagedError: an update that was applied before is refused now.
        StorageError: the store's files cannot be written.

    """
    for number, update in enumerate(update for group in groups for update in group.updates):
        write = UpdateWrite(*update)
        try:
            with errors_of(write):
                apply_write(store, write)
        except StorageError:
            raise
        except RequestError as error:
            wrong = f"update {number} of it cannot be applied: {error}"
            raise StoreDamagedError(log_refusal(folder, wrong)) from error
