"""The item in the inspector's hands: what it is, what the customer said, and what must be seen before it is judged."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say
from app.bench.view import ItemView, Tone
from app.domain.vocabulary import Declared
from ui.look import Look
from ui.widgets.composed import IconPart, Part, TextPart, block, fit
from ui.widgets.marks import TONE_ICON, category_icon
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Inks, Tile
from ui.words.text import translate
from ui.words.vocabulary import CATEGORY, REASON, SERIAL_FINDING
from ui.words.words import Words

_MOST_WARNINGS = 4


def item_facts(item: ItemView, words: Words) -> str:
    """The second line: SKU, category, serial and what is known of it, lot, expiry."""
    facts = [words(translate("item", "SKU {sku}"), sku=item.sku)] if item.sku else []
    if item.category:
        facts.append(words.coded(CATEGORY, item.category))
    if item.serial:
        finding = words.coded(SERIAL_FINDING, item.serial_finding)
        facts.append(
            words(translate("item", "serial {serial} {finding}"), serial=item.serial, finding=finding or " ").strip()
        )
    elif item.serial_finding:
        facts.append(
            words(translate("item", "serial {finding}"), finding=words.coded(SERIAL_FINDING, item.serial_finding))
        )
    if item.lot:
        facts.append(words(translate("item", "lot {lot}"), lot=item.lot))
    if item.expiry:
        facts.append(words(translate("item", "expires {expiry}"), expiry=item.expiry))
    return " · ".join(facts)


def item_story(item: ItemView, words: Words) -> str:
    """The third line: what the customer said, or how the item came to be here."""
    if item.note:
        return words(translate("item", "Note: {note}"), note=item.note)
    if item.declared in {Declared.UNDECLARED, Declared.WRONG_ITEM, Declared.BLIND}:
        return words(translate("item", "{declared} · {client}"), declared=item.declared, client=item.client)
    return words(translate("item", "Customer says: {reason}"), reason=words.coded(REASON, item.reason or "UNSPECIFIED"))


def item_warnings(item: ItemView, words: Words) -> tuple[tuple[str, Tone], ...]:
    """What must be seen before the item is judged, most urgent first."""
    found = [(words.say(said), tone) for said, tone in item.warnings if said.say is not Say.ITEM_IN_CONFLICT]
    if item.bench:
        found.insert(0, (words(translate("item", "Taken in at bench {bench}"), bench=item.bench), Tone.WARNING))
    if item.conflict:
        told = words(translate("item", "Benches disagree: a shift lead settles it (Ctrl+K)"))
        found.insert(0, (told, Tone.ERROR))
    return tuple(found)


class QuantityTile(Tile):
    """The number of units in large digits; a plain number where it cannot change."""

    def inks(self) -> Inks:
        theme = self.look.theme
        if self.face.dim:
            return Inks(None, None, 0, theme.text, theme.muted)
        return super().inks()

    def type_sizes(self) -> tuple[int, ...]:
        metrics = self.look.metrics
        return (metrics.px(28), metrics.px(24), metrics.heading, metrics.px(16))

    def is_bold(self) -> bool:
        return True


class ItemCard(Painted):
    """The card, with the quantity as a button at its right.

    Signals:
        quantity_wanted(): the quantity was pressed.
    """

    quantity_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.item: ItemView | None = None
        self.quantity = QuantityTile(look, self)
        self.quantity.setObjectName("quantity")
        self.quantity.clicked.connect(self.quantity_wanted)

    def show_item(self, item: ItemView | None) -> None:
        """Show an item; nothing happens when it stands there already."""
        if item == self.item:
            return
        self.item = item
        self._name()
        self.changed()

    def _name(self) -> None:
        item, words = self.item, self.look.words
        if item is None:
            return
        warnings = ", ".join(said for said, _ in item_warnings(item, words))
        self.setAccessibleName(
            ". ".join(part for part in (item.title, item_facts(item, words), item_story(item, words), warnings) if part)
        )
        name = words(translate("item", "Quantity: {quantity}"), quantity=item.quantity)
        self.quantity.show_face(Face(f"× {item.quantity}", dim=item.quantity_fixed, name=name))

    def apply(self, look: Look) -> None:
        super().apply(look)
        self.quantity.apply(look)
        self._name()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        metrics = self.look.metrics
        width, height, pad = metrics.px(92), metrics.touch, metrics.padding
        self.quantity.setGeometry(self.width() - width - pad, (self.height() - height) // 2, width, height)

    def ground(self, painter: QPainter) -> None:
        self.card(painter)
        metrics, theme = self.look.metrics, self.look.theme
        block(painter, self._picture(), metrics.px(8), theme.raised, None)
        for box, _, tone in self._warnings():
            tint = theme.of_tone(tone)
            block(painter, box, metrics.px(6), tint.wash, tint.ink, theme.edge_px)

    def _picture(self) -> QRect:
        pad = self.look.metrics.px(12)
        side = self.height() - 2 * pad
        return QRect(pad, pad, side, side)

    def _text_box(self) -> QRect:
        metrics = self.look.metrics
        left = self._picture().right() + metrics.px(16)
        right = self.width() - metrics.px(92) - 2 * metrics.padding
        return QRect(left, metrics.px(8), right - left, self.height() - metrics.px(16))

    def _warnings(self) -> list[tuple[QRect, str, Tone]]:
        """Boxes of the warnings at the card's lower edge: one line of them, or two by two."""
        warnings = item_warnings(self.item, self.look.words)[:_MOST_WARNINGS] if self.item else ()
        if not warnings:
            return []
        metrics, box = self.look.metrics, self._text_box()
        height, gap = metrics.px(27), metrics.px(6)
        rows = min(len(warnings), 2)
        columns = (len(warnings) + rows - 1) // rows
        width = (box.width() - gap * (columns - 1)) // columns
        top = box.bottom() + 1 - rows * height - (rows - 1) * metrics.px(4)
        return [
            (
                QRect(
                    box.left() + (n % columns) * (width + gap),
                    top + (n // columns) * (height + metrics.px(4)),
                    width,
                    height,
                ),
                said,
                tone,
            )
            for n, (said, tone) in enumerate(warnings)
        ]

    def compose(self) -> Iterable[Part]:
        item = self.item
        if item is None:
            return
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        picture = self._picture()
        side = picture.width() // 2
        place = QRect(picture.center().x() - side // 2, picture.center().y() - side // 2, side, side)
        yield IconPart(place, category_icon(item.category), theme.muted)
        box = self._text_box()
        warnings = self._warnings()
        title = fit(item.title, box.width(), tuple(metrics.px(size) for size in (20, 18, 16)), bold=True)
        if title.elided:
            title = fit(
                item.title, box.width(), (metrics.px(16), metrics.px(14)), bold=True, lines=1 if warnings else 2
            )
        facts_sizes = (metrics.body, metrics.px(14), metrics.small, metrics.px(12))
        facts = item_facts(item, words)
        if (
            item.note and len(warnings) > 1
        ):  # there is no third line then; that there is a note must be seen all the same
            facts = f"{item_story(item, words)} · {facts}"  # the warnings repeat what may be cut off
        lines = [(title, theme.text), (fit(facts, box.width(), facts_sizes), theme.text)]
        if len(warnings) < 2:
            story = fit(
                item_story(item, words), box.width(), (metrics.body, metrics.px(14), metrics.small, metrics.px(12))
            )
            lines.append((story, theme.muted))
        bottom = warnings[0][0].top() - metrics.px(2) if warnings else box.bottom() + 1
        free = bottom - box.top() - sum(fitted.height for fitted, _ in lines)
        gap = max(0, min(metrics.px(4), free // max(1, len(lines) - 1))) if not warnings else 0
        top = box.top() + max(0, (free - gap * (len(lines) - 1)) // 2)
        for fitted, colour in lines:
            # Product titles are the client's; the list and the label carry them too.
            yield TextPart(QRect(box.left(), top, box.width(), fitted.height), fitted, colour, may_elide=True)
            top += fitted.height + gap
        for place, said, tone in warnings:
            ink = theme.of_tone(tone).ink
            icon = metrics.px(17)
            yield IconPart(
                QRect(place.left() + metrics.px(8), place.center().y() - icon // 2, icon, icon), TONE_ICON[tone], ink
            )
            inner = place.adjusted(metrics.px(32), 0, -metrics.px(6), 0)
            sizes = (metrics.px(14), metrics.small, metrics.px(12), metrics.px(11))
            yield TextPart(inner, fit(said, inner.width(), sizes, bold=True), ink)
