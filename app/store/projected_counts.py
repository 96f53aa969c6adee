"""Counts that hang on items: units of a parcel and its lines, and what lies in a tote."""

import sqlite3

from app.store.races import merged_into


def count_parcel(connection: sqlite3.Connection, parcel_id: str) -> None:
    connection.execute(
        """UPDATE parcel SET
             received_units = (SELECT coalesce(sum(quantity), 0) FROM item
                               WHERE item.parcel_id = ?1 AND status <> 'voided'),
             undeclared_units = (SELECT coalesce(sum(quantity), 0) FROM item
                                 WHERE item.parcel_id = ?1 AND status <> 'voided' AND declared IN ('undeclared', 'wrong_item'))
           WHERE parcel_id = ?1""",
        (parcel_id,),
    )
    connection.execute(
        """UPDATE parcel_line SET received = (
             SELECT coalesce(sum(quantity), 0) FROM item
             WHERE item.parcel_id = ?1 AND item.rma = parcel_line.rma AND item.rma_line = parcel_line.line
               AND item.declared = 'expected' AND item.status <> 'voided')
           WHERE parcel_id = ?1""",
        (parcel_id,),
    )


def count_with_merged(connection: sqlite3.Connection, parcel_id: str) -> None:
    """Count a parcel together with the items of records that gave way to it."""
    records = (parcel_id, *merged_into(connection, parcel_id))
    if len(records) == 1:
        count_parcel(connection, parcel_id)
        return
    marks = ", ".join("?" for _ in records)
    of_parcel = f"item.parcel_id IN ({marks}) AND item.status <> 'voided'"
    connection.execute(
        f"""UPDATE parcel SET
              received_units = (SELECT coalesce(sum(quantity), 0) FROM item WHERE {of_parcel}),
              undeclared_units = (SELECT coalesce(sum(quantity), 0) FROM item
                                  WHERE {of_parcel} AND declared IN ('undeclared', 'wrong_item'))
            WHERE parcel_id = ?""",
        (*records, *records, parcel_id),
    )
    connection.execute(
        f"""UPDATE parcel_line SET received = (
              SELECT coalesce(sum(quantity), 0) FROM item
              WHERE {of_parcel} AND item.rma = parcel_line.rma AND item.rma_line = parcel_line.line
                AND item.declared = 'expected')
            WHERE parcel_id = ?""",
        (*records, parcel_id),
    )


def count_tote(connection: sqlite3.Connection, code: str) -> None:
    # A tote that was closed and opened anew starts empty: what lay in it before has left the bench.
    connection.execute(
        """UPDATE tote SET
             items = (SELECT count(*) FROM item WHERE item.tote = ?1 AND item.tote_turn = tote.turn),
             units = (SELECT coalesce(sum(quantity), 0) FROM item
                      WHERE item.tote = ?1 AND item.tote_turn = tote.turn)
           WHERE code = ?1""",
        (code,),
    )
