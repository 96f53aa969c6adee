"""What every page beside the bench has: a way back, a title, and a place for its content."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView
from devices.events import ScannerEvent
from ui.look import Look
from ui.theme.style import style_sheet
from ui.widgets.composed import Part, TextPart, fit
from ui.widgets.painted import Painted
from ui.widgets.tile import Face, Tile
from ui.words.text import Text, translate

BENCH = "bench"


class PageTitle(Painted):
    """The page's name, and behind it in smaller letters what it shows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title = ""
        self._about = ""

    def show_title(self, title: str, about: str = "") -> None:
        """Show it; nothing happens when it stands there already."""
        if (title, about) == (self._title, self._about):
            return
        self._title, self._about = title, about
        self.setAccessibleName(" ".join(part for part in (title, about) if part))
        self.changed()

    def compose(self) -> Iterable[Part]:
        metrics, theme = self.look.metrics, self.look.theme
        title = fit(self._title, self.width(), (metrics.proposal, metrics.heading, metrics.px(17)), bold=True, lines=2)
        about = fit(self._about, self.width(), (metrics.body, metrics.px(14), metrics.small)) if self._about else None
        top = (self.height() - title.height - (about.height if about else 0)) // 2
        yield TextPart(QRect(0, top, self.width(), title.height), title, theme.text)
        if about:
            yield TextPart(QRect(0, top + title.height, self.width(), about.height), about, theme.muted, may_elide=True)


class Page(QWidget):
    """A page with a header.

    Signals:
        commanded(object): the operator asks for something; the Command.
        page_wanted(object): the operator wants another page; its name.

    Attributes:
        TITLE: the page's name.
        HEADER_RIGHT: whether the page puts something of its own at the right of the header.
    """

    TITLE: Text = translate("page", "Page")
    HEADER_RIGHT = False

    commanded = Signal(object)
    page_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.back = Tile(look, self)
        self.back.setObjectName("back")
        self.title = PageTitle(look, self)
        self.back.clicked.connect(self.leave)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.leave)
        self._dress()

    def open(self, about: str, came_from: str) -> None:
        """The page is wanted; `about` names what it is to show, `came_from` the page to go back to."""

    def forget(self) -> None:
        """Somebody else works here now: leave nothing of what the person before was after."""

    def hear(self, event: ScannerEvent) -> None:
        """Something came from a scanner."""

    def leave(self) -> None:
        """Back to the bench, unless a page says otherwise."""
        self.page_wanted.emit(BENCH)

    def refresh(self) -> None:
        """Ask the queries anew; called when the page comes into sight and when facts have changed."""

    def show_view(self, view: BenchView) -> None:
        """Take note of a new view of the bench."""

    def content(self) -> tuple[QWidget, ...]:
        """Parts that take a look; those without `apply` are stock widgets."""
        return ()

    def arrange(self, box: QRect) -> None:
        """Put the content in its place, below the header."""

    def about(self) -> str:
        """What stands below the title."""
        return ""

    def header_right(self) -> QRect:
        """The free part of the header."""
        metrics = self.look.metrics
        left = self.width() * 45 // 100
        return QRect(left, metrics.px(4), self.width() - left - metrics.margin, metrics.touch)

    def apply(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        for part in (self.back, self.title, *self.content()):
            apply = getattr(part, "apply", None)
            if apply is not None:
                apply(look)
        self._dress()
        self._place()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.setFocus()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def show_header(self) -> None:
        """Show title and what is below it."""
        self.title.show_title(self.look.words(self.TITLE), self.about())

    def _dress(self) -> None:
        self.setStyleSheet(style_sheet(self.look.theme, self.look.metrics))
        words = self.look.words
        self.back.show_face(Face(words(translate("page", "Back")), hint="Esc", icon="left"))
        self.show_header()

    def _place(self) -> None:
        metrics = self.look.metrics
        margin, gap = metrics.margin, metrics.gap
        width = metrics.px(140)
        self.back.setGeometry(margin, metrics.px(4), width, metrics.touch)
        left = margin + width + metrics.px(18)
        right = self.header_right().left() - gap if self.HEADER_RIGHT else self.width() - margin
        self.title.setGeometry(left, metrics.px(4), right - left, metrics.touch)
        top = metrics.px(4) + metrics.touch + gap
        self.arrange(QRect(margin, top, self.width() - 2 * margin, self.height() - margin - top))
