"""The program could not start: what is wrong, and what to do now."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from ui.look import Look
from ui.widgets.prompt import Offer, PromptPane, PromptText
from ui.widgets.tile import Face
from ui.words.text import translate

CLOSE_WINDOW = "close window"


class TroublePage(QWidget):
    """Shows an error that ended the start.

    Signals:
        page_wanted(object): CLOSE_WINDOW when the operator has read it.
    """

    page_wanted = Signal(object)

    def __init__(self, look: Look, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._error = error
        self.prompt = PromptPane(look, self)
        self.prompt.page_wanted.connect(self.page_wanted)
        self._render()

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self.prompt.apply(look)
        self._render()

    def _render(self) -> None:
        words = self.look.words
        if isinstance(self._error, KnownError):
            title, more = self._error.title, self._error.next_step
        else:
            title = words(translate("trouble", "Dockgrade could not start"))
            more = words(translate("trouble", "Call a shift lead and show this: {error}"), error=repr(self._error))
        close = Offer(Face(words(translate("trouble", "Close")), icon="close"), page=CLOSE_WINDOW)
        self.prompt.show_text(PromptText("error", title, more, (close,)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = self.look.metrics.margin
        self.prompt.setGeometry(self.rect().adjusted(margin, margin, -margin, -margin))
