"""What the engine says of a query or a document that it cannot read, in its writer's terms."""

from districtgraph.server.sparql.sparql_lexer import significant

__all__ = ["document_complaint", "undeclared_prefix"]

_REMOTE_CONTEXT = "LoadDocumentCallback"
_MOST_TOKENS = 100_000
"""Tokens of a query among which a prefix without its declaration is looked for."""


def document_complaint(message: str) -> str:
    """Return the engine's complaint about an RDF document, and what to do where that is known."""
    if _REMOTE_CONTEXT in message:
        return (
            "its JSON-LD names a context by address, and this server fetches none; put the context "
            "itself in place of the address, or send Turtle or N-Quads"
        )
    return message


def undeclared_prefix(text: str) -> str | None:
    """Return the first prefix that a query uses and does not declare; None where there is none."""
    declared: set[str] = set()
    declaring = False
    for number, token in enumerate(significant(text)):
        if number >= _MOST_TOKENS:
            return None
        if token.kind == "name" and ":" in token.text and not token.text.startswith("_:"):
            prefix = token.text.partition(":")[0]
            if declaring:
                declared.add(prefix)
            elif prefix not in declared:
                return prefix
        declaring = token.kind == "word" and token.text.upper() == "PREFIX"
    return None
