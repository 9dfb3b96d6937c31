"""IRIs as people know them: what comes after our base, or a name with a known prefix."""

from districtgraph.graph.rdf.vocabulary import namespaces

__all__ = ["iri_of_short_name", "short_name"]


def short_name(iri: str, base: str) -> str:
    """Return the short name of an IRI; the IRI itself where it has none.

    Args:
        iri: what is named.
        base: base IRI of the dataset.

    """
    individuals = f"{base}id/"
    if iri.startswith(individuals):
        return iri.removeprefix(individuals)
    for prefix, namespace in namespaces(base).items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def iri_of_short_name(name: str, base: str) -> str | None:
    """Return the IRI of a name with a known prefix, or of a term of ours without one.

    Returns:
        None where the prefix is unknown.

    """
    prefix, colon, local = name.partition(":")
    namespace = namespaces(base).get(prefix if colon else "dg")
    return None if namespace is None else namespace + (local if colon else name)
