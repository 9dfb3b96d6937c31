"""An IRI under the base and its address here are two names of one thing."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.addresses import Addresses

BASE = "https://w3id.org/districtgraph/"
PLAIN = Addresses(BASE, "http://127.0.0.1:8000")
PREFIXED = Addresses(BASE, "https://example.org/dg", "/dg")


@pytest.mark.parametrize(
    ("addresses", "iri", "link"),
    [
        (PLAIN, f"{BASE}id/place/210104", "/id/place/210104.html"),
        (PLAIN, f"{BASE}id/evidence/a/1-2#quote", "/id/evidence/a/1-2.html#quote"),
        (PLAIN, "http://example.org/区#x", "/resource.html?iri=http%3A%2F%2Fexample.org%2F%E5%8C%BA%23x"),  # noqa: E501
        (PREFIXED, f"{BASE}ontology#Claim", "/dg/ontology.html#Claim"),
        (PREFIXED, "http://example.org/", "/dg/resource.html?iri=http%3A%2F%2Fexample.org%2F"),
    ],
)  # fmt: skip
def test_documents_of_iris(addresses: Addresses, iri: str, link: str) -> None:
    assert addresses.document(iri) == link


def test_links_are_made_whole_under_the_prefix() -> None:
    assert PREFIXED.absolute("/dg/sparql") == "https://example.org/dg/sparql"
    assert PLAIN.absolute(PLAIN.local("/sparql")) == "http://127.0.0.1:8000/sparql"


@given(st.text("abz019/-", min_size=1))
def test_a_path_leads_to_its_iri_and_back(path: str) -> None:
    iri = PLAIN.iri(f"/{path}")
    assert PLAIN.is_own(iri)
    assert PLAIN.document(iri, "ttl") == f"/{path.removeprefix('/')}.ttl" or path.startswith("/")


def test_pages_that_are_no_documents_have_one_address_under_every_prefix() -> None:
    assert PREFIXED.district("210104") == "/dg/district/210104"
    assert PREFIXED.download("dataset.nq") == "/dg/download/dataset.nq"
    assert PREFIXED.question("figures") == "/dg/queries/figures"
    assert PLAIN.question("figures", "csv", place="区") == "/queries/figures.csv?place=%E5%8C%BA"


def test_words_of_a_document_are_in_its_text_if_it_is_one_of_ours() -> None:
    document = f"{BASE}id/document/dadong"
    assert PREFIXED.source(document) == "/dg/source/dadong"
    assert PLAIN.source(document, 0, 12) == "/source/dadong?at=0#0-12"
    elsewhere = "http://example.org/report"
    assert PLAIN.source(elsewhere, 1, 12) == PLAIN.document(elsewhere)


@pytest.mark.parametrize("key", ["中", "a b", "a%20b", "a?b", "a#b", "a'b"])
def test_pages_of_any_key_have_addresses_that_lead_back_to_it(key: str) -> None:
    links = {
        "/source/": PLAIN.source(f"{BASE}id/document/{key}"),
        "/district/": PLAIN.district(key),
        "/download/": PLAIN.download(key),
    }
    for path, link in links.items():
        assert unquote(urlsplit(link).path) == f"{path}{key}"
        assert link.isascii()
    assert PREFIXED.encoded(f"/source/{key}") == f"/dg{links['/source/']}"


@pytest.mark.parametrize("key", ["a/b", "", "a/"])
def test_a_document_without_a_page_has_the_link_of_its_iri(key: str) -> None:
    document = f"{BASE}id/document/{key}"
    assert PLAIN.source(document, 1, 2) == PLAIN.document(document)


def test_parameters_come_before_a_fragment() -> None:
    part = PLAIN.document(f"{BASE}id/thing#part", lang="en")
    assert part == "/id/thing.html?lang=en#part"
    foreign = PLAIN.document("http://example.org/#part", "ttl", lang="en")
    assert foreign == "/resource.ttl?iri=http%3A%2F%2Fexample.org%2F%23part&lang=en"
