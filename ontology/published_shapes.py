"""The SHACL shapes in a form that others can use (https://www.w3.org/TR/shacl/).

The build's own shapes check a graph that contains only our data, and each constraint has a message
in each language. In the published shapes, which may be applied to other data too, the targets are
only our own things. Jena accepts one message for a SPARQL constraint, so each such constraint gets
a shape of its own that has the messages in both languages.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["published_shapes"]

_BASE = "https://w3id.org/districtgraph/"
_SHAPES = NamedNode(f"{_BASE}shapes")
_SH = "http://www.w3.org/ns/shacl#"
_A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_OF_CLASS = (
    "SELECT ?this WHERE {{ ?this <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/"
    "<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{}> . "
    f"FILTER (isIRI(?this) && STRSTARTS(STR(?this), '{_BASE}')) }}}}"
)


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)


_TARGET_CLASS, _TARGET_NODE, _TARGET = _sh("targetClass"), _sh("targetNode"), _sh("target")
_SPARQL, _MESSAGE, _SELECT = (
    _sh("sparql"), _sh("message"), _sh("select"),
)  # fmt: skip
Node = NamedNode | BlankNode


def published_shapes(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return the shapes with targets that are ours, each SPARQL constraint in a shape of its own.

    Targets are those of SHACL Advanced Features, which pySHACL wants to be asked for.

    Args:
        triples: the build's shapes.

    """
    own = tuple(triples)
    said: dict[Node, list[Triple]] = {}
    for triple in own:
        said.setdefault(_node(triple.subject), []).append(triple)
    constraints = {
        _node(triple.object): _node(triple.subject)
        for triple in own
        if triple.predicate == _SPARQL and isinstance(triple.object, NamedNode | BlankNode)
    }
    made: set[Triple] = set()
    for triple in own:
        made.update(_with_own_target(triple, constraints))
    for number, constraint in enumerate(sorted(constraints, key=lambda n: _select_of(said[n])), 1):
        made.update(_shape_of(number, constraint, constraints[constraint], said))
    return tuple(sorted(made, key=str))


def _node(term: object) -> Node:
    assert isinstance(term, NamedNode | BlankNode), "a shape has no triple terms"
    return term


def _with_own_target(triple: Triple, constraints: Mapping[Node, Node]) -> Iterator[Triple]:
    """Yield what a triple of the build's shapes becomes; of a constraint, nothing."""
    if triple.predicate == _SPARQL or triple.subject in constraints:
        return
    foreign = isinstance(triple.object, NamedNode) and not triple.object.value.startswith(_BASE)
    if triple.predicate != _TARGET_CLASS or not foreign:
        yield triple
        return
    assert isinstance(triple.object, NamedNode)
    name = triple.object.value.rpartition("/")[2].replace("#", "-")
    target = NamedNode(f"{_SHAPES.value}#our-{name}")
    yield Triple(triple.subject, _TARGET, target)
    yield Triple(target, _A, _sh("SPARQLTarget"))
    yield Triple(target, _SELECT, Literal(_OF_CLASS.format(triple.object.value)))


def _select_of(said: Iterable[Triple]) -> str:
    return next(str(triple.object) for triple in said if triple.predicate == _SELECT)


def _shape_of(
    number: int, constraint: Node, parent: Node, said: Mapping[Node, Iterable[Triple]]
) -> Iterator[Triple]:
    """Yield a shape with the parent's target, a constraint and its messages."""
    shape = NamedNode(f"{_node_name(parent)}-{number}")
    yield Triple(shape, _A, _sh("NodeShape"))
    for triple in said[parent]:
        if triple.predicate in (_TARGET_NODE, _TARGET_CLASS):
            yield Triple(shape, triple.predicate, triple.object)
    query = NamedNode(f"{shape.value}-query")
    yield Triple(shape, _SPARQL, query)
    for triple in said[constraint]:
        owner = shape if triple.predicate == _MESSAGE else query
        yield Triple(owner, triple.predicate, triple.object)


def _node_name(node: Node) -> str:
    assert isinstance(node, NamedNode), "a shape with SPARQL constraints has a name"
    return node.value
