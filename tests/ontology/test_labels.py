"""English labels say what the Chinese ones say, term by term."""

from pathlib import Path

from districtgraph.graph.text.yaml_files import read_yaml
from tests.ontology.label_pairs import label_pairs

GLOSSARY = read_yaml(Path(__file__).with_name("label_glossary.yaml"))
PAIRS = label_pairs()


def test_all_labels_are_read() -> None:
    names = {pair.name for pair in PAIRS}
    assert len(PAIRS) >= 1300
    assert {"indicator/exports", "goal/common-prosperity", "unit/mu"} <= names


def test_an_english_label_has_the_words_of_each_term_of_the_chinese() -> None:
    dropped = [
        (term, pair.name, pair.en)
        for term in GLOSSARY
        for pair in PAIRS
        if term in pair.zh
        and not any(word.lower() in pair.en.lower() for word in GLOSSARY.texts(term))
    ]
    assert dropped == []


def test_every_term_of_the_glossary_is_in_a_label() -> None:
    assert len(GLOSSARY) >= 130
    assert [term for term in GLOSSARY if not any(term in pair.zh for pair in PAIRS)] == []
