"""The query editor in a browser: it runs, shows, completes and shares, and asks nobody else."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from districtgraph.queries import load_questions

from .watching import Watched, read_until

pytestmark = pytest.mark.usefixtures("processes")

COUNTED = "SELECT * WHERE { VALUES (?name ?number) { ('一'@zh 10) ('二'@zh 9) ('三'@zh 100) } }"


def run(page: Page) -> None:
    page.locator(".tabPanel.active .yasqe_queryButton").click()


def table(page: Page) -> list[list[str]]:
    expect(page.locator(".active .yasr table")).to_be_visible()
    rows = page.locator(".active .yasr tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def column(page: Page, number: int) -> Locator:
    """Return the cells of a column of the result."""
    return page.locator(f".active .yasr tbody tr td:nth-child({number})")


def expect_editor(page: Page, right: Callable[[str], bool]) -> None:
    """Wait until the query that the editor holds is right."""
    script = "() => document.querySelector('.active .CodeMirror')?.CodeMirror.getValue() ?? ''"
    read_until(page, lambda: str(page.evaluate(script)), right)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_runs_and_its_links_lead_to_pages_of_this_server(
    watched: Watched, size: tuple[int, int], language: str
) -> None:
    page = watched.open("/editor?example=money", language=language, size=size)
    rows = table(page)
    assert len(rows) >= 5
    assert any("2600亿元" in row for row in rows)
    link = page.locator(".active .yasr tbody a").first
    assert (link.get_attribute("href") or "").startswith("/id/claim/")
    link.click()
    page.wait_for_url("**/id/claim/**")
    expect(page.locator("h1")).to_be_visible()


def test_columns_sort_as_numbers_and_rows_are_filtered(watched: Watched) -> None:
    page = watched.open(f"/editor?query={COUNTED}")
    run(page)
    expect(column(page, 2)).to_have_text(["10", "9", "100"])
    heading = page.get_by_role("button", name="number", exact=True)
    heading.click()
    expect(column(page, 2)).to_have_text(["9", "10", "100"])
    heading.click()
    expect(column(page, 2)).to_have_text(["100", "10", "9"])
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    page.get_by_label("筛选", exact=True).fill("二")
    expect(column(page, 1)).to_have_text(["二"])
    expect(page.locator(".yasr td [lang=zh]")).to_have_text("二")


def test_long_results_come_in_pages(watched: Watched) -> None:
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 250"
    page = watched.open(f"/editor?query={query}", language="en")
    run(page)
    expect(column(page, 1)).to_have_count(100)
    first = table(page)
    page.get_by_role("button", name="Next").click()
    second = read_until(page, lambda: table(page), lambda rows: rows != first)
    assert len(second) == 100
    page.get_by_role("button", name="Next").click()
    expect(column(page, 1)).to_have_count(50)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()


def test_the_table_is_downloaded_as_csv(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("/editor?example=targets-and-their-years")
    shown = table(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 CSV").click()
    file = tmp_path / "result.csv"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename.endswith(".csv")
    head, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert "written" in head and len(rows) == len(shown) >= 2
    assert any("2600亿元" in row for row in rows)


def test_numbers_become_bars_with_their_names(watched: Watched, size: tuple[int, int]) -> None:
    page = watched.open(f"/editor?query={COUNTED}", size=size)
    run(page)
    page.locator(".active .select_chart").click()
    expect(page.locator(".active .chart rect.bar")).to_have_count(3)
    texts = page.locator(".active .chart svg text")
    read_until(page, texts.all_text_contents, {"一", "二", "三", "100"}.issubset)
    widths = [
        float(bar.get_attribute("width") or 0)
        for bar in page.locator(".active .chart rect.bar").all()
    ]
    assert widths[2] > 9 * widths[0] > 9 * widths[1]


def test_the_response_is_shown_as_it_was_sent(watched: Watched) -> None:
    page = watched.open("/editor?query=ASK { ?s ?p ?o }", language="en")
    run(page)
    page.locator(".active .select_response").click()
    shown = "() => document.querySelector('.active .yasr .CodeMirror')?.CodeMirror.getValue() ?? ''"
    sent = read_until(page, lambda: str(page.evaluate(shown)), bool)
    assert json.loads(sent)["boolean"] is True


def test_a_graph_is_a_table_of_its_triples(watched: Watched) -> None:
    query = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3"
    page = watched.open(f"/editor?query={query}", language="en")
    run(page)
    assert len(table(page)) == 3


def test_an_error_is_reported_with_its_place(watched: Watched) -> None:
    watched.permitted_status = 400
    page = watched.open("/editor?query=SELECT * WHERE { ?s ?p }", language="en")
    run(page)
    expect(page.locator(".active .yasr")).to_contain_text("line 1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("dg:观测", "dg:Observation"), ("dg:rank", "dg:Ranking"), ("dg:LowerB", "dg:LowerBoundClaim")],
)
def test_classes_are_completed_by_name_and_by_label(
    watched: Watched, typed: str, expected: str
) -> None:
    query = "PREFIX dg: <https://w3id.org/districtgraph/ontology#>\nSELECT * WHERE { ?x a "
    page = watched.open("/editor?query=ASK {}")
    page.locator(".active .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query + typed)
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text=expected).first.click()
    expect_editor(page, lambda text: text.endswith(expected))


def test_properties_and_prefixes_are_completed(watched: Watched) -> None:
    page = watched.open("/editor?query=ASK {}")
    page.locator(".active .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("PREFIX dg: <https://w3id.org/districtgraph/ontology#> ")
    page.keyboard.insert_text("SELECT * WHERE { ?claim dg:asWr")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("dg:asWritten")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.type("PREFIX d")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("dcat: <http")
    ours = "dg: <https://w3id.org/districtgraph/ontology#>"
    found = page.locator(".CodeMirror-hint")
    hints = read_until(page, found.all_inner_texts, lambda texts: ours in texts)
    assert len(hints) <= 4, "only our own prefixes"


def test_an_example_opens_in_a_tab_without_loading_the_page(watched: Watched) -> None:
    page = watched.open("/editor?example=money")
    page.evaluate("window.still_loaded = true")
    page.locator("[data-example=elderly-care]").click()
    expect_editor(page, lambda text: "养老" in text)
    assert page.evaluate("window.still_loaded") is True
    expect(page).to_have_url(f"{watched.site}/editor?example=elderly-care")
    expect(page.get_by_role("tab")).to_have_count(2)
    page.locator("[data-example=money]").click()
    expect(page.get_by_role("tab")).to_have_count(2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_runs_when_it_is_chosen_and_its_columns_have_titles(
    watched: Watched, size: tuple[int, int], language: str
) -> None:
    page = watched.open(f"/editor?query={COUNTED}", language=language, size=size)
    page.locator("[data-example=money]").click()
    title = {"zh": "原文表述", "en": "As written"}[language]
    heading = page.locator(".active .yasr th .sort[data-variable=written]")
    expect(heading).to_have_text(title)
    assert "?written" in (heading.get_attribute("title") or "")


def test_the_quotes_of_a_result_are_on_the_screen(watched: Watched) -> None:
    page = watched.open("/editor?example=figures-with-evidence", size=(1280, 800))
    table(page)
    box = page.locator(".active .yasr th:has(.sort[data-variable=quotes])").bounding_box()
    assert box is not None and box["x"] + box["width"] <= 1280


def test_a_query_of_somebody_else_waits_until_it_is_run(watched: Watched) -> None:
    page = watched.open(f"/editor?query={COUNTED}")
    expect_editor(page, lambda text: text == COUNTED)
    expect(page.locator(".active .yasr tbody tr")).to_have_count(0)


def test_the_button_that_runs_says_so_and_covers_no_text(
    watched: Watched, size: tuple[int, int]
) -> None:
    page = watched.open("/editor", language="zh", size=size)
    button = page.locator(".active .yasqe_queryButton")
    words = "button => getComputedStyle(button, '::after').content"
    read_until(page, lambda: str(button.evaluate(words)), lambda text: "运行查询" in text)
    text = page.locator(".active .yasqe .CodeMirror-lines").bounding_box()
    below = button.bounding_box()
    assert below and text and text["y"] + text["height"] <= below["y"] + 1


def test_a_query_that_its_reader_stops_is_no_error_and_can_be_run_again(watched: Watched) -> None:
    page = watched.open(f"/editor?query={COUNTED}", language="en")
    page.route("**/sparql", lambda route: None)
    with page.expect_request("**/sparql"):
        run(page)
    with page.expect_event("requestfailed"):
        run(page)
    # Two frames: what the editor draws for an answer is drawn by then.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    expect(page.locator(".active .yasr .errorResult")).to_have_count(0)
    page.unroute("**/sparql")
    run(page)
    expect(column(page, 2)).to_have_text(["10", "9", "100"])


def test_examples_are_found_by_words(watched: Watched) -> None:
    page = watched.open("/editor", language="en")
    shown = page.locator("[data-example]:visible")
    assert len(load_questions()) >= 49
    expect(shown).to_have_count(len(load_questions()))
    page.get_by_label("Find an example").fill("elderly")
    read_until(page, shown.count, lambda count: 1 <= count < 10)


def test_a_short_link_opens_the_query_for_another_reader(watched: Watched) -> None:
    page = watched.open(f"/editor?query={COUNTED}", language="en")
    page.get_by_role("button", name="Get a short link").click()
    field = page.get_by_label("Get a short link")
    expect(field).to_have_value(re.compile("/q/"))
    link = field.input_value()
    assert link.startswith(f"{watched.site}/q/") and len(link) < len(watched.site) + 20
    other = watched.open(link.removeprefix(watched.site), language="zh")
    expect_editor(other, lambda text: text == COUNTED)


def test_typed_text_is_restored_when_the_editor_opens_again(watched: Watched) -> None:
    page = watched.open("/editor")
    page.locator(".active .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK { ?what ?was ?typed }")
    page.keyboard.press("Tab")
    stored = "() => Object.values(localStorage).some((text) => text.includes('?typed'))"
    page.wait_for_function(stored)
    page.reload()
    expect_editor(page, lambda text: text == "ASK { ?what ?was ?typed }")


def test_controls_speak_the_page_s_language(watched: Watched) -> None:
    page = watched.open("/editor?example=money", language="zh")
    table(page)
    for name in ("表格", "图表", "响应"):
        expect(page.locator(".active .yasr_btnGroup").get_by_text(name)).to_be_visible()
    names = page.locator("#yasgui [aria-label]:visible, #yasgui [title]:visible")
    said = [
        value
        for node in names.all()
        for attribute in ("aria-label", "title")
        if (value := node.get_attribute(attribute))
    ]
    english = [text for text in said if text.isascii() and not text.startswith(("http", "xsd:"))]
    assert said and not english


def test_without_script_a_form_asks_the_endpoint(watched: Watched, size: tuple[int, int]) -> None:
    page = watched.open("/editor?example=money", language="en", size=size, scripts=False)
    page.get_by_role("button", name="Run the query").click()
    page.wait_for_url("**/sparql?query=*")
    expect(page.get_by_role("cell", name="2600亿元").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Get a short link").click()
    page.wait_for_url("**/q/*")
