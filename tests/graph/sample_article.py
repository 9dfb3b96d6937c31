"""A small article of our own, with an overlay, for tests that change things."""

import hashlib
from pathlib import Path

TEXT = "样板区报告　　今年，样板区完成小区改造12个，惠及居民3400余户。力争到2030年，产值达到5亿元。"

FIGURES = """\
document: sample
figures:
- key: compounds
  figure: 12个
  quotes: [完成小区改造12个]
  indicator: indicator/old-compounds-renovated
  counts: counted-kind/residential-compound
- key: households
  figure: 3400余户
  quotes: [惠及居民3400余户]
  indicator: indicator/households-benefiting-from-renovation
- key: output
  figure: 5亿元
  quotes: [产值达到5亿元]
  indicator: indicator/industrial-output-value
numerals: []
sentences: []
"""
ENTITIES = """\
document: sample
entities:
- {id: place/999999, type: District, zh: 样板区, en: Sample District}
"""
STATEMENTS = """\
document: sample
statements: []
"""


def write_sample(
    folder: Path,
    *,
    text: str = TEXT,
    figures: str = FIGURES,
    entities: str = ENTITIES,
    statements: str = STATEMENTS,
) -> Path:
    """Write the article's folder and, beside it, its text; return the folder."""
    article = folder / "sample"
    article.mkdir(parents=True)
    data = text.encode()
    (folder / "sample.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    record = (
        "key: sample\nfile: sample.txt\ntitle: {zh: 样板区报告, en: Sample report}\n"
        f"language: zh-Hans\nsha256: {digest}\ncharacters: {len(text)}\nsubject: place/999999\n"
    )
    (article / "document.yaml").write_text(record, encoding="utf-8")
    (article / "figures.yaml").write_text(figures, encoding="utf-8")
    (article / "entities.yaml").write_text(entities, encoding="utf-8")
    (article / "statements.yaml").write_text(statements, encoding="utf-8")
    return article
