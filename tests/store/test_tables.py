"""The columns that the bench works with are those of the described tables."""

import re
import subprocess
import sys

from app.domain.events import KINDS
from app.store import schema
from app.store.tables import COLUMNS, REPORTED


def test_the_plain_list_of_columns_says_what_the_described_tables_say():
    assert {
        table.name: tuple(column.name for column in table.columns) for table in schema.metadata.tables.values()
    } == COLUMNS


def test_reports_look_for_kinds_that_there_are():
    assert set(re.findall(r"'(\w+)'", REPORTED)) <= set(KINDS)


def test_a_bench_on_a_journal_that_is_there_starts_without_sqlalchemy(tmp_path):
    code = """
import sys
from pathlib import Path
from app.store.journal import Journal
first = sys.argv[2] == "first"
Journal(Path(sys.argv[1]), bench_id="B07", site="TMP1").close()
assert ("sqlalchemy" in sys.modules) is first
"""
    for which in ("first", "second"):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / "journal.db"), which], check=True)
