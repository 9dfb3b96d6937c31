"""What the rules' claims refer to: named things, and indicators that the rules propose."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.mapping.candidate_mapping import CANDIDATE_SCHEME
from districtgraph.graph.mapping.entity_mapping import DescribedEntity
from districtgraph.graph.rdf.vocabulary import expand, individual, term

__all__ = ["NamedEntity", "ProposedIndicator", "entity_of_name", "proposed_indicator"]

_DIGITS = 12
_SINGLE = str.maketrans("“”", "‘’")
_TYPES = {
    "organisation": ("Organisation", None, "organisation"),
    "programme": ("Programme", "programme", "programme"),
    "document": ("foaf:Document", None, "document"),
    "place": ("Place", None, "place"),
    "facility": ("Facility", None, "facility"),
    "event": ("schema:Event", None, "event"),
    "product": ("schema:Product", None, "product"),
    "slogan": ("Principle", "principle", "principle"),
}
"""For each kind of name: the class, the kind of initiative and the English word."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A named thing of a document.

    Attributes:
        id: local IRI.
        type: its class.
        kind: a key of the scheme initiative-kinds; only for initiatives.
        zh, en: its labels.
        about: keys of the scheme dimensions.

    """

    id: str
    type: str
    kind: str | None
    zh: str
    en: str
    about: tuple[str, ...] = ()

    @classmethod
    def described(cls, entity: DescribedEntity) -> "NamedEntity":
        """Return the named thing that a curator describes."""
        return cls(entity.id, entity.type, entity.kind, entity.zh, entity.en, tuple(entity.about))

    def as_record(self) -> dict[str, Any]:
        """Return its record in `claims.jsonl`, which omits dimensions if there are none."""
        record = asdict(self)
        return record if self.about else {k: v for k, v in record.items() if k != "about"}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "NamedEntity":
        """Return the inverse of `as_record`."""
        return cls(**{**record, "about": tuple(record.get("about", ()))})


def entity_of_name(name: str, kind: str, place: str) -> NamedEntity:
    """Return the thing that a name refers to in reports of a place.

    Reports of one place share it. In reports of different places the same name means different
    things until somebody says otherwise: many places have a 人民公园.

    Args:
        name: the full name.
        kind: the kind that the rules give it.
        place: code of the place that the report is about.

    """
    class_name, initiative, english = _TYPES[kind]
    digest = hashlib.sha256(f"{place}\n{name}".encode()).hexdigest()[:_DIGITS]
    label = f"{_in_quotes(name)} ({english})"
    return NamedEntity(f"{kind}/n-{digest}", class_name, initiative, name, label)


def _in_quotes(words: str) -> str:
    """Return words in quotation marks; quotation marks within them become single ones."""
    return f"“{words.translate(_SINGLE)}”"


@dataclass(frozen=True, slots=True)
class ProposedIndicator:
    """An indicator that the rules propose for figures whose head names none of the scheme.

    Attributes:
        key: the local name, made from the words, the same in every document.
        label: the words themselves.

    """

    key: str
    label: str

    @property
    def id(self) -> str:
        """The local IRI."""
        return f"candidate-indicator/{self.key}"

    def triples(self) -> Iterator[Triple]:
        """Yield the triples that describe it."""
        node = individual(self.id)
        yield Triple(node, expand("rdf:type"), term("CandidateIndicator"))
        yield Triple(node, expand("rdf:type"), expand("skos:Concept"))
        yield from _texts(
            node, "skos:prefLabel", self.label, f"{_in_quotes(self.label)} (proposed)"
        )
        yield from _texts(
            node, "skos:scopeNote", "由规则提出，未经核对。", "Proposed by rule, unchecked."
        )
        yield Triple(node, term("dimension"), individual("dimension/unclassified"))
        yield Triple(node, term("direction"), individual("direction/neutral"))
        yield Triple(node, expand("skos:notation"), Literal(self.key))
        yield Triple(node, expand("skos:inScheme"), CANDIDATE_SCHEME)


def proposed_indicator(head: str, form: str) -> ProposedIndicator:
    """Return the candidate for a head.

    Args:
        head: what is measured, as written, normalised.
        form: the form of its figures: empty for a level, else a word such as 增长率.

    """
    label = f"{head}{form}"
    digest = hashlib.sha256(label.encode()).hexdigest()[:_DIGITS]
    return ProposedIndicator(digest, label)


def _texts(node: NamedNode, name: str, zh: str, en: str) -> Iterator[Triple]:
    yield Triple(node, expand(name), Literal(zh, language="zh"))
    yield Triple(node, expand(name), Literal(en, language="en"))
