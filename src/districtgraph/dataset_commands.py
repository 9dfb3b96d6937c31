"""The commands that take a built dataset elsewhere: export, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from districtgraph.server.cli.commands import data_option

# The parts are imported within the commands: `--help` must not wait for them.

__all__ = ["DATASET_COMMANDS"]

_FORMATS = ("nq", "trig", "ttl", "jsonld")


@click.command()
@data_option
@click.option("--base-iri", default=None, help="New base IRI, in place of the dataset's own.")
@click.option(
    "--format",
    "name",
    type=click.Choice(_FORMATS),
    default=None,
    help="nq and trig have all graphs, ttl and jsonld the default one.  "
    "[default: by FILE's extension, else nq]",
)
@click.option(
    "--owl",
    "for_reasoners",
    is_flag=True,
    help="Write dates as time stamps, for OWL 2 reasoners such as HermiT, which reject dates.",
)
@click.argument(
    "file", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path)
)
def export(
    folder: Path, base_iri: str | None, name: str | None, for_reasoners: bool, file: Path | None
) -> None:
    """Write the built dataset to FILE or stdout, with another base IRI if you give one.

    The same dataset, base and format give the same bytes.
    """
    from districtgraph.graph.rdf.dataset_files import DatasetFileError, base_of, read_quads
    from districtgraph.graph.rdf.exporting import exported
    from districtgraph.graph.rdf.owl_literals import in_owl_datatypes
    from districtgraph.graph.rdf.rebase import check_base
    from districtgraph.graph.rdf.serialization import serialise

    file = None if file == Path("-") else file
    name = name or _format_of(file)
    quads = tuple(read_quads(folder))
    old = base_of(quads)
    if old is None:
        raise DatasetFileError(f"{folder}: no claim is in it that would show its base IRI")
    new = check_base(base_iri) if base_iri else old
    written = exported(quads, new, old)
    if for_reasoners:
        written = in_owl_datatypes(written)
    _write(serialise(tuple(written), name, new), file)


def _format_of(file: Path | None) -> str:
    if file is None:
        return "nq"
    extension = file.suffix.lstrip(".")
    if extension not in _FORMATS:
        known = ", ".join(f".{name}" for name in _FORMATS)
        raise click.BadParameter(f"{file}: its extension is not one of {known}; give --format")
    return extension


def _write(content: bytes, file: Path | None) -> None:
    from districtgraph.graph.rdf.dataset_files import DatasetFileError

    if file is None:
        click.echo(content, nl=False)
        return
    staging = file.with_name(f".{file.name}.new")
    try:
        staging.write_bytes(content)
        staging.replace(file)
    except OSError as error:
        raise DatasetFileError(f"{file}: cannot be written: {error.strerror or error}") from error


@click.command()
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "sparql", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs; sparql is an update that turns OLD into NEW.",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="en",
    show_default=True,
    help="Language of the names in the text.",
)
@click.option("--exit-code", is_flag=True, help="Exit with code 1 if the datasets differ.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def diff(name: str, language: str, exit_code: bool, old: Path, new: Path) -> None:
    """Compare two datasets, OLD and NEW: built folders, corpora, RDF files or backups.

    Claims are listed as added, removed or changed, with their quotes and the values that differ.
    The update replaces OLD with NEW in a store and leaves its other content unchanged. Exit code 2
    if a dataset cannot be read, or the two have different base IRIs.
    """
    from functools import partial

    from districtgraph.graph.comparison.claim_difference import claim_changes
    from districtgraph.graph.comparison.difference_report import difference_json, difference_lines
    from districtgraph.graph.comparison.quad_difference import difference
    from districtgraph.graph.comparison.update_text import update_text
    from districtgraph.graph.corpora.corpus_dataset import compared_folder
    from districtgraph.graph.rdf.dataset_files import common_base, read_quads

    old, new = compared_folder(old), compared_folder(new)
    base = common_base(old, new)
    read_old, read_new = partial(read_quads, old), partial(read_quads, new)
    found = difference(read_old(), read_new())
    if name == "sparql":
        click.echo(update_text(found), nl=False)
    else:
        changes = claim_changes(read_old, read_new, base, found)
        if name == "json":
            click.echo(difference_json(changes, found))
        else:
            click.echo("\n".join(difference_lines(changes, found, language)))
    sys.exit(1 if exit_code and found else 0)


DATASET_COMMANDS = (export, diff)
