"""Finds statements about an article's own area by rule: things it runs, aims at and follows.

The class of an individual gives the property (a goal is aimed at). A verb before its name, in the
same clause, shows that it is the area's: 建立社会救助主动发现机制. Individuals that a curator
relates to an actor are left to the curator.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from districtgraph.graph.claims.claim import Statement
from districtgraph.graph.claims.evidence import MAX_QUOTE, Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.overlay import CuratedEntity, CuratedStatement, Overlay
from districtgraph.graph.curation.statement_curation import (
    load_statement_verbs,
    statement_key,
    subject_names,
)
from districtgraph.graph.text.clauses import CLAUSE_MARKS, HALF_WIDTH_STOPS
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = ["AREA_RULE", "area_statements", "refuse_found_statements"]

AREA_RULE = "area-statements"
"""The name of the rule, as `by` gives it."""
_CLAUSE_END = re.compile(f"[{CLAUSE_MARKS}{HALF_WIDTH_STOPS}\n]")
_SENTENCE_END = tuple("。！？!?\n")
"""A quote that ends here begins with its verb: with the subject it could be the whole sentence."""
_BLANK = re.compile(r"\s*")
_PHRASE_REST = re.compile(r"[^\s\d，,。；;：:！？!?、“”《》（）()…和与及等]*")
"""The rest of a phrase after a name in it: 提供援企稳岗|资金, 秉持百姓利益无小事|的理念."""
_PREPOSITION = re.compile("[为把将]$")
"""A preposition that the name of a goal follows: 为|激发创新动力."""
_LONGEST_CLAUSE = 80
"""How many characters before a name are searched for its verb."""


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The word lists of area_statements.yaml, under the names used there."""

    properties: Mapping[str, str]
    verbs: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    own: tuple[str, ...]

    def nearest(self, words: str) -> tuple[int, str] | None:
        """Return the verb that ends last in the words, the longest of these, with its position.

        A word before a conjunction is a noun: 完成公园建设和….
        """
        every = {*self.others, *(verb for verbs in self.verbs.values() for verb in verbs)}
        longest = sorted(every, key=lambda verb: (-len(verb), verb))
        pattern = f"(?:{'|'.join(longest)})(?![、和与及])"
        found = [(match.start(), match.group()) for match in re.finditer(pattern, words)]
        return max(found, key=lambda item: (item[0] + len(item[1]), len(item[1])), default=None)


@cache
def _verbs() -> _Verbs:
    node = read_yaml(Path(__file__).with_name("area_statements.yaml"))
    node.refuse_unknown(("properties", "verbs", "others", "own"))
    properties, verbs = node.node("properties"), node.node("verbs")
    return _Verbs(
        {name: properties.text(name) for name in properties},
        {name: verbs.texts(name) for name in verbs},
        node.texts("others"),
        node.texts("own"),
    )


def area_statements(document: Document, overlay: Overlay) -> Iterator[Statement]:
    """Yield what the rules state of a document's area and the individuals of its overlay.

    Raises:
        SourceFileError: the words that name an individual are not in the text.

    """
    related = {entry.object for entry in overlay.statements}
    alone = (entity for entity in overlay.entities if entity.id not in related)
    yield from _statements(document, alone, subject_names(document, overlay))


def refuse_found_statements(document: Document, overlay: Overlay) -> None:
    """Refuse curated statements that the rules find without them, with the same facts.

    Raises:
        SourceFileError: there is one; names file and line.

    """
    entries: dict[str, list[CuratedStatement]] = {}
    for entry in overlay.statements:
        entries.setdefault(entry.object, []).append(entry)
    alone = (entity for entity in overlay.entities if len(entries.get(entity.id, ())) == 1)
    for found in _statements(document, alone, subject_names(document, overlay)):
        entry = entries[found.object][0]
        same = (entry.subject, entry.property) == (found.subject, found.property)
        if same and not (entry.period or entry.open_list or entry.modality):
            raise entry.source.error("the rules find this statement: leave it out")


def _statements(
    document: Document, entities: Iterable[CuratedEntity], names: Sequence[str]
) -> Iterator[Statement]:
    subject = document.record.subject
    for entity in entities:
        property_ = _verbs().properties.get(entity.type)
        words = _stated(document.text, entity, property_, names) if property_ else None
        if subject is None or property_ is None or words is None:
            continue
        modality = load_statement_verbs().modality(property_, [words])
        if modality is None:
            continue
        rules = dict.fromkeys(("evidence", "kind", "object", "property"), AREA_RULE)
        named = any(name in words.text for name in names)
        yield Statement(
            key=statement_key(subject, property_, entity.id),
            evidence=(words,),
            by={
                **rules,
                "modality": "statement-verbs",
                "subject": AREA_RULE if named else "document-subject",
            },
            modality=modality,
            subject=subject,
            property=property_,
            object=entity.id,
            period=None,
            period_role=None,
            open_list=None,
        )


def _stated(text: str, entity: CuratedEntity, property_: str, names: Sequence[str]) -> Quote | None:
    """Return the verb with the phrase that it governs, None if no verb of the property does.

    The phrase is the name with the words that complete it. If the clause begins with the name of
    the area, that is quoted, too.
    """
    name = anchored(text, entity.quote)
    ends = _CLAUSE_END.finditer(text, max(0, name.start - _LONGEST_CLAUSE), name.start)
    clause = max((match.end() for match in ends), default=max(0, name.start - _LONGEST_CLAUSE))
    verb = _verbs().nearest(text[clause : name.start])
    if verb is None and name.text.startswith(_verbs().own):
        start = name.start - len(_PREPOSITION.findall(text[clause : name.start]))
        return _phrase(text, start, name.end) if property_ == "aimsAt" else None
    if verb is None or verb[1] not in _verbs().verbs.get(property_, ()):
        return None
    start, end = clause + verb[0], name.end
    subject = _BLANK.match(text, clause, start)
    last = text[end : end + 1] in _SENTENCE_END
    if subject and not last and text.startswith(tuple(names), subject.end()):
        start = subject.end()
    return _phrase(text, start, end)


def _phrase(text: str, start: int, end: int) -> Quote:
    """Return the words with the rest of their phrase, if the quote does not become too long."""
    # 制定“民生十条”: a quotation is quoted completely.
    end += text[start:end].count("“") > text[start:end].count("”") and text.startswith("”", end)
    rest = _PHRASE_REST.match(text, end)
    if rest and rest.end() - start <= MAX_QUOTE:
        end = rest.end()
    return Quote(start, end, text[start:end])
