"""The whole product as one Flask application: pages, SPARQL, the graph store and the rest."""

import logging
import os
from contextlib import suppress
from functools import partial

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
    new_backend,
    prepare_dataset,
)
from districtgraph.server.store.store_reader import BackendStore
from districtgraph.server.web.application import pages_application
from districtgraph.server.wsgi import add_service

__all__ = ["application", "create_app"]

_LOG = logging.getLogger("districtgraph")


def create_app(**given: object) -> Flask:
    """Return the application of what the settings lead to, as `districtgraph serve` answers it.

    Args:
        given: settings by name (`store`, `timeout`, …); they go before the environment.

    Raises:
        SettingError, TokenFileError: a setting is not what it has to be.
        GraphRejectedError, ReasonerError: the dataset is refused.
        DatasetError, StoreDamagedError, StoreUnavailableError: there is nothing that could be
            served.

    """
    if not has_level_handler(_LOG):
        _LOG.addHandler(printable_handler())
    config, base_iri = start_settings(given, os.environ)
    if config.store is None:
        dataset = prepare_dataset(config.data, base_iri, _LOG.info)
        folder = dataset.store
    else:
        dataset, folder = no_dataset(config.store), config.store
    # Whom another process gives way to soon, as at gunicorn's reload, may begin: see `LoopThread`.
    with suppress(StoreInUseError):
        check_store(folder)
    backend = new_backend(folder, config, dataset.base)
    return application(config, dataset, backend, partial(claim_store, folder))


def application(
    config: ServerConfig,
    dataset: BuiltDataset,
    backend: Backend,
    claim: Claim = nothing_to_claim,
) -> Flask:
    """Return the application over a backend.

    Args:
        config: the settings.
        dataset: what the pages tell of.
        backend: what answers; it is opened when the first request comes.
        claim: see `LoopThread`.

    """
    running = LoopThread(backend, claim)
    app = pages_application(config, dataset, BackendStore(backend, running.loop))
    app.extensions["districtgraph"]["running"] = running
    add_service(app, Service(config, dataset, backend, app.wsgi_app), running, config)
    return app
