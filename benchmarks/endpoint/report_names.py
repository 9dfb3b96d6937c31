"""Names in Chinese and English that generated reports are about."""

__all__ = ["district_name", "programme_name", "province_name"]

_SYLLABLES = (
    ("大", "Da"), ("东", "Dong"), ("和", "He"), ("平", "Ping"), ("沈", "Shen"), ("河", "He"),
    ("皇", "Huang"), ("姑", "Gu"), ("铁", "Tie"), ("西", "Xi"), ("苏", "Su"), ("浑", "Hun"),
    ("南", "Nan"), ("新", "Xin"), ("北", "Bei"), ("明", "Ming"), ("山", "Shan"), ("溪", "Xi"),
    ("湖", "Hu"), ("龙", "Long"), ("凤", "Feng"), ("安", "An"), ("宁", "Ning"), ("长", "Chang"),
)  # fmt: skip
_AIMS = (
    ("城市更新", "Urban renewal"), ("老旧小区改造", "Old-compound renovation"),
    ("招商引资", "Investment attraction"), ("人才引进", "Talent recruitment"),
    ("养老服务", "Elderly care"), ("义务教育", "Compulsory schooling"),
    ("绿色低碳", "Green and low-carbon"), ("数字政务", "Digital government"),
    ("创业就业", "Start-up and employment"), ("汽车产业链", "Automotive supply chain"),
)  # fmt: skip
_FORMS = (
    ("行动计划", "action plan"), ("提升工程", "upgrading works"),
    ("帮扶计划", "assistance programme"), ("试点", "pilot"), ("三年行动", "three-year action"),
)  # fmt: skip


def _pair(number: int) -> tuple[str, str]:
    count = len(_SYLLABLES)
    first, second = _SYLLABLES[number % count], _SYLLABLES[(number // count + number + 1) % count]
    return first[0] + second[0], first[1] + second[1].lower()


def province_name(number: int) -> tuple[str, str]:
    """Return the Chinese and the English name of a province."""
    zh, en = _pair(number)
    return f"{zh}省", f"{en} Province"


def district_name(number: int, *, city: bool = False) -> tuple[str, str]:
    """Return the Chinese and the English name of a district, or of a city."""
    zh, en = _pair(number)
    return (f"{zh}市", f"{en} City") if city else (f"{zh}区", f"{en} District")


def programme_name(number: int) -> tuple[str, str]:
    """Return the Chinese and the English name of a programme."""
    aim, form = _AIMS[number % len(_AIMS)], _FORMS[number // len(_AIMS) % len(_FORMS)]
    phase = number // (len(_AIMS) * len(_FORMS)) + 1
    return f"{aim[0]}{form[0]}（{phase}期）", f"{aim[1]} {form[1]}, phase {phase}"
