"""Named things: by marks, suffixes, bodies, titles, lists, and in short forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.names.named_sentences import keyed_sentences
from tests.graph.extraction.read_names import outer

PIECES = st.lists(
    st.sampled_from(
        [
            *("推进", "区人民医院", "“强基工程”", "《某条例》", "、", "，", "。", "江州市", "云湖"),
            *("和", "的", "3个", "第2届", "湿地公园", "项目", "开发区", "呼伦", "社区", "市委"),
            *("“", "”", "《", "》", "全国文明城市", " ", "\n", "等企业", "简称"),
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def test_what_the_own_sentences_name_is_found_and_nothing_else() -> None:
    sentences = keyed_sentences()
    assert len(sentences) >= 50
    wrong = []
    for sentence in sentences:
        found = {
            (item.start, item.end, item.kind)
            for item in find_named_things(sentence.text)
            if not item.nested
        }
        missed = sentence.required - found
        spurious = found - sentence.required - sentence.optional
        if missed or spurious:
            wrong.append((sentence.text, missed, spurious))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The beginning: after a verb, a preposition, a mark, a number with its measure word.
        ("全力推进滨江湿地公园建设", [("滨江湿地公园", "facility")]),
        ("在云湖新区新建3座水厂", [("云湖新区", "place")]),
        ("投资2亿元的南山隧道贯通", [("南山隧道", "facility")]),
        ("改造和平区、向阳镇管网", [("和平区", "place"), ("向阳镇", "place")]),
        # Words that end like a suffix, and phrases that hold generic words alone.
        ("完善市场体系，发展思路清晰，农村道路通畅", []),
        ("支持民营企业和高新技术企业，建设重点工程", []),
        # District names that end like common words.
        ("宝山区、任城区完成搬迁", [("宝山区", "place"), ("任城区", "place")]),
        ("中心城区和贫困山区协调发展", []),
        # A body of a territory.
        ("在市委、市政府领导下", [("市委", "organisation"), ("市政府", "organisation")]),
        ("江州市人民政府批准", [("江州市人民政府", "organisation")]),
        # Marks.
        ("出台《营商环境条例》", [("营商环境条例", "document")]),
        ("实施“倍增计划”", [("倍增计划", "programme")]),
        ("深化“四小”工作法", [("“四小”工作法", "programme")]),
        ("打通“最后一公里”", []),
        ("坚持“人民城市人民建，人民城市为人民”", [("人民城市人民建，人民城市为人民", "slogan")]),
        # A list that its noun sums up.
        ("引进三元、元盛等企业", [("三元", "organisation"), ("元盛", "organisation")]),
        ("钢铁、水泥等企业效益回升", []),
        ("解决好脏乱差、交通拥堵等城市问题", []),
        # 好 after a verb belongs to it.
        ("举办好国际草原音乐节", [("国际草原音乐节", "event")]),
        # Directions that share one name.
        ("建设东、西外环路", [("东、西外环路", "facility")]),
    ],
)  # fmt: skip
def test_a_name_begins_where_its_phrase_does(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text", ["增速居南六县第一。", "建成绿色防控基地9000亩。", "打造特色商业街区3个。"]
)
def test_what_counts_districts_or_tells_a_kind_of_site_names_nothing(text: str) -> None:
    assert outer(text) == []


def test_a_site_of_a_place_is_named() -> None:
    assert outer("建成白沙镇种植基地。") == [("白沙镇种植基地", "facility")]


def test_a_short_form_knows_its_full_name() -> None:
    text = "云湖区加快发展。云湖地处江边。行政中心东移工程启动，行政中心东移带动投资。"
    short = {item.text: item.canonical for item in find_named_things(text) if item.canonical}
    assert short == {"云湖": "云湖区", "行政中心东移": "行政中心东移工程"}


def test_a_stated_alias_knows_its_full_name() -> None:
    text = "江州高新技术产业开发区（以下简称“江高区”）成立。江高区发展迅速。"
    short = {item.text: item.canonical for item in find_named_things(text) if item.canonical}
    assert short == {"江高区": "江州高新技术产业开发区"}


def test_a_list_shares_the_suffix_of_its_last_item() -> None:
    found = find_named_things("呼伦、秀水社区投入使用")
    assert [(item.text, item.canonical) for item in found] == [
        ("呼伦", "呼伦社区"),
        ("秀水社区", ""),
    ]


def test_a_nested_name_is_marked() -> None:
    found = find_named_things("学府路中学扩建")
    assert [(item.text, item.kind, item.nested) for item in found] == [
        ("学府路中学", "organisation", False),
        ("学府路", "place", True),
    ]


@given(PIECES)
def test_names_are_exact_and_never_cross(text: str) -> None:
    found = find_named_things(text)
    assert all(text[item.start : item.end] == item.text for item in found)
    assert len({(item.start, item.end) for item in found}) == len(found)
    for left in found:
        for right in found:
            assert not left.start < right.start < left.end < right.end


def test_a_long_name_without_a_beginning_at_the_end_of_a_text_is_none() -> None:
    text = "区人民医院第2届" * 3 + "区人民医院"
    assert all(item.end <= len(text) for item in find_named_things(text))


@given(PIECES)
def test_a_sentence_before_moves_names_and_changes_none(text: str) -> None:
    before = "今年工作稳步开展。\n"
    moved = find_named_things(before + text)
    assert [(item.start - len(before), item.text, item.kind) for item in moved] == [
        (item.start, item.text, item.kind) for item in find_named_things(text)
    ]
