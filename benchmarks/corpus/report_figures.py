"""The figures of generated reports: how each is written, and how it develops from seeded chance."""

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

__all__ = [
    "FIGURES",
    "KeyFigure",
    "State",
    "developed",
    "started",
    "written_growth",
    "written_level",
]

Prices = Literal["growth", "level"]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that reports give each year.

    Attributes:
        indicator: last part of its IRI.
        name: what reports call it.
        unit: as written.
        factor: from the unit as written to the base unit.
        decimals: that are written.
        low: of the first value, in the unit as written.
        high: of the first value.
        verb: between name and value.
        has_growth: whether reports give its growth, too.
        is_rate: whether it is a percentage that moves by points.

    """

    indicator: str
    name: str
    unit: str
    factor: str
    decimals: int
    low: float
    high: float
    verb: str = "完成"
    has_growth: bool = True
    is_rate: bool = False


FIGURES = (
    KeyFigure("gross-domestic-product", "地区生产总值", "亿元", "1e8", 1, 60, 900),
    KeyFigure("general-public-budget-revenue", "一般公共预算收入", "亿元", "1e8", 2, 3, 60),
    KeyFigure("fixed-asset-investment", "全社会固定资产投资", "亿元", "1e8", 1, 30, 400),
    KeyFigure("retail-sales", "社会消费品零售总额", "亿元", "1e8", 2, 20, 300),
    KeyFigure("imports-and-exports", "进出口总额", "亿元", "1e8", 1, 2, 120, "达到"),
    KeyFigure(
        "urban-disposable-income", "城镇居民人均可支配收入", "元", "1", 0, 24000, 58000, "达到"
    ),
    KeyFigure(
        "rural-disposable-income", "农村居民人均可支配收入", "元", "1", 0, 11000, 30000, "达到"
    ),
    KeyFigure(
        "new-urban-employment", "城镇新增就业", "人", "1", 0, 1500, 12000, "", has_growth=False
    ),
    KeyFigure("tourist-arrivals", "接待游客", "万人次", "1e4", 1, 40, 900, "达到"),
    KeyFigure("tourism-revenue", "旅游收入", "亿元", "1e8", 2, 3, 90, "达到"),
    KeyFigure("grain-output", "粮食产量", "万吨", "1e7", 2, 2, 80, "达到", has_growth=False),
    KeyFigure(
        "urban-registered-unemployment-rate",
        "城镇登记失业率",
        "%",
        "1",
        1,
        2.6,
        4.2,
        "为",
        has_growth=False,
        is_rate=True,
    ),
    KeyFigure(
        "urbanisation-rate",
        "常住人口城镇化率",
        "%",
        "1",
        2,
        45,
        88,
        "达到",
        has_growth=False,
        is_rate=True,
    ),
)


@dataclass(frozen=True, slots=True)
class State:
    """A figure in a year, as it is written: its level in the unit as written, its growth."""

    level: Decimal
    growth: Decimal


def started(chance: random.Random, figure: KeyFigure) -> State:
    """Return a figure in the first year."""
    return State(
        _rounded(chance.uniform(figure.low, figure.high), figure.decimals),
        _rounded(chance.uniform(1.5, 9.5), 1),
    )


def developed(chance: random.Random, figure: KeyFigure, before: State) -> State:
    """Return a figure a year later; about one in eight falls."""
    if figure.is_rate:
        moved = float(before.level) + chance.uniform(-0.3, 0.4)
        return State(_rounded(max(1.0, moved), figure.decimals), Decimal(0))
    growth = _rounded(chance.uniform(-1.2, 9.5), 1) or Decimal("0.5")
    noise = chance.uniform(0.995, 1.02)
    level = float(before.level) * (1 + float(growth) / 100) * noise
    return State(_rounded(level, figure.decimals), growth)


def written_level(figure: KeyFigure, level: Decimal) -> str:
    """Return a level as reports write it."""
    return f"{figure.verb}{level}{figure.unit}"


def written_growth(growth: Decimal) -> str:
    """Return a growth as reports write it: 增长6.5%, 下降0.8%."""
    return f"同比增长{growth}%" if growth > 0 else f"同比下降{-growth}%"


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
