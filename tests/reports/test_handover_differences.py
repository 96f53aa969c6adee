"""Parcels that were closed with differences, in the shift handover: the next lead has to chase what is missing."""

import re

import pytest

from reports.typeface import ELLIPSIS
from reports.words import load_words
from tests.reports import paper
from tests.reports.journal import Rows, minutes, stamp

NAME = "shift-handover"


def differing():
    rows = Rows()
    rows.parcel(rmas="204417|204418", clients="Nordkap|Tunturi", closed_by="Jari Mäkinen")
    rows.line(line=1, rma="204417", expected=1300, received=99, missing=1201, serial="SN-1")
    rows.line(line=1, rma="204418", sku="SOCKS", title="Socks", client="Tunturi", expected=1, received=2)
    rows.item(1, sku="GIFT", title="Gift card", client="", declared="undeclared", quantity=4)
    rows.parcel("p2", label="", carrier="", closed_at=stamp(minutes(70)))
    rows.item(2, parcel_id="p2", sku="MUG", title="", declared="wrong_item")
    return rows


def test_the_paper_says_what_is_missing_and_too_much_and_who_closed_the_parcel_when(run):
    text = paper.flat_text(run(NAME, differing())[0])
    assert "Parcels closed with differences in this period 2 parcels · 1,201 units missing · 6 units too many" in text
    parcel = "1Z999AA10123456784"
    for row in (
        f"{parcel} Nordkap Missing Aurora 20 W speaker, graphite 1,201 Jari Mäkinen 08:20 UPS · RMA 204417 AUR-20-G · SN-1",
        f"{parcel} Tunturi More than announced Socks 1 Jari Mäkinen 08:20 UPS · RMA 204418 SOCKS",
        f"{parcel} Nordkap, Tunturi Undeclared Gift card 4 Jari Mäkinen 08:20 UPS · RMA 204417, 204418 GIFT · R7K2M000001X",
        "(no code) Nordkap Wrong item MUG · R7K2M000002X 1 Anna Korhonen 09:10 RMA-204417",
    ):
        assert sorted(row.split()) in _windows(text, row)


def _windows(text, row):
    """The words of the text in stretches as long as a row, whatever the order in which cells of two lines are read."""
    words, size = text.split(), len(row.split())
    return [sorted(words[at : at + size]) for at in range(len(words) - size + 1)]


def test_the_file_has_the_same_differences(run):
    data, _ = run(NAME, differing(), ".csv")
    columns = ("What", "Code", "SKU", "Product", "Client", "Units", "With", "Since (UTC)", "Detail")
    section = "Parcels closed with differences in this period"
    parcel, at = "1Z999AA10123456784", stamp(minutes(20))
    records = [record for record in paper.csv_records(data) if record["Section"] == section]
    assert [tuple(record[column] for column in columns) for record in records] == [
        ("Missing", parcel, "AUR-20-G", "Aurora 20 W speaker, graphite", "Nordkap", "1201", "Jari Mäkinen", at,
         "UPS · RMA 204417 · SN-1"),
        ("More than announced", parcel, "SOCKS", "Socks", "Tunturi", "1", "Jari Mäkinen", at, "UPS · RMA 204418"),
        ("Undeclared", parcel, "GIFT", "Gift card", "Nordkap, Tunturi", "4", "Jari Mäkinen", at,
         "UPS · RMA 204417, 204418 · R7K2M000001X"),
        ("Wrong item", "(no code)", "MUG", "", "Nordkap", "1", "Anna Korhonen", stamp(minutes(70)),
         "RMA-204417 · R7K2M000002X"),
    ]  # fmt: skip


def test_a_shift_without_differences_says_so(run):
    rows = Rows()
    rows.parcel()
    rows.line()
    assert "Parcels closed with differences in this period None." in paper.flat_text(run(NAME, rows)[0])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_of_a_difference_is_cut_however_long_and_however_many(run, language):
    words = load_words(language)
    rows = Rows()
    title = "Brekke noise-cancelling headphones, black, with a very long Ausstattungsbezeichnung"
    people = "Anna-Maria Korhonen-Lindqvist"
    for number in range(40):
        key, rma = f"p{number}", f"RMA-2026-DE-{number:08d}"
        rows.parcel(key, label=f"JJFI{number:017d}", rmas=rma, clients="Ås & Øygard Hjem og Hage AS", closed_by=people)
        rows.line(key, rma=rma, sku=f"SD-20-GRAPHITE-XXXL-{number:04d}", title=title, client="Ås & Øygard Hjem og Hage AS",
                  expected=12345, received=0, missing=12345, serial=f"SN{number:022d}")  # fmt: skip
    data, result = run(NAME, rows, language=language)
    text = paper.whole_text(data)
    assert result.pages > 2
    assert ELLIPSIS not in text
    unbroken = re.sub(r"\s", "", text)
    for number in range(40):
        for code in (f"JJFI{number:017d}", f"RMA-2026-DE-{number:08d}", f"SN{number:022d}"):
            assert code in unbroken
        assert f"SD-20-GRAPHITE-XXXL-{number:04d}" in unbroken
    assert unbroken.count(re.sub(r"\s", "", title)) == 40
    assert re.sub(r"\s", "", words.number(12345 * 40)) in unbroken
    title = words.say("shift_handover.differences")
    more = words.say("page.continued", title=title)
    told = [" ".join(page.split()) for page in paper.page_texts(data)]
    assert sum(more in page for page in told) >= 1
