"""What people look up stands whole on paper, however long it is, and no table falls apart."""

import re
from datetime import timedelta

import pytest

from app.domain.lpn import make_lpn
from reports.period import Period
from reports.typeface import ELLIPSIS
from reports.words import load_words
from tests.reports import paper
from tests.reports.conftest import SHIFT
from tests.reports.journal import amount, label_rows, minutes, rows_of
from tests.reports.sample_journal import sample_rows

SUMMARY, HANDOVER = "disposition-summary", "shift-handover"


def test_numbers_of_parcels_items_and_serials_are_never_cut(run):
    rows = sample_rows(60)
    text = paper.flat_text(run(SUMMARY, rows)[0])
    for item in rows.tables["item"]:
        if item["disposition"]:
            assert item["lpn"] in text
            assert item["rma"] in text
            assert item["serial"] is None or item["serial"] in text
    for parcel in rows.tables["parcel"]:
        if parcel["status"] == "closed":
            assert parcel["label"] in text


def wide_rows(items=40):
    """Rows of which every text is as long as it gets: license plates of the widest letters, numbers of twenty characters."""
    rows = sample_rows(items)
    for number, item in enumerate(rows.tables["item"], 1):
        item |= {
            "lpn": make_lpn("WWWW", number),
            "rma": f"RMA-2026-DE-{number:08d}",
            "sku": f"{item['sku']}-GRAPHITE-XL",
            "title": f"{item['title']}, verlängerte Ausführung mit Netzteil und Wandhalterung",
            "serial": f"SN{number:022d}",
            "defects": "ACCOUNT_LOCK|ACCESSORY_MISSING|SERIAL_MISMATCH",
            "inspector": "Anna-Maria Korhonen-Lindqvist",
            "function_grade": "F3",
            "quantity": 9999,
        }
    return rows


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_lpn_and_rma_stands_whole_in_one_line(run, language):
    rows = wide_rows()
    text = paper.whole_text(run(SUMMARY, rows, language=language)[0])
    shown = [item for item in rows.tables["item"] if item["disposition"]]
    assert len(shown) > 30
    assert [item["lpn"] for item in shown if item["lpn"] not in text] == []
    assert [item["rma"] for item in shown if item["rma"] not in text] == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("hours", [8, 24 * 500])
def test_what_is_too_long_for_its_column_goes_on_in_the_next_line_and_nothing_is_cut(run, language, hours):
    rows = wide_rows()
    for item in rows.tables["item"]:
        item["rma"] = f"RETURNS/{item['rma']}/{item['rma']}"
    period = Period(SHIFT.to_utc - timedelta(hours=hours), SHIFT.to_utc, SHIFT.zone)
    text = paper.whole_text(run(SUMMARY, rows, language=language, period=period)[0])
    assert ELLIPSIS not in text
    unbroken = re.sub(r"\s", "", text)
    for item in rows.tables["item"]:
        if item["disposition"]:
            for column in ("rma", "lpn", "sku", "title", "serial", "inspector"):
                assert re.sub(r"\s", "", item[column]) in unbroken


def test_no_amount_is_cut_however_large(run):
    items = [
        {"disposition": code, "grade": grade, "unit_value_cents": 98_765_432, "currency": currency, "quantity": 9}
        for code in ("RESTOCK", "REFURB")
        for grade in (*"NABCDEX", None)
        for currency in ("EUR", "NOK", "RUB", "SEK", "DKK", "PLN")
    ]
    text = paper.whole_text(run(SUMMARY, rows_of(items))[0])
    assert ELLIPSIS not in text
    of_one_cell, of_everything = amount(98_765_432 * 9, "NOK"), amount(98_765_432 * 9 * 16, "NOK")
    assert text.count(of_one_cell) == 3 * 16  # in the list, in the matrix, and there in the total of its route
    assert of_everything in text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_the_customer_said_is_never_cut_beside_usual_goods(run, language):
    rows = sample_rows(120)
    words = load_words(language)
    text = paper.flat_text(run(SUMMARY, rows, language=language)[0])
    said = {words.name("reason", item["reason"]) for item in rows.tables["item"] if item["disposition"]}
    assert len(said) > 10
    assert [reason for reason in sorted(said) if reason not in text] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_that_is_looked_up_is_cut(run, language):
    rows = sample_rows(60)
    parcel = "JJFI00000063900004417"
    rmas = [f"RMA-2026-DE-{number:08d}" for number in range(6)]
    scan = "https://example.com/" + "q?x=1&y=" * 12
    inspector = "Anna-Maria Korhonen-Lindqvist"
    rows.parcel("wide", label=parcel, rmas="|".join(rmas), status="open", closed_at=None, received_by=inspector)
    lpns = [make_lpn("WWWW", number) for number in range(1, 9)]
    for number, lpn in enumerate(lpns):
        item = rows.item(
            900 + number, lpn=lpn, parcel_id="wide", status="held", disposition=None, sku="SD-20-GRAPHITE-XXXL-2026",
            title="Brekke noise-cancelling headphones, black, with a very long Ausstattungsbezeichnung", inspector=inspector,
        )  # fmt: skip
        rows.label(f"w{number}", item["item_id"], lpn, state="failed", detail="misconfigured", copy=3)
        rows.event(f"item:{item['item_id']}", "item_held", minutes(number), inspector, item_id="x", reason="operator")
    rows.event("bench:B07", "scan_noted", minutes(479), text=scan, scanner="left", outcome="unknown_code", aim="")
    text = paper.whole_text(run(HANDOVER, rows, language=language)[0])
    assert ELLIPSIS not in text
    assert [text.count(lpn) for lpn in lpns] == [3] * len(lpns)  # as open items, labels and incidents
    assert [rma for rma in rmas if rma not in text] == []
    assert text.count(parcel) == 1 + len(lpns)
    unbroken = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", inspector) in unbroken
    assert scan in unbroken


@pytest.mark.parametrize(("language", "title"), [("en", "Labels not confirmed"), ("ru", "Непроверенные этикетки")])
def test_a_table_that_goes_on_says_on_every_page_what_it_is(run, language, title):
    data, result = run(HANDOVER, label_rows(["failed"] * 100), language=language)
    assert result.pages > 2
    more = load_words(language).say("page.continued", title=title)
    pages = [" ".join(page.split()) for page in paper.page_texts(data)]
    with_labels = [page for page in pages if "R7K2M" in page]
    assert len(with_labels) > 1
    assert title in with_labels[0]
    assert more not in with_labels[0]
    assert all(f"{more} LPN" in page for page in with_labels[1:])


def test_a_small_table_is_not_parted_for_the_end_of_a_page(run):
    on_the_first = 0
    for labels in range(12, 32):  # the table of refused scans moves over the end of the first page
        rows = label_rows(["failed"] * labels)
        for number, outcome in enumerate(("unknown_code", "sign_in_first", "wrong_check_digit")):
            rows.event(
                "bench:B07",
                "scan_noted",
                minutes(number),
                text=f"SCAN-{number}",
                scanner="left",
                outcome=outcome,
                aim="",
            )
        pages = paper.page_texts(run(HANDOVER, rows)[0])
        assert sum("SCAN-" in page for page in pages) == 1
        on_the_first += "SCAN-" in pages[0]
    assert 0 < on_the_first < 20
