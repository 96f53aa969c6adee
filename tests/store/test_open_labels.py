"""The labels that are not known to be printed, counted in memory: the same as what the table says, whatever happened to them."""

import random
from pathlib import Path

import pytest

from app.domain.vocabulary import PrintState
from app.errors import KnownError
from app.store.journal import Journal
from app.store.tables import OPEN_JOB_STATES, OPEN_JOBS
from app.store.unit_of_work import PrintJobRow
from tests.store.journals import Writer


def _label(job: str) -> PrintJobRow:
    return PrintJobRow(job, "i", "R", 0, "label", PrintState.QUEUED, "", "{}", b"", "", "2026-11-22", "2026-11-22")


def _in_the_table(journal: Journal) -> dict[str, int]:
    return dict(
        journal.connection.execute(f"SELECT state, count(*) FROM print_job WHERE {OPEN_JOBS} GROUP BY state").fetchall()
    )


def test_the_states_are_those_that_the_index_knows() -> None:
    assert f"state IN ({', '.join(repr(state) for state in OPEN_JOB_STATES)})" == OPEN_JOBS


@pytest.mark.parametrize("seed", range(5))
def test_the_count_follows_every_change(tmp_path: Path, seed: int) -> None:
    writer, chance = Writer(tmp_path / "journal.db"), random.Random(seed)
    jobs: list[str] = []
    for number in range(60):
        work = writer.work()
        if not jobs or chance.random() < 0.4:
            jobs.append(f"job-{number}")
            work.add_job(_label(jobs[-1]))
        else:
            work.change_job(chance.choice(jobs), chance.choice(list(PrintState)), "")
        work.commit()
        assert writer.journal.open_labels() == _in_the_table(writer.journal)
        if number == 30:
            writer.journal.forget(set())


def test_what_is_not_committed_counts_nowhere(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    assert writer.journal.open_labels() == {}
    work = writer.work()
    work.add_job(_label("job"))
    assert writer.journal.open_labels() == {}
    work.execute("SELECT * FROM no_such_table", ())
    with pytest.raises(KnownError):
        work.commit()
    assert writer.journal.open_labels() == {}


def test_the_same_counts_are_the_same_object(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "journal.db")
    work = writer.work()
    work.add_job(_label("job"))
    work.commit()
    before = writer.journal.open_labels()
    work = writer.work()
    work.change_job("job", PrintState.SENT, "")
    work.change_job("job", PrintState.QUEUED, "")
    work.commit()
    assert writer.journal.open_labels() is before
