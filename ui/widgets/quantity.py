"""The quantity of the item in hand: typed in digits, one more, one less, or one split off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.bench.view import ItemView
from app.domain.commands import Control
from ui.look import Look
from ui.widgets.keypad import BACKSPACE, ENTER, Keypad
from ui.widgets.tile import Face
from ui.words.text import translate

_MOST_DIGITS = 4
_ROWS = (("1", "2", "3", "4", "5"), ("6", "7", "8", "9", "0"), (BACKSPACE, "QTY-MINUS", "QTY-PLUS", "SPLIT", ENTER))


class QuantityPad(Keypad):
    """A keypad that gives QTY-… words.

    Signals:
        commanded(object): a whole order was given; the Command.
        done(): nothing more is to be typed.
    """

    commanded = Signal(object)
    done = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _ROWS, parent)
        self._typed = ""
        self._quantity = 1
        self.pressed.connect(self.on_pressed)

    def show_item(self, item: ItemView) -> None:
        """Show the quantity of an item; what was typed so far stays."""
        self._quantity = item.quantity
        self._show()

    @property
    def typed(self) -> str:
        """The digits that nobody has confirmed yet; "" without any."""
        return self._typed

    def start(self) -> None:
        """Begin with nothing typed."""
        self._typed = ""
        self._show()

    def on_pressed(self, name: str) -> None:
        if name.isdigit():
            typed = (self._typed + name).lstrip("0")
            self._typed = typed[:_MOST_DIGITS]
        elif name == BACKSPACE:
            self._typed = self._typed[:-1]
        elif name == ENTER:
            if self._typed:
                self.commanded.emit(Control(f"QTY-{self._typed}"))
            self._typed = ""
            self.done.emit()
            return
        else:
            self.commanded.emit(Control(name))
        self._show()

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._show()

    def _show(self) -> None:
        words = self.look.words
        shown = self._typed or str(self._quantity)
        spoken = words(translate("quantity", "Quantity {number}"), number=shown)
        faces = {
            BACKSPACE: Face("", icon="backspace", name=words(translate("keypad", "Delete a digit"))),
            ENTER: Face(words(translate("keypad", "OK")), icon="enter", filled=True),
            "QTY-PLUS": Face(words.button("QTY-PLUS"), icon="plus"),
            "QTY-MINUS": Face(words.button("QTY-MINUS"), icon="minus"),
            "SPLIT": Face(words.button("SPLIT")),
        }
        self.show_keys(f"× {shown}", faces, spoken)
