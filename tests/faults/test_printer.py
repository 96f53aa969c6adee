"""A label printer as printers are: away, silent, cut off in the middle, back again. The decision stands, and the label's state is honest."""

import sys
from collections.abc import Callable

import pytest

from app.bench.messages import Say
from app.domain.vocabulary import PrintState
from app.settings import Home
from app.store.verify import verify_journal
from devices.printers.simulator import PrinterSimulator, SimulatorMode
from tests.bench.benches import BOX
from tests.faults.life import Life
from tests.flow.sites import RunningSite, code_of, rows, until

DECIDED = (BOX, "JUMPER", "GRADE-B", "ACCEPT")


def decision_stands(site: RunningSite) -> None:
    assert rows(site.home.journal, "SELECT sku, disposition, status FROM item WHERE status <> 'voided'") == [
        ("JUMPER", "CLEAN", "decided")
    ]
    assert verify_journal(site.home.journal).faults == ()


def test_without_its_printer_the_decision_is_kept_and_the_label_waits(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    site.scan(*DECIDED)
    view = site.wait_for_printer("lost")
    assert view.counts.labels_waiting == 1
    decision_stands(site)
    view = site.scan("MUG", "QTY-3", "GRADE-A", "ACCEPT")
    assert view.counts.labels_waiting == 2
    printer.set_mode(SimulatorMode.ACCEPT)
    site.site.try_printers()
    printer.wait_for_labels(2, 20)
    site.wait_for_jobs("sent", "sent")
    site.wait_for_printer("ready")
    site.watch.wait_for(lambda view: view.counts.labels_waiting == 0, "no label waiting")
    assert len(printer.labels) == 2, "each once"


def test_a_printer_that_comes_back_is_found_without_anybody_asking(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    site.scan(*DECIDED)
    site.wait_for_printer("lost")
    printer.set_mode(SimulatorMode.ACCEPT)
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("sent")


def test_a_label_for_an_absent_printer_waits_through_a_restart(
    start: Callable[[], RunningSite], badge: str, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    site = start()
    site.scan(badge, *DECIDED)
    site.wait_for_printer("lost")
    site.stop()
    assert site.jobs()[0][0] == "queued"
    printer.set_mode(SimulatorMode.ACCEPT)
    site = start()
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("sent")
    assert len(printer.labels) == 1


def test_a_reset_in_the_middle_of_a_label_leaves_it_unknown_until_somebody_looks(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=100)
    site.scan(*DECIDED)
    view = site.watch.wait_for(lambda view: view.question is not None, "the question")
    assert view.question is not None
    assert view.question.asked.say is Say.LABEL_LOOK
    assert [choice.word for choice in view.question.choices] == ["PRINTED-OK", "REPRINT"]
    assert view.counts.labels_unknown == 1
    site.wait_for_jobs("unknown")
    decision_stands(site)
    printer.set_mode(SimulatorMode.ACCEPT)
    site.scan("MUG", "QTY-3", "GRADE-A", "ACCEPT")
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("unknown", "sent")
    assert len(printer.labels) == 1, "what may have been printed is not sent again by itself"


def test_the_operator_who_finds_no_label_gets_a_copy_that_says_so(site: RunningSite, printer: PrinterSimulator) -> None:
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=100)
    site.scan(*DECIDED)
    site.watch.wait_for(lambda view: view.question is not None, "the question")
    printer.set_mode(SimulatorMode.ACCEPT)
    site.scan("REPRINT")
    printer.wait_for_labels(1, 20)
    view = site.watch.wait_for(
        lambda view: view.item is not None and view.item.label_state is PrintState.SENT, "a copy on its way"
    )
    assert [job[:2] for job in site.jobs()] == [("voided", 0), ("sent", 1)]
    documents = [str(row[0]) for row in rows(site.home.journal, "SELECT document FROM print_job ORDER BY copy")]
    assert ["COPY" in document for document in documents] == [False, True]
    assert view.item is not None
    assert view.item.label_copy == 1


def test_the_operator_who_finds_the_label_scans_it(site: RunningSite, printer: PrinterSimulator) -> None:
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=100)
    site.scan(*DECIDED)
    view = site.watch.wait_for(lambda view: view.question is not None, "the question")
    assert view.item is not None
    view = site.scan(view.item.lpn)
    assert site.said is Say.LABEL_CONFIRMED
    assert view.counts.labels_unknown == 0
    assert site.jobs()[0][0] == "confirmed"


def test_a_printer_that_stalls_holds_up_its_label_and_nothing_else(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    """The bytes fit into the system's buffers, so the label counts as sent: never as printed. Only the scan proves it."""
    printer.set_mode(SimulatorMode.STALL)
    site.scan(*DECIDED)
    assert site.scan("MUG").item is not None
    site.wait_for_jobs("sent")
    view = site.scan("UNDO", "NEXT")
    decision_stands(site)
    assert view.item is not None
    assert view.item.label_state is PrintState.SENT
    assert view.headline.say is Say.SCAN_LABEL_BACK


def test_a_label_taken_back_while_its_printer_was_away_never_comes_out(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    site.scan(*DECIDED)
    site.wait_for_printer("lost")
    site.scan("UNDO")
    if site.view.question is not None:
        site.scan("UNDO")
    assert site.jobs()[0][0] == "voided"
    printer.set_mode(SimulatorMode.ACCEPT)
    site.site.try_printers()
    site.scan("ACCEPT")
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("voided", "sent")
    stored = rows(site.home.journal, "SELECT data FROM print_job WHERE state = 'sent'")[0][0]
    assert isinstance(stored, bytes)
    assert printer.labels == (stored.rstrip(),)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL.")
def test_a_program_killed_while_the_label_is_being_sent_never_sends_it_twice(
    home: Home, badge: str, printer: PrinterSimulator, new_life: Callable[[Home], Life]
) -> None:
    printer.set_mode(SimulatorMode.STALL)
    life = new_life(home)
    view = life.begin()
    for word in (badge, *DECIDED):
        after = view.notice.number if view.notice else 0
        life.scan(code_of(word))
        view = life.answered(after)
    until(lambda: rows(home.journal, "SELECT state FROM print_job") == [("sending",)], "a label under way")
    life.kill()
    assert rows(home.journal, "SELECT state FROM print_job") == [("sending",)]
    printer.set_mode(SimulatorMode.ACCEPT)
    printed = len(printer.labels)
    assert printed <= 1
    life = new_life(home)
    view = life.begin()
    while view.counts.labels_unknown == 0:
        view = life.next_view()
    assert view.question is not None
    assert view.question.asked.say is Say.LABEL_LOOK
    assert rows(home.journal, "SELECT state, detail FROM print_job") == [("unknown", "interrupted")]
    life.scan(code_of("REPRINT"))
    printer.wait_for_labels(printed + 1, 20)
    life.end()
    assert len(printer.labels) == printed + 1, "the copy, and not the first one again"
    assert rows(home.journal, "SELECT copy, state FROM print_job ORDER BY copy") == [(0, "voided"), (1, "sent")]


def test_a_printer_of_a_kind_that_cannot_be_reached_yet_is_said_so_and_the_bench_works(
    home: Home, start: Callable[[], RunningSite], badge: str, printer: PrinterSimulator
) -> None:
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text.replace(printer.address, "usb://label"), encoding="utf-8")
    site = start()
    view = site.wait_for_printer("lost")
    assert next(d.reason for d in view.devices if d.role == "printer") == "unsupported"
    site.scan(badge, *DECIDED)
    decision_stands(site)
    site.stop()
    home.settings.write_text(text, encoding="utf-8")
    site = start()
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("sent")


def test_a_bench_without_a_printer_keeps_its_labels_for_the_day_it_gets_one(
    home: Home, start: Callable[[], RunningSite], badge: str, printer: PrinterSimulator
) -> None:
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text[: text.index("[[printer]]")], encoding="utf-8")
    site = start()
    site.scan(badge, *DECIDED)
    decision_stands(site)
    site.stop()
    home.settings.write_text(text, encoding="utf-8")
    site = start()
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("sent")


def test_labels_of_a_printer_that_was_given_another_name_come_out_of_it(
    home: Home, start: Callable[[], RunningSite], badge: str, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    site = start()
    site.scan(badge, *DECIDED)
    site.wait_for_printer("lost")
    site.stop()
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text.replace('name = "label"', 'name = "zebra"'), encoding="utf-8")
    printer.set_mode(SimulatorMode.ACCEPT)
    site = start()
    printer.wait_for_labels(1, 20)
    site.wait_for_jobs("sent")
