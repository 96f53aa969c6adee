"""Labels in ZPL II, for Zebra printers and the many that speak their language.

What is native and what is dots:

- Text of Latin-1 characters is printed in the printer's own scalable font 0: few bytes, sharp at every resolution. Its capital
  letters are three quarters of the height asked for. It is narrower than ours but for a few characters, so a line that fits in
  ours fits on paper; where those few are many, as hyphens are in serial numbers, it is asked for narrower letters.
- Text with any other character (Cyrillic: many printers lack it) goes as a graphic field drawn in our font.
- Bars and modules go as graphic fields too. `^BC` leaves the choice of code sets to the printer or to invocation codes that
  printers and emulators read differently, which changes the symbol's width; dots are the same everywhere, and no scanned
  character is ever part of a command. One row of bars and one character a further row is hardly longer than `^BC`.

Graphic fields are packed with the run-length code of ASCII hexadecimal graphics, not as Z64. It is about as short for bars and
two to three times as long for words, but it is as old as `^GF` itself, so that old firmware and other makers' emulations read it
too, and it needs no checksum that two readers may calculate differently.

Scanned text cannot become a command: caret, tilde, backslash, underscore and every byte outside 0x20 to 0x7E is
written as an underscore and two hexadecimal digits under `^FH`.

Source: Zebra, "Programming Guide: ZPL II, ZBI 2, Set-Get-Do, Mirror, WML" (commands ^A, ^FB, ^FH, ^FT, ^GB, ^GF).
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, assert_never

from devices.label import Align, Element, LabelDocument
from devices.printers.layout import Bars, Block, Item, Media, Modules, Rectangle, Words, media_of, place
from devices.printers.raster import block_bitmap
from devices.printers.typeface import Face, LabelFonts, typeface
from devices.printers.zpl_graphic import bars_field, graphic_field, modules_field

_FONT_0_CAP: Final = 0.75
"""Height of font 0's capital letters as a part of the height in ^A0."""

_FONT_0_LEAST: Final = 10
"""The least height and width that ^A0 takes, in dots."""

_WIDER: Final = {"-": 0.65, "J": 0.22, **dict.fromkeys(".,!·¡¸", 0.08), **dict.fromkeys("'`´()?¿_íìîïijl", 0.04)}
"""Characters that font 0 sets wider than our font, and by how many heights of a capital letter; the others are narrower.
Measured with zpl-renderer-js 3.4.0, whose font has the proportions of font 0."""

_WIDER_ONES: Final = re.compile(f"[{re.escape(''.join(_WIDER))}]")

_LATIN_1: Final = re.compile("[ -~\xa0-\xff]*")
_ESCAPED: Final = re.compile(rb"[^ -~]|[\^~\\_]")
_JUSTIFICATION: Final = {Align.LEFT: "L", Align.CENTER: "C", Align.RIGHT: "R"}


def encode_zpl(document: LabelDocument, fonts: LabelFonts) -> bytes:
    """The label as one ZPL format, `^XA` to `^XZ`.

    Raises:
        LabelError: something does not fit on the media or cannot be encoded.
        OSError: a font file cannot be read.
    """
    media = media_of(document, fonts)
    # What an earlier job or a set-up left switched on is put back: orientation, mirror, shift, reverse, home, copies.
    parts = [f"^XA^CI28^PON^PMN^LRN^FWN^LS0^LH0,0^PW{media.width}^LL{media.height}\n".encode("ascii")]
    parts += [_fields(element, media) for element in document.elements]
    parts.append(b"^PQ1^XZ\n")
    return b"".join(parts)


@lru_cache(maxsize=1024)
def _fields(element: Element, media: Media) -> bytes:
    """One element; most of a label's elements were on an earlier label."""
    return b"".join([_encode(item, media.fonts) for item in place(element, media)])


def escape_field(text: str) -> bytes:
    """Text as field data under `^FH`: printed as it is, whatever it holds."""
    return _ESCAPED.sub(_hexadecimal, text.encode("utf-8"))


def _hexadecimal(match: re.Match[bytes]) -> bytes:
    return b"_%02X" % match[0][0]


def _encode(item: Item, fonts: LabelFonts) -> bytes:
    match item:
        case Rectangle():
            return _rectangle(item)
        case Bars():
            return _at(item.x, item.y) + bars_field(item.runs, item.height)
        case Modules():
            return _at(item.x, item.y) + modules_field(item.rows, item.module_dots)
        case Words():
            return _native(item) or _drawn(item, fonts)
        case Block():
            native = _native(item.words, reverse=True)
            if native is not None:
                return _rectangle(item.area) + native
            return _at(item.area.x, item.area.y) + _drawn_block(item, fonts)
        case _:
            assert_never(item)


def _at(x: int, y: int) -> bytes:
    return b"^FO%d,%d" % (x, y)


def _rectangle(area: Rectangle) -> bytes:
    # A frame as thick as its shorter side is a filled rectangle.
    thick = min(area.width, area.height)
    return _at(area.x, area.y) + b"^GB%d,%d,%d^FS\n" % (area.width, area.height, thick)


def _native(words: Words, *, reverse: bool = False) -> bytes | None:
    """The line in the printer's font; None when the printer cannot be trusted with it."""
    if not _LATIN_1.fullmatch(words.text):
        return None
    if words.align is not Align.LEFT and "\\" in words.text:
        return None  # inside ^FB a backslash and the next character are a format effector, escaped or not
    height = round(words.cap / _FONT_0_CAP)
    needed = words.width + words.cap * sum(_WIDER[character] for character in _WIDER_ONES.findall(words.text))
    width = height if needed <= words.box_width else int(height * (words.box_width - 1) / needed)
    if width < _FONT_0_LEAST:
        return None
    place = f"^FT{words.box_x},{words.baseline}^A0N,{height},{width}"
    if words.align is not Align.LEFT:
        place += f"^FB{words.box_width},1,0,{_JUSTIFICATION[words.align]},0"
    if reverse:
        place += "^FR"
    return place.encode("ascii") + b"^FH_^FD" + escape_field(words.text) + b"^FS\n"


def _drawn(words: Words, fonts: LabelFonts) -> bytes:
    left, above, field = _line_field(words.text, words.cap, words.face, fonts)
    # ^FO takes no negative place: a letter that reaches over the edge is moved, not cut.
    return _at(max(0, words.x + left), max(0, words.baseline - above)) + field


@lru_cache(maxsize=512)
def _line_field(text: str, cap: int, face: Face, fonts: LabelFonts) -> tuple[int, int, bytes]:
    line = typeface(fonts.path(face)).draw(text, cap)
    return line.left, line.above, graphic_field(line.bitmap)


def _drawn_block(block: Block, fonts: LabelFonts) -> bytes:
    area, words = block.area, block.words
    moved = Block(
        replace(area, x=0, y=0), replace(words, x=words.x - area.x, baseline=words.baseline - area.y, box_x=0)
    )
    return _block_field(moved, fonts)


@lru_cache(maxsize=64)
def _block_field(block: Block, fonts: LabelFonts) -> bytes:
    return graphic_field(block_bitmap(block, fonts))
