"""Names in Chinese and English lead to individuals; an error lists everything that is wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode

from districtgraph.server.core.errors import BadRequestError, NotFoundError, ParametersError
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.knowledge.questions import individuals
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.questions import routes
from tests.patience import PATIENCE

BASE = "https://w3id.org/districtgraph/id/"


def given(catalogue: Catalogue, **values: str) -> dict[str, object]:
    question = catalogue.question("figures-with-evidence")
    return dict(catalogue.read(question, {key: [value] for key, value in values.items()}).terms)


@pytest.mark.parametrize(
    "name",
    ["place/210104", "210104", "大东区", "Dadong District", "dadong district", " 大东区 ",
     f"{BASE}place/210104"],
)  # fmt: skip
def test_a_place_has_many_names(catalogue: Catalogue, name: str) -> None:
    assert given(catalogue, place=name) == {"place": NamedNode(f"{BASE}place/210104")}


@pytest.mark.parametrize(
    "name",
    ["place/210104", " 210104 ", "大东区", "Dadong District", "dadong district", " 大东区 ",
     f"{BASE}place/210104"],
)  # fmt: skip
def test_one_of_many_has_its_names_too(
    memory: MemoryBackend, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(individuals, "MOST_OFFERED", 2)
    catalogue = Catalogue(StoreReader(memory))
    assert given(catalogue, place=name) == {"place": NamedNode(f"{BASE}place/210104")}


@pytest.mark.parametrize(
    "name", ["大东", "comparator/exactly", f"{BASE}unit/household", "区" * 1001]
)
def test_a_name_of_none_of_many_is_refused(
    memory: MemoryBackend, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(individuals, "MOST_OFFERED", 2)
    with pytest.raises(ParametersError, match="nothing is named"):
        given(Catalogue(StoreReader(memory)), place=name)


@pytest.fixture(scope="module")
def labels(memory: MemoryBackend, names: Path) -> LabelIndexes:
    """An index of names that nobody changes."""
    return LabelIndexes(StoreReader(memory), folder=names)


@pytest.fixture
def of_many(
    memory: MemoryBackend, labels: LabelIndexes, monkeypatch: pytest.MonkeyPatch
) -> Catalogue:
    """The catalogue as of a store with too many individuals for a list, with an index of names."""
    monkeypatch.setattr(individuals, "MOST_OFFERED", 2)
    return Catalogue(StoreReader(memory), labels)


@pytest.mark.parametrize(
    "name", ["大東區", "DADONG district", "dadong  District", "ＤＡＤＯＮＧ District"]
)
def test_one_of_many_is_found_in_any_spelling(of_many: Catalogue, name: str) -> None:
    assert given(of_many, place=name) == {"place": NamedNode(f"{BASE}place/210104")}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Dadong Distrct", "Dadong District (place/210104)"),
        ("大东", "大东区 (place/210104)"),
        ("大东区区", "大东区 (place/210104)"),
    ],
)
def test_a_misspelt_name_of_one_of_many_is_corrected(
    of_many: Catalogue, name: str, meant: str
) -> None:
    with pytest.raises(ParametersError) as error:
        given(of_many, place=name)
    (problem,) = error.value.problems
    assert f"did you mean {meant}" in problem.detail
    assert problem.allowed[0] == "place/210104"
    # Things of other kinds are nothing that it may be.
    assert all(key.startswith("place/") for key in problem.allowed)


def test_the_beginning_of_a_name_is_completed(catalogue: Catalogue) -> None:
    with pytest.raises(ParametersError, match="did you mean Dadong District\\?"):
        given(catalogue, place="dadong d")
    with pytest.raises(ParametersError, match="nothing is named ' ';"):
        given(catalogue, place=" ")


def test_nothing_waits_for_an_index_to_correct_a_name(
    memory: MemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(individuals, "MOST_OFFERED", 2)
    monkeypatch.setattr(LabelIndexes, "_begin", lambda self: None)
    labels = LabelIndexes(StoreReader(memory), patience=PATIENCE)
    with pytest.raises(ParametersError, match="nothing is named '大东';"):
        given(Catalogue(StoreReader(memory), labels), place="大东")


def test_many_are_no_choice_of_a_form_and_no_list_of_the_description(
    api: FlaskClient, series_store: MemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(individuals, "MOST_OFFERED", 2)
    catalogue = Catalogue(StoreReader(series_store))
    monkeypatch.setattr(routes, "current_catalogue", lambda: catalogue)
    page = api.get("/queries/figures-with-evidence", headers={"Accept": "text/html"}).text
    assert 'id="place" name="place" type="text"' in page
    schemas = api.get("/openapi.json").get_json()["components"]["schemas"]
    assert "anyOf" not in schemas["parameter-place"]


def test_a_comparator_can_be_named_by_its_sign(catalogue: Catalogue) -> None:
    assert given(catalogue, comparator="≥") == {
        "comparator": NamedNode(f"{BASE}comparator/at-least")
    }


@pytest.mark.parametrize("text", ["claim/x/y", f"{BASE}claim/x/y"])
def test_a_claim_is_its_iri_or_its_key(catalogue: Catalogue, text: str) -> None:
    assert given(catalogue, claim=text) == {"claim": NamedNode(f"{BASE}claim/x/y")}


@pytest.mark.parametrize(
    ("text", "kind"), [("10.50", "decimal"), ("-3", "decimal"), ("1e3", "double"), ("0", "decimal")]
)
def test_numbers_retain_their_digits(catalogue: Catalogue, text: str, kind: str) -> None:
    literal = Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
    assert given(catalogue, minimum=text) == {"minimum": literal}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("place", "大东", "did you mean 大东区?"),
        ("place", "", "nothing is named ''"),
        ("year", "二〇二一", "integer of at most nine digits"),
        ("year", "２０２１", "integer of at most nine digits"),
        ("minimum", "1e16", "a number from -1e+15 to 1e+15"),
        ("minimum", "NaN", "a number from"),
        ("minimum", "1e9999", "a number from"),
        ("words", "", "1 to 100 characters"),
        ("words", "区" * 101, "1 to 100 characters"),
        ("claim", "claim/x y", "the IRI of a claim"),
        ("claim", "http://example.org/claim/x", "the IRI of a claim"),
        ("limit", "0", "an integer from 1 to 1000"),
        ("limit", "1001", "an integer from 1 to 1000"),
        ("offset", "-1", "an integer from 0 to 1000000"),
        ("evidence", "yes", "true or false"),
        ("indicators", "x", "did you mean indicator?"),
    ],
)
def test_values_that_are_not_allowed_are_reported(
    catalogue: Catalogue, name: str, value: str, message: str
) -> None:
    with pytest.raises(ParametersError) as raised:
        given(catalogue, **{name: value})
    (problem,) = raised.value.problems
    assert problem.parameter == name
    assert message in problem.detail


def test_all_problems_are_reported_at_once(catalogue: Catalogue) -> None:
    question = catalogue.question("money")
    with pytest.raises(ParametersError) as raised:
        catalogue.read(
            question, {"place": ["甲"], "year": ["乙"], "limit": ["1", "2"], "丙": ["丁"]}
        )
    problems = {problem.parameter: problem for problem in raised.value.problems}
    assert set(problems) == {"place", "year", "limit", "丙"}
    assert "place/210104" in problems["place"].allowed
    assert "once" in problems["limit"].detail


def test_an_ambiguous_name_is_reported_with_the_possible_keys(catalogue: Catalogue) -> None:
    question = catalogue.question("who-runs-what")
    known = catalogue.individuals(question.parameters["initiative"])
    assert set(known.names).isdisjoint(
        name for item in known.members for name, _ in item.names if len(known.named(name)) > 1
    )


def test_an_unknown_question_is_reported_with_similar_ones(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError, match="did you mean money"):
        catalogue.question("mony")
    with pytest.raises(NotFoundError, match="/queries lists"):
        catalogue.question("没有")


def test_more_parameters_than_any_question_has_are_not_looked_at(catalogue: Catalogue) -> None:
    question = catalogue.question("figures-with-evidence")
    with pytest.raises(BadRequestError, match="101 parameters are given; at most 100 are allowed"):
        catalogue.read(question, {f"x{number}": [""] for number in range(101)})


def test_names_are_not_compared_with_a_long_text(catalogue: Catalogue) -> None:
    question = catalogue.question("figures-with-evidence")
    with pytest.raises(ParametersError) as caught:
        catalogue.read(question, {"place": ["大东区" * 1000], "x" * 3000: ["1"]})
    assert "did you mean" not in str(caught.value)
    assert "大" * 200 not in str(caught.value)


def names_in(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> set[str]:
    """Return the values that a schema lists, in whatever part of it."""
    if "$ref" in schema:
        return names_in(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    parts = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return set(schema.get("enum", ())).union(*(names_in(part, schemas) for part in parts))


def test_every_name_that_the_description_lists_is_taken(
    api: FlaskClient, catalogue: Catalogue
) -> None:
    document = api.get("/openapi.json").get_json()
    of_parameters: dict[str, tuple[str, set[str]]] = {}
    for name, question in catalogue.questions.items():
        described = document["paths"][f"/queries/{name}"]["get"]["parameters"]
        schemas = {item["name"]: item["schema"] for item in described if "name" in item}
        for parameter in question.parameters:
            names = names_in(schemas[parameter], document["components"]["schemas"])
            of_parameters.setdefault(parameter, (name, names))
    tried = 0
    for parameter_name, (question_name, names) in of_parameters.items():
        for text in names:
            read = catalogue.read(catalogue.question(question_name), {parameter_name: [text]})
            assert isinstance(read.terms[parameter_name], NamedNode), (parameter_name, text)
        tried += len(names)
    assert len(of_parameters["indicator"][1]) > 5_000
    assert tried > 6_000
