"""The API's description as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1)."""

from collections.abc import Mapping
from typing import Any, Literal

import yaml

from districtgraph import __version__
from districtgraph.queries import CompetencyQuestion, QuestionParameter, column, load_groups
from districtgraph.server.core.addresses import QUESTIONS
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.questions.arguments import (
    DEFAULT_LIMIT,
    LONGEST_TEXT,
    MOST_OFFSET,
    MOST_ROWS,
    MOST_VALUE,
    PAGING,
    claim_pattern,
)
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.knowledge.questions.question_query import selected_names
from districtgraph.server.knowledge.questions.representations import (
    CATALOGUE_FORMATS,
    ROWS_FORMAT,
    json_bytes,
)
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.page_language import LANGUAGES

__all__ = ["openapi_bytes", "openapi_document"]

Json = dict[str, Any]
Form = Literal["json", "yaml"]
_ANY_SERVER = "https://server.invalid"
"""Stands for the server's address in what is made once."""
_WIDTH = 120

_DESCRIPTION = """\
可以向区情图谱提出的问题，各有类型化的参数；每一行所提及的论断可附原文引文（`evidence=true`）。

The competency questions of districtgraph, with typed parameters. With `evidence=true`, rows \
include the quotes of the claims that they name, with offsets. A parameter that names something \
accepts its key, its IRI or one of its labels, in Chinese or English. For all other queries, use \
`/sparql`."""
_PROBLEM = "application/problem+json"
_STATUSES = {
    "400": "A parameter is unknown, repeated or not allowed; `errors` names each",
    "406": "No format fits `Accept`",
    "503": "The deadline, a full queue or a lost process; `Retry-After` says when to try again",
    "507": "The result is larger than the server allows",
}


def openapi_document(catalogue: Catalogue, server: str) -> Json:
    """Return the description.

    Args:
        catalogue: the questions; the individuals that parameters may name come from the store.
        server: the address of the server, without a slash at the end.

    """
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "districtgraph",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "CC BY 4.0 (data)", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": server}],
        "tags": [
            {"name": name, "description": f"{title['zh']} · {title['en']}"}
            for name, title in load_groups().items()
        ],
        "paths": {
            QUESTIONS: {"get": _list_operation()},
            **{f"{QUESTIONS}/{item.name}": {"get": _operation(item)} for item in _all(catalogue)},
        },
        "components": {
            "parameters": _shared_parameters(),
            "schemas": {**_schemas(), **_parameter_schemas(catalogue)},
            "responses": {status: _problem(text) for status, text in _STATUSES.items()},
        },
    }


def openapi_bytes(catalogue: Catalogue, server: str, form: Form) -> bytes:
    """Return the description as a document, which is made once for all addresses of the server.

    Args:
        catalogue: the questions.
        server: the address of the server, without a slash at the end.
        form: the document's format.

    """
    made = _DOCUMENTS.of(catalogue.store, catalogue, form)
    return made.replace(_ANY_SERVER.encode(), server.encode())


def _document(_store: StoreReader, catalogue: Catalogue, form: Form) -> bytes:
    document = openapi_document(catalogue, _ANY_SERVER)
    if form == "json":
        return json_bytes(document)
    # With libyaml it takes a tenth of the time.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return text.encode("utf-8")


_DOCUMENTS = GenerationCache(_document)
"""It lists individuals of the store, and to write its hundreds of kilobytes takes long."""


def _all(catalogue: Catalogue) -> list[CompetencyQuestion]:
    return list(catalogue.questions.values())


def _list_operation() -> Json:
    rows = {"schema": {"$ref": "#/components/schemas/QuestionList"}}
    return {
        "operationId": "list-questions",
        "summary": "全部问题 · All questions",
        "parameters": [
            {**_query_parameter("format", {"enum": ["json", "html"]}), "description": "Format"},
            _ref("parameters", "lang"),
        ],
        "responses": {
            "200": {
                "description": "The questions",
                "content": {ROWS_FORMAT.media_type: rows, "text/html": {}},
            },
            **_errors("400", "406"),
        },
    }


def _operation(question: CompetencyQuestion) -> Json:
    titles, descriptions = question.titles, question.descriptions
    return {
        "operationId": question.name,
        "tags": [question.group],
        "summary": f"{titles['zh']} · {titles['en']}",
        "description": f"{descriptions['zh']}\n\n{descriptions['en']}",
        "parameters": [
            *(_own_parameter(item) for item in question.parameters.values()),
            *(_ref("parameters", name) for name in (*PAGING, "format", "lang")),
        ],
        "responses": {"200": _rows_response(question), **_errors(*_STATUSES)},
    }


def _errors(*statuses: str) -> Json:
    return {status: _ref("responses", status) for status in statuses}


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _query_parameter(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _own_parameter(parameter: QuestionParameter) -> Json:
    return {
        **_query_parameter(parameter.name, _ref("schemas", f"parameter-{parameter.name}")),
        "description": f"{parameter.titles['zh']} · {parameter.titles['en']}",
        "example": _example(parameter),
    }


def _example(parameter: QuestionParameter) -> str | int | float:
    text = parameter.example
    if parameter.type == "integer":
        return int(text)
    return float(text) if parameter.type == "decimal" else text


def _shared_parameters() -> Json:
    schemas: dict[str, tuple[str, Json]] = {
        "limit": (
            "行数上限 · Maximum number of rows",
            {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_LIMIT},
        ),
        "offset": (
            "略过的行数 · Number of rows to skip",
            {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0},
        ),
        "evidence": (
            "附上论断的引文与位置 · Include the quotes and offsets of the claims in the rows",
            {"type": "boolean", "default": False},
        ),
        "format": (
            "格式，优先于 Accept · Format; takes precedence over `Accept`",
            {"enum": [item.extension for item in CATALOGUE_FORMATS]},
        ),
        "lang": ("页面语言 · Language of the page", {"enum": list(LANGUAGES)}),
    }
    return {
        name: {**_query_parameter(name, schema), "description": description}
        for name, (description, schema) in schemas.items()
    }


def _rows_response(question: CompetencyQuestion) -> Json:
    contents = {item.media_type: _content(item, question) for item in CATALOGUE_FORMATS}
    text = {"schema": {"type": "string"}}
    return {
        "description": "A page of rows",
        "headers": {
            "ETag": {"description": "Changes with the data", **text},
            "Link": {"description": "rel=next and rel=prev: the next and previous rows", **text},
        },
        "content": contents,
    }


def _content(output: Format, question: CompetencyQuestion) -> Json:
    if output is ROWS_FORMAT:
        row = {"properties": {name: _value(name) for name in selected_names(question)}}
        rows = {"properties": {"rows": {"items": row}}}
        return {"schema": {"allOf": [_ref("schemas", "Rows"), rows]}}
    if output.media_type.endswith("json"):
        return {"schema": _ref("schemas", "SparqlResults")}
    return {}


def _value(name: str) -> Json:
    titles = column(name).titles
    return {**_ref("schemas", "Value"), "title": f"{titles['zh']} · {titles['en']}"}


def _problem(description: str) -> Json:
    return {
        "description": description,
        "content": {_PROBLEM: {"schema": _ref("schemas", "Problem")}},
    }


def _object(properties: Json, *optional: str) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _schemas() -> Json:
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    both = _object({"zh": text, "en": text})
    link = {"type": ["string", "null"]}
    parameter = _object({"name": text, "type": text, "title": both, "example": text})
    problem = _object({"parameter": text, "detail": text, "allowed": _array(text)})
    return {
        "Value": {"type": ["string", "number", "boolean", "null"]},
        "Citation": _object(
            {"claim": text, "evidence": text, "document": text, "quote": text}
            | {"start": count, "end": count}
        ),
        "Rows": _object(
            {"question": text, "title": both, "parameters": {"type": "object"}}
            | {"limit": count, "offset": count, "total": {"type": ["integer", "null"]}}
            | {"previous": link, "next": link, "columns": _array(text)}
            | {
                "rows": _array(
                    _object({"evidence": _array(_ref("schemas", "Citation"))}, "evidence")
                )
            }
        ),
        "SparqlResults": {
            "description": "https://www.w3.org/TR/sparql11-results-json/",
            **_object({"head": {"type": "object"}, "results": {"type": "object"}}),
        },
        "Question": _object(
            {"name": text, "title": both, "description": both, "group": text, "query": text}
            | {"parameters": _array(parameter), "links": {"type": "object"}}
            | {"columns": _array(_object({"name": text, "title": both}))}
        ),
        "QuestionList": _object(
            {"groups": _array(_object({"name": text, "title": both}))}
            | {"questions": _array(_ref("schemas", "Question"))}
        ),
        "Problem": {
            "description": "https://www.rfc-editor.org/rfc/rfc9457",
            **_object(
                {"title": text, "status": count, "detail": text, "errors": _array(problem)},
                "errors",
            ),
        },
    }


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _parameter_schemas(catalogue: Catalogue) -> Json:
    parameters: Mapping[str, QuestionParameter] = {
        name: parameter
        for question in _all(catalogue)
        for name, parameter in question.parameters.items()
    }
    return {
        f"parameter-{name}": _parameter_schema(catalogue, parameter)
        for name, parameter in sorted(parameters.items())
    }


def _parameter_schema(catalogue: Catalogue, parameter: QuestionParameter) -> Json:
    if parameter.type == "individual":
        known = catalogue.individuals(parameter)
        if known.are_many:
            text = "Key, IRI or label of one of many, which /search finds."
            return {"type": "string", "minLength": 1, "description": text}
        if not known.members:
            return {"not": {}, "description": "This store has nothing that it could name."}
        return {
            "type": "string",
            "anyOf": [
                {"title": "Key", "enum": [item.key for item in known.members]},
                {"title": "Key or name", "enum": list(known.names)},
                {"title": "IRI", "enum": [item.iri for item in known.members]},
            ],
        }
    bounds = {"minimum": -MOST_VALUE, "maximum": MOST_VALUE}
    schemas: dict[str, Json] = {
        "integer": {"type": "integer", "minimum": -999_999_999, "maximum": 999_999_999},
        "decimal": {"type": "number", **bounds},
        "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
        "claim": {"type": "string", "pattern": claim_pattern(catalogue.store.base)},
    }
    return schemas[parameter.type]
