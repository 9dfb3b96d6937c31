"""A match is certain or there is none: namesakes, codes, types and places around them."""

import pytest

from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.labels.labelled import read_labelled
from districtgraph.server.knowledge.reconciliation import matching
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers
from districtgraph.server.knowledge.reconciliation.matching import Candidate, Reconciler
from districtgraph.server.knowledge.reconciliation.messages import (
    Constraint,
    EntityReference,
    ReconciliationQuery,
    TypeStrictness,
    Value,
)
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

BASE = "http://example.net/g/"
PLACES = {
    "110000": ("北京市", "Beijing", "PrefectureLevelCity", []),
    "110105": ("朝阳区", "Chaoyang District", "District", ["110000"]),
    "220000": ("吉林省", "Jilin Province", "Province", []),
    "220100": ("长春市", "Changchun", "PrefectureLevelCity", ["220000"]),
    "220104": ("朝阳区", "Chaoyang District", "District", ["220100", "220000"]),
    "211300": ("朝阳市", "Chaoyang", "PrefectureLevelCity", []),
    "110101": ("东城区", "Dongcheng District", "District", ["110000"]),
}


def quads() -> str:
    lines = []
    for code, (zh, en, kind, around) in PLACES.items():
        place = f"<{BASE}id/place/{code}>"
        label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        lines += [f'{place} {label} "{zh}"@zh .', f'{place} {label} "{en}"@en .']
        lines += [
            f"{place} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#{name}> ."
            for name in (kind, "Place")
        ]
        lines.append(f'{place} <{BASE}ontology#areaCode> "{code}" .')
        lines += [
            f"{place} <{BASE}ontology#locatedIn> <{BASE}id/place/{other}> ." for other in around
        ]
    number = "<http://www.w3.org/2001/XMLSchema#integer>"
    lines.append(f'<{BASE}id/place/110105> <{BASE}ontology#population> "3400"^^{number} .')
    return "\n".join(lines)


STORE = StoreReader(MemoryBackend(quads()), BASE)
RECONCILER = Reconciler(STORE, LabelIndex(read_labelled(STORE)), Identifiers(BASE))


def answer(
    text: str,
    *types: str,
    strict: TypeStrictness = TypeStrictness.ANY,
    limit: int = 10,
    **constraints: Value,
) -> list[Candidate]:
    given = tuple(Constraint(name, (value,)) for name, value in constraints.items())
    return RECONCILER.answers({"q": ReconciliationQuery(text, types, strict, limit, given)})["q"]


def match(text: str, *types: str, **constraints: Value) -> str | None:
    candidates = answer(text, *types, **constraints)  # type: ignore[arg-type]
    found = [candidate for candidate in candidates if candidate.match]
    return found[0].thing.iri.rpartition("/")[2] if found else None


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("朝阳区", (), None),
        ("朝阳区", ("District",), None),
        ("北京市朝阳区", (), "110105"),
        ("长春市朝阳区", (), "220104"),
        ("吉林省长春市朝阳区", (), "220104"),
        ("吉林省朝阳区", (), "220104"),
        ("上海市朝阳区", (), None),
        ("朝陽市", (), "211300"),
        ("朝阳", (), None),
        ("朝阳", ("PrefectureLevelCity",), "211300"),
        ("朝阳", ("Place",), None),
        ("东城", (), None),
        ("东城", ("District",), "110101"),
        ("东城区", ("Province",), None),
        ("Changchun", (), "220100"),
        ("Chaoyang District, Beijing", (), "110105"),
        ("place/110105", (), "110105"),
        (f"{BASE}id/place/110105", (), "110105"),
        ("220104", (), "220104"),
    ],
)
def test_a_match_is_certain(text: str, types: tuple[str, ...], expected: str | None) -> None:
    assert match(text, *types) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (EntityReference("place/110000"), "110105"),
        (EntityReference(f"{BASE}id/place/220000"), "220104"),
        ("北京市", "110105"),
        ("Jilin Province", "220104"),
        ("place/220100", "220104"),
        ("北京", None),
        ("上海市", None),
        (EntityReference("place/310000"), None),
    ],
)
def test_a_property_distinguishes_namesakes(value: Value, expected: str | None) -> None:
    assert match("朝阳区", locatedIn=value) == expected
    best, other = answer("朝阳区", locatedIn=value)[:2]
    if expected:
        assert best.thing.iri.endswith(expected)
        assert best.score == 100 > other.score


def test_an_area_code_decides() -> None:
    assert match("朝阳区", areaCode="220104") == "220104"
    assert match("朝阳区", areaCode=220104) == "220104"
    assert match("朝阳区", areaCode="220105") is None
    assert match("", areaCode="220104") == "220104"
    # Its name speaks against it: a candidate, and the best one, but no match.
    best = answer("东城区", areaCode="220104")[0]
    assert (best.thing.iri[-6:], best.match, best.score) == ("220104", False, 85)


def test_properties_without_a_name_find_what_has_them() -> None:
    found = {candidate.thing.iri[-6:] for candidate in answer("", locatedIn="北京市")}
    assert found == {"110105", "110101"}
    assert match("", locatedIn="北京市") is None
    assert match("", population=3400) == "110105"
    assert match("", label_en="Changchun") is None


def test_names_can_be_constraints_too() -> None:
    assert match("长春市", label_en="Changchun") == "220100"
    assert match("长春市", label_en="Beijing") is None


def test_types_are_demanded_or_preferred() -> None:
    everywhere = {candidate.thing.iri[-6:] for candidate in answer("朝阳")}
    assert everywhere == {"110105", "220104", "211300"}
    assert {c.thing.iri[-6:] for c in answer("朝阳", "PrefectureLevelCity")} == {"211300"}
    both = ("PrefectureLevelCity", "Place")
    assert len(answer("朝阳", *both, strict=TypeStrictness.ALL)) == 1
    assert len(answer("朝阳", *both, strict=TypeStrictness.ANY)) == 3
    rather = answer("朝阳", "PrefectureLevelCity", strict=TypeStrictness.SHOULD)
    assert rather[0].thing.iri.endswith("211300")
    assert [c.typed for c in rather] == [True, False, False]
    assert answer("朝阳", "NoSuchType") == []


def test_no_more_candidates_come_than_asked_for() -> None:
    assert len(answer("朝阳", limit=2)) == 2
    assert [c.score for c in answer("朝阳", limit=2)] == [c.score for c in answer("朝阳")][:2]


def test_queries_of_a_batch_know_nothing_of_each_other() -> None:
    one = ReconciliationQuery("朝阳区", (), TypeStrictness.ANY, 10, ())
    other = ReconciliationQuery(
        "朝阳区", (), TypeStrictness.ANY, 10, (Constraint("areaCode", ("110105",)),)
    )
    together = RECONCILER.answers({"a": one, "b": other})
    assert together["a"] == RECONCILER.answers({"a": one})["a"]
    assert together["b"] == RECONCILER.answers({"b": other})["b"]


def test_a_batch_that_takes_too_long_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> ReconciliationQuery:
        return ReconciliationQuery(text, (), TypeStrictness.ANY, 5, ())

    monkeypatch.setattr(matching, "_SECONDS", -1)
    # One query is answered, and the same one again is no other.
    found = RECONCILER.answers({"a": asked("朝阳区"), "b": asked("朝阳区")})
    assert found["a"] == found["b"] != []
    with pytest.raises(UnavailableError, match="fewer queries"):
        RECONCILER.answers({"a": asked("朝阳区"), "b": asked("朝阳市")})
