"""Publishing products.csv and returns.csv: the difference to what the centre has goes to every bench.

A file is read by the importer of the bench's own mirror, into a scratch mirror, so that rows are taken, refused and explained in
the same words. Then its rows are copied to the server and compared there; what is new or different gets the next numbers of
the feed (`ref_change`) and becomes the present state (`ref_row`), in one transaction under the lock of the feed's head. Publishing the
same file again changes nothing.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import KnownError
from app.reference.csv_file import ABSENT_STAYS
from app.reference.file_kinds import PRODUCTS, RETURNS, FileKind
from app.reference.importer import BAD_ROWS_KEPT, ImportResult, Progress, clash, import_products, import_returns
from app.reference.staging import Refused
from app.sync.central.admin import administering, one
from app.sync.central.schema import require

if TYPE_CHECKING:
    import psycopg

_BATCH = 5_000
_REPORT_EVERY_S = 0.1

_STAGED = """
CREATE TEMP TABLE staged (line bigint NOT NULL, key text NOT NULL, client text NOT NULL, product text NOT NULL, body text NOT NULL)
ON COMMIT DROP"""
_CLASHES = """
SELECT s.line, r.body::json ->> {client} FROM staged AS s
JOIN dockgrade.ref_row AS r ON r.feed = %s AND r.key = s.key
WHERE r.body <> s.body AND r.body::json ->> {client} <> s.client ORDER BY s.line"""
_NEWS = """
CREATE TEMP TABLE news ON COMMIT DROP AS
SELECT s.line, s.key, s.body, r.key IS NULL AS added FROM staged AS s
LEFT JOIN dockgrade.ref_row AS r ON r.feed = {feed} AND r.key = s.key
WHERE r.body IS DISTINCT FROM s.body"""
_GONE = """
CREATE TEMP TABLE gone ON COMMIT DROP AS
SELECT r.key FROM dockgrade.ref_row AS r
WHERE r.feed = {feed} AND r.body::json ->> {client} IN (SELECT client FROM staged)
  AND NOT EXISTS (SELECT FROM staged AS s WHERE s.key = r.key)"""
_UNKNOWN = """
SELECT count(*) FROM staged AS s WHERE NOT EXISTS (
  SELECT FROM dockgrade.ref_row AS p WHERE p.feed = 'products' AND p.key = s.product)"""
_PUT_CHANGES = """
INSERT INTO dockgrade.ref_change (feed, seq, key, row_version, op, body)
SELECT %(feed)s, n.seq, n.key, n.seq, 'put', n.body
FROM (SELECT %(last)s + row_number() OVER (ORDER BY line) AS seq, key, body FROM news) AS n"""
_PUT_ROWS = """
INSERT INTO dockgrade.ref_row (feed, key, row_version, body)
SELECT %(feed)s, n.key, n.seq, n.body
FROM (SELECT %(last)s + row_number() OVER (ORDER BY line) AS seq, key, body FROM news) AS n
ON CONFLICT (feed, key) DO UPDATE SET row_version = excluded.row_version, body = excluded.body"""
_DEL_CHANGES = """
INSERT INTO dockgrade.ref_change (feed, seq, key, row_version, op, body)
SELECT %(feed)s, g.seq, g.key, g.seq, 'del', '[]'
FROM (SELECT %(last)s + row_number() OVER (ORDER BY key) AS seq, key FROM gone) AS g"""
_DEL_ROWS = "DELETE FROM dockgrade.ref_row WHERE feed = %(feed)s AND key IN (SELECT key FROM gone)"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a file.

    Attributes:
        result: as of an import; added, changed and unchanged are meant against the centre.
        removed: rows that the file does not have any more; always 0 without `full`.
        last_seq: the last change of the feed now; None when nothing was compared.
    """

    result: ImportResult
    removed: int = 0
    last_seq: int | None = None


class _CancelledError(Exception):
    """The caller wants no more."""


def publish(
    kind: str,
    path: Path,
    url: str,
    *,
    client: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    full: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Published:
    """Publish a file of kind "products" or "returns".

    `full`: the file is all that there is of the clients that it names, and what it does not have is taken out; such a file is
    refused whole for one bad row, since nobody knows which row that was. Raises KnownError when the file cannot be taken at all,
    or the server not be reached; nothing is changed then.
    """
    with administering(url) as connection:
        require(connection)
    files = PRODUCTS if kind == "products" else RETURNS
    with tempfile.TemporaryDirectory(prefix="dockgrade-publish-") as folder:
        scratch = Path(folder) / "mirror.db"
        strict = strict or full
        if files is PRODUCTS:
            result = import_products(
                path, scratch, client=client, strict=strict, progress=progress, cancelled=cancelled
            )
        else:
            result = import_returns(
                path,
                scratch,
                client=client,
                strict=strict,
                progress=progress,
                cancelled=cancelled,
                warn_unknown=False,
            )
        # What benches get is the row as the file has it: nothing of an earlier one is kept.
        result = replace(
            result, warnings=tuple(text.replace(ABSENT_STAYS, "empty in every row") for text in result.warnings)
        )
        if not result.written:
            return Published(replace(result, dry_run=dry_run))
        if full and not result.added:
            raise KnownError(
                f"{path} holds no rows, and --full would have it replace everything.",
                "Check the file; nothing was changed.",
                exit_code=1,
            )
        return _Comparison(files, scratch, result, progress, cancelled).run(
            url, dry_run=dry_run, strict=strict, full=full
        )


class _Comparison:
    """The good rows of one file against the present state of their feed."""

    def __init__(
        self,
        kind: FileKind,
        scratch: Path,
        result: ImportResult,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._kind = kind
        self._scratch = scratch
        self._result = result
        self._progress = progress
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._rows = 0
        self._client = kind.fields.index("client")

    def run(self, url: str, *, dry_run: bool, strict: bool, full: bool) -> Published:
        result = self._result
        try:
            with administering(url) as connection:
                self._send(connection)
                last = self._lock_head(connection)
                self._enter("compare")
                result = self._refuse(connection, result)
                unchanged = one(connection, "SELECT count(*) FROM staged")
                connection.execute(_NEWS.format(feed=f"'{self._kind.name}'").encode())
                added, changed = _counted(connection)
                removed = self._removed(connection, full=full)
                result = replace(
                    result,
                    added=added,
                    changed=changed,
                    unchanged=unchanged - added - changed,
                    warnings=(*result.warnings, *self._warnings(connection)),
                    refused=strict and result.bad_count > 0,
                    dry_run=dry_run,
                )
                if result.written:
                    self._enter("store")
                    last = self._store(connection, last, added + changed, removed)
                    self._check()
                else:
                    connection.rollback()
        except _CancelledError:
            return Published(replace(result, added=0, changed=0, unchanged=0, cancelled=True, dry_run=dry_run))
        return Published(replace(result, seconds=result.seconds + time.monotonic() - self._started), removed, last)

    def _send(self, connection: "psycopg.Connection[Any]") -> None:
        connection.execute(_STAGED)
        with connection.cursor() as cursor, cursor.copy("COPY staged FROM STDIN") as copy:
            for row in self._staged():
                copy.write_row(row)
        connection.execute("CREATE INDEX ON staged (key)")
        connection.execute("ANALYZE staged")

    def _staged(self) -> Iterator[tuple[object, ...]]:
        """Line of the file, key, client, key of the product and body of each good row."""
        import msgspec

        encode = msgspec.json.Encoder().encode
        kind = self._kind
        key = [kind.fields.index(name) for name in kind.key]
        product = [kind.fields.index(name) for name in PRODUCTS.key]
        client, reported = self._client, 0.0
        with closing(sqlite3.connect(self._scratch)) as scratch:
            rows = scratch.execute(f"SELECT rowid, {', '.join(kind.fields)} FROM {kind.table} ORDER BY rowid")
            while batch := rows.fetchmany(_BATCH):
                for line, *values in batch:
                    yield (
                        line,
                        encode([values[index] for index in key]).decode("utf-8"),
                        values[client],
                        encode([values[index] for index in product]).decode("utf-8"),
                        encode(values).decode("utf-8"),
                    )
                self._rows += len(batch)
                self._check()
                if time.monotonic() - reported > _REPORT_EVERY_S:
                    reported = time.monotonic()
                    self._enter("send")

    def _lock_head(self, connection: "psycopg.Connection[Any]") -> int:
        """The last number of the feed; nobody else publishes into it until we are done."""
        name = self._kind.name
        connection.execute(
            "INSERT INTO dockgrade.ref_head (feed, last_seq) VALUES (%s, 0) ON CONFLICT (feed) DO NOTHING", (name,)
        )
        return int(one(connection, "SELECT last_seq FROM dockgrade.ref_head WHERE feed = %s FOR UPDATE", name))

    def _refuse(self, connection: "psycopg.Connection[Any]", result: ImportResult) -> ImportResult:
        """Take out rows whose key is another client's at the centre."""
        kind = self._kind
        if "client" in kind.key:
            return result
        statement = _CLASHES.format(client=self._client).encode()
        found = connection.execute(statement, (kind.name,)).fetchall()
        if not found:
            return result
        lines = [line for line, _ in found]
        connection.execute("DELETE FROM staged WHERE line = ANY(%s)", (lines,))
        with closing(sqlite3.connect(self._scratch)) as scratch:
            rows = [
                clash(kind, Refused(line, scratch.execute(
                    f"SELECT {kind.key[0]} FROM {kind.table} WHERE rowid = ?", (line,)).fetchone()[0], None, client))
                for line, client in found[:BAD_ROWS_KEPT]
            ]  # fmt: skip
        bad = sorted([*result.bad, *rows], key=lambda row: row.line)[:BAD_ROWS_KEPT]
        return replace(result, bad=tuple(bad), bad_count=result.bad_count + len(found))

    def _removed(self, connection: "psycopg.Connection[Any]", *, full: bool) -> int:
        if not full:
            return 0
        connection.execute(_GONE.format(feed=f"'{self._kind.name}'", client=self._client).encode())
        return int(one(connection, "SELECT count(*) FROM gone"))

    def _warnings(self, connection: "psycopg.Connection[Any]") -> tuple[str, ...]:
        if self._kind is not RETURNS:
            return ()
        unknown = one(connection, _UNKNOWN)
        return (f"{unknown} lines name a product that the centre's catalogue does not have.",) if unknown else ()

    def _store(self, connection: "psycopg.Connection[Any]", last: int, put: int, removed: int) -> int:
        """Write what was found; returns the feed's last number then."""
        names: dict[str, object] = {"feed": self._kind.name, "last": last}
        if put:
            connection.execute(_PUT_CHANGES, names)
            connection.execute(_PUT_ROWS, names)
        if removed:
            names["last"] = last + put
            connection.execute(_DEL_CHANGES, names)
            connection.execute(_DEL_ROWS, names)
        now = last + put + removed
        if now != last:
            connection.execute("UPDATE dockgrade.ref_head SET last_seq = %s WHERE feed = %s", (now, self._kind.name))
        return now

    def _enter(self, phase: str) -> None:
        result = self._result
        elapsed = time.monotonic() - self._started
        rate = self._rows / elapsed if elapsed else 0.0
        total = result.read - result.bad_count
        # The file has been read: from here on the share done is one of rows, not of bytes.
        self._progress(Progress(phase, self._rows, self._rows, total, rate))
        self._check()

    def _check(self) -> None:
        if self._cancelled():
            raise _CancelledError


def _counted(connection: "psycopg.Connection[Any]") -> tuple[int, int]:
    """New and changed rows."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM news"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
