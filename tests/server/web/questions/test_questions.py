"""Every parameter filters, every order is total, and pages put together are the whole."""

import re

import pytest
import yaml
from pyoxigraph import NamedNode

from districtgraph.queries import (
    CompetencyQuestion,
    QuestionParameter,
    column,
    load_questions,
)
from districtgraph.server.knowledge.questions.arguments import Arguments
from districtgraph.server.knowledge.questions.catalogue import Catalogue, QuestionPage
from districtgraph.server.knowledge.questions.question_query import selected_names
from tests.conftest import ROOT

QUESTIONS = load_questions()
PARAMETERS = [(item, name) for item in QUESTIONS for name in item.parameters]
NUMBERS = ["0", "1", "100", "1000", "100000", "10000000", "1e+14"]
TRIED = {
    "integer": ["2021", "2022", "2024", "1999"],
    "decimal": NUMBERS,
    "text": ["万", "小区", "养老", "两位数", "历年最高", "零", "民", "超过", "亿元", "无此"],
}
"""Values to try, where they cannot be listed; some of them fit some rows of each question."""
MANY, SOME = 40, 8
"""Of more individuals than `MANY`, those that the rows name are tried, and one in `SOME` others."""
EMPTY = {"organisations-without-inference"}
"""Questions whose answer is that there is nothing."""


@pytest.fixture
def answering(
    question: CompetencyQuestion, catalogue: Catalogue, series_catalogue: Catalogue
) -> Catalogue:
    """The catalogue whose dataset answers a question: one article has no series."""
    return series_catalogue if question.group == "series" else catalogue


def ask(catalogue: Catalogue, question: CompetencyQuestion, **given: str) -> QuestionPage:
    arguments = catalogue.read(question, {name: [value] for name, value in given.items()})
    return catalogue.ask(question, arguments)


def values(
    catalogue: Catalogue, parameter: QuestionParameter, whole: QuestionPage
) -> tuple[list[str], list[str]]:
    """Return values to try, and others for where none of these fits a row."""
    if parameter.type == "individual":
        members = catalogue.individuals(parameter).members
        shown = {term.value for row in whole.rows for term in row.values()}
        tried = [
            item.key
            for number, item in enumerate(members)
            if len(members) <= MANY
            or number % SOME == 0
            or not shown.isdisjoint((item.iri, *dict(item.names)))
        ]
        return tried, [item.key for item in members if item.key not in tried]
    if parameter.type == "claim":
        iris = {term.value for row in whole.rows for term in row.values()}
        named = [iri.partition("/id/")[2] for iri in sorted(iris) if "/id/claim/" in iri]
        return [*named, "claim/dadong-district/jobs-kept", "claim/of/nothing"], []
    return TRIED[parameter.type], []


def test_there_are_many_parameters() -> None:
    assert len(PARAMETERS) >= 190
    assert sum(1 for item in QUESTIONS if item.parameters) >= 47


@pytest.mark.parametrize(
    ("question", "name"), PARAMETERS, ids=[f"{item.name}-{name}" for item, name in PARAMETERS]
)
@pytest.mark.usefixtures("patience")
def test_a_parameter_filters(answering: Catalogue, question: CompetencyQuestion, name: str) -> None:
    parameter, catalogue = question.parameters[name], answering
    whole = ask(catalogue, question)
    tried, others = values(catalogue, parameter, whole)
    answers = [ask(catalogue, question, **{name: value}).rows for value in tried]
    while others and not any(answers):
        answers.append(ask(catalogue, question, **{name: others.pop()}).rows)
    assert any(answers)
    if parameter.type == "individual":
        # There may be only one individual to name; a text that is no individual fits nothing.
        nothing = Arguments({name: NamedNode("http://example.org/无")}, {})
        answers.append(catalogue.ask(question, nothing).rows)
    assert any(rows != whole.rows for rows in answers)
    if not re.search(r"GROUP BY|COUNT", question.text):
        assert all(row in whole.rows for rows in answers for row in rows)


@pytest.mark.parametrize(
    ("name", "value", "rows", "column", "shown"),
    [
        ("place", "大东区", 29, "comparator", r"[=≥]|–|>"),
        ("indicator", "Jobs kept", 1, "indicatorEn", "Jobs kept"),
        ("modality", "进行中", 8, "written", ".+"),
        ("year", "2021", 2, "written", "32%|两位数"),
        ("minimum", "10560000", 4, "value", r"\d{8,}"),
        ("words", "万余", 1, "quotes", ".*万余.*"),
    ],
)
def test_every_row_fulfils_a_given_parameter(
    catalogue: Catalogue, name: str, value: str, rows: int, column: str, shown: str
) -> None:
    answer = ask(catalogue, catalogue.question("figures-with-evidence"), **{name: value})
    assert [bool(re.fullmatch(shown, row[column].value)) for row in answer.rows] == [True] * rows


def test_parameters_together_all_count(catalogue: Catalogue) -> None:
    question = catalogue.question("figures-with-evidence")
    narrow = ask(catalogue, question, comparator="≥", counted="户", minimum="8400", maximum="8400")
    assert [row["written"].value for row in narrow.rows] == ["8400余户"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_the_order_of_rows_is_total(answering: Catalogue, question: CompetencyQuestion) -> None:
    catalogue = answering
    order = re.search(r"\nORDER BY (.+)$", question.text.rstrip())
    assert order, "this question has no order"
    names = re.findall(r"\?(\w+)", order.group(1))
    answer = ask(catalogue, question)
    assert set(names) <= set(answer.names)
    keys = [tuple(str(row.get(name)) for name in names) for row in answer.rows]
    assert len(set(keys)) == len(keys)
    assert keys or question.name in EMPTY


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_pages_together_are_the_whole(answering: Catalogue, question: CompetencyQuestion) -> None:
    catalogue = answering
    whole = ask(catalogue, question, limit="1000")
    size = max(1, len(whole.rows) // 3)
    pages = [
        ask(catalogue, question, limit=str(size), offset=str(offset))
        for offset in range(0, max(1, len(whole.rows)), size)
    ]
    assert [row for page in pages for row in page.rows] == whole.rows
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]
    assert pages[-1].total == whole.total == len(whole.rows)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_the_columns_are_known_before_asking(
    catalogue: Catalogue, question: CompetencyQuestion
) -> None:
    assert selected_names(question) == ask(catalogue, question).names


def test_every_column_has_a_title_and_every_title_a_column() -> None:
    columns = [column(name) for question in QUESTIONS for name in selected_names(question)]
    assert all(set(item.titles) == {"zh", "en"} for item in columns)
    titled = yaml.safe_load((ROOT / "queries/columns.yaml").read_text(encoding="utf-8"))
    assert {item.stem for item in columns} == set(titled)


@pytest.mark.parametrize(
    ("name", "stem", "language"),
    [("indicatorZh", "indicator", "zh"), ("en", "name", "en"), ("written", "written", "")],
)
def test_a_column_s_name_gives_its_language(name: str, stem: str, language: str) -> None:
    assert (column(name).stem, column(name).language) == (stem, language)


def test_examples_of_parameters_are_taken(catalogue: Catalogue) -> None:
    parameters = {name: item.parameters[name] for item, name in PARAMETERS}
    assert len(parameters) >= 25
    for item, name in PARAMETERS:
        catalogue.read(item, {name: [item.parameters[name].example]})


def test_rows_of_claims_bring_their_citations(catalogue: Catalogue) -> None:
    answers = [ask(catalogue, question, evidence="true") for question in QUESTIONS]
    cited = {item.question.name for item in answers if any(map(item.cited, item.rows))}
    assert len(cited) >= 36
    for name in ("money", "rankings", "who-runs-what", "loan-per-job", "numeral-audit"):
        assert name in cited


def test_past_the_end_the_total_is_not_known(catalogue: Catalogue) -> None:
    question = catalogue.question("rankings")
    answer = catalogue.ask(question, Arguments({}, {}, offset=500))
    assert (answer.rows, answer.more, answer.total) == ([], False, None)


def test_a_changed_store_has_other_individuals(catalogue: Catalogue) -> None:
    known = catalogue.individuals(catalogue.question("money").parameters["place"])
    assert known is catalogue.individuals(catalogue.question("money").parameters["place"])
    assert NamedNode(known.members[0].iri).value.endswith("/id/place/210000")
