"""The frame of every page: language and links."""

import json
import re

from flask.testing import FlaskClient

from tests.server.web.pages.conftest import PagesOf


def links(page: str) -> list[str]:
    found = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert found
    return found


def test_the_frame_has_landmarks_and_a_way_past_the_navigation(real_pages: FlaskClient) -> None:
    page = real_pages.get("/?lang=en").get_data(as_text=True)
    assert '<html lang="en">' in page
    assert '<a class="skip" href="#content">' in page
    assert '<main id="content"' in page
    for element in ("header", "nav", "main", "footer"):
        assert page.count(f"<{element}") == 1


def test_the_navigation_leads_only_to_pages_that_are_there(real_pages: FlaskClient) -> None:
    page = real_pages.get("/").get_data(as_text=True)
    navigation = page[page.index("<nav") : page.index("</nav>")]
    paths = links(navigation)
    assert paths[0] == "/"
    assert 'aria-current="page"' in navigation
    for path in paths:
        with real_pages.get(path, follow_redirects=True) as response:
            assert response.status_code == 200, path


def test_every_link_has_the_prefix_of_a_proxy(real_pages_with: PagesOf) -> None:
    pages = real_pages_with(public_url="https://example.org/districts")
    page = pages.get("/?lang=en").get_data(as_text=True)
    local = [link for link in links(page) if link.startswith("/")]
    assert len(local) >= 4
    assert all(link.startswith("/districts/") for link in local)


def test_switching_the_language_preserves_the_page_and_its_parameters(
    real_pages: FlaskClient,
) -> None:
    page = real_pages.get("/?lang=en&x=1&x=%E5%8C%BA").get_data(as_text=True)
    switch = re.search(r'class="language" href="([^"]*)"', page)
    assert switch
    assert switch[1] == "/?x=1&amp;x=%E5%8C%BA&amp;lang=zh"


def test_the_dataset_is_described_to_search_engines(real_pages: FlaskClient) -> None:
    page = real_pages.get("/?lang=en").get_data(as_text=True)
    markup = re.search(r'<script type="application/ld\+json">(.*)</script>', page)
    assert markup
    assert json.loads(markup[1])["@type"] == "Dataset"


def test_the_licence_is_the_dataset_s_and_a_bare_store_has_none(
    real_pages: FlaskClient, pages_of: PagesOf
) -> None:
    assert 'rel="license" href="https://creativecommons.org/licenses/by/4.0/"' in (
        real_pages.get("/source").get_data(as_text=True)
    )
    bare = pages_of("").get("/source").get_data(as_text=True)
    assert 'rel="license"' not in bare
    assert "application/ld+json" not in bare


def test_the_navigation_marks_the_current_page(real_pages: FlaskClient) -> None:
    page = real_pages.get("/data?lang=en").get_data(as_text=True)
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert '<a href="/data" aria-current="page">' in navigation
    assert navigation.count("aria-current") == 1
