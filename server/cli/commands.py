"""The commands that tend a store, load, token, backup and restore, and the one for assistants."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.start_variables import check_variables

if TYPE_CHECKING:
    from districtgraph.server.store.store_reader import QueryStore

__all__ = ["COMMANDS", "data_option", "store_folder"]

_OF_ENGINES = frozenset({
    "engine", "engine_update", "engine_graphs", "engine_kind", "engine_user",
    "engine_password_file", "engine_token_file",
})  # fmt: skip
_TOKEN_NAME = re.compile(r"[^\s#]{1,100}")
"""A name in the token file has no space and no #, which begins a comment."""

data_option = click.option(
    "--data",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    envvar="DISTRICTGRAPH_DATA",
    show_envvar=True,
    help="Folder of the built dataset.",
)


def store_folder(
    _context: click.Context, _parameter: click.Parameter, folder: Path | None
) -> Path | None:
    """Refuse a file of RDF where a store's folder is wanted: no folder of that name is made."""
    from pyoxigraph import RdfFormat

    if folder is None or folder.is_dir():
        return folder
    plain = folder.with_suffix("") if folder.suffix == ".gz" else folder
    if folder.is_file() or RdfFormat.from_extension(plain.suffix.lstrip(".")):
        raise click.BadParameter(
            f"{folder} is a file, but a store is a folder; `districtgraph load --store DIR "
            f"{folder}` loads a file of RDF into one"
        )
    return folder


def _token_name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    if not _TOKEN_NAME.fullmatch(name):
        raise click.BadParameter(
            f"'{name}' cannot be the name of a token: use 1 to 100 characters, no space and no #"
        )
    return name


def report(line: str) -> None:
    """Print a message to stderr, apart from the output."""
    click.echo(line, err=True)


def _engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings of an engine, as `serve` has them."""
    from districtgraph.server.core.config import settings

    for setting in reversed([item for item in settings() if item.name in _OF_ENGINES]):
        command = click.option(
            setting.flag, default=setting.default, envvar=setting.variable, help=setting.help
        )(command)
    return command


@click.command()
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    callback=store_folder,
    help="Folder of the store; created if it does not exist.",
)
@data_option
@_engine_options
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, exists=True, path_type=Path))
def load(store: Path | None, folder: Path, files: tuple[Path, ...], **engine: str | None) -> None:
    """Load RDF files into a store that no server has open, or publish them to an engine.

    The extension of a file names its format; for a store, files that end in .gz, as `backup` writes
    them, are decompressed. An engine (--engine) gets the graphs that differ from those published
    before, and graphs that no longer exist are removed; without FILES, the dataset of --data is
    published.
    """
    if store is not None:
        if not files:
            raise click.UsageError("Missing argument 'FILES...'.")
        from districtgraph.server.store.opening import load_files

        load_files(store, files)
        report(f"Loaded {len(files)} files into {store}.")
        return
    if engine["engine"] is None:
        raise click.UsageError("Missing option '--store' (or '--engine').")
    check_variables(os.environ)
    _publish(ServerConfig(folder, **engine), files)  # type: ignore[arg-type]


def _publish(config: ServerConfig, files: tuple[Path, ...]) -> None:
    from districtgraph.server.store.built_dataset import read_dataset
    from districtgraph.server.store.opening import publish

    done = publish(config, files or (read_dataset(config.data).quads,), report)
    report(
        f"The engine has it: {done.written:,} graphs written, {done.removed:,} removed, "
        f"{done.unchanged:,} unchanged."
    )


@click.command()
@click.argument("name", callback=_token_name)
@click.option("--scope", type=click.Choice(["write", "read"]), default="write", show_default=True)
def token(name: str, scope: str) -> None:
    """Create a token: print it once on stderr, and the line for the token file on stdout."""
    from secrets import token_urlsafe

    from districtgraph.server.core.config import Token

    secret = token_urlsafe(32)
    record = Token.of(name, scope, secret)
    report(f"The token, which is not shown again: {secret}")
    click.echo(f"{record.name} {record.scope} {record.sha256}")


_SERVER = click.option(
    "--server", default="http://127.0.0.1:8000", show_default=True, help="Address of the server."
)


@click.command()
@_SERVER
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(server: str, file: Path) -> None:
    """Save all graphs of a running server to FILE, as N-Quads; compressed if it ends in .gz."""
    from districtgraph.server.store.opening import backup as save

    report(f"Saved {save(server, file):,} quads to {file}.")


@click.command()
@_SERVER
@click.option(
    "--token",
    envvar="DISTRICTGRAPH_WRITE_TOKEN",
    show_envvar=True,
    required=True,
    help="Token for writing; safer in the environment, where other users cannot see it.",
)
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
def restore(server: str, token: str, file: Path) -> None:
    """Replace all data of a running server with the backup in FILE, completely or not at all."""
    from districtgraph.server.store.opening import restore as load_back

    load_back(server, file, token)
    report(f"{server} now has the content of {file}.")


@click.command()
@data_option
@click.option(
    "--endpoint", default=None, help="Query a SPARQL endpoint instead of the local dataset."
)
@click.option(
    "--base-iri",
    default=None,
    help="Base IRI of the endpoint's data.  [default: https://w3id.org/districtgraph/]",
)
def mcp(folder: Path, endpoint: str | None, base_iri: str | None) -> None:
    """Serve the graph to an AI assistant, by MCP on standard input and output.

    Needs `pip install 'districtgraph[mcp]'`. The assistant can list, search, ask, query and cite,
    but change nothing; the time and the result of a query are limited.
    """
    from districtgraph.graph.rdf.vocabulary import BASE
    from districtgraph.server.mcp.stores import LONGEST, MOST_BYTES, EndpointStore
    from districtgraph.server.store.built_dataset import read_dataset
    from districtgraph.server.store.opening import ensure_store, local_store

    if endpoint:
        _offer(EndpointStore(endpoint), base_iri or BASE)
        return
    dataset = read_dataset(folder)
    ensure_store(dataset)
    with local_store(dataset.store, dataset.base, seconds=LONGEST, max_result=MOST_BYTES) as store:
        _offer(store, dataset.base)


def _offer(store: QueryStore, base: str) -> None:
    from districtgraph.server.mcp.tools import Tools
    from districtgraph.server.store.store_reader import StoreReader

    try:
        from districtgraph.server.mcp.mcp_server import mcp_server
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is missing: pip install 'districtgraph[mcp]'"
        ) from error
    mcp_server(Tools(StoreReader(store, base))).run("stdio")


COMMANDS = (load, token, backup, restore, mcp)
