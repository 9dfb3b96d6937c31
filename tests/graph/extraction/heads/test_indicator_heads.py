import pytest

from districtgraph.graph.extraction.heads.indicator_heads import HeadReading, find_heads
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.clauses import Sentence, split_sentences

LEXICON = load_lexicon()


def read(text: str) -> tuple[HeadReading, ...]:
    (sentence,) = split_sentences(text)
    return read_sentence(text, sentence)


def read_sentence(text: str, sentence: Sentence) -> tuple[HeadReading, ...]:
    quantities, periods = find_quantities(text, LEXICON), find_periods(text, LEXICON)
    return find_heads(text, sentence, quantities, periods, LEXICON)


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("全年产值完成253.7亿元，同比增长10.1%", ["产值", "产值"]),
        ("产值由2010年的5亿元增加到2015年的9亿元", ["产值", "产值"]),
        ("2015年人均收入完成300元，比2010年增加10元", ["人均收入", "人均收入"]),
        ("甲增加值增速达到16.1%", ["甲增加值"]),
        ("空气优良天数比例达到99.2%", ["空气优良天数比例"]),
        ("实施重点项目28个，", ["重点项目"]),
        ("甲、乙等六项主要指标全部领先", ["主要指标"]),
        ("3家企业拆迁及恢复", ["企业拆迁"]),
        ("建成大棚2350亩、温室500栋", ["大棚", "温室"]),
        ("惠及居民5.9万户14.59万人", ["惠及居民", "惠及居民"]),
        ("达到32%", [None]),
        ("赤字率拟按4%左右安排", ["赤字率"]),
        ("补助标准按每人9元执行", ["补助标准"]),
        ("应急模拟9次", ["应急模拟"]),
        ("企业数量在2024年的基础上翻一番，达到400家", ["企业数量", "企业数量"]),
        ("收入在现有基础上增长5%", ["收入"]),
        # What replaces an earlier value measures the same.
        ("产量经核实为9万吨", ["产量"]),
        ("收入修订后为9亿元", ["收入"]),
        ("产量修订为9万吨", ["产量"]),
        ("修订标准6项", ["修订标准"]),
    ],
)
def test_head(text: str, heads: list[str | None]) -> None:
    assert names(text) == heads
    assert all(
        text[item.head.start : item.head.end] == item.head.text for item in read(text) if item.head
    )


def names(text: str) -> list[str | None]:
    return [item.head.text if item.head else None for item in read(text)]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        # What was done to the thing is part of its name, that it was done is not.
        ("新建绿道80公里", ["新建绿道"]),
        ("全年完成绿化130万平方米", ["绿化"]),
        ("为困难家庭发放取暖补贴193万元", ["取暖补贴"]),
        ("正在建设的绿道全长26公里", ["绿道全长"]),
        ("位于城东的望江公园占地2.4万平方米", ["望江公园"]),
        ("净减少财政供养人员30名", ["财政供养人员"]),
        # What a rate leaves out; what a mean is taken over; what was set before.
        ("税收完成5亿元，还原退税口径后增长3.4%", ["税收", "税收"]),
        ("税收完成5亿元，剔除不可比因素增长3.4%", ["税收", "税收"]),
        ("臭氧日最大8小时滑动平均浓度为144微克/立方米", ["臭氧日最大8小时滑动平均浓度"]),
        ("完成年初确定的6%的预期目标", [None]),
        ("结转下年6.39亿元", ["结转下年"]),
        # Who will do something is no part of what is done.
        ("青禾科技将投资25亿元", ["投资"]),
        ("远山集团拟新建厂房3万平方米", ["新建厂房"]),
        ("失业率将控制在5%以内", ["失业率"]),
        ("老人午餐只需8元", ["老人午餐"]),
        # A verb and its object in one word are what is measured.
        ("全年植树120万株，造林3.2万亩", ["植树", "造林"]),
        ("退耕还草3万亩，休耕轮作2万亩", ["退耕还草", "休耕轮作"]),
        ("河道清淤86公里，禁牧15万亩", ["河道清淤", "禁牧"]),
        # A noun that follows the number, up to its verb.
        ("新建80公里绿道", ["绿道"]),
        ("7项成果获国家奖", ["成果"]),
        ("为460万名学生免费提供作业本", ["学生"]),
        ("带动8000人就业", ["就业"]),
        ("支持100个村和社区发展", ["村和社区发展"]),
        ("突破100亿元大关", [None]),
        ("解决了9个村3.2万人的饮水安全问题", ["村", "饮水安全问题"]),
        ("96户177人贫困人口脱贫", ["贫困人口", "贫困人口"]),
        ("完成投资3.5亿元的甲管网改造、3.8亿元的乙巷道改造", ["投资", "投资"]),
        # Where the phrase before the number ends.
        ("民生支出占财政支出的82.1%", ["民生支出"]),
        ("数字经济增加值占地区生产总值比重达到12%", ["数字经济增加值"]),
        ("研发经费支出与地区生产总值之比为2.13%", ["研发经费支出"]),
        ("工业增加值增长5%，高于全省1.2个百分点", ["工业增加值", "工业增加值"]),
        ("城乡居民收入比由上年的1.85缩小为1.81倍", ["城乡居民收入比", "城乡居民收入比"]),
        ("民宿从最初的7家发展到163家", ["民宿", "民宿"]),
        ("甲区、乙镇等城市道路80条", ["城市道路"]),
        ("（二）畜牧业产值5亿元", ["畜牧业产值"]),
        ("●新增医疗机构床位1.5万张", ["新增医疗机构床位"]),
        ("已完成投资412亿元，完成年度计划的42.9%", ["投资", "投资"]),
        ("每千名老年人拥有床位42张", ["每千名老年人拥有床位"]),
        ("建成区域性养老服务中心2个", ["区域性养老服务中心"]),
        ("经费只减不增，80%以上的政务服务事项一网通办", ["政务服务事项一网通办"]),
        ("产值先后跨越100亿元、150亿元两个台阶", ["产值", "产值", "产值"]),
        ("100%的行政村通硬化路", ["行政村"]),
        ("新建24座环保式公厕、2座压缩式转运站", ["环保式公厕", "压缩式转运站"]),
        ("建成4座现代化的垃圾中转站", ["垃圾中转站"]),
        ("96户、183人实现全部脱贫", ["脱贫", "脱贫"]),
        ("全年新增造林8000亩", ["新增造林"]),
        ("江东区将投入15亿元", ["投入"]),
        ("甲乙公司累计销售汽车5万辆", ["销售汽车"]),
        ("高新区产值5亿元", ["高新区产值"]),
        # What has no words of its own goes on about what came before.
        ("汽车零售额增长36.8%，拉动零售额增长2.4个百分点", ["汽车零售额", "汽车零售额"]),
        ("登记失业率保持低位，为3.79%", ["登记失业率"]),
        ("建成公园33处，再建50处", ["公园", "公园"]),
        ("新登记企业26户，总数突破3万户", ["新登记企业", "新登记企业"]),
        ("人均收入3.2万元，扣除价格因素实际增长5.1%", ["人均收入", "人均收入"]),
        # Amounts that need their subject.
        ("第一产业完成投资16.9亿元", ["第一产业完成投资"]),
        ("全市完成投资16.9亿元", ["投资"]),
        # Brackets.
        ("播种面积78万亩（其中水稻30万亩），增长2%", ["播种面积", "水稻", "播种面积"]),
        ("增长较快的有汽车（增长35%）", ["汽车"]),
    ],
)
def test_head_by_the_grammar_of_the_clause(text: str, heads: list[str | None]) -> None:
    assert names(text) == heads


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("存款余额、贷款余额分别增长3%、4%", ["存款余额", "贷款余额"]),
        ("会议和发文分别减少15%和20%", ["会议", "发文"]),
        ("游客2亿人次，收入3亿元，同比分别增长5%和6%", ["游客", "收入", "游客", "收入"]),
        ("甲、乙、丙进口分别增长5%、6%和下降3%", ["甲", "乙", "丙进口"]),
        ("低保标准、养老金再次提高，月人均分别提高90元、80元", ["低保标准", "养老金"]),
    ],
)
def test_lists_are_aligned(text: str, heads: list[str]) -> None:
    assert names(text) == heads


def test_growth_is_tied_to_the_figure_that_it_follows() -> None:
    text = "甲产值5亿元，增长3%，占全市的8%；乙产值6亿元，增长4%"
    assert [item.follows for item in read(text)] == [None, 0, 0, None, 3]
    text = "游客2亿人次，收入3亿元，同比分别增长5%和6%"
    assert [item.follows for item in read(text)] == [None, None, 0, 1]


def test_a_list_completes_what_it_says_once() -> None:
    first, second = read("城镇、农村居民人均可支配收入分别达到3万元、2万元")
    assert first.head and second.head
    assert (first.head.text, first.head.name) == ("城镇", "城镇居民人均可支配收入")
    assert second.head.name == "农村居民人均可支配收入"


def test_a_list_shares_the_noun_that_ends_it() -> None:
    names = [item.head and item.head.name for item in read("汽车、光伏组件产量分别增长4%和5%")]
    assert names == ["汽车产量", "光伏组件产量"]
    names = [item.head and item.head.name for item in read("存款余额、税收收入分别增长4%和5%")]
    assert names == ["存款余额", "税收收入"]


def test_urban_and_rural_are_told_apart_by_the_order_of_their_numbers() -> None:
    urban, rural = read("城乡居民收入分别达到3万元、2万元")
    assert urban.head and rural.head
    assert urban.head.text == rural.head.text == "城乡居民收入"
    assert (urban.head.name, rural.head.name) == ("城镇居民收入", "农村居民收入")


def test_a_long_sentence_is_read_in_linear_time() -> None:
    import time

    def seconds(clauses: int) -> float:
        text = "甲产值完成5亿元，增长3%；" * clauses
        begun = time.process_time()
        # Longer than what `split_sentences` calls one.
        assert len(read_sentence(text, Sentence(1, 0, len(text), False))) == 2 * clauses
        return time.process_time() - begun

    seconds(50)
    assert seconds(1600) < 16 * max(seconds(400), 0.01)
