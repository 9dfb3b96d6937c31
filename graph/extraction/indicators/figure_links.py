"""Links a figure to the indicator that it measures: by its head, and by what its clause adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from districtgraph.graph.extraction.heads.head_words import Head, HeadReading
from districtgraph.graph.extraction.heads.noun_phrases import RATES
from districtgraph.graph.extraction.indicators.counts_of_some import (
    LEFT_POVERTY,
    counts_some,
    is_among_others,
    verb_of_list,
)
from districtgraph.graph.extraction.indicators.indicator_index import (
    FigureContext,
    FigureKind,
    IndicatorIndex,
)
from districtgraph.graph.extraction.indicators.indicator_words import indicator_words
from districtgraph.graph.extraction.indicators.shares_of_wholes import (
    branch_indicator,
    industry_indicator,
    is_another_amount,
    is_change_of_share,
    name_by_area,
    names_of_share,
)
from districtgraph.graph.extraction.quantities.changes import Change
from districtgraph.graph.extraction.quantities.changes import FigureKind as ChangeKind
from districtgraph.graph.extraction.quantities.comparisons import is_about_a_plan_or_a_whole
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["FigureLinks", "Linked", "MeasuredFigure"]

# 占一般公共预算支出的比重始终保持在: what a share is a share of, without the verbs after it.
_WHOLE = re.compile(
    "的?(?P<whole>(?:占|相当于)[^，,；;。]*?(?:比重|比例|份额|比率)|占比|占[^，,；;。]*)"
)
_REACHING = "达到为是约近已高的"
_PART = re.compile("[；;]")
_CLAUSE = re.compile("[，,；;。：:]")
# 每千人口医师3人、床位7张: what the first item of a list says, and words that count all again.
_PER = re.compile("(?P<many>每[一-鿿]?[十百千万][一-鿿]{0,2}[人户口])|人均|户均|亩均")
_ITEM_END = re.compile("[、，,]")
_OF_ALL = re.compile("全[省市区县旗州镇国年]|[共总]|合计|累计|新增|年末|期末|拥有|现有|达到")
# 用于民生的财政支出 is some of the expenditure.
_NARROWED = re.compile("(?:通过|用于|来自|涉及|享受|参加|列入|纳入)[^，,；;。的]{1,12}的$")
_NARROWED_REACH = 16
# 财政收入9亿元，增长5%，其中地方级收入6亿元: what has a local part is all that is raised.
_FISCAL = "财政收入"
# 专利授权4820件，其中|发明专利1126件: those that were granted.
_INVENTIONS = "发明专利"
_GRANTED = re.compile("授权[^；;。\n]*其中[，,：:]?$")
_LOCAL_PART = re.compile(
    "[^；;。\n]{1,40}?其中[，,：:]?(?:实现|完成)?(?:地方级?|一般公共预算|公共财政预算|一般预算|本级|[市区县]级)"
    "[^，,；;。]{0,8}?收入"
)
# 集中|开工|项目18个, |增加|学位9个: the verb before is part of the name of the indicator.
_DOING = re.compile("(?:新开工|开工建设|开工|竣工|增加|建成)$")
_DOING_REACH = 4
# 城镇|累计|新增就业: an adverb parts the name of the indicator.
_AREA_APART = re.compile("(?P<area>城镇|农村|城乡)(?:累计|已|共|实现|完成)+$")
_AREA_REACH = 8
# 对28个老旧小区进行改造: what is done to the things counted.
_DONE_TO = re.compile(
    "(?:进行|实施|开展)(?:了|全面|综合|系统|集中|统一|分类)*(?P<work>改造提升|改造|整治|治理|修缮|拆除)"
)
# 项目达产后年产值9亿元，税收1亿元: the money of one work, not of the place.
_OF_ONE_WORK = re.compile(
    "(?:达产|投产|建成|投用|竣工|投运|运营)(?:达效|投产|投用|运营|达产)?[后时][^。；;]*$"
)
_MORE_OF_THEM = re.compile("(?:[、，和]?[0-9.]+万?[余多]?[人户])*")
_KINDS: dict[ChangeKind, FigureKind] = {
    "level": "value",
    "growth": "growth",
    "difference": "change",
    "points": "points",
    "share": "share",
    "ratio": "ratio",
}
"""The kinds of changes under the names that the index of indicators uses."""

_OF_HEALTH = ("indicator/health-technicians", "indicator/hospital-beds")
_ALL_OF_HEALTH = re.compile("卫生机构|医疗机构")
_OF_RESIDENTS = ("indicator/urban-permanent-population", "indicator/rural-permanent-population")
# 城镇居民人均可支配收入9万元；人均消费支出5万元: that of the same residents.
_OF_GROUP = {
    ("indicator/consumption-expenditure", f"indicator/{group}-disposable-income"): (
        f"indicator/{group}-consumption-expenditure"
    )
    for group in ("urban", "rural")
}
# 规模以上工业企业营业收入增长9%；利润增长5%: of the same enterprises.
_OF_ENTERPRISES = "indicator/designated-size-industrial-revenue"
_PROFITS = ("利润", "利润总额", "实现利润", "实现利润总额")
_REGISTERED = "indicator/registered-population"
_PIECES = "张"
_IN_PIECES = re.compile("床|票|卡|证|券|单|图")
_WHOLE_AREA = "总面积"
_TITLE = 60
"""How many characters at the beginning of a text can name its field."""


class Linked(Protocol):
    """A figure with the indicator that it is linked to."""

    @property
    def indicator(self) -> str | None:
        """The indicator, if there is one."""


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """A figure with what is known about it when it is linked.

    Attributes:
        sentence: its sentence.
        reading: what it measures.
        change: its kind.
        quantity: its number.
        named: the figure that names what it measures, if it has no head of its own.
        before: the figures before it in its sentence.

    """

    sentence: Sentence
    reading: HeadReading
    change: Change
    quantity: Quantity
    named: Linked | None
    before: Sequence[Linked]

    @property
    def context(self) -> FigureContext:
        """What the index of indicators needs to know besides head and unit."""
        symbol = self.quantity.symbol
        multiple = self.change.kind == "ratio" and (symbol == "倍" or "番" in self.quantity.text)
        return FigureContext("multiple" if multiple else _KINDS[self.change.kind], symbol)


@dataclass(frozen=True, slots=True)
class FigureLinks:
    """Finds the indicators of the figures of one text."""

    text: str
    indicators: IndicatorIndex | None

    def of(self, figure: MeasuredFigure) -> str | None:
        """Return the indicator of a figure; None if the scheme has none, or it is unclear."""
        before, named = figure.before, figure.named
        if before and is_change_of_share(
            self.text, figure.sentence.start, figure.change, figure.quantity
        ):
            share = before[-1].indicator
            of_whole = named is not None and named is not before[-1] and named.indicator == share
            return None if of_whole else share
        if self.indicators is None or self._is_of_something_else(figure):
            return None
        found = self._by_words(figure, self.indicators)
        if found is None or not self._is_of_its_field(
            found, figure.sentence, figure.quantity, before
        ):
            return None
        return found if self._is_of_all(figure, self.indicators.is_stock(found)) else None

    def _is_of_something_else(self, figure: MeasuredFigure) -> bool:
        """Return whether a figure is not of what its head names, but of a part or one thing."""
        reading, quantity, sentence = figure.reading, figure.quantity, figure.sentence
        head = reading.head
        if head is None or reading.rule == "other-side":
            return True
        if is_among_others(self.text, reading, quantity) or not self._is_its_own(figure):
            return True
        if self._is_of_a_thing_before(sentence, head, quantity):
            return True
        if quantity.is_money and _OF_ONE_WORK.search(self.text, sentence.start, quantity.start):
            return True
        return self._is_per_head(sentence, head, quantity) or (
            reading.rule == "noun-before" and is_another_amount(self.text, head, quantity)
        )

    def _is_of_a_thing_before(self, sentence: Sentence, head: Head, quantity: Quantity) -> bool:
        """Return whether a head names whose the thing before it is, or a size of that thing.

        - 床位2.7万张，其中医院|2.08万张: beds, not hospitals;
        - 新扩茶园2300亩，总面积|1.6万亩: that of the gardens.
        """
        if quantity.symbol == _PIECES and not _IN_PIECES.search(head.name):
            return True
        if head.name != _WHOLE_AREA:
            return False
        before = self.text[sentence.start : min(head.start, quantity.start)]
        *_, last, own = ["", *_CLAUSE.split(before)]
        area = f"[0-9万][余多]?{re.escape(quantity.symbol)}"
        return _OF_ALL.search(own) is None and re.search(area, last) is not None

    def _by_words(self, figure: MeasuredFigure, indicators: IndicatorIndex) -> str | None:
        """Return the indicator that the head names, together with the words around it."""
        head = figure.reading.head
        assert head is not None
        name = self._name(head, figure.reading, figure.change, figure.quantity)
        found = self._with_verb(figure, head, indicators) or self._link(
            figure, head, name, indicators
        )
        found = found and industry_indicator(self.text, head, found)
        found = found and branch_indicator(self.text, head, found)
        found = found and _OF_GROUP.get((found, _income(figure.before)), found)
        if found is None and name in _PROFITS:
            same = any(item.indicator == _OF_ENTERPRISES for item in figure.before)
            found = "indicator/designated-size-industrial-profits" if same else None
        return found

    def _is_of_all(self, figure: MeasuredFigure, stock: bool) -> bool:
        """Return whether a figure counts all that there are, where its indicator does.

        新增个体户9户，增长3%: the rate is of those that were added, too.
        """
        if not stock:
            return True
        if figure.change.kind != "level":
            return figure.named is None or figure.named.indicator is not None
        return not counts_some(self.text, figure.sentence, figure.reading, figure.quantity)

    def _with_verb(
        self, figure: MeasuredFigure, head: Head, indicators: IndicatorIndex
    ) -> str | None:
        """Return the indicator of a head with the verb or area before it, or the work after it."""
        quantity = figure.quantity
        verb = _DOING.search(self.text, max(0, head.start - _DOING_REACH), head.start)
        names = [f"{verb.group()}{head.name}"] if verb else []
        if area := _AREA_APART.search(self.text, max(0, head.start - _AREA_REACH), head.start):
            names.append(f"{area.group('area')}{head.name}")
        if listing := verb_of_list(self.text, figure.sentence, head, quantity):
            names.append(f"{listing}{head.name}")
        if work := _DONE_TO.match(self.text, max(head.end, quantity.end)):
            names.append(f"{head.name}{work.group('work')}")
        found = (indicators.link(name, quantity.unit, figure.context).indicator for name in names)
        return next((item for item in found if item), None)

    def _link(
        self, figure: MeasuredFigure, head: Head, name: str, indicators: IndicatorIndex
    ) -> str | None:
        """Return the indicator of a name, or that of the share which is meant by it."""
        unit, context = figure.quantity.unit, figure.context
        shares = names_of_share(self.text, head, figure.change, figure.quantity)
        part = indicators.link(name, unit, context).indicator
        found = (indicators.link(item, unit, context).indicator for item in shares)
        share = next((item for item in found if item and item != part), None)
        # A change in points is never one of the part itself.
        return share if share or (shares and context.kind == "points") else part

    def _is_its_own(self, figure: MeasuredFigure) -> bool:
        """Return whether a rate is one of what its head names, not of a plan or another value."""
        change, quantity = figure.change, figure.quantity
        if quantity.unit not in RATES:
            # 前移2位 is a change of rank.
            return quantity.symbol != "位" or change.kind != "difference"
        if figure.reading.head and figure.reading.head.name.endswith("任务"):
            return False  # 改造任务完成95%: how much of a task is done.
        start = clause_start(self.text, figure.sentence, quantity.start)
        if change.kind == "ratio" or (
            change.kind in ("share", "points")
            and is_about_a_plan_or_a_whole(self.text, start, quantity.core_start)
        ):
            return False
        return change.kind != "share" or _is_own_share(figure.reading, figure.named)

    def _is_per_head(self, sentence: Sentence, head: Head, quantity: Quantity) -> bool:
        """Return whether a list counts per head, and its first item alone says so: 每千人医师….

        The names of indicators per head contain the words.
        """
        if _PER.search(head.name):
            return False
        end = min(head.start, quantity.core_start)
        part = _PART.split(self.text[sentence.start : end])[-1]
        found = list(_PER.finditer(part))
        if not found or quantity.unit in RATES:
            return False
        first = found[-1]
        over = part[first.end() :]
        items = _ITEM_END.split(over) if first.group("many") else over.split("、")
        if not first.group("many") and _CLAUSE.search(over):
            return False
        return not any(_OF_ALL.search(item) for item in items[1:])

    def _name(self, head: Head, reading: HeadReading, change: Change, quantity: Quantity) -> str:
        text = self.text
        name, between = name_by_area(text, head), text[head.end : quantity.start]
        if name == _INVENTIONS and _GRANTED.search(text, max(0, head.start - 40), head.start):
            return f"{name}授权"
        if name == _FISCAL and _LOCAL_PART.match(text, head.end):
            return "财政总收入"
        if narrowed := _NARROWED.search(text, max(0, head.start - _NARROWED_REACH), head.start):
            return f"{narrowed.group()}{name}"
        if change.kind == "share" and (whole := _WHOLE.match(between)):
            # A share has another indicator than the part itself: its label names both.
            return name + whole.group("whole").rstrip(_REACHING)
        end = max(head.end, quantity.end)
        if more := _MORE_OF_THEM.match(text, end):
            end = more.end()
        if change.kind == "level" and "贫困" in name and LEFT_POVERTY.match(text, end):
            return f"{name}脱贫"
        if change.kind == "difference" and change.falling:
            verb = text[max(0, head.start - 2) : head.start]
            return f"{verb}{name}" if verb == "减少" else name
        return name

    def _is_of_its_field(
        self, found: str, sentence: Sentence, quantity: Quantity, before: Sequence[Linked]
    ) -> bool:
        """Return whether the words around allow an indicator whose label says too little.

        床位 alone are a hospital's where health is the topic; the 城镇人口 within registered people
        are not the permanent population.
        """
        if found in _OF_RESIDENTS and any(item.indicator == _REGISTERED for item in before):
            return False
        words = indicator_words()
        said = self.text[sentence.start : sentence.end]
        topics, others = words.topics.get(found), words.other_topics.get(found, ())
        if topics and not any(topic in said + self.text[:_TITLE] for topic in topics):
            return False
        part = _PART.split(self.text[sentence.start : quantity.start])[-1]
        # 医疗机构50个，其中卫生院9个，床位…: the beds are those of all.
        health = found in _OF_HEALTH and _ALL_OF_HEALTH.search(part)
        if not health and any(owner in part for owner in words.owners.get(found, ())):
            return False
        clause = self.text[clause_start(self.text, sentence, quantity.start) : sentence.end]
        return not any(topic in _CLAUSE.split(clause)[0] for topic in others)


def _income(before: Sequence[Linked]) -> str:
    """Return the indicator of income that the figures before are of last; empty if none is."""
    found = (item.indicator for item in reversed(before) if item.indicator)
    return next((item for item in found if item.endswith("-income")), "")


def _is_own_share(reading: HeadReading, named: Linked | None) -> bool:
    """Return whether a share is one of what its head names.

    贡献了全国38.7%的贸易增量 is a share of something else; 第一产业3万人，占13% is one of what the
    figure before measures, which no indicator represents.
    """
    if reading.rule == "noun-after":
        return False
    return named is None or named.indicator is not None
