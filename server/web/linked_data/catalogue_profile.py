"""Adds what DCAT-AP 3.0.1 requires and recommends for a catalogue to the dataset's description.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/. Its vocabularies are the EU's; only terms of them
that fit are named.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.literals import date_literal
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["extent", "profile"]

_QUERY = Path(__file__).with_name("catalogue_extent.rq")
_EU = "http://publications.europa.eu/resource/authority/"
_A = expand("rdf:type")
_DISTRIBUTION, _SERVICE = expand("dcat:Distribution"), expand("dcat:DataService")
_CATALOGUE, _DATASET = expand("dcat:Catalog"), expand("dcat:Dataset")
_AVAILABILITY = NamedNode("http://data.europa.eu/r5r/availability")
_NAMES = {
    "data-theme/REGI": {"zh": "地区与城市", "en": "Regions and cities"},
    "data-theme/GOVE": {"zh": "政府与公共部门", "en": "Government and public sector"},
    "data-theme/SOCI": {"zh": "人口与社会", "en": "Population and society"},
    "planned-availability/STABLE": {"zh": "长期可用", "en": "stable"},
}
"""The EU's concepts that are named here, with their names."""
_THEMES = tuple(name for name in _NAMES if name.startswith("data-theme/"))
_TAXONOMY = NamedNode(f"{_EU}data-theme")
_TAXONOMY_TITLES = {"zh": "欧盟数据主题", "en": "Data theme"}
_KEYWORDS = {
    "zh": ("城区", "政府工作", "统计数据", "引文", "知识图谱"),
    "en": ("city districts", "local government", "statistics", "quotations", "knowledge graph"),
}
_FILE_TYPES = {
    "application/n-quads": "RDF_N_QUADS",
    "application/trig": "RDF_TRIG",
    "text/turtle": "RDF_TURTLE",
    "application/ld+json": "JSON_LD",
    "text/csv": "CSV",
    "application/csvm+json": "JSON",
    "application/vnd.apache.parquet": "PARQUET",
}
_RANGES = {
    expand("dcterms:license"): expand("dcterms:LicenseDocument"),
    expand("dcterms:conformsTo"): expand("dcterms:Standard"),
    expand("dcterms:language"): expand("dcterms:LinguisticSystem"),
    expand("dcterms:spatial"): expand("dcterms:Location"),
    expand("dcterms:publisher"): expand("foaf:Agent"),
    expand("dcat:mediaType"): expand("dcterms:MediaType"),
    expand("dcterms:format"): expand("dcterms:MediaTypeOrExtent"),
    expand("dcat:theme"): expand("skos:Concept"),
    expand("dcat:themeTaxonomy"): expand("skos:ConceptScheme"),
    _AVAILABILITY: expand("skos:Concept"),
}
"""Classes that the profile wants to be stated of what these properties lead to."""
_MEDIA_TYPE, _TITLE = expand("dcat:mediaType"), expand("dcterms:title")
_BYTE_SIZE = expand("dcat:byteSize")


def profile(
    triples: Iterable[Triple], catalogue: NamedNode, home: NamedNode, built: datetime | None
) -> set[Triple]:
    """Return a catalogue with what the profile wants.

    Args:
        triples: the catalogue, its dataset with its files, and the services.
        catalogue: its IRI.
        home: the address of this server's home page.
        built: when the dataset's files were made; None where that is not known.

    """
    said = {_with_size(triple) for triple in triples}
    agent = NamedNode(f"{catalogue.value}#publisher")
    said |= {Triple(agent, expand("foaf:name"), Literal("districtgraph"))}
    said |= {
        Triple(catalogue, expand("foaf:homepage"), home),
        Triple(home, _A, expand("foaf:Document")),
    }
    for triple in list(said):
        if triple.predicate == _A and isinstance(triple.subject, NamedNode):
            said.update(_of_kind(triple.subject, triple.object, agent, built))
    said.update(list(_formats(said)))
    said.update(_names())
    said.update(
        Triple(triple.object, _A, _RANGES[triple.predicate])
        for triple in list(said)
        if triple.predicate in _RANGES and isinstance(triple.object, NamedNode)
    )
    return said


def extent(store: StoreReader, dataset: NamedNode) -> Iterator[Triple]:
    """Yield the areas and the days that a dataset's claims are about."""
    days: set[str] = set()
    for row in store.rows(_QUERY):
        if "place" in row:
            yield Triple(dataset, expand("dcterms:spatial"), NamedNode(row["place"].value))
        days |= {row[name].value for name in ("first", "last") if name in row}
    if days:
        period = NamedNode(f"{dataset.value}#temporal")
        yield Triple(dataset, expand("dcterms:temporal"), period)
        yield Triple(period, _A, expand("dcterms:PeriodOfTime"))
        for name, day in (("dcat:startDate", min(days)), ("dcat:endDate", max(days))):
            yield Triple(period, expand(name), Literal(day, datatype=expand("xsd:date")))


def _of_kind(
    node: NamedNode, kind: object, agent: NamedNode, built: datetime | None
) -> Iterator[Triple]:
    if kind in (_CATALOGUE, _DATASET, _SERVICE):
        yield Triple(node, expand("dcterms:publisher"), agent)
    if kind == _CATALOGUE:
        yield Triple(node, expand("dcat:themeTaxonomy"), _TAXONOMY)
        for language in ("ZHO", "ENG"):
            yield Triple(node, expand("dcterms:language"), NamedNode(f"{_EU}language/{language}"))
    if kind in (_DATASET, _SERVICE):
        yield from _subjects(node)
    if kind in (_CATALOGUE, _DATASET) and built is not None:
        day = date_literal(built.astimezone(UTC).date())
        yield Triple(node, expand("dcterms:modified"), day)
        yield Triple(node, expand("dcterms:issued"), day)
    if kind == _DISTRIBUTION:
        yield Triple(node, _AVAILABILITY, NamedNode(f"{_EU}planned-availability/STABLE"))


def _subjects(node: NamedNode) -> Iterator[Triple]:
    for theme in _THEMES:
        yield Triple(node, expand("dcat:theme"), NamedNode(f"{_EU}{theme}"))
    for language, words in _KEYWORDS.items():
        for word in words:
            yield Triple(node, expand("dcat:keyword"), Literal(word, language=language))


def _names() -> Iterator[Triple]:
    for name, labels in _NAMES.items():
        for language, label in labels.items():
            text = Literal(label, language=language)
            yield Triple(NamedNode(f"{_EU}{name}"), expand("skos:prefLabel"), text)
    for language, title in _TAXONOMY_TITLES.items():
        yield Triple(_TAXONOMY, expand("dcterms:title"), Literal(title, language=language))


def _formats(said: Collection[Triple]) -> Iterator[Triple]:
    """Yield the description of each distribution, and its format if that is one of ours."""
    titles: dict[object, list[Literal]] = {}
    for triple in said:
        if triple.predicate == _TITLE and isinstance(triple.object, Literal):
            titles.setdefault(triple.subject, []).append(triple.object)
    for triple in said:
        if triple.predicate == _MEDIA_TYPE and isinstance(triple.object, NamedNode):
            name = _FILE_TYPES.get(triple.object.value.partition("media-types/")[2])
            if name is not None:
                file_type = NamedNode(f"{_EU}file-type/{name}")
                yield Triple(triple.subject, expand("dcterms:format"), file_type)
            for title in titles.get(triple.subject, ()):
                yield Triple(triple.subject, expand("dcterms:description"), title)


def _with_size(triple: Triple) -> Triple:
    """Return a triple with the datatype that DCAT has for sizes, which the store widens."""
    if triple.predicate != _BYTE_SIZE or not isinstance(triple.object, Literal):
        return triple
    size = Literal(triple.object.value, datatype=expand("xsd:nonNegativeInteger"))
    return Triple(triple.subject, _BYTE_SIZE, size)
