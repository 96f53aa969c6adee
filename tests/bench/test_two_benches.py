"""Two benches of one site: what one does the other sees, continues, and never silently overwrites."""

from concurrent.futures import Future
from datetime import timedelta

import pytest

from app.bench.messages import Say, message
from app.bench.runner import Runner
from app.bench.sync_view import SyncProblem
from app.bench.view import BenchView, Phase
from app.domain.commands import (
    AddNote,
    CloseShift,
    OpenParcel,
    RecordSync,
    ReplaceLabel,
    ResolveConflict,
    ResolveDuplicate,
    SelectItem,
)
from app.domain.conflicts import conflicts
from app.domain.vocabulary import Grade, ItemStatus, PrintState
from app.store.ids import new_id
from app.store.journal import Journal
from tests.bench.benches import BOX
from tests.bench.connected import Connected, lead, race
from tests.store.sites import EVENT


def test_an_item_held_elsewhere_is_seen_here_and_counts_there(pair):
    here, there = pair
    there.scan(BOX, "JUMPER")
    there.press("HOLD", "PARK")
    here.hear(there)
    assert here.journal.connection.execute("SELECT status, bench_id FROM item").fetchone() == ("held", "B08")
    assert (there.view.counts.items_held, there.view.counts.parcels_parked) == (1, 1)
    assert (here.view.counts.items_held, here.view.counts.parcels_parked) == (0, 0)


def test_a_parcel_parked_elsewhere_is_gone_on_with_here_to_its_end(pair):
    here, there = pair
    there.scan(BOX, "JUMPER")
    there.press("PARK")
    here.hear(there)
    here.scan(BOX)
    assert here.said is Say.PARCEL_RESUMED
    assert here.view.phase is Phase.IDENTIFIED
    here.finish("A", "T-1")
    assert here.view.item.status is ItemStatus.STOWED
    there.hear(here)
    assert there.journal.connection.execute("SELECT status, tote FROM item").fetchone() == ("stowed", "T-1")
    assert conflicts(there.journal.history(f"item:{here.view.item.item_id}")) == ()
    assert there.view.totes == ()
    assert [tote.code for tote in here.view.totes] == ["T-1"]


def test_a_label_printed_elsewhere_is_proved_by_scanning_it_here(pair):
    here, there = pair
    there.scan(BOX, "JUMPER", "GRADE-A", "ACCEPT")
    there.printed()
    here.hear(there)
    here.scan(there.view.item.lpn)
    assert here.said is Say.LABEL_CONFIRMED
    assert here.view.item.label_state is PrintState.CONFIRMED


def test_benches_that_disagree_say_so_and_nothing_more_is_decided(pair):
    here, there = pair
    race(here, there)
    for bench in pair:
        assert bench.view.item.conflict
        assert Say.ITEM_IN_CONFLICT in [said.say for said, _ in bench.view.item.warnings]
        assert [row.conflict for row in bench.rows() if row.item_id] == [True]
        assert bench.view.sync.conflicts == 1
        before = bench.journal.head.last_seq
        for word in ("GRADE-B", "ACCEPT", "HOLD"):
            bench.press(word)
            assert bench.said is Say.ITEM_IN_CONFLICT
        bench.press("UNDO")
        bench.press("UNDO")
        assert bench.said is Say.ITEM_IN_CONFLICT
        bench.do(AddNote("really?"))
        assert bench.said is Say.ITEM_IN_CONFLICT
        assert bench.journal.head.last_seq == before


def test_only_a_lead_settles_it_and_then_work_goes_on_at_both(pair):
    here, there = pair
    item_id = race(here, there)
    (conflict,) = conflicts(here.journal.history(f"item:{item_id}"))
    keep = next(one for one in (conflict.first, conflict.second) if one.event.grade is Grade.D)
    here.do(ResolveConflict(f"item:{item_id}", keep.event_id))
    assert here.said is Say.LEAD_NEEDED
    lead(here)
    here.do(ResolveConflict(f"item:{item_id}", keep.event_id, "looked at it"))
    assert here.said is Say.CONFLICT_RESOLVED
    assert here.view.sync.conflicts == 0
    here.do(SelectItem(item_id))
    assert (here.view.item.grade, here.view.item.conflict) == (Grade.D, False)
    there.hear(here)
    assert (there.view.item.grade, there.view.item.conflict) == (Grade.D, False)
    there.press("ACCEPT")
    assert there.said is Say.DECIDED
    here.do(ResolveConflict(f"item:{item_id}", keep.event_id))
    assert here.said is Say.NO_CONFLICT


def test_what_another_bench_built_on_is_not_undone_from_under_it(pair):
    here, there = pair
    here.scan(BOX, "JUMPER", "GRADE-A")
    there.hear(here)
    there.scan(BOX)
    there.do(SelectItem(here.view.item.item_id))
    there.press("ACCEPT")
    here.hear(there)
    here.press("UNDO")
    assert here.said is Say.CHANGED_ELSEWHERE
    assert dict(here.view.notice.said.params)["bench"] == "B08"


def test_a_box_received_at_both_benches_becomes_one(pair):
    here, there = pair
    here.scan(BOX, "JUMPER")
    there.scan(BOX, "MUG")
    here.hear(there)
    assert here.view.sync.conflicts == 1
    mine = here.view.parcel.parcel_id
    theirs = there.view.parcel.parcel_id
    lead(here)
    here.do(ResolveDuplicate(f"parcel:{mine}", f"parcel:{theirs}", "one box"))
    assert here.said is Say.DUPLICATE_RESOLVED
    assert here.view.sync.conflicts == 0
    here.scan(BOX)
    assert {row.sku for row in here.rows() if row.item_id} == {"JUMPER", "MUG"}
    there.hear(here)
    assert there.view.parcel.parcel_id == mine
    assert {row.sku for row in there.rows() if row.item_id} == {"JUMPER", "MUG"}
    there.scan("SOCKS")
    here.hear(there)
    assert "SOCKS" in {row.sku for row in here.rows() if row.item_id}
    mug = next(row.item_id for row in here.rows() if row.sku == "MUG")
    here.do(SelectItem(mug))
    assert here.view.parcel.parcel_id == mine
    here.press("GRADE-A")
    assert here.said is Say.PROPOSED


def test_labels_that_two_benches_printed_alike_are_replaced(pair):
    here, there = pair
    for bench in pair:
        bench.journal.connection.execute("UPDATE stream SET series = '7K3Q' WHERE current = 1")
        bench.restart()
        bench.do(RecordSync("in_step"))
        bench.scan("RMA-1008" if bench is here else "RMA-1003", "BANK" if bench is here else "MUG", "GRADE-C", "ACCEPT")
        bench.printed()
    lpn, item_id = here.view.item.lpn, here.view.item.item_id
    assert lpn == there.view.item.lpn
    here.hear(there)
    here.scan(lpn)
    assert here.said is Say.LABEL_PRINTED_TWICE
    stream = here.journal.head.stream_id
    here.mirror.order(stream, stream, 0, "series_clash", series="9XYZ", clashing="7K3Q")
    here.do(RecordSync("sending", order=True))
    assert here.view.sync.conflicts == 1
    outcome = here.do(ReplaceLabel(item_id))
    assert here.said is Say.LABEL_REPLACED
    assert [job.lpn for job in outcome.jobs] == [here.view.item.lpn]
    assert here.view.item.lpn.startswith("R9XYZ")
    assert here.view.sync.conflicts == 0
    here.scan(lpn)
    assert here.said is Say.LABEL_OF_OTHER, "the old number is the other bench's item now"


def test_an_order_to_go_on_in_another_stream_is_carried_out_between_two_scans(pair):
    here, there = pair
    here.scan(BOX, "JUMPER", "GRADE-A")
    before = here.view
    new, old = new_id(), here.journal.head
    here.mirror.order(new, old.stream_id, old.last_seq - 2, "fork", series="9XYZ")
    here.do(RecordSync("sending", order=True))
    assert here.journal.head.stream_id == new
    assert here.view.item == before.item
    here.press("ACCEPT")
    there.hear(here)
    assert conflicts(there.journal.history(f"item:{here.view.item.item_id}")) == ()


def test_what_the_server_lacks_is_counted_to_the_last_commit(pair):
    here, _ = pair
    head = here.journal.head
    assert here.view.counts.events_unsent == head.last_seq
    here.mirror.acknowledge(head.stream_id, head.last_seq)
    here.look()
    assert here.view.counts.events_unsent == here.view.sync.unsent == 0
    here.scan(BOX)
    assert here.view.counts.events_unsent == here.journal.head.last_seq - head.last_seq > 0


def test_what_the_agent_tells_is_shown_as_it_is(pair):
    here, _ = pair
    view = here.do(RecordSync("offline", 5, "2026-11-20T07:15:00.000Z", "unreachable", (("server", "db"),))).view
    assert view.sync.state == "offline"
    assert view.sync.problem == SyncProblem("unreachable", (("server", "db"),))
    assert view.sync.last_contact == "2026-11-20T09:15"


def test_a_bench_without_a_server_shows_none(bench):
    assert bench.view.sync is None
    assert bench.view.counts.events_unsent is None


def test_a_clock_that_is_far_ahead_is_told(pair):
    here, there = pair
    there.now += timedelta(hours=3)
    there.scan(BOX)
    here.hear(there)
    assert here.view.sync.problem.code == "clock_ahead"
    assert dict(here.view.sync.problem.params)["bench"] == "B08"


def test_goods_that_cannot_be_folded_are_told_of_until_they_can(pair):
    here, there = pair
    here.scan(BOX, "JUMPER")
    item = first_item(here)
    here.press("PARK")
    whole = here.journal.connection.execute("SELECT body FROM event WHERE item_key = ?", (f"item:{item}",)).fetchone()[
        0
    ]
    there.hear(here)
    there.do(OpenParcel(there.journal.connection.execute("SELECT parcel_id FROM parcel").fetchone()[0]))
    there.do(SelectItem(item))
    there.do(AddNote("a"))
    damage = "UPDATE event SET body = ? WHERE item_key = ? AND kind = 'item_identified'"
    here.journal.connection.execute(damage, ("{", f"item:{item}"))
    here.journal.forget(set())
    here.hear(there)
    assert here.view.sync.problem == SyncProblem("set_aside", (("things", "1"),))
    here.journal.connection.execute(damage, (whole, f"item:{item}"))
    there.do(AddNote("b"))
    here.hear(there)
    assert here.view.sync.problem is None


def test_a_shift_is_closed_with_the_counts_of_this_bench(pair):
    here, there = pair
    there.scan(BOX, "JUMPER")
    here.hear(there)
    lead(here)
    here.do(CloseShift())
    body = here.journal.connection.execute("SELECT body FROM event WHERE kind = 'shift_closed'").fetchone()[0]
    assert '"counts":[]' in body


def test_an_item_undone_elsewhere_leaves_the_hands_here(pair):
    here, there = pair
    there.scan(BOX, "JUMPER")
    here.hear(there)
    here.scan(there.view.item.lpn)
    assert here.view.item is not None
    there.press("UNDO")
    here.hear(there)
    assert here.view.item is None


@pytest.mark.parametrize("text", ["a\x00b", "half \ud800 of one"])
def test_what_no_database_can_hold_never_gets_into_the_record(pair, text):
    here, _ = pair
    here.scan(BOX, "JUMPER", "GRADE-C")
    here.do(AddNote(text))
    assert here.said is Say.NOTE_KEPT
    assert "�" in here.view.item.note
    rows = here.journal.connection.execute("SELECT actor || item_key || seen || body FROM event").fetchall()
    assert not [row for row in rows if "\x00" in row[0] or "\\u0000" in row[0]]


def test_the_runner_shows_by_itself_what_came_in(pair, tmp_path):
    here, there = pair
    lead(here)
    here.scan("RMA-1003")
    there.hear(here)
    there.do(OpenParcel(here.view.parcel.parcel_id))
    there.scan("MUG")
    shown: Future[BenchView] = Future()

    def on_view(view: BenchView) -> None:
        if not shown.done() and [row.sku for row in view.parcel.rows if row.item_id] == ["MUG"]:
            shown.set_result(view)

    runner = Runner(
        lambda: (_Left(here.journal), here.bench), on_view=on_view, on_jobs=lambda _: None, crash_folder=tmp_path
    )
    runner.start()
    runner.ready.result(30)
    rows = there.journal.connection.execute(f"SELECT {', '.join(EVENT)} FROM event ORDER BY seq").fetchall()
    here.mirror.put(rows, "B08")
    assert shown.result(30).parcel.label == "JJFI63900000000000012"
    runner.stop()


class _Left:
    """The journal, left open for the test's own checks when the runner ends."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.checkpoint = journal.checkpoint

    @property
    def folded(self) -> int:
        return self._journal.folded

    def close(self) -> None:
        pass


def test_a_disputed_item_is_put_aside_and_no_button_decides_about_it(pair):
    here, there = pair
    race(here, there)
    assert here.view.headline == message(Say.SETTLE_FIRST)
    assert not {"ACCEPT", "GRADE-A", "HOLD", "DISPOSE-AS-REFURB"} & here.view.enabled
    assert {"UNDO", "NEXT", "PARK"} <= here.view.enabled
    lead(here)
    (conflict,) = conflicts(here.journal.history(f"item:{here.view.item.item_id}"))
    here.do(ResolveConflict(conflict.key, conflict.first.event_id))
    assert here.view.headline != message(Say.SETTLE_FIRST)
    assert "ACCEPT" in here.view.enabled


def test_an_item_of_another_bench_says_where_it_was_taken_in(pair):
    here, there = pair
    there.scan(BOX, "JUMPER")
    assert there.view.item.bench == ""
    there.press("PARK")
    here.hear(there)
    here.scan(BOX, "MUG")
    by_title = {row.title: row.bench for row in here.rows() if row.item_id}
    assert sorted(by_title.values()) == ["", "B08"]
    assert here.view.item.bench == ""
    here.do(SelectItem(first_item(there)))
    assert here.view.item.bench == "B08"


def first_item(bench: Connected) -> str:
    return str(bench.journal.connection.execute("SELECT item_id FROM item").fetchone()[0])
