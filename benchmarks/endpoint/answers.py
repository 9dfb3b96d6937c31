"""Answers of different servers made comparable."""

import hashlib
import json
import zlib
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import RdfFormat, parse

__all__ = ["GraphAnswer", "Rows", "graph_answer", "rows_of"]

Rows = tuple[str, ...]
"""The rows of a result, each as text, sorted."""
GraphAnswer = tuple[int, str]
"""How many triples a graph has, and a hash that does not depend on their order."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long")}
_LARGE = 512 * 1024 * 1024
_SHARE = 16
_DIGITS = 9
"""Significant digits to which numbers are compared: some servers add decimals as doubles."""


def rows_of(body: bytes) -> Rows:
    """Return the rows of a SPARQL result in JSON, whatever their order and their numbers' types.

    Raises:
        ValueError: it is no such result.

    """
    try:
        bindings = json.loads(body)["results"]["bindings"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"no SPARQL result: {body[:100]!r}") from error
    return tuple(
        sorted(" ".join(f"{name}={_term(row[name])}" for name in sorted(row)) for row in bindings)
    )


def _term(term: dict[str, str]) -> str:
    datatype = term.get("datatype", "")
    if datatype in _NUMBERS:
        try:
            return f"{Decimal(term['value']):.{_DIGITS - 1}E}"
        except InvalidOperation:
            return term["value"]
    if term["type"] == "uri":
        return f"<{term['value']}>"
    return f'"{term["value"]}"@{term.get("xml:lang", "").lower()}'


def graph_answer(path: Path) -> GraphAnswer:
    """Read a file of N-Triples: every triple is counted, and of a large file one in 16 is compared.

    Which of them does not depend on their order: it is those of some subjects.

    Raises:
        SyntaxError: what is compared is malformed.

    """
    count = total = 0
    share = _SHARE if path.stat().st_size > _LARGE else 1
    with path.open("rb") as lines:
        for line in lines:
            count += 1
            if zlib.crc32(line.partition(b" ")[0]) % share:
                continue
            for quad in parse(line, format=RdfFormat.N_TRIPLES):
                digest = hashlib.blake2b(str(quad.triple).encode(), digest_size=8).digest()
                total += int.from_bytes(digest, "big")
    return count, f"{total % (1 << 64):016x}"
