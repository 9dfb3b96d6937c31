"""Goals, what is done towards them, and what was done before."""

from datetime import date

import pytest

from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import ahead, claims, claims_by_number, heads
from tests.graph.extraction.read_figures import figures, modalities
from tests.graph.extraction.stated_dates import REPORT


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
def test_what_lies_ahead_by_its_verb(text: str, number: str, modality: str) -> None:
    assert claims_by_number(text)[number].modality == modality


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What was done, after what was planned.
        ("原计划投资6亿元，实际完成4亿元，占计划的67%。", ["plan", "achieved", "achieved"]),
        ("比原计划提前20天完工，节约资金80万元。", ["achieved", "achieved"]),
        ("增速比预期目标高0.3个百分点。", ["achieved"]),
        ("到2026年，力争达到90家；2023年为70家。", ["target", "achieved"]),
        ("预计今年将突破600亿元，年均增长5%。", ["achieved", "achieved"]),
        ("三、2026年发展目标\n绿化率由2025年的20%提高到25%。", ["achieved", "target"]),
    ],
)
def test_what_was_done_after_what_was_planned(text: str, expected: list[str]) -> None:
    assert modalities(text) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # A quarter that is over, in a part about what comes next.
        (
            "下阶段，我们将加快招商。\n各镇都在攻坚，一季度项目签约3个，投资8亿元。",
            "3个",
            "achieved",
        ),
        ("去年工作成绩\n新建桥梁3座。\n按照安排，今年将新开工项目24项。", "24项", "plan"),
        ("今年将为不少于500名困难妇女提供体检。", "不少于500名", "plan"),
        ("今年新增就业将不少于500人。", "不少于500人", "target"),
        ("今年将新建充电站60座，公共绿地120公顷。", "120公顷", "plan"),
        ("今年将新建公园3座，蔬菜产量3万吨。", "3万吨", "target"),
        ("今年安排正式项目62项，预备项目7项。", "7项", "plan"),
    ],
)
def test_what_lies_ahead_is_told(text: str, number: str, expected: str) -> None:
    assert figures(text, date(2024, 4, 20))[number].modality.modality == expected


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        ("力争普及率由51%提高到60%。", "51%", "achieved"),
        ("力争普及率由51%提高到60%。", "60%", "target"),
        ("今年将提高城乡低保标准5%。", "5%", "plan"),
        ("今年将新增就业，兴建水窖50口。", "50口", "plan"),
        ("今年将开发公益性岗位60个。", "60个", "plan"),
        ("今年将开发就业岗位60个。", "60个", "plan"),
        ("今年将开发岗位60个。", "60个", "plan"),
        ("今年将安排项目9个，其中，工业类3个、农业类2个。", "3个", "plan"),
        ("今年将安排项目9个，其中，工业类3个、农业类2个。", "2个", "plan"),
        ("今年将新建农田9万亩，其中节水灌溉3万亩。", "3万亩", "plan"),
        ("今年将把医保补助标准提高30元，达到700元。", "700元", "plan"),
        ("二、2026年工作安排\n全年一般公共预算收入安排9亿元。", "9亿元", "plan"),
        ("今年将新建公园，完善道路18公里。", "18公里", "plan"),
    ],
)
def test_targets_and_plans(text: str, number: str, modality: str) -> None:
    assert figures(text)[number].modality.modality == modality


@pytest.mark.parametrize("since", ["目前，全县拥有", "截至目前，全县建成", "今年以来，新开"])
def test_what_is_there_by_the_day_of_a_report_is_no_plan(since: str) -> None:
    text = f"2025年工作回顾\n产值4亿元。\n2026年工作安排\n新建菜场4家。\n{since}便民超市31家。"
    assert modalities(text, REPORT)[-2:] == ["plan", "achieved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("计划新建公路90公里，目前已开工60公里，投入资金2亿元。", ["plan", "achieved", "achieved"]),
        ("计划新建公路90公里，现已完工60公里；新建桥梁7座。", ["plan", "achieved", "plan"]),
        ("计划新建公路90公里，已完工60公里，还将新建桥梁7座。", ["plan", "achieved", "plan"]),
        ("计划新建公路90公里，已列入名单的村自行勘测，新建桥梁7座。", ["plan", "plan"]),
    ],
)
def test_what_is_done_by_now_ends_an_earlier_aim(text: str, expected: list[str]) -> None:
    assert modalities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("稻谷产量9万吨，完成年度目标8万吨的113%。", ["achieved", "target", "achieved"]),
        ("森林覆盖率31%，比规划目标33%低2个百分点。", ["achieved", "target", "achieved"]),
        ("出口额增长2%，未达到7%的预期目标。", ["achieved", "target"]),
        ("出口额增长9%，超过预期目标2个百分点。", ["achieved", "achieved"]),
        ("完成改造任务260户，实现增长7%的预期目标。", ["achieved", "achieved"]),
    ],
)
def test_a_goal_that_what_is_done_is_compared_with_is_a_target(
    text: str, expected: list[str]
) -> None:
    assert modalities(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("首批6台电梯完工，余下的12台将在明年完工。", "12台"),
        ("21个小区已完工，剩余29个有望春节前改造到位。", "29个"),
    ],
)
def test_what_will_be_done_to_the_things_counted(text: str, number: str) -> None:
    assert claims_by_number(text)[number].modality == "plan"
    assert {item.modality for item in claims(text)} == {"plan", "achieved"}


def test_a_task_that_was_set_is_a_target_with_its_parts() -> None:
    text = "今年省下达我县投资任务33亿元，其中国道投资26亿元、乡道投资7亿元。已完成投资29亿元。"
    assert [item.modality for item in claims(text)] == ["target"] * 3 + ["achieved"]
    assert claims("今年完成市下达的造林任务3万亩。")[0].modality == "achieved"


def test_an_aim_that_a_growth_exceeds_is_an_aim() -> None:
    text = "收入增长26%，高于年初人代会12%的目标14个百分点。"
    assert modalities(text) == ["achieved", "target", "achieved"]


def test_what_was_obtained_is_achieved() -> None:
    text = "一、2023年工作回顾\n争取到位专债资金10亿元，实施项目27个。"
    assert {item.modality.modality for item in figures(text).values()} == {"achieved"}


def test_what_is_done_as_of_a_day_is_achieved_after_a_plan() -> None:
    found = figures("当年计划投资35亿元，截至6月底，累计完成投资18亿元，开工10个项目。")
    assert [item.modality.modality for item in found.values()] == ["plan", "achieved", "achieved"]


def test_what_is_counted_as_of_a_day_is_there() -> None:
    text = "下一步，全县将加快园区建设。\n截至2020年底，入驻企业90家，产值12亿元。"
    assert ahead(text) == [False, False]
    assert ahead("到2027年，企业达到90家。截至2026年底，力争企业80家。") == [True, True]


def test_what_an_aim_sets_out_from_for_each_is_there_already() -> None:
    assert ahead("2026年民生实事\n保费由每生每年5元提高至10元。") == [False, True]
    assert heads("保费由每生每年5元提高至10元。") == ["保费", "保费"]


def test_a_rank_that_is_aimed_at_lies_ahead() -> None:
    text = "2023年，招商引资居全市第3位。2024年，力争综合排名进入全省前10位，保持全市第2位。"
    found = claims(text, date(2024, 1, 20))
    assert [item.modality for item in found][:1] == ["achieved"]
    assert {item.modality for item in found[1:]} <= {"target", "plan"}


@pytest.mark.parametrize(
    "text",
    [
        "上半年增长4%，但完成全年5.5%左右的增长目标仍需努力。",
        "上半年增长4%，要围绕5.5%的增长目标抓落实。",
        "上半年增长4%，距9%的目标还有差距。",
    ],
)
def test_an_aim_by_its_own_noun_is_not_reached(text: str) -> None:
    assert modalities(text) == ["achieved", "target"]


@pytest.mark.parametrize("source", ["《云湖行动方案》提出", "根据规划", "方案明确"])
def test_what_a_plan_names_lies_ahead_up_to_the_end_of_the_sentence(source: str) -> None:
    text = f"产值9亿元。{source}，到2030年产值突破20亿元，2027年先达到12亿元；培育企业9家。"
    found = modalities(text, DocumentDate(date(2025, 11, 14), None))
    assert found[0] == "achieved"
    assert set(found[1:]) <= {"target", "plan"}


def test_quarters_that_are_over_are_no_estimate() -> None:
    text = "“十四五”期间，预计产值年均增长6%，今年前三季度增长9%。"
    found = modalities(text, DocumentDate(date(2025, 11, 20), None))
    assert found[1] == "achieved"
    assert modalities(text, DocumentDate(date(2025, 8, 20), None))[1] == "target"


def test_a_number_of_one_day_is_no_plan() -> None:
    text = (
        "走进青石镇\n2023年，全镇产值5.6亿元。\n2024年8月，全镇入选名录。10月3日接待游客2万人次。"
    )
    assert modalities(text)[-1] == "achieved"


def test_what_lies_idle_once_it_is_built_is_there() -> None:
    assert modalities("2个项目建成后闲置，涉及投资2860万元。") == ["achieved", "achieved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("争取新建学校3所。", [True]),
        ("争取今年新建学校3所。", [True]),
        ("争取新增专项债券9亿元。", [False]),
        ("争取使用林地定额3000亩。成功争取进入储备库项目15个。", [False, False]),
        ("向上争取新建学校补助资金3000万元。", [False]),
        ("投入资金3亿元确保民生支出。申报10个项目争取资金2亿元。", [False] * 3),
        ("二期4个5000吨级泊位年底前将全部建成。", [True, True]),
        ("剩下4部力争春节前投用。", [True]),
        ("一、2025年民生实事办理情况\n新建老年食堂15家。", [False]),
        ("二、重点任务进展\n三年累计治理河流63公里。", [False]),
        ("二、2026年民生实事项目清单\n1月16日，213名代表投票。新建学校3所。", [False, True]),
        ("二、工作安排\n3月1日至5月31日开展植树，植树5万株。", [True]),
        ("二、2026年工作安排\n三、强化规划实施情况评估\n新建公园3个。", [True]),
        ("二、2026年民生实事项目清单\n共收到意见1463条。新建学校3所。", [False, True]),
    ],
)
def test_what_is_still_to_be_done(text: str, expected: list[bool]) -> None:
    assert ahead(text) == expected


def test_a_part_that_is_there_already_is_no_plan() -> None:
    text = "到2027年，河州将投入50亿元，首期15亿元已经到位，二期9亿元明年到位。"
    assert [item.modality for item in claims(text)] == ["plan", "achieved", "plan"]


@pytest.mark.parametrize(
    "text",
    [
        "2026年，确保120个已签约项目开工。",
        "今年计划改造30个已建成小区。",
        "明年，将对50个已开工项目督查。",
    ],
)
def test_what_is_done_of_the_things_counted_does_not_say_that_the_plan_is(text: str) -> None:
    assert [item.modality for item in claims(text)] == ["plan"]


def test_the_second_line_of_a_headline_opens_no_part() -> None:
    text = (
        "河州前三季度生产总值增长5.8%\n全年目标有望圆满完成\n"
        "前三季度，产值9亿元。四季度，全市将开工项目58个，确保全年完成投资13亿元。"
    )
    found = [item.modality for item in claims(text, date(2026, 10, 22))]
    assert found == ["achieved", "achieved", "plan", "target"]
    # The heading of a document does.
    for title in ("河州区政府工作报告", "河州区概况", "河州区民生实事清单"):
        text = f"{title}\n发展目标\n产值增长9%。"
        assert [item.modality for item in claims(text)] == ["target"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PM2.5浓度优于36微克/立方米的目标值。", ["target"]),
        ("失业率控制在4.5%的目标以内。", ["target"]),
        ("增速高出年度预期目标1.1个百分点，19项指标达到预期，5项滞后。", ["achieved"] * 3),
        ("全区上下力争上游，签约项目96个。", ["achieved"]),
    ],
)
def test_goals_are_goals_and_what_met_them_is_done(text: str, expected: list[str]) -> None:
    assert [item.modality for item in claims(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "将把标准分别从181元、243元提高到188元、252元。",
            ["achieved", "achieved", "plan", "plan"],
        ),
        ("力争收入分别从181元、243元提高到188元。", ["achieved", "achieved", "target"]),
        ("力争收入达到181元、243元。", ["target", "target"]),
    ],
)
def test_all_that_an_aim_sets_out_from_is_there(text: str, expected: list[str]) -> None:
    assert modalities(text) == expected
