"""Everything that users can reach is documented, and everything documented exists."""

import re
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.ontology.loading import load_ontology
from districtgraph.queries import load_questions
from districtgraph.server.core.config import ServerConfig, settings
from districtgraph.server.core.errors import RemoteError, RequestError
from districtgraph.server.http.media_types import ALL_FORMATS
from districtgraph.server.service import ROUTES
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

from .conftest import ROOT

HTTP = (ROOT / "docs/reference/http.md").read_text(encoding="utf-8")


def routes(built: BuildResult) -> set[str]:
    app = pages_application(
        ServerConfig(built.folder), read_dataset(built.folder), MemoryBackend("")
    )
    return {str(rule) for rule in app.url_map.iter_rules()} | set(ROUTES)


def test_every_route_is_documented_and_no_other(built: BuildResult) -> None:
    table = HTTP[: HTTP.index("## `/sparql`")]
    assert set(re.findall(r"^\| `(/[^`]*)`", table, re.MULTILINE)) == routes(built)


def test_every_media_type_and_alias_is_documented() -> None:
    for item in ALL_FORMATS:
        for name in item.media_types:
            assert f"`{name}`" in HTTP


SUCCESSES = {200, 201, 204, 304}
"""Statuses of /sparql and /store that are no errors."""


def kinds_of(error: type[RequestError]) -> set[type[RequestError]]:
    return {error}.union(*(kinds_of(kind) for kind in error.__subclasses__()))


def test_every_status_of_the_protocols_is_documented_and_no_other() -> None:
    statuses = {kind.status for kind in kinds_of(RequestError) - {RequestError, RemoteError}}
    assert {400, 401, 403, 404, 408, 413, 503, 507} <= statuses
    documented = {int(status) for status in re.findall(r"^\| (\d{3}) ", HTTP, re.MULTILINE)}
    assert documented == statuses | SUCCESSES


def test_every_setting_is_documented_as_it_is() -> None:
    text = (ROOT / "docs/reference/operation.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `(--[^`]*)` \| `(\w+)` \|(?: `([^`]*)`)? \|(?: ([^|`]+))? \| (.*) \|$",
        text,
        re.MULTILINE,
    )
    assert rows == [
        (
            item.flag,
            item.variable,
            "" if item.default is None else str(item.default),
            item.range,
            item.help,
        )
        for item in settings()
    ]


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(pages) >= 10
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_terms_in_the_reference_are_in_the_ontology() -> None:
    text = (ROOT / "docs/reference/graph.md").read_text(encoding="utf-8")
    terms = {str(t.subject).strip("<>").rpartition("#")[2] for t in load_ontology()}
    named = set(re.findall(r"`dg:(\w+)`", text))
    assert len(named) >= 25
    assert named <= terms


def test_paths_in_the_walk_exist() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:graph|ontology|server|src)/[\w./-]+)`", text)
    assert len(paths) >= 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_numbers_in_the_readme_are_true(built: BuildResult) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    counts = built.counts
    figures = sum(counts[k] for k in ("observations", "targets", "rankings", "comparisons"))
    assert f"{counts['claims']} claims, of which {figures} are figures" in text
    assert f"holds {len(load_questions())} questions" in text


def test_the_query_in_the_readme_runs_as_it_is_printed(built: BuildResult) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    assert queries
    store = Store()
    store.bulk_load(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS)
    for query in queries:
        solutions = store.query(query)
        assert isinstance(solutions, QuerySolutions)
        assert len(list(solutions)) >= 1


def test_no_file_is_too_long_to_read() -> None:
    folders = ("ontology", "graph", "server", "queries", "src/districtgraph")
    files = [p for name in folders for p in (ROOT / name).rglob("*.py") if not _is_linked(p)]
    assert len(files) >= 50
    assert [p.name for p in files if len(p.read_text(encoding="utf-8").splitlines()) > 400] == []


def _is_linked(path: Path) -> bool:
    return any(parent.is_symlink() for parent in path.parents)


def test_every_module_says_what_it_exports() -> None:
    for name in ("ontology", "graph", "server"):
        for path in (ROOT / name).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if len(text.splitlines()) > 3:
                assert "__all__ = [" in text, path
