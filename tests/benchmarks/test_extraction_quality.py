"""The benchmark of figures reads a text as `districtgraph extract` does."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extraction_quality import Measurement, measure

TEXT = """今年以来，青溪區經濟運行平穩。
一季度，全區實現 生產總值 88.2 億元，同比增長 6.1%，比上年年均翻了兩番。
"""


def _key(quote: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    common = {"quote": quote, "start": start, "end": start + len(quote), "qualifier": ""}
    common |= {"change_base": "", "time": "", "doc_year": "2024", "modality": "actual"}
    return common | {"head": "生產總值", "optional": False} | fields


def _measure(folder: Path, entry: Any, *keys: dict[str, Any]) -> Measurement:
    (folder / "dev").mkdir()
    (folder / "gold").mkdir()
    (folder / "dev" / "news.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gold" / "windows.json").write_text(json.dumps({"news.txt": entry}), encoding="utf-8")
    lines = [json.dumps(key, ensure_ascii=False) + "\n" for key in keys]
    (folder / "gold" / "news.jsonl").write_text("".join(lines), encoding="utf-8")
    return measure(folder)


LEVEL = _key("88.2 億元", value=8_820_000_000, unit="元", kind="abs")
GROWTH = _key("6.1%", value=6.1, unit="%", kind="growth", change_base="同比")
QUARTER = "2024-01-01/2024-03-31"


def test_typesetting_is_undone_and_offsets_are_those_of_the_text(tmp_path: Path) -> None:
    result = _measure(tmp_path, [0, len(TEXT)], LEVEL, GROWTH)
    assert result.missed == ()
    for field in ("value", "unit", "head exact", "growth tied, with base"):
        assert result.score(field).rate == 1.0, field


@pytest.mark.parametrize(
    ("entry", "dated"),
    [
        ([0, len(TEXT)], False),
        ({"ranges": [[0, len(TEXT)]]}, False),
        ({"ranges": [[0, len(TEXT)]], "published": "2024-04-20"}, True),
        ({"ranges": [[0, len(TEXT)]], "year": 2024}, True),
    ],
)
def test_the_dates_of_a_text_that_its_keys_state_are_used(
    tmp_path: Path, entry: Any, dated: bool
) -> None:
    result = _measure(tmp_path, entry, LEVEL | {"resolved": QUARTER})
    assert result.score("date recall").right == int(dated)
    assert result.score("date precision").judged == int(dated)


def test_a_date_where_nothing_dates_the_figure_is_wrong(tmp_path: Path) -> None:
    entry = {"ranges": [[0, len(TEXT)]], "published": "2024-04-20"}
    result = _measure(tmp_path, entry, LEVEL | {"resolved": ""})
    assert (result.score("date precision").right, result.score("date precision").judged) == (0, 1)
    assert result.score("date recall").judged == 0


def test_keys_and_texts_may_be_in_one_folder_without_windows(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(json.dumps(LEVEL, ensure_ascii=False), encoding="utf-8")
    result = measure(tmp_path)
    assert (result.records, result.missed, len(result.spurious)) == (1, (), 2)


def test_keys_without_their_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps(LEVEL, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"news\.txt: the text of these keys is in none of"):
        measure(tmp_path)


def test_a_figure_that_may_lie_ahead_is_not_judged(tmp_path: Path) -> None:
    result = _measure(tmp_path, [0, len(TEXT)], LEVEL | {"ahead_optional": True})
    assert result.score("ahead or not").judged == 0


def test_doubling_has_the_span_of_its_key(tmp_path: Path) -> None:
    doubled = _key("兩番", value=4, unit="比例", kind="ratio")
    result = _measure(tmp_path, [0, len(TEXT)], doubled)
    assert result.missed == ()
    assert result.score("unit").rate == 1.0
