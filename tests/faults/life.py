"""One life of a bench, in a process of its own that may be killed at any moment.

As a program it starts a site when a line comes in, scans each further line, and tells each picture after its commit. `Life` is the other end.
"""

import base64
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import app
from app.bench.bench import Bench
from app.bench.view import BenchView
from app.bootstrap import Site
from app.domain.commands import RegisterScan
from app.settings import Home, load_settings
from app.store.journal import Journal

PATIENCE_S = 30.0
CHECKOUT = Path(app.__file__).resolve().parents[1]


class ToldSite(Site):
    """A site that says where its record stands whenever it shows something."""

    def __init__(self, home: Home) -> None:
        super().__init__(home, load_settings(home.settings), self._on_view)
        self._journal: Journal | None = None

    def _open(self) -> tuple[Journal, Bench]:
        journal, bench = super()._open()
        self._journal = journal
        return journal, bench

    def _on_view(self, view: BenchView) -> None:
        assert self._journal is not None
        head = self._journal.head
        picture = base64.b64encode(pickle.dumps(view)).decode("ascii")
        print(head.last_seq, head.last_hash.hex(), picture, flush=True)


def main() -> None:
    site = ToldSite(Home(Path(sys.argv[1])))
    sys.stdin.readline()  # everything is imported: wait for the life to begin
    site.start()
    site.runner.ready.result()
    site.start_devices()
    for number, line in enumerate(sys.stdin, start=1):
        site.submit(RegisterScan(line.rstrip("\n"), "", "left", number * 10**9))
    site.stop()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the bench had shown: the record's head at that moment, and the picture."""

    seq: int
    digest: str
    view: BenchView


class Life:
    """A bench in a process of its own."""

    def __init__(self, home: Home) -> None:
        """Load the program; it begins to work with `begin`."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.life", str(home.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.told: list[Acknowledged] = []
        self._queue: queue.SimpleQueue[Acknowledged] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.endswith("\n"):
                return  # killed while it spoke: that was no acknowledgement
            seq, digest, picture = line.split()
            view: BenchView = pickle.loads(base64.b64decode(picture))
            self._queue.put(Acknowledged(int(seq), digest, view))

    def begin(self) -> BenchView:
        """Start the bench; its first picture."""
        self._send("go")
        return self.next_view()

    def _send(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def scan(self, text: str) -> None:
        """Scan, and do not wait."""
        self._send(text)

    def next_view(self) -> BenchView:
        """Wait for the next picture."""
        told = self._queue.get(timeout=PATIENCE_S)
        self.told.append(told)
        return told.view

    def newest_view(self) -> BenchView:
        """The last picture that has come in."""
        while True:
            try:
                self.told.append(self._queue.get_nowait())
            except queue.Empty:
                return self.told[-1].view

    def answered(self, after: int) -> BenchView:
        """Wait until something was said after that notice."""
        view = self.newest_view()
        while view.notice is None or view.notice.number <= after:
            view = self.next_view()
        return view

    def kill(self) -> None:
        """End it as a power cut does, and take in what it had still said."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        while not self._queue.empty():
            self.told.append(self._queue.get())
        self._close()

    def end(self) -> None:
        """End it in order."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        self._close()

    def _close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue


if __name__ == "__main__":
    main()
