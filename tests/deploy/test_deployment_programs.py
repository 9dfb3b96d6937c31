"""The files of deploy/, given to the programs that they are for; those that are not here skip."""

import http.client
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live_server import free_port, serving_store
from tests.patience import PATIENCE

DEPLOY = Path(__file__).parents[2] / "deploy"
NEEDED = "apt-get install nginx caddy systemd, which .ci/run does"
ADDRESS = "graph.example.org"
pytestmark = pytest.mark.usefixtures("processes")


def _program(name: str) -> str:
    # Debian has nginx beside root's own programs.
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not on this machine: {NEEDED}")
    return found


def test_systemd_takes_the_unit_and_calls_it_protected(tmp_path: Path) -> None:
    program = _program("systemd-analyze")
    unit = tmp_path / "districtgraph.service"
    text = (DEPLOY / unit.name).read_text()
    # systemd looks for the program, which is installed on the machine that runs it alone.
    unit.write_text(text.replace("/opt/districtgraph/bin/districtgraph", "/bin/true"))
    verified = subprocess.run(
        [program, "verify", unit], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    exposure = subprocess.run(
        [program, "security", "--offline=yes", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    # Tenths of systemd's points for what a service may do: 96 without any protection.
    assert exposure.returncode == 0, exposure.stdout[-300:]


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": ADDRESS})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError(port)


@contextmanager
def _running(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@contextmanager
def _nginx(server: str, folder: Path) -> Iterator[int]:
    """Run nginx with our server block, without TLS and on a port of its own."""
    program, port = _program("nginx"), free_port()
    text = (DEPLOY / "nginx.conf").read_text().replace("127.0.0.1:8000", server)
    redirect = text.index("server {\n    listen 80;")
    text = text[:redirect] + text[text.index("server {\n    listen 443") :]
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = "\n".join(line for line in text.splitlines() if "ssl_certificate" not in line)
    temporary = "\n".join(
        f"{name}_temp_path {folder / name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nmaster_process off;\npid {folder / 'pid'};\nerror_log stderr;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}\n{text}\n}}\n"
    )
    with _running([program, "-p", str(folder), "-c", str(configuration)], port):
        yield port


@contextmanager
def _caddy(server: str, folder: Path) -> Iterator[int]:
    """Run Caddy with our site, without TLS and on a port of its own."""
    program, port = _program("caddy"), free_port()
    text = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8000", server)
    configuration = folder / "Caddyfile"
    configuration.write_text(
        "{\n\tadmin off\n}\n"
        + text.replace(f"{ADDRESS} {{", f"http://{ADDRESS}:{port} {{\n\tbind 127.0.0.1")
    )
    command = [program, "run", "--adapter", "caddyfile", "--config", str(configuration)]
    with _running(command, port):
        yield port


def test_caddy_takes_the_file_as_it_is() -> None:
    command = [_program("caddy"), "validate", "--adapter", "caddyfile", "--config"]
    done = subprocess.run(
        [*command, DEPLOY / "Caddyfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_nginx_takes_the_file_as_it_is(tmp_path: Path) -> None:
    program, openssl = _program("nginx"), _program("openssl")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={ADDRESS}",
         "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/graph.example.org", str(tmp_path))
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(f"pid {tmp_path / 'pid'};\nevents {{}}\nhttp {{\n{text}\n}}\n")
    done = subprocess.run(
        [program, "-t", "-p", tmp_path, "-c", configuration],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("proxy", [_nginx, _caddy], ids=["nginx", "caddy"])
def test_a_client_behind_the_proxy_is_answered_as_before_the_server(
    proxy: object, tmp_path: Path
) -> None:
    with serving_store(tmp_path / "store", "--trusted-hops", "1", token="secret") as address:
        server = address.removeprefix("http://")
        with proxy(server, tmp_path) as port:  # type: ignore[operator]
            long = "ASK { VALUES ?a { " + '"a" ' * 3000 + "} }"
            asked = _ask(port, "POST", "/sparql", long.encode(), "application/sparql-query")
            assert json.loads(asked) == {"head": {}, "boolean": True}
            triple = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
            graph = "/store?graph=http%3A%2F%2Fexample.org%2Fg"
            _ask(port, "PUT", graph, triple * 50_000, "application/n-triples", "secret")
            assert _ask(port, "GET", graph) == triple
            # Links name the address that the client knows, not the server's own.
            assert f"http://{ADDRESS}" in _ask(port, "GET", "/robots.txt").decode()


def _ask(
    port: int, method: str, path: str, body: bytes | None = None, kind: str = "", token: str = ""
) -> bytes:
    headers = {"Host": ADDRESS, "Accept": "application/sparql-results+json, application/n-triples"}
    headers |= {"Content-Type": kind} if kind else {}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers, method=method)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        found: bytes = response.read()
    return found
