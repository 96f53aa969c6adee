"""`make central`, as the README shows it: the sample site joins a server on this machine, and what its bench did is seen there."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform == "win32", reason="The local server is stopped by signals."),
]

READY = "Ctrl+C ends the server"
PATIENCE_S = 180


@contextmanager
def local_central(home: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The command at work on a home; yields its process and the server's address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.local_central", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if READY in line:
                break
        found = re.search(r"The server is at (\S+)", "".join(said))
        assert found, "".join(said)
        yield process, found[1]
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)  # killed, it would leave its server behind
        process.communicate(timeout=60)


def dockgrade(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_the_sample_site_joins_a_server_of_its_own_and_is_seen_there(tmp_path: Path) -> None:
    home = tmp_path / "site"
    with local_central(home) as (process, url):
        dockgrade("sync", "--once", "--home", str(home))
        deadline = time.monotonic() + PATIENCE_S
        while not rows(url, "SELECT 1 FROM dockgrade.item_v LIMIT 1") and time.monotonic() < deadline:
            time.sleep(0.2)
        items = rows(url, "SELECT lpn, disposition, tote FROM dockgrade.item_v WHERE disposition IS NOT NULL")
        events = rows(url, "SELECT count(*) FROM dockgrade.event_v")[0][0]
    assert process.returncode == 0
    assert items
    assert events == sum(1 for _ in _events_of(home))
    with pytest.raises(psycopg.OperationalError):
        rows(url, "SELECT 1")

    with local_central(home) as (_, again):  # the second start finds what the first one left
        assert again == url
        assert rows(again, "SELECT count(*) FROM dockgrade.event_v") == [(events,)]


def _events_of(home: Path) -> Iterator[tuple[Any, ...]]:
    import sqlite3

    connection = sqlite3.connect(home / "journal.db")
    yield from connection.execute("SELECT stream_id, seq FROM event")
    connection.close()
