"""What fills the window once it stands: the status row, the pages, and the way between them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, Phase
from app.domain.commands import Command
from app.domain.vocabulary import PrintState
from devices.events import ScannerEvent
from ui.bridge import ViewChanged
from ui.look import Look
from ui.pages.bench_layout import who
from ui.pages.bench_page import BenchPage
from ui.pages.catalogue import HISTORY, PARCEL, PARCELS, SEARCH, Desktop, make_page
from ui.pages.menu_page import KEYS
from ui.pages.page import BENCH, Page
from ui.pages.sign_in_page import SignInPage
from ui.pages.trouble_page import CLOSE_WINDOW, TroublePage
from ui.ports import Core
from ui.preferences import Preferences
from ui.previews import LabelKey, Previews
from ui.sounds.player import Player
from ui.theme.metrics import metrics_for
from ui.theme.palettes import theme_named
from ui.theme.theme import palette
from ui.widgets.chips import StatusRow
from ui.words.words import words_for

SIGN_IN = "sign in"
_DEVICES = "devices"
_MENU = "menu"
_ONE_OF_MANY = (f"{HISTORY} ", f"{PARCEL} ", f"{SEARCH} ")
_CLOCK_MS = 5_000


def time_of_day(zone: tzinfo | None) -> str:
    """The time of day as the status row shows it; in this computer's zone until the site's is known."""
    return datetime.now(UTC).astimezone(zone).strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the frame is given.

    Attributes:
        bench: shown until the first view comes.
        save: called with new preferences when the operator has changed one.
        clock: the time of day in a zone, to show.
        now_ns: monotonic nanoseconds, for codes that are typed.
    """

    bench: str
    preferences: Preferences
    save: Callable[[Preferences], None]
    clock: Callable[[tzinfo | None], str] = time_of_day
    now_ns: Callable[[], int] = time.monotonic_ns


class Frame(QWidget):
    """A pure function of the last view, apart from which page is in sight.

    Signals:
        close_wanted(): the window should go.

    Attributes:
        page: name of the page in sight.
    """

    close_wanted = Signal()

    def __init__(self, around: Surroundings, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.preferences = around.preferences
        self.player = player
        self.view: BenchView | None = None
        self.core: Core | None = None
        self.page = SIGN_IN
        self.look = self._make_look()
        self._previews: Previews | None = None
        self.status = StatusRow(self.look, self)
        self.bench = BenchPage(self.look, around.now_ns, self)
        self.sign_in = SignInPage(self.look, self)
        self.pages: dict[str, Page] = {}
        self._trouble: TroublePage | None = None
        self.bench.page_wanted.connect(self.on_page_wanted)
        self.bench.drafted.connect(self.on_drafted)
        self.status.page_wanted.connect(self.on_page_wanted)
        for page in (self.bench, self.sign_in):
            page.commanded.connect(self.submit)
            page.hide()
        self.setPalette(palette(self.look.theme))
        self.setAutoFillBackground(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._keys()
        self._time = around.clock(None)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self.on_clock)
        self._clock.start()

    def _keys(self) -> None:
        for name, key in KEYS.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.on_page_wanted, name))
        QShortcut(QKeySequence("F10"), self).activated.connect(partial(self.on_page_wanted, _MENU))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(partial(self.on_page_wanted, SEARCH))

    # The bench behind the window.

    def begin(self, core: Core) -> None:
        """The program behind the window runs."""
        self.core = core
        self.on_clock()
        self._previews = Previews(core.label_preview, self)
        self._previews.drawn.connect(self.on_label_drawn)

    def fail(self, error: BaseException) -> None:
        """The program behind the window could not start: show why, and nothing else."""
        self._trouble = TroublePage(self.look, error, self)
        self._trouble.page_wanted.connect(self.on_page_wanted)
        for page in (self.bench, self.sign_in, self.status):
            page.hide()
        self._trouble.setGeometry(self.rect())
        self._trouble.show()

    def stop(self) -> None:
        """End what runs beside the window."""
        for page in self.pages.values():
            page.close()
        if self._previews:
            self._previews.stop()

    @Slot(object)
    def submit(self, command: Command) -> None:
        """Hand a command to the bench."""
        if self.core is not None:
            self.core.submit(command)

    @Slot(object)
    def on_drafted(self, command: Command | None) -> None:
        """Something is being typed that must not be lost."""
        if self.core is not None:
            self.core.draft(command)

    @Slot(object)
    def on_view_changed(self, change: ViewChanged) -> None:
        """Show a newer view. The page follows a scan back to the bench, wherever the operator had gone."""
        before, self.view = self.view, change.view
        view = change.view
        if view.person is None and view.language and view.language != self.preferences.language:
            self.preferences = replace(self.preferences, language=view.language)
            self.around.save(self.preferences)
        language = view.person.language if view.person else self.preferences.language
        if language != self.look.words.language and words_for(language) is not self.look.words:
            self._relook()
        if before is not None and who(before) != who(view):
            for page in self.pages.values():
                page.forget()
        if view.phase in {Phase.SIGNED_OUT, Phase.PIN}:
            self._go(SIGN_IN)
        elif self.page == SIGN_IN or (
            self.page not in {BENCH, _DEVICES} and before is not None and before.scans != view.scans
        ):
            self._go(BENCH)
        self.bench.note.hear(change.notices)
        self._show_view()
        for notice in change.notices:
            self.player.play(notice.sound)

    @Slot(object)
    def on_device_changed(self, event: ScannerEvent) -> None:
        """Something came from a scanner; only the page of devices cares."""
        page = self.pages.get(_DEVICES)
        if page is not None:
            page.hear(event)

    @Slot(object)
    def on_label_drawn(self, key: LabelKey) -> None:
        if self.view and _label_key(self.view) == key and self._previews:
            self.bench.show_label(self._previews.picture(key))

    def on_clock(self) -> None:
        self._time = self.around.clock(self.core.zone if self.core else None)
        self._show_status()

    def _show_status(self) -> None:
        self.status.show_view(self.view, self.around.bench, self._time)

    def _label(self, view: BenchView) -> QPixmap | None:
        key = _label_key(view)
        return self._previews.picture(key) if key and self._previews else None

    def _show_view(self) -> None:
        """Show the view on the page in sight; the others get it when they come into sight."""
        if self.view is None:
            return
        self._show_status()
        if self.page == SIGN_IN:
            self.sign_in.show_view(self.view)
        elif self.page == BENCH:
            self.bench.show_view(self.view, self._label(self.view))
        else:
            self.pages[self.page].show_view(self.view)

    # The pages.

    @Slot(object)
    def on_page_wanted(self, name: object) -> None:
        """Go to a page by its name, once somebody is signed in."""
        wanted = str(name)
        if wanted == CLOSE_WINDOW:
            self.close_wanted.emit()
        elif self.view is not None and self.view.phase not in {Phase.SIGNED_OUT, Phase.PIN}:
            self._go(wanted)
            self._show_view()

    def change(self, preferences: Preferences) -> None:
        """Take and keep other preferences."""
        self.preferences = preferences
        self.around.save(preferences)
        self.player.set_volume(preferences.volume)
        self._relook()
        self._show_view()

    def _go(self, wanted: str) -> None:
        name, _, about = wanted.partition(" ") if wanted.startswith(_ONE_OF_MANY) else (wanted, "", "")
        if name == SEARCH:
            name, about = PARCELS, f"{SEARCH} {about}"
        if name not in {SIGN_IN, BENCH} and name not in self.pages:
            if self.core is None or self._previews is None:
                return
            desktop = Desktop(self.core, self._previews, self.preferences, self.change, self.around.now_ns)
            page = make_page(name, self.look, desktop, self)
            page.commanded.connect(self.submit)
            page.page_wanted.connect(self.on_page_wanted)
            self.pages[name] = page
        if name not in {SIGN_IN, BENCH}:
            self.pages[name].open(about, came_from=self.page)
        self.page = name
        self._place()

    def _shown(self) -> QWidget:
        return {SIGN_IN: self.sign_in, BENCH: self.bench}.get(self.page) or self.pages[self.page]

    def _make_look(self) -> Look:
        view = self.view
        language = view.person.language if view and view.person else self.preferences.language
        return Look(theme_named(self.preferences.theme), metrics_for(self.width(), self.height()), words_for(language))

    def _relook(self) -> None:
        """Theme, size or language may have changed."""
        look = self._make_look()
        if look == self.look:
            return
        self.look = look
        self.setPalette(palette(look.theme))
        for part in (self.status, self.bench, self.sign_in, *self.pages.values(), self._trouble):
            if part is not None:
                part.apply(look)
        self._show_status()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._relook()
        self._place()

    def _place(self) -> None:
        metrics = self.look.metrics
        top = metrics.px(42)
        self.status.setGeometry(
            metrics.margin + metrics.px(2),
            metrics.px(6),
            self.width() - 2 * metrics.margin - metrics.px(4),
            metrics.px(36),
        )
        if self._trouble is not None:
            self._trouble.setGeometry(self.rect())
            return
        shown = self._shown()
        shown.setGeometry(0, top, self.width(), self.height() - top)
        for page in (self.bench, self.sign_in, *self.pages.values()):
            page.setVisible(page is shown)


def _label_key(view: BenchView) -> LabelKey | None:
    item = view.item
    if item is None or item.label_state is None:
        return None
    return LabelKey(item.item_id, item.lpn, item.label_copy, voided=item.label_state is PrintState.VOIDED)
