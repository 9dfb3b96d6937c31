"""The files of deploy/, read: they agree with one another, the server and its settings."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from districtgraph.server.core.config import settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = ROOT / "docs/how-to/run-in-production.md"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
ENDS_WITHIN = 10
"""Seconds from SIGTERM; docs/reference/operation.md promises it."""
KNOWN = {setting.variable for setting in settings()} | {
    f"DISTRICTGRAPH_{name}" for name in ("DATA", "STORE", "TOKEN_FILE", "WRITE_TOKEN", "CONFIG")
}


def _kubernetes() -> dict[str, Any]:
    documents = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
    return {document["kind"]: document for document in documents}


def _container() -> dict[str, Any]:
    pod = _kubernetes()["Deployment"]["spec"]["template"]["spec"]
    container: dict[str, Any] = pod["containers"][0]
    return container


def _compose() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return services["districtgraph"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_file_names_settings_that_the_server_has(path: Path) -> None:
    named = set(re.findall(r"DISTRICTGRAPH_[A-Z_]+", path.read_text()))
    assert named <= KNOWN


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_the_guide_leads_to_every_file(path: Path) -> None:
    assert f"deploy/{path.name}" in GUIDE.read_text()


def test_the_image_runs_as_the_user_that_kubernetes_demands() -> None:
    user = re.search(r"^USER (\d+):(\d+)$", DOCKERFILE, re.MULTILINE)
    assert user
    security = _kubernetes()["Deployment"]["spec"]["template"]["spec"]["securityContext"]
    assert (security["runAsUser"], security["runAsGroup"]) == tuple(map(int, user.groups()))
    assert security["runAsNonRoot"] is True


def test_kubernetes_sets_no_variable_that_is_a_setting() -> None:
    deployed = _kubernetes()
    pod = deployed["Deployment"]["spec"]["template"]["spec"]
    # For a Service of this name it would set DISTRICTGRAPH_PORT=tcp://….
    assert deployed["Service"]["metadata"]["name"] == "districtgraph"
    assert pod["enableServiceLinks"] is False


def test_all_that_runs_a_container_lets_it_write_to_its_volume_alone() -> None:
    folder = re.search(r"^VOLUME (\S+)$", DOCKERFILE, re.MULTILINE)
    assert folder
    assert f"DISTRICTGRAPH_DATA={folder.group(1)}" in DOCKERFILE
    mounts = {mount["mountPath"] for mount in _container()["volumeMounts"]}
    assert mounts == {folder.group(1), "/tmp"}
    assert _container()["securityContext"]["readOnlyRootFilesystem"] is True
    assert _compose()["read_only"] is True
    assert _compose()["volumes"] == [f"data:{folder.group(1)}"]


def test_everybody_waits_for_as_long_as_the_server_takes_to_end() -> None:
    unit = (DEPLOY / "districtgraph.service").read_text()
    stop = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert stop
    assert int(stop.group(1)) > ENDS_WITHIN
    pod = _kubernetes()["Deployment"]["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] > ENDS_WITHIN
    assert int(_compose()["stop_grace_period"].removesuffix("s")) > ENDS_WITHIN


def test_one_server_at_a_time_has_the_volume() -> None:
    deployment = _kubernetes()["Deployment"]["spec"]
    assert deployment["replicas"] == 1
    assert deployment["strategy"] == {"type": "Recreate"}


def test_proxies_wait_longer_than_the_longest_query() -> None:
    longest = next(s.default for s in settings() if s.variable == "DISTRICTGRAPH_MAX_TIMEOUT")
    for name, pattern in (
        ("nginx.conf", r"proxy_read_timeout (\d+)s"),
        ("Caddyfile", r"response_header_timeout (\d+)s"),
    ):
        seconds = re.search(pattern, (DEPLOY / name).read_text())
        assert seconds, name
        assert int(seconds.group(1)) > float(str(longest)), name


def test_the_files_that_the_image_copies_exist_and_are_not_ignored() -> None:
    ignored = {
        line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in "#"
    }
    for needed in ("pyproject.toml", "constraints.txt", "hatch_build.py", "src", "server", "graph"):
        assert (ROOT / needed).exists()
        assert needed not in ignored
