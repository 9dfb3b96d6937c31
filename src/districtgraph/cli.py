"""The command ``districtgraph``: from a text to an endpoint."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from districtgraph import __version__

__all__ = ["EXIT_FINDINGS", "EXIT_INPUT", "main"]

EXIT_FINDINGS = 1
"""The command ran and found something wrong: a gap of the audit, a graph that is refused."""
EXIT_INPUT = 2
"""The command could not run: a wrong option, a missing or malformed input."""

_DATA = click.option(
    "--data",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    envvar="DISTRICTGRAPH_DATA",
    show_envvar=True,
    help="Folder of the built dataset.",
)
_SOURCES = click.option(
    "--sources",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    envvar="DISTRICTGRAPH_SOURCES",
    show_envvar=True,
    help="Folder of the source texts, which are not in the repository.  [default: ../shared/source]",
)


class _Commands(click.Group):
    """A group that turns our typed errors into messages and exit codes, in this one place."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except _known_errors() as error:
            _fail(str(error), EXIT_INPUT)


def _known_errors() -> tuple[type[Exception], ...]:
    from districtgraph.graph.errors import GraphError
    from districtgraph.graph.rebase import BaseIriError
    from districtgraph.ontology.loading import OntologyFileError

    return (GraphError, BaseIriError, OntologyFileError)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"districtgraph: {message}", err=True)
    sys.exit(code)


def _tell(line: str) -> None:
    click.echo(line, err=True)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all is well; 1 something wrong was found; 2 the command could not run.",
)
@click.version_option(__version__, message="districtgraph %(version)s")
def main() -> None:
    """Turn Chinese district reports into a cited knowledge graph, and serve it over SPARQL.

    `build` makes the dataset from the committed claims, `serve` answers SPARQL over it, `query` asks
    it from the shell, `verify` proves the claims against the text, `extract` reads the text anew.
    """


@main.command()
@_DATA
@click.option("--base-iri", default=None, help="Base of all IRIs that we mint.")
def build(folder: Path, base_iri: str | None) -> None:
    """Build the dataset: N-Quads, TriG, Turtle, JSON-LD and a manifest.

    The graph is checked with SHACL and an OWL reasoner before a file is written. Nothing is done
    where no input has changed. No source text is needed.
    """
    result = _build(folder, base_iri)
    for name, number in result.counts.items():
        click.echo(f"{name.replace('_', ' ')}: {number}")
    click.echo(f"version: {result.version}")


def _build(folder: Path, base_iri: str | None) -> "BuildResult":
    from districtgraph.graph.build import build as build_dataset
    from districtgraph.graph.checking import GraphRejectedError
    from districtgraph.graph.vocabulary import BASE
    from districtgraph.ontology.reasoning import ReasonerError

    try:
        return build_dataset(folder, base=base_iri or BASE, tell=_tell)
    except GraphRejectedError as error:
        _fail(f"the graph is refused:\n{error}", EXIT_FINDINGS)
    except ReasonerError as error:
        _fail(str(error), EXIT_INPUT)
    except OSError as error:
        _fail(f"{folder}: the dataset cannot be written: {error}", EXIT_INPUT)
