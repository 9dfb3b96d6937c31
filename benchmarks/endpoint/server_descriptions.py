"""What the servers are, as ``servers.toml`` says: how each is loaded, started and asked."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

__all__ = ["Loading", "ServerDescription", "read_descriptions"]

Loading = Literal["before", "starting", "running"]
_FILE = Path(__file__).with_name("servers.toml")


@dataclass(frozen=True, slots=True)
class ServerDescription:
    """A server; ``servers.toml`` explains placeholders and ``loading``.

    Attributes:
        name: what `--servers` takes.
        title: what the table says.
        program: file without which the server is not installed.
        install: how to install it.
        loading: when it gets its data.
        serve: command that serves, in the foreground.
        version: command that prints the version.
        query: path of the query operation.
        update: path of the update operation.
        durability: what an acknowledged update survives.
        load: command that loads.
        dump: path of the default graph by the Graph Store Protocol; none where it has none.
        update_graph: the graph that an update must name; none for the default graph.
        authorization: header of updates.
        environment: variables of the server.
        engine: command of the engine behind the server, in the foreground; none for most.
        files: templates, as paths from here, that are filled and written before it starts.
        most_triples: more is not loaded.
        load_seconds: most seconds that loading may take.
        load_rounds: most times that it is loaded.

    """

    name: str
    title: str
    program: str
    install: str
    loading: Loading
    serve: list[str]
    version: list[str]
    query: str
    update: str
    durability: str
    load: list[str] = field(default_factory=list)
    dump: str | None = None
    update_graph: str | None = None
    authorization: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    engine: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    most_triples: int | None = None
    load_seconds: float = 3600.0
    load_rounds: int = 100


def read_descriptions() -> dict[str, ServerDescription]:
    """Return all servers by their names, in the order of the file."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {item["name"]: ServerDescription(**item) for item in content["server"]}
