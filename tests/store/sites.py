"""Several benches of one site: real journals, and mirrors that are filled as the sync agent fills them."""

from datetime import timedelta
from pathlib import Path

from app.reference.mirror import connect_writer
from app.store.folding import Folded, fold
from app.store.tables import COLUMNS, EVENT_COLUMNS
from tests.store.journals import Writer

EVENT = EVENT_COLUMNS


class Mirror:
    """A bench's mirror.db, written in the agent's place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect_writer(path)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()

    def put(self, rows: list[tuple[object, ...]], bench_id: str, site: str = "TMP1") -> None:
        """Events of one other stream come in, each with an arrival of its own."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            stream_id, seq, key = row[0], row[1], row[3]
            known = connection.execute(
                "SELECT 1 FROM remote_event WHERE stream_id = ? AND seq = ?", (stream_id, seq)
            ).fetchone()
            if known:
                continue
            arrival = connection.execute("INSERT INTO remote_change (item_key) VALUES (?)", (key,)).lastrowid
            marks = ", ".join("?" for _ in range(len(EVENT) + 1))
            connection.execute(
                f"INSERT INTO remote_event ({', '.join(EVENT)}, arrival) VALUES ({marks})", (*row, arrival)
            )
            connection.execute(
                "INSERT OR REPLACE INTO remote_stream (stream_id, bench_id, site, last_seq, last_hash) VALUES (?, ?, ?, ?, ?)",
                (stream_id, bench_id, site, seq, row[-1]),
            )
        connection.execute("COMMIT")

    def take_out(self, stream_id: str, after: int) -> None:
        """The server was rolled back: what it does not have any more leaves the mirror."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        keys = connection.execute(
            "SELECT item_key FROM remote_event WHERE stream_id = ? AND seq > ?", (stream_id, after)
        ).fetchall()
        connection.execute("DELETE FROM remote_event WHERE stream_id = ? AND seq > ?", (stream_id, after))
        connection.executemany("INSERT INTO remote_change (item_key) VALUES (?)", keys)
        connection.execute("COMMIT")

    def order(
        self,
        new: str,
        replaces: str,
        common: int,
        reason: str = "fork",
        series: str = "0000",
        clashing: str | None = None,
    ) -> None:
        self._connection.execute(
            "INSERT INTO stream_order (new_stream_id, series, replaces, common_seq, reason, clashing_series, at)"
            " VALUES (?, ?, ?, ?, ?, ?, '2026-11-01T08:00:00.000Z')",
            (new, series, replaces, common, reason, clashing),
        )

    def acknowledge(self, stream_id: str, seq: int) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO own_stream (stream_id, acked_seq, acked_hash) VALUES (?, ?, zeroblob(32))",
            (stream_id, seq),
        )


class SiteBench(Writer):
    """A bench with its mirror."""

    def __init__(self, folder: Path, bench_id: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.bench_id = bench_id
        self.mirror = Mirror(folder / "mirror.db")
        super().__init__(folder / "journal.db", bench_id)

    def events(self, after: int = 0, upto: int | None = None) -> dict[str, list[tuple[object, ...]]]:
        """This journal's events by stream; a position counts in each."""
        found: dict[str, list[tuple[object, ...]]] = {}
        for row in self.journal.connection.execute(
            f"SELECT {', '.join(EVENT)} FROM event WHERE seq > ? AND seq <= ? ORDER BY stream_id, seq",
            (after, upto if upto is not None else 1 << 60),
        ).fetchall():
            found.setdefault(row[0], []).append(row)
        return found

    def hear(self, other: "SiteBench", upto: int | None = None, *, folds: bool = True) -> None:
        """Events of another bench come into the mirror, and are folded."""
        for stream_id, rows in other.events(upto=upto).items():
            if stream_id not in self.journal.own_streams:
                self.mirror.put(rows, other.bench_id)
        if folds:
            self.fold()

    def fold(self, limit: int = 50) -> list[Folded]:
        """Fold until nothing is left."""
        turns = []
        while True:
            before = self.journal.folded
            turns.append(fold(self.journal, int(self.now.timestamp() * 1000), limit))
            if self.journal.folded == before and not turns[-1].more:
                return turns

    def rows(self, table: str) -> list[tuple[object, ...]]:
        columns = ", ".join(COLUMNS[table])
        return sorted(self.journal.connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)

    def one(self, statement: str, *values: object) -> object:
        row = self.journal.connection.execute(statement, values).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self.journal.close()
        self.mirror.close()


def site(folder: Path, *names: str) -> tuple[SiteBench, ...]:
    """Benches whose clocks differ by minutes."""
    benches = tuple(SiteBench(folder / name, name) for name in names)
    for number, bench in enumerate(benches):
        bench.now += timedelta(minutes=number * 3)
    return benches
