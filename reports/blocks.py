"""What stands between tables: tiles with a figure each, a message in a box, lines to write on, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.page import BLACK, LINE, MM, MUTED, SHADE, Sheet
from reports.typeface import SMALLEST_PT

TILE_HEIGHT = 13 * MM
_TILE_GAP = 1.6 * MM
_SIGN_HEIGHT = 13 * MM
_NOTE_PITCH = 8 * MM


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure.

    Attributes:
        values: one is written large, up to three in one line, up to six small in two.
        span: columns of the grid that it takes.
    """

    label: str
    values: tuple[str, ...]
    note: str = ""
    span: int = 1


def tiles_height(rows: int) -> float:
    """Height of a grid of tiles."""
    return rows * (TILE_HEIGHT + _TILE_GAP)


def draw_tiles(sheet: Sheet, rows: Sequence[Sequence[Tile]], columns: int, width: float) -> None:
    """Draw a grid of tiles from the sheet's y down, without moving it."""
    pitch = (width + _TILE_GAP) / columns
    y = sheet.y
    for row in rows:
        y -= TILE_HEIGHT
        column = 0
        for tile in row:
            _tile(sheet, tile, sheet.left + column * pitch, y, pitch * tile.span - _TILE_GAP)
            column += tile.span
        y -= _TILE_GAP


def _tile(sheet: Sheet, tile: Tile, x: float, y: float, width: float) -> None:
    sheet.box(x, y, width, TILE_HEIGHT, fill=SHADE, stroke=None)
    inner = width - 4 * MM
    left = x + 2 * MM
    top = y + TILE_HEIGHT
    sheet.text(left, top - 9, tile.label, 7.5, colour=MUTED, width=inner)
    if len(tile.values) == 1:
        size = _fitting(sheet, tile.values, 14.0, inner)
        sheet.text(left, y + 12.5, tile.values[0], size, bold=True, width=inner)
    else:
        room = inner / 3
        largest, first = (11.0, 21.0) if len(tile.values) <= 3 else (7.5, 17.6)
        size = _fitting(sheet, tile.values, largest, room - 4)
        for number, value in enumerate(tile.values):
            down, across = divmod(number, 3)
            sheet.text(left + across * room, top - first - down * 8.4, value, size, bold=True, width=room - 4)
    sheet.text(left, y + 3.6, tile.note, SMALLEST_PT, colour=MUTED, width=inner)


def _fitting(sheet: Sheet, values: Sequence[str], largest_pt: float, width: float) -> float:
    """The largest size in which each of the values has room, down to the smallest that is printed."""
    face = sheet.face(bold=True)
    size = largest_pt
    while size > SMALLEST_PT and any(face.width(value, size) > width for value in values):
        size -= 0.5
    return max(size, SMALLEST_PT)


def draw_message(sheet: Sheet, title: str, lines: Sequence[str]) -> None:
    """A box with a large sentence and smaller ones below, over the whole width."""
    height = 30 + 12 * len(lines) + 10
    sheet.ensure(height)
    sheet.box(sheet.left, sheet.y - height, sheet.width, height, stroke=BLACK)
    sheet.text(sheet.left + 5 * MM, sheet.y - 24, title, 14, bold=True, width=sheet.width - 10 * MM)
    for number, line in enumerate(lines):
        y = sheet.y - 42 - 12 * number
        sheet.text(sheet.left + 5 * MM, y, line, 9, width=sheet.width - 10 * MM)
    sheet.down(height + 4 * MM)


def signatures_height(people: int) -> float:
    """Height of signature lines for so many people."""
    return people * _SIGN_HEIGHT


def draw_signatures(sheet: Sheet, people: Sequence[str], fields: tuple[str, str, str]) -> None:
    """One line for each person: who (given), then name, signature and time to be written by hand."""
    sheet.ensure(signatures_height(len(people)))
    widths = [0.20, 0.25, 0.33, 0.22]
    for person in people:
        y = sheet.y - _SIGN_HEIGHT + 11
        sheet.text(sheet.left, y + 2, person, 9, bold=True, width=sheet.width * widths[0] - 4 * MM)
        x = sheet.left + sheet.width * widths[0]
        for field, share in zip(fields, widths[1:], strict=True):
            end = x + sheet.width * share
            sheet.rule(y, left=x, right=end - 4 * MM, weight=0.6, colour=BLACK)
            sheet.text(x, y - 8.5, field, SMALLEST_PT, colour=MUTED)
            x = end
        sheet.down(_SIGN_HEIGHT)


def notes_height(lines: int) -> float:
    """Height of lines to write on."""
    return lines * _NOTE_PITCH + 2 * MM


def draw_note_lines(sheet: Sheet, lines: int) -> None:
    """Empty lines to write on."""
    sheet.ensure(notes_height(lines))
    for number in range(lines):
        sheet.rule(sheet.y - (number + 1) * _NOTE_PITCH, colour=LINE, weight=0.6)
    sheet.down(notes_height(lines))
