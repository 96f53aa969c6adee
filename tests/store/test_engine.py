"""Faults of the disk in words that hold for whoever meets them: an inspector, an administrator at the command line, `verify` itself."""

import sqlite3
from pathlib import Path

import pytest

from app.store.engine import disk_error

JOURNAL = Path("home/journal.db")


def refusal(code: str, text: str = "told by SQLite"):
    err = sqlite3.OperationalError(text)
    err.sqlite_errorname = code
    return disk_error(err, JOURNAL)


@pytest.mark.parametrize(
    "code",
    [
        "SQLITE_BUSY",
        "SQLITE_FULL",
        "SQLITE_READONLY_DIRECTORY",
        "SQLITE_CORRUPT",
        "SQLITE_NOTADB",
        "SQLITE_CANTOPEN",
        "SQLITE_IOERR",
    ],
)
def test_every_fault_names_the_file_and_a_next_step_that_needs_no_scanner(code):
    err = refusal(code)
    assert str(JOURNAL) in err.title
    assert err.next_step
    assert "scan" not in err.next_step


def test_a_damaged_file_is_not_answered_with_the_command_that_has_just_found_it():
    err = refusal("SQLITE_NOTADB", "file is not a database")
    assert err.title == f"{JOURNAL} is damaged: file is not a database."
    assert err.next_step.startswith("Restore it from a backup")
