"""A proxy that serves a site under a prefix, which it takes off, as nginx does."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from tests.patience import PATIENCE

__all__ = ["proxied"]

_HOP = {"transfer-encoding", "connection", "content-length"}


@contextmanager
def proxied(port: int, prefix: str, site: str) -> Iterator[None]:
    """Serve a site's answers at a port, below a prefix."""

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            if not self.path.startswith(f"{prefix}/"):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            connection = HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
            with closing(connection):
                connection.request(
                    self.command, self.path.removeprefix(prefix), body, dict(self.headers)
                )
                answer = connection.getresponse()
                content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            # A browser that leaves a page does not wait for the rest of it.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = forward

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
