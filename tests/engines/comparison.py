"""Compares servers in front of different engines, resource by resource.

`python -m tests.engines.comparison EMBEDDED OTHER…` asks servers at these addresses for all
questions, and every IRI of the dataset as triples and as a page, and prints what differs.
"""

import csv
import io
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.patience import PATIENCE, wait_until

BASE = "https://w3id.org/districtgraph/"
_VOLATILE = re.compile(rb"_:\w+|\bb\d+\b|https?://127\.0\.0\.1:\d+|127\.0\.0\.1%3A\d+")
_SEPARATOR = re.compile(r" \| |[,;] | ")
"""What the questions of queries/ have between the values of a GROUP_CONCAT."""
_LONG_FACTORS = (
    *("steam-tonne-per-hour", "tonne-per-day"),
    *("yuan-per-day", "yuan-per-kilowatt-hour", "yuan-per-year"),
)
"""The units whose factor has more decimals than Virtuoso keeps."""
KNOWN = {
    "virtuoso": frozenset(
        {
            # Blank nodes that two graphs share, the restrictions on this modality among them, are
            # a node for each graph where a graph exceeds 64 KiB.
            "/id/modality/target.html",
            *(f"/id/unit/{unit}.{form}" for unit in _LONG_FACTORS for form in ("html", "nt")),
        }
    ),
}
"""The pages on which an engine cannot show what was written (docs/reference/engines.md)."""
_SUMMARISED = "/id/indicator/hospitals.html?lang=en"
_BEHIND = b"The data has just changed"
OTHERS = (
    "/", "/queries", "/catalogue", "/search?q=%E6%8A%95%E8%B5%84", "/search?q=shenyang",
    "/dataset.ttl", "/observations.csv", "/reconcile?query=%E6%B2%88%E9%98%B3",
)  # fmt: skip


def fetched(address: str, path: str, accept: str) -> tuple[int, bytes]:
    """Return the status of a resource, and its content without what differs by itself."""
    request = urllib.request.Request(address + path, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return reply.status, _comparable(reply.read(), accept)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def wait_until_indexed(address: str) -> None:
    """Wait until pages no longer say that their summary is being brought up to the data.

    Raises:
        AssertionError: they still do.

    """
    wait_until(
        lambda: _BEHIND not in fetched(address, _SUMMARISED, "text/html")[1],
        f"the index of the names at {address}",
    )


def _comparable(content: bytes, accept: str) -> bytes:
    bare = _VOLATILE.sub(b"?", content)
    if accept == "text/csv":
        return "\n".join(sorted(_rows(bare.decode("utf-8")))).encode()
    if accept == "application/n-triples":
        return b"\n".join(sorted(bare.splitlines()))
    return bare


def _rows(table: str) -> Iterator[str]:
    """Yield the rows of a CSV, with the parts of each cell in order.

    GROUP_CONCAT joins its values in any order (SPARQL 1.1 Query, 18.5.1.7).
    """
    for row in csv.reader(io.StringIO(table)):
        yield " | ".join(" ".join(sorted(_SEPARATOR.split(cell))) for cell in row)


def resources(dataset: Path, queries: Path) -> Iterator[tuple[str, str]]:
    """Yield paths with the media type that they are asked for in."""
    for name in sorted(item.stem for item in queries.glob("*.rq")):
        yield f"/queries/{name}.csv", "text/csv"
    for path in OTHERS:
        yield path, "text/html"
    lines = dataset.read_text(encoding="utf-8").splitlines()
    subjects = {line.partition("> ")[0][1:] for line in lines if line.startswith(f"<{BASE}")}
    for iri in sorted(subjects):
        path = urllib.parse.quote(iri.removeprefix(BASE.rstrip("/")), safe="/%")
        if path.startswith(("/id/", "/graph/")):
            yield f"{path}.nt", "application/n-triples"
            yield f"{path}.html", "text/html"


def differences(
    embedded: str, other: str, found: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield what another server answers differently, each with how."""
    for path, accept in found:
        ours, theirs = (fetched(address, path, accept) for address in (embedded, other))
        if ours[0] != theirs[0]:
            yield path, f"status {theirs[0]}, not {ours[0]}"
        elif ours[1] != theirs[1]:
            yield path, _difference(ours[1], theirs[1])


def _difference(ours: bytes, theirs: bytes) -> str:
    one, other = ours.splitlines(), theirs.splitlines()
    missing = [line for line in one if line not in other]
    more = [line for line in other if line not in one]
    shown = [b"- " + line[:150] for line in missing[:2]] + [b"+ " + line[:150] for line in more[:2]]
    return f"{len(missing)} lines missing, {len(more)} more: " + b" | ".join(shown).decode(
        "utf-8", "replace"
    )


def main() -> None:
    """Compare servers; the dataset is that of build/, every n-th resource where --every=n says."""
    every = next((int(a.removeprefix("--every=")) for a in sys.argv if "--every=" in a), 1)
    data = next((a.removeprefix("--data=") for a in sys.argv if "--data=" in a), "build")
    embedded, *others = [a for a in sys.argv[1:] if not a.startswith("--")]
    asked = list(resources(Path(data) / "dataset.nq", Path("queries")))
    asked = [item for n, item in enumerate(asked) if n % every == 0 or item[1] == "text/csv"]
    for other in others:
        found = list(differences(embedded, other, asked))
        for path, how in found:
            print(f"{other}{path}: {how}")
        print(f"{other}: {len(asked)} resources, {len(found)} differ")


if __name__ == "__main__":
    main()
