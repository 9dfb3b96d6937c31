"""A curator of a document of a corpus hears of all that is wrong with its overlay at once."""

from datetime import date
from pathlib import Path

import pytest

from districtgraph.graph.corpora.corpus_folder import OVERLAY_FILE
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.document_building import read_again
from districtgraph.graph.corpora.document_reading import StatedFacts, document_record
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text.text_files import read_text_file

OVERLAY = """document: 210104-2024
statements:
- {is: [place/210104, runns, programme/somewhere-else], quotes: [建成公园12座]}
- {is: [place/210104, runs, programme/somewhere-else], quotes: [建成公院12座]}
figures:
- {key: jobs, figure: 3400余个, quote: [新增岗位3400余个]}
"""


def test_malformed_unknown_and_misfitting_entries_come_together(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "大东区政府工作报告\n全区建成公园12座，新增岗位3400余个。\n", encoding="utf-8"
    )
    place = tmp_path / "210104-2024"
    place.mkdir()
    (place / OVERLAY_FILE).write_text(OVERLAY, encoding="utf-8")
    source = read_text_file(report)
    facts = StatedFacts(place="210104", published=date(2024, 1, 10))
    with pytest.raises(SourceFileError) as caught:
        record = document_record(source, "210104-2024", facts)
        read_again(source, record, place, corpus_vocabulary())
    said = [line.rpartition("/")[2] for line in str(caught.value).splitlines()]
    expected = [
        (f"{OVERLAY_FILE}:3", "did you mean 'runs'?"),
        (f"{OVERLAY_FILE}:4", "did you mean '建成公园12座'?"),
        (f"{OVERLAY_FILE}:6", "did you mean 'quotes'?"),
    ]
    assert len(said) == len(expected), said
    for at, hint in expected:
        assert [line for line in said if at in line and hint in line], (at, said)
