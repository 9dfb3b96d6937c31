"""What `extract` prints: one record a claim, exact, complete and the same each time."""

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.overlay_skeleton import overlay_skeleton
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, json_line
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.mapping.candidate_mapping import CANDIDATE_SCHEME
from districtgraph.graph.mapping.extracted_claims import all_quads, extracted_quads
from districtgraph.graph.rdf.vocabulary import BASE, expand, term
from tests.graph.extraction.read_claims import extracted
from tests.graph.sample_files import REPORT

FIELDS = (
    "id", "quote", "start", "end", "number", "kind", "value", "unit", "unit_iri", "base_value",
    "lower", "upper", "comparator", "approximate", "indicator", "indicator_text", "change_base",
    "time", "modality", "subject", "programme", "rule",
)  # fmt: skip
KINDS = {
    "value", "growth", "points", "change", "share", "ratio", "count", "rank", "range", "multiple",
    "name", "statement",
}  # fmt: skip
NUMERIC = KINDS - {"name", "statement"}


def figures(text: str) -> list[ClaimObject]:
    return [claim for claim in extracted(text).claims if claim.kind in NUMERIC]


def test_a_claim_has_all_fields_of_the_command() -> None:
    found = extracted(REPORT, place=Place("云湖区", "320999"), stated=DocumentDate(None, 2025))
    lines = [json.loads(json_line(claim)) for claim in found.claims]
    assert len(lines) > 8
    for line in lines:
        assert [name for name in line if name in FIELDS] == list(FIELDS)
        assert line["kind"] in KINDS
    gdp = next(line for line in lines if line["value"] == 51260000000)
    assert gdp["quote"] == "地区生产总值达到512.6亿元"
    assert gdp["number"] == {"text": "512.6亿元", "start": gdp["end"] - 7, "end": gdp["end"]}
    assert (gdp["kind"], gdp["unit"], gdp["comparator"]) == ("value", "元", "equal")
    assert gdp["unit_iri"] == "http://qudt.org/vocab/unit/CCY_CNY"
    assert gdp["indicator"] == "https://w3id.org/districtgraph/id/indicator/gdp"
    assert gdp["indicator_text"]["text"] == "地区生产总值"
    assert gdp["time"]["text"] == "全年"
    assert gdp["time"]["resolved_start"] == "2025-01-01"
    assert gdp["subject"] == {"text": "云湖区", "code": "320999", "start": None, "end": None}


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("城镇新增就业5.9万户。", "count", "59000", "户"),
        ("财政收入同比下降3.2%。", "growth", "-3.2", "%"),
        ("失业率下降0.5个百分点。", "points", "-0.5", "百分点"),
        ("新建道路12.5公里。", "value", "12.5", "公里"),
        ("城镇化率达到百分之六十。", "share", "60", "%"),
        ("产值是上年的1.5倍。", "multiple", "1.5", "倍"),
        ("经济总量居全市第3位。", "rank", "3", None),
        ("开通热线20部。", "count", "20", "部"),
    ],
)
def test_the_value_is_in_the_unit_as_written(
    text: str, kind: str, value: str, unit: str | None
) -> None:
    (claim,) = figures(text)
    assert (claim.kind, claim.value, claim.unit) == (kind, Decimal(value), unit)


def test_a_base_value_is_in_the_base_unit() -> None:
    (claim,) = figures("新建道路12.5公里。")
    assert (claim.base_value, claim.base_unit_iri) == (
        Decimal("12500"),
        "http://qudt.org/vocab/unit/M",
    )


def test_approximations_bound_and_stand_outside_of_the_number() -> None:
    (claim,) = figures("全区新建道路约30公里。")
    assert claim.number is not None
    assert (claim.number.text, claim.approximate, claim.comparator) == ("30公里", True, "about")


def test_names_and_statements_are_claims() -> None:
    found = extracted("江州市云湖区深入实施“强基工程”。").claims
    (statement,) = [claim.statement for claim in found if claim.statement]
    assert (statement.subject.text, statement.property, statement.object.text) == (
        "江州市云湖区", "runs", "强基工程",
    )  # fmt: skip
    assert {claim.name.type for claim in found if claim.name} == {"place", "programme"}


def test_a_figure_knows_the_programme_of_its_clause() -> None:
    found = [claim for claim in figures("实施“强基工程”改造小区45个，新建道路3公里。")]
    assert [claim.programme for claim in found] == ["强基工程", None]


def test_every_numeral_is_in_a_claim_or_excluded_or_listed() -> None:
    text = "一、回顾\n第三产业增长6%。九个一活动开展。房号A3。今年3月。数字7788在此。"
    found = extracted(text)
    covered = [(claim.start, claim.end) for claim in found.claims if claim.kind in NUMERIC]
    listed = {(item.start, item.end): item.reason for item in found.numerals}
    from districtgraph.graph.text.numerals import find_numerals

    for numeral in find_numerals(text):
        inside = any(start < numeral.end and numeral.start < end for start, end in covered)
        assert inside != ((numeral.start, numeral.end) in listed)
    assert [item.text for item in found.unexplained] == ["7788"]


TEXTS = st.lists(
    st.sampled_from(
        [
            *("全年", "地区生产总值", "达到", "5.9万户", "3—5亿元", "，", "。", "\n", "增长6.2%"),
            *("下降约3个百分点", "实施“强基工程”", "区人民医院", "居全省第2位", "翻一番"),
            *("第3次", "力争到2027年", "、", "“", "一、", "12", "《条例》", "5", "%"),
        ]
    ),
    min_size=1,
    max_size=25,
).map(lambda pieces: "工作" + "".join(pieces))  # fmt: skip


@settings(deadline=None)
@given(TEXTS)
def test_quotes_are_exact_numbers_never_overlap_and_bytes_are_the_same(text: str) -> None:
    found = extracted(text)
    assert all(text[claim.start : claim.end] == claim.quote for claim in found.claims)
    assert len({claim.id for claim in found.claims}) == len(found.claims)
    quotes = sorted((claim.start, claim.end) for claim in found.claims if claim.kind in NUMERIC)
    numbers = sorted((c.number.start, c.number.end) for c in found.claims if c.number)
    for spans in (quotes, numbers):
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
    again = extracted(text)
    assert list(map(json_line, again.claims)) == list(map(json_line, found.claims))
    assert extracted_quads(again) == extracted_quads(found)


def test_the_triples_of_reports_are_ascii_and_in_the_graph_of_their_claim() -> None:
    found = extracted(REPORT, place=Place("云湖区", "320999"))
    quads = all_quads([found, found])
    assert len(quads) > 100
    assert all(str(quad.subject).isascii() and str(quad.predicate).isascii() for quad in quads)
    graphs = {str(quad.graph_name) for quad in quads}
    assert len(graphs) == len(found.claims) + 1
    values = [
        str(quad.object)
        for quad in quads
        if str(quad.predicate).endswith("#value>") and "DEFAULT" in str(quad.graph_name)
    ]
    assert any('"51260000000"' in value for value in values)


def test_the_document_has_its_title_and_not_the_date_above_it() -> None:
    found = extracted("（2025年1月6日）\n云湖区政 府 工 作 报 告\n新增就业3000人。")
    titles = {
        quad.object
        for quad in extracted_quads(found)
        if quad.predicate.value == "http://purl.org/dc/terms/title"
    }
    assert titles == {Literal("云湖区政府工作报告", language="zh")}
    assert "title:\n  zh: 云湖区政府工作报告" in overlay_skeleton(found, "yunhu")["document.yaml"]


def test_the_skeleton_is_an_overlay_that_can_be_read(tmp_path: pytest.TempPathFactory) -> None:
    from pathlib import Path

    found = extracted(REPORT + "编号为7788。")
    folder = Path(str(tmp_path)) / "yunhu"
    folder.mkdir()
    for name, content in overlay_skeleton(found, "yunhu").items():
        (folder / name).write_text(content, encoding="utf-8")
        # Each entry is valid once it is taken out of its comment.
        assert "# - {" in content or "# - key" in content or name == "document.yaml"
    overlay = read_overlay(folder)
    assert (overlay.entities, overlay.statements, overlay.figures) == ((), (), ())


def test_times_are_dated_by_what_is_given_and_never_by_today() -> None:
    text = "今年计划新增就业3000人。"
    (undated,) = figures(text)
    assert undated.time is not None
    assert undated.time.resolved_start is None
    found = extracted(text, stated=DocumentDate(date(2021, 3, 1), None)).claims
    (dated,) = [claim for claim in found if claim.kind in NUMERIC]
    assert dated.time is not None
    assert dated.time.resolved_start == "2021-01-01"


def test_a_candidate_is_of_the_class_and_the_scheme_that_a_corpus_has() -> None:
    quads = extracted_quads(extracted("江州市云湖区报告\n新增荒诞指标3个。"))
    (candidate,) = {quad.object for quad in quads if quad.predicate == term("indicator")}
    said = {(quad.predicate, quad.object) for quad in quads if quad.subject == candidate}
    assert (expand("rdf:type"), term("CandidateIndicator")) in said
    assert (expand("skos:inScheme"), CANDIDATE_SCHEME) in said
    assert str(candidate).startswith(f"<{BASE}id/candidate-indicator/")


def test_quotes_have_the_language_of_their_document() -> None:
    quads = extracted_quads(extracted("江州市云湖区报告\n新增就业3000人。"))
    languages = {q.object for q in quads if q.predicate == expand("dcterms:language")}
    assert languages == {Literal("zh")}


def test_names_and_candidates_are_labelled_in_pinyin_too() -> None:
    found = extracted("江州市云湖区报告\n建成滨江湿地公园，新增荒诞指标3个。")
    spelt = {
        quad.object.value
        for quad in extracted_quads(found)
        if isinstance(quad.object, Literal) and quad.object.language == "zh-latn-pinyin"
    }
    assert "Bīn jiāng shī dì gōng yuán" in spelt
    assert any(label.startswith("Xīn zēng huāng dàn") for label in spelt)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("今年，新建车站3座。", [None]),
        ("去年，新建车站3座。", ["2024-12-31"]),
        ("今年，预计产值达到4亿元。", ["2025-12-31"]),
        ("今年，计划新建车站3座。", ["2025-12-31"]),
    ],
)
def test_nothing_is_achieved_in_a_time_that_is_not_over(text: str, ends: list[str | None]) -> None:
    found = extracted(text, stated=DocumentDate(date(2025, 6, 9))).claims
    times = [claim.time for claim in found if claim.kind in NUMERIC]
    assert [time and time.resolved_end for time in times] == ends
    assert all(time and time.text for time in times)


def test_the_year_reported_on_dates_nothing_in_a_part_about_what_lies_ahead() -> None:
    text = "一、工作回顾\n全年产值4亿元。\n二、下一步工作打算\n年底前新建车站3座。"
    found = extracted(text, stated=DocumentDate(date(2026, 1, 9), 2025)).claims
    times = [claim.time for claim in found if claim.kind in NUMERIC]
    assert [time and time.resolved_end for time in times] == ["2025-12-31", None]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("婴儿死亡率、5岁以下儿童死亡率分别为2.1‰、3.2‰。", ["2.1‰", "3.2‰"]),
        ("为6.8万名65岁及以上老年人免费体检。", ["6.8万名"]),
        ("每千人口拥有3岁以下婴幼儿托位数达到4.8个。", ["4.8个"]),
        ("关爱65岁以上老人。", []),
        # What is measured is no name.
        ("职工平均年龄达到28岁的青年团队。", ["28岁"]),
        ("平均年龄28岁的青年团队。", ["28岁"]),
    ],
)
def test_an_age_by_which_people_are_named_is_part_of_a_name(text: str, numbers: list[str]) -> None:
    found = extracted(text)
    assert [item.number.text for item in found.claims if item.number] == numbers
    # It is in a quote, or excluded as a part of a name.
    assert {item.reason for item in found.numerals} <= {"name"}
