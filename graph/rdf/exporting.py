"""Takes a built dataset to another base IRI."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.rdf.vocabulary import expand

__all__ = ["exported"]

_FILE_FACTS = {
    expand("dcat:byteSize"),
    expand("spdx:checksum"),
    expand("spdx:algorithm"),
    expand("spdx:checksumValue"),
}
_TYPE, _CHECKSUM = expand("rdf:type"), expand("spdx:Checksum")


def exported(quads: Iterable[Quad], base: str, old: str) -> Iterator[Quad]:
    """Yield a dataset under another base.

    Its version stays. Sizes and checksums of its files are dropped: the bytes differ there.

    Args:
        quads: the dataset.
        base: the new base IRI.
        old: the present base IRI.

    Raises:
        BaseIriError: an IRI that is not ours is under the new base.

    """
    if base != old:
        quads = (quad for quad in quads if not _is_of_a_file(quad, old))
    return rebase(quads, base, old)


def _is_of_a_file(quad: Quad, old: str) -> bool:
    """Return whether a quad states the size or the checksum of one of the dataset's files."""
    if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(
        f"{old}dataset#"
    ):
        return False
    return quad.predicate in _FILE_FACTS or (quad.predicate == _TYPE and quad.object == _CHECKSUM)
