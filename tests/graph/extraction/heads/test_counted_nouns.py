"""The noun that a number counts: before it, after it, and where it ends."""

import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from tests.graph.extraction.read_claims import claims, claims_by_number, heads
from tests.graph.extraction.read_figures import all_figures, head_text, heads_by_number

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("22家重点企业预计收入20亿元。", ["重点企业", "收入"]),
        ("把22家工业企业列为重点。", ["工业企业"]),
        ("31万亩小麦平均单产达到436公斤。", ["小麦"]),
    ],
)
def test_a_counted_noun_ends_before_what_is_said_of_it(text: str, heads: list[str]) -> None:
    found = [item.head.text for item in all_figures(text) if item.head]
    assert found[: len(heads)] == heads


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("园区10户规上企业实现产值22亿元。", "10户", "规上企业"),
        ("甲、乙等20户企业入驻。", "20户", "企业"),
        ("收购烟叶603万公斤，均价36元。", "36元", "均价"),
        ("58个重点项目进展顺利。", "58个", "重点项目"),
    ],
)
def test_whose_things_are_counted_is_no_head(text: str, number: str, head: str) -> None:
    assert heads_by_number(text)[number] == head


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("完成1.4万户乡村“美丽庭院”建设。", "1.4万户", "乡村“美丽庭院”建设"),
        ("打造1条爱老服务公交线路。", "1条", "爱老服务公交线路"),
        ("培训2000名救护普及员。", "2000名", "救护普及员"),
        ("1.*改建照护床位220张", "220张", "改建照护床位"),
    ],
)
def test_words_in_the_midst_of_a_noun_end_none(text: str, number: str, head: str) -> None:
    assert heads_by_number(text)[number] == head


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("全市200个工业新增长点项目发展良好。", "200个", "工业新增长点项目"),
        ("新增产值9亿元，完成目标的56.6%，超时序进度6.6个百分点。", "6.6个百分点", "新增产值"),
    ],
)
def test_words_of_growth_within_a_noun_and_a_pace(text: str, number: str, head: str) -> None:
    found = heads_by_number(text)[number]
    assert found is not None
    assert found.startswith(head)


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("新增高新技术企业12家，总数达到140家。", "140家", "高新技术企业"),
        ("新增高新技术企业12家，累计达140家。", "140家", "高新技术企业"),
        ("新增高新技术企业12家，同比多3家。", "3家", "新增高新技术企业"),
        ("商会2019年只有9户会员。", "9户", "会员"),
        ("物流园现有6家企业。", "6家", "企业"),
    ],
)
def test_the_noun_that_is_counted(text: str, number: str, head: str) -> None:
    found = claims_by_number(text)[number].indicator_text
    assert found is not None
    assert found.text == head


def test_counted_things_each_have_their_own_noun() -> None:
    assert heads("新建90公里的绿道、80公里的管网。") == ["绿道", "管网"]


def test_a_count_in_a_list_of_prices_has_the_noun_before_it() -> None:
    found = find_figures("8亿元项目1个、3亿元项目2个、6000万元仓储项目4个。", LEXICON)
    counts = {item.quantity.text: head_text(item) for item in found if item.quantity.symbol == "个"}
    assert counts["2个"].endswith("项目") and "仓储" not in counts["2个"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规模以上建材—家居产业增加值增长6%。", ["规模以上建材—家居产业增加值"]),
        ("建成25个群众身边的健身设施。", ["健身设施"]),
        ("新建幼儿园48所，超额完成40所的年度目标任务。", ["新建幼儿园", "新建幼儿园"]),
        ("完成17万平方米的绿化任务。", ["绿化"]),
        ("下辖25个村委会，全镇13951户68202人。", ["村委会", "全镇", "全镇"]),
        ("田里1.9万亩玉米地正值生长期。", ["玉米地"]),
    ],
)
def test_the_head_of_a_figure(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_what_was_added_is_of_the_things_counted() -> None:
    text = "合作社769个，新增6个；农场472家，净增8家；企业90家，新增省级6家。"
    found = claims(text)
    assert heads(text)[:4] == ["合作社", "合作社", "农场", "农场"]
    assert [item.kind for item in found] == ["count", "change", "count", "change", "count", "count"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将新增24个班1080个学位。", ["班", "学位"]),
        ("机械臂围绕着一条35米长的生产线来回穿梭。", ["生产线"]),
        ("观摩了云湖物流园、白沙产业园等24个新开工项目。", ["新开工项目"]),
        ("完成35个新建项目。", ["新建项目"]),
        ("为27户监测对象落实帮扶措施72条。", ["监测对象", "帮扶措施"]),
        ("为431户低保对象投保。种植的70亩黄烟长势良好。", ["低保对象", "黄烟"]),
        ("47名正式代表参与讨论。", ["正式代表"]),
    ],
)
def test_a_counted_noun_is_whole_and_no_more(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已有242名大学生创办188户企业。", ["大学生", "企业"]),
        ("5个村已全部完成注册。", ["村"]),
        ("新建20个街道（乡镇）区域养老服务中心。", ["街道（乡镇）区域养老服务中心"]),
        ("果园里几十名果农穿梭于果树下。", ["果农"]),
        ("2254项政务服务全部进驻，913项行政许可事项实现零跑动。", ["政务服务", "行政许可事项"]),
        ("将12个跨部门事项整合为“一窗受理”。", ["跨部门事项"]),
        ("将7类民生事项作为重点。", ["民生事项"]),
        ("设置两个专门的调解点。", ["调解点"]),
        ("吸引89家企业参会。", ["企业"]),
    ],
)
def test_a_counted_noun_ends_before_what_is_done(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_what_ends_a_counted_noun_may_begin_one() -> None:
    text = "出台36条落实政策措施，投放26辆穿梭巴士，服务1200名投保人。15家投保企业受益。"
    assert heads(text) == ["落实政策措施", "穿梭巴士", "投保人", "投保企业"]


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("在9个镇街举行集中开工。", "9个", "镇街"),
        ("新建90处公园和绿地 。", "90处", "公园和绿地"),
        ("9名就业农村劳动力参保。", "9名", "就业农村劳动力"),
        ("9名技工上岗。", "9名", "技工"),
        ("基本标准不低于当地的1.6倍。", "1.6倍", "基本标准"),
        ("9个大棚投放了菌棒。", "9个", "大棚"),
        ("9个水库水质明显提升。", "9个", "水库水质"),
        ("9件实事出炉。", "9件", "实事"),
        ("32个新建、改扩建项目已完工。", "32个", "新建、改扩建项目"),
        ("9所新建和续建学校投用。", "9所", "新建和续建学校"),
        ("带动本乡160户800名村民增收。", "160户", "村民"),
        ("承载着9.5万常住人口。", "9.5万", "常住人口"),
        ("获评旅游景区9个。", "9个", "旅游景区"),
        ("就读公办学校9万人。", "9万人", "就读公办学校"),
        ("汽车产量继续保持9万辆。", "9万辆", "汽车产量"),
    ],
)
def test_a_noun_ends_where_the_sentence_says_something_of_it(
    text: str, number: str, head: str
) -> None:
    assert heads_by_number(text)[number] == head


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("32个新建、续建项目总投资320亿元。", "32个", "新建、续建项目"),
        ("32个新建、续建项目总投资320亿元。", "320亿元", "总投资"),
        ("建成9个民族团结同心广场。", "9个", "民族团结同心广场"),
        ("展出32件历史见证物。", "32件", "历史见证物"),
        ("帮助9名城镇登记失业人员实现再就业。", "9名", "城镇登记失业人员"),
        ("去年9个摘帽村通了路。", "9个", "摘帽村"),
        ("国内9个区、县入选。", "9个", "区、县"),
        ("集群项目中9户养殖场领到设备。", "9户", "养殖场"),
        ("举行9次集中签约活动。", "9次", "集中签约活动"),
        ("在9个贫困村大力实施工程。", "9个", "贫困村"),
    ],
)
def test_nouns_that_are_counted(text: str, number: str, head: str) -> None:
    assert heads_by_number(text)[number] == head
