"""Words at the beginning of a phrase that are no part of what it names."""

import re

__all__ = ["ALL_DONE", "its_amount", "leading_words"]

_NUMBERED = re.compile(
    r"[0-9]{1,2}[.、．)）]|0[1-9] ?(?=[一-鿿]{2})|[一二三四五六七八九十]{1,3}[是、]"
    r"(?!二、三|三?[次产]|[二三]次?产)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[①-⑳]"
)
_AFTER_COMPLETION = re.compile(
    "(?:项目|工程|全部|园区)*(?:建成|投产|达产|竣工|投用|完工|运营)(?:投产|运营|投用|达产)?[后时]"
)
# 按常住人口计算, 据抽样调查推算: how a number was obtained.
_BASIS = re.compile(
    "(?:按照?|依?据|根据)[^，,、；;。]{2,14}?(?:计算|核算|测算|口径|折算|推算|统计)的?"
)
# 扣除房地产后, 还原退税口径: what is measured is what was named before.
_LESS_SOMETHING = re.compile(
    "(?:扣除|剔除|不含|不考虑|还原)[^，,、；;。]{2,14}?(?:(?:因素|口径|影响)后?|后)"
)
# 计划用两年时间新增: how long something takes.
_TAKING = re.compile("(?:计划|拟|将|力争)?用[一二三四五两0-9]{1,2}(?:年|个月)(?:左右)?的?时间")
# 依托“三会一课”组织…: by what means something was done.
_MEANS = re.compile("(?:依托|借助|通过|利用)[^，,、；;。]{2,14}?(?=组织|开展|举办|实施|完成|新增)")
# 实现增长、增长面: the predicate of the figure before.
_PREDICATE = re.compile(
    "(?:正?增长|下降|回升|上升|回落|盈利|亏损)(?:或[一-鿿]{2,5})?[、和](?=[一-鿿]{2})"
)
# 被市级以上|认定“一村一品”示范村镇: by whom something was named.
_NAMED_BY = re.compile(
    "被[^，,、；;。“”]{0,10}?(?:认定|评定|评选|评|授予|命名|列入|列|确定)(?:为|成)?(?=[“一-鿿])"
)
# 在食品中|畜肉类: what the things named are among.
_AMONG = re.compile(
    "在(?![校建职编岗册读园])[^，,、；;。]{1,8}?中(?![小学型央医心国高等职药介])(?=[一-鿿]{2})"
)
# XX年我区产值: a text whose years are left out.
_SOME_YEAR = re.compile("(?:[Xx×]{1,4}|20[Xx×]{2})年度?")
# 某项目、|总投资9亿元: what is measured of the thing named before.
_ITS_AMOUNT = re.compile(
    "(?P<thing>.*)、(?P<amount>(?:总|年度|计划|固定资产)投资额?|总?建筑面积|占地面积|年产值)"
)
# 财政收入、进出口总额、固定资产投资分别增长: a list of amounts.
_OTHER_AMOUNT = re.compile(
    "投资|(?:收入|支出|总额|总值|产值|增加值|零售额|销售额|税收|利润)(?:、|$)"
)
# 旅游局、热线|共接听投诉电话
ALL_DONE = re.compile("(?:累计|已经?|共计?|先后)+")
"""Adverbs for all that was done: who did it comes before them."""
# 集中|开工项目: after an adverb this is a verb and its object, not the projects at that stage.
_DONE_SO = re.compile("(?:集中|统一|陆续|相继|先后|累计|已|共)(?:开工|竣工)(?:建设)?(?=项目|工程)")
# 为农村学校|配备校车: for whom something was done.
_FOR_WHOM = re.compile(
    "[为给](?!民办)[^，,、；;。]{2,12}?(?=配备|配置|更换|安装|加装|新建|修建|购买|购置|减免|减税|减负|节省|节约|挽回|追回|化解|争取|招聘|培训|改造)"
)
# 高峰时|企业: when there were most.
_AT_MOST = re.compile("(?:最多|最高|高峰|鼎盛|最盛)(?:时期?|的时候)")
# 县里把|审批环节|由28个压减到11个: who did it, before its object.
_WITH_OBJECT = re.compile(
    "[一-鿿]{0,8}?(?<![一火拖扫车刀草])把(?![握关手脉控门柄守])(?=[一-鿿]{4})"
)
# 距目标|还差9家: nothing that is named here.
_TO_A_GOAL = re.compile("距离?[^，,、；;。的]{0,8}目标值?(?:还|仍|尚)?差?$")
# 镇内有|景区: where there is something.
_WITHIN = re.compile("(?:[省市区县镇乡村境]|辖区|园区)内(?:共|现|拥)*有")
# 加|上级补助收入: an addend of a sum.
_ADDED = re.compile("加(?=上级|上年|返还|转移|地方|债务|调入)")
# 江州5月31日电 (记者 甲)GDP: the line that dates news.
_DATELINE = re.compile("[电讯][^一-鿿A-Za-z0-9]+(?=[一-鿿A-Za-z]{2})")
# 建冷库一座、|民宿二十间: an item whose 一 is no number.
_ONE_BEFORE = re.compile("[^，,、]{1,14}一[座个间条所家处台口眼支栋辆]、")
_LEADS = (
    _DATELINE,
    _ONE_BEFORE,
    _WITH_OBJECT,
    _TO_A_GOAL,
    _ADDED,
    _AT_MOST,
    _WITHIN,
    _FOR_WHOM,
    _DONE_SO,
    _NUMBERED,
    _AFTER_COMPLETION,
    _BASIS,
    _LESS_SOMETHING,
    _TAKING,
    _MEANS,
    _PREDICATE,
    _NAMED_BY,
    _SOME_YEAR,
    _AMONG,
)


def leading_words(masked: str, start: int, end: int) -> int:
    """Return how many characters at the beginning of a phrase say how or when, 0 for none."""
    for pattern in _LEADS:
        if match := pattern.match(masked, start, end):
            return len(match.group())
    return 0


def its_amount(masked: str, start: int, end: int) -> int | None:
    """Return where the amount begins in a phrase of a thing and an amount of it."""
    match = _ITS_AMOUNT.fullmatch(masked, start, end)
    if match is None or _OTHER_AMOUNT.search(match.group("thing")):
        return None
    return match.start("amount")
