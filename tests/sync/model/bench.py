"""A bench of the model: a home directory with a real journal and a real mirror, worked in steps, and killed between any two of them."""

import contextlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import astuple
from datetime import UTC, datetime, timedelta

from app.domain.causality import heads_to_name
from app.domain.events import ItemAmended, ItemGraded
from app.domain.vocabulary import Grade
from app.reference.mirror import connect_writer
from app.settings import Home, load_settings
from app.store.chain import EventRow, chain_hash
from app.store.folding import fold
from app.store.ids import new_id
from app.store.rehome import carry_out_orders
from app.store.unit_of_work import UnitOfWork
from app.sync.agent import Agent
from app.sync.secret import SecretStore
from app.sync.state import stored_acks
from tests.store.journals import Writer
from tests.store.raw_events import PUT_EVENT
from tests.sync.model.fate import Mortal

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
FILES = ("journal.db", "mirror.db")


class ModelBench:
    """One home. Its journal stays open as a running bench has it, its agent stays connected as a running one does.

    Attributes:
        name: of its folder; bench_id may be the same as another's, after a clone.
    """

    def __init__(self, folder, bench_id, fate):
        self.home = Home(folder)
        self.name, self.bench_id = folder.name, bench_id
        self.now = START
        self._fate = fate
        self.writer = self.agent = None
        self.start()

    # -- life and death

    def start(self):
        """The bench begins to work."""
        self.writer = Writer(self.home.journal, self.bench_id)
        self.writer.journal.connection = Mortal(self.writer.journal.connection, self._fate, "journal")

    def stop(self):
        """The bench is no more, at once; so is its agent."""
        self.kill_agent()
        if self.writer is not None:
            self.writer.journal.connection.raw.close()
            self.writer.journal.remote.close()
        self.writer = None

    def restart(self):
        """The bench died and starts again; its agent lives on."""
        self.writer.journal.connection.raw.close()
        self.writer.journal.remote.close()
        self.start()

    def kill_agent(self):
        """The agent is no more, at once."""
        agent, self.agent = self.agent, None
        if agent is None:
            return
        if agent._session is not None:
            agent._session.server.close()
        agent._mirror.close()
        agent._journal.close()

    # -- the agent

    def turn(self):
        """One round of the agent, which connects where it is not; returns what went wrong, None when nothing did."""
        if self.agent is None:
            settings = load_settings(self.home.settings)
            self.agent = Agent(self.home, settings, secrets=SecretStore(self.home.secret, {}, use_keyring=False))
            self.agent._remember()
        return self.agent._turn()

    def send(self):
        """What the agent does between two rounds: send what is new. False where it has to look again."""
        return self.agent is not None and self.agent._session is not None and self.agent._send()

    @property
    def in_step(self):
        status = self.agent.status if self.agent is not None else None
        return status is not None and (status.state, status.unsent, status.problem, status.order) == (
            "in_step",
            0,
            None,
            False,
        )

    def acknowledged(self):
        """What mirror.db says the server has of our streams: (stream, number, hash)."""
        if not self.home.mirror.exists():
            return []
        return [(stream, mark.seq, mark.hash) for stream, mark in stored_acks(self.home.mirror).items()]

    def importing(self):
        """Somebody imports a file: mirror.db is taken. The import ends when the connection is closed."""
        return closing(connect_writer(self.home.mirror))

    # -- the bench

    @property
    def journal(self):
        return self.writer.journal

    def fold(self, limit=50):
        """One turn of folding other benches' events; True while more is left."""
        before = self.journal.folded
        done = fold(self.journal, int(self.now.timestamp() * 1000), limit)
        return done.more or self.journal.folded != before

    def fold_all(self):
        """Fold until nothing is left."""
        while self.fold():
            pass

    def obey(self):
        """Carry out the agent's orders."""
        return carry_out_orders(self.journal, self.home.mirror)

    def ids(self):
        """Ids of all events in the journal."""
        return {row[0] for row in self.journal.connection.raw.execute("SELECT event_id FROM event").fetchall()}

    def items(self):
        """Ids of all items on the screen's side of the journal."""
        return {row[0] for row in self.journal.connection.raw.execute("SELECT item_id FROM item").fetchall()}

    def visible(self, key):
        """Ids of the events about a key that the screen has behind it: our own, and what came in and is folded."""
        found = {
            row[0]
            for row in self.journal.connection.raw.execute(
                "SELECT event_id FROM event WHERE item_key = ?", (key,)
            ).fetchall()
        }
        if self.journal.folded and not self.home.mirror.exists():
            # it went while the bench ran, and what the screen showed before stays on it: only the bench can tell
            found.update(record.event_id for record in self.journal.history(key))
        elif self.journal.folded:
            with closing(sqlite3.connect(self.home.mirror)) as mirror, contextlib.suppress(sqlite3.OperationalError):
                # a mirror that is being made has no such table yet, and the bench shows nothing of it either
                found.update(
                    row[0]
                    for row in mirror.execute(
                        "SELECT event_id FROM remote_event WHERE item_key = ? AND arrival <= ?",
                        (key, self.journal.folded),
                    ).fetchall()
                )
        return frozenset(found)

    def work(self):
        self.now += timedelta(seconds=1)
        return UnitOfWork(self.journal, actor="Inspector 12", now=self.now)

    def receive(self):
        """A parcel with an item; returns the item's key."""
        self.writer.now = self.now
        item = self.writer.item(self.writer.parcel())
        self.now = self.writer.now
        return f"item:{item}"

    def decide(self, key, serial, grade=None):
        """Decide something about an item that nobody else decides alike; returns the unit of work, not committed."""
        work = self.work()
        item_id = key.partition(":")[2]
        if grade is not None:
            work.record(key, ItemGraded(item_id, list(Grade)[grade % 6]))
        work.record(key, ItemAmended(item_id, lot=serial))
        return work

    def foreign_kind(self, key):
        """Record an event of a later release, as that release would; returns its id."""
        journal = self.journal
        head = journal.head
        seen = heads_to_name(journal.history(key), head.stream_id)
        text = "[" + ",".join(f'"{one}"' for one in seen) + "]"
        self.now += timedelta(seconds=1)
        hlc = max(int(self.now.timestamp() * 1000) << 16, head.last_hlc + 1)
        row = EventRow(
            head.stream_id, head.last_seq + 1, new_id(), key, "item_weighed_by_robot", 3, hlc, "2026-11-20T08:00:00.000Z",
            "Aino", new_id(), text, '{"future": [1, "\\u0000", "й"]}',
        )  # fmt: skip
        digest = chain_hash(head.last_hash, row)
        raw = journal.connection.raw
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(PUT_EVENT, (*astuple(row), head.last_hash, digest))
        raw.execute(
            "UPDATE stream SET last_seq = ?, last_hash = ?, last_hlc = ? WHERE stream_id = ?",
            (row.seq, digest, hlc, row.stream_id),
        )
        raw.execute("COMMIT")
        self.restart()
        return row.event_id

    # -- what becomes of disks

    def copy_to(self, folder):
        """A copy of the home as of now, as an image of its disk; both databases by SQLite's own backup."""
        folder.mkdir(parents=True)
        for path in self.home.path.iterdir():
            if path.is_file() and not path.name.startswith(FILES) and not path.name.endswith(".lock"):
                shutil.copy2(path, folder / path.name)
        for name in FILES:
            if (self.home.path / name).exists():
                with (
                    closing(sqlite3.connect(self.home.path / name)) as source,
                    closing(sqlite3.connect(folder / name)) as copy,
                ):
                    source.backup(copy)

    def put_back(self, image, names=FILES):
        """Restore files from an image; the bench starts again on them."""
        self.stop()
        for name in names:
            self._remove(name)
            if (image / name).exists():
                shutil.copy2(image / name, self.home.path / name)
        self.start()

    def lose_mirror(self):
        """mirror.db is gone; agent and bench live on."""
        self.kill_agent()
        self._remove("mirror.db")

    def _remove(self, name):
        for ending in ("", "-wal", "-shm"):
            (self.home.path / f"{name}{ending}").unlink(missing_ok=True)
