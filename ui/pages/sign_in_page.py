"""Who works here: a badge to scan and, where the role asks for it, a PIN to enter."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, Phase
from app.domain.commands import Control, EnterPin
from ui.look import Look
from ui.widgets.banner import Banner, banner_text
from ui.widgets.keypad import BACKSPACE, ENTER, Keypad
from ui.widgets.prompt import Offer, PromptPane, PromptText
from ui.widgets.tile import Face
from ui.words.text import translate
from ui.words.vocabulary import LANGUAGE

_ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), (BACKSPACE, "0", ENTER))
_MOST_DIGITS = 12
_DOT = "●"


class SignInPage(QWidget):
    """Shows the phases SIGNED_OUT and PIN. Digits are kept here until they are entered, and nowhere after.

    Signals:
        commanded(object): the Command.
    """

    commanded = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.view: BenchView | None = None
        self._pin = ""
        self.banner = Banner(look, self)
        self.prompt = PromptPane(look, self)
        self.pad = Keypad(look, _ROWS, self)
        self.prompt.commanded.connect(self.commanded)
        self.pad.pressed.connect(self.on_key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for digit in "0123456789":
            self._key(digit, partial(self.on_key, digit))
        for name, key in (("Backspace", BACKSPACE), ("Return", ENTER), ("Enter", ENTER)):
            self._key(name, partial(self.on_key, key))
        self._key("Escape", partial(self.commanded.emit, Control("CANCEL")))
        self._key("F1", partial(self.commanded.emit, Control("HELP")))

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def show_view(self, view: BenchView) -> None:
        """Show a view; digits typed so far go whenever the bench has answered."""
        answered = self.view is None or view.phase is not self.view.phase or view.notice != self.view.notice
        self.view = view
        if answered:
            self._pin = ""
        self._render()

    def on_key(self, key: object) -> None:
        if self.view is None or self.view.phase is not Phase.PIN:
            return
        if key == BACKSPACE:
            self._pin = self._pin[:-1]
        elif key == ENTER:
            pin, self._pin = self._pin, ""
            if pin:
                self.commanded.emit(EnterPin(pin))
        elif len(self._pin) < _MOST_DIGITS:
            self._pin += str(key)
        self._render()

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for part in (self.banner, self.prompt, self.pad):
            part.apply(look)
        self._render()
        self._arrange()

    def _render(self) -> None:
        view, words = self.view, self.look.words
        if view is None:
            return
        self.banner.show_text(banner_text(view, words))
        languages = tuple(
            Offer(Face(name, icon="language", chosen=code == words.language), Control(f"LANG-{code.upper()}"))
            for code, name in LANGUAGE.items()
        )
        where = words(translate("sign in", "Bench {bench}, {site}"), bench=view.bench, site=view.site)
        hint = words(translate("sign in", "Hold the badge's barcode in front of any scanner"))
        self.prompt.show_text(PromptText("badge", hint, where, languages))
        faces = {
            BACKSPACE: Face("", icon="backspace", name=words(translate("keypad", "Delete a digit"))),
            ENTER: Face(words(translate("keypad", "OK")), icon="enter", filled=True),
        }
        spoken = words(translate("sign in", "PIN: %n digits entered", "", 1), count=len(self._pin))
        self.pad.show_keys(" ".join(_DOT * len(self._pin)), faces, spoken)
        self.prompt.setVisible(view.phase is Phase.SIGNED_OUT)
        self.pad.setVisible(view.phase is Phase.PIN)

    def showEvent(self, event: QShowEvent) -> None:
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        metrics = self.look.metrics
        margin, gap = metrics.margin, metrics.gap
        self.banner.setGeometry(margin, metrics.px(4), self.width() - 2 * margin, metrics.px(84))
        top = self.banner.geometry().bottom() + 1 + gap
        page = QRect(margin, top, self.width() - 2 * margin, self.height() - margin - top)
        self.prompt.setGeometry(page)
        width = min(page.width(), metrics.px(480))
        self.pad.setGeometry(page.left() + (page.width() - width) // 2, top, width, page.height())
