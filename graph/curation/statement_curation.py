"""Makes the claim of a statement: the relation by hand, its modality and subject by rule."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from districtgraph.graph.claims.claim import CURATOR, Statement
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.figure_curation import curated_period, with_words
from districtgraph.graph.curation.overlay import CuratedStatement, Overlay
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = [
    "StatementVerbs",
    "curated_statement",
    "load_statement_verbs",
    "statement_key",
    "subject_names",
]

_RULE = "statement-verbs"
_AHEAD = ("target", "plan")
_WORK = ("achieved", "ongoing")


@dataclass(frozen=True, slots=True)
class StatementVerbs:
    """The modalities that properties and verbs imply for statements.

    Attributes:
        describing: properties that describe the nature of things.
        always: modality by property, if the property implies one.
        verbs: verbs by modality.
        area_names: a text's other expressions for its own area.

    """

    describing: frozenset[str]
    always: Mapping[str, str]
    verbs: Mapping[str, tuple[str, ...]]
    area_names: tuple[str, ...]

    def modality(self, property_: str, quotes: Sequence[Quote]) -> str | None:
        """Return the modality of a statement, None if no verb of the quotes is known."""
        if property_ in self.describing:
            return "holds"
        words = "\n".join(quote.text for quote in quotes)
        ahead = self._first(words, _AHEAD)
        return ahead or self.always.get(property_) or self._first(words, _WORK)

    def _first(self, words: str, modalities: Sequence[str]) -> str | None:
        """Return the modality of the verb that begins first, the longest of those."""
        modality_of = {verb: name for name in modalities for verb in self.verbs.get(name, ())}
        found = re.search(alternatives(modality_of), words) if modality_of else None
        return modality_of[found.group()] if found else None


@cache
def load_statement_verbs() -> StatementVerbs:
    """Return the verbs that are in the file beside this module."""
    node = read_yaml(Path(__file__).with_name("statement_verbs.yaml"))
    always, verbs = node.node("always"), node.node("verbs")
    return StatementVerbs(
        frozenset(node.texts("describing")),
        {name: always.text(name) for name in always},
        {name: verbs.texts(name) for name in verbs},
        node.texts("area-names"),
    )


def subject_names(document: Document, overlay: Overlay) -> tuple[str, ...]:
    """Return what a text calls the area that it is about."""
    subject = document.record.subject
    labels = (entity.zh for entity in overlay.entities if entity.id == subject)
    return (*labels, *load_statement_verbs().area_names)


def curated_statement(
    document: Document, entry: CuratedStatement, names: Sequence[str]
) -> Statement:
    """Return the claim of a curated statement.

    Args:
        document: the text with its record.
        entry: the relation and its words, by hand.
        names: the text's names for its own area.

    Raises:
        SourceFileError: the quotes are not in the text, or the entry repeats what the rules find.

    """
    period = curated_period(document, entry.source, entry.period) if entry.period else None
    words = anchored(document.text, entry.open_list) if entry.open_list else None
    needed = [*filter(None, [words, period.words if period else None])]
    said = [anchored(document.text, quote) for quote in entry.quotes]
    by_rule = load_statement_verbs().modality(entry.property, said)
    if entry.modality is not None and entry.modality == by_rule:
        raise entry.source.error("'modality' repeats what the rules find: leave it out", "modality")
    modality = entry.modality or by_rule
    values = {
        "modality": modality or "achieved",
        "subject": entry.subject,
        "property": entry.property,
        "object": entry.object,
    }
    by = dict.fromkeys(("evidence", "kind", *values), CURATOR)
    if entry.modality is None:
        by["modality"] = _RULE if modality else "modality-default"
    if entry.subject == document.record.subject and not _are_named(names, said):
        by["subject"] = "document-subject"
    given = {
        "period": period,
        "period_role": entry.period.role if entry.period else None,
        "open_list": words,
    }
    by |= {name: CURATOR for name, value in given.items() if value is not None}
    return Statement(
        key=statement_key(entry.subject, entry.property, entry.object),
        evidence=with_words(said, needed),
        by=by,
        period=period,
        period_role=entry.period.role if entry.period else None,
        open_list=words,
        **values,
    )


def statement_key(subject: str, property_: str, object_: str) -> str:
    """Return the name of a statement within its document."""
    return "-".join(map(_last_part, (subject, property_, object_)))


def _are_named(names: Sequence[str], quotes: Sequence[Quote]) -> bool:
    return any(name in quote.text for name in names for quote in quotes)


def _last_part(reference: str) -> str:
    """Return the last part of a reference's name, for keys."""
    return reference.rpartition(":")[2].rpartition("/")[2]
