"""No request makes the pages fail, and nothing of it comes back as markup, header or link."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.server.conftest import QUADS
from tests.server.web.nasty_values import (
    NASTY_BYTES,
    NASTY_EXTENSIONS,
    NASTY_HEADERS,
    NASTY_HOSTS,
    NASTY_PATH_ENDS,
    NASTY_QUERIES,
    NASTY_TEXTS,
)

BASE = "https://w3id.org/districtgraph/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
VOID = "http://rdfs.org/ns/void#Dataset"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EVIL = f"""\
<{BASE}dataset> <http://purl.org/dc/terms/license> <javascript:alert(1)> .
<{BASE}dataset> <http://purl.org/dc/terms/title> "</script><script>alert(1)</script>"@en .
<{BASE}dataset> <{TYPE}> <{VOID}> .
<{BASE}/evil.example/x> <{LABEL}> "Sample <script>alert(1)</script>"@en .
<javascript:alert(1)> <{LABEL}> "Sample script"@en .
<javascript:alert(1)> <http://example.org/p> <{BASE}/evil.example/x> .
<{BASE}/evil.example/x> <{TYPE}> <{BASE}/evil.example/Class> .
"""
SAFE = "/:@!$&'()*+,;=~-._"
PARAMETERS = (
    "iri", "class", "page", "q", "kind", "lang", "via", "after", "query", "example", "indicator",
    "queries", "extend", "id", "prefix", "cursor", "limit", "type", "format", "unknown",
)  # fmt: skip
FINE = (*range(200, 500), 501, 503, 507)
ACTING = re.compile(
    r"""<script>alert|<img\ src=x|\son\w+='a
    |(?:href|src|action)="\s*(?://|/\\|javascript:|data:|http://evil)""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("nasty")
    app = pages_application(ServerConfig(folder), no_dataset(folder), MemoryBackend(QUADS + EVIL))
    return app.test_client()


@pytest.fixture(scope="module")
def paths(client: FlaskClient) -> list[str]:
    """Every route, with ``<>`` where something is given."""
    rules = {
        re.sub(r"<[^>]*>", "<>", re.sub(r"<any\(([^,)]*)[^>]*>", r"\1", rule.rule))
        for rule in client.application.url_map.iter_rules()
    }
    assert len(rules) > 40
    return sorted(rules)


def problem(response: TestResponse) -> str | None:
    """Return the problems of a response."""
    if response.status_code not in FINE:
        return f"status {response.status_code}"
    if "X-Forged" in response.headers:
        return "a forged header"
    location = response.headers.get("Location", "")
    if re.match(r"//|/\\\\|javascript:|http://evil", location):
        return f"Location: {location}"
    if re.search(r"<\s*(?://|javascript:)", response.headers.get("Link", "")):
        return f"Link: {response.headers['Link']}"
    text = response.get_data(as_text=True) if "html" in (response.content_type or "") else ""
    found = ACTING.search(text)
    return f"the page has {text[found.start() - 20 : found.end() + 60]}" if found else None


def problems(client: FlaskClient, targets: Iterator[str], **more: object) -> list[str]:
    found = []
    for number, target in enumerate(targets):
        headers = {"Accept": "text/html" if number % 2 else "*/*"}
        wrong = problem(client.get(target, headers=headers))
        if wrong:
            found.append(f"{target[:200]}: {wrong}")
    return found


def nasty_targets(paths: list[str]) -> list[tuple[str, list[str]]]:
    """Return each path that takes something, with all that it may be given."""
    ends = [quote(text, safe=SAFE) for text in NASTY_PATH_ENDS]
    ends += [text.decode() for text in NASTY_BYTES]
    open_ended = [path for path in paths if "<>" in path]
    assert len(open_ended) > 15
    # What begins with two slashes, the test client takes for a host.
    return [
        (path, [t for end in ends if not (t := path.replace("<>", end)).startswith("//")])
        for path in (*open_ended, "/<>")
    ]


def test_no_end_of_a_path_makes_a_page_fail(client: FlaskClient, paths: list[str]) -> None:
    """Each end once, each path several times; with patience, each path has each end."""
    given = nasty_targets(paths)
    for at, (_, targets) in enumerate(given):
        assert problems(client, iter(targets[at :: len(given)])) == []


@pytest.mark.usefixtures("patience")
def test_no_path_makes_a_page_fail(client: FlaskClient, paths: list[str]) -> None:
    for _, targets in nasty_targets(paths):
        assert problems(client, iter(targets)) == []


@pytest.mark.usefixtures("patience")
def test_no_parameter_makes_a_page_fail(client: FlaskClient, paths: list[str]) -> None:
    targets = [path.replace("<>", "x") for path in paths]
    every = [
        f"{path}?{urlencode({name: NASTY_TEXTS[(at * 7 + number) % len(NASTY_TEXTS)]})}"
        for at, path in enumerate(targets)
        for number, name in enumerate(PARAMETERS)
    ]
    read = [
        ("/", "page"), ("/source", "page"), ("/browse/Claim", "page"), ("/search?q=Sample", "page"),
        ("/search", "q"), ("/search?q=Sample", "kind"), ("/browse/other", "class"),
        ("/resource", "iri"), ("/resource.html", "iri"), ("/resource.ttl", "iri"),
        ("/compare", "indicator"), ("/editor", "query"), ("/editor", "example"),
        ("/reconcile/en/suggest/entity", "prefix"), ("/reconcile/en/suggest/entity", "cursor"),
        ("/reconcile/en/properties", "type"), ("/reconcile/en/properties", "limit"),
        ("/reconcile/en/preview", "id"), ("/reconcile/en/view", "id"), ("/reconcile", "queries"),
        ("/resource.html?iri=http://example.org/claim", "via"),
        ("/resource.html?iri=http://example.org/claim&via=http://example.org/p", "after"),
        ("/queries/money", "limit"), ("/queries/money", "offset"), ("/queries/money", "format"),
    ]  # fmt: skip
    every += [
        f"{path}{'&' if '?' in path else '?'}{urlencode({name: text})}"
        for path, name in read
        for text in NASTY_TEXTS
    ]
    every += [f"/search?q={text.decode()}" for text in NASTY_BYTES]
    assert len(every) > 2000
    assert problems(client, iter(every)) == []


def test_no_body_makes_a_page_fail(client: FlaskClient) -> None:
    bodies = [
        *({"queries": text} for text in (*NASTY_QUERIES, *NASTY_TEXTS)),
        *({"extend": text} for text in (*NASTY_EXTENSIONS, *NASTY_TEXTS)),
        *({"query": text} for text in NASTY_TEXTS),
    ]
    for path in ("/reconcile", "/reconcile/en", "/q"):
        for body in bodies:
            assert problem(client.post(path, data=body)) is None, (path, body)
        for text in NASTY_TEXTS:
            for media_type in ("application/sparql-query", "application/x-www-form-urlencoded"):
                sent = client.post(path, data=text.encode(), content_type=media_type)
                assert problem(sent) is None, (path, text)


@pytest.mark.parametrize("body", [{"queries": text} for text in NASTY_QUERIES[:3]])
def test_half_a_character_is_refused_with_a_message(
    client: FlaskClient, body: dict[str, str]
) -> None:
    reply = client.post("/reconcile/en", data=body)
    assert reply.status_code == 400
    assert "half a character" in json.loads(reply.text)["detail"]


@pytest.mark.parametrize(
    "path", ["/", "/browse", "/search?q=x", "/reconcile", "/district/x", "/openapi.json"]
)
def test_an_odd_host_is_refused_with_a_message(client: FlaskClient, path: str) -> None:
    for host in NASTY_HOSTS:
        environ = {"HTTP_HOST": host.encode().decode("latin-1")}
        reply = client.get(path, environ_overrides=environ)
        if host in (".", "..", "-", "_", "[::ffff:127.0.0.1]"):
            assert problem(reply) is None, host
        else:
            assert reply.status_code == 400, host
            assert "Host" in reply.text, host


HEADERS_OF_A_SAMPLE = [(name, values[-1:]) for name, values in NASTY_HEADERS]


@pytest.mark.parametrize("hops", [0, 1])
def test_the_last_value_of_no_header_makes_a_page_fail(tmp_path: Path, hops: int) -> None:
    assert_no_header_makes_a_page_fail(tmp_path, hops, HEADERS_OF_A_SAMPLE)


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("hops", [0, 1])
def test_no_header_makes_a_page_fail(tmp_path: Path, hops: int) -> None:
    assert_no_header_makes_a_page_fail(tmp_path, hops, NASTY_HEADERS)


def assert_no_header_makes_a_page_fail(
    tmp_path: Path, hops: int, headers: Iterable[tuple[str, Sequence[str]]]
) -> None:
    config = ServerConfig(tmp_path, trusted_hops=hops)
    client = pages_application(
        config, no_dataset(tmp_path), MemoryBackend(QUADS + EVIL)
    ).test_client()
    for name, values in headers:
        variable = name.upper().replace("-", "_")
        variable = variable if name == "Content-Type" else f"HTTP_{variable}"
        for value in values:
            for path in ("/", "/browse", "/openapi.json", "/dataset", "/static/style.css"):
                reply = client.get(path, environ_overrides={variable: value})
                reply.close()
                # A trusted proxy may name any prefix and host.
                if "FORWARDED" not in variable:
                    assert problem(reply) is None, (name, value, path)
                assert reply.status_code in FINE, (name, value, path)
            for path in ("/reconcile", "/q"):
                reply = client.post(path, data="x", environ_overrides={variable: value})
                assert reply.status_code in FINE, (name, value, path)


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "//evil.example/../browse", "/\\evil.example"]
)
def test_a_path_that_could_name_a_host_leads_nowhere(client: FlaskClient, path: str) -> None:
    reply = client.get("/", environ_overrides={"PATH_INFO": path})
    assert reply.status_code == 404
    assert "Location" not in reply.headers


def test_links_to_what_data_names_stay_on_this_server(client: FlaskClient) -> None:
    page = client.get("/search?q=Sample&lang=en").text
    assert 'href="/.//evil.example/x.html"' in page
    redirect = client.get("/resource.html", query_string={"iri": f"{BASE}/evil.example/x"})
    assert redirect.headers["Location"] == "/.//evil.example/x.html"


def test_a_licence_that_would_act_is_no_link(client: FlaskClient) -> None:
    for path in ("/browse", "/editor", "/search"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert "javascript:alert(1)" in page
        assert 'href="javascript:' not in page
    assert "javascript:" not in client.get("/dataset.html").headers["Link"]
    described = client.get("/resource.html?iri=javascript:alert(1)")
    assert described.status_code == 200
    assert problem(described) is None
    assert "<javascript" not in described.headers["Link"]


def test_a_path_forges_no_line_of_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = pages_application(ServerConfig(tmp_path), no_dataset(tmp_path), MemoryBackend(""))
    app.add_url_rule("/broken/<name>", view_func=lambda name: str(1 / 0))
    with caplog.at_level(logging.ERROR):
        reply = app.test_client().get(quote("/broken/x\n2026-01-01 forged\x1b[2J\u202e"))
    assert reply.status_code == 500
    (record,) = caplog.records
    assert record.getMessage().endswith("/broken/x\\n2026-01-01 forged\\x1b[2J\\u202e")
