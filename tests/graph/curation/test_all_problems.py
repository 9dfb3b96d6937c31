"""A curator hears of all that is wrong at once, with its place and the nearest right word."""

from pathlib import Path

import pytest

from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.overlay_references import check_references
from districtgraph.graph.curation.reading import read_article_claims
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.documents import Document, DocumentRecord

TEXT = "样板区建成公园12个，新增岗位3400余个。"
RECORD = DocumentRecord("doc", "doc.txt", "报告", "Report", "zh-Hans", "0", len(TEXT), "place/1")


def overlay_folder(
    folder: Path, figures: str = "", entities: str = "", statements: str = ""
) -> Path:
    doc = folder / "doc"
    doc.mkdir()
    files = {"figures": figures, "entities": entities, "statements": statements}
    for name, content in files.items():
        (doc / f"{name}.yaml").write_text(f"document: doc\n{content}", encoding="utf-8")
    return doc


def test_every_malformed_entry_is_named_with_its_line(tmp_path: Path) -> None:
    folder = overlay_folder(
        tmp_path,
        figures=(
            "figures:\n"
            "- {key: parks, figure: 12个, indcator: indicator/parks, quotes: [公园]}\n"
            "- {key: jobs, quotes: [岗位]}\n"
        ),
        entities="entities:\n- {id: place/x, typ: dg:Place, zh: 样板区, en: X}\n",
        statements="statements:\n- {is: [a, b], quotes: [样板区]}\n",
    )
    with pytest.raises(SourceFileError) as caught:
        read_overlay(folder)
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert any("figures.yaml:3" in line and "did you mean 'indicator'?" in line for line in lines)
    assert any("figures.yaml:4" in line for line in lines)
    assert any("entities.yaml:3" in line and "did you mean 'type'?" in line for line in lines)
    assert any("statements.yaml:3" in line for line in lines)


def test_a_single_problem_is_reported_as_before(tmp_path: Path) -> None:
    folder = overlay_folder(tmp_path, figures="figures:\n- {key: jobs, quotes: [岗位]}\n")
    with pytest.raises(SourceFileError) as caught:
        read_overlay(folder)
    assert str(caught.value).count("\n") == 0
    assert caught.value.line == 3


def test_all_entries_that_do_not_fit_the_text_are_named(tmp_path: Path) -> None:
    folder = overlay_folder(
        tmp_path,
        entities=(
            "entities:\n"
            "- {id: place/x, type: dg:Place, zh: 没有的地方, en: Nowhere}\n"
            "- {id: place/y, type: dg:Place, zh: 也没有, en: Neither}\n"
            "- {id: place/z, type: dg:Place, zh: 样板区, en: Model}\n"
        ),
    )
    document = Document(RECORD, TEXT)
    with pytest.raises(SourceFileError) as caught:
        curate(document, extract(TEXT, load_lexicon()), read_overlay(folder))
    assert [line.partition(": ")[2] for line in str(caught.value).splitlines()] == [
        "the quote '没有的地方' is not in the text",
        "the quote '也没有' is not in the text",
    ]


def test_a_thing_named_twice_is_refused_where_it_is_named_again(tmp_path: Path) -> None:
    folder = overlay_folder(
        tmp_path,
        entities=(
            "entities:\n"
            "- {id: place/z, type: dg:Place, zh: 样板区, en: Model}\n"
            "- {id: place/z, type: dg:Place, zh: 公园, en: Park}\n"
            "- {id: place/x, type: dg:Place, zh: 没有的地方, en: Nowhere}\n"
        ),
    )
    document = Document(RECORD, TEXT)
    with pytest.raises(SourceFileError) as caught:
        curate(document, extract(TEXT, load_lexicon()), read_overlay(folder))
    again, missing = sorted(str(caught.value).splitlines())
    assert "entities.yaml:4: the key 'mention-place-z' is given to two claims" in again
    assert "first at entities.yaml:3" in again
    assert "entities.yaml:5" in missing


REFERRING = {
    "entities": (
        "entities:\n"
        "- {id: place/z, type: Localty, zh: 样板区, en: Model}\n"
        "- {id: project/park, type: Project, kind: constrution-project, about: [econmy],"
        " zh: 公园, en: Park}\n"
        "concepts:\n- {id: facility-kind/prak, quote: 公园}\n"
    ),
    "statements": (
        "statements:\n"
        "- {is: [place/z, runns, project/prak], modality: acheived, quotes: [公园],"
        " period: {words: 建成, role: dedline, en: x}}\n"
        "- {is: [place/z, runs, project/park], quotes: [公园]}\n"
    ),
    "figures": (
        "figures:\n"
        "- {key: jobs, figure: 3400余个, quotes: [岗位],"
        " indicator: indicator/applications-for-specialised-lists}\n"
    ),
}


def test_names_that_nothing_has_are_refused_with_the_nearest_right_ones(tmp_path: Path) -> None:
    overlay = read_overlay(overlay_folder(tmp_path, **REFERRING))
    with pytest.raises(SourceFileError) as caught:
        check_references(overlay)
    said = [line.rpartition("/doc/")[2] for line in str(caught.value).splitlines()]
    hints = [
        ("entities.yaml:3", "Locality"),
        ("entities.yaml:4", "construction-project"),
        ("entities.yaml:4", "economy"),
        ("entities.yaml:6", "park"),
        ("statements.yaml:3", "runs"),
        ("statements.yaml:3", "project/park"),
        ("statements.yaml:3", "achieved"),
        ("statements.yaml:3", "deadline"),
        ("figures.yaml:3", "applications-for-specialised-list"),
    ]
    assert len(said) == len(hints)
    for place, word in hints:
        assert [line for line in said if place in line and f"did you mean '{word}'?" in line], word


def test_a_document_of_a_corpus_may_refer_to_things_that_others_name(tmp_path: Path) -> None:
    overlay = read_overlay(
        overlay_folder(
            tmp_path, statements="statements:\n- {is: [place/210104, runs, programme/other], "
            "quotes: [公园]}\n"
        )
    )  # fmt: skip
    check_references(overlay, things_elsewhere=True)
    with pytest.raises(SourceFileError, match=r"no thing of entities.yaml is called 'programme/"):
        check_references(overlay)


WRONG_IN_EVERY_WAY = {
    "entities": (
        "entities:\n"
        "- {id: place/z, typ: Place, zh: 样板区, en: Model}\n"
        "- {id: project/park, type: Projct, zh: 公圆, en: Park}\n"
    ),
    "statements": (
        "statements:\n"
        "- {is: [place/z, runns, project/park], quotes: [建成公园]}\n"
        "- {is: [place/z, runs, project/park], quotes: [建成公院12个]}\n"
    ),
    "figures": (
        "figures:\n"
        "- {key: jobs, figure: 3400余, quotes: [岗位], indicator: indicator/jobs-kpt}\n"
        "- {key: parks, figure: 12个, quotes: ['样板区建成公园12个，新增岗位3400余个。'],"
        " indicator: indicator/pocket-parks-built}\n"
        "numerals:\n"
        "- {quote: 13个, reason: list-numbr}\n"
    ),
}


def test_all_rounds_are_one(tmp_path: Path) -> None:
    """What is malformed, called what nothing is called, or not in the text, comes at once."""
    folder = overlay_folder(tmp_path, **WRONG_IN_EVERY_WAY)
    with pytest.raises(SourceFileError) as caught:
        read_article_claims(Document(RECORD, TEXT), folder)
    said = [line.rpartition("/doc/")[2] for line in str(caught.value).splitlines()]
    expected = [
        ("entities.yaml:3", "did you mean 'type'?"),
        ("entities.yaml:4", "did you mean 'Project'?"),
        ("entities.yaml:4", "the quote '公圆' is not in the text"),
        ("statements.yaml:3", "did you mean 'runs'?"),
        ("statements.yaml:4", "did you mean '建成公园12个'?"),
        ("figures.yaml:3", "did you mean 'jobs-kept'?"),
        ("figures.yaml:3", "did you mean '3400余个'?"),
        ("figures.yaml:4", "quotes the whole sentence"),
        ("figures.yaml:6", "no concept of exclusion-reason/ is called 'list-numbr'"),
        ("figures.yaml:6", "the quote '13个' is not in the text"),
    ]
    for place, words in expected:
        assert [line for line in said if place in line and words in line], (place, words, said)
    assert len(said) == len(expected), said


def test_files_that_cannot_be_read_are_all_named(tmp_path: Path) -> None:
    folder = overlay_folder(tmp_path, figures="figures: [\n", statements="sentences: []\n")
    with pytest.raises(SourceFileError) as caught:
        read_overlay(folder)
    said = [line.rpartition("/doc/")[2] for line in str(caught.value).splitlines()]
    assert [line.partition(".")[0] for line in said] == ["statements", "figures"]
