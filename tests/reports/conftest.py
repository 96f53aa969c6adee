"""What the report tests share: a period, and a way to run a report on rows."""

from datetime import timedelta

import pytest

from reports.period import Period
from reports.run import run_report
from tests.reports.journal import START

SHIFT = Period(START, START + timedelta(hours=8), "Europe/Helsinki")
GENERATED_AT = START + timedelta(hours=8, minutes=4)


@pytest.fixture
def run(tmp_path):
    """Write rows into a journal and run a report on it: run(name, rows, ".pdf", **arguments) → (bytes, result)."""
    count = 0

    def run_it(name, rows, suffix=".pdf", **arguments):
        nonlocal count
        count += 1
        folder = tmp_path / str(count)
        folder.mkdir()
        values = {"period": SHIFT, "generated_at": GENERATED_AT, "generated_by": "Kari Lead"} | arguments
        journal = rows.write(folder / "journal.db")
        result = run_report(name, journal=journal, out=folder / f"report{suffix}", **values)
        return result.path.read_bytes(), result

    return run_it
