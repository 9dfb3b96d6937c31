import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.modality.figure_modality import modality_of
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
        ("双方将共建研究院，3年内引进人才#名", "plan", "将"),
        ("我市将与甲公司建设中心，培养人才#人", "plan", "将"),
        ("项目可实现年产值#亿元", "target", "可实现"),
        ("可新增岗位10个，带动就业#人", "plan", "可新增"),
        ("将近#户", "achieved", None),
        ("按计划完成#户", "achieved", "完成"),
        ("计划播种甲（乙#亩），增加丙", "plan", "计划"),
    ],
)
def test_modality(text: str, modality: str, cue: str | None) -> None:
    (sentence,) = split_sentences(text)
    at = text.index("#")
    reading = modality_of(text, sentence, (at, at + 1), LEXICON)
    assert (reading.modality, reading.cue) == (modality, cue)


def test_the_cue_stands_where_it_is_said_to() -> None:
    text = "虽将近百户，将新建#户"
    (sentence,) = split_sentences(text)
    at = text.index("#")
    reading = modality_of(text, sentence, (at, at + 1), LEXICON)
    assert (reading.cue, reading.start) == ("将", 6)


def read_last(text: str) -> list[tuple[str, str | None]]:
    """Return modality and cue of the figures of a text."""
    return [(item.modality.modality, item.modality.cue) for item in find_figures(text, LEXICON)]


REVIEW = "一、2013年工作回顾"
AHEAD = "二、2014年工作安排"


@pytest.mark.parametrize(
    ("heading", "body", "modality", "cue"),
    [
        # An action is planned, a number to be reached is aimed at.
        (AHEAD, "新建公园5座。", "plan", "工作安排"),
        (AHEAD, "完成5座公园。", "plan", "工作安排"),
        (AHEAD, "计划建设5座公园。", "plan", "计划"),
        (AHEAD, "启动5座公园建设。", "plan", "工作安排"),
        (AHEAD, "加快推进5座公园建设。", "plan", "工作安排"),
        (AHEAD, "产量达到5万吨。", "target", "工作安排"),
        (AHEAD, "产值增长5%。", "target", "工作安排"),
        (AHEAD, "城镇新增就业5000人。", "target", "工作安排"),
        (AHEAD, "力争建成公园5座。", "target", "力争"),
        (AHEAD, "确保5座公园按时完工。", "plan", "确保"),
        (AHEAD, "目前已建成公园5座。", "achieved", "已"),
        (AHEAD, "去年收入突破4万元，达到5万元。", "achieved", "达到"),
        (AHEAD, "累计培养人才100万人。", "plan", "工作安排"),
        (AHEAD, "（一）成效明显提升的城市工作\n新建公园5座。", "plan", "工作安排"),
        (REVIEW, "新建公园5座。", "achieved", None),
        (REVIEW, "预计产值达到5亿元。", "achieved", "达到"),
        (REVIEW, "将5个村纳入试点。", "achieved", None),
        (REVIEW, "力争到2020年产值达到5亿元。", "target", "力争"),
        (REVIEW, "到2020年，产值达到5亿元。", "target", "到2020年"),
    ],
)
def test_the_part_of_a_report_tells(
    heading: str, body: str, modality: str, cue: str | None
) -> None:
    text = f"一、2013年工作回顾\n完成去年任务。\n　　{heading}\n　　{body}"
    assert read_last(text)[-1] == (modality, cue)


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("今年，产值达到5亿元。我们将新建公园5座，绿地率达到40%。", ["achieved", "plan", "target"]),
        (
            "2024年主要预期目标是：产值增长5%；就业5000人。\n（一）扩大投资。新建公园5座。",
            ["target", "target", "plan"],
        ),
        ("今年要重点抓好以下工作。\n新建公园5座。\n过去一年，建成公园3座。", ["plan", "achieved"]),
        ("项目达产后，可实现年产值5亿元。", ["target"]),
        ("将5个村纳入试点，将新建5座公园。", ["achieved", "plan"]),
        ("计划投资9亿元，1至5月已完成投资4亿元。", ["plan", "achieved"]),
        ("二、2026年重点工作\n新建公园5座。", ["plan"]),
        ("某区2026年工作要点\n新建公园5座。", ["plan"]),
        ("某区部署今年重点工作\n去年新建公园5座。", ["achieved"]),
        ("收入增长11%，较上月加快1.6个百分点。", ["achieved", "achieved"]),
        ("主要建设5座公园，需要3亿元。", ["achieved", "achieved"]),
    ],
)
def test_openings_and_frames_tell(text: str, modalities: list[str]) -> None:
    assert [modality for modality, _ in read_last(text)] == modalities
