"""The identifiers that the service gives to entities, types and properties, and their IRIs.

What is under our base is named by what comes after its namespace: ``place/210104`` for an entity,
``District`` for a class, ``locatedIn`` for a property. Everything else is named by its IRI.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

__all__ = ["Identifiers", "node"]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Translates between identifiers and IRIs under a base IRI.

    Attributes:
        base: the base IRI, with a slash at its end.

    """

    base: str

    @property
    def identifier_space(self) -> str:
        """Prefix of the IRIs of entities."""
        return f"{self.base}id/"

    @property
    def schema_space(self) -> str:
        """Prefix of the IRIs of types and properties."""
        return f"{self.base}ontology#"

    def entity(self, iri: str) -> str:
        """Return the identifier of an entity."""
        return iri.removeprefix(self.identifier_space)

    def entity_iri(self, identifier: str) -> str:
        """Return the IRI of an identifier; an IRI is returned unchanged."""
        return identifier if ":" in identifier else self.identifier_space + identifier

    def term(self, iri: str) -> str:
        """Return the identifier of a type or a property; schemes, types too, have a slash in it."""
        return iri.removeprefix(self.schema_space).removeprefix(self.identifier_space)

    def term_iri(self, identifier: str) -> str:
        """Return the IRI of a type's or a property's identifier; an IRI is returned unchanged."""
        if ":" in identifier:
            return identifier
        return (self.identifier_space if "/" in identifier else self.schema_space) + identifier


def node(iri: str) -> NamedNode | None:
    """Return an IRI as a term; None if it is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
