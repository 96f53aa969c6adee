"""What is true of every page of every report."""

import re
from datetime import timedelta

import pytest
import zxingcpp

import app
from app.fonts import SANS
from tests.reports import paper
from tests.reports.conftest import GENERATED_AT
from tests.reports.journal import Rows
from tests.reports.sample_journal import sample_rows

NAMES = ("disposition-summary", "shift-handover")
CASES = [(name, items, language) for name in NAMES for items in (0, 60) for language in ("en", "ru")]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Each report, with and without rows, in each language: bytes and result, made once."""
    from reports.run import run_report
    from tests.reports.conftest import SHIFT

    folder = tmp_path_factory.mktemp("printed")
    journals = {items: sample_rows(items).write(folder / f"{items}.db") for items in (0, 60)}
    made = {}
    for name, items, language in CASES:
        result = run_report(
            name,
            journal=journals[items],
            out=folder / f"{name}-{items}-{language}.pdf",
            period=SHIFT,
            language=language,
            generated_by="Kari Øst",
            generated_at=GENERATED_AT,
        )
        made[name, items, language] = (result.path.read_bytes(), result)
    return made


@pytest.mark.parametrize("case", CASES)
def test_every_font_is_embedded_and_a_subset_and_nothing_is_smaller_than_seven_points(printed, case):
    data, result = printed[case]
    found = [letter for page in range(result.pages) for letter in paper.letters(data, page) if letter.text.strip()]
    assert {letter.font for letter in found} == {"NotoSans-Regular", "NotoSans-Bold"}
    assert all(letter.embedded for letter in found)
    assert min(letter.size_pt for letter in found) >= 7
    # Nor does the file so much as mention one of the fonts that every reader is supposed to have.
    assert not any(name in data for name in (b"Helvetica", b"Times", b"Courier", b"ZapfDingbats", b"/Type1"))
    assert set(re.findall(rb"/BaseFont /(\S+)", data)) == {b"AAAAAA+NotoSans-Regular", b"AAAAAA+NotoSans-Bold"}
    assert data.count(b"/FontFile2") == 2
    assert len(data) < SANS.stat().st_size / 2


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_barcode_on_every_page_reads_as_the_reports_number(printed, case, dpi):
    data, result = printed[case]
    for page in range(result.pages):
        read = zxingcpp.read_barcodes(paper.picture(data, page, dpi), formats=zxingcpp.BarcodeFormat.Code128)
        assert [found.text for found in read] == [result.report_id]


@pytest.mark.parametrize("case", CASES)
def test_every_page_says_what_it_is_and_how_many_there_are(printed, case):
    data, result = printed[case]
    english = case[2] == "en"
    for number, text in enumerate(paper.page_texts(data), 1):
        one_line = " ".join(text.split())
        assert result.report_id in one_line
        assert "Europe/Helsinki (UTC+02:00)" in one_line
        assert ("Site TMP1 Bench B07 Client all" if english else "Площадка TMP1 Место B07 Клиент все") in one_line
        assert ("Period 2025-11-20 08:00 – 16:00" if english else "Период 20.11.2025 08:00 – 16:00") in one_line
        assert f"Dockgrade {app.__version__}" in one_line
        assert (
            "Generated 2025-11-20 16:04 by Kari Øst" if english else "Составлен 20.11.2025 16:04, Kari Øst"
        ) in one_line
        assert (f"Page {number} of {result.pages}" if english else f"Стр. {number} из {result.pages}") in one_line


@pytest.mark.parametrize("case", CASES)
def test_title_author_and_date_are_set(printed, case):
    data, result = printed[case]
    facts = paper.metadata(data)
    assert result.report_id in facts["Title"]
    assert facts["Author"] == "Kari Øst"
    assert facts["CreationDate"] == "D:20251120140400Z"
    assert facts["Creator"] == f"Dockgrade {app.__version__}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".pdf", ".csv"])
def test_the_same_journal_and_arguments_give_the_same_bytes(run, name, suffix):
    first, _ = run(name, sample_rows(40), suffix)
    second, _ = run(name, sample_rows(40), suffix)
    assert first == second


@pytest.mark.parametrize("name", NAMES)
def test_a_reprint_is_marked_on_every_page_and_keeps_its_number(run, name):
    first, result = run(name, sample_rows(40))
    again, reprinted = run(name, sample_rows(40), reprint=2, generated_at=GENERATED_AT + timedelta(hours=1))
    assert "REPRINT" not in paper.whole_text(first)
    assert all("REPRINT 2" in text for text in paper.page_texts(again))
    assert reprinted.report_id == result.report_id


def test_what_was_asked_for_decides_the_number_of_a_report(run):
    rows = [sample_rows(5) for _ in range(3)]
    numbers = {
        run("disposition-summary", rows[0])[1].report_id,
        run("disposition-summary", rows[1], client="Lumi Care")[1].report_id,
        run("shift-handover", rows[2])[1].report_id,
    }
    assert len(numbers) == 3


def test_policy_versions_are_those_of_the_rows(run):
    rows = Rows()
    rows.parcel()
    for version in ("2025-11-01", "2025-10-01"):
        rows.item(policy_version=version)
    data, _ = run("disposition-summary", rows, policy_version="2099-01-01")
    assert "policy 2025-10-01, 2025-11-01" in paper.flat_text(data)


def test_without_rows_the_policy_version_is_the_one_given(run):
    data, _ = run("disposition-summary", Rows(), policy_version="2025-11-01")
    assert "policy 2025-11-01" in paper.flat_text(data)
    data, _ = run("disposition-summary", Rows())
    assert "no policy version" in paper.flat_text(data)


def test_the_filters_stand_on_the_page(run):
    data, _ = run("disposition-summary", sample_rows(30), site="TMP1", bench="B07", client="Ås & Øygard Hjem")
    assert "Site TMP1 Bench B07 Client Ås & Øygard Hjem" in paper.flat_text(data)
