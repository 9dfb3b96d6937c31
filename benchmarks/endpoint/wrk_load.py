"""Load by wrk, with the scripts in ``wrk/``."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LoadError", "WrkLoad", "measure_load"]

_SCRIPTS = Path(__file__).with_name("wrk")


class LoadError(OSError):
    """wrk failed, or the server refused or dropped requests; the message says how many."""


@dataclass(frozen=True, slots=True)
class WrkLoad:
    """What wrk measured.

    Attributes:
        requests: that were answered with a status below 400.
        seconds: that it took.
        bytes: that were received.
        p50: median latency in seconds.
        p95: latency in seconds that 95 % of requests did not exceed.
        longest: the longest latency, in seconds.

    """

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    longest: float

    @property
    def per_second(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def measure_load(
    port: int,
    script: str,
    arguments: Sequence[str],
    *,
    connections: int,
    seconds: float,
    headers: Mapping[str, str],
) -> WrkLoad:
    """Run a script against a server.

    Args:
        port: of the server.
        script: file name in ``wrk/``.
        arguments: of the script.
        connections: that ask at the same time.
        seconds: to go on, rounded up to a whole number.
        headers: of every request.

    Raises:
        LoadError: a request was refused or dropped, or none was answered.

    """
    whole = max(1, -int(-seconds // 1))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{whole}s", "--timeout", "30s", "-s", script]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command += [f"http://127.0.0.1:{port}/", "--", *arguments]
    done = subprocess.run(command, cwd=_SCRIPTS, capture_output=True, check=False)
    output = done.stdout.decode("utf-8", "replace")
    marked = [line for line in output.splitlines() if line.startswith("MEASURED ")]
    if not marked:
        raise LoadError(f"wrk failed: {output} {done.stderr.decode('utf-8', 'replace')}"[:500])
    figures = json.loads(marked[0].removeprefix("MEASURED "))
    if figures["refused"] or figures["broken"] or not figures["requests"]:
        raise LoadError(
            f"of {figures['requests']} requests {figures['refused']} were refused "
            f"and {figures['broken']} connections broken"
        )
    return WrkLoad(
        figures["requests"],
        figures["microseconds"] / 1e6,
        figures["bytes"],
        figures["p50"] / 1e6,
        figures["p95"] / 1e6,
        figures["max"] / 1e6,
    )
