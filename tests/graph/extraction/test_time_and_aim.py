"""What is over, what is aimed at, and which year: kinds of sentences that were misread."""

from datetime import date

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate

LEXICON = load_lexicon()
REPORT = DocumentDate(date(2026, 1, 15), 2025)


def figures(text: str, stated: DocumentDate | None = None) -> dict[str, FoundFigure]:
    return {item.quantity.text: item for item in find_figures(text, LEXICON, None, stated)}


def modalities(text: str, stated: DocumentDate | None = None) -> list[str]:
    return [item.modality.modality for item in figures(text, stated).values()]


def time_of(figure: FoundFigure) -> tuple[str | None, str | None]:
    """Return the words and the last day of a figure's time."""
    period = figure.period
    last = period.last.isoformat() if period and period.last else None
    return (period.text if period else None), last


def test_the_year_that_the_owner_states_is_the_year_reported_on() -> None:
    text = "2024年是不平凡的一年，我们建成菜场4家。\n2025年，建成车站3座。"
    assert modalities(text, DocumentDate(None, 2025)) == ["achieved", "achieved"]


def test_a_year_within_an_opening_sentence_is_not_the_year_reported_on() -> None:
    text = "五年来，全县产值从2021年的3亿元增加到6亿元。\n2024年，建成车站3座。"
    assert modalities(text)[-1] == "achieved"


def test_a_year_to_come_that_opens_a_paragraph_reaches_the_next_sentence() -> None:
    text = "2026年，新建车站3座。开通公交线路7条。"
    assert modalities(text, DocumentDate(date(2025, 12, 22), 2025)) == ["plan", "plan"]


def test_a_year_that_is_not_over_is_not_past_though_it_is_the_stated_one() -> None:
    text = "2025年，小麦播种面积预计9万亩。"
    assert modalities(text, DocumentDate(date(2025, 4, 3), 2025)) == ["target"]


@pytest.mark.parametrize("since", ["目前，全县拥有", "截至目前，全县建成", "今年以来，新开"])
def test_what_is_there_by_the_day_of_a_report_is_no_plan(since: str) -> None:
    text = f"2025年工作回顾\n产值4亿元。\n2026年工作安排\n新建菜场4家。\n{since}便民超市31家。"
    assert modalities(text, REPORT)[-2:] == ["plan", "achieved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("计划新建公路90公里，目前已开工60公里，投入资金2亿元。", ["plan", "achieved", "achieved"]),
        ("计划新建公路90公里，现已完工60公里；新建桥梁7座。", ["plan", "achieved", "plan"]),
        ("计划新建公路90公里，已完工60公里，还将新建桥梁7座。", ["plan", "achieved", "plan"]),
        ("计划新建公路90公里，已列入名单的村自行勘测，新建桥梁7座。", ["plan", "plan"]),
    ],
)
def test_what_is_done_by_now_ends_an_earlier_aim(text: str, expected: list[str]) -> None:
    assert modalities(text) == expected


def test_the_year_of_an_aim_is_no_time_of_what_is_done() -> None:
    found = figures("上半年，产值4亿元，完成全年目标的51%，占全年任务的48%；全年目标是产值8亿元。")
    times = [time_of(item)[0] for item in found.values()]
    assert times == ["上半年", "上半年", "上半年", "全年"]


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
    assert time_of(found["88家"]) == ("2025年", "2025-12-31")


def test_nothing_is_inherited_from_a_sentence_about_two_times() -> None:
    found = figures("2023年新建菜场4家，2025年新建菜场9家。全县有超市88家。")
    assert found["88家"].period is None
    nested = figures("2025年，产值4亿元，3月新建菜场9家。全县有超市88家。")
    assert time_of(nested["88家"]) == ("2025年", "2025-12-31")


def test_a_month_of_those_that_a_paragraph_is_about_dates_its_own_sentence() -> None:
    found = figures("1—5月，产值4亿元。5月，产值1亿元。全县有超市88家。", REPORT)
    assert time_of(found["1亿元"]) == ("5月", "2025-05-31")
    assert time_of(found["88家"]) == ("1—5月", "2025-05-31")


def test_what_lies_ahead_is_not_dated_by_a_paragraph_about_what_is_over() -> None:
    found = figures("2024年，产值4亿元。力争产值达到9亿元。", REPORT)
    assert time_of(found["4亿元"])[1] == "2024-12-31"
    assert time_of(found["9亿元"]) == ("2024年", None)


def test_the_year_before_is_before_the_year_that_the_words_are_about() -> None:
    communique = "2025年统计公报\n稻谷产量9万吨，上年为8万吨，蔬菜产量7万吨，上年为6万吨。"
    found = figures(communique, DocumentDate(date(2026, 3, 9), 2025))
    assert [time_of(found[words])[1] for words in ("8万吨", "6万吨")] == ["2024-12-31"] * 2
    (alone,) = figures("上年的稻谷产量为9万吨。", DocumentDate(date(2026, 3, 9))).values()
    assert time_of(alone) == ("上年", None)
    (spoken,) = figures("上年，新建菜场4家。", DocumentDate(date(2026, 3, 9), 2025)).values()
    assert time_of(spoken) == ("上年", "2025-12-31")


def test_the_rate_that_a_turn_sets_out_from_is_not_of_the_year_itself() -> None:
    found = figures("2025年，出口额由上年增长6%转为下降2%。")
    assert found["6%"].period is None
    assert time_of(found["2%"])[0] == "2025年"


def test_what_a_change_builds_on_is_its_base() -> None:
    (twice,) = figures("到2032年，游客量在2022年基础上翻一番。", REPORT).values()
    assert time_of(twice) == ("到2032年", "2032-12-31")
    assert twice.modality.modality == "target"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("稻谷产量9万吨，完成年度目标8万吨的113%。", ["achieved", "target", "achieved"]),
        ("森林覆盖率31%，比规划目标33%低2个百分点。", ["achieved", "target", "achieved"]),
        ("出口额增长2%，未达到7%的预期目标。", ["achieved", "target"]),
        ("出口额增长9%，超过预期目标2个百分点。", ["achieved", "achieved"]),
        ("完成改造任务260户，实现增长7%的预期目标。", ["achieved", "achieved"]),
    ],
)
def test_a_goal_that_what_is_done_is_compared_with_is_a_target(
    text: str, expected: list[str]
) -> None:
    assert modalities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "今年，稻谷产量计划完成9万吨，比去年增长5%。",
        "计划新建车站9座，截至2026年底建成3座。",
        "到2026年底，已列入名单的村新建车站3座。",
    ],
)
def test_words_for_what_is_there_do_not_make_a_year_to_come_past(text: str) -> None:
    assert modalities(text, REPORT)[-1] in ("plan", "target")


@pytest.mark.parametrize("bound", ["不足", "不到", "超过", "突破", "接近", "达到"])
def test_the_year_that_a_multiple_is_measured_against_dates_no_figure(bound: str) -> None:
    found = figures(f"2025年，投资9亿元，{bound}上年的九成。")
    assert time_of(found["九成"]) == ("2025年", "2025-12-31")
