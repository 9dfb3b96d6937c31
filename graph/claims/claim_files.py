"""The committed claims of an article: a YAML file that people review and the build reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import (
    CLAIM_SCHEMA,
    Claim,
    ClaimKind,
    ClaimSchema,
    make_claim,
    value_fields,
)
from districtgraph.graph.claims.claim_fields import Datatype, FieldValue
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["ClaimFile", "dump_claim", "dump_claim_file", "read_claim_file"]

_HEADER = """\
# Written by `districtgraph extract`: do not edit. A person's additions and corrections are in
# entities.yaml, statements.yaml and figures.yaml beside this file. `by` names for each field the
# rule that found it, or `curator`.
"""
_KEYS = ("key", "kind", "evidence", "by")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The claims and the audit of one document."""

    document: str
    sha256: str
    claims: tuple[Claim, ...]
    audit: Audit


class _Inline(dict[str, Any]):
    """A mapping that is written on one line."""


class _InlineList(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        """Write equal parts out: anchors and aliases are for machines."""
        return True


_Dumper.add_representer(
    _Inline,
    lambda dumper, data: dumper.represent_mapping(
        "tag:yaml.org,2002:map", data.items(), flow_style=True
    ),
)
_Dumper.add_representer(
    _InlineList,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)


def dump_claim_file(content: ClaimFile) -> str:
    """Return the file's text; the same claims give the same text."""
    document = {
        "document": content.document,
        "sha256": content.sha256,
        "claims": [dump_claim(claim) for claim in content.claims],
        "numerals": [_dump_numeral(item) for item in content.audit.numerals],
        "sentences": [_dump_sentence(item) for item in content.audit.sentences],
    }
    body = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return _HEADER + body


def read_claim_file(path: Path, schema: ClaimSchema = CLAIM_SCHEMA) -> ClaimFile:
    """Return the claims that a file holds.

    Args:
        path: the file.
        schema: the kinds of claims, and their fields.

    Raises:
        SourceFileError: the file is malformed, or a claim breaks the rules of its kind.

    """
    node = read_yaml(path)
    node.refuse_unknown(("document", "sha256", "claims", "numerals", "sentences"))
    return ClaimFile(
        node.text("document"),
        node.text("sha256"),
        tuple(_read_claim(item, schema) for item in node.nodes("claims")),
        Audit(
            tuple(map(_read_numeral, node.nodes("numerals"))),
            tuple(map(_read_sentence, node.nodes("sentences"))),
        ),
    )


# Writing


def dump_claim(claim: Claim) -> dict[str, Any]:
    """Return a claim as plain values, as files have it."""
    dumped: dict[str, Any] = {"key": claim.key, "kind": claim.kind.value}
    dumped["evidence"] = [_dump_quote(quote) for quote in claim.evidence]
    for field in value_fields(type(claim)):
        value = getattr(claim, field.name)
        if value is not None:
            dumped[field.name] = _dump_value(value)
    dumped["by"] = _Inline(sorted(claim.by.items()))
    return dumped


def _dump_value(value: object) -> object:
    if isinstance(value, Quote):
        return _dump_quote(value)
    if isinstance(value, ClaimPeriod):
        return _dump_period(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def _dump_quote(quote: Quote) -> _Inline:
    return _Inline(start=quote.start, end=quote.end, quote=quote.text)


def _dump_period(period: ClaimPeriod) -> _Inline:
    dumped = _Inline()
    if period.words:
        dumped["words"] = _dump_quote(period.words)
    if period.start and period.end:
        dumped["from"], dumped["to"] = period.start.isoformat(), period.end.isoformat()
    if period.gloss:
        dumped["en"] = period.gloss
    return dumped


def _dump_numeral(item: AuditedNumeral) -> _Inline:
    return _Inline(**_dump_quote(item.quote), **_dump_outcome(item))


def _dump_sentence(item: AuditedSentence) -> _Inline:
    sentence = item.sentence
    dumped = _Inline(number=sentence.number, start=sentence.start, end=sentence.end)
    if sentence.heading:
        dumped["heading"] = True
    dumped.update(_dump_outcome(item))
    return dumped


def _dump_outcome(item: AuditedNumeral | AuditedSentence) -> dict[str, Any]:
    if item.claims:
        return {"claims": _InlineList(item.claims)}
    return {"reason": item.reason, "by": item.by} if item.reason else {}


# Reading


def _read_claim(node: Node, schema: ClaimSchema) -> Claim:
    values = {field.name: field for field in schema.fields if field.is_value}
    node.refuse_unknown((*_KEYS, *values))
    try:
        return make_claim(
            schema.by_kind[ClaimKind(node.text("kind"))],
            node.text("key"),
            tuple(map(_read_quote, node.nodes("evidence"))),
            {name: _READ[values[name].datatype](node, name) for name in node if name in values},
            dict(node.node("by")),
        )
    except SourceFileError:
        raise
    except (ValueError, KeyError) as error:
        raise node.error(str(error)) from error


def _read_decimal(node: Node, name: str) -> Decimal:
    try:
        return Decimal(node.text(name))
    except InvalidOperation as error:
        raise node.error(f"'{name}' is not a decimal number", name) from error


_READ: Mapping[Datatype, Callable[[Node, str], FieldValue]] = {
    **dict.fromkeys(
        (Datatype.CONCEPT, Datatype.ENTITY, Datatype.CLAIM, Datatype.PROPERTY), Node.text
    ),
    Datatype.NUMBER: _read_decimal,
    Datatype.COUNT: Node.integer,
    Datatype.WORDS: lambda node, name: _read_quote(node.node(name)),
    Datatype.PERIOD: lambda node, name: _read_period(node.node(name)),
}


def _read_quote(node: Node) -> Quote:
    return Quote(node.integer("start"), node.integer("end"), node.text("quote"))


def _read_period(node: Node) -> ClaimPeriod:
    node.refuse_unknown(("words", "from", "to", "en"))
    if ("from" in node) != ("to" in node):
        raise node.error("a period has both 'from' and 'to', or neither")
    first, last = node.optional_text("from"), node.optional_text("to")
    return ClaimPeriod(
        _read_quote(node.node("words")) if "words" in node else None,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        node.optional_text("en"),
    )


def _read_numeral(node: Node) -> AuditedNumeral:
    node.refuse_unknown(("start", "end", "quote", "claims", "reason", "by"))
    return AuditedNumeral(
        _read_quote(node),
        node.texts("claims"),
        node.optional_text("reason"),
        node.optional_text("by"),
    )


def _read_sentence(node: Node) -> AuditedSentence:
    node.refuse_unknown(("number", "start", "end", "heading", "claims", "reason", "by"))
    sentence = Sentence(
        node.integer("number"),
        node.integer("start"),
        node.integer("end"),
        bool(node.get("heading", False)),
    )
    return AuditedSentence(
        sentence, node.texts("claims"), node.optional_text("reason"), node.optional_text("by")
    )
