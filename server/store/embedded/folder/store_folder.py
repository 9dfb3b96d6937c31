"""The contents of a store's folder, and the copy with which a writer begins.

    live/            the store that is written
    generations/N/   hard-linked copies of it, each complete and never written
    generations/N.json   the seal of each
    live.clean           the generation that the last writer had published when it ended normally
    live.damaged/    a live store that was found damaged, for people to examine
    updates.log      updates that are acknowledged, and in no generation yet
    incoming/        documents that are being received; version.json: see `left_version`

A write is acknowledged when its generation is published, or when it is in the log: the newest
generation and the log that follows it have everything that was ever acknowledged. The live store of
a killed writer may have more: writes whose clients got an error. So a writer begins with the newest
generation, and applies the updates in the log again. It uses the live store only if its predecessor
ended normally, or if that generation is damaged.
"""

import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.folder.generation_seal import (
    fault,
    live_fault,
    read_seal,
    seal_path,
)
from districtgraph.server.store.embedded.folder.update_log import (
    LOG_NAME,
    DamagedLogError,
    LogGroup,
    log_refusal,
    read_log,
    this_boot,
)

__all__ = [
    "CLEAN",
    "RESERVE",
    "Beginning",
    "StoreDamagedError",
    "begin",
    "begin_with",
    "choose_beginning",
    "end_in_order",
    "finish_interrupted_swap",
    "generation_numbers",
    "remove_generations",
    "require_space",
    "unpublished_updates",
    "updates_after",
    "whole_generation",
]

RESERVE = 16 * 1024 * 1024
"""Bytes that remain free on the store's disk: with fewer, the writer accepts no write."""
CLEAN = "live.clean"
_DAMAGED = "live.damaged"


class StoreDamagedError(RuntimeError):
    """No copy in a store's folder is intact; the message names the folder and what to do."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The copy with which a writer begins.

    Attributes:
        source: a generation, or the live store itself; None if the folder is new.
        reason: what was found damaged, if anything.
        logged: the updates of the log to apply to it.
        number: the number of the newest generation, present or missing; the next has a higher one.

    """

    source: Path | None
    reason: str = ""
    logged: tuple[LogGroup, ...] = ()
    number: int = 0


def choose_beginning(folder: Path, contents: bool) -> Beginning:
    """Return the copy with which a writer has to begin; changes nothing.

    Args:
        folder: the store's folder.
        contents: whether contents of files are compared with their seals, rather than only sizes.

    Raises:
        StoreDamagedError: the folder is not new, but no copy has everything that was acknowledged.
        OSError, StorageError: the folder cannot be read.

    """
    numbers = generation_numbers(folder)
    logged = unpublished_updates(folder)
    if not numbers and not logged:
        return _without_generations(folder)
    number = max([*numbers, *(group.generation for group in logged)])
    newest = folder / "generations" / str(number)
    live = folder / "live"
    wrong = _generation_fault(newest, contents)
    if wrong is None and (logged or not _ended_in_order(folder, number)):
        return Beginning(newest, _live_damage(folder), tuple(logged), number)
    if any(group.boot != this_boot() for group in logged):
        # The live store may lack the last updates; to apply the log might apply others twice.
        raise StoreDamagedError(_refusal_beside_log(folder, f"{wrong}"))
    live_wrong = _live_lack(live, newest, contents)
    if live_wrong is None:
        return Beginning(live, wrong or "", number=number)
    if wrong is None:
        return Beginning(newest, live_wrong, number=number)
    raise StoreDamagedError(_refusal(folder, [wrong, live_wrong], numbers[:-1]))


def whole_generation(folder: Path) -> Path | None:
    """Return the newest generation, to be read without a writer, if its files' sizes are right.

    Raises:
        OSError: the folder cannot be read.

    """
    numbers = generation_numbers(folder)
    if not numbers:
        return None
    newest = folder / "generations" / str(numbers[-1])
    return newest if _generation_fault(newest, False) is None else None


def unpublished_updates(folder: Path, generation: int | None = None) -> list[LogGroup]:
    """Return the acknowledged updates that are in no generation, from the log.

    Args:
        folder: the store's folder.
        generation: the number of the generation to begin with; None for the newest.

    Raises:
        StoreDamagedError: the log is damaged.
        OSError: the log cannot be read.

    """
    if generation is None:
        numbers = generation_numbers(folder)
        generation = numbers[-1] if numbers else _ended_with(folder)
    try:
        return read_log(folder, generation)
    except DamagedLogError as error:
        raise StoreDamagedError(log_refusal(folder, str(error))) from error


def updates_after(folder: Path, generation: Path) -> tuple[LogGroup, ...]:
    """Return the updates in the log after a generation to which the live store is reset.

    Raises:
        StoreDamagedError: the log is damaged, or continues a later generation.
        OSError: the log cannot be read.

    """
    logged = tuple(unpublished_updates(folder, int(generation.name)))
    if any(group.generation != int(generation.name) for group in logged):
        raise StoreDamagedError(log_refusal(folder, f"it does not continue {generation}"))
    return logged


def generation_numbers(folder: Path) -> list[int]:
    """Return the numbers of the generations that exist or should exist, in order."""
    try:
        names = [path.name for path in (folder / "generations").iterdir()]
    except FileNotFoundError:
        return []
    return sorted({int(name.removesuffix(".json")) for name in names if _is_generation(name)})


def _is_generation(name: str) -> bool:
    number = name.removesuffix(".json")
    return number.isascii() and number.isdigit()


def begin(folder: Path, contents: bool) -> Beginning:
    """Replace the live store by the chosen copy, which has everything that was acknowledged.

    Raises:
        StoreDamagedError, OSError, StorageError: see `choose_beginning`.

    """
    chosen = choose_beginning(folder, contents)
    (folder / CLEAN).unlink(missing_ok=True)
    if chosen.source is None or chosen.source == folder / "live":
        if generation_numbers(folder):
            # A store that was about to replace the live store was never published.
            for name in ("live.new", "live.old"):
                shutil.rmtree(folder / name, ignore_errors=True)
        finish_interrupted_swap(folder)
        _forget_after(folder, None)
    else:
        if chosen.reason:
            _set_aside(folder)
        begin_with(folder, chosen.source)
    return chosen


def end_in_order(folder: Path, generation: int) -> None:
    """Record that the live store has the content of a generation, and no more."""
    with suppress(OSError):  # On a full disk the next writer begins with the generation.
        (folder / CLEAN).write_text(str(generation), encoding="ascii")


def _ended_in_order(folder: Path, newest: int) -> bool:
    return _ended_with(folder) == newest


def _ended_with(folder: Path) -> int:
    """Return the generation with which the last writer ended normally; 0 if it did not."""
    try:
        noted = (folder / CLEAN).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return 0
    return int(noted) if noted.isascii() and noted.isdigit() else 0


def begin_with(folder: Path, generation: Path) -> None:
    """Reset the live store to a generation's content, and remove everything that is newer.

    Raises:
        StorageError: that generation is damaged.

    """
    if wrong := _generation_fault(generation, False):
        raise StorageError("damage", wrong)
    (folder / CLEAN).unlink(missing_ok=True)
    fresh = folder / "live.new"
    shutil.rmtree(fresh, ignore_errors=True)
    Store.read_only(str(generation)).backup(str(fresh))
    (fresh / "COMPLETE").touch()
    finish_interrupted_swap(folder)
    _forget_after(folder, int(generation.name))


def finish_interrupted_swap(folder: Path) -> None:
    """Finish the replacement of a live store that a killed writer had begun."""
    live, fresh, old = folder / "live", folder / "live.new", folder / "live.old"
    if (fresh / "COMPLETE").exists():
        if live.exists():
            shutil.rmtree(old, ignore_errors=True)
            live.rename(old)
        (fresh / "COMPLETE").unlink()
        fresh.rename(live)
    elif fresh.exists() and not live.exists():
        fresh.rename(live)
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def remove_generations(folder: Path, used: Collection[int]) -> None:
    """Remove the generations before the newest one in use, if that one is intact.

    Args:
        folder: the store's folder.
        used: the numbers of those that are being read, which remain.

    """
    newest = max(used, default=0)
    seal = read_seal(folder / "generations" / str(newest))
    if seal is None or fault(folder / "generations" / str(newest), seal, False):
        return
    for number in generation_numbers(folder):
        if number < newest and number not in used:
            _remove(folder / "generations" / str(number))
            seal_path(folder / "generations" / str(number)).unlink(missing_ok=True)


def require_space(folder: Path) -> None:
    """Raise StorageError if the store's disk has less free space than the reserve."""
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    # Some network file systems report nothing.
    if status.f_blocks and free < RESERVE:
        raise StorageError("space", f"{folder}: {free:,} bytes are free, of {RESERVE:,} at least")


def _without_generations(folder: Path) -> Beginning:
    live, fresh = folder / "live", folder / "live.new"
    if (fresh / "COMPLETE").exists():
        return Beginning(live)
    for place in (live, fresh):
        if _is_empty(place):
            continue
        if wrong := _opening_fault(place):
            raise StoreDamagedError(_refusal(folder, [wrong], []))
        return Beginning(live)
    if (folder / _DAMAGED).exists() or (folder / "live.old").exists():
        wrong = f"{live} and {folder / 'generations'} are missing"
        raise StoreDamagedError(_refusal(folder, [wrong], []))
    return Beginning(None)


def _generation_fault(generation: Path, contents: bool) -> str | None:
    if not generation.is_dir():
        return f"{generation} is missing"
    seal = read_seal(generation)
    if seal is not None and (wrong := fault(generation, seal, contents)):
        return wrong
    return _opening_fault(generation)


def _live_damage(folder: Path) -> str:
    """Return what is damaged in a live store that an intact generation replaces anyway."""
    live = folder / "live"
    if (folder / "live.old").exists() or (folder / "live.new" / "COMPLETE").exists():
        return ""
    return _opening_fault(live) or "" if live.is_dir() else f"{live} is missing"


def _live_lack(live: Path, newest: Path, contents: bool) -> str | None:
    """Return why a live store may lack something of the newest generation, which is damaged."""
    if not live.is_dir():
        return f"{live} is missing"
    seal = read_seal(newest)
    wrong = None if seal is None else live_fault(live, seal, contents)
    return wrong or _opening_fault(live)


def _opening_fault(store: Path) -> str | None:
    """Return why the engine does not open a store; it notices missing files and wrong sizes."""
    try:
        Store.read_only(str(store))
    except (OSError, RuntimeError, ValueError) as error:
        found = storage_error(error)
        if found is not None and found.trouble != "damage":
            raise found from error
        return f"{store} cannot be opened ({error})"
    return None


def _is_empty(folder: Path) -> bool:
    return not folder.is_dir() or not any(folder.iterdir())


def _refusal(folder: Path, wrong: list[str], older: list[int]) -> str:
    whole = next(
        (
            number
            for number in reversed(older)
            if _generation_fault(folder / "generations" / str(number), True) is None
        ),
        None,
    )
    choice = (
        ""
        if whole is None
        else f" Generation {whole} is whole, but older: to return to it and lose later writes, "
        "move live and all newer generations, with their .json files, out of the folder."
    )
    return (
        f"{folder}: this store is damaged, and no copy in it has all acknowledged writes: "
        f"{'; '.join(wrong)}. Nothing was changed. Restore the folder from a copy of it, or move "
        "it aside, start with an empty one and send it a backup with `districtgraph restore`."
        f"{choice}"
    )


def _refusal_beside_log(folder: Path, wrong: str) -> str:
    return (
        f"{folder}: this store is damaged: {wrong}. Writes acknowledged after it are in "
        f"{LOG_NAME}, which can only be applied to that generation. Nothing was changed. Restore "
        f"the folder from a copy of it. Or move {LOG_NAME} out of the folder: then the live store "
        "is used if it is whole; it may lack the last updates, since the machine was restarted."
    )


def _set_aside(folder: Path) -> None:
    """Set a damaged live store aside for people to examine; of several, only the first."""
    live, damaged = folder / "live", folder / _DAMAGED
    if live.exists() and not damaged.exists():
        live.rename(damaged)


def _forget_after(folder: Path, number: int | None) -> None:
    """Remove what was never published: newer generations, and what a killed writer left behind."""
    generations = folder / "generations"
    if not generations.is_dir():
        return
    for path in list(generations.iterdir()):
        newer = number is not None and _is_generation(path.name) and int(path.stem) > number
        if newer or path.suffix in (".tmp", ".new"):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
