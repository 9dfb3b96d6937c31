"""Short names of IRIs: the part after our base, or a prefixed name."""

from districtgraph.graph.rdf.vocabulary import namespaces

__all__ = ["iri_of_short_name", "short_name"]


def short_name(iri: str, base: str) -> str:
    """Return the short name of an IRI, or the IRI itself if it has none.

    Args:
        iri: the IRI.
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
    """Return the IRI of a prefixed name, or of a term of ours without a prefix.

    Returns:
        None if the prefix is unknown.

    """
    prefix, colon, local = name.partition(":")
    namespace = namespaces(base).get(prefix if colon else "dg")
    return None if namespace is None else namespace + (local if colon else name)
