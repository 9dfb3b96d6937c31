"""Times that date their own clause, sentence, row or paragraph alone."""

from datetime import date

import pytest

from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import (
    claims,
    claims_by_number,
    first_years,
    heads,
    words_and_dates,
    words_and_first_day,
)
from tests.graph.extraction.read_figures import (
    all_figures,
    figures,
    resolved,
    times,
    viewed_times,
    words_and_last_day,
    words_of_time,
)
from tests.graph.extraction.stated_dates import IN_JANUARY, MARCH, REPORT


def test_the_year_in_which_a_thing_came_dates_no_later_figure() -> None:
    text = (
        "一、2024年工作回顾\n全年税收9亿元。2021年引进的恒远项目去年6月投产，当年产值2亿元。"
        "截至11月底，完成投资4亿元。"
    )
    years = [
        item.period.first.year for item in all_figures(text) if item.period and item.period.first
    ]
    # 当年 stays undated: the text names two years before it.
    assert years == [2024, 2024]


def test_a_time_in_the_midst_of_a_clause_dates_that_alone() -> None:
    found = claims_by_number("2022年生产总值增长13%，增速近6年来持续领先，固定资产投资增长18%。")
    assert words_and_first_day(found["18%"]) == ("2022年", "2022-01-01")


def test_a_paragraph_that_turns_to_one_year_leaves_the_next_figure_undated() -> None:
    text = "2006—2010年，死亡率7%。水平提高，2010年，参保率95%。体系完善，覆盖率99%。"
    assert words_and_dates(claims_by_number(text)["95%"])[0] == "2010年"
    assert words_and_dates(claims_by_number(text)["99%"]) == ("", "")


def test_a_phase_dates_only_its_own_sentence() -> None:
    text = "2009年一期工程批复投资9万元。建设渠道4条。"
    assert words_and_dates(claims_by_number(text)["4条"]) == ("", "")


def test_the_time_of_a_row_is_not_that_of_the_next_ones() -> None:
    text = "2021年实事进展情况表\n2021年11月 | 经开区 | |\n公墓项目 | 新建墓地15处 | 10月底 |"
    assert words_and_dates(claims_by_number(text)["15处"])[1] != "2021-11-01/2021-11-30"
    assert heads("项目 | 农村道路 | 投资5000万元，改造公路40公里。")[0] == "投资"


def test_a_ceremony_has_no_time_of_the_paragraph_before() -> None:
    text = "去年以来，引进项目5个。\n在3月2日举行的启动仪式上，集中签约22个项目。"
    assert resolved(figures(text, MARCH)["22个"]) is None


def test_a_year_among_several_dates_its_own_noun() -> None:
    text = (
        "五年来，全市坚持创新，实力增强。\n"
        "2025年工业占比较2020年提高4个百分点。新增景区3家。2025年接待游客9万人，累计引进企业30家。"
    )
    assert first_years(text) == ["2025", None, "2025", None]


def test_a_chronicle_that_goes_on_to_another_year_leaves_the_next_paragraph_undated() -> None:
    text = "1956年，粮食单产129公斤。1965年，粮食单产163公斤。\n果品产量增长9倍。"
    assert first_years(text) == ["1956", "1965", None]


def test_what_is_exceeded_dates_nothing() -> None:
    text = "2018年1到10月，到位资金超历史同期水平，完成州外资金120亿元。"
    assert [item.time.text for item in claims(text) if item.time] == ["2018年1到10月"]


def test_what_is_done_every_year_in_a_row_dates_only_its_clause() -> None:
    text = "去年，全县连续3年每年新增林地3万亩，林地发展到25万亩。"
    assert [words for words, *_ in times(text)] == ["每年", "去年"]


def test_the_month_in_which_something_happens_dates_only_that() -> None:
    text = "今年，附中9月开学，新增学位940个。"
    assert times(text, IN_JANUARY) == [("今年", "2024-01-01", "2024-12-31")]


def test_a_streak_dates_what_its_clause_governs_alone() -> None:
    found = figures(
        "2024年，生产总值突破4亿元、连续36年居首位，进出口增长9%，粮食连续三年增长10%以上。"
    )
    times = {key: words_of_time(item) for key, item in found.items()}
    assert next(iter(times.values())) == "2024年"
    assert times["9%"] == "2024年"
    assert times["10%以上"] == "连续三年"


def test_a_year_in_the_midst_of_a_part_dates_nothing_after_the_semicolon() -> None:
    found = figures(
        "生产总值年均增长14.6%，2011年实现420亿元；投资年均增长27.3%，累计完成1293亿元。"
    )
    assert words_of_time(found["420亿元"]) == "2011年"
    assert words_of_time(found["1293亿元"]) is None


def test_a_list_of_aims_dates_no_later_paragraph() -> None:
    text = "概况\n2025年发展主要预期目标是：粮食产量达5万吨。\n入驻企业总部达到30家。"
    found = figures(text)
    assert words_of_time(found["5万吨"]) == "2025年"
    assert found["30家"].period is None


def test_when_a_place_was_founded_dates_nothing_else() -> None:
    found = figures("云湖区于1990年1月经批准成立，面积约182平方公里。\n全区常住人口9万人。")
    assert [item.period for item in found.values()] == [None, None]


@pytest.mark.parametrize(
    "sentence",
    [
        "绿地率由2019年的31%提高到37%。",
        "2019年的31%已提高到37%。",
        "按照2022年印发的方案，新建菜场4家。",
        "原定2023年通车的大桥已投资7亿元。",
        "其中，5月当月新建菜场4家。",
    ],
)
def test_a_time_that_is_bound_to_a_part_of_its_sentence_dates_no_other(sentence: str) -> None:
    found = figures(f"2025年，产值4亿元。{sentence}全县有超市88家。")
    assert words_and_last_day(found["88家"]) == ("2025年", "2025-12-31")


def test_nothing_is_inherited_from_a_sentence_about_two_times() -> None:
    found = figures("2023年新建菜场4家，2025年新建菜场9家。全县有超市88家。")
    assert found["88家"].period is None
    nested = figures("2025年，产值4亿元，3月新建菜场9家。全县有超市88家。")
    assert words_and_last_day(nested["88家"]) == ("2025年", "2025-12-31")


def test_what_lies_ahead_is_not_dated_by_a_paragraph_about_what_is_over() -> None:
    found = figures("2024年，产值4亿元。力争产值达到9亿元。", REPORT)
    assert words_and_last_day(found["4亿元"])[1] == "2024-12-31"
    assert words_and_last_day(found["9亿元"]) == ("2024年", None)


def test_the_year_of_an_aim_is_no_time_of_what_is_done() -> None:
    found = figures("上半年，产值4亿元，完成全年目标的51%，占全年任务的48%；全年目标是产值8亿元。")
    times = [words_and_last_day(item)[0] for item in found.values()]
    assert times == ["上半年", "上半年", "上半年", "全年"]


def test_the_caption_of_a_chart_dates_nothing_and_has_no_ratio() -> None:
    text = "2023年产值9亿元。\n图1：2019—2023年产值及增速\n人均产值3万元。"
    assert viewed_times(text) == ["2023-01-01..2023-12-31"] * 2


@pytest.mark.parametrize("comma", ["", "，"])
def test_a_livestock_year_dates_livestock_alone(comma: str) -> None:
    text = f"2024年，牧业年度{comma}牲畜存栏89万头、出栏60万头、肉类产量8万吨，蔬菜产量7万吨。"
    words = [words for words, *_ in times(text)]
    assert words == ["牧业年度", "牧业年度", "2024年", "2024年"]


def test_the_end_of_a_month_dates_stocks_after_it_and_no_flow() -> None:
    text = "三季度，新增贷款9亿元。9月末，贷款余额90亿元。存款余额80亿元。新增就业5万人。"
    assert [last for *_, last in times(text, REPORT)] == [
        "2025-09-30",
        "2025-09-30",
        "2025-09-30",
        None,
    ]
    assert times(text, REPORT)[2][0] == "9月末"


def test_a_work_has_its_size_once_it_is_there_not_in_the_years_of_others() -> None:
    text = "未来三年改造小区9个，地铁二期2028年建成通车，线路全长18.6公里，总投资126亿元。"
    assert [words_of_time(item) for item in all_figures(text)] == ["未来三年", None, None]


def test_the_years_in_which_things_were_built_date_no_figure_of_them() -> None:
    text = "一、2024年工作回顾\n全区拆迁9户。2000年以前建成的小区改造率达到85%。"
    assert words_of_time(all_figures(text)[-1]) == "2024年"


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("2002年以前，全县有学校9所。", None, None),
        ("2002年之前有学校9所。", MARCH, None),
        ("2002年前有学校9所。", MARCH, None),
        ("2035年前建成学校9所。", MARCH, ("2035-01-01", "2035-12-31")),
        ("2030年前建成学校9所。", None, ("2030-01-01", "2030-12-31")),
    ],
)
def test_all_the_years_before_one_are_not_that_year(
    text: str, stated: date | None, expected: tuple[str, str] | None
) -> None:
    assert resolved(all_figures(text, stated)[0]) == expected


def test_a_time_in_one_numbered_paragraph_of_a_speech_dates_no_other() -> None:
    text = (
        "第一，供水更加有力。五年来，新建堤防2130公里。\n"
        "第二，保障更加有力。截至9月底，普及率达95.2%。\n"
        "第三，河湖面貌持续向好。建成幸福河湖186条。"
    )
    assert [words_and_dates(item)[0] for item in claims(text, date(2025, 10, 16))] == [
        "五年来",
        "截至9月底",
        "",
    ]


def test_the_time_of_an_item_of_a_list_is_not_that_of_the_next_item() -> None:
    text = (
        "上半年运行平稳。一是矛盾突出。占比为58%。二是风险加大。6月末停产企业13户。"
        "三是收入放缓，收入19862元。"
    )
    found = [words_and_dates(item)[0] for item in claims(text, date(2025, 7, 25))]
    assert found == ["上半年", "6月末", "上半年"]


def test_at_the_time_of_an_event_holds_for_what_was_there() -> None:
    (found,) = claims("1998年改制时，厂里只有42名工人。")
    assert words_and_dates(found)[0] == "1998年"


def test_a_second_list_in_a_paragraph_has_its_own_time() -> None:
    text = (
        "2025年，抓了实事。一是新建学校3所。2024年，也抓了实事。一是新建公园2个。二是新建医院5家。"
    )
    found = [words_and_dates(item)[0] for item in claims(text)]
    assert found == ["2025年", "2024年", "2024年"]


def test_points_of_a_speech_keep_the_time_of_their_heading() -> None:
    text = "1．2025年完成情况\n第一，扩大供给。新建学校3所。\n第二，扩大就业。就业900人。"
    assert [words_and_dates(item)[0] for item in claims(text)] == ["2025年", "2025年"]


def test_at_the_time_of_an_event_dates_no_later_sentence() -> None:
    found = claims("2015年落户时，公司只有20名员工。年产机器人300台。")
    assert [words_and_dates(item)[0] for item in found] == ["2015年", ""]


def test_the_plan_of_a_superlative_dates_nothing() -> None:
    text = "白沙电网“十四五”期间投资最大的输电工程投运。6个园区获认定。"
    assert [words_and_dates(item) for item in claims(text)] == [("", "")]


def test_when_counted_things_came_about_is_no_time_of_what_became_of_them() -> None:
    text = "云湖2018年签约的90个项目，截至9月底已开工80个，占比88%；其中，投产40个。"
    found = claims_by_number(text, date(2018, 10, 15))
    assert words_and_dates(found["90个"])[0] == "2018年"
    for number in ("80个", "88%", "40个"):
        assert words_and_dates(found[number]) == ("截至9月底", "2018-09-01/2018-09-30"), number


def test_what_is_planned_for_the_year_is_an_aside() -> None:
    text = "1—3月，新开工项目9个，总投资7亿元，2016年计划完成投资4亿元，5亿元以上项目2个。"
    found = claims_by_number(text, date(2016, 4, 5))
    assert (found["4亿元"].modality, words_and_dates(found["4亿元"])[0]) == ("plan", "2016年")
    assert (found["2个"].modality, words_and_dates(found["2个"])[0]) == ("achieved", "1—3月")


def test_an_issue_at_the_end_of_a_line_is_neither_a_time_nor_a_figure() -> None:
    text = (
        "云湖高新区重奖功臣\n云湖科技 2013年5期\n2012年，云湖高新区提质增效。当年引进项目13个。"
        "到位资金40亿元。"
    )
    found = claims(text, date(2013, 4, 29))
    assert [words_and_dates(item)[1] for item in found] == ["2012-01-01/2012-12-31"] * 2


def test_a_deadline_ends_where_the_text_turns_to_the_present() -> None:
    text = (
        "根据规划，到2035年，港口吞吐量达到8亿吨。据悉，白沙港区目前是全省最大的口岸。3号泊位"
        "总投资12亿元。"
    )
    aimed, berth = claims(text, MARCH)
    assert (aimed.modality, words_and_dates(aimed)[0]) == ("target", "到2035年")
    assert (berth.modality, words_and_dates(berth)) == ("achieved", ("", ""))


@pytest.mark.parametrize("verb", ["锚定", "对标", "着眼"])
def test_the_plan_that_an_aim_is_set_by_is_not_its_time(verb: str) -> None:
    (found,) = claims(f"2026年——\n{verb}“十五五”，生产总值预期目标增长5%以上")
    assert words_and_dates(found)[0] == "2026年"


def test_the_year_of_a_list_of_works_dates_nobody_who_chose_them() -> None:
    text = "4月11日，大会闭幕。会上，47名代表票选出2018年十大民生实事。"
    found = claims(text, date(2018, 4, 12))
    assert words_and_dates(found[0]) == ("4月11日", "2018-04-11/2018-04-11")


def test_a_figure_in_brackets_after_a_compared_year_is_of_that_year() -> None:
    (_, then, _) = claims("年均浓度为0.02毫克/立方米，比2012年（0.018毫克/立方米）上升11%。")
    assert words_and_dates(then) == ("2012年", "2012-01-01/2012-12-31")


def test_a_holiday_of_a_year_is_one_time() -> None:
    text = "接待游客95万人次，较2025年春节假期增长31%。2026年春节期间，运送旅客19万人次。"
    found = claims_by_number(text)
    assert words_and_dates(found["31%"]) == ("", "")
    assert words_and_dates(found["19万人次"])[0] == "2026年春节期间"
    assert found["31%"].change_base
    assert found["31%"].change_base.text == "较2025年春节假期"


@pytest.mark.parametrize(
    "text",
    [
        "2024年是全区发展最快的一年，地区生产总值突破500亿元，增长8%。",
        "2024年全区增长最快的是工业投资，增长21%，完成投资80亿元。",
        "2024年实施的12项民生工程，完成投资8亿元，惠及群众30万人次。",
        "2024年招聘的120名教师，全部到岗，其中研究生45名。",
        "2024年第5期专项债券发行规模12亿元，票面利率2.3%。",
    ],
)
def test_the_year_that_a_sentence_is_about_dates_all_of_it(text: str) -> None:
    found = claims(text, date(2025, 1, 15))
    assert {words_and_dates(item)[1] for item in found} == {"2024-01-01/2024-12-31"}


def test_a_plan_for_a_year_is_no_aside_where_no_other_time_is_named() -> None:
    text = "全市共有重点项目126个，2024年计划投资460亿元，其中产业项目80个。"
    assert words_and_dates(claims_by_number(text)["80个"])[0] == "2024年"


def test_a_plan_that_is_aimed_at_dates_yearly_growth() -> None:
    (found,) = claims("对标“十五五”，地区生产总值年均增长6%。")
    assert words_and_dates(found)[0] == "“十五五”"


def test_the_year_of_a_title_leads_no_list() -> None:
    text = "根据《江州市2020年城市体检方案》，体检指标如下：\n1、人均公园绿地面积14.5平方米。"
    (found,) = claims(text, date(2025, 2, 10))
    assert words_and_dates(found) == ("", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("目前，2023年计划完工的9座桥已全部开工，完工4座。", ["2023年", "目前"]),
        ("2023年完工的9座桥，投资4亿元。", ["2023年", "2023年"]),
        ("2月5日，区里举行2024年新春招待会，90名代表参加。", ["2月5日"]),
        ("2024年招商会签约项目9个。", ["2024年"]),
    ],
)
def test_the_year_of_what_is_held_or_planned_is_none_of_a_figure(
    text: str, words: list[str | None]
) -> None:
    assert [words_of_time(item) for item in all_figures(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Some days displace no year.
        (
            "2024年工作回顾\n春节期间举办活动90场。新增景区3家，收入增长12%。",
            ["春节期间", "2024年", "2024年"],
        ),
        ("2024年工作回顾\n10月12日至15日，举办节会。利用外资9亿美元。", ["2024年"]),
        (
            "2024年工作回顾\n截至12月25日，事故32起。化解积案90件。",
            ["截至12月25日", "2024年"],
        ),
        # How large something is, and how much may be granted, is so at other times, too.
        ("春节假期，接待游客9万人次。该区常住人口94万人。", ["春节假期", None]),
        ("截至1月15日，投资9亿元。每家企业最高可获补助50万元。", ["截至1月15日", None]),
        # Before a verb, 过去 is the time of its clause alone.
        ("过去要跑9趟。窗口日均办件90件。", ["过去", None]),
        ("过去，办证要跑9个部门。改革后，只需提交2份材料。", ["过去", None]),
        # A closing day, a deadline and a long-signed project are no day of an event.
        ("1月9日，艺术节落幕。本次活动接待游客9万人次。", [None]),
        ("1月9日前，可免费入场。\n本次展会设展位90个。", [None]),
        ("1月9日，签约仅一年的项目投产，总投资9亿元。", [None]),
        ("1月9日，区里举办招聘会。同时，全市新增就业9万人。", [None]),
    ],
)
def test_days_reach_less_far_than_years(text: str, words: list[str | None]) -> None:
    stated = DocumentDate(date(2025, 1, 20), 2024)
    assert [words_of_time(item) for item in all_figures(text, stated)] == words


def test_what_is_planned_is_planned_after_a_count_up_to_a_day() -> None:
    text = "截至1月15日，完成投资9亿元。该项目规划建设住房90套。"
    found = all_figures(text, DocumentDate(date(2025, 1, 20), None))
    assert [item.modality.modality for item in found] == ["achieved", "plan"]


def test_the_year_of_a_meeting_is_none_of_who_attends_it() -> None:
    text = "1月5日，市委召开2024年经济工作会议，90名代表参加。"
    assert [words_of_time(item) for item in all_figures(text)] == ["1月5日"]
