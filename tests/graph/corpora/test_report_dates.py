"""全年 in a report without other dates is resolved by the report's day or its title."""

from datetime import date
from hashlib import sha256

import pytest

from districtgraph.graph.claims.claim import FigureClaim
from districtgraph.graph.corpora.document_content import DocumentContent
from districtgraph.graph.corpora.document_reading import StatedFacts, document_record
from districtgraph.graph.text.text_files import ReadText
from tests.graph.corpora.read_contents import content_of

REVIEW = "一、工作回顾\n全年地区生产总值完成235.2亿元。\n二、工作安排\n全年新增城镇就业2000人。\n"
DELIVERED = "政府工作报告\n——2013年2月28日在海拉尔区第十四届人民代表大会第二次会议上\n"
TITLED = "海拉尔区2013年政府工作报告\n"


def years(content: DocumentContent) -> dict[str, tuple[date | None, str]]:
    return {
        claim.written.text: (claim.period.start, claim.by["period"])
        for claim in content.claims
        if isinstance(claim, FigureClaim)
    }


@pytest.mark.parametrize("opening", [DELIVERED, TITLED])
def test_what_was_achieved_is_of_the_year_before_and_what_is_planned_of_the_report_s_own(
    opening: str,
) -> None:
    found = years(content_of(opening + REVIEW, None))
    assert found["235.2亿元"] == (date(2012, 1, 1), "report-date")
    assert found["2000人"][0] == date(2013, 1, 1)


def test_without_any_date_the_words_stay_alone() -> None:
    found = years(content_of("海拉尔区政府工作报告\n" + REVIEW, None))
    assert found["235.2亿元"] == (None, "period-expressions")


def test_a_year_in_the_sentence_goes_before_the_report_s_date() -> None:
    found = years(content_of(DELIVERED + "一、工作回顾\n2010年地区生产总值完成162.4亿元。\n", None))
    assert found["162.4亿元"] == (date(2010, 1, 1), "period-expressions")


@pytest.mark.parametrize(
    "line", ["（2013年2月28日）", "2013年2月28日", "　　——2013年2月28日 ", "二〇一三年二月二十八日"]
)
def test_a_line_with_a_date_alone_below_the_title_dates_a_report(line: str) -> None:
    found = years(content_of(f"海拉尔区政府工作报告\n{line}\n{REVIEW}", None))
    assert found["235.2亿元"][0] == date(2012, 1, 1)


def test_a_date_within_a_sentence_dates_no_report() -> None:
    opening = "海拉尔区政府工作报告\n各位代表：2013年2月28日，我区召开动员会。\n"
    assert years(content_of(opening + REVIEW, None))["235.2亿元"][0] is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (TITLED + REVIEW, "150702-2013"),
        (DELIVERED + REVIEW, "150702-2013"),
        ("2012年海拉尔区国民经济和社会发展统计公报\n全年完成5亿元。\n", "150702-2012"),
    ],
)
def test_a_document_is_named_by_its_place_and_its_date_or_the_year_of_its_title(
    text: str, key: str
) -> None:
    source = ReadText("report.txt", text, "text", "UTF-8", sha256(text.encode()).hexdigest())
    assert document_record(source, "", StatedFacts("150702")).key == key
