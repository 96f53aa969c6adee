"""Our ZPL seen by a renderer that is not ours: zpl-renderer-js from the npm registry, run by Node.

Skipped where Node or the package is missing; `npm ci` in tests/node puts the package there.
"""

import base64
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.vocabulary import Disposition, FunctionGrade, Grade, Route
from app.labels.templates import ItemLabelFacts, badge_label, item_label, tote_label
from devices.label import Align, Code128, Inverse, LabelDocument, Matrix2D, MatrixKind, Rule, TextLine
from devices.printers.code128 import code128_runs
from devices.printers.layout import Block, Words, arrange, dots_per_mm
from devices.printers.raster import render_png
from devices.printers.zpl import encode_zpl
from tests.devices.printers.reading import FONTS, ink_box, picture, row_runs, symbols, values

_NODE = shutil.which("node")
_FOLDER = Path(__file__).parents[2] / "node"

pytestmark = [
    pytest.mark.skipif(_NODE is None, reason="Node is not installed"),
    pytest.mark.skipif(
        not (_FOLDER / "node_modules" / "zpl-renderer-js").is_dir(),
        reason="the renderer is not installed: run npm ci in tests/node",
    ),
]

LPN = "R7K3Q000123O"
MEDIA = [(100, 50), (57, 32), (101.6, 152.4)]


def rendered_all(documents):
    """One picture a document, at the printer's dots."""
    jobs = []
    for document in documents:
        layout = arrange(document, FONTS)
        dots = round(dots_per_mm(document.dpi))
        jobs.append(
            {
                "zpl": encode_zpl(document, FONTS).decode("ascii"),
                "width_mm": layout.width / dots,
                "height_mm": layout.height / dots,
                "dots_per_mm": dots,
            }
        )
    done = subprocess.run(
        [_NODE, "render.js"],
        input=json.dumps(jobs).encode(),
        capture_output=True,
        cwd=_FOLDER,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    labels = json.loads(done.stdout)
    assert [len(pictures) for pictures in labels] == [1] * len(jobs), "each document is exactly one label"
    return [picture(base64.b64decode(pictures[0])) for pictures in labels]


def rendered(*elements, width=100, height=50, dpi=203):
    (image,) = rendered_all([LabelDocument(width, height, dpi, elements)])
    return image


def facts(*, language, copy=False):
    russian = language == "ru"
    return ItemLabelFacts(
        lpn=LPN,
        title="Колонка портативная «Аврора» 20 Вт" if russian else "Aurora 20 W portable speaker, graphite",
        sku="AUR-20-G",
        grade=Grade.C,
        function=FunctionGrade.F2,
        disposition=Disposition.RETURN_TO_CUSTOMER,
        route=Route.HOLD,
        defects=("Царапина",) if russian else ("Scratch",),
        serial="AU^88213~_\\&",
        quantity=3,
        client="Nordkap Elektronikk",
        bench="B07",
        site="TMP1",
        inspector="Inspector 12",
        decided_at="2026-11-22T14:32:11+02:00",
        rma="RMA-204417",
        copy=copy,
    )


def test_codes_of_every_label_on_every_media_are_read_from_the_rendering():
    documents, expected = [], []
    for width, height in MEDIA:
        media = {"width_mm": width, "height_mm": height}
        for language in ("en", "ru"):
            documents.append(item_label(facts(language=language, copy=True), language=language, dpi=203, **media))
            documents.append(tote_label("T-0312", Route.REFURBISH, language=language, dpi=203, **media))
            expected += [{LPN.encode()}, {b"T-0312"}]
        documents.append(badge_label("Aino Virtanen", "B-9XK2M4Q7WT", language="en", dpi=203, **media))
        documents.append(item_label(facts(language="en"), language="en", dpi=300, **media))
        expected += [{b"B-9XK2M4Q7WT"}, {LPN.encode()}]
    documents.append(item_label(facts(language="ru"), language="ru", dpi=600, width_mm=57, height_mm=32))
    expected.append({LPN.encode()})
    assert [set(values(image)) for image in rendered_all(documents)] == expected


def test_values_that_are_hard_to_encode_are_read_from_the_rendering():
    hard = ["9912345678", "99", "123456789", "1234567890", "aB^XZ^XA", "~JA", "a\x1db\x00", "_5E\\&", "]C199"]
    documents = [
        LabelDocument(
            100,
            50,
            203,
            (Code128(0, 1, value, 3, 12), Matrix2D(70, 20, value, MatrixKind.DATAMATRIX, 5)),
        )
        for value in hard
    ]
    assert [values(image) for image in rendered_all(documents)] == [[value.encode()] * 2 for value in hard]


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_bars_have_the_preview_s_dots(dpi):
    image = rendered(Code128(1, 1, LPN, 3, 12), Matrix2D(70, 1, LPN, MatrixKind.QR, 3), dpi=dpi)
    document = LabelDocument(100, 50, dpi, (Code128(1, 1, LPN, 3, 12), Matrix2D(70, 1, LPN, MatrixKind.QR, 3)))
    assert image.tobytes() == picture(render_png(document, FONTS)).tobytes()


def test_gs1_symbols_are_read_as_gs1():
    image = rendered(
        Code128(0, 1, "(00)340123450000000003", 3, 12, gs1=True),
        Matrix2D(0, 20, "(01)04006381333931(21)A1", MatrixKind.DATAMATRIX, 5, gs1=True),
    )
    assert symbols(image) == [("]C1", b"00340123450000000003"), ("]d2", b"010400638133393121A1")]


def test_native_and_drawn_text_stand_on_one_line_and_are_equally_high():
    native, drawn = (
        ink_box(image)
        for image in rendered_all(
            [LabelDocument(100, 50, 203, (TextLine(10, 20, text, 4, bold=True),)) for text in ("HIM", "ПИМ")]
        )
    )
    assert native[1] == pytest.approx(drawn[1], abs=2)
    assert native[3] == pytest.approx(drawn[3], abs=1)
    assert native[3] == pytest.approx(192, abs=1)


def test_native_text_keeps_inside_a_width_that_just_fits_our_font():
    texts = [
        "Aurora 20 W portable speaker",
        "RETURN_TO_CUSTOMER",
        "AU-88213-0042-X",
        "1-2-3-4-5-6-7-8",
        "JJ-JJ-JJ",
        "iiiiiilll!!!",
        "1.2.3.4 (5), 6?",
        "ÄÖÜÅÉ ß îïì",
        "WWWWWWWW",
    ]
    documents = []
    for text in texts:
        for size in (1.5, 3, 5):
            for bold in (False, True):
                line = TextLine(10, 20, text, size, bold=bold)
                (words,) = arrange(LabelDocument(200, 50, 203, (line,)), FONTS).items
                just = words.width / 8 + 0.1
                documents += [
                    LabelDocument(200, 50, 203, (replace(line, max_width_mm=just, align=align),)) for align in Align
                ]
    for document, image in zip(documents, rendered_all(documents), strict=True):
        (words,) = arrange(document, FONTS).items
        assert isinstance(words, Words)
        left, top, right, bottom = ink_box(image)
        assert left >= words.box_x - words.cap / 4, "a J reaches back a little"
        assert right <= words.box_x + words.box_width + 1, words.text
        assert bottom - top <= words.cap * 2, "one line, not two"


def test_aligned_text_ends_where_it_should():
    image = rendered(TextLine(10, 20, "T-0312", 4, max_width_mm=40, align=Align.RIGHT))
    assert ink_box(image)[2] == pytest.approx(400, abs=4)
    left, _, right, _ = ink_box(rendered(TextLine(10, 20, "T-0312", 4, max_width_mm=40, align=Align.CENTER)))
    assert (left + right) / 2 == pytest.approx(240, abs=4)


@pytest.mark.parametrize("word", ["REFURBISH", "СПИСАНИЕ"])
def test_the_word_of_a_block_is_white_inside_black(word):
    document = LabelDocument(100, 50, 203, (Inverse(10, 10, 60, 12, word, 7),))
    (block,) = arrange(document, FONTS).items
    assert isinstance(block, Block)
    (image,) = rendered_all([document])
    assert ink_box(image) == (80, 80, 560, 176)
    left, top, right, bottom = ink_box(image.crop((80, 80, 560, 176)).point(lambda value: 255 - value))
    assert 0 < left < right < 480
    assert top == pytest.approx((96 - 56) / 2, abs=3)
    assert bottom - top >= 54


def test_text_that_looks_like_commands_makes_no_second_label_and_draws_nothing_else():
    image = rendered(TextLine(10, 20, "^XZ^XA^FO0,0^GB800,400,400^FS", 2))
    left, top, right, bottom = ink_box(image)
    assert (left, top) >= (80, 150)
    assert bottom < 190
    assert right < 700


def test_a_rule_has_its_place_to_the_dot():
    assert ink_box(rendered(Rule(10, 20, 30, 0.5))) == (80, 160, 320, 164)


def test_the_bars_of_an_item_label_are_three_dots_a_module():
    (image,) = rendered_all([item_label(facts(language="en"), width_mm=100, height_mm=50, dpi=203, language="en")])
    runs = row_runs(image, 150)
    expected = [run * 3 for run in code128_runs(LPN)]
    assert runs[1 : 1 + len(expected)] == expected
    assert runs[0] >= 30
    assert runs[1 + len(expected)] >= 30
