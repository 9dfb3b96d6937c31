"""Every route with several formats reads extension, parameter and Accept in the same way."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.faults.routes import ROUTE_REQUESTS

PARAMETERS = ("format", "output", "_mediatype")
INDICATOR = "indicator=https://w3id.org/districtgraph/id/indicator/jobs-kept"
DISTRICT = "/id/place/210104"
NEGOTIATED = [
    ("/queries/money", "csv", "text/csv"),
    ("/queries/money", "srx", "application/sparql-results+xml"),
    ("/queries/money", "application/json", "application/json"),
    ("/queries", "json", "application/json"),
    (f"/compare?{INDICATOR}", "csv", "text/csv"),
    (f"/compare?{INDICATOR}", "text/html", "text/html"),
    ("/search?q=大东", "json", "application/json"),
    ("/browse", "jsonld", "application/ld+json"),
]
"""Addresses that answer at once, names of formats, and the types that these give."""
LEADING = [(DISTRICT, "nt"), ("/ontology", "jsonld"), ("/catalogue", "ttl"), ("/shapes", "nt")]
"""Addresses that lead to a document in the format."""
NAMED = [
    ("/queries/money.csv", "csv", "json"),
    ("/queries.json", "json", "html"),
    ("/queries.ttl", "text/turtle", "nt"),
    (f"/compare.csv?{INDICATOR}", "csv", "json"),
    ("/search.json?q=大东", "json", "html"),
    (f"{DISTRICT}.ttl", "ttl", "jsonld"),
    (f"{DISTRICT}.html", "html", "ttl"),
    ("/resource.ttl?iri=http://qudt.org/vocab/unit/NUM", "ttl", "nt"),
    ("/ontology.nt", "nt", "ttl"),
    ("/catalogue.jsonld", "json-ld", "ttl"),
    ("/shapes.ttl", "turtle", "nt"),
    ("/browse.jsonld", "jsonld", "html"),
]
"""Addresses that name a format, the same by a parameter, and another one."""


def at(address: str, name: str, value: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{name}={value}"


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize(("address", "asked", "given"), NEGOTIATED)
def test_a_parameter_precedes_accept(
    real_pages: FlaskClient, address: str, asked: str, given: str, name: str
) -> None:
    reply = real_pages.get(at(address, name, asked), headers={"Accept": "image/png"})
    assert (reply.status_code, reply.mimetype) == (200, given)


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize(("address", "asked"), LEADING)
def test_a_parameter_leads_to_its_document(
    real_pages: FlaskClient, address: str, asked: str, name: str
) -> None:
    reply = real_pages.get(at(address, name, asked), headers={"Accept": "image/png"})
    assert (reply.status_code, reply.location) == (303, f"{address}.{asked}")


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize(("address", "same", "other"), NAMED)
def test_an_extension_may_be_repeated_and_not_contradicted(
    real_pages: FlaskClient, address: str, same: str, other: str, name: str
) -> None:
    assert real_pages.get(at(address, name, same)).status_code == 200
    refused = real_pages.get(at(address, name, other))
    assert refused.status_code == 400
    assert "the address names" in refused.get_data(as_text=True)


ROUTES = [*(item[0] for item in NEGOTIATED), *(item[0] for item in LEADING)]


@pytest.mark.parametrize("address", dict.fromkeys(ROUTES))
def test_names_that_are_no_format_s_and_formats_that_there_are_not_are_refused(
    real_pages: FlaskClient, address: str
) -> None:
    for name in PARAMETERS:
        assert real_pages.get(at(address, name, "nope")).status_code == 400
        assert real_pages.get(at(address, name, "image/png")).status_code == 406
    both = at(at(address, "format", "json"), "output", "csv")
    assert real_pages.get(both).status_code == 400


def test_no_route_ignores_a_format_that_it_does_not_have(
    patience: None, real_pages: FlaskClient
) -> None:
    tried = set()
    for request in ROUTE_REQUESTS:
        if request.method != "GET":
            continue
        with real_pages.get(request.path, headers=request.headers) as plain:
            status, given = plain.status_code, str(plain.mimetype)
        if status != 200:
            continue
        tried.add(request.route)
        for value, expected in (("image/png", {400, 406}), ("nope", {400}), (given, {200, 400})):
            path = at(request.path, "format", quote(value))
            with real_pages.get(path, headers=request.headers) as found:
                assert found.status_code in expected, path
    assert len(tried) > 25


@pytest.mark.parametrize(
    ("address", "name", "status"),
    [
        ("/opensearch.xml", "xml", 200),
        ("/context.jsonld", "json", 200),
        ("/district/210104", "json", 406),
        ("/download/dataset.nq", "ttl", 406),
        ("/static/style.css", "html", 406),
    ],
)
def test_a_route_with_one_format_says_which(
    real_pages: FlaskClient, address: str, name: str, status: int
) -> None:
    with real_pages.get(address) as plain:
        given = plain.mimetype
    with real_pages.get(at(address, "format", name)) as reply:
        assert reply.status_code == status
        if status == 406:
            assert f"can be had as: {given}" in reply.get_data(as_text=True)
            assert reply.headers["Access-Control-Allow-Origin"] == "*"
