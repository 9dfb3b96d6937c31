"""Heads as feature articles and summaries of departments write them."""

import pytest

from tests.graph.extraction.read_claims import base_words, claims, extracted, head, heads, indicator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("固定资产投资止跌回稳，力争增长2%。", ["固定资产投资"]),
        ("工业生产企稳回升，增长5%。", ["工业生产"]),
        ("店铺空置率一度高达三成五。", ["店铺空置率"]),
        ("出租率始终在90%以上。", ["出租率"]),
        ("社区又引来社会资本1.2亿元。", ["社会资本"]),
        ("对沿街86栋房屋实行修缮。", ["房屋"]),
        ("把3间库房改成共享工坊。", ["库房"]),
        ("单日客流最高达5.6万人次。", ["单日客流"]),
        ("租下一间40平方米的铺面。", ["铺面"]),
        ("民宿开了15家，茶园种了3000亩。", ["民宿", "茶园"]),
        ("会议召开了3次。", ["会议召开"]),
        ("行政许可按时办结率100%。", ["行政许可按时办结率"]),
        ("7个项目用地未落实。", ["项目用地"]),
        ("每天卖出400多碗豆浆。", ["豆浆"]),
        ("云湖曾聚集了全市近四成的国有企业。", ["国有企业"]),
        ("鼎盛时期产业工人超过9万人。", ["产业工人"]),
        ("2平方公里的核心区内，厂房林立。", ["核心区"]),
        ("88个县级重点项目开复工率100%。", ["县级重点项目", "开复工率"]),
        ("镇内有国家4A级景区1处。", ["国家4A级景区"]),
        ("桥长42.6米，宽5.4米。", ["桥长", "宽"]),
        ("我家3亩茶园卖了2.6万元。", ["茶园", "茶园"]),
        ("村里计划再建冷库一座、民宿二十间。", ["民宿"]),
        ("三十多辆小汽车开进了村。", ["小汽车"]),
        ("老人每餐只收三元钱。", ["老人每餐只收"]),
        ("产值先后跨越1000亿元、1500亿元两大台阶，达到1626亿元。", ["产值"] * 3),
        ("选派680名助企专员联系服务企业2300户。", ["助企专员", "联系服务企业"]),
        ("3.4万人次取得职业技能等级证书。", ["取得职业技能等级证书"]),
        ("✅ 地区生产总值2360.5亿元，+5.7%", ["地区生产总值", "地区生产总值"]),
        ("▶规上工业增加值+7.9%", ["规上工业增加值"]),
        ("减速器国内市场占有率达到37%。", ["减速器国内市场占有率"]),
        ("带着7名工人办起了作坊。", ["工人"]),
        ("公司订单逆势增长19%。", ["公司订单"]),
        ("3个专项资金执行率低于50%。", ["专项资金", "执行率"]),
        ("9个单位欠缴时间超过3个月。", ["单位", "欠缴时间"]),
        ("76个项目未细化到具体单位。", ["项目"]),
        ("以全市2.1%的土地面积贡献了23%的GDP。", ["土地面积", "GDP"]),
        ("在全国230家国家级经开区综合排名中列第68位。", ["国家级经开区", "国家级经开区"]),
        ("电池项目从签约到投产仅用10个月。", ["电池项目"]),
        ("人均生产总值力争达到全省平均水平的85%。", ["人均生产总值"]),
        ("地区生产总值连跨3个十亿元台阶。", ["地区生产总值"]),
        ("加上级补助收入9亿元、上年结转8亿元。", ["上级补助收入", "上年结转"]),
        ("单日客流再创历史新高，8天共接待游客9万人次。", ["接待游客"]),
        ("国庆8天假期，游客9万人次，假期共8天。", ["游客", "假期"]),
        ("外部环境复杂严峻，完成全年增长6%的预期目标仍需努力。", [None]),
        ("新建24小时自助图书馆5座。", ["新建24小时自助图书馆"]),
        ("物业收费率偏低，仅为62%。", ["物业收费率"]),
        ("接待游客1.3万人次，10月3日单日最高达2.1万人次。", ["接待游客", "接待游客"]),
        (
            "改造小区31个，已完工29个，完工率93.5%，剩余2个。",
            ["改造小区", "完工", "完工率", "改造小区"],
        ),
    ],
)
def test_verbs_and_adverbs_around_the_thing_measured_are_no_part_of_it(
    text: str, expected: list[str | None]
) -> None:
    assert heads(text) == expected


def test_how_long_work_took_is_said_of_what_was_done() -> None:
    assert heads("修缮房屋86栋，历时14个月。") == ["修缮房屋"] * 2


def test_those_who_live_in_a_place_are_no_communities() -> None:
    assert heads("河西街道辖6个社区、2.3万户、5.8万人。") == ["社区", None, None]
    assert heads("改造老旧小区6个、2.3万户。") == ["改造老旧小区"] * 2


def test_what_doubled_is_named_before_what_it_is_compared_with() -> None:
    sold, doubled = claims("早点铺每天卖出豆浆400碗，比改造前翻了一番。")
    assert doubled.indicator_text == sold.indicator_text
    assert base_words(doubled) == "比改造前"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("街面拓宽到12米。", "value"),
        ("街面拓宽12米。", "change"),
        ("许可事项缩减到130项。", "count"),
        ("许可事项缩减130项。", "change"),
        ("审批时限压缩到3个工作日。", "value"),
        ("审批时限压缩3个工作日。", "change"),
    ],
)
def test_the_value_that_a_change_leads_to_is_no_change(text: str, kind: str) -> None:
    assert [item.kind for item in claims(text)] == [kind]


@pytest.mark.parametrize("text", ["这家店开了130多年。", "“山味360碗”叫响了品牌。"])
def test_years_that_something_lasts_and_names_are_no_figures(text: str) -> None:
    found = extracted(text)
    assert [item for item in found.claims if item.number] == []
    assert all(item.reason for item in found.numerals)


def test_what_several_did_together_is_said_of_none_of_them() -> None:
    text = "设备制造业增长15%，冶金业下降2%，合计拉动工业增长5.7个百分点。"
    assert heads(text) == ["设备制造业", "冶金业", None]
    assert heads("工业增长5%，拉动经济增长2个百分点。") == ["工业"] * 2


def test_an_amount_that_each_has_is_one_of_what_was_measured_before() -> None:
    assert heads("村集体经济总收入962万元，11个村均超过50万元。") == [
        "村集体经济总收入",
        "村",
        "村集体经济总收入",
    ]
    assert heads("税收9亿元，11个村建设投资50万元。")[-1] != "税收"


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("主要是土地出让收入比预算短收4.1亿元。", "-410000000", "比预算"),
        ("土地出让收入较年初预算超收2.3亿元。", "230000000", "较年初预算"),
    ],
)
def test_what_missed_a_budget_is_a_difference(text: str, value: str, base: str) -> None:
    (found,) = claims(text)
    assert found.kind == "change"
    assert found.value is not None
    assert f"{found.value:.0f}" == value
    assert (head(found), base_words(found)) == ("土地出让收入", base)


def test_the_larger_ones_and_what_is_narrowed_are_not_the_whole() -> None:
    found = claims("引进亿元以上项目618个，其中10亿元以上64个。")
    assert [indicator(item) for item in found] == ["projects-signed", None, None]
    (online,) = claims("通过公共网络实现的商品零售额增长21.4%。")
    assert indicator(online) != "trade-retail-sales"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为农村学校配备校车45辆。", "配备校车"),
        ("为民营企业减税降费9.3亿元。", "减税降费"),
        ("累计为群众节省医疗费用3.5亿元。", "节省医疗费用"),
        ("为300间教室更换护眼灯。", "教室"),
        ("完成22所学校空调安装工程。", "学校空调安装工程"),
        ("办好30项为民办实事项目。", "为民办实事项目"),
        ("为老服务设施30个。", "为老服务设施"),
    ],
)
def test_for_whom_something_was_done_is_no_part_of_the_head(text: str, expected: str) -> None:
    assert heads(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("门诊费用238元，药占比降至24.8%。", ["门诊费用", "药占比"]),
        ("12家企业订单不足。", ["企业"]),
        ("“高效办成一件事”平均办理时间减少62%。", ["“高效办成一件事”平均办理时间"]),
        ("支持9.4万户家庭购房。", ["家庭"]),
        ("办理时限再压减20%，办结事项30项。", ["办理时限", "事项"]),
        (
            "新能源、新材料产值分别为9亿元和8亿元，合计占总产值的75%。",
            ["新能源", "新材料产值", None],
        ),
        ("新建改造学校12所，总数达到86所。", ["新建改造学校", "学校"]),
        ("每千人口3岁以下托位数4.7个。", ["每千人口3岁以下托位数"]),
        ("完成混凝土420万立方米，比工期提前6个月建成。", ["混凝土", None]),
        ("3000多名建设者克服岩溶突水等难题。", ["建设者"]),
        ("沿线60万群众受益。", ["群众"]),
        # A label before a colon is a name, whatever verbs are in it.
        ("居民人均可支配收入：3.7万元\n水土保持率：37%", ["居民人均可支配收入", "水土保持率"]),
        ("税收占一般公共预算收入比重：85%", ["税收"]),
        ("主要成效：9个项目开工。", ["项目"]),
    ],
)
def test_shares_totals_and_ages_have_heads_of_their_own(
    text: str, expected: list[str | None]
) -> None:
    assert heads(text) == expected


def test_the_beds_of_one_building_are_not_those_of_the_place() -> None:
    (_, beds) = claims("医院新院区总建筑面积18万平方米，设置床位1500张。")
    assert indicator(beds) is None
