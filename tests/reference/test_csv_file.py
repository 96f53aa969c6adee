"""Files as other programs write them, right and wrong."""

import pytest

from app.errors import KnownError
from app.reference.cells import BadCellError
from app.reference.csv_file import Columns, CsvFile
from tests.reference.files import write_bytes

COLUMNS = Columns(("sku", "title", "price", "currency"), frozenset({"sku", "title"}), (("price", "currency"),))
HEADER = "The first line must name the columns sku, title; these may be there too: price, currency."
GOOD = 'sku,title,price,currency\nA-1,"Mug, blue",1.50,EUR\n'


def read(path):
    with CsvFile(path, COLUMNS) as file:
        return [
            (line, (cells.column, cells.reason) if isinstance(cells, BadCellError) else cells)
            for line, cells in file.records()
        ]


def refused(path):
    with pytest.raises(KnownError) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.rstrip("\n"),
        'sku;title;price;currency\nA-1;"Mug, blue";1.50;EUR\n',
        "sku\ttitle\tprice\tcurrency\nA-1\tMug, blue\t1.50\tEUR\n",
        'sep=;\nsku;title;price;currency\nA-1;"Mug, blue";1.50;EUR\n',
        'CURRENCY, Title ,SKU,Price\nEUR,"Mug, blue", A-1 ,1.50\n',
        'sku,title,price,currency\n\n,,,\nA-1,"Mug, blue",1.50,EUR,,\n',
        '"sku","title","price","currency"\n"A-1","Mug, blue","1.50","EUR"\n',
    ],
)
def test_the_same_row_is_read_in_every_dialect(tmp_path, text):
    [(_, cells)] = read(write_bytes(tmp_path, text.encode()))
    assert cells == ("A-1", "Mug, blue", "1.50", "EUR")


def test_lines_are_counted_as_an_editor_shows_them(tmp_path):
    path = write_bytes(tmp_path, b'sku,title\n\nA,"two\nlines"\nB,x\nC,y,z\nD,w\n')
    assert read(path) == [
        (3, ("A", "two\nlines", "", "")),
        (5, ("B", "x", "", "")),
        (6, ("", "Expected 2 columns, got 3.")),
        (7, ("D", "w", "", "")),
    ]


def test_a_separator_line_is_counted_as_well(tmp_path):
    found = read(write_bytes(tmp_path, b"sep=;\r\nsku;title\r\nA;x\r\nB;y\r\n"))
    assert [line for line, _ in found] == [3, 4]


def test_a_row_with_too_few_columns_is_bad_and_the_next_is_read(tmp_path):
    path = write_bytes(tmp_path, b"sku,title,price,currency\nA,x\nB,y,1,EUR\n")
    assert read(path) == [(2, ("", "Expected 4 columns, got 2.")), (3, ("B", "y", "1", "EUR"))]


def test_text_behind_a_closing_quote_is_one_bad_row(tmp_path):
    path = write_bytes(tmp_path, b'sku,title\nA,"x"y\nB,y\n')
    assert read(path) == [
        (2, ("", "Expected a delimiter after a closing quote: write quotes inside a cell twice.")),
        (3, ("B", "y", "", "")),
    ]


def test_a_quote_that_is_never_closed_names_the_lines_that_were_lost(tmp_path):
    path = write_bytes(tmp_path, b'sku,title\nA,x\nB,"y\nC,z\nD,w\n')
    assert read(path) == [
        (2, ("A", "x", "", "")),
        (3, ("", "A quote that is opened here is not closed: the lines 3 to 5 were not read.")),
    ]


def test_a_quote_that_closes_by_accident_is_suspected(tmp_path):
    path = write_bytes(tmp_path, b'sku,title\nA,"x\nB,"y",1\n')
    [(line, (_, reason))] = read(path)
    assert line == 2
    assert "quote" in reason


def test_reading_goes_on_behind_an_endless_cell(tmp_path):
    path = write_bytes(tmp_path, b'sku,title\nA,"x\n' + b"filler\n" * 30_000 + b"B,y\n")
    found = read(path)
    assert found[0][0] == 2
    assert "not closed" in found[0][1][1]
    assert found[-1] == (30_003, ("B", "y", "", ""))


def test_nul_bytes_make_a_bad_row(tmp_path):
    path = write_bytes(tmp_path, b"sku,title\nA,x\nB,y\0z\nC,w\n" + b"D,v\n" * 200)
    found = read(path)
    assert found[1] == (3, ("", "Expected text, got a NUL byte."))
    assert len(found) == 203


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_recognised(tmp_path, encoding):
    error = refused(write_bytes(tmp_path, GOOD.encode(encoding)))
    assert "it looks like UTF-" in error.title
    assert "CSV UTF-8" in error.next_step
    assert error.exit_code == 1


@pytest.mark.parametrize(
    ("title", "encoding", "looks_like"),
    [
        ("Käsipyyhe, sinertävä", "cp1252", "Windows-1252 (Western European)"),
        ("Полотенце синее", "cp1251", "Windows-1251 (Cyrillic)"),
    ],
)
def test_single_byte_encodings_are_recognised_with_their_line(tmp_path, title, encoding, looks_like):
    text = f'sku,title\nA,x\nB,"{title}"\n'
    error = refused(write_bytes(tmp_path, text.encode(encoding)))
    assert "near line 3" in error.title
    assert error.title.endswith(f"It looks like {looks_like}.")


def test_a_wrong_byte_far_down_is_found_with_its_line(tmp_path):
    data = b"sku,title\n" + b"A,plain\n" * 100_000 + "B,Käsi\n".encode("cp1252")
    error = refused(write_bytes(tmp_path, data))
    assert "near line 100002 " in error.title


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04....", "a spreadsheet (xlsx, ods)"),
        (b"\xd0\xcf\x11\xe0....", "xls"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b..", "gzip"),
    ],
)
def test_other_kinds_of_file_are_named(tmp_path, start, what):
    assert what in refused(write_bytes(tmp_path, start)).title


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"sep=;\n"])
def test_an_empty_file_is_refused_with_the_header_it_needs(tmp_path, data):
    error = refused(write_bytes(tmp_path, data))
    assert error.title.endswith("is empty.")
    assert error.next_step == HEADER


def test_a_wrong_header_is_told_what_it_needs_and_what_it_may_have(tmp_path):
    assert refused(write_bytes(tmp_path, b"colour,size\nblue,3\n")).next_step == HEADER


def test_a_missing_column_is_named_with_what_was_found(tmp_path):
    error = refused(write_bytes(tmp_path, b"SKU;Titel;price;currency\n"))
    assert error.title.endswith(
        "line 1: Expected the column title, found only: sku, titel, price, currency (read with semicolons between columns)."
    )
    assert error.next_step == "Rename 'titel' to 'title'; nothing was changed."


def test_a_column_that_means_nothing_without_another_asks_for_it(tmp_path):
    error = refused(write_bytes(tmp_path, b"sku,title,price\n"))
    assert "Expected the column currency, found only: sku, title, price" in error.title


def test_a_doubled_column_is_refused(tmp_path):
    error = refused(write_bytes(tmp_path, b"sku,title,SKU,currency\n"))
    assert "Expected each column once, got sku several times." in error.title


def test_extra_and_absent_columns_are_warned_about(tmp_path):
    path = write_bytes(tmp_path, b"sku,shelf,title\nA,7,x\n")
    with CsvFile(path, COLUMNS) as file:
        assert list(file.records()) == [(2, ("A", "x", "", ""))]
        assert file.warnings == [
            "The file has no column price, currency: left empty in new rows, and as it was in others.",
            "The column shelf is not known here and was not read.",
        ]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    assert "cannot be read" in refused(tmp_path / "nowhere.csv").title
    assert "is a folder" in refused(tmp_path).title
