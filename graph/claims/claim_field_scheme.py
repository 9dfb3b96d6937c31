"""Writes the concept scheme of claim fields, by which the graph says who supplied a field.

`make claim-fields` writes ontology/schemes/claim-fields.ttl from the declaration of the fields; a
test compares the two.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.claims.claim import CLAIM_SCHEMA
from districtgraph.graph.claims.claim_fields import ClaimField
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.ontology.loading import SCHEMES_FOLDER, load_ontology

__all__ = ["SCHEME_FILE", "scheme_text"]

SCHEME_FILE = SCHEMES_FOLDER / "claim-fields.ttl"
_HEAD = """\
# Written by `make claim-fields` from graph/claims/claim.py: do not edit.
@prefix dg: <https://w3id.org/districtgraph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix scheme: <https://w3id.org/districtgraph/id/scheme/> .
@prefix claim-field: <https://w3id.org/districtgraph/id/claim-field/> .

scheme:claim-fields a skos:ConceptScheme ;
    skos:prefLabel "论断字段"@zh , "Claim fields"@en ;
    skos:definition "论断中由规则或编者提供的各项内容。"@zh , \
"The items of a claim that a rule or a curator supplies."@en .
"""
_CONCEPT = """
claim-field:{name} a dg:ClaimField , skos:Concept ;
    skos:prefLabel "{zh}"@zh , "{en}"@en ;
    skos:definition "{definition_zh}"@zh , "{definition_en}"@en ;
    dcterms:source {source} ;
    skos:notation "{name}" ;
    skos:topConceptOf scheme:claim-fields ;
    skos:inScheme scheme:claim-fields .
"""


_KIND = {
    "zh": "论断的类型：观测值、目标值、排名、比较、陈述或提及。",
    "en": "Whether the claim is an observation, target, ranking, comparison, statement or mention.",
}
"""The definition of `kind`, whose property rdf:type is defined elsewhere."""


def scheme_text(fields: Iterable[ClaimField]) -> str:
    """Return the scheme as Turtle; the same fields give the same text.

    The definition of a field is that of its property in the ontology.
    """
    definitions = _property_definitions()
    return _HEAD + "".join(_concept(field, definitions) for field in fields)


def _concept(field: ClaimField, definitions: Mapping[str, Mapping[str, str]]) -> str:
    property_ = field.states.property
    definition = definitions.get(expand(property_).value, _KIND)
    return _CONCEPT.format(
        name=field.concept,
        source=property_,
        definition_zh=definition["zh"],
        definition_en=definition["en"],
        **field.label,
    )


def _property_definitions() -> Mapping[str, Mapping[str, str]]:
    """Return the definitions of the ontology's terms by IRI and language."""
    found: dict[str, dict[str, str]] = {}
    for triple in load_ontology():
        term, text = triple.subject, triple.object
        if triple.predicate != expand("skos:definition") or not isinstance(term, NamedNode):
            continue
        if isinstance(text, Literal) and text.language:
            found.setdefault(term.value, {})[text.language] = text.value
    return found


def main(path: Path = SCHEME_FILE) -> None:
    """Write the scheme's file."""
    path.write_text(scheme_text(CLAIM_SCHEMA.fields), encoding="utf-8")


if __name__ == "__main__":
    main()
