"""The source pages: every evidence has its place, with the text and without it."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.knowledge.citations import citations_in
from districtgraph.server.knowledge.sources.marked_blocks import KnownText, Layer, blocks_of
from districtgraph.server.knowledge.sources.source_reading import KINDS, read_source
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from tests.server.web.pages.conftest import PagesOf

PAGE = "/source/dadong-district"
DOCUMENT = "https://w3id.org/districtgraph/id/document/dadong-district"


class Article(HTMLParser):
    """The text of a source page: its words, and the words under each id."""

    def __init__(self, pages: list[str]) -> None:
        super().__init__()
        self.words = ""
        self.places: dict[str, str] = {}
        self.links: list[str] = []
        self.gaps: list[int] = []
        self._open: list[str] = []
        self._details = self._gap = 0
        for page in pages:
            article = page.partition("<article")[2].partition("</article>")[0]
            self.feed(article.partition(">")[2])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        features = {name: value or "" for name, value in attributes}
        if tag == "details":
            self._details += 1
        if tag == "span" and not self._details:
            self._gap = features["class"] == "gap"
            pieces = re.findall(r"piece-\d+", features["class"])
            self._open.append(features.get("id") or "".join(pieces))
            assert features.get("id") not in self.places
            if self._open[-1]:
                self.places.setdefault(self._open[-1], "")
        if tag == "a" and not self._details:
            self.links.append(features["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._details -= 1
        if tag == "span" and not self._details:
            self._open.pop()
            self._gap = False

    def handle_data(self, data: str) -> None:
        if self._details:
            return
        if self._gap:
            self.gaps.append(int(re.findall(r"\d+", data)[0]))
            return
        self.words += data
        for name in self._open:
            if name:
                self.places[name] += data


@pytest.fixture
def reader(real_store: MemoryBackend) -> StoreReader:
    return StoreReader(real_store)


def pages_of_text(client: FlaskClient, language: str = "en") -> list[str]:
    """Return all pages of the document, each of which leads to the next."""
    found: list[str] = []
    link = PAGE
    while link:
        separator = "&" if "?" in link else "?"
        found.append(client.get(f"{link}{separator}lang={language}").get_data(as_text=True))
        following = re.search(r'<a rel="next" href="([^"]*)"', found[-1])
        link = following[1] if following else ""
    assert len(found) >= 2
    return found


def evidence(reader: StoreReader) -> dict[str, str]:
    found = {f"{c.start}-{c.end}": c.quote for c in citations_in(reader, DOCUMENT)}
    assert len(found) >= 250
    return found


def test_every_evidence_has_a_place_with_its_words(
    real_pages: FlaskClient, reader: StoreReader
) -> None:
    article = Article(pages_of_text(real_pages))
    quotes = evidence(reader)
    assert quotes.keys() <= article.places.keys()
    whole = [name for name, quote in quotes.items() if article.places[name] == quote]
    # Marks that cross others continue in further pieces.
    assert len(whole) >= 220
    assert all(quote.startswith(article.places[name]) for name, quote in quotes.items())
    assert article.places["1945-1968"] == quotes["1945-1968"]


def test_the_known_words_and_the_gaps_are_as_long_as_the_sentences(
    real_pages: FlaskClient, reader: StoreReader
) -> None:
    article = Article(pages_of_text(real_pages))
    reading = read_source(reader, DOCUMENT, "en")
    sentences = sum(item.end - item.start for item in reading.sentences)
    assert article.gaps
    shown = len("".join(article.words.split())) + sum(article.gaps)
    assert shown == sentences


def test_every_mark_leads_to_a_claim_that_rests_on_its_words(
    real_pages: FlaskClient, reader: StoreReader
) -> None:
    article = Article(pages_of_text(real_pages))
    assert len(article.links) >= 300
    claims = {f"/id/claim/{c.claim.rpartition('/claim/')[2]}.html" for c in
              citations_in(reader, DOCUMENT)}  # fmt: skip
    assert set(article.links) <= claims


def test_every_claim_is_in_the_list_of_its_paragraph(
    real_pages: FlaskClient, built: BuildResult
) -> None:
    page = "".join(pages_of_text(real_pages))
    listed = re.findall(r'<li class="kind-(\w+)">', page)
    assert len(listed) == built.counts["claims"]
    assert set(listed) == set(KINDS)


def test_excluded_numerals_are_marked_with_their_reason(
    real_pages: FlaskClient, built: BuildResult
) -> None:
    page = "".join(pages_of_text(real_pages, "zh"))
    marks = re.findall(r'kind-excluded[^"]*" id="(numeral-\d+-\d+)" title="([^"]+)"', page)
    assert len(marks) == built.counts["numerals_excluded"]
    assert {reason for _, reason in marks} >= {"固定词语", "名称的一部分"}
    assert all(f'href="#{place}"' in page for place, _ in marks)


def test_with_the_text_the_whole_text_is_there_word_by_word(
    real_pages_with: PagesOf, sources: Path, reader: StoreReader
) -> None:
    article = Article(pages_of_text(real_pages_with(sources=str(sources))))
    text = (sources / "dadong-district.txt").read_text(encoding="utf-8")
    same = "".join(article.words.split()) == "".join(text.split())
    assert same, "the page's words are not the text's"
    assert article.gaps == []
    quotes = evidence(reader)
    assert all(quote.startswith(article.places[name]) for name, quote in quotes.items())


def test_caches_on_the_way_do_not_store_a_page_of_the_text(
    real_pages_with: PagesOf, sources: Path
) -> None:
    response = real_pages_with(sources=str(sources)).get(PAGE)
    assert response.cache_control.private
    assert not response.cache_control.public


def test_another_text_is_not_shown_and_the_page_says_so(
    real_pages_with: PagesOf, tmp_path: Path
) -> None:
    (tmp_path / "dadong-district.txt").write_text("不是那篇文章")
    page = real_pages_with(sources=str(tmp_path)).get(f"{PAGE}?lang=en").get_data(as_text=True)
    assert "is not the recorded one" in page
    assert "不是那篇文章" not in page


def test_an_unknown_document_is_not_found(real_pages: FlaskClient) -> None:
    assert real_pages.get("/source/nothing").status_code == 404
    assert real_pages.get("/source/%3Cx%3E").status_code == 404


def test_the_list_leads_to_each_document(real_pages: FlaskClient, built: BuildResult) -> None:
    page = real_pages.get("/source?lang=en").get_data(as_text=True)
    assert 'href="/source/dadong-district"' in page
    assert str(built.counts["claims"]) in page


def test_a_store_without_documents_says_so(pages_of: PagesOf) -> None:
    page = pages_of("").get("/source?lang=en").get_data(as_text=True)
    assert "no source document" in page


def quads_of_documents(number: int) -> str:
    term = "https://w3id.org/districtgraph/ontology#SourceDocument"
    lines = []
    for index in range(number):
        document = NamedNode(f"https://w3id.org/districtgraph/id/document/d{index:03}")
        title = Literal(f"document {index}", language="en")
        lines.append(f"{document} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{term}> .")
        lines.append(f"{document} <http://www.w3.org/2000/01/rdf-schema#label> {title} .")
    return "\n".join(lines)


def test_long_lists_have_pages(pages_of: PagesOf) -> None:
    pages = pages_of(quads_of_documents(25))
    first = pages.get("/source?lang=en").get_data(as_text=True)
    assert first.count('class="card"') == 24
    assert 'rel="next" href="/source?lang=en&amp;page=2"' in first
    second = pages.get("/source?lang=en&page=2").get_data(as_text=True)
    assert second.count('class="card"') == 1
    assert 'rel="prev"' in second


def test_a_document_without_sentences_has_gaps_between_its_quotes(
    pages_of: PagesOf, built: BuildResult
) -> None:
    quads = (built.folder / "dataset.nq").read_text(encoding="utf-8")
    remaining = [line for line in quads.splitlines() if "/sentence/" not in line]
    page = "".join(pages_of_text(pages_of("\n".join(remaining))))
    assert page.count('class="gap-line"') >= 50


def test_no_page_of_a_text_is_large_and_each_begins_where_the_one_before_ends(
    real_pages: FlaskClient,
) -> None:
    pages = pages_of_text(real_pages)
    assert all(len(page.encode()) <= 150 * 1024 for page in pages)
    stretches = [re.findall(r"characters ([\d,]+) to ([\d,]+)", page)[0] for page in pages]
    assert stretches[0][0] == "0"
    assert [end for _, end in stretches[:-1]] == [start for start, _ in stretches[1:]]


def test_a_link_to_words_leads_to_the_page_that_has_them(
    real_pages: FlaskClient, reader: StoreReader
) -> None:
    last = max(citations_in(reader, DOCUMENT), key=lambda item: item.start)
    page = real_pages.get(f"{PAGE}?at={last.start}").get_data(as_text=True)
    assert f'id="{last.start}-{last.end}"' in page
    assert f'id="{last.start}-{last.end}"' not in real_pages.get(PAGE).get_data(as_text=True)


def test_an_offset_that_is_none_is_the_first_page(real_pages: FlaskClient) -> None:
    first = real_pages.get(PAGE).get_data(as_text=True)
    for at in ("x", "-1", "9" * 40, "٣"):
        assert 'rel="prev"' not in first
        assert 'rel="prev"' not in real_pages.get(f"{PAGE}?at={at}").get_data(as_text=True)


def test_a_long_text_without_paragraphs_is_cut_between_sentences() -> None:
    length = 400
    sentences = [(number * length, (number + 1) * length) for number in range(10)]
    text = KnownText(10 * length, [(0, "字" * 10 * length)])
    crossing = Layer(790, 810, "mention", "", ("urn:x",))
    blocks = list(blocks_of(text, [crossing], sentences))
    assert len(blocks) >= 3
    assert blocks[0].start == 0
    assert all(one.end == other.start for one, other in pairwise(blocks))
    assert 800 not in {block.end for block in blocks}
    assert all(block.end % length == 0 for block in blocks)
