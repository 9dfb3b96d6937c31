"""N-Triples lines as text, and the namespaces of the generated data."""

__all__ = ["DG", "EN", "ID", "OA", "PROV", "RDFS", "XSD", "ZH", "A", "integer", "iri", "line"]

DG = "https://w3id.org/districtgraph/ontology#"
ID = "https://w3id.org/districtgraph/id/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ZH = "@zh"
EN = "@en"


def iri(node: str) -> str:
    """Return an IRI as an object."""
    return f"<{node}>"


def integer(value: int) -> str:
    """Return an xsd:integer as an object."""
    return f'"{value}"^^<{XSD}integer>'


def line(subject: str, predicate: str, value: str) -> str:
    """Return a line, of two IRIs as they are and an object as N-Triples writes it."""
    return f"<{subject}> <{predicate}> {value} .\n"
