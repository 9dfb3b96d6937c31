import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from districtgraph.graph import extraction
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.ontology.loading import load_schemes

FOLDER = Path(extraction.__file__).parent
Spoil = Callable[[str, str, str], str]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Change a copy of one file, and return what its loading is refused with."""

    def spoiled(name: str, old: str, new: str) -> str:
        shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
        (path,) = tmp_path.rglob(name)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(SourceFileError) as caught:
            load_lexicon(tmp_path)
        return str(caught.value)

    return spoiled


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("units.yaml", 'factor: "1000"', 'factor: "much"', "'factor' is no decimal number"),
        ("units.yaml", "symbols: [倍]", "symbols: []", "'symbols' is missing or empty"),
        ("units.yaml", "symbols: [倍]", "symbols: [元]", "'元' is given twice"),
        ("units.yaml", "not-before: [元, 人,", "not-before: [元, 元,", "'元' is given twice in"),
        ("units.yaml", "key: times, ", "", "'key' is missing"),
        ("units.yaml", "key: times", "name: times", "unknown key 'name'"),
        ("classifiers.yaml", "symbols: [座]", "symbols: [亩]", "'亩' is given twice"),
        ("classifiers.yaml", "counts:", "count:", "unknown key 'count'"),
        ("approximations.yaml", "comparator: about", "comparator: near", "'comparator' is one of"),
        ("approximations.yaml", "word: 逾", "word: 约", "'约' is given twice"),
        ("approximations.yaml", "in-cells: true", "in-cells: often", "'in-cells' is true or false"),
        (
            "approximations.yaml",
            "逾, comparator: more-than",
            "逾, comparator: more-than, in-cells: true",
            "unknown key",
        ),
        ("modality.yaml", "scope: clause}", "scope: page}", "'scope' is one of clause, sentence"),
        ("modality.yaml", "modality: plan", "modality: wish", "'modality' is one of"),
        ("modality.yaml", "[三年, 五年]", "[]", "'continued-by' is missing or empty"),
        ("modality.yaml", "[三年, 五年]", "[三年, 三年]", "'三年' is given twice"),
        ("modality.yaml", "word: 未来,", "word: 今后,", "'今后三年' is given twice"),
        ("periods.yaml", "resolves: this-year", "resolves: soon", "'resolves' is one of"),
        ("changes.yaml", "up:", "upwards:", "unknown key 'upwards'"),
        ("changes.yaml", "up: [多花,", "up: [多花, 多花,", "'多花' is given twice in 'up'"),
        (
            "changes.yaml",
            "growing-by-multiples: [增长,",
            "growing-by-multiples: [成长,",
            "'成长' is in neither 'up'",
        ),
        ("table_words.yaml", "aims:", "goals:", "unknown key 'goals'"),
        ("table_words.yaml", "rising: [增长,", "rising: [增长, 增长,", "'增长' is given twice in"),
        ("heads.yaml", "- [存款, 贷款]", "- [存款]", "'contrasts' is not a list of groups"),
        ("heads.yaml", "generic:", "generics:", "unknown key 'generics'"),
        ("phrase_words.yaml", "causing:", "causes:", "unknown key 'causes'"),
        ("prose_outlook.yaml", "aiming:", "aims:", "unknown key 'aims'"),
        ("sections.yaml", "review:", "reviews:", "unknown key 'reviews'"),
        ("modality.yaml", "  actions:", "  action:", "unknown key 'action'"),
        ("subject_words.yaml", "other-zones:", "other-zone:", "unknown key 'other-zone'"),
        ("subject_words.yaml", "zones: [", "zones: [园区, ", "'园区' is given twice in 'zones'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(
    spoil: Spoil, name: str, old: str, new: str, message: str
) -> None:
    error = spoil(name, old, new)
    assert message in error
    assert re.search(rf"{name}:\d+: ", error)


def test_every_list_has_entries() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.units) >= 30
    assert len(lexicon.classifiers) >= 45
    assert lexicon.events
    for words in (
        lexicon.changes,
        lexicon.tables,
        lexicon.heads,
        lexicon.phrases,
        lexicon.prose,
        lexicon.sections,
        lexicon.modality,
        lexicon.subjects,
    ):
        assert all(getattr(words, name) for name in words.__slots__)
    assert all(getattr(lexicon, name) for name in lexicon.__slots__)


def test_what_measure_words_count_are_concepts() -> None:
    subjects = {str(triple.subject).strip("<>") for triple in load_schemes()}
    counted = {item.counts for item in load_lexicon().classifiers if item.counts}
    assert len(counted) >= 4
    assert {f"{BASE}id/{name}" for name in counted} <= subjects


def test_every_unit_has_its_labels() -> None:
    subjects = {str(triple.subject).strip("<>") for triple in load_schemes()}
    references = {
        reference
        for unit in load_lexicon().units
        for reference in (unit.unit, unit.written_unit)
        if reference
    }
    assert len(references) >= 60
    missing = {name for name in references if expanded(name) not in subjects}
    assert missing == set()


def expanded(reference: str) -> str:
    if reference.startswith("unit:"):
        return reference.replace("unit:", "http://qudt.org/vocab/unit/")
    return f"{BASE}id/{reference}"
