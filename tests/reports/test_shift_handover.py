"""The shift handover against the journal, asked by statements of the tests' own."""

import re
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.run import run_report
from reports.words import load_words
from tests.reports import paper
from tests.reports.conftest import GENERATED_AT, SHIFT
from tests.reports.journal import START, Rows, label_rows, minutes, stamp
from tests.reports.sample_journal import sample_rows

NAME = "shift-handover"
OPEN = """disposition IS NULL OR disposition IN ('EXCEPTION', 'QUARANTINE') AND (status = 'decided' OR status = 'stowed' AND tote IN (
  SELECT code FROM tote WHERE tote.turn = item.tote_turn AND tote.status = 'open' AND tote.route = 'hold'))"""
ROUTES = ("restock", "refurbish", "dispose", "hold")


@settings(max_examples=15)
@given(items=st.integers(0, 90), seed=st.integers(0, 10**6))
def test_all_counts_on_paper_and_in_the_file_equal_the_journal(tmp_path_factory, items, seed):
    folder = tmp_path_factory.mktemp("handover")
    journal = sample_rows(items, seed=seed).write(folder / "journal.db")
    files = {}
    for suffix in (".pdf", ".csv"):
        result = run_report(NAME, journal=journal, out=folder / f"r{suffix}", period=SHIFT, generated_at=GENERATED_AT)
        files[suffix] = result.path.read_bytes()
    connection = sqlite3.connect(journal)
    values = {"since": stamp(SHIFT.from_utc), "until": stamp(SHIFT.to_utc)}

    def one(statement):
        return connection.execute(statement, values).fetchone()[0]

    def within(column):
        return f"{column} >= :since AND {column} < :until"

    decided = f"FROM item WHERE disposition IS NOT NULL AND status NOT IN ('voided', 'held') AND {within('decided_at')}"
    counts = {
        "Parcels received": one(f"SELECT count(*) FROM parcel WHERE {within('received_at')}"),
        "Parcels closed": one(f"SELECT count(*) FROM parcel WHERE status = 'closed' AND {within('closed_at')}"),
        "Items decided": one(f"SELECT count(*) {decided}"),
        "Units decided": one(f"SELECT coalesce(sum(quantity), 0) {decided}"),
        "Totes closed": 0,
        "Decided, in no tote": one(f"SELECT count(*) {decided} AND tote IS NULL"),
    }
    sizes = {
        "Open and parked parcels": one("SELECT count(*) FROM parcel WHERE status IN ('open', 'parked')"),
        "Items not decided, on hold or to clear up": one(f"SELECT count(*) FROM item WHERE {OPEN}"),
        "Open totes": one("SELECT count(*) FROM tote WHERE status = 'open'"),
    }
    by_inspector = connection.execute(
        f"SELECT inspector, route, count(*), sum(quantity) {decided} GROUP BY 1, 2", values
    ).fetchall()
    undecided = [row[0] for row in connection.execute(f"SELECT lpn FROM item WHERE {OPEN}")]
    connection.close()

    records = paper.csv_records(files[".csv"])
    told = {record["What"]: int(record["Number"]) for record in records if record["Section"] == "Done in this period"}
    assert told == counts
    for section, size in sizes.items():
        assert sum(record["Section"] == section for record in records) == size
    work = [record for record in records if record["Section"].startswith("Items decided, by")]
    assert sorted(
        (record["With"], record["Route"].lower(), int(record["Items"]), int(record["Units"])) for record in work
    ) == sorted(by_inspector)

    text = paper.flat_text(files[".pdf"])
    if not items:
        assert "No rows Nothing was received, decided or refused in this period, and nothing stands open." in text
        return
    assert " ".join(f"{label} {count:,}" for label, count in counts.items()) in text
    for inspector in {row[0] for row in by_inspector}:
        numbers = [sum(row[2] for row in by_inspector if row[:2] == (inspector, route)) for route in ROUTES]
        units = sum(row[3] for row in by_inspector if row[0] == inspector)
        cells = " ".join(str(number) if number else "–" for number in numbers)
        assert f"{inspector} {cells} {sum(numbers)} {units}" in text
    for section, size in sizes.items():
        assert (
            f"{section} {size} · as at 2025-11-20 16:04" if size else f"{section} as at 2025-11-20 16:04 None."
        ) in text
    assert all(lpn in text for lpn in undecided)


def test_an_open_parcel_says_who_has_it_how_old_it_is_and_what_to_do(run):
    rows = Rows()
    parcels = {
        "p1": {"label": "JJFI1", "status": "parked", "expected_units": 3, "received_units": 1},
        "p2": {"label": "JJFI2", "status": "open", "expected_units": 1, "received_units": 1, "return_by": "2025-11-19"},
        "p3": {"label": "", "rmas": "", "status": "open", "expected_units": 0, "received_units": 2, "blind": 1},
    }
    for key, values in parcels.items():
        rows.parcel(key, closed_at=None, closed_by=None, received_at=stamp(minutes(60)), **values)
    rows.line("p1", line=1, expected=2, received=1)
    rows.line("p1", line=2, expected=1, received=0)
    rows.item(parcel_id="p1", status="graded", disposition=None)
    rows.item(parcel_id="p2")
    rows.event("parcel:p1", "parcel_parked", minutes(70), "Jari Mäkinen", parcel_id="p1")
    text = paper.flat_text(run(NAME, rows)[0])
    # 9:00 local to 16:04: whoever handled it last has it.
    assert "JJFI1 UPS · RMA-204417 Nordkap Parked 1 of 3 Jari Mäkinen 7 h 04 min Resume: 2 units not" in text
    assert "Resume: 2 units not scanned, 1 item not decided." in text
    assert "2025-11-19 (passed)" in text
    assert "Close it: everything is in and decided." in text
    assert "Scan what else is in it, or close it." in text
    assert "without papers, no code" in text


def test_an_open_item_says_what_it_waits_for(run):
    rows = Rows()
    rows.parcel()
    rows.item(1, status="identified", disposition=None, proposed=None, grade=None)
    rows.item(2, status="graded", disposition=None, proposed="CLEAN")
    rows.item(3, status="held", disposition=None, proposed="REFURB", held_reason="operator")
    rows.item(4, status="held", disposition=None, proposed="REFURB", held_reason="approval")
    rows.item(5, status="held", disposition=None, proposed="REFURB", held_reason="approval")
    rows.item(6, status="held", disposition=None, proposed=None, held_reason="")
    rows.item(7, status="voided", disposition=None)
    for item in (4, 5):
        key = f"item:i{item:06d}"
        rows.event(key, "approval_requested", minutes(5), item_id="x", code="DESTROY", why="destroy_value")
        rows.event(key, "item_held", minutes(5), item_id="x", reason="approval")
    rows.event("item:i000005", "approval_denied", minutes(6), item_id="x", code="DESTROY", approver="Kari Lead")
    records = paper.csv_records(run(NAME, rows, ".csv")[0])
    steps = {record["Code"]: record["Next step"] for record in records if record["Section"].startswith("Items not")}
    assert steps == {
        "R7K2M000001X": "Grade it.",
        "R7K2M000002X": "Decide it; proposed: Clean.",
        "R7K2M000003X": "On hold: put aside at the bench. Release it or decide.",
        "R7K2M000004X": "A shift lead has to agree to “Destroy”, or not.",
        "R7K2M000005X": "On hold: a shift lead has to agree. Release it or decide.",
        "R7K2M000006X": "Find out why it is on hold; release it or decide.",
    }


def test_a_request_for_approval_that_was_undone_waits_for_nobody(run):
    rows = Rows()
    rows.parcel()
    rows.item(1, status="graded", disposition=None, proposed="CLEAN")
    asked = rows.event("item:i000001", "approval_requested", minutes(5), code="DESTROY", why="x")
    rows.event(
        "item:i000001", "event_reversed", minutes(6), event_id=asked["event_id"], reversed_kind="approval_requested"
    )
    assert "Decide it; proposed: Clean." in paper.flat_text(run(NAME, rows)[0])


def test_open_totes_come_with_their_counts_and_a_total(run):
    rows = Rows()
    rows.parcel()
    rows.tote("T-0312", route="hold", opened_at=stamp(minutes(0)))
    rows.tote("T-0101", route="restock", disposition="RESTOCK_B")
    rows.tote("T-0900", status="closed", closed_at=stamp(minutes(30)))
    for at in (-600, 20, 30):  # in an earlier shift; then emptied, and closed again
        rows.event("tote:T-0900", "tote_closed", minutes(at))
    undone = rows.event("tote:T-0312", "tote_closed", minutes(5))
    rows.event("tote:T-0312", "event_reversed", minutes(6), event_id=undone["event_id"], reversed_kind="tote_closed")
    for quantity in (2, 3):
        rows.item(tote="T-0101", quantity=quantity, stowed_at=stamp(minutes(5)))
    # It left with the tote's last turn.
    rows.item(tote="T-0312", tote_turn="an earlier one", stowed_at=stamp(minutes(-600)))
    text = paper.flat_text(run(NAME, rows)[0])
    assert (
        "T-0101 Restock Restock as seconds 2 5 Anna Korhonen 8 h 04 min "
        "T-0312 Hold any of the route 0 0 Anna Korhonen 8 h 04 min Total 2 5" in text
    )
    assert "Totes closed 2" in text
    assert "T-0900" not in text


def labels_of(rows, run, **arguments):
    records = paper.csv_records(run(NAME, rows, ".csv", **arguments)[0])
    return [record for record in records if record["Section"] == "Labels not confirmed"]


def test_labels_in_trouble_are_listed_and_where_labels_are_scanned_back_those_that_were_not(run):
    rows = label_rows(["queued", "sending", "sent", "confirmed", "unknown", "failed", "voided"])
    found = {record["Code"]: (record["State"], record["Next step"]) for record in labels_of(rows, run)}
    assert found == {
        "R7K2M000001X": ("Waits for the printer", "Look at the printer: it takes no labels."),
        "R7K2M000002X": ("Is being sent", "Look at the printer: a label is under way."),
        "R7K2M000003X": ("Sent to the printer", "Scan the label on the item back."),
        "R7K2M000005X": ("Uncertain", "Look: if the label is there, scan it; if not, reprint."),
        "R7K2M000006X": ("Not printed", "Reprint; nothing came out."),
    }


def test_where_nobody_scans_labels_back_the_sent_ones_are_only_counted(run):
    text = paper.flat_text(run(NAME, label_rows(["sent"] * 3))[0])
    assert "3 labels were sent in this period and not scanned back." in text
    assert "Labels not confirmed None." in re.sub(r" as at \S+ \S+", "", text)


def test_a_label_that_was_printed_again_or_whose_item_was_undone_needs_nobody(run):
    rows = label_rows(["failed", "failed"])
    rows.label("j1b", "i000001", "R7K2M000001X", copy=1, state="confirmed", changed_at=stamp(minutes(9)))
    rows.tables["item"][1]["status"] = "voided"
    assert labels_of(rows, run) == []


def test_a_copy_says_which_one_it_is(run):
    rows = label_rows(["voided"])
    rows.label("j1b", "i000001", "R7K2M000001X", copy=2, state="failed", detail="connection refused")
    text = paper.flat_text(run(NAME, rows)[0])
    assert "R7K2M000001X copy 2 Aurora 20 W speaker," in text


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("suffix", [".pdf", ".csv"])
def test_what_kept_a_label_is_told_in_words(run, language, suffix):
    rows = label_rows(["failed"])
    rows.tables["print_job"][0]["detail"] = "misconfigured"
    data, _ = run(NAME, rows, suffix, language=language)
    text = paper.flat_text(data) if suffix == ".pdf" else data.decode("utf-8-sig")
    assert load_words(language).name("label_reason", "misconfigured") in text
    assert "misconfigured" not in text


def test_a_return_number_that_does_not_say_so_is_called_one(run):
    rows = Rows()
    rows.parcel(status="open", rmas="204417|204418", closed_at=None)
    assert "UPS · RMA 204417, 204418" in paper.flat_text(run(NAME, rows)[0])


def test_incidents_say_what_happened_and_what_became_of_it(run):
    rows = Rows()
    rows.parcel()
    for number in (1, 2, 3):
        rows.item(number, status="held" if number == 2 else "decided")
    plain = {"item_id": "x", "rule": "r", "policy_version": "p"}
    rows.event("item:i000001", "disposition_decided", minutes(1), code="REFURB", proposal="REFURB", **plain)
    override = rows.event(
        "item:i000001", "disposition_decided", minutes(2), code="DESTROY", proposal="REFURB",
        override_reason="SAFETY", approver="Kari Lead", **plain,
    )  # fmt: skip
    rows.event("item:i000002", "item_held", minutes(3), item_id="x", reason="operator")
    for kind, event in (("disposition_decided", override["event_id"]), ("disposition_proposed", "e0")):
        rows.event("item:i000001", "event_reversed", minutes(4), command="undo", event_id=event, reversed_kind=kind)
    rows.event(
        "item:i000003", "label_failed", minutes(5), "", job="j", copy=0, reason="connection refused", certain=True
    )
    rows.event("item:i000003", "label_failed", minutes(6), "", job="j", copy=0, reason="reset", certain=False)
    rows.event("item:i000003", "item_held", minutes(-1), item_id="x", reason="before the shift")
    records = paper.csv_records(run(NAME, rows, ".csv")[0])
    found = [
        (record["What"], record["Code"], record["Detail"])
        for record in records
        if record["Section"].startswith("Incidents")
    ]
    assert found == [
        (
            "Override",
            "R7K2M000001X",
            "Destroy instead of Refurbish; reason: safety; approved by Kari Lead; later undone",
        ),
        ("Put on hold", "R7K2M000002X", "put aside at the bench; still on hold"),
        ("Undone", "R7K2M000001X", "decision"),
        ("Label not printed", "R7K2M000003X", "connection refused"),
        ("Label uncertain", "R7K2M000003X", "reset"),
    ]


def test_an_undo_that_was_itself_undone_no_longer_counts(run):
    rows = Rows()
    rows.parcel()
    rows.item(1)
    key = "item:i000001"
    held = rows.event(key, "item_held", minutes(1), item_id="x", reason="")
    undo = rows.event(key, "event_reversed", minutes(2), event_id=held["event_id"], reversed_kind="item_held")
    rows.event(key, "event_reversed", minutes(3), event_id=undo["event_id"], reversed_kind="event_reversed")
    records = paper.csv_records(run(NAME, rows, ".csv")[0])
    assert "later undone" not in {record["Detail"] for record in records}


@pytest.mark.parametrize(
    ("unsent", "said"),
    [
        (None, "This bench has no central server: everything is in its own journal, and nothing waits to be sent."),
        (1, "1 event is not yet on the central server; it is safe in this bench's journal."),
        (1234, "1,234 events are not yet on the central server; they are safe in this bench's journal."),
    ],
)
@pytest.mark.parametrize("items", [0, 5])
def test_the_connection_is_told(run, items, unsent, said):
    assert said in paper.flat_text(run(NAME, sample_rows(items), unsent=unsent)[0])


@pytest.mark.parametrize("items", [0, 5, 60])
def test_both_leads_sign_on_one_page_below_lines_for_notes(run, items):
    last = " ".join(paper.page_texts(run(NAME, sample_rows(items))[0])[-1].split())
    assert "Notes Handover Open work and incidents were gone through at the bench." in last
    assert "Outgoing lead Name Signature Date and time Incoming lead Name Signature Date and time" in last


def test_a_client_sees_its_own_goods_only(run):
    def rows():
        made = Rows()
        for number, client in enumerate(("Nordkap", "Tunturi"), 1):
            made.parcel(f"p{number}", label=f"JJFI{number}", clients=client, status="open", closed_at=None)
            item = made.item(
                number, parcel_id=f"p{number}", client=client, status="held", tote=f"T-{number}", stowed_at=stamp(START)
            )
            made.tote(f"T-{number}")
            made.label(f"j{number}", item["item_id"], item["lpn"], state="failed")
            made.event(f"item:{item['item_id']}", "item_held", minutes(1), item_id="x", reason="")
        made.event("bench:B07", "scan_noted", minutes(1), text="x", scanner="left", outcome="unknown_code", aim="")
        return made

    own = paper.flat_text(run(NAME, rows(), client="Tunturi")[0])
    assert all(code in own for code in ("JJFI2", "R7K2M000002X", "T-2"))
    assert not any(code in own for code in ("JJFI1", "R7K2M000001X", "T-1", "Code not known"))
    everything = paper.flat_text(run(NAME, rows())[0])
    assert all(code in everything for code in ("JJFI1", "JJFI2", "T-1", "T-2", "Code not known"))


def test_the_russian_handover_speaks_russian(run):
    text = paper.flat_text(run(NAME, sample_rows(60), language="ru")[0])
    for words in (
        "Передача смены",
        "Принято посылок",
        "Открытые ящики",
        "Сдал смену",
        "Принял смену",
        "У этого места нет",
    ):
        assert words in text
    assert not re.search(r"\b(Open|Items|Labels|Notes|Total)\b", text)
