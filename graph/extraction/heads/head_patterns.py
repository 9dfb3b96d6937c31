"""Patterns of the words between figures, and between a figure and its noun."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.heads.head_grammar import FIGURE, PERIOD
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity

__all__ = [
    "ATTRIBUTED",
    "CHANGING",
    "EARLIER",
    "GOT_TO",
    "LONGEST_LIST",
    "NAME_JOINTS",
    "OCCUPIED",
    "OF_A_BUDGET",
    "QUOTED",
    "SHARED_NOUN",
    "THEN",
    "WHOLE_PLACE",
    "after_dimension",
    "before_others",
    "end_of_measured",
    "goes_on",
    "is_a_thing",
    "is_added_alone",
    "is_aligned",
    "is_first_of_a_size",
    "is_governed",
    "is_had_by_each",
    "is_of_other_side",
    "is_of_people",
    "is_of_several",
    "is_place",
    "is_whose",
    "level_places",
    "opening_of",
    "run_length",
    "start_of_other_side",
    "work_of_a_task",
]

# 12家“领航”企业: quoted words before a noun are part of it.
QUOTED = re.compile("“\\s*(?P<words>[^“”，。\\s][^“”，。\n]{0,12}[^“”，。\\s])\\s*”")
_JOINED = re.compile(r" ?[、，,和与及以至—－-]{0,2}")
CHANGING = re.compile("[增减升降涨跌落高低快慢长窄缩][^，；。：]*$")
# 65条、总长度57.9公里的道路: both numbers belong to the noun after the second.
SHARED_NOUN = re.compile(
    f"、(?:总长度?|总面积|总里程|共|总计){FIGURE}+(?=的)|、{FIGURE}+(?=[一-鿿])"
)
_JOINED_ANEW = re.compile(
    r" ?[、，,和与及以至—－-]{0,2}(?:(?<=[、和与])(?:增长|上升|提高|下降|减少|降低|[增减升降]))?"
)
# 由A调整优化为B: after 由 or 从 any verb can lead to the second number.
GOT_TO = re.compile(f"[^，,；;。：:、{FIGURE}]{{0,10}}[为至到成][近约超了]*")
# 年均增长17%和15%，2007年底达到|9亿元、6亿元: the same list at another time.
THEN = re.compile(f"[，,；;]{PERIOD}+(?:分别|各)?(?:达到?|为|增至|增加到|增长到)[近约]?")
_HAVING = re.compile("(?:[只仅][有剩]|拥有|现有|共有)$")
# 贡献了全国38.7%的增量: the rate belongs to the noun after it.
ATTRIBUTED = re.compile(
    "(?:贡献|创造|提供|支撑|承担|吸纳|集聚|聚集|汇聚|集中|包揽|拥有|生产|撑起|占有|消耗)了?(?:全[国省市区县球]|世界|我国)?[近约超过]*$"
    "|以全[国省市区县球][近约超]*$"
)
_WHERE = frozenset(
    (
        "园区",
        "自治区",
        "辖区",
        "景区",
        "城区",
        "片区",
        "开发区",
        "高新区",
        "经开区",
        "集聚区",
        "工业园区",
        "产业园区",
        "周边",
        "附近",
        "当地",
    )
)
"""Words for a place before a count that say where the counted things are: 园区10户企业."""

_INSIDE = re.compile("(?<![以年])[里内]$")


def is_place(words: str) -> bool:
    """Return whether words before a count only name a place: 园区10户企业, 车间里5名工人."""
    return words in _WHERE or _INSIDE.search(words) is not None


# 集群项目中|130户养殖场: what the things are among.
_AMONG = re.compile("(?:项目|企业|名单|成员|村民|社区|园区)中$")


def is_whose(masked: str, position: int) -> bool:
    """Return whether the words before a count end as those that only say whose things they are."""
    having = _HAVING.search(masked, max(0, position - 3), position)
    among = _AMONG.search(masked, max(0, position - 3), position)
    return bool(having or among) or masked.startswith(("的", "等"), position - 1)


_A_THING = re.compile("一[个座间条处家栋片所块套幢台部艘]$")


def is_a_thing(masked: str, position: int) -> bool:
    """Return whether the words before a size introduce what it describes: 租下一间|40平方米的."""
    return _A_THING.search(masked, max(0, position - 2), position) is not None


_MEASURED_SO = re.compile("[长宽高深厚重]的")
# 成为全市首个|300亿元|园区: the amount says how large the thing is.
_FIRST_OF_A_SIZE = re.compile(
    "(?:首|唯一的?一|第[一二三四五六七八九十0-9]{1,2})[个家座条批只款](?:年?产值|总?投资|规模|营收|税收|体量)?(?:突破|超过?|过|达到?)?$"
)


def is_first_of_a_size(masked: str, position: int) -> bool:
    """Return whether the words before an amount say which thing of its size follows it."""
    return _FIRST_OF_A_SIZE.search(masked, max(0, position - 16), position) is not None


def after_dimension(masked: str, position: int) -> int:
    """Return where the word for a dimension after a size ends: 35米|长|的生产线.

    Without such a word that is the position itself.
    """
    measured = _MEASURED_SO.match(masked, position)
    return position + 1 if measured else position


_PEOPLE = re.compile("(?:居民|村民|农户|群众|职工|学生|老人|老年人|残疾人|贫困户|牧民|困难家庭)")


def is_of_people(masked: str, position: int) -> bool:
    """Return whether those whom a number counts are named right after it: 9户|居民供暖改造."""
    return _PEOPLE.match(masked, position) is not None


_ADDED_ALONE = re.compile(
    f"[，,]?{PERIOD}*(?:其中|当年|今年|本年|年内|全年)?{PERIOD}*(?:累计)?(?:新增加?|净增加?)[了近约超]*"
)
_CLAUSE_END = re.compile("[，,；;。、）)\\s]|$")


def is_added_alone(masked: str, begin: int, span: tuple[int, int]) -> bool:
    """Return whether only a verb of adding is before a number, and no noun after it."""
    alone = _ADDED_ALONE.fullmatch(masked, begin, span[0])
    return alone is not None and _CLAUSE_END.match(masked, span[1]) is not None


_TASK = re.compile("的(?P<work>(?!(?:年度|全年|年初|预期)*(?:目标|计划))[一-鿿]{2,6}?)任务")


def work_of_a_task(masked: str, position: int) -> tuple[int, int] | None:
    """Return the work that a number says how much of is a task: 17万平方米的|绿化|任务."""
    match = _TASK.match(masked, position)
    return match.span("work") if match else None


_LONGEST_NOTE = 60


def opening_of(masked: str, begin: int, position: int) -> int | None:
    """Return where a bracket opens before a clause that begins within it and goes on after it."""
    closed = masked.rfind("）", begin, position)
    if closed < 0 or masked.rfind("（", begin, closed) >= 0:
        return None
    opened = masked.rfind("（", max(0, begin - _LONGEST_NOTE), begin)
    return opened if opened > 0 else None


# 比工期提前|6个月: by how much the work was early, nothing of what was counted before.
EARLIER = re.compile("(?:提前|提早|推迟|延后|延迟)了?[近约]?$")
# 投资9亿元，|占地|300亩
OCCUPIED = re.compile("(?<=[，,；;、])(?:总|规划|共)?(?P<size>占地(?:面积)?)[约近达共为]*$")
# 全镇共有|3000户
WHOLE_PLACE = re.compile(
    "[，,；;]?(?P<place>[全我本该][镇乡村县区市旗州省])(?:现有|共有|总|共|有)*[约近]?"
)
# 辖6个社区、|2.3万户: those who live there are no communities.
_GOVERNED = re.compile(
    f"(?:下辖|管辖|辖有?)(?:{FIGURE}++[^，,；;。{FIGURE}]*、)+(?:{FIGURE}++、?|(?!))*+$"
)


def is_governed(masked: str, position: int) -> bool:
    """Return whether a number is a later one of what a place governs: 辖6个社区、|2.3万户."""
    return _GOVERNED.search(masked, max(0, position - _LONGEST_NOTE), position) is not None


# 八个行业增长、两个下降，|合计拉动: no single one did it.
_TOGETHER = re.compile("[，,；;]?(?:合计|共同|合力|共计?)(?:拉动|带动|贡献|下拉|上拉|占)")


def is_of_several(masked: str, begin: int) -> bool:
    """Return whether a clause says what several of those named before did together."""
    return _TOGETHER.match(masked, begin) is not None


# 收入达到962万元，11个村全部超过|50万元: each has some of what was measured.
_EACH_HAS = re.compile(
    f"[，,]{FIGURE}+[一-鿿]{{1,6}}?(?:全部|均|都|普遍|各自)+(?:已|超过?|突破|达到?|在|不低于|实现)*"
)


def is_had_by_each(between: str) -> bool:
    """Return whether the words from one amount to the next say that each of several has it."""
    return _EACH_HAS.fullmatch(between) is not None


_RESPECTIVELY = re.compile("分别|依次")
NAME_JOINTS = re.compile(
    r"、|以及|和|与|(?<![涉普波触遍])(?<![^普优实特]惠)(?<!\A惠)及(?!以[上下])"
)
_COMPARED_WITH = re.compile(
    # 减少8千公顷 before a bracket is a change; 比全省（7.7%）和全国 goes on with another area.
    "(?:比|较(?![快好大高多强慢低小为]))"
    f"(?:[^，,；;。占的有{FIGURE}]|[（(]{FIGURE}+[）)]){{2,40}}(?<!持平)$"
    # 高于全省平均增速（7.7%）
    f"|(?:[高低快慢好]于|高出|超过)(?:全[国省市区县州]|[一-鿿]{{1,4}}[省市])[^，,；;。占的有{FIGURE}]{{0,8}}$"
)
# 同比增长7.5%（全市|11.1%）: the same of a larger area.
_OTHER_AREA = re.compile(
    "[（(](?:全[国省市区县州旗盟]|[一-鿿]{1,4}[省市])(?:平均|同期|增长|下降|为)*$"
)


def is_of_other_side(masked: str, bracket: int, position: int) -> bool:
    """Return whether a number in a bracket is what the measure before it is compared with.

    - 比全省（7.7%）高: the words before the bracket, which begins at `bracket`;
    - 增长7.5%（全市11.1%）: those in it, up to the number.
    """
    if start_of_other_side(masked, 0, bracket) is not None:
        return True
    return _OTHER_AREA.search(masked, bracket - 1, position) is not None


def start_of_other_side(masked: str, begin: int, bracket: int) -> int | None:
    """Return where a comparison begins whose other side has its value in a bracket."""
    compared = _COMPARED_WITH.search(masked, begin, bracket - 1)
    return compared.start() if compared else None


_LEVEL = re.compile("(?:[与和同][^，,；;。]{1,8})?(?:基本|总体|大体)?持平$")


def end_of_measured(masked: str, begin: int, bracket: int) -> int | None:
    """Return where the words before a bracket end that name what its number measures.

    - 价格指数|与上年持平（100）: the number is still that of the index;
    - 比全省（7.7%）高: none, the number is that of another area.
    """
    if _COMPARED_WITH.search(masked, begin, bracket):
        return None
    level = _LEVEL.search(masked, begin, bracket)
    return level.start() if level else bracket


# 比全省和全国分别高: 分别 refers to the sides of one comparison.
_COMPARED = re.compile(
    "[比较][^，,；;]*[和与、][^，,；;]*分别[^，,；;]*$"
    "|分别[高低快慢好大小][于出][^，,；;]*[和与、][^，,；;]*$"
)


# 支出9亿元，完成|预算|9.6亿元的93%
OF_A_BUDGET = re.compile(
    "[，,；;](?:完成|为|占|达到?)了?[^，,；;。]{0,6}(?:预算|计划|目标|任务)[数值额]?[近约]?$"
)


def is_aligned(before: str) -> bool:
    """Return whether the words before a list of numbers assign them to a list of names."""
    return bool(_RESPECTIVELY.search(before)) and not _COMPARED.search(before)


LONGEST_LIST = 40
"""The most numbers of a list, and the most figures before it that 分别 may refer to."""
_WORD = re.compile("[一-鿿]")
_BEFORE_LIST = 60
"""How many characters before a list are searched for 分别."""


def run_length(
    masked: str, spans: Sequence[tuple[int, int]], figures: Sequence[Quantity], i: int
) -> int:
    """Return how many numbers the list that begins with one has: 3%、4%和5%."""
    count = 1
    begin = max(0, spans[i][0] - _BEFORE_LIST)
    aligned = _RESPECTIVELY.search(masked, begin, spans[i][0])
    joined = _JOINED_ANEW if aligned else _JOINED
    while count < LONGEST_LIST and i + count < len(spans):
        between = masked[spans[i + count - 1][1] : spans[i + count][0]]
        # 增长面达52.9%，16个行业…: a comma before another unit begins a clause.
        last, figure = figures[i + count - 1], figures[i + count]
        new = between == "，" and (figure.unit, figure.symbol) != (last.unit, last.symbol)
        # 分别增至37座、14座，6部作品获奖: a new thing is counted.
        noun = _WORD.match(masked, spans[i + count][1])
        if not between or (new and (noun or not aligned)) or not joined.fullmatch(between):
            break
        count += 1
    return count


# 分别增长12%、持平、下降6%: an item of the list without a number.
_LEVEL_BETWEEN = re.compile(
    r"[、，,](?:基本|总体)?持平(?:、|，|,|和|与|及|以及)(?:增长|上升|提高|下降|减少|降低|[增减升降])?"
)
_LEVEL_AFTER = re.compile("(?:、|和|与|及|以及)(?:基本|总体)?持平")
_LEVEL_FIRST = re.compile(
    "(?:基本|总体)?持平(?:、|，|和|与|及|以及)(?:增长|上升|提高|下降|减少|降低)?$"
)


def level_places(
    masked: str, spans: Sequence[tuple[int, int]], begin: int, i: int
) -> tuple[list[int], int]:
    """Return the places of numbers in a list where some items are 持平, and its length.

    Args:
        masked: the sentence.
        spans: where its figures are.
        begin: where the words before the list begin.
        i: the figure that the list begins with.

    Returns:
        No places where no item is 持平.

    """
    first = 1 if _LEVEL_FIRST.search(masked, begin, spans[i][0]) else 0
    places, levels = [first], first
    while len(places) < LONGEST_LIST and i + len(places) < len(spans):
        between = spans[i + len(places) - 1][1], spans[i + len(places)][0]
        if _LEVEL_BETWEEN.fullmatch(masked, *between):
            levels += 1
            places.append(places[-1] + 2)
        elif between[0] < between[1] and _JOINED_ANEW.fullmatch(masked, *between):
            places.append(places[-1] + 1)
        else:
            break
    count = places[-1] + 1
    if _LEVEL_AFTER.match(masked, spans[i + len(places) - 1][1]):
        levels, count = levels + 1, count + 1
    return (places, count) if levels else ([], 0)


_ITEMS = re.compile("(?:[一-鿿A-Za-z]{2,12}、)+[一-鿿A-Za-z]{2,12}等$")


def before_others(masked: str, begin: int, span: tuple[int, int]) -> tuple[int, int]:
    """Return a noun with the list of examples before it: 甲、乙等|行业产值 as a whole."""
    items = _ITEMS.search(masked, begin, span[0])
    return (items.start(), span[1]) if items else span


_SHARE_OF = re.compile(f"占[^，,；;。{FIGURE}]{{0,10}}$")
_NEXT_WHOLE = re.compile(
    "[、，](?:和|及)?(?:占)?(?:[一-鿿]{2,6})?全?[国省市区县州球](?:的|比重|总量)*"
)


# 投资9亿元的|甲项目、|2亿元的乙项目: what the first number measures is said once.
_NEXT_DESCRIBED = re.compile(f"的[^，,；;。：:、{FIGURE}]{{2,24}}(?:、|以及|和|与|及)")


def goes_on(
    masked: str, spans: Sequence[tuple[int, int]], figures: Sequence[Quantity], i: int
) -> bool:
    """Return whether a figure measures of another thing or whole what the one before does.

    - 占深圳全市53%、广东全省21%;
    - 投资9亿元的甲项目、2亿元的乙项目.

    Args:
        masked: the sentence.
        spans: where its figures are.
        figures: all of its figures.
        i: the index of the one.

    """
    if not i:
        return False
    # A count of people or things is of the noun after it.
    alike = figures[i].is_money and figures[i].unit == figures[i - 1].unit
    if alike and masked.startswith("的", spans[i][1]):
        return bool(_NEXT_DESCRIBED.fullmatch(masked, spans[i - 1][1], spans[i][0]))
    return _shares_on(masked, spans, i)


def _shares_on(masked: str, spans: Sequence[tuple[int, int]], i: int) -> bool:
    if not _SHARE_OF.search(masked, max(0, spans[i - 1][0] - 12), spans[i - 1][0]):
        return False
    return _NEXT_WHOLE.fullmatch(masked, spans[i - 1][1], spans[i][0]) is not None
