"""Generates hostile texts too long for the files of `hostile/`, which name them with a size."""

import gzip
import io
from collections.abc import Callable

__all__ = ["GENERATORS", "NODES", "P", "dense_graph"]

NODES = 45
P = "http://example.org/p"
_NODE = "http://example.org/n/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_PIECE = 1024 * 1024


def dense_graph() -> str:
    """N-Triples of a complete graph without loops, 1,980 edges, and a Chinese label a node."""
    lines = [
        f"<{_NODE}{start}> <{P}> <{_NODE}{end}> ."
        for start in range(NODES)
        for end in range(NODES)
        if start != end
    ]
    lines += [f'<{_NODE}{node}> <{_LABEL}> "节点{node}"@zh .' for node in range(NODES)]
    return "\n".join([*lines, ""])


def parentheses(size: int) -> str:
    return f"SELECT ({'(' * size}1{')' * size} AS ?x) {{}}"


def unclosed_parentheses(size: int) -> str:
    return f"SELECT ({'(' * size}"


def negations(size: int) -> str:
    return f"SELECT ({'!' * size}true AS ?x) {{}}"


def minus_signs(size: int) -> str:
    return f"SELECT ({'- ' * size}1 AS ?x) {{}}"


def additions(size: int) -> str:
    return f"SELECT ({'+'.join(['1'] * size)} AS ?x) {{}}"


def conjunctions(size: int) -> str:
    return f"SELECT ({'&&'.join(['true'] * size)} AS ?x) {{}}"


def nested_calls(size: int) -> str:
    return f"SELECT ({'STR(' * size}1{')' * size} AS ?x) {{}}"


def braces(size: int) -> str:
    return f"SELECT * {'{' * size}{'}' * size}"


def nested_not_exists(size: int) -> str:
    return (
        "SELECT * { ?s ?p ?o " + "FILTER NOT EXISTS { ?s ?p ?o " * size + "}" * size + "} LIMIT 1"
    )


def nested_subqueries(size: int) -> str:
    return "SELECT * { " + "{ SELECT * { " * size + "?s ?p ?o" + "} }" * size + "} LIMIT 1"


def nested_paths(size: int) -> str:
    return f"SELECT * {{ ?s {'(' * size}<{P}>{')*' * size} ?o }} LIMIT 1"


def long_path(size: int) -> str:
    return f"SELECT * {{ ?s {'/'.join([f'<{P}>'] * size)} ?o }} LIMIT 1"


def unions(size: int) -> str:
    branches = " UNION ".join(f"{{ ?s <{P}{number}> ?o }}" for number in range(size))
    return f"SELECT * {{ {branches} }}"


def joins(size: int) -> str:
    patterns = " . ".join(f"?v{number} <{P}> ?v{number + 1}" for number in range(size))
    return f"SELECT * {{ {patterns} }} LIMIT 1"


def optionals(size: int) -> str:
    parts = " ".join(f"OPTIONAL {{ ?s <{P}{number}> ?o{number} }}" for number in range(size))
    return f"SELECT ?s {{ ?s ?p ?o {parts} }} LIMIT 1"


def nested_optionals(size: int) -> str:
    return "SELECT ?s { ?s ?p ?o " + f"OPTIONAL {{ ?s <{P}> ?o " * size + "}" * size + "} LIMIT 1"


def values(size: int) -> str:
    numbers = " ".join(map(str, range(size)))
    return f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {numbers} }} }}"


def values_cross(size: int) -> str:
    numbers = " ".join(map(str, range(size)))
    blocks = " ".join(f"VALUES ?x{block} {{ {numbers} }}" for block in range(4))
    return f"SELECT (COUNT(*) AS ?n) {{ {blocks} }}"


def in_list(size: int) -> str:
    numbers = ", ".join(map(str, range(size)))
    return f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?o IN ({numbers})) }}"


def prefixes(size: int) -> str:
    lines = "\n".join(f"PREFIX p{number}: <http://example.org/{number}/>" for number in range(size))
    return f"{lines}\nSELECT * {{ ?s ?p ?o }} LIMIT 1"


def variables(size: int) -> str:
    names = " ".join(f"?v{number}" for number in range(size))
    return f"SELECT {names} {{ ?s ?p ?o }} LIMIT 1"


def binds(size: int) -> str:
    chain = " ".join(f"BIND(?v{number} AS ?v{number + 1})" for number in range(size))
    return f"SELECT ?v{size} {{ VALUES ?v0 {{ 1 }} {chain} }}"


def concat_doubling(size: int) -> str:
    return f'SELECT (STRLEN(?v{size}) AS ?n) {{ VALUES ?v0 {{ "aa" }} {_doublings(size)} }}'


def long_value(size: int) -> str:
    return f'SELECT ?v{size} {{ VALUES ?v0 {{ "aa" }} {_doublings(size)} }}'


def _doublings(size: int) -> str:
    return " ".join(
        f"BIND(CONCAT(?v{number}, ?v{number}) AS ?v{number + 1})" for number in range(size)
    )


def replace_doubling(size: int) -> str:
    chain = " ".join(
        f'BIND(REPLACE(?v{number}, "(.)", "$1$1") AS ?v{number + 1})' for number in range(size)
    )
    return f'SELECT (STRLEN(?v{size}) AS ?n) {{ VALUES ?v0 {{ "ab" }} {chain} }}'


def encode_for_uri_growth(size: int) -> str:
    chain = " ".join(
        f"BIND(ENCODE_FOR_URI(CONCAT(?v{number}, ?v{number})) AS ?v{number + 1})"
        for number in range(size)
    )
    return f'SELECT (STRLEN(?v{size}) AS ?n) {{ VALUES ?v0 {{ "%区" }} {chain} }}'


def regex_of_nested_repetitions(size: int) -> str:
    pattern = "(" * size + "a" + "{1,50}){1,50}" * size
    # Each pair has its text, so that no machine is quick enough to try them all.
    text = "CONCAT(STR(?s), STR(?a))"
    return f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o . ?a ?b ?c FILTER(REGEX({text}, "{pattern}")) }}'


def regex_of_alternatives(size: int) -> str:
    pattern = "|".join(f"[a-z]+{number}" for number in range(size))
    return f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(REGEX(STR(?s), "({pattern})*$")) }}'


def long_iri(size: int) -> str:
    return f"SELECT * {{ <http://example.org/{'a' * size}> ?p ?o }}"


def long_literal(size: int) -> str:
    return f'SELECT * {{ ?s ?p "{"区" * size}" }}'


def long_number(size: int) -> str:
    return f"SELECT ({'9' * size} AS ?x) {{}}"


def long_comment(size: int) -> str:
    return "#" * size + "\nSELECT * { ?s ?p ?o } LIMIT 1"


def many_operations(size: int) -> str:
    return ";\n".join(
        f"INSERT DATA {{ GRAPH <http://example.org/scratch> {{ <{_NODE}{number}> <{P}> 1 }} }}"
        for number in range(size)
    )


def insert_data(size: int) -> str:
    triples = " . ".join(f"<{_NODE}{number}> <{P}> {number}" for number in range(size))
    return f"INSERT DATA {{ GRAPH <http://example.org/scratch> {{ {triples} }} }}"


def insert_and_delete_waves(size: int) -> str:
    """Waves of deletion and insertion of the whole graph, in one request."""
    wave = "DELETE { ?s ?p ?o } INSERT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s ?p ?o }"
    return ";\n".join([wave] * size)


def nested_json_ld(size: int) -> str:
    return f'{{"@id": "http://example.org/x", "{P}": {"[" * size}1{"]" * size}}}'


def nested_json_ld_objects(size: int) -> str:
    return f'{{"{P}":' * size + "1" + "}" * size


def nested_turtle_lists(size: int) -> str:
    return f"<{_NODE}0> <{P}> {'( ' * size}1{' )' * size} ."


def nested_turtle_nodes(size: int) -> str:
    return f"<{_NODE}0> <{P}> {f'[ <{P}> ' * size}1{' ]' * size} ."


def nested_xml(size: int) -> str:
    opening = '<rdf:Description><p xmlns="http://example.org/">' * size
    closing = "</p></rdf:Description>" * size
    return f"{_RDF_XML}{opening}{closing}</rdf:RDF>"


def billion_laughs(size: int) -> str:
    """Each XML entity holds ten of the one before."""
    entities = "".join(f'<!ENTITY e{number + 1} "{f"&e{number};" * 10}">' for number in range(size))
    body = f'<rdf:Description rdf:about="{P}"><p xmlns="http://example.org/">&e{size};</p>'
    doctype = f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "laugh">{entities}]>'
    return f"{doctype}{_RDF_XML}{body}</rdf:Description></rdf:RDF>"


_RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


def endless_turtle(size: int) -> str:
    return f"<{_NODE}0> <{P}> <{_NODE}1> .\n" * size


def zeros_packed(size: int) -> bytes:
    """A zip bomb: this many zero bytes under gzip, a thousandth of it in length."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(size // _PIECE):
            stream.write(bytes(_PIECE))
    return packed.getvalue()


def triples_packed(size: int) -> bytes:
    """A zip bomb of well-formed Turtle, the same triple over and over."""
    line = f"<{_NODE}0> <{P}> <{_NODE}1> .\n".encode()
    block = line * (_PIECE // len(line))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(size // len(block)):
            stream.write(block)
    return packed.getvalue()


def truncated_gzip(size: int) -> bytes:
    return gzip.compress(dense_graph().encode())[:size]


def bytes_of_no_utf_8(size: int) -> bytes:
    return b'SELECT * { ?s ?p "' + b"\xff\xfe\xc3(" * size + b'" }'


def half_a_surrogate(_size: int) -> bytes:
    return b'SELECT * { ?s ?p "\xed\xa0\x80" }'


def nul_bytes(size: int) -> bytes:
    return bytes(size)


GENERATORS: dict[str, Callable[[int], str | bytes]] = {
    generator.__name__: generator
    for generator in (
        additions,
        billion_laughs,
        binds,
        braces,
        bytes_of_no_utf_8,
        concat_doubling,
        conjunctions,
        encode_for_uri_growth,
        endless_turtle,
        half_a_surrogate,
        in_list,
        insert_and_delete_waves,
        insert_data,
        joins,
        long_comment,
        long_iri,
        long_literal,
        long_number,
        long_path,
        long_value,
        many_operations,
        minus_signs,
        negations,
        nested_calls,
        nested_json_ld,
        nested_json_ld_objects,
        nested_not_exists,
        nested_optionals,
        nested_paths,
        nested_subqueries,
        nested_turtle_lists,
        nested_turtle_nodes,
        nested_xml,
        nul_bytes,
        optionals,
        parentheses,
        prefixes,
        regex_of_alternatives,
        regex_of_nested_repetitions,
        replace_doubling,
        triples_packed,
        truncated_gzip,
        unclosed_parentheses,
        unions,
        values,
        values_cross,
        variables,
        zeros_packed,
    )
}
