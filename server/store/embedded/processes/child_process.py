"""What every process that opens the store does first: set limits, and die with its parent."""

import ctypes
import math
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

__all__ = [
    "FLAT",
    "NICENESS",
    "die_with_parent",
    "limit_memory",
    "limit_thread_stacks",
    "on_large_stack",
    "processor_seconds",
    "set_name",
    "set_niceness",
    "stack_size",
    "start",
]

FLAT = 1000
"""Texts of up to this many characters fit any thread's stack, however they are nested."""
_STACK = 512 * 1024 * 1024
"""Bytes of stack for an evaluation: with less, 100,000 nested parentheses kill the process."""
_THREAD_STACK = 1024 * 1024
"""Bytes of stack for each of the engine's own threads."""
_THREAD_ATTRIBUTES = 256
"""Enough bytes for a pthread_attr_t on any processor."""
NICENESS = 10
"""The niceness of a process with a lower priority than others."""
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_ALLOCATOR = {
    "MALLOC_TRIM_THRESHOLD_": "67108864",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_ARENA_MAX": "2",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=1000",
}
"""For glibc: memory freed by one query is reused for the next, without asking the kernel.

The engine creates and drops about a hundred small objects per query: if a thread may cache more
than seven of each size, a lookup takes a quarter less time.
"""
Result = TypeVar("Result")


def start(module: str, inherited: int, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a module of this package as a process that inherits one file descriptor.

    It uses exec, since a store that is open while a process forks silently loses the child's
    writes.
    """
    command = [sys.executable, "-m", module, str(inherited), str(os.getpid()), *arguments]
    return subprocess.Popen(
        command,
        pass_fds=[inherited],
        stdin=subprocess.DEVNULL,
        env={**_ALLOCATOR, **os.environ},
        # With its own group, Ctrl+C reaches only the server, and all threads get one priority.
        process_group=0,
    )


def set_niceness(process: int, niceness: int) -> bool:
    """Set the niceness of all threads of a process from `start`; return whether that was allowed.

    Only root may lower it again. The number of the process would mean only its main thread.
    """
    try:
        os.setpriority(os.PRIO_PGRP, process, niceness)
    except OSError:
        return False
    return True


def processor_seconds(process: int) -> float:
    """Return how long a process has used a processor; infinite if that is unknown."""
    try:
        # The clock of another process (clock_getcpuclockid(3)), for which Python has no function.
        return time.clock_gettime((~process << 3) | 2)
    except OSError:
        return math.inf


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process as soon as its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


def set_name(name: str) -> None:
    """Set the name that the kernel shows for this process, at most 15 bytes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, name.encode())


def limit_memory(size: int) -> None:
    """Limit this process's address space: an allocation beyond it aborts only this process."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_thread_stacks() -> None:
    """Give new threads of the engine small stacks, if the C library supports it.

    To open a store, the engine starts 180 threads. The C library caches 40 MB of stacks for later
    threads: five of the usual size, 40 of these. Opening takes 4.5 ms of a processor instead of 7.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "pthread_setattr_default_np"):
        attributes = ctypes.create_string_buffer(_THREAD_ATTRIBUTES)
        library.pthread_attr_init(attributes)
        library.pthread_attr_setstacksize(attributes, ctypes.c_size_t(_THREAD_STACK))
        library.pthread_setattr_default_np(attributes)
        library.pthread_attr_destroy(attributes)


def on_large_stack(function: Callable[[], Result]) -> Result:
    """Run a function in a thread with a large stack, and return its result."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(function())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="sparql-evaluation")
    with stack_size(_STACK):
        thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


@contextmanager
def stack_size(size: int) -> Iterator[None]:
    """Give threads that are started meanwhile a stack of so many bytes."""
    with _STACK_SIZE_LOCK:
        previous = threading.stack_size(size)
        try:
            yield
        finally:
            threading.stack_size(previous)


_STACK_SIZE_LOCK = threading.Lock()
