"""Labels where two benches know of each other: none is shown under a number that its item no longer has."""

from app.domain.commands import RecordPrintResult, ResolveConflict, SelectItem
from app.domain.conflicts import conflicts
from app.domain.vocabulary import PrintState
from app.store.print_jobs import newest_job, newest_job_of_lpn
from tests.bench.connected import lead


def test_a_label_that_was_settled_away_is_not_shown_as_the_items(pair):
    here, there = pair
    here.scan("RMA-1003", "MUG", "HOLD")
    here.printed()
    lpn, item_id = here.view.item.lpn, here.view.item.item_id
    there.hear(here)
    for bench, grade in ((here, "GRADE-A"), (there, "GRADE-C")):
        bench.scan(lpn, "RELEASE", grade, "ACCEPT")
        bench.printed()
    ours = there.view.item.lpn
    assert newest_job(there.journal.connection, item_id).lpn == ours
    here.hear(there)
    (conflict,) = conflicts(here.journal.history(f"item:{item_id}"))
    lead(here)
    mine = {row[0] for row in here.journal.connection.execute("SELECT event_id FROM event")}
    keep = next(one for one in (conflict.first, conflict.second) if one.event_id in mine)
    here.do(ResolveConflict(conflict.key, keep.event_id))
    there.hear(here)
    there.do(SelectItem(item_id))
    assert there.view.item.lpn != ours
    assert newest_job(there.journal.connection, item_id) is None
    assert newest_job_of_lpn(there.journal.connection, there.view.item.lpn) is None
    there.press("REPRINT")
    assert newest_job(there.journal.connection, item_id).lpn == there.view.item.lpn


def test_a_label_that_waited_while_another_bench_printed_a_newer_one_never_comes_out(pair):
    here, there = pair
    here.scan("RMA-1003", "MUG", "GRADE-A", "ACCEPT")
    lpn, item_id = here.view.item.lpn, here.view.item.item_id
    waiting = newest_job(here.journal.connection, item_id)
    there.hear(here)
    there.scan(lpn, "REPRINT")
    newer = newest_job(there.journal.connection, item_id)
    assert newer.copy == 1
    here.hear(there)
    assert not here.do(RecordPrintResult(waiting.job, PrintState.SENDING)).accepted
    assert newest_job(here.journal.connection, item_id).state == PrintState.VOIDED
    assert here.view.counts.labels_waiting == 0
    assert there.do(RecordPrintResult(newer.job, PrintState.SENDING)).accepted
