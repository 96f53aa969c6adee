"""What the policy proposes or a person decided, in the colour of its route, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.bench.view import BenchView, HoldView, ItemView
from app.domain.vocabulary import Route
from ui.look import Look
from ui.widgets.composed import Fitted, IconPart, Part, TextPart, block, fit
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.painted import Painted
from ui.words.text import translate
from ui.words.vocabulary import HELD_REASON
from ui.words.words import Words


@dataclass(frozen=True, slots=True)
class ProposalText:
    """What the block says.

    Attributes:
        title: the route and the disposition, or what is missing for them.
        lines: why, and what else has to be known.
        source: the rule that says so; small, for whoever looks it up.
        route: colours it; None leaves it grey.
    """

    title: str
    lines: tuple[str, ...] = ()
    route: Route | None = None
    source: str = ""


def proposal_text(view: BenchView, words: Words) -> ProposalText:
    """What the block says about a view."""
    if view.item is not None and view.item.hold is not None:
        why = (_why_held(view.item, view.item.hold, words), _held_by(view.item.hold, words))
        return ProposalText(words(translate("proposal", "On hold")), why, Route.HOLD)
    proposal = view.proposal
    if proposal is None:
        return ProposalText(_missing(view, words))
    by_language = dict(proposal.why)
    because = by_language.get(words.language) or by_language.get("en") or ""
    lines = [because] if because else []
    if proposal.asked is not None:
        asked = translate("proposal", "{name} asked a lead for “{disposition}”")
        lines.append(words(asked, name=proposal.asked_by, disposition=proposal.asked))
    elif proposal.approval and not proposal.decided:
        lines.append(words(translate("proposal", "A shift lead has to agree: {why}"), why=proposal.approval))
    if proposal.decided and proposal.override_reason:
        text = translate("proposal", "Not as proposed ({proposed}): {reason}")
        lines.append(words(text, proposed=proposal.proposed, reason=proposal.override_reason))
    if proposal.decided and proposal.approver:
        lines.append(words(translate("proposal", "Agreed by {approver}"), approver=proposal.approver))
    route, disposition = words.of(proposal.route), words.of(proposal.code)
    second = disposition if disposition != route else proposal.code.value
    text = translate("proposal", "Rule {rule}, policy {version}")
    source = words(text, rule=proposal.rule, version=proposal.policy_version)
    return ProposalText(f"{route}  ·  {second}", tuple(lines), proposal.route, source)


def _why_held(item: ItemView, hold: HoldView, words: Words) -> str:
    """What is asked of a lead, else what the inspector noted, else that somebody has to look."""
    if hold.asked is not None:
        asked = translate("proposal", "A shift lead has to agree to “{disposition}”: {why}")
        return words(asked, disposition=hold.asked, why=hold.why)
    if item.note:
        return item.note
    if hold.reason != "operator":
        return words.coded(HELD_REASON, hold.reason)
    return words(translate("proposal", "Somebody has to look at it before it goes on."))


def _held_by(hold: HoldView, words: Words) -> str:
    return words(translate("proposal", "Put on hold by {name}, {at}"), name=hold.by, at=hold.at)


def _missing(view: BenchView, words: Words) -> str:
    if view.item is None:
        return words(translate("proposal", "No item in hand"))
    return words(translate("proposal", "The proposal appears here as soon as there is a grade"))


class ProposalBlock(Painted):
    """Shows a ProposalText; the only coloured block of a calm page."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = ProposalText("")
        self.free_right = 0
        self.setObjectName("proposal")

    def show_text(self, text: ProposalText, free_right: int) -> None:
        """Show it; `free_right` pixels at the right stay free for a button that lies on the block."""
        if text == self.shown and free_right == self.free_right:
            return
        self.shown, self.free_right = text, free_right
        self.setAccessibleName(" ".join(part for part in (text.title, *text.lines, text.source) if part))
        self.changed()

    def ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        if self.shown.route is None:
            self.card(painter)
            return
        tint = theme.of_route(self.shown.route)
        block(painter, self.rect(), self.look.metrics.radius, tint.wash, tint.ink, 2.0)

    def compose(self) -> Iterable[Part]:
        metrics, theme, text = self.look.metrics, self.look.theme, self.shown
        left = metrics.px(20)
        if text.route is None:
            width = self.width() - 2 * left - self.free_right
            fitted = fit(text.title, width, (metrics.px(17), metrics.body, metrics.px(14)), lines=2)
            yield TextPart(QRect(left, 0, width, self.height()), fitted, theme.muted)
            return
        tint = theme.of_route(text.route)
        icon = metrics.px(48)
        yield IconPart(QRect(left, (self.height() - icon) // 2, icon, icon), ROUTE_ICON[text.route], tint.ink)
        left += icon + metrics.px(18)
        width = self.width() - left - metrics.px(16) - self.free_right
        title, lines = self._fitted(text, width)
        source = fit(text.source, width, (metrics.small, metrics.px(12), metrics.px(11))) if text.source else None
        heights = title.height + sum(line.height for line in lines)
        if source and heights + source.height > self.height() - metrics.px(8):
            source = None  # the history of the item names the rule too
        top = (self.height() - heights - (source.height if source else 0)) // 2
        yield TextPart(QRect(left, top, width, title.height), title, tint.ink)
        top += title.height
        for line in lines:
            yield TextPart(QRect(left, top, width, line.height), line, theme.text)
            top += line.height
        if source:
            yield TextPart(QRect(left, top, width, source.height), source, theme.muted, may_elide=True)

    def _fitted(self, text: ProposalText, width: int) -> tuple[Fitted, list[Fitted]]:
        """Title and lines in the largest type in which all of them have room."""
        metrics = self.look.metrics
        titles = (metrics.proposal, metrics.px(23), metrics.heading, metrics.px(18), metrics.px(16))
        sizes = (metrics.px(16), metrics.body, metrics.px(14), metrics.small, metrics.px(12), metrics.px(11))
        for largest in range(len(sizes)):
            title = fit(text.title, width, titles[min(largest, len(titles) - 1) :], bold=True)
            lines = [self._line(line, width, sizes[largest:]) for line in text.lines]
            if title.height + sum(line.height for line in lines) <= self.height() - metrics.px(8):
                break
        return title, lines

    @staticmethod
    def _line(line: str, width: int, sizes: tuple[int, ...]) -> Fitted:
        """On one line if a size allows it, else on two."""
        one = fit(line, width, sizes)
        return fit(line, width, sizes, lines=2) if one.elided else one
