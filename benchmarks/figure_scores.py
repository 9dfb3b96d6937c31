"""Judges the claims of figures by hand-made keys, field by field."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benchmarks.figure_keys import KeySet
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject

__all__ = ["FIELDS", "Fields", "Score", "fields_of", "matches"]

FIELDS = (
    "value",
    "unit",
    "comparator",
    "kind",
    "head overlapping",
    "head exact",
    "growth tied",
    "growth tied, with base",
    "base",
    "ahead or not",
    "target against plan",
    "time",
    "date precision",
    "date recall",
    "indicator precision",
    "indicator recall",
)
Fields = dict[str, tuple[object, object, bool]]
"""Name of a field → what is expected, what is read, whether that is right."""

_LEVELS = ("value", "count", "range")
_KINDS: dict[str, tuple[str, ...]] = {
    "abs": _LEVELS,
    "count": _LEVELS,
    "param": _LEVELS,
    "growth": ("growth",),
    "delta": ("change",),
    "delta-": ("change",),
    "pp": ("points",),
    "share": ("share", "ratio", "multiple"),
    "ratio": ("ratio", "multiple", "share", *_LEVELS),
}
_CHANGES = ("growth", "pp", "delta", "delta-")
_AHEAD = ("target", "plan")
_COMPARATORS = {
    "about": ("近", "约", "左右", "上下", "接近", "大约", "将近"),
    "more-than": ("超", "超过", "突破", "逾", "高于", "多于", "跨越", "迈上"),
    "at-least": ("以上", "余", "多", "不低于", "不少于", "至少", "上"),
    "at-most": ("以内", "以下", "不超过", "不高于", "控制在", "最高"),
    "less-than": ("不足", "不到", "低于"),
}
_FACTORS = (1, 10_000, 100_000_000)
_IN_WORDS = "比例"
"""The unit of fractions in the keys."""
# 翻了两番 has 两番 as its key.
_DOUBLED = re.compile("翻了?(?P<times>.+番)")
_CURRENCY = re.compile("^(?:[A-Z]{2,3}[$¥]?|[$¥€£￥])")


@dataclass(frozen=True, slots=True)
class Score:
    """How many of `judged` records are right."""

    right: int
    judged: int

    @property
    def rate(self) -> float:
        """The share of right ones; 1 where nothing is judged."""
        return self.right / self.judged if self.judged else 1.0


def matches(
    records: Sequence[dict[str, Any]], claims: Sequence[ClaimObject]
) -> Iterator[tuple[dict[str, Any], ClaimObject]]:
    """Yield the keys with the claim whose number, unit included, has their span."""
    by_number: dict[tuple[int, int], ClaimObject] = {}
    for claim in claims:
        if claim.number is None:
            continue
        start, end = claim.number.start, claim.number.end
        if currency := _CURRENCY.match(claim.number.text):
            by_number.setdefault((start + currency.end(), end), claim)
        if doubled := _DOUBLED.fullmatch(claim.number.text):
            by_number.setdefault((start + doubled.start("times"), end), claim)
        by_number[start, end] = claim
    for record in records:
        if found := by_number.get((record["start"], record["end"])):
            yield record, found


def fields_of(record: Mapping[str, Any], claim: ClaimObject, keys: KeySet) -> Fields:
    """Return the fields of a claim as its key judges them; one that the key leaves out is not."""
    fields: Fields = {}

    def judge(name: str, expected: object, read: object, right: bool | None = None) -> bool:
        fields[name] = expected, read, expected == read if right is None else right
        return fields[name][2]

    judge("value", record["value"], _read_value(claim), _same_value(record, claim))
    unit = _IN_WORDS if "番" in record["quote"] else claim.unit or _IN_WORDS
    judge("unit", _plain(record["unit"]), _plain(unit))
    if expected := _comparator(record["qualifier"]):
        judge("comparator", expected, claim.comparator)
    judge("kind", record["kind"], claim.kind, claim.kind in _KINDS[record["kind"]])
    _judge_head(record, claim, keys, judge)
    _judge_aim(record, claim, judge)
    _judge_time(record, claim, judge)
    _judge_indicator(record, claim, judge)
    return fields


_Judge = Callable[..., bool]


def _judge_head(record: Mapping[str, Any], claim: ClaimObject, keys: KeySet, judge: _Judge) -> None:
    heads = (record["head"], *keys.other_heads.get((record["start"], record["end"]), ()))
    words = claim.indicator_text.text if claim.indicator_text else ""
    expected = heads if heads[1:] else heads[0]
    tied = judge("head overlapping", expected, words, any(_overlaps(h, words) for h in heads))
    judge("head exact", expected, words, words in heads)
    if record["kind"] not in _CHANGES:
        return
    judge("growth tied", expected, words, tied)
    base = record["change_base"]
    read = claim.change_base.text if claim.change_base else ""
    right = _same_words(base, read) if base else True
    if base:
        judge("base", base, read, right)
    judge("growth tied, with base", (expected, base), (words, read), tied and right)


def _judge_aim(record: Mapping[str, Any], claim: ClaimObject, judge: _Judge) -> None:
    if record.get("ahead_optional"):
        return
    expected, read = record["modality"], claim.modality
    ahead = expected in _AHEAD
    told = judge("ahead or not", expected, read, (read in _AHEAD) == ahead)
    if told and ahead and not record.get("modality_optional"):
        judge("target against plan", expected, read)


def _judge_time(record: Mapping[str, Any], claim: ClaimObject, judge: _Judge) -> None:
    words = claim.time.text if claim.time else ""
    if record["time"] and not record.get("time_optional"):
        judge("time", record["time"], words, _same_words(record["time"], words))
    if "resolved" not in record:
        return
    read = ""
    if claim.time and claim.time.resolved_start:
        read = f"{claim.time.resolved_start}/{claim.time.resolved_end}"
    if read:
        judge("date precision", record["resolved"] or "undated", read)
    if record["resolved"] and not record.get("resolved_optional"):
        judge("date recall", record["resolved"], read)


def _judge_indicator(record: Mapping[str, Any], claim: ClaimObject, judge: _Judge) -> None:
    """Judge the link where the keys have one; `indicator_optional` asks only for no other."""
    if "indicator" not in record or (record["optional"] and not record["indicator"]):
        return
    read = (claim.indicator or "").rpartition("/")[2]
    expected = record["indicator"]
    if read and not (record.get("indicator_optional") and not expected):
        judge("indicator precision", expected, read)
    if expected and not record.get("indicator_optional"):
        judge("indicator recall", expected, read)


# Values, units and words


def _read_value(claim: ClaimObject) -> object:
    return claim.value if claim.value is not None else (claim.lower, claim.upper)


def _same_value(record: Mapping[str, Any], claim: ClaimObject) -> bool:
    """Compare values; the keys of a ratio are words, those of a fall may lack the sign."""
    if isinstance(record["value"], str):
        return _same_range(record["value"], claim)
    if record["unit"] == _IN_WORDS or claim.value is None:
        return str(record["unit"]) == _IN_WORDS
    expected = Decimal(str(record["value"]))
    # Keys differ in the sign of percentage points and of decreases that are amounts.
    same_size = record["kind"] != "growth" and abs(expected) == abs(claim.value)
    return expected == claim.value or same_size


def _same_range(expected: str, claim: ClaimObject) -> bool:
    """Compare the bounds of a range (3-5), with 万 and 亿 or without; a ratio (1:2:3) is words."""
    if not (bounds := re.fullmatch("([0-9.]+)[-—–~～至]([0-9.]+)", expected)):
        return True
    written = sorted(Decimal(item) for item in bounds.groups())
    read = sorted(abs(item) for item in (claim.lower, claim.upper) if item is not None)
    return any(read == [item * factor for item in written] for factor in _FACTORS)


def _comparator(qualifier: str) -> str | None:
    for comparator, words in _COMPARATORS.items():
        if qualifier in words:
            return comparator
    return None


def _plain(unit: str) -> str:
    """Return a unit as the keys write it: 百分点 without 个, brackets of either width."""
    plain = (unit or _IN_WORDS).replace("（", "(").replace("）", ")")
    return plain.replace("个百分点", "百分点").replace("个千分点", "千分点")


def _same_words(gold: str, words: str) -> bool:
    """Tell whether two wordings name the same: without the prepositions around (比2010年)."""
    gold, words = (
        re.sub(r"\s", "", item).lstrip("比较截至是到") for item in (gold.split("(")[0], words)
    )
    return bool(words) and (gold == words or gold.removesuffix("增速") == words)


def _overlaps(gold: str, words: str) -> bool:
    return gold == words or (len(words) > 1 and (words in gold or gold in words))
