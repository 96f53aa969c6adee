"""Reading the print queue: what still has to be printed, and a label's document."""

import sqlite3

from app.domain.vocabulary import PrintState
from app.store.tables import OPEN_JOBS
from app.store.unit_of_work import PrintJobRow

_COLUMNS = "job, item_id, lpn, copy, printer, state, detail, document, data, sha256, created_at, changed_at"


def jobs_in(connection: sqlite3.Connection, *states: PrintState) -> list[PrintJobRow]:
    """Labels in these states, all of them open ones (`schema.OPEN_JOBS`), oldest first."""
    marks = ", ".join("?" for _ in states)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE {OPEN_JOBS} AND state IN ({marks}) ORDER BY created_at, job", states
    )
    return [PrintJobRow(*row) for row in rows]


def newest_job(connection: sqlite3.Connection, item_id: str) -> PrintJobRow | None:
    """The label that was asked for last here for an item under its number of now; None when another bench labelled it since."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE item_id = ?1 AND lpn = (SELECT lpn FROM item WHERE item_id = ?1)"
        " ORDER BY job DESC LIMIT 1",
        (item_id,),
    ).fetchone()
    return PrintJobRow(*row) if row else None


def newest_job_of_lpn(connection: sqlite3.Connection, lpn: str) -> PrintJobRow | None:
    """The label that was asked for last here under an LPN that is an item's number now."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE item_id IN (SELECT item_id FROM item WHERE lpn = ?1) AND lpn = ?1"
        " ORDER BY job DESC LIMIT 1",
        (lpn,),
    ).fetchone()
    return PrintJobRow(*row) if row else None
