"""The banner: one next step in large letters, and below it what became of the last thing done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.messages import Say, message
from app.bench.view import BenchView, ParcelView, Phase, Tone
from ui.look import Look
from ui.theme.theme import Theme
from ui.widgets.composed import Align, Fitted, IconPart, Part, TextPart, block, fit
from ui.widgets.marks import TONE_ICON
from ui.widgets.painted import Painted
from ui.words.text import translate
from ui.words.vocabulary import TONE
from ui.words.words import Words

_SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class BannerText:
    """What the banner says.

    Attributes:
        tone: of the last thing done; a tone from WARNING on colours the whole banner.
        where: the parcel, top right; "" without one.
        about: below it: client and date, or the deadline.
        due: how much attention the deadline asks for.
    """

    headline: str
    detail: str = ""
    tone: Tone = Tone.CALM
    where: str = ""
    about: str = ""
    due: Tone = Tone.CALM


def banner_text(view: BenchView, words: Words) -> BannerText:
    """What the banner says about a view. A question, or the refusal at a STOP, is itself what stands in large letters."""
    headline = words.say(view.headline)
    detail = words.say(view.notice.said) if view.notice else ""
    tone = view.notice.tone if view.notice else Tone.CALM
    if tone is Tone.STOP:
        headline, detail = detail, headline
    elif view.question and view.phase is not Phase.PIN:
        headline = words.say(view.question.asked)
        if view.notice is None or view.notice.said == view.question.asked:
            detail, tone = "", view.question.tone
    where, about, due = _parcel_text(view.parcel, words)
    return BannerText(headline, detail, tone, where, about, due)


def with_unconfirmed(text: BannerText, number: str, words: Words) -> BannerText:
    """The same, and that a quantity was typed, taken by nothing, and does not count. What went wrong besides stays in sight."""
    said = words(
        translate("banner", "Quantity {number} was typed but not confirmed: it does not count."), number=number
    )
    if text.tone in {Tone.CALM, Tone.OK}:
        return replace(text, detail=said, tone=Tone.WARNING)
    return replace(text, detail=f"{text.detail} {said}".strip())


def _parcel_text(parcel: ParcelView | None, words: Words) -> tuple[str, str, Tone]:
    if parcel is None:
        return "", "", Tone.CALM
    where = parcel.rmas[0] if parcel.rmas else parcel.label
    if len(parcel.rmas) > 1:
        where = words(translate("banner", "{rma} and {others} more"), rma=parcel.rmas[0], others=len(parcel.rmas) - 1)
    if not where:
        where = words(translate("banner", "No papers"))
    if parcel.days_left is not None and parcel.days_left < 0:
        return where, words.say(message(Say.DEADLINE_PASSED, count=-parcel.days_left)), Tone.ERROR
    if parcel.days_left is not None and parcel.days_left <= _SOON_DAYS:
        return where, words.say(message(Say.DEADLINE_LEFT, count=parcel.days_left)), Tone.WARNING
    client = ", ".join(parcel.clients)
    if parcel.return_by:
        date = words.date(parcel.return_by)
        about = words(translate("banner", "{client} · return by {date}"), client=client, date=date)
    else:
        about = client
    return where, about, Tone.CALM


class Banner(Painted):
    """Shows a BannerText. Its accessible name holds the whole message."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = BannerText("")
        self.setObjectName("banner")

    def show_text(self, text: BannerText) -> None:
        """Show it; nothing happens when it stands there already."""
        if text == self.shown:
            return
        self.shown = text
        name = f"{text.headline}. {self.look.words(TONE[text.tone])}: {text.detail}" if text.detail else text.headline
        self.setAccessibleName(" ".join(part for part in (name, text.where, text.about) if part))
        self.changed()

    @property
    def _loud(self) -> bool:
        return self.shown.tone in {Tone.WARNING, Tone.ERROR}

    def ground(self, painter: QPainter) -> None:
        theme, metrics = self.look.theme, self.look.metrics
        tint = theme.of_tone(self.shown.tone)
        if self.shown.tone is Tone.STOP:
            block(painter, self.rect(), metrics.radius, tint.ink, None)
            return
        if self._loud:
            block(painter, self.rect(), metrics.radius, tint.wash, tint.ink, 2.0)
        else:
            self.card(painter)
        bar = QRect(metrics.px(12), metrics.px(11), metrics.px(8), self.height() - 2 * metrics.px(11))
        block(painter, bar, metrics.px(4), tint.ink if self._loud else theme.primary.ink, None)

    def compose(self) -> Iterable[Part]:
        metrics, theme, text = self.look.metrics, self.look.theme, self.shown
        left = metrics.px(34)
        if self._loud and not text.detail:
            size = metrics.px(40)
            place = QRect(metrics.px(34), (self.height() - size) // 2, size, size)
            yield IconPart(place, TONE_ICON[text.tone], theme.of_tone(text.tone).ink)
            left += size + metrics.px(16)
        right = self.width() - metrics.px(18)
        about_width = self._about_width()
        if text.tone is Tone.STOP:
            size = metrics.px(52)
            yield IconPart(QRect(metrics.px(18), (self.height() - size) // 2, size, size), "stop", theme.error.on_ink)
            left = metrics.px(88)
        width = right - left - (about_width + metrics.px(24) if about_width else 0)
        one, two = ((30, 27, 24, 21), (20, 18, 16)) if text.detail else ((30, 28), (26, 24, 22, 20, 18))
        headline = fit(text.headline, width, tuple(metrics.px(size) for size in one), bold=True)
        if headline.elided:
            headline = fit(text.headline, width, tuple(metrics.px(size) for size in two), bold=True, lines=2)
        yield from self._texts(left, width, headline)
        if about_width:
            yield from self._about(right - about_width, about_width, theme)

    def _texts(self, left: int, width: int, headline: Fitted) -> Iterable[Part]:
        metrics, theme, text = self.look.metrics, self.look.theme, self.shown
        stop = text.tone is Tone.STOP
        ink = theme.error.on_ink if stop else theme.text
        icon = metrics.px(20) if text.detail and text.tone in {Tone.OK, Tone.WARNING, Tone.ERROR} else 0
        shift = icon + metrics.px(8) if icon else 0
        quiet = text.tone in {Tone.CALM, Tone.OK}
        sizes = (
            (metrics.body, metrics.px(14)) if quiet else (metrics.px(17), metrics.px(16), metrics.body, metrics.px(14))
        )
        detail = fit(text.detail, width - shift, sizes, bold=not quiet)
        if detail.elided:
            detail = fit(
                text.detail, width - shift, (metrics.px(14), metrics.small, metrics.px(12)), bold=not quiet, lines=2
            )
        height = headline.height + (detail.height if text.detail else 0)
        top = (self.height() - height) // 2
        yield TextPart(QRect(left, top, width, headline.height), headline, ink)
        if not text.detail:
            return
        top += headline.height
        colour = ink if stop else theme.muted if quiet else theme.of_tone(text.tone).ink
        if icon:
            mark = theme.of_tone(text.tone).ink
            place = QRect(left, top + (detail.line_px - icon) // 2, icon, icon)
            yield IconPart(place, TONE_ICON[text.tone], mark)
        yield TextPart(QRect(left + shift, top, width - shift, detail.height), detail, colour)

    def _about_width(self) -> int:
        if not self.shown.where:
            return 0
        metrics = self.look.metrics
        where = fit(self.shown.where, self.width(), (metrics.heading,), bold=True).width
        about = fit(self.shown.about, self.width(), (metrics.small,), bold=self.shown.due is not Tone.CALM).width
        if self.shown.due is not Tone.CALM:
            about += metrics.px(26)
        return min(max(where, about) + 2, self.width() * 3 // 10)

    def _about(self, left: int, width: int, theme: Theme) -> Iterable[Part]:
        metrics, text = self.look.metrics, self.shown
        stop = text.tone is Tone.STOP
        ink = theme.error.on_ink if stop else theme.text
        where = fit(text.where, width, (metrics.heading, metrics.px(17), metrics.px(14)), bold=True)
        due = text.due is not Tone.CALM
        icon = metrics.px(18) if due else 0
        shift = icon + metrics.px(8) if due else 0
        about = fit(text.about, width - shift, (metrics.small, metrics.px(12)), bold=due)
        if about.elided:
            about = fit(text.about, width - shift, (metrics.small, metrics.px(12)), bold=due, lines=2)
        height = where.height + about.height
        top = (self.height() - height) // 2
        yield TextPart(QRect(left, top, width, where.height), where, ink, Align.RIGHT, may_elide=True)
        top += where.height
        colour = ink if stop else theme.of_tone(text.due).ink if due else theme.muted
        if due:
            at = left + width - about.width - shift
            yield IconPart(QRect(at, top + (about.line_px - icon) // 2, icon, icon), "calendar", colour)
        box = QRect(left + shift, top, width - shift, about.height)
        yield TextPart(box, about, colour, Align.RIGHT, may_elide=not due)
