"""The command ``districtgraph``: from a text to an endpoint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from districtgraph import __version__
from districtgraph.corpus_commands import (
    CORPUS_COMMANDS,
    build_corpus_dataset,
    chosen_corpus_option,
    cluster_option,
    corpus_here,
    verify_corpus,
)
from districtgraph.dataset_commands import DATASET_COMMANDS
from districtgraph.extract_command import extract, source_document, sources_option
from districtgraph.query_text import list_questions, query_text, syntax_advice
from districtgraph.server.cli.commands import COMMANDS, data_option, store_folder

if TYPE_CHECKING:
    from districtgraph.graph.dataset.build import BuildResult
    from districtgraph.server.store.built_dataset import BuiltDataset

# The parts are imported within the commands: `--help` and `serve` must not wait for a reasoner.

__all__ = ["EXIT_FINDINGS", "EXIT_INPUT", "main"]

EXIT_FINDINGS = 1
"""The command ran and found something wrong: a gap of the audit, a graph that is refused."""
EXIT_INPUT = 2
"""The command could not run: a wrong option, a missing or malformed input."""


class _Commands(click.Group):
    """A group that turns our typed errors into messages and exit codes, in this one place."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            # Click's own, the end of `--help` among them, must not wait for what follows.
            raise
        except Exception as error:
            # Not at every end: the parts that define the errors are the server's, too.
            if not isinstance(error, _known_errors()):
                raise
            _fail(str(error), EXIT_INPUT)


def _known_errors() -> tuple[type[Exception], ...]:
    from districtgraph.graph.errors import GraphError
    from districtgraph.graph.rdf.rebase import BaseIriError
    from districtgraph.ontology.loading import OntologyFileError
    from districtgraph.server.core.config import SettingError, TokenFileError
    from districtgraph.server.serving import PortInUseError
    from districtgraph.server.store.built_dataset import DatasetError
    from districtgraph.server.store.opening import STORE_ERRORS

    ours = GraphError, BaseIriError, OntologyFileError, SettingError, TokenFileError, DatasetError
    return (*ours, PortInUseError, *STORE_ERRORS)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"districtgraph: {message}", err=True)
    sys.exit(code)


def _report(line: str) -> None:
    click.echo(line, err=True)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all is well; 1 something wrong was found; 2 the command could not run.",
)
@click.version_option(__version__, message="districtgraph %(version)s")
def main() -> None:
    """Turn Chinese district reports into a cited knowledge graph, and serve it over SPARQL.

    For the article of the repository: `build` makes the dataset from its claims, `serve` serves it,
    `query` asks it from the shell, and `verify` checks the claims against the text. For reports of
    your own: `extract` prints the claims of a report; `new` and `add` make a corpus, which `build`,
    `serve` and `verify` use in its folder or with `--corpus`.
    """


@main.command()
@data_option
@click.option("--base-iri", default=None, help="Base IRI of the dataset's own IRIs.")
@chosen_corpus_option("Build this corpus, into its own folder build/.")
@click.option(
    "--reread", is_flag=True, help="Reread the texts of a corpus that older rules have read."
)
@cluster_option
def build(
    folder: Path, base_iri: str | None, corpus: Path | None, reread: bool, cluster: str | None
) -> None:
    """Build the dataset: N-Quads, TriG, Turtle, JSON-LD and a manifest.

    The graph is checked with SHACL and an OWL reasoner before a file is written. If no input has
    changed, nothing is done. No source text is needed.
    """
    corpus = corpus or (None if base_iri else corpus_here(folder))
    if corpus:
        with _building(corpus):
            sys.exit(build_corpus_dataset(corpus, reread, cluster))
    if reread or cluster:
        raise click.UsageError("--reread and --cluster are for a corpus: give --corpus")
    result = _build(folder, base_iri)
    for name, number in result.counts.items():
        click.echo(f"{name.replace('_', ' ')}: {number}")
    click.echo(f"version: {result.version}")


def _build(folder: Path, base_iri: str | None) -> BuildResult:
    from districtgraph.graph.dataset.build import build as build_dataset
    from districtgraph.graph.rdf.vocabulary import BASE

    with _building(folder):
        return build_dataset(folder, base=base_iri or BASE, report=_report)


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Turn what may go wrong with a build into messages and exit codes."""
    try:
        yield
    except OSError as error:
        _fail(f"{folder}: the dataset cannot be written: {error}", EXIT_INPUT)
    except (ValueError, RuntimeError) as error:
        # Here, as what checks a graph takes long to load, and most datasets are built already.
        from districtgraph.graph.dataset.check_report import GraphRejectedError
        from districtgraph.ontology.reasoning import ReasonerError

        if isinstance(error, GraphRejectedError):
            _fail(f"the graph is refused:\n{error}", EXIT_FINDINGS)
        if isinstance(error, ReasonerError):
            _fail(str(error), EXIT_INPUT)
        raise


@main.command()
@sources_option
@chosen_corpus_option("Check the claims of this corpus against its texts.")
@click.option("--quiet", is_flag=True, help="Print the summary and the problems only.")
def verify(sources: Path | None, corpus: Path | None, quiet: bool) -> None:
    """Check the claims against the source texts.

    Prints the audit: each numeral and sentence with its claims or the reason why it has none.
    Checks that every quote is at its position in the text, that each numeral and sentence has a
    claim or a reason, and that rules and overlay still give the committed claims. For a corpus,
    each problem is printed with its text file, line and column. Exit code 1 if anything is wrong.
    """
    if corpus := corpus or corpus_here(Path("build")):
        sys.exit(verify_corpus(corpus, quiet))
    from districtgraph.graph.curation.articles import read_articles
    from districtgraph.graph.curation.verification import audit_lines
    from districtgraph.graph.curation.verification import verify as verify_article

    problems = 0
    for article in read_articles():
        result = verify_article(article, source_document(article.record, sources))
        if not quiet:
            click.echo("\n".join(audit_lines(article.content)))
        for problem in result.problems:
            click.echo(f"PROBLEM  {article.record.key}: {problem}")
        click.echo(
            f"{article.record.key}: {result.claims} claims, {result.quotes} quotes, "
            f"{result.covered} numerals covered, {result.excluded} excluded, "
            f"{result.sentences} sentences; problems: {len(result.problems)}"
        )
        problems += len(result.problems)
    sys.exit(EXIT_FINDINGS if problems else 0)


def _server_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each of the server's settings, from their one table."""
    from districtgraph.server.core.config import settings

    for setting in reversed(settings()):
        command = click.option(
            setting.flag,
            default=setting.default,
            type=type(setting.default) if setting.default is not None else str,
            show_default=setting.default is not None,
            envvar=setting.variable,
            help=setting.help,
        )(command)
    return command


def _read_settings(
    context: click.Context, _parameter: click.Parameter, path: Path | None
) -> Path | None:
    """Take the settings of a TOML file as defaults, which flags and the environment override."""
    from districtgraph.server.core.config import SettingError
    from districtgraph.server.core.start_settings import read_settings_file

    if path is None:
        return None
    names = {
        option.lstrip("-").replace("-", "_"): parameter.name
        for parameter in context.command.params
        for option in parameter.opts
    }
    try:
        content = read_settings_file(path, names)
    except SettingError as error:
        raise click.BadParameter(str(error)) from error
    given = {names[name]: value for name, value in content.items()}
    context.default_map = {**(context.default_map or {}), **given}
    return path


@main.command()
@data_option
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=_read_settings,
    envvar="DISTRICTGRAPH_CONFIG",
    help="TOML file of settings: each by its option's name, with _ for -.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=None,
    callback=store_folder,
    envvar="DISTRICTGRAPH_STORE",
    help="Serve the store in this folder instead of the dataset; it is created if it is missing.",
)
@chosen_corpus_option("Serve this corpus, and documents added to it while the server runs.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    envvar="DISTRICTGRAPH_TOKEN_FILE",
    help="Tokens for writing, as `districtgraph token` prints them.",
)
@click.option(
    "--base-iri",
    default=None,
    envvar="DISTRICTGRAPH_BASE_IRI",
    help="Base IRI of the dataset's own IRIs.  [default: that of the dataset in the folder]",
)
@_server_settings
def serve(
    folder: Path,
    store: Path | None,
    corpus: Path | None,
    token_file: Path | None,
    base_iri: str | None,
    **given: Any,
) -> None:
    """Build what has changed, load it and serve it: pages, SPARQL at /sparql, and APIs.

    Each setting is given by its option, by an environment variable (DISTRICTGRAPH_ and its name) or
    in a TOML file. Writing needs a token, in DISTRICTGRAPH_WRITE_TOKEN or --token-file.
    """
    from districtgraph.server.core.config import ServerConfig, Token, check_settings, read_tokens
    from districtgraph.server.core.start_variables import check_variables
    from districtgraph.server.serving import check_start
    from districtgraph.server.serving import serve as serve_dataset

    check_variables(os.environ)
    tokens = read_tokens(token_file) if token_file else ()
    # The token itself is not passed on: no process of the server knows it, only its hash.
    if secret := os.environ.pop("DISTRICTGRAPH_WRITE_TOKEN", None):
        tokens += (Token.of("DISTRICTGRAPH_WRITE_TOKEN", "write", secret),)
    if given["public_url"]:
        given["public_url"] = given["public_url"].rstrip("/")
    if not (store or base_iri or given["engine"]):
        corpus = corpus or corpus_here(folder)
    if corpus and (store or base_iri):
        raise click.UsageError("--corpus has its own store, and its base IRI in corpus.toml")
    config = ServerConfig(folder, store, corpus, tokens=tokens, **given)
    check_settings(config)
    check_start(config)
    if corpus:
        served = _prepare_corpus(corpus)
        config = replace(config, data=corpus / "build", store=served)
    else:
        served = store or (folder if config.engine else _prepare_dataset(folder, base_iri))
    url = config.public_url or f"http://{config.host}:{config.port}"
    bare = store is not None or config.engine is not None
    serve_dataset(config, served, lambda: _report(_welcome(url, bare)))


def _prepare_dataset(folder: Path, base_iri: str | None) -> Path:
    from districtgraph.server.store.opening import prepare_dataset

    with _building(folder):
        return prepare_dataset(folder, base_iri, _report).store


def _prepare_corpus(corpus: Path) -> Path:
    from districtgraph.server.store.corpus_store import prepare_corpus

    with _building(corpus):
        return prepare_corpus(corpus, _report)


def _welcome(url: str, of_a_store: bool) -> str:
    command = f"curl {url}/queries/targets-and-their-years.csv"
    if of_a_store:
        query = "'query=SELECT * { ?s ?p ?o } LIMIT 10'"
        command = f"curl -H 'Accept: text/csv' --data-urlencode {query} {url}/sparql"
    return f"""
Serving at {url}/ — the endpoint is {url}/sparql . Stop with Ctrl+C.
Try, in another terminal:

  {command}
"""


@main.command()
@click.argument("argument", metavar="FILE|NAME|TEXT")
@data_option
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=list_questions,
    help="List the names and titles of the questions, and exit.",
)
@click.option(
    "--endpoint", default=None, help="Query a SPARQL endpoint instead of the local dataset."
)
@click.option(
    "--format",
    "format_name",
    default=None,
    help="json, csv, tsv, xml, ttl, jsonld …, or a media type.  [default: csv; graphs: ttl]",
)
def query(argument: str, folder: Path, endpoint: str | None, format_name: str | None) -> None:
    """Run a SPARQL query: a file, the name of a question in queries/, or the query itself.

    If the dataset does not exist yet, it is built. Exit code 2 if the query is not SPARQL or cannot
    be answered.
    """
    from districtgraph.server.cli.asking import ask_dataset, ask_endpoint
    from districtgraph.server.core.errors import QuerySyntaxError, RequestError
    from districtgraph.server.http.negotiation import media_type_of

    text = query_text(argument)
    try:
        media_type = media_type_of(format_name) if format_name else None
        if endpoint:
            result = ask_endpoint(endpoint, text, media_type)
        else:
            if not folder.exists():
                _report(f"Building the dataset in {folder.resolve()} (--data chooses the folder) …")
            dataset = _built(folder)
            result = ask_dataset(dataset, _under(dataset.base, argument, text), media_type)
    except QuerySyntaxError as error:
        file, advice = syntax_advice(argument, text)
        _fail(f"{file}{error}{advice}", EXIT_INPUT)
    except RequestError as error:
        _fail(str(error), EXIT_INPUT)
    click.echo(result, nl=not result.endswith(b"\n"))


def _under(base: str, argument: str, text: str) -> str:
    """Return a question of ours with the dataset's base IRI; what the user wrote stays as it is."""
    from districtgraph.graph.rdf.vocabulary import BASE

    return text if text == argument or Path(argument).is_file() else text.replace(BASE, base)


def _built(folder: Path) -> BuiltDataset:
    from districtgraph.server.store.built_dataset import read_dataset
    from districtgraph.server.store.opening import base_of

    _build(folder, base_of(folder))
    return read_dataset(folder)


for _command in (extract, *CORPUS_COMMANDS, *DATASET_COMMANDS, *COMMANDS):
    main.add_command(_command)
