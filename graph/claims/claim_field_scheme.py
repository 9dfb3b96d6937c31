"""Writes the concept scheme of claim fields, by which the graph says who supplied a field.

`make claim-fields` writes ontology/schemes/claim-fields.ttl from the declaration of the fields; a
test compares the two.
"""

from collections.abc import Iterable
from pathlib import Path

from districtgraph.graph.claims.claim import CLAIM_SCHEMA
from districtgraph.graph.claims.claim_fields import ClaimField
from districtgraph.ontology.loading import SCHEMES_FOLDER

__all__ = ["SCHEME_FILE", "scheme_text"]

SCHEME_FILE = SCHEMES_FOLDER / "claim-fields.ttl"
_HEAD = """\
# Written by `make claim-fields` from graph/claims/claim.py: do not edit.
@prefix dg: <https://w3id.org/districtgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix scheme: <https://w3id.org/districtgraph/id/scheme/> .
@prefix claim-field: <https://w3id.org/districtgraph/id/claim-field/> .

scheme:claim-fields a skos:ConceptScheme ;
    skos:prefLabel "论断字段"@zh , "Claim fields"@en ;
    skos:definition "论断中由规则或编者提供的各项内容。"@zh , \
"The pieces of a claim that a rule or a curator supplies."@en .
"""
_CONCEPT = """
claim-field:{name} a dg:ClaimField , skos:Concept ;
    skos:prefLabel "{zh}"@zh , "{en}"@en ;
    skos:notation "{name}" ;
    skos:topConceptOf scheme:claim-fields ;
    skos:inScheme scheme:claim-fields .
"""


def scheme_text(fields: Iterable[ClaimField]) -> str:
    """Return the scheme as Turtle; the same fields give the same text."""
    concepts = (_CONCEPT.format(name=field.concept, **field.label) for field in fields)
    return _HEAD + "".join(concepts)


def main(path: Path = SCHEME_FILE) -> None:
    """Write the scheme's file."""
    path.write_text(scheme_text(CLAIM_SCHEMA.fields), encoding="utf-8")


if __name__ == "__main__":
    main()
