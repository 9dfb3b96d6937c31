"""The commands that make a corpus and add to it: new, add, remove, status."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from districtgraph.graph.corpora.adding import Added
    from districtgraph.graph.corpora.corpus_building import Progress
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.corpus_parts import DocumentCount, DocumentFacts

# The parts are imported within the commands: `--help` must not wait for them.

__all__ = [
    "CORPUS_COMMANDS",
    "build_corpus_dataset",
    "chosen_corpus_option",
    "cluster_option",
    "corpus_here",
    "corpus_option",
    "progress_line",
    "tell_waiting",
    "verify_corpus",
]

_REFUSED = 1
"""Exit code where a document was left out."""
_YEARS = (1949, 2100)
_LISTED = 20
"""Documents that `status` lists for each thing that is to be done; the rest is counted. Of more
texts than that, `add` only counts those that have not changed."""
_WORDS = 5
"""Words that `status` lists of a document that needs a curator."""


def _published(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a date; write it as 2026-01-20") from error


corpus_option = click.option(
    "--corpus",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    envvar="DISTRICTGRAPH_CORPUS",
    show_envvar=True,
    help="Folder of the corpus.",
)


def chosen_corpus_option(use: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--corpus` of a command that also works without a corpus.

    Args:
        use: the command's use of the corpus, for its help.

    """
    return click.option(
        "--corpus",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        envvar="DISTRICTGRAPH_CORPUS",
        help=f"{use}  [default: the current folder, if it is a corpus]",
    )


cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    default=None,
    help="Read the texts on the Dask cluster of this scheduler, such as tcp://10.0.0.1:8786; the "
    "corpus must be at the same path on each of its machines.",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default=None, help="Title of the corpus.  [default: the folder's name]")
@click.option("--base-iri", default=None, help="Base IRI of the corpus's own IRIs.")
def new(folder: Path, title: str | None, base_iri: str | None) -> None:
    """Make an empty corpus in FOLDER, which can live in git."""
    from districtgraph.graph.corpora.corpus_folder import new_corpus
    from districtgraph.graph.rdf.rebase import check_base
    from districtgraph.graph.rdf.vocabulary import BASE

    base = check_base(base_iri) if base_iri else BASE
    new_corpus(folder, title or folder.resolve().name, base)
    click.echo(f"{folder} is a new corpus without documents. Next:")
    click.echo(f"  districtgraph add REPORT.txt --corpus {folder}")


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@corpus_option
@click.option(
    "--place",
    default=None,
    metavar="CODE|NAME",
    help="The division that the reports are about.  [default: as each report begins]",
)
@click.option(
    "--published",
    default=None,
    metavar="DATE",
    callback=_published,
    help="Day of publication, such as 2026-01-20.  [default: the date in the text]",
)
@click.option(
    "--year", type=click.IntRange(*_YEARS), default=None, help="Year that the report covers."
)
@click.option("--source", default=None, metavar="URL", help="Where the text is from.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=None,
    help="Number of processes.  [default: one for each core]",
)
@cluster_option
def add(
    paths: tuple[Path, ...],
    folder: Path,
    place: str | None,
    published: date | None,
    year: int | None,
    source: str | None,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Add reports to a corpus: files, folders, or a CSV table with a row for each file.

    A table has the column `file` and any of place, published, year, source, title. A report that is
    already in the corpus is replaced. If a report is broken, the others are added: exit code 1.
    """
    from districtgraph.graph.corpora.rare_collections import collect_rarely

    collect_rarely()
    from districtgraph.graph.corpora.adding import add_texts, requests_of
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.document_reading import StatedFacts
    from districtgraph.graph.corpora.parallel_work import Workplace

    facts = StatedFacts(place, published, year, source)
    corpus = CorpusFolder(folder)
    requests = tuple(requests_of(paths, facts))
    found: Counter[str] = Counter()
    refused: list[str] = []
    last = ""
    with corpus.locked(tell_waiting):
        for added in add_texts(corpus, requests, progress_line, workplace=Workplace(jobs, cluster)):
            found[added.state] += 1
            last = added.key or last
            refused += [added.message] if added.state == "refused" else []
            if added.state != "unchanged" or len(requests) <= _LISTED:
                click.echo(_line(added, folder), err=added.state == "refused")
    states = ", ".join(f"{found[s]} {s}" for s in ("added", "replaced", "unchanged", "refused"))
    click.echo(f"{states}.")
    if found.total() > _LISTED:
        _repeat(refused)
    if last:
        click.echo(f"To look at it: districtgraph serve --corpus {folder}")
        click.echo(f"  then open http://127.0.0.1:8000/source/{last}")
    sys.exit(_REFUSED if found["refused"] else 0)


def _repeat(refused: Sequence[str]) -> None:
    """List again, of many texts, those that were refused: the others have scrolled them away."""
    for message in refused[:_LISTED]:
        click.echo(f"  refused: {message}", err=True)
    if len(refused) > _LISTED:
        click.echo(f"  … and {len(refused) - _LISTED:,} more", err=True)


def _line(added: Added, folder: Path) -> str:
    """Return what a user wants to know next of a text that was to be added."""
    if added.facts is None:
        return f"refused    {added.message}"
    facts = added.facts
    when = facts["published"] or facts["year"] or "no date: give --published to date 今年 and 全年"
    todo = f", {facts['open']} for a curator" if facts["open"] else ""
    beside = (
        f"\n           {added.beside} is of the same place and day; if this one replaces it: "
        f"districtgraph remove {added.beside} --corpus {folder}"
        if added.beside
        else ""
    )
    return (
        f"{added.state:<10} {added.key}  {facts['title']}\n"
        f"           {facts['place']}, {when}: {facts['figures']} figures, "
        f"{facts['linked']} linked to indicators, {facts['proposed']} with proposed ones{todo}; "
        f"{facts['claims']} claims{beside}"
    )


def progress_line(progress: Progress) -> None:
    """Show how far a build is, where a person looks on."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{progress}", nl=progress.done == progress.total, err=True)


def tell_waiting() -> None:
    """Say that another command has the corpus."""
    click.echo("Another command changes this corpus; waiting for it …", err=True)


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@corpus_option
def remove(keys: tuple[str, ...], folder: Path) -> None:
    """Remove documents from a corpus, by their keys; if a key is unknown, nothing is removed."""
    from districtgraph.graph.corpora.rare_collections import collect_rarely

    collect_rarely()
    from districtgraph.graph.corpora.corpus_building import build_corpus
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.corpus_settings import CorpusError

    corpus = CorpusFolder(folder)
    with corpus.locked(tell_waiting):
        if unknown := sorted(set(keys) - set(corpus.document_keys())):
            raise CorpusError(
                f"{folder}: no document '{unknown[0]}' is here; `districtgraph status` lists them"
            )
        for key in keys:
            corpus.remove(key)
        build_corpus(corpus)
    click.echo(f"Removed {', '.join(keys)}. The texts stay in {corpus.settings.texts}/.")


@click.command()
@corpus_option
@click.option("--all", "everything", is_flag=True, help=f"List all, not the first {_LISTED}.")
def status(folder: Path, everything: bool) -> None:
    """List what is in a corpus, what changed since it was built, and what needs a curator."""
    from districtgraph.graph.corpora.corpus_building import changed_documents, stale_documents
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.corpus_parts import read_parts

    corpus = CorpusFolder(folder)
    most = sys.maxsize if everything else _LISTED
    parts = read_parts(corpus.build, corpus.settings.base)
    keys = corpus.document_keys()
    changed = set(changed_documents(corpus, parts, keys))
    facts = {key: part.facts for key, part in parts.documents.items() if key in set(keys)}
    documents = f"{len(keys):,} {'document' if len(keys) == 1 else 'documents'}"
    click.echo(f"{corpus.settings.title_zh}: {documents} of {_places(facts)}")
    _list_documents(facts, most)
    for name, title in _COUNTS.items():
        click.echo(f"  {sum(item.get(name, 0) for item in facts.values()):,} {title}")
    removed = set(parts.documents) - set(keys)
    build = f"districtgraph build --corpus {folder}"
    _list("changed since the last build", changed, build, most)
    _list("removed since the last build", removed, build, most)
    stale = set(stale_documents(parts)) & set(facts) - changed
    _list("read by older rules", stale, f"{build} --reread", most)
    waiting = sorted((k for k in facts if facts[k]["open"]), key=lambda k: -facts[k]["open"])
    _list("need a curator", waiting, "write documents/KEY/overlay.yaml", most)
    for key in waiting[:most]:
        click.echo(f"  {key}: {_open_words(corpus, key)}")
    click.echo(f"version: {parts.version}")


_COUNTS: Mapping[DocumentCount, str] = {
    "figures": "figures",
    "linked": "linked to indicators",
    "proposed": "with proposed indicators",
    "open": "for a curator",
    "claims": "claims",
    "numerals": "numerals",
    "unexplained": "in no claim and without a reason",
}
"""What `status` counts, and the words for it."""


def _places(facts: dict[str, DocumentFacts]) -> str:
    number = len({item["place"] for item in facts.values()})
    return f"{number:,} {'place' if number == 1 else 'places'}"


def _list_documents(facts: dict[str, DocumentFacts], most: int) -> None:
    for key, item in islice(sorted(facts.items()), most):
        when = item["published"] or item["year"] or "no date"
        click.echo(f"  {key:<20} {when}  {item['figures']:>5,} figures  {item['title']}")
    if len(facts) > most:
        click.echo(f"  … and {len(facts) - most:,} more: --all lists them")


def _open_words(corpus: CorpusFolder, key: str) -> str:
    from districtgraph.graph.corpora.document_content import read_content

    quotes = read_content(corpus.document(key)).open
    shown = ", ".join(f"{q.text} (characters {q.start}–{q.end})" for q in quotes[:_WORDS])
    return shown + (f", and {len(quotes) - _WORDS:,} more" if len(quotes) > _WORDS else "")


def _list(title: str, keys: Any, advice: str, most: int) -> None:
    names = sorted(keys) if isinstance(keys, set) else list(keys)
    if not names:
        return
    more = f", and {len(names) - most:,} more" if len(names) > most else ""
    click.echo(f"{len(names):,} {title}: {', '.join(names[:most])}{more}  ({advice})")


def corpus_here(data: Path) -> Path | None:
    """Return the current folder where it is a corpus whose `build/` would get a dataset."""
    from districtgraph.graph.corpora.corpus_settings import SETTINGS_FILE

    return Path() if data == Path("build") and Path(SETTINGS_FILE).exists() else None


def build_corpus_dataset(folder: Path, reread: bool = False, cluster: str | None = None) -> int:
    """Build what has changed of a corpus, and the files of the whole; return the exit code."""
    from districtgraph.graph.corpora.rare_collections import collect_rarely

    collect_rarely()
    from districtgraph.graph.corpora.corpus_building import build_corpus
    from districtgraph.graph.corpora.corpus_dataset import write_dataset
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.parallel_work import Workplace

    corpus, workplace = CorpusFolder(folder), Workplace(cluster=cluster)
    with corpus.locked(tell_waiting):
        parts, failures = build_corpus(corpus, progress_line, workplace=workplace, reread=reread)
        dataset = write_dataset(corpus, parts)
    for failure in failures:
        click.echo(f"left out {failure.name}: {failure.message}", err=True)
    for name, number in dataset.counts.items():
        click.echo(f"{name}: {number:,}")
    click.echo(f"version: {dataset.version}")
    return _REFUSED if failures else 0


def verify_corpus(folder: Path, quiet: bool) -> int:
    """Prove the claims of a corpus against its texts; return the exit code."""
    from districtgraph.graph.corpora.corpus_folder import CorpusFolder
    from districtgraph.graph.corpora.corpus_verification import verify_document

    corpus = CorpusFolder(folder)
    found: Counter[str] = Counter()
    for key in corpus.document_keys():
        proof = verify_document(corpus, key)
        counts = {
            "claims": proof.claims,
            "quotes": proof.quotes,
            "numerals covered": proof.covered,
            "excluded": proof.excluded,
            "problems": len(proof.problems),
        }
        found.update({"documents": 1, **counts})
        for problem in proof.problems:
            click.echo(f"PROBLEM  {problem}")
        if not quiet:
            click.echo(f"{key}: {_numbers(counts)}")
    click.echo(_numbers(found) or "0 documents")
    return _REFUSED if found["problems"] else 0


def _numbers(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


CORPUS_COMMANDS = (new, add, remove, status)
