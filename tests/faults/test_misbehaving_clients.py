"""Every misbehaviour against every route, with a healthy client beside it."""

from collections.abc import Iterator

import pytest

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.service import ROUTES
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

from .crowd import RATE, Crowd
from .healthy_client import HealthyClient
from .lateness import TooLateError
from .misbehaviours import MISBEHAVIOURS
from .routes import ROUTE_REQUESTS
from .running_server import RunningServer
from .served_dataset import warm_up
from .trial import tried

pytestmark = pytest.mark.alone

SECONDS = 1.25 * len(ROUTE_REQUESTS) / RATE
"""Long enough for a crowd to come to every route."""
SECONDS_OF_SILENCE = 1.0
"""The same for one whose clients ask for nothing: they are not held to a rate."""
PAGES = ("/healthz", "/editor", "/browse/Claim")


@pytest.fixture(scope="module")
def healthy(paged_server: RunningServer) -> Iterator[HealthyClient]:
    warm_up(paged_server)
    with HealthyClient(paged_server.address, PAGES) as client:
        yield client


def test_every_route_has_a_request(built: BuildResult) -> None:
    app = pages_application(
        ServerConfig(built.folder), read_dataset(built.folder), MemoryBackend("")
    )
    routes = {str(rule) for rule in app.url_map.iter_rules()} | set(ROUTES)
    assert {request.route for request in ROUTE_REQUESTS} == routes


def test_all_requests_have_different_names_in_a_table() -> None:
    assert len({request.name for request in ROUTE_REQUESTS}) == len(ROUTE_REQUESTS) >= 60


def test_there_are_all_kinds_of_misbehaviour() -> None:
    assert len(MISBEHAVIOURS) == 21


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_a_healthy_client_is_answered_beside_those_that_misbehave_at_every_route(
    paged_server: RunningServer, healthy: HealthyClient, name: str
) -> None:
    misbehaviour = MISBEHAVIOURS[name]
    crowd = Crowd(paged_server.address, misbehaviour, ROUTE_REQUESTS)
    seconds = SECONDS if misbehaviour.asks else SECONDS_OF_SILENCE
    trial = tried(paged_server, healthy, crowd, seconds)
    wrongs, delays = trial.wrongs(), trial.delays()
    assert not wrongs
    if delays:
        raise TooLateError(delays)
