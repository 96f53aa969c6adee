"""Labels as pictures with exactly the printer's dots: the preview on the screen, and the words that a printer cannot set itself."""

import io
from typing import TYPE_CHECKING, assert_never

from devices.label import LabelDocument
from devices.printers.layout import Bars, Block, Item, Modules, Rectangle, Words, arrange
from devices.printers.typeface import Bitmap, LabelFonts, typeface

if TYPE_CHECKING:
    from PIL.Image import Image

# In a picture of one bit PIL keeps a byte a dot and takes 255 for set; black dots are the set ones until the very end.
_BLACK = 255
_WHITE = 0


def render_png(document: LabelDocument, fonts: LabelFonts, scale: int = 1) -> bytes:
    """The label in black and white, one pixel a dot, or `scale` by `scale` pixels.

    Raises:
        LabelError: something does not fit on the media or cannot be encoded.
        OSError: a font file cannot be read.
    """
    from PIL import Image, ImageChops

    layout = arrange(document, fonts)
    dots = Image.new("1", (layout.width, layout.height), _WHITE)
    for item in layout.items:
        _paint(dots, item, fonts)
    picture = ImageChops.invert(dots)  # a PNG's 1 is white
    if scale > 1:
        picture = picture.resize((layout.width * scale, layout.height * scale), Image.Resampling.NEAREST)
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(layout.dpi * scale, layout.dpi * scale))
    return file.getvalue()


def block_bitmap(block: Block, fonts: LabelFonts) -> Bitmap:
    """The dots of a block alone; its area has to start at 0, 0."""
    from PIL import Image

    area = block.area
    dots = Image.new("1", (area.width, area.height), _WHITE)
    _paint(dots, block, fonts)
    return Bitmap(area.width, area.height, dots.tobytes())


def _paint(dots: "Image", item: Item, fonts: LabelFonts) -> None:
    match item:
        case Rectangle():
            _fill(dots, item.x, item.y, item.width, item.height)
        case Bars():
            x = item.x
            for place, run in enumerate(item.runs):
                if place % 2 == 0:
                    _fill(dots, x, item.y, run, item.height)
                x += run
        case Modules():
            _modules(dots, item)
        case Words():
            _words(dots, item, fonts, _BLACK)
        case Block():
            _fill(dots, item.area.x, item.area.y, item.area.width, item.area.height)
            _words(dots, item.words, fonts, _WHITE)
        case _:
            assert_never(item)


def _fill(dots: "Image", x: int, y: int, width: int, height: int) -> None:
    dots.paste(_BLACK, (x, y, x + width, y + height))


def _modules(dots: "Image", symbol: Modules) -> None:
    size, side = len(symbol.rows), symbol.module_dots
    for line, row in enumerate(symbol.rows):
        for column in range(size):
            if row >> (size - 1 - column) & 1:
                _fill(dots, symbol.x + column * side, symbol.y + line * side, side, side)


def _words(dots: "Image", words: Words, fonts: LabelFonts, color: int) -> None:
    from PIL import Image

    line = typeface(fonts.path(words.face)).draw(words.text, words.cap)
    mask = Image.frombytes("1", (line.bitmap.width, line.bitmap.height), line.bitmap.data)
    dots.paste(color, (words.x + line.left, words.baseline - line.above), mask)
