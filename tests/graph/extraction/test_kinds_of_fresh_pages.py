"""Kinds of sentences that pages of the web showed, in invented examples, read as `extract` does."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.text.text_files import read_text

LEXICON = load_lexicon()


def claims(text: str, published: date | None = None) -> dict[str, ClaimObject]:
    """Return the claims of the figures of a text, by their number with its unit."""
    reading = Reading(read_text(text.encode(), "page.txt"), None, DocumentDate(published))
    found = extracted_claims(reading, LEXICON, load_index()).claims
    return {item.number.text: item for item in found if item.number and item.kind != "rank"}


def head(claim: ClaimObject) -> str:
    return claim.indicator_text.text if claim.indicator_text else ""


def link(claim: ClaimObject) -> str:
    return (claim.indicator or "").rpartition("/")[2]


def time_of(claim: ClaimObject) -> tuple[str, str | None]:
    return (claim.time.text, claim.time.resolved_start) if claim.time else ("", None)


# Numbers and kinds


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("地均产值3.2亿元/平方公里。", "3.2亿元/平方公里", 320_000_000),
        ("生猪收购价14.5元/公斤。", "14.5元/公斤", Decimal("14.5")),
        ("早稻收购价1.3元/斤。", "1.3元/斤", Decimal("1.3")),
    ],
)
def test_prices_by_weight_and_amounts_by_area_are_read(
    text: str, number: str, value: Decimal
) -> None:
    assert claims(text)[number].value == value


@pytest.mark.parametrize("text", ["前4天游人如织。", "连续3天爆满。", "活动前2天座无虚席。"])
def test_days_of_a_time_are_no_quantity(text: str) -> None:
    assert claims(text) == {}


def test_the_first_days_date_what_follows() -> None:
    found = claims("前4天接待游客3万人次。")
    assert (head(found["3万人次"]), time_of(found["3万人次"])) == ("接待游客", ("前4天", None))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("经营面积9亩，约占全村耕地的九成。", "about"),
        ("经营面积9亩，近占全村耕地的九成。", "about"),
        ("经营面积9亩，占全村耕地的九成。", "equal"),
    ],
)
def test_a_bound_before_the_verb_is_that_of_the_share(text: str, comparator: str) -> None:
    assert claims(text)["九成"].comparator == comparator


@pytest.mark.parametrize(
    ("text", "number", "kind", "value"),
    [
        ("甲、乙两镇产值分别较上年增长12%，13%。", "13%", "growth", 13),
        ("规上工业增加值增长7.5%（全市11.1%）。", "11.1%", "growth", Decimal("11.1")),
        ("“循环种养”降低成本30%。", "30%", "growth", -30),
        ("新工艺帮助农户提高收入20%。", "20%", "growth", 20),
        ("提高医保报销比例70%。", "70%", "share", 70),
        ("增速落后于全市平均水平1.4个百分点。", "1.4个百分点", "points", Decimal("-1.4")),
    ],
)
def test_the_kind_of_a_rate(text: str, number: str, kind: str, value: Decimal) -> None:
    found = claims(text)[number]
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("与上年相比，医院增加3个，卫生院增加5个。", ["与上年相比", "与上年相比"]),
        ("与上年比较，教师增加6万人（增长5.3%）。", ["与上年比较", "与上年比较"]),
        ("与上年相比，医院增加3个；卫生院增加5个。", ["与上年相比", "与上年相比"]),
        ("与上年相比，医院增加3个；产值年均增长5%。", ["与上年相比", "年均"]),
        ("与上年相比，医院增加3个，产值同比增长5%。", ["与上年相比", "同比"]),
    ],
)
def test_a_base_at_the_beginning_holds_for_the_sentence(text: str, bases: list[str | None]) -> None:
    found = [item.change_base for item in claims(text).values()]
    assert [base.text if base else None for base in found] == bases


@pytest.mark.parametrize(
    "text",
    [
        "劣四类水质消失。",
        "优良（一、二类）海水增多。",
        "突破一个个难关。",
        "连续两个季度获奖。",
        "性别比（以女性为 100，男性对女性的比例）持平。",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert claims(text) == {}


@pytest.mark.parametrize("text", ["蔬菜收入预计可达到70万左右。", "年产值突破5万。"])
def test_a_sum_without_a_unit_is_in_yuan(text: str) -> None:
    assert [item.unit for item in claims(text).values()] == ["元"]


def test_micrograms_are_a_unit() -> None:
    assert claims("PM2.5浓度每立方米29微克。")["29微克"].value == 29


# Heads


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("粮食产量常年保持在4万吨以上。", "4万吨", "粮食产量"),
        ("本次集中签约项目6个。", "6个", "签约项目"),
        ("63个项目中规模最大的是甲项目。", "63个", "项目"),
        ("9件群众关注度高、受益面广的民生实事已确定。", "9件", "民生实事"),
        ("01 新增示范小区10个。", "10个", "新增示范小区"),
        ("为高龄独居老人家庭新增报警装置30台。", "30台", "高龄独居老人家庭新增报警装置"),
        ("开展100场基层法律服务活动。", "100场", "基层法律服务活动"),
        ("走进六个标杆村落如何致富的故事。", "六个", "标杆村落"),
        ("在5所公办幼儿园增设托班。", "5所", "公办幼儿园"),
        ("带动500户农民年增收超2万元。", "500户", "农民"),
        ("带动500户农民年增收超2万元。", "2万元", "年增收"),
        ("10个传统行业企业利润增长9%。", "10个", "传统行业企业"),
        ("建成以甲、乙、丙等12个村为重点的果园。", "12个", "村"),
        ("实现25个贫困村整村脱贫。", "25个", "贫困村"),
        ("2023年预期发展目标地区生产总值增长6%以上。", "6%", "地区生产总值"),
        ("旅游局和热线共接听投诉电话217个。", "217个", "接听投诉电话"),
        ("规模最大的为甲产业链项目、总投资103亿元。", "103亿元", "总投资"),
        ("力争完成3年300亿元产业投资目标任务。", "300亿元", "产业投资"),
        ("支出9亿元，完成预算9.6亿元的93.3%。", "93.3%", "支出"),
        ("开展共商共建活动10次。", "10次", "共商共建活动"),
        ("工人工资每个月3000元。", "3000元", "工人工资"),
        ("这是五项重点工作之一。", "五项", "重点工作"),
        ("修通了超过20公里的隧道。", "20公里", "隧道"),
        ("基金为村里带来了10余万元的资金。", "10余万元", "资金"),
        ("新建的村子和小镇有3万个，9万多名群众完成了搬迁。", "9万多名", "群众"),
        ("旅游收入估算超16万元。", "16万元", "旅游收入"),
        ("高速公路项目4个，建设规模413公里。", "413公里", "建设规模"),
        ("普通国省干线项目23个。", "23个", "普通国省干线项目"),
        ("开工项目12个，开工里程143公里。", "143公里", "开工里程"),
        ("新建公路9公里，超额完成了省政府确定的6公里的任务。", "6公里", "新建公路"),
        ("卫生总费用初步推算为75亿元。", "75亿元", "卫生总费用"),
        ("这是要办好的14件实事之一。", "14件", "实事"),
        ("同时配套建设客运站150个。", "150个", "客运站"),
        ("43个项目投资规模大。", "43个", "项目"),
        ("形成了3个特色鲜明、带贫面广的扶贫主导产业。", "3个", "扶贫主导产业"),
        ("甲厂一周的产能就达到9万件。", "9万件", "产能"),
        ("供水公司为城区61个村接通了自来水。", "61个", "村"),
        ("粮食产量连年稳定在1.3万吨以上。", "1.3万吨", "粮食产量"),
        ("市内四区新增供热面积61万平方米。", "61万平方米", "新增供热面积"),
        ("两个污水提升泵站完成土建工程。", "两个", "污水提升泵站"),
        ("签订正式协议项目38个。", "38个", "正式协议项目"),
        ("城市低保新增276户。", "276户", "城市低保新增"),
        ("供养标准为人年6240元。", "6240元", "供养标准"),
        ("全市14035户享受城乡低保。", "14035户", "享受城乡低保"),
        ("全县签约项目10个 总投资158亿元", "10个", "签约项目"),
        ("全县签约项目10个 总投资158亿元", "158亿元", "总投资"),
        ("地区生产总值增速落后于全市平均水平1.4个百分点。", "1.4个百分点", "地区生产总值"),
    ],
)
def test_what_is_measured(text: str, number: str, words: str) -> None:
    assert head(claims(text)[number]) == words


def test_a_budget_with_a_note_is_not_what_is_measured() -> None:
    found = claims("收入9亿元。完成调整预算（以下简称“预算”）的95.4%。")
    assert head(found["95.4%"]) == ""


# Links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "新增高新技术企业13家、科技型中小企业35家、瞪羚企业3家。",
            ["new-high-tech-enterprises", "new-tech-smes", ""],
        ),
        ("新增产值超9亿元企业1家、高新技术企业13家。", ["", "", "new-high-tech-enterprises"]),
        ("拥有高新技术企业13家、科技型中小企业35家。", ["high-tech-enterprises", "tech-smes"]),
        (
            "出栏生猪16万头、肉牛3万头、羊18万只、家禽120万羽。",
            ["pigs-slaughtered", "cattle-slaughtered", "sheep-slaughtered", "poultry-slaughtered"],
        ),
        (
            "出栏生猪16万头，增长2%，牛3万头，羊18万只。",
            ["pigs-slaughtered", "pigs-slaughtered", "cattle-slaughtered", "sheep-slaughtered"],
        ),
        ("年末生猪存栏9万头，牛2万头。", ["pigs-in-stock", "cattle-in-stock"]),
        ("集中开工项目18个，竣工项目7个。", ["projects-started", "projects-completed"]),
        ("新改建中小学5所、增加学位2300个。", ["schools-built", "school-places-added"]),
        ("对28个老旧小区进行改造。", ["old-compounds-renovated"]),
        ("对134万平方米老旧小区进行综合整治改造。", [""]),
        ("对134万平方米老旧小区进行改造。", ["old-compounds-area-renovated"]),
        ("三次产业增加值结构为6.0:46.9:47.1。", ["composition-by-three-industries"]),
        ("研究与试验发展经费支出相当于生产总值比例为2.43%。", ["rd-intensity"]),
        (
            "农林牧渔业总产值59亿元。其中农业总产值25亿元，林业总产值5亿元，牧业总产值29亿元。",
            ["farming-total-output-value", "", "", "animal-husbandry-output-value"],
        ),
        ("全镇农业总产值25亿元。", ["farming-total-output-value"]),
        ("税收80万元。", ["tax-revenue"]),
        ("项目建成投产后，预计可实现年产值10亿元，税收80万元。", ["", ""]),
        (
            "规模以上工业企业营业收入增长3%；利润增长8%。",
            ["designated-size-industrial-revenue", "designated-size-industrial-profits"],
        ),
        ("某公司收入增长3%；利润增长8%。", ["", ""]),
        (
            "城乡居民人均可支配收入分别从4万元、2万元提高到6万元、3万元。",
            ["urban-disposable-income", "rural-disposable-income"] * 2,
        ),
        ("出口机电产品36亿元。", ["electromechanical-exports"]),
        ("限上消费品零售总额56万元。", ["designated-size-retail-sales"]),
        ("五年交通建设投资331亿元。", ["transport-investment"]),
        ("农村低保标准从年标准1680元提高到2760元。", ["rural-subsistence-standard"] * 2),
        ("城市低保新增462人。", [""]),
        ("服务业完成社会消费品零售总额98亿元。", ["retail-sales"]),
        ("农村公路通车总里程达85790公里。", ["rural-road-length"]),
        ("已启动的21个重点项目中，有20个获批。", ["", ""]),
        (
            "高新技术产业产值28亿元，增长13%，占规模以上工业总产值的77%。",
            [
                "high-tech-industry-output-value",
                "high-tech-industry-output-value",
                "high-tech-industry-output-share",
            ],
        ),
    ],
)
def test_links_to_indicators(text: str, links: list[str]) -> None:
    assert [link(item) for item in claims(text).values()] == links


# Times and aims


def test_lines_of_results_have_the_time_of_the_line_above_them() -> None:
    text = (
        "回顾2017年\n生产总值增长9.5%\n城乡居民收入分别增长8.6%和9.3%\n固定资产投资增长3.6%\n"
        "展望2018年\n生产总值增长9%左右\n财政收入增长6%左右"
    )
    found = claims(text)
    assert time_of(found["3.6%"]) == ("2017年", "2017-01-01")
    assert time_of(found["6%"]) == ("2018年", "2018-01-01")
    assert found["6%"].modality == "target"


def test_a_time_after_the_source_of_news_is_inherited() -> None:
    found = claims(
        "某某网消息：环境厅1月17日举行发布会介绍，2022年，空气稳中向好。优良天数比例为86%。"
    )
    assert time_of(found["86%"]) == ("2022年", "2022-01-01")


def test_a_time_after_the_dateline_of_news_is_inherited() -> None:
    text = "本报某市12月11日讯 据海关统计，今年前11个月，某省出口94亿元。其中，民企出口9亿元。"
    found = claims(text, date(2018, 12, 12))
    assert {time_of(item) for item in found.values()} == {("今年前11个月", "2018-01-01")}


def test_a_line_that_ends_in_a_semicolon_goes_on() -> None:
    text = (
        "2022年工作总结\n截止10月，排查169人。落实“30条举措”“41条”，1-9月实现产值4720万元，增长7%；\n"
        "消费品零售额5692万元，增长10%；\n固定资产投资12亿元。"
    )
    found = claims(text)
    dates = {time_of(found[number]) for number in ("4720万元", "5692万元", "12亿元")}
    assert dates == {("1-9月", "2022-01-01")}


def test_the_same_time_of_a_whole_is_no_time_of_the_share() -> None:
    found = claims("2025年1—11月，民企出口105亿元，占同期全省出口总值的61.5%。")
    assert time_of(found["61.5%"]) == ("2025年1—11月", "2025-01-01")


def test_a_year_after_the_one_reviewed_lies_ahead_in_the_sentences_that_inherit_it() -> None:
    found = claims(
        "报告在2024年工作回顾中提到2024年新建道路15条。\n2025年将持续发力。新建道路19条。"
    )
    assert time_of(found["15条"]) == ("2024年", "2024-01-01")
    assert [found[number].modality for number in ("15条", "19条")] == ["achieved", "plan"]


def test_a_time_in_the_midst_of_a_clause_dates_that_alone() -> None:
    found = claims("2022年生产总值增长13%，增速近6年来持续领先，固定资产投资增长18%。")
    assert time_of(found["18%"]) == ("2022年", "2022-01-01")


@pytest.mark.parametrize("marks", ["”十三五’", "‘十三五’", '"十三五"', "“十三五“"])
def test_a_plan_is_dated_with_any_quotation_marks(marks: str) -> None:
    found = claims(f"经济平稳发展。{marks}末，生产总值达到230亿元。")
    assert time_of(found["230亿元"])[1] == "2020-01-01"


def test_what_a_report_on_half_a_year_says_of_all_of_it_lies_ahead() -> None:
    text = (
        "甲县2018年上半年经济运行情况\n上半年，生产总值增长8.4%。\n"
        "下半年，全县将紧盯全年目标，力争生产总值增长9%以上，确保新开工项目15个，年底前32个村全部出列。"
    )
    found = claims(text)
    assert found["8.4%"].modality == "achieved"
    assert [found[number].modality for number in ("9%", "15个", "32个")] == [
        "target",
        "target",
        "plan",
    ]
    assert time_of(found["9%"]) == ("下半年", "2018-07-01")


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        ("三季度，计划签约项目22个。", "22个", "plan"),
        ("今年全县交通建设计划总投资19亿元。", "19亿元", "plan"),
        ("自实施城市更新计划以来，累计改造小区9个，惠及约1.2万人。", "1.2万人", "achieved"),
        ("全力冲刺500亿元产业投资目标。", "500亿元", "target"),
        ("我们将配送课程200课时。", "200课时", "plan"),
        ("要除险加固水库7座，改造危桥3座。", "3座", "plan"),
        ("厂长说，我们计划今年装修厂房，再新上两条生产线。", "两条", "plan"),
        ("计划对全市800户以上的点位实施改造，全年共完成917户。", "800户", "plan"),
        ("计划对全市800户以上的点位实施改造，全年共完成917户。", "917户", "achieved"),
    ],
)
def test_what_lies_ahead(text: str, number: str, modality: str) -> None:
    assert claims(text)[number].modality == modality


def test_a_number_in_brackets_after_no_change_is_that_of_the_measure_before() -> None:
    text = "城镇登记失业率2.9%；居民消费价格指数同比持平（100），涨幅较上年同期收窄1.7个百分点。"
    found = claims(text)
    assert link(found["1.7个百分点"]) == "consumer-price-index"
    assert head(found["1.7个百分点"]) == "居民消费价格指数"
    assert head(found["100"]) == "居民消费价格指数"
    found = claims("居民消费价格指数与上年持平（100）。")
    assert head(found["100"]) == "居民消费价格指数"


def test_a_report_on_how_far_the_work_of_a_year_has_come_names_the_year() -> None:
    text = (
        "现将2019年重点工作上半年完成情况通报如下：\n（一）预期目标完成情况\n"
        "上半年，生产总值61亿元；实际利用外资3亿元。"
    )
    found = claims(text)
    assert {time_of(claim) for claim in found.values()} == {("上半年", "2019-01-01")}


def test_a_paragraph_of_a_speech_that_begins_with_what_must_be_done_lies_ahead() -> None:
    text = (
        "要抓好农田水利建设。要整修水库7座。继续实施饮水工程，解决1.3万人的饮水问题。\n"
        "去年，全县修路9公里。"
    )
    found = claims(text)
    assert [found[number].modality for number in ("7座", "1.3万人", "9公里")] == [
        "plan",
        "plan",
        "achieved",
    ]


def test_news_goes_on_about_what_was_done_after_what_comes_next() -> None:
    text = (
        "下阶段，开发区将围绕新材料招商，力争签约项目19个。\n"
        "各镇也在招商，一季度签约项目3个。某园对产业链进行拆解，新增签约项目2个。"
    )
    found = claims(text)
    assert [found[number].modality for number in ("19个", "3个", "2个")] == [
        "target",
        "achieved",
        "achieved",
    ]
