"""What the bench page's tiles say about a view. Pure functions: a view and words in, faces out."""

from app.bench.messages import Say
from app.bench.view import BenchView, ItemView, Phase
from app.domain.commands import Control
from app.domain.vocabulary import Disposition, FunctionGrade
from ui.look import Look
from ui.pages.bench_layout import can_count, can_note
from ui.widgets.actions import Action
from ui.widgets.marks import ROUTE_ICON
from ui.widgets.prompt import Offer, PromptText
from ui.widgets.tile import Face
from ui.widgets.tile_grid import Choosable, control
from ui.words.text import translate
from ui.words.words import Words


def defect_tiles(item: ItemView, enabled: frozenset[str], words: Words) -> tuple[Choosable, ...]:
    """The defects that make sense for the item; a marked one is always among them."""
    offered = (*item.offered_defects, *(defect for defect in item.defects if defect not in item.offered_defects))
    return tuple(
        control(
            f"DEFECT-{defect.value}",
            Face(
                words.of(defect),
                chosen=defect in item.defects,
                dim=f"DEFECT-{defect.value}" not in enabled,
                name=words.command(f"DEFECT-{defect.value}"),
            ),
        )
        for defect in offered
    )


def function_tiles(item: ItemView, enabled: frozenset[str], words: Words) -> tuple[Choosable, ...]:
    """How well it works, best first."""
    return tuple(
        control(
            f"FUNCTION-{grade.value}",
            Face(
                words.of(grade),
                note=words(translate("bench", "function {grade}"), grade=grade.value),  # "F5" alone is taken for a key
                chosen=grade is item.function,
                dim=f"FUNCTION-{grade.value}" not in enabled,
                name=words.command(f"FUNCTION-{grade.value}"),
            ),
        )
        for grade in FunctionGrade
    )


def disposition_tiles(view: BenchView, look: Look) -> tuple[Choosable, ...]:
    """Everything that may be decided instead of what is proposed or decided, with the colour and icon of its route."""
    now = view.proposal.code if view.proposal else None
    return tuple(
        control(
            f"DISPOSE-AS-{code.value}",
            Face(
                look.words.of(code),
                icon=ROUTE_ICON[code.route],
                tint=look.theme.of_route(code.route),
                dim=f"DISPOSE-AS-{code.value}" not in view.enabled,
                chosen=code is now,
                name=look.words.command(f"DISPOSE-AS-{code.value}"),
            ),
        )
        for code in Disposition
    )


def tiles_of(view: BenchView, item: ItemView, look: Look, *, otherwise: bool) -> tuple[str, tuple[Choosable, ...]]:
    """Heading and tiles below the grades; `otherwise` asks for what may be decided instead."""
    words = look.words
    if otherwise:
        return words(translate("bench", "Decide otherwise")), disposition_tiles(view, look)
    if item.wants_function and item.function is None and item.grade:
        return words(translate("bench", "How well does it work?")), function_tiles(item, view.enabled, words)
    entries = defect_tiles(item, view.enabled, words)
    if item.wants_function:
        entries += function_tiles(item, view.enabled, words)
    return words(translate("bench", "Defects")), entries


def _on_hold(view: BenchView) -> bool:
    """Also of an item that lies in its tote already, where the phase says that the bench is done with it."""
    return view.item is not None and view.item.hold is not None


def primary_action(view: BenchView, look: Look) -> Action | None:
    """The one large button; None where there is nothing that most people want next."""
    words, theme = look.words, look.theme

    def word(name: str, *, icon: str, filled: bool) -> Action:
        dim = name not in view.enabled or view.question is not None
        return Action(
            name,
            Face(words.button(name), icon=icon, filled=filled, dim=dim, tint=theme.primary if filled else None),
            Control(name),
        )

    if _on_hold(view) and "ACCEPT" in view.enabled:
        face = Face(words(translate("bench", "Agree")), icon="check", filled=True, tint=theme.primary)
        return Action("ACCEPT", face, Control("ACCEPT"))
    match view.phase:
        case Phase.IDENTIFIED | Phase.GRADED:
            return word("ACCEPT", icon="enter", filled=True)
        case Phase.DECIDED:
            return word("REPRINT", icon="printer", filled=False)
        case Phase.HELD:
            return word("RELEASE", icon="next", filled=False)
        case Phase.DONE if _on_hold(view) and "CLOSE" not in view.enabled:
            return word("RELEASE", icon="next", filled=False)  # fetched out of its tote by its label
        case Phase.DONE:
            return word("CLOSE", icon="check", filled=view.headline.say is Say.ALL_IN)
        case _:
            return None


def actions(view: BenchView, look: Look) -> tuple[Action, ...]:
    """The row at the lower edge."""
    words = look.words
    hold = "RELEASE" if _on_hold(view) else "HOLD"
    return (
        Action(
            "UNDO", Face(words.button("UNDO"), hint="F8", icon="undo", dim="UNDO" not in view.enabled), Control("UNDO")
        ),
        Action("HOLD", Face(words.button(hold), hint="F6", icon="hold", dim=hold not in view.enabled), Control(hold)),
        Action(
            "quantity", Face(words(translate("bench", "Quantity")), hint="F9", icon="quantity", dim=not can_count(view))
        ),
        Action("note", Face(words(translate("bench", "Note")), hint="F5", icon="note", dim=not can_note(view))),
        Action("search", Face(words(translate("bench", "Search")), hint="Ctrl+F", icon="search")),
        Action("menu", Face(words(translate("bench", "Menu")), hint="F10", icon="menu")),
        Action("HELP", Face(words.button("HELP"), hint="F1", icon="help"), Control("HELP")),
    )


def idle_prompt(view: BenchView, words: Words) -> PromptText:
    """No parcel is open: what may be scanned, and what waits elsewhere."""
    offers: list[Offer] = []
    if view.counts.parcels_parked:
        text = words(translate("bench", "%n parked parcels", "", 1), count=view.counts.parcels_parked)
        offers.append(Offer(Face(text, icon="park"), page="parcels"))
    if view.counts.items_held:
        text = words(translate("bench", "%n items on hold", "", 1), count=view.counts.items_held)
        offers.append(Offer(Face(text, icon="hold"), page="held"))
    waiting = view.counts.labels_waiting + view.counts.labels_unknown + view.counts.labels_failed
    if waiting:
        text = words(translate("bench", "%n labels to look after", "", 1), count=waiting)
        offers.append(Offer(Face(text, icon="label"), page="labels"))
    offers.append(Offer(Face(words.button("BLIND"), icon="parcel", dim="BLIND" not in view.enabled), Control("BLIND")))
    return PromptText(
        "parcel",
        words(translate("bench", "Scan any code on the box")),
        words(translate("bench", "Tracking number, return number or shipping code: whichever is readable.")),
        tuple(offers),
    )


def parcel_prompt(view: BenchView, words: Words) -> PromptText:
    """A parcel is open and no item is in hand."""
    ready = view.headline.say is Say.ALL_IN
    offers = [
        Offer(Face(words.button("PARK"), icon="park", dim="PARK" not in view.enabled), Control("PARK")),
        Offer(
            Face(words.button("CLOSE"), icon="check", filled=ready, dim="CLOSE" not in view.enabled), Control("CLOSE")
        ),
    ]
    if ready:
        text = words(translate("bench", "Every item has its place"))
        more = words(translate("bench", "Close the parcel, or scan whatever else is in it."))
        return PromptText("check", text, more, tuple(offers))
    if view.headline.say in {Say.FINISH_ITEM, Say.STOW_ITEM, Say.LABEL_ITEM}:
        offers.insert(0, Offer(Face(words.button("NEXT"), icon="next", filled=True), Control("NEXT")))
        text = words(translate("bench", "Something is left to do"))
        more = words(translate("bench", "Take that item in hand, or scan whatever else is in the parcel."))
        return PromptText("next", text, more, tuple(offers))
    text = words(translate("bench", "Take one item out and scan its barcode"))
    more = words(translate("bench", "Several equal ones may be counted as one: scan one, then enter the quantity."))
    return PromptText("scan", text, more, tuple(offers))


def needs_prompt(item: ItemView, enabled: frozenset[str], words: Words) -> PromptText:
    """Something has to be scanned before the item can be graded."""
    typed = words(translate("bench", "No scanner reads it? Press Ctrl+F, type it, press Enter."))
    match item.needs:
        case "serial":
            offer = Offer(Face(words.button("NO-SERIAL"), dim="NO-SERIAL" not in enabled), Control("NO-SERIAL"))
            return PromptText(
                "scan", words(translate("bench", "Scan the serial number on the item or its box")), typed, (offer,)
            )
        case "lot":
            return PromptText("scan", words(translate("bench", "Scan the lot number on the package")), typed)
        case _:
            date = words(translate("bench", "Or type it as year-month-day, then press Enter."))
            return PromptText("scan", words(translate("bench", "Scan the expiry date on the package")), date)
