"""What the lead who ended the shift wrote for the next one: the first thing that its lead reads."""

from collections.abc import Sequence

from app.store.incident_queries import ShiftNote
from reports.handover_words import HandoverWords
from reports.page import BLACK, MM, MUTED, SHADE, Sheet
from reports.report import Meter, Request

_SIZE_PT = 10.0
_LEADING = 14.0
_ABOUT_PT = 8.0
_PADDING = 3 * MM
_BAR = 1 * MM
_SPACE_BELOW = 2 * MM
_KEPT_LINES = 3
_ENDLESS = 10**6  # no line of it is left out, however many there are


class Message:
    """Draws the notes, the latest first, in a larger letter than the tables and marked by a bar; nothing where there are none."""

    def __init__(self, request: Request, says: HandoverWords, notes: Sequence[ShiftNote]) -> None:
        self._words = request.words
        self._says = says
        self._notes = notes

    def draw(self, sheet: Sheet, meter: Meter) -> None:
        """Put them where the sheet stands."""
        if not self._notes:
            return
        title = self._words.say("shift_handover.shift_notes")
        sheet.heading(title, keep=_LEADING * (1 + _KEPT_LINES))
        for note in self._notes:
            self._draw_note(sheet, title, note)
            if sheet.drawing:
                meter.step()

    def _draw_note(self, sheet: Sheet, title: str, note: ShiftNote) -> None:
        about = " · ".join(filter(None, (self._says.time(note.at), note.actor)))
        room = sheet.width - _BAR - 2 * _PADDING
        face = sheet.face()
        lines = [line for part in note.note.splitlines() for line in face.wrap(part, room, _SIZE_PT, _ENDLESS) or [""]]
        sheet.ensure(_LEADING * (1 + min(_KEPT_LINES, len(lines))))
        while lines:
            fitting = max(1, int((sheet.y - sheet.bottom) / _LEADING) - bool(about))
            self._draw_lines(sheet, about, lines[:fitting])
            lines = lines[fitting:]
            about = ""
            if lines:
                sheet.new_page()
                sheet.title(self._words.say("page.continued", title=title))
        sheet.down(_SPACE_BELOW)

    def _draw_lines(self, sheet: Sheet, about: str, lines: Sequence[str]) -> None:
        height = _LEADING * (len(lines) + bool(about))
        sheet.box(sheet.left, sheet.y - height, sheet.width, height, fill=SHADE, stroke=None)
        sheet.box(sheet.left, sheet.y - height, _BAR, height, fill=BLACK, stroke=None)
        left = sheet.left + _BAR + _PADDING
        if about:
            sheet.down(_LEADING)
            sheet.text(left, sheet.y + 3, about, _ABOUT_PT, colour=MUTED)
        for line in lines:
            sheet.down(_LEADING)
            sheet.text(left, sheet.y + 4, line, _SIZE_PT)
