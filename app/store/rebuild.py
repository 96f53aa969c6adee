"""Building all projections anew from the events: after a journal was brought up to date, or when another mirror took the place of the one
that other benches' events were folded from.
"""

import sqlite3
from typing import TYPE_CHECKING

from app.store.engine import disk_error, give_up
from app.store.projections import Projector

if TYPE_CHECKING:
    from app.store.journal import Journal

_TABLES = ("parcel_line", "parcel", "merged", "item", "tote")


def rebuild(journal: "Journal", meta: dict[str, str]) -> None:
    """Build the projections from this bench's own events alone, with `meta` set in the same transaction.

    What other benches did is folded in again from its beginning. Takes some seconds for a year of a bench. Raises KnownError when the disk
    refuses; everything is as before then.
    """
    connection, sql = journal.connection, journal.statements
    try:
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")
        keys = [
            row[0]
            for row in connection.execute(
                "SELECT DISTINCT item_key FROM event WHERE item_key NOT LIKE 'bench:%'"
            ).fetchall()
        ]
        alone = len(journal.own_streams) == 1
        Projector(sql, lambda key: journal.history_upto(key, 0), journal.origin_of, alone=alone).write(connection, keys)
        for name, value in meta.items():
            connection.execute(sql.set_meta, (name, value))
        connection.execute("COMMIT")
    except BaseException as err:
        give_up(connection)
        if isinstance(err, sqlite3.Error):
            raise disk_error(err, journal.path) from err
        raise
    journal.folded = 0
    journal.forget(set())
