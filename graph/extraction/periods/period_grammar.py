"""The regular expressions that find words for a time, made from the word lists.

`period_reading.py` reads their groups. A year comes first, as a number (2024年) or a word (去年),
then its part (上半年, 3月至5月, 底); either may be missing.
"""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, PeriodWords
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.extraction.periods.holidays import DAYS_OFF, load_holidays

__all__ = [
    "BEFORE_THE_REPUBLIC",
    "PLANS",
    "holiday_grammar",
    "occasion_grammar",
    "part_grammar",
    "plan_grammar",
    "span_grammar",
    "word_grammar",
    "year_grammar",
]

_DIGIT = "0-9０-９"
_YEAR = (
    "(?:(?:19|20)[0-9]{2}|[１２][０-９]{3}"
    f"|[一二][〇○零九][〇○零一二三四五六七八九]{{2}})(?![{_DIGIT}])"
)
_MONTH = "(?:1[0-2]|0?[1-9]|１[０-２]|[１-９]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    "(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|[１-９]"
    "|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_COUNT = f"(?:[{_DIGIT}]{{1,2}}|[一二两三四五六七八九十]{{1,3}}|几|数|多)"
_TO = "(?:[-–—~～]{1,2}|至|到)"
# 今年国庆，, 2025年暑期: a part of a year.
_FESTIVAL = f"(?:元宵|{load_holidays().alternatives})节?(?:{DAYS_OFF}|前后|(?=[，,、]))"
# 2013年5期 at the end of a line: an issue of a journal.
_ISSUE = rf"第?[{_DIGIT}]{{1,2}}期\s*(?:\n|$)"
_SEASON = "[春夏秋冬暑寒汛][季期假天]"
# 以前办事要跑3个窗口
_ALONE = "(?=[，,办去到要跑得只每靠走])"
_MARK = "[，,。；;：:！？\\n　“”]"
_QUARTER = "[1-4１-４一二三四]"
# 半年度 is the first half, whose end a review of it comes after.
_HALF = (
    f"[上下]半年度?|(?<![每两一上下])半年度|(?<=[{_DIGIT}]年)半年(?=工作|总结|小结|报告)"
    "|(?<![每两一上下大多近])半年(?=累计)"
)
_QUARTERS = (
    f"前(?P<three>[三两二3３2２])个?季度末?"
    f"|第?(?P<quarter>{_QUARTER})(?:{_TO}第?(?P<to_quarter>{_QUARTER}))?个?季度末?"
)
# 开业前两月 is about something else.
_FIRST_MONTHS = (
    "(?<![此之提目以当眼])(?<!开业)(?<!投产)(?<!营业)(?<!运营)(?<!开学)前"
    "|(?:(?<=年)|(?<![一-鿿]))头"
)
_MONTHS = f"(?:{_FIRST_MONTHS})(?P<months>{_MONTH}|两)个?月(?!前|内)"
_EDGE = "上中旬|中下旬|上旬|中旬|下旬|月?底|月?末|月?初"
_DATE = (
    rf"(?P<month>{_MONTH}) ?(?:月?份?{_TO}(?P<to_month>{_MONTH}))? ?月份?"
    rf"(?: ?(?P<day>{_DAY}) ?[日号]"
    rf"(?:{_TO}(?:(?P<end_month>{_MONTH})月)?(?P<end_day>{_DAY})[日号])?"
    rf"|(?P<edge>{_EDGE}))?"
)
# 3月31日起 means since that day, 3月31日起火 is about a fire.
_SINCE = "起(?=[，,、。；;）)至]|施行|实施|执行|正式|开始|全面|$)"
_TAIL = (
    rf"(?P<tail>之?以来|来(?=[，,])|至今|{_SINCE}|(?:之|以)?前(?![后期列瞻景沿述\d一二三四五六七八九几])"
    "|期间|(?:之|以)后(?![备续勤台])|后(?=[，,]))?"
)

PLANS = {
    "八五": (1991, 1995),
    "九五": (1996, 2000),
    "十五": (2001, 2005),
    "十一五": (2006, 2010),
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
    "十六五": (2031, 2035),
}
"""The first and the last year of the five-year plans, by their short names."""
"""The first years of the national five-year plans: public facts, not read from any report."""


BEFORE_THE_REPUBLIC = 1911
"""The year from which years such as 民国22年 are counted."""


def _by(lexicon: Lexicon) -> str:
    """Return a pattern of the words before a date; 到 after a verb of rising is no deadline."""
    rising = "".join(f"(?<!{word})" for word in lexicon.rising_words)
    return rf"(?P<by>截至|截止[到至]?|截至到|{rising}[到至](?!今))?"


@cache
def year_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the expression for a year, as a number or a word, with its part if one follows."""
    leading = (item for item in lexicon.periods if item.leads)
    ordered = sorted(leading, key=lambda item: len(item.words), reverse=True)
    words = "|".join(_not_after(item) + _guarded(item.words) for item in ordered)
    heads = "".join({item.words[0] for item in lexicon.periods if item.leads})
    return re.compile(
        rf"(?=[{_DIGIT}一二民截到至{heads}]){_by(lexicon)}(?:(?:(?<![{_DIGIT}.])|(?<={_MARK}[{_DIGIT}][.．]))(?:"
        rf"(?P<iso>(?:19|20)[0-9]{{2}}([-./])[01]?[0-9]\3[0-3]?[0-9])(?![{_DIGIT}])"
        rf"|(?P<listed>{_YEAR}(?:年?[、和]{_YEAR})+)年"
        rf"|(?P<season>{_YEAR}年?(?:{_TO}|[/／]){_YEAR}年?度?(?!全年)[一-鿿]{{0,2}}(?:季(?!度)|学年|财年))"
        rf"|(?P<first>{_YEAR})年?{_TO}(?P<last>{_YEAR})年(?P<span_of_seasons>度)?(?!{_MONTH}月|[上下]半|第?{_QUARTER}季)"
        rf"|(?P<year>{_YEAR})(?:[ \u00a0]?年度?(?![版款级]|{_ISSUE})|(?=全年))"
        rf"|民国(?P<republic>{_COUNT}) ?年)|(?P<word>{words}))"
        rf"(?(listed)|(?(season)|(?(first)|(?(iso)|(?:的?(?P<part>{_HALF}|{_QUARTERS}|{_MONTHS})"
        rf"| ?{_DATE}"
        rf"(?:{_TO}(?:(?P<until>{_YEAR})年)(?P<until_month>{_MONTH})月(?:(?P<until_day>{_DAY})日)?)?"
        rf"|(?P<whole>全年|年?[底末]|年?初(?![步次始见]))(?!级|中)"
        rf"|(?P<occasion>(?![全我各共该的])[一-鿿]{{2,6}}(?:期间|假期)|{_FESTIVAL}|{_SEASON}))?))))"
        rf"{_TAIL}"
    )


@cache
def part_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the expression for a part of a year without the year."""
    return re.compile(
        rf"(?=[{_DIGIT}第上下半前头截到至一二两三四五六七八九十]){_by(lexicon)}(?:(?P<part>{_HALF}|(?<![{_DIGIT}])(?:{_QUARTERS}|{_MONTHS}))"
        rf"|(?<![{_DIGIT}年第个前〇○零一二三四五六七八九十百、])(?<![{_DIGIT}][-–—~～至到])"
        rf"(?:(?P<listed>{_MONTH}(?:月?[、和]{_MONTH})+)月份?|{_DATE})){_TAIL}"
    )


@cache
def word_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the expression for the words of the list that no part of a year follows."""
    items = sorted(lexicon.periods, key=lambda item: len(item.words), reverse=True)
    found = "|".join(
        _not_after(item) + _guarded(item.words) + (_ALONE if item.alone else "")
        for item in items
        if not item.leads
    )
    heads = "".join({item.words[0] for item in items if item.words[0] not in "N“"})
    return re.compile(
        rf"(?=[{heads}“{_DIGIT}截到至一二两三四五六七八九十几数多]){_by(lexicon)}(?:{found})"
    )


def _not_after(item: PeriodWords) -> str:
    """Return a pattern that refuses words that only contain these: 项目前期."""
    if item.alone:
        return f"(?:(?<={_MARK})|^)"
    return f"(?<![{''.join(item.not_after)}])" if item.not_after else ""


_AIM = "(?:目标|任务|计划|预算|预期){1,2}数?"
_SET = (
    "(?:的?(?:预算|计划|目标|任务|预期)|(?:人代会)?(?:确定|批准|通过|下达|安排|既定|预定|制定)的?)"
)
# What must not be around a word: 6月份当月 is one time, “十一五”期末 the end of a plan, 合同期限
# a term.
_WORD_GUARDS = {
    # 今天的东部新城: nowadays.
    "今天": ("", "(?!的)"),
    # 近年底, 近年轻人
    "近年": ("", "(?![末底度中关货初轻青老节夜内])"),
    "当月": ("(?<![月份])", ""),
    "本月": ("(?<![月份])", ""),
    "期末": ("(?<![”五])", ""),
    "期初": ("(?<![”五])", ""),
    "同期": ("(?<!合)", "(?![限内间])"),
    # 截至今年9月底
    "至今": ("", "(?![年天日春夏秋冬])"),
}
# 完成全年目标的51%, 占年初预算的45%: the time of the aim is no time of the figure.
_AIMING_AT = "(?:(?<=完成)|(?<=紧盯)|(?<=瞄准)|(?<=对照)|(?<=锚定)|(?<=围绕)|(?<=聚焦))"
_AIMS_OF = {
    "全年": f"(?!{_AIMING_AT}全年{_AIM}|(?<=占)全年{_AIM}|全年{_AIM}的)全年",
    "年初": f"年初(?!{_SET})",
    # 上年结余325万元 is money of this year's budget.
    "上年": "上年(?!末?滚?存?结[余转])",
}


def _guarded(word: str) -> str:
    """Return a pattern of the whole word, not of 年底 in 2021年底 or 20年前 in 2020年前."""
    before, after = _WORD_GUARDS.get(word, ("", ""))
    if word.startswith(("年", "全年")):
        before = f"(?<![{_DIGIT}〇○零一二三四五六七八九十今去明上本当每两几年])(?<![{_DIGIT}] )"
    elif word.startswith("N"):
        before = f"(?<![{_DIGIT}〇○零一二三四五六七八九十])"
    if word.endswith("当年"):
        # 按当年价格: the year of the prices is no time of the figure.
        after = "(?!价)"
    pattern = _AIMS_OF.get(word) or re.escape(word).replace("N", _COUNT)
    return f"{before}{pattern}{after}"


@cache
def holiday_grammar() -> re.Pattern[str]:
    """Return the expression for a holiday without a year, that is not one of several: 春节假期."""
    return re.compile(f"(?<![年、])(?P<holiday>{load_holidays().alternatives})节?{DAYS_OFF}")


@cache
def occasion_grammar() -> re.Pattern[str]:
    """Return the expression for an occasion that no calendar dates: 开学季，, 投运以来，.

    It stands between marks, so that what follows is known to be about it.
    """
    return re.compile(
        f"(?:(?<={_MARK})|^)(?P<by>在|自|从)?(?P<occasion>[一-鿿“”·]{{1,10}}?"
        "(?:期间|假期|长假|前夕|之际|时节|旺季|淡季|季|之?以来|之?初期?)"
        # 活动期间同步举办推介会
        "(?:(?=[，,])|(?<=期间)(?=同步|同时|累计|共|还|日均|举[办行]|接待|推出|发放|吸引|全[省市区县州旗])))"
    )


@cache
def plan_grammar() -> re.Pattern[str]:
    """Return the expression for the years of a five-year plan, not for the plan itself."""
    names = alternatives(PLANS)
    # 锚定“十五五”，…: a plan that is aimed at is no time, except of yearly growth (年均).
    not_aimed_at = "(?!(?<=锚定|瞄准|谋划|着眼|对标)“[^“”]{2,3}”[，,](?![^。；;]{0,30}年均))"
    return re.compile(
        rf"(?=[“截到至一八九十]){not_aimed_at}(?P<by>截至|截止到?|到|至)?(?:“(?P<quoted>{names})”|(?<![一二三四五六七八九十第])"
        rf"(?P<plain>{names}))"
        r"(?:(?P<tail>以来)|前(?P<first_years>[两三四])年|(?P<edge>末期|期末|末|初期|初)|时期|期间|这?五年"
        r"|(?<=”)(?=[，,]|年均|累计|全[国省市县区州旗]|我[省市县区州旗们]))"
    )


@cache
def span_grammar() -> re.Pattern[str]:
    """Return the expression for a span of years that begins a clause: 五年累计, 三年新增."""
    return re.compile(
        "(?:(?<=[，,；;。：:\n　])|(?<=[额资入值量])(?=.年(?:累计|分别))"
        # 高新技术企业五年增加90家
        "|(?<=[一-鿿])(?<![第前每近过去后几多约这满经历时有头十])(?=.年(?:净?增加?|累计)[0-9近约超]))"
        "(?P<years>[一两三四五六七八九十])年"
        "(?=年均|分别|净?增[0-9近约超]|增加|增长|减少|下降|提高|共|累计|连续|新增|建成|完成|实施|投"
        "|新建|新改|改造|新添|引进|净增|先后|整合|争取|解决|消除|筹集|发放)"
    )
