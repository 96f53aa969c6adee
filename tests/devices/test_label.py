import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.label import (
    Align,
    Box,
    Code128,
    Inverse,
    LabelDocument,
    LabelError,
    Matrix2D,
    MatrixKind,
    Rule,
    TextBlock,
    TextLine,
)

_MM = st.floats(min_value=0, max_value=999, allow_nan=False)
_TEXT = st.text(max_size=40)
_ELEMENTS = st.one_of(
    st.builds(
        TextLine, _MM, _MM, _TEXT, _MM, bold=st.booleans(), max_width_mm=st.none() | _MM, align=st.sampled_from(Align)
    ),
    st.builds(TextBlock, _MM, _MM, _TEXT, _MM, _MM, st.integers(1, 9), bold=st.booleans()),
    st.builds(Code128, _MM, _MM, _TEXT, st.integers(1, 20), _MM, caption=st.booleans(), gs1=st.booleans()),
    st.builds(Matrix2D, _MM, _MM, _TEXT, st.sampled_from(MatrixKind), st.integers(1, 20), gs1=st.booleans()),
    st.builds(Box, _MM, _MM, _MM, _MM, _MM),
    st.builds(Rule, _MM, _MM, _MM, _MM),
    st.builds(Inverse, _MM, _MM, _MM, _MM, _TEXT, _MM),
)
_DOCUMENTS = st.builds(
    LabelDocument,
    width_mm=st.floats(min_value=1, max_value=1000),
    height_mm=st.floats(min_value=1, max_value=1000),
    dpi=st.sampled_from([203, 300, 600]),
    elements=st.lists(_ELEMENTS, max_size=8).map(tuple),
    language=st.sampled_from(["en", "ru"]),
)


@given(_DOCUMENTS)
def test_a_document_comes_back_from_json_as_it_was(document):
    assert LabelDocument.from_json(document.to_json()) == document


def test_json_is_one_line_of_ascii_so_that_any_column_can_hold_it():
    document = LabelDocument(57, 32, 203, (TextLine(1, 1, "Сер. №\n\ud800", 2),), "ru")
    assert document.to_json().isascii()
    assert "\n" not in document.to_json()
    assert LabelDocument.from_json(document.to_json().encode()) == document


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expected a label as JSON"),
        ("[]", "of version 1, got list"),
        ("{}", "of version 1, got None"),
        ('{"version":2}', "of version 1, got 2"),
        ('{"version":1,"width_mm":50}', "height_mm"),
    ],
)
def test_what_is_no_document_is_refused_with_both_sides_named(text, message):
    with pytest.raises(LabelError, match=message):
        LabelDocument.from_json(text)


@pytest.mark.parametrize(
    ("element", "message"),
    [
        ({"element": "photo"}, "of kind text, block, .*got 'photo'"),
        ({"element": "rule", "x_mm": 1, "y_mm": 1, "width_mm": 1, "height_mm": 1, "color": "red"}, "got color"),
        ({"element": "rule", "x_mm": 1, "y_mm": 1, "width_mm": 1}, "height_mm"),
        ({"element": "rule", "x_mm": "1", "y_mm": 1, "width_mm": 1, "height_mm": 1}, "a number for x_mm, got '1'"),
        ({"element": "rule", "x_mm": None, "y_mm": 1, "width_mm": 1, "height_mm": 1}, "a number for x_mm, got None"),
        ({"element": "text", "x_mm": 1, "y_mm": 1, "text": 7, "size_mm": 1}, "text for text, got 7"),
        ({"element": "text", "x_mm": 1, "y_mm": 1, "text": "", "size_mm": 1, "bold": 1}, "true or false for bold"),
        ({"element": "text", "x_mm": 1, "y_mm": 1, "text": "", "size_mm": 1, "align": "top"}, "left, center, right"),
        (
            {"element": "code128", "x_mm": 1, "y_mm": 1, "value": "A", "module_dots": 2.5, "height_mm": 1},
            "a whole number for module_dots, got 2.5",
        ),
        ({}, "element"),
    ],
)
def test_an_element_that_is_not_whole_is_refused(element, message):
    body = json.loads(LabelDocument(50, 30, 203, ()).to_json())
    body["elements"] = [element]
    with pytest.raises(LabelError, match=message):
        LabelDocument.from_json(json.dumps(body))


@pytest.mark.parametrize(
    ("width_mm", "height_mm", "dpi", "message"),
    [
        (0, 30, 203, "width_mm of a label between 0 and 1000, got 0"),
        (50, 1001, 203, "height_mm .* got 1001"),
        (float("nan"), 30, 203, "got nan"),
        (50, 30, 72, "100 to 1200 dpi, got 72"),
    ],
)
def test_media_that_no_printer_has_is_refused(width_mm, height_mm, dpi, message):
    with pytest.raises(LabelError, match=message):
        LabelDocument(width_mm, height_mm, dpi, ())
