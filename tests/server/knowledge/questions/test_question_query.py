"""A given value becomes one term of the query and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from districtgraph.queries import CompetencyQuestion, QuestionParameter, load_questions
from districtgraph.server.knowledge.questions.question_query import question_query, selected_names
from districtgraph.server.sparql.prebinding import prebound
from districtgraph.server.sparql.sparql_lexer import significant
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

QUESTIONS = load_questions()
STORE = StoreReader(MemoryBackend("<http://e/s> <http://e/p> <http://e/o> ."))
ECHO = QuestionParameter("words", "text", (), {}, "", "BIND ($words AS ?given)")


def question(text: str, **parameters: QuestionParameter) -> CompetencyQuestion:
    return CompetencyQuestion("q", {}, {}, text, "figures", parameters)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was_given(text: str) -> None:
    asked = question("SELECT ?given WHERE { ?s ?p ?o } ORDER BY ?s", words=ECHO)
    rows = STORE.rows(question_query(asked, ["words"], 10, 0), words=Literal(text))
    assert [row["given"].value for row in rows] == [text]


@given(st.text(alphabet="{}()<>\"'\\#$?;. \n区a", max_size=30))
def test_a_value_is_one_token_whatever_is_in_it(text: str) -> None:
    asked = question("SELECT ?given WHERE { ?s ?p ?o } ORDER BY ?s", words=ECHO)
    template = question_query(asked, ["words"], 1, 0)
    before = [token.text for token in significant(template)]
    after = [token.text for token in significant(prebound(template, {"words": Literal(text)}))]
    place = before.index("$words")
    assert after == [*before[:place], str(Literal(text)), *before[place + 1 :]]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda item: item.name)
def test_without_parameters_the_text_is_as_it_was(asked: CompetencyQuestion) -> None:
    text = question_query(asked, [], 7, 3)
    if "# page" in asked.text:
        paged = asked.text.replace("    # page\n", "LIMIT 7 OFFSET 3\n")
        assert text == f"{paged}\nLIMIT 7\n"
    else:
        assert text == f"{asked.text}\nLIMIT 7 OFFSET 3\n"
    words = [token.text.upper() for token in significant(asked.text) if token.kind == "word"]
    assert "LIMIT" not in words
    assert "OFFSET" not in words
    assert "$" not in {token.text[0] for token in significant(asked.text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT (1 AS ?n) { ?s ?p 1 }", "SELECT (1 AS ?n) { HERE\n ?s ?p 1 }"),
        ("# {\nSELECT ?s { { ?s ?p '{' } }", "# {\nSELECT ?s { HERE\n { ?s ?p '{' } }"),
        (
            "SELECT (EXISTS { ?x ?y ?z } AS ?e) { }",
            "SELECT (EXISTS { ?x ?y ?z } AS ?e) { HERE\n }",
        ),
    ],
)
def test_patterns_come_first_in_the_outermost_group(text: str, expected: str) -> None:
    here = QuestionParameter("here", "text", (), {}, "", "HERE")
    assert question_query(question(text, here=here), ["here"], 1, 0) == (
        f"{expected}\nLIMIT 1 OFFSET 0\n"
    )


def test_a_query_without_a_group_is_refused() -> None:
    with pytest.raises(ValueError, match="no group"):
        question_query(question("DESCRIBE <http://e/s>"), [], 1, 0)


def test_the_columns_are_those_of_the_select() -> None:
    text = "SELECT ?a (COUNT(?x) AS ?n) (GROUP_CONCAT(?y; separator=' ') AS ?ys) WHERE { ?a ?b ?c }"
    assert selected_names(question(text)) == ["a", "n", "ys"]


def test_a_subselect_takes_the_patterns_and_the_page() -> None:
    text = (
        "SELECT ?s WHERE {\n  { SELECT ?s WHERE {\n      # given\n      ?s ?p ?o\n"
        "    } ORDER BY ?s\n    # page\n  }\n}\nORDER BY ?s"
    )
    here = QuestionParameter("here", "text", (), {}, "", "HERE")
    assert question_query(question(text, here=here), ["here"], 2, 5) == (
        "SELECT ?s WHERE {\n  { SELECT ?s WHERE {\n      # given\n HERE\n      ?s ?p ?o\n"
        "    } ORDER BY ?s\nLIMIT 2 OFFSET 5\n  }\n}\nORDER BY ?s\nLIMIT 2\n"
    )
