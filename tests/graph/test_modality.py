import pytest

from districtgraph.graph.clauses import split_sentences
from districtgraph.graph.lexicons import load_lexicon
from districtgraph.graph.modality import modality_of

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
    ],
)
def test_modality(text: str, modality: str, cue: str | None) -> None:
    (sentence,) = split_sentences(text)
    reading = modality_of(text, sentence, text.index("#"), LEXICON)
    assert (reading.modality, reading.cue) == (modality, cue)
