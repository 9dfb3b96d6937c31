"""What a server is started with."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ServerConfig"]


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """Settings of a server.

    Attributes:
        data: folder of the built dataset.
        host, port: where it listens.
        public_url: its address as clients see it, without a slash at the end; None where that is
            the one that they asked.
        max_body: bytes of a request body that are read.
        threads: requests that are answered at the same time.

    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    max_body: int = 10 * 1024 * 1024
    threads: int = 8
