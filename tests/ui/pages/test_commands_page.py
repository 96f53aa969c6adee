"""The codes on the screen are those of the sheet, and an independent reader reads them."""

from collections.abc import Callable

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from app.symbols.control import control_words, make_control
from tests.ui.conftest import Stage
from tests.ui.hands import tile_named
from tests.ui.views import STATES
from ui.pages.commands_page import GROUPS, words_of


def test_every_command_word_is_in_one_group() -> None:
    shown = [word for name, _, _ in GROUPS for word in words_of(name)]
    assert sorted(shown) == sorted(control.word for control in control_words())


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)], ids=str)
def test_codes_can_be_scanned_from_the_screen(
    make_stage: Callable[..., Stage], theme: str, size: tuple[int, int]
) -> None:
    stage = make_stage(theme, "en", size)
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("commands")
    page = frame.pages["commands"]
    for name in ("work", "decide"):
        page.on_group_wanted(name)
        while True:
            for card in page.cards:
                if not card.isVisible():
                    continue
                image = card.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
                pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
                (found,) = zxingcpp.read_barcodes(
                    np.ascontiguousarray(pixels[:, : image.width()]), formats=zxingcpp.BarcodeFormat.Code128
                )
                assert found.text == make_control(card._word)
            if not page.turning.isVisible() or tile_named(page.turning, "More").face.dim:
                break
            tile_named(page.turning, "More").click()


def test_pages_of_codes_end_at_both_ends(stage: Stage) -> None:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("commands")
    page = frame.pages["commands"]
    page.on_turned("back")
    assert page._offset == 0
    for _ in range(20):
        page.on_turned("on")
    assert page.cards[0].isVisible()
    page.on_group_wanted("tote")
    assert page._offset == 0
