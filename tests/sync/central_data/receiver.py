"""A real HTTP server on the loopback address that answers as it is told, or does not."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Request:
    """What came in."""

    key: str
    sort: str
    headers: dict[str, str]
    facts: list[dict]


Answer = int | tuple[int, dict[str, str]] | str
"""A status, one with headers, or a misbehaviour: "stall", "drip", "die", "die_in_answer", "garbage"."""


@dataclass
class Receiver:
    """Takes facts; `answer` is asked for each request.

    Attributes:
        taken: facts by idempotency key, of requests that were answered with 2xx, first come.
        requests: all of them.
    """

    answer: Callable[[Request], Answer] = lambda _: 200
    requests: list[Request] = field(default_factory=list)
    taken: dict[str, dict] = field(default_factory=dict)
    url: str = ""
    let_go: threading.Event = field(default_factory=threading.Event)


def first(answers: list[Answer], then: Answer = 200) -> Callable[[Request], Answer]:
    """These answers one after the other, then the same for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if left else then


@contextmanager
def receiving(answer: Callable[[Request], Answer] = lambda _: 200) -> Iterator[Receiver]:
    """Run a receiver."""
    receiver = Receiver(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            facts = [json.loads(line) for line in text.splitlines()]
            request = Request(self.headers["Idempotency-Key"], self.headers["Content-Type"], dict(self.headers), facts)
            receiver.requests.append(request)
            answer = receiver.answer(request)
            if isinstance(answer, str):
                self._misbehave(answer)
                return
            status, headers = (answer, {}) if isinstance(answer, int) else answer
            if 200 <= status < 300:
                for fact in facts:
                    receiver.taken.setdefault(fact["idempotency_key"], fact)
            body = b'{"told": "' + str(status).encode() + b'"}'
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _misbehave(self, how: str) -> None:
            self.close_connection = True
            if how == "stall":
                receiver.let_go.wait(20)
            elif how == "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                until = time.monotonic() + 20
                while time.monotonic() < until and not receiver.let_go.wait(0.05):
                    try:
                        self.wfile.write(b".")
                    except OSError:
                        return
            elif how == "die_in_answer":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            elif how == "garbage":
                self.wfile.write(b"\0\1\2 this is no HTTP\r\n\r\n")
            if how != "stall":
                self.connection.shutdown(socket.SHUT_RDWR)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/facts"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
