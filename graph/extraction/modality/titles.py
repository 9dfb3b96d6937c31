"""Titles of documents and headlines of news: what they announce of the text."""

import re

from districtgraph.graph.text.headings import UNNUMBERED, Heading

__all__ = ["continues_headline", "planning_title"]

# Kinds of documents about what is to be done.
_PLANNING = re.compile(
    "(?:[0-9一二三四五六七八九十两]{1,3}[件项][一-鿿]{0,4}实事|工作要点|工作计划|(?:工作|工程|项目|任务|实事)安排|任务清单|任务分解|实施方案|行动方案|规划纲要|规划|预算调整方案"
    "|(?:20[0-9]{2}|今)年[^。，]{0,14}实事(?:项目)?"
    # 区十大民生实事项目票决结果公布
    "|实事(?:项目|工程)?(?:清单|名单|安排|票决)?(?:结果)?(?:正式|全部)?(?:公布|发布|出炉|敲定|揭晓|确定|亮相|来了)"
    # …实事出炉，看看有哪些
    "(?:[，,！!][^。]{0,16})?"
    ")[！!？?]?$"
)
# The headline of news has a figure: 前三季度生产总值增长6%. A document's title has at most a year.
_FIGURE = re.compile("[0-9](?![0-9]*[年月日—\\-–至])[0-9.]*[%％个亿万倍]")
_YEAR = re.compile("20[0-9]{2}年")


def planning_title(text: str, heading: Heading) -> re.Match[str] | None:
    """Return the words by which a title announces what is to be done; None if it does not."""
    match = _PLANNING.search(text, heading.start, heading.end)
    reviews = re.search("总结|情况|报告|解读", text[heading.start : heading.end])
    return None if reviews else match


def continues_headline(text: str, heading: Heading, title: Heading) -> bool:
    """Return whether a line is the second one of the headline of news, which opens no part.

    前三季度生产总值增长6% / 全年目标有望圆满完成
    """
    second = heading.rank == UNNUMBERED and title.start == 0 < heading.start
    if not second or text[title.end : heading.start] != "\n":
        return False
    news = _FIGURE.search(text, title.start, title.end) is not None
    return news and _YEAR.search(text, heading.start, heading.end) is None
