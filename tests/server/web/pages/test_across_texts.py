"""A place's page shows what its texts say together, and leads to the claims on both sides."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.server.knowledge.figures.sample_figures import full, labelled, line, two_districts
from tests.server.web.pages.conftest import PagesOf


@pytest.fixture(scope="module")
def application(series_quads: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("pages")
    return pages_application(ServerConfig(folder), no_dataset(folder), MemoryBackend(series_quads))


@pytest.fixture
def pages(application: Flask) -> FlaskClient:
    return application.test_client()


def section(page: str, name: str) -> str:
    found = re.search(f'<section aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    assert found, f"no section {name}"
    return found[0]


def rows(part: str) -> list[list[str]]:
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in re.findall(r"<tr>.*?</tr>", part, re.DOTALL)[1:]
    ]


def test_targets_are_shown_with_what_was_reached_and_the_verdict(pages: FlaskClient) -> None:
    page = pages.get("/district/990301?lang=en").get_data(as_text=True)
    found = rows(section(page, "targets"))
    years = [int(row[0].rpartition(" ")[2]) for row in found]
    assert years == sorted(years, reverse=True)
    assert {row[3] for row in found} == {"met", "nearly met", "missed"}
    links = re.findall(r'href="/id/claim/([\w-]+)/', section(page, "targets"))
    # Each row leads to the target's report, and to a later one.
    assert len(links) == 2 * len(found)
    assert all(aim < reached for aim, reached in zip(links[::2], links[1::2], strict=True))


@pytest.mark.parametrize(
    ("language", "last"), [("en", "All conflicting values"), ("zh", "全部冲突数值")]
)
def test_conflicts_lead_to_the_claims_of_both_sides(
    pages: FlaskClient, language: str, last: str
) -> None:
    page = pages.get(f"/district/990301?lang={language}").get_data(as_text=True)
    part = section(page, "conflicts")
    found = rows(part)
    assert found
    assert all(earlier != later.removeprefix("≠ ") for *_, earlier, later in found)
    assert len(re.findall(r'href="/id/claim/', part)) == 2 * len(found)
    assert last in part
    listed = re.search(r'href="(/queries/conflicting-values[^"]*)"', part)
    assert listed
    assert pages.get(listed[1].replace("&amp;", "&")).status_code == 200


def test_what_relates_the_neighbours_of_an_outcome_is_named(pages: FlaskClient) -> None:
    part = section(pages.get("/district/990301?lang=en").get_data(as_text=True), "targets")
    link = re.search(r'href="(/id/series/[^"]+)"', part)
    assert link
    page = pages.get(f"{link[1]}?lang=en").get_data(as_text=True)
    listed = page[page.index("The relations as a list") :]
    assert "measures indicator" in listed
    assert "#indicator" not in re.sub(r"<[^>]+>", " ", listed)
    assert "sdmx-" not in re.sub(r"<[^>]+>", " ", page)


def test_a_place_of_one_text_has_neither(pages_of: PagesOf) -> None:
    page = pages_of(two_districts()).get("/district/100001").get_data(as_text=True)
    assert 'id="targets"' not in page
    assert 'id="conflicts"' not in page


def test_a_form_offers_divisions_before_what_rules_have_named(pages_of: PagesOf) -> None:
    named = "id:facility/n-0123456789ab"
    quads = (
        two_districts()
        + "".join(
            line(thing, "rdf:type", full("dg:Place"))
            for thing in (named, "id:place/100001", "id:place/100002")
        )
        + labelled(named, "一号楼", "“一号楼” (facility)")
    )
    page = pages_of(quads).get("/queries/targets-against-outcomes.html?lang=zh")
    options = re.search(r'<select id="place".*?</select>', page.get_data(as_text=True), re.DOTALL)
    assert options
    keys = re.findall(r'<option value="([^"]+)"', options[0])
    assert keys[-1] == "facility/n-0123456789ab"
    assert {"place/100001", "place/100002"} <= set(keys[:-1])


def test_where_years_are_shown_single_figures_come_last(
    pages: FlaskClient, real_pages: FlaskClient
) -> None:
    page = pages.get("/district/990301?lang=en").get_data(as_text=True)
    document, figure = 'class="card-title"', "figure-card"
    assert page.index(document) < page.index(figure)
    alone = real_pages.get("/district/210104").get_data(as_text=True)
    assert alone.index(figure) < alone.index(document)
