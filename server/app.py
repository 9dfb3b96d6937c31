"""The whole product as one Flask application: pages, SPARQL, the graph store and the rest."""

import logging
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from flask import Flask
from flask.logging import has_level_handler

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.start_settings import start_settings
from districtgraph.server.http.printable_text import printable_handler
from districtgraph.server.service import Service
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.built_dataset import BuiltDataset, no_dataset
from districtgraph.server.store.loop_thread import Claim, LoopThread, nothing_to_claim
from districtgraph.server.store.opening import (
    StoreInUseError,
    check_store,
    claim_store,
    dataset_of,
    new_backend,
    prepare_dataset,
)
from districtgraph.server.store.store_reader import BackendStore
from districtgraph.server.web.application import INDEX, pages_application
from districtgraph.server.wsgi import add_service

__all__ = ["application", "create_app"]

_LOG = logging.getLogger("districtgraph")


def create_app(**given: object) -> Flask:
    """Return the application for the settings, with the same answers as `districtgraph serve`.

    Args:
        given: settings by name (`store`, `timeout`, …), which override the environment.

    Raises:
        SettingError, TokenFileError: a setting is not allowed.
        GraphRejectedError, ReasonerError: the dataset is refused.
        DatasetError, StoreDamagedError, StoreUnavailableError: there is nothing to serve.

    """
    if not has_level_handler(_LOG):
        _LOG.addHandler(printable_handler())
    config, base_iri = start_settings(given, os.environ)
    if config.engine is not None:
        # Any number of processes may share an engine.
        dataset = dataset_of(config)
        return application(config, dataset, new_backend(config.data, config, dataset.base))
    if config.store is None:
        dataset = prepare_dataset(config.data, base_iri, _LOG.info)
        folder = dataset.store
    else:
        dataset, folder = no_dataset(config.store), config.store
    # A process may begin if another one releases the store soon, as at gunicorn's reload: see
    # `LoopThread`.
    with suppress(StoreInUseError):
        check_store(folder)
    backend = new_backend(folder, config, dataset.base)
    return application(config, dataset, backend, partial(claim_store, folder), folder)


def application(
    config: ServerConfig,
    dataset: BuiltDataset,
    backend: Backend,
    claim: Claim = nothing_to_claim,
    folder: Path | None = None,
) -> Flask:
    """Return the application over a backend.

    Args:
        config: the settings.
        dataset: the dataset that the pages describe.
        backend: the store or engine; it is opened by the first request.
        claim: see `LoopThread`.
        folder: the folder for the index of names and dumps of graphs; None for temporary folders.

    """
    running = LoopThread(backend, claim)
    index = folder and folder / INDEX
    app = pages_application(config, dataset, BackendStore(backend, running.loop), index)
    app.extensions["districtgraph"]["running"] = running
    service = Service(config, dataset, backend, app.wsgi_app, folder)
    add_service(app, service, running, config)
    return app
