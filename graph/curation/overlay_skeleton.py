"""The beginning of an article's folder: its record, and what a curator has to say, as comments.

The files are those that `read_overlay` reads. Every entry is a comment until a curator takes it up,
so that the folder is valid from the first.
"""

from collections import Counter
from collections.abc import Iterator

import yaml

from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, ExtractedClaims
from districtgraph.graph.text.titles import printed_title

__all__ = ["overlay_skeleton"]

_FIGURES = ("value", "growth", "points", "change", "share", "ratio", "count", "range", "multiple")
_TYPES = {
    "organisation": "Organisation",
    "programme": "Programme",
    "document": "Policy",
    "place": "Place",
    "facility": "Facility",
    "event": "Project",
    "product": "Project",
    "slogan": "Principle",
}


def overlay_skeleton(extracted: ExtractedClaims, key: str) -> dict[str, str]:
    """Return file name → content of an article's folder.

    Args:
        extracted: the claims of the text.
        key: name of the document, which is the folder's name too.

    """
    return {
        "document.yaml": _record(extracted, key),
        "figures.yaml": _lines(
            f"document: {key}",
            "",
            "# Figures whose indicator no rule knows: uncomment an entry and say which it is.",
            "figures: []",
            *_open_figures(extracted),
            "",
            "# Numerals that no rule explains: a claim, or an exclusion with its reason.",
            "numerals: []",
            *_open_numerals(extracted),
            "sentences: []",
        ),
        "entities.yaml": _lines(
            f"document: {key}",
            "",
            "# What the text names; a curator gives each an id, a class and an English name.",
            "entities: []",
            *_named(extracted),
            "concepts: []",
        ),
        "statements.yaml": _lines(
            f"document: {key}",
            "",
            "# What the rules read between named things: check it, and give both sides their ids.",
            "# Quote the verb: it gives the modality. Set `modality` if the words say otherwise.",
            "statements: []",
            *_stated(extracted),
        ),
    }


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _record(extracted: ExtractedClaims, key: str) -> str:
    reading = extracted.reading
    title = printed_title(reading.source.text) or key
    code = reading.place.code if reading.place else None
    record = {
        "key": key,
        "file": f"{key}.txt",
        "title": {"zh": title, "en": title},
        "language": "zh-Hans",
        "sha256": reading.source.sha256,
        "characters": len(reading.source.text),
        "subject": f"place/{code or 'unknown'}",
    }
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False)


def _open_figures(extracted: ExtractedClaims) -> Iterator[str]:
    seen: Counter[str] = Counter()
    written = [claim for claim in extracted.claims if claim.kind in _FIGURES and claim.number]
    total = Counter(claim.number.text for claim in written if claim.number)
    for claim in written:
        if claim.number is None:
            continue
        words = claim.number.text
        seen[words] += 1
        if claim.indicator:
            continue
        nth = f", nth: {seen[words]}" if total[words] > 1 else ""
        figure = f"{{quote: {_scalar(words)}{nth}}}" if nth else _scalar(words)
        head = claim.indicator_text.text if claim.indicator_text else "?"
        yield f"# - key: at-{claim.number.start}"
        yield f"#   figure: {figure}"
        yield f"#   quotes: [{_scalar(claim.quote)}]"
        yield f"#   indicator: indicator/…   # {head}"


def _scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line."""
    return yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=10**6)[1:-2]


def _open_numerals(extracted: ExtractedClaims) -> Iterator[str]:
    text = extracted.reading.source.text
    for item in extracted.unexplained:
        around = text[max(0, item.start - 6) : item.end + 6].replace("\n", " ")
        yield f"# - {{quote: {_scalar(item.text)}, reason: …}}   # {item.start}: {around}"


def _named(extracted: ExtractedClaims) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for claim in extracted.claims:
        if claim.name is None:
            continue
        full = claim.name.canonical or claim.quote
        if (claim.name.type, full) not in seen:
            seen.add((claim.name.type, full))
            yield (
                f"# - {{id: {claim.name.type}/…, type: {_TYPES[claim.name.type]}, "
                f"zh: {_scalar(full)}, en: …, quote: {_scalar(claim.quote)}}}"
            )


def _stated(extracted: ExtractedClaims) -> Iterator[str]:
    for claim in extracted.claims:
        if claim.statement:
            yield f"# - {{is: [{_sides(claim)}], quotes: [{_scalar(claim.quote)}]}}"


def _sides(claim: ClaimObject) -> str:
    if claim.statement is None:
        return ""
    words = claim.statement.subject.text, claim.statement.property, claim.statement.object.text
    return ", ".join(map(_scalar, words))
