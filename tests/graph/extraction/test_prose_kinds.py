"""Kinds of sentences that reports and news of many places showed; the sentences are invented."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.text.text_files import read_text

LEXICON = load_lexicon()
IN_JANUARY = DocumentDate(date(2024, 1, 20), None)
IN_NOVEMBER = DocumentDate(date(2024, 11, 20), None)


def figures(text: str, stated: DocumentDate | None = None) -> list[FoundFigure]:
    return list(find_figures(text, LEXICON, None, stated))


def modalities(text: str, stated: DocumentDate | None = None) -> list[str]:
    return [item.modality.modality for item in figures(text, stated)]


# What lies ahead


def test_a_heading_that_says_that_an_aim_is_reached_looks_back() -> None:
    text = "一、规划确定的目标和任务全面完成\n全县产值90亿元，新建住宅7万平方米。"
    assert modalities(text) == ["achieved", "achieved"]


def test_a_year_that_decides_something_is_not_the_year_reported_on() -> None:
    opening = "2024年是建区三十周年，是新城全面起步的关键之年。区长表示，今年要抓紧开局。"
    text = f"{opening}将建成小学6所、开工4所。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


def test_a_year_that_was_decisive_and_is_praised_is_over() -> None:
    text = "2023年是全面起步的关键之年。一年来，我们苦干实干。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["achieved"]


def test_a_list_of_works_for_the_people_is_of_the_year_to_come() -> None:
    text = "2024年为民兴办8件实事\n一是新建幼儿园9所。\n二是重点养护公路40公里。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


def test_what_projects_will_yield_ends_with_its_part_of_the_sentence() -> None:
    text = "签约项目9个，总投资7亿元，预计达产后年税收4千万元；开工的项目3个，总投资2亿元。"
    assert modalities(text) == ["achieved", "achieved", "target", "achieved", "achieved"]


def test_an_estimate_that_opens_a_list_holds_on() -> None:
    assert modalities("预计达产后年产值9亿元；年税收4千万元。") == ["target", "target"]


def test_an_estimate_of_a_year_that_has_passed_is_no_aim() -> None:
    text = "2023年，全市经济平稳。预计生产总值增长9%，出口增长7%。"
    assert modalities(text, IN_JANUARY) == ["achieved", "achieved"]


def test_an_estimate_of_the_current_year_is_an_aim() -> None:
    text = "2024年，全市经济平稳。预计达产后产值9亿元。"
    assert modalities(text, IN_JANUARY) == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "今年安排重点项目44项。",
        "本年度计划开工项目25项。",
        "确定了今年要办的十件实事。",
    ],
)
def test_what_this_year_has_on_its_list_is_a_plan(text: str) -> None:
    assert modalities(text, IN_NOVEMBER) == ["plan"]


def test_a_paragraph_of_news_that_says_what_will_be_built_is_a_plan_to_its_end() -> None:
    text = (
        "云湖网讯 2月1日，记者获悉此事。\n今年，云湖区将新建车站3座。其中，全年新增停车位90个；"
        "改造道路4条。\n全区产值9亿元。"
    )
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan", "achieved"]


def test_items_on_the_list_of_a_year_that_is_not_over_are_planned() -> None:
    text = "今年排定的工程\n■ 民生类安排项目9项\n去年成绩单\n■ 全年完成投资9亿元\n■ 新开工30项"
    assert modalities(text, IN_JANUARY) == ["plan", "achieved", "achieved"]
    listed = "今年安排项目9项，总投资4亿元，年度投资计划1亿元。"
    assert modalities(listed, IN_JANUARY) == ["plan", "plan", "plan"]
    assert [item.period.text for item in figures(text, IN_JANUARY) if item.period] == [
        "今年",
        "全年",
        "去年",
    ]


def test_a_guess_is_an_aim() -> None:
    assert modalities("“估计今年收入做到9亿元没有问题。”", IN_NOVEMBER) == ["target"]


@pytest.mark.parametrize("base", ["比上年完成数", "同比", "较上年"])
def test_the_growth_of_a_planned_amount_is_planned(base: str) -> None:
    assert modalities(f"拟安排资金9亿元，{base}增长5%。") == ["plan", "plan"]


def test_an_aim_that_a_growth_exceeds_is_an_aim() -> None:
    text = "收入增长26%，高于年初人代会12%的目标14个百分点。"
    assert modalities(text) == ["achieved", "target", "achieved"]


def test_money_to_start_with_is_no_work_under_way() -> None:
    assert modalities("争取启动资金2000万元。") == ["achieved"]


def test_what_is_done_after_a_planned_amount_is_no_plan() -> None:
    assert modalities("拟安排资金9亿元，已完成6亿元。")[-1] == "achieved"


# Times


def times(
    text: str, stated: DocumentDate | None = None
) -> list[tuple[str, str | None, str | None]]:
    found = []
    for item in figures(text, stated):
        dates = item.period.resolved if item.period else None
        days = (dates.start.isoformat(), dates.end.isoformat()) if dates else (None, None)
        found.append((item.period.text if item.period else "", *days))
    return found


def test_a_time_since_a_work_began_lasts_until_the_day_of_the_text() -> None:
    text = "自2021年启动道路改造以来，已改造道路9条。其中2022年改造道路4条。"
    assert times(text, IN_JANUARY) == [
        ("2021年", "2021-01-01", "2024-01-20"),
        ("2022年", "2022-01-01", "2022-12-31"),
    ]


def test_the_end_of_a_plan_is_its_last_year_and_its_average_is_over_all_years() -> None:
    text = "“十一五”期末，全区产值90亿元，是“十五”期末的3倍，年均增长9%。"
    assert times(text) == [
        ("“十一五”期末", "2010-01-01", "2010-12-31"),
        ("“十一五”期末", "2010-01-01", "2010-12-31"),
        ("“十一五”期末", "2006-01-01", "2010-12-31"),
    ]


def test_what_a_rise_set_out_from_has_a_time_of_its_own() -> None:
    text = "2023年，超额完成年初目标，收入在2022年突破3000万元的基础上，首次突破了5000万元大关。"
    assert [words for words, *_ in times(text)] == ["2022年", "2023年"]
    assert [item.head.text for item in figures(text) if item.head] == ["收入", "收入"]


def test_what_is_done_every_year_in_a_row_dates_only_its_clause() -> None:
    text = "去年，全县连续3年每年新增林地3万亩，林地发展到25万亩。"
    assert [words for words, *_ in times(text)] == ["每年", "去年"]


def test_what_a_person_gets_a_year_is_no_time() -> None:
    text = "低保标准达到每人每年7900元。每年节水9万吨。"
    assert [words for words, *_ in times(text)] == ["", "每年"]


def test_the_month_in_which_something_happens_dates_only_that() -> None:
    text = "今年，附中9月开学，新增学位940个。"
    assert times(text, IN_JANUARY) == [("今年", "2024-01-01", "2024-12-31")]


def test_the_day_of_a_meeting_is_no_time_of_what_it_decides() -> None:
    text = "1月18日上午，在县人大会议上，明确了为民兴办的8件事。"
    assert times(text, IN_JANUARY) == [("", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "新增停车位90个、背街小巷9条……1月17日，记者从云湖区获悉，工程开工。",
        "云湖网2024年1月19日讯（记者 甲）昨日，90名代表出席大会。",
        "年初县下达任务，我镇完成90户。",
        "低保标准由每人每月500元提高。",
    ],
)
def test_the_day_of_the_news_and_of_a_task_is_no_time_of_a_figure(text: str) -> None:
    assert {words for words, *_ in times(text, IN_JANUARY)} == {""}


# What is a figure, and what it measures


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-20 09:58:14 来源：云湖报",
        "2008镇政府工作总结",
        "“2024十件民生实事”出炉",
    ],
)
def test_times_of_day_and_years_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_year_before_a_number_in_characters_is_no_part_of_it() -> None:
    (found,) = figures("今年公布2024十件实事。")
    assert (found.quantity.text, found.quantity.value) == ("十件", Decimal(10))


def test_how_much_of_an_indicator_of_the_plan_is_done_is_a_share_of_what_it_plans() -> None:
    first, second = figures("地方财政收入80万元，完成计划指标的94%。")
    assert (second.head, second.change.kind) == (first.head, "share")


def test_as_much_as_an_amount_is_no_difference() -> None:
    (found,) = figures("全区投入多达363亿元。")
    assert found.change.kind == "level"


def test_the_name_of_a_set_of_aims_is_no_figure() -> None:
    assert [item.quantity.text for item in figures("要实现“四个翻番”，产值翻一番。")] == ["翻一番"]


def test_a_share_before_dots_continues_the_figure_before() -> None:
    first, second = figures("民生投入363亿元，占全区支出的87%……拼搏的足迹遍布全区。")
    assert second.head == first.head


def test_how_much_of_a_task_is_done_has_no_indicator_of_its_own() -> None:
    assert [item.indicator for item in claims("税收完成539万元，占全年任务100.6%。")][1] is None


def test_a_share_after_its_amount_is_linked_by_its_whole() -> None:
    found = claims("非公经济增加值23亿元，占全县GDP比重达到52%。")
    assert str(found[1].indicator).endswith("/share-of-non-public-economy")


def test_a_word_of_necessity_is_no_part_of_a_head() -> None:
    (found,) = figures("产值必须保持10%的年均增长。")
    assert found.head
    assert found.head.text == "产值"


def test_several_growths_that_are_all_above_a_number_are_growths() -> None:
    (found,) = figures("甲、乙两类企业收入同比增长都在50%以上。")[-1:]
    assert found.change.kind == "growth"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("22家重点企业预计收入20亿元。", ["重点企业", "收入"]),
        ("把22家工业企业列为重点。", ["工业企业"]),
        ("31万亩小麦平均单产达到436公斤。", ["小麦"]),
    ],
)
def test_a_counted_noun_ends_before_what_is_said_of_it(text: str, heads: list[str]) -> None:
    found = [item.head.text for item in figures(text) if item.head]
    assert found[: len(heads)] == heads


def test_the_area_of_a_rank_is_no_part_of_what_is_ranked() -> None:
    (found,) = [item for item in claims("工业投资增速全市排名第2。") if item.kind == "rank"]
    assert found.indicator_text
    assert "全市" not in found.indicator_text.text


def test_a_year_that_is_left_out_is_no_part_of_a_head() -> None:
    (found,) = figures("XX年我区高新技术产品产值达到70亿元。")
    assert found.head
    assert found.head.text == "高新技术产品产值"


# Claims, names and the report's place


def claims(text: str) -> list[ClaimObject]:
    found = extracted_claims(Reading(read_text(text.encode(), "a.txt")), LEXICON, load_index())
    assert all(text[item.start : item.end] == item.quote for item in found.claims)
    for item in found.claims:
        for span in (item.number, item.indicator_text, item.time):
            assert span is None or text[span.start : span.end] == span.text
    return list(found.claims)


def test_a_place_in_the_first_sentence_of_a_report_is_not_the_place_of_the_report() -> None:
    (found,) = [
        item for item in claims("乡政府工作总结\n王家湾养殖区建成，产值9万元。") if item.number
    ]
    assert found.subject is None


def test_the_government_that_reports_names_the_place() -> None:
    text = "政府工作报告\n各位代表，我代表云湖区人民政府作报告。全区产值9亿元。"
    assert [item.subject.text for item in claims(text) if item.number and item.subject] == [
        "云湖区"
    ]


def test_a_traditional_text_is_read_and_quoted_as_it_is() -> None:
    text = "2008年，全縣生產總值達到90億元，較上年增長9%。農民人均純收入達到5000元。"
    gdp, growth, income = [item for item in claims(text) if item.number]
    assert gdp.number and gdp.indicator_text
    assert (gdp.number.text, gdp.indicator_text.text) == ("90億元", "生產總值")
    assert (gdp.value, growth.kind) == (Decimal("9e9"), "growth")
    assert growth.change_base and growth.change_base.text == "較上年"
    assert text[growth.change_base.start : growth.change_base.end] == "較上年"
    assert str(gdp.indicator).endswith("/gross-domestic-product")
    assert str(income.indicator).endswith("/rural-net-income")


def test_a_figure_over_a_line_end_is_quoted_with_it() -> None:
    lines = (
        "全县乡村建设扎实推进，当年新建公路90公里，改造桥梁4座，畜牧业",
        "总产值达到9亿元，同比增长7%。粮食播种面积稳定在50万亩，其中水",
        "稻播种面积30万亩。全县农民合作社达到300家，家庭农场达到200家，",
        "带动农户2万户。一年来，新增大棚400座，新建冷库20座，购置农机",
        "300台，培训农民5000人次。",
    )
    heads = [item.indicator_text.text for item in claims("\n".join(lines)) if item.indicator_text]
    assert "畜牧业\n总产值" in heads
    assert "水\n稻播种面积" in heads


def test_a_name_over_a_line_end_has_its_usual_spelling() -> None:
    text = "縣政府組織實施農村飲水安全工程，總投資9億元，受益農民3萬人。"
    names = {item.quote: item.name.canonical for item in claims(text) if item.name}
    assert names["農村飲水安全工程"] == "农村饮水安全工程"


@pytest.mark.parametrize(
    "text",
    [
        "我镇财政收入9万元，我乡产值2万元。",
        "XX区产值9亿元。",
        "设区市空气质量改善。",
        "落实具体项目9个。",
        "围绕“农业稳镇、工业强镇”的思路。",
    ],
)
def test_what_names_no_one_place_or_programme_is_no_name(text: str) -> None:
    assert not [
        item.quote
        for item in claims(text)
        if item.name and item.name.type in ("place", "programme")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("紧紧抓住粤港澳大湾区机遇。", "粤港澳大湾区"),
        ("动工建设岳北社区卫生服务中心。", "岳北社区卫生服务中心"),
        ("在县城东关剧院召开大会。", "东关剧院"),
        ("融入一小时扬子江城市群。", "扬子江城市群"),
        ("拆除北龙口、天湖路等5个收费站。", "北龙口"),
    ],
)
def test_a_name_begins_after_the_words_before_it(text: str, name: str) -> None:
    assert name in [item.quote for item in claims(text) if item.name]


def test_quoted_things_that_are_business_cards_are_no_programme() -> None:
    found = claims("打造“茶山、古树”三张名片。")
    assert not [item.quote for item in found if item.statement]
