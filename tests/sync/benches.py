"""Benches that sync: a home directory each, a real journal, events of any kind, and an agent that runs when it is told to."""

import json
import random
import shutil
import sqlite3
from dataclasses import astuple
from pathlib import Path

from app.domain.lpn import random_series
from app.settings import Home, load_settings
from app.store.chain import GENESIS, EventRow, chain_hash
from app.store.ids import new_id
from app.store.statements import create_all
from app.store.tables import EVENT_COLUMNS, SCHEMA_VERSION
from app.sync.agent import Agent
from app.sync.central.enrol import enrol
from app.sync.join import join, parse_token
from app.sync.secret import SecretStore
from tests.store.raw_events import PUT_EVENT, PUT_STREAM

COLUMNS = ", ".join(EVENT_COLUMNS)
BODY = '{"note": "' + "x" * 300 + '"}'


class BenchHome:
    """One bench's home directory."""

    def __init__(self, folder, bench_id="B01", site="TMP1"):
        self.home = Home(folder)
        self.bench_id, self.site = bench_id, site
        if not self.home.settings.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self.home.settings.write_text(
                f'# our bench\n[bench]\nid = "{bench_id}"  # on the door\nsite = "{site}"\n', encoding="utf-8"
            )
            connection = self.connect()
            for statement in create_all():
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
            connection.close()
            self._begin_stream()

    def _begin_stream(self):
        connection = self.connect()
        connection.execute("UPDATE stream SET current = 0")
        connection.execute(
            PUT_STREAM, (new_id(), self.bench_id, self.site, random_series(random.SystemRandom()), 0, GENESIS, 1)
        )
        connection.close()

    @property
    def settings(self):
        return load_settings(self.home.settings)

    @property
    def secrets(self):
        return SecretStore(self.home.secret, {}, use_keyring=False)

    def connect(self):
        connection = sqlite3.connect(self.home.journal, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        return connection

    def current(self):
        with closing_rows(self.home.journal, "SELECT stream_id FROM stream WHERE current = 1") as rows:
            return rows[0][0]

    def record(self, count=1, *, key="item:1", kind="of_a_later_release", body=BODY, stream=None):
        """Append events to a stream; returns their ids."""
        stream = stream or self.current()
        connection = self.connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            seq, last, hlc = connection.execute(
                "SELECT last_seq, last_hash, last_hlc FROM stream WHERE stream_id = ?", (stream,)
            ).fetchone()
            made, rows = [], []
            for _ in range(count):
                seq, hlc = seq + 1, hlc + 1
                row = EventRow(
                    stream, seq, new_id(), key, kind, 1, hlc, "2026-11-20T08:00:00.000Z", "Aino", new_id(), "[]", body
                )
                following = chain_hash(last, row)
                rows.append((*astuple(row), last, following))
                last = following
                made.append(row.event_id)
            connection.executemany(PUT_EVENT, rows)
            connection.execute(
                "UPDATE stream SET last_seq = ?, last_hash = ?, last_hlc = ? WHERE stream_id = ?",
                (seq, last, hlc, stream),
            )
            connection.execute("COMMIT")
        finally:
            connection.close()
        return made

    def events(self, stream=None):
        """Rows of the journal."""
        where = "" if stream is None else f" WHERE stream_id = '{stream}'"
        with closing_rows(self.home.journal, f"SELECT {COLUMNS} FROM event{where} ORDER BY stream_id, seq") as rows:
            return rows

    def mirror(self, sql, *values):
        with closing_rows(self.home.mirror, sql, values) as rows:
            return rows

    def remote(self):
        return self.mirror(f"SELECT {COLUMNS} FROM remote_event ORDER BY stream_id, seq")

    def journal_rows(self, sql, *values):
        with closing_rows(self.home.journal, sql, values) as rows:
            return rows

    def rename(self, bench_id):
        """Give the bench another name, as an administrator would in settings.toml; it begins a new stream."""
        text = self.home.settings.read_text(encoding="utf-8").replace(f'"{self.bench_id}"', f'"{bench_id}"')
        self.home.settings.write_text(text, encoding="utf-8")
        self.bench_id = bench_id
        self._begin_stream()

    def join(self, database, *, replaces=None):
        """Enrol at the database and join with the token."""
        token = enrol(database.url, self.bench_id, self.site, replaces=replaces).token
        return join(self.home, self.settings, parse_token(token), self.secrets)

    def lead_to(self, port):
        """Let [central] url lead through another port."""
        text = self.home.settings.read_text(encoding="utf-8")
        url = self.settings.central.url
        host, _, rest = url.rpartition("@")[2].partition(":")
        changed = url.replace(f"{host}:{rest.partition('/')[0]}", f"{host}:{port}")
        self.home.settings.write_text(text.replace(url, changed), encoding="utf-8")

    def agent(self, tell=lambda _: None):
        return Agent(self.home, self.settings, tell, secrets=self.secrets)

    def sync(self):
        """One round, on a connection of its own."""
        return self.agent().once()

    def copy_to(self, folder):
        """A copy of the whole home, as a disk image makes it."""
        shutil.copytree(self.home.path, folder)
        return BenchHome(folder, self.bench_id, self.site)

    def put_back(self, copy, *, mirror=False):
        """Restore the journal (and the mirror) from a copy."""
        for path in (self.home.journal, *([self.home.mirror] if mirror else [])):
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
            with sqlite3.connect(copy.home.path / path.name) as source, sqlite3.connect(path) as target:
                source.backup(target)
            source.close()
            target.close()

    def obey(self):
        """Carry out orders as the bench would: what is only here moves to the new stream; returns the ids that moved."""
        moved = []
        for new, series, old, common, reason in self.mirror(
            "SELECT new_stream_id, series, replaces, common_seq, reason FROM stream_order ORDER BY rowid"
        ):
            if reason == "series_clash":
                connection = self.connect()
                connection.execute("UPDATE stream SET series = ? WHERE stream_id = ?", (series, new))
                connection.close()
            elif not self.journal_rows("SELECT 1 FROM stream WHERE stream_id = ?", new):
                moved += self._move(new, series, old, common)
        return moved

    def _move(self, new, series, old, common):
        connection = self.connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM event WHERE stream_id = ? AND seq > ? ORDER BY seq", (old, common)
            ).fetchall()
            connection.execute("DELETE FROM event WHERE stream_id = ? AND seq > ?", (old, common))
            last, moved = GENESIS, []
            for seq, row in enumerate(rows, start=1):
                event = EventRow(new, seq, *row[2:12])
                following = chain_hash(last, event)
                moved.append((*astuple(event), last, following))
                last = following
            ((current,),) = connection.execute("SELECT current FROM stream WHERE stream_id = ?", (old,)).fetchall()
            connection.execute("UPDATE stream SET current = 0 WHERE stream_id = ?", (old,))
            connection.execute(PUT_STREAM, (new, self.bench_id, self.site, series, len(moved), last, current))
            connection.executemany(PUT_EVENT, moved)
            kept = connection.execute(
                "SELECT hash FROM event WHERE stream_id = ? AND seq = ?", (old, common)
            ).fetchone()
            connection.execute(
                "UPDATE stream SET last_seq = ?, last_hash = ? WHERE stream_id = ?",
                (common, kept[0] if kept else GENESIS, old),
            )
            connection.execute("COMMIT")
        finally:
            connection.close()
        return [row[2] for row in moved]


class closing_rows:  # noqa: N801  # used like a function
    """The rows of a query on a connection that is closed again."""

    def __init__(self, path, sql, values=()):
        connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
        try:
            self.rows = connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def __enter__(self):
        return self.rows

    def __exit__(self, *_):
        return None


def central_events(database, stream=None):
    """What the server has, as rows of EVENT_COLUMNS."""
    columns = COLUMNS.replace("stream_id", "stream_id::text").replace("event_id", "event_id::text")
    columns = columns.replace("event_id::text::text", "event_id::text")
    where = "" if stream is None else f" WHERE stream_id = '{stream}'"
    rows = database.psql(f"SELECT {columns} FROM dockgrade.event{where} ORDER BY stream_id::text, seq")
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]


def all_local(*benches):
    """Every event of these benches, in the server's order."""
    return sorted((row for bench in benches for row in bench.events()), key=lambda row: (row[0], row[1]))


def problem_code(status):
    return status.problem.code if status.problem else json.dumps(None)
