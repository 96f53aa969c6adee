"""A TCP proxy that behaves as badly as networks do: late, slow, deaf in one direction or both, gone, or cut at a chosen byte."""

import contextlib
import select
import socket
import struct
import threading
import time


class Proxy:
    """Stands before a port of the loopback address.

    Attributes:
        port: where clients connect.
        latency_s: added to each piece, each way.
        bytes_per_s: None for as fast as it goes; each way.
        swallow_up, swallow_down: take what clients, or the server, send, and pass nothing on: the connection stays open.
        refuse: reset every new connection.
        cut_down_after: with a text that clients send, e.g. b"push_v1": the answer to it is never passed on; the connection is reset instead.
    """

    def __init__(self, target_port):
        self._target = ("127.0.0.1", target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.latency_s = 0.0
        self.bytes_per_s = None
        self.swallow_up = self.swallow_down = self.refuse = False
        self.cut_down_after = None
        self.cuts = 0
        self.connections = 0
        self._pairs = set()
        self._lock = threading.Lock()
        self._ended = False
        threading.Thread(target=self._accept, daemon=True).start()

    def heal(self):
        """Behave well again, for connections that are open too."""
        self.latency_s, self.bytes_per_s = 0.0, None
        self.swallow_up = self.swallow_down = self.refuse = False
        self.cut_down_after = None

    def reset(self):
        """Reset every open connection."""
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            for one in pair:
                _reset(one)

    def close(self):
        self._ended = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.reset()

    def _accept(self):
        while not self._ended:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.refuse:
                _reset(client)
                continue
            try:
                server = socket.create_connection(self._target, 5)
            except OSError:
                _reset(client)
                continue
            with self._lock:
                self._pairs.add((client, server))
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client, server):
        armed = False
        try:
            while not self._ended:
                ready, _, _ = select.select([client, server], [], [], 0.1)
                for source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is client:
                        armed = armed or (self.cut_down_after is not None and self.cut_down_after in data)
                        if self.swallow_up:
                            continue
                        self._send(server, data)
                    elif armed and self.cut_down_after is not None:
                        self.cuts += 1  # the server has answered, so it has committed; nobody will ever know
                        return
                    elif not self.swallow_down:
                        self._send(client, data)
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                self._pairs.discard((client, server))
            _reset(client)
            _reset(server)

    def _send(self, target, data):
        if self.latency_s:
            time.sleep(self.latency_s)
        rate = self.bytes_per_s
        if rate is None:
            target.sendall(data)
            return
        piece = max(1, rate // 50)
        for start in range(0, len(data), piece):
            target.sendall(data[start : start + piece])
            time.sleep(1 / 50)


def _reset(one):
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        one.close()
