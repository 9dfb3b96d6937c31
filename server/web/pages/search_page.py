"""Search by names and aliases: a page, and suggestions for browsers' search fields.

OpenSearch 1.1 (https://github.com/dewitt/opensearch) describes both to a browser.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from districtgraph.graph.claims.claim import ClaimKind
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.core.short_names import short_name
from districtgraph.server.http.media_types import HTML, Format
from districtgraph.server.knowledge.entity.names import foreign_names
from districtgraph.server.knowledge.figures.figure_reading import names_of
from districtgraph.server.knowledge.labels.exact_names import exact_names
from districtgraph.server.knowledge.labels.label_highlighting import HighlightedText, highlighted
from districtgraph.server.knowledge.labels.label_index import (
    LONGEST_SEARCH,
    LabelIndex,
    LabelMatch,
    LabelMatches,
)
from districtgraph.server.web.accepted_types import chosen_formats
from districtgraph.server.web.current import (
    current_addresses,
    current_dataset,
    current_label_index,
    current_store,
    is_current_label_index,
    names_read,
    public_url,
)
from districtgraph.server.web.page_language import LANGUAGES, page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["PAGE_SIZE", "SUGGESTIONS", "search_page"]

search_page = Blueprint("search", __name__)
PAGE_SIZE = 20
_SUGGESTED = 10
_CLAIMS = tuple(kind.value for kind in ClaimKind)
"""Kinds that have a colour of their own."""

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
    """A search result as the page shows it.

    Attributes:
        link: the page about it.
        name, other_name: its names in the reader's language and the other one, in pieces.
        languages: of these two.
        alias: the name that matched, if it is neither of them.
        is_quote: whether a quote of a claim matched, and no name.
        kind: name of its kind.
        kind_class: class in the style sheet, for kinds of claims.

    """

    link: str
    name: list[HighlightedText]
    other_name: list[HighlightedText]
    languages: tuple[str, str]
    alias: list[HighlightedText]
    is_quote: bool
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
    """Show the results of a search, or return suggestions if JSON is requested."""
    chosen, *_ = chosen_formats((HTML, SUGGESTIONS))
    response = _page() if chosen.format is HTML else _suggestions(chosen.media_type)
    response.vary.add("Accept")
    return response


@search_page.get("/search.json")
def suggestions() -> Response:
    """Return suggestions to clients that cannot request them by a header."""
    chosen_formats((SUGGESTIONS,), SUGGESTIONS)
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
    index = _index()
    if index is None:
        return _page_without_index(text)
    found = index.matches(text)
    shown = _of_kind(index, found, text, kind) if kind else found
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    number = min(number, pages)
    return page_response(
        "search.html",
        search_words=text,
        kind=kind,
        found=len(found),
        shown=len(shown),
        is_part=shown.more,
        is_behind=not is_current_label_index(index),
        first=(number - 1) * PAGE_SIZE + 1,
        results=[
            _result(m, text, _kind_name)
            for m in shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        ],
        kinds=list(_kind_filters(found, kind)),
        number=number,
        pages=pages,
        examples=list(_examples()) if not shown else (),
    )


def _index() -> LabelIndex | None:
    """Return the index; None while it is being made for the first time."""
    try:
        return current_label_index()
    except UnavailableError:
        return None


def _page_without_index(text: str) -> Response:
    """Show what has exactly this name, and how far the index is that finds more."""
    found = _named_exactly(text)
    shown = found[:PAGE_SIZE]
    kind_name = _kind_names(shown)
    return page_response(
        "search.html",
        search_words=text,
        names_read=names_read(),
        is_first=True,
        found=len(found),
        shown=len(shown),
        results=[_result(match, text, kind_name) for match in shown],
        pages=1,
    )


def _named_exactly(text: str) -> list[LabelMatch]:
    return exact_names(current_store(), text)


def _kind_names(matches: Iterable[LabelMatch]) -> Callable[[str], str]:
    """Return what names the kinds of some matches without an index."""
    kinds = {match.thing.kind for match in matches if match.thing.kind}
    names = names_of(current_store(), kinds, page_language()) if kinds else {}
    return lambda kind: names[kind].label if kind in names else ""


def _of_kind(index: LabelIndex, found: LabelMatches, text: str, kind: str) -> LabelMatches:
    """Return the results of one kind; if not all were examined, search again within that kind."""
    return (index.matches(text, kinds=[kind]) if found.more else found).of_kind(kind)


def _result(match: LabelMatch, text: str, kind_name: Callable[[str], str]) -> Result:
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
        match.matched.text in thing.quotes,
        kind_name(thing.kind),
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
    for kind, count in found.kinds().most_common():
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
    index, addresses = _index(), current_addresses()
    matches = index.search(text, limit=_SUGGESTED) if index else _named_exactly(text)[:_SUGGESTED]
    names = [
        match.matched.text if match.matched.preferred else match.thing.label(language)
        for match in matches
    ]
    kind_name = _kind_name if index else _kind_names(matches)
    kinds = [kind_name(match.thing.kind) for match in matches]
    links = [addresses.absolute(addresses.document(match.iri)) for match in matches]
    body = json.dumps([text, names, kinds, links], ensure_ascii=False)
    response = Response(body, content_type=media_type)
    response.vary.update(("Accept-Language", "Cookie"))
    return response
