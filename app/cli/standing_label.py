"""The label that counts for a license plate number; and where there is none here, why not, and which number counts now."""

import sqlite3

from app.domain.events import DuplicateResolved, ItemAmended, ItemRelabelled, LabelRequested
from app.domain.history import History, effective, item_key
from app.domain.item import ItemState, fold_item
from app.domain.vocabulary import PrintState
from app.errors import KnownError
from app.settings import Home
from app.store.histories import HistoryReader
from app.store.print_jobs import newest_job_of_lpn
from app.store.unit_of_work import PrintJobRow

_ITEM = (
    "SELECT item_id, status = 'voided' AS void FROM item WHERE lpn = ?1"
    " UNION ALL SELECT item_id, 2 FROM print_job WHERE lpn = ?1 ORDER BY void LIMIT 1"
)
"""Whose number it is, else whose it was; the second column only puts them in that order."""


def standing_label(connection: sqlite3.Connection, home: Home, lpn: str) -> PrintJobRow:
    """The label to write for this number. Raises KnownError (exit code 1) when it counts no more, or is not of this bench."""
    job = newest_job_of_lpn(connection, lpn)
    item_id = job.item_id if job else _item_of(connection, lpn)
    if item_id is None:
        raise _none(
            f"No label was made for {lpn} on this bench.",
            "Check the number; a label is made when its item is decided. Name another bench's home with --home.",
        )
    histories = HistoryReader(connection, home.mirror)
    try:
        history = histories.history(item_key(item_id))
        item = fold_item(history)
        if item is None:
            raise _taken_back(connection, lpn, history)
        if item.identified.lpn != lpn:
            raise _renumbered(lpn, item.identified.lpn, history)
        void = item.label_state is PrintState.VOIDED
        if item.label_job is None or (void and job is None):
            raise _none(
                f"{lpn} has no label yet: its item was neither decided nor put on hold.",
                "Do that in the window; the label is printed then.",
            )
        if void:
            raise _undone(lpn)
        if job is None or job.job != item.label_job:
            raise _elsewhere(histories, lpn, item, history)
    finally:
        histories.close()
    return job


def _item_of(connection: sqlite3.Connection, lpn: str) -> str | None:
    row = connection.execute(_ITEM, (lpn,)).fetchone()
    return str(row[0]) if row else None


def _none(title: str, next_step: str) -> KnownError:
    return KnownError(title, next_step, exit_code=1)


def _undone(lpn: str) -> KnownError:
    return _none(
        f"The label {lpn} is void: the decision or hold that it told was undone, and nothing stands in its place yet.",
        "Throw the label away if it was printed, and decide the item in the window: that prints a new one.",
    )


def _taken_back(connection: sqlite3.Connection, lpn: str, history: History) -> KnownError:
    """No record of the item stands: it was undone, or a lead let it give way to another one of the same unit."""
    for record in effective(history):
        if isinstance(record.event, DuplicateResolved) and record.event.drop == record.key:
            kept = record.event.keep.partition(":")[2]
            row = connection.execute("SELECT lpn FROM item WHERE item_id = ?", (kept,)).fetchone()
            if row is not None:
                return _none(
                    f"The label {lpn} is void: a lead kept another record of the same unit, which is {row[0]}.",
                    f"Throw the label away; dockgrade label {row[0]} writes the one that counts.",
                )
    return _none(
        f"The label {lpn} is void: its item was taken back, and no other number stands for it.",
        "Throw the label away if it was printed. Goods that are there all the same are scanned into their parcel again.",
    )


def _renumbered(lpn: str, now: str, history: History) -> KnownError:
    if any(isinstance(record.event, ItemRelabelled) and record.event.old_lpn == lpn for record in history):
        why = "another bench had used this number too"
    elif _given_by_undone(lpn, history):
        why = "the decision that it told no longer counts"
    else:
        why = "its item was decided anew"
    return _none(
        f"The label {lpn} is void: {why}, and the item's number is {now} now.",
        f"Throw the label away if it was printed; dockgrade label {now} writes the one that counts.",
    )


def _given_by_undone(lpn: str, history: History) -> bool:
    """Whether the item had this number by a decision that was taken back, or settled away by a lead."""
    standing = {record.event_id for record in effective(history)}
    given = [record for record in history if isinstance(record.event, ItemAmended) and record.event.lpn == lpn]
    return bool(given) and all(record.event_id not in standing for record in given)


def _elsewhere(histories: HistoryReader, lpn: str, item: ItemState, history: History) -> KnownError:
    streams = [
        record.stream_id
        for record in history
        if isinstance(record.event, LabelRequested) and record.event.job == item.label_job
    ]
    bench, _, _ = histories.origins().get(streams[-1] if streams else "", ("another bench", "", False))
    return _none(
        f"The label of {lpn} that counts was made at {bench}, not here.",
        "Call this command there; or print the label again in the window: that makes a copy here.",
    )
