import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import NotAcceptableError
from districtgraph.server.http.media_types import ALL_FORMATS, GRAPH_FORMATS, RESULT_FORMATS
from districtgraph.server.http.negotiation import (
    choose_format,
    choose_language,
    parse_accept,
    quality,
)

JSON, TURTLE = "application/sparql-results+json", "text/turtle"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", "text/csv"),
        ("text/csv;charset=utf-8", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/sparql-results+xml, application/sparql-results+json;q=0.9",
         "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/csv;q=0.3, text/*;q=0.8", "text/tab-separated-values"),
        ("nonsense, text/tab-separated-values", "text/tab-separated-values"),
        # In a quoted string, neither a comma nor a semicolon separates.
        ('text/csv;x="a,b";q=0.1, application/sparql-results+json;q=0.5', JSON),
        ('text/csv;x="a;q=0";q=0.9, application/sparql-results+json;q=0.5', "text/csv"),
        ('text/csv;x="a\\",b", application/sparql-results+json;q=0.5', "text/csv"),
        ('text/csv;q=0.1;x="a, application/sparql-results+json', "text/csv"),
        (BROWSER, "text/html"),
    ],
)  # fmt: skip
def test_results(header: str | None, chosen: str) -> None:
    assert choose_format(header, RESULT_FORMATS).media_type == chosen


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, TURTLE),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.8, application/n-triples", "application/n-triples"),
        ("application/trig", "application/trig"),
        (BROWSER, "text/html"),
    ],
)
def test_graphs(header: str | None, chosen: str) -> None:
    assert choose_format(header, GRAPH_FORMATS).media_type == chosen


@pytest.mark.parametrize("header", ["image/png", "*/*;q=0", "text/csv;q=0", "nonsense", "a/b, c/d"])
def test_nothing_acceptable_says_what_there_is(header: str) -> None:
    with pytest.raises(NotAcceptableError) as caught:
        choose_format(header, RESULT_FORMATS)
    assert "text/csv" in str(caught.value)


def test_n_triples_as_plain_text_are_no_ascii() -> None:
    chosen = choose_format("text/plain", GRAPH_FORMATS)
    assert chosen.content_type == "text/plain; charset=utf-8"


def test_charset_follows_the_registration() -> None:
    assert choose_format("text/csv", RESULT_FORMATS).content_type == "text/csv; charset=utf-8"
    assert choose_format(JSON, RESULT_FORMATS).content_type == JSON


media_types = st.sampled_from(
    [name for item in ALL_FORMATS for name in item.media_types] + ["*/*", "text/*", "image/png"]
)
weights = st.sampled_from(["0", "0.0", "0.001", "0.5", "1", "1.000"])
headers = st.lists(st.tuples(media_types, weights), min_size=1, max_size=8)


@given(headers, st.sampled_from([RESULT_FORMATS, GRAPH_FORMATS]))
def test_a_format_with_quality_zero_is_never_chosen(
    items: list[tuple[str, str]],
    offered: tuple,  # type: ignore[type-arg]
) -> None:
    header = ", ".join(f"{name};q={q}" for name, q in items)
    ranges = parse_accept(header)
    best = max(quality(item.media_type, ranges) for item in offered)
    try:
        chosen = quality(choose_format(header, offered).media_type, ranges)
    except NotAcceptableError:
        assert best == 0
    else:
        assert chosen > 0
        assert chosen >= best


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("en", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("de, en-GB;q=0.7, zh;q=0.3", "en"),
        ("fr", "zh"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("zh;q=0", "en"),
        ("zh;q=0, *", "en"),
        ("zh;q=0.5, *;q=0.8", "en"),
        ("zh-TW;q=0, zh-CN", "zh"),
        ("*", "zh"),
        ("zh;q=0, en;q=0", "zh"),
    ],
)
def test_language(header: str | None, language: str) -> None:
    assert choose_language(header, ("zh", "en")) == language


def test_items_after_the_first_hundred_are_ignored() -> None:
    assert choose_format("image/png," * 99 + "text/csv", RESULT_FORMATS).media_type == "text/csv"
    with pytest.raises(NotAcceptableError):
        choose_format("image/png," * 100 + "text/csv", RESULT_FORMATS)
    assert choose_language("fr," * 99 + "en", ("zh", "en")) == "en"
    assert choose_language("fr," * 100 + "en", ("zh", "en")) == "zh"
