"""The sections of the shift handover: a title and its table, or that there is nothing."""

from collections.abc import Sequence

from reports.cells import Row
from reports.columns import Column
from reports.handover_words import HandoverWords
from reports.page import MM, Sheet
from reports.report import Meter, Request
from reports.table import Group, Table, Total, lines_of

_WHOLE_TABLE = 40 * MM
"""A table up to this height is not parted for the page's end."""
_NOTHING = 14.0
"""Height of the words that there is nothing."""
_NUMBERS = frozenset({"units", "items", "count"})


class Sections:
    """Draws one section after the other."""

    def __init__(self, request: Request, says: HandoverWords) -> None:
        self._words = request.words
        self._generated = says.moment(request.generated_at)

    def table(
        self,
        sheet: Sheet,
        meter: Meter,
        name: str,
        widths: Sequence[tuple[str, int]],
        rows: Sequence[Row],
        *,
        now: bool = False,
        strong: str = "",
        total: Total | None = None,
        extent: str = "",
    ) -> None:
        """A section of the handover by its name.

        Args:
            widths: the name of each column and its width in millimetres.
            now: it shows how things stand, whatever the period.
            strong: the column of which the first part of a cell is bold; "" for none.
            extent: how much the rows tell of, where that is another number than theirs.
        """
        words = self._words
        title = words.say(f"shift_handover.{name}")
        asides = [extent or words.number(len(rows))] if rows else []
        if now:
            asides.append(words.say("shift_handover.as_at", at=self._generated))
        aside = " · ".join(asides)
        if not rows:
            sheet.heading(title, keep=_NOTHING, aside=aside)
            sheet.down(8)
            sheet.text(sheet.left, sheet.y, words.say("page.none"), 8)
            sheet.down(6)
            return
        columns = [
            Column(
                words.say(f"column.{column}"),
                width * MM,
                "right" if column in _NUMBERS else "left",
                wrap=True,
                strong=column == strong,
            )
            for column, width in widths
        ]
        self.draw(sheet, title, columns, rows, total, meter, aside)

    def draw(
        self,
        sheet: Sheet,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        total: Total | None,
        meter: Meter,
        aside: str = "",
    ) -> None:
        """A title with a table below; on further pages too it stands above."""
        table = Table(
            columns,
            [Group(len(rows), totals=(total,) if total else ())],
            lines=lines_of(sheet, columns, rows),
            title=title,
            continued=self._continued,
        )
        kept = table.height if table.height <= _WHOLE_TABLE else table.least_height
        sheet.heading(title, keep=kept, aside=aside)
        table.draw(sheet, lambda: iter(rows), meter.step)

    def _continued(self, title: str) -> str:
        return self._words.say("page.continued", title=title)
