"""Documents that begin with a byte order mark, as Windows' editors write them."""

import codecs
import gzip
from pathlib import Path

import pytest

from districtgraph.graph.rdf.dataset_files import DatasetFileError, read_quads
from districtgraph.graph.rdf.rdf_source import rdf_source

LINE = b"<urn:s> <urn:p> <urn:o> .\n"
DOCUMENTS = {
    "ttl": LINE,
    "nt": LINE,
    "nq": LINE,
    "trig": LINE,
    "jsonld": b'{"@id": "urn:s", "urn:p": {"@id": "urn:o"}}',
    "rdf": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
        b'<rdf:Description rdf:about="urn:s"><u:p rdf:resource="urn:o"/></rdf:Description>'
        b"</rdf:RDF>"
    ),
}


@pytest.mark.parametrize("extension", DOCUMENTS)
@pytest.mark.parametrize("packed", [False, True])
def test_the_mark_is_no_part_of_a_document(tmp_path: Path, extension: str, packed: bool) -> None:
    content = DOCUMENTS[extension]
    for name, text in (("plain", content), ("marked", codecs.BOM_UTF8 + content)):
        path = tmp_path / f"{name}.{extension}{'.gz' if packed else ''}"
        path.write_bytes(gzip.compress(text) if packed else text)
        (quad,) = read_quads(path)
        assert str(quad.triple).split() == LINE.decode().split()[:3], name


@pytest.mark.parametrize("text", [b"", b"a", b"\xef\xbb", LINE])
def test_a_document_without_a_mark_is_the_engine_s_own_to_open(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "document"
    path.write_bytes(text)
    with rdf_source(path) as source:
        assert (source.path, source.content) == (str(path), None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named_and_what_to_do(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "document.ttl"
    path.write_bytes(("\ufeff" + LINE.decode()).encode(encoding))
    with pytest.raises(DatasetFileError, match=r"UTF-16: save it as UTF-8"):
        list(read_quads(path))
