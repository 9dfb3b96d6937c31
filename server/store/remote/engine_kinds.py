"""The differences between engines, as data: where our default graph is, what updates may have."""

from dataclasses import dataclass

from districtgraph.server.core.config import SettingError

__all__ = ["DEFAULT_GRAPH", "METADATA_GRAPH", "EngineKind", "engine_kind"]

DEFAULT_GRAPH = "urn:districtgraph:default"
"""The named graph with our default graph, for engines without a default graph of their own."""
METADATA_GRAPH = "urn:districtgraph:metadata"
"""The named graph with the content's version, which is hidden from clients."""
_MIB = 1024 * 1024
_VIRTUOSO_OWN = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://localuriqaserver/sparql",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:8890/DAV/",
    "http://localhost:8890/sparql",
)


@dataclass(frozen=True, slots=True)
class EngineKind:
    """A kind of engine.

    Attributes:
        name: its name in the settings.
        default_graph: the named graph with our default graph; None if the engine has a separate
            default graph, as SPARQL describes it.
        own_graphs: graphs that belong to the engine itself.
        empty_graphs: whether a graph without triples can exist.
        blank_nodes_in_data: whether INSERT DATA may have blank nodes.
        several_operations: whether an update of several operations is one transaction.
        largest_update: the most bytes of data in an update; more goes by the Graph Store Protocol.
        forbidden: beginnings of IRIs that call functions of the engine's system.
        timeout: the parameter for a query's timeout in the engine, in milliseconds; None if there
            is none. Without it the engine continues after this server has given up.

    """

    name: str
    default_graph: str | None = None
    own_graphs: tuple[str, ...] = ()
    empty_graphs: bool = False
    blank_nodes_in_data: bool = True
    several_operations: bool = True
    largest_update: int = 16 * _MIB
    forbidden: tuple[str, ...] = ()
    timeout: str | None = None

    @property
    def hidden(self) -> tuple[str, ...]:
        """Graphs to which no variable of GRAPH is bound."""
        own_default = () if self.default_graph is None else (self.default_graph,)
        return (*own_default, METADATA_GRAPH, *self.own_graphs)


_KINDS = (
    EngineKind("sparql"),
    EngineKind("oxigraph", empty_graphs=True, largest_update=100 * _MIB),
    EngineKind(
        "virtuoso",
        default_graph=DEFAULT_GRAPH,
        own_graphs=_VIRTUOSO_OWN,
        blank_nodes_in_data=False,
        several_operations=False,
        largest_update=64 * 1024,
        forbidden=("bif:", "sql:"),
        timeout="timeout",
    ),
)


def engine_kind(name: str) -> EngineKind:
    """Return a kind by its name; SettingError if there is none."""
    found = next((kind for kind in _KINDS if kind.name == name), None)
    if found is None:
        names = ", ".join(kind.name for kind in _KINDS)
        raise SettingError(f"--engine-kind is '{name}', but must be one of {names}")
    return found
