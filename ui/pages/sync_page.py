"""The central server: how it is, what is not there yet, what went wrong and what to do about it."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.sync_view import SyncView
from app.bench.view import BenchView
from ui.look import Look
from ui.pages.catalogue import Desktop
from ui.pages.page import Page
from ui.ports import CentralRecord, SeriesRecord
from ui.widgets.actions import Action, ActionBar
from ui.widgets.badge import Badge
from ui.widgets.composed import Fitted, IconPart, Part, TextPart, block, fit
from ui.widgets.heading import Heading
from ui.widgets.painted import Painted
from ui.widgets.records import RecordFace, RecordList
from ui.widgets.tile import Face
from ui.words.sync import FEED, SYNC_ICON, SYNC_STATE, UNSENT, contact_text, problem_texts, unsent_text
from ui.words.text import translate

TRY = "try"
CONFLICTS = "conflicts"
JOIN_COMMAND = "dockgrade sync join TOKEN"

_ALONE = translate("sync", "This bench works on its own")
_ALONE_MORE = translate("sync", "Everything is kept on this computer and nothing is sent anywhere.")
_STARTING = translate("sync", "The connection is being started")
_JOIN = translate(
    "sync",
    "To join a central server, ask whoever runs it for a token, enter the command below on this computer and start the bench"
    " again. Everything recorded until then goes along.",
)
_TRYING_MS = 3_000
"""How long the button tells that it was pressed, when nothing comes of it."""
_ALARMING = frozenset({"stopped", "error"})


class StateCard(Painted):
    """The state in large letters, the number under it, and when the server was heard last."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sync: SyncView | None = None
        self._joined = True
        self._name()

    def show_state(self, sync: SyncView | None, *, joined: bool) -> None:
        """Show it; None while nothing is known yet."""
        if (sync, joined) != (self._sync, self._joined):
            self._sync, self._joined = sync, joined
            self._name()
            self.changed()

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(". ".join(self._texts()))

    def _texts(self) -> list[str]:
        words, sync = self.look.words, self._sync
        if not self._joined:
            return [words(_ALONE), words(_ALONE_MORE)]
        if sync is None:
            return [words(_STARTING)]
        texts = [words.coded(SYNC_STATE, sync.state), unsent_text(sync, words), contact_text(sync, words)]
        if sync.feed and sync.feed[0] in FEED:
            texts.append(words(FEED[sync.feed[0]], count=sync.feed[1]))
        return texts

    @property
    def _alarming(self) -> bool:
        return self._sync is not None and self._sync.state in _ALARMING

    def ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        if self._alarming:
            block(painter, self.rect(), self.look.metrics.radius, theme.hold.wash, theme.hold.ink, theme.edge_px)
        else:
            self.card(painter)

    def compose(self) -> Iterable[Part]:
        metrics, theme, sync = self.look.metrics, self.look.theme, self._sync
        ink = theme.hold.ink if self._alarming else theme.text
        if sync is not None and sync.state == "in_step":
            ink = theme.restock.ink
        icon = metrics.px(56)
        left = metrics.px(24)
        yield IconPart(
            QRect(left, (self.height() - icon) // 2, icon, icon),
            SYNC_ICON.get(sync.state if sync else "", "central"),
            ink,
        )
        left += icon + metrics.px(22)
        width = self.width() - left - metrics.px(18)
        first, *others = self._texts()
        lines = [
            (
                fit(
                    first,
                    width,
                    (metrics.proposal, metrics.px(22), metrics.heading, metrics.px(17)),
                    lines=2,
                    bold=True,
                ),
                ink,
            )
        ]
        for number, text in enumerate(others):
            large = number == 0 and sync is not None
            sizes = (
                (metrics.px(22), metrics.px(18), metrics.px(16))
                if large
                else (metrics.px(16), metrics.body, metrics.px(14))
            )
            lines.append((fit(text, width, sizes, lines=2, bold=large), theme.text if large else theme.muted))
        top = (self.height() - sum(fitted.height for fitted, _ in lines)) // 2
        for fitted, colour in lines:
            yield TextPart(QRect(left, top, width, fitted.height), fitted, colour)
            top += fitted.height


class TroubleCard(Painted):
    """What is wrong and the next step; how to join, on a bench without a server; or that all is well."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sync: SyncView | None = None
        self._joined = True
        self._name()

    def show_state(self, sync: SyncView | None, *, joined: bool) -> None:
        """Show it; None while nothing is known yet."""
        if (sync, joined) != (self._sync, self._joined):
            self._sync, self._joined = sync, joined
            self._name()
            self.changed()

    def apply(self, look: Look) -> None:
        super().apply(look)
        self._name()

    def _texts(self) -> tuple[str, str, str]:
        """What is to be known, what is to be done, and a line in the letters of codes."""
        words = self.look.words
        if not self._joined:
            return "", words(_JOIN), JOIN_COMMAND
        if self._sync is not None and self._sync.problem is not None:
            return problem_texts(self._sync.problem, words)
        calm = words(translate("sync", "Nothing is wrong"))
        return (
            calm,
            words(
                translate("sync", "What is recorded here reaches the server by itself, and other benches from there.")
            ),
            "",
        )

    def _name(self) -> None:
        self.setAccessibleName(" ".join(text for text in self._texts() if text))

    @property
    def _wrong(self) -> bool:
        return self._joined and self._sync is not None and self._sync.problem is not None

    def ground(self, painter: QPainter) -> None:
        self.card(painter)

    def compose(self) -> Iterable[Part]:
        metrics, theme, words = self.look.metrics, self.look.theme, self.look.words
        box = self.inner(metrics.px(24), metrics.px(14), metrics.px(18), metrics.px(14))
        what, step, code = self._texts()
        lines: list[tuple[Fitted, str, bool]] = []
        body = (metrics.px(17), metrics.px(16), metrics.body, metrics.px(14))
        if what:
            heading = (metrics.heading, metrics.px(18), metrics.px(16), metrics.body)
            lines.append((fit(what, box.width(), heading, lines=4, bold=True), theme.text, False))
        lines.append((fit(step, box.width(), body, lines=5), theme.text if self._wrong else theme.muted, False))
        if code and self._joined:
            told = words(translate("sync", "In the server's words: {detail}"), detail=code)
            lines.append((fit(told, box.width(), (metrics.px(14), metrics.small), lines=2), theme.muted, True))
        elif code:
            lines.append(
                (fit(code, box.width(), (metrics.heading, metrics.px(17), metrics.body), fixed=True), theme.text, False)
            )
        gap = metrics.px(8)
        top = box.top()
        for fitted, colour, cut in lines:
            # A driver's sentence may be endless; the log has it whole.
            yield TextPart(QRect(box.left(), top, box.width(), fitted.height), fitted, colour, may_elide=cut)
            top += fitted.height + gap


class SyncPage(Page):
    """State, trouble, and this bench's streams; "Try now" below."""

    TITLE = translate("sync", "Central server")

    def __init__(self, look: Look, desktop: Desktop, parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._sync: SyncView | None = None
        self._central = CentralRecord("")
        super().__init__(look, parent)
        self.state = StateCard(look, self)
        self.trouble = TroubleCard(look, self)
        self.heading = Heading(look, self)
        self.series = RecordList(look, self)
        self.buttons = ActionBar(look, self)
        self.buttons.wanted.connect(self.on_wanted)
        self._trying = QTimer(self)
        self._trying.setSingleShot(True)
        self._trying.setInterval(_TRYING_MS)
        self._trying.timeout.connect(self.refresh)

    def content(self) -> tuple[QWidget, ...]:
        return (self.state, self.trouble, self.heading, self.series, self.buttons)

    def about(self) -> str:
        return self._central.server

    def show_view(self, view: BenchView) -> None:
        if view.sync != self._sync:
            self._sync = view.sync
            self._trying.stop()
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        words = self.look.words
        self._central = self._desktop.core.central()
        joined = bool(self._central.server)
        self.show_header()
        self.state.show_state(self._sync, joined=joined)
        self.trouble.show_state(self._sync, joined=joined)
        self.heading.show_text(words(translate("sync", "What this bench has recorded")))
        self.series.show_from(self._rows, words(translate("sync", "Nothing is recorded yet")), from_start=False)
        self.buttons.setVisible(joined)
        self.buttons.show_actions(self._actions() if joined else ())
        self._place()

    def _actions(self) -> tuple[Action, ...]:
        words, theme, sync = self.look.words, self.look.theme, self._sync
        if self._trying.isActive():
            retry = Face(words(translate("sync", "Trying now")), icon="clock", chosen=True)
        else:
            wanting = sync is not None and sync.state not in {"in_step", "sending"}
            retry = Face(
                words(translate("sync", "Try now")),
                icon="send",
                filled=wanting,
                tint=theme.primary if wanting else None,
            )
        count = sync.conflicts if sync else 0
        if count:
            text = words(translate("sync", "Conflicts: %n", "", 1), count=count)
            return Action(TRY, retry), Action(CONFLICTS, Face(text, icon="conflict", tint=theme.hold))
        return Action(TRY, retry), Action(CONFLICTS, Face(words(translate("sync", "No conflicts")), icon="check"))

    def _rows(self, limit: int, offset: int) -> tuple[RecordFace, ...]:
        return tuple(self._row(series) for series in self._central.series[offset : offset + limit])

    def _row(self, series: SeriesRecord) -> RecordFace:
        words = self.look.words
        title = words(translate("sync", "Labels that begin with {series}"), series=series.series)
        facts = words(translate("sync", "%n events", "", 1), count=series.events)
        if self._central.server:
            facts = f"{facts} · {words(UNSENT, count=max(0, series.events - series.acknowledged))}"
        badge = Badge(words(translate("sync", "in use")).upper(), icon="check") if series.current else None
        return RecordFace("", title, facts, "label", badge)

    def on_wanted(self, name: object) -> None:
        if name == TRY:
            self._desktop.core.try_server()
            self._trying.start()
            self.refresh()
        else:
            self.page_wanted.emit(CONFLICTS)

    def arrange(self, box: QRect) -> None:
        metrics = self.look.metrics
        gap = metrics.gap
        height = metrics.px(168)
        self.state.setGeometry(box.left(), box.top(), box.width(), height)
        top = box.top() + height + gap
        bottom = box.bottom() + 1
        left_width = (box.width() - gap) // 2
        if self._central.server:
            bottom -= metrics.primary + gap
        self.trouble.setGeometry(box.left(), top, left_width, bottom - top)
        left = box.left() + left_width + gap
        width = box.right() + 1 - left
        self.heading.setGeometry(left, top, width, metrics.px(30))
        self.series.setGeometry(left, top + metrics.px(34), width, bottom - top - metrics.px(34))
        self.buttons.setGeometry(box.left(), bottom + gap, box.width(), metrics.primary)
