"""Makes the claims of what a text names: an individual or a concept, at its first occurrence.

An individual is found by its label, and a concept by one of its labels in the schemes, where no
curator gives other words. What an individual is, and which concepts an article is about, stays
with the curator; where the text names them, the rules find.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from pyoxigraph import Literal

from districtgraph.graph.claims.claim import CURATOR, Mention
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.overlay import CuratedConcept, CuratedEntity
from districtgraph.graph.extraction.names.marked_names import MarkedName
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.graph.text.documents import Document
from districtgraph.ontology.loading import load_schemes

__all__ = ["concept_mention", "entity_mention", "mention_key", "scheme_labels"]

ENTITY_RULE = "entity-labels"
CONCEPT_RULE = "concept-labels"


def entity_mention(
    document: Document, names: Sequence[MarkedName], entry: CuratedEntity
) -> Mention:
    """Return where a text names an individual, by its label or by the words of the curator.

    Raises:
        SourceFileError: the words are not in the text.

    """
    quote = anchored(document.text, entry.quote)
    if entry.quote.words != entry.zh or entry.quote.nth != 1:
        return _mention(entry.id, quote, _name_rule(names, quote), CURATOR)
    return _mention(entry.id, quote, _name_rule(names, quote, ENTITY_RULE), ENTITY_RULE)


def concept_mention(
    document: Document, names: Sequence[MarkedName], entry: CuratedConcept
) -> Mention:
    """Return where a text names a concept, by a label or by the words of the curator.

    Raises:
        SourceFileError: the words are not in the text; no label is, and no words are given; or
            they are given and are what the rule finds.

    """
    labels = scheme_labels().get(entry.id, ())
    found = _first_label(document.text, labels)
    if entry.quote is None:
        if found is None:
            raise entry.source.error(
                f"no label of '{entry.id}' is in the text: give the words that name it as 'quote'"
            )
        return _mention(entry.id, found, _name_rule(names, found, CONCEPT_RULE), CONCEPT_RULE)
    quote = anchored(document.text, entry.quote)
    if quote == found:
        raise entry.source.error("'quote' repeats what the rules find: leave it out", "quote")
    return _mention(entry.id, quote, _name_rule(names, quote), CURATOR)


def mention_key(individual: str) -> str:
    """Return the name of the claim that a text names an individual."""
    return f"mention-{individual.rpartition(':')[2].replace('/', '-')}"


def _mention(individual: str, quote: Quote, evidence: str, rule: str) -> Mention:
    return Mention(
        key=mention_key(individual),
        evidence=(quote,),
        mentions=individual,
        by={"evidence": evidence, "kind": rule, "mentions": rule},
    )


def _name_rule(names: Sequence[MarkedName], quote: Quote, otherwise: str = CURATOR) -> str:
    """Return the rule that finds a name by its marks, else another."""
    for name in names:
        if name.start - 1 <= quote.start and quote.end <= name.end + 1:
            return name.rule
    return otherwise


def _first_label(text: str, labels: Sequence[str]) -> Quote | None:
    """Return the first occurrence of the first label that a text holds, the preferred one first."""
    for label in labels:
        start = text.find(label)
        if start >= 0:
            return Quote(start, start + len(label), label)
    return None


@cache
def scheme_labels() -> Mapping[str, tuple[str, ...]]:
    """Return the Chinese labels of all concepts by local IRI, the preferred one first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for triple in load_schemes():
        if triple.predicate not in _LABELS or not isinstance(triple.object, Literal):
            continue
        if triple.object.language == "zh":
            concept = str(triple.subject)[1:-1].removeprefix(f"{BASE}id/")
            order = _LABELS.index(triple.predicate)
            found.setdefault(concept, []).append((order, triple.object.value))
    return {
        concept: tuple(label for _, label in sorted(labels, key=_longest_first))
        for concept, labels in found.items()
    }


_LABELS = (expand("skos:prefLabel"), expand("skos:altLabel"))


def _longest_first(label: tuple[int, str]) -> tuple[int, int, str]:
    return label[0], -len(label[1]), label[1]
