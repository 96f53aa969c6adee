"""Whose goods a journal tells of: what a report for one client is held against before it is made."""

import sqlite3


def clients(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every client that something was received or announced for, by name."""
    rows = connection.execute("SELECT client FROM item UNION SELECT client FROM parcel_line ORDER BY 1").fetchall()
    return tuple(client for (client,) in rows if client)
