from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.claims.audit_records import Audit
from districtgraph.graph.claims.claim import Observation
from districtgraph.graph.claims.claim_files import ClaimFile, dump_claim_file, read_claim_file
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text.documents import article_folders

texts = st.text(alphabet="文字“”{}[]:,#'\"- 0是no", min_size=1, max_size=12)
quotes = st.builds(
    lambda start, text: Quote(start, start + len(text), text), st.integers(0, 5000), texts
)
decimals = st.decimals(0, 10**12, places=2)
observations = st.builds(
    lambda key, evidence, value, words, gloss: Observation(
        key=key,
        evidence=tuple(sorted(evidence)),
        written=sorted(evidence)[0],
        modality="achieved",
        period=ClaimPeriod(words, gloss=gloss if words else None),
        indicator="indicator/jobs-kept",
        place="place/210104",
        value=value,
        comparator="equal",
        unit="unit:NUM",
        by=dict.fromkeys(
            ("written", "modality", "period", "indicator", "place", "value", "comparator", "unit"),
            "curator",
        ),
    ),
    st.from_regex(r"[a-z]{1,9}", fullmatch=True),
    st.sets(quotes, min_size=1, max_size=3),
    decimals,
    st.none() | quotes,
    texts,
)


@pytest.mark.usefixtures("patience")
@given(observations)
def test_reading_undoes_writing(
    tmp_path_factory: pytest.TempPathFactory, claim: Observation
) -> None:
    content = ClaimFile("doc", "0" * 64, (claim,), Audit((), ()))
    path = tmp_path_factory.mktemp("claims") / "claims.yaml"
    path.write_text(dump_claim_file(content), encoding="utf-8")
    assert read_claim_file(path) == content


def test_the_committed_files_are_as_written() -> None:
    folders = article_folders()
    assert len(folders) >= 1
    for folder in folders:
        path = folder / "claims.yaml"
        assert dump_claim_file(read_claim_file(path)) == path.read_text(encoding="utf-8")


GOOD = """\
document: d
sha256: s
claims:
- key: k
  kind: mention
  evidence:
  - {start: 1, end: 3, quote: 文字}
  mentions: place/1
  by: {mentions: curator}
numerals: []
sentences: []
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("end: 3", "end: 4", "claims.yaml:4: claim 'k': offsets do not fit the quote '文字'"),
        ("kind: mention", "kind: opinion", "claims.yaml:4: 'opinion' is not a valid ClaimKind"),
        ("  mentions: place/1\n", "", "claim 'k' (mention) lacks mentions"),
        ("mentions: place/1", "mentions: place/1\n  rank: 1", "may not have rank"),
        ("{mentions: curator}", "{}", "does not say who supplied mentions"),
        ("  kind: mention\n", "", "claims.yaml:4: 'kind' is missing"),
        ("key: k", "key: k\n  colour: red", "claims.yaml:5: unknown key 'colour'"),
        ("quote: 文字", "quote: 7", "claims.yaml:7: 'quote' is missing or is not a text"),
        (
            "mentions: place/1",
            "period: {words: {start: 1, end: 3, quote: 文字}, from: 2021-01-01}",
            "claims.yaml:8: a period has both 'from' and 'to', or neither",
        ),
        ("start: 1", "start: one", "claims.yaml:7: 'start' is missing or is not a whole number"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceFileError) as caught:
        read_claim_file(path)
    assert message in str(caught.value)
