"""An engine that misbehaves over a real socket: each of its answers is written byte by byte."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.patience import PATIENCE

Answer = Callable[[socket.socket, "Asked"], None]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The query, or the update."""
        if self.headers.get("content-type") == "application/x-www-form-urlencoded":
            return parse_qs(self.body.decode())["query"][0]
        return self.body.decode()

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode())


@dataclass
class FakeEngine:
    """An engine whose next answers the test sets.

    Attributes:
        address: of it.
        answers: in their order; the last one is repeated.
        asked: the received requests.
        connections: the number of connections made.
        hung_up: set when a client closed its connection before it had its answer.

    """

    address: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    hung_up: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def serve(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        self.connections += 1
        with connection, suppress(OSError):
            while (asked := _read(connection)) is not None:
                self.asked.append(asked)
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                answer(connection, asked)
                if getattr(answer, "closes", True):
                    return

    def silence(self, connection: socket.socket, _asked: Asked) -> None:
        """Say nothing, until the client goes."""
        connection.settimeout(0.05)
        while not self.ended.is_set():
            try:
                if not connection.recv(1):
                    self.hung_up.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                self.hung_up.set()
                return


def _read(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    line, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)}
    while len(body) < int(headers.get("content-length", "0")):
        # Of a client that goes before it has sent all of it, nothing comes any more.
        if not (piece := connection.recv(65536)):
            return None
        body += piece
    method, target, _ = line.split(" ")
    return Asked(method, target, headers, body)


def says(
    content: bytes | str,
    media_type: str = "application/sparql-results+xml",
    status: str = "200 OK",
    headers: tuple[str, ...] = (),
    cut: int | None = None,
) -> Answer:
    """Return an answer; cut, it ends behind so many bytes of its body."""
    body = content.encode() if isinstance(content, str) else content

    def answer(connection: socket.socket, _asked: Asked) -> None:
        lines = [
            f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}",
            "Connection: close", *headers, "", "",
        ]  # fmt: skip
        connection.sendall("\r\n".join(lines).encode() + body[:cut])

    return answer


def says_on(content: str, media_type: str = "application/sparql-results+xml") -> Answer:
    """Return an answer after which the connection stays open for the next request."""
    body = content.encode()

    def answer(connection: socket.socket, _asked: Asked) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    answer.closes = False  # type: ignore[attr-defined]
    return answer


def says_without_length(content: str, media_type: str, chunked: bool, ends: bool) -> Answer:
    """Return an answer in chunks, which may lack the last one, or until the connection ends."""

    def answer(connection: socket.socket, _asked: Asked) -> None:
        coding = "Transfer-Encoding: chunked\r\n" if chunked else ""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n{coding}Connection: close\r\n\r\n"
        connection.sendall(head.encode())
        data = content.encode()
        if chunked:
            data = b"%x\r\n%b\r\n" % (len(data), data) + (b"0\r\n\r\n" if ends else b"")
        connection.sendall(data)

    return answer


def drips(
    content: str,
    seconds: float,
    media_type: str = "application/sparql-results+xml",
    begun: threading.Event | None = None,
) -> Answer:
    """Return an answer that comes byte by byte, and says when it has begun."""

    def answer(connection: socket.socket, _asked: Asked) -> None:
        data = content.encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        connection.sendall(head.encode())
        for byte in data:
            connection.sendall(bytes([byte]))
            if begun is not None:
                begun.set()
            time.sleep(seconds)

    return answer


def hangs_up(connection: socket.socket, _asked: Asked) -> None:
    """Close the connection without a word."""


def rows(*values: str) -> str:
    """Return solutions of one variable, in XML."""
    body = "".join(
        f'<result><binding name="a"><literal>{value}</literal></binding></result>'
        for value in values
    )
    return (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f'<head><variable name="a"/></head><results>{body}</results></sparql>'
    )


def boolean(value: bool) -> str:
    """Return the answer to an ASK, in XML."""
    return (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        f"<boolean>{str(value).lower()}</boolean></sparql>"
    )


@contextmanager
def fake_engine(*answers: Answer) -> Iterator[FakeEngine]:
    """Run an engine that gives these answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        engine = FakeEngine(f"http://127.0.0.1:{server.getsockname()[1]}/sparql", list(answers))
        threads: list[threading.Thread] = []
        accepted: list[socket.socket] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    accepted.append(connection)
                    thread = threading.Thread(target=engine.serve, args=(connection,), daemon=True)
                    thread.start()
                    threads.append(thread)

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield engine
        finally:
            engine.ended.set()
            server.shutdown(socket.SHUT_RDWR)
            accepting.join(PATIENCE)
            # A client may hold connections for its next requests.
            for connection in accepted:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(PATIENCE)
