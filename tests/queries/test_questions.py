"""Every competency question over HTTP, against the rows that it must give."""

import json
import re
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from districtgraph.queries import (
    CompetencyQuestion,
    QuestionFileError,
    load_groups,
    load_questions,
)
from tests.patience import PATIENCE

BASE = "https://w3id.org/districtgraph/id/"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
ALL = {question.name: question for question in load_questions()}
QUESTIONS = {name: question for name, question in ALL.items() if question.group != "series"}
"""Those that one article answers; test_series_questions.py has the others."""


def ask(address: str, query: str) -> list[dict[str, str]]:
    body = urllib.parse.urlencode({"query": query}).encode()
    headers = {"Accept": "application/sparql-results+json"}
    request = urllib.request.Request(f"{address}/sparql", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        content = json.load(response)
    names = content["head"]["vars"]
    return [
        {name: row[name]["value"] if name in row else "" for name in names}
        for row in content["results"]["bindings"]
    ]


def test_there_is_an_expectation_for_each_question() -> None:
    assert len(QUESTIONS) >= 30
    assert EXPECTED.keys() == QUESTIONS.keys()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_answer(address: str, name: str) -> None:
    rows = ask(address, QUESTIONS[name].text)
    assert len(rows) == EXPECTED[name]["rows"]
    for expected in EXPECTED[name].get("contains", []):
        wanted = {key: value.replace("id:", BASE) for key, value in expected.items()}
        assert wanted in rows


def test_inference_is_what_makes_the_difference(address: str) -> None:
    with_, without = (
        ask(address, QUESTIONS[name].text)
        for name in ("organisations", "organisations-without-inference")
    )
    assert (len(with_), len(without)) == (6, 0)
    same = [QUESTIONS[n].text for n in ("lower-bounds", "lower-bounds-without-inference")]
    assert ask(address, same[0]) == ask(address, same[1])


def test_titles_and_descriptions_are_in_both_languages() -> None:
    for question in ALL.values():
        assert set(question.titles) == set(question.descriptions) == {"zh", "en"}
    titles = {question.titles["en"] for question in ALL.values()}
    assert len(titles) == len(ALL)


def test_a_question_without_a_title_is_refused(tmp_path: Path) -> None:
    text = "# title@zh: 问\n# description@zh: 述\n# description@en: says\nASK {}"
    (tmp_path / "half.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"half.rq: the header lacks '# title@en"):
        load_questions(tmp_path)


def test_values_are_joined_by_what_every_engine_can_write() -> None:
    """Virtuoso 7.2.5 writes question marks for a separator beyond Latin-1."""
    separators = {
        found
        for question in ALL.values()
        for found in re.findall(r"separator\s*=\s*\"([^\"]*)\"", question.text, re.IGNORECASE)
    }
    assert separators
    assert all(separator.isascii() for separator in separators), separators


def test_every_question_is_a_select() -> None:
    # Those who follow a link to a question in a browser get a table.
    def first_word(question: CompetencyQuestion) -> str:
        lines = (line.partition("#")[0].strip() for line in question.text.splitlines())
        return next(word for word in lines if word and not word.startswith("PREFIX")).split()[0]

    assert {first_word(question) for question in ALL.values()} == {"SELECT"}


HEADER = "# title@zh: 问\n# title@en: asks\n# description@zh: 述\n# description@en: says\n"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "lacks '# group: …'"),
        ("# group: nothing\n", "with one of groups.yaml"),
        ("# group: figures\n# parameter colour: ?s ?p $colour .\n", "no parameter 'colour'"),
    ],
)
def test_a_header_that_names_what_is_not_there_is_refused(
    tmp_path: Path, header: str, message: str
) -> None:
    (tmp_path / "odd.rq").write_text(f"{HEADER}{header}ASK {{}}", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=f"odd.rq.*{message}"):
        load_questions(tmp_path)


def test_every_question_is_in_a_group_and_every_group_has_one() -> None:
    assert {question.group for question in ALL.values()} == set(load_groups())


def test_no_question_has_a_place_built_in() -> None:
    named = {name for name, question in ALL.items() if re.search(r"\bplace:\d", question.text)}
    # These two show what inference adds, by the place that they are called after.
    assert named == {"claims-of-shenyang-without-inference", "claims-that-concern-shenyang"}
