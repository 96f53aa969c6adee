import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from reports.typeface import BOLD, ELLIPSIS, REGULAR, SMALLEST_PT, Face, register_fonts
from tests.reports import paper

LETTERS = st.characters(min_codepoint=32, max_codepoint=0x4FF, exclude_categories=["Cc", "Mn", "Me"])


@pytest.fixture(scope="module")
def face():
    register_fonts()
    return Face(REGULAR, None)


@given(text=st.text(LETTERS, max_size=80), width=st.floats(12, 200))
def test_a_fitted_text_is_never_wider_than_its_room(face, text, width):
    shown = face.fit(text, width, 7)
    assert face.width(shown, 7) <= width + 1e-6
    assert shown == text or (shown.endswith(ELLIPSIS) and text.startswith(shown[:-1]))


@given(text=st.text(LETTERS, max_size=80), width=st.floats(12, 200))
def test_a_text_is_shortened_only_when_it_must_be(face, text, width):
    if face.width(text, 7) <= width:
        assert face.fit(text, width, 7) == text


@given(words=st.lists(st.text("abcdefgЖш", min_size=1, max_size=12), max_size=20), lines=st.integers(1, 4))
def test_a_wrapped_text_keeps_its_words_in_order(face, words, lines):
    broken = face.wrap(" ".join(words), 80, 7, lines)
    assert len(broken) <= lines
    assert all(face.width(line, 7) <= 80 + 1e-6 for line in broken)
    if not any(line.endswith(ELLIPSIS) for line in broken):
        assert " ".join(broken).split() == words


@given(code=st.text("ABW0189-/_ЖŠ", min_size=1, max_size=60), width=st.floats(20, 120))
def test_a_code_without_spaces_is_broken_into_pieces_that_have_room_and_none_is_lost(face, code, width):
    broken = face.wrap(code, width, 7, 99)
    assert "".join(broken) == code
    assert all(face.width(line, 7) <= width + 1e-6 for line in broken)


def test_a_code_is_broken_beside_a_sign_and_never_after_a_hyphen(face):
    width = face.width("RMA-2026-DE-0020", 7)
    assert face.wrap("RMA-2026-DE-00204000", width, 7, 9) == ["RMA-2026-DE", "-00204000"]
    assert face.wrap("RMA/2026/DE/00204000", width, 7, 9) == ["RMA/2026/DE/", "00204000"]


def test_no_single_character_is_left_for_the_next_line(face):
    broken = face.wrap("370725200798168889", face.width("37072520079816888", 7), 7, 9)
    assert broken == ["37072520079816", "8889"]


def test_spaces_that_must_not_break_do_not(face):
    assert face.wrap("10 шт. 1\u00a0540,95\u00a0NOK", 60, 7, 9) == ["10 шт.", "1\u00a0540,95\u00a0NOK"]


def test_widths_are_those_of_the_font_itself(face):
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for text in ("Åse Ødegård", "Чайник «Ладога» 1,5 л", "R7K2M000001X", "№ 5 – 7…"):
        assert face.width(text, 9) == pytest.approx(stringWidth(text, REGULAR, 9))


def drawn(texts, size=10):
    """A page with each text on a line of its own, written with our operators."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=REGULAR)
    face = Face(REGULAR, canvas)
    lines = [f"1 0 0 1 20 {800 - 14 * n} Tm {face.operators(text, size)}" for n, text in enumerate(texts)]
    canvas.addLiteral("\n".join([f"BT {face.select(size)}", *lines, "ET"]))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_text_comes_back_as_it_was_written():
    texts = [
        "Åse Ødegård, Ærfugl",
        "Чайник «Ладога», Ёлка",
        "(round) \\ back",
        "Žluťoučký kůň",
        "łąkę şğı",
        "a\tb\nc\x00d",
    ]
    assert paper.whole_text(drawn(texts)).split("\n") == [*texts[:-1], "a b c d"]


def test_more_letters_than_one_subset_holds_still_come_back():
    letters = [chr(code) for code in (*range(0xC0, 0x17F), *range(0x410, 0x450), *range(0x391, 0x3A1))]
    texts = ["".join(letters[start : start + 40]) for start in range(0, len(letters), 40)] + ["after them: R7K2M"]
    data = drawn(texts)
    assert paper.whole_text(data).split("\n") == texts
    assert {b"AAAAAA+NotoSans-Regular", b"AAAAAB+NotoSans-Regular"} <= set(re.findall(rb"/BaseFont /(\S+)", data))


def test_a_letter_the_font_does_not_have_breaks_nothing():
    assert "tea" in paper.whole_text(drawn(["漢字 tea"]))


def test_nothing_is_smaller_than_seven_points():
    assert SMALLEST_PT >= 7
    assert BOLD != REGULAR
