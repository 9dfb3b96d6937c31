"""Kinds of sentences that texts of other places showed: what their figures measure, and when."""

import time

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities

LEXICON = load_lexicon()


def figures(text: str) -> dict[str, FoundFigure]:
    return {item.quantity.text: item for item in find_figures(text, LEXICON)}


def words_of_time(figure: FoundFigure) -> str | None:
    return figure.period.text if figure.period else None


@pytest.mark.parametrize("title", ["青川县2025年政府工作报告", "2025年政府工作报告摘要"])
def test_the_title_of_a_work_report_dates_no_figure(title: str) -> None:
    found = figures(f"{title}\n进出口总额90亿元，增长9.8%。")
    assert [item.period for item in found.values()] == [None, None]


def test_the_title_of_a_communique_dates_its_figures() -> None:
    found = figures("青川县2025年国民经济和社会发展统计公报\n进出口总额90亿元。")
    assert words_of_time(found["90亿元"]) == "2025年"


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


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("预计全年生产总值突破9亿元。", "achieved"),
        ("2011年预计实现9亿元。", "achieved"),
        ("预计全市生产总值迈上9亿元新台阶。", "achieved"),
        ("项目投产后预计实现产值9亿元。", "target"),
        ("该项目预计实现年产值9亿元。", "target"),
        ("预计带动投资9亿元。", "target"),
        ("生产经营活动预期指数为55.2%。", "achieved"),
    ],
)
def test_an_expected_result_is_an_estimate_unless_of_a_project(text: str, modality: str) -> None:
    (figure,) = find_figures(text, LEXICON)
    assert figure.modality.modality == modality


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (
            "实施项目382个，总投资1048亿元，开工248个，竣工投产141个。",
            ["项目", "总投资", "开工", "竣工投产"],
        ),
        ("失业率平均为5%。", ["失业率"]),
        ("人均生产总值约合2万美元。", ["人均生产总值"]),
        ("产业比例由47.8:52.1调整优化为43:57。", ["产业比例", "产业比例"]),
        ("贡献了全国38.7%的贸易增量。", ["贸易增量"]),
        ("新增就业143万人、超额完成国家下达的110万人年度任务。", ["新增就业", "新增就业"]),
        ("财政收入增长1.3%，距目标18.7个百分点。", ["财政收入", "财政收入"]),
        ("出生率11.69‰，下降0.75个千分点。", ["出生率", "出生率"]),
        ("净菜进京平均每日超过550吨。", ["净菜进京"]),
        ("救助守护101名困境儿童。", ["困境儿童"]),
        ("失业率为5.2%，低于5.5%左右的预期目标。", ["失业率", "失业率"]),
        ("解读二:2024年工作回顾", []),
        ("21项问题逐一整改。", ["问题"]),
        ("参保人数98万人，增加3万人。", ["参保人数", "参保人数"]),
    ],
)
def test_what_a_figure_measures(text: str, heads: list[str]) -> None:
    assert [item.head and item.head.text for item in find_figures(text, LEXICON)] == heads


@pytest.mark.parametrize("words", ["1", "１", "一", "百", "今年要"])
def test_repeated_words_take_time_in_proportion_to_their_length(words: str) -> None:
    def seconds(size: int) -> float:
        text = (words * size)[:size]
        begin = time.process_time()
        find_quantities(text, LEXICON)
        find_periods(text, LEXICON)
        return time.process_time() - begin

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(2_000), 0.005)


def test_news_that_lists_the_parts_of_a_report_tells_the_year_under_review() -> None:
    text = (
        "报告共分两部分：一、2024年工作回顾。二、2025年主要预期目标。\n"
        "2024年是实现规划目标任务的关键一年。全年生产总值达到112亿元。"
    )
    assert figures(text)["112亿元"].modality.modality == "achieved"
