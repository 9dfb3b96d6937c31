"""A text as the rules read it, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.text.reading_view import reading_view


def read(text: str) -> str:
    view = reading_view(text)
    return view.text if view else text


@pytest.mark.parametrize(
    "text",
    [
        "一、2024年工作回顾\n全县产值90亿元，增长9%。\n粮食产量4万吨。",
        "发布时间：2024-01-20 来源：云湖报\n全县产值90亿元。",
        "2024-01-20 10:51 云湖报讯",
        "乾隆年间的古桥和著名的干部学院",
        "云湖县产值90亿元。2024年增长9%。",
        'He said "yes',
        "主要目标：\n产值9亿元；\n税收5亿元；\n投资3亿元。",
        "工作推进。产值9亿元；\n（二）税收5亿元。",
        "",
    ],
)
def test_an_ordinary_text_is_read_as_it_is(text: str) -> None:
    assert reading_view(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十一五〞期末，产值9亿元。", "“十一五”期末，产值9亿元。"),
        ("平稳。”十三五’末，产值9亿元。", "平稳。“十三五”末，产值9亿元。"),
        (
            "工作推进。产值9亿元；\n税收5亿元；\n投资3亿元。",
            "工作推进。产值9亿元；税收5亿元；投资3亿元。",
        ),
        ("增长9%,,居首位,;投资、,消费", "增长9%，居首位；投资、消费"),
        (
            "實(shí)現(xiàn)產(chǎn)值9億元，增長(zhǎng)5%，經(jīng)濟平穩",
            "实现产值9亿元，增长5%，经济平稳",
        ),
        (
            "鎮名“硤(xiá)石”，實現總產值9億元，全縣經濟發展",
            "镇名“硖（xiá）石”，实现总产值9亿元，全县经济发展",
        ),
        ('围绕"三个园区一个中心"的定位', "围绕“三个园区一个中心”的定位"),
        ("投资57。6億元", "投资57.6億元"),
        (
            "产值1,234亿元,增长9%;甲、乙(合计)比例为6:4:全年,2024年",
            "产值1,234亿元，增长9%；甲、乙（合计）比例为6:4：全年，2024年",
        ),
        ("接待 25 万 人 次、9 亿 元，2 个百 分点", "接待25万人次、9亿元，2个百分点"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("二、农 业", "二、农业"),
        ("2024 年发放 200 余万元，1-10 月救助 30 人", "2024年发放200余万元，1-10月救助30人"),
    ],
)
def test_marks_and_spaces_of_typesetters_are_undone(text: str, expected: str) -> None:
    assert read(text) == expected


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    text = "全縣生產總值達到90億元，增長9%，農民收入增長8%。"
    assert read(text) == "全县生产总值达到90亿元，增长9%，农民收入增长8%。"


WRAPPED = (
    "全县乡村建设扎实推进，当年新建公路90公里，改造桥梁4座，畜牧业\n"
    "总产值达到9亿元，同比增长7%。粮食播种面积稳定在50万亩，其中水\n"
    "稻播种面积30万亩。全县农民合作社达到300家，家庭农场达到200家，\n"
    "带动农户2万户。一年来，新增大棚400座，新建冷库20座，购置农机\n"
    "300台，培训农民5000人次。\n"
    "二、工业经济\n"
    "全县工业总产值达到70亿元。"
)


def test_a_line_end_in_the_midst_of_a_sentence_is_left_out() -> None:
    view = reading_view(WRAPPED)
    assert view is not None
    assert "畜牧业总产值" in view.text
    assert "人次。\n二、工业经济\n全县" in view.text
    at = view.text.index("畜牧业总产值")
    assert WRAPPED[view.start(at) : view.end(at + 6)] == "畜牧业\n总产值"


PRINTED = (
    "全县乡村建设扎实推进，当年新建公路90公里，改造桥梁4座，畜牧业总产值达到9亿元，同比增长7%。"
    "粮食播种面积稳定在50万亩，其中水稻播种面积30万亩。全县农民合作社达到300家，家庭农场达到200家，"
    "带动农户2万户。一年来，新增大棚400座，新建冷库20座，购置农机300台，培训农民5000人次。"
)


def test_a_line_end_that_a_converter_made_a_space_is_left_out() -> None:
    lines = [PRINTED[at : at + 31] for at in range(0, len(PRINTED), 31)]
    assert read(" ".join(lines)) == PRINTED


def test_spaces_that_part_words_at_various_distances_remain() -> None:
    cells = "甲镇 乙镇 合计 增长 比重 备注 一等 二等 三等 本年 上年 全年累计完成情况及进度"
    assert reading_view(f"{cells} {cells} {cells}") is None


def test_headings_and_items_are_no_broken_lines() -> None:
    items = "\n".join(
        f"新建第{n}小学，改造第{n}中学，扩建第{n}幼儿园并配齐设备" for n in "一二三四五六"
    )
    assert reading_view(f"民生实事\n{items}。") is None or "\n新建" in read(f"民生实事\n{items}。")


@given(st.text(alphabet='區縣產業發億長9年 0.。\n“〞"月第一、增', max_size=80))
def test_every_character_of_a_view_is_from_the_text(text: str) -> None:
    view = reading_view(text)
    if view is None:
        return
    assert len(view.text) == len(view.offsets)
    assert list(view.offsets) == sorted(set(view.offsets))
    assert view.end(len(view.text)) <= len(text)
