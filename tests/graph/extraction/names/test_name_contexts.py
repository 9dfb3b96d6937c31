"""Persons, chains of divisions, numbers in quotes: what around a name tells it from others."""

import shutil
from pathlib import Path

import pytest

from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.names.division_chains import (
    chain_before,
    divisions_at_the_beginning,
)
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import load_name_lexicon
from districtgraph.graph.extraction.names.named_text import named_text
from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.read_names import outer

EXTRACTION = Path(load_name_contexts.__wrapped__.__code__.co_filename).parent
LONG = "双江拉祜族佤族布朗族傣族自治县"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An office before a name tells a person, whatever word is for the office.
        ("县委书记安庆杰出席", [("县委", "organisation")]),
        ("厅长安庆杰出席", []),
        ("秘书长武良山表示", []),
        ("处长廖法国介绍", []),
        # Numbers in quotes are a programme only where one is named by them.
        ("“2+26”城市联防联控", []),
        ("围绕“5+2”产业规划，", [("5+2", "programme")]),
    ],
)
def test_what_surrounds_a_name_tells_what_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_known_place_is_no_name_where_it_is_only_the_beginning_of_another() -> None:
    inner = {item.text for item in find_named_things("推进三沙源片区建设") if item.nested}
    assert "三沙" not in inner
    assert "广州" in {item.text for item in find_named_things("广州新片区揭牌")}


def test_the_longest_official_names_are_read_from_either_end() -> None:
    assert list(divisions_at_the_beginning(f"临沧市{LONG}人民法院")) == [3, 3 + len(LONG)]
    chain = f"临沧市{LONG}"
    assert chain_before(named_text(f"在{chain}召开", load_name_lexicon()), 1 + len(chain)) == 1
    assert f"{LONG}人民政府" in {item.text for item in find_named_things(f"{LONG}人民政府批准")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(EXTRACTION / "name_contexts.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[书记, 县长,", "[书记, 书记, 县长,", r"name_contexts\.yaml:\d+: '书记' is given twice"),
        ("offices:", "office:", "unknown key 'office'"),
        ("    省市: [", "    省城: [", "unknown key '省城'"),
        ("    facility:", "    building:", "unknown key 'building'"),
        (
            "  verbs: [拆除, 改造, 整治, 修缮, 绿化, 更新, 提升, 加固, 除险加固, 维修, 修复, 扩建]",
            "  verbs: []",
            "'verbs' is missing",
        ),
    ],
)
def test_mistakes_are_refused(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "name_contexts.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceFileError, match=message):
        load_name_contexts(folder)
