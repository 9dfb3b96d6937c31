"""The indicator that a figure is linked to, by its head and the words around it."""

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import FigureContext, link
from tests.graph.extraction.read_claims import claims, claims_by_number, indicator, indicator_key
from tests.graph.extraction.read_figures import figures, indicator_of, viewed_figures


def indicators(text: str) -> list[str | None]:
    return [f.indicator and f.indicator.removeprefix("indicator/") for f in viewed_figures(text)]


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
        ("筹集保障性租赁住房3批次1286套。", ["", "indemnificatory-housing"]),
        ("对5个镇街的农田建设资金进行审计。", [""]),
        ("专利授权4820件，其中发明专利1126件。", ["patents-granted", "invention-patents-granted"]),
        (
            "三次产业增加值占地区生产总值的比重分别为0.2%、37.9%和61.9%。",
            [
                "share-of-primary-industry",
                "share-of-secondary-industry",
                "share-of-tertiary-industry",
            ],
        ),
        ("城镇累计新增就业9860人。", ["new-urban-employment"]),
        ("全区累计新增就业9860人。", ["new-employment"]),
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
        ("城市低保新增462人。", ["urban-subsistence-recipients"]),
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
    assert [indicator_key(item) for item in claims_by_number(text).values()] == links


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        ("高新技术企业从8家发展到29家，增长2.6倍。", "2.6倍", "high-tech-enterprises"),
        ("出口5亿美元，比上年翻一番。", "翻一番", "exports"),
        (
            "民生支出占一般公共预算支出的比重始终保持在八成。",
            "八成",
            "share-of-livelihood-expenditure",
        ),
        ("0—14岁人口为11万人。", "11万人", None),
        ("60岁及以上人口为13万人。", "13万人", "elderly-population"),
        ("户籍人口51万人，其中城镇人口14万人。", "14万人", None),
        ("常住人口51万人，其中城镇人口14万人。", "14万人", "urban-permanent-population"),
        ("就业人员23万人，其中第一产业3万人，占13%。", "13%", None),
        ("3万名建档立卡贫困人口全部脱贫。", "3万名", "population-lifted-from-poverty"),
        ("减少贫困人口1万人。", "1万人", "population-lifted-from-poverty"),
        ("全年用于民生的财政支出9亿元。", "9亿元", "livelihood-expenditure"),
        ("来自园区的税收9亿元。", "9亿元", None),
        ("医院建成，新增床位40张。", "40张", None),
        ("建成福利院4所，新增床位40张。", "40张", None),
        ("5家高新技术企业上市。", "5家", None),
        ("全市5家高新技术企业享受优惠。", "5家", "high-tech-enterprises"),
        ("23条主干道完成牌匾改造。", "23条", None),
        ("改造23条主干道。", "23条", "urban-roads-built-number"),
        ("提高城乡低保标准3%。", "3%", "subsistence-standard"),
        ("本地农民工52万人。", "52万人", None),
        ("从业人员4000人。", "4000人", None),
        ("三级医院17家。", "17家", None),
        ("医疗机构床位2.7万张，其中：医院2.08万张。", "2.08万张", None),
        ("医院17家。", "17家", "hospitals"),
        ("新扩茶园2300亩，总面积稳定在1.6万亩。", "1.6万亩", None),
        ("全县总面积2300平方公里。", "2300平方公里", "land-area"),
        ("老旧小区改造任务完成95%。", "95%", None),
        ("普通小学38所，在校生24万人。", "24万人", None),
        ("普通小学38所；在校生24万人。", "24万人", "students-enrolled"),
        ("学校38所，专任教师4万人。", "4万人", "full-time-teachers"),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "4万人", None),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "5万人", None),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "6万人", None),
    ],
)  # fmt: skip
def test_links_by_the_words_around_a_head(text: str, number: str, indicator: str | None) -> None:
    assert indicator_of(text, number) == indicator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税收收入9亿元，占调整预算101%。", ["tax-revenue", None]),
        ("第一产业占地区生产总值的比重上升3个百分点。", ["share-of-primary-industry"]),
        ("城镇人口比重上升3个百分点。", [None]),
        (
            "固定资产投资增长9%。分产业看，第一产业下降3%，第二产业增长4%。",
            [
                "fixed-asset-investment",
                "primary-industry-investment",
                "secondary-industry-investment",
            ],
        ),
        (
            "地区生产总值增长9%。其中，第一产业增长3%。",
            ["gross-domestic-product", "primary-industry-value-added"],
        ),
        (
            "民营经济增加值9亿元。其中，第一产业增加值3亿元。",
            ["non-public-economy-value-added", None],
        ),
        ("对经济增长的拉动分别为：第一产业0.6个百分点，第二产业2个百分点。", [None, None]),
        ("乡镇卫生院9个，卫生技术人员90人。", [None, None]),
        (
            "医疗卫生机构50个，其中卫生院9个，卫生技术人员90人。",
            ["health-institutions", None, "health-technicians"],
        ),
        ("统计范围为计划总投资500万元及以上的投资项目。", [None]),
        ("税收收入9亿元，为预算调整数的102%。", ["tax-revenue", None]),
        ("一般公共预算收入总计9亿元。", [None]),
        ("一般公共预算总收入9亿元。", [None]),
        ("第三产业增加值占生产总值的比重为40%。", ["share-of-tertiary-industry"]),
        ("实际利用外资金额9万美元。", ["foreign-capital-used"]),
        ("地区生产总值[2]9亿元。", ["gross-domestic-product"]),
        ("规模以上工业现价增加值9亿元。", ["designated-size-industrial-value-added"]),
        ("夏粮总产量9万吨。", ["summer-grain-output"]),
        ("规上工业企业累计完成总产值9亿元。", ["designated-size-industrial-output-value"]),
    ],
)
def test_links_in_bulletins_and_budgets(text: str, expected: list[str | None]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城镇居民人均可支配收入9万元；人均消费支出5万元，增长3%。",
            ["urban-disposable-income"] + ["urban-consumption-expenditure"] * 2,
        ),
        ("居民人均消费支出5万元。", ["consumption-expenditure"]),
        ("税收收入9亿元，为年初预算61%，完成预算总额的61%。", ["tax-revenue", None, None]),
        ("医疗卫生机构9家、床位90张。", ["health-institutions", "hospital-beds"]),
        ("养老机构9家、床位90张。", ["care-institutions", None]),
        (
            "一、二、三产增加值分别增长4%、5%、6%。",
            [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")],
        ),
        (
            "一二三产业增加值分别增长4%、5%、6%。",
            [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")],
        ),
        (
            "猪、牛、羊、禽出栏量分别增长9%、3%、6%、8%。",
            [f"{name}-slaughtered" for name in ("pigs", "cattle", "sheep", "poultry")],
        ),
        ("芝罘区、福山区生产总值分别增长5%、6%。", ["gross-domestic-product"] * 2),
        # What has a local part is the whole of what is raised.
        (
            "财政收入9亿元，增长5%，其中一般公共预算收入6亿元。",
            ["total-fiscal-revenue"] * 2 + ["general-public-budget-revenue"],
        ),
        (
            "财政收入9亿元，增长5%；其中税收收入6亿元。",
            ["general-public-budget-revenue"] * 2 + ["tax-revenue"],
        ),
    ],
)
def test_indicators(text: str, expected: list[str | None]) -> None:
    found = [item.indicator for item in claims(text)]
    assert [item and item.rpartition("/")[2] for item in found] == expected


@pytest.mark.parametrize(
    ("head", "unit", "indicator"),
    [
        ("夏粮总产", "unit:KiloGM", "summer-grain-output"),
        ("接待境内外游客", "unit:NUM", "tourist-arrivals"),
        ("招商引资项目累计到位资金", "unit:CCY_CNY", "domestic-capital-introduced"),
        ("农村市场实现零售额", "unit:CCY_CNY", "rural-retail-sales"),
    ],
)
def test_ways_of_writing_an_indicator_link_to_it(head: str, unit: str, indicator: str) -> None:
    counts = unit == "unit:NUM"
    context = FigureContext("count", "人次") if counts else FigureContext("value")
    assert link(head, unit, context).indicator == f"indicator/{indicator}"


@pytest.mark.parametrize("name", ["协议总投资额", "合同投资额", "合同总投资额", "协议投资总额"])
def test_agreed_investment_is_linked(name: str) -> None:
    found = figures(f"签约项目7个，{name}9亿元。")
    assert (found["9亿元"].indicator or "").endswith("signed-investment")


def test_planned_investment_is_no_agreed_one() -> None:
    assert figures("该项目计划总投资9亿元。")["9亿元"].indicator is None


@pytest.mark.parametrize("text", ["培育新型经营主体210个。", "发展优质粮食产量8万吨。"])
def test_a_narrowing_word_makes_another_indicator(text: str) -> None:
    assert [indicator(item) for item in claims_by_number(text).values()] == [None]


def test_the_total_is_of_the_stock() -> None:
    text = "新增高新技术企业12家，总数达到140家。"
    assert indicator(claims_by_number(text)["140家"]) == "high-tech-enterprises"


def test_the_numbers_of_a_list_are_completed() -> None:
    text = "第一、二、三产业增加值分别为2亿元、5亿元和9亿元，分别增长2.1%、4.8%、6.5%。"
    industries = [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")]
    assert [indicator(item) for item in claims_by_number(text).values()] == industries * 2


def test_trade_of_one_mode_is_not_all_trade() -> None:
    def linked(text: str) -> list[str]:
        return [(item.indicator or "").rpartition("/")[2] for item in claims(text)]

    assert linked("一般贸易进出口增长迅猛，进出口998亿元。") == [""]
    assert linked("外贸增长迅猛，进出口998亿元。") == ["imports-and-exports"]
    assert linked("游客人次、旅游花费分别增长14%、10%。")[1] == "tourism-revenue"
    assert linked("粮食播面67万亩，蔬菜播面9万亩。") == ["grain-sown-area", "vegetable-sown-area"]
