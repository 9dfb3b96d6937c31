"""The page about one resource, over the first article's graph: its content and evidence."""

import json
import re
from functools import cache
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.claims.claim import CURATOR, Claim
from districtgraph.graph.curation.articles import read_articles
from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES
from tests.conftest import ROOT
from tests.server.web.pages.entity.html_outline import outline_of

DISTRICT = "/id/place/210104.html"
CARE = "/id/programme/community-care-stations.html"
FUNDS = "/id/claim/dadong-district/assistance-funds.html"
NUM = "http://qudt.org/vocab/unit/NUM"


def page_at(client: FlaskClient, path: str, language: str = "en", **parameters: str) -> str:
    response = client.get(path, query_string={**parameters, "lang": language})
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


@cache
def curated_claims() -> list[Claim]:
    """Return the claims to which a curator has given a field."""
    claims = [claim for article in read_articles(ARTICLES) for claim in article.content.claims]
    return [claim for claim in claims if CURATOR in claim.by.values()]


def text_of(page: str) -> str:
    """Return the text of a page with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def item_with(page: str, link: str) -> str:
    """Return the list item that contains the first link to an address."""
    start = page.rindex("<li>", 0, page.index(f'href="{link}"'))
    return page[start : page.find("</li>\n<li>\n<p", start)]


@pytest.mark.parametrize(
    ("language", "title", "other", "kind", "heading"),
    [("zh", "大东区", "Dadong District", "市辖区", "数据 (34)"),
     ("en", "Dadong District", "大东区", "district", "Figures (34)")],
)  # fmt: skip
def test_a_page_has_both_names_the_kind_and_the_iri(
    real_pages: FlaskClient, language: str, title: str, other: str, kind: str, heading: str
) -> None:
    page = page_at(real_pages, DISTRICT, language)
    outline = outline_of(page)
    assert outline.headings[0] == (1, title)
    assert (2, heading) in outline.headings
    assert f"<title>{title} – " in page
    assert ("zh" if language == "en" else "en", other) in outline.languages
    assert outline.links["/ontology.html#District"] == kind
    assert f"{BASE}id/place/210104</code>" in page
    assert outline.links[f"{DISTRICT}?lang={'en' if language == 'zh' else 'zh'}"]


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("assistance-funds", "≥ ¥10.56 million 1056万余元"),
        ("compounds-given-property-management", "≥ 100 residential compounds 一百余个"),
        ("growth-of-economic-indicators-2021", "10–99% 两位数"),
        ("share-of-city-industrial-value-added", "32%"),
        ("old-pipe-network-renovated", "59.15 km 59.15公里"),
        ("pm25-lowest-of-city", "全市最低 rank 1 (lowest first)"),
        ("automotive-output-2024", "target ¥260 billion 2600亿元"),
        ("connected-vehicle-commercial-zone-2024", "target 第一个智能网联汽车商用区"),
        ("enterprises-on-specialised-list-against-previous-years", "more than"),
    ],
)
def test_figures_are_honest_text(real_pages: FlaskClient, claim: str, shown: str) -> None:
    page = page_at(real_pages, DISTRICT)
    link = f"/id/claim/dadong-district/{claim}.html"
    amount = page[page.index(f'<p class="amount"><a href="{link}"') :]
    assert shown in text_of(amount[: amount.index("</p>")])


def test_periods_stay_as_unresolved_as_the_text_leaves_them(real_pages: FlaskClient) -> None:
    for language, period, due in (
        ("en", "at present 目前", "Due 2024"),
        ("zh", "目前", "期限 2024年"),
    ):
        text = text_of(page_at(real_pages, DISTRICT, language))
        assert f"{period} " in text
        assert due in text
    assert "period not stated · achieved" in text_of(page_at(real_pages, DISTRICT))


def test_a_number_leads_to_its_words_in_one_click(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, DISTRICT)
    item = item_with(page, FUNDS)
    details = item[item.index("<details>") : item.index("</details>")]
    text = text_of(details)
    for expected in ("已累计投入资金1056万余元，帮扶救助困难家庭", "1945–1968", "number grammar",
                 "curators", "at present 目前", "achieved"):  # fmt: skip
        assert expected in text
    assert 'href="/source/dadong-district?at=1945#1945-1968"' in details
    assert 'href="/id/evidence/dadong-district/1945-1968.html"' in details


def test_every_figure_and_every_claimed_statement_has_its_words(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, DISTRICT)
    details = re.findall(r"<details>(.*?)</details>", page, re.DOTALL)
    evidence = [item for item in details if "<summary>Evidence" in item]
    assert len(evidence) >= 34 + 76
    assert all('href="/source/dadong-district?at=' in item for item in evidence)


def test_inferred_statements_are_marked_and_name_their_premises(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, CARE)
    run_by = page[page.index("<h3>run by") :]
    item = run_by[: run_by.index("<h3>", 1)]
    text = text_of(item)
    assert "Dadong District inferred" in text
    assert "Follows from" in text
    assert "Dadong District – runs – Community elderly-care stations" in text
    assert 'href="/source/dadong-district?at=' in item
    provides = page[page.index("<h3>provides") :]
    assert "inferred" not in provides[: provides.index("</ul>")].split("<details>")[0]


def test_a_programme_has_its_figures_and_what_it_is_measured_by(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, CARE, "zh")
    headings = [text for _, text in outline_of(page).headings]
    assert "数据 (1)" in headings
    for expected in ("实施主体 1", "建设设施 1", "衡量指标 1", "致力于 1"):
        assert expected in headings


def test_a_claim_says_who_supplied_each_field(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, FUNDS)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    fields = {tuple(text_of(cell) for cell in re.split(r"</t[hd]>", row)[:3]) for row in rows}
    assert (
        "measures indicator",
        "Funds put into assistance to people in difficulty",
        "curators",
    ) in fields
    assert ("value", "10560000", "extraction rules") in fields
    assert ("beneficiary", "Families in difficulty", "curators") in fields
    assert len(fields) >= 12
    assert all(supplier for _, _, supplier in fields)
    ids = outline_of(page).ids
    assert (ids["rules"], ids["curation"]) == (1, 1)


def test_a_statement_is_read_as_what_it_states(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, "/id/claim/dadong-district/210104-plansToDevelop-aerospace.html")
    headline = page[page.index('<p class="headline triple">') :]
    assert text_of(headline[: headline.index("</p>")]) == (
        "Dadong District → plans to develop → Aerospace"
    )
    assert "planned" in text_of(page)


def test_evidence_shows_the_words_their_place_and_what_rests_on_them(
    real_pages: FlaskClient,
) -> None:
    page = page_at(real_pages, "/id/evidence/dadong-district/1945-1968.html")
    outline = outline_of(page)
    assert ("zh", "已累计投入资金1056万余元，帮扶救助困难家庭") in outline.languages
    assert outline.links["/source/dadong-district?at=1945#1945-1968"] == "Read it in the text"
    assert FUNDS in outline.links
    assert (outline.ids["quote"], outline.ids["position"]) == (1, 1)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/id/indicator/persons-assisted.html", ["Concept scheme", "in scheme 1", "Figures (1)"]),
        ("/id/beneficiary-group/families-in-difficulty.html", ["broader 1", "narrower 2"]),
        ("/id/facility-kind/community-care-station.html", ["by “provides” 1", "What refers to it"]),
        ("/id/period/2024.html", ["Figures (2)"]),
        ("/id/scheme/industries.html", ["has top concept {industries}"]),
        ("/id/document/dadong-district.html", ["What refers to it", "by “of document” 106"]),
        ("/id/agent/curators.html", ["by “attributed to” {curated}"]),
        ("/id/rule/number-grammar.html", ["What refers to it"]),
        ("/id/activity/dadong-district/extraction.html", ["by “generated by” {claims}"]),
        ("/graph/inferred.html", ["Other statements"]),
        ("/dataset.html", ["Parts of this record", "#class-1"]),
    ],
)
def test_every_kind_of_thing_has_its_page(
    real_pages: FlaskClient, built: BuildResult, path: str, expected: list[str]
) -> None:
    headings = [text for _, text in outline_of(page_at(real_pages, path)).headings]
    tops = (ROOT / "ontology/schemes/industries.ttl").read_text(encoding="utf-8")
    industries = tops.count("skos:topConceptOf")
    counts = {"claims": built.counts["claims"], "curated": len(curated_claims())}
    wanted = [text.format(industries=industries, **counts) for text in expected]
    assert [text for text in wanted if text not in headings] == []


def test_sentences_and_numerals_lead_to_their_place(real_pages: FlaskClient) -> None:
    for path, place in (("numeral/dadong-district/1098-1099", "1098-1099"),
                        ("sentence/dadong-district/27", "1146-1208")):  # fmt: skip
        links = outline_of(page_at(real_pages, f"/id/{path}.html")).links
        assert f"/source/dadong-district?at={place.partition('-')[0]}#{place}" in links


def test_a_unit_of_a_foreign_vocabulary_has_a_page(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, "/resource.html", "zh", iri=NUM)
    outline = outline_of(page)
    assert outline.headings[0] == (1, "个（计数）")
    assert "常用单位" in " ".join(text for _, text in outline.headings)


def test_many_incoming_links_are_paged_and_complete(
    real_pages: FlaskClient,
) -> None:
    path = "/id/agent/curators.html"
    page = page_at(real_pages, path)
    via = "http://www.w3.org/ns/prov#wasAttributedTo"
    first = next(
        link for link in outline_of(page).links if "via=" in link and "AttributedTo" in link
    )
    assert parse_qs(urlsplit(first).query)["via"] == [via]
    seen: set[str] = set()
    pages = 0
    link: str | None = first
    while link:
        text = real_pages.get(link).get_data(as_text=True)
        group = text[text.index('<ul class="entries">') : text.index('<p class="pages">')]
        found = set(outline_of(group).links)
        assert 0 < len(found) <= 50
        assert not found & seen
        seen |= found
        pages += 1
        more = re.search(r'<a rel="next" href="([^"]*)"', text)
        link = unescape(more[1]) if more else None
    claims = len(curated_claims())
    assert claims > 100
    assert (len(seen), pages) == (claims, -(-claims // 50))


def test_a_heading_counts_what_is_below_it(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, "/id/modality/target.html", "en")
    groups = re.findall(r'<details class="incoming".*?</details>', page, re.DOTALL)
    assert groups
    for group in groups:
        count = int(re.findall(r'class="count">([\d,]+)<', group)[0].replace(",", ""))
        assert min(count, 20) == group.count("<li>"), group[:300]
    assert any("an unnamed part of it" in group for group in groups)


def test_headings_descend_one_level_at_a_time_and_elements_close(real_pages: FlaskClient) -> None:
    for path in (DISTRICT, CARE, FUNDS, "/id/evidence/dadong-district/1945-1968.html",
                 "/id/document/dadong-district.html", "/dataset.html"):  # fmt: skip
        outline = outline_of(page_at(real_pages, path))
        levels = [level for level, _ in outline.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert outline.unclosed == []
        assert [name for name, count in outline.ids.items() if count > 1] == []


def test_downloads_and_the_query_behind_the_page(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, DISTRICT)
    links = outline_of(page).links
    for extension in ("ttl", "jsonld", "nt", "rdf", "trig", "nq"):
        assert f"/id/place/210104.{extension}" in links
    assert '<link rel="alternate" href="/id/place/210104.ttl" type="text/turtle">' in page
    editor = next(link for link in links if link.startswith("/editor?"))
    query = parse_qs(urlsplit(editor).query)["query"][0]
    assert f"<{BASE}id/place/210104> ?property ?object" in query
    assert query in unescape(page)


def test_neighbours_are_data_for_the_picture_and_a_list(real_pages: FlaskClient) -> None:
    page = page_at(real_pages, CARE)
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    labels = [node["label"] for node in data["nodes"]]
    assert labels[0] == "Community elderly-care stations"
    assert "Dadong District" in labels
    assert len(data["links"]) >= 5
    listed = page[page.index("The relations as a list") :]
    assert listed[: listed.index("</ul>")].count("<li>") == len(data["links"])


def test_an_unknown_resource_gives_404(real_pages: FlaskClient) -> None:
    assert real_pages.get("/id/place/999999.html").status_code == 404


@pytest.mark.usefixtures("patience")
def test_every_link_of_a_page_leads_somewhere(real_pages: FlaskClient) -> None:
    pages = [
        page_at(real_pages, path)
        for path in (CARE, FUNDS, "/dataset.html", "/id/numeral/dadong-district/1098-1099.html")
    ]
    pages.append(page_at(real_pages, "/resource.html", iri=NUM))
    ours = ("/id/", "/resource", "/graph/", "/ontology", "/editor", "/source", "/download")
    found = {link.partition("#")[0] for page in pages for link in outline_of(page).links}
    links = {link for link in found if link.startswith(ours)}
    assert len(links) >= 200
    assert any("22-rdf-syntax-ns%23type" in link for link in links)
    assert "/download/dataset.nq" in links
    for link in sorted(links):
        with real_pages.get(link) as response:
            assert response.status_code == 200, link


def test_a_resource_that_is_only_used_has_a_page_and_no_data(real_pages: FlaskClient) -> None:
    for iri in ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                "https://creativecommons.org/licenses/by/4.0/"):  # fmt: skip
        response = real_pages.get("/resource.html", query_string={"iri": iri, "lang": "en"})
        page = response.get_data(as_text=True)
        assert response.status_code == 200
        assert "Link" not in response.headers
        assert 'rel="alternate" href="/resource.ttl' not in page
        assert real_pages.get("/resource.ttl", query_string={"iri": iri}).status_code == 404
    for iri in ("http://example.org/unknown", "no iri"):
        response = real_pages.get("/resource.html", query_string={"iri": iri})
        assert response.status_code in (400, 404)
