"""The reconciliation service over HTTP, with CORS for every client."""

import json
from typing import Any, cast

from flask import Blueprint, Response, redirect, request

from districtgraph.server.core.errors import (
    BadRequestError,
    NotFoundError,
    PayloadTooLargeError,
    RequestError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.knowledge.labels.labelled import Labelled
from districtgraph.server.knowledge.reconciliation.extension import Extender
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers
from districtgraph.server.knowledge.reconciliation.manifest import service_manifest
from districtgraph.server.knowledge.reconciliation.matching import Candidate, Reconciler
from districtgraph.server.knowledge.reconciliation.messages import (
    LONGEST_TEXT,
    parse_extension_query,
    parse_query_batch,
)
from districtgraph.server.knowledge.reconciliation.suggestions import Suggester
from districtgraph.server.web.current import (
    current_addresses,
    current_dataset,
    current_label_index,
    current_store,
    public_url,
)
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.reconciliation.preview import preview_page

__all__ = ["reconciliation"]

reconciliation = Blueprint("reconciliation", __name__)
_LANGUAGE = "<any(zh, en):language>"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@reconciliation.route("/reconcile", methods=["GET", "POST"])
@reconciliation.route(f"/reconcile/{_LANGUAGE}", methods=["GET", "POST"])
def service(language: str = "") -> Response:
    """Answer query batches and data extension queries; without either, with the manifest."""
    language = language or page_language()
    queries, extend = _parameter("queries"), _parameter("extend")
    if queries is not None and extend is not None:
        raise BadRequestError("send queries= and extend= in separate requests")
    if queries is not None:
        return _json(_reconciled(queries, language))
    if extend is not None:
        return _json(_extender(language).answer(parse_extension_query(extend)))
    if request.method == "POST":
        raise BadRequestError("queries= or extend= is needed, as a form's field")
    types = _suggester(language).default_types()
    return _json(service_manifest(public_url(), language, _identifiers(), types))


@reconciliation.get(f"/reconcile/{_LANGUAGE}/suggest/<any(entity, type, property):kind>")
def suggest(language: str, kind: str) -> Response:
    """Suggest entities, types or properties for a prefix."""
    prefix, cursor = _identifier("prefix"), _number("cursor") or 0
    return _json({"result": _suggester(language).suggest(kind, prefix.strip(), cursor)})


@reconciliation.get(f"/reconcile/{_LANGUAGE}/properties")
def properties(language: str) -> Response:
    """Propose properties of a type for data extension."""
    return _json(_extender(language).proposals(_identifier("type"), _number("limit")))


@reconciliation.get(f"/reconcile/{_LANGUAGE}/preview")
def preview(language: str) -> Response:
    """Show an entity in little, for a frame in a client's page."""
    return preview_page(_entity(), language)


@reconciliation.get(f"/reconcile/{_LANGUAGE}/view")
def view(language: str) -> Response:
    """Lead to the page about an entity."""
    address = current_addresses().document(_entity().iri, lang=language)
    return cast(Response, redirect(address, 303))


def _reconciled(queries: str, language: str) -> dict[str, Any]:
    batch = parse_query_batch(queries)
    reconciler = Reconciler(current_store(), current_label_index(), _identifiers())
    suggester = _suggester(language)
    found = reconciler.answers(batch.queries)
    return {
        **{
            key: {"result": [_candidate(candidate, suggester, language) for candidate in items]}
            for key, items in found.items()
        },
        # The specification demands a result of each query, and allows other members.
        **{key: {"result": [], "error": _problem(error)} for key, error in batch.errors.items()},
    }


def _problem(error: RequestError) -> dict[str, Any]:
    """Return what is wrong with one query, as problem details (RFC 9457)."""
    return {"title": error.title, "status": error.status, "detail": str(error)}


def _candidate(candidate: Candidate, suggester: Suggester, language: str) -> dict[str, Any]:
    thing = candidate.thing
    features = {
        "name": round(candidate.name, 1),
        "exact_name": candidate.name == 100,
        "type_match": candidate.typed,
        **{f"property:{name}": fit for name, fit in candidate.fits.items()},
    }
    return {
        "id": _identifiers().entity(thing.iri),
        "name": thing.label(language),
        "description": suggester.description(thing),
        "type": suggester.types_of(thing),
        "score": candidate.score,
        "features": [{"id": name, "value": value} for name, value in features.items()],
        "match": candidate.match,
    }


def _identifiers() -> Identifiers:
    return Identifiers(current_dataset().base)


def _suggester(language: str) -> Suggester:
    return Suggester(current_store(), current_label_index(), _identifiers(), language)


def _extender(language: str) -> Extender:
    return Extender(current_store(), current_label_index(), _identifiers(), language)


def _entity() -> Labelled:
    identifier = _identifier("id")
    if not identifier:
        raise BadRequestError("id= is needed: the identifier of an entity")
    thing = current_label_index().thing(_identifiers().entity_iri(identifier))
    if thing is None:
        raise NotFoundError(f"there is no entity {identifier}")
    return thing


def _identifier(name: str) -> str:
    """Return a parameter that is an identifier or a name; empty if it is missing."""
    value = _parameter(name) or ""
    if len(value) > LONGEST_TEXT:
        raise PayloadTooLargeError(
            f"{name}= has {len(value):,} characters; at most {LONGEST_TEXT:,} are allowed"
        )
    return value


def _number(name: str) -> int | None:
    value = _parameter(name)
    if value is None or value == "":
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 7):
        raise BadRequestError(f"{name}= is not a number")
    return int(value)


def _parameter(name: str) -> str | None:
    """Return a parameter that is given once, in the address or, by POST, in a form."""
    if request.method == "POST" and request.mimetype not in _FORMS:
        raise UnsupportedMediaTypeError(f"send a POST as a form: {_FORMS[0]}")
    values = [*request.args.getlist(name), *request.form.getlist(name)]
    if len(values) > 1:
        raise BadRequestError(f"{name}= is given {len(values)} times")
    return values[0] if values else None


def _json(content: dict[str, Any]) -> Response:
    # No JSONP: on the pages' own origin anybody could have a script run.
    if _parameter("callback") is not None:
        raise BadRequestError("callback= is not supported; scripts of any site may read the answer")
    return Response(json.dumps(content, ensure_ascii=False), content_type="application/json")
