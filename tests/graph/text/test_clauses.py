"""Sentences, headings and clauses of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.text.clauses import clause_start, split_clauses, split_sentences


def test_headings_and_sentences() -> None:
    text = "标题　　第一句。第二句！　　　　小标题\n第三句，有两个分句。"
    found = [(text[item.start : item.end], item.heading) for item in split_sentences(text)]
    assert found == [
        ("标题", True),
        ("第一句。", False),
        ("第二句！", False),
        ("小标题", True),
        ("第三句，有两个分句。", False),
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    text = "他说“好。”然后走了。"
    assert [text[i.start : i.end] for i in split_sentences(text)] == ["他说“好。”", "然后走了。"]


def test_the_enumeration_comma_joins_a_clause() -> None:
    text = "今年，完成甲、乙10个；启动丙"
    (sentence,) = split_sentences(text)
    assert clause_start(text, sentence, text.index("10")) == text.index("完成")
    assert clause_start(text, sentence, text.index("丙")) == text.index("启动")


@given(st.text(alphabet="文字。！，　\n ”", max_size=40))
def test_all_but_white_space_is_in_one_sentence(text: str) -> None:
    sentences = split_sentences(text)
    inside = {at for item in sentences for at in range(item.start, item.end)}
    assert len(inside) == sum(item.end - item.start for item in sentences)
    lone_marks = set("。！”")
    outside = {character for at, character in enumerate(text) if at not in inside}
    assert all(character.isspace() or character in lone_marks for character in outside)
    assert [item.number for item in sentences] == list(range(1, len(sentences) + 1))


def test_clauses_contain_their_marks_and_grouped_numbers() -> None:
    text = "今年，完成甲、乙1,234个；启动丙。"
    (sentence,) = split_sentences(text)
    clauses = [text[item.start : item.end] for item in split_clauses(text, sentence)]
    assert clauses == ["今年，", "完成甲、乙1,234个；", "启动丙。"]


@given(st.text(alphabet="文字。！，,；1234　\n ”", max_size=40))
def test_sentences_and_gaps_reproduce_the_text_and_clauses_their_sentence(text: str) -> None:
    rebuilt, end = "", 0
    for sentence in split_sentences(text):
        rebuilt += text[end : sentence.start]
        clauses = split_clauses(text, sentence)
        assert [item.start for item in clauses[1:]] == [item.end for item in clauses[:-1]]
        rebuilt += "".join(text[item.start : item.end] for item in clauses)
        end = sentence.end
    assert rebuilt + text[end:] == text


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("环境公报（2024年）\n一、大气\n天数321天。", [True, True, False]),
        ("天数321天。（见附表）\n说明（一）", [False, False, True]),
        ("他说：“好。”（笑）", [False, False]),
        ("（完）", [False]),
    ],
)
def test_a_bracket_closes_no_heading(text: str, headings: list[bool]) -> None:
    assert [item.heading for item in split_sentences(text)] == headings


@pytest.mark.parametrize("piece", ["产值9亿元，", "产值九亿元", "产值 ", "（甲"])
def test_what_is_longer_than_any_sentence_is_parted_after_a_clause(piece: str) -> None:
    text = piece * 2_000
    found = split_sentences(text)
    words = "".join(text[item.start : item.end] for item in found)
    assert words.replace(" ", "") == text.replace(" ", "")
    assert max(item.end - item.start for item in found) <= 2_000
    if piece.endswith("，"):
        assert all(text[item.end - 1] == "，" for item in found)
