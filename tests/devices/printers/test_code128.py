import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from devices.label import LabelError
from devices.printers.code128 import QUIET_MODULES, code128_runs, gs1_128_runs, width_modules

_ASCII = st.text(st.characters(max_codepoint=0x7F), min_size=1, max_size=24)
_DIGITS = st.text("0123456789", min_size=1, max_size=31)


def draw(runs, module=2, height=40):
    """The symbol as a picture with its quiet zones, made here and not by the product."""
    width = (sum(runs) + 2 * QUIET_MODULES) * module
    image = Image.new("L", (width, height), 255)
    x = QUIET_MODULES * module
    for place, run in enumerate(runs):
        if place % 2 == 0:
            image.paste(0, (x, 0, x + run * module, height))
        x += run * module
    return image


def read(runs):
    (found,) = zxingcpp.read_barcodes(draw(runs))
    return found.symbology_identifier, bytes(found.bytes)


@given(_ASCII)
@example("\x00\x1d\x7f")
@example("aB\x1d99\x00")
def test_any_ascii_value_is_read_back_by_an_independent_reader(value):
    assert read(code128_runs(value)) == ("]C0", value.encode("ascii"))


@given(_DIGITS)
def test_digits_of_even_and_odd_number_are_read_back(value):
    assert read(code128_runs(value)) == ("]C0", value.encode("ascii"))


@given(_ASCII.map(lambda rest: "99" + rest))
@example("99")
@example("9999")
@example("999999")
@example("9912345678")
def test_a_value_that_starts_with_99_keeps_its_first_digits(value):
    assert read(code128_runs(value)) == ("]C0", value.encode("ascii"))


@given(_ASCII)
def test_a_symbol_is_made_of_characters_of_eleven_modules_and_a_stop_of_thirteen(value):
    runs = code128_runs(value)
    assert len(runs) % 6 == 1
    assert all(1 <= run <= 4 for run in runs)
    characters = [runs[start : start + 6] for start in range(0, len(runs) - 7, 6)]
    assert {sum(character) for character in characters} == {11}
    assert runs[-7:] == (2, 3, 3, 1, 1, 1, 2)


def test_six_digits_take_three_characters():
    assert sum(code128_runs("123456")) == 11 * (1 + 3 + 1) + 13


def test_the_width_counts_ten_modules_of_quiet_zone_on_either_side():
    runs = code128_runs("T-0312")
    assert width_modules(runs) == sum(runs) + 20


@pytest.mark.parametrize("value", ["Größe", "Сер123", "№1", "12\u00b2"])
def test_what_is_not_ascii_is_refused_with_the_character_named(value):
    place, character = next((place, c) for place, c in enumerate(value, start=1) if ord(c) > 127)
    with pytest.raises(LabelError, match=f"character {place} of .* is '{character}', use a DataMatrix"):
        code128_runs(value)


def test_an_empty_value_is_refused():
    with pytest.raises(LabelError, match="at least one character"):
        code128_runs("")


@pytest.mark.parametrize(
    ("elements", "data"),
    [
        ("(00)340123450000000003", b"00340123450000000003"),
        ("(01)04006381333931(21)A1", b"010400638133393121A1"),
        ("(21)A1(01)04006381333931", b"21A1\x1d0104006381333931"),
        ("(10)LOT7(17)261122(21)9", b"10LOT7\x1d17261122219"),
        ("(3103)000750(99)x", b"310300075099x"),
    ],
)
def test_gs1_128_starts_with_fnc1_and_separates_elements_of_variable_length(elements, data):
    assert read(gs1_128_runs(elements)) == ("]C1", data)


@pytest.mark.parametrize("elements", ["", "0104006381333931", "(01)", "(01)0400(", "(1)23", "x(01)04006381333931"])
def test_what_is_no_gs1_element_string_is_refused(elements):
    with pytest.raises(LabelError):
        gs1_128_runs(elements)
