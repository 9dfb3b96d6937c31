"""The settings of a server: flags, environment variables and a file share one table."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

__all__ = [
    "ServerConfig",
    "Setting",
    "SettingError",
    "Token",
    "TokenFileError",
    "check_settings",
    "read_tokens",
    "settings",
]

_MIB = 1024 * 1024
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+)(?::\d{1,5})?")


class SettingError(ValueError):
    """A setting is outside its range; the message names it, its value and the range."""


class TokenFileError(ValueError):
    """A line of the token file is malformed; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token as it is stored: never the token itself.

    Attributes:
        name: for the log.
        scope: ``write`` or ``read``.
        sha256: of the token, in hex.

    """

    name: str
    scope: str
    sha256: str

    @classmethod
    def of(cls, name: str, scope: str, secret: str) -> "Token":
        """Return the record of a token."""
        return cls(name, scope, hashlib.sha256(secret.encode()).hexdigest())


def _setting(
    default: Any, help_text: str, least: float | None = None, most: float | None = None
) -> Any:
    return field(default=default, metadata={"help": help_text, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """Settings of a server; the help of each field explains it and gives its unit."""

    data: Path
    store: Path | None = None
    corpus: Path | None = None
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on.", 1, 65535)
    public_url: str | None = _setting(
        None, "This server's address as clients see it, if it differs (behind a proxy)."
    )
    trusted_hops: int = _setting(
        0, "Number of proxies in front whose X-Forwarded-* headers are trusted.", 0, 100
    )
    threads: int = _setting(8, "Most pages that are rendered at the same time.", 1, 256)
    workers: int = _setting(
        12, "Most queries that are evaluated at the same time, one process each.", 1, 256
    )
    queue: int = _setting(
        64, "Most queries, and most writes, that wait; further ones get a 503.", 1, 100_000
    )
    timeout: float = _setting(30.0, "Seconds that a query or a write may take.", 0.01, 86_400)
    max_timeout: float = _setting(
        300.0, "Most seconds that a client may ask for with timeout=.", 0.01, 86_400
    )
    memory_limit: int = _setting(
        2048, "MiB of address space of one worker, and of the writer.", 256, 1024 * 1024
    )
    connections: int = _setting(
        4096, "Most connections that are open at the same time.", 16, 1_000_000
    )
    max_query: int = _setting(
        _MIB, "Most bytes of a query or a form from a client without a token.", 1024, 1024 * _MIB
    )
    max_body: int = _setting(
        10 * _MIB,
        "Most bytes of a query, an update or a form from a client with a token.",
        1024,
        1024 * _MIB,
    )
    max_document: int = _setting(
        1024 * _MIB,
        "Most bytes of an RDF document sent to /store, uncompressed.",
        1024,
        1024 * 1024 * _MIB,
    )
    max_result: int = _setting(
        4096 * _MIB, "Most bytes of one query's result.", 1024, 1024 * 1024 * _MIB
    )
    cache_size: int = _setting(
        64,
        "MiB of results cached for repeated queries, and as many of pages; 0 for none.",
        0,
        1024 * 1024,
    )
    dump_size: int = _setting(
        4096, "Most MiB of compressed files with dumps of graphs; 0 for none.", 0, 1024 * 1024
    )
    federation_hosts: str = _setting(
        "",
        "Hosts that SERVICE and LOAD may call, as HOST (ports 80, 443) or HOST:PORT, with commas.",
    )
    federation_timeout: float = _setting(
        10.0, "Seconds that one call of another host may take.", 0.1, 3600
    )
    federation_size: int = _setting(64, "Most MiB of another host's answer.", 1, 1024 * 1024)
    shared_queries: int = _setting(
        10000,
        "Most queries stored for short links; the longest unused is deleted for a new one; "
        "0 for none.",
        0,
        10_000_000,
    )
    shared_queries_folder: str | None = _setting(
        None,
        "Folder of these queries; by default shared-queries in the folder of the data or store.",
    )
    access_log: str | None = _setting(None, "File of the access log, JSON lines; - for stderr.")
    query_log: str | None = _setting(
        None,
        "File of the query log, JSON lines: each operation with its rows; - for stderr.",
    )
    sources: str | None = _setting(
        None,
        "Folder of the source texts, KEY.txt, for pages; without it they show quotes only.",
    )
    engine: str | None = _setting(
        None, "Address of the SPARQL engine that has the data, if not this program's own engine."
    )
    engine_update: str | None = _setting(
        None, "Address of its updates, if it differs from that of its queries."
    )
    engine_graphs: str | None = _setting(
        None, "Address of its graph store, for documents that are too large for an update."
    )
    engine_kind: str = _setting("sparql", "Kind of the engine: virtuoso, oxigraph or sparql.")
    engine_user: str | None = _setting(
        None, "Name of this server's user at the engine, for basic or digest authentication."
    )
    engine_password_file: str | None = _setting(None, "File that holds this user's password.")
    engine_token_file: str | None = _setting(
        None, "File that holds the bearer token for the engine."
    )
    engine_only_writer: int = _setting(
        0, "1 if only this server writes to the engine: results are then cached.", 0, 1
    )
    tokens: tuple[Token, ...] = ()

    @property
    def own_address(self) -> str:
        """Address at which this server's own processes reach it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def engine_addresses(self) -> Mapping[str, str]:
        """The engine's addresses that are given, by the flags that give them."""
        given = {
            "--engine": self.engine,
            "--engine-update": self.engine_update,
            "--engine-graphs": self.engine_graphs,
        }
        return {flag: address for flag, address in given.items() if address is not None}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the command line, the environment and the file present it.

    Attributes:
        name: of the field.
        default: used if no value is given.
        help: explains it and gives its unit.
        least, most: the bounds of a number.

    """

    name: str
    default: object
    help: str
    least: float | None = None
    most: float | None = None

    @property
    def flag(self) -> str:
        """The option of `districtgraph serve`."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"DISTRICTGRAPH_{self.name.upper()}"

    @property
    def range(self) -> str:
        """The numbers that are allowed; empty for a text."""
        if self.least is None or self.most is None:
            return ""
        return f"{self.least:.15g} to {self.most:.15g}"


def settings() -> tuple[Setting, ...]:
    """Return the settings that an operator may give, in order."""
    return tuple(
        Setting(
            item.name,
            item.default,
            item.metadata["help"],
            item.metadata["least"],
            item.metadata["most"],
        )
        for item in fields(ServerConfig)
        if "help" in item.metadata
    )


def check_settings(config: ServerConfig) -> None:
    """Check that settings are within their ranges and fit each other.

    Raises:
        SettingError: one does not; the message names it, its value and the range.

    """
    for setting in settings():
        value = getattr(config, setting.name)
        if setting.least is None or setting.most is None:
            continue
        # Written so that NaN is refused too.
        if not setting.least <= value <= setting.most:
            raise SettingError(f"{setting.flag} is {value}, but must be {setting.range}")
    if config.max_timeout < config.timeout:
        raise SettingError(
            f"--max-timeout is {config.max_timeout:g}, but must be --timeout, which is "
            f"{config.timeout:g}, or more"
        )
    _check_public_url(config.public_url)
    _check_hosts(config.federation_hosts)


def _check_public_url(url: str | None) -> None:
    if url is None or url == "":
        return
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right or parts.query or parts.fragment:
        raise SettingError(
            f"--public-url is {url}, but must be an address, as https://example.org/graph"
        )


def _check_hosts(hosts: str) -> None:
    for host in filter(None, (item.strip() for item in hosts.split(","))):
        if not _HOST.fullmatch(host):
            raise SettingError(
                f"--federation-hosts has {host}, but takes HOST or HOST:PORT, with commas between"
            )


def read_tokens(path: Path) -> tuple[Token, ...]:
    """Return the tokens of a file: one a line, as name, scope and SHA-256; # begins a comment.

    Raises:
        TokenFileError: the file cannot be read, or a line is malformed.

    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TokenFileError(f"{path}: the tokens cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        sha256 = len(words) == 3 and _SHA256.fullmatch(words[2])
        if not sha256 or words[1] not in ("read", "write"):
            raise TokenFileError(
                f"{path}, line {number}: not 'NAME read|write SHA256'; "
                "`districtgraph token NAME` prints such a line"
            )
        found.append(Token(words[0], words[1], words[2].lower()))
    return tuple(found)
