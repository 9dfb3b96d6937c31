"""Heads without who did something, or where, before their verb."""

import pytest

from tests.graph.extraction.read_claims import claims, heads, indicator
from tests.graph.extraction.read_figures import head_names


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("中心城区新建公厕36座。", "新建公厕"),
        ("高新区累计新引进项目12个。", "新引进项目"),
        ("平湖镇新修道路12公里。", "新修道路"),
        ("区教育局新建学校5所。", "新建学校"),
        ("住宅小区加装电梯260部。", "加装电梯"),
        ("全市公安机关共破获案件320起。", "破获案件"),
        ("全区法院受理案件5600件。", "受理案件"),
        ("古城景区接待游客26万人次，增长7%。", "接待游客"),
        ("粮食产业园新签约项目13个。", "新签约项目"),
    ],
)
def test_a_place_or_body_before_its_verb_is_no_part_of_the_head(text: str, head: str) -> None:
    assert set(heads(text)) == {head}


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("园区现有规上企业86家。", "规上企业"),
        ("街道共有居民3.2万户。", "居民"),
        ("我校共有教职工230人。", "教职工"),
        ("全村共有农户320户。", "农户"),
        ("图书馆现有藏书20万册。", "藏书"),
        ("常住人口中共有家庭户66万户。", "家庭户"),
    ],
)
def test_who_has_the_things_counted_is_no_part_of_the_head(text: str, head: str) -> None:
    assert heads(text) == [head]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("城镇新增就业3万人。", "城镇新增就业"),
        ("农村新建污水处理设施56座。", "农村新建污水处理设施"),
        ("幼儿园新增学位3000个。", "幼儿园新增学位"),
        ("景区接待能力5万人次。", "景区接待能力"),
        ("棚户区改造安置房2000套。", "棚户区改造安置房"),
        ("工业园区引进项目数56个。", "工业园区引进项目数"),
        ("园区企业实现产值35亿元。", "园区企业实现产值"),
        ("开发区引进外资3亿元。", "开发区引进外资"),
        ("筹集共有产权住房500套。", "共有产权住房"),
        ("超市新增网点30个。", "超市新增网点"),
    ],
)
def test_words_for_what_kind_of_things_are_counted_remain(text: str, head: str) -> None:
    assert heads(text) == [head]


def test_the_whole_name_says_who_did_it() -> None:
    assert head_names("平湖镇新修道路12公里。") == ["平湖镇新修道路"]


def test_what_one_part_of_a_place_did_is_linked_as_before() -> None:
    (found,) = claims("观音桥商圈接待游客26万人次。")
    assert (found.indicator_text and found.indicator_text.text, indicator(found)) == (
        "接待游客",
        None,
    )


@pytest.mark.parametrize("verb", ["开工", "竣工", "续建", "投产", "签约"])
def test_projects_at_a_stage_are_named_with_it(verb: str) -> None:
    assert heads(f"{verb}项目48个。") == [f"{verb}项目"]


@pytest.mark.parametrize("adverb", ["集中", "累计", "本次集中"])
def test_an_adverb_shows_that_projects_are_the_object(adverb: str) -> None:
    assert heads(f"{adverb}开工项目48个。") == ["项目"]


@pytest.mark.parametrize("verb", ["实施", "推进", "完成"])
def test_a_verb_that_has_projects_as_its_object_is_no_part_of_the_head(verb: str) -> None:
    assert heads(f"{verb}项目48个。") == ["项目"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("全区上下完成固定资产投资120亿元。", "固定资产投资"),
        ("人均拥有道路面积15.6平方米。", "人均拥有道路面积"),
        ("每百户拥有汽车45.3辆。", "每百户拥有汽车"),
        ("人口密度每平方公里650人。", "人口密度"),
        ("工业增加值、服务业增加值同步增长6%。", "工业增加值、服务业增加值"),
    ],
)
def test_words_for_each_of_whom_belong_to_the_head_and_adverbs_do_not(text: str, head: str) -> None:
    assert heads(text) == [head]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("采购经理指数连续9个月高于50。", ["采购经理指数"]),
        ("工业增加值增速连续30个月居全省前列。", ["工业增加值"]),
        ("形势稳定，连续61个月未发生重大事故。", ["未发生重大事故"]),
        ("完成连续6轮核酸检测。", ["核酸检测"]),
    ],
)
def test_how_long_something_lasts_is_said_of_what_comes_before(
    text: str, expected: list[str]
) -> None:
    assert heads(text) == expected
