"""Readers of either language are told the same: labels of every question come in both."""

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, RdfFormat, Store

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.knowledge.questions.question_query import selected_names

QUESTIONS = load_questions()
NAMED = re.compile(r"(?P<stem>\w*)(?P<ending>Zh|En)|zh|en")
"""The name of a column of labels, or of what one is made from."""
OTHER = {"Zh": "En", "En": "Zh", "zh": "en", "en": "zh"}
ASKED = re.compile(r"\blang\s*\(\s*\?(\w+)\s*\)\s*=\s*\"(\w+)\"", re.IGNORECASE)
WRITTEN = frozenset(
    ["written", "earlierWritten", "laterWritten", "periodWritten", "numeral", "numerals", "open"]
)
"""Columns with words of the text, which are in its language alone."""
STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")
ENGLISH = re.compile(r"[a-z]{4}[a-z -]*")
"""A code that is a word; a sign (≥) or a unit's symbol (km) is the same in every language."""


def in_other_language(name: str) -> str:
    """Return what the same label is called in the other language; empty where it is no label."""
    match = NAMED.fullmatch(name)
    if match is None:
        return ""
    ending = match["ending"] or name
    return (match["stem"] or "") + OTHER[ending]


@pytest.fixture(scope="module")
def stores(built: BuildResult, series_quads: str) -> Iterator[list[Store]]:
    found = []
    for quads in ((built.folder / "dataset.nq").read_bytes(), series_quads.encode()):
        store = Store()
        store.bulk_load(quads, format=RdfFormat.N_QUADS)
        found.append(store)
    yield found


def test_what_is_asked_in_one_language_is_asked_in_the_other() -> None:
    asked = 0
    for question in QUESTIONS:
        found = set(ASKED.findall(question.text))
        for name, language in found:
            assert name.lower().endswith(language), (question.name, name)
            assert (in_other_language(name), OTHER[language]) in found, (question.name, name)
        asked += len(found)
    assert asked >= 200


def test_a_label_is_in_two_columns_side_by_side() -> None:
    for question in QUESTIONS:
        names = selected_names(question)
        labels = [name for name in names if in_other_language(name)]
        pairs = [(name, in_other_language(name)) for name in labels if name[-2:].lower() == "zh"]
        assert labels == [name for pair in pairs for name in pair], question.name
        assert all(names.index(en) == names.index(zh) + 1 for zh, en in pairs), question.name


def complaint(name: str, rows: list[QuerySolution]) -> str:
    """Return what a reader of one language is not told by a column; empty where nothing is."""
    values = [row[name] for row in rows]
    literals = [value for value in values if isinstance(value, Literal)]
    languages = {value.language for value in literals} - {None}
    if name in WRITTEN:
        return "" if languages <= {"zh"} else "has more than words of the text"
    words = {value.value for value in literals if value.datatype == STRING}
    if english := sorted(filter(ENGLISH.fullmatch, words)):
        return f"has words of English, as {english[0]}"
    if not languages:
        return ""
    other = in_other_language(name)
    if not other or languages != {name[-2:].lower()}:
        return f"has labels in {languages}"
    if [row[other] is None for row in rows] != [value is None for value in values]:
        return f"has labels that {other} lacks"
    return ""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_labels_come_in_both_languages(stores: list[Store], question: CompetencyQuestion) -> None:
    for store in stores:
        found = store.query(question.text)
        assert isinstance(found, QuerySolutions)
        rows = list(found)
        for name in selected_names(question):
            assert complaint(name, rows) == "", name


def test_columns_of_written_words_are_known() -> None:
    assert {name for question in QUESTIONS for name in selected_names(question)} >= WRITTEN
