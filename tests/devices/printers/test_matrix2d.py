import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.label import LabelError, MatrixKind
from devices.printers.matrix2d import QUIET_MODULES, matrix_rows


def draw(rows, kind, module=4):
    size, quiet = len(rows), QUIET_MODULES[kind]
    image = Image.new("L", ((size + 2 * quiet) * module,) * 2, 255)
    for y, row in enumerate(rows):
        for x, digit in enumerate(f"{row:0{size}b}"):
            if digit == "1":
                left, top = (x + quiet) * module, (y + quiet) * module
                image.paste(0, (left, top, left + module, top + module))
    return image


def read(rows, kind):
    (found,) = zxingcpp.read_barcodes(draw(rows, kind))
    return found.symbology_identifier, found.text


@pytest.mark.parametrize("kind", list(MatrixKind))
@given(value=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=40))
def test_any_printable_value_is_read_back(kind, value):
    assert read(matrix_rows(value, kind, gs1=False), kind)[1] == value


@pytest.mark.parametrize("kind", list(MatrixKind))
def test_characters_beyond_ascii_are_read_back(kind):
    assert read(matrix_rows("Сер. № ä", kind, gs1=False), kind)[1] == "Сер. № ä"


def test_a_datamatrix_is_square_and_an_lpn_takes_sixteen_modules():
    rows = matrix_rows("R7K3Q000123O", MatrixKind.DATAMATRIX, gs1=False)
    assert len(rows) == 16
    assert rows[-1] == 2**16 - 1, "the solid lower border"
    assert all(row >> 15 == 1 for row in rows), "the solid left border"


@pytest.mark.parametrize(("kind", "aim"), [(MatrixKind.DATAMATRIX, "]d2"), (MatrixKind.QR, "]Q3")])
def test_gs1_symbols_say_that_they_are(kind, aim):
    value = "(01)04006381333931(21)A1"
    assert read(matrix_rows(value, kind, gs1=True), kind) == (aim, value)


@pytest.mark.parametrize("value", ["", "x" * 4000])
def test_what_does_not_fit_is_refused(value):
    with pytest.raises(LabelError):
        matrix_rows(value, MatrixKind.DATAMATRIX, gs1=False)
    with pytest.raises(LabelError):
        matrix_rows(value, MatrixKind.QR, gs1=False)


def test_a_gs1_symbol_without_brackets_is_refused():
    with pytest.raises(LabelError, match="cannot be a datamatrix"):
        matrix_rows("0104006381333931", MatrixKind.DATAMATRIX, gs1=True)
