"""Corners that a long shift finds: each was wrong once."""

from datetime import timedelta

import pytest

from app.bench.messages import Say
from app.bench.view import Phase
from app.domain.commands import RecordPrintResult, ReportBadFrame, SelectItem
from app.domain.vocabulary import PrintState, Role
from app.errors import KnownError
from devices.events import FrameProblem
from tests.bench.benches import BOX, BenchWalk


def one(bench: BenchWalk, statement: str) -> tuple[object, ...]:
    found = bench.journal.connection.execute(statement).fetchone()
    return tuple(found)


def test_an_open_tote_keeps_its_route_and_its_goods(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-E", "ACCEPT")
    bench.label_back()
    bench.scan("T-1", "T-1", "TOTE-OPEN-RESTOCK")
    assert one(bench, "SELECT route, items FROM tote") == ("dispose", 1)
    assert bench.said is Say.TOTE_SHOWN


def test_a_clock_that_steps_back_empties_no_tote(bench: BenchWalk) -> None:
    bench.scan("T-1", "TOTE-OPEN-DISPOSE", BOX, "JUMPER", "GRADE-E", "ACCEPT")
    bench.label_back()
    bench.now -= timedelta(hours=1)
    bench.scan("T-1")
    assert one(bench, "SELECT items FROM tote") == (1,)


def test_an_item_put_on_hold_comes_out_of_the_tote_of_its_old_route(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    bench.scan("T-1", "T-1", "HOLD", "HOLD")
    assert bench.said is Say.HELD_ANEW
    assert one(bench, "SELECT items FROM tote") == (0,)


def test_a_released_item_that_was_never_decided_does_not_close_the_parcel(bench: BenchWalk) -> None:
    bench.scan("T-2", "TOTE-OPEN-HOLD", "RMA-1003", "MUG", "QTY-2", "HOLD", "T-2", "RELEASE")
    assert bench.rows()[0].status == "identified"
    assert one(bench, "SELECT items FROM tote") == (0,)
    bench.scan("CLOSE")
    assert bench.said is Say.ITEMS_UNDECIDED


def test_a_held_item_is_neither_graded_nor_decided_before_it_is_released(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "HOLD")
    for word in ("GRADE-B", "ACCEPT", "DISPOSE-AS-DONATE", "DEFECT-DENT", "QTY-2"):
        before = bench.count("event")
        bench.scan(word)
        assert bench.count("event") == before, word


def test_a_held_item_gets_a_label_so_that_it_can_be_found_again(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "HOLD")
    assert one(bench, "SELECT state FROM print_job") == ("queued",)
    assert bench.view.item is not None
    lpn = bench.view.item.lpn
    bench.printed()
    bench.scan("PARK")
    view = bench.scan(lpn)
    assert view.item is not None
    assert view.item.lpn == lpn
    assert view.phase is Phase.HELD


def test_only_a_lead_releases_what_waits_for_approval_and_deciding_it_is_the_approval(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD)
    bench.scan(BOX, "JUMPER", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER", "HOLD", "RELEASE")
    assert bench.said is Say.LEAD_NEEDED
    bench.scan(lead, "RELEASE", "DISPOSE-AS-RESTOCK", "WHY-CONDITION_BETTER")
    view = bench.view
    assert view.proposal is not None
    assert (view.proposal.code, view.proposal.decided, view.proposal.approver) == ("RESTOCK", True, "Lead 1")
    assert "approval_granted" in bench.kinds()


def test_undo_after_a_reprint_voids_the_copy_too(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT", "REPRINT", "UNDO", "UNDO")
    states = bench.journal.connection.execute("SELECT copy, state FROM print_job ORDER BY copy").fetchall()
    assert states == [(0, "voided"), (1, "voided")]


def test_a_label_of_an_undone_decision_never_proves_the_new_one(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.label_back()
    assert bench.view.item is not None
    old = bench.view.item.lpn
    bench.scan("UNDO", "UNDO", "GRADE-E", "ACCEPT")
    bench.printed()
    assert bench.view.item.lpn != old
    bench.scan(old)
    assert bench.said is Say.LABEL_VOID
    assert bench.view.item.label_state is PrintState.SENT
    bench.label_back()
    assert bench.view.item.label_state is PrintState.CONFIRMED


def test_a_label_that_waits_cannot_be_confirmed_by_saying_so(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT", "PRINTED-OK")
    assert bench.said is Say.NO_LABEL
    assert one(bench, "SELECT state FROM print_job") == ("queued",)


def test_a_label_offered_twice_is_sent_once(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    (job,) = one(bench, "SELECT job FROM print_job")
    sending = RecordPrintResult(str(job), PrintState.SENDING)
    assert bench.do(sending).accepted
    assert not bench.do(sending).accepted
    assert bench.do(RecordPrintResult(str(job), PrintState.SENT)).accepted
    assert not bench.do(sending).accepted
    assert not bench.do(RecordPrintResult(str(job), PrintState.QUEUED)).accepted


def test_undo_takes_a_whole_command_back_however_many_scans_were_noted_since(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "QTY-3", "SPLIT")
    for number in range(520):
        bench.scan(f"nonsense {number} text")
    bench.scan("UNDO")
    assert [(row.sku, row.received) for row in bench.rows() if row.item_id] == [("MUG", 3)]


def test_undo_leaves_no_voided_parcel_on_the_screen(bench: BenchWalk) -> None:
    bench.scan(BOX, "RMA-1003", "UNDO")
    view = bench.scan("UNDO")
    assert view.parcel is None
    assert view.phase is Phase.IDLE


def test_undo_of_an_item_elsewhere_goes_to_its_parcel(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "PARK", "UNDO")
    assert bench.asked is Say.UNDO_CONFIRM  # nobody looks at it now
    bench.scan("UNDO")
    assert bench.view.parcel is not None
    assert bench.view.item is not None
    assert bench.view.item.grade is None


def test_undo_never_leaves_two_parcels_open(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "PARK", "RMA-1004", "CLOSE", "CLOSE", "RMA-1003", "UNDO", "UNDO")
    assert one(bench, "SELECT count(*) FROM parcel WHERE status = 'open'") == (1,)


def test_what_somebody_else_did_is_taken_back_only_when_asked_twice(bench: BenchWalk) -> None:
    other = bench.person("Inspector 13")
    bench.scan(BOX, "MUG", "GRADE-A", other, "UNDO")
    assert bench.asked is Say.UNDO_CONFIRM


def test_two_units_with_announced_serials_may_come_out_in_any_order(bench: BenchWalk, tmp_path) -> None:
    from app.reference.importer import import_returns
    from tests.bench.benches import RETURNS

    head = RETURNS.splitlines()[0]
    rows = [
        f"RMA-2001,O,Nordkap,C,,,2026-11-01,2026-12-02,{line},SPEAKER,1,DEFECTIVE,{serial},129.00,EUR,refund"
        for line, serial in ((1, "SN-A1"), (2, "SN-B2"))
    ]
    path = tmp_path / "more.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert import_returns(path, bench.lookup._path).bad == ()
    view = bench.scan("RMA-2001", "SPEAKER", "sn-b2")
    assert bench.said is Say.SERIAL_MATCHES
    bench.finish("B", "T-1")
    view = bench.scan("SPEAKER", "SN-A1")
    assert view.item is not None
    assert view.item.serial_finding == "matches"
    rows_now = bench.journal.connection.execute("SELECT line, received FROM parcel_line ORDER BY line").fetchall()
    assert rows_now == [(1, 1), (2, 1)]


def test_case_does_not_hide_a_unit_that_was_returned_before(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "AU-88213")
    bench.finish("A", "T-1")
    bench.scan("RMA-1004", "SPEAKER", "au-88213")
    assert bench.said is Say.SERIAL_RETURNED_BEFORE


@pytest.mark.parametrize("text", ["1Z12345E0205271686", "RMA-77777", "A" * 41, "\x1dABC"])
def test_what_looks_like_another_code_is_not_taken_for_a_serial_at_once(bench: BenchWalk, text: str) -> None:
    view = bench.scan(BOX, "SPEAKER", text)
    assert view.item is not None
    assert view.item.serial is None


def test_a_doubtful_serial_is_taken_when_it_is_scanned_again(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "4006381333931")
    assert bench.asked is Say.SERIAL_DOUBTFUL
    view = bench.scan("4006381333931")
    assert view.item is not None
    assert view.item.serial == "4006381333931"


def test_each_unit_of_lot_tracked_goods_shows_its_own_lot(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1006", "CREAM", "LOT1", "2027-12-31", "CREAM")
    assert view.headline.say is Say.SCAN_LOT
    assert [row.received for row in bench.rows() if row.item_id] == [1, 1]


def test_an_expiry_of_six_digits_that_could_be_two_dates_is_asked_for_in_full(bench: BenchWalk) -> None:
    bench.scan("RMA-1006", "CREAM", "LOT1", "011227")
    assert bench.said is Say.EXPIRY_NOT_A_DATE


def test_more_units_than_announced_are_listed_at_the_close(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-9")
    bench.finish("A", "T-1")
    view = bench.scan("CLOSE")
    assert view.question is not None
    assert [(m.say, m.count) for m in view.question.details] == [(Say.LINE_SURPLUS, 7)]


def test_a_label_nobody_scanned_back_is_named_at_the_close(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-2", "GRADE-A", "ACCEPT")
    bench.printed()
    bench.scan("T-1", "T-1")
    view = bench.scan("CLOSE")
    assert view.question is not None
    assert [(m.say, m.count) for m in view.question.details] == [(Say.LABELS_NOT_SEEN, 1)]


def test_a_crash_lets_nobody_in_without_the_pin_or_after_being_disabled(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD, pin="4711")
    bench.scan(BOX, lead)
    bench.pin("4711")
    bench.restart()
    assert bench.view.person is None
    assert bench.view.phase is Phase.SIGNED_OUT
    bench.scan(bench.badges["Inspector 12"])
    bench.journal.connection.execute("UPDATE person SET disabled = 1 WHERE name = 'Inspector 12'")
    bench.restart()
    assert bench.view.person is None
    view = bench.scan(lead)
    view = bench.pin("4711")
    assert view.parcel is not None


@pytest.mark.parametrize("wrapped", [" {}", "\x02{}", "X{}", "]C0{}"])
def test_a_badge_is_hidden_wherever_it_stands_in_a_text(bench: BenchWalk, wrapped: str) -> None:
    token = bench.badges["Inspector 12"]
    bench.scan(wrapped.format(token))
    bench.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert token[2:].encode() not in bench.path.read_bytes()
    assert all(token[2:] not in line.text for line in bench.view.scans)


def test_hold_during_a_leads_pin_leaves_no_pin_prompt_behind(bench: BenchWalk) -> None:
    lead = bench.person("Lead 1", Role.LEAD, pin="4711")
    bench.scan(BOX, "JUMPER", "GRADE-E", "DISPOSE-AS-RESTOCK", "WHY-OTHER", lead)
    assert bench.view.phase is Phase.PIN
    assert bench.scan("HOLD").phase is Phase.HELD


def test_next_walks_through_all_items(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "MUG", "SOCKS")
    seen = [bench.scan("NEXT").item.sku for _ in range(3)]  # type: ignore[union-attr]
    assert sorted(seen) == ["JUMPER", "MUG", "SOCKS"]


def test_selecting_an_item_of_another_parcel_takes_us_there(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG")
    assert view.item is not None
    item_id = view.item.item_id
    bench.scan("RMA-1003")
    view = bench.do(SelectItem(item_id)).view
    assert view.parcel is not None
    assert view.parcel.label == BOX
    assert view.item is not None
    assert view.item.item_id == item_id


def test_an_announced_product_that_no_catalogue_knows_is_still_expected(bench: BenchWalk, tmp_path) -> None:
    from app.reference.importer import import_returns
    from tests.bench.benches import RETURNS

    head = RETURNS.splitlines()[0]
    path = tmp_path / "more.csv"
    path.write_text(
        head + "\nRMA-3001,O,Nordkap,C,,,2026-11-01,2026-12-02,1,NEWTHING,1,OTHER,,9.00,EUR,refund\n", encoding="utf-8"
    )
    assert import_returns(path, bench.lookup._path).bad == ()
    view = bench.scan("RMA-3001", "NEWTHING")
    assert view.item is not None
    assert (view.item.sku, view.item.declared) == ("NEWTHING", "expected")


def test_reference_data_that_cannot_be_read_stops_no_item_in_hand(bench: BenchWalk, monkeypatch) -> None:
    bench.scan(BOX, "MUG", "GRADE-A")

    def broken(*_: object) -> None:
        raise KnownError("mirror.db is damaged.", "Import the files again.")

    for name in ("product", "products_by_gtin", "products_by_sku", "returns_by_tracking", "returns_by_rma"):
        monkeypatch.setattr(bench.lookup, name, broken)
    bench.scan("ACCEPT")
    assert bench.said is Say.DECIDED
    bench.scan("JUMPER")
    assert bench.said is Say.DISK_FAILED
    monkeypatch.undo()
    bench.scan("JUMPER")
    assert bench.said is Say.ITEM_ADDED


def test_a_decision_after_a_printed_hold_label_voids_that_label_and_says_so(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG", "HOLD")
    assert view.headline.say is Say.SCAN_LABEL_BACK
    view = bench.label_back()
    assert view.headline.say is Say.SCAN_ANY_TOTE
    bench.scan("RELEASE", "GRADE-N", "ACCEPT")
    assert bench.said is Say.DECIDED_ANEW
    states = bench.journal.connection.execute("SELECT state FROM print_job ORDER BY job").fetchall()
    assert states == [("voided",), ("queued",)]


def test_the_announced_serial_corrects_another_one_that_was_read_first(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "SPEAKER", "IG123", "GRADE-B")
    assert view.proposal is not None
    assert view.proposal.code == "QUARANTINE"
    view = bench.scan("AU-88213")
    assert bench.said is Say.SERIAL_MATCHES
    assert view.item is not None
    assert (view.item.serial, view.item.serial_finding, view.item.defects) == ("AU-88213", "matches", ())
    assert view.proposal is not None
    assert view.proposal.code == "REFURB"
    assert len([row for row in bench.rows() if row.item_id]) == 1


def test_the_close_says_when_only_a_label_is_left_to_look_at(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-2", "GRADE-A", "ACCEPT")
    bench.printed()
    bench.scan("T-1", "T-1", "CLOSE")
    assert bench.asked is Say.CLOSE_ATTENTION


@pytest.mark.parametrize("problem", FrameProblem)
def test_whatever_a_scanner_sends_instead_of_a_code_is_told_and_noted(bench: BenchWalk, problem: FrameProblem) -> None:
    bench.scan(BOX, "JUMPER")
    shown = bench.view.item
    bench.do(ReportBadFrame(problem, "left", 9))
    assert bench.said.startswith("frame_")
    assert bench.view.item == shown
    assert bench.kinds()[-1] == "scan_noted"
