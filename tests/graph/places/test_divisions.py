"""Administrative divisions: found by name and code, as they are and as they were."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal

from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.mapping.division_mapping import (
    division_iri,
    division_triples,
    english_name,
)
from districtgraph.graph.places.divisions import (
    FIRST_YEAR,
    Division,
    ancestors,
    by_code,
    find,
    load_divisions,
    short_name,
)
from districtgraph.ontology.loading import load_ontology, load_schemes
from districtgraph.ontology.materialisation import materialise
from districtgraph.ontology.validation import validate


def codes(*found: Division) -> list[str]:
    return [item.code for item in found]


def test_all_divisions_of_today_are_there() -> None:
    today = [item for item in load_divisions() if item.last is None]
    levels = [sum(item.code.endswith(end) for item in today) for end in ("0000", "00", "")]
    assert len(load_divisions()) >= 7000
    assert levels[0] == 34
    assert levels[1] - levels[0] == 333
    assert levels[2] - levels[1] >= 2840


def test_an_ambiguous_name_has_all_its_places() -> None:
    assert codes(*find("鼓楼区")) == ["320106", "320302", "350102", "410204"]


@pytest.mark.parametrize(
    ("name", "parent", "expected"),
    [
        ("鼓楼区", "320100", ["320106"]),
        ("鼓楼区", "320000", ["320106", "320302"]),
        ("南京市鼓楼区", None, ["320106"]),
        ("江苏省南京市鼓楼区", None, ["320106"]),
        ("江苏鼓楼区", None, ["320106", "320302"]),
        ("沈阳", None, ["210100"]),
        ("大东区", None, ["210104"]),
        ("内蒙古", None, ["150000"]),
        ("朝阳", None, ["110105", "211300", "211321", "220104"]),
        ("朝阳市", None, ["211300"]),
        ("沈阳市鼓楼区", None, []),
        ("无此地", None, []),
        ("", None, []),
    ],
)
def test_find(name: str, parent: str | None, expected: list[str]) -> None:
    assert codes(*find(name, parent)) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected", "within"),
    [
        ("庐江县", 2010, "341421", "巢湖市"),
        ("庐江县", 2012, "340124", "合肥市"),
        ("伊春区", 2012, "230702", "伊春市"),
        ("江津市", 2004, "500381", "重庆市"),
        ("昌平县", 1990, "110221", "北京市"),
    ],
)
def test_a_report_is_about_the_division_of_its_year(
    name: str, year: int, expected: str, within: str
) -> None:
    (found,) = find(name, year=year)
    assert found.code == expected
    assert ancestors(found, year)[0].name == within


def test_in_the_year_of_a_change_both_are_found() -> None:
    assert codes(*find("庐江县", year=2011)) == ["340124", "341421"]


def test_an_abolished_division_leads_to_its_successors() -> None:
    (old,) = find("伊春区", year=2012)
    assert (old.last, old.change, old.replaced_by) == (2019, "renamed", ("230717",))
    assert find("伊春区") == ()
    after = by_code("230717")
    assert after is not None
    assert after.name == "伊美区"


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("210104", None, "大东区"),
        ("340203", 2003, "马塘区"),
        ("340203", 2010, "弋江区"),
        ("340203", None, None),
        ("110221", 1990, "昌平县"),
        ("000000", None, None),
        ("", None, None),
    ],
)
def test_by_code(code: str, year: int | None, name: str | None) -> None:
    found = by_code(code, year)
    assert (found.name if found else None) == name


def test_codes_and_parents_fit() -> None:
    divisions = load_divisions()
    for item in divisions:
        assert re.fullmatch(r"[1-8]\d{5}", item.code)
        assert item.last is None or item.first <= item.last
        if item.parent is None:
            assert item.code.endswith("0000")
        else:
            assert item.code.startswith(re.sub(r"^(..)0000$|^(....)00$", r"\1\2", item.parent))
            assert divisions.latest(item.parent) is not None


def test_a_code_has_one_division_at_a_time() -> None:
    by: dict[str, list[Division]] = {}
    for item in load_divisions():
        by.setdefault(item.code, []).append(item)
    for items in by.values():
        for earlier, later in pairwise(sorted(items, key=lambda item: item.first)):
            assert earlier.last is not None
            assert earlier.last <= later.first


def test_no_kind_is_unknown_but_of_the_eighties() -> None:
    others = [item for item in load_divisions() if item.kind == "other"]
    assert all(item.last is not None and item.last < 1990 for item in others)
    assert len(others) <= 5


@pytest.mark.parametrize(
    ("name", "short"),
    [("南京市", "南京"), ("任县", None), ("内蒙古自治区", "内蒙古"), ("神农架林区", "神农架")],
)
def test_short_names(name: str, short: str | None) -> None:
    assert short_name(name) == short


def test_a_malformed_table_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "divisions.tsv"
    path.write_text("code\tname\n", encoding="utf-8")
    with pytest.raises(SourceFileError, match="the columns are code, name"):
        load_divisions(path)
    header = "code\tname\tkind\tparent\tfrom\tuntil\treplaced by\tchange\tpinyin\n"
    path.write_text(f"{header}210104\t大东区\n", encoding="utf-8")
    load_divisions.cache_clear()
    with pytest.raises(SourceFileError, match=r"tsv:2: is not a row of divisions"):
        load_divisions(path)


@pytest.mark.parametrize(
    ("code", "pinyin", "english"),
    [
        ("210104", "Dàdōng Qū", "Dadong District"),
        ("610000", "Shǎnxī Shěng", "Shaanxi Province"),
        ("341500", "Lù'ān Shì", "Lu'an City"),
        ("433100", "Xiāngxī Tǔjiāzú Miáozú Zìzhìzhōu", "Xiangxi Tujia Miao Autonomous Prefecture"),
        ("429021", "Shénnóngjià Línqū", "Shennongjia Forest District"),
        ("141100", "Lǚliáng Shì", "Lüliang City"),
        ("532531", "Lǜchūn Xiàn", "Lüchun County"),
        ("610727", "Lüèyáng Xiàn", "Lüeyang County"),
    ],
)
def test_names_in_latin_letters(code: str, pinyin: str, english: str) -> None:
    found = by_code(code)
    assert found is not None
    assert (found.pinyin, english_name(found)) == (pinyin, english)


def test_no_beginning_is_stated_of_what_may_be_older_than_the_table() -> None:
    older, later = by_code("210104"), by_code("220106")
    assert older is not None
    assert later is not None
    assert (older.first, later.first) == (FIRST_YEAR, 1995)
    begun = {
        triple.subject: triple.object
        for triple in division_triples([older, later])
        if triple.predicate.value.endswith("existedFrom")
    }
    assert begun == {division_iri(later): Literal(1995)}


@pytest.mark.usefixtures("patience")
def test_only_what_is_used_and_what_contains_it_becomes_linked_data() -> None:
    triples = list(division_triples(find("大东区")))
    subjects = {str(triple.subject).rpartition("/")[2].rstrip(">") for triple in triples}
    assert subjects == {"210000", "210100", "210104"}
    known = [*load_ontology(), *load_schemes(), *triples]
    assert validate([*known, *materialise(known)]) == ()


@pytest.mark.usefixtures("patience")
def test_a_code_that_went_on_to_another_division_has_two_iris() -> None:
    old, new = by_code("340203", 2003), by_code("340203", 2010)
    assert old is not None
    assert new is not None
    assert division_iri(old).value.endswith("/place/340203-2005")
    assert division_iri(new).value.endswith("/place/340203")
    triples = list(division_triples([old, new], 2003))
    known = [*load_ontology(), *load_schemes(), *triples]
    assert validate([*known, *materialise(known)]) == ()
    assert any(triple.predicate.value.endswith("areaReplacedBy") for triple in triples)
