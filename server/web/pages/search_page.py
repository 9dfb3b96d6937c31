"""Search by names and aliases: a page, and suggestions for browsers' search fields.

OpenSearch 1.1 (https://github.com/dewitt/opensearch) describes both to a browser.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from districtgraph.graph.claims.claim import ClaimKind
from districtgraph.server.core.short_names import short_name
from districtgraph.server.http.media_types import RESULT_FORMATS, Format
from districtgraph.server.http.negotiation import choose_format
from districtgraph.server.knowledge.entity.names import foreign_names
from districtgraph.server.knowledge.labels.label_highlighting import Piece, highlighted
from districtgraph.server.knowledge.labels.label_index import (
    LONGEST_SEARCH,
    LabelMatch,
    LabelMatches,
)
from districtgraph.server.web.current import (
    current_addresses,
    current_dataset,
    current_label_index,
    public_url,
)
from districtgraph.server.web.page_language import LANGUAGES, page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["PAGE_SIZE", "SUGGESTIONS", "search_page"]

search_page = Blueprint("search", __name__)
PAGE_SIZE = 20
_CLAIMS = tuple(kind.value for kind in ClaimKind)
"""Kinds that have a colour of their own."""

_HTML = next(item for item in RESULT_FORMATS if item.media_type == "text/html")
SUGGESTIONS = Format(
    "application/x-suggestions+json",
    ("application/json",),
    "",
    "json",
    False,
    "https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/"
    "Extensions/Suggestions/1.1/Draft%201.wiki",
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found, as the page shows it.

    Attributes:
        link: the page about it.
        name, other_name: its names in the reader's language and the other one, in pieces.
        languages: of these two.
        alias: the name that was found, where it is none of them.
        kind: name of its kind.
        kind_class: class in the style sheet, for kinds of claims.

    """

    link: str
    name: list[Piece]
    other_name: list[Piece]
    languages: tuple[str, str]
    alias: list[Piece]
    kind: str
    kind_class: str


@dataclass(frozen=True, slots=True)
class KindFilter:
    """A kind that results have, how many of them, and whether it is chosen."""

    iri: str
    name: str
    count: int
    chosen: bool


@search_page.get("/search")
def search() -> Response:
    """Show what a search finds, or give suggestions where JSON is asked for."""
    chosen = choose_format(request.headers.get("Accept"), (_HTML, SUGGESTIONS))
    response = _page() if chosen.format is _HTML else _suggestions(chosen.media_type)
    response.vary.add("Accept")
    return response


@search_page.get("/search.json")
def suggestions() -> Response:
    """Give suggestions to whom cannot ask for them by a header."""
    return _suggestions(SUGGESTIONS.media_type)


@search_page.get("/opensearch.xml")
def description() -> Response:
    """Describe the search to browsers."""
    return Response(
        render_template("opensearch.xml", root=public_url()),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def _text() -> str:
    return request.args.get("q", "").strip()[:LONGEST_SEARCH]


def _page() -> Response:
    text, kind, number = _text(), request.args.get("kind", ""), asked_page()
    found = current_label_index().matches(text)
    shown = found.of_kind(kind) if kind else found
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    number = min(number, pages)
    return page_response(
        "search.html",
        search_words=text,
        kind=kind,
        found=len(found),
        shown=len(shown),
        first=(number - 1) * PAGE_SIZE + 1,
        results=[_result(m, text) for m in shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
        kinds=list(_kind_filters(found, kind)),
        number=number,
        pages=pages,
        examples=list(_examples()) if not shown else (),
    )


def _result(match: LabelMatch, text: str) -> Result:
    thing = match.thing
    language, other = _both_languages()
    name = thing.label(language)
    other_name = thing.label(other)
    shown = {name, other_name}
    return Result(
        current_addresses().document(thing.iri),
        highlighted(name, text),
        highlighted(other_name, text) if other_name != name else [],
        (_language_of(thing.labels, name), _language_of(thing.labels, other_name)),
        highlighted(match.matched.text, text) if match.matched.text not in shown else [],
        _kind_name(thing.kind),
        _claim_class(thing.kind),
    )


def _claim_class(kind: str) -> str:
    name = kind.rpartition("#")[2].lower()
    return f"kind-{name}" if name in _CLAIMS else ""


def _both_languages() -> tuple[str, str]:
    language = page_language()
    return language, LANGUAGES[1 - LANGUAGES.index(language)]


def _language_of(labels: Mapping[str, str], name: str) -> str:
    return next((language for language, text in labels.items() if text == name), "")


def _kind_filters(found: LabelMatches, chosen: str) -> Iterator[KindFilter]:
    """Yield the kinds of all that is found, the most frequent first."""
    for kind, count in Counter(thing.kind for thing in found.things()).most_common():
        if kind:
            yield KindFilter(kind, _kind_name(kind), count, kind == chosen)


def _kind_name(kind: str) -> str:
    """Return the name of a kind; those of borrowed classes are not in the graph."""
    index, language = current_label_index(), page_language()
    borrowed = foreign_names().get(short_name(kind, current_dataset().base))
    if borrowed and index.thing(kind) is None:
        return borrowed[language]
    return index.label(kind, language) if kind else ""


def _examples() -> Iterator[str]:
    """Yield words that can be tried: those that find something in this store."""
    for word in page_texts()[page_language()]["search_examples"].split():
        if len(current_label_index().matches(word)):
            yield word


def _suggestions(media_type: str) -> Response:
    """Return the suggestions of the OpenSearch extension: the text, names, kinds and addresses."""
    text, language = _text(), page_language()
    index, addresses = current_label_index(), current_addresses()
    matches = index.search(text, limit=10)
    names = [
        match.matched.text if match.matched.preferred else match.thing.label(language)
        for match in matches
    ]
    kinds = [_kind_name(match.thing.kind) for match in matches]
    links = [addresses.absolute(addresses.document(match.iri)) for match in matches]
    body = json.dumps([text, names, kinds, links], ensure_ascii=False)
    response = Response(body, content_type=media_type)
    response.vary.update(("Accept-Language", "Cookie"))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
