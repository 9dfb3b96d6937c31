"""The page about one resource in any store: other base IRIs, bare stores, hostile texts."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.server.core.addresses import Addresses
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.entity.names import Names, foreign_names
from districtgraph.server.knowledge.entity.reading import read_entity
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application
from tests.server.web.pages.conftest import PagesOf
from tests.server.web.pages.entity.html_outline import outline_of

OTHER = "http://example.net/graph/"
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)


def test_another_base_iri_gives_the_same_content(
    built: BuildResult, real_pages: FlaskClient, tmp_path: Path
) -> None:
    quads = (built.folder / "dataset.nq").read_text(encoding="utf-8")
    manifest = (built.folder / "manifest.json").read_text(encoding="utf-8")
    base = "https://w3id.org/districtgraph/"
    (tmp_path / "manifest.json").write_text(manifest.replace(base, OTHER), encoding="utf-8")
    store = MemoryBackend(quads.replace(base, OTHER))
    pages = pages_application(ServerConfig(tmp_path), read_dataset(tmp_path), store).test_client()
    for path in ("/id/place/210104.html", "/id/claim/dadong-district/assistance-funds.html"):
        there, here = (
            _SCRIPT.sub("", client.get(path, query_string={"lang": "en"}).get_data(as_text=True))
            for client in (pages, real_pages)
        )
        # Where an order is that of the IRIs, it is another one.
        assert sorted(there.replace(OTHER, base).replace(quote(OTHER, ""), "BASE").split("<")) == (
            sorted(here.replace(quote(base, ""), "BASE").split("<"))
        )
        assert there.count("<") > 500


def test_a_bare_store_shows_whatever_it_holds(pages_of: PagesOf) -> None:
    pages = pages_of(
        f'<http://example.org/a> <{LABEL}> "Ä"@de <http://example.org/g> .\n'
        "<http://example.org/a> <http://example.org/knows> <http://example.org/b> "
        "<http://example.org/g> .\n"
        f'<http://example.org/b> <{LABEL}> "b named" <http://example.org/g> .\n'
        "<http://example.org/a> <http://example.org/made> _:x .\n"
        "_:x <http://example.org/of> <http://example.org/b> .\n"
    )
    page = pages.get("/resource.html?iri=http://example.org/a&lang=en").get_data(as_text=True)
    outline = outline_of(page)
    assert outline.unclosed == []
    assert outline.headings[0] == (1, "Ä")
    assert ("de", "Ä") in outline.languages
    assert outline.links["/resource.html?iri=http%3A%2F%2Fexample.org%2Fb"].count("b named") >= 1
    assert outline.links["/resource.html?iri=http%3A%2F%2Fexample.org%2Fg"]
    assert "Parts of this record" in [text for _, text in outline.headings]
    graph = pages.get("/resource.html?iri=http://example.org/g&lang=en").get_data(as_text=True)
    assert "The graph with this name has 3 triples." in graph


def test_blank_nodes_refer_through_the_nearest_thing_with_an_iri(pages_of: PagesOf) -> None:
    rest, first = (
        f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}" for name in ("rest", "first")
    )
    e = "http://example.org"
    pages = pages_of(
        f"<{e}/direct> <{e}/p> <{e}/target> .\n"
        f"<{e}/one> <{e}/has> _:a .\n_:a <{e}/p> <{e}/target> .\n"
        f"<{e}/two> <{e}/has> _:b .\n_:b <{e}/in> _:c .\n_:c <{e}/p> <{e}/target> .\n"
        f"<{e}/list> <{e}/items> _:l .\n_:l <{first}> <{e}/x> .\n_:l <{rest}> _:m .\n"
        f"_:m <{first}> _:n .\n_:n <{e}/q> <{e}/target> .\n"
        f"<{e}/graph> <{e}/has> _:g <{e}/g> .\n_:g <{e}/p> <{e}/target> <{e}/g> .\n"
        f"_:nobody <{e}/r> <{e}/target> .\n"
        f"<{e}/direct> <{e}/has> _:d .\n_:d <{e}/p> <{e}/target> .\n"
    )
    address = f"/resource.html?iri={e}/target&lang=en"
    page = pages.get(address).get_data(as_text=True)
    groups = re.findall(r'<details class="incoming".*?</details>', page, re.DOTALL)
    found = {
        unescape(re.findall(r'class="count">(\d+)<', group)[0]): re.findall(
            r"example.org%2F(\w+)\"", group
        )
        for group in groups
    }
    assert found == {"4": ["direct", "graph", "one", "two"], "1": ["list"]}
    assert page.count("in an unnamed part of it") == 4
    listed = pages.get(f"{address}&via={e}/p").get_data(as_text=True)
    entries = listed[listed.index('<ul class="entries">') : listed.index('<p class="pages">')]
    assert set(re.findall(r"example.org%2F(\w+)\"", entries)) == {"direct", "graph", "one", "two"}


@pytest.mark.parametrize(("named", "blank"), [(0, 30), (10, 15), (25, 5), (3, 2)])
def test_a_link_to_all_values_counts_those_that_it_lists(
    pages_of: PagesOf, named: int, blank: int
) -> None:
    e = "http://example.org"
    values = [f"<{e}/v{number:02}>" for number in range(named)]
    values += [f"_:b{number}" for number in range(blank)]
    pages = pages_of("".join(f"<{e}/a> <{e}/p> {value} .\n" for value in values))
    address = f"/resource.html?iri={e}/a&lang=en"
    page = pages.get(address).get_data(as_text=True)
    counted = re.findall(r"List all \((\d+)\)", page)
    assert counted == ([str(named)] if named > 20 else [])
    if counted:
        listed = pages.get(f"{address}&of={e}/p").get_data(as_text=True)
        assert listed.count("<li><a href=") >= named


HOSTILE = "<script>alert(1)</script>\"' onmouseover=x &amp; \u202e"


def test_texts_of_the_store_stay_texts(pages_of: PagesOf) -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    iri = "http://example.org/a'b&c=d"
    pages = pages_of(
        f'<{iri}> <{LABEL}> "{quoted}"@en .\n'
        f"<http://example.org/other> <http://example.org/p> <{iri}> .\n"
        f'<http://example.org/other> <{LABEL}> "{quoted}" .\n'
        f'<http://example.org/other> <{DEFINITION}> "{quoted}"@zh .\n'
    )
    for about in (iri, "http://example.org/other"):
        response = pages.get("/resource.html", query_string={"iri": about})
        page = response.get_data(as_text=True)
        assert response.status_code == 200
        assert "<script>alert" not in page
        assert page.count("<script ") == page.count("</script>") <= 2
        outline = outline_of(page)
        assert outline.unclosed == []
        assert outline.headings[0][1] == HOSTILE.replace("&amp;", "&amp;")


def reader(quads: str) -> StoreReader:
    return StoreReader(MemoryBackend(quads))


def names() -> Names:
    base = "https://w3id.org/districtgraph/"
    return Names("en", Addresses(base, "http://localhost"), ShortNames(base))


def test_nothing_said_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        read_entity(reader(""), "http://example.org/a", names(), via="", after="", is_bare=True)


def test_a_resource_that_is_only_referred_to_is_found() -> None:
    store = reader("<http://example.org/a> <http://example.org/p> <http://example.org/b> .")
    for iri, uses in (("http://example.org/b", 0), ("http://example.org/p", 1)):
        reading = read_entity(store, iri, names(), via="", after="", is_bare=True)
        assert reading.uses.uses == uses
        assert reading.statements == ()


def test_cached_names_are_read_again_when_the_store_changes() -> None:
    store = MemoryBackend(f'<http://example.org/a> <{LABEL}> "old"@en .')
    read = StoreReader(store)
    first = read_entity(read, "http://example.org/a", names(), via="", after="", is_bare=False)
    assert first.names.of("http://example.org/a").text == "old"
    changed = MemoryBackend(f'<http://example.org/a> <{LABEL}> "new"@en .')
    changed.version = "changed"
    read._store = changed
    second = read_entity(read, "http://example.org/a", names(), via="", after="", is_bare=False)
    assert second.names.of("http://example.org/a").text == "new"


def test_borrowed_terms_of_the_graph_have_names_in_both_languages(built: BuildResult) -> None:
    store = reader((built.folder / "dataset.nq").read_text(encoding="utf-8"))
    base = "https://w3id.org/districtgraph/"
    rows = store.rows("SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }")
    short = ShortNames(base)
    borrowed = {row["term"] for row in rows if isinstance(row["term"], NamedNode)}
    iris = {term.value for term in borrowed if not term.value.startswith(base)}
    assert len(iris) >= 80
    assert {iri for iri in iris if (short.of(iri) or iri) not in foreign_names()} == set()
    assert all(set(words) == {"zh", "en"} for words in foreign_names().values())
    prefixes = {name.partition(":")[0] for name in foreign_names()}
    assert prefixes <= {*namespaces(base), "http"}


DG = "https://w3id.org/districtgraph/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.mark.usefixtures("patience")
def test_a_page_with_too_many_entries_says_so_and_links_to_the_rest(pages_of: PagesOf) -> None:
    claims = [f"http://example.org/c{number:04}" for number in range(1500)]
    quads = "".join(
        f"<{claim}> <{DG}place> <http://example.org/place> .\n"
        f"<{claim}> <{TYPE}> <{DG}Observation> .\n"
        f"<http://example.org/place> <http://example.org/has> <{claim}> .\n"
        f"<http://example.org/place> <http://example.org/had> <{claim}> .\n"
        for claim in claims
    )
    pages = pages_of(quads)
    address = "/resource.html?iri=http://example.org/place&lang=en"
    page = pages.get(address).get_data(as_text=True)
    assert page.count('<p class="amount">') == 20
    assert "There are more figures than are shown here" in page
    assert len(page.encode()) < 150 * 1024
    for by in ("via=", "of="):
        link = next(link for link in outline_of(page).links if by in link)
        assert followed(pages, link, claims) == set(claims)


def followed(pages: FlaskClient, link: str, things: list[str]) -> set[str]:
    """Return which of some things a list names, page by page to its end."""
    seen: set[str] = set()
    while link:
        page = pages.get(link).get_data(as_text=True)
        assert len(page.encode()) < 150 * 1024
        seen |= set(outline_of(page).links.values()) & set(things)
        found = re.search(r'<a rel="next" href="([^"]*)"', page)
        link = unescape(found[1]) if found else ""
    return seen


def test_the_page_says_that_there_are_more_statements_than_were_counted(pages_of: PagesOf) -> None:
    has = "".join(
        f'<http://example.org/a> <http://example.org/has> "{number}" .\n' for number in range(6100)
    )
    page = pages_of(has).get("/resource.html?iri=http://example.org/a&lang=en")
    assert "There are more statements than this page shows" in page.get_data(as_text=True)


def test_a_small_store_says_nothing_of_more(pages_of: PagesOf) -> None:
    pages = pages_of(f'<http://example.org/a> <{LABEL}> "a" .')
    page = pages.get("/resource.html?iri=http://example.org/a&lang=en").get_data(as_text=True)
    assert "There are more" not in page


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NESTED = """
<http://example.org/a> <http://example.org/p1> _:one {g}.
_:one <http://example.org/p2> _:two {g}.
_:two <http://example.org/p3> _:three {g}.
_:three <http://example.org/p4> _:four {g}.
_:four <http://example.org/says> "deep words" {g}.
<http://example.org/a> <http://example.org/list> _:c1 {g}.
_:c1 <{rdf}first> "item one" {g}.
_:c1 <{rdf}rest> _:c2 {g}.
_:c2 <{rdf}first> "item two" {g}.
_:c2 <{rdf}rest> _:c3 {g}.
_:c3 <{rdf}first> _:item {g}.
_:c3 <{rdf}rest> <{rdf}nil> {g}.
_:item <http://example.org/says> "words of an item" {g}.
"""
ABOUT = "/resource.{}?iri=http://example.org/a&lang=en"


@pytest.mark.parametrize("graph", ["", "<http://example.org/g> "])
def test_parts_within_parts_and_lists_are_shown(pages_of: PagesOf, graph: str) -> None:
    pages = pages_of(NESTED.format(g=graph, rdf=RDF))
    page = pages.get(ABOUT.format("html")).get_data(as_text=True)
    for words in ("deep words", "item one", "item two", "words of an item"):
        assert page.count(words) == 1, words
    assert page.index("item one") < page.index("item two")
    assert "There are more parts" not in page
    assert page.count('<div class="part">') == 6, "a list is one part, not one for each item"


def test_a_document_has_the_parts_within_parts(pages_of: PagesOf) -> None:
    pages = pages_of(NESTED.format(g="", rdf=RDF))
    document = pages.get(ABOUT.format("nt")).get_data(as_text=True)
    assert document.count("\n") == NESTED.count("{g}.")


def test_parts_beyond_the_bound_are_said_to_be_left_out(pages_of: PagesOf) -> None:
    nodes = ["<http://example.org/a>", *(f"_:n{number}" for number in range(8))]
    chain = pairwise(nodes)
    pages = pages_of("".join(f"{one} <urn:p> {two} .\n" for one, two in chain))
    assert "There are more parts" in pages.get(ABOUT.format("html")).get_data(as_text=True)


def test_two_parts_that_refer_to_each_other_have_an_end(pages_of: PagesOf) -> None:
    _ask_for_parts_that_refer_to_each_other(pages_of, 2)


@pytest.mark.usefixtures("patience")
def test_parts_that_refer_to_each_other_have_an_end(pages_of: PagesOf) -> None:
    _ask_for_parts_that_refer_to_each_other(pages_of, 8)


def _ask_for_parts_that_refer_to_each_other(pages_of: PagesOf, count: int) -> None:
    nodes = [f"_:n{number}" for number in range(count)]
    quads = [f"<http://example.org/a> <urn:p> {node} ." for node in nodes]
    quads += [f"{one} <urn:q> {two} ." for one in nodes for two in nodes]
    response = pages_of("\n".join(quads)).get(ABOUT.format("html"))
    assert response.status_code == 200


BASE = "https://w3id.org/districtgraph/"
OA, DG = "http://www.w3.org/ns/oa#", f"{BASE}ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.mark.parametrize("value", ["abc", "", "-1", "1.5", "9" * 5000, "\u0663", "1" * 15])
def test_a_value_that_is_no_number_makes_no_page_fail(pages_of: PagesOf, value: str) -> None:
    document, claim, evidence = f"{BASE}id/document/d", f"{BASE}id/claim/d/c", f"{BASE}id/e"
    pages = pages_of(
        f"<{document}> <{TYPE}> <{DG}SourceDocument> .\n"
        f'<{document}> <{DG}characterCount> "{value}" .\n'
        f"<{claim}> <{TYPE}> <{DG}Observation> .\n<{claim}> <{TYPE}> <{DG}Claim> .\n"
        f"<{claim}> <{DG}place> <{BASE}id/place/210104> .\n"
        f'<{claim}> <{DG}rank> "{value}" .\n'
        f"<{claim}> <{DG}evidence> <{evidence}> .\n"
        f"<{evidence}> <{OA}hasSource> <{document}> .\n"
        f"<{evidence}> <{OA}hasSelector> <{evidence}#quote> .\n"
        f"<{evidence}> <{OA}hasSelector> <{evidence}#position> .\n"
        f'<{evidence}#quote> <{OA}exact> "words" .\n'
        f'<{evidence}#position> <{OA}start> "{value}" .\n'
        f'<{evidence}#position> <{OA}end> "{value}" .\n'
        f'<{BASE}dataset> <http://rdfs.org/ns/void#triples> "{value}" .\n'
    )
    paths = (
        "/id/e.html", "/id/claim/d/c.html", "/id/document/d.html", "/source", "/source/d",
        "/district/210104", "/browse", "/sitemap.xml",
    )  # fmt: skip
    found = {path: pages.get(path).status_code for path in paths}
    assert {path: status for path, status in found.items() if status >= 500} == {}
    assert found["/id/e.html"] == found["/id/claim/d/c.html"] == 200
