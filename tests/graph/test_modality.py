import pytest

from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.extraction.modality import modality_of
from districtgraph.graph.text.clauses import split_sentences

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "modality", "cue"),
    [
        ("力争到2024年，产值达到#亿元", "target", "力争"),
        ("启动#个小区建设", "ongoing", "启动"),
        ("启动甲工程，完成#座", "achieved", "完成"),
        ("积极创建#所学校", "ongoing", "积极创建"),
        ("计划播种#亩", "plan", "计划"),
        ("实施#个城建计划项目", "achieved", None),
        ("惠及#户", "achieved", None),
        ("将近#户", "achieved", None),
        ("按计划完成#户", "achieved", "完成"),
        ("计划播种甲（乙#亩），增加丙", "plan", "计划"),
    ],
)
def test_modality(text: str, modality: str, cue: str | None) -> None:
    (sentence,) = split_sentences(text)
    reading = modality_of(text, sentence, text.index("#"), LEXICON)
    assert (reading.modality, reading.cue) == (modality, cue)


def test_the_cue_stands_where_it_is_said_to() -> None:
    text = "虽将近百户，将新建#户"
    (sentence,) = split_sentences(text)
    reading = modality_of(text, sentence, text.index("#"), LEXICON)
    assert (reading.cue, reading.start) == ("将", 6)


@pytest.mark.parametrize(
    ("heading", "body", "modality", "cue"),
    [
        ("二、2014年工作安排", "新建#座公园。", "target", "工作安排"),
        ("二、2014年工作安排", "完成#座公园。", "target", "工作安排"),
        ("二、2014年工作安排", "计划建设#座。", "plan", "计划"),
        ("二、2014年工作安排", "启动#座公园。", "ongoing", "启动"),
        ("一、2013年工作回顾", "新建#座公园。", "achieved", None),
    ],
)
def test_a_heading_announces_what_is_to_come(
    heading: str, body: str, modality: str, cue: str | None
) -> None:
    text = f"一、开篇\n完成去年任务。\n　　{heading}\n　　{body}"
    sentence = split_sentences(text)[-1]
    reading = modality_of(text, sentence, text.index("#"), LEXICON)
    assert (reading.modality, reading.cue) == (modality, cue)
