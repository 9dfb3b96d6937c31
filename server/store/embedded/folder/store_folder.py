"""What a store's folder holds, and which of its copies a writer begins with.

    live/            the store that is written
    generations/N/   hard-linked copies of it, each complete and never written
    generations/N.json   the seal of each
    live.clean           what the last writer had published when it ended in order
    live.damaged/    a live store that was found damaged, for people to look at
    incoming/        documents that are being received

A write is acknowledged when its generation is published: the newest generation has everything that
was ever acknowledged, and the live store of a writer that was killed may have more, which its
clients were told has not happened. So a writer begins with the newest generation. It takes the live
store as it is where its predecessor ended in order, or where that generation is damaged.
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

__all__ = [
    "CLEAN",
    "RESERVE",
    "Beginning",
    "StoreDamagedError",
    "begin",
    "begin_with",
    "choose_beginning",
    "end_in_order",
    "generation_numbers",
    "mend",
    "remove_generations",
    "require_space",
    "whole_generation",
]

RESERVE = 16 * 1024 * 1024
"""Bytes that stay free on the store's disk: with fewer, the writer takes no write."""
CLEAN = "live.clean"
_DAMAGED = "live.damaged"


class StoreDamagedError(RuntimeError):
    """No copy in a store's folder is whole; the message names the folder and what to do."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a writer begins with.

    Attributes:
        source: a generation, or the live store itself; None where the folder is new.
        reason: what was found damaged, where something was.

    """

    source: Path | None
    reason: str = ""


def choose_beginning(folder: Path, contents: bool) -> Beginning:
    """Return which copy a store begins with; changes nothing.

    Args:
        folder: the store's.
        contents: whether files are read and compared with their seals, rather than their sizes.

    Raises:
        StoreDamagedError: something is there, but nothing that has all that was acknowledged.
        OSError, StorageError: the folder cannot be read.

    """
    numbers = generation_numbers(folder)
    if not numbers:
        return _without_generations(folder)
    newest = folder / "generations" / str(numbers[-1])
    live = folder / "live"
    wrong = _generation_fault(newest, contents)
    if wrong is None and not _ended_in_order(folder, numbers[-1]):
        return Beginning(newest, _live_damage(folder))
    live_wrong = _live_lack(live, newest, contents)
    if live_wrong is None:
        return Beginning(live, wrong or "")
    if wrong is None:
        return Beginning(newest, live_wrong)
    raise StoreDamagedError(_refusal(folder, [wrong, live_wrong], numbers[:-1]))


def whole_generation(folder: Path) -> Path | None:
    """Return the newest generation if it is whole by its sizes: what can be read without a writer.

    Raises:
        OSError: the folder cannot be read.

    """
    numbers = generation_numbers(folder)
    if not numbers:
        return None
    newest = folder / "generations" / str(numbers[-1])
    return newest if _generation_fault(newest, False) is None else None


def generation_numbers(folder: Path) -> list[int]:
    """Return the numbers of the generations that there are or should be, in order."""
    try:
        names = [path.name for path in (folder / "generations").iterdir()]
    except FileNotFoundError:
        return []
    return sorted({int(name.removesuffix(".json")) for name in names if _is_generation(name)})


def _is_generation(name: str) -> bool:
    number = name.removesuffix(".json")
    return number.isascii() and number.isdigit()


def begin(folder: Path, contents: bool) -> Beginning:
    """Make the live store one that has what was acknowledged, from the copy that is chosen for it.

    Raises:
        StoreDamagedError, OSError, StorageError: see `choose_beginning`.

    """
    chosen = choose_beginning(folder, contents)
    (folder / CLEAN).unlink(missing_ok=True)
    if chosen.source is None or chosen.source == folder / "live":
        if generation_numbers(folder):
            # What was about to replace the live store was never published.
            for name in ("live.new", "live.old"):
                shutil.rmtree(folder / name, ignore_errors=True)
        mend(folder)
        _forget_after(folder, None)
    else:
        if chosen.reason:
            _keep_aside(folder)
        begin_with(folder, chosen.source)
    return chosen


def end_in_order(folder: Path, generation: int) -> None:
    """Note that the live store has what a generation has, and no more."""
    # On a full disk the next writer begins with the generation.
    with suppress(OSError):
        (folder / CLEAN).write_text(str(generation), encoding="ascii")


def _ended_in_order(folder: Path, newest: int) -> bool:
    try:
        return (folder / CLEAN).read_text(encoding="ascii", errors="replace") == str(newest)
    except FileNotFoundError:
        return False


def begin_with(folder: Path, generation: Path) -> None:
    """Make the live store one with a generation's content, and forget what was made after it.

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
    mend(folder)
    _forget_after(folder, int(generation.name))


def mend(folder: Path) -> None:
    """Finish the replacement of a live store, if one was under way when its writer was killed."""
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
    """Remove the generations before the newest of those in use, if that one is whole.

    Args:
        folder: the store's.
        used: the numbers of those that are read; they stay.

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
    """Raise StorageError where the store's disk has less space than stays free."""
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    # Some network file systems tell nothing.
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
    """Return what is damaged of a live store that a whole generation replaces anyway."""
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
    """Return why the engine does not open a store; it misses files and finds wrong sizes."""
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
        else f" Generation {whole} is whole, but older: to go back to it and lose what was written "
        "since, move live and all newer generations, with their .json files, out of the folder."
    )
    return (
        f"{folder}: this store is damaged, and no copy in it has all that was written: "
        f"{'; '.join(wrong)}. Nothing was changed. Restore the folder from a copy of it, or move "
        "it aside, start with an empty one and send it a backup with `districtgraph restore`."
        f"{choice}"
    )


def _keep_aside(folder: Path) -> None:
    """Keep a damaged live store for people to look at; of several, the first."""
    live, kept = folder / "live", folder / _DAMAGED
    if live.exists() and not kept.exists():
        live.rename(kept)


def _forget_after(folder: Path, number: int | None) -> None:
    """Remove what was never published: newer generations, and pieces that a killed writer left."""
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
