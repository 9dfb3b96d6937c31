"""Parses clients' messages: query batches and data extension queries.

Pure functions from JSON text; an error names its place in the text.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from districtgraph.server.core.errors import BadRequestError, PayloadTooLargeError, RequestError

__all__ = [
    "BATCH_SIZE",
    "LONGEST_TEXT",
    "MOST_CANDIDATES",
    "MOST_VALUES",
    "Constraint",
    "EntityReference",
    "ExtensionQuery",
    "ExtensionSettings",
    "PropertyRequest",
    "QueryBatch",
    "ReconciliationQuery",
    "TypeStrictness",
    "Value",
    "parse_extension_query",
    "parse_query_batch",
]

BATCH_SIZE = 50
"""Most queries of one batch."""
MOST_CANDIDATES = 100
LONGEST_TEXT = 2000
"""Characters of a name, a value or an identifier."""
MOST_VALUES = 1000
"""Values of properties in all queries of a batch together."""
_CANDIDATES = 10
_MOST_TYPES = 50
_MOST_CONSTRAINTS = 50
"""Properties of one query."""
_MOST_ENTITIES = 500
_MOST_PROPERTIES = 50


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


class TypeStrictness(StrEnum):
    """The types that a query wants: one of them, all of them, or one of them if possible."""

    ANY = "any"
    ALL = "all"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class EntityReference:
    """A value that is an entity."""

    id: str


Value = str | int | float | bool | EntityReference


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property that candidates should have with one of some values."""

    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ReconciliationQuery:
    """A reconciliation query.

    `text` is empty where there are only constraints. Where there is neither, as OpenRefine asks of
    a blank cell, nothing matches.
    """

    text: str
    types: tuple[str, ...]
    strictness: TypeStrictness
    limit: int
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class ExtensionSettings:
    """The settings of a property that is fetched.

    Attributes:
        limit: most values of an entity; 0 for all.
        quotes: the words that each value rests on, instead of the value.

    """

    limit: int
    quotes: bool


@dataclass(frozen=True, slots=True)
class PropertyRequest:
    """A property that is fetched."""

    id: str
    settings: ExtensionSettings


@dataclass(frozen=True, slots=True)
class ExtensionQuery:
    """A data extension query."""

    ids: tuple[str, ...]
    properties: tuple[PropertyRequest, ...]


class QueryBatch(NamedTuple):
    """A batch of queries.

    Attributes:
        queries: those that can be answered, by their keys.
        errors: what is wrong with each of the others.

    """

    queries: Mapping[str, ReconciliationQuery]
    errors: Mapping[str, RequestError]


def parse_query_batch(text: str) -> QueryBatch:
    """Return the queries of a batch; a malformed one costs no other its answer.

    Raises:
        BadRequestError: the batch is malformed, or all of its queries are.
        PayloadTooLargeError: it has more than `BATCH_SIZE` queries, or all of them have too many
            types, properties or values, or a text that is longer than `LONGEST_TEXT`.

    """
    batch = _object(_json(text, "queries"), "queries")
    if len(batch) > BATCH_SIZE:
        raise PayloadTooLargeError(
            f"queries has {len(batch)} queries; at most {BATCH_SIZE} are allowed"
        )
    queries: dict[str, ReconciliationQuery] = {}
    errors: dict[str, RequestError] = {}
    for key, value in batch.items():
        _text(key, "a key of queries")
        try:
            queries[key] = _query(value, f"queries.{key}")
        except (BadRequestError, PayloadTooLargeError) as error:
            errors[key] = error
    if errors and not queries:
        raise next(iter(errors.values()))
    constraints = [item for query in queries.values() for item in query.constraints]
    _check_number(sum(len(item.values) for item in constraints), MOST_VALUES, "queries", "values")
    return QueryBatch(queries, errors)


def parse_extension_query(text: str) -> ExtensionQuery:
    """Return a data extension query.

    Raises:
        BadRequestError: the query is malformed.
        PayloadTooLargeError: it has too many entities or properties, or a text that is too long.

    """
    query = _fields(_json(text, "extend"), "extend", {"ids", "properties"})
    entities = _items(query, "ids", "extend")
    properties = _items(query, "properties", "extend")
    if len(entities) > _MOST_ENTITIES or len(properties) > _MOST_PROPERTIES:
        most = f"{_MOST_ENTITIES} ids and {_MOST_PROPERTIES} properties"
        raise PayloadTooLargeError(f"extend has more than {most}")
    ids = [_text(item, f"extend.ids[{at}]") for at, item in enumerate(entities)]
    requests = [_request(item, f"extend.properties[{at}]") for at, item in enumerate(properties)]
    return ExtensionQuery(tuple(ids), tuple(requests))


def _json(text: str, name: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"{name} is not JSON: {error}") from error
    # An escape for half a character is valid JSON, but no encoding can express it in an answer.
    if _SURROGATE.search(text) and not _is_text(value):
        raise BadRequestError(f"{name}: \\ud800 to \\udfff are only half a character each")
    return value


def _is_text(value: Any) -> bool:
    """Return whether all texts of a JSON value can be encoded."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON value")


def _query(value: Any, where: str) -> ReconciliationQuery:
    names = {"query", "type", "type_strict", "limit", "properties"}
    fields = _fields(value, where, names)
    given = _items(fields, "properties", where) if "properties" in fields else []
    _check_number(len(given), _MOST_CONSTRAINTS, where, "properties")
    constraints = tuple(
        _constraint(item, f"{where}.properties[{at}]") for at, item in enumerate(given)
    )
    text = _text(fields["query"], f"{where}.query").strip() if "query" in fields else ""
    if not constraints and "query" not in fields:
        raise BadRequestError(f"{where}: it needs a query, or properties")
    return ReconciliationQuery(
        text,
        _types(fields.get("type", []), f"{where}.type"),
        _strictness(fields.get("type_strict", "any"), f"{where}.type_strict"),
        _limit(fields.get("limit", _CANDIDATES), f"{where}.limit"),
        constraints,
    )


def _types(value: Any, where: str) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    _check_number(len(items), _MOST_TYPES, where, "types")
    # OpenRefine sends an empty type for none.
    return tuple(name for item in items if (name := _text(item, where)))


def _strictness(value: Any, where: str) -> TypeStrictness:
    try:
        return TypeStrictness(value)
    except ValueError as error:
        raise BadRequestError(f"{where} must be any, all or should") from error


def _limit(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value % 1:
        raise BadRequestError(f"{where}: a positive integer is needed")
    return min(int(value), MOST_CANDIDATES)


def _constraint(value: Any, where: str) -> Constraint:
    fields = _fields(value, where, {"pid", "v"})
    if fields.keys() != {"pid", "v"}:
        raise BadRequestError(f"{where}: pid and v are needed")
    given = fields["v"] if isinstance(fields["v"], list) else [fields["v"]]
    _check_number(len(given), MOST_VALUES, f"{where}.v", "values")
    values = tuple(_value(item, f"{where}.v") for item in given)
    return Constraint(_text(fields["pid"], f"{where}.pid"), values)


def _value(value: Any, where: str) -> Value:
    if isinstance(value, dict):
        return EntityReference(_text(value.get("id"), f"{where}.id"))
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise BadRequestError(
        f"{where} must be a string, a number, true, false or an object with an id"
    )


def _request(value: Any, where: str) -> PropertyRequest:
    fields = _fields(value, where, {"id", "settings"})
    settings = _object(fields.get("settings") or {}, f"{where}.settings")
    return PropertyRequest(
        _text(fields.get("id"), f"{where}.id"),
        ExtensionSettings(
            _number(settings.get("limit", 0), f"{where}.settings.limit"),
            settings.get("quotes") in (True, "true", "on"),
        ),
    )


def _number(value: Any, where: str) -> int:
    # OpenRefine sends typed text in a form.
    if isinstance(value, str) and value.isascii() and (value.isdecimal() or not value):
        value = int(value[:9] or 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadRequestError(f"{where}: an integer is needed, 0 for no limit")
    return value


def _fields(value: Any, where: str, names: set[str]) -> Mapping[str, Any]:
    fields = _object(value, where)
    if unknown := fields.keys() - names:
        known = ", ".join(sorted(names))
        raise BadRequestError(f"{where}: {', '.join(sorted(unknown))} is not one of {known}")
    return fields


def _items(fields: Mapping[str, Any], name: str, where: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise BadRequestError(f"{where}.{name}: a list is needed")
    return value


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadRequestError(f"{where}: an object is needed")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadRequestError(f"{where}: a string is needed")
    if len(value) > LONGEST_TEXT:
        raise PayloadTooLargeError(
            f"{where[:LONGEST_TEXT]}: {len(value):,} characters; "
            f"at most {LONGEST_TEXT:,} are allowed"
        )
    return value


def _check_number(number: int, most: int, where: str, what: str) -> None:
    if number > most:
        raise PayloadTooLargeError(f"{where}: {number:,} {what}; at most {most:,} are allowed")
