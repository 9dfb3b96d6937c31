"""Times that hold on: for the next sentence, line, paragraph or section."""

from datetime import date

import pytest

from tests.graph.extraction.read_claims import (
    claims,
    claims_by_number,
    first_years,
    last_days,
    last_with,
    words_and_dates,
    words_and_first_day,
)
from tests.graph.extraction.read_figures import (
    all_figures,
    figures,
    resolved,
    viewed_times,
    words_and_last_day,
    words_of_time,
)
from tests.graph.extraction.stated_dates import IN_NOVEMBER, REPORT


def test_lines_of_results_have_the_time_of_the_line_above_them() -> None:
    text = (
        "回顾2017年\n生产总值增长9.5%\n城乡居民收入分别增长8.6%和9.3%\n固定资产投资增长3.6%\n"
        "展望2018年\n生产总值增长9%左右\n财政收入增长6%左右"
    )
    found = claims_by_number(text)
    assert words_and_first_day(found["3.6%"]) == ("2017年", "2017-01-01")
    assert words_and_first_day(found["6%"]) == ("2018年", "2018-01-01")
    assert found["6%"].modality == "target"


def test_a_time_after_the_source_of_news_is_inherited() -> None:
    found = claims_by_number(
        "某某网消息：环境厅1月17日举行发布会介绍，2022年，空气稳中向好。优良天数比例为86%。"
    )
    assert words_and_first_day(found["86%"]) == ("2022年", "2022-01-01")


def test_a_time_after_the_dateline_of_news_is_inherited() -> None:
    text = "本报某市12月11日讯 据海关统计，今年前11个月，某省出口94亿元。其中，民企出口9亿元。"
    found = claims_by_number(text, date(2018, 12, 12))
    assert {words_and_first_day(item) for item in found.values()} == {
        ("今年前11个月", "2018-01-01")
    }


def test_a_line_that_ends_in_a_semicolon_goes_on() -> None:
    text = (
        "2022年工作总结\n截止10月，排查169人。落实“30条举措”“41条”，1-9月实现产值4720万元，增长7%；\n"
        "消费品零售额5692万元，增长10%；\n固定资产投资12亿元。"
    )
    found = claims_by_number(text)
    dates = {words_and_first_day(found[number]) for number in ("4720万元", "5692万元", "12亿元")}
    assert dates == {("1-9月", "2022-01-01")}


def test_a_paragraph_about_several_years_opens_no_part() -> None:
    text = (
        "云湖区今日开工一批项目。\n云湖区2012年完成搬迁。2021年获批示范区。2023年，云湖区产值增长5%。\n"
        "其余项目30个。"
    )
    assert words_and_dates(last_with(text, "5%"))[0] == "2023年"
    assert words_and_dates(last_with(text, "30个")) == ("", "")


def test_a_paragraph_about_one_year_opens_its_part() -> None:
    text = "云湖区2023年开局良好。2023年，云湖区产值增长5%。\n新建学校30所。"
    assert words_and_dates(last_with(text, "30所")) == ("2023年", "2023-01-01/2023-12-31")


def test_the_size_of_a_work_below_a_heading_keeps_its_year() -> None:
    text = "2023年工作总结\n新建实验小学，建筑面积9000平方米。"
    assert words_and_dates(last_with(text, "9000平方米"))[0] == "2023年"


@pytest.mark.parametrize(
    "source",
    ["初步测算，", "初步测算并经评估反馈，", "据统计局核算和评估，"],
)
def test_the_source_of_figures_comes_before_their_time(source: str) -> None:
    text = f"{source}一季度全市产值9亿元。\n（一）农业。粮食产量3万吨。"
    found = figures(text, date(2024, 4, 20))
    assert resolved(found["3万吨"]) == ("2024-01-01", "2024-03-31")


def test_this_year_so_far_is_undated_beside_the_quarter_that_is_reported() -> None:
    text = "今年以来，全市经济平稳。\n（一）农业。一季度，产值9亿元。\n（二）工业。产值5亿元。"
    found = figures(text, date(2024, 4, 20))
    assert resolved(found["9亿元"]) == ("2024-01-01", "2024-03-31")
    assert resolved(found["5亿元"]) is None
    alone = figures("今年以来，全市经济平稳。\n（一）工业。产值5亿元。", date(2024, 4, 20))
    assert resolved(alone["5亿元"]) == ("2024-01-01", "2024-04-20")


def test_a_year_with_a_comma_opens_a_passage() -> None:
    text = "“十四五”以来，全区深化改革。2024年，全区生产总值90亿元。新增企业30家。"
    assert first_years(text) == ["2024", "2024"]


def test_a_feature_goes_on_about_its_five_years() -> None:
    text = (
        "“十四五”以来，全区深化改革，迈出坚实步伐。2024年生产总值是2020年的1.2倍。\n"
        "累计实施项目160个。"
    )
    assert first_years(text, date(2025, 8, 21)) == ["2024", "2021"]


def test_the_whole_year_dates_the_sentence_after_it() -> None:
    text = "经市统计局审定，全年产值9亿元。分产业看，一产产值3亿元。"
    assert [item.time.text for item in claims(text) if item.time] == ["全年", "全年"]


def test_a_title_with_a_closing_mark_dates_the_list_below_it() -> None:
    text = "云湖区发布2024年民生“暖心”实事！\n交通“顺心”实事\n▶新增停车位90个。"
    assert last_days(text) == ["2024-12-31"]


def test_lines_of_results_are_no_headings_and_keep_the_year_of_the_first() -> None:
    lines = ("2023年工作回顾", "2023年产值增长5%，达到9亿元", "游客增长9%，收入增长7%")
    text = "\n".join((*lines, "新增公司9家；出口增长8%"))
    assert last_days(text) == ["2023-12-31"] * 6


def test_a_line_that_is_a_time_alone_dates_the_lines_after_it() -> None:
    text = (
        "一、2025年工作回顾\n\n地区生产总值增长5%\n\n过去5年\n\n地区生产总值年均增长6%\n\n"
        "工业稳步增长\n\n粮食产量达到3亿斤\n\n今年上半年：\n\n城镇新增就业7万人\n\n"
        "二、2026年主要目标\n\n地区生产总值增长8%\n"
    )
    found = [item.time and item.time.text for item in claims(text)]
    assert found == ["2025年", "过去5年", "过去5年", "今年上半年", "2026年"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # The second of two other sides is no time either.
        (
            "1—10月，占比较1—9月和上年同期提高0.1个和1.2个百分点。",
            ["2024-10-31"] * 2,
        ),
        ("2023年，人均产值9万元，按2022年平均汇率计算为1.3万美元。", ["2023-12-31"] * 2),
        # What a work will yield each year is not in the month in which it was begun.
        ("2024年6月，投资9亿元的项目落户。全部建成，预计年产值10亿元。", ["2024-06-30", None]),
        ("二、工业\n2023年，产值9亿元。预计年末存栏9万头。", ["2023-12-31"] * 2),
        ("1-9月，产值9亿元，去年同期为5亿元，增长3%。", ["2024-09-30", None, "2024-09-30"]),
        ("上半年产值4亿元。历年累计投资90亿元。", ["2024-06-30", None]),
        # A review of 2023 that came out in 2024 was written in either.
        (
            "一、2023年工作回顾\n2023年是关键的一年。今年以来，产值9亿元。预计全年税收3亿元。",
            [None, "2023-12-31"],
        ),
        ("预计2024年全面达产后，工业城将实现产值9亿元。", [None]),
        ("阳春三月，花开之时。\n一期投资9亿元。", [None]),
        ("2023年12月底，某公司营收9亿元。\n300个机器人正在作业。", ["2023-12-31", None]),
        # 全年 after whoever made the account holds for the sentences after it.
        ("经市统计局审定，全年产值9亿元。分产业看，一产产值3亿元。", [None, None]),
        ("总的来看，“十三五”时期，全市实干。\n产值年均增长9%。", ["2020-12-31"]),
        # A title that names an aim is also above what was done.
        ("云湖市2026年预期目标增长5%\n产值9亿元。", ["2026-12-31", None]),
        ("其中在交通方面，2023全年货运总量9亿吨。", ["2023-12-31"]),
        # A heading may leave open which year it means.
        (
            "一、过去一年工作回顾\n2023年，我们实干。产值9亿元。\n（一）工业提速。新增企业9家。",
            ["2023-12-31"] * 2,
        ),
    ],
)
def test_times_in_reports_and_news(text: str, ends: list[str | None]) -> None:
    assert last_days(text, date(2024, 11, 20)) == ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The budget at the beginning of the year is no time of what is done of it.
        (
            "1—4月，全县财政收入9亿元，占年初预算20亿元的45%，同比增长6%。",
            ["2024-01-01..2024-04-30", "-", "2024-01-01..2024-04-30", "2024-01-01..2024-04-30"],
        ),
        ("2023年，全镇上年结余32万元。", ["2023-01-01..2023-12-31"]),
        # All months of a list are the other side.
        (
            "1—7月，产值下降3%，降幅比今年1—3月、1—4月、1—5月分别收窄4个、3个和2个百分点。",
            ["2024-01-01..2024-07-31"] * 4,
        ),
        (
            "上半年，产值增长7%，与去年同期和今年一季度相比，增速分别回落3个和2个百分点。",
            ["2024-01-01..2024-06-30"] * 3,
        ),
        ("分片区看，2022年东片产值9亿元。西片产值3亿元。", ["2022-01-01..2022-12-31"] * 2),
        (
            "2022年，产值9亿元，按2015年可比价格计算，比上年增长3%。",
            ["2022-01-01..2022-12-31"] * 2,
        ),
        ("2023年引资9亿元。本年到位3亿元。", ["2023-01-01..2023-12-31"] * 2),
        (
            "区长在报告中说，2022年全区稳中有进。产值9亿元。",
            ["2022-01-01..2022-12-31"],
        ),
        ("2023 年末，全区有企业90家。", ["2023-01-01..2023-12-31"]),
        ("2023 年 3 月 5 日，全区售房90套。", ["2023-03-05..2023-03-05"]),
    ],
)
def test_times_in_bulletins_and_budgets(text: str, expected: list[str]) -> None:
    assert viewed_times(text, date(2024, 9, 1)) == expected


def test_what_is_there_now_dates_its_own_part() -> None:
    text = "1—11月，投资增长9%。目前在库项目141个；民间投资同比增长3%。"
    assert viewed_times(text, date(2023, 12, 25))[1:] == [
        "2023-12-25..2023-12-25",
        "2023-01-01..2023-11-30",
    ]


def test_the_time_of_a_section_holds_for_its_paragraphs() -> None:
    text = (
        "今年以来，全区经济平稳。\n（一）工业回升。1—7月，产值增长4%。\n从行业看，食品业增长2%。\n"
        "（二）消费平稳。1—6月，零售额增长5%。"
    )
    assert viewed_times(text, date(2024, 8, 20)) == [
        "2024-01-01..2024-07-31",
        "2024-01-01..2024-07-31",
        "2024-01-01..2024-06-30",
    ]


def test_months_up_to_that_of_the_title_hold_for_the_sections() -> None:
    text = "简况（2020年3月）\n今年以来，经济回落。1—3月，产值9亿元。\n一、工业恢复。产值下降3%。"
    assert viewed_times(text, date(2020, 4, 20)) == ["2020-01-01..2020-03-31"] * 2


def test_the_year_that_a_paragraph_inherits_dates_its_later_sentences() -> None:
    text = "2015年，全县产值9亿元。\n二、农业\n全年产粮4万吨。全年产油2万吨。全年造林3万亩。"
    assert viewed_times(text, date(2016, 4, 1)) == ["2015-01-01..2015-12-31"] * 4


def test_a_month_of_those_that_a_paragraph_is_about_dates_its_own_sentence() -> None:
    found = figures("1—5月，产值4亿元。5月，产值1亿元。全县有超市88家。", REPORT)
    assert words_and_last_day(found["1亿元"]) == ("5月", "2025-05-31")
    assert words_and_last_day(found["88家"]) == ("1—5月", "2025-05-31")


def test_a_heading_about_a_plan_and_a_year_dates_nothing_but_the_past_year() -> None:
    text = (
        "一、“十四五”及2025年工作回顾\n“十四五”时期是极不平凡的五年。\n——产值年均增长8%。就业累计90人。\n"
        "过去一年，我们做了以下工作：\n（一）稳增长。零售额增长4%。\n（二）促改革。新增企业9家。"
    )
    assert viewed_times(text, date(2026, 1, 26)) == [
        *["2021-01-01..2025-12-31"] * 2,
        *["2025-01-01..2025-12-31"] * 2,
    ]


def test_the_number_of_a_heading_is_no_plan_beside_a_year() -> None:
    text = "二、“十五五”时期主要目标\n人均寿命提高到80岁。"
    assert viewed_times(text, date(2026, 1, 26)) == ["2026-01-01..2030-12-31"]


@pytest.mark.parametrize("whole", ["前10个月", "前三季度", "1—9月"])
def test_a_month_of_those_reported_on_opens_no_passage(whole: str) -> None:
    text = (
        f"某报讯（记者 甲）据统计，2024年{whole}，进出口9亿元。\n9月，进出口1亿元。\n"
        "民企出口3亿元。"
    )
    found = viewed_times(text, date(2024, 11, 20))
    assert found[1] == "2024-09-01..2024-09-30"
    assert found[0] == found[2]


def test_a_year_bound_to_a_verb_opens_no_passage() -> None:
    text = "1986年撤销云湖县，设立云湖市。\n全市有街道9个。年末户籍人口62万人。"
    assert viewed_times(text, date(2004, 10, 1)) == ["-", "-"]
    is_about = "2024年是云湖市的丰收之年。\n全市新建菜场9家。"
    assert viewed_times(is_about, date(2025, 1, 20)) == ["2024-01-01..2024-12-31"]


def test_a_part_of_a_yearbook_has_no_time_of_the_part_before() -> None:
    text = "【概况】经济平稳。2003年，全市产值9亿元。\n新建菜场9家。\n【农业】粮食产量3万吨。"
    assert viewed_times(text) == [*["2003-01-01..2003-12-31"] * 2, "-"]


def test_a_paragraph_about_one_of_the_years_before_goes_on_about_it() -> None:
    text = "2019年至2024年，全市改造小区90个。\n2024年全市改造小区9个。有3个区完成任务。"
    assert viewed_times(text)[2] == "2024-01-01..2024-12-31"


def test_the_year_under_review_is_what_a_report_calls_this_year_or_the_past_one() -> None:
    text = "一、2024年工作回顾\n过去的一年意义重大。\n{}，我们实干。全年税收9亿元。新增企业9家。"
    for words in ("一年来", "这一年"):
        expected = ["2024-01-01..2024-12-31"] * 2
        assert viewed_times(text.format(words), date(2025, 1, 12)) == expected
    assert viewed_times("五十一年来，产值9亿元。", date(2025, 1, 12)) == ["-"]


def test_a_year_long_over_opens_no_passage() -> None:
    text = "1996年，调整区划后，全区辖街道9个。\n常住人口82万人。\n2017年，产值9亿元。"
    assert viewed_times(text) == ["1996-01-01..1996-12-31", "-", "2017-01-01..2017-12-31"]
    late = "2015年，产值9亿元。\n常住人口82万人。\n到2030年，产值达到90亿元。"
    assert viewed_times(late)[:2] == ["2015-01-01..2015-12-31"] * 2


def test_the_year_of_a_ranking_is_not_that_of_its_places() -> None:
    text = "2020年中国城区高质量发展百强\n云湖区面积182平方公里。"
    assert viewed_times(text) == ["-"]


def test_parts_have_the_time_of_the_sentence_before_them() -> None:
    text = (
        "1—9月，产值9亿元。9月当月，产值1亿元。其中，工业3千万元。其中，食品业1千万元。"
        "全县有超市88家。"
    )
    days = [f"2024-{month}-01..2024-09-30" for month in ("01", "09", "09", "09", "01")]
    assert viewed_times(text, date(2024, 10, 20)) == days


def test_the_end_of_last_year_dates_no_month_of_this_one() -> None:
    text = "去年底，镇里仅有商户9家，短短数月，已增至30家。前11个月出口2亿元。\n11月，出口1亿元。"
    assert viewed_times(text, date(2024, 12, 16)) == [
        "2023-01-01..2023-12-31",
        "-",
        "2024-01-01..2024-11-30",
        "2024-11-01..2024-11-30",
    ]


def test_measures_after_goals_are_for_the_year_of_the_goals() -> None:
    text = (
        "2024年计划执行情况与2025年计划草案的报告\n一、2024年执行情况\n产值9亿元。\n"
        "二、2025年发展目标\n产值增长6%。\n三、主要措施\n"
        "实施项目90个，确保一季度开工率达30%。\n四、存在问题\n缺口9亿元。"
    )
    found = claims_by_number(text)
    assert words_and_dates(found["90个"]) == ("2025年", "2025-01-01/2025-12-31")
    assert words_and_dates(found["30%"]) == ("一季度", "2025-01-01/2025-03-31")
    assert (found["90个"].modality, found["30%"].modality) == ("plan", "target")


def test_what_there_is_now_has_no_time_of_an_earlier_paragraph() -> None:
    text = "走进青石镇\n2023年，全镇产值5.6亿元。\n小学创办于1923年，现有教师72人。卫生院床位60张。"
    assert [words_of_time(item) for item in all_figures(text)] == ["2023年", None, None]


def test_what_will_be_done_with_the_rest_has_its_own_time() -> None:
    text = "2023年计划改造小区31个，已完工29个，剩余2个将于2024年1月底前完工。"
    (figure,) = [item for item in all_figures(text) if item.quantity.text == "2个"]
    assert words_and_last_day(figure) == ("2024年1月底前", "2024-01-31")


def test_a_topic_below_a_year_is_of_that_year() -> None:
    text = (
        "一图读懂政府工作报告\n2024年工作回顾\n产值9亿元\n科技创新\n新增企业2家\n民生保障\n"
        "新增学位3万个\n2025年主要目标\n产值增长6%左右\n重点工作\n新建学校9所"
    )
    found = claims_by_number(text)
    years = [words_and_dates(found[number])[0] for number in ("9亿元", "2家", "3万个", "9所")]
    assert years == ["2024年", "2024年", "2024年", "2025年"]


def test_problems_below_a_year_are_of_no_year() -> None:
    text = "某区工作情况\n2024年工作回顾\n产值9亿元\n存在的问题\n资金缺口3亿元"
    assert words_and_dates(claims_by_number(text)["3亿元"]) == ("", "")


def test_the_year_in_the_brackets_of_a_title_is_that_of_the_text() -> None:
    text = "江州市环境公报（2024年）\n一、大气\n优良天数321天。\n二、水\n水厂31座。"
    assert [words_of_time(item) for item in all_figures(text)] == ["2024年", "2024年"]


def test_now_at_the_beginning_of_a_sentence_is_now_in_all_its_parts() -> None:
    text = "2008年，他租下旧厂房9间。16年后的今天，厂房占地9亩；拥有专利212件。"
    found = [words_of_time(item) for item in all_figures(text)]
    assert found == ["2008年", "16年后的今天", "16年后的今天"]


def test_what_a_work_will_yield_is_neither_now_nor_when_it_is_built() -> None:
    text = "如今，投资4亿元的工厂正在建设，今年底建成后，年产能将提升到8000台。"
    assert [words_of_time(item) for item in all_figures(text)] == ["如今", None]


def test_a_report_on_last_year_does_not_date_what_became_of_it() -> None:
    text = "截至2024年6月底，上年度审计报告反映的236个问题，已整改229个。"
    found = {words_of_time(item) for item in all_figures(text)}
    assert found == {"截至2024年6月底"}


def test_all_of_a_year_is_the_year_whose_first_months_were_named() -> None:
    text = "产值去年达到9亿元，今年1至10月完成8亿元，预计全年将突破10亿元。"
    found = [resolved(item) for item in all_figures(text, date(2025, 11, 26))]
    assert found == [
        ("2024-01-01", "2024-12-31"),
        ("2025-01-01", "2025-10-31"),
        ("2025-01-01", "2025-12-31"),
    ]


def test_what_somebody_goes_on_to_say_is_not_of_all_the_years_since() -> None:
    text = "区长介绍，“十四五”以来，产值增长9%。\n拥有上市公司9家。"
    assert [words_of_time(item) for item in all_figures(text)] == ["“十四五”以来", None]


def test_the_parts_of_a_plan_have_the_year_of_its_title() -> None:
    text = (
        "云溪区2025年“项目攻坚年”行动方案\n一、工作目标\n2025年，投资增长8%。\n二、主要任务\n"
        "（一）一季度开工项目35个。\n（二）收储土地5000亩。"
    )
    found = claims_by_number(text)
    assert words_and_dates(found["35个"]) == ("一季度", "2025-01-01/2025-03-31")
    assert words_and_dates(found["5000亩"])[1] == "2025-01-01/2025-12-31"


def test_what_lies_ahead_has_no_time_of_the_summary_that_it_is_in() -> None:
    text = "某局2024年工作总结\n一、工作情况\n建桥9座。\n二、下一步工作安排\n建桥8座。"
    assert words_and_dates(claims_by_number(text)["8座"]) == ("", "")


def test_the_notes_of_a_communique_have_no_time() -> None:
    text = "某市2024年统计公报\n产值[1]9亿元。\n注释：\n[1]规模以上企业是指收入2000万元以上的企业。"
    assert [words_of_time(item) for item in all_figures(text)] == ["2024年", None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("截至目前，520名学生在此创业。其中43名已毕业。", ["截至目前"] * 2),
        ("截至1月12日，完成投资9亿元。同时，完成拆迁90户。", ["截至1月12日"] * 2),
        ("春节期间，市场红火。全县接待游客9万人次。", ["春节期间"]),
        ("1月12日，签约项目9个。完成拆迁90户。", ["1月12日", None]),
    ],
)
def test_a_count_up_to_a_day_goes_on_in_its_paragraph(text: str, words: list[str | None]) -> None:
    assert [words_of_time(item) for item in all_figures(text, IN_NOVEMBER)] == words


def test_a_long_sentence_of_speech_has_its_time() -> None:
    rest = "，".join(["我们坚持规划先行并抓好各项工作的落实"] * 6)
    text = f"“这五年，园区产值突破9亿元；税收9千万元，{rest}。”他说。"
    assert [words_of_time(item) for item in all_figures(text)] == ["这五年"] * 2
