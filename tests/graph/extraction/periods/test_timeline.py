"""Which time a figure has in a whole document, and when that was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate, PeriodExpression
from districtgraph.graph.extraction.periods.stated_date import stated_date
from districtgraph.graph.extraction.periods.timeline import Timeline, read_timeline
from districtgraph.graph.text.clauses import split_sentences

LEXICON = load_lexicon()
REPORT = """\
政府工作报告
——2026年1月20日在青川县第十九届人民代表大会第一次会议上
县长　王某某
各位代表：
一、2025年和“十四五”时期工作回顾
2025年，地区生产总值达到312亿元，增长5.6%。城镇新增就业6200人，年底城镇化率达到58%。
（一）抓项目。实施重点项目126个。上半年开工46个，三季度又开工30个。
（二）惠民生。去年发放救助金2300万元。3月建成医院1家。
过去五年，是极不平凡的五年。
——经济实力显著增强。居民收入年均增长8.2%，五年累计新增就业3.1万人。
二、“十五五”时期主要目标
到2030年，地区生产总值突破450亿元。森林覆盖率稳定在62%以上。
三、2026年工作安排
今年是“十五五”开局之年。地区生产总值增长6%左右。
（一）扩大有效投资。实施项目150个，年内完成投资110亿元。上半年开工80%以上。
（二）办好民生实事。每年培训1000人。确保县医院二期年底前投用，新增床位300张。
"""


def timeline(text: str, stated: DocumentDate | None = None) -> Timeline:
    periods = find_periods(text, LEXICON)
    known = stated or stated_date(text, LEXICON)
    return read_timeline(text, split_sentences(text), periods, LEXICON, known)


def words_and_dates(found: PeriodExpression | None) -> tuple[str | None, str]:
    if found is None:
        return None, ""
    dates = f"{found.first} {found.last}" if found.first else ""
    return found.text, dates


@pytest.mark.parametrize(
    ("figure", "words", "dates"),
    [
        ("312亿元", "2025年", "2025-01-01 2025-12-31"),
        ("5.6%", "2025年", "2025-01-01 2025-12-31"),
        ("6200人", "2025年", "2025-01-01 2025-12-31"),
        ("58%", "年底", "2025-01-01 2025-12-31"),
        ("126个", "2025年", "2025-01-01 2025-12-31"),
        ("46个", "上半年", "2025-01-01 2025-06-30"),
        ("30个", "三季度", "2025-07-01 2025-09-30"),
        ("2300万", "去年", "2025-01-01 2025-12-31"),
        ("1家", "3月", "2025-03-01 2025-03-31"),
        ("8.2%", "过去五年", "2021-01-01 2025-12-31"),
        ("3.1万", "五年", "2021-01-01 2025-12-31"),
        ("450亿", "到2030年", "2030-01-01 2030-12-31"),
        ("62%", "到2030年", "2030-01-01 2030-12-31"),
        ("6%左右", "今年", "2026-01-01 2026-12-31"),
        ("150个", "2026年", "2026-01-01 2026-12-31"),
        ("110亿", "年内", "2026-01-01 2026-12-31"),
        ("80%", "上半年", "2026-01-01 2026-06-30"),
        ("1000人", "每年", ""),
        ("300张", "年底前", "2026-01-01 2026-12-31"),
    ],
)
def test_a_report_is_read_as_a_reader_does(figure: str, words: str, dates: str) -> None:
    assert words_and_dates(timeline(REPORT).at(REPORT.index(figure))) == (words, dates)


@pytest.mark.parametrize(
    ("text", "figure", "words", "dates"),
    [
        ("收入比由2.5降至2.1。", "2.5", None, ""),
        ("2024年，收入比由2.5降至2.1。", "2.5", None, ""),
        ("2024年，收入比由2.5降至2.1。", "2.1", "2024年", "2024-01-01 2024-12-31"),
        ("2024年，由2019年的5亿元增至9亿元。", "5亿", "2019年", "2019-01-01 2019-12-31"),
        ("2024年，由2019年的5亿元增至9亿元。", "9亿", "2024年", "2024-01-01 2024-12-31"),
        ("由2010年的4亿元增加到2015年的9亿元，年均增长17%。", "17%", "2015年",
         "2010-01-01 2015-12-31"),
        ("2025年，居民收入年均增长8%。", "8%", "2025年", ""),
        ("上半年投资下降11%（同期为下降9%），拉动8个百分点。", "9%", "同期", ""),
        ("上半年投资下降11%（同期为下降9%），拉动8个百分点。", "8个", "上半年", ""),
        ("2019年，收入3000元。如今，有合作社6家。产值50万元。", "6家", "如今", ""),
        ("2019年，收入3000元。如今，有合作社6家。产值50万元。", "50万", None, ""),
        ("2023、2024年分别增长5%和6%。", "6%", "2024年", "2024-01-01 2024-12-31"),
        ("2023、2024年分别增长5%、6%和7%。", "6%", None, ""),
        ("确保大厦10万平方米主体年内完工。", "10万", "年内", ""),
        ("《2024年行动计划》安排资金3亿元。", "3亿", None, ""),
        ("2024年，产值3亿元。\n二、下一步工作\n上半年开工5个。", "5个", "上半年", ""),
        ("一、2024年工作回顾\n过去一年，产值3亿元。", "3亿", "过去一年", "2024-01-01 2024-12-31"),
        ("一、工作亮点\n2023年，产值2亿元。\n过去一年，产值3亿元。", "3亿", "过去一年", ""),
        ("二、2025年工作安排\n过去一年，产值3亿元。", "3亿", "过去一年", ""),
    ],
)  # fmt: skip
def test_no_time_reaches_too_far(text: str, figure: str, words: str | None, dates: str) -> None:
    found = timeline(text, DocumentDate(None, None)).at(text.index(figure))
    assert words_and_dates(found) == (words, dates)


def test_the_past_year_is_the_one_reported_on_and_none_by_the_day_of_publication() -> None:
    text = "过去一年，产值3亿元。"
    assert words_and_dates(timeline(text, DocumentDate(None, 2024)).at(6)) == (
        "过去一年",
        "2024-01-01 2024-12-31",
    )
    published = DocumentDate(date(2025, 5, 8))
    assert words_and_dates(timeline(text, published).at(6)) == ("过去一年", "")


def test_what_a_document_prints_of_its_own_date() -> None:
    assert stated_date(REPORT, LEXICON) == DocumentDate(date(2026, 1, 20), None)
    communique = "某市2024年国民经济和社会发展统计公报\n发布日期：2025-03-20\n全年产值3亿元。"
    assert stated_date(communique, LEXICON) == DocumentDate(date(2025, 3, 20), 2024)
    assert stated_date("某村新貌\n今年收入3万元。", LEXICON) == DocumentDate()


def test_a_feature_is_dated_by_its_publication_and_never_by_today() -> None:
    text = "今年以来接待8万人次，上半年3万人次。去年是5万人次。"
    published = DocumentDate(date(2024, 10, 8))
    found = timeline(text, published)
    assert [words_and_dates(found.at(text.index(n)))[1] for n in ("8万", "5万", "3万")] == [
        "2024-01-01 2024-10-08",
        "2023-01-01 2023-12-31",
        "2024-01-01 2024-06-30",
    ]
    undated = timeline(text, DocumentDate())
    assert [words_and_dates(undated.at(text.index(n)))[1] for n in ("8万", "5万", "3万")] == [
        "",
        "",
        "",
    ]


@given(st.integers(-30, 20))
def test_years_that_are_shifted_shift_every_time(by: int) -> None:
    """The names of five-year plans stay, so that the report is read without them."""
    report = REPORT.replace("和“十四五”时期", "").replace("“十五五”时期", "")
    shifted = report
    for year in (2026, 2025, 2030):
        shifted = shifted.replace(f"{year}年", f"<{year + by}>年")
    shifted = shifted.replace("<", "").replace(">", "")
    old, new = timeline(report), timeline(shifted)
    for position, character in enumerate(report):
        if not character.isdigit():
            continue
        before, after = old.at(position), new.at(position)
        assert (before is None) == (after is None)
        if before and after and before.first and after.first:
            assert after.first.year - before.first.year == by
            assert (after.first.month, after.first.day) == (before.first.month, before.first.day)


@pytest.mark.parametrize("before", ["由过去的", "从原来的", "从"])
def test_a_time_between_two_values_dates_the_later_one(before: str) -> None:
    text = f"亩产{before}300公斤提高到去年的450公斤。"
    found = timeline(text, DocumentDate(date(2025, 5, 13), None))
    assert found.at(text.index("300公斤")) is None
    assert words_and_dates(found.at(text.index("450公斤"))) == ("去年", "2024-01-01 2024-12-31")
