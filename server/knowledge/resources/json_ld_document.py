"""Data documents as JSON-LD 1.1: compacted by our context, and framed by their resource.

Nodes are nested where they are mentioned first, as a frame of the resource would do
(https://www.w3.org/TR/json-ld11-framing/); nodes that are not mentioned follow at the top level.
Lists are written as lists (`json_ld_lists`).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from districtgraph.server.core.errors import NotExpressibleError
from districtgraph.server.knowledge.resources.json_ld_lists import NIL, find_lists

__all__ = ["Compaction", "json_ld_document"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEYWORDS = ("@version", "id", "type")
_FEW = 4
"""Texts of a node that are written each time it is mentioned."""
_DEEPEST = 20
"""Depth of nested nodes; deeper ones follow at the top level."""
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal


class Compaction:
    """Names that a context has for IRIs, and how it has values written.

    Args:
        context: a context's content: prefixes, aliases of keywords, terms.

    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._used: set[str] = set()
        self._prefixes = {
            name: value
            for name, value in context.items()
            if isinstance(value, str) and value.endswith(("#", "/"))
        }
        self._terms: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for name, value in context.items():
            definition = value if isinstance(value, Mapping) else {"@id": value}
            iri = definition.get("@id")
            if isinstance(iri, str) and ":" in iri and name not in self._prefixes:
                self._terms.setdefault(self._expanded(iri), (name, definition))

    def used(self) -> dict[str, Any]:
        """Return the part of the context that the written nodes need."""
        definitions = [self._context[name] for name in self._used]
        iris = [
            iri
            for item in definitions
            for iri in (item.values() if isinstance(item, Mapping) else (item,))
            if isinstance(iri, str)
        ]
        prefixes = {iri.partition(":")[0] for iri in iris} & self._prefixes.keys()
        names = {*_KEYWORDS, *prefixes, *self._used}
        return {name: value for name, value in self._context.items() if name in names}

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + local

    def iri(self, iri: str) -> str:
        """Return an IRI with its prefix, where it has one and the context means nothing else."""
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            name = f"{prefix}:{local}"
            if local != iri and _LOCAL.fullmatch(local) and name not in self._context:
                self._used.add(prefix)
                return name
        return iri

    def kind(self, iri: str) -> str:
        """Return the name of a class."""
        name, definition = self._terms.get(iri, ("", {}))
        if not name or definition.keys() != {"@id"}:
            return self.iri(iri)
        self._used.add(name)
        return name

    def entry(self, iri: str, values: Sequence[Value], node: "_Nodes") -> tuple[str, Any]:
        """Return a property's name with its values as the context has them written."""
        name, definition = self._terms.get(iri, ("", {}))
        if name:
            written = self._coerced(definition, values, node)
            if written is not None:
                self._used.add(name)
                return name, written
        return self.iri(iri), _one(node.value(item) for item in values)

    def _coerced(
        self, definition: Mapping[str, Any], values: Sequence[Value], node: "_Nodes"
    ) -> Any:
        """Return values as a term's definition has them; None where some are of another kind."""
        container, datatype = definition.get("@container"), definition.get("@type")
        if container is not None:
            return _by_language(values, several="@set" in container)
        if datatype == "@id":
            named = all(not isinstance(item, Literal) for item in values)
            return _one(node.reference(item) for item in values) if named else None
        if datatype is not None:
            typed = self._expanded(datatype)
            if all(isinstance(item, Literal) and item.datatype.value == typed for item in values):
                return _one(item.value for item in values if isinstance(item, Literal))
            return None
        return _one(node.value(item) for item in values)


class _Nodes:
    """The nodes of one document, each written once.

    Args:
        triples: the document's content.
        names: of the context.

    """

    def __init__(self, triples: Iterable[Triple], names: Compaction) -> None:
        self._names = names
        self._said: dict[Node, dict[str, list[Value]]] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            assert not isinstance(subject, Triple), "a triple term is no subject here"
            if isinstance(value, Triple):
                raise NotExpressibleError(
                    "JSON-LD 1.1 has no triple terms: request Turtle, N-Triples or TriG"
                )
            values = self._said.setdefault(subject, {})
            values.setdefault(triple.predicate.value, []).append(value)
        self._lists = find_lists(self._said)
        self._written: set[Node] = set()
        self._depth = 0

    def object(self, node: Node) -> dict[str, Any]:
        """Return a node with all that is said of it."""
        self._written.add(node)
        self._depth += 1
        found: dict[str, Any] = {"id": self._id(node)}
        said = self._said.get(node, {})
        if kinds := [item for item in said.get(_TYPE, ()) if isinstance(item, NamedNode)]:
            found["type"] = _one(self._names.kind(item.value) for item in kinds)
        for iri, values in said.items():
            others = [item for item in values if iri != _TYPE or not isinstance(item, NamedNode)]
            if others:
                name, written = self._names.entry(iri, others, self)
                found[name] = written
        self._depth -= 1
        return found

    def left(self) -> list[dict[str, Any]]:
        """Return the nodes that are not written yet, those that others mention within them."""
        cells = {cell for found in self._lists.values() for cell in found.cells}
        # A cell that comes before what has its list would be taken out of it.
        order = [*(node for node in self._said if node not in cells), *cells]
        return [self.object(node) for node in order if node not in self._written]

    def reference(self, node: Value) -> Any:
        """Return a node where its IRI is expected: nested, or its IRI alone."""
        assert not isinstance(node, Literal), "a literal is no node"
        if (items := self._list(node)) is not None:
            return items
        return self.object(node) if self._nests(node) else self._id(node)

    def value(self, value: Value) -> Any:
        """Return a value in a position that allows any term."""
        if isinstance(value, Literal):
            return self._literal(value)
        if (items := self._list(value)) is not None:
            return items
        return self.object(value) if self._nests(value) else {"id": self._id(value)}

    def _list(self, node: Node) -> dict[str, Any] | None:
        """Return a list; None if the node is not the first of one that can be written here."""
        if node == NIL:
            return {"@list": []}
        found = self._lists.get(node) if isinstance(node, BlankNode) else None
        if found is None or self._depth >= _DEEPEST or not self._written.isdisjoint(found.cells):
            return None
        self._written.update(found.cells)
        self._depth += 1
        items = [self._item(item) for item in found.items]
        self._depth -= 1
        return {"@list": items}

    def _item(self, value: Value) -> Any:
        """Return an item of a list, which no term's type is to be applied to."""
        written = self.value(value)
        return {"@value": written} if isinstance(written, str) else written

    def _nests(self, node: Node) -> bool:
        if self._is_name(node):
            return True
        return node in self._said and node not in self._written and self._depth < _DEEPEST

    def _is_name(self, node: Node) -> bool:
        """Return whether all that is said of a node are a few texts: it is named wherever it is."""
        said = self._said.get(node, {})
        texts = [item for values in said.values() for item in values]
        literal = all(isinstance(item, Literal) for item in texts)
        return isinstance(node, NamedNode) and literal and 0 < len(texts) <= _FEW

    def _id(self, node: Node) -> str:
        return f"_:{node.value}" if isinstance(node, BlankNode) else self._names.iri(node.value)

    def _literal(self, value: Literal) -> Any:
        if value.language:
            text = {"@value": value.value, "@language": value.language}
            return text if value.direction is None else {**text, "@direction": f"{value.direction}"}
        datatype = value.datatype.value
        if datatype == f"{_XSD}string":
            return value.value
        return {"@value": value.value, "@type": self._names.iri(datatype)}


def json_ld_document(
    triples: Iterable[Triple], about: str | None, context: Mapping[str, Any]
) -> bytes:
    """Return a document, with the part of the context that it needs.

    Many readers, this server's engine among them, fetch no context from elsewhere.

    Args:
        triples: its content, in its order.
        about: the IRI of its outermost node; None if it is about no single one.
        context: the whole context.

    """
    names = Compaction(context)
    nodes = _Nodes(triples, names)
    content = {} if about is None else nodes.object(NamedNode(about))
    if left := nodes.left():
        content["@graph" if about is None else "@included"] = left
    content = {"@context": names.used(), **content}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _by_language(values: Sequence[Value], several: bool) -> Any:
    found: dict[str, list[str]] = {}
    for item in values:
        if not isinstance(item, Literal) or not item.language or item.direction is not None:
            return None
        found.setdefault(item.language, []).append(item.value)
    if several:
        return found
    if any(len(texts) > 1 for texts in found.values()):
        return None
    return {language: texts[0] for language, texts in found.items()}


def _one(values: Iterable[Any]) -> Any:
    found = list(values)
    return found[0] if len(found) == 1 else found
