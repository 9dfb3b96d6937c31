"""Browsers at resources for programs, and formats by parameter."""

import io
from collections.abc import Iterator
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pandas
import pytest
from pyoxigraph import RdfFormat, parse

from tests.server.conftest import QUADS
from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
SELECT = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"


@pytest.fixture(scope="module")
def inside(processes: None) -> Iterator[HttpClient]:
    with whole_application(QUADS) as client:
        yield client


def asked(query: str = SELECT, **parameters: str) -> str:
    return f"/sparql?{urlencode({'query': query, **parameters})}"


@pytest.mark.parametrize(("language", "words"), [("en", "Open the editor"), ("zh", "打开编辑器")])
def test_a_browser_that_opens_the_endpoint_gets_an_explanation(
    inside: HttpClient, language: str, words: str
) -> None:
    reply = inside.get(f"/sparql?lang={language}", BROWSER)
    assert (reply.status, reply.content_type) == (200, "text/html; charset=utf-8")
    assert 'href="/editor"' in reply.text
    assert words in reply.text
    assert "http://localhost/sparql" in reply.text
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "text/turtle, text/html;q=0.5"])
def test_other_clients_get_the_description_as_before(
    inside: HttpClient, accept: str | None
) -> None:
    reply = inside.get("/sparql", accept)
    assert reply.content_type == "text/turtle; charset=utf-8"
    assert "sd:Service" in reply.text


def test_the_page_s_links_lead_to_the_description_in_each_format(inside: HttpClient) -> None:
    page = inside.get("/sparql", BROWSER).text
    for extension in ("ttl", "nt", "rdf", "jsonld"):
        assert f'href="/sparql?format={extension}"' in page
        assert inside.get(f"/sparql?format={extension}", BROWSER).status == 200


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/sparql?query=SELECT", 400),
        ("GET", "/sparql?update=CLEAR+ALL", 400),
        ("PUT", "/sparql", 405),
        ("GET", "/store?graph=http://example.org/none", 404),
        ("GET", "/store/none", 404),
        ("DELETE", "/store?default", 403),
        ("GET", "/store?graph=a&graph=b", 400),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_s_errors_are_pages(
    inside: HttpClient, method: str, target: str, status: int, language: str
) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": language}
    reply = inside.send(method, target, headers)
    assert (reply.status, reply.content_type) == (status, "text/html; charset=utf-8")
    assert reply.headers["content-language"] == language
    assert 'href="/editor"' in reply.text
    program = inside.send(method, target, {"Accept": "*/*"})
    assert (program.status, program.content_type) == (status, "text/plain; charset=utf-8")
    assert {name: reply.headers.get(name) for name in ("allow", "www-authenticate")} == {
        name: program.headers.get(name) for name in ("allow", "www-authenticate")
    }


@pytest.mark.parametrize("parameter", ["format", "output", "_mediatype"])
@pytest.mark.parametrize(
    ("query", "value", "content_type"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "TSV", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml; charset=utf-8"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "json", "application/json"),
    ],
)
def test_a_parameter_chooses_the_format_whatever_accept_says(
    inside: HttpClient, parameter: str, query: str, value: str, content_type: str
) -> None:
    for accept in (None, BROWSER, "image/png"):
        reply = inside.get(asked(query, **{parameter: value}), accept)
        assert (reply.status, reply.content_type) == (200, content_type), reply.text
    form = inside.form("/sparql", {"query": query, parameter: value})
    assert form.content_type == content_type
    body = query.encode()
    direct = inside.post(
        f"/sparql?{urlencode({parameter: value})}", body, "application/sparql-query"
    )
    assert direct.content_type == content_type


def test_a_plus_that_is_not_escaped_is_one(inside: HttpClient) -> None:
    target = f"/sparql?query={quote(SELECT)}&format=application/sparql-results+json"
    assert inside.get(target).content_type == "application/sparql-results+json"


@pytest.mark.parametrize("parameter", ["format", "output", "_mediatype"])
def test_an_unknown_format_is_refused_with_those_that_are_known(
    inside: HttpClient, parameter: str
) -> None:
    for target in (
        asked(**{parameter: "cvs"}),
        f"/sparql?{parameter}=cvs",
        f"/store?{parameter}=x",
    ):
        reply = inside.get(target)
        assert reply.status == 400
        assert "csv" in reply.text
        assert "ttl" in reply.text


def test_a_format_that_the_result_has_not_is_406(inside: HttpClient) -> None:
    assert inside.get(asked(CONSTRUCT, format="csv")).status == 406
    assert inside.get(asked(SELECT, format="ttl")).status == 406


def test_two_formats_are_refused(inside: HttpClient) -> None:
    assert inside.get(asked(format="csv", output="json")).status == 400
    assert inside.get(asked() + "&format=csv&format=tsv").status == 400


@pytest.mark.parametrize(
    ("query", "given", "content_type"),
    [
        (SELECT, "format=json&output=json&results=json", "application/json"),
        (SELECT, "format=xml&output=xml&results=xml", "application/xml"),
        (SELECT, "format=tsv&format=text/tab-separated-values&output=tsv", "text/tab-separated"),
        (CONSTRUCT, "format=n3&output=n3&results=n3", "text/turtle"),
        (CONSTRUCT, "format=rdf%2Bxml&format=application/rdf%2Bxml", "application/rdf+xml"),
        (
            CONSTRUCT,
            "format=json-ld&format=application/ld%2Bjson%2Capplication/x-json%2Bld",
            "application/ld+json",
        ),
    ],
)
def test_all_names_of_one_format_may_be_sent_at_once_as_sparqlwrapper_does(
    inside: HttpClient, query: str, given: str, content_type: str
) -> None:
    reply = inside.get(f"{asked(query)}&{given}")
    assert reply.status == 200
    assert reply.content_type.startswith(content_type)


@pytest.mark.parametrize(
    ("target", "value", "content_type"),
    [
        ("/store?default", "nt", "application/n-triples"),
        ("/store?default", "rdf", "application/rdf+xml; charset=utf-8"),
        ("/store?x", "nq", "application/n-quads"),
        ("/store?x", "trig", "application/trig"),
    ],
)
def test_a_graph_s_format_may_be_a_parameter(
    inside: HttpClient, target: str, value: str, content_type: str
) -> None:
    assert inside.get(f"{target}&format={value}", BROWSER).content_type == content_type


def test_a_link_to_a_table_is_read_by_pandas(client: HttpClient) -> None:
    table = pandas.read_csv(client.address + asked(format="csv"))
    assert list(table.columns) == ["s"]
    assert len(table) == 1


def test_a_link_to_a_graph_is_read_by_who_sends_no_accept(client: HttpClient) -> None:
    with urlopen(client.address + asked(CONSTRUCT, format="nt")) as reply:
        assert len(list(parse(io.BytesIO(reply.read()), format=RdfFormat.N_TRIPLES))) == 1
